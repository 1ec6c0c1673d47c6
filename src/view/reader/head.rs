//! The head of the passages: the place in its names, how much of it is shown, and how much is not.

use egui::{Align, CornerRadius, Label, Layout, Rect, RichText, Sense, Stroke, StrokeKind, Ui, accesskit::Role, pos2, vec2};

use super::quiet;
use crate::report::passage::{Mention, Subject};
use crate::session::{Action, Cards, Scope};
use crate::theme::{self, size};
use crate::view::{Scene, brush, words};

/// Draws the head.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, cards: &Cards, actions: &mut Vec<Action>) {
    let place = scene.state.selection.place;
    let title = place.map_or("All places", |ix| &scene.dossier.place(ix).title);
    let way_out = place.map(|_| ("All places", "Passages of every place"));
    if titled(ui, scene, title, way_out) {
        actions.push(Action::SelectPlace(None));
    }
    if let Some(ix) = place {
        let names = scene.dossier.place(ix).other_names();
        if !names.is_empty() {
            ui.add(Label::new(quiet(scene, names.join(" · "))).truncate()).on_hover_text(names.join(" · "));
        }
    }
    ui.add_space(6.0);
    switches(ui, scene, cards, actions);
}

/// A heading, with a quiet button at its right end; returns whether that was clicked.
pub fn titled(ui: &mut Ui, scene: &Scene<'_>, title: &str, button: Option<(&str, &str)>) -> bool {
    /// The room that the button needs, in points.
    const BUTTON: f32 = 110.0;
    let mut clicked = false;
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - if button.is_some() { BUTTON } else { 0.0 };
        ui.allocate_ui_with_layout(vec2(room.max(80.0), 28.0), Layout::top_down(Align::Min), |ui| {
            let heading = ui.add(Label::new(RichText::new(title).font(theme::serif_bold(size::HEADING))).wrap());
            heading.widget_info(|| egui::WidgetInfo::labeled(Role::Heading, true, title));
        });
        let Some((text, hint)) = button else { return };
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            ui.spacing_mut().button_padding = vec2(0.0, 6.0);
            let word = RichText::new(text).font(theme::medium(size::LABEL)).color(scene.palette.mute);
            clicked = ui.add(egui::Button::new(word).frame(false)).on_hover_text(hint).clicked();
        });
    });
    clicked
}

/// One of the four numbers.
struct Switch {
    scope: Scope,
    count: usize,
    text: &'static str,
}

/// The four numbers that add up to all there is, each a switch, in one row of equal fields.
fn switches(ui: &mut Ui, scene: &Scene<'_>, cards: &Cards, actions: &mut Vec<Action>) {
    let here = if scene.state.selection.place.is_some() { "here in the window" } else { "in the window" };
    let switches = [
        Switch { scope: Scope::Inside, count: cards.inside, text: here },
        Switch { scope: Scope::Spanning, count: cards.spanning, text: "about longer times" },
        Switch { scope: Scope::Outside, count: cards.outside, text: "at other times" },
        Switch { scope: Scope::Undated, count: cards.undated, text: "undated" },
    ];
    let width = ui.available_width() / 4.0;
    let labels = switches.each_ref().map(|switch| {
        let mut job =
            egui::text::LayoutJob::simple(switch.text.to_owned(), theme::sans(size::LABEL), scene.palette.mute, width - 12.0);
        job.halign = Align::Center;
        ui.painter().layout_job(job)
    });
    let tallest = labels.iter().map(|galley| galley.size().y).fold(0.0, f32::max);
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0 + tallest), Sense::hover());
    ui.painter().rect_stroke(row, f32::from(theme::RADIUS), Stroke::new(1.0, scene.palette.rule), StrokeKind::Inside);
    let mut left = row.left();
    for (index, (switch, label)) in switches.iter().zip(labels).enumerate() {
        let field = Rect::from_min_size(pos2(left, row.top()), vec2(width, row.height()));
        left = field.right();
        if index > 0 {
            ui.painter().vline(field.left(), field.y_range().shrink(8.0), Stroke::new(1.0, scene.palette.rule));
        }
        if draw(ui, scene, switch, &label, field) {
            actions.push(Action::SetScope(switch.scope));
        }
    }
}

/// Draws one number; returns whether it was chosen.
fn draw(ui: &Ui, scene: &Scene<'_>, switch: &Switch, label: &std::sync::Arc<egui::Galley>, field: Rect) -> bool {
    let palette = scene.palette;
    let chosen = scene.state.scope == switch.scope;
    let id = ui.scope_id().with(("scope", switch.text));
    let response = ui.interact(field, id, Sense::click());
    let number = words::number(switch.count);
    let name = format!("{number} {}", switch.text);
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, chosen, &name));
    if chosen || response.hovered() {
        let fill = if chosen { palette.card } else { palette.ground };
        ui.painter().rect_filled(field.shrink(1.0), CornerRadius::same(theme::RADIUS - 1), fill);
    }
    if chosen {
        let line = Rect::from_min_max(field.left_bottom() + vec2(12.0, -2.5), field.right_bottom() - vec2(12.0, 0.5));
        ui.painter().rect_filled(line, 1.0, palette.window);
    }
    let ink = match switch.scope {
        _ if switch.count == 0 => palette.mute,
        Scope::Inside => palette.window,
        _ => palette.ink,
    };
    let font = theme::serif_bold(size::TITLE);
    ui.painter().text(pos2(field.center().x, field.top() + 6.0), egui::Align2::CENTER_TOP, number, font, ink);
    ui.painter().galley(pos2(field.center().x, field.top() + 27.0), label.clone(), palette.mute);
    brush::focus_ring(ui.painter(), &response, field.shrink(4.0), palette.ink);
    response.clicked()
}

/// Filtered is never mistaken for absent: says what there would be, and offers it.
pub fn empty(ui: &mut Ui, scene: &Scene<'_>, cards: &Cards, actions: &mut Vec<Action>) {
    let place = scene.state.selection.place;
    let nowhere = cards.inside + cards.spanning + cards.outside + cards.undated == 0;
    let text = match scene.state.scope {
        Scope::Inside if place.is_some() && nowhere => "This place is only mentioned; no passage speaks of it.",
        Scope::Inside => "No passage in this window.",
        Scope::Spanning => "No passage speaks of a longer time around this window.",
        Scope::Outside => "No passages at other times.",
        Scope::Undated => "No passages without a date.",
    };
    ui.add(Label::new(RichText::new(text).color(scene.palette.mute)).wrap());
    if scene.state.scope == Scope::Inside {
        let offers = [
            (Scope::Spanning, cards.spanning, "about longer times"),
            (Scope::Outside, cards.outside, "at other times"),
            (Scope::Undated, cards.undated, "without a date"),
        ];
        for (scope, count, what) in offers {
            if count > 0 && ui.button(format!("Show {} {what}", words::count(count, "passage"))).clicked() {
                actions.push(Action::SetScope(scope));
            }
        }
    }
    let named = |mention: &&Mention| matches!(mention.subject, Subject::Place(ix) if Some(ix) == place);
    // Asked only where there is nothing else: it walks over all mentions.
    if nowhere
        && let Some(first) = scene.dossier.mentions.iter().find(named)
        && ui.button("Read where it is mentioned").clicked()
    {
        actions.push(Action::ShowText(first.target));
    }
    if !scene.state.filter.is_empty() {
        ui.add(Label::new(quiet(scene, "What is searched for or filtered out, named above, leaves out the rest.")).wrap());
        if ui.button("Show all passages").clicked() {
            actions.push(Action::ClearFilter);
        }
    }
}
