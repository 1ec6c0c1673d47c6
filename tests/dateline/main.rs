//! Tests of the whole, by layer: from bytes to dossier, from actions to state, from hands to what is shown.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a test that is skipped, or that has failed at random, says so in its output")]

mod aloud;
mod architecture;
mod arranging;
mod beginning;
mod check_interface;
mod command_line;
mod deeds;
mod editing_shell;
mod edits;
mod finding;
mod fixture;
mod found_interface;
mod guard;
mod hostile;
mod interface;
mod journal;
mod kazakhstan;
mod keeping;
mod leaks;
mod licences;
mod map_index;
mod map_interface;
mod map_pictures;
mod map_plans;
mod map_walk;
mod menu_interface;
mod menu_shell;
mod narrow;
mod opening;
mod packed;
mod packing;
mod pdf;
mod pdf_file;
mod pictures;
mod pipeline;
mod plans;
mod quotations;
mod random;
mod reader_interface;
mod reader_plans;
mod readers;
mod reading_interface;
mod replay;
mod smoke;
mod soak;
mod strangers;
mod timeline;
mod times_kept;
mod titles;
mod travelled;
mod window;
mod words_interface;
