//! What must hold for any bytes, for every reader. Run by `cargo fuzz` (with coverage, for hours) and by the tests (with a
//! small mutator of their own, for seconds); see `fuzz/README.md`.
//!
//! Each body takes what a file, a field or a terminal might hold, and asserts more than that nothing panics: what is read
//! is sound, and what is written is read again as the same.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::{Arc, OnceLock};

use dateline::app::settings;
use dateline::cli;
use dateline::edit::journal::Record;
use dateline::edit::{self, Change};
use dateline::formats::read::{self, Manuscript, Progress, Wish};
use dateline::formats::{Folder, cite, native, notes, table};
use dateline::index::times::Window;
use dateline::report::cancel::Cancel;
use dateline::report::citation::{Citation, Form};
use dateline::report::dossier::Dossier;
use dateline::report::draft::Head;
use dateline::report::edtf::{self, Reading};
use dateline::report::ids::{DocumentIx, PlaceIx};
use dateline::report::link::{self, Link};
use dateline::report::moment::Moment;
use dateline::report::note::Notes;
use dateline::report::outside;
use dateline::report::passage::Target;
use dateline::report::text::Span;
use dateline::report::when::When;
use dateline::report::{limits, wording};
use dateline::session::query::{self, Query};
use dateline::session::{Action, MAX_ZOOM, MIN_ZOOM, Reader, Session, typed};

/// A target: its name, which is that of its folder of seeds, and its body.
pub type Body = (&'static str, fn(&[u8]));

/// Every target.
pub const ALL: [Body; 20] = [
    ("dossier", dossier),
    ("places", places),
    ("annotations", annotations),
    ("journal", journal),
    ("notes", self::notes),
    ("settings", self::settings),
    ("command_line", command_line),
    ("window_field", window_field),
    ("search", search),
    ("edtf", edtf),
    ("links", links),
    ("citations", citations),
    ("docx", docx),
    ("odt", odt),
    ("epub", epub),
    ("html", html),
    ("mhtml", mhtml),
    ("markdown", markdown),
    ("text", text),
    ("pdf", pdf),
];

const MANIFEST: &str = include_str!("../tests/hostile/base/dossier.json");
const TEXT: &str = include_str!("../tests/hostile/base/report.txt");
const PLACES: &str = include_str!("../tests/hostile/base/places.geojson");
const ANNOTATIONS: &str = include_str!("../tests/hostile/base/annotations.json");

/// A folder in memory.
#[derive(Clone, Default)]
struct Files(BTreeMap<String, Vec<u8>>);

impl Folder for Files {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        self.0.get(name).cloned().ok_or_else(|| "there is no such file".to_owned())
    }

    fn label(&self) -> String {
        "here".to_owned()
    }
}

impl Files {
    fn base() -> Self {
        let files =
            [("dossier.json", MANIFEST), ("report.txt", TEXT), ("places.geojson", PLACES), ("annotations.json", ANNOTATIONS)];
        Self(files.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect())
    }

    fn with(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.0.insert(name.to_owned(), content.into());
        self
    }

    /// The files that saving a dossier gives, beside the texts.
    fn saved(&self, dossier: &Dossier) -> Self {
        self.clone()
            .with("dossier.json", native::dossier_json(dossier))
            .with("places.geojson", native::places_geojson(dossier))
            .with("annotations.json", native::annotations_json(dossier))
    }
}

/// The dossier that searches, links and windows are tried on.
fn base() -> Session {
    static BASE: OnceLock<Session> = OnceLock::new();
    BASE.get_or_init(|| Session::new(Arc::new(native::open(&Files::base()).expect("the base dossier is sound")))).clone()
}

/// Files one after another, each below a line `==> its name`.
pub fn dossier(data: &[u8]) {
    let mut files = Files::default();
    let mut name = None;
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        if let Some(next) = line.strip_prefix(b"==> ") {
            let next = String::from_utf8_lossy(next).trim_end_matches('\n').to_owned();
            files.0.insert(next.clone(), Vec::new());
            name = Some(next);
        } else if let Some(content) = name.as_ref().and_then(|name| files.0.get_mut(name)) {
            content.extend_from_slice(line);
        }
    }
    open(&files);
}

