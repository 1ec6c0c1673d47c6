//! What a hand or a keyboard does on the map, through the real interface.

use dateline::report::ids::PlaceIx;
use dateline::session::{Action, Fit, Inset, Session};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::fixture::{session, shipped};
use crate::interface::{App, button, drag, open, open_moving, starting};

fn state<'a>(harness: &'a Harness<'_, App>) -> &'a dateline::session::State {
    &harness.state().session.state
}

fn zoom(harness: &Harness<'_, App>) -> f64 {
    state(harness).camera.unwrap().zoom
}

fn place(harness: &Harness<'_, App>, id: &str) -> Option<PlaceIx> {
    harness.state().session.dossier.place_by_id(id)
}

fn middle(harness: &Harness<'_, App>) -> Pos2 {
    harness.get_by_label("Map").rect().center()
}

#[test]
fn a_city_opens_in_a_corner_closes_and_opens_again() {
    let mut harness = open(shipped());
    button(&harness, "Close the map of Almaty");
    starting(&harness, "Abai Avenue, ")[0].click();
    harness.run();
    assert_eq!(state(&harness).selection.place, place(&harness, "abai-avenue"));
    let before = zoom(&harness);
    button(&harness, "Close the map of Almaty").click();
    harness.run();
    assert_eq!(state(&harness).inset, Inset::Closed);
    assert!(harness.query_by_label("Close the map of Almaty").is_none());
    starting(&harness, "Map of Almaty")[0].click();
    harness.run();
    button(&harness, "Zoom to Almaty").click();
    harness.run();
    assert!(zoom(&harness) > before + 4.0);
    assert!(harness.query_by_label("Close the map of Almaty").is_none(), "close up, the map itself shows the sites");
}

#[test]
fn several_places_at_one_point_fan_out_into_a_list() {
    let mut harness = open(shipped());
    let almaty = place(&harness, "almaty").unwrap();
    harness.state_mut().session.apply(Action::GoToPlace(almaty));
    harness.run();
    let cluster = starting(&harness, "Almaty and 2 more places, ");
    assert_eq!(cluster.len(), 1, "the city's point stands for two sites that are not located");
    cluster[0].focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    harness.run();
    assert_eq!(starting(&harness, "Almaty police headquarters: ").len(), 1);
    // The list is walked by key alone: its first entry has the keyboard.
    harness.key_press(Key::Tab);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let chosen = state(&harness).selection.place;
    assert!([place(&harness, "almaty-police-headquarters"), place(&harness, "almaty-morgue")].contains(&chosen), "{chosen:?}");
}

#[test]
fn markers_are_walked_in_the_order_of_their_counts() {
    let harness = open(shipped());
    let counts: Vec<usize> = starting(&harness, "")
        .iter()
        .filter_map(|node| {
            let name = egui_kittest::kittest::NodeT::accesskit_node(node).label()?;
            let (_, rest) = name.split_once(", ")?;
            let count = rest.strip_suffix(" passages in the window").or_else(|| rest.strip_suffix(" passage in the window"))?;
            count.parse().ok()
        })
        .collect();
    let map = &counts[..4];
    assert!(map.is_sorted_by(|a, b| a >= b), "{counts:?}");
}

#[test]
fn plus_and_minus_zoom_from_the_map_and_from_a_marker() {
    let mut harness = open(session());
    let before = zoom(&harness);
    starting(&harness, "western Kazakhstan, ")[0].focus();
    harness.run();
    harness.key_press(Key::Minus);
    harness.run();
    assert!((zoom(&harness) - before + 1.0).abs() < 1e-6);
    harness.get_by_label("Map").focus();
    harness.run();
    harness.key_press(Key::Plus);
    harness.run();
    assert!((zoom(&harness) - before).abs() < 1e-6);
    harness.key_press(Key::W);
    harness.run();
    assert!((zoom(&harness) - before).abs() > 1e-3, "W shows what is in the window");
}

