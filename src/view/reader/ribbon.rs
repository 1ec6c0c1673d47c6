//! Told order and happened order: a ribbon along the text that shows for each stretch of it when it happened.

use egui::{Color32, CursorIcon, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, accesskit::Role, pos2, vec2};

use super::sheet::Seen;
use crate::index::times::Window;
use crate::report::ids::{DocumentIx, PassageIx};
use crate::report::passage::Target;
use crate::report::text::Span;
use crate::session::{Action, Hovered};
use crate::theme::Palette;
use crate::view::{Scene, brush};

/// The height of a row of the ribbon, in points.
const ROW: f32 = 2.0;

/// How a row of the ribbon is coloured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tone {
    /// The passage that it shows.
    pub passage: PassageIx,
    /// Whether that lies in the window.
    pub inside: bool,
    /// Where its time lies between the earliest (0) and the latest (1) on the folded strip.
    pub position: f64,
}

/// The rows of a ribbon along a document; rows whose text has no time are empty.
///
/// Where passages share a row, one in the window is shown, and of several the one with the shortest time.
#[must_use]
pub fn rows(scene: &Scene<'_>, document: DocumentIx, count: usize) -> Vec<Option<Tone>> {
    let mut ribbon = Ribbon::default();
    ribbon.prepare(scene, document, count);
    ribbon.rows
}

/// A ribbon that is kept: unless its text changes, a window that moves costs what lies in it, and a still one nothing.
#[derive(Default)]
pub struct Ribbon {
    key: Option<Key>,
    /// For each row the passage with the shortest time, wherever the window is.
    all: Vec<Option<Strip>>,
    window: Option<Window>,
    rows: Vec<Option<Tone>>,
}

/// What decides which passages stand in which row.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    dossier: usize,
    revision: u64,
    document: DocumentIx,
    count: usize,
}

/// What a row shows, and how long that lasts, in seconds.
#[derive(Clone, Copy)]
struct Strip {
    passage: PassageIx,
    position: f64,
    seconds: i64,
}

impl Ribbon {
    fn prepare(&mut self, scene: &Scene<'_>, document: DocumentIx, count: usize) {
        let key = Key { dossier: std::ptr::from_ref(scene.dossier).addr(), revision: scene.index.revision(), document, count };
        if self.key != Some(key) {
            self.all = vec![None; count];
            let length = scene.dossier.document(document).text.len().max(1);
            let whole = Target { document, span: Span { start: 0, end: length } };
            for ix in scene.index.telling().passages_in(scene.dossier, whole) {
                lay(scene, &mut self.all, ix, length);
            }
            (self.key, self.window) = (Some(key), None);
        }
        if self.window == Some(scene.state.window) {
            return;
        }
        self.window = Some(scene.state.window);
        let length = scene.dossier.document(document).text.len().max(1);
        let mut inside: Vec<Option<Strip>> = vec![None; count];
        for position in scene.index.overlaps(scene.dossier).inside(scene.state.window) {
            let ix = scene.index.dated()[position as usize];
            if scene.dossier.passage(ix).target.document == document {
                lay(scene, &mut inside, ix, length);
            }
        }
        let tone = |(inside, any): (Option<Strip>, &Option<Strip>)| {
            let Strip { passage, position, .. } = inside.or(*any)?;
            Some(Tone { passage, inside: inside.is_some(), position })
        };
        self.rows = inside.into_iter().zip(&self.all).map(tone).collect();
    }
}

/// Lays a passage into the rows that it covers, where none with a shorter time is.
fn lay(scene: &Scene<'_>, rows: &mut [Option<Strip>], ix: PassageIx, length: usize) {
    let passage = scene.dossier.passage(ix);
    let Some(when) = passage.when else { return };
    let (count, Span { start, end }) = (rows.len(), passage.target.span);
    let first = (start * count / length).min(count.saturating_sub(1));
    let last = (end * count).div_ceil(length).clamp(first + 1, count.max(first + 1));
    let seconds = when.seconds();
    let Some(covered) = rows.get_mut(first..last) else { return };
    for row in covered.iter_mut().filter(|row| row.is_none_or(|other| (seconds, ix) < (other.seconds, other.passage))) {
        let folds = scene.index.folds();
        let position = folds.position(when.earliest()).midpoint(folds.position(when.latest()));
        *row = Some(Strip { passage: ix, position, seconds });
    }
}

