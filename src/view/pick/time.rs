//! A field for a time, in EDTF or in words, with what was understood below it.

use egui::accesskit::{Live, Role};
use egui::{Id, Label, RichText, Ui, WidgetInfo};

use super::line::Line;
use crate::index::times::Window;
use crate::report::ids::PassageIx;
use crate::report::passage::Target;
use crate::report::when::When;
use crate::session::understood;
use crate::theme::{self, size};
use crate::view::Scene;

/// What a field for a time says while it is empty.
pub const HINT: &str = "5 January 2022, 4–6 January, 2022-01-05, c. 1986";

/// What is typed, as a time; `None` where nothing is typed. What is left out is as in `present`.
///
/// # Errors
/// One sentence without a full stop, where it is no time.
pub fn understood(scene: &Scene<'_>, typed: &str, present: Window) -> Result<Option<When>, String> {
    understood::read(typed, present, scene.dossier.head.zone)
}

/// From where what is left out of a time is taken in this part of a text: the time of the passage around, or of the report.
#[must_use]
pub fn present(scene: &Scene<'_>, target: Target) -> Window {
    let length = |ix: &PassageIx| {
        let span = scene.dossier.passage(*ix).target.span;
        span.end - span.start
    };
    let around = scene.index.telling().passages_in(scene.dossier, target);
    let around = around.filter(|ix| scene.dossier.passage(*ix).when.is_some()).min_by_key(length);
    let when = around.and_then(|ix| scene.dossier.passage(ix).when);
    let document = scene.dossier.documents.get(target.document.index());
    let published = || scene.dossier.part_of(target).and_then(|part| part.published);
    let when = when.or_else(published).or_else(|| document.and_then(|document| document.reference.or(document.published)));
    when.map_or(scene.state.window, |when| Window::around(&when))
}

/// Draws a field with a time; returns another one, once that is certain, where `Some(None)` takes the time away. What cannot be
/// understood stays in the field with the reason below it.
pub fn field(ui: &mut Ui, scene: &Scene<'_>, id: Id, name: &str, value: Option<&When>, present: Window) -> Option<Option<When>> {
    let written = value.map(When::to_string).unwrap_or_default();
    let line = Line::new(id, name).hint(HINT);
    let shown = line.draw(ui, scene, &written);
    let read = understood(scene, &shown.typed, present);
    if shown.response.has_focus() || shown.typed != written {
        tell(ui, scene, &read);
    }
    let given = shown.given.and(read.ok())?;
    if given.as_ref() == value {
        // The same in other words.
        line.forget(ui);
        return None;
    }
    Some(given)
}

/// Says what was understood, or why it was not.
pub fn tell(ui: &mut Ui, scene: &Scene<'_>, read: &Result<Option<When>, String>) {
    let (words, ink) = match read {
        Ok(Some(when)) => {
            let (told, written) = (scene.state.clock.when(when), when.to_string());
            (format!("{told} ({written})"), scene.palette.mute)
        }
        Ok(None) => ("No date".to_owned(), scene.palette.mute),
        Err(fault) => (format!("{fault}."), scene.palette.window),
    };
    let line = ui.add(Label::new(RichText::new(&words).font(theme::sans(size::LABEL)).color(ink)).wrap());
    line.widget_info(|| WidgetInfo::labeled(Role::Status, true, &words));
    ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(Live::Polite));
}

/// A time that is typed on a page, until a button or Enter takes it. Kept while the page is open.
#[derive(Clone, Default)]
pub struct TimePick {
    /// What is typed.
    pub typed: String,
    begun: bool,
}

impl TimePick {
    /// A field with these words in it.
    #[must_use]
    pub fn new(typed: impl Into<String>) -> Self {
        Self { typed: typed.into(), begun: false }
    }

    /// As [`TimePick::new`], beside other fields, one of which has the keyboard first.
    #[must_use]
    pub fn beside(typed: impl Into<String>) -> Self {
        Self { typed: typed.into(), begun: true }
    }

    /// A field with what these words of a text mean, where that can be read.
    #[must_use]
    pub fn of_words(scene: &Scene<'_>, target: Target) -> Self {
        let words = scene.dossier.slice(target).split_whitespace().collect::<Vec<_>>().join(" ");
        let read = understood(scene, &words, present(scene, target)).ok().flatten();
        Self::new(read.map(|when| when.to_string()).unwrap_or_default())
    }

    /// Draws the field with what was understood below; it has the keyboard from the first frame
    /// unless it is beside others. Returns the time when Enter was
    /// pressed and it was understood.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, id: Id, name: &str, present: Window) -> Option<Option<When>> {
        let shown = Line::new(id, name).hint(HINT).draw_typed(ui, scene, &mut self.typed);
        if !std::mem::replace(&mut self.begun, true) {
            shown.request_focus();
        }
        let read = understood(scene, &self.typed, present);
        tell(ui, scene, &read);
        let entered = shown.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        read.ok().filter(|_| entered)
    }
}
