//! Tests of the whole, by layer: from bytes to dossier, from actions to state, from hands to what is shown.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod architecture;
mod command_line;
mod fixture;
mod interface;
mod kazakhstan;
mod pictures;
mod pipeline;
mod plans;
mod replay;
mod words_interface;