#[test]
fn a_locked_map_stays_and_says_so() {
    let mut harness = open(shipped());
    button(&harness, "Lock the map where it is (L)").click();
    harness.run();
    let before = state(&harness).camera;
    let prague = place(&harness, "prague");
    harness.state_mut().session.apply(Action::SelectPlace(prague));
    harness.run();
    assert_eq!(state(&harness).camera, before);
    button(&harness, "Unlock the map, so that it follows what you choose (L)").click();
    harness.run();
    harness.key_press(Key::P);
    harness.run();
    assert_ne!(state(&harness).camera, before);
}

#[test]
fn a_place_is_found_with_a_slip_and_arrows_choose_another() {
    let mut harness = open(shipped());
    button(&harness, "Find a place (Ctrl+K)").click();
    harness.run();
    harness.event(Event::Text("almtay".into()));
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::ArrowUp);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(state(&harness).selection.place, place(&harness, "almaty"));
    assert!(zoom(&harness) > 10.0);
    harness.key_press_modifiers(Modifiers::CTRL, Key::K);
    harness.run();
    harness.event(Event::Text("xyzzy".into()));
    harness.run();
    assert!(harness.query_by_label("No place in this report is called “xyzzy”.").is_some());
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!state(&harness).places_open);
    assert!(state(&harness).selection.place.is_some(), "Escape is for the page");
}

#[test]
fn a_place_of_which_the_report_says_nothing_is_flown_to() {
    let mut harness = open(shipped());
    let before = state(&harness).camera;
    harness.key_press_modifiers(Modifiers::CTRL, Key::K);
    harness.run();
    harness.event(Event::Text("reykjav".into()));
    harness.run();
    assert!(harness.query_all_by_label_contains("Iceland, not in this report").count() > 0);
    harness.key_press(Key::Enter);
    harness.run();
    let there = state(&harness).camera.expect("the map has moved").lon_lat();
    assert!((there.lon + 21.9).abs() < 1.0 && (there.lat - 64.1).abs() < 1.0, "{there:?}");
    assert!(state(&harness).camera != before && !state(&harness).places_open);
    assert_eq!(state(&harness).selection.place, None);
}

#[test]
fn pinching_zooms_and_the_zoom_has_its_limits() {
    let mut harness = open(session());
    let at = middle(&harness);
    let before = zoom(&harness);
    harness.event(Event::PointerMoved(at));
    harness.event(Event::Zoom(1.5));
    harness.run();
    assert!(zoom(&harness) > before + 0.4);
    for _ in 0..60 {
        harness.event(Event::Zoom(4.0));
        harness.step();
    }
    harness.run();
    assert!((zoom(&harness) - 20.0).abs() < 1e-6, "{}", zoom(&harness));
    for _ in 0..60 {
        harness.event(Event::Zoom(0.25));
        harness.step();
    }
    harness.run();
    let height = f64::from(harness.get_by_label("Map").rect().height());
    assert!(state(&harness).camera.unwrap().world_points() >= height - 1.0, "the world covers the map");
}