/// A file `places.geojson`.
pub fn places(data: &[u8]) {
    open(&Files::base().with("places.geojson", data));
}

/// A file `annotations.json`.
pub fn annotations(data: &[u8]) {
    open(&Files::base().with("annotations.json", data));
}

/// What saving gives for a file of the base dossier that holds something else.
pub fn saved(name: &str, content: &str) -> String {
    let files = Files::base().with(name, content);
    let dossier = native::open(&files).expect("there is a manifest");
    String::from_utf8(files.saved(&dossier).0[name].clone()).expect("what is written is UTF-8")
}

/// Opens a dossier; what is in it is sound, and saving it twice gives the same files, where its texts are what they were.
fn open(files: &Files) {
    let dossier = match native::open(files) {
        Ok(dossier) => dossier,
        Err(message) => {
            assert!(!files.0.contains_key("dossier.json"), "a manifest that can be read was not: {message}");
            return;
        }
    };
    is_sound(&dossier);
    let once = files.saved(&dossier);
    let again = native::open(&once).expect("what was saved has a manifest");
    is_sound(&again);
    let is_settled = dossier.adrift.listed.is_empty() && dossier.documents.iter().all(|document| document.is_verified);
    if !is_settled {
        // In a text that has changed, what was kept aside may find its place between neighbours that have their new positions by
        // then; nothing is lost.
        assert_eq!(summary(&again).len(), summary(&dossier).len(), "saved and opened again, something is lost");
        return;
    }
    assert_eq!(summary(&again), summary(&dossier), "saved and opened again, it is another");
    let twice = once.saved(&again);
    for (name, content) in &once.0 {
        let (first, second) = (String::from_utf8_lossy(content), String::from_utf8_lossy(&twice.0[name]));
        assert_eq!(first, second, "saved a second time, {name} is another");
    }
    drop((table::mentions(&dossier).expect("a table"), table::passages(&dossier).expect("a table")));
    let session = Session::new(Arc::new(dossier));
    state_is_sound(&session);
    let (all, index) = (session.dossier.passages.len(), &session.index);
    assert_eq!(index.dated().len() + index.undated().len(), all, "each passage is dated or undated");
    let counts = index.times().counts(session.state.window);
    assert_eq!(counts.total(), index.dated().len(), "each dated passage stands somehow to the window");
}

/// What the tables of a dossier promise.
fn is_sound(dossier: &Dossier) {
    let targets = (dossier.passages.iter().map(|passage| passage.target))
        .chain(dossier.mentions.iter().map(|mention| mention.target))
        .chain(dossier.blocks.iter().map(|block| block.target))
        .chain(dossier.parts.iter().map(|part| part.target))
        .chain(dossier.dismissals.iter().map(|dismissal| dismissal.target));
    for target in targets {
        assert!(dossier.holds(target), "{target:?} lies not in its document");
        assert_eq!(dossier.slice(target).chars().count(), target.span.end - target.span.start);
    }
    for passage in &dossier.passages {
        assert!(passage.places.iter().all(|ix| ix.index() < dossier.places.len()));
        assert!(passage.voice.iter().chain(&passage.aside().via).all(|ix| ix.index() < dossier.voices.len()));
        assert!(passage.aside().same.iter().chain(&passage.aside().conflicts).all(|ix| ix.index() < dossier.passages.len()));
        assert!(passage.aside().clue.is_none_or(|span| dossier.holds(Target { span, ..passage.target })));
        passage.when.iter().for_each(when_is_sound);
    }
    for index in 0..dossier.places.len() {
        assert!(dossier.lineage(PlaceIx::new(index)).take(limits::PARENTS + 2).count() <= limits::PARENTS + 1, "too deep");
        let point = dossier.places[index].point;
        assert!(point.is_none_or(|at| at.lon.abs() <= 180.0 && at.lat.abs() <= 90.0), "{point:?}");
    }
    for warning in &dossier.warnings {
        let text = warning.to_string();
        assert!(!text.contains(char::is_control), "a terminal would obey this message: {text:?}");
        assert!(text.len() < 2 * limits::MESSAGE, "a message of {} bytes", text.len());
    }
}

