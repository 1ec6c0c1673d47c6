//! What is remembered from one time to the next: the theme, the place of the window on the screen, and the last view of each
//! dossier. One small file in the data folder, written by a thread of its own a moment after something has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::worker::Worker;
use super::{crash, write};
use crate::session::{State, ThemeChoice};

/// The newest version of the format that this program writes and understands.
const FORMAT: u64 = 1;

/// How many dossiers' last views are remembered; of more, those that were looked at longest ago are forgotten.
const MOST_VIEWS: usize = 100;

/// The largest file that is read, in bytes. What Dateline writes has some hundred kilobytes at most.
const MOST_BYTES: u64 = 16 << 20;

/// Where the window stands on the screen, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// The size of what is in the window, while it does not fill the screen.
    pub size: [f32; 2],
    /// The upper left corner. There is none where the system does not tell, and none on a second screen: that may be gone.
    #[serde(default)]
    pub position: Option<[f32; 2]>,
    /// Whether the window fills the screen.
    #[serde(default)]
    pub maximized: bool,
}

impl Placement {
    /// Where the window stands now. While it fills the screen, its place is what it was before.
    #[must_use]
    pub fn of(window: &egui::ViewportInfo, before: Option<Self>) -> Option<Self> {
        if window.minimized == Some(true) {
            return before;
        }
        let maximized = window.maximized == Some(true) || window.fullscreen == Some(true);
        if maximized && let Some(before) = before {
            return Some(Self { maximized, ..before });
        }
        let size = window.inner_rect?.size();
        let first_screen = window.monitor_size.map(|size| egui::Rect::from_min_size(egui::Pos2::ZERO, size));
        let corner = window.outer_rect.map(|rect| rect.min).filter(|_| !maximized);
        let position = corner.filter(|corner| first_screen.is_some_and(|screen| screen.contains(*corner)));
        Some(Self { size: size.into(), position: position.map(Into::into), maximized })
    }
}

/// What is remembered.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Light or dark.
    pub theme: ThemeChoice,
    /// Whether what moves glides.
    pub motion: bool,
    /// The share of the window's height that the timeline was given.
    pub timeline: Option<f32>,
    /// Where the window stands.
    pub placement: Option<Placement>,
    /// The last view of each dossier, as a `dateline:` link, by the dossier's id; what was looked at last stands last.
    views: Map<String, Value>,
    /// Fields Dateline does not know.
    extra: Map<String, Value>,
    /// The version of the format, where a newer Dateline has written the file: it is never written over then.
    newer: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            motion: true,
            timeline: None,
            placement: None,
            views: Map::new(),
            extra: Map::new(),
            newer: None,
        }
    }
}

impl Settings {
    /// The last view of a dossier.
    #[must_use]
    pub fn view(&self, dossier: &str) -> Option<&str> {
        self.views.get(dossier).and_then(Value::as_str)
    }

    /// Remembers a view as the last one of a dossier; returns whether that is another one than before.
    pub fn set_view(&mut self, dossier: &str, view: String) -> bool {
        if self.view(dossier) == Some(view.as_str()) {
            return false;
        }
        self.views.shift_remove(dossier);
        self.views.insert(dossier.to_owned(), Value::String(view));
        while self.views.len() > MOST_VIEWS {
            let oldest = self.views.keys().next().cloned();
            drop(oldest.and_then(|oldest| self.views.shift_remove(&oldest)));
        }
        true
    }

    /// What another window has written, with what has been changed in this one since `base`.
    fn merged(base: &Self, mine: &Self, found: &Self) -> Self {
        let mut merged = found.clone();
        if mine.theme != base.theme {
            merged.theme = mine.theme;
        }
        if mine.motion != base.motion {
            merged.motion = mine.motion;
        }
        if mine.timeline != base.timeline {
            merged.timeline = mine.timeline;
        }
        if mine.placement != base.placement {
            merged.placement = mine.placement;
        }
        for (dossier, view) in &mine.views {
            if base.views.get(dossier) != Some(view) {
                merged.set_view(dossier, view.as_str().unwrap_or_default().to_owned());
            }
        }
        merged
    }
}

