//! Passages as cards under their datelines.

use egui::{Align, CornerRadius, Frame, Label, Layout, Margin, Response, RichText, Sense, Stroke, Ui, UiBuilder, accesskit::Role};

use super::excerpt::excerpt;
use super::marks::Marking;
use super::page::quiet;
use super::why;
use super::{cite, form};
use crate::index::times::Relation;
use crate::report::ids::PassageIx;
use crate::report::passage::{Passage, Status, Target};
use crate::report::text::Span;
use crate::report::wording;
use crate::session::{Action, Hovered};
use crate::theme::{self, size};
use crate::view::{Scene, brush, words};

/// Draws the card of a passage.
pub fn card(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, actions: &mut Vec<Action>) {
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
    let before = actions.len();
    let card = ui.scope_builder(builder, |ui| frame.show(ui, |ui| contents(ui, scene, ix, actions))).response;
    describe(ui, scene, ix, chosen, &card);
    if card.gained_focus() {
        card.scroll_to_me(None);
    }
    if card.clicked() {
        actions.push(Action::ReadPassage(ix));
    }
    if card.contains_pointer() {
        // A mention on the card that is pointed at has the last word.
        actions.insert(before, Action::Hover(Some(Hovered::Passage(ix))));
    }
}

fn describe(ui: &Ui, scene: &Scene<'_>, ix: PassageIx, chosen: bool, card: &Response) {
    let name = format!("Passage {}", words::name(scene.state.clock, scene.dossier, ix));
    card.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, chosen, &name));
    brush::focus_ring(ui.painter(), card, card.rect, scene.palette.ink);
}

fn contents(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, actions: &mut Vec<Action>) {
    ui.set_width(ui.available_width());
    dateline(ui, scene, ix);
    let passage = scene.dossier.passage(ix);
    let reader = &scene.state.reader;
    let around = reader.around.contains(&ix);
    let target = if around { surroundings(scene, ix) } else { passage.target };
    let clue = passage.aside().clue.filter(|_| reader.why.contains(&ix));
    let mut marking = Marking::new(scene, target).with_clue(clue);
    if around {
        marking = marking.with_core(passage.target.span);
    }
    actions.extend(excerpt(ui, scene, &marking));
    ui.add_space(2.0);
    foot(ui, scene, ix, actions);
    if reader.why.contains(&ix) {
        why::show(ui, scene, ix);
    }
    if reader.editing.contains(&ix) {
        form::show(ui, scene, ix, actions);
    }
    more(ui, scene, ix, actions);
}

/// The dateline, and how it is known.
pub fn dateline(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx) {
    /// Where there is less room than this, in points, the status stands below the dateline.
    const NARROW: f32 = 280.0;
    let passage = scene.dossier.passage(ix);
    let inside = passage.when.is_some_and(|when| Relation::of(&when, scene.state.window) == Relation::Inside);
    let ink = if inside { scene.palette.window } else { scene.palette.mute };
    let words = scene.state.clock.dateline(scene.dossier, passage).replace("c. ", "c.\u{a0}");
    let line = RichText::new(words).font(theme::bold(size::LABEL)).color(ink);
    if ui.available_width() < NARROW {
        ui.add(Label::new(line).wrap());
        if passage.is_found() {
            ui.horizontal_wrapped(|ui| pills(ui, scene, passage));
        } else {
            pills(ui, scene, passage);
        }
        return;
    }
    ui.horizontal_top(|ui| {
        let room = (ui.available_width() - if passage.is_found() { 142.0 } else { 92.0 }).max(60.0);
        ui.allocate_ui_with_layout(egui::vec2(room, 16.0), Layout::left_to_right(Align::Min).with_main_wrap(true), |ui| {
            ui.add(Label::new(line).wrap());
        });
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            pills(ui, scene, passage);
        });
    });
}

