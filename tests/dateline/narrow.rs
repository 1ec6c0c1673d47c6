//! Windows of all sizes: what can be clicked lies in the window and under nothing else, and where there is no room for map and
//! reader beside each other, they are shown in turn.

use dateline::index::times::Window;
use dateline::session::{Action, Fit, Pane, Session, Tab};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT, Queryable};

use crate::fixture::shipped;
use crate::interface::{App, button, open, starting};

/// Sizes in points. The first is that of a usual window with the largest interface, the second the smallest there is.
const SIZES: [[f32; 2]; 7] =
    [[720.0, 450.0], [640.0, 430.0], [820.0, 560.0], [960.0, 600.0], [1024.0, 700.0], [1920.0, 1080.0], [2560.0, 1440.0]];

fn sized(session: Session, size: Vec2) -> Harness<'static, App> {
    let mut harness = open(session);
    harness.set_size(size);
    harness.state_mut().session.state.fit = Some(Fit::All);
    harness.run();
    harness
}

fn after(actions: &[Action]) -> Session {
    let mut session = shipped();
    for action in actions {
        drop(session.apply(action.clone()));
    }
    session
}

fn place(id: &str) -> Action {
    let session = shipped();
    Action::SelectPlace(session.dossier.places.iter().position(|place| place.id == id).map(dateline::report::ids::PlaceIx::new))
}

fn pane(harness: &Harness<'_, App>) -> [bool; 2] {
    let map = harness.query_by_role_and_label(Role::Canvas, "Map").is_some();
    [map, harness.query_by_role_and_label(Role::Tab, "Passages").is_some()]
}

#[test]
fn a_place_is_clicked_and_read_and_the_map_is_one_click_away() {
    for size in [[640.0, 430.0], [720.0, 450.0], [820.0, 560.0]] {
        let mut harness = sized(shipped(), size.into());
        assert_eq!(pane(&harness), [true, false], "{size:?}");
        let marker = starting(&harness, "Almaty").into_iter().find(|node| node.accesskit_node().role() == Role::Button);
        marker.unwrap().click();
        harness.run();
        assert_eq!(pane(&harness), [false, true], "{size:?}: a click on a place shows its passages");
        assert!(harness.query_by_role_and_label(Role::Heading, "Almaty").is_some());
        let card = starting(&harness, "Passage ").into_iter().next().unwrap().rect();
        assert!(card.top() + 20.0 < size[1], "{size:?}: the first words can be read: {card:?}");
        harness.get_by_role_and_label(Role::Tab, "Map").click();
        harness.run();
        assert_eq!(pane(&harness), [true, false], "{size:?}");
        assert!(harness.state().session.state.selection.place.is_some(), "the place stays chosen");
        harness.key_press(Key::M);
        harness.run();
        assert_eq!(pane(&harness), [false, true], "{size:?}: the key leads back");
        harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
        harness.run();
        assert_eq!(pane(&harness), [true, false], "{size:?}: and so does the history");
    }
}

#[test]
fn wide_windows_show_both_and_have_no_switch() {
    for size in [[960.0, 600.0], [1024.0, 700.0], [2560.0, 1440.0]] {
        let mut harness = sized(shipped(), size.into());
        assert_eq!(pane(&harness), [true, true], "{size:?}");
        assert!(harness.query_by_role_and_label(Role::Tab, "Map").is_none());
        let marker = starting(&harness, "Almaty").into_iter().find(|node| node.accesskit_node().role() == Role::Button);
        marker.unwrap().click();
        harness.run();
        assert_eq!(pane(&harness), [true, true], "{size:?}");
        assert!(harness.query_by_role_and_label(Role::Heading, "Almaty").is_some());
    }
}

#[test]
fn what_is_shown_on_the_map_turns_to_the_map() {
    let mut harness = sized(after(&[place("almaty")]), vec2(720.0, 450.0));
    assert_eq!(harness.state().session.state.pane, Pane::Reader);
    harness.key_press(Key::P);
    harness.run();
    assert_eq!(pane(&harness), [true, false]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.event(egui::Event::Text("akimat".to_owned()));
    harness.run();
    assert_eq!(pane(&harness), [true, false], "what is found is counted on the map");
    button(&harness, "Next hit (Enter, F3)").click();
    harness.run();
    assert_eq!(pane(&harness), [false, true], "and read in the text");
}

/// The beginnings of the names of what always has a place of its own; what scrolls may lie beyond the edge of its view.
const FIXED: [&str; 25] = [
    "Menu (F10)",
    "All voices",
    "Find a place",
    "Search the report",
    "Back to",
    "Forward to",
    "Previous passage (",
    "Play (Space)",
    "Next passage (",
    "Speed ",
    "Loop: ",
    "Width ",
    "Lanes by",
    "Show more time",
    "Show less time",
    "Go to",
    "Zoom in (+)",
    "Zoom out (−)",
    "Show all that is in the window",
    "Show the chosen place",
    "Hold the map",
    "Legend: ",
    "Map of ",
    "Copy a link",
    "Kazakhstan: Anarchist Reports",
];

/// What can be clicked and does not scroll, with its name.
fn controls(harness: &Harness<'_, App>) -> Vec<(String, Rect)> {
    let name = |node: &AccessKitNode<'_>| node.label().or_else(|| node.value()).unwrap_or_default();
    let counts = |node: &AccessKitNode<'_>| {
        let name = name(node);
        let clicked = [Role::Button, Role::Link, Role::TextInput, Role::SearchInput].contains(&node.role());
        let fixed = FIXED.iter().any(|start| name.starts_with(start))
            || name == "Window"
            || name.ends_with(" without a date")
            || name.ends_with(" without a position");
        node.role() == Role::Tab || (clicked && fixed)
    };
    harness.query_all_by(counts).map(|node| (name(&node.accesskit_node()), node.rect())).collect()
}

#[test]
fn nothing_that_can_be_clicked_lies_outside_of_the_window_or_under_another_control() {
    let month = Action::GoToTime(Window::around(&"2011-12".parse().unwrap()));
    let states: [(&str, Vec<Action>); 5] = [
        ("at the start", vec![]),
        ("with a place", vec![place("zhanaozen")]),
        ("with a place on the map", vec![place("almaty"), Action::ShowPane(Pane::Map)]),
        ("in a month with a fixed start", vec![month, Action::SetCumulative(true)]),
        ("with a search", vec![Action::SetQuery("akimat".to_owned())]),
    ];
    for size in SIZES {
        for (what, actions) in &states {
            let harness = sized(after(actions), size.into());
            let screen = Rect::from_min_size(egui::Pos2::ZERO, size.into());
            let found = controls(&harness);
            assert!(found.len() >= 16, "{size:?} {what}: {found:?}");
            for (name, rect) in &found {
                assert!(screen.expand(0.5).contains_rect(*rect), "{size:?} {what}: “{name}” at {rect:?}");
            }
            for (index, (name, rect)) in found.iter().enumerate() {
                for (other, there) in &found[index + 1..] {
                    let apart = !rect.shrink(0.5).intersects(there.shrink(0.5));
                    assert!(apart, "{size:?} {what}: “{name}” at {rect:?} and “{other}” at {there:?}");
                }
            }
        }
    }
}

#[test]
fn the_story_is_there_in_the_lowest_window_too() {
    for size in [[640.0, 430.0], [720.0, 450.0], [1024.0, 700.0]] {
        let harness = sized(after(&[Action::ShowTab(Tab::Story), Action::ShowPane(Pane::Reader)]), size.into());
        assert!(starting(&harness, "Story ").len() > 200, "{size:?}");
    }
}
