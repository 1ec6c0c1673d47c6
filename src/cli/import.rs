//! `dateline import`: files → a dossier, without a window.

use std::path::PathBuf;
use std::process::ExitCode;

use super::terminal::List;
use crate::app::data::{NO_FOLDER, data_folder};
use crate::app::importing::Importer;
use crate::app::shelf::{self, Shelf};
use crate::formats::native;
use crate::report::cancel::Cancel;
use crate::report::dossier::Dossier;
use crate::report::found;
use crate::report::given::Given;
use crate::report::outside::closed;
use crate::report::provenance::Fact;
use crate::view::words;

/// What is read, where it goes, and what is said of it.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// The files, each a document of the dossier
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The folder of the new dossier; without it, one in Dateline's data folder, which is printed
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The title
    #[arg(long)]
    title: Option<String>,
    /// Who wrote it
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// When it was published, as EDTF: 2022-01-06, 2022-01, 2022
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// When it was written, from which “yesterday” is reckoned
    #[arg(long, value_name = "DATE")]
    reference: Option<String>,
    /// Its language: en, ru, …
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// The time zone of its times of day: Asia/Almaty
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
    /// The country or countries that it is about: KZ
    #[arg(long, value_name = "CODES")]
    home: Option<String>,
    /// Do not look for places, times and passages
    #[arg(long)]
    no_find: bool,
}

impl Import {
    /// What is said of the documents on the command line.
    fn given(&self) -> Result<Given, String> {
        let mut given = Given::default();
        let said = [
            ("--title", Fact::Title, &self.title),
            ("--author", Fact::Author, &self.author),
            ("--published", Fact::Published, &self.published),
            ("--reference", Fact::Reference, &self.reference),
            ("--language", Fact::Language, &self.language),
            ("--timezone", Fact::Timezone, &self.timezone),
            ("--home", Fact::Home, &self.home),
        ];
        for (flag, fact, words) in said {
            if let Some(words) = words {
                given.say(fact, words).map_err(|fault| format!("{flag}: {fault}"))?;
            }
        }
        Ok(given)
    }
}

/// Makes the dossier: exit 0 when all is well, 1 when something could not be read, 2 when nothing could.
///
/// # Errors
/// One sentence without a full stop.
pub fn import(import: &Import) -> Result<ExitCode, String> {
    let (given, cancel) = (import.given()?, Cancel::default());
    let importer = Importer { cancel: &cancel, tell: &|_| {}, given: &given, finds: !import.no_find };
    let (dossier, folder) = if let Some(folder) = &import.output {
        (into_folder(&importer, &import.files, folder)?, folder.clone())
    } else {
        let data = data_folder().ok_or(NO_FOLDER)?;
        let (opened, folder) = importer.shelve(&Shelf::new(&data), &import.files, &|_| {})?;
        (opened.dossier, folder)
    };
    let mut list = List::new();
    let complaints: Vec<_> =
        dossier.documents.iter().flat_map(|document| document.complaints.iter().map(move |said| (&document.title, said))).collect();
    for (title, complaint) in &complaints {
        list.say(&format!("{}: {}", closed(title), closed(complaint)))?;
    }
    if !import.no_find {
        for document in &dossier.documents {
            let own = if document.language.is_empty() { &dossier.head.language } else { &document.language };
            if let Some(limit) = found::limit(own) {
                list.say(&format!("{}: {}", closed(&document.title), closed(&limit)))?;
            }
        }
    }
    for warning in &dossier.warnings {
        list.say(&warning.to_string())?;
    }
    if import.output.is_none() {
        list.say(&folder.display().to_string())?;
    } else {
        list.say(&format!(
            "{}: {}; found: {}, {}, {}",
            closed(&dossier.head.title),
            words::count(dossier.documents.len(), "document"),
            words::count(dossier.passages.len(), "passage"),
            words::count(dossier.mentions.len(), "mention"),
            words::count(dossier.places.len(), "place"),
        ))?;
    }
    Ok(ExitCode::from(u8::from(!complaints.is_empty() || !dossier.warnings.is_empty())))
}

fn into_folder(importer: &Importer<'_>, files: &[PathBuf], folder: &std::path::Path) -> Result<Dossier, String> {
    if folder.join(native::MANIFEST).exists() {
        return Err(format!("-o: {} has a dossier in it already; name another folder", folder.display()));
    }
    let mut taken = Vec::new();
    for path in files {
        let bytes = importer.bytes(path)?;
        taken.push(importer.take(path, bytes)?);
    }
    let (dossier, originals) = importer.dossier(taken)?;
    shelf::put_into(folder, &dossier, &originals)?;
    Ok(dossier)
}
