//! What is remembered from one time to the next: what the user has settled, the place of the window on the screen, the last
//! view of each dossier, and which dossiers were open. One small file in the data folder, written by a thread of its own a moment after something has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::worker::Worker;
use super::{crash, write};
use crate::session::{Hint, InterfaceSize, Preferences, State};

/// The newest version of the format that this program writes and understands.
const FORMAT: u64 = 1;

/// How many dossiers' last views are remembered; of more, those that were looked at longest ago are forgotten.
const MOST_VIEWS: usize = 100;

/// How many dossiers that were open are remembered.
const MOST_RECENT: usize = 10;

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

    /// Where a window of this frame must go on a screen of this size, so that it can be seen and taken hold of; `None` where it
    /// can be already. The screen it was on before may have been larger.
    #[must_use]
    pub fn brought_into_reach(window: egui::Rect, screen: egui::Vec2) -> Option<egui::Pos2> {
        /// How much of the upper edge must be on the screen, in points: enough to take hold of.
        const HOLD: egui::Vec2 = egui::vec2(240.0, 48.0);
        let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, screen);
        let head = egui::Rect::from_min_size(window.min, egui::vec2(window.width(), HOLD.y));
        let seen = head.intersect(screen);
        if seen.width() >= HOLD.x.min(window.width()) && seen.height() >= HOLD.y {
            return None;
        }
        let last = (screen.size() - window.size()).max(egui::Vec2::ZERO);
        Some(window.min.clamp(egui::Pos2::ZERO, last.to_pos2()))
    }
}

