//! Manuscripts → the draft of a dossier.

use super::native::{ANNOTATIONS, MANIFEST, PLACES};
use super::read::language;
use super::read::manuscript::{About, Manuscript, Told as Said};
use super::{hex, is_plain_name};
use crate::report::draft::{AnnotationDraft, Body, Document, Draft, Head, Original};
use crate::report::filed::Filed;
use crate::report::given::Given;
use crate::report::limits;
use crate::report::outside;
use crate::report::passage::BlockKind;
use crate::report::provenance::{Fact, Provenance, Told};
use crate::report::slug::{slug, unused};
use crate::report::text::{Selector, Span, Text};
use crate::report::when::When;
use sha2::{Digest, Sha256};

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name without its folder.
    pub name: String,
    /// The SHA-256 of its bytes in lower-case hexadecimal.
    pub sha256: String,
    /// What it says.
    pub manuscript: Manuscript,
}

/// The SHA-256 of a file's bytes, as it stands in manifests.
#[must_use]
pub fn checksum(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The draft of a dossier with a document for each file. There must be at least one.
#[must_use]
pub fn draft(sources: Vec<Source>, given: &Given) -> Draft {
    let mut draft = Draft::default();
    let mark: String = sources.iter().flat_map(|source| source.sha256.chars().take(8)).take(8).collect();
    for source in sources {
        add(source, given, &mut draft.documents, &mut draft.annotations);
    }
    let Some(first) = draft.documents.first() else { return draft };
    let mut told = Told::new();
    for fact in [Fact::Title, Fact::Language] {
        told.extend(first.told.get(&fact).map(|provenance| (fact, *provenance)));
    }
    draft.head = Head {
        id: format!("{}-{mark}", first.id),
        title: first.title.clone(),
        language: if first.language.is_empty() { "und".to_owned() } else { first.language.clone() },
        told,
        ..Head::default()
    };
    given.describe_head(&mut draft.head, false);
    draft
}

/// Adds the document of a file, and what is known of its layout; its id and its files are none of those that are there.
pub fn add(source: Source, given: &Given, documents: &mut Vec<Document>, annotations: &mut Vec<AnnotationDraft>) {
    let Source { name, sha256, manuscript } = source;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let id = unused(&slug(stem, "report"), |id| documents.iter().all(|other| other.id != id && other.file != format!("{id}.txt")));
    let file = format!("{id}.txt");
    let is_free = |name: &str| {
        let taken = |other: &Document| other.file == name || other.original.as_ref().is_some_and(|kept| kept.file == name);
        is_plain_name(name) && name != file && ![MANIFEST, PLACES, ANNOTATIONS].contains(&name) && !documents.iter().any(taken)
    };
    let original = if is_free(&name) { name.clone() } else { unused(&format!("{id}-original"), is_free) };
    let text = Text::new(manuscript.text);
    let mut document = Document {
        id: id.clone(),
        file,
        sha256: text.checksum().to_owned(),
        is_verified: true,
        complaints: manuscript.complaints,
        original: Some(Original { file: original, sha256 }),
        ..Document::default()
    };
    describe(&mut document, manuscript.about, stem, text.as_str());
    given.describe(&mut document);
    let blocks = manuscript.blocks.into_iter().map(|piece| (piece.span, piece.kind));
    let pages = manuscript.pages.into_iter().map(|page| (page.span, BlockKind::Page(page.label)));
    annotations.extend(blocks.chain(pages).filter(|(span, _)| !span.is_empty()).map(|(span, kind)| block(&id, span, kind)));
    document.text = text;
    documents.push(document);
}

fn block(document: &str, span: Span, kind: BlockKind) -> AnnotationDraft {
    AnnotationDraft {
        id: String::new(),
        document: Some(document.to_owned()),
        selector: Selector { position: Some(span), ..Selector::default() },
        body: Body::Block(kind),
        found: None,
        raw: String::new(),
        at: None,
        filed: Filed::default(),
    }
}

/// Says of a document what its file or its text says.
fn describe(document: &mut Document, about: About, stem: &str, text: &str) {
    let told = &mut document.told;
    let mut word = |fact, said: Option<Said<String>>| -> String {
        let Some(Said { value, from }) = said else { return String::new() };
        let value: String = outside::plain(value.trim()).chars().take(limits::NAME).collect();
        if !value.is_empty() {
            told.insert(fact, from);
        }
        value
    };
    document.title = word(Fact::Title, about.title);
    if document.title.is_empty() {
        let named = stem.replace(['_', '-'], " ");
        document.title = word(Fact::Title, Some(Said::new(named, Provenance::Name)));
    }
    document.author = word(Fact::Author, about.author);
    document.publisher = word(Fact::Publisher, about.publisher);
    document.licence = word(Fact::Licence, about.licence);
    document.source = word(Fact::Source, about.source);
    // What a file says of its language is often what the program that made it was set to, and not what it is written in.
    let guessed = language::guess(text).map(|tag| Said::new(tag.to_owned(), Provenance::Guess));
    let said = about.language.filter(|said| guessed.as_ref().is_none_or(|guess| same_language(&said.value, &guess.value)));
    document.language = word(Fact::Language, said.or(guessed));
    let mut when = |fact, said: Option<Said<When>>| {
        let said = said?;
        document.told.insert(fact, said.from);
        Some(said.value)
    };
    document.published = when(Fact::Published, about.published);
    document.reference = when(Fact::Reference, about.written);
}

/// Whether two tags name the same language, whatever region and script they add.
fn same_language(one: &str, other: &str) -> bool {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    primary(one) == primary(other)
}

#[cfg(test)]
mod tests {
    use super::super::read::manuscript::{Page, Piece};
    use super::*;
    use crate::report::dossier::Dossier;

    fn source(name: &str, text: &str) -> Source {
        Source {
            name: name.to_owned(),
            sha256: checksum(text.as_bytes()),
            manuscript: Manuscript { text: text.to_owned(), ..Manuscript::default() },
        }
    }

    #[test]
    fn a_manuscript_becomes_a_dossier_without_a_warning() {
        let mut one = source("Report_on the Events.pdf", "A Report\nIt was the first of the days, and they went to the city.\n");
        one.manuscript.blocks.push(Piece { span: Span { start: 0, end: 8 }, kind: BlockKind::Title });
        one.manuscript.pages.push(Page { span: Span { start: 0, end: 30 }, label: "iv".to_owned() });
        one.manuscript.pages.push(Page { span: Span { start: 30, end: 60 }, label: "1".to_owned() });
        one.manuscript.about.author = Some(Said::new(" A.\nWriter".to_owned(), Provenance::Text));
        let dossier = Dossier::check(draft(vec![one], &Given::default()));
        assert_eq!(dossier.warnings, []);
        let document = &dossier.documents[0];
        assert_eq!((document.id.as_str(), document.file.as_str()), ("report-on-the-events", "report-on-the-events.txt"));
        assert_eq!((document.title.as_str(), document.author.as_str()), ("Report on the Events", "A. Writer"));
        assert_eq!(document.original.as_ref().unwrap().file, "Report_on the Events.pdf");
        let told: Vec<_> = document.told.iter().map(|(fact, from)| (fact.word(), from.word())).collect();
        assert_eq!(told, [("title", "name"), ("author", "text"), ("language", "guess")]);
        assert_eq!((dossier.blocks.len(), dossier.head.language.as_str()), (3, "en"));
        assert!(dossier.head.id.starts_with("report-on-the-events-"), "{}", dossier.head.id);
    }

    #[test]
    fn files_of_one_name_lie_beside_each_other() {
        let sources = ["a.txt", "a.txt", "a.txt", "dossier.json", "a/../b.txt", ".txt"].map(|name| source(name, "Words.\n"));
        let draft = draft(sources.to_vec(), &Given::default());
        let files: Vec<_> = draft
            .documents
            .iter()
            .map(|document| (document.file.as_str(), document.original.as_ref().unwrap().file.as_str()))
            .collect();
        let expected = [
            ("a.txt", "a-original"),
            ("a-2.txt", "a-2-original"),
            ("a-3.txt", "a-3-original"),
            ("dossier.txt", "dossier-original"),
            ("a-b.txt", "a-b-original"),
            ("report.txt", "report-original"),
        ];
        assert_eq!(files, expected);
    }

    #[test]
    fn a_person_is_believed_before_a_file_and_a_text_before_its_program() {
        let mut one = source("a.docx", "В ночь на 5 января протестующие вышли на площадь, и это было только начало.\n");
        one.manuscript.about.language = Some(Said::new("en-US".to_owned(), Provenance::File));
        one.manuscript.about.title = Some(Said::new("Untitled".to_owned(), Provenance::File));
        let mut given = Given::default();
        given.say(Fact::Title, "Ночь").unwrap();
        let document = &draft(vec![one], &given).documents[0];
        assert_eq!((document.title.as_str(), document.language.as_str()), ("Ночь", "ru"));
        assert_eq!(document.told[&Fact::Title], Provenance::Person);
        assert_eq!(document.told[&Fact::Language], Provenance::Guess);
    }
}
