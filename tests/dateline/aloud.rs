//! What is read out: what has changed, once, in words, and not more than once a second; what has the keyboard; and the text.

use dateline::report::dossier::Dossier;
use dateline::session::{Action, Session, Tab};
use egui::accesskit::{Live, Role};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::fixture::shipped;
use crate::interface::{App, at, open, open_moving};

/// The lines that a screen reader reads out when they change.
fn live(harness: &Harness<'_, App>) -> Vec<String> {
    let nodes = harness.query_all_by(|node| node.live() == Live::Polite);
    nodes.filter_map(|node| node.accesskit_node().label()).collect()
}

fn said(harness: &Harness<'_, App>) -> String {
    let lines = live(harness);
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines.into_iter().next().unwrap()
}

/// How many passages and places the window holds, counted one by one.
fn counted(session: &Session) -> String {
    use dateline::index::times::Relation;
    let Session { dossier, index, state, .. } = session;
    let dossier: &Dossier = dossier;
    let inside = |when| Relation::of(&when, state.window) == Relation::Inside;
    let passages: Vec<_> = dossier.passages.iter().filter(|passage| passage.when.is_some_and(inside)).collect();
    let mut places: Vec<_> = passages.iter().flat_map(|passage| passage.places.iter().map(|place| index.home(*place))).collect();
    places.sort_unstable();
    places.dedup();
    format!("{} passages in {} places", passages.len(), places.len())
}

#[test]
fn what_has_changed_is_read_out_once_a_second() {
    let mut harness = open_moving(shipped());
    let first = said(&harness);
    assert_eq!(first, counted(&harness.state().session));
    harness.run_steps(120);
    // The first change is told at once, and the next ones not before a second is over; then what is true then.
    let mut heard = vec![first];
    for hour in 0..60 {
        harness.state_mut().session.apply(Action::SetWindow(dateline::index::times::Window::new(at(3, hour), at(4, hour))));
        harness.step();
        let now = said(&harness);
        if heard.last() != Some(&now) {
            heard.push(now);
        }
    }
    assert_eq!(heard.len(), 2, "in one second of scrubbing: {heard:?}");
    harness.run_steps(70);
    assert_eq!(said(&harness), counted(&harness.state().session));
    let almaty = harness.state().session.dossier.place_by_id("almaty");
    harness.state_mut().session.apply(Action::SelectPlace(almaty));
    harness.run_steps(130);
    assert!(said(&harness).starts_with("Almaty: "), "{}", said(&harness));
}

#[test]
fn where_nothing_changes_nothing_is_painted_for_it() {
    let mut harness = open_moving(shipped());
    harness.run_steps(120);
    harness.state_mut().session.apply(Action::SetWindow(dateline::index::times::Window::new(at(3, 0), at(4, 0))));
    harness.run_steps(200);
    // A frame is asked for where something has to be told later, and none once it is told.
    let delay = harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay).min().unwrap();
    assert!(delay > std::time::Duration::from_mins(1), "{delay:?}");
}

/// What has the keyboard: its role, its name and what describes it.
fn heard(harness: &Harness<'_, App>) -> (Role, String, String) {
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the method itself is for nodes of one lifetime")]
    let focused: Vec<_> = harness.query_all_by(|node| node.is_focused()).collect();
    assert_eq!(focused.len(), 1);
    let node = focused[0].accesskit_node();
    (node.role(), node.label().unwrap_or_default(), node.description().unwrap_or_default())
}

#[test]
fn where_nothing_has_the_keyboard_the_page_has_it() {
    let mut harness = open(shipped());
    harness.run();
    let title = format!("{} · Dateline", harness.state().session.dossier.head.title);
    assert_eq!(harness.root().accesskit_node().label(), Some(title));
    assert_eq!(heard(&harness).1, "Passages");
    for (tab, name) in [(Tab::Document, "Document"), (Tab::Story, "Story"), (Tab::Notes, "Notes")] {
        harness.state_mut().session.apply(Action::ShowTab(tab));
        harness.run();
        assert_eq!(heard(&harness), (Role::Pane, name.to_owned(), String::new()));
    }
    // Over the window, a page on top has it.
    harness.key_press(Key::F1);
    harness.run();
    assert_eq!(heard(&harness).0, Role::Dialog);
}

