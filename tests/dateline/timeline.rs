//! The timeline: its ticks at every zoom, and what a hand, a key or a screen reader does with it.

use std::fmt::Write as _;

use dateline::index::times::Window;
use dateline::report::moment::{DAY, HOUR, MINUTE, Moment};
use dateline::session::{Action, Section};
use dateline::theme;
use dateline::view::timeline::{Axis, Placed, context, place, ticks};
use egui::accesskit::Role;
use egui::{Key, Modifiers, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::fixture::{session, shipped};
use crate::interface::{App, at, button, drag, on_axis, open, starting, window};

/// The widths of axis that are tried, in points: a small window, a usual one, a wide screen.
const WIDTHS: [f32; 3] = [600.0, 876.0, 1760.0];

/// Twenty zooms from two centuries to ten minutes, each so many times closer than the one before.
fn zooms() -> Vec<i64> {
    let (longest, shortest) = (200.0 * 365.25 * 86_400.0, 600.0_f64);
    #[expect(clippy::cast_possible_truncation, reason = "seconds")]
    let zoom = |step: u32| (longest * (shortest / longest).powf(f64::from(step) / 19.0)).round() as i64;
    (0..20).map(zoom).collect()
}

/// Measures with the faces that the timeline writes in.
fn with_fonts<T>(use_them: impl FnOnce(&dyn Fn(&str, bool) -> f32) -> T) -> T {
    let context = egui::Context::default();
    theme::install(&context);
    let mut use_them = Some(use_them);
    let mut result = None;
    // Fonts exist only within a frame.
    let mut output = context.run_ui(egui::RawInput::default(), |ui| {
        let measure = |text: &str, strong: bool| {
            let font = if strong { theme::bold(theme::size::LABEL) } else { theme::sans(theme::size::LABEL) };
            ui.painter().layout_no_wrap(text.to_owned(), font, egui::Color32::PLACEHOLDER).size().x
        };
        if let Some(use_them) = use_them.take() {
            result = Some(use_them(&measure));
        }
    });
    output.textures_delta.clear();
    result.unwrap()
}

fn words(label: &Placed) -> String {
    format!("{}{}", label.quiet, label.strong)
}

#[test]
fn ticks_say_where_one_is_at_twenty_zooms_and_three_widths() {
    let middle = Moment::from_ymd(2022, 1, 5).unwrap().plus(10 * HOUR);
    let text = with_fonts(|measure| {
        let mut text = String::new();
        for (seconds, width) in zooms().into_iter().flat_map(|seconds| WIDTHS.map(|width| (seconds, width))) {
            let range = Window::new(middle.plus(-seconds / 2), middle.plus(seconds / 2));
            let axis = Axis::new(range, 0.0, width);
            let placed = place(&axis, &ticks(&axis), measure);
            assert!(placed.len() >= 2, "{seconds} s on {width}: {placed:?}");
            for two in placed.windows(2) {
                assert!(two[0].right < two[1].left, "{two:?} touch at {seconds} s on {width}");
            }
            assert!(placed.last().unwrap().right <= width, "{seconds} s on {width}");
            let labels: Vec<String> = placed.iter().map(words).collect();
            writeln!(text, "{seconds} s on {width}: ({}) {}", context(&axis), labels.join(" | ")).unwrap();
        }
        text
    });
    insta::assert_snapshot!(text);
}

/// The labels of an axis of 900 points.
fn labels(from: Moment, seconds: i64) -> String {
    with_fonts(|measure| {
        let axis = Axis::new(Window::new(from, from.plus(seconds)), 0.0, 900.0);
        let labels: Vec<String> = place(&axis, &ticks(&axis), measure).iter().map(words).collect();
        format!("({}) {}", context(&axis), labels.join(" | "))
    })
}

#[test]
fn leap_days_new_years_and_years_long_ago_are_marked_as_what_they_are() {
    let day = |year, month, day| Moment::from_ymd(year, month, day).unwrap();
    let cases = [
        ("a leap day", labels(day(2020, 2, 27), 4 * DAY)),
        ("no leap day", labels(day(1900, 2, 27), 4 * DAY)),
        ("a new year by days", labels(day(2021, 12, 29), 6 * DAY)),
        ("a new year by hours", labels(day(2021, 12, 31).plus(18 * HOUR), 12 * HOUR)),
        ("a new year by months", labels(day(2018, 10, 1), 250 * DAY)),
        ("before 1900", labels(day(1848, 1, 1), 3 * 365 * DAY)),
        ("before 1", labels(day(-50, 1, 1), 100 * 365 * DAY)),
        ("ten minutes", labels(day(2022, 1, 5).plus(10 * HOUR), 10 * MINUTE)),
    ];
    let text: Vec<String> = cases.into_iter().map(|(name, labels)| format!("{name}: {labels}")).collect();
    insta::assert_snapshot!(text.join("\n"));
}

fn range(harness: &Harness<'_, App>) -> Window {
    harness.state().session.state.range
}

#[test]
fn a_click_on_free_axis_puts_a_window_of_the_last_width_there() {
    let mut harness = open(session());
    let (from, to) = (on_axis(&harness, at(7, 0)), on_axis(&harness, at(8, 12)));
    drag(&mut harness, from, to);
    assert_eq!(window(&harness), "7 January 2022, 00:00 – 8 January 2022, 12:00");
    let there = on_axis(&harness, at(3, 0));
    harness.event(egui::Event::PointerMoved(there));
    harness.run();
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        harness.event(egui::Event::PointerButton { pos: there, button, pressed, modifiers: Modifiers::NONE });
        harness.step();
    }
    harness.run();
    assert_eq!(window(&harness), "2 January 2022, 06:00 – 3 January 2022, 18:00", "as wide as the last one");
    // The axis has the keyboard now: + and − zoom it, 0 shows all time, and the arrows still move the window.
    let before = range(&harness).seconds();
    harness.key_press(Key::Plus);
    harness.run();
    assert_eq!(range(&harness).seconds(), before / 2);
    harness.key_press(Key::Minus);
    harness.run();
    assert_eq!(range(&harness).seconds(), before);
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert_eq!(window(&harness), "3 January 2022, 18:00 – 5 January 2022, 06:00");
    harness.key_press(Key::Num0);
    harness.run();
    assert!(range(&harness).seconds() > 365 * DAY);
}

