//! The story curve: the order of telling across, the order of happening up, a point for each passage.

use std::collections::BTreeMap;

use chrono::Datelike;
use egui::{
    Align2, Color32, CursorIcon, Frame, Label, Margin, Pos2, Rect, Response, RichText, ScrollArea, Sense, Shape, Stroke, Ui,
    accesskit::Role, pos2, vec2,
};
use egui_plot::{MarkerShape, PlotBounds, PlotPoint, PlotTransform, Points, Polygon, VLine};

use super::empty;
use super::page::quiet;
use crate::index::folds::Piece;
use crate::index::times::Window;
use crate::report::ids::{DocumentIx, PassageIx, VoiceIx};
use crate::report::moment::{DAY, Moment};
use crate::report::outside::plain;
use crate::report::passage::BlockKind;
use crate::report::wording;
use crate::session::{Action, Hovered, Tab};
use crate::theme::{self, size};
use crate::view::{Scene, brush, words};

/// A passage on the curve, or several that nearly coincide.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Which passage.
    pub passage: PassageIx,
    /// Where it is told, 0 to 1 of all texts.
    pub told: f64,
    /// When it happened, 0 to 1 on the folded strip of time.
    pub happened: f64,
    /// Which kind of voice speaks: a position in [`StoryPlan::kinds`].
    pub kind: usize,
    /// Whether it lies in the window.
    pub inside: bool,
    /// How many passages nearly coincide in it; 1 unless there are too many to be drawn one by one.
    pub count: usize,
}

/// What the curve shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoryPlan {
    /// The passages that have a time, in the order of the text. Of several in one dot it is the first, or the first that
    /// lies in the window.
    pub dots: Vec<Dot>,
    /// The kinds of voices with their numbers of passages, most frequent first; what does not get a colour of its own
    /// is the last one, `other`.
    pub kinds: Vec<(String, usize)>,
    /// Where the headings stand, 0 to 1.
    pub headings: Vec<(f64, String)>,
    /// How many shown passages have no time.
    pub undated: usize,
}

/// The markers of the kinds of voices, most frequent first: told apart by shape as well as by colour.
const SHAPES: [MarkerShape; 8] = [
    MarkerShape::Circle,
    MarkerShape::Diamond,
    MarkerShape::Square,
    MarkerShape::Up,
    MarkerShape::Down,
    MarkerShape::Left,
    MarkerShape::Right,
    MarkerShape::Cross,
];
/// Where more points would lie on the screen than this, those that nearly coincide share a node.
const MOST_NODES: usize = 600;
/// How many headings are drawn as lines at most.
const MOST_LINES: usize = 40;
/// The size of a marker, in points.
const RADIUS: f32 = 4.5;

/// With more passages than this, those of one kind that nearly coincide are drawn as one dot.
const MOST_DOTS: usize = 4000;
/// Into how many columns and rows the curve is divided for that: dots of one cell would cover one another.
const CELLS: [f64; 2] = [128.0, 96.0];

impl StoryPlan {
    /// Arranges the shown passages.
    #[must_use]
    pub fn new(scene: &Scene<'_>) -> Self {
        let mut story = Story::default();
        story.prepare(scene);
        story.plan
    }
}

/// The curve that is kept: unless the index changes, a window that moves costs what lies in it, and a still one nothing.
#[derive(Default)]
pub struct Story {
    key: Option<(usize, u64)>,
    /// The curve without a window.
    all: StoryPlan,
    /// For each passage the dot that it is in.
    dot_of: Vec<usize>,
    window: Option<Window>,
    plan: StoryPlan,
}

impl Story {
    fn prepare(&mut self, scene: &Scene<'_>) {
        let key = (std::ptr::from_ref(scene.dossier).addr(), scene.index.revision());
        if self.key != Some(key) {
            self.arrange(scene);
            (self.key, self.window) = (Some(key), None);
        }
        if self.window == Some(scene.state.window) {
            return;
        }
        self.window = Some(scene.state.window);
        self.plan = self.all.clone();
        for position in scene.index.overlaps(scene.dossier).inside(scene.state.window) {
            let ix = scene.index.dated()[position as usize];
            let dot = &mut self.plan.dots[self.dot_of[ix.index()]];
            if !dot.inside || ix < dot.passage {
                (dot.passage, dot.inside) = (ix, true);
            }
        }
    }