/// What is remembered.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// What the user has settled.
    pub preferences: Preferences,
    /// Where the window stands.
    pub placement: Option<Placement>,
    /// The last view of each dossier, as a `dateline:` link, by the dossier's id; what was looked at last stands last.
    views: Map<String, Value>,
    /// The folders of the dossiers that were open, the last one first.
    recent: Vec<String>,
    /// Fields Dateline does not know.
    extra: Map<String, Value>,
    /// The version of the format, where a newer Dateline has written the file: it is never written over then.
    newer: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            preferences: Preferences::default(),
            placement: None,
            views: Map::new(),
            recent: Vec::new(),
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

    /// The folders of the dossiers that were open, the last one first.
    pub fn recent(&self) -> impl Iterator<Item = PathBuf> + '_ {
        self.recent.iter().map(PathBuf::from)
    }

    /// Remembers a dossier as the one that was open last. A folder whose name is not UTF-8 cannot be remembered.
    pub fn add_recent(&mut self, folder: &Path) {
        if let Some(folder) = folder.to_str() {
            self.recent.retain(|known| known != folder);
            self.recent.insert(0, folder.to_owned());
            self.recent.truncate(MOST_RECENT);
        }
    }

    /// What another window has written, with what has been changed in this one since `base`.
    fn merged(base: &Self, mine: &Self, found: &Self) -> Self {
        let mut merged = found.clone();
        merge_preferences(&mut merged.preferences, &base.preferences, &mine.preferences);
        for folder in mine.recent.iter().rev().filter(|folder| !base.recent.contains(folder)) {
            merged.add_recent(Path::new(folder));
        }
        if let Some(first) = mine.recent.first().filter(|first| base.recent.first() != Some(first)) {
            merged.add_recent(Path::new(first));
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

/// Takes over what has been settled in this window since `base`.
fn merge_preferences(merged: &mut Preferences, base: &Preferences, mine: &Preferences) {
    fn take<T: PartialEq + Clone>(merged: &mut T, base: &T, mine: &T) {
        if mine != base {
            merged.clone_from(mine);
        }
    }
    take(&mut merged.theme, &base.theme, &mine.theme);
    take(&mut merged.motion, &base.motion, &mine.motion);
    take(&mut merged.text_step, &base.text_step, &mine.text_step);
    take(&mut merged.interface, &base.interface, &mine.interface);
    take(&mut merged.week, &base.week, &mine.week);
    take(&mut merged.clock, &base.clock, &mine.clock);
    take(&mut merged.timeline, &base.timeline, &mine.timeline);
    take(&mut merged.paint, &base.paint, &mine.paint);
    // What was understood in either window is understood.
    merged.hints.retain(|hint| mine.hints.contains(hint) || !base.hints.contains(hint));
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
    let understood: Vec<Hint> = take(&mut fields, "hints").unwrap_or_default();
    let mut recent: Vec<String> = take(&mut fields, "recent").unwrap_or_default();
    recent.truncate(MOST_RECENT);
    Ok(Settings {
        preferences: Preferences {
            theme: take(&mut fields, "theme").unwrap_or_default(),
            motion: take(&mut fields, "motion").unwrap_or(true),
            text_step: take(&mut fields, "text").unwrap_or_default(),
            interface: InterfaceSize::new(take(&mut fields, "interface").unwrap_or(100)),
            week: take(&mut fields, "week").unwrap_or_default(),
            clock: take(&mut fields, "clock").unwrap_or_default(),
            timeline: take(&mut fields, "timeline").filter(|share| State::TIMELINE_SHARES.contains(share)),
            paint: take(&mut fields, "paint").unwrap_or_default(),
            hints: Hint::ALL.into_iter().filter(|hint| !understood.contains(hint)).collect(),
        },
        recent,
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
    let preferences = &settings.preferences;
    fields.insert("theme".to_owned(), json!(preferences.theme));
    fields.insert("motion".to_owned(), json!(preferences.motion));
    fields.insert("text".to_owned(), json!(preferences.text_step));
    fields.insert("interface".to_owned(), json!(preferences.interface.percent()));
    fields.insert("week".to_owned(), json!(preferences.week));
    fields.insert("clock".to_owned(), json!(preferences.clock));
    if let Some(paint) = preferences.paint {
        fields.insert("paint".to_owned(), json!(paint));
    }
    // Those that were understood, so that a hint that comes new into the program is shown.
    let understood: Vec<Hint> = Hint::ALL.into_iter().filter(|hint| !preferences.hints.contains(hint)).collect();
    fields.insert("hints".to_owned(), json!(understood));
    if let Some(share) = preferences.timeline {
        fields.insert("timeline".to_owned(), json!(share));
    }
    if let Some(placement) = settings.placement {
        fields.insert("placement".to_owned(), json!(placement));
    }
    fields.insert("recent".to_owned(), json!(settings.recent));
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
    use crate::session::{Paint, ThemeChoice};

    fn view(settings: &Settings, id: &str) -> String {
        settings.view(id).unwrap_or("none").to_owned()
    }

    #[test]
    fn a_window_beside_the_screen_is_brought_onto_it() {
        let window = |x: f32, y: f32| egui::Rect::from_min_size(egui::pos2(x, y), egui::vec2(1000.0, 700.0));
        let check = |x, y, expected: Option<(f32, f32)>| {
            let found = Placement::brought_into_reach(window(x, y), egui::vec2(1366.0, 768.0));
            assert_eq!(found, expected.map(|(x, y)| egui::pos2(x, y)), "{x} {y}");
        };
        check(100.0, 30.0, None);
        check(1000.0, 400.0, None);
        check(1500.0, 820.0, Some((366.0, 68.0)));
        check(1300.0, 100.0, Some((366.0, 68.0)));
        check(-900.0, 10.0, Some((0.0, 10.0)));
        check(100.0, -40.0, Some((100.0, 0.0)));
        let small = Placement::brought_into_reach(window(700.0, 500.0), egui::vec2(800.0, 480.0));
        assert_eq!(small, Some(egui::pos2(0.0, 0.0)), "a screen that is smaller than the window");
    }

    #[test]
    fn settings_are_read_as_they_were_written_and_what_is_not_known_survives() {
        let text = r#"{"format": 1, "theme": "Dark", "motion": false, "timeline": 0.5, "paint": "Cpu", "placement": {"size": [900.0, 600.0], "maximized": true}, "colour": {"a": [1]}, "views": {"b": "dateline:view?dossier=b", "a": "x"}}"#;
        let settings = read(text).unwrap();
        let Preferences { theme, motion, timeline, paint, .. } = settings.preferences;
        assert_eq!((theme, motion, timeline, paint), (ThemeChoice::Dark, false, Some(0.5), Some(Paint::Cpu)));
        assert_eq!(settings.placement, Some(Placement { size: [900.0, 600.0], position: None, maximized: true }));
        let written = to_text(&settings);
        assert!(written.contains("\"colour\": {\"a\":[1]}"), "{written}");
        assert_eq!(read(&written).unwrap(), settings);
        let odd =
            read(r#"{"format": 1, "theme": "Plaid", "motion": 7, "timeline": 40, "paint": "Crayon", "placement": {"size": [1.0, -4.0]}, "views": {"a": 5}}"#).unwrap();
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
        first.preferences.theme = ThemeChoice::Dark;
        second.set_view("b", "from two".to_owned());
        second.preferences.motion = false;
        one.save(&first).unwrap();
        two.save(&second).unwrap();
        first.set_view("a", "from one again".to_owned());
        one.save(&first).unwrap();
        let (found, fault) = Store::new(folder.path()).open();
        assert_eq!((view(&found, "a").as_str(), view(&found, "b").as_str(), fault), ("from one again", "from two", None));
        assert_eq!((found.preferences.theme, found.preferences.motion), (ThemeChoice::Dark, false));
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
        assert_eq!(settings.preferences.theme, ThemeChoice::Dark);
        settings.preferences.motion = false;
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
