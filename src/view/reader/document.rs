//! The whole text, set to be read: only what is visible is laid out.

use std::collections::BTreeMap;

use egui::{Pos2, Rect, Response, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use super::laid::Laid;
use super::layout::{self, Piece, pieces};
use super::page::{MARGIN, page_keys};
use super::sheet::{self, GUTTER, Seen, TextKey};
use super::spot::Spot;
use super::stack::{Stack, View};
use super::{contents, empty, ends, pages, ribbon, selection, text, toolbar};
use crate::edit::{Deed, MentionChange};
use crate::report::ids::DocumentIx;
use crate::report::outside::closed;
use crate::report::passage::Target;
use crate::report::text::Span;
use crate::session::{Action, ChosenMention, ReadingPosition, Toggle};
use crate::theme::size;
use crate::view::{Scene, holding, parts, pick, words};

/// The paragraphs of a document, those that are visible laid out.
#[derive(Default)]
pub struct Layouts {
    text: Option<TextKey>,
    page: Option<PageKey>,
    pieces: Vec<Piece>,
    /// Where the pages of the original begin, with their labels.
    pages: Vec<(usize, String)>,
    stack: Stack,
    laid: BTreeMap<usize, Laid>,
    contents: contents::List,
    ribbon: ribbon::Ribbon,
    /// The last request to bring a stretch of text into view that was answered.
    answered: Option<u32>,
    /// Where to scroll in the next frame.
    pending: Option<f32>,
    /// What was seen in the last frame.
    seen: Option<View>,
    /// A code point in the row at which one reads, to be found again when the text is set anew.
    held: usize,
    /// How far below the upper edge that row stands, in points.
    held_at: f64,
}

/// What decides how they are laid out.
#[derive(Clone, Copy, PartialEq)]
struct PageKey {
    text: TextKey,
    width: f32,
    dark: bool,
    pixels_per_point: f32,
}

/// The measure in units of the text's size: about 70 characters of the reading face.
const MEASURE: f32 = 33.0;
/// How far beyond the visible part text is laid out, so that corrections happen out of sight, in points.
const BEYOND: f64 = 600.0;
/// The space below the last paragraph.
const FOOT: f32 = 120.0;
/// The share of the view at which one reads, from its upper edge.
const EYE: f64 = 1.0 / 3.0;

/// Draws the document that is being read.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, layouts: &mut Layouts) -> Vec<Action> {
    if scene.dossier.documents.is_empty() {
        let sentence = "The whole text of the report would be here, but this dossier has none.";
        let clicked = ui.scope_builder(UiBuilder::new().max_rect(ui.max_rect().shrink2(vec2(MARGIN, 16.0))), |ui| {
            empty::show(ui, scene, sentence, "Show what was read")
        });
        return clicked.inner.then_some(Action::Toggle(Toggle::About)).into_iter().collect();
    }
    let document = scene.state.reading.map_or(DocumentIx(0), |reading| reading.target.document);
    let column = contents::column(scene.state, ui.available_width());
    let mut actions = toolbar::show(ui, scene, document, column.is_some());
    actions.extend(selection::all(ui));
    let mut area = ui.available_rect_before_wrap();
    if let Some(width) = column {
        let list = area.with_max_x(area.left() + width);
        area.min.x = list.right();
        actions.extend(contents::show(ui, scene, &mut layouts.contents, TextKey::new(scene, document), list));
    }
    let strip = Rect::from_min_max(area.min, pos2(area.left() + sheet::RIBBON, area.bottom()));
    let page = Rect::from_min_max(pos2(strip.right(), area.top()), area.max);
    let mut child = ui.new_child(UiBuilder::new().id_salt("page").max_rect(page));
    let seen = scroll(&mut child, scene, layouts, document, &mut actions);
    actions.extend(ribbon::show(ui, scene, &mut layouts.ribbon, document, strip, seen));
    actions
}