    fn arrange(&mut self, scene: &Scene<'_>) {
        let telling = scene.index.telling();
        let when = |ix: &PassageIx| scene.dossier.passage(*ix).when;
        let dated: Vec<PassageIx> = telling.order().iter().copied().filter(|ix| when(ix).is_some()).collect();
        let (kinds, kind_of) = kinds(scene, &dated);
        let folds = scene.index.folds();
        let mut dots: Vec<Dot> = Vec::new();
        let mut cells: BTreeMap<(i64, i64, usize), usize> = BTreeMap::new();
        self.dot_of = vec![0; scene.dossier.passages.len()];
        for ix in &dated {
            let Some(when) = when(ix) else { continue };
            let passage = scene.dossier.passage(*ix);
            let told = telling.share(passage.target.document, passage.target.span.start);
            let happened = folds.position(when.earliest()).midpoint(folds.position(when.latest()));
            let kind = passage.voice.map_or(kind_of.len() - 1, VoiceIx::index);
            let dot = Dot { passage: *ix, told, happened, kind: kind_of[kind], inside: false, count: 1 };
            let at = dots.len();
            let at = if dated.len() > MOST_DOTS { *cells.entry(cell(&dot)).or_insert(at) } else { at };
            match dots.get_mut(at) {
                Some(dot) => dot.count += 1,
                None => dots.push(dot),
            }
            self.dot_of[ix.index()] = at;
        }
        self.all = StoryPlan { undated: telling.order().len() - dated.len(), dots, headings: headings(scene), kinds };
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a share of the curve")]
fn cell(dot: &Dot) -> (i64, i64, usize) {
    ((dot.told * CELLS[0]) as i64, (dot.happened * CELLS[1]) as i64, dot.kind)
}

/// The kinds of voices with their numbers of passages, most frequent first; and for each voice, and last for none, which
/// of these it is.
fn kinds(scene: &Scene<'_>, dated: &[PassageIx]) -> (Vec<(String, usize)>, Vec<usize>) {
    let voices = &scene.dossier.voices;
    let mut numbers = vec![0; voices.len() + 1];
    for ix in dated {
        numbers[scene.dossier.passage(*ix).voice.map_or(voices.len(), VoiceIx::index)] += 1;
    }
    let kind_of = |voice: usize| voices.get(voice).map_or("", |voice| voice.kind.as_str());
    let name_of = |voice: usize| if kind_of(voice).is_empty() { "not named" } else { kind_of(voice) };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (voice, number) in numbers.iter().enumerate().filter(|(_, number)| **number > 0) {
        *counts.entry(name_of(voice)).or_default() += number;
    }
    let mut kinds: Vec<(String, usize)> = counts.into_iter().map(|(kind, count)| (kind.to_owned(), count)).collect();
    kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    if kinds.len() > SHAPES.len() {
        let rest: usize = kinds.drain(SHAPES.len() - 1..).map(|(_, count)| count).sum();
        kinds.push(("other".to_owned(), rest));
    }
    let position = |voice: usize| kinds.iter().position(|(kind, _)| *kind == name_of(voice));
    let all = (0..=voices.len()).map(|voice| position(voice).unwrap_or(kinds.len().saturating_sub(1))).collect();
    (kinds, all)
}

fn headings(scene: &Scene<'_>) -> Vec<(f64, String)> {
    let telling = scene.index.telling();
    // More lines than these would be a hatching; then only the higher headings are drawn.
    let count = |most: u8| {
        scene.dossier.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(level) if level <= most)).count()
    };
    let deepest = (1..=6).rev().find(|level| count(*level) <= MOST_LINES).unwrap_or_default();
    let heading = |block: &crate::report::passage::Block| {
        let BlockKind::Heading(level) = block.kind else { return None };
        if level > deepest {
            return None;
        }
        let at = telling.share(block.target.document, block.target.span.start);
        Some((at, plain(scene.dossier.slice(block.target)).trim().to_owned()))
    };
    let starts = (1..scene.dossier.documents.len()).map(|index| {
        let document = DocumentIx::new(index);
        (telling.share(document, 0), scene.dossier.document(document).title.clone())
    });
    scene.dossier.blocks.iter().filter_map(heading).chain(starts).collect()
}

