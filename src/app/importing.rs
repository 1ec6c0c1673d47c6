//! Files that people have → dossiers. The same for the window and for the command line.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::disk::{self, DiskFolder};
use super::found;
use super::journal::{self, Opened};
use super::shelf::{self, Kept, Shelf};
use crate::find;
use crate::formats::import::{self, Source};
use crate::formats::{native, read};
use crate::report::cancel::Cancel;
use crate::report::dossier::Dossier;
use crate::report::draft::Draft;
use crate::report::given::Given;
use crate::session::file_name;

/// What is said when the work was cancelled; nobody reads it.
const CANCELLED: &str = "it was cancelled";

/// What is said while the finder reads.
const FINDING: &str = "Finding places, times and passages …";

/// How many pages are shown while the rest is read.
const FIRST_PAGES: usize = 12;

/// The size in bytes from which on the first pages of a file are shown while the rest is read: below it, all of it is there
/// sooner than one could begin to read.
const LARGE: usize = 2 << 20;

/// How files are read.
pub struct Importer<'a> {
    /// Ends the work.
    pub cancel: &'a Cancel,
    /// Is told how far it is, in a sentence for people.
    pub tell: &'a dyn Fn(String),
    /// What a person says of the documents.
    pub given: &'a Given,
    /// Whether places, times and passages are found in them.
    pub finds: bool,
}

/// A file that was read.
pub struct Taken {
    source: Source,
    bytes: Vec<u8>,
}

