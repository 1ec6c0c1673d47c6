//! All mentions and passages in a table: sorted, filtered, and corrected many at once.

mod alike;
mod arrange;
mod bulk;
mod cells;
mod chosen;
mod list;

use egui::{Align, Id, Layout, RichText, TextBuffer, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::page;
use super::rows::Rows;
use crate::session::{Action, Toggle};
use crate::theme::{self, size};
use crate::view::{Scene, letters, words};
use alike::Alike;
use arrange::{Arranged, Order};
use bulk::Bulk;
use cells::Kind;
use chosen::Chosen;

/// What the page keeps between frames.
#[derive(Default)]
struct Table {
    order: Order,
    arranged: Arranged,
    chosen: Chosen,
    rows: Rows,
    alike: Alike,
    bulk: Bulk,
    begun: bool,
}

/// The page, when it is open.
pub fn window(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let id = Id::unique("table of mentions and passages");
    let kept = page::kept::<Table>(ui, id);
    let mut table = kept.lock();
    if !scene.state.table_open {
        if table.begun {
            // Where one was and what one looked for is found again; the rows are made anew.
            let (order, rows) = (std::mem::take(&mut table.order), std::mem::take(&mut table.rows));
            *table = Table { order, rows, ..Table::default() };
        }
        return Vec::new();
    }
    let heading = "Mentions and passages";
    let mut actions = page::show(ui, scene, (heading, Toggle::Table), |ui, actions| contents(ui, scene, &mut table, actions));
    // A row that is shown in the text closes the page.
    if actions.iter().any(|action| matches!(action, Action::ShowText(_) | Action::OpenInDocument(_))) {
        actions.push(Action::Toggle(Toggle::Table));
    }
    actions
}

fn contents(ui: &mut Ui, scene: &Scene<'_>, table: &mut Table, actions: &mut Vec<Action>) {
    table.chosen.follow(scene, &table.arranged.seen);
    let is_arranging = table.arranged.go_on(scene, &table.order);
    if table.alike.go_on(scene) || is_arranging {
        ui.ctx().request_repaint();
    }
    let order = table.order.clone();
    ui.horizontal(|ui| filter(ui, scene, table, is_arranging));
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        let Table { bulk, chosen, alike, .. } = table;
        bulk.show(ui, scene, chosen, alike, actions);
    });
    ui.add_space(2.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    list::head(ui, scene, &mut table.order);
    if table.order != order {
        table.rows.go_to(0);
    }
    if table.arranged.len() == 0 && !is_arranging {
        ui.add_space(12.0);
        let why = if scene.dossier.mentions.is_empty() && scene.dossier.passages.is_empty() {
            "Nothing in this report is marked yet."
        } else {
            "No row has what you look for."
        };
        ui.label(RichText::new(why).color(scene.palette.mute));
    } else {
        list::rows(ui, scene, table, actions);
    }
    table.begun = true;
}

/// Which rows are shown: by words, by kind, by whether they were checked.
fn filter(ui: &mut Ui, scene: &Scene<'_>, table: &mut Table, is_arranging: bool) {
    let order = &mut table.order;
    let (font, ink) = (theme::sans(size::TEXT), scene.palette.ink);
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, _: f32| letters::typed(ui, text, &font, ink, f32::INFINITY);
    let edit = TextEdit::singleline(&mut order.typed).layouter(&mut layouter).hint_text("Words, places, voices");
    let field = ui.add(edit.font(font.clone()).desired_width(240.0));
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Rows with these words"));
    table.rows.follow(&field);
    if !table.begun {
        field.request_focus();
    }
    ui.add_space(8.0);
    for kind in Kind::ALL {
        let mut is_shown = !order.hidden.contains(&kind);
        if ui.checkbox(&mut is_shown, kind.plural()).changed() && !order.hidden.remove(&kind) {
            order.hidden.insert(kind);
        }
    }
    ui.add_space(8.0);
    for (checked, name) in [(None, "All"), (Some(false), "Found"), (Some(true), "Checked")] {
        if ui.add(egui::Button::selectable(order.checked == checked, name)).clicked() {
            order.checked = checked;
        }
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let all = scene.dossier.mentions.len() + scene.dossier.passages.len();
        let shown = table.arranged.len();
        let told = match (is_arranging, shown == all) {
            (true, _) => "Putting in order…".to_owned(),
            (false, true) => words::count(all, "row"),
            (false, false) => format!("{} of {}", words::number(shown), words::count(all, "row")),
        };
        ui.label(RichText::new(told).color(scene.palette.mute));
    });
}
