//! The shell: the only place that touches files, the clipboard and windows.

pub mod crash;
pub mod data;
pub mod disk;
pub mod guard;
mod load;
pub mod notes;
pub mod picture;
pub mod settings;
mod window;
mod worker;
pub mod write;

pub use window::{OpenError, run};