/// Reads settings. A field that is missing or not understood is as at the start.
///
/// # Errors
/// When the file as a whole cannot be understood: what is wrong, without a full stop.
pub fn read(text: &str) -> Result<Settings, String> {
    fn take<T: DeserializeOwned>(fields: &mut Map<String, Value>, name: &str) -> Option<T> {
        serde_json::from_value(fields.shift_remove(name)?).ok()
    }
    let value: Value = serde_json::from_str(text).map_err(|error| format!("it is not sound JSON: {error}"))?;
    let Value::Object(mut fields) = value else { return Err("expected an object in braces, but found something else".to_owned()) };
    let newer = match take::<u64>(&mut fields, "format") {
        Some(1..=FORMAT) => None,
        Some(0) | None => return Err(format!("expected “format” to be {FORMAT}, but found no such number")),
        newer => newer,
    };
    let placed = |placement: &Placement| placement.size.iter().all(|side| (64.0..=32_000.0).contains(side));
    let mut views: Map<String, Value> = take(&mut fields, "views").unwrap_or_default();
    views.retain(|_, view| view.is_string());
    Ok(Settings {
        theme: take(&mut fields, "theme").unwrap_or_default(),
        motion: take(&mut fields, "motion").unwrap_or(true),
        timeline: take(&mut fields, "timeline").filter(|share| State::TIMELINE_SHARES.contains(share)),
        placement: take(&mut fields, "placement").filter(placed),
        views,
        extra: fields,
        newer,
    })
}

/// Writes settings, a field a line.
#[must_use]
pub fn to_text(settings: &Settings) -> String {
    let mut fields = Map::new();
    fields.insert("format".to_owned(), json!(settings.newer.unwrap_or(FORMAT)));
    fields.insert("theme".to_owned(), json!(settings.theme));
    fields.insert("motion".to_owned(), json!(settings.motion));
    if let Some(share) = settings.timeline {
        fields.insert("timeline".to_owned(), json!(share));
    }
    if let Some(placement) = settings.placement {
        fields.insert("placement".to_owned(), json!(placement));
    }
    fields.insert("views".to_owned(), Value::Object(settings.views.clone()));
    fields.extend(settings.extra.clone());
    let lines: Vec<String> = fields.iter().map(|(name, value)| format!("{}: {value}", json!(name))).collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

/// The file of the settings.
#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
    /// The settings as they stood in the file when it was last read or written: what others have changed is told by it.
    base: Settings,
}

impl Store {
    /// The settings in a data folder.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { path: folder.join("settings.json"), base: Settings::default() }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the settings, and says in one sentence what is wrong with them. What cannot be read is put aside.
    pub fn open(&mut self) -> (Settings, Option<String>) {
        if !self.path.exists() {
            return (self.base.clone(), None);
        }
        let opened = self.lock().and_then(|_lock| self.read());
        let (settings, fault) = opened.unwrap_or_else(|fault| (Settings::default(), Some(fault)));
        self.base = settings.clone();
        (settings, fault)
    }

    /// Writes what has changed since the file was last read or written. What two windows have both changed is as the last one
    /// has it.
    ///
    /// # Errors
    /// One sentence on what is wrong.
    pub fn save(&mut self, mine: &Settings) -> Result<(), String> {
        if let Some(folder) = self.path.parent() {
            write::make_private_folder(folder).map_err(not_kept)?;
        }
        let _lock = self.lock()?;
        // What was killed while writing has left settings that are newer by a moment; they are not worth a question.
        write::clear_leftovers(&self.path);
        let (found, fault) = self.read()?;
        if found.newer.is_none() {
            let merged = Settings::merged(&self.base, mine, &found);
            if merged != found || !self.path.exists() {
                write::write(&self.path, to_text(&merged).as_bytes()).map_err(not_kept)?;
            }
        }
        self.base = mine.clone();
        fault.filter(|_| found.newer.is_none()).map_or(Ok(()), Err)
    }

    fn lock(&self) -> Result<fs::File, String> {
        write::lock(&self.path.with_extension("lock")).map_err(not_kept)
    }

    fn read(&self) -> Result<(Settings, Option<String>), String> {
        let path = self.path.display();
        let text = match fs::metadata(&self.path)
            .and_then(|metadata| if metadata.len() > MOST_BYTES { Ok(Vec::new()) } else { fs::read(&self.path) })
        {
            Ok(bytes) => String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((Settings::default(), None)),
            Err(error) => return Err(format!("The settings in {path} cannot be read, and are left as they are: {error}.")),
        };
        match text.and_then(|text| read(&text)) {
            Ok(settings) => {
                let fault = settings.newer.map(|format| {
                    format!("The settings in {path} are of format {format}, which a newer Dateline has written: what changes here is not remembered.")
                });
                Ok((settings, fault))
            }
            Err(why) => {
                let kept = write::keep_aside(&self.path).map_err(not_kept)?;
                let kept = kept.display();
                Ok((
                    Settings::default(),
                    Some(format!(
                        "The settings in {path} could not be read: {why}. The file is kept as {kept}; everything is as at the start."
                    )),
                ))
            }
        }
    }
}

/// What is said where settings cannot be kept.
fn not_kept(why: impl std::fmt::Display) -> String {
    format!("The settings cannot be kept: {why}.")
}

/// For how long nothing must change before it is written.
const QUIET: Duration = Duration::from_millis(800);
/// For how long it is waited at most where something changes all the time.
const LATEST: Duration = Duration::from_secs(10);

/// Keeps the settings on a thread of its own, so that no disk holds up the window.
pub struct Keeper {
    worker: Worker<Settings>,
}