#[test]
fn a_key_leads_through_the_parts_of_the_window() {
    let mut harness = open(shipped());
    let mut met = Vec::new();
    for modifiers in [Modifiers::NONE, Modifiers::NONE, Modifiers::NONE, Modifiers::NONE, Modifiers::SHIFT] {
        harness.key_press_modifiers(modifiers, Key::F6);
        harness.run();
        met.push(heard(&harness).1);
    }
    let title = harness.state().session.dossier.head.title.clone();
    assert_eq!(met, ["Passages", "Map", "Timeline axis", title.as_str(), "Timeline axis"]);
}

#[test]
fn nothing_is_read_twice_and_no_icon_is_read() {
    let mut harness = open(shipped());
    let mut met = 0;
    for tab in [Tab::Passages, Tab::Document, Tab::Story, Tab::Notes] {
        harness.state_mut().session.apply(Action::ShowTab(tab));
        harness.run();
        for node in harness.query_all_by(|_| true) {
            let node = node.accesskit_node();
            let name = node.label().or_else(|| node.value()).unwrap_or_default();
            let told = node.description().unwrap_or_default();
            let is_icon = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
            assert!(!name.contains(is_icon) && !told.contains(is_icon), "{name:?} {told:?}");
            assert!(told.is_empty() || told.lines().next() != Some(name.as_str()), "{name:?} is told again");
            met += 1;
        }
        for name in ["Previous passage (Ctrl+←)", "Zoom in (+)"] {
            assert_eq!(harness.get_by_role_and_label(Role::Button, name).accesskit_node().toggled(), None, "{name} is never on");
        }
        let tabs: Vec<_> = harness.query_all_by_role(Role::Tab).map(|tab| tab.accesskit_node().is_selected()).collect();
        assert_eq!(tabs.iter().filter(|chosen| **chosen == Some(true)).count(), 1, "{tabs:?}");
    }
    assert!(met > 200, "{met}");
}

#[test]
fn the_text_is_read_by_its_paragraphs_and_selected_where_one_reads() {
    let mut harness = open(shipped());
    harness.state_mut().session.apply(Action::ShowTab(Tab::Document));
    harness.run();
    let paragraph = |harness: &Harness<'_, App>| {
        let all = harness.query_all_by_role(Role::Paragraph);
        all.filter(|node| node.rect().top() > 300.0).find_map(|node| node.accesskit_node().label()).unwrap()
    };
    let text = paragraph(&harness);
    harness.get_by_role_and_label(Role::Paragraph, &text).focus();
    harness.run();
    assert_eq!(heard(&harness).1, text);
    let mut read = Vec::new();
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::ArrowRight);
        harness.run();
        let (role, name, told) = heard(&harness);
        assert_eq!((role, name.as_str()), (Role::Button, "Place…"));
        read.push(told.strip_prefix("Selected: “").and_then(|told| told.split_once('”')).unwrap().0.to_owned());
    }
    assert!(text.starts_with(&read[0]) && read[1].starts_with(&read[0]) && read[1].len() > read[0].len(), "{read:?} of {text}");
    // A page further on, what stands there is read out.
    harness.key_press(Key::Escape);
    harness.run();
    harness.key_press(Key::PageDown);
    harness.run();
    let told = said(&harness);
    let stands = harness.query_all_by_role(Role::Paragraph).filter_map(|node| node.accesskit_node().label());
    assert!(told.len() > 40 && stands.into_iter().any(|text| text.contains(told.trim_end_matches('…').trim())), "{told}");
}
