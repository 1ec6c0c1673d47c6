//! The titles on the timeline: which are shown and where, and that none lies on another one or on a bar.

use std::fmt::Write as _;
use std::sync::Arc;

use dateline::formats::events::{Collector, Event};
use dateline::index::lanes::LaneKey;
use dateline::index::times::{Relation, Window};
use dateline::report::dossier::Dossier;
use dateline::report::ids::PassageIx;
use dateline::report::moment::{HOUR, Moment};
use dateline::report::passage::{Passage, Status};
use dateline::session::{Action, LaneBy, Session};
use dateline::theme::Palette;
use dateline::view::Scene;
use dateline::view::timeline::{Axis, Bar, Form, LanePlan, Longer, Title};
use egui::accesskit::Role;
use egui::{Event as Input, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use proptest::prelude::*;

use crate::fixture::{session, shipped};
use crate::interface::{button, button_starting, on_axis, open, starting, window};

/// A title in letters that are all as wide as one another.
fn title(dossier: &Dossier, ix: PassageIx) -> Arc<Title> {
    #[expect(clippy::cast_precision_loss, reason = "a small number of letters")]
    let ends = |_: &str, ends: &[usize]| ends.iter().map(|end| *end as f32 * 6.0).collect();
    Arc::new(Title::new(&dossier.passage(ix).title, 8.0, ends))
}

/// The plan of an axis of 1,200 points.
pub fn plan(session: &Session, range: Window, height: f32) -> LanePlan {
    let palette = Palette::light();
    let Session { dossier, index, state, .. } = session;
    let scene = Scene { dossier, index, state, history: session.history(), basemap: None, palette: &palette };
    let chosen = state.selection.place.map(|place| LaneKey::Place(index.home(place)));
    LanePlan::new(&scene, &axis(range), height, chosen, &mut |ix| title(dossier, ix))
}

fn axis(range: Window) -> Axis {
    Axis::new(range, 180.0, 1380.0)
}

fn day(year: i32, month: u32, day: u32) -> Moment {
    Moment::from_ymd(year, month, day).unwrap()
}

#[test]
fn the_report_has_its_titles_at_six_zooms_and_three_heights() {
    let session = shipped();
    let zooms = [
        ("all time", session.index.folds().extent().unwrap()),
        ("2010s", Window::new(day(2010, 1, 1), day(2020, 1, 1))),
        ("December 2011", Window::new(day(2011, 12, 1), day(2012, 1, 1))),
        ("ten days", Window::new(day(2022, 1, 1), day(2022, 1, 11))),
        ("5 January", Window::new(day(2022, 1, 5), day(2022, 1, 6))),
        ("an hour", Window::new(day(2022, 1, 5).plus(9 * HOUR), day(2022, 1, 5).plus(10 * HOUR))),
    ];
    let mut text = String::new();
    for ((name, range), height) in zooms.iter().flat_map(|zoom| [90.0, 200.0, 460.0].map(|height| (*zoom, height))) {
        let plan = plan(&session, range, height);
        writeln!(text, "{name}, room for {height}, {:.0} taken", plan.height).unwrap();
        for lane in plan.lanes.iter().filter(|lane| lane.top < height) {
            let (form, top, pitch) = (lane.share.form, lane.top, lane.share.pitch);
            let longer = if lane.share.longer == Longer::None { String::new() } else { format!(", {:?}", lane.share.longer) };
            writeln!(text, "  {} ({}): {form:?} at {top:.0}, {pitch:.0} a row{longer}", lane.name, lane.count).unwrap();
            for (bar, label) in lane.drawn().filter_map(|bar| bar.label.as_ref().map(|label| (bar, label))) {
                let Some((top, _)) = lane.span(bar).filter(|(top, _)| lane.top + top < height) else { continue };
                let place = if label.inside { "in" } else { "beside" };
                let (left, right) = (label.left, label.right);
                writeln!(text, "    +{top:.0} {left:.0}–{right:.0} {place} its bar: {}", label.text).unwrap();
            }
        }
    }
    insta::assert_snapshot!(text);
}

/// What a bar and its title take, in points on the screen.
fn rects(bar: &Bar, (top, bottom): (f32, f32), (left, right): (f32, f32)) -> (egui::Rect, Option<egui::Rect>) {
    let rect = |left: f32, right: f32| egui::Rect::from_min_max(egui::pos2(left, top), egui::pos2(right, bottom));
    (rect(bar.left.max(left), bar.right.min(right)), bar.label.as_ref().map(|label| rect(label.left, label.right)))
}

/// Says what touches, where anything does.
fn touching(plan: &LanePlan, axis: &Axis) -> Vec<String> {
    let mut faults = Vec::new();
    let ends = axis.ends();
    let mut below = 0.0;
    for lane in &plan.lanes {
        if lane.top < below - 0.01 {
            faults.push(format!("{} lies on the lane above", lane.name));
        }
        below = lane.top + lane.share.height;
        let drawn: Vec<_> = lane.drawn().filter_map(|bar| Some((bar, rects(bar, lane.span(bar)?, ends)))).collect();
        let band = lane.band().map(|(top, bottom)| egui::Rect::from_x_y_ranges(ends.0..=ends.1, top..=bottom));
        for (index, (bar, (own, label))) in drawn.iter().enumerate() {
            if own.bottom() > lane.share.height + 0.01 || band.is_some_and(|band| band.intersects(own.shrink(0.1))) {
                faults.push(format!("a bar of {} lies out of its place", lane.name));
            }
            let Some(label) = label else { continue };
            let text = &bar.label.as_ref().unwrap().text;
            if label.left() < ends.0 || label.right() > ends.1 + 0.01 {
                faults.push(format!("“{text}” leaves the axis"));
            }
            if bar.label.as_ref().unwrap().inside != own.contains_rect(*label) {
                faults.push(format!("“{text}” is neither in its bar nor beside it"));
            }
            for (other, (_, (rect, text_rect))) in drawn.iter().enumerate() {
                let clear = |rect: &egui::Rect| !label.expand2(egui::vec2(2.0, -0.5)).intersects(*rect);
                if other != index && !(clear(rect) && text_rect.as_ref().is_none_or(clear)) {
                    faults.push(format!("“{text}” touches another in {}", lane.name));
                }
            }
        }
    }
    faults
}

fn dossier(events: Vec<(u64, i64, i64, String)>, soft: &[usize]) -> Dossier {
    let mut collector = Collector::new("random.csv");
    let start = day(2022, 1, 1).0;
    for (number, (place, from, length, title)) in events.into_iter().enumerate() {
        collector.take(Event {
            id: format!("e{number}"),
            place: format!("Place {place}"),
            lat: Some(43.0),
            lon: Some(76.0),
            t0: start + from * 60,
            t1: start + (from + length) * 60,
            title,
        });
    }
    let mut dossier = collector.finish();
    for index in soft {
        let count = dossier.passages.len().max(1);
        if let Some(passage) = dossier.passages.get_mut(index % count) {
            passage.when = ["2022-01-03~", "2022-01-04T23:00/2022-01-05T04:00~", "2022?", "2010/.."][index % 4].parse().ok();
            passage.status = Status::ALL[index % Status::ALL.len()];
        }
    }
    dossier
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn no_two_texts_touch_and_none_lies_on_a_bar(
        events in prop::collection::vec(
            (0_u64..7, -20_000_i64..20_000, prop::sample::select(vec![10_i64, 90, 600, 1440, 9000, 600_000]), "([A-Za-zә]{1,12} ){0,9}"),
            1..70,
        ),
        soft in prop::collection::vec(0_usize..70, 0..8),
        from in -400_i64..400, hours in prop::sample::select(vec![1_i64, 9, 24, 240, 3000, 90_000]), height in 40.0_f32..500.0,
        by in prop::sample::select(LaneBy::ALL.to_vec()), folds in prop::collection::vec((0_usize..7, any::<bool>(), any::<bool>()), 0..4),
    ) {
        let mut session = Session::new(Arc::new(dossier(events, &soft)));
        session.apply(Action::SetLanes(by));
        let keys: Vec<LaneKey> = session.index.lanes(&session.dossier, by).iter().map(|lane| lane.key).collect();
        for (lane, unfolded, longer) in folds {
            if let Some(key) = keys.get(lane) {
                session.apply(if longer { Action::UnfoldLonger(*key, unfolded) } else { Action::UnfoldLane(*key, unfolded) });
            }
        }
        let from = day(2022, 1, 3).plus(from * HOUR);
        let range = Window::new(from, from.plus(hours * HOUR));
        let plan = plan(&session, range, height);
        prop_assert_eq!(touching(&plan, &axis(range)), Vec::<String>::new());
        prop_assert_eq!(plan.count(), session.index.times().touching(range), "every passage stands in one lane");
        prop_assert_eq!(&plan, &self::plan(&session, range, height));
        // A scrub changes nothing of it.
        session.apply(Action::SetWindow(Window::new(from, from.plus(HOUR))));
        prop_assert_eq!(&plan, &self::plan(&session, range, height));
    }
}

#[test]
fn nothing_of_the_report_touches_at_any_zoom() {
    let session = shipped();
    let middle = day(2022, 1, 5).plus(9 * HOUR);
    for step in 0..40_u32 {
        #[expect(clippy::cast_possible_truncation, reason = "seconds")]
        let seconds = (1800.0 * 1.45_f64.powi(i32::try_from(step).unwrap())).min(6e9) as i64;
        let range = Window::new(middle.plus(-seconds / 2), middle.plus(seconds / 2));
        for height in [60.0, 210.0, 700.0] {
            assert_eq!(touching(&plan(&session, range, height), &axis(range)), Vec::<String>::new(), "{seconds} s, {height}");
        }
    }
}

#[test]
fn a_title_stays_in_view_as_long_as_its_bar() {
    let session = session();
    let night = session.dossier.passage_by_id("night").unwrap();
    // The night begins on the 4th at 23:00; the axis begins within it.
    let from = day(2022, 1, 5).plus(HOUR);
    let plan = plan(&session, Window::new(from, from.plus(6 * HOUR)), 300.0);
    let bar = plan.lanes.iter().flat_map(dateline::view::timeline::Lane::drawn).find(|bar| bar.passage == night).unwrap();
    let label = bar.label.as_ref().unwrap();
    assert!(bar.left < 180.0 && label.inside && (180.0..200.0).contains(&label.left), "{bar:?}");
}

#[test]
fn the_lane_of_the_chosen_place_comes_first_and_is_unfolded() {
    let mut session = shipped();
    let ten_days = Window::new(day(2022, 1, 1), day(2022, 1, 11));
    let before = plan(&session, ten_days, 200.0);
    assert!(before.height > 200.0, "there is more than has room");
    let zhanaozen = session.dossier.places.iter().position(|place| place.title == "Zhanaozen").unwrap();
    session.apply(Action::SelectPlace(Some(dateline::report::ids::PlaceIx::new(zhanaozen))));
    let after = plan(&session, ten_days, 200.0);
    assert_eq!((after.lanes[0].name.as_str(), after.lanes[0].share.form), ("Zhanaozen", Form::Titled));
    assert!(after.lanes[0].bars.iter().all(|bar| bar.label.is_some()));
    let rest = |plan: &LanePlan| -> Vec<String> {
        plan.lanes.iter().map(|lane| lane.name.clone()).filter(|name| name != "Zhanaozen").collect()
    };
    assert_eq!(rest(&before), rest(&after), "the others keep their order");
    // Whoever folds it has it folded, until it is chosen again.
    session.apply(Action::UnfoldLane(after.lanes[0].key, false));
    assert_eq!(plan(&session, ten_days, 200.0).lanes[0].share.form, Form::Strip);
    session.apply(Action::SelectPlace(None));
    session.apply(Action::SelectPlace(Some(dateline::report::ids::PlaceIx::new(zhanaozen))));
    assert_eq!(plan(&session, ten_days, 200.0).lanes[0].share.form, Form::Titled);
}

#[test]
fn a_click_on_a_name_folds_a_lane_and_another_one_unfolds_it() {
    let mut harness = open(session());
    let expanded = |harness: &_, name: &str| button(harness, name).accesskit_node().data().is_expanded();
    assert_eq!(expanded(&harness, "Lane Uralsk"), Some(true));
    assert_eq!(starting(&harness, "Title of rumour").len(), 1);
    button(&harness, "Lane Uralsk").click();
    harness.run();
    assert_eq!(expanded(&harness, "Lane Uralsk"), Some(false));
    assert!(starting(&harness, "Title of rumour").is_empty());
    button(&harness, "Lane Uralsk").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(expanded(&harness, "Lane Uralsk"), Some(true));
    assert_eq!(starting(&harness, "Title of rumour").len(), 1);
}

#[test]
fn longer_passages_are_a_band_that_says_how_many_are_in_the_window_and_unfolds() {
    let mut harness = open(shipped());
    let bands: Vec<String> = harness
        .query_all_by_role(Role::Button)
        .filter_map(|node| node.accesskit_node().label())
        .filter(|name| name.contains("longer passages of"))
        .collect();
    let name = bands.first().expect("the report has states of affairs").clone();
    assert!(name.ends_with(" in the window"), "{name}");
    let press = |harness: &mut egui_kittest::Harness<'_, crate::interface::App>| {
        // It may lie below what is in view; the focus brings it there.
        button(harness, &name).focus();
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
    };
    press(&mut harness);
    assert_eq!(button(&harness, &name).accesskit_node().data().is_expanded(), Some(true));
    assert_eq!(harness.state().session.state.lanes_unfolded.longer.len(), 1);
    press(&mut harness);
    assert_eq!(button(&harness, &name).accesskit_node().data().is_expanded(), Some(false));
}

