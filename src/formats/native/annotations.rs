//! `annotations.json`: mentions, passages and the structure of the texts, one annotation a line.

use std::sync::Arc;

use chrono_tz::Tz;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{ANNOTATIONS, UNPLACED, check_id, filed, fit};
use crate::formats::json::{Source, record};
use crate::report::cancel::Cancel;
use crate::report::checker::Checker;
use crate::report::draft::{AnnotationDraft, Body, PartDraft, PassageDraft};
use crate::report::edtf::{self, Reading};
use crate::report::entry::Entry;
use crate::report::filed::{Extra, Filed};
use crate::report::found::{Choice, Found};
use crate::report::limits;
use crate::report::passage::{Basis, BlockKind, Status};
use crate::report::place::{LonLat, PlaceKind};
use crate::report::text::{Selector, Span};
use crate::report::warning::{Origin, Warning, Warnings};
use crate::report::when::When;

/// Every field that any type of annotation has.
#[derive(Default, Deserialize)]
#[serde(default, expecting = "an object in braces")]
struct Record {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    document: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
    exact: String,
    prefix: String,
    suffix: String,
    place: Option<String>,
    places: Vec<String>,
    when: Option<String>,
    basis: Option<String>,
    clue: Option<ClueRecord>,
    title: String,
    voice: Option<String>,
    via: Vec<String>,
    status: Option<String>,
    same: Vec<String>,
    conflicts: Vec<String>,
    note: String,
    level: Option<u8>,
    label: Option<String>,
    author: String,
    published: Option<String>,
    reference: Option<String>,
    source: String,
    found: Option<FoundRecord>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Deserialize)]
#[serde(expecting = "an object in braces")]
struct FoundRecord {
    sure: f64,
    #[serde(default)]
    why: Vec<String>,
    #[serde(default)]
    others: Vec<ChoiceRecord>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Deserialize)]
#[serde(expecting = "an object in braces")]
struct ChoiceRecord {
    id: String,
    name: String,
    #[serde(default)]
    within: String,
    #[serde(default)]
    kind: String,
    point: Option<[f64; 2]>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Deserialize)]
#[serde(expecting = "an object in braces")]
struct ClueRecord {
    start: Option<usize>,
    end: Option<usize>,
    #[serde(default)]
    exact: String,
    #[serde(flatten)]
    extra: Extra,
}

/// Reads the annotations one after another, until there are no more or they are no longer wanted.
pub fn read(text: &str, checker: &mut Checker, cancel: &Cancel) {
    let source = Source::new(ANNOTATIONS, text);
    let before = checker.warnings.count();
    let members = source.members(&[("annotations", limits::ANNOTATIONS, "annotations")], &mut checker.warnings);
    if checker.warnings.count() == before && !members.iter().any(|member| member.key == "annotations") {
        checker.warnings.push(Warning::new(
            &Origin::file(ANNOTATIONS),
            "“annotations” is missing",
            "put the annotations into a list of that name",
        ));
    }
    for member in members {
        for raw in &member.elements {
            if cancel.is_cancelled() {
                return;
            }
            annotation(raw, &source.origin(raw), source.offset(raw), checker);
        }
        if let Some(rest) = source.rest(&member) {
            checker.keep_stray(rest);
        }
        if let Some(value) = member.value {
            checker.keep_field(member.key, value.get());
        }
    }
    checker.settle(text);
}

fn annotation(raw: &RawValue, origin: &Origin, at: usize, checker: &mut Checker) {
    let zone = checker.zone();
    match parse(raw, origin, zone, &mut checker.warnings) {
        Err(error) => {
            let what = format!("this annotation cannot be used: {error}");
            checker.warnings.push(Warning::new(origin, what, "correct the field; the annotation is kept but not shown"));
            checker.keep_stray(raw.get());
        }
        Ok(Parsed { id, document, selector, body, found, filed }) => {
            let raw = raw.get().to_owned();
            checker.take(AnnotationDraft { id, document, selector, body, found, raw, at: Some(at), filed });
        }
    }
}

