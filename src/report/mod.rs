//! What a report says: documents, places, times, passages, and how sure each of them is.
//!
//! Pure data and pure functions: nothing here knows about files, windows, clocks or egui.

pub mod adrift;
pub mod anchoring;
pub mod cancel;
pub mod checker;
pub mod citation;
pub mod coverage;
pub mod credit;
pub mod dossier;
pub mod draft;
pub mod edtf;
pub mod entry;
pub mod filed;
pub mod fold;
mod forest;
pub mod found;
pub mod given;
pub mod globe;
pub mod ids;
pub mod limits;
pub mod link;
pub mod mercator;
pub mod moment;
pub mod moving;
pub mod note;
pub mod outside;
pub mod passage;
pub mod place;
pub mod precision;
pub mod provenance;
pub mod slug;
pub mod steps;
pub mod table;
pub mod text;
pub mod warning;
pub mod when;
pub mod whereabouts;
pub mod wording;
mod words;