#[test]
fn the_wheel_scrolls_the_lanes_over_their_names_and_with_alt_and_zooms_elsewhere() {
    let mut harness = open(shipped());
    let top = |harness: &_| starting(harness, "Lane ")[0].rect().top();
    let turn = |harness: &mut egui_kittest::Harness<'_, crate::interface::App>, at, modifiers| {
        harness.event(Input::PointerMoved(at));
        harness.event(Input::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -60.0),
            modifiers,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
        });
        harness.run();
    };
    let (range, before) = (harness.state().session.state.range, top(&harness));
    let over_name = starting(&harness, "Lane ")[0].rect().center();
    turn(&mut harness, over_name, Modifiers::NONE);
    assert!(top(&harness) < before - 20.0, "the lanes have moved up");
    assert_eq!(harness.state().session.state.range, range);
    let over_axis = on_axis(&harness, day(2022, 1, 3));
    let scrolled = top(&harness);
    harness.event(Input::ModifiersChanged(Modifiers::ALT));
    turn(&mut harness, over_axis, Modifiers::ALT);
    assert_eq!(harness.state().session.state.range, range);
    assert!(top(&harness) < scrolled, "with Alt the lanes scroll");
    harness.event(Input::ModifiersChanged(Modifiers::NONE));
    turn(&mut harness, over_axis, Modifiers::NONE);
    assert_ne!(harness.state().session.state.range, range, "the wheel zooms");
}

