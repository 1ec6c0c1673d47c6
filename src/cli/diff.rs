//! `dateline diff`: what differs between two dossiers, in words.

use std::path::PathBuf;
use std::process::ExitCode;

use super::terminal::List;
use crate::app::disk;
use crate::edit::differences;
use crate::report::outside::closed;
use crate::view::words;

/// Two dossiers.
#[derive(Debug, clap::Args)]
pub struct Diff {
    /// The folder of a dossier; alone, it is compared with the dossier inside the program
    before: PathBuf,
    /// The folder of the dossier that is told of: what is new in it, what is gone, what has changed
    after: Option<PathBuf>,
    /// Compare with the dossier inside the program, and say so
    #[arg(long, conflicts_with = "after")]
    shipped: bool,
}

/// Prints what differs.
///
/// # Errors
/// One sentence without a full stop, where one of them cannot be opened.
pub fn diff(diff: &Diff) -> Result<ExitCode, String> {
    let (before, after) = match &diff.after {
        Some(after) => (Some(diff.before.as_path()), after),
        None => (None, &diff.before),
    };
    let after = disk::open(Some(after))?;
    let before = disk::open(before)?;
    let differences = differences::between(&before, &after);
    let mut list = List::new();
    if diff.shipped {
        list.say(&format!("Compared with {}, which is inside the program", closed(&before.head.title)))?;
    }
    let mut count = 0;
    for group in &differences.groups {
        list.say(group.title)?;
        for entry in &group.entries {
            list.say(&format!("  {}", entry.sentence()))?;
            count += 1;
        }
    }
    match count {
        0 => list.say("Nothing differs")?,
        _ => list.say(&format!("{} told", words::count(count, "difference")))?,
    }
    Ok(ExitCode::from(u8::from(count > 0)))
}
