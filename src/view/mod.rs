//! What is drawn. Each view has a plan (what to draw, as plain data) and a paint (the plan as shapes and widgets).
//!
//! A view reads a [`Scene`] and returns [`Action`]s. It never changes the state, and no view imports another; what they
//! share is in [`asked`], [`brush`], [`commands`], [`hints`], [`holding`], [`letters`], [`parts`], [`pick`], [`told`] and [`words`];
//! what any of them hands to the system passes [`leaving`].

pub mod asked;
pub mod brush;
pub mod chrome;
pub mod commands;
pub mod hints;
pub mod holding;
pub mod leaving;
pub mod letters;
pub mod map;
pub mod parts;
pub mod pick;
pub mod reader;
mod splitter;
pub mod timeline;
mod tips;
pub mod told;
pub mod words;

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use crate::basemap::Basemap;
use crate::edit::History;
use crate::index::Index;
use crate::report::dossier::Dossier;
use crate::session::{Action, Hovered, Pane, Session, State};
use crate::theme::Palette;

/// Everything a view may read.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// The dossier arranged for questions.
    pub index: &'a Index,
    /// What the user is looking at.
    pub state: &'a State,
    /// What was changed in the dossier.
    pub history: &'a History,
    /// The background map; `None` while it is still being decoded.
    pub basemap: Option<&'a Basemap>,
    /// The colours in force.
    pub palette: &'a Palette,
}

/// What views read of a session.
#[must_use]
pub fn scene<'a>(session: &'a Session, basemap: Option<&'a Basemap>, palette: &'a Palette) -> Scene<'a> {
    let Session { dossier, index, state, .. } = session;
    Scene { dossier, index, state, history: session.history(), basemap, palette }
}

/// What views keep between frames for speed alone: laid-out text and tessellated maps. Losing it changes nothing.
#[derive(Default)]
pub struct Caches {
    map: map::Cache,
    reader: reader::Cache,
    timeline: timeline::Cache,
    live: chrome::live::Region,
}

/// The narrowest reader, in points.
const READER_MIN: f32 = 320.0;
/// The narrowest window with room for map and reader beside each other, in points.
const BOTH: f32 = 900.0;
/// The lowest window with room for all parts of the views, in points.
const LOW: f32 = 520.0;

/// Whether the window is so low, in points, that every view shows less of what is beside the matter.
#[must_use]
pub fn is_low(context: &egui::Context) -> bool {
    context.content_rect().height() < LOW
}

/// Whether the window has no room for map and reader beside each other, so that they are shown in turn.
#[must_use]
pub fn is_narrow(context: &egui::Context) -> bool {
    context.content_rect().width() < BOTH
}

/// What is asked for by keys that no widget claims. Carried out before the window is drawn, the same frame shows it.
#[must_use]
pub fn keyed(ui: &Ui, session: &Session) -> Vec<Action> {
    let palette = Palette::of(ui.ctx());
    chrome::keys::read(ui, &scene(session, None, &palette))
}

