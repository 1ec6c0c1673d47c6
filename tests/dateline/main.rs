//! Tests of the whole, by layer: from bytes to dossier, from actions to state, from hands to what is shown.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod architecture;
mod command_line;
mod fixture;
mod hostile;
mod interface;
mod kazakhstan;
mod map_index;
mod map_interface;
mod map_pictures;
mod map_plans;
mod map_walk;
mod pictures;
mod pipeline;
mod plans;
mod reader_interface;
mod reader_plans;
mod readers;
mod replay;
mod smoke;
mod timeline;
mod words_interface;