/// The colour of a kind of voice.
fn color(scene: &Scene<'_>, kind: usize) -> Color32 {
    scene.palette.kinds[kind.min(scene.palette.kinds.len() - 1)]
}

/// Draws the curve with its legend.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, story: &mut Story) -> Vec<Action> {
    story.prepare(scene);
    let plan = &story.plan;
    let mut actions = Vec::new();
    let margin = Margin { left: 22, right: 22, top: 16, bottom: 14 };
    let room = ui.available_height() - margin.sum().y;
    let page = Frame::NONE.inner_margin(margin);
    // Where the words leave too little room for the curve, one scrolls to it.
    let area = ScrollArea::vertical().id_salt("story").auto_shrink(false).min_scrolled_height(0.0);
    area.show(ui, |ui| {
        page.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let title = ui.label(RichText::new("Order of telling and order of events").font(theme::serif_bold(size::HEADING)));
            title.widget_info(|| egui::WidgetInfo::labeled(Role::Heading, true, "Order of telling and order of events"));
            let undated = if plan.undated == 0 { String::new() } else { format!(" Passages without a date: {}.", plan.undated) };
            let text = format!("From left to right: as the text tells it. From bottom to top: as it happened.{undated}");
            ui.add(Label::new(quiet(scene, text)).wrap());
            if plan.dots.is_empty() {
                actions.extend(nothing(ui, scene));
                return;
            }
            legend(ui, scene, plan);
            ui.add_space(6.0);
            let height = (room - ui.min_rect().height()).max(LOWEST);
            curve(ui, scene, plan, height, &mut actions);
        })
    });
    actions
}

/// Says what would be drawn here, and what leads to it.
fn nothing(ui: &mut Ui, scene: &Scene<'_>) -> Option<Action> {
    if scene.state.filter.is_empty() {
        let sentence = "Each passage with a date would be a point here, but none has a date.";
        return empty::show(ui, scene, sentence, "Read the text").then_some(Action::ShowTab(Tab::Document));
    }
    let sentence = "Each passage with a date would be a point here, but filters hide them all.";
    empty::show(ui, scene, sentence, "Show all passages").then_some(Action::ClearFilter)
}

/// The room for names of times at the left, in points.
const LEFT: f32 = 92.0;
/// The room for shares of the text below, in points.
const BELOW: f32 = 20.0;
/// The height of the curve with its names at the least, in points.
const LOWEST: f32 = 180.0;

fn curve(ui: &mut Ui, scene: &Scene<'_>, plan: &StoryPlan, height: f32, actions: &mut Vec<Action>) {
    let whole = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    let area = Rect::from_min_max(whole.min + vec2(LEFT, 0.0), whole.max - vec2(0.0, BELOW));
    if area.width() < 80.0 {
        return;
    }
    let folds = scene.index.folds();
    let (from, to) = (folds.position(scene.state.window.from), folds.position(scene.state.window.to).max(0.004));
    let palette = scene.palette;
    ui.painter().rect_filled(area, f32::from(theme::RADIUS), palette.card);
    let transform = ui
        .scope_builder(egui::UiBuilder::new().max_rect(area), |ui| {
            let plot = crate::view::brush::still_plot("story", area.size());
            let shown = plot.show(ui, |plot| {
                plot.set_plot_bounds(PlotBounds::from_min_max([-0.02, -0.03], [1.02, 1.03]));
                let band = vec![[-0.02, from], [1.02, from], [1.02, to.max(from + 0.004)], [-0.02, to.max(from + 0.004)]];
                let band = Polygon::new("Window", band).fill_color(palette.window_tint).stroke(Stroke::new(0.0, palette.window));
                plot.polygon(band.allow_hover(false));
                for (at, title) in &plan.headings {
                    plot.vline(VLine::new(title, *at).color(palette.rule).width(1.0).allow_hover(false));
                }
                for (kind, (name, _)) in plan.kinds.iter().enumerate() {
                    let dots = plan.dots.iter().filter(|dot| dot.kind == kind).map(|dot| [dot.told, dot.happened]);
                    let points = Points::new(name.as_str(), dots.collect::<Vec<_>>()).shape(SHAPES[kind]).radius(RADIUS);
                    plot.points(points.color(color(scene, kind)).filled(true).allow_hover(false));
                }
            });
            shown.transform
        })
        .inner;
    axes(ui, scene, plan, &transform, area);
    nodes(ui, scene, plan, &transform, actions);
    ui.allocate_rect(whole, Sense::hover());
}

