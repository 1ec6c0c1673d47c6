//! Places moved and drawn on the map, and passages moved in time, by pointer and by keyboard, through the real interface.

use dateline::edit::{Deed, PlaceChange};
use dateline::report::ids::{PassageIx, PlaceIx};
use dateline::report::mercator::World;
use dateline::report::place::{LonLat, Place};
use dateline::session::{Action, Camera, Editing, Placing, Session, Shape, Surroundings};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use geo::Geometry;

use crate::fixture::session;
use crate::interface::{App, at, button, button_starting, drag, on_axis, open, open_moving, starting};

fn inner<'a>(harness: &'a Harness<'_, App>) -> &'a Session {
    &harness.state().session
}

fn ix(harness: &Harness<'_, App>, id: &str) -> PlaceIx {
    inner(harness).dossier.place_by_id(id).unwrap()
}

fn place<'a>(harness: &'a Harness<'_, App>, id: &str) -> &'a Place {
    inner(harness).dossier.place(ix(harness, id))
}

fn passage(harness: &Harness<'_, App>, id: &str) -> PassageIx {
    inner(harness).dossier.passage_by_id(id).unwrap()
}

/// When a passage is, as it is written; empty without a date.
fn when(harness: &Harness<'_, App>, id: &str) -> String {
    let passage = inner(harness).dossier.passage(passage(harness, id));
    passage.when.map_or_else(String::new, |when| when.to_string())
}

fn act(harness: &mut Harness<'_, App>, action: Action) {
    drop(harness.state_mut().session.apply(action));
    harness.run();
}

fn edits(harness: &Harness<'_, App>) -> usize {
    inner(harness).state.edits.done
}

/// A window in which things are moved by hand.
fn editing() -> Harness<'static, App> {
    let mut harness = open(session());
    button_starting(&harness, "Edit the map and the timeline").click();
    harness.run();
    assert!(inner(&harness).state.map_editing);
    harness
}

fn middle(harness: &Harness<'_, App>, start: &str) -> Pos2 {
    starting(harness, start)[0].rect().center()
}

fn click(harness: &mut Harness<'_, App>, pos: Pos2, modifiers: Modifiers) {
    harness.event(Event::PointerMoved(pos));
    harness.step();
    harness.event(Event::ModifiersChanged(modifiers));
    for pressed in [true, false] {
        harness.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
    }
    harness.run();
    harness.event(Event::ModifiersChanged(Modifiers::NONE));
    // Two clicks at once would be a double click.
    harness.run_steps(4);
}

/// Where a position is on the map.
fn on_map(harness: &Harness<'_, App>, lon: f64, lat: f64) -> Pos2 {
    let camera = inner(harness).state.camera.unwrap();
    let (x, y) = camera.to_screen(dateline::report::mercator::World::from_lon_lat(LonLat { lon, lat }));
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    let offset = vec2(x as f32, y as f32);
    harness.get_by_label("Map").rect().center() + offset
}

fn kilometres(a: LonLat, b: LonLat) -> f64 {
    dateline::report::globe::distance_metres(a, b) / 1000.0
}

#[test]
fn a_place_is_dragged_in_the_mode_and_not_outside_of_it() {
    let mut harness = open(session());
    let (before, from) = (place(&harness, "oral").point.unwrap(), middle(&harness, "Uralsk, "));
    drag(&mut harness, from, from + vec2(60.0, 40.0));
    assert_eq!((place(&harness, "oral").point, edits(&harness)), (Some(before), 0), "the map was moved, not the place");
    let mut harness = editing();
    let from = middle(&harness, "Uralsk, ");
    drag(&mut harness, from, from + vec2(60.0, 40.0));
    let after = place(&harness, "oral").point.unwrap();
    assert!(after.lon > before.lon && after.lat < before.lat, "{before:?} {after:?}");
    assert!(middle(&harness, "Uralsk, ").distance(from + vec2(60.0, 40.0)) < 2.0, "it is where it was let go");
    assert_eq!(edits(&harness), 1);
    assert!(after.lon.to_string().len() <= 6, "no digits that a hand cannot point to: {after:?}");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(place(&harness, "oral").point, Some(before));
}

