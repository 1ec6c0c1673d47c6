//! The shell: the only place that touches files, the clipboard and windows.

pub mod disk;
mod load;
pub mod notes;
pub mod picture;
mod window;

pub use window::{OpenError, run};