impl Keeper {
    /// Saves whatever it is given, a moment later. `tell` is called on the keeper's thread with what is wrong, once.
    #[must_use]
    pub fn new(mut store: Store, tell: impl Fn(String) + Send + 'static) -> Self {
        let work = move |receiver: &Receiver<Settings>| {
            let mut told = false;
            while let Ok(mut newest) = receiver.recv() {
                let first = Instant::now();
                while first.elapsed() < LATEST {
                    match receiver.recv_timeout(QUIET) {
                        Ok(next) => newest = next,
                        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
                    }
                }
                let result =
                    crash::caught(|| store.save(&newest)).unwrap_or_else(|crash| Err(crash.sentence("keeping the settings")));
                if let Some(fault) = result.err().filter(|_| !told) {
                    told = true;
                    tell(fault);
                }
            }
        };
        Self { worker: Worker::new(work) }
    }

    /// Saves these settings.
    pub fn save(&self, settings: Settings) {
        self.worker.send(settings);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(settings: &Settings, id: &str) -> String {
        settings.view(id).unwrap_or("none").to_owned()
    }

    #[test]
    fn settings_are_read_as_they_were_written_and_what_is_not_known_survives() {
        let text = r#"{"format": 1, "theme": "Dark", "motion": false, "timeline": 0.5, "placement": {"size": [900.0, 600.0], "maximized": true}, "colour": {"a": [1]}, "views": {"b": "dateline:view?dossier=b", "a": "x"}}"#;
        let settings = read(text).unwrap();
        assert_eq!((settings.theme, settings.motion, settings.timeline), (ThemeChoice::Dark, false, Some(0.5)));
        assert_eq!(settings.placement, Some(Placement { size: [900.0, 600.0], position: None, maximized: true }));
        let written = to_text(&settings);
        assert!(written.contains("\"colour\": {\"a\":[1]}"), "{written}");
        assert_eq!(read(&written).unwrap(), settings);
        let odd =
            read(r#"{"format": 1, "theme": "Plaid", "motion": 7, "timeline": 40, "placement": {"size": [1.0, -4.0]}, "views": {"a": 5}}"#).unwrap();
        assert_eq!(odd, Settings::default());
    }

    #[test]
    fn only_so_many_views_are_remembered_the_last_ones() {
        let mut settings = Settings::default();
        for number in 0..MOST_VIEWS + 5 {
            assert!(settings.set_view(&number.to_string(), "v".to_owned()));
        }
        assert!(!settings.set_view("104", "v".to_owned()));
        assert_eq!((settings.views.len(), settings.view("4"), settings.view("5")), (MOST_VIEWS, None, Some("v")));
    }

    #[test]
    fn two_windows_change_the_same_file_and_neither_forgets_what_the_other_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut two) = (Store::new(folder.path()), Store::new(folder.path()));
        let (mut first, mut second) = (one.open().0, two.open().0);
        first.set_view("a", "from one".to_owned());
        first.theme = ThemeChoice::Dark;
        second.set_view("b", "from two".to_owned());
        second.motion = false;
        one.save(&first).unwrap();
        two.save(&second).unwrap();
        first.set_view("a", "from one again".to_owned());
        one.save(&first).unwrap();
        let (found, fault) = Store::new(folder.path()).open();
        assert_eq!((view(&found, "a").as_str(), view(&found, "b").as_str(), fault), ("from one again", "from two", None));
        assert_eq!((found.theme, found.motion), (ThemeChoice::Dark, false));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_kept_and_one_of_a_newer_format_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::new(folder.path());
        fs::write(store.path(), "{\"format\": 1, \"the").unwrap();
        let (settings, fault) = store.open();
        let fault = fault.unwrap();
        assert!(
            fault.contains("could not be read: it is not sound JSON: EOF") && fault.contains("settings.json.kept-1"),
            "{fault}"
        );
        assert_eq!(settings, Settings::default());
        let newer = "{\"format\": 2, \"theme\": \"Dark\", \"views\": [1]}";
        fs::write(store.path(), newer).unwrap();
        let (mut settings, fault) = store.open();
        assert!(fault.unwrap().contains("are of format 2, which a newer Dateline has written"));
        assert_eq!(settings.theme, ThemeChoice::Dark);
        settings.motion = false;
        store.save(&settings).unwrap();
        assert_eq!(fs::read_to_string(store.path()).unwrap(), newer);
    }

    #[test]
    fn the_keeper_writes_what_it_was_given_last_before_it_goes() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = Keeper::new(Store::new(folder.path()), |fault| panic!("{fault}"));
        for number in 0..50 {
            let mut settings = Settings::default();
            settings.set_view("a", number.to_string());
            keeper.save(settings);
        }
        drop(keeper);
        assert_eq!(view(&Store::new(folder.path()).open().0, "a"), "49");
    }
}
