//! Drawing a paragraph: its text, what is marked in it, its passages in the margin, its notes.

use egui::{
    CursorIcon, Id, Pos2, Rect, Response, RichText, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetRect, accesskit::Role, pos2,
    vec2,
};

use super::laid::{Laid, NOTE_FOOT, NOTE_HEAD, NOTE_INDENT, Note, TAIL};
use super::layout::{Face, Piece, Tail, note_of};
use super::marks::{self, Marking};
use super::mentions::mentions;
use super::sheet::GUTTER;
use super::spot::Spot;
use super::{hits, selection};
use crate::index::times::Relation;
use crate::report::outside::closed;
use crate::report::passage::Target;
use crate::report::text::Span;
use crate::session::{Action, Hovered};
use crate::theme::{self, icon, size};
use crate::view::{Scene, brush, words};

/// Draws a paragraph and returns what the user did with it. `left` is the left edge of the column.
pub fn draw(ui: &mut Ui, scene: &Scene<'_>, piece: &Piece, laid: &Laid, spot: &Spot, left: f32) -> Vec<Action> {
    let palette = scene.palette;
    read_aloud(ui, scene, piece, spot);
    highlight(ui, scene, piece.target, spot);
    if piece.setting.ruled {
        let x = spot.at.x - 12.0;
        // From paragraph to paragraph of one quotation it does not break.
        let (top, bottom) = (spot.at.y - piece.setting.above + 2.0, spot.bottom() + 2.0);
        ui.painter().line_segment([pos2(x, top), pos2(x, bottom)], Stroke::new(2.0, palette.rule));
    }
    let mut actions = margin(ui, scene, piece.target, spot, left);
    marks::paint(ui, scene, &laid.marking, spot, if piece.setting.body { 1.0 } else { 0.45 });
    if let Some(range) = selection::within(scene, piece.target) {
        selection::paint(ui, scene, &spot.rects(range));
    }
    hits::mark(ui, scene, piece.target, spot);
    ui.painter().galley(spot.at, spot.galley.clone(), piece.setting.ink(palette));
    actions.extend(piece.leads_to.and_then(|heading| entry(ui, scene, heading, spot)));
    actions.extend(mentions(ui, scene, &laid.marking, spot));
    actions.extend(references(ui, scene, &laid.marking, spot));
    let mut below = pos2(spot.at.x, spot.bottom());
    if let Some(tail) = &piece.tail {
        actions.extend(draw_tail(ui, scene, tail, below));
        below.y += TAIL;
    }
    if let Some(note) = &laid.note {
        let right = left + (spot.at.x - left) + spot.galley.job.wrap.max_width;
        actions.extend(draw_note(ui, scene, note, below, right));
    }
    actions
}

/// The words for those who have them read aloud.
fn read_aloud(ui: &Ui, scene: &Scene<'_>, piece: &Piece, spot: &Spot) {
    let rect = Rect::from_min_size(spot.at, spot.galley.size());
    let node = ui.interact(rect, words_id(ui, piece), Sense::focusable_noninteractive());
    let is_heading = piece.setting.face == Face::Bold && !piece.setting.body;
    let role = if is_heading { Role::Heading } else { Role::Paragraph };
    node.widget_info(|| egui::WidgetInfo::labeled(role, true, scene.dossier.slice(piece.target)));
    brush::focus_ring(ui.painter(), &node, rect.expand(3.0), scene.palette.ink);
    if node.gained_focus() {
        // What comes next is laid out where it is in view, and only then can be reached.
        ui.scroll_to_rect(rect.expand2(vec2(0.0, BEYOND)), None);
    }
}

/// How far around a paragraph that has the keyboard is brought into view, in points.
const BEYOND: f32 = 90.0;

fn words_id(ui: &Ui, piece: &Piece) -> Id {
    ui.scope_id().with(("words", piece.target.span.start))
}

/// The row of a paragraph that has the keyboard, or in which something has it: there one reads.
pub fn read(ui: &Ui, piece: &Piece, spot: &Spot, focused: &WidgetRect) -> Option<Span> {
    let is_whole = focused.id == words_id(ui, piece);
    let at = focused.rect.center();
    // The lines of passages stand in the margin beside it.
    let room = Rect::from_min_size(spot.at, spot.galley.size()).expand2(vec2(GUTTER, 0.0));
    let is_here = is_whole || (focused.layer_id == ui.layer_id() && room.contains(at));
    spot.rows().find(|(rect, _)| is_here && (is_whole || rect.bottom() > at.y)).map(|(_, row)| row)
}