/// How it is known, and that it was only found.
fn pills(ui: &mut Ui, scene: &Scene<'_>, passage: &Passage) {
    pill(ui, scene, passage.status.word(), Edge::of(passage.status));
    if passage.is_found() {
        pill(ui, scene, "found", Edge::Dotted);
    }
}

/// The paragraph around a passage; of a very long one the sentences around it.
fn surroundings(scene: &Scene<'_>, ix: PassageIx) -> Target {
    /// How many code points are shown on each side at most.
    const AROUND: usize = 700;
    let target = scene.dossier.passage(ix).target;
    let text = &scene.dossier.document(target.document).text;
    let lines = text.lines();
    let line = |point: usize| lines.get(text.line_of(point)).copied().unwrap_or(target.span);
    let (first, last) = (line(target.span.start), line(target.span.end.saturating_sub(1)));
    let mut span = Span { start: first.start.min(target.span.start), end: last.end.max(target.span.end) };
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '…');
    if target.span.start - span.start > AROUND {
        let from = target.span.start - AROUND;
        let before = text.slice(Span { start: from, end: target.span.start });
        span.start = from + before.chars().position(ends).map_or(0, |at| at + 1);
    }
    if span.end - target.span.end > AROUND {
        let after: Vec<char> = text.slice(Span { start: target.span.end, end: target.span.end + AROUND }).chars().collect();
        span.end = target.span.end + after.iter().rposition(|c| ends(*c)).map_or(AROUND, |at| at + 1);
    }
    Target { document: target.document, span }
}

/// A frameless word that does something.
pub fn word_button(ui: &mut Ui, scene: &Scene<'_>, text: &str, on: Option<bool>) -> Response {
    named_button(ui, scene, text, text, on)
}

/// A frameless word that does something, with a longer name for those who do not see what stands around it.
fn named_button(ui: &mut Ui, scene: &Scene<'_>, text: &str, name: &str, on: Option<bool>) -> Response {
    let can_be_on = on;
    let on = on == Some(true);
    let ink = if on { scene.palette.ink } else { scene.palette.mute };
    let word = RichText::new(text).font(theme::medium(size::LABEL)).color(ink);
    let response = ui.add(egui::Button::new(word).frame(false));
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(Role::Button, true, name);
        info.selected = can_be_on;
        info
    });
    if on {
        let line = response.rect.bottom() - 1.0;
        ui.painter().hline(response.rect.x_range(), line, Stroke::new(1.0, scene.palette.mute));
    }
    response
}

/// Who speaks, and what can be done with the passage.
fn foot(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, actions: &mut Vec<Action>) {
    /// The room that all buttons need in one row, in points, and more where the question is about place and date.
    const ONE_ROW: [f32; 2] = [436.0, 496.0];
    let passage = scene.dossier.passage(ix);
    let one_row = ONE_ROW[usize::from(passage.is_found())];
    let line = ui.add(Label::new(quiet(scene, attribution(scene, ix))).wrap());
    if let Some(knows) = why::knows(scene, ix) {
        line.on_hover_text(knows);
    }
    ui.spacing_mut().interact_size.y = 18.0;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding = egui::vec2(0.0, 0.0);
        ui.spacing_mut().item_spacing = egui::vec2(13.0, 2.0);
        let reader = &scene.state.reader;
        let around = word_button(ui, scene, "Context", Some(reader.around.contains(&ix)));
        if around.on_hover_text("Show the paragraph around this passage").clicked() {
            actions.push(Action::ToggleAround(ix));
        }
        let why = word_button(ui, scene, why::question(passage), Some(reader.why.contains(&ix)));
        if why.on_hover_text("Show which words give place and time, and how the speaker knows").clicked() {
            actions.push(Action::ToggleWhy(ix));
        }
        if passage.when.is_some()
            && word_button(ui, scene, "At the same time", None)
                .on_hover_text("Show what happened in all places at this time")
                .clicked()
        {
            actions.push(Action::SameTimeElsewhere(ix));
        }
        // Where they do not fit into one row, they are parted by meaning and not by chance.
        if ui.max_rect().width() < one_row {
            ui.end_row();
        }
        cite::menu(ui, scene, passage.target, actions);
        if word_button(ui, scene, "Open in report", None).on_hover_text("Read this passage in the whole text").clicked() {
            actions.push(Action::OpenInDocument(ix));
        }
        cite::edit(ui, scene, ix, actions);
        cite::star(ui, scene, ix, actions);
    });
}