/// Draws the whole window and returns what the user did with its widgets.
pub fn show(ui: &mut Ui, session: &Session, basemap: Option<&Basemap>, caches: &mut Caches) -> Vec<Action> {
    drop(ui.ctx().plugin_or_default::<leaving::Leaving>());
    let pointer = tips::hide(ui.ctx());
    let palette = Palette::of(ui.ctx());
    let scene = scene(session, basemap, &palette);
    let size = ui.max_rect().size();
    let mut actions = Vec::new();
    let bare = |fill| Frame::NONE.fill(fill);
    let bar = bare(palette.panel).inner_margin(Margin::symmetric(18, 0));
    Panel::top("top bar").exact_size(44.0).frame(bar).show(ui, |ui| actions.extend(chrome::bar::show(ui, &scene)));
    let height = splitter::height(&scene, size.y);
    let panel = Panel::bottom("timeline").resizable(false).exact_size(height).frame(bare(palette.panel)).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        actions.extend(timeline::show(ui, &scene, &mut caches.timeline));
    });
    let edge = panel.response.rect;
    if is_narrow(ui.ctx()) {
        CentralPanel::no_frame().show(ui, |ui| one_pane(ui, &scene, caches, &mut actions));
    } else {
        reader_panel(ui, &scene, caches, size, &mut actions);
        CentralPanel::no_frame().show(ui, |ui| actions.extend(map::show(ui, &scene, &mut caches.map)));
    }
    chrome::live::show(ui, &scene, &mut caches.live);
    actions.extend(splitter::show(ui, &scene, edge, size.y));
    tips::show(ui.ctx(), pointer);
    actions.extend(reader::window(ui, &scene));
    actions.extend(chrome::keys::window(ui, &scene));
    actions.extend(chrome::about::window(ui, &scene));
    actions.extend(chrome::documents::window(ui, &scene));
    actions.extend(chrome::adrift::window(ui, &scene));
    actions.extend(chrome::places::window(ui, &scene));
    actions.extend(chrome::settings::window(ui, &scene));
    actions.extend(chrome::program::window(ui, &scene));
    actions.extend(chrome::table::window(ui, &scene));
    actions.extend(chrome::gazetteer::window(ui, &scene));
    actions.extend(chrome::history::window(ui, &scene));
    actions.extend(chrome::differences::window(ui, &scene));
    actions.extend(chrome::palette::window(ui, &scene));
    actions.extend(chrome::told::hints(ui, &scene));
    actions.extend(chrome::told::over(ui, &scene));
    // The map's camera answers the state at the beginning of the frame; what the user does comes after it, or a fit
    // asked for in this frame would be undone.
    // An edit moves what others name by its position, and comes last.
    actions.sort_by_key(|action| match action {
        Action::SetCamera(_) => 0,
        Action::Edit(_) => 2,
        _ => 1,
    });
    settle_hover(&mut actions, session.state.hovered);
    actions.retain(|action| changes_something(&session.state, action));
    actions
}

/// The reader, right of the map.
fn reader_panel(ui: &mut Ui, scene: &Scene<'_>, caches: &mut Caches, size: egui::Vec2, actions: &mut Vec<Action>) {
    // With the contents beside the text it is a panel of its own, so that each has the width that was last given to it.
    let asked = reader::asked_width(ui.ctx(), scene.state);
    let least = asked.unwrap_or(READER_MIN);
    Panel::right(if asked.is_some() { "reader with contents" } else { "reader" })
        .resizable(true)
        .default_size((size.x * 0.37).max(least))
        .size_range(least..=(size.x * reader::LARGEST).max(least))
        .frame(Frame::NONE.fill(scene.palette.panel))
        .show(ui, |ui| {
            ui.set_min_size(ui.available_size());
            let rest = chrome::search::row(ui, scene, actions);
            // The same in either panel, so that what is scrolled stays where it is.
            let builder = egui::UiBuilder::new().scope_id(egui::Id::unique("reader")).max_rect(rest);
            ui.scope_builder(builder, |ui| {
                actions.extend(reader::show(ui, scene, &mut caches.reader));
            });
        });
}

/// The map or the reader, below what is searched for; what the other one last said of the keyboard and of the eye is over.
fn one_pane(ui: &mut Ui, scene: &Scene<'_>, caches: &mut Caches, actions: &mut Vec<Action>) {
    let room = ui.max_rect();
    ui.painter().rect_filled(room, 0.0, scene.palette.panel);
    let rest = chrome::search::row(ui, scene, actions);
    let (salt, hidden) = match scene.state.pane {
        Pane::Map => ("map", noting_flag()),
        Pane::Reader => ("reader", map_focus_flag()),
    };
    ui.data_mut(|data| data.insert_temp(hidden, false));
    let builder = egui::UiBuilder::new().scope_id(egui::Id::unique(salt)).max_rect(rest);
    ui.scope_builder(builder, |ui| match scene.state.pane {
        Pane::Map => {
            ui.set_clip_rect(rest);
            actions.extend(map::show(ui, scene, &mut caches.map));
            if scene.state.reading_position.is_some() {
                actions.push(Action::ReadAt(None));
            }
        }
        Pane::Reader => actions.extend(reader::show(ui, scene, &mut caches.reader)),
    });
}

