//! Searching a dossier that is too large to be arranged between two frames.

use std::fmt::Write as _;
use std::sync::Arc;

use dateline::formats::{events, native};
use dateline::report::cancel::Cancel;
use dateline::session::{Action, Session};

use crate::fixture::marked;

/// Some more passages than are arranged at once; every tenth speaks of fire.
fn large() -> Session {
    let mut table = "id,place,lat,lon,t0,t1,title\n".to_owned();
    for number in 0..20_010_i64 {
        let title = if number % 10 == 0 { "Fire" } else { "Calm" };
        let from = 1_641_340_800 + number * 10;
        writeln!(table, "e{number},Town {},43.2,76.9,{from},{},{title} {number}", number % 5, from + 1800).unwrap();
    }
    let mut session = Session::new(Arc::new(events::read("events.csv", table.as_bytes())));
    session.defer();
    session
}

fn typed(session: &mut Session, text: &str) {
    assert_eq!(session.apply(Action::SetQuery(text.to_owned())), []);
}

fn shown(session: &Session) -> usize {
    session.index.dated().len()
}

#[test]
fn the_old_view_stays_until_the_new_one_is_ready() {
    let mut session = large();
    typed(&mut session, "fire");
    assert_eq!((session.state.query.text.as_str(), shown(&session)), ("fire", 20_010));
    let wanted = session.unarranged().unwrap().clone();
    // The hits of another search are not gone through.
    session.apply(Action::StepHit(1));
    assert_eq!(session.state.hit, None);
    let index = session.index.filtered_while_wanted(&session.dossier, wanted, &Cancel::default()).unwrap();
    let revision = session.index.revision();
    session.take_index(index);
    assert_eq!((session.unarranged(), shown(&session)), (None, 2001));
    assert_ne!(session.index.revision(), revision);
    session.apply(Action::StepHit(1));
    assert!(session.state.hit.is_some());
}

#[test]
fn an_index_that_comes_too_late_or_is_of_another_dossier_is_not_taken() {
    let (mut session, other) = (large(), large());
    typed(&mut session, "fire");
    let wanted = session.unarranged().unwrap().clone();
    session.take_index(other.index.filtered(&other.dossier, wanted.clone()));
    assert_eq!(shown(&session), 20_010);
    let late = session.index.filtered(&session.dossier, wanted);
    typed(&mut session, "calm");
    session.take_index(late);
    assert_eq!(shown(&session), 20_010);
    // What was typed is taken back: nothing is left to arrange.
    typed(&mut session, "");
    assert_eq!(session.unarranged(), None);
}

#[test]
fn a_small_dossier_is_arranged_at_once_and_so_is_any_that_nobody_waits_for() {
    let mut session = crate::fixture::session();
    session.defer();
    typed(&mut session, "fire");
    assert_eq!(session.unarranged(), None);
    let mut alone = Session::new(large().dossier);
    typed(&mut alone, "fire");
    assert_eq!((alone.unarranged(), shown(&alone)), (None, 2001));
}

#[test]
fn work_that_is_cancelled_gives_nothing() {
    let cancel = Cancel::default();
    cancel.cancel();
    let session = large();
    assert!(session.index.filtered_while_wanted(&session.dossier, session.state.filter.clone(), &cancel).is_none());
    assert!(Session::while_wanted(session.dossier.clone(), &cancel).is_none());
    let files = marked("In {p;oral;2022-01-04;reported|Oral}.");
    assert!(native::open_while_wanted(&files, &cancel).unwrap_err().ends_with("opening it was cancelled"));
}
