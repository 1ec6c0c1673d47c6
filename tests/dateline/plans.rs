//! What the views decide to draw, pinned as text.

use std::fmt::Write as _;

use dateline::basemap::Basemap;
use dateline::index::times::Window;
use dateline::report::mercator::World;
use dateline::report::moment::{DAY, HOUR, Moment};
use dateline::report::place::LonLat;
use dateline::session::{Action, Camera, Session};
use dateline::theme::Palette;
use dateline::view::Scene;
use dateline::view::map::{MapPlan, resolve_camera};
use dateline::view::timeline::{Axis, ticks};
use egui::{Rect, pos2, vec2};

use crate::fixture::{session, shipped};
use crate::titles;

/// The size of the map in a window of the usual size.
fn rect() -> Rect {
    Rect::from_min_size(pos2(0.0, 0.0), vec2(900.0, 580.0))
}

fn with_scene<T>(session: &Session, use_it: impl FnOnce(&Scene<'_>) -> T) -> T {
    let basemap = Basemap::default();
    let palette = Palette::light();
    use_it(&Scene {
        dossier: &session.dossier,
        index: &session.index,
        state: &session.state,
        history: session.history(),
        basemap: Some(&basemap),
        palette: &palette,
    })
}

/// The markers of a map, each with its name, place on the screen and size.
fn describe_map(session: &Session, camera: Option<Camera>) -> String {
    with_scene(session, |scene| {
        let plan = MapPlan::new(scene, rect(), camera.unwrap_or_else(|| resolve_camera(scene, rect())));
        let mut text = String::new();
        for marker in &plan.markers {
            let chosen = if marker.selected { ", chosen" } else { "" };
            let shape = if marker.area { "tag" } else { "circle" };
            let (x, y, radius) = (marker.at.x, marker.at.y, marker.radius);
            writeln!(text, "{} | {} | {shape} of {radius:.1} at {x:.0},{y:.0}{chosen}", marker.name, marker.label).unwrap();
        }
        for (ix, total) in scene.index.atlas().unplaced() {
            writeln!(text, "tray: {} ({total})", scene.dossier.place(*ix).title).unwrap();
        }
        text
    })
}

fn over(lon: f64, lat: f64, zoom: f64) -> Camera {
    Camera { center: World::from_lon_lat(LonLat { lon, lat }), zoom }
}

#[test]
fn the_country_shows_places_and_the_city_its_sites() {
    let session = session();
    let text = format!(
        "country\n{}\ncity\n{}\nfar away\n{}",
        describe_map(&session, None),
        describe_map(&session, Some(over(76.93, 43.245, 11.0))),
        describe_map(&session, Some(over(-170.0, 0.0, 3.0))),
    );
    insta::assert_snapshot!(text);
}

#[test]
fn a_place_is_drawn_on_the_nearest_copy_of_the_world() {
    // From beyond the antimeridian, Almaty lies to the west and Uralsk too, both on the screen of a small world.
    let text = describe_map(&session(), Some(over(179.0, 40.0, 2.0)));
    let line = text.lines().find(|line| line.starts_with("Almaty")).unwrap();
    assert!(line.ends_with("at 160,278"), "{line}");
}

#[test]
fn choosing_and_scrubbing_change_the_markers() {
    let mut session = session();
    let oral = session.dossier.place_by_id("square");
    session.apply(Action::SelectPlace(oral));
    let midnight = Moment::from_ymd(2022, 1, 4).unwrap();
    session.apply(Action::SetWindow(Window::new(midnight.plus(20 * HOUR), midnight.plus(30 * HOUR))));
    insta::assert_snapshot!(describe_map(&session, None));
}

/// The lanes of an axis of 1,200 points, each bar with its ends and row.
fn describe_lanes(session: &Session, range: Window, height: f32) -> String {
    with_scene(session, |scene| {
        let axis = Axis::new(range, 180.0, 1380.0);
        let mut text = String::new();
        let labels: Vec<_> =
            ticks(&axis).into_iter().map(|tick| format!("{} {}{}", tick.quiet, tick.strong, tick.year).trim().to_owned()).collect();
        writeln!(text, "{}", labels.join(" | ")).unwrap();
        for lane in &titles::plan(session, range, height).lanes {
            let (name, rows, longer, top) = (&lane.name, lane.rows, lane.longer.len(), lane.top);
            let (form, height) = (lane.share.form, lane.share.height);
            writeln!(text, "{name} ({form:?}, {rows} rows, {longer} longer) at {top:.0}, {height:.0} high").unwrap();
            for bar in lane.bars.iter().chain(&lane.longer) {
                let id = &scene.dossier.passage(bar.passage).id;
                let (soft_left, soft_right) =
                    (if bar.soft_left > 0.0 { "~" } else { "" }, if bar.soft_right > 0.0 { "~" } else { "" });
                let look = bar.look(scene);
                let flags = [(look.inside, "inside"), (bar.unverified, "unverified"), (bar.long, "longer"), (look.lit, "lit")];
                let flags: Vec<_> = flags.iter().filter(|(on, _)| *on).map(|(_, name)| *name).collect();
                let (left, right, row) = (bar.left, bar.right, bar.row);
                writeln!(text, "  {id}: {soft_left}{left:.0}–{right:.0}{soft_right} in row {row} {}", flags.join(" ")).unwrap();
            }
        }
        text
    })
}

#[test]
fn lanes_and_bars_of_ten_days_and_of_two_centuries() {
    let session = session();
    let ten_days = Window::new(Moment::from_ymd(2022, 1, 1).unwrap(), Moment::from_ymd(2022, 1, 11).unwrap());
    let centuries = Window::new(Moment::from_ymd(1840, 1, 1).unwrap(), Moment::from_ymd(2040, 1, 1).unwrap());
    let text = format!(
        "ten days\n{}\nten days, little room\n{}\ntwo centuries\n{}",
        describe_lanes(&session, ten_days, 160.0),
        describe_lanes(&session, ten_days, 40.0),
        describe_lanes(&session, centuries, 160.0),
    );
    insta::assert_snapshot!(text);
}

#[test]
fn no_passage_of_the_report_falls_off_the_timeline() {
    let session = shipped();
    let range = session.index.folds().extent().unwrap();
    let range = Window::new(range.from.plus(-DAY), range.to.plus(DAY));
    for height in [150.0, 5000.0] {
        let plan = titles::plan(&session, range, height);
        assert_eq!(plan.count(), session.index.dated().len());
        for lane in plan.lanes.iter().filter(|lane| lane.profile.is_none()) {
            assert_eq!(lane.bars.len() + lane.longer.len(), lane.count, "{}", lane.name);
        }
    }
}