/// Draws the map alone, without the buttons that lie on it, into the whole window: for pictures.
pub fn show_map(ui: &mut Ui, session: &Session, basemap: Option<&Basemap>, caches: &mut Caches) -> Vec<Action> {
    let palette = Palette::of(ui.ctx());
    let scene = scene(session, basemap, &palette);
    ui.data_mut(|data| data.insert_temp(picture_flag(), true));
    CentralPanel::no_frame().show(ui, |ui| map::show(ui, &scene, &mut caches.map)).inner
}

/// Where it is noted that a picture of the map is made: nobody can click on it, so it has no buttons.
#[must_use]
pub fn picture_flag() -> egui::Id {
    egui::Id::unique("picture of the map")
}

/// Where the map notes its rectangle, for pictures of it.
#[must_use]
pub fn map_rect() -> egui::Id {
    egui::Id::unique("rectangle of the map")
}

/// Where a text field notes that it has the keyboard. When Escape leaves the field, egui has taken the focus away
/// before any view runs, and only this tells that the key was meant for the field.
#[must_use]
pub fn typing_flag() -> egui::Id {
    egui::Id::unique("typing")
}

/// Where fields for what is changed in the dossier note that one of them has the keyboard, for the same reason.
#[must_use]
pub fn picking_flag() -> egui::Id {
    egui::Id::unique("picking")
}

/// Where the search field notes that it has the keyboard, for the same reason.
#[must_use]
pub fn searching_flag() -> egui::Id {
    egui::Id::unique("searching")
}

/// Where the notes say that one of them is written on: undo and redo are for the notes then.
#[must_use]
pub fn noting_flag() -> egui::Id {
    egui::Id::unique("noting")
}

/// Where the page *Check* notes that something is typed or looked through on it: Escape leaves that, and not the page.
#[must_use]
pub fn asking_flag() -> egui::Id {
    egui::Id::unique("asking")
}

/// Where the page *Check* notes which widget is its question: to keys it counts as nothing, for it is there to be read out.
#[must_use]
pub fn question_flag() -> egui::Id {
    egui::Id::unique("question")
}

/// Whether nothing has the keyboard that wants keys of its own.
#[must_use]
pub fn is_keyboard_free(context: &egui::Context) -> bool {
    let question = context.data(|data| data.get_temp::<egui::Id>(question_flag()));
    context.memory(egui::Memory::focused).is_none_or(|focused| Some(focused) == question)
}

/// Where it is noted what was done last, for those who hear the window: a number that counts up, and a sentence.
#[must_use]
pub fn said_flag() -> egui::Id {
    egui::Id::unique("said")
}

/// Where the map notes that it has the keyboard: arrows pan it then, but all other keys work as anywhere.
#[must_use]
pub fn map_focus_flag() -> egui::Id {
    egui::Id::unique("map has focus")
}

/// Where the timeline's axis notes that it has the keyboard: + − 0 are its own then, and the arrows still move the window.
#[must_use]
pub fn axis_focus_flag() -> egui::Id {
    egui::Id::unique("axis has focus")
}

/// A hand that rests while it holds something says where it is in every frame. That changes nothing, and must ask for no other frame.
fn changes_something(state: &State, action: &Action) -> bool {
    match action {
        Action::SetWindow(window) => state.play.running || *window != state.window,
        Action::ShowWindow(window) => state.play.running || *window != state.window || !state.range.holds(*window),
        Action::SetTimelineShare(share) => *share != state.timeline_share,
        _ => true,
    }
}

/// Views say in every frame what the pointer is over; this leaves one action, and only where that has changed.
///
/// No view could do this alone: it cannot know whether the pointer has gone from it to another view.
fn settle_hover(actions: &mut Vec<Action>, before: Option<Hovered>) {
    let mut now = None;
    actions.retain(|action| {
        let Action::Hover(hovered) = action else { return true };
        now = hovered.or(now);
        false
    });
    if now != before {
        actions.push(Action::Hover(now));
    }
}
