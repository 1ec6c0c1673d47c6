//! The overview: all time on one strip, gaps folded, with the density of passages as a profile.

use egui::{Align2, Button, Painter, Rect, RichText, Sense, Stroke, StrokeKind, Ui, accesskit::Role, pos2, vec2};
use egui_plot::{Bar, BarChart, PlotBounds};

use super::{Axis, place, ticks};
use crate::index::folds::{COLUMNS, Density, Folds, Piece};
use crate::index::times::Window;
use crate::report::moment::Moment;
use crate::report::passage::Status;
use crate::report::wording;
use crate::session::Action;
use crate::theme::{self, size};
use crate::view::{Scene, brush, words};

/// The height of the strip itself.
const STRIP: f32 = 34.0;

/// Draws the overview; what is said about the strip stands between `names_left` and it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, rect: Rect, names_left: f32) -> Vec<Action> {
    let strip = Rect::from_min_size(rect.min, vec2(rect.width(), STRIP));
    let folds = scene.index.folds();
    if folds.pieces().is_empty() {
        return Vec::new();
    }
    profile(ui, scene, strip);
    let painter = ui.painter_at(rect.expand(1.0));
    if folds.view().even {
        years(&painter, scene, folds, strip);
    } else {
        pieces(&painter, scene, folds, strip);
    }
    marks(&painter, scene, folds, strip);
    reading(&painter, scene, folds, strip);
    let mut actions: Vec<Action> = drawing(ui, folds, strip).into_iter().collect();
    if !folds.view().even {
        actions.extend(nodes(ui, scene, folds, strip));
    }
    actions.extend(even_switch(ui, scene, Rect::from_min_max(pos2(names_left, rect.top()), pos2(strip.left(), strip.bottom()))));
    actions
}

fn x_of(folds: &Folds, strip: Rect, at: Moment) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a share of the strip")]
    let share = folds.position(at) as f32;
    strip.left() + share * strip.width()
}

/// The moment under a point of the strip.
fn moment_at(folds: &Folds, strip: Rect, x: f32) -> Moment {
    folds.moment(f64::from((x - strip.left()) / strip.width()))
}

/// How much is said when, stacked by how it is known: what was seen at the bottom, what nobody vouches for on top, in
/// outline.
fn profile(ui: &mut Ui, scene: &Scene<'_>, strip: Rect) {
    // The square root keeps one passage visible beside thirty; within a column the shares are true.
    let most = scene.index.folds().density().iter().map(root).fold(1.0, f64::max);
    let chart = |status: &Status| BarChart::new(status.word(), stacked(scene, *status, most)).allow_hover(false);
    let charts: Vec<BarChart> = Status::ALL.iter().map(chart).collect();
    ui.scope_builder(egui::UiBuilder::new().max_rect(strip), |ui| {
        brush::still_plot("density", strip.size()).show(ui, |plot| {
            plot.set_plot_bounds(PlotBounds::from_min_max([0.0, 0.0], [1.0, 1.08]));
            for chart in charts {
                plot.bar_chart(chart);
            }
        });
    });
}

/// The square root of all that is said in a column.
fn root(column: &Density) -> f64 {
    column.iter().sum::<f64>().sqrt()
}

/// The bars of one status, each on top of those that are drawn below it; `most` is the root of the fullest column.
fn stacked(scene: &Scene<'_>, status: Status, most: f64) -> Vec<Bar> {
    /// From the bottom up.
    const ORDER: [Status; 6] =
        [Status::Witnessed, Status::Reported, Status::Official, Status::Background, Status::Disputed, Status::Rumour];
    let folds = scene.index.folds();
    let window = scene.state.window;
    let (from, to) = (folds.position(window.from), folds.position(window.to));
    #[expect(clippy::cast_precision_loss, reason = "a small number of columns")]
    let columns = COLUMNS as f64;
    let below = ORDER.iter().take_while(|other| **other != status);
    let below: Vec<usize> = below.map(|other| *other as usize).collect();
    let bar = |(index, column): (usize, &Density)| {
        let weight = column[status as usize];
        #[expect(clippy::cast_precision_loss, reason = "a small number of columns")]
        let left = index as f64 / columns;
        let inside = left < to && left + 1.0 / columns > from;
        let scale = root(column) / column.iter().sum::<f64>() / most;
        let edge = if status.is_unverified() {
            Stroke::new(1.0, if inside { scene.palette.window } else { scene.palette.bar_strong })
        } else {
            Stroke::NONE
        };
        let bar = Bar::new(left + 0.5 / columns, weight * scale).width(0.8 / columns).stroke(edge);
        let base: f64 = below.iter().map(|other| column[*other]).sum();
        (weight > 0.0).then(|| bar.base_offset(base * scale).fill(brush::status_color(scene.palette, status, inside)))
    };
    folds.density().iter().enumerate().filter_map(bar).collect()
}