/// Names of times at the left, and shares of the text below.
fn axes(ui: &Ui, scene: &Scene<'_>, plan: &StoryPlan, transform: &PlotTransform, area: Rect) {
    let palette = scene.palette;
    let font = theme::sans(size::LABEL - 0.5);
    let y = |at: f64| transform.position_from_point(&PlotPoint::new(0.0, at)).y;
    let mut free = f32::INFINITY;
    for piece in scene.index.folds().pieces() {
        if piece.folded {
            let at = y(piece.start.midpoint(piece.end));
            ui.painter().line_segment(
                [pos2(area.left() - 4.0, at + 2.0), pos2(area.left() + 4.0, at - 2.0)],
                Stroke::new(1.0, palette.border),
            );
            continue;
        }
        let (bottom, top) = (y(piece.start), y(piece.end));
        ui.painter().vline(area.left(), top..=bottom, Stroke::new(1.0, palette.border));
        for (label, at) in labels(piece, bottom - top) {
            let galley = ui.painter().layout(label, font.clone(), palette.mute, LEFT - 10.0);
            let half = galley.size().y / 2.0;
            let middle = y(scene.index.folds().position(at));
            if middle + half < free {
                ui.painter().galley(pos2(area.left() - 8.0 - galley.size().x, middle - half), galley, palette.mute);
                ui.painter().hline(area.left() - 4.0..=area.left(), middle, Stroke::new(1.0, palette.border));
                free = middle - half - 1.0;
            }
        }
    }
    let ends =
        [(0.0, Align2::LEFT_TOP, "beginning"), (0.5, Align2::CENTER_TOP, "50 %"), (1.0, Align2::RIGHT_TOP, "end of the text")];
    for (share, align, text) in ends {
        let x = transform.position_from_point(&PlotPoint::new(share, 0.0)).x;
        ui.painter().text(pos2(x, area.bottom() + 5.0), align, text, font.clone(), palette.mute);
    }
    for (index, (at, title)) in plan.headings.iter().enumerate() {
        let x = transform.position_from_point(&PlotPoint::new(*at, 0.0)).x;
        let hit = Rect::from_x_y_ranges(x - 3.0..=x + 3.0, area.bottom() - 10.0..=area.bottom() + 4.0);
        ui.painter().vline(x, area.bottom() - 4.0..=area.bottom() + 3.0, Stroke::new(1.0, palette.home_border));
        ui.interact(hit, ui.scope_id().with(("heading", index)), Sense::hover()).on_hover_text(title);
    }
}

/// What is written beside a stretch of time: its name in the middle, or its days where there is room for them.
fn labels(piece: &Piece, height: f32) -> Vec<(String, Moment)> {
    /// The room that a day needs, in points.
    const ROOM: f32 = 18.0;
    let days = piece.time.seconds() / DAY;
    #[expect(clippy::cast_precision_loss, reason = "a small number of days")]
    let fits = (2..=40).contains(&days) && height / days as f32 >= ROOM;
    if !fits {
        return vec![(piece.label.clone(), piece.time.middle())];
    }
    let day = |index: i64| {
        let at = piece.time.from.plus(index * DAY + DAY / 2);
        let date = at.date();
        let year = if index == 0 { format!(" {}", wording::year(at.year())) } else { String::new() };
        (format!("{} {}{year}", date.day(), &wording::month(date)[..3]), at)
    };
    (0..days).map(day).collect()
}

