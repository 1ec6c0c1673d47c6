//! What is read out of what has changed: once, in words, and not more than once a second.

use dateline::report::dossier::Dossier;
use dateline::session::{Action, Session};
use egui::accesskit::Live;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::fixture::shipped;
use crate::interface::{App, at, open_moving};

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