#[test]
fn lanes_keep_their_places_under_the_pointer() {
    let mut harness = open(session());
    let first = |harness: &_| starting(harness, "Lane ")[0].accesskit_node().label().unwrap();
    let oral = harness.state().session.dossier.place_by_id("oral");
    let before = first(&harness);
    assert_ne!(before, "Lane Uralsk");
    let at = on_axis(&harness, day(2022, 1, 9));
    harness.event(Input::PointerMoved(at));
    harness.run();
    harness.state_mut().session.apply(Action::SelectPlace(oral));
    harness.run();
    assert_eq!(first(&harness), before);
    harness.event(Input::PointerMoved(egui::pos2(700.0, 20.0)));
    harness.run();
    assert_eq!(first(&harness), "Lane Uralsk");
}

#[test]
fn the_timeline_is_made_taller_by_the_pointer_by_keys_and_by_a_screen_reader() {
    let mut harness = open(session());
    let splitter = |harness: &egui_kittest::Harness<'_, crate::interface::App>| {
        harness.get_by_role_and_label(Role::Splitter, "Height of the timeline").rect().center()
    };
    let start = splitter(&harness);
    crate::interface::drag(&mut harness, start, start - egui::vec2(0.0, 90.0));
    assert!((splitter(&harness).y - (start.y - 90.0)).abs() < 2.0);
    harness.get_by_role_and_label(Role::Splitter, "Height of the timeline").focus();
    harness.run();
    let before = window(&harness);
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert!(splitter(&harness).y > start.y - 88.0);
    assert_eq!(window(&harness), before);
    let share = harness.state().session.state.timeline_share.unwrap();
    let target = harness.get_by_role_and_label(Role::Splitter, "Height of the timeline").accesskit_node().locate().0;
    let action = egui::accesskit::Action::Increment;
    let request =
        egui::accesskit::ActionRequest { action, target_tree: egui::accesskit::TreeId::ROOT, target_node: target, data: None };
    harness.event(Input::AccessKitActionRequest(request));
    harness.run();
    assert!(harness.state().session.state.timeline_share.unwrap() > share);
}

