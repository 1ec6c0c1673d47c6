//! The frame around the views: top bar, keys, and what there is to know about the dossier.

pub mod about;
pub mod adrift;
pub mod bar;
pub mod differences;
pub mod documents;
pub mod gazetteer;
pub mod history;
pub mod keys;
pub mod live;
mod menu;
mod offers;
mod page;
pub mod palette;
mod panes;
pub mod places;
pub mod program;
mod rows;
pub mod search;
pub mod settings;
pub mod table;
pub mod told;
mod world;
