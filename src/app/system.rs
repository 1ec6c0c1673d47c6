//! Handing a file to the system: to its viewer, or to its file manager.

use std::path::Path;
use std::process::{Command, Stdio};

/// The program that opens a file as a double click would.
const OPENER: &str = if cfg!(windows) {
    "explorer"
} else if cfg!(target_os = "macos") {
    "open"
} else {
    "xdg-open"
};

/// Opens a file or a folder as a double click would; waits until the system has it.
///
/// # Errors
/// One sentence without a full stop that names the file.
pub fn open(path: &Path) -> Result<(), String> {
    let status = Command::new(OPENER).arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    // Windows' own explorer gives an exit code other than 0 when all is well.
    if status.is_ok_and(|status| cfg!(windows) || status.success()) {
        return Ok(());
    }
    Err(format!("this system has nothing that opens {}; open it by hand", path.display()))
}

/// Shows a file in the folder in which it lies, and marks it where the system can.
///
/// # Errors
/// One sentence without a full stop that names the folder.
pub fn show_in_folder(path: &Path) -> Result<(), String> {
    #[cfg(target_os = "linux")]
    if super::portal::show_in_folder(path) {
        return Ok(());
    }
    open(path.parent().unwrap_or(path))
}
