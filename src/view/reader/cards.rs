//! Passages as cards under their datelines.

use egui::{
    Align, CornerRadius, Frame, Label, Layout, Margin, Response, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder,
    accesskit::Role,
};

use super::{cite, hits, marks, quiet};
use crate::index::times::{Relation, Window};
use crate::report::ids::{PassageIx, PlaceIx};
use crate::report::passage::{Mention, Subject};
use crate::report::wording;
use crate::session::{Action, Cards, Hovered, Scope};
use crate::theme::{self, size};
use crate::view::{Scene, words};

/// How many cards are laid out at most; the rest is one click away, and said to be there.
const MOST: usize = 120;

/// Draws the head and the cards.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, cards: &Cards) -> Vec<Action> {
    let mut actions = Vec::new();
    // The head stays where it is: how much is shown, and how much is not, must be seen at any time.
    Frame::NONE.inner_margin(Margin { left: 22, right: 22, top: 16, bottom: 8 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        head(ui, scene, cards, &mut actions);
    });
    let mut area = ScrollArea::vertical().id_salt("cards").auto_shrink(false);
    if is_new_list(ui, scene) {
        area = area.vertical_scroll_offset(0.0);
    }
    area.show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 22, right: 22, top: 4, bottom: 24 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            if cards.shown.is_empty() {
                empty(ui, scene, cards, &mut actions);
            }
            for (index, ix) in cards.shown.iter().take(MOST).enumerate() {
                if Some(index) == cards.wider_from {
                    ui.add_space(4.0);
                    ui.label(quiet(scene, "Not as close: these speak of a longer time that this window is a part of"));
                }
                card(ui, scene, *ix, &mut actions);
                ui.add_space(8.0);
            }
            if cards.shown.len() > MOST {
                let more = words::count(cards.shown.len() - MOST, "more passage");
                ui.label(quiet(scene, format!("{more}. Make the window narrower, or choose a place, to see them.")));
            }
        });
    });
    actions
}

/// Whether other passages are listed than in the frame before: then the list begins at its top.
fn is_new_list(ui: &Ui, scene: &Scene<'_>) -> bool {
    let state = scene.state;
    let key = (state.selection.place, state.scope, state.window);
    let id = egui::Id::unique("cards listed");
    ui.data_mut(|data| {
        let before = data.get_temp::<(Option<PlaceIx>, Scope, Window)>(id);
        data.insert_temp(id, key);
        before != Some(key)
    })
}

/// The place in its names, and how much of it is shown and how much is not.
fn head(ui: &mut Ui, scene: &Scene<'_>, cards: &Cards, actions: &mut Vec<Action>) {
    let title = scene.state.selection.place.map_or("All places", |ix| &scene.dossier.place(ix).title);
    let response = ui.add(Label::new(RichText::new(title).font(theme::serif_bold(size::HEADING))).wrap());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Heading, true, title));
    if let Some(ix) = scene.state.selection.place {
        let names = scene.dossier.place(ix).other_names();
        if !names.is_empty() {
            ui.add(Label::new(quiet(scene, names.join(" · "))).truncate()).on_hover_text(names.join(" · "));
        }
    }
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let here = if scene.state.selection.place.is_some() { "here " } else { "" };
        let switches = [
            (Scope::Inside, cards.inside, format!("{} {here}in the window", words::number(cards.inside))),
            (Scope::Spanning, cards.spanning, format!("{} about longer times", words::number(cards.spanning))),
            (Scope::Outside, cards.outside, format!("{} at other times", words::number(cards.outside))),
            (Scope::Undated, cards.undated, format!("{} undated", words::number(cards.undated))),
        ];
        for (scope, count, text) in switches {
            let chosen = scene.state.scope == scope;
            if count == 0 && matches!(scope, Scope::Undated | Scope::Spanning) && !chosen {
                continue;
            }
            let ink = if chosen { scene.palette.ink } else { scene.palette.mute };
            let button = egui::Button::selectable(chosen, RichText::new(text).font(theme::medium(size::LABEL)).color(ink));
            if ui.add(button).clicked() {
                actions.push(Action::SetScope(scope));
            }
        }
        if scene.state.selection.place.is_some() && ui.button(RichText::new("all places").font(theme::sans(size::LABEL))).clicked()
        {
            actions.push(Action::SelectPlace(None));
        }
    });
}