fn wheel(harness: &mut Harness<'_, App>, at: egui::Pos2, by: f32, modifiers: Modifiers) {
    harness.event(egui::Event::PointerMoved(at));
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, by),
        modifiers,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    harness.run();
}

#[test]
fn the_wheel_zooms_at_the_pointer_and_with_shift_it_pans() {
    let mut harness = open(session());
    let (before, there) = (range(&harness), on_axis(&harness, at(3, 12)));
    wheel(&mut harness, there, 120.0, Modifiers::NONE);
    let zoomed = range(&harness);
    assert!(zoomed.seconds() < before.seconds() * 3 / 4);
    assert!((on_axis(&harness, at(3, 12)).x - there.x).abs() < 1.0, "what lies under the pointer stays there");
    harness.event(egui::Event::ModifiersChanged(Modifiers::SHIFT));
    wheel(&mut harness, there, 120.0, Modifiers::SHIFT);
    assert_eq!(range(&harness).seconds(), zoomed.seconds());
    assert_ne!(range(&harness).from, zoomed.from);
}

#[test]
fn space_plays_and_a_second_one_pauses() {
    let mut harness = open(session());
    let before = window(&harness);
    harness.key_press(Key::Space);
    for _ in 0..10 {
        harness.step();
    }
    assert!(harness.state().session.state.play.running);
    assert_ne!(window(&harness), before);
    harness.key_press(Key::Space);
    harness.run();
    let paused = window(&harness);
    harness.step();
    assert_eq!(window(&harness), paused);
    assert!(!harness.state().session.state.play.running);
}

#[test]
fn gaps_unfold_and_fold_and_time_runs_evenly_when_asked() {
    let mut harness = open(shipped());
    let folds = |harness: &Harness<'_, App>| starting(harness, "Unfold ").len();
    let before = folds(&harness);
    assert!(before > 3);
    let name = starting(&harness, "Unfold ")[0].accesskit_node().label().unwrap();
    button(&harness, &name).click();
    harness.run();
    assert_eq!(folds(&harness), before - 1);
    button(&harness, &name.replacen("Unfold", "Fold", 1)).click();
    harness.run();
    assert_eq!(folds(&harness), before);
    button(&harness, "Gaps folded").click();
    harness.run();
    assert_eq!(folds(&harness), 0, "nothing is folded where time runs evenly");
    button(&harness, "Even time").click();
    harness.run();
    assert_eq!(folds(&harness), before);
}

#[test]
fn a_drag_along_the_overview_draws_a_window() {
    let mut harness = open(shipped());
    let strip = harness.get_by_label("Overview of all time").rect();
    let y = strip.center().y;
    drag(&mut harness, pos2(strip.left() + 5.0, y), pos2(strip.left() + strip.width() * 0.5, y));
    let state = &harness.state().session.state;
    assert!(state.window.from.year() < 1900 && state.window.to.year() > 1980, "{}", window(&harness));
    assert!(state.range.holds(state.window), "the detail axis follows");
}

