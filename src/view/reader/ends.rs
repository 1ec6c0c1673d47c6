//! Where words that are chosen begin and end: moved word by word by buttons, or by handles in the text.

use egui::{CursorIcon, EventFilter, Id, Key, Label, Modifiers, Pos2, Rect, Response, RichText, Sense, Stroke, Ui};
use egui::{WidgetInfo, accesskit::Role, pos2, vec2};

use super::spot::Spot;
use crate::report::passage::Target;
use crate::report::steps::{self, End};
use crate::report::text::Span;
use crate::theme::{self, size};
use crate::view::pick;
use crate::view::{Scene, brush};

/// Draws the words, and buttons that move either end by a word; returns the other stretch.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, target: Target) -> Option<Span> {
    words(ui, scene, target);
    let text = &scene.dossier.document(target.document).text;
    let open = pick::locked(scene).is_none();
    let mut moved = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (end, title) in [(End::Begin, "Begin"), (End::End, "End")] {
            ui.label(RichText::new(title).font(theme::sans(size::LABEL)).color(scene.palette.mute));
            for (later, glyph) in [(false, "←"), (true, "→")] {
                let next = steps::stepped(text, target.span, end, later);
                let possible = next.is_some() && open;
                let name = format!("{title} one word {}", if later { "later" } else { "earlier" });
                let button = ui.add_enabled(possible, egui::Button::new(glyph).min_size(vec2(24.0, 20.0)));
                button.widget_info(|| WidgetInfo::labeled(Role::Button, possible, &name));
                if button.on_hover_text(&name).clicked() {
                    moved = next;
                }
            }
            ui.add_space(8.0);
        }
    });
    moved
}

/// The words with a little of what stands around them.
fn words(ui: &mut Ui, scene: &Scene<'_>, target: Target) {
    /// How many letters are shown before and after, and how many of the words themselves.
    const AROUND: usize = 36;
    const MOST: usize = 160;
    let text = &scene.dossier.document(target.document).text;
    let line = |span: Span| text.slice(span).split('\n').map(str::to_owned).collect::<Vec<_>>();
    let Span { start, end } = target.span;
    let from = start.saturating_sub(AROUND);
    let mut before = line(Span { start: from, end: start }).pop().unwrap_or_default();
    let to = (end + AROUND).min(text.len());
    let mut after = line(Span { start: end, end: to }).into_iter().next().unwrap_or_default();
    // Where it is cut within a line, it is cut between words.
    if from > 0 && before.chars().count() == start - from {
        before = before.split_once(char::is_whitespace).map_or_else(String::new, |(_, rest)| format!("… {rest}"));
    }
    if to < text.len() && after.chars().count() == to - end {
        after = after.rsplit_once(char::is_whitespace).map_or_else(String::new, |(words, _)| format!("{words} …"));
    }
    let own = crate::view::words::opening(text.slice(target.span), MOST);
    let format = |font, color| egui::TextFormat { font_id: font, color, ..egui::TextFormat::default() };
    let mut job = egui::text::LayoutJob::default();
    let font = theme::serif(size::TEXT + 1.0);
    let shown = |words: &str| crate::view::letters::drawable(ui, &font, words);
    job.append(&shown(&before), 0.0, format(font.clone(), scene.palette.mute));
    job.append(&shown(&own), 0.0, format(font.clone(), scene.palette.window));
    job.append(&shown(&after), 0.0, format(font.clone(), scene.palette.mute));
    ui.add(Label::new(job).wrap());
}

/// A handle that is dragged: what the words would be, were it let go.
#[derive(Clone, Copy)]
struct Dragged {
    span: Span,
}

/// What was done with the handles.
#[derive(Default)]
pub struct Handled {
    /// The other stretch, once the handle is let go.
    pub moved: Option<Span>,
    /// Whether the pointer is over one of them.
    pub pointed: bool,
}

/// Draws handles at both ends of words that stand in these paragraphs.
pub fn handles(ui: &Ui, scene: &Scene<'_>, spots: &[Spot], target: Target, point_at: impl Fn(Pos2) -> Option<usize>) -> Handled {
    let mut handled = Handled::default();
    let key = Id::unique("handle of a mention");
    let dragged = ui.data(|data| data.get_temp::<Dragged>(key));
    let shown = dragged.map_or(target.span, |dragged| dragged.span);
    let rects = rects(spots, shown);
    let (Some(first), Some(last)) = (rects.first(), rects.last()) else { return handled };
    if dragged.is_some() {
        super::selection::paint(ui, scene, &rects);
    }
    let text = &scene.dossier.document(target.document).text;
    for (end, x, row) in [(End::Begin, first.left(), first), (End::End, last.right(), last)] {
        let response = handle(ui, scene, end, x, row);
        handled.pointed |= response.contains_pointer();
        if response.dragged() {
            let point = ui.input(|input| input.pointer.interact_pos()).and_then(&point_at);
            if let Some(span) = point.and_then(|point| steps::put(text, target.span, end, point)) {
                ui.data_mut(|data| data.insert_temp(key, Dragged { span }));
            }
        }
        if response.drag_stopped() {
            ui.data_mut(|data| data.remove::<Dragged>(key));
            handled.moved = dragged.map(|dragged| dragged.span).filter(|span| *span != target.span);
        }
        if response.has_focus() {
            let keep = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, keep));
            let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            if let Some(later) = [(Key::ArrowLeft, false), (Key::ArrowRight, true)].into_iter().find(|(key, _)| pressed(*key)) {
                handled.moved = steps::stepped(text, target.span, end, later.1);
            }
        }
    }
    handled
}

/// The rows of words that stand in these paragraphs.
fn rects(spots: &[Spot], span: Span) -> Vec<Rect> {
    let within = |spot: &Spot| spot.rects(span.start.saturating_sub(spot.start())..span.end.saturating_sub(spot.start()));
    spots.iter().filter(|spot| spot.start() < span.end).flat_map(within).collect()
}

fn handle(ui: &Ui, scene: &Scene<'_>, end: End, x: f32, row: &Rect) -> Response {
    let knob = match end {
        End::Begin => pos2(x, row.top() + 1.0),
        End::End => pos2(x, row.bottom() - 1.0),
    };
    let painter = ui.painter();
    painter.line_segment([pos2(x, row.top() + 1.0), pos2(x, row.bottom() - 1.0)], Stroke::new(1.5, scene.palette.window));
    painter.circle_filled(knob, 4.0, scene.palette.window);
    let hit = Rect::from_center_size(pos2(x, row.center().y), vec2(9.0, row.height()))
        .union(Rect::from_center_size(knob, vec2(13.0, 13.0)));
    let response = ui.interact(hit, ui.scope_id().with(("handle", end)), Sense::click_and_drag());
    let name = match end {
        End::Begin => "Beginning of the mention; the arrows move it",
        End::End => "End of the mention; the arrows move it",
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, name));
    brush::focus_ring(painter, &response, hit, scene.palette.ink);
    response.on_hover_cursor(CursorIcon::ResizeHorizontal)
}
