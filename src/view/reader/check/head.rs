//! How much is checked, and what of it is gone through.

use egui::{Button, Frame, Margin, RichText, Ui, WidgetInfo, accesskit::Role, vec2};

use super::answer;
use crate::report::ids::Item;
use crate::report::passage::Target;
use crate::session::queue::time_for;
use crate::session::{Action, CheckKind, CheckOnly, Queue};
use crate::theme::{self, size};
use crate::view::reader::page::{SIDE, quiet};
use crate::view::{Scene, words};

/// What a kind is called.
fn kind(kind: CheckKind) -> &'static str {
    match kind {
        CheckKind::All => "All",
        CheckKind::Places => "Places",
        CheckKind::Times => "Times",
        CheckKind::Passages => "Passages",
    }
}

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, queue: &Queue, actions: &mut Vec<Action>) {
    let progress = queue.progress();
    Frame::NONE.inner_margin(Margin { left: SIDE, right: SIDE, top: 4, bottom: 6 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 5.0;
        ui.spacing_mut().interact_size.y = 18.0;
        if progress.all() > 0 {
            let done = format!("{} of {} checked", words::number(progress.checked), words::number(progress.all()));
            let left = if progress.left > 0 { format!(", {}", time_for(progress.left)) } else { String::new() };
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.label(RichText::new(&done).font(theme::medium(size::TEXT)).color(scene.palette.ink));
                ui.label(RichText::new(&left).font(theme::sans(size::TEXT)).color(scene.palette.mute));
            });
            #[expect(clippy::cast_precision_loss, reason = "a share of a line")]
            let share = progress.checked as f32 / progress.all() as f32;
            bar(ui, scene, share, &format!("{done}{left}"));
        }
        ui.horizontal_wrapped(|ui| filters(ui, scene, actions));
    });
    let below = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), below, egui::Stroke::new(1.0, scene.palette.rule));
}

/// How far one is, as a line.
fn bar(ui: &mut Ui, scene: &Scene<'_>, share: f32, name: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 3.0), egui::Sense::hover());
    ui.painter().rect_filled(rect, 1.5, scene.palette.rule);
    let done = egui::Rect::from_min_size(rect.min, vec2(rect.width() * share, rect.height()));
    ui.painter().rect_filled(done, 1.5, scene.palette.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name));
}

fn filters(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let only = &scene.state.checking.only;
    ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
    ui.spacing_mut().button_padding = vec2(7.0, 2.0);
    ui.spacing_mut().interact_size.y = 20.0;
    let chip = |ui: &mut Ui, text: &str, name: &str, on: bool| {
        let word = RichText::new(text).font(theme::medium(size::LABEL));
        let response = ui.add(Button::selectable(on, word));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, name));
        response.clicked()
    };
    for of in CheckKind::ALL {
        if chip(ui, kind(of), &format!("Check: {}", kind(of).to_lowercase()), only.kind == of) {
            actions.push(Action::CheckOnly(CheckOnly { kind: of, ..only.clone() }));
        }
    }
    let asked = scene.state.checking.at.filter(|item| crate::view::asked::found(scene.dossier, *item).is_some());
    if let Some(name) = &only.name {
        if chip(ui, &format!("“{}” ×", words::opening(name, 24)), "Check every name again", true) {
            actions.push(Action::CheckOnly(CheckOnly { name: None, ..only.clone() }));
        }
    } else if let Some(item @ Item::Mention(ix)) = asked {
        let name = scene.dossier.slice(scene.dossier.mention(ix).target).to_owned();
        if chip(ui, "This name", &format!("Check {} alone", answer::named(scene, item)), false) {
            actions.push(Action::CheckOnly(CheckOnly { name: Some(name), ..only.clone() }));
        }
    }
    if scene.dossier.documents.len() > 1 {
        let document = asked.map(|item| target(scene, item).document);
        let (on, wanted) = if only.document.is_some() { (true, None) } else { (false, document) };
        let name = if on { "Check every document again" } else { "Check this document alone" };
        if (on || wanted.is_some()) && chip(ui, if on { "This document ×" } else { "This document" }, name, on) {
            actions.push(Action::CheckOnly(CheckOnly { document: wanted, ..only.clone() }));
        }
    }
    let later = scene.state.checking.later.len();
    if later > 0 {
        ui.label(quiet(scene, format!("{} put off", words::number(later))));
    }
}

fn target(scene: &Scene<'_>, item: Item) -> Target {
    match item {
        Item::Mention(ix) => scene.dossier.mention(ix).target,
        Item::Passage(ix) => scene.dossier.passage(ix).target,
    }
}