/// Even time has no pieces worth naming; it is marked as any axis.
fn years(painter: &Painter, scene: &Scene<'_>, folds: &Folds, strip: Rect) {
    let (Some(first), Some(last)) = (folds.pieces().first(), folds.pieces().last()) else { return };
    let axis = Axis::new(Window::new(first.time.from, last.time.to), strip.left(), strip.right());
    let palette = scene.palette;
    painter.rect_stroke(strip, 0.0, Stroke::new(1.0, palette.rule), StrokeKind::Inside);
    let ticks = ticks(&axis);
    for tick in &ticks {
        let x = axis.x(tick.at);
        painter.line_segment([pos2(x, strip.top()), pos2(x, strip.bottom() + 4.0)], Stroke::new(1.0, palette.rule));
    }
    let font = theme::sans(size::LABEL - 1.0);
    let set = |text: &str| painter.layout_no_wrap(text.to_owned(), font.clone(), palette.mute);
    for label in place(&axis, &ticks, |text, _| set(text).size().x) {
        painter.galley(pos2(label.left - 4.0, strip.bottom() + 3.0), set(&label.strong), palette.mute);
    }
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
        let ink = if piece.silent { palette.faint } else { palette.mute };
        for text in [piece.label.clone(), short_label(piece)] {
            let galley = painter.layout_no_wrap(text, theme::sans(size::LABEL - 1.0), ink);
            let at = Align2::CENTER_TOP.anchor_size(pos2(rect.center().x, strip.bottom() + 3.0), galley.size());
            let at = at.translate(vec2((strip.left() - at.left()).max(0.0) - (at.right() - strip.right()).max(0.0), 0.0));
            // A label may be wider than its piece where the neighbours leave room for it.
            if at.left() > free_from {
                free_from = at.right() + 8.0;
                painter.galley(at.min, galley, ink);
                break;
            }
        }
    }
}

/// The label without its century or day, for narrow pieces.
fn short_label(piece: &Piece) -> String {
    let year = piece.time.from.year();
    if (1000..=9999).contains(&year) { format!("’{:02}", year % 100) } else { wording::year(year) }
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

/// Where the reader's eye is in the text: a small mark at the time of the passage that is read.
fn reading(painter: &Painter, scene: &Scene<'_>, folds: &Folds, strip: Rect) {
    let passage = scene.state.reading_position.and_then(|position| position.passage);
    if let Some(when) = passage.and_then(|ix| scene.dossier.passage(ix).when) {
        let at = pos2(x_of(folds, strip, when.earliest()), strip.top());
        brush::reading_mark(painter, at, scene.palette.ink);
    }
}

/// A drag along the strip draws a new window.
fn drawing(ui: &Ui, folds: &Folds, strip: Rect) -> Option<Action> {
    let response = ui.interact(strip, ui.scope_id().with("strip"), Sense::drag());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Canvas, true, "Overview of all time"));
    let (origin, now) = (ui.input(|input| input.pointer.press_origin())?, response.interact_pointer_pos()?);
    if !response.dragged() || (origin.x - now.x).abs() < 2.0 {
        return None;
    }
    Some(Action::ShowWindow(Window::new(moment_at(folds, strip, origin.x), moment_at(folds, strip, now.x))))
}

/// Every stretch is a button that shows and selects it; a fold is one that opens it, and an open gap one that folds it.
fn nodes(ui: &Ui, scene: &Scene<'_>, folds: &Folds, strip: Rect) -> Vec<Action> {
    let mut actions = Vec::new();
    for piece in folds.pieces() {
        let rect = piece_rect(piece, strip);
        let time = scene.state.clock.stretch(piece.time.from, piece.time.to);
        let (name, tip, action) = if piece.silent {
            let verb = if piece.folded { "Unfold" } else { "Fold" };
            let tip = format!("Nothing in the report begins in {time}. Click to {} this gap.", verb.to_lowercase());
            (format!("{verb} {time}"), tip, Action::ToggleFold(piece.time.from))
        } else {
            let name = format!("{}, {}", piece.label, words::count(scene.index.times().beginning_in(piece.time), "passage"));
            (format!("Overview {name}"), format!("{name}{}", known(folds, piece)), Action::GoToTime(piece.time))
        };
        let hit = if piece.folded { rect.expand2(vec2(2.0, 0.0)) } else { rect };
        let response = ui.interact(hit, ui.scope_id().with(("piece", piece.time.from.0)), Sense::click());
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
        brush::focus_ring(ui.painter(), &response, rect, scene.palette.ink);
        if response.clicked() {
            actions.push(action);
        }
        response.on_hover_text(tip);
    }
    actions
}

/// How what is said in a piece is known, for its tooltip.
fn known(folds: &Folds, piece: &Piece) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a small number of columns")]
    let lies = |column: usize| (piece.start..piece.end).contains(&((column as f64 + 0.5) / COLUMNS as f64));
    let shares = Status::ALL.iter().filter(|status| {
        folds.density().iter().enumerate().any(|(column, weights)| lies(column) && weights[**status as usize] > 0.0)
    });
    let words: Vec<&str> = shares.map(|status| status.word()).collect();
    if words.is_empty() { String::new() } else { format!("\n{}", words.join(", ")) }
}

/// The switch between folded and even time.
fn even_switch(ui: &mut Ui, scene: &Scene<'_>, rect: Rect) -> Option<Action> {
    let even = scene.state.strip.even;
    let (text, tip) = if even {
        ("Even time", "Time runs evenly from end to end. Click to fold the gaps in which nothing begins.")
    } else {
        ("Gaps folded", "Gaps in which nothing begins are folded, to leave room for the rest. Click to show time evenly.")
    };
    let builder = egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::right_to_left(egui::Align::Center));
    let clicked = ui.scope_builder(builder, |ui| {
        ui.add_space(6.0);
        let label = RichText::new(text).font(theme::sans(size::LABEL)).color(scene.palette.mute);
        ui.add(Button::new(label).frame(false)).on_hover_text(tip).clicked()
    });
    clicked.inner.then_some(Action::SetEven(!even))
}