#[test]
fn a_click_in_the_mode_still_chooses_and_escape_during_a_drag_leaves_all_as_it_was() {
    let mut harness = editing();
    let from = middle(&harness, "Uralsk, ");
    click(&mut harness, from, Modifiers::NONE);
    assert_eq!(inner(&harness).state.selection.place, Some(ix(&harness, "oral")));
    let from = middle(&harness, "Uralsk, ");
    let press = |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    harness.event(Event::PointerMoved(from));
    harness.event(press(from, true));
    harness.step();
    harness.event(Event::PointerMoved(from + vec2(50.0, 0.0)));
    harness.step();
    harness.step();
    harness.key_press(Key::Escape);
    harness.step();
    harness.event(press(from + vec2(50.0, 0.0), false));
    harness.run();
    assert_eq!(edits(&harness), 0);
    assert!(inner(&harness).state.map_editing, "Escape was for the drag");
}

#[test]
fn a_place_goes_by_the_arrows_and_enter_puts_it_there() {
    let mut harness = editing();
    let before = place(&harness, "oral").point.unwrap();
    let at = middle(&harness, "Uralsk, ");
    starting(&harness, "Uralsk, ")[0].focus();
    harness.run();
    for _ in 0..3 {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
        harness.run();
    }
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(edits(&harness), 0, "not before Enter");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(edits(&harness), 1);
    assert!(middle(&harness, "Uralsk, ").distance(at + vec2(30.0, 1.0)) < 2.0);
    assert_eq!(inner(&harness).state.selection.place, None, "Enter was not for the marker");
    let there = place(&harness, "oral").point;
    starting(&harness, "Uralsk, ")[0].focus();
    harness.run();
    harness.key_press(Key::ArrowLeft);
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!((place(&harness, "oral").point, edits(&harness)), (there, 1));
    assert_ne!(there, Some(before));
    assert!(inner(&harness).state.map_editing, "Escape was for the marker");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!inner(&harness).state.map_editing, "and then for the mode");
}

#[test]
fn who_begins_to_edit_by_a_key_moves_the_chosen_place_by_keys() {
    let mut harness = open(session());
    let oral = ix(&harness, "oral");
    act(&mut harness, Action::SelectPlace(Some(oral)));
    let before = place(&harness, "oral").point;
    for key in [Key::E, Key::ArrowRight, Key::ArrowRight, Key::Enter] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(edits(&harness), 1);
    assert_ne!(place(&harness, "oral").point, before);
    let moved = "Another position of “Uralsk”";
    let mut said = |modifiers, key, words: &str| {
        harness.key_press_modifiers(modifiers, key);
        harness.run_ok();
        assert!(harness.query_by_label(words).is_some(), "{words}");
    };
    said(Modifiers::NONE, Key::E, moved);
    said(Modifiers::COMMAND, Key::Z, &format!("Undone: {moved}"));
    said(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z, &format!("Redone: {moved}"));
    said(Modifiers::COMMAND, Key::Z, &format!("Undone: {moved}"));
    said(Modifiers::NONE, Key::E, &format!("Undone: {moved}"));
    said(Modifiers::NONE, Key::ArrowRight, &format!("Undone: {moved}"));
    said(Modifiers::NONE, Key::Enter, moved);
}

