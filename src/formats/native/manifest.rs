//! `dossier.json`.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{FORMAT, MANIFEST};
use crate::formats::json::{Member, Source, record};
use crate::report::draft::{Document, Draft, Head};
use crate::report::filed::{Extra, Filed};
use crate::report::passage::Voice;
use crate::report::place::Bounds;
use crate::report::text::Text;
use crate::report::warning::{Origin, Warning};
use crate::report::when::When;

#[derive(Deserialize)]
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
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Deserialize)]
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
struct PresetRecord {
    label: String,
    when: String,
}

#[derive(Deserialize)]
struct StartRecord {
    #[serde(default)]
    window: String,
    #[serde(default)]
    range: String,
    frame: Option<[f64; 4]>,
}

/// Reads the manifest into the draft: head, documents without their texts, voices.
pub fn read(text: &str, draft: &mut Draft) {
    let source = Source::new(MANIFEST, text);
    let (members, fault) = source.members(&["documents", "voices", "presets"]);
    if fault.is_none() && !members.iter().any(|member| member.key == "timezone") {
        draft.warnings.push(Warning::new(
            &Origin::file(MANIFEST),
            "“timezone” is missing",
            "add it, such as \"Asia/Almaty\"; UTC is taken until then",
        ));
    }
    draft.warnings.extend(fault);
    let mut reader = Reader { source: &source, draft };
    for member in members {
        match member.key.as_str() {
            "documents" => member.elements.iter().for_each(|raw| reader.document(raw)),
            "voices" => member.elements.iter().for_each(|raw| reader.voice(raw)),
            "presets" => member.elements.iter().for_each(|raw| reader.preset(raw)),
            _ => reader.head(&member),
        }
    }
    let head = &draft.head;
    if head.title.is_empty() {
        draft.warnings.push(Warning::new(&Origin::file(MANIFEST), "“title” is missing", "add the title of the dossier"));
    }
    if draft.documents.is_empty() {
        draft.warnings.push(Warning::new(&Origin::file(MANIFEST), "“documents” is missing or empty", "list at least one text"));
    }
}

struct Reader<'a> {
    source: &'a Source<'a>,
    draft: &'a mut Draft,
}

impl Reader<'_> {
    fn warn(&mut self, raw: &RawValue, what: impl Into<String>, remedy: &str) {
        self.draft.warnings.push(Warning::new(&self.source.origin(raw), what, remedy));
    }

    /// A time in a field; an empty one is none, and a faulty one is complained about.
    fn when(&mut self, raw: &RawValue, field: &str, text: &str) -> Option<When> {
        if text.is_empty() {
            return None;
        }
        match text.parse() {
            Ok(when) => Some(when),
            Err(error) => {
                self.warn(raw, format!("“{field}”: {error}"), "write the time as EDTF");
                None
            }
        }
    }

    fn document(&mut self, raw: &RawValue) {
        let record: DocumentRecord = match record(raw) {
            Ok(record) => record,
            Err(error) => return self.warn(raw, format!("this document cannot be used: {error}"), "correct the field"),
        };
        let published = self.when(raw, "published", &record.published);
        let reference = self.when(raw, "reference", &record.reference);
        let origin = self.source.origin(raw);
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
            text: Text::default(),
            filed: Filed::new(origin, record.extra, None),
        });
    }

    fn voice(&mut self, raw: &RawValue) {
        match record::<VoiceRecord>(raw) {
            Err(error) => self.warn(raw, format!("this voice cannot be used: {error}"), "correct the field"),
            Ok(VoiceRecord { id, name, kind, knows, extra }) => {
                let filed = Filed::new(self.source.origin(raw), extra, None);
                self.draft.voices.push(Voice { id, name, kind, knows, filed });
            }
        }
    }

    fn preset(&mut self, raw: &RawValue) {
        match record::<PresetRecord>(raw) {
            Err(error) => self.warn(raw, format!("this preset cannot be used: {error}"), "correct the field"),
            Ok(preset) => {
                if let Some(when) = self.when(raw, "when", &preset.when) {
                    self.draft.head.presets.push((preset.label, when));
                }
            }
        }
    }

    fn head(&mut self, member: &Member<'_>) {
        let Some(raw) = member.value else { return };
        let key = member.key.as_str();
        let result = match key {
            "format" => record(raw).map(|value| self.format(raw, value)),
            "id" => record(raw).map(|value| self.draft.head.id = value),
            "title" => record(raw).map(|value| self.draft.head.title = value),
            "description" => record(raw).map(|value| self.draft.head.description = value),
            "language" => record(raw).map(|value| self.draft.head.language = value),
            "home" => record(raw).map(|value| self.draft.head.home = value),
            "timezone" => record(raw).map(|value: String| self.zone(raw, &value)),
            "start" => record(raw).map(|value| self.start(raw, &value)),
            _ => record(raw).map(|value| {
                self.draft.head.extra.insert(key.to_owned(), value);
            }),
        };
        if let Err(error) = result {
            self.warn(raw, format!("“{key}”: {error}"), "correct the field; it is left out");
        }
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
                format!("“timezone”: there is no time zone “{name}”"),
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
