//! The heads of the columns, by which the rows are sorted, and the rows.

use egui::accesskit::Role;
use egui::{Button, Id, Rect, RichText, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Table;
use super::arrange::Order;
use super::cells::{Column, Entry, entry};
use crate::edit::Item;
use crate::session::Action;
use crate::theme::{self, icon, size};
use crate::view::Scene;
use crate::view::chrome::rows::{self, cell, part};

/// How tall a row is, in points.
const ROW: f32 = 26.0;
/// How wide the box is with which a row is chosen, and the arrow that shows it in the text.
const BOX: f32 = 30.0;
const ARROW: f32 = 34.0;
/// The bar beside the rows and the gap before it.
const BAR: f32 = 14.0;

/// Where each column begins, and where the last one ends, from the left edge of a row. A column for which there is no room has no
/// width.
fn columns(width: f32) -> [f32; 9] {
    /// What is left out in a narrow window, the first of it first; pointed at, a row says all of it.
    const LEFT_OUT: [Column; 3] = [Column::Voice, Column::Status, Column::Where];
    let width = width - BOX - ARROW - BAR;
    let mut least: f32 = Column::ALL.iter().map(|column| column.width().0).sum();
    let mut out = 0;
    while least > width && out < LEFT_OUT.len() {
        least -= LEFT_OUT[out].width().0;
        out += 1;
    }
    let shares: f32 = LEFT_OUT[..out].iter().map(|column| column.width().1).sum();
    let rest = width - least;
    let mut edges = [BOX; 9];
    for (index, column) in Column::ALL.iter().enumerate() {
        let (own, share) = column.width();
        let wide = if LEFT_OUT[..out].contains(column) {
            0.0
        } else if index == 0 && rest < 0.0 {
            // What is still missing, the words give.
            (own + rest).max(80.0)
        } else {
            own + rest.max(0.0) * share / (100.0 - shares)
        };
        edges[index + 1] = edges[index] + wide;
    }
    edges
}

/// The heads. A click sorts by a column, another one turns the order around.
pub fn head(ui: &mut Ui, scene: &Scene<'_>, order: &mut Order) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let edges = columns(rect.width());
    for (index, column) in Column::ALL.into_iter().enumerate().filter(|(index, _)| edges[index + 1] > edges[*index]) {
        let is_sorted = order.column == column;
        let arrow = match (is_sorted, order.descending) {
            (false, _) => String::new(),
            (true, false) => format!(" {}", icon::CARET_UP),
            (true, true) => format!(" {}", icon::CARET_DOWN),
        };
        let at = part(rect, edges[index], edges[index + 1] - 4.0);
        let ink = if is_sorted { scene.palette.ink } else { scene.palette.mute };
        let text = RichText::new(format!("{}{arrow}", column.name())).font(theme::bold(size::LABEL)).color(ink);
        let response = ui.put(at, HeadButton(Button::new(text).frame(false).truncate()));
        let direction = match (is_sorted, order.descending) {
            (false, _) => "",
            (true, false) => ", ascending",
            (true, true) => ", descending",
        };
        let name = format!("Sort by: {}{direction}", column.name());
        response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, is_sorted, &name));
        if response.clicked() {
            order.descending = is_sorted && !order.descending;
            order.column = column;
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), (1.0, scene.palette.rule));
}

/// A button whose text stands at the left of the room it is given.
struct HeadButton<'a>(Button<'a>);

impl egui::Widget for HeadButton<'_> {
    fn ui(self, ui: &mut Ui) -> egui::Response {
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.with_layout(layout, |ui| {
            ui.spacing_mut().button_padding.x = 0.0;
            ui.add(self.0)
        })
        .inner
    }
}