fn color(palette: &Palette, tone: Tone) -> Color32 {
    if tone.inside {
        return palette.window;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a strength between 0 and 1")]
    let strength = (0.25 + 0.75 * tone.position) as f32;
    palette.bar.gamma_multiply(strength)
}

/// Draws the ribbon into a strip left of the text.
pub fn show(ui: &Ui, scene: &Scene<'_>, ribbon: &mut Ribbon, document: DocumentIx, strip: Rect, seen: Option<Seen>) -> Vec<Action> {
    let band = Rect::from_min_max(strip.min + vec2(8.0, 6.0), pos2(strip.left() + 15.0, strip.bottom() - 6.0));
    if band.height() < 40.0 {
        return Vec::new();
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of rows on the screen")]
    ribbon.prepare(scene, document, (band.height() / ROW) as usize);
    let rows = &ribbon.rows;
    ui.painter().rect_filled(band, 1.0, scene.palette.rule.gamma_multiply(0.55));
    paint(ui, scene, rows, band);
    let length = scene.dossier.document(document).text.len().max(1);
    if let Some(seen) = seen {
        paint_reader(ui, scene, band, seen, length);
    }
    node(ui, scene, document, rows, band, seen)
}

/// Rows of one tone are one rectangle.
fn paint(ui: &Ui, scene: &Scene<'_>, rows: &[Option<Tone>], band: Rect) {
    #[expect(clippy::cast_precision_loss, reason = "a number of rows on the screen")]
    let y = |row: usize| band.top() + row as f32 * ROW;
    let mut from = 0;
    while from < rows.len() {
        let alike = |row: &&Option<Tone>| row.map(|tone| tone.passage) == rows[from].map(|tone| tone.passage);
        let to = from + rows[from..].iter().take_while(alike).count();
        if let Some(tone) = rows[from] {
            let rect = Rect::from_x_y_ranges(band.x_range(), y(from)..=y(to));
            ui.painter().rect_filled(rect, 0.0, color(scene.palette, tone));
        }
        from = to;
    }
}

/// Where in the ribbon a code point stands.
fn y_of(band: Rect, point: usize, length: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a share of the text")]
    let share = point as f32 / length as f32;
    band.top() + share.min(1.0) * band.height()
}

/// What is on the screen, and the row at which one reads.
fn paint_reader(ui: &Ui, scene: &Scene<'_>, band: Rect, seen: Seen, length: usize) {
    let (top, bottom) = (y_of(band, seen.span.start, length), y_of(band, seen.span.end, length));
    let frame = Rect::from_x_y_ranges(band.x_range(), top..=bottom.max(top + 3.0)).expand2(vec2(3.0, 1.0));
    ui.painter().rect_stroke(frame, 2.0, Stroke::new(1.2, scene.palette.ink), StrokeKind::Outside);
    let tip = pos2(band.right() + 6.0, y_of(band, seen.row.start, length));
    let corners: Vec<Pos2> = vec![tip, tip + vec2(5.0, -3.5), tip + vec2(5.0, 3.5)];
    ui.painter().add(Shape::convex_polygon(corners, scene.palette.ink, Stroke::NONE));
}

fn node(ui: &Ui, scene: &Scene<'_>, document: DocumentIx, rows: &[Option<Tone>], band: Rect, seen: Option<Seen>) -> Vec<Action> {
    let mut actions = Vec::new();
    let length = scene.dossier.document(document).text.len().max(1);
    let response = ui.interact(band.expand2(vec2(5.0, 2.0)), ui.scope_id().with("ribbon"), Sense::click());
    let read = seen.map_or(0, |seen| seen.row.start * 100 / length);
    let name = format!("When each part of the text happened; read to {read} %");
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
    brush::focus_ring(ui.painter(), &response, band, scene.palette.ink);
    let share = |at: Pos2| ((at.y - band.top()) / band.height()).clamp(0.0, 1.0);
    if response.clicked() {
        let at = response.interact_pointer_pos().map_or(0.5, share);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a point of the text"
        )]
        let point = ((at * length as f32) as usize).min(length - 1);
        actions.push(Action::ShowText(Target { document, span: Span { start: point, end: point + 1 } }));
    }
    if let Some(at) = response.hover_pos() {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a row on the screen")]
        let row = ((at.y - band.top()).max(0.0) / ROW) as usize;
        let tone = rows.get(row).copied().flatten();
        actions.extend(tone.map(|tone| Action::Hover(Some(Hovered::Passage(tone.passage)))));
        let what = tone.map_or_else(
            || "No time is known for this part of the text".to_owned(),
            |tone| scene.state.clock.dateline(scene.dossier, scene.dossier.passage(tone.passage)),
        );
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text_at_pointer(what);
    }
    actions
}