/// Reads the line of an annotation that stands by itself, and what it quotes. The document is left empty where it is the first; of one
/// that `is_elsewhere`, the line need not say where it stands.
///
/// # Errors
/// One sentence without a full stop on what cannot be used.
pub fn entry(raw: &RawValue, zone: Tz, is_elsewhere: bool) -> Result<(Entry, String), String> {
    let mut warnings = Warnings::default();
    let Parsed { id, document, selector, body, found, filed } = parse(raw, &Origin::default(), zone, &mut warnings)?;
    let span = selector.position.or(is_elsewhere.then(Span::default)).ok_or("“start” and “end” are missing")?;
    Ok((Entry { id, document: document.unwrap_or_default(), span, body, found, filed }, selector.exact))
}

/// What an annotation says.
struct Parsed {
    id: String,
    document: Option<String>,
    selector: Selector,
    body: Body,
    found: Option<Arc<Found>>,
    filed: Filed,
}

fn parse(raw: &RawValue, origin: &Origin, zone: Tz, warnings: &mut Warnings) -> Result<Parsed, String> {
    let before = warnings.count();
    let mut record = record::<Record>(raw)?;
    check_id(&record.id)?;
    let unknown = record.clue.as_ref().is_some_and(|clue| !clue.extra.is_empty())
        || has_more(&record)
        || record.found.as_ref().is_some_and(FoundRecord::has_more);
    let mut fields = Fields { origin, warnings, zone, written: Vec::new() };
    fields.fit(&mut record);
    let selector = selector(&mut record)?;
    let body = fields.body(&mut record)?;
    let found = record.found.take().map(|found| Arc::new(fields.found(found)));
    let Fields { warnings, written, .. } = fields;
    let mut filed = filed(origin.clone(), record.extra, raw, !unknown && warnings.count() == before);
    for (field, text) in written {
        filed.keep_written(field, text);
    }
    Ok(Parsed { id: record.id, document: record.document, selector, body, found, filed })
}

/// Whether there are fields that another type of annotation has and this one does not: they would not be written again.
fn has_more(record: &Record) -> bool {
    let passage = record.kind == "passage";
    let part = record.kind == "part";
    let time = record.kind == "time";
    let says = |used: bool, text: &str| !used && !text.is_empty();
    let has = |used: bool, there: bool| !used && there;
    says(passage || part, &record.title)
        || says(part, &record.author)
        || says(part, &record.source)
        || says(passage || time || matches!(record.kind.as_str(), "place" | "not-a-mention"), &record.note)
        || has(record.kind == "place", record.place.is_some())
        || has(passage || time, record.when.is_some() || record.basis.is_some())
        || has(part, record.published.is_some() || record.reference.is_some())
        || has(record.kind == "heading", record.level.is_some())
        || has(record.kind.starts_with("footnote") || record.kind == "page", record.label.is_some())
        || has(passage || time || record.kind == "place", record.found.is_some())
        || has(passage, record.clue.is_some() || record.voice.is_some() || record.status.is_some())
        || has(passage, !record.places.is_empty() || !record.via.is_empty())
        || has(passage, !record.same.is_empty() || !record.conflicts.is_empty())
}

struct Fields<'a> {
    origin: &'a Origin,
    warnings: &'a mut Warnings,
    zone: Tz,
    /// Times that would be written in another way than they were.
    written: Vec<(&'static str, String)>,
}

impl FoundRecord {
    /// Whether there are fields in it that are not known.
    fn has_more(&self) -> bool {
        !self.extra.is_empty() || self.others.iter().any(|choice| !choice.extra.is_empty())
    }
}