/// Who else tells it, and who contradicts it: each leads to the accounts side by side.
fn more(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, actions: &mut Vec<Action>) {
    /// How many of the others are named; the rest is in the button for all.
    const NAMED: usize = 2;
    let accounts = scene.index.accounts(ix);
    let groups = [("contradicted by", &accounts.conflicts), ("also told by", &accounts.same)];
    if groups.iter().all(|(_, others)| others.is_empty()) {
        return;
    }
    ui.add_space(4.0);
    let line = ui.available_rect_before_wrap();
    ui.painter().hline(line.x_range(), line.top(), Stroke::new(1.0, scene.palette.rule));
    ui.add_space(4.0);
    // Rows of words need less height than rows of framed buttons.
    ui.spacing_mut().interact_size.y = 17.0;
    for (relation, others) in groups.into_iter().filter(|(_, others)| !others.is_empty()) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().button_padding = egui::vec2(0.0, 0.0);
            ui.spacing_mut().item_spacing = egui::vec2(10.0, 0.0);
            let mut named: Vec<&str> = Vec::new();
            for other in others {
                let voice = scene.dossier.passage(*other).voice;
                let who = voice.map_or("an unnamed voice", |voice| scene.dossier.voice(voice).name.as_str());
                if named.len() == NAMED || named.contains(&who) {
                    continue;
                }
                let name = format!("{relation} {who}");
                let text = if named.is_empty() { name.as_str() } else { who };
                if named_button(ui, scene, text, &name, None).on_hover_text("Compare the two accounts side by side").clicked() {
                    actions.push(Action::Compare(vec![ix, *other]));
                }
                named.push(who);
            }
            if others.len() > 1 {
                let all = format!("Compare all {}", others.len() + 1);
                if word_button(ui, scene, &all, None).clicked() {
                    actions.push(Action::Compare(std::iter::once(ix).chain(others.iter().copied()).collect()));
                }
            }
        });
    }
}

/// Who speaks, and in which report.
pub fn attribution(scene: &Scene<'_>, ix: PassageIx) -> String {
    let passage = scene.dossier.passage(ix);
    let who = words::attribution(scene.dossier, passage);
    let published = scene.dossier.part_of(passage.target).and_then(|part| part.published);
    published.map_or_else(|| who.clone(), |when| format!("{who} · report of {}", wording::when(&when)))
}

/// The edge around a word on a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Somebody vouches for it.
    Plain,
    /// Nobody does.
    Dashed,
    /// It was found, and nobody has looked at it.
    Dotted,
}

impl Edge {
    /// The edge of a status.
    #[must_use]
    pub fn of(status: Status) -> Self {
        if status.is_unverified() { Self::Dashed } else { Self::Plain }
    }
}

/// A word in a rounded frame.
pub fn pill(ui: &mut Ui, scene: &Scene<'_>, text: &str, edge: Edge) {
    let palette = scene.palette;
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::sans(size::LABEL), palette.mute);
    let (rect, response) = ui.allocate_exact_size(galley.size() + egui::vec2(14.0, 3.0), Sense::hover());
    match edge {
        Edge::Plain => drop(ui.painter().rect_stroke(rect, 8.0, Stroke::new(1.0, palette.border), egui::StrokeKind::Inside)),
        Edge::Dashed => ui.painter().extend(brush::dashed_rect(rect, Stroke::new(1.0, palette.mute))),
        Edge::Dotted => ui.painter().extend(brush::dotted_rect(rect, palette.mute)),
    }
    ui.painter().galley(rect.min + egui::vec2(7.0, 1.5), galley, palette.mute);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, text));
}