impl Importer<'_> {
    fn wanted(&self) -> Result<(), String> {
        self.cancel.wanted().ok_or_else(|| CANCELLED.to_owned())
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// One sentence without a full stop that names the file.
    pub fn bytes(&self, path: &Path) -> Result<Vec<u8>, String> {
        self.wanted()?;
        (self.tell)(format!("Reading {} …", file_name(path)));
        disk::read_file(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
    }

    /// What a file says; only its first pages, where so many are asked for.
    ///
    /// # Errors
    /// One sentence without a full stop that names the file.
    fn manuscript(&self, path: &Path, bytes: &[u8], pages: Option<usize>) -> Result<read::Manuscript, String> {
        let name = file_name(path);
        let progress = |progress: read::Progress| {
            (self.tell)(format!("{name}: {} of {} {}", progress.done, progress.all, progress.parts));
        };
        let wish = read::Wish { name: &name, pages, cancel: self.cancel, progress: &progress };
        let manuscript = read::read(bytes, &wish);
        self.wanted()?;
        manuscript.map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Reads a file.
    ///
    /// # Errors
    /// One sentence without a full stop that names the file.
    pub fn take(&self, path: &Path, bytes: Vec<u8>) -> Result<Taken, String> {
        let manuscript = self.manuscript(path, &bytes, None)?;
        let source = Source { name: file_name(path), sha256: import::checksum(&bytes), manuscript };
        Ok(Taken { source, bytes })
    }

    /// The dossier of the first pages of a large file; `None` where the whole is there as soon, or has no pages.
    #[must_use]
    pub fn beginning(&self, path: &Path, bytes: &[u8]) -> Option<Dossier> {
        if bytes.len() < LARGE {
            return None;
        }
        let manuscript = self.manuscript(path, bytes, Some(FIRST_PAGES)).ok().filter(|manuscript| manuscript.is_beginning)?;
        let source = Source { name: file_name(path), sha256: import::checksum(bytes), manuscript };
        let mut draft = import::draft(vec![source], self.given);
        if self.finds {
            find::draft::annotate_all(&mut draft, &[]);
        }
        Some(Dossier::check(draft))
    }

    /// The dossier of files that were read, and what is kept beside its texts.
    ///
    /// # Errors
    /// That it was cancelled.
    pub fn dossier(&self, taken: Vec<Taken>) -> Result<(Dossier, Vec<Kept>), String> {
        let (sources, bytes): (Vec<_>, Vec<_>) = taken.into_iter().map(|taken| (taken.source, taken.bytes)).unzip();
        let mut draft = import::draft(sources, self.given);
        self.wanted()?;
        let originals = kept(&draft, 0, bytes);
        if self.finds {
            (self.tell)(FINDING.to_owned());
            find::draft::annotate_all(&mut draft, &[]);
        }
        self.wanted()?;
        Ok((Dossier::check(draft), originals))
    }

    /// Reads files into a new dossier on the shelf, and returns it with its folder. One file that a dossier on the shelf was made
    /// of opens that one.
    ///
    /// # Errors
    /// One sentence without a full stop that names the file.
    pub fn shelve(&self, dossiers: &Shelf, files: &[PathBuf], beginning: &dyn Fn(Dossier)) -> Result<(Opened, PathBuf), String> {
        let mut taken = Vec::new();
        for path in files {
            let bytes = self.bytes(path)?;
            if let [_] = files {
                if let Some(folder) = dossiers.find(&import::checksum(&bytes)) {
                    return journal::open(&folder, self.cancel).map(|opened| (opened, folder));
                }
                self.beginning(path, &bytes).into_iter().for_each(beginning);
            }
            taken.push(self.take(path, bytes)?);
        }
        let (dossier, originals) = self.dossier(taken)?;
        let folder = dossiers.put(&dossier, &originals)?;
        Ok((journal::beside(&folder, dossier, self.cancel)?, folder))
    }

    /// Reads files into the dossier in a folder, as further documents. What its journal says is in its files then.
    ///
    /// # Errors
    /// One sentence without a full stop that names the file or the folder; the dossier is as it was then. That it is being changed in
    /// a window, also in this one.
    pub fn add(&self, folder: &Path, files: &[PathBuf]) -> Result<Opened, String> {
        let mut taken = Vec::new();
        for path in files {
            let bytes = self.bytes(path)?;
            taken.push(self.take(path, bytes)?);
        }
        let _held = journal::settle(folder, self.cancel)?;
        let known = disk::open_while_wanted(Some(folder), self.cancel)?;
        (self.tell)(FINDING.to_owned());
        let mut originals = Vec::new();
        let dossier = native::open_changed(&DiskFolder::new(folder), self.cancel, |draft| {
            let before = draft.documents.len();
            let mut bytes = Vec::new();
            for one in taken {
                let is_here = |sha256: &str| {
                    draft.documents.iter().any(|other| other.original.as_ref().is_some_and(|kept| kept.sha256 == sha256))
                };
                if !is_here(&one.source.sha256) {
                    import::add(one.source, self.given, &mut draft.documents, &mut draft.annotations);
                    bytes.push(one.bytes);
                }
            }
            originals = kept(draft, before, bytes);
            if self.finds {
                let all: Vec<usize> = (before..draft.documents.len()).collect();
                found::annotate(draft, &known, &all);
            }
            BTreeSet::new()
        })?;
        self.wanted()?;
        shelf::write_again(folder, &dossier, &originals)?;
        journal::beside(folder, dossier, self.cancel)
    }

    /// Writes what a person says of a document into the dossier in a folder. What its journal says is in its files then.
    ///
    /// # Errors
    /// One sentence without a full stop that names the folder. That it is being changed in a window, also in this one.
    pub fn describe(&self, folder: &Path, document: &str) -> Result<Opened, String> {
        let _held = journal::settle(folder, self.cancel)?;
        let known = disk::open_while_wanted(Some(folder), self.cancel)?;
        let finds = self.finds && self.given.bears_on_findings() && found::is_any(&known);
        if finds {
            (self.tell)(FINDING.to_owned());
        }
        let dossier = native::open_changed(&DiskFolder::new(folder), self.cancel, |draft| {
            let is_only = draft.documents.len() == 1;
            let index = draft.documents.iter().position(|other| other.id == document);
            let Some(index) = index else { return BTreeSet::new() };
            self.given.describe(&mut draft.documents[index]);
            self.given.describe_head(&mut draft.head, is_only);
            if !finds {
                return BTreeSet::new();
            }
            // The home country is one for all documents.
            let all = self.given.is_about_all();
            let anew: Vec<usize> = (0..draft.documents.len()).filter(|other| all || *other == index).collect();
            found::annotate(draft, &known, &anew);
            anew.into_iter().map(|index| draft.documents[index].id.clone()).collect()
        })?;
        self.wanted()?;
        shelf::write_again(folder, &dossier, &[])?;
        journal::beside(folder, dossier, self.cancel)
    }
}

/// The bytes of the documents from one on, under the names that their originals have in the dossier.
fn kept(draft: &Draft, from: usize, bytes: Vec<Vec<u8>>) -> Vec<Kept> {
    let named = draft.documents[from..].iter().map(|document| document.original.as_ref().map(|original| original.file.clone()));
    named.zip(bytes).filter_map(|(name, bytes)| Some((name?, bytes))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::provenance::Fact;

    fn said(_: String) {}

    fn importer<'a>(cancel: &'a Cancel, given: &'a Given) -> Importer<'a> {
        Importer { cancel, tell: &said, given, finds: false }
    }

    #[test]
    fn a_file_is_shelved_once_with_its_bytes_and_opens_as_it_was() {
        let data = tempfile::tempdir().unwrap();
        let (shelf, file) = (Shelf::new(data.path()), data.path().join("My report.txt"));
        let bytes = "A REPORT\r\n\r\nThey went to the city, and it was in the evening of the day.\r\n";
        std::fs::write(&file, bytes).unwrap();
        let (cancel, given) = (Cancel::default(), Given::default());
        let importer = importer(&cancel, &given);
        let (opened, folder) = importer.shelve(&shelf, std::slice::from_ref(&file), &|_| {}).unwrap();
        let dossier = opened.dossier;
        assert_eq!(std::fs::read(folder.join("My report.txt")).unwrap(), bytes.as_bytes());
        let again = disk::open(Some(&folder)).unwrap();
        assert_eq!(again.warnings, []);
        assert_eq!(native::annotations_json(&again), native::annotations_json(&dossier));
        assert_eq!(native::dossier_json(&again), native::dossier_json(&dossier));
        assert_eq!(importer.shelve(&shelf, &[file], &|_| {}).unwrap().1, folder);
        assert!(shelf.holds(&folder) && !shelf.holds(data.path()));
    }

    #[test]
    fn documents_are_added_and_described_and_nothing_else_changes() {
        let data = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(data.path());
        let files = ["one.txt", "two.txt", "three.md"].map(|name| {
            let file = data.path().join(name);
            std::fs::write(&file, format!("{name} is the name of this and of the other.\n")).unwrap();
            file
        });
        let (cancel, nothing) = (Cancel::default(), Given::default());
        let (_, folder) = importer(&cancel, &nothing).shelve(&shelf, &files[..2], &|_| {}).unwrap();
        let more = importer(&cancel, &nothing).add(&folder, &files[1..]).unwrap().dossier;
        let ids = |dossier: &Dossier| dossier.documents.iter().map(|document| document.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&more), ["one", "two", "three"], "the second was in it already");
        let mut given = Given::default();
        given.say(Fact::Author, "Somebody").unwrap();
        importer(&cancel, &given).describe(&folder, "two").unwrap();
        let again = disk::open(Some(&folder)).unwrap();
        assert_eq!(again.warnings, []);
        assert_eq!(again.documents.iter().map(|document| document.author.as_str()).collect::<Vec<_>>(), ["", "Somebody", ""]);
        assert_eq!(again.documents[2].text.as_str(), more.documents[2].text.as_str());
        assert!(folder.join("three.md").exists() && folder.join("three.txt").exists());
    }
}
