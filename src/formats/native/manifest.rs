//! `dossier.json`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{FORMAT, MANIFEST, UNPLACED};
use super::{check_id, filed, fit};
use crate::formats::is_plain_name;
use crate::formats::json::{List, Member, Source, record};
use crate::report::draft::{Document, Draft, FileKind, Head, Original, Preset, Stray};
use crate::report::edtf::{self, Reading};
use crate::report::filed::{Extra, Filed};
use crate::report::limits;
use crate::report::passage::Voice;
use crate::report::place::Bounds;
use crate::report::provenance::{Fact, Provenance, Told};
use crate::report::text::Text;
use crate::report::warning::{Origin, Warning};
use crate::report::when::When;

#[derive(Deserialize)]
#[serde(expecting = "an object in braces")]
struct DocumentRecord {
    id: String,
    file: String,
    #[serde(default)]
    sha256: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    author: String,
    #[serde(default)]
    published: String,
    #[serde(default)]
    reference: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    licence: String,
    #[serde(default)]
    publisher: String,
    #[serde(default)]
    language: String,
    original: Option<OriginalRecord>,
    #[serde(default)]
    told: BTreeMap<String, String>,
    #[serde(default)]
    complaints: Vec<String>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Deserialize)]
#[serde(expecting = "an object in braces")]
struct OriginalRecord {
    file: String,
    #[serde(default)]
    sha256: String,
}

#[derive(Deserialize)]
#[serde(expecting = "an object in braces")]
struct VoiceRecord {
    id: String,
    name: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    knows: String,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Deserialize)]
#[serde(expecting = "an object in braces")]
struct PresetRecord {
    label: String,
    when: String,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Deserialize)]
#[serde(expecting = "an object in braces")]
struct StartRecord {
    #[serde(default)]
    window: String,
    #[serde(default)]
    range: String,
    frame: Option<[f64; 4]>,
    #[serde(flatten)]
    extra: Extra,
}

/// The fields at the head that Dateline knows, besides the lists.
const KNOWN: [&str; 9] = ["format", "id", "title", "description", "language", "home", "timezone", "told", "start"];

/// The lists of the manifest.
const LISTS: [List; 3] =
    [("documents", limits::DOCUMENTS, "documents"), ("voices", limits::VOICES, "voices"), ("presets", limits::PRESETS, "presets")];

/// Reads the manifest into the draft: head, documents without their texts, voices.
pub fn read(text: &str, draft: &mut Draft) {
    let source = Source::new(MANIFEST, text);
    let before = draft.warnings.count();
    let members = source.members(&LISTS, &mut draft.warnings);
    let whole = draft.warnings.count() == before;
    if whole && !members.iter().any(|member| member.key == "timezone") {
        draft.warnings.push(Warning::new(
            &Origin::file(MANIFEST),
            "“timezone” is missing",
            "add it, such as \"Asia/Almaty\"; UTC is taken until then",
        ));
    }
    let mut reader = Reader { source: &source, draft, written: Vec::new() };
    let mut first: BTreeMap<&str, &RawValue> = BTreeMap::new();
    // Instants in UTC are turned into the dossier's own time, so that its zone is read before any time.
    let (zone, others): (Vec<_>, Vec<_>) = members.iter().partition(|member| member.key == "timezone");
    for member in zone.into_iter().chain(others) {
        let list = match member.key.as_str() {
            "documents" => FileKind::Documents,
            "voices" => FileKind::Voices,
            "presets" => FileKind::Presets,
            _ => {
                reader.head(member, first.get(member.key.as_str()).copied());
                if let Some(raw) = member.value {
                    first.entry(&member.key).or_insert(raw);
                }
                continue;
            }
        };
        for raw in &member.elements {
            reader.entry(list, raw);
        }
        reader.draft.strays.extend(source.rest(member).map(|rest| Stray { file: list, raw: rest.to_owned() }));
    }
    // Where the file breaks off, what is missing may be behind the break.
    if !whole {
        return;
    }
    let head = &draft.head;
    if head.title.is_empty() {
        draft.warnings.push(Warning::new(&Origin::file(MANIFEST), "“title” is missing", "add the title of the dossier"));
    }
    if draft.documents.is_empty() {
        draft.warnings.push(Warning::new(&Origin::file(MANIFEST), "“documents” is missing or empty", "list at least one text"));
    }
}