fn scroll(ui: &mut Ui, scene: &Scene<'_>, layouts: &mut Layouts, document: DocumentIx, actions: &mut Vec<Action>) -> Option<Seen> {
    let measure = MEASURE * size::READING * layout::scale(scene.state.reader.text_step);
    let width = (ui.available_width() - 2.0 * GUTTER).min(measure).max(120.0);
    layouts.prepare(ui, scene, document, width);
    let paged = page_keys(ui, ui.available_height());
    if paged.abs() > 0.0
        && let Some(view) = layouts.seen
    {
        layouts.pending = Some(view.scrolled(paged, layouts.stack.total()));
    }
    let wanted = layouts.wanted(ui, scene, document, ui.available_height());
    let mut area = ScrollArea::vertical().id_salt(("document", document.0)).auto_shrink(false);
    if let Some(offset) = wanted {
        area = area.vertical_scroll_offset(offset);
    }
    let output = area.show_viewport(ui, |ui, viewport| {
        let mut view = View::new(viewport.top(), viewport.height());
        let visible = layouts.lay_out(ui, scene, &mut view);
        #[expect(clippy::cast_possible_truncation, reason = "heights on a screen")]
        let height = layouts.stack.total() as f32 + FOOT;
        let (rect, page) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::DRAG);
        let left = rect.left() + ((rect.width() - width) / 2.0).max(GUTTER);
        let top = rect.top() + viewport.top();
        let mut spots: Vec<Spot> = Vec::new();
        let (mut read, focused) = (None, parts::focused(ui.ctx()));
        for index in visible {
            let (piece, Some(laid)) = (&layouts.pieces[index], layouts.laid.get(&index)) else { continue };
            let at = pos2(left + piece.setting.indent, top + view.place(&layouts.stack, index) + piece.setting.above);
            let spot = laid.spot(ui, at);
            actions.extend(text::draw(ui, scene, piece, laid, &spot, left));
            pages::draw(ui, scene, &layouts.pages, piece, &spot, left + width);
            read = read.or_else(|| text::read(ui, piece, &spot, focused.as_ref()?));
            spots.push(spot);
        }
        mention(ui, scene, &spots, &page, actions);
        actions.extend(selection::drag(ui, scene, document, &page, |at| point_at(&spots, at)));
        (view, seen(&spots, view.room, top), read)
    });
    let (view, seen, read) = output.inner;
    let (seen, row_at) = seen.unzip();
    layouts.pending = view.follow(ui, output.state.unclamped_offset().y);
    layouts.seen = Some(view);
    if let Some(seen) = seen {
        // A point that is still in the row stays the one that is held: were it the beginning of the row every time, a window
        // that is made narrower step by step would lead back through the text.
        if paged.abs() > 0.0 {
            hear(ui, scene, Target { document, span: seen.row });
        }
        if !(seen.row.start..seen.row.end).contains(&layouts.held) {
            layouts.held = seen.row.start;
        }
        layouts.held_at = row_at.unwrap_or_default();
        let position = position(scene, document, read.unwrap_or(seen.row));
        if scene.state.reading_position != Some(position) {
            actions.push(Action::ReadAt(Some(position)));
        }
    }
    seen
}

/// The handles of the mention whose card is open. A click beside it closes the card.
fn mention(ui: &Ui, scene: &Scene<'_>, spots: &[Spot], page: &Response, actions: &mut Vec<Action>) {
    let Some(ChosenMention { mention: ix, open: true }) = scene.state.reader.mention else { return };
    let Some(target) = scene.dossier.mentions.get(ix.index()).map(|mention| mention.target) else { return };
    let handled = if pick::locked(scene).is_none() {
        ends::handles(ui, scene, spots, target, |at| point_at(spots, at))
    } else {
        ends::Handled::default()
    };
    if let Some(span) = handled.moved {
        actions.push(pick::edit(Deed::Mention(ix, MentionChange::Span(span))));
    }
    let beside = page.contains_pointer() && ui.input(|input| input.pointer.primary_clicked()) && !handled.pointed;
    if beside && !actions.iter().any(|action| matches!(action, Action::ChooseMention(_))) {
        actions.push(Action::ChooseMention(None));
    }
}

/// Has what one reads after a page read out, from its row to the end of the paragraph.
fn hear(ui: &Ui, scene: &Scene<'_>, row: Target) {
    let text = &scene.dossier.document(row.document).text;
    let end = text.lines().get(text.line_of(row.span.start)).map_or(row.span.end, |line| line.end);
    let rest = words::opening(text.slice(Span { end: end.max(row.span.end), ..row.span }), words::READ_OUT);
    holding::announce(ui, closed(&rest).into_owned());
}

/// The code point of the document at a place on the screen.
fn point_at(spots: &[Spot], at: Pos2) -> Option<usize> {
    let spot = spots.iter().rfind(|spot| spot.at.y <= at.y).or(spots.first())?;
    let within = spot.galley.cursor_from_pos(at - spot.at).index.0;
    Some(spot.start() + within)
}

/// The stretch of text that is visible, from the rows on the screen, and how far below the upper edge the row stands at which
/// one reads.
fn seen(spots: &[Spot], room: f64, top: f32) -> Option<(Seen, f64)> {
    #[expect(clippy::cast_possible_truncation, reason = "a height on the screen")]
    let (eye, bottom) = (top + (room * EYE) as f32 + 8.0, top + room as f32);
    let rows = || spots.iter().flat_map(Spot::rows);
    let first = rows().find(|(rect, _)| rect.bottom() > top + 4.0)?;
    let last = rows().take_while(|(rect, _)| rect.top() < bottom - 4.0).last()?;
    let row = rows().find(|(rect, _)| rect.bottom() > eye).or_else(|| rows().last())?;
    let seen = Seen { span: Span { start: first.1.start, end: last.1.end.max(first.1.end) }, row: row.1 };
    Some((seen, f64::from(row.0.top() - top)))
}

/// The reading position: the passage in the row, the selected one first, else the innermost that has a time.
fn position(scene: &Scene<'_>, document: DocumentIx, row: Span) -> ReadingPosition {
    let target = Target { document, span: row };
    let here: Vec<_> = scene.index.telling().passages_in(scene.dossier, target).collect();
    let length = |ix: &crate::report::ids::PassageIx| {
        let passage = scene.dossier.passage(*ix);
        (passage.when.is_none(), passage.target.span.end - passage.target.span.start)
    };
    let selected = scene.state.selection.passage.filter(|ix| here.contains(ix));
    ReadingPosition { target, passage: selected.or_else(|| here.iter().copied().min_by_key(length)) }
}

