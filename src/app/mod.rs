//! The shell: the only place that touches files, the clipboard and windows.

mod arranger;
pub mod ask;
mod begin;
pub mod crash;
pub mod data;
pub mod dialog;
pub mod disk;
mod dropped;
mod due;
mod editor;
pub mod files;
mod found;
mod graphics;
pub mod guard;
pub mod importing;
pub mod journal;
mod load;
pub mod notes;
mod notices;
pub mod opening;
mod painted;
pub mod picture;
#[cfg(target_os = "linux")]
mod portal;
mod progress;
pub mod settings;
pub mod shelf;
pub mod shell;
mod surface;
mod system;
mod window;
mod worker;
pub mod write;

/// The folder of the report inside the program as it was changed, in the user's data folder; none where it was not.
#[must_use]
pub fn edited_copy() -> Option<std::path::PathBuf> {
    editor::edited_copy(data::data_folder().as_deref())
}

pub use begin::{Begin, Look};
pub use load::ahead;
pub use window::{OpenError, run};