/// What a dossier says, apart from where it stands in its files.
fn summary(dossier: &Dossier) -> Vec<String> {
    let mut lines = vec![dossier.head.title.clone(), dossier.head.zone.name().to_owned()];
    lines.extend(dossier.documents.iter().map(|document| format!("document {} {:?}", document.id, document.text.as_str())));
    lines.extend(dossier.voices.iter().map(|voice| format!("voice {} {} {}", voice.id, voice.name, voice.knows)));
    lines.extend(dossier.places.iter().map(|place| {
        let parent = place.parent.map(|ix| dossier.place(ix).id.as_str());
        format!("place {} {} {:?} {:?} {:?} {parent:?}", place.id, place.title, place.names, place.point, place.geometry)
    }));
    let mut annotations: Vec<String> = Vec::new();
    annotations.extend(dossier.passages.iter().map(|passage| {
        let when = passage.when.map(|when| when.to_string());
        format!("passage {} {:?} {} {when:?} {:?} {:?}", passage.id, passage.target, passage.title, passage.places, passage.status)
    }));
    annotations.extend(dossier.mentions.iter().map(|mention| format!("mention {:?} {:?}", mention.target, mention.subject)));
    annotations.extend(dossier.blocks.iter().map(|block| format!("block {:?} {:?}", block.target, block.kind)));
    annotations.extend(dossier.parts.iter().map(|part| format!("part {:?} {}", part.target, part.title)));
    annotations.extend(dossier.dismissals.iter().map(|dismissal| format!("none {:?} {}", dismissal.target, dismissal.note)));
    annotations.sort();
    lines.extend(annotations);
    let mut strays: Vec<String> = dossier.strays.iter().map(|stray| format!("{:?} {}", stray.file, json(&stray.raw))).collect();
    strays.sort();
    lines.extend(strays);
    lines
}

/// JSON without its white space, as far as it can be read.
fn json(raw: &str) -> String {
    serde_json::from_str::<serde_json::Value>(raw)
        .map_or_else(|_| raw.replace(['\n', '\r', ' ', '\t'], ""), |value| value.to_string())
}

fn when_is_sound(when: &When) {
    assert!(when.earliest() < when.latest(), "{when}: empty");
    assert!(when.earliest() >= Moment::MIN && when.latest() <= Moment::MAX, "{when}: out of the calendar");
}

fn window_is_sound(window: Window) {
    assert!(window.from < window.to && window.from >= Moment::MIN && window.to <= Moment::MAX, "{window:?}");
}

/// What the state promises to the views.
fn state_is_sound(session: &Session) {
    let (state, dossier) = (&session.state, &session.dossier);
    window_is_sound(state.window);
    window_is_sound(state.range);
    assert!(state.selection.place.is_none_or(|ix| ix.index() < dossier.places.len()));
    assert!(state.selection.passage.is_none_or(|ix| ix.index() < dossier.passages.len()));
    assert!(state.reading.is_none_or(|reading| dossier.holds(reading.target)));
    assert!(Reader::STEPS.contains(&state.reader.text_step));
    if let Some(camera) = state.camera {
        assert!((MIN_ZOOM..=MAX_ZOOM).contains(&camera.zoom), "{camera:?}");
        assert!((0.0..=1.0).contains(&camera.center.x) && (0.0..=1.0).contains(&camera.center.y), "{camera:?}");
    }
    assert!(state.filter.hidden_voices.iter().all(|ix| ix.index() < dossier.voices.len()));
    assert_eq!(session.index.filter(), &state.filter);
}

