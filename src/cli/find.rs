//! `dateline find`: the places and times of a text, as a table or as lines of JSON.

use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::terminal::{self, List};
use crate::app::disk;
use crate::app::importing::Importer;
use crate::app::opening::is_dossier;
use crate::find::Language;
use crate::find::protocol::{self, Context};
use crate::report::cancel::Cancel;
use crate::report::dossier::Dossier;
use crate::report::found;
use crate::report::given::Given;
use crate::report::provenance::Fact;
use crate::report::when::When;

/// What is looked through, and what is known of it.
#[derive(Debug, clap::Args)]
pub struct Find {
    /// A file of any kind, or the folder of a dossier; without it, --jsonl reads lines of JSON from standard input
    path: Option<PathBuf>,
    /// Its language: en, ru, …; guessed where it is not given
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// When it was written, from which “yesterday” is reckoned
    #[arg(long, value_name = "DATE")]
    reference: Option<When>,
    /// The country or countries that it is about: KZ
    #[arg(long, value_name = "CODES")]
    home: Option<String>,
    /// Write lines of JSON and not a table
    #[arg(long)]
    jsonl: bool,
}

/// Prints what is found.
///
/// # Errors
/// One sentence without a full stop.
pub fn find(find: &Find) -> Result<ExitCode, String> {
    match &find.path {
        Some(path) => in_file(find, path)?,
        None if find.jsonl => in_lines()?,
        None => return Err("name a file or a folder; or give --jsonl, and lines of JSON on standard input".to_owned()),
    }
    Ok(ExitCode::SUCCESS)
}

/// Answers each line of standard input with one line.
fn in_lines() -> Result<(), String> {
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|error| format!("standard input, line {}: {error}", number + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = protocol::answer(&line).map_err(|error| format!("standard input, line {}: {error}", number + 1))?;
        // JSON has no control characters in it, and programs read it letter by letter.
        terminal::pour(format!("{answer}\n").as_bytes())?;
    }
    Ok(())
}

fn in_file(find: &Find, path: &Path) -> Result<(), String> {
    let mut given = Given::default();
    for (flag, fact, words) in [("--language", Fact::Language, &find.language), ("--home", Fact::Home, &find.home)] {
        if let Some(words) = words {
            given.say(fact, words).map_err(|fault| format!("{flag}: {fault}"))?;
        }
    }
    let dossier = read(path, &given)?;
    let mut head = dossier.head.clone();
    given.describe_head(&mut head, false);
    let home = head.home;
    let mut list = List::new();
    for document in &dossier.documents {
        let own = if document.language.is_empty() { &dossier.head.language } else { &document.language };
        let context = Context {
            reference: find.reference.or(document.reference).or(document.published),
            language: Language::from_tag(find.language.as_deref().unwrap_or(own)),
            home: &home,
        };
        // Not in the list, which other programs cut into columns.
        if let Some(limit) = found::limit(find.language.as_deref().unwrap_or(own)) {
            terminal::complain(&format!("{}: {}", document.title, limit.trim_end_matches('.')));
        }
        if find.jsonl {
            terminal::pour(format!("{}\n", protocol::line(&document.id, &document.text, &context)).as_bytes())?;
            continue;
        }
        for line in protocol::table(&document.text, &context).lines() {
            list.say(line)?;
        }
    }
    Ok(())
}

/// The texts of a dossier, or of a file.
fn read(path: &Path, given: &Given) -> Result<Dossier, String> {
    if is_dossier(path) {
        return disk::open(Some(path));
    }
    let cancel = Cancel::default();
    let importer = Importer { cancel: &cancel, tell: &|_| {}, given, finds: false };
    let bytes = importer.bytes(path)?;
    importer.dossier(vec![importer.take(path, bytes)?]).map(|(dossier, _)| dossier)
}