impl Fields<'_> {
    /// What the finder says.
    fn found(&mut self, record: FoundRecord) -> Found {
        let FoundRecord { sure, mut why, mut others, .. } = record;
        if why.len() > limits::CHOICES || others.len() > limits::CHOICES {
            why.truncate(limits::CHOICES);
            others.truncate(limits::CHOICES);
            let what = format!("“found” has more than {} sentences or other places", limits::CHOICES);
            self.warn(what, "remove some; the first ones are used");
        }
        for sentence in &mut why {
            for (what, remedy) in fit("why", sentence, limits::PROSE) {
                self.warn(what, remedy);
            }
        }
        if !(0.0..=100.0).contains(&sure) {
            self.warn("“found.sure” is not from 0 to 100".to_owned(), "write how sure it is, in hundredths");
        }
        let others = others.into_iter().map(|choice| self.choice(choice)).collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
        let sure = sure.clamp(0.0, 100.0).round() as u8;
        Found { sure, why, others }
    }

    fn choice(&mut self, record: ChoiceRecord) -> Choice {
        let ChoiceRecord { id, mut name, mut within, kind, point, .. } = record;
        for (field, text) in [("name", &mut name), ("within", &mut within)] {
            for (what, remedy) in fit(field, text, limits::NAME) {
                self.warn(what, remedy);
            }
        }
        let point = point.map(|[lon, lat]| LonLat { lon, lat }).filter(|at| at.lat.abs() <= 90.0 && at.lon.abs() <= 180.0);
        Choice { id, name, within, kind: PlaceKind::from_word(&kind).unwrap_or_default(), point }
    }

    fn warn(&mut self, what: String, remedy: &str) {
        self.warnings.push(Warning::new(self.origin, what, remedy));
    }

    /// Makes what is shown [`fit`] for it, and complains about what was not.
    fn fit(&mut self, record: &mut Record) {
        let Record { title, author, note, source, label, places, via, same, conflicts, .. } = record;
        let texts = [("title", title, limits::NAME), ("author", author, limits::NAME)];
        let texts = texts.into_iter().chain([("note", note, limits::PROSE), ("source", source, limits::PROSE)]);
        for (field, text, most) in texts.chain(label.as_mut().map(|label| ("label", label, limits::NAME))) {
            for (what, remedy) in fit(field, text, most) {
                self.warn(what, remedy);
            }
        }
        for (field, list) in [("places", places), ("via", via), ("same", same), ("conflicts", conflicts)] {
            if list.len() > limits::LINKED {
                list.truncate(limits::LINKED);
                let what = format!("“{field}” names more than {}", limits::grouped(limits::LINKED));
                self.warn(what, "remove some; the first ones are used");
            }
        }
    }

    /// A time; `null` and nothing are no time, and a faulty one is complained about.
    fn when(&mut self, field: &'static str, text: Option<&str>) -> Option<When> {
        let text = text?;
        match edtf::read(text, self.zone) {
            Ok(Reading::When(when)) => {
                if when.to_string() != text {
                    self.written.push((field, text.to_owned()));
                }
                Some(when)
            }
            Ok(Reading::Unplaced(words)) => {
                self.warn(format!("“{field}”: “{}” is {words}", limits::shown(text)), UNPLACED);
                self.written.push((field, text.to_owned()));
                None
            }
            Err(error) => {
                let remedy = format!("{}; the entry is shown without a time", error.remedy("write the time as EDTF"));
                self.warn(format!("“{field}”: {}", error.fault()), &remedy);
                None
            }
        }
    }

    fn basis(&mut self, word: Option<&str>) -> Basis {
        let found = word.map_or(Some(Basis::default()), Basis::from_word);
        found.unwrap_or_else(|| {
            let words: Vec<_> = Basis::ALL.iter().map(|basis| basis.word()).collect();
            self.warn(
                format!("“basis” is “{}”", limits::shown(word.unwrap_or_default())),
                &format!("use one of: {}", words.join(", ")),
            );
            Basis::default()
        })
    }

    fn status(&mut self, word: Option<&str>) -> Status {
        let words: Vec<_> = Status::ALL.iter().map(|status| status.word()).collect();
        let remedy = format!("use one of: {}; “reported” is taken until then", words.join(", "));
        match word {
            None => self.warn("“status” is missing".to_owned(), &remedy),
            Some(word) => match Status::from_word(word) {
                Some(status) => return status,
                None => self.warn(format!("“status” is “{}”", limits::shown(word)), &remedy),
            },
        }
        Status::default()
    }

    fn body(&mut self, record: &mut Record) -> Result<Body, String> {
        let take = std::mem::take::<String>;
        let label = |record: &mut Record| record.label.take().ok_or("“label” is missing");
        let block = match record.kind.as_str() {
            "place" => {
                let place = record.place.take().ok_or("“place” is missing")?;
                return Ok(Body::PlaceMention { place, note: take(&mut record.note) });
            }
            "time" => {
                let when = self.when("when", record.when.as_deref());
                let basis = self.basis(record.basis.as_deref());
                return Ok(Body::TimeMention { when, basis, note: take(&mut record.note) });
            }
            "not-a-mention" => return Ok(Body::NotAMention { note: take(&mut record.note) }),
            "passage" => return self.passage(record).map(|passage| Body::Passage(Box::new(passage))),
            "part" => {
                let published = self.when("published", record.published.as_deref());
                let reference = self.when("reference", record.reference.as_deref());
                let (title, author, source) = (take(&mut record.title), take(&mut record.author), take(&mut record.source));
                return Ok(Body::Part(Box::new(PartDraft { title, author, published, reference, source })));
            }
            "publisher" => BlockKind::Publisher,
            "title" => BlockKind::Title,
            "subtitle" => BlockKind::Subtitle,
            "contents-entry" => BlockKind::ContentsEntry,
            "heading" => BlockKind::Heading(record.level.unwrap_or(1).clamp(1, 6)),
            "question" => BlockKind::Question,
            "answer" => BlockKind::Answer,
            "quote" => BlockKind::Quote,
            "verse" => BlockKind::Verse,
            "links" => BlockKind::Links,
            "list-item" => BlockKind::ListItem,
            "table-row" => BlockKind::TableRow,
            "caption" => BlockKind::Caption,
            "page" => BlockKind::Page(label(record)?),
            "footnote" => BlockKind::Footnote(label(record)?),
            "footnote-ref" => BlockKind::FootnoteRef(label(record)?),
            "" => return Err("“type” is missing".to_owned()),
            other => return Err(format!("“type” is “{}”, which this Dateline does not know", limits::shown(other))),
        };
        Ok(Body::Block(block))
    }

    fn passage(&mut self, record: &mut Record) -> Result<PassageDraft, String> {
        if record.id.is_empty() {
            return Err("a passage needs an “id”".to_owned());
        }
        let take = std::mem::take::<String>;
        let clue = match record.clue.take() {
            None => None,
            Some(clue) => Some(Selector { position: position(clue.start, clue.end)?, exact: clue.exact, ..Selector::default() }),
        };
        Ok(PassageDraft {
            title: take(&mut record.title),
            places: std::mem::take(&mut record.places),
            when: self.when("when", record.when.as_deref()),
            basis: self.basis(record.basis.as_deref()),
            clue,
            voice: record.voice.take(),
            via: std::mem::take(&mut record.via),
            status: self.status(record.status.as_deref()),
            same: std::mem::take(&mut record.same),
            conflicts: std::mem::take(&mut record.conflicts),
            note: take(&mut record.note),
        })
    }
}

fn position(start: Option<usize>, end: Option<usize>) -> Result<Option<Span>, String> {
    match (start, end) {
        (None, None) => Ok(None),
        (Some(start), Some(end)) => {
            Span::new(start, end).map(Some).ok_or_else(|| format!("“end” is {end}, which lies before “start”, {start}"))
        }
        (Some(_), None) => Err("“end” is missing beside “start”".to_owned()),
        (None, Some(_)) => Err("“start” is missing beside “end”".to_owned()),
    }
}

fn selector(record: &mut Record) -> Result<Selector, String> {
    let position = position(record.start, record.end)?;
    if position.is_none() && record.exact.is_empty() {
        return Err("it has neither “exact” nor “start” and “end”".to_owned());
    }
    let take = std::mem::take;
    Ok(Selector { position, exact: take(&mut record.exact), prefix: take(&mut record.prefix), suffix: take(&mut record.suffix) })
}