/// A journal: whatever it does is sound, and so is what is taken back; what is read of it is read again when it is written.
pub fn journal(data: &[u8]) {
    let dossier = base().dossier;
    let zone = dossier.head.zone;
    let read = edit::journal::read(data, zone);
    assert!(read.sound <= data.len() && read.steps.len() <= read.count);
    let steps: String = read.steps.iter().map(|step| edit::journal::line(&dossier, &step.record)).collect();
    if read.steps.len() == read.count && read.steps.iter().all(|step| could_be_written(&dossier, &step.record)) {
        let again = edit::journal::read(steps.as_bytes(), zone);
        assert_eq!((again.count, again.faults.len()), (read.count, 0), "{steps}");
        let twice: String = again.steps.iter().map(|step| edit::journal::line(&dossier, &step.record)).collect();
        assert_eq!(twice, steps);
    }
    let count = read.count;
    let caught_up = edit::catch_up((*dossier).clone(), read, &Cancel::default()).expect("nobody has cancelled it");
    is_sound(&caught_up.dossier);
    assert!(caught_up.history.done().len() + caught_up.history.undone().count() <= count);
}

/// Whether an edit speaks of stretches of text that are there.
fn could_be_written(dossier: &Dossier, record: &Record) -> bool {
    let Record::Did(edit) = record else { return true };
    edit.changes.iter().all(|change| match change {
        Change::Annotation(swap) => swap.before.iter().chain(&swap.after).all(|entry| {
            let document = dossier.documents.iter().position(|document| document.id == entry.document).unwrap_or_default();
            dossier.has(Target { document: DocumentIx::new(document), span: entry.span })
        }),
        Change::Place(..) | Change::Voice(..) => true,
    })
}

/// A file of notes: whatever is in it is still there when it is written and read again.
pub fn notes(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let found = match notes::read(&text) {
        Ok(found) => found,
        Err(message) => return assert!(!message.is_empty() && !message.ends_with('.'), "{message}"),
    };
    let written = notes::write(&found);
    let again = notes::read(&written);
    assert_eq!(again.as_ref(), Ok(&found), "{written}");
    assert_eq!(notes::write(&found), notes::write(&again.expect("it was read")));
    assert_eq!(Notes::merged(&found, &found, &found), found, "nothing has changed, and still it is another");
    let nothing = Notes::new(&found.dossier);
    let merged = Notes::merged(&nothing, &nothing, &found);
    assert_eq!((merged.entries, merged.strays), (found.entries.clone(), found.strays.clone()), "what only they have is kept");
    drop(notes::markdown(&base().dossier, &found));
}

/// The file of settings, and the last view of the dossier that it remembers.
pub fn settings(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(found) = settings::read(&text) else { return };
    // Numbers of 64 bits are written with other digits than they may have been read with; from then on they stay.
    let written = settings::to_text(&found);
    let again = settings::read(&written).expect("what is written can be read");
    assert_eq!(settings::to_text(&again), written);
    let mut session = base();
    session.restore(found.view(&session.dossier.head.id.clone()).unwrap_or_default());
    state_is_sound(&session);
    // What is remembered of it leads there again.
    let view = dateline::session::link::view(&session.dossier, &session.state).to_string();
    let mut other = base();
    other.restore(&view);
    state_is_sound(&other);
    assert_eq!(dateline::session::link::view(&other.dossier, &other.state).to_string(), view);
}

/// The words of a command line, one a line.
pub fn command_line(data: &[u8]) {
    let words = data.split(|byte| *byte == b'\n').map(word);
    match cli::Arguments::read(std::iter::once(OsString::from("dateline")).chain(words)) {
        Err(message) => assert!(!message.trim().is_empty()),
        Ok(arguments) => {
            let mut session = base();
            match arguments.actions(&session) {
                Err(message) => assert!(!message.trim().is_empty()),
                Ok(actions) => {
                    for action in actions {
                        session.apply(action);
                        state_is_sound(&session);
                    }
                }
            }
        }
    }
}