#[test]
fn the_edge_of_a_circle_is_dragged_and_stepped() {
    let mut harness = editing();
    let square = ix(&harness, "square");
    act(&mut harness, Action::GoToPlace(square));
    let edge = || "How far Republic Square may be from its point";
    let from = harness.get_by_role_and_label(Role::Slider, edge()).rect().center();
    let point = place(&harness, "square").point.unwrap();
    let middle = on_map(&harness, point.lon, point.lat);
    drag(&mut harness, from, middle + vec2(100.0, 0.0));
    let camera = inner(&harness).state.camera.unwrap();
    let expected = 100.0 * dateline::report::mercator::World::from_lon_lat(point).metres_per_unit() / camera.world_points();
    let radius = place(&harness, "square").radius_metres.unwrap();
    assert!((radius - expected).abs() < expected * 0.06, "{radius} for {expected}");
    harness.get_by_role_and_label(Role::Slider, edge()).focus();
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(place(&harness, "square").radius_metres.unwrap() > radius);
    assert_eq!(edits(&harness), 2);
}

#[test]
fn a_region_is_moved_and_keeps_its_provinces() {
    let mut harness = editing();
    let from = middle(&harness, "western Kazakhstan, ");
    drag(&mut harness, from, from + vec2(40.0, 0.0));
    let west = place(&harness, "west");
    assert_eq!(west.basemap, ["KZ-47", "KZ-23"]);
    assert!(west.point.unwrap().lon > 54.9);
}

#[test]
fn an_unplaced_place_is_put_by_a_click_from_the_tray() {
    let mut harness = open(session());
    button_starting(&harness, "1 place without a position").click();
    harness.run();
    button(&harness, "Put the West on the map").click();
    harness.run();
    assert!(harness.query_by_label("Click where “the West” is.").is_some());
    let target = on_map(&harness, 60.0, 50.0);
    click(&mut harness, target, Modifiers::NONE);
    let there = place(&harness, "nowhere").point.unwrap();
    assert!(kilometres(there, LonLat { lon: 60.0, lat: 50.0 }) < 10.0, "{there:?}");
    assert_eq!((inner(&harness).state.placing, edits(&harness)), (None, 1));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(place(&harness, "nowhere").point, None);
}

#[test]
fn escape_leaves_a_place_unplaced_and_enter_puts_it_in_the_middle() {
    let mut harness = open(session());
    let nowhere = ix(&harness, "nowhere");
    let placing = Action::SetPlacing(Some(Placing { place: nowhere, shape: Shape::Point }));
    act(&mut harness, placing.clone());
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!((inner(&harness).state.placing, edits(&harness)), (None, 0));
    act(&mut harness, placing);
    harness.key_press(Key::ArrowRight);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let there = place(&harness, "nowhere").point.unwrap();
    let middle = inner(&harness).state.camera.unwrap().lon_lat();
    assert!(kilometres(there, middle) < 10.0, "{there:?} {middle:?}");
}

#[test]
fn an_area_is_drawn_corner_by_corner_and_undone() {
    let mut harness = editing();
    let oral = ix(&harness, "oral");
    act(&mut harness, Action::SelectPlace(Some(oral)));
    button(&harness, "Draw the chosen place as an area, corner by corner").click();
    harness.run();
    for (lon, lat) in [(55.0, 44.0), (60.0, 44.0), (60.0, 48.0), (57.0, 43.0)] {
        let corner = on_map(&harness, lon, lat);
        click(&mut harness, corner, Modifiers::NONE);
    }
    harness.key_press(Key::Backspace);
    harness.run();
    assert!(harness.query_by_label_contains("3 corners so far").is_some());
    harness.key_press(Key::Enter);
    harness.run();
    let drawn = place(&harness, "oral");
    let Some(Geometry::Polygon(area)) = &drawn.geometry else { panic!("{:?}", drawn.geometry) };
    let corners: Vec<String> = area.exterior().0.iter().map(|at| format!("{:.0} {:.0}", at.x, at.y)).collect();
    assert_eq!(corners, ["55 44", "60 44", "60 48", "55 44"]);
    assert_eq!((inner(&harness).state.placing, edits(&harness)), (None, 1));
    act(&mut harness, Action::Undo);
    assert!(matches!(place(&harness, "oral").geometry, Some(Geometry::Point(_))));
}