/// Every point is a button that selects its passage and opens it in the text.
fn nodes(ui: &Ui, scene: &Scene<'_>, plan: &StoryPlan, transform: &PlotTransform, actions: &mut Vec<Action>) {
    let at = |dot: &Dot| transform.position_from_point(&PlotPoint::new(dot.told, dot.happened));
    let cell = if plan.dots.len() > MOST_NODES { 12.0 } else { 0.0 };
    let mut cells: BTreeMap<(i64, i64, usize), Vec<&Dot>> = BTreeMap::new();
    for (index, dot) in plan.dots.iter().enumerate() {
        let pos = at(dot);
        #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
        let key = if cell > 0.0 { ((pos.x / cell) as i64, (pos.y / cell) as i64, 0) } else { (0, 0, index) };
        cells.entry(key).or_default().push(dot);
    }
    // A ring says “in the window”; where everything is, it would say nothing.
    let ringed = plan.dots.iter().any(|dot| !dot.inside);
    for dots in cells.values() {
        let (dot, pos) = (dots[0], at(dots[0]));
        let passage = scene.dossier.passage(dot.passage);
        let chosen = scene.state.selection.passage == Some(dot.passage);
        let pointed = scene.state.hovered == Some(Hovered::Passage(dot.passage));
        if ringed && dot.inside {
            ui.painter().circle_stroke(pos, RADIUS + 2.5, Stroke::new(1.2, scene.palette.window));
        }
        if chosen || pointed {
            ui.painter().circle_stroke(pos, RADIUS + 5.0, Stroke::new(2.0, scene.palette.ink));
        }
        let rect = Rect::from_center_size(pos, vec2(13.0, 13.0));
        let response = ui.interact(rect, ui.scope_id().with(("dot", dot.passage.0)), Sense::click());
        // Names are made only when somebody asks for them: there may be hundreds.
        let others = || match dots.iter().map(|dot| dot.count).sum::<usize>() {
            0 | 1 => String::new(),
            all => format!(", and {} more", words::number(all - 1)),
        };
        let name = || format!("Story {}{}", words::name(scene.state.clock, scene.dossier, dot.passage), others());
        response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, chosen, name()));
        brush::focus_ring(ui.painter(), &response, rect, scene.palette.ink);
        if response.hovered() {
            actions.push(Action::Hover(Some(Hovered::Passage(dot.passage))));
            point_out(scene, &response, passage, &others());
        }
        if response.clicked() {
            actions.push(Action::SelectPassage(dot.passage));
            actions.push(Action::OpenInDocument(dot.passage));
        }
    }
}

fn point_out(scene: &Scene<'_>, response: &Response, passage: &crate::report::passage::Passage, others: &str) {
    let (line, who) = (scene.state.clock.dateline(scene.dossier, passage), words::attribution(scene.dossier, passage));
    let text = format!("{}{others}\n{line}\n{who}, {}", passage.title, passage.status.word());
    response.clone().on_hover_cursor(CursorIcon::PointingHand).on_hover_text(text);
}

/// The kinds of voices with their markers.
fn legend(ui: &mut Ui, scene: &Scene<'_>, plan: &StoryPlan) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(14.0, 2.0);
        for (kind, (name, count)) in plan.kinds.iter().enumerate() {
            let text = format!("{name} {count}");
            let galley = ui.painter().layout_no_wrap(text.clone(), theme::sans(size::LABEL), scene.palette.mute);
            let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(15.0, 2.0), Sense::hover());
            response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, &text));
            marker(ui, pos2(rect.left() + 5.0, rect.center().y), SHAPES[kind], color(scene, kind));
            ui.painter().galley(pos2(rect.left() + 15.0, rect.top() + 1.0), galley, scene.palette.mute);
        }
    });
}

/// A marker as the plot draws it, for the legend.
fn marker(ui: &Ui, at: Pos2, shape: MarkerShape, color: Color32) {
    let radius = RADIUS;
    let turned = |degrees: &[f32]| -> Vec<Pos2> {
        degrees.iter().map(|degree| at + radius * egui::Vec2::angled(degree.to_radians())).collect()
    };
    let corners = match shape {
        MarkerShape::Diamond => turned(&[0.0, 90.0, 180.0, 270.0]),
        MarkerShape::Square => turned(&[45.0, 135.0, 225.0, 315.0]),
        MarkerShape::Up => turned(&[30.0, 150.0, 270.0]),
        MarkerShape::Down => turned(&[90.0, 210.0, 330.0]),
        MarkerShape::Left => turned(&[60.0, 180.0, 300.0]),
        MarkerShape::Right => turned(&[0.0, 120.0, 240.0]),
        MarkerShape::Cross => {
            for pair in [[45.0, 225.0], [135.0, 315.0]] {
                let ends = turned(&pair);
                ui.painter().line_segment([ends[0], ends[1]], Stroke::new(1.5, color));
            }
            return;
        }
        _ => {
            ui.painter().circle_filled(at, radius, color);
            return;
        }
    };
    ui.painter().add(Shape::convex_polygon(corners, color, Stroke::NONE));
}
