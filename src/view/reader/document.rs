//! The whole text, set to be read, with every mention marked.

use egui::{Pos2, Rect, ScrollArea, Sense, Stroke, Ui, accesskit::Role, pos2, vec2};

use super::hits;
use super::layout::{Setting, setting};
use super::marks::{self, Marked};
use super::selection;
use super::{Laid, MARGIN};
use crate::report::ids::DocumentIx;
use crate::report::passage::{Subject, Target};
use crate::report::wording;
use crate::session::{Action, Hovered};
use crate::view::Scene;

/// The paragraphs of a document, laid out for one width and one set of colours.
#[derive(Default)]
pub struct Layouts {
    key: Option<Key>,
    paragraphs: Vec<Paragraph>,
    height: f32,
    answered: Option<u32>,
}

#[derive(Clone, Copy, PartialEq)]
struct Key {
    width: f32,
    dark: bool,
    document: DocumentIx,
    dossier: usize,
    pixels_per_point: f32,
}

struct Paragraph {
    target: Target,
    setting: Setting,
    galley: Laid,
    marked: Vec<Marked>,
    top: f32,
}

/// The widest measure: about 75 characters of the reading face.
const MEASURE: f32 = 560.0;

/// Draws the document that is being read.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, layouts: &mut Layouts) -> Vec<Action> {
    let document = scene.state.reading.map_or(DocumentIx(0), |reading| reading.target.document);
    if scene.dossier.documents.is_empty() {
        ui.label("This dossier has no documents.");
        return Vec::new();
    }
    let width = (ui.available_width() - 2.0 * MARGIN - 8.0).clamp(120.0, MEASURE);
    layouts.prepare(ui, scene, document, width);
    let mut area = ScrollArea::vertical().id_salt(("document", document.0)).auto_shrink(false);
    if let Some(offset) = layouts.wanted_offset(scene, ui.available_height()) {
        area = area.vertical_scroll_offset(offset);
    }
    let mut actions = Vec::new();
    area.show_viewport(ui, |ui, viewport| {
        let (rect, area) = ui.allocate_exact_size(vec2(ui.available_width(), layouts.height), Sense::DRAG);
        actions.extend(selection::drag(ui, scene, document, &area, |at| layouts.point_at(at, rect.min)));
        let first = layouts.paragraphs.partition_point(|paragraph| paragraph.bottom() < viewport.top());
        for paragraph in &layouts.paragraphs[first..] {
            if paragraph.top > viewport.bottom() {
                break;
            }
            let at = pos2(rect.left() + MARGIN + paragraph.setting.indent, rect.top() + paragraph.top);
            draw(ui, scene, paragraph, at);
            actions.extend(nodes(ui, scene, paragraph, at));
        }
    });
    actions
}

impl Paragraph {
    fn bottom(&self) -> f32 {
        self.top + self.galley.size().y
    }

    /// The rectangles that a stretch of code points covers, one for each row it touches.
    fn rects(&self, range: std::ops::Range<usize>, origin: Pos2) -> Vec<Rect> {
        let mut rects = Vec::new();
        let mut start = 0;
        for placed in &self.galley.rows {
            let columns = placed.row.char_count_excluding_newline().0;
            let (from, to) = (range.start.max(start), range.end.min(start + columns));
            if from < to {
                let x = |column: usize| placed.pos.x + placed.row.x_offset((column - start).into());
                let rect = Rect::from_min_max(pos2(x(from), placed.min_y()), pos2(x(to), placed.max_y()));
                rects.push(rect.translate(origin.to_vec2()));
            }
            start += placed.char_count_including_newline().0;
        }
        rects
    }
}

impl Layouts {
    fn prepare(&mut self, ui: &Ui, scene: &Scene<'_>, document: DocumentIx, width: f32) {
        let key = Key {
            width,
            dark: scene.palette.dark,
            document,
            dossier: std::ptr::from_ref(scene.dossier).addr(),
            pixels_per_point: ui.ctx().pixels_per_point(),
        };
        if self.key == Some(key) {
            return;
        }
        self.key = Some(key);
        self.paragraphs.clear();
        let mut top = 8.0;
        for line in scene.dossier.document(document).text.lines() {
            if line.is_empty() {
                continue;
            }
            let setting = setting(scene.dossier, document, *line, scene.palette);
            let target = Target { document, span: *line };
            let (job, marked) = marks::job(scene, target, &setting.font, setting.ink, width - setting.indent);
            let galley = ui.painter().layout_job(job);
            top += setting.above;
            let bottom = top + galley.size().y;
            self.paragraphs.push(Paragraph { target, setting, galley, marked, top });
            top = bottom;
        }
        self.height = top + 80.0;
    }