#[test]
fn the_handles_are_sliders_that_a_screen_reader_moves() {
    let mut harness = open(session());
    for (name, action, expected) in [
        ("Window end", egui::accesskit::Action::Increment, "Wednesday 5 January 2022, 09:00–22:00"),
        ("Window start", egui::accesskit::Action::Decrement, "Wednesday 5 January 2022, 03:00–22:00"),
    ] {
        let slider = harness.get_by_role_and_label(Role::Slider, name);
        assert!(slider.accesskit_node().value().unwrap().contains("5 January 2022"));
        let target = slider.accesskit_node().locate().0;
        let request =
            egui::accesskit::ActionRequest { action, target_tree: egui::accesskit::TreeId::ROOT, target_node: target, data: None };
        harness.event(egui::Event::AccessKitActionRequest(request));
        harness.run();
        assert_eq!(window(&harness), expected);
    }
}

#[test]
fn a_screen_reader_sets_the_ends_of_the_window_and_hears_where_they_are() {
    use egui::accesskit::{Action as Ask, ActionData, ActionRequest, TreeId};
    let mut harness = open(session());
    let mut ask = |name: &str, data: ActionData, expected: &str| {
        let target_node = harness.get_by_role_and_label(Role::Slider, name).accesskit_node().locate().0;
        let request = ActionRequest { action: Ask::SetValue, target_tree: TreeId::ROOT, target_node, data: Some(data) };
        harness.event(egui::Event::AccessKitActionRequest(request));
        harness.run();
        assert_eq!(window(&harness), expected);
    };
    #[expect(clippy::cast_precision_loss, reason = "seconds of the calendar are below 2^53")]
    let seconds = |moment: Moment| ActionData::NumericValue(moment.0 as f64);
    ask("Window start", seconds(at(4, 18)), "4 January 2022, 18:00 – 5 January 2022, 16:00");
    ask("Window end", seconds(at(6, 0)), "4 January 2022, 18:00 – 5 January 2022, 24:00");
    ask("Window start", ActionData::Value("5 January 2022, 7:30".into()), "Wednesday 5 January 2022, 07:30–24:00");
    ask("Window end", ActionData::Value("2022-01-05T12:00".into()), "Wednesday 5 January 2022, 07:30–12:00");
    ask("Window end", ActionData::Value("7 January 2022".into()), "5 January 2022, 07:30 – 7 January 2022, 24:00");
    ask("Window end", ActionData::Value("no time".into()), "5 January 2022, 07:30 – 7 January 2022, 24:00");
    ask("Window end", ActionData::NumericValue(f64::NAN), "5 January 2022, 07:30 – 7 January 2022, 24:00");
    // An end stays on its side of the other one, and on the axis.
    ask("Window end", ActionData::NumericValue(f64::MIN), "Wednesday 5 January 2022, 07:30–07:31");
    ask("Window end", ActionData::NumericValue(f64::MAX), "5 January 2022, 07:30 – 10 January 2022, 24:00");
    let slider = harness.get_by_role_and_label(Role::Slider, "Window start");
    let node = slider.accesskit_node();
    assert_eq!(node.value().unwrap(), "Wednesday 5 January 2022, 07:30");
    #[expect(clippy::cast_possible_truncation, reason = "seconds of the calendar")]
    let whole = |value: Option<f64>| Moment(value.unwrap() as i64);
    assert_eq!(whole(node.numeric_value()), at(5, 7).plus(HOUR / 2));
    assert_eq!(whole(node.min_numeric_value()), harness.state().session.state.range.from);
    assert_eq!(whole(node.max_numeric_value()), harness.state().session.state.window.to.plus(-60));
    assert!(node.numeric_value_step().unwrap() >= 60.0);
}

#[test]
fn play_begins_again_when_it_is_asked_to_and_stops_at_a_touch() {
    let mut session = shipped();
    session.apply(Action::SetLooped(true));
    let last = session.index.folds().extent().unwrap().to;
    session.apply(Action::SetWindow(Window::new(last.plus(-DAY), last)));
    session.apply(Action::SetPlaying(true));
    for _ in 0..40 {
        session.apply(Action::Tick(0.1));
    }
    assert!(session.state.play.running, "it begins again");
    assert!(session.state.window.from < last.plus(-2 * DAY));
    assert!(session.state.just_reached().is_some());
    session.apply(Action::SetWindow(Window::new(last.plus(-DAY), last)));
    assert!(!session.state.play.running, "a touch pauses it");
    assert_eq!(session.state.just_reached(), None);
}

#[test]
fn a_new_reader_finds_2011_and_from_there_june_2016() {
    let mut harness = open(shipped());
    button(&harness, "Go to").click();
    harness.run();
    button(&harness, "2011").click();
    harness.run();
    assert_eq!(window(&harness), "2011");
    assert!(harness.state().session.cards().count(Section::Inside) > 0);
    let strip = starting(&harness, "Overview 2016").into_iter().next().expect("2016 has a stretch of its own on the overview");
    strip.click();
    harness.run();
    let session = &harness.state().session;
    let cards = session.listed(Section::Inside);
    let aktobe = cards.iter().any(|ix| session.dossier.passage(*ix).title.contains("gun shops"));
    assert!(aktobe, "{}: {} cards", window(&harness), cards.len());
}
