//! All changes of the report in words, the last one first, and the way back to any of them.

use egui::{Button, Id, Rect, RichText, Ui, UiBuilder, WidgetInfo, accesskit::Role, pos2, vec2};

use super::page;
use super::rows::{self, Rows, cell, part};
use crate::edit::History;
use crate::report::outside::closed;
use crate::session::{Action, Toggle};
use crate::theme::{self, size};
use crate::view::{Scene, pick, words};

/// How tall a row is, in points.
const ROW: f32 = 30.0;
/// How wide the button at the end of a row is, and the number at its beginning.
const WAY: f32 = 156.0;
const NUMBER: f32 = 64.0;

/// The page, when it is open.
pub fn window(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let id = Id::unique("history of edits");
    if !scene.state.history_open {
        page::forget::<Rows>(ui, id);
        return Vec::new();
    }
    let kept = page::kept::<Rows>(ui, id);
    let mut rows = kept.lock();
    page::show(ui, scene, ("History", Toggle::History), |ui, actions| contents(ui, scene, &mut rows, actions))
}

fn contents(ui: &mut Ui, scene: &Scene<'_>, rows: &mut Rows, actions: &mut Vec<Action>) {
    let (done, undone) = (scene.state.edits.done, scene.state.edits.undone);
    let told = match (done, undone) {
        (0, 0) => {
            "Nothing in this report was changed yet. What you change is listed here, and you can go back to any point.".to_owned()
        }
        (done, 0) => format!("{}, the last one first.", words::count(done, "change")),
        (done, undone) => format!(
            "{}, the last one first. {} above “Now” {} undone: the next change you make takes their place.",
            words::count(done + undone, "change"),
            words::number(undone),
            if undone == 1 { "is" } else { "are" }
        ),
    };
    ui.add(egui::Label::new(RichText::new(told).color(scene.palette.mute)).wrap());
    ui.add_space(4.0);
    if done + undone == 0 {
        return;
    }
    let all = done + undone;
    let keyed = rows.show(ui, scene.palette, ("Changes", all + 1, ROW), |ui, id, row, rect| {
        actions.extend(line(ui, scene, (id, rect), all - row));
    });
    let count = all - rows.at;
    if keyed.enter && count != done && pick::locked(scene).is_none() {
        actions.push(Action::ReturnTo(count));
    }
}

/// What was done when so many changes had been made; for none, how the report was.
fn said(history: &History, count: usize) -> String {
    let done = history.done();
    match count.checked_sub(1) {
        None => "The report before the first change".to_owned(),
        Some(at) if at < done.len() => closed(&done[at].words).into_owned(),
        Some(at) => history.undone().nth(at - done.len()).map(|edit| closed(&edit.words).into_owned()).unwrap_or_default(),
    }
}

/// A row: a change, whether one is there, and the way there.
fn line(ui: &mut Ui, scene: &Scene<'_>, (id, rect): (Id, Rect), count: usize) -> Option<Action> {
    let done = scene.state.edits.done;
    let words = said(scene.history, count);
    let (is_now, is_undone) = (count == done, count > done);
    let state = match (is_now, is_undone) {
        (true, _) => ", now",
        (false, true) => ", undone",
        (false, false) => "",
    };
    let response = rows::row(ui, id, rect, is_now, &format!("{words}{state}"));
    if is_now {
        ui.painter().rect_filled(rect, 4.0, scene.palette.window_tint);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, scene.palette.ground);
    }
    let palette = scene.palette;
    let number = if count == 0 { String::new() } else { words::number(count) };
    cell(ui, part(rect, 10.0, NUMBER), &number, theme::sans(size::LABEL), palette.mute);
    let (font, ink) = if is_undone { (theme::sans(size::TEXT), palette.mute) } else { (theme::sans(size::TEXT), palette.ink) };
    let cut = cell(ui, part(rect, NUMBER, rect.width() - WAY - 12.0), &words, font, ink);
    if cut {
        response.on_hover_text(&words);
    }
    let end = Rect::from_min_max(pos2(rect.right() - WAY, rect.top()), rect.max);
    if is_now {
        cell(ui, part(end, 10.0, WAY), "Now", theme::bold(size::TEXT), palette.window);
        return None;
    }
    let name = if is_undone { "Go forward to here" } else { "Go back to here" };
    let way = Rect::from_min_size(pos2(end.left(), rect.center().y - 12.0), vec2(WAY - 8.0, 24.0));
    let can = pick::locked(scene).is_none();
    let builder = UiBuilder::new().max_rect(way).id_salt(("way", count));
    let button = ui.scope_builder(builder, |ui| ui.add_enabled_ui(can, |ui| ui.put(way, Button::new(name))).inner).inner;
    button.widget_info(|| WidgetInfo::labeled(Role::Button, can, format!("{name}: {words}")));
    let clicked = button.clicked();
    clicked.then_some(Action::ReturnTo(count))
}
