//! The frame around the views: top bar, keys, and what there is to know about the dossier.

pub mod about;
pub mod adrift;
pub mod bar;
pub mod documents;
pub mod keys;
pub mod live;
mod menu;
mod offers;
pub mod palette;
mod panes;
pub mod places;
pub mod program;
pub mod search;
pub mod settings;
pub mod told;
mod world;