#[test]
fn a_line_ends_with_a_double_click() {
    // With many frames a second, or two clicks would be too far apart.
    let mut harness = open_moving(session());
    let oral = ix(&harness, "oral");
    let before = inner(&harness).state.camera.unwrap().zoom;
    act(&mut harness, Action::SetPlacing(Some(Placing { place: oral, shape: Shape::Line })));
    for (lon, clicks) in [(55.0, 1), (60.0, 2)] {
        let pos = on_map(&harness, lon, 45.0);
        harness.event(Event::PointerMoved(pos));
        harness.run_steps(60);
        for pressed in [true, false].into_iter().cycle().take(2 * clicks) {
            let button = PointerButton::Primary;
            harness.event(Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
        }
        harness.run_steps(10);
    }
    let Some(Geometry::LineString(line)) = &place(&harness, "oral").geometry else { panic!("no line") };
    assert_eq!(line.0.len(), 2);
    assert!((inner(&harness).state.camera.unwrap().zoom - before).abs() < 1e-9, "the double click was for the line");
}

#[test]
fn a_region_is_made_up_of_provinces() {
    let mut harness = editing();
    let west = ix(&harness, "west");
    act(&mut harness, Action::SelectPlace(Some(west)));
    button(&harness, "Click the provinces or countries that the chosen place is made up of").click();
    harness.run();
    // Mangystau is taken out, and Aktobe put in.
    for (lon, lat) in [(53.5, 44.0), (58.0, 49.0)] {
        let target = on_map(&harness, lon, lat);
        click(&mut harness, target, Modifiers::NONE);
    }
    let south = on_map(&harness, 63.0, 42.0);
    click(&mut harness, south, Modifiers::SHIFT);
    let said: Vec<String> = harness.get_all_by_role(Role::Status).filter_map(|node| node.accesskit_node().label()).collect();
    assert!(harness.query_by_label_contains("Atyrau, Aktobe, Uzbekistan").is_some(), "{said:?}");
    harness.key_press(Key::Backspace);
    harness.run();
    button(&harness, "Put it on the map (Enter)").click();
    harness.run();
    assert_eq!(place(&harness, "west").basemap, ["KZ-23", "KZ-15"]);
    let point = place(&harness, "west").point.unwrap();
    assert!((49.0..62.0).contains(&point.lon), "{point:?}");
    act(&mut harness, Action::Undo);
    assert_eq!(place(&harness, "west").basemap, ["KZ-47", "KZ-23"]);
}

#[test]
fn where_the_dossier_cannot_be_changed_nothing_offers_to() {
    let mut locked = session();
    let editing = Editing::Locked("Another window changes this report.".to_owned());
    drop(locked.apply(Action::Tell(Surroundings { editing, ..Surroundings::default() })));
    let mut harness = open(locked);
    assert!(starting(&harness, "Edit the map").is_empty());
    harness.key_press(Key::E);
    harness.run();
    assert!(!inner(&harness).state.map_editing);
    act(&mut harness, Action::SetMapEditing(true));
    let nowhere = ix(&harness, "nowhere");
    act(&mut harness, Action::SetPlacing(Some(Placing { place: nowhere, shape: Shape::Point })));
    let state = &inner(&harness).state;
    assert_eq!((state.map_editing, state.placing), (false, None));
    assert_eq!(state.notice.as_deref(), Some("Another window changes this report."));
}

/// The middle of a bar.
fn bar(harness: &Harness<'_, App>, id: &str) -> Pos2 {
    middle(harness, &format!("Title of {id}, "))
}

fn chosen(id: &str) -> Harness<'static, App> {
    let mut harness = editing();
    let ix = passage(&harness, id);
    act(&mut harness, Action::SelectPassage(ix));
    let range = dateline::index::times::Window::new(at(1, 0), at(11, 0));
    act(&mut harness, Action::SetRange(range));
    harness
}