/// Brings out the passage that is read, and the one that is pointed at elsewhere.
fn highlight(ui: &Ui, scene: &Scene<'_>, target: Target, spot: &Spot) {
    let pointed = match scene.state.hovered {
        Some(Hovered::Passage(ix)) => Some(ix),
        _ => None,
    };
    for (ix, fill) in [(pointed, scene.palette.window_tint), (scene.state.selection.passage, scene.palette.card)] {
        let Some(range) = ix.and_then(|ix| part_of(scene.dossier.passage(ix).target, target)) else { continue };
        for rect in spot.rects(range) {
            ui.painter().rect_filled(rect.expand2(vec2(2.0, 0.0)), 2.0, fill);
        }
    }
}

/// The part of a paragraph that a passage covers, in code points of the paragraph.
fn part_of(passage: Target, piece: Target) -> Option<std::ops::Range<usize>> {
    if passage.document != piece.document || !passage.span.overlaps(piece.span) {
        return None;
    }
    let start = piece.span.start;
    Some(passage.span.start.max(start) - start..passage.span.end.min(piece.span.end) - start)
}

/// A quiet line in the margin for every passage: what is annotated can be seen, and selected.
fn margin(ui: &Ui, scene: &Scene<'_>, piece: Target, spot: &Spot, left: f32) -> Vec<Action> {
    /// How many passages at one place get lines of their own; more are rare.
    const LANES: usize = 3;
    let palette = scene.palette;
    let mut actions = Vec::new();
    let mut ends = [f32::NEG_INFINITY; LANES];
    for ix in scene.index.telling().passages_in(scene.dossier, piece) {
        let passage = scene.dossier.passage(ix);
        let rects = part_of(passage.target, piece).map(|range| spot.rects(range)).unwrap_or_default();
        let (Some(first), Some(last)) = (rects.first(), rects.last()) else { continue };
        let (top, bottom) = (first.top() + 3.0, last.bottom() - 3.0);
        let lane = ends.iter().position(|end| *end <= top).unwrap_or(LANES - 1);
        ends[lane] = bottom;
        let chosen = scene.state.selection.passage == Some(ix);
        let inside = passage.when.is_some_and(|when| Relation::of(&when, scene.state.window) == Relation::Inside);
        #[expect(clippy::cast_precision_loss, reason = "a small number of lanes")]
        let x = left - 8.0 - 4.0 * lane as f32;
        let (wide, ink) = match (chosen, inside) {
            (true, _) => (3.0, palette.window),
            (_, true) => (2.0, palette.window.gamma_multiply(0.55)),
            _ => (2.0, palette.border),
        };
        let bar = Rect::from_min_max(pos2(x - wide, top), pos2(x, bottom));
        ui.painter().rect_filled(bar, 1.0, ink);
        let id = ui.scope_id().with(("passage", ix.0, piece.span.start));
        let response = ui.interact(bar.expand2(vec2(1.5, 2.0)), id, Sense::click());
        let name = format!("Passage {}", words::name(scene.state.clock, scene.dossier, ix));
        response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, chosen, &name));
        brush::focus_ring(ui.painter(), &response, bar, palette.ink);
        if response.clicked() {
            actions.push(Action::ReadPassage(ix));
        }
        if response.hovered() {
            actions.push(Action::Hover(Some(Hovered::Passage(ix))));
        }
        let who = words::attribution(scene.dossier, passage);
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(format!(
            "{}\n{who}, {}",
            scene.state.clock.dateline(scene.dossier, passage),
            passage.status.word()
        ));
    }
    actions
}

/// A line of the text's own contents leads to its heading. Mentions in it are drawn later and win.
fn entry(ui: &Ui, scene: &Scene<'_>, heading: Target, spot: &Spot) -> Option<Action> {
    let rect = Rect::from_min_size(spot.at, spot.galley.size());
    let response = ui.interact(rect, ui.scope_id().with(("entry", heading.span.start)), Sense::click());
    let name = format!("Go to {}", closed(scene.dossier.slice(heading).trim()));
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Link, true, &name));
    brush::focus_ring(ui.painter(), &response, rect, scene.palette.ink);
    if response.hovered() {
        ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(1.0, scene.palette.mute));
    }
    response.on_hover_cursor(CursorIcon::PointingHand).clicked().then_some(Action::ShowText(heading))
}

