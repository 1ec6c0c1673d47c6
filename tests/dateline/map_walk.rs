//! Every place of the report can be reached and opened: by mouse alone, and by keyboard alone.

use dateline::report::ids::PlaceIx;
use dateline::report::mercator::World;
use dateline::session::Session;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Pos2, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::fixture::shipped;
use crate::interface::{App, drag, open, starting};

fn session<'a>(harness: &'a Harness<'_, App>) -> &'a Session {
    &harness.state().session
}

/// The places that are spoken of, with their titles.
fn spoken(session: &Session) -> Vec<(PlaceIx, String)> {
    let all = (0..session.dossier.places.len()).map(PlaceIx::new);
    let is_spoken = |ix: &PlaceIx| session.index.place(*ix).total() > 0 || session.index.place(*ix).mentions > 0;
    all.filter(is_spoken).map(|ix| (ix, session.dossier.place(ix).title.clone())).collect()
}

#[test]
fn by_keyboard_alone() {
    let mut harness = open(shipped());
    for (ix, title) in spoken(session(&harness)) {
        harness.key_press_modifiers(Modifiers::CTRL, Key::K);
        harness.run();
        harness.event(Event::Text(title.clone()));
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
        assert_eq!(session(&harness).state.selection.place, Some(ix), "{title}");
        assert!(!session(&harness).state.places_open, "{title}");
        let place = session(&harness).dossier.place(ix);
        if let Some(point) = place.point {
            let at = on_screen(&harness, World::from_lon_lat(point));
            assert!(harness.get_by_label("Map").rect().contains(at), "{title} is out of view at {at:?}");
        }
    }
}

fn on_screen(harness: &Harness<'_, App>, world: World) -> Pos2 {
    let camera = session(harness).state.camera.unwrap();
    let x = world.x + (camera.center.x - world.x).round();
    let (x, y) = camera.to_screen(World { x, y: world.y });
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    let offset = vec2(x as f32, y as f32);
    harness.get_by_label("Map").rect().center() + offset
}

fn click(harness: &mut Harness<'_, App>, at: Pos2) {
    harness.event(Event::PointerMoved(at));
    harness.step();
    for pressed in [true, false] {
        harness.event(Event::PointerButton { pos: at, button: egui::PointerButton::Primary, pressed, modifiers: Modifiers::NONE });
    }
    harness.run();
}

fn wheel(harness: &mut Harness<'_, App>, at: Pos2, by: f32) {
    harness.event(Event::PointerMoved(at));
    harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, by),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    harness.run();
}

/// Where a node stands whose name begins so, on the map or in a list that hangs from it.
fn find(harness: &Harness<'_, App>, start: &str) -> Option<Pos2> {
    let map = harness.get_by_label("Map").rect();
    // A tooltip begins with the same words and cannot be clicked.
    let buttons = starting(harness, start).into_iter().filter(|node| node.accesskit_node().role() == Role::Button);
    buttons.map(|node| node.rect().center()).find(|at| at.y > map.top() && at.x < map.right())
}

/// Opens a place with the pointer: whatever marker shows it, or a list, or looking closer where it lies.
fn open_by_mouse(harness: &mut Harness<'_, App>, ix: PlaceIx, title: &str) -> bool {
    for _ in 0..40 {
        if session(harness).state.selection.place == Some(ix) {
            return true;
        }
        let marker = [format!("{title}: "), format!("{title}, ")].iter().find_map(|start| find(harness, start));
        if let Some(at) = marker {
            let before = session(harness).state.camera;
            click(harness, at);
            // A marker that stands for others too is parted by the click, or lists them.
            let opened = session(harness).state.camera != before || find(harness, &format!("{title}: ")).is_some();
            if session(harness).state.selection.place != Some(ix) && !opened {
                // Something lies on top of it.
                let middle = harness.get_by_label("Map").rect().center();
                drag(harness, middle, middle + vec2(30.0, 110.0));
            }
            continue;
        }
        let Some(point) = session(harness).dossier.place(ix).point else {
            let tray = find(harness, "4 places").unwrap();
            click(harness, tray);
            continue;
        };
        let at = on_screen(harness, World::from_lon_lat(point));
        let map = harness.get_by_label("Map").rect();
        if !map.shrink2(vec2(120.0, 90.0)).contains(at) {
            let steps = (map.center() - at).clamp(Vec2::splat(-220.0), Vec2::splat(220.0));
            if steps.length() > 200.0 && session(harness).state.camera.unwrap().zoom > 2.5 {
                wheel(harness, map.center(), -180.0);
            } else {
                drag(harness, map.center(), map.center() + steps);
            }
            continue;
        }
        // A marker that stands for several: a click parts or lists them.
        let cluster = starting(harness, "").into_iter().filter(|node| node.rect().contains(at));
        let cluster = cluster.filter(|node| node.rect().width() < 80.0).map(|node| node.rect().center()).next();
        let zoom = session(harness).state.camera.unwrap().zoom;
        if let Some(at) = cluster {
            click(harness, at);
        }
        if session(harness).state.camera.unwrap().zoom <= zoom && find(harness, &format!("{title}: ")).is_none() {
            wheel(harness, at, 180.0);
        }
    }
    false
}

#[test]
fn by_mouse_alone() {
    let mut missed = Vec::new();
    let mut harness = open(shipped());
    for (ix, title) in spoken(&shipped()) {
        let start = find(&harness, "Reset the map to its first view").unwrap();
        click(&mut harness, start);
        if !open_by_mouse(&mut harness, ix, &title) {
            missed.push(title);
        }
    }
    assert!(missed.is_empty(), "cannot be opened by mouse: {missed:?}");
}