/// The rows, with what the keyboard does to them.
pub fn rows(ui: &mut Ui, scene: &Scene<'_>, table: &mut Table, actions: &mut Vec<Action>) {
    let edges = columns(ui.available_width());
    let Table { rows, arranged, chosen, .. } = table;
    let count = arranged.len();
    let (mut clicked, mut ticked, mut opened) = (None, None, None);
    let keyed = rows.show(ui, scene.palette, ("Mentions and passages", count, ROW), |ui, id, row, rect| {
        let Some(item) = arranged.item(row) else { return };
        let Some(entry) = entry(scene, item) else { return };
        let is_chosen = chosen.has(item);
        let response = rows::row(ui, id, rect, is_chosen, &entry.aloud(scene));
        if is_chosen {
            ui.painter().rect_filled(rect, 0.0, scene.palette.window_tint);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 0.0, scene.palette.ground);
        }
        let cut = line(ui, scene, entry, rect, &edges);
        if response.clicked() {
            let held = ui.input(|input| input.modifiers);
            clicked = Some((row, (held.command, held.shift)));
        }
        if response.double_clicked() {
            opened = Some(item);
        }
        if cut {
            response.on_hover_text(entry.aloud(scene));
        }
        if tick(ui, scene, entry, (id, rect, is_chosen)) {
            ticked = Some((row, item));
        }
        if arrow(ui, scene, entry, (id, rect)) {
            opened = Some(item);
        }
    });
    let at = rows.at;
    if let Some((row, held)) = clicked {
        chosen.click(row, held, |row| arranged.item(row));
        rows.at = row;
    }
    if let Some((row, item)) = ticked {
        chosen.set(item, !chosen.has(item));
        chosen.hold(row);
    }
    if keyed.moved && keyed.shift {
        chosen.click(at, (false, true), |row| arranged.item(row));
    } else if keyed.moved {
        chosen.hold(at);
    }
    if keyed.space
        && let Some(item) = arranged.item(at)
    {
        chosen.set(item, !chosen.has(item));
        chosen.hold(at);
    }
    if keyed.all {
        arranged.items().for_each(|item| chosen.set(item, true));
    }
    opened = opened.or(arranged.item(at).filter(|_| keyed.enter));
    actions.extend(opened.and_then(|item| way(scene, item)));
}

/// What a row says; returns whether any of it was cut.
fn line(ui: &Ui, scene: &Scene<'_>, entry: Entry<'_>, rect: Rect, edges: &[f32; 9]) -> bool {
    let mut cut = false;
    for (index, column) in Column::ALL.into_iter().enumerate() {
        if edges[index + 1] <= edges[index] {
            cut |= !entry.text(scene, column).is_empty();
            continue;
        }
        let at = part(rect, edges[index], edges[index + 1] - 10.0);
        let quiet = matches!(column, Column::Kind | Column::Where) || (column == Column::Sure && entry.found().is_none());
        let font = if column == Column::Words { theme::medium(size::TEXT) } else { theme::sans(size::TEXT) };
        let ink = if quiet { scene.palette.mute } else { scene.palette.ink };
        cut |= cell(ui, at, &entry.text(scene, column), font, ink);
    }
    cut
}

/// The box with which a row is chosen; tells whether it was clicked.
fn tick(ui: &Ui, scene: &Scene<'_>, entry: Entry<'_>, (id, rect, is_chosen): (Id, Rect, bool)) -> bool {
    let at = part(rect, 0.0, BOX).intersect(ui.clip_rect());
    let response = ui.interact(at, id.with("box"), Sense::CLICK);
    let name = format!("Choose “{}”", entry.text(scene, Column::Words));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_chosen, &name));
    let square = Rect::from_center_size(pos2(rect.left() + 13.0, rect.center().y), vec2(14.0, 14.0));
    let palette = scene.palette;
    if is_chosen {
        ui.painter().rect_filled(square, 3.0, palette.window);
        let points = [vec2(-3.5, 0.0), vec2(-1.0, 3.0), vec2(4.0, -3.5)].map(|by| square.center() + by);
        ui.painter().line(points.to_vec(), (1.5, palette.on_window));
    } else {
        let ink = if response.hovered() { palette.mute } else { palette.home_border };
        ui.painter().rect_stroke(square, 3.0, (1.0, ink), egui::StrokeKind::Inside);
    }
    response.clicked()
}

/// The arrow that shows a row in the text; tells whether it was clicked.
fn arrow(ui: &Ui, scene: &Scene<'_>, entry: Entry<'_>, (id, rect): (Id, Rect)) -> bool {
    let at = Rect::from_min_max(pos2(rect.right() - ARROW, rect.top()), rect.max).intersect(ui.clip_rect());
    let response = ui.interact(at, id.with("arrow"), Sense::CLICK);
    let name = format!("Show “{}” in the text", entry.text(scene, Column::Words));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let ink = if response.hovered() { scene.palette.window } else { scene.palette.mute };
    let center = pos2(rect.right() - ARROW / 2.0, rect.center().y);
    ui.painter().text(center, egui::Align2::CENTER_CENTER, icon::FORWARD, theme::sans(size::TEXT), ink);
    response.on_hover_text("Show it in the text").clicked()
}

/// What shows an item in the text.
fn way(scene: &Scene<'_>, item: Item) -> Option<Action> {
    match item {
        Item::Mention(ix) => scene.dossier.mentions.get(ix.index()).map(|mention| Action::ShowText(mention.target)),
        Item::Passage(ix) => Some(Action::OpenInDocument(ix)),
    }
}