/// The numbers of footnotes: a click opens the note in place, another one closes it.
fn references(ui: &Ui, scene: &Scene<'_>, marking: &Marking, spot: &Spot) -> Vec<Action> {
    let mut actions = Vec::new();
    for reference in &marking.references {
        let known = note_of(scene.dossier, reference.target).is_some();
        let open = scene.state.reader.note == Some(reference.target);
        for rect in spot.rects(reference.range.clone()) {
            let id = ui.scope_id().with(("reference", reference.target.span.start));
            let response = ui.interact(rect.expand(2.0), id, Sense::click());
            let name = format!("Note {}", reference.label);
            response.widget_info(|| egui::WidgetInfo::selected(Role::Link, known, open, &name));
            brush::focus_ring(ui.painter(), &response, rect, scene.palette.ink);
            if response.clicked() && known {
                actions.push(Action::OpenNote((!open).then_some(reference.target)));
            }
            let what = if known { name } else { format!("{name} is not in this document") };
            response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(what);
        }
    }
    actions
}

/// A frameless button in the small sans, with its upper left corner there.
fn small_button(ui: &mut Ui, scene: &Scene<'_>, at: Pos2, text: &str) -> Response {
    let word = RichText::new(text).font(theme::medium(size::LABEL)).color(scene.palette.mute);
    let room = Rect::from_min_size(at, vec2(260.0, 18.0));
    let mut child = ui.new_child(UiBuilder::new().id_salt((text, at.y.to_bits())).max_rect(room));
    child.spacing_mut().button_padding = vec2(0.0, 0.0);
    child.spacing_mut().interact_size.y = 16.0;
    child.add(egui::Button::new(word).frame(false))
}

fn draw_tail(ui: &mut Ui, scene: &Scene<'_>, tail: &Tail, at: Pos2) -> Option<Action> {
    match tail {
        Tail::Source(name) => {
            let font = theme::sans(size::LABEL);
            ui.painter().text(at + vec2(0.0, 5.0), egui::Align2::LEFT_TOP, format!("— {name}"), font, scene.palette.mute);
            None
        }
        Tail::Return(reference) => {
            let button = small_button(ui, scene, at + vec2(0.0, 4.0), &format!("{} Back to the text", icon::RETURN));
            button.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, "Back to the text"));
            button.clicked().then_some(Action::ShowText(*reference))
        }
    }
}

/// The note below the paragraph that refers to it.
fn draw_note(ui: &mut Ui, scene: &Scene<'_>, note: &Note, at: Pos2, right: f32) -> Vec<Action> {
    let palette = scene.palette;
    let frame = Rect::from_min_max(pos2(at.x, at.y + 8.0), pos2(right, at.y + NOTE_HEAD + note.height + NOTE_FOOT - 4.0));
    ui.painter().rect(frame, f32::from(theme::RADIUS), palette.card, Stroke::new(1.0, palette.rule), StrokeKind::Inside);
    let accent = Rect::from_min_max(frame.min + vec2(0.0, 6.0), pos2(frame.left() + 2.5, frame.bottom() - 6.0));
    ui.painter().rect_filled(accent, 1.0, palette.window);
    let mut actions = Vec::new();
    let row = frame.top() + 6.0;
    let label = note.marking.target;
    if small_button(ui, scene, pos2(frame.left() + NOTE_INDENT, row), "Show in the list of notes").clicked() {
        actions.push(Action::ShowText(label));
    }
    if small_button(ui, scene, pos2(right - NOTE_INDENT - 62.0, row), "Close note").clicked() {
        actions.push(Action::OpenNote(None));
    }
    let spot = note.spot(ui, frame.min);
    marks::paint(ui, scene, &note.marking, &spot, 1.0);
    hits::mark(ui, scene, note.marking.target, &spot);
    ui.painter().galley(spot.at, spot.galley.clone(), palette.ink);
    actions.extend(mentions(ui, scene, &note.marking, &spot));
    actions
}