    /// The code point at a place on the screen, for a document whose top left corner is at `origin`.
    fn point_at(&self, at: Pos2, origin: Pos2) -> Option<usize> {
        let y = at.y - origin.y;
        let index = self.paragraphs.partition_point(|paragraph| paragraph.bottom() < y).min(self.paragraphs.len().checked_sub(1)?);
        let paragraph = &self.paragraphs[index];
        let corner = pos2(origin.x + MARGIN + paragraph.setting.indent, origin.y + paragraph.top);
        let within = paragraph.galley.cursor_from_pos(at - corner).index.0;
        let span = paragraph.target.span;
        Some((span.start + within).min(span.end))
    }

    /// Where to scroll, when something is asked for that was not yet brought into view.
    fn wanted_offset(&mut self, scene: &Scene<'_>, room: f32) -> Option<f32> {
        let reading = scene.state.reading?;
        if self.answered == Some(reading.request) {
            return None;
        }
        self.answered = Some(reading.request);
        let start = reading.target.span.start;
        let index = self.paragraphs.partition_point(|paragraph| paragraph.target.span.end <= start);
        let paragraph = self.paragraphs.get(index)?;
        let within = start.saturating_sub(paragraph.target.span.start);
        let rects = paragraph.rects(within..within + 1, Pos2::ZERO);
        let y = paragraph.top + rects.first().map_or(0.0, Rect::top);
        // A little above the middle, so that what comes before can be seen too.
        Some((y - room * 0.3).clamp(0.0, (self.height - room).max(0.0)))
    }
}

fn draw(ui: &Ui, scene: &Scene<'_>, paragraph: &Paragraph, at: Pos2) {
    let palette = scene.palette;
    let painter = ui.painter();
    let chosen = scene.state.selection.passage.map(|ix| scene.dossier.passage(ix).target);
    let chosen =
        chosen.filter(|target| target.document == paragraph.target.document && target.span.overlaps(paragraph.target.span));
    if let Some(target) = chosen {
        let start = paragraph.target.span.start;
        let range =
            target.span.start.saturating_sub(start)..target.span.end.saturating_sub(start).min(paragraph.target.span.end - start);
        let rects = paragraph.rects(range, at);
        for rect in &rects {
            painter.rect_filled(rect.expand2(vec2(2.0, 0.0)), 2.0, palette.card);
        }
        if let (Some(first), Some(last)) = (rects.first(), rects.last()) {
            let bar = Rect::from_min_max(pos2(at.x - 13.0, first.top()), pos2(at.x - 10.0, last.bottom()));
            painter.rect_filled(bar, 1.5, palette.window);
        }
    }
    if paragraph.setting.ruled && chosen.is_none() {
        let x = at.x - 12.0;
        painter
            .line_segment([pos2(x, at.y + 2.0), pos2(x, at.y + paragraph.galley.size().y - 2.0)], Stroke::new(2.0, palette.rule));
    }
    if let Some(range) = selection::within(scene, paragraph.target) {
        selection::paint(ui, scene, &paragraph.rects(range, at));
    }
    for (range, current) in hits::within(scene, paragraph.target) {
        for rect in paragraph.rects(range, at) {
            hits::paint(painter, palette, rect, current);
        }
    }
    painter.galley(at, paragraph.galley.clone(), paragraph.setting.ink);
}

/// Every mention is a button: a place is selected, a time is gone to.
fn nodes(ui: &Ui, scene: &Scene<'_>, paragraph: &Paragraph, at: Pos2) -> Vec<Action> {
    let mut actions = Vec::new();
    for Marked { mention: ix, range } in &paragraph.marked {
        let mention = scene.dossier.mention(*ix);
        let text = scene.dossier.slice(mention.target);
        let rects = paragraph.rects(range.clone(), at);
        let (name, action, hovered) = match mention.subject {
            Subject::Place(place) => (
                format!("{text}: {}", scene.dossier.place(place).title),
                Some(Action::PointOut(scene.index.home(place))),
                Some(Hovered::Place(place)),
            ),
            Subject::Time(when, basis) => {
                let meaning = when.as_ref().map_or_else(|| "no date".to_owned(), wording::when);
                let go = when.map(|when| Action::GoToTime(scene.index.window_of(&when)));
                (format!("{text}: {meaning} ({})", basis.word()), go, None)
            }
        };
        for (row, rect) in rects.iter().enumerate() {
            let response = ui.interact(*rect, ui.scope_id().with(("mention", ix.0, row)), Sense::click());
            response.widget_info(|| egui::WidgetInfo::labeled(Role::Link, action.is_some(), &name));
            crate::view::brush::focus_ring(ui.painter(), &response, *rect, scene.palette.ink);
            if response.clicked() {
                actions.extend(action.clone());
            }
            if response.hovered() && hovered.is_some() {
                actions.push(Action::Hover(hovered));
            }
            let note = if mention.note.is_empty() { name.clone() } else { format!("{name}\n{}", mention.note) };
            response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(note);
        }
    }
    actions
}
