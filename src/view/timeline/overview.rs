//! The overview: all time on one strip, silences folded, with the density of passages as a profile.

use egui::{Align2, Painter, Rect, Sense, Stroke, StrokeKind, Ui, accesskit::Role, pos2, vec2};
use egui_plot::{Bar, BarChart, Plot, PlotBounds};

use crate::index::folds::{COLUMNS, Folds, Piece};
use crate::report::moment::Moment;
use crate::session::Action;
use crate::theme::{self, size};
use crate::view::Scene;

/// The height of the strip itself.
const STRIP: f32 = 34.0;

/// Draws the overview.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, rect: Rect) -> Vec<Action> {
    let strip = Rect::from_min_size(rect.min, vec2(rect.width(), STRIP));
    let folds = scene.index.folds();
    if folds.pieces().is_empty() {
        return Vec::new();
    }
    profile(ui, scene, strip);
    let painter = ui.painter_at(rect.expand(1.0));
    pieces(&painter, scene, folds, strip);
    marks(&painter, scene, folds, strip);
    nodes(ui, scene, folds, strip)
}

fn x_of(folds: &Folds, strip: Rect, at: Moment) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a share of the strip")]
    let share = folds.position(at) as f32;
    strip.left() + share * strip.width()
}

fn profile(ui: &mut Ui, scene: &Scene<'_>, strip: Rect) {
    let folds = scene.index.folds();
    let window = scene.state.window;
    let (from, to) = (folds.position(window.from), folds.position(window.to));
    // The square root keeps one passage visible beside thirty.
    let most = folds.density().iter().copied().fold(0.0, f64::max).sqrt().max(1.0);
    #[expect(clippy::cast_precision_loss, reason = "a small number of columns")]
    let columns = COLUMNS as f64;
    let bars = folds
        .density()
        .iter()
        .enumerate()
        .filter(|(_, weight)| **weight > 0.0)
        .map(|(column, weight)| {
            #[expect(clippy::cast_precision_loss, reason = "a small number of columns")]
            let left = column as f64 / columns;
            let inside = left < to && left + 1.0 / columns > from;
            let color = if inside { scene.palette.window } else { scene.palette.bar.gamma_multiply(0.75) };
            Bar::new(left + 0.5 / columns, weight.sqrt() / most).width(0.8 / columns).fill(color).stroke(Stroke::NONE)
        })
        .collect();
    let chart = BarChart::new("Passages", bars).allow_hover(false);
    ui.scope_builder(egui::UiBuilder::new().max_rect(strip), |ui| {
        Plot::new("density")
            .show_axes(false)
            .show_grid(false)
            .show_background(false)
            .show_x(false)
            .show_y(false)
            .sense(Sense::hover())
            .allow_drag(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_double_click_reset(false)
            .set_margin_fraction(vec2(0.0, 0.0))
            .width(strip.width())
            .height(strip.height())
            .show(ui, |plot| {
                plot.set_plot_bounds(PlotBounds::from_min_max([0.0, 0.0], [1.0, 1.08]));
                plot.bar_chart(chart);
            });
    });
}

fn pieces(painter: &Painter, scene: &Scene<'_>, folds: &Folds, strip: Rect) {
    let palette = scene.palette;
    let mut free_from = strip.left() - 1.0;
    for piece in folds.pieces() {
        let rect = piece_rect(piece, strip);
        if piece.folded {
            // Two strokes, as an axis that is broken is drawn.
            for shift in [-1.5, 1.5] {
                let x = rect.center().x + shift;
                painter.line_segment([pos2(x - 2.0, strip.bottom()), pos2(x + 2.0, strip.top())], Stroke::new(0.8, palette.border));
            }
            continue;
        }
        painter.rect_stroke(rect, 0.0, Stroke::new(1.0, palette.rule), StrokeKind::Inside);
        let short = short_label(piece);
        for text in [&piece.label, &short] {
            let galley = painter.layout_no_wrap(text.clone(), theme::sans(size::LABEL - 1.0), palette.mute);
            let at = Align2::CENTER_TOP.anchor_size(pos2(rect.center().x, strip.bottom() + 3.0), galley.size());
            let at = at.translate(vec2((strip.left() - at.left()).max(0.0) - (at.right() - strip.right()).max(0.0), 0.0));
            // A label may be wider than its piece where the neighbours leave room for it.
            if at.left() > free_from {
                free_from = at.right() + 8.0;
                painter.galley(at.min, galley, palette.mute);
                break;
            }
        }
    }
}

/// The label without its century or day, for narrow pieces.
fn short_label(piece: &Piece) -> String {
    let year = piece.time.from.year();
    if (1000..=9999).contains(&year) { format!("’{:02}", year % 100) } else { crate::report::wording::year(year) }
}

fn piece_rect(piece: &Piece, strip: Rect) -> Rect {
    #[expect(clippy::cast_possible_truncation, reason = "a share of the strip")]
    let (start, end) = (piece.start as f32, piece.end as f32);
    Rect::from_x_y_ranges(strip.left() + start * strip.width()..=strip.left() + end * strip.width(), strip.y_range())
}

/// Where the detail axis and the window are.
fn marks(painter: &Painter, scene: &Scene<'_>, folds: &Folds, strip: Rect) {
    let palette = scene.palette;
    let range = scene.state.range;
    let shown = Rect::from_x_y_ranges(x_of(folds, strip, range.from)..=x_of(folds, strip, range.to), strip.y_range());
    painter.rect_stroke(shown.expand(0.5), 2.0, Stroke::new(1.2, palette.home_border), StrokeKind::Outside);
    let window = scene.state.window;
    let (left, right) = (x_of(folds, strip, window.from), x_of(folds, strip, window.to));
    let band = Rect::from_x_y_ranges(left..=right.max(left + 2.0), strip.y_range());
    painter.rect_filled(band, 0.0, palette.window_tint);
    painter.rect_stroke(band, 0.0, Stroke::new(1.0, palette.window), StrokeKind::Inside);
}

/// Every stretch is a button that shows and selects it; folds are named for what they leave out.
fn nodes(ui: &Ui, scene: &Scene<'_>, folds: &Folds, strip: Rect) -> Vec<Action> {
    let mut actions = Vec::new();
    for (index, piece) in folds.pieces().iter().enumerate() {
        let rect = piece_rect(piece, strip);
        let id = ui.scope_id().with(("piece", index));
        if piece.folded {
            let text = crate::report::wording::stretch(piece.time.from, piece.time.to);
            let fold = ui.interact(rect.expand2(vec2(1.0, 0.0)), id, Sense::hover());
            fold.on_hover_text(format!("Folded: the report begins nothing in {text}"));
            continue;
        }
        let response = ui.interact(rect, id, Sense::click());
        let count = scene.index.counts(piece.time).inside;
        let name = format!("{}, {}", piece.label, crate::view::words::count(count, "passage"));
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, format!("Overview {name}")));
        crate::view::brush::focus_ring(ui.painter(), &response, rect, scene.palette.ink);
        if response.clicked() {
            actions.push(Action::GoToTime(piece.time));
        }
        response.on_hover_text(name);
    }
    actions
}