#[test]
fn speed_step_and_loop_are_controls() {
    let mut harness = open(session());
    button(&harness, "Speed 1×").click();
    harness.run();
    button(&harness, "2×").click();
    harness.run();
    button(&harness, "Speed 2×").click();
    harness.run();
    button(&harness, "Go from passage to passage").click();
    harness.run();
    button_starting(&harness, "Loop is off: Play stops at the end").click();
    harness.run();
    let play = harness.state().session.state.play;
    assert!(play.looped && play.pace == dateline::session::Pace::Passages && (play.speed - 2.0).abs() < 1e-9, "{play:?}");
    let seconds = harness.state().session.state.range.seconds();
    button(&harness, "Show less time (+)").click();
    harness.run();
    assert_eq!(harness.state().session.state.range.seconds(), seconds / 2);
}

#[test]
fn a_chosen_place_shows_its_first_passage_in_the_window() {
    let mut harness = open(shipped());
    let almaty = harness.state().session.dossier.place_by_id("almaty");
    harness.state_mut().session.apply(Action::SelectPlace(almaty));
    harness.run();
    let session = &harness.state().session;
    let is_inside =
        |passage: &Passage| passage.when.is_some_and(|when| Relation::of(&when, session.state.window) == Relation::Inside);
    let names = session.dossier.passages.iter().filter(|passage| is_inside(passage)).map(|passage| format!("{}, ", passage.title));
    let overview = harness.get_by_role_and_label(Role::Canvas, "Timeline axis").rect();
    let seen = |name: &String| starting(&harness, name).iter().any(|bar| overview.contains(bar.rect().center()));
    assert!(names.filter(seen).count() > 0, "a red bar is seen");
}