/// Reads the line of one who speaks that stands by itself.
///
/// # Errors
/// One sentence without a full stop on what cannot be used.
pub fn voice(raw: &RawValue) -> Result<Voice, String> {
    let mut draft = Draft::default();
    let source = Source::new(MANIFEST, "");
    Reader { source: &source, draft: &mut draft, written: Vec::new() }.voice(raw)?;
    draft.voices.pop().ok_or_else(|| "it is not a voice".to_owned())
}

struct Reader<'a> {
    source: &'a Source<'a>,
    draft: &'a mut Draft,
    /// Times of the present entry that would be written in another way than they were.
    written: Vec<(&'static str, String)>,
}

impl Reader<'_> {
    fn warn(&mut self, raw: &RawValue, what: impl Into<String>, remedy: &str) {
        self.draft.warnings.push(Warning::new(&self.source.origin(raw), what, remedy));
    }

    /// A time in a field; an empty one is none, and a faulty one is complained about.
    fn when(&mut self, raw: &RawValue, field: &'static str, text: &str) -> Option<When> {
        if text.is_empty() {
            return None;
        }
        match self.read(field, text) {
            Ok(when) => Some(when),
            Err((what, remedy)) => {
                self.warn(raw, format!("“{field}”: {what}"), remedy.as_deref().unwrap_or("write the time as EDTF"));
                None
            }
        }
    }

    /// A time; else what is wrong with it and, where that is known, what to do.
    fn read(&mut self, field: &'static str, text: &str) -> Result<When, (String, Option<String>)> {
        match edtf::read(text, self.draft.head.zone) {
            Ok(Reading::When(when)) => {
                if when.to_string() != text {
                    self.written.push((field, text.to_owned()));
                }
                Ok(when)
            }
            Ok(Reading::Unplaced(words)) => Err((format!("“{}” is {words}", limits::shown(text)), Some(UNPLACED.to_owned()))),
            Err(error) => Err((error.fault(), (!error.instead.is_empty()).then(|| error.remedy("")))),
        }
    }

    /// How an entry stands in its file, with its times as they were written.
    fn filed(&mut self, raw: &RawValue, extra: Extra, understood: bool) -> Filed {
        let mut filed = filed(self.source.origin(raw), extra, raw, understood);
        for (field, text) in std::mem::take(&mut self.written) {
            filed.keep_written(field, text);
        }
        filed
    }

    /// A text that is shown in one piece is made [`fit`] for it, and complained about where it was not.
    fn fit(&mut self, raw: &RawValue, field: &str, text: &mut String, most: usize) {
        for (what, remedy) in fit(field, text, most) {
            self.warn(raw, what, remedy);
        }
    }

    /// An entry of a list. One that cannot be used is kept; one in which something is not understood is kept as it is.
    fn entry(&mut self, list: FileKind, raw: &RawValue) {
        let (result, kind) = match list {
            FileKind::Documents => (self.document(raw), "document"),
            FileKind::Voices => (self.voice(raw), "voice"),
            _ => (self.preset(raw), "preset"),
        };
        if let Err(error) = result {
            self.warn(raw, format!("this {kind} cannot be used: {error}"), "correct the field; the entry is kept");
            self.draft.strays.push(Stray { file: list, raw: raw.get().to_owned() });
        }
    }

    fn document(&mut self, raw: &RawValue) -> Result<(), String> {
        let before = self.draft.warnings.count();
        let mut record: DocumentRecord = record(raw)?;
        check_id(&record.id)?;
        let DocumentRecord { title, author, publisher, language, .. } = &mut record;
        for (field, text) in [("title", title), ("author", author), ("publisher", publisher), ("language", language)] {
            self.fit(raw, field, text, limits::NAME);
        }
        for complaint in &mut record.complaints {
            self.fit(raw, "complaints", complaint, limits::PROSE);
        }
        let told = self.told(raw, &record.told);
        let original = record.original.and_then(|original| self.original(raw, original));
        for (field, text) in [("source", &mut record.source), ("licence", &mut record.licence)] {
            self.fit(raw, field, text, limits::PROSE);
        }
        let published = self.when(raw, "published", &record.published);
        let reference = self.when(raw, "reference", &record.reference);
        let filed = self.filed(raw, record.extra, self.draft.warnings.count() == before);
        self.draft.documents.push(Document {
            id: record.id,
            file: record.file,
            sha256: record.sha256.to_lowercase(),
            title: record.title,
            author: record.author,
            published,
            reference,
            source: record.source,
            licence: record.licence,
            publisher: record.publisher,
            language: record.language,
            original,
            told,
            complaints: record.complaints,
            text: Text::default(),
            is_verified: false,
            filed,
        });
        Ok(())
    }

    /// The file that a text was taken from; one whose name leads out of the folder is none.
    fn original(&mut self, raw: &RawValue, original: OriginalRecord) -> Option<Original> {
        let OriginalRecord { file, sha256 } = original;
        if is_plain_name(&file) {
            return Some(Original { file, sha256: sha256.to_lowercase() });
        }
        let what = format!("“original.file” “{}” is not the name of a file in the dossier's own folder", limits::shown(&file));
        self.warn(raw, what, "move the file into the folder and give its bare name");
        None
    }

    /// Where what is said comes from.
    fn told(&mut self, raw: &RawValue, words: &BTreeMap<String, String>) -> Told {
        let mut told = Told::new();
        for (fact, provenance) in words {
            if let Some((fact, provenance)) = Fact::from_word(fact).zip(Provenance::from_word(provenance)) {
                told.insert(fact, provenance);
            } else {
                let words: Vec<_> = Provenance::ALL.iter().map(|value| value.word()).collect();
                let what = format!("“told” says “{}” of “{}”", limits::shown(provenance), limits::shown(fact));
                self.warn(raw, what, &format!("name a field and use one of: {}", words.join(", ")));
            }
        }
        told
    }

    fn voice(&mut self, raw: &RawValue) -> Result<(), String> {
        let before = self.draft.warnings.count();
        let VoiceRecord { id, mut name, mut kind, mut knows, extra } = record(raw)?;
        check_id(&id)?;
        for (field, text, most) in
            [("name", &mut name, limits::NAME), ("kind", &mut kind, limits::NAME), ("knows", &mut knows, limits::PROSE)]
        {
            self.fit(raw, field, text, most);
        }
        let filed = filed(self.source.origin(raw), extra, raw, self.draft.warnings.count() == before);
        self.draft.voices.push(Voice { id, name, kind, knows, filed });
        Ok(())
    }

    fn preset(&mut self, raw: &RawValue) -> Result<(), String> {
        let before = self.draft.warnings.count();
        let PresetRecord { mut label, when, extra } = record(raw)?;
        if label.chars().nth(limits::NAME).is_some() {
            return Err(format!("“label” is longer than {} characters", limits::grouped(limits::NAME)));
        }
        let when = self.read("when", &when).map_err(|(what, remedy)| match remedy {
            Some(remedy) => format!("“when”: {what}; {remedy}"),
            None => format!("“when”: {what}"),
        })?;
        self.fit(raw, "label", &mut label, limits::NAME);
        let filed = self.filed(raw, extra, self.draft.warnings.count() == before);
        self.draft.head.presets.push(Preset { label, when, filed });
        Ok(())
    }

    /// A field at the head. `first` is the field of this name that was read before.
    fn head(&mut self, member: &Member<'_>, first: Option<&RawValue>) {
        let Some(raw) = member.value else { return };
        let before = self.draft.warnings.count();
        let key = member.key.as_str();
        let kept = &mut self.draft.head.as_read;
        if let Some(first) = first.filter(|_| KNOWN.contains(&key)) {
            if !kept.iter().any(|(name, _)| name == key) {
                kept.push((key.to_owned(), first.get().to_owned()));
            }
            kept.push((key.to_owned(), raw.get().to_owned()));
            return self.warn(raw, format!("“{key}” stands twice"), "remove one of them; the first is used");
        }
        let mut unknown = false;
        let result = match key {
            "format" => record(raw).map(|value| self.format(raw, value)),
            "id" => record(raw).and_then(|value: String| {
                check_id(&value)?;
                self.draft.head.id = value;
                Ok(())
            }),
            "title" => record(raw).map(|mut value| {
                self.fit(raw, key, &mut value, limits::NAME);
                self.draft.head.title = value;
            }),
            "description" => record(raw).map(|mut value| {
                self.fit(raw, key, &mut value, limits::PROSE);
                self.draft.head.description = value;
            }),
            "language" => record(raw).map(|mut value| {
                self.fit(raw, key, &mut value, limits::NAME);
                self.draft.head.language = value;
            }),
            "told" => record(raw).map(|value| self.draft.head.told = self.told(raw, &value)),
            "home" => record(raw).map(|value: Vec<String>| self.home(raw, value)),
            "timezone" => record(raw).map(|value: String| self.zone(raw, &value)),
            "start" => record(raw).map(|value: StartRecord| {
                unknown = !value.extra.is_empty();
                self.start(raw, &value);
                unknown |= !std::mem::take(&mut self.written).is_empty();
            }),
            _ => {
                self.draft.head.extra.push((key.to_owned(), raw.get().to_owned()));
                Ok(())
            }
        };
        if let Err(error) = result {
            self.warn(raw, format!("“{key}”: {error}"), "correct the field; it is kept but not used");
        }
        if unknown || self.draft.warnings.count() > before {
            self.draft.head.as_read.push((key.to_owned(), raw.get().to_owned()));
        }
    }

    fn home(&mut self, raw: &RawValue, mut codes: Vec<String>) {
        if codes.len() > limits::NAMES {
            codes.truncate(limits::NAMES);
            self.warn(raw, format!("“home” has more than {} codes", limits::NAMES), "remove some; the first ones are used");
        }
        self.draft.head.home = codes;
    }

    fn format(&mut self, raw: &RawValue, version: u32) {
        self.draft.head.format = version;
        if version > FORMAT {
            let what = format!("“format” is {version}, but this Dateline knows versions up to {FORMAT}");
            self.warn(raw, what, "use a newer Dateline to edit it; what is understood is shown");
        }
    }

    fn zone(&mut self, raw: &RawValue, name: &str) {
        match name.parse() {
            Ok(zone) => self.draft.head.zone = zone,
            Err(_) => self.warn(
                raw,
                format!("“timezone”: there is no time zone “{}”", limits::shown(name)),
                "use an IANA name such as Asia/Almaty; UTC is taken until then",
            ),
        }
    }

    fn start(&mut self, raw: &RawValue, start: &StartRecord) {
        let window = self.when(raw, "start.window", &start.window);
        let range = self.when(raw, "start.range", &start.range);
        let head: &mut Head = &mut self.draft.head;
        head.window = window;
        head.range = range;
        let Some([west, south, east, north]) = start.frame else { return };
        let sound = [west, east].iter().all(|lon| (-180.0..=180.0).contains(lon))
            && [south, north].iter().all(|lat| (-90.0..=90.0).contains(lat))
            && south < north;
        if sound {
            head.frame = Some(Bounds { west, south, east, north });
        } else {
            self.warn(raw, "“start.frame” is not [west, south, east, north] in degrees", "correct it; the map shows all places");
        }
    }
}