#[test]
fn a_bar_is_dragged_by_its_body_and_by_its_ends() {
    let mut harness = chosen("rumour");
    let day = on_axis(&harness, at(6, 0)).x - on_axis(&harness, at(5, 0)).x;
    let from = bar(&harness, "rumour");
    drag(&mut harness, from, from + vec2(1.9 * day, 0.0));
    assert_eq!(when(&harness, "rumour"), "2022-01-07");
    let end = harness.get_by_role_and_label(Role::Slider, "End of Title of rumour").rect().center();
    drag(&mut harness, end, end + vec2(1.2 * day, 0.0));
    assert_eq!(when(&harness, "rumour"), "2022-01-07/2022-01-08");
    let start = harness.get_by_role_and_label(Role::Slider, "Start of Title of rumour").rect().center();
    drag(&mut harness, start, start - vec2(2.1 * day, 0.0));
    assert_eq!(when(&harness, "rumour"), "2022-01-05/2022-01-08");
    assert_eq!(edits(&harness), 3);
    for expected in ["2022-01-07/2022-01-08", "2022-01-07", "2022-01-05"] {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
        assert_eq!(when(&harness, "rumour"), expected);
    }
}

#[test]
fn a_soft_end_stays_soft_and_the_window_is_not_moved_by_it() {
    let mut harness = chosen("spread");
    // High enough for the lane of the region.
    harness.set_size(vec2(1440.0, 1500.0));
    harness.run();
    let window = inner(&harness).state.window;
    let day = on_axis(&harness, at(6, 0)).x - on_axis(&harness, at(5, 0)).x;
    let end = harness.get_by_role_and_label(Role::Slider, "End of Title of spread").rect().center();
    drag(&mut harness, end, end + vec2(day, 0.0));
    assert_eq!(when(&harness, "spread"), "2022-01-03~/2022-01-04~");
    assert_eq!(inner(&harness).state.window, window);
}

#[test]
fn outside_of_the_mode_a_bar_stays_where_it_is() {
    let mut harness = open(session());
    let ix = passage(&harness, "rumour");
    act(&mut harness, Action::SelectPassage(ix));
    let from = bar(&harness, "rumour");
    drag(&mut harness, from, from + vec2(200.0, 0.0));
    starting(&harness, "Title of rumour, ")[0].focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    harness.run();
    assert_eq!((when(&harness, "rumour").as_str(), edits(&harness)), ("2022-01-05", 0));
}

#[test]
fn a_bar_goes_by_the_keys_and_it_is_said_where_it_is() {
    let mut harness = chosen("rumour");
    starting(&harness, "Title of rumour, ")[0].focus();
    harness.run();
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    harness.step();
    let said = harness.get_all_by_role(Role::Status).filter_map(|node| node.accesskit_node().label()).collect::<Vec<_>>();
    assert!(said.iter().any(|said| said == "Title of rumour: 6 January 2022"), "{said:?}");
    harness.run();
    assert_eq!(when(&harness, "rumour"), "2022-01-06");
    harness.key_press_modifiers(Modifiers::ALT | Modifiers::SHIFT, Key::ArrowRight);
    harness.run();
    assert_eq!(when(&harness, "rumour"), "2022-01-06/2022-01-07");
    assert_eq!(inner(&harness).state.selection.passage, Some(passage(&harness, "rumour")), "Alt was not for the way back");
}

#[test]
fn a_time_is_typed_in_edtf_or_in_words() {
    let mut harness = chosen("rumour");
    let type_in = |harness: &mut Harness<'_, App>, text: &str| {
        harness.get_by_role_and_label(Role::TextInput, "Time of the passage").focus();
        harness.run();
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        harness.event(Event::Text(text.to_owned()));
        harness.key_press(Key::Enter);
        harness.run();
    };
    type_in(&mut harness, "2022-01-06T10:00~/2022-01-06T11:00");
    assert_eq!(when(&harness, "rumour"), "2022-01-06T10:00~/2022-01-06T11:00");
    type_in(&mut harness, "c. 4 January 2022");
    assert_eq!(when(&harness, "rumour"), "2022-01-04~");
    type_in(&mut harness, "some day");
    assert_eq!(when(&harness, "rumour"), "2022-01-04~");
    assert!(harness.query_by_label_contains("but found “some day”").is_some());
    assert_eq!(edits(&harness), 2);
}