/// Filtered is never mistaken for absent: says what there would be, and offers it.
fn empty(ui: &mut Ui, scene: &Scene<'_>, cards: &Cards, actions: &mut Vec<Action>) {
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
    if let Some(first) = scene.dossier.mentions.iter().find(named).filter(|_| nowhere)
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

fn card(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, actions: &mut Vec<Action>) {
    let palette = scene.palette;
    let chosen = scene.state.selection.passage == Some(ix);
    let edge = if chosen { Stroke::new(1.5, palette.window) } else { Stroke::new(1.0, palette.rule) };
    let frame = Frame::NONE
        .fill(palette.card)
        .stroke(edge)
        .corner_radius(CornerRadius::same(theme::RADIUS + 1))
        .inner_margin(Margin::symmetric(15, 11));
    // The card senses clicks below what is on it, so that its buttons win.
    let builder = UiBuilder::new().id_salt(("card", ix.0)).sense(Sense::click());
    let card = ui.scope_builder(builder, |ui| frame.show(ui, |ui| contents(ui, scene, ix, actions))).response;
    describe(ui, scene, ix, chosen, &card);
    if chosen && scene.state.reading.is_some_and(|reading| newly(ui, card.id, reading.request)) {
        card.scroll_to_me(None);
    }
    if card.clicked() {
        actions.push(Action::ReadPassage(ix));
    }
    if card.contains_pointer() {
        actions.push(Action::Hover(Some(Hovered::Passage(ix))));
    }
}

fn describe(ui: &Ui, scene: &Scene<'_>, ix: PassageIx, chosen: bool, card: &Response) {
    let name = format!("Passage {}", words::name(scene.dossier, ix));
    card.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, chosen, &name));
    crate::view::brush::focus_ring(ui.painter(), card, card.rect, scene.palette.ink);
}

/// Whether a request to bring something into view was not yet answered.
fn newly(ui: &Ui, id: egui::Id, request: u32) -> bool {
    let key = id.with("request");
    ui.data_mut(|data| {
        let seen = data.get_temp::<u32>(key) == Some(request);
        data.insert_temp(key, request);
        !seen
    })
}

fn contents(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, actions: &mut Vec<Action>) {
    let passage = scene.dossier.passage(ix);
    let palette = scene.palette;
    let inside = passage.when.is_some_and(|when| Relation::of(&when, scene.state.window) == Relation::Inside);
    ui.set_width(ui.available_width());
    ui.horizontal_top(|ui| {
        let status = passage.status.word();
        let room = ui.available_width() - 92.0;
        ui.allocate_ui_with_layout(egui::vec2(room, 16.0), Layout::left_to_right(Align::Min).with_main_wrap(true), |ui| {
            let ink = if inside { palette.window } else { palette.mute };
            let line = RichText::new(words::dateline(scene.dossier, passage).replace("c. ", "c.\u{a0}"))
                .font(theme::bold(size::LABEL))
                .color(ink);
            ui.add(Label::new(line).wrap());
        });
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| pill(ui, scene, status, passage.status.is_unverified()));
    });
    let (job, _) = marks::job(scene, passage.target, &theme::serif(size::READING), palette.ink, ui.available_width());
    ui.add(Label::new(hits::lit(scene, passage.target, job)).wrap());
    ui.add_space(2.0);
    foot(ui, scene, ix, actions);
}

/// Who speaks, and what can be done with the passage; the two never run into each other.
fn foot(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, actions: &mut Vec<Action>) {
    /// The room that the buttons need, in points.
    const BUTTONS: f32 = 172.0;
    ui.horizontal_top(|ui| {
        let room = egui::vec2((ui.available_width() - BUTTONS).max(80.0), 16.0);
        ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
            ui.add(Label::new(quiet(scene, attribution(scene, ix))).wrap());
        });
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            ui.spacing_mut().button_padding = egui::vec2(4.0, 0.0);
            let word = |text: &str| RichText::new(text).font(theme::medium(size::LABEL)).color(scene.palette.mute);
            cite::star(ui, scene, ix, actions);
            cite::menu(ui, scene, scene.dossier.passage(ix).target, actions);
            if ui.add(egui::Button::new(word("Open in report")).frame(false)).on_hover_text("Read it in the whole text").clicked() {
                actions.push(Action::OpenInDocument(ix));
            }
        });
    });
}

/// Who speaks, and in which report.
fn attribution(scene: &Scene<'_>, ix: PassageIx) -> String {
    let passage = scene.dossier.passage(ix);
    let who = words::attribution(scene.dossier, passage);
    let published = scene.dossier.part_of(passage.target).and_then(|part| part.published);
    published.map_or_else(|| who.clone(), |when| format!("{who} · report of {}", wording::when(&when)))
}

/// The status, in a rounded frame; a dashed one where nobody vouches for it.
fn pill(ui: &mut Ui, scene: &Scene<'_>, text: &str, dashed: bool) {
    let palette = scene.palette;
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::sans(size::LABEL), palette.mute);
    let (rect, response) = ui.allocate_exact_size(galley.size() + egui::vec2(14.0, 3.0), Sense::hover());
    if dashed {
        ui.painter().extend(crate::view::brush::dashed_rect(rect, Stroke::new(1.0, palette.mute)));
    } else {
        ui.painter().rect_stroke(rect, 8.0, Stroke::new(1.0, palette.border), egui::StrokeKind::Inside);
    }
    ui.painter().galley(rect.min + egui::vec2(7.0, 1.5), galley, palette.mute);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, text));
}