impl Layouts {
    /// Makes sure that there are paragraphs with known or guessed heights for this width and text.
    fn prepare(&mut self, ui: &Ui, scene: &Scene<'_>, document: DocumentIx, width: f32) {
        let text = TextKey::new(scene, document);
        let page = PageKey { text, width, dark: scene.palette.dark, pixels_per_point: ui.ctx().pixels_per_point() };
        if self.page == Some(page) {
            return;
        }
        let same = self.text.is_some_and(|before| before.is_text_of(text));
        if self.text != Some(text) {
            self.pieces = pieces(scene, document, layout::scale(text.step()));
            self.pages = pages::starts(scene, document);
        }
        self.laid.clear();
        self.stack = Stack::new(self.pieces.iter().map(|piece| {
            let Span { start, end } = piece.target.span;
            piece.setting.guess(end - start, width)
        }));
        (self.text, self.page) = (Some(text), Some(page));
        self.pending = None;
        if same && self.seen.is_some() {
            // The text is set anew; the row at which one reads shall stand where it stood, and in view.
            let (index, within) = self.locate(ui, scene, self.held);
            let above = self.held_at.min(f64::from(ui.available_height()) * 2.0 * EYE);
            #[expect(clippy::cast_possible_truncation, reason = "a scroll position")]
            let offset = (self.stack.top(index) + f64::from(within) - above).max(0.0) as f32;
            self.pending = Some(offset);
        }
        self.seen = None;
    }

    /// The paragraph that a code point stands in, and how far below its beginning.
    fn locate(&mut self, ui: &Ui, scene: &Scene<'_>, point: usize) -> (usize, f32) {
        let index = self.pieces.partition_point(|piece| piece.target.span.end <= point).min(self.pieces.len().saturating_sub(1));
        let Some(piece) = self.pieces.get(index) else { return (0, 0.0) };
        let within = point.saturating_sub(piece.target.span.start);
        let height = self.lay(ui, scene, index);
        self.stack.set(index, height);
        let above = self.pieces[index].setting.above;
        let spot = self.laid.get(&index).map(|laid| laid.spot(ui, pos2(0.0, above)));
        let rects = spot.map(|spot| spot.rects(within..within + 1)).unwrap_or_default();
        (index, rects.first().map_or(0.0, Rect::top))
    }

    /// Where to scroll, when something is asked for that is not in view.
    fn wanted(&mut self, ui: &Ui, scene: &Scene<'_>, document: DocumentIx, room: f32) -> Option<f32> {
        let pending = self.pending;
        let Some(reading) = scene.state.reading.filter(|reading| self.answered != Some(reading.request)) else { return pending };
        if reading.target.document != document {
            return pending;
        }
        self.answered = Some(reading.request);
        let (index, within) = self.locate(ui, scene, reading.target.span.start);
        let y = self.stack.top(index) + f64::from(within);
        let room = f64::from(room);
        let in_view = |view: View| view.top + 30.0 < y && y < view.top + view.room - 60.0;
        if self.seen.is_some_and(in_view) {
            return pending;
        }
        let offset = (y - room * EYE).clamp(0.0, (self.stack.total() + f64::from(FOOT) - room).max(0.0));
        #[expect(clippy::cast_possible_truncation, reason = "a scroll position")]
        let offset = offset as f32;
        Some(offset)
    }

    /// Lays out one paragraph and returns its height.
    fn lay(&mut self, ui: &Ui, scene: &Scene<'_>, index: usize) -> f32 {
        let width = self.page.map_or(0.0, |page| page.width);
        let piece = &self.pieces[index];
        let note = scene.state.reader.note.filter(|note| piece.holds(*note));
        if let Some(laid) = self.laid.get(&index).filter(|laid| laid.is_for(note)) {
            return laid.height;
        }
        let laid = Laid::new(ui, scene, piece, note, width);
        let height = laid.height;
        self.laid.insert(index, laid);
        height
    }

    /// Lays out what is visible and a little beyond, and lets go of what is far away; returns what is visible.
    fn lay_out(&mut self, ui: &Ui, scene: &Scene<'_>, view: &mut View) -> std::ops::Range<usize> {
        if self.pieces.is_empty() {
            return 0..0;
        }
        let first = self.stack.at(view.top - BEYOND);
        let mut index = first;
        while index < self.pieces.len() && self.stack.top(index) < view.top + view.room + BEYOND {
            let height = self.lay(ui, scene, index);
            view.set(&mut self.stack, index, height);
            index += 1;
        }
        self.laid.retain(|at, _| (first..index).contains(at));
        let from = self.stack.at(view.top);
        let to = self.stack.at(view.top + view.room) + 1;
        from..to.min(index)
    }
}

impl Piece {
    /// Whether a reference stands in it.
    fn holds(&self, reference: Target) -> bool {
        reference.document == self.target.document && self.target.span.overlaps(reference.span)
    }
}