#[cfg(unix)]
fn word(bytes: &[u8]) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
fn word(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// What is typed as a window: it lies in the calendar, and what it says of itself is read back.
pub fn window_field(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let present = base().state.window;
    match typed::parse(&text, present, Head::default().zone) {
        Err(error) => assert!(!error.reason.is_empty() && error.to_string().len() < limits::MESSAGE),
        Ok(window) => {
            window_is_sound(window);
            let said = wording::stretch(window.from, window.to);
            assert_eq!(
                typed::parse(&said, present, Head::default().zone),
                Ok(window),
                "“{text}” is {window:?}, and that is “{said}”"
            );
        }
    }
}

/// What is typed into the search field.
pub fn search(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut session = base();
    let query = Query::parse(&text, &session.dossier, session.state.window);
    let mut end = 0;
    for (index, part) in query.parts.iter().enumerate() {
        assert!(part.range.start >= end && part.range.start < part.range.end, "{:?} after {end}", part.range);
        end = part.range.end;
        assert!(query.text[part.range.clone()].len() <= text.len());
        drop(part.name(&query.text));
        assert!(query.without(index).len() < text.len(), "a condition that is taken away is gone");
    }
    for (name, completed) in query::suggestions(&text, &session.dossier) {
        assert!(!name.is_empty() && completed.contains(&name));
    }
    session.apply(Action::SetQuery(text.into_owned()));
    state_is_sound(&session);
    let shown = session.index.dated().len() + session.index.undated().len();
    assert!(shown <= session.dossier.passages.len());
    for (document, file) in session.dossier.documents.iter().enumerate() {
        let all = Target { document: DocumentIx::new(document), span: Span { start: 0, end: file.text.len() } };
        for hit in session.index.hits_in(all) {
            assert!(session.dossier.holds(hit.target), "{hit:?}");
        }
    }
    for step in [1, 1, -1] {
        session.apply(Action::StepHit(step));
        state_is_sound(&session);
    }
}

/// A time: it lies in the calendar, and as it is written it is read again.
pub fn edtf(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let zone = Head::default().zone;
    match edtf::read(&text, zone) {
        Err(error) => {
            assert!(!error.reason.is_empty() && error.to_string().len() < limits::MESSAGE);
            let is_read = |form: &String| edtf::read(form, zone).is_ok();
            assert!(error.instead.iter().all(is_read), "“{text}” is to be written as {:?}, which is not read", error.instead);
        }
        Ok(Reading::Unplaced(words)) => assert!(!words.is_empty() && text.parse::<When>().is_err()),
        Ok(Reading::When(when)) => {
            when_is_sound(&when);
            let written = when.to_string();
            assert_eq!(written.parse::<When>().as_ref(), Ok(&when), "“{text}” is written as “{written}”");
            assert!(!wording::when(&when).is_empty());
            window_is_sound(Window::around(&when));
        }
    }
}

/// A `dateline:` link: it reads as it is written, and following it leaves a sound state.
pub fn links(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut session = base();
    match link::parse(&text) {
        Err(message) => assert!(!message.is_empty() && message.len() < limits::MESSAGE),
        Ok(found) => {
            let written = match &found {
                Link::Passage(link) => link.to_string(),
                Link::View(link) => link.to_string(),
            };
            // What is written may be longer than what is read: it encodes more than it must.
            if written.len() <= limits::LINK {
                assert_eq!(link::parse(&written).as_ref(), Ok(&found), "{written}");
            }
            if let Link::Passage(link) = &found
                && let Ok(target) = link.find(&session.dossier)
            {
                assert!(session.dossier.holds(target));
            }
        }
    }
    session.apply(Action::FollowLink(text.into_owned()));
    state_is_sound(&session);
}

/// A citation of a stretch of a text: two numbers of two bytes, and the text.
pub fn citations(data: &[u8]) {
    let Some((numbers, text)) = data.split_at_checked(4) else { return };
    let files = Files::base().with("report.txt", text).with("annotations.json", wide_passage());
    let dossier = native::open(&files).expect("there is a manifest");
    let all = dossier.documents[0].text.len();
    if all == 0 {
        return;
    }
    let number = |at: usize| usize::from(u16::from_le_bytes([numbers[at], numbers[at + 1]]));
    let start = number(0) % all;
    let span = Span { start, end: (start + 1 + number(2)).min(all) };
    let target = Target { document: DocumentIx(0), span };
    let citation = Citation::new(&dossier, target);
    let written = Form::ALL.map(|form| cite::write(&citation, form));
    let [footnote, _, bibtex, csl, link] = &written;
    assert_eq!(footnote.lines().count(), 1, "{footnote}");
    let mut depth = 0_i32;
    for c in bibtex.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        assert!(depth >= 0, "{bibtex}");
    }
    assert_eq!(depth, 0, "{bibtex}");
    let items: serde_json::Value = serde_json::from_str(csl).expect("CSL-JSON is JSON");
    assert_eq!(items[0]["custom"]["quotation"].as_str(), Some(&*outside::plain_lines(&citation.quotation)));
    let Ok(Link::Passage(link)) = link::parse(link) else { panic!("not a link to a passage: {link}") };
    assert_eq!(link.find(&dossier), Ok(target), "{link}");
}