#[test]
fn a_quick_drag_runs_on_and_comes_to_rest() {
    let mut harness = open_moving(session());
    let at = middle(&harness);
    harness.event(Event::PointerMoved(at));
    harness.step();
    let press =
        |pos, pressed| Event::PointerButton { pos, button: egui::PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    harness.event(press(at, true));
    harness.step();
    for step in 1_u8..6 {
        harness.event(Event::PointerMoved(at + vec2(f32::from(step) * 20.0, 0.0)));
        harness.step();
    }
    let let_go = state(&harness).camera.unwrap().center.x;
    harness.event(press(at + vec2(100.0, 0.0), false));
    for _ in 0..200 {
        harness.step();
    }
    let rest = state(&harness).camera.unwrap().center.x;
    assert!(rest < let_go - 1e-4, "it ran on: {let_go} {rest}");
    harness.step();
    assert_eq!(state(&harness).camera.unwrap().center.x.to_bits(), rest.to_bits());
}

#[test]
fn a_flight_ends_where_it_was_going_and_a_hand_on_the_map_ends_it_at_once() {
    let mut harness = open_moving(shipped());
    let prague = place(&harness, "prague").unwrap();
    harness.state_mut().session.apply(Action::GoToPlace(prague));
    for _ in 0..30 {
        harness.step();
    }
    let there = state(&harness).camera.unwrap();
    assert!((there.lon_lat().lon - 14.42).abs() < 0.2, "{there:?}");
    let mut harness = open_moving(shipped());
    let start = zoom(&harness);
    // On the way to all that is in the window, some markers can be seen at any time.
    harness.state_mut().session.apply(Action::Fit(Fit::Window));
    harness.step();
    let goal = zoom(&harness);
    harness.step();
    harness.step();
    harness.event(Event::PointerMoved(middle(&harness)));
    harness.event(Event::Zoom(1.05));
    harness.step();
    let held = zoom(&harness);
    assert!(start < held && held < goal, "taken in hand on the way: {start} {held} {goal}");
    // What is drawn stays where the hand has it, in this frame and in all that follow.
    harness.step();
    let seen = ["Almaty, ", "Kazakhstan, ", "Nur-Sultan, ", "Kyrgyzstan, "].into_iter();
    let seen = seen.filter(|name| !starting(&harness, name).is_empty()).collect::<Vec<_>>();
    let at = |harness: &Harness<'_, App>| starting(harness, seen[0])[0].rect().center();
    let there = at(&harness);
    for _ in 0..30 {
        harness.step();
        let now = at(&harness);
        assert!(now.distance(there) < 1.5, "flown on from {there:?} to {now:?}");
    }
    assert!((zoom(&harness) - held).abs() < 1e-6);
}

#[test]
fn the_map_goes_round_the_world() {
    let mut harness = open(session());
    let at = middle(&harness);
    for _ in 0..8 {
        harness.event(Event::PointerMoved(at));
        harness.event(Event::Zoom(0.5));
        harness.step();
    }
    harness.run();
    for _ in 0..12 {
        drag(&mut harness, at, at + vec2(200.0, 0.0));
        let center = state(&harness).camera.unwrap().center.x;
        assert!((0.0..1.0).contains(&center), "{center}");
        assert_eq!(
            starting(&harness, "Almaty, ").len() + starting(&harness, "Almaty and ").len(),
            1,
            "once on the map, at {center}"
        );
    }
}

#[test]
fn what_is_hovered_on_the_map_is_lit_and_a_mention_lights_its_marker() {
    let mut harness = open(session());
    let at = starting(&harness, "Uralsk, ")[0].rect().center();
    harness.event(Event::PointerMoved(at));
    harness.run();
    assert!(state(&harness).hovered.is_some());
    harness.get_by_role_and_label(Role::Tab, "Document").click();
    harness.run();
    let mention = harness.get_by_role_and_label(Role::Link, "Uralsk: Uralsk").rect().center();
    harness.event(Event::PointerMoved(mention));
    harness.run();
    let oral = place(&harness, "oral").unwrap();
    assert_eq!(state(&harness).hovered, Some(dateline::session::Hovered::Place(oral)));
}

/// Actions of the map alone keep what must hold.
#[test]
fn nonsense_is_refused() {
    let mut session: Session = session();
    session.apply(Action::GoToPlace(PlaceIx(9_999)));
    assert_eq!(session.state.selection.place, None);
    assert_eq!(session.state.fit, None);
    let nowhere = session.dossier.place_by_id("nowhere").unwrap();
    session.apply(Action::GoToPlace(nowhere));
    assert_eq!(session.state.selection.place, Some(nowhere));
    assert_eq!(session.state.fit, None, "there is nowhere to fly to");
}

#[test]
fn a_marker_that_is_pointed_at_names_what_is_told_there() {
    let mut harness = open(shipped());
    let at = starting(&harness, "Almaty, ")[0].rect().center();
    harness.event(Event::PointerMoved(at));
    harness.run_steps(4);
    assert!(harness.query_by_label("and 33 more").is_some(), "38 in the window, five of them named");
    let session = &harness.state().session;
    let almaty = session.dossier.place_by_id("almaty").unwrap();
    let first =
        session.index.passages_inside(&session.dossier, dateline::index::atlas::Sites::Folded, almaty, session.state.window).next();
    let title = session.dossier.passage(first.unwrap()).title.clone();
    assert!(!starting(&harness, &title).is_empty(), "{title}");
}
