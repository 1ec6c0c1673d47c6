//! The question itself: the words among others, what was understood, and why.

use egui::{
    Align, CornerRadius, EventFilter, Frame, Grid, Id, Label, Layout, Margin, Rect, RichText, Sense, Stroke, TextFormat, Ui,
    WidgetInfo, accesskit::Role,
};

use super::question::Question;
use crate::report::passage::Target;
use crate::session::Action;
use crate::theme::{self, size};
use crate::view::Scene;
use crate::view::reader::cards::word_button;
use crate::view::reader::marks::Marking;
use crate::view::reader::page::quiet;
use crate::view::reader::spot::{Spot, behind};

/// The size of what was understood, in points.
const TITLE: f32 = 19.0;

/// Draws it. `brief` leaves out why: below it something is typed or looked through. `heard` is what has the keyboard for those who
/// hear the window, and what is read out with it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, question: &Question, brief: bool, heard: ([Id; 2], &str), actions: &mut Vec<Action>) {
    let palette = scene.palette;
    let frame = Frame::NONE
        .fill(palette.card)
        .stroke(Stroke::new(1.0, palette.rule))
        .corner_radius(CornerRadius::same(theme::RADIUS + 1))
        .inner_margin(Margin::symmetric(15, 12));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        words(ui, scene, question);
    });
    ui.add_space(6.0);
    ui.spacing_mut().interact_size.y = 16.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().button_padding = egui::vec2(0.0, 0.0);
        ui.label(RichText::new(question.kind.to_uppercase()).font(theme::bold(size::LABEL)).color(palette.mute));
        ui.label(quiet(scene, &question.sure));
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            let open = word_button(ui, scene, "Open in report", None).on_hover_text("Read these words in the whole text");
            if open.clicked() {
                actions.push(Action::ShowText(Target { span: question.text.words, ..question.text.target }));
            }
        });
    });
    let title = RichText::new(&question.title).font(theme::serif_bold(TITLE)).color(palette.ink);
    let (at, galley, response) = Label::new(title).wrap().layout_in_ui(ui);
    ui.painter().galley(at, galley, palette.ink);
    hear(ui, response.rect, question, heard);
    if brief {
        ui.add_space(4.0);
        return;
    }
    for line in &question.lines {
        ui.add(Label::new(RichText::new(line).font(theme::sans(size::TEXT)).color(palette.ink)).wrap());
    }
    facts(ui, scene, question);
    if !question.why.is_empty() {
        ui.add_space(2.0);
    }
    for why in &question.why {
        ui.add(Label::new(RichText::new(why).font(theme::sans(size::LABEL + 0.5)).color(palette.mute)).wrap());
    }
    ui.add_space(8.0);
}

/// What those hear who hear the window: all of the question, from one node that can have the keyboard; and the node of the question
/// before, which says nothing.
fn hear(ui: &Ui, rect: Rect, question: &Question, ([id, before], said): ([Id; 2], &str)) {
    let silent = ui.interact(Rect::from_min_size(rect.min, egui::Vec2::ZERO), before, Sense::hover());
    silent.widget_info(|| WidgetInfo::labeled(Role::Heading, false, ""));
    let heard = ui.interact(rect, id, Sense::focusable_noninteractive());
    heard.widget_info(|| WidgetInfo::labeled(Role::Heading, true, said));
    let why = question.why.join(" ");
    if !why.is_empty() {
        ui.ctx().accesskit_node_builder(id, |node| node.set_description(why));
    }
    if heard.has_focus() {
        // The arrows lead to other questions, and not to other widgets.
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    }
}

/// Place, time, voice and status of a passage.
fn facts(ui: &mut Ui, scene: &Scene<'_>, question: &Question) {
    /// How wide the names of the facts are, in points.
    const NAMES: f32 = 76.0;
    if question.facts.is_empty() {
        return;
    }
    ui.add_space(2.0);
    let room = ui.available_width() - NAMES - 12.0;
    Grid::new("facts").num_columns(2).spacing([12.0, 3.0]).min_col_width(NAMES).show(ui, |ui| {
        for (name, fact) in &question.facts {
            ui.with_layout(Layout::top_down(Align::Min), |ui| ui.label(quiet(scene, *name)));
            ui.scope(|ui| {
                ui.set_max_width(room);
                ui.add(Label::new(RichText::new(fact).font(theme::sans(size::TEXT)).color(scene.palette.ink)).wrap());
            });
            ui.end_row();
        }
    });
}

/// The words that are asked about in their sentence, and the sentence among others.
fn words(ui: &mut Ui, scene: &Scene<'_>, question: &Question) {
    let (palette, stretch) = (scene.palette, &question.text);
    let marking = Marking::bare(stretch.target).with_core(stretch.sentence);
    let mut job = marking.job(ui, scene, &theme::serif(size::READING), palette.ink, ui.available_width());
    if stretch.is_cut(scene.dossier) {
        job.append(" …", 0.0, TextFormat::simple(theme::serif(size::READING), palette.mute));
    }
    let (at, galley, response) = Label::new(job).wrap().layout_in_ui(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, scene.dossier.slice(stretch.target)));
    let spot = Spot::new(galley, at, stretch.target);
    let start = stretch.target.span.start;
    // Of a passage, all of it is asked about, and only what gives its time is marked.
    let (marked, fill, line) = match question.kind {
        "Passage" => (stretch.clue, palette.time_mark, palette.time_rule),
        "Time" => (Some(stretch.words), palette.time_mark, palette.time_rule),
        _ => (Some(stretch.words), palette.place_mark, palette.window),
    };
    let rects = marked.map(|span| spot.rects(span.start - start..span.end - start));
    for rect in rects.into_iter().flatten() {
        let mark = behind(rect);
        ui.painter().rect_filled(mark, 3.0, fill);
        ui.painter().hline(rect.x_range(), mark.bottom() - 0.5, Stroke::new(2.0, line));
    }
    ui.painter().galley(at, spot.galley.clone(), palette.ink);
}