#[test]
fn an_idle_window_in_the_mode_asks_for_no_frame() {
    let mut harness = chosen("rumour");
    harness.run();
    let before = harness.ctx.cumulative_frame_nr();
    harness.run();
    assert!(harness.ctx.cumulative_frame_nr() - before <= 2);
    assert!(!harness.ctx.has_requested_repaint());
}

#[test]
fn what_a_hand_did_is_said_and_so_is_what_was_taken_back() {
    let mut harness = editing();
    let (_, id) = moved(&mut harness);
    let said = |harness: &Harness<'_, App>| {
        harness.query_by_role_and_label(Role::Status, &format!("Another position of “{id}”")).is_some()
    };
    assert!(said(&harness), "what was done");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    let back = format!("Undone: Another position of “{id}”");
    assert!(harness.query_by_role_and_label(Role::Status, &back).is_some());
    harness.run_steps(40);
    assert!(harness.query_by_role_and_label(Role::Status, &back).is_none(), "for a while only");
}

/// Puts the chosen place of the fixture elsewhere; where it was, and its name.
fn moved(harness: &mut Harness<'_, App>) -> (LonLat, String) {
    let ix = ix(harness, "oral");
    let (was, title) = (inner(harness).dossier.place(ix).point.unwrap(), inner(harness).dossier.place(ix).title.clone());
    let there = LonLat::new(was.lon + 0.5, was.lat);
    act(harness, Action::Edit(Box::new(Deed::Place(ix, PlaceChange::At(there, None)))));
    assert_eq!(
        inner(harness).dossier.place(ix).source,
        "Placed by hand.",
        "whoever gave the position before has not given this one"
    );
    (was, title)
}

#[test]
fn the_chosen_place_is_not_left_under_the_line_that_says_what_a_hand_does() {
    let mut harness = open(session());
    // A place in the upper left corner of the map.
    let ix = ix(&harness, "oral");
    act(&mut harness, Action::GoToPlace(ix));
    let camera = inner(&harness).state.camera.unwrap();
    let at = World::from_lon_lat(inner(&harness).dossier.place(ix).point.unwrap());
    let shifted = |x: f64, y: f64| World { x: at.x + x / camera.world_points(), y: at.y + y / camera.world_points() };
    act(&mut harness, Action::SetCamera(Camera { center: shifted(250.0, 210.0), ..camera }));
    act(&mut harness, Action::SetMapEditing(true));
    harness.run();
    let line = starting(&harness, "Drag “")[0].rect();
    let marker = starting(&harness, &format!("{}, ", inner(&harness).dossier.place(ix).title))[0].rect();
    assert!(!line.expand(10.0).contains(marker.center()), "{line:?} {marker:?}");
}

#[test]
fn at_its_first_view_the_map_stays_there_when_the_window_changes() {
    let mut harness = open(session());
    let first = inner(&harness).state.camera.unwrap();
    harness.set_size(vec2(1100.0, 700.0));
    harness.run();
    let smaller = inner(&harness).state.camera.unwrap();
    assert!(smaller.zoom < first.zoom, "all of it is still seen");
    harness.set_size(vec2(1440.0, 900.0));
    harness.run();
    assert_eq!(inner(&harness).state.camera, Some(first));
    // Where somebody has moved it, it stays.
    let moved = Camera { zoom: first.zoom + 1.0, ..first };
    act(&mut harness, Action::SetCamera(moved));
    harness.set_size(vec2(1100.0, 700.0));
    harness.run();
    assert!((inner(&harness).state.camera.unwrap().zoom - moved.zoom).abs() < 1e-9);
}
