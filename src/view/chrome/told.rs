//! What stands over the views for a while: the two hints of the first minute, sentences that have to be read, the file that was
//! written, and what an edit did.

use std::sync::Arc;
use std::time::Duration;

use egui::{Align2, Area, Button, Frame, Id, Label, Order, Rect, RichText, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::edit::Edit;
use crate::report::outside::closed;
use crate::session::{Action, Edits, Hint, Tab};
use crate::theme::{self, icon, size};
use crate::view::{Scene, hints, is_narrow, map_rect};

/// Draws the hints that were not understood yet, each where it belongs. Below a page that is open there are none, and none beside the
/// page *Check*: map and axis show what is asked about there.
pub fn hints(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    let is_busy = scene.state.tab == Tab::Check || ui.memory(|memory| memory.top_modal_layer().is_some());
    if scene.state.hints.is_empty() || is_busy {
        return actions;
    }
    for hint in scene.state.hints.iter().copied() {
        let Some(rect) = hints::place(ui, hint) else { continue };
        let (pivot, at) = match hint {
            // Beside the window and over its lanes, where no button is covered.
            Hint::Drag => (Align2::LEFT_BOTTOM, rect.right_bottom() + vec2(8.0, -6.0)),
            Hint::Click => (Align2::CENTER_TOP, pos2(rect.center().x, rect.bottom() + 8.0)),
        };
        let area = Area::new(Id::unique(("hint", hint.words()))).order(Order::Middle).pivot(pivot).fixed_pos(at);
        // What is said of the map stays on it.
        let map = ui.data(|data| data.get_temp::<Rect>(map_rect())).filter(|_| hint == Hint::Click);
        let area = area.constrain_to(map.unwrap_or(ui.ctx().content_rect()).shrink(8.0));
        area.show(ui.ctx(), |ui| {
            let frame = Frame::popup(ui.style()).fill(scene.palette.window).inner_margin(egui::Margin::symmetric(10, 5));
            frame.show(ui, |ui| {
                ui.horizontal(|ui| {
                    let words = RichText::new(hint.words()).font(theme::medium(size::TEXT)).color(scene.palette.on_window);
                    ui.label(words);
                    let cross = RichText::new(icon::CLOSE).size(12.0).color(scene.palette.on_window);
                    let close = ui.add(Button::new(cross).frame(false));
                    let name = format!("Close the hint “{}”", hint.words());
                    close.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                    if close.on_hover_text("Do not show this again").clicked() {
                        actions.push(Action::CloseHint(hint));
                    }
                });
            });
        });
    }
    actions
}

/// What is told over the map: a sentence that has to be read, the file that was written, and what an edit did.
pub fn over(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    let edited = edited(ui, scene);
    if scene.state.notice.is_none() && scene.state.written.is_none() && edited.is_none() {
        return actions;
    }
    let room = ui.ctx().content_rect();
    let map = ui.data(|data| data.get_temp::<Rect>(map_rect())).filter(|_| !is_narrow(ui.ctx())).unwrap_or(room);
    // Above the legend, where it hides neither what is in the window nor what the map is edited with.
    let at = pos2(map.center().x, map.bottom() - 44.0);
    let area = Area::new(Id::unique("told")).order(Order::Foreground).pivot(Align2::CENTER_BOTTOM).fixed_pos(at);
    area.constrain_to(room.shrink(8.0)).show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).inner_margin(egui::Margin::symmetric(14, 8)).show(ui, |ui| {
            ui.set_max_width((map.width() - 60.0).clamp(240.0, 560.0));
            ui.spacing_mut().item_spacing = vec2(10.0, 4.0);
            notice(ui, scene, &mut actions);
            written(ui, scene, &mut actions);
            if let Some(said) = edited {
                line(ui, &said);
            }
        });
    });
    actions
}

/// A line that is read aloud as soon as it is there.
fn line(ui: &mut Ui, said: &str) -> egui::Response {
    let label = ui.add(Label::new(RichText::new(said).font(theme::medium(size::TEXT))).wrap());
    label.widget_info(|| WidgetInfo::labeled(Role::Status, true, said));
    ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
    label
}

/// One sentence that has to be read, such as why a link leads nowhere.
fn notice(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let Some(notice) = &scene.state.notice else { return };
    line(ui, notice);
    if ui.button("Close").clicked() {
        actions.push(Action::CloseNotice);
    }
}

/// Says which file was written, and leads to it.
fn written(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let Some(path) = &scene.state.written else { return };
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    ui.horizontal(|ui| {
        line(ui, &format!("Saved “{name}”")).on_hover_text(path.display().to_string());
        if ui.button("Show in folder").clicked() {
            actions.push(Action::ShowInFolder(path.clone()));
        }
        if ui.button("Close").clicked() {
            actions.push(Action::CloseWritten);
        }
    });
}

/// How many edits there were of which dossier, which would have been made again next, and what was said of the last one, until when.
#[derive(Clone, Default)]
struct Watched {
    dossier: String,
    edits: Edits,
    next: Option<Arc<Edit>>,
    said: String,
    until: f64,
}

/// For how many seconds it is said what an edit did.
const SAID: f64 = 5.0;

/// What was just changed, taken back or made again; nothing on the page *Check*, which says it itself.
fn edited(ui: &Ui, scene: &Scene<'_>) -> Option<String> {
    let (id, now, edits) = (Id::unique("edits that were told"), ui.input(|input| input.time), scene.state.edits);
    let mut watched = ui.data(|data| data.get_temp::<Watched>(id)).unwrap_or_default();
    if watched.dossier != scene.dossier.head.id {
        // Another one was opened, which brings its own history.
        let next = scene.history.undone().next().cloned();
        watched = Watched { dossier: scene.dossier.head.id.clone(), edits, next, ..Watched::default() };
    }
    let before = std::mem::replace(&mut watched.edits, edits);
    if before != edits {
        let (last, back) = (scene.history.done().last(), scene.history.undone().next());
        let words = |edit: Option<&Arc<Edit>>| edit.map(|edit| closed(&edit.words).into_owned()).unwrap_or_default();
        let next = std::mem::replace(&mut watched.next, back.cloned());
        let is_redone = last.zip(next.as_ref()).is_some_and(|(last, next)| Arc::ptr_eq(last, next));
        watched.said = match (edits.done.checked_sub(before.done), edits.undone.checked_sub(before.undone)) {
            (Some(1), _) if is_redone => format!("Redone: {}", words(last)),
            (Some(1), _) => words(last),
            (None, Some(1)) => format!("Undone: {}", words(back)),
            // One went further in the history, which is seen there.
            _ => String::new(),
        };
        watched.until = now + SAID;
    }
    let told = !watched.said.is_empty() && now < watched.until && scene.state.tab != Tab::Check;
    if told {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(watched.until - now));
    }
    let said = told.then(|| watched.said.clone());
    ui.data_mut(|data| data.insert_temp(id, watched));
    said
}