/// Annotations with a passage at the beginning of any text.
fn wide_passage() -> &'static str {
    r#"{"annotations": [{"id": "p", "type": "passage", "start": 0, "end": 1, "title": "{x}", "places": ["almaty"], "when": "2022-01", "voice": "witness", "status": "rumour"}]}"#
}

/// A file that people have, whatever its format: what is read of it is sound, and the same is read twice.
fn manuscript(name: &str, data: &[u8]) {
    let read = || {
        let wish = Wish {
            name,
            pages: None,
            cancel: &Cancel::default(),
            progress: &|progress: Progress| assert!(progress.done <= progress.all),
        };
        read::read(data, &wish)
    };
    match read() {
        Err(message) => assert!(!message.is_empty() && message.len() < limits::MESSAGE && !message.ends_with('.'), "{message}"),
        Ok(found) => {
            manuscript_is_sound(&found);
            let again = read().expect("it was read before");
            assert_eq!((again.text, again.blocks, again.pages), (found.text, found.blocks, found.pages));
        }
    }
}

fn manuscript_is_sound(found: &Manuscript) {
    let length = found.text.chars().count();
    assert!(found.text.is_empty() || found.text.ends_with('\n'));
    assert!(found.text.lines().all(|line| !line.trim().is_empty()), "there is an empty line in {:?}", found.text);
    assert!(!found.text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{:?}", found.text);
    for piece in &found.blocks {
        assert!(piece.span.start < piece.span.end && piece.span.end < length, "{piece:?}");
    }
    assert!(found.blocks.is_sorted_by_key(|piece| (piece.span.start, std::cmp::Reverse(piece.span.end))));
    let mut end = 0;
    for page in &found.pages {
        assert!(end <= page.span.start && page.span.start <= page.span.end && page.span.end <= length, "{page:?}");
        end = page.span.end;
    }
    assert!(found.complaints.iter().all(|sentence| sentence.ends_with('.')), "{:?}", found.complaints);
    let title = found.about.title.as_ref().map_or("-", |told| &told.value);
    assert!(!title.is_empty() && !title.contains('\n'), "{title:?}");
}

/// A PDF, after its first line, so that the mutator need not keep it.
pub fn pdf(data: &[u8]) {
    manuscript("report", &[b"%PDF-1.7\n", data].concat());
}

/// A text document of Office Open XML.
pub fn docx(data: &[u8]) {
    manuscript("report", data);
}

/// A text document of OpenDocument.
pub fn odt(data: &[u8]) {
    manuscript("report", data);
}

/// A book in EPUB.
pub fn epub(data: &[u8]) {
    manuscript("report", data);
}

/// A saved page.
pub fn html(data: &[u8]) {
    manuscript("report.html", data);
}

/// A page that was saved as a message.
pub fn mhtml(data: &[u8]) {
    manuscript("report.mhtml", data);
}

/// A text in Markdown; its name says so, and what is in it need not.
pub fn markdown(data: &[u8]) {
    manuscript("report.md", data);
}

/// A plain text.
pub fn text(data: &[u8]) {
    manuscript("report.txt", data);
}
