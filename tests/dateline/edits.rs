//! Edits in a session: the index and the state follow, and everything can be taken back.

use std::sync::Arc;

use dateline::edit::{Deed, Item, PassageChange, PlaceChange};
use dateline::formats::native;
use dateline::formats::shipped::Shipped;
use dateline::index::Index;
use dateline::report::dossier::Dossier;
use dateline::report::ids::{DocumentIx, MentionIx, PassageIx, PlaceIx};
use dateline::report::passage::{Status, Target};
use dateline::report::place::LonLat;
use dateline::report::text::Span;
use dateline::session::{Action, Effect, Session};

use crate::deeds;
use crate::random::Dice;

fn shipped() -> Session {
    Session::new(Arc::new(native::open(&Shipped).unwrap()))
}

fn bytes(dossier: &Dossier) -> [String; 3] {
    [native::dossier_json(dossier), native::places_geojson(dossier), native::annotations_json(dossier)]
}

/// Everything that views ask of an index.
fn said(index: &Index, dossier: &Dossier) -> Vec<String> {
    let mut said = vec![
        format!("{:?}", index.dated()),
        format!("{:?}", index.undated()),
        format!("{:?}", index.telling().order()),
        format!("{:?}", index.folds()),
        format!("{}", index.found_only()),
        format!("{:?}", index.gazetteer().foremost(dossier, 500)),
        format!("{:?}", index.gazetteer().find(dossier, "al", 500)),
    ];
    said.extend((0..dossier.places.len()).map(PlaceIx::new).map(|ix| format!("{:?} {:?}", index.home(ix), index.place(ix))));
    said.extend((0..dossier.passages.len()).map(PassageIx::new).map(|ix| format!("{:?}", index.accounts(ix))));
    for (at, document) in dossier.documents.iter().enumerate() {
        let whole = Target { document: DocumentIx::new(at), span: Span { start: 0, end: document.text.len() } };
        said.push(format!("{:?}", index.mentions_in(dossier, whole).collect::<Vec<_>>()));
    }
    said
}

#[test]
fn the_index_after_edits_is_the_one_from_scratch_and_all_of_them_can_be_taken_back() {
    let mut session = shipped();
    let (original, mut dice) = (bytes(&session.dossier), Dice(16));
    for step in 0..240 {
        let deed = deeds::deed(&mut dice, &session);
        session.apply(Action::Edit(Box::new(deed.clone())));
        if step % 7 == 0 {
            session.apply(if dice.chance(2) { Action::Undo } else { Action::Redo });
        }
        if step % 24 == 0 {
            let fresh = Index::new(&session.dossier, session.state.filter.clone());
            for (now, then) in said(&session.index, &session.dossier).into_iter().zip(said(&fresh, &session.dossier)) {
                assert_eq!(now, then, "after {deed:?}");
            }
        }
    }
    let (done, edited) = (session.history().done().len(), bytes(&session.dossier));
    assert!(done > 60, "{done} edits were made");
    session.apply(Action::ReturnTo(0));
    assert_eq!(bytes(&session.dossier), original);
    session.apply(Action::ReturnTo(done));
    assert_eq!(bytes(&session.dossier), edited);
}

#[test]
fn what_is_chosen_stays_chosen_while_others_come_and_go() {
    let mut session = shipped();
    let chosen = PassageIx::new(session.dossier.passages.len() - 3);
    let (passage, place) = (session.dossier.passage(chosen).id.clone(), session.dossier.passage(chosen).places[0]);
    let place_id = session.dossier.place(place).id.clone();
    session.apply(Action::SelectPassage(chosen));
    session.apply(Action::SelectPlace(Some(place)));
    session.apply(Action::ReadPassage(chosen));
    session.apply(Action::ToggleWhy(chosen));
    session.apply(Action::Edit(Box::new(Deed::Reject(vec![Item::Passage(PassageIx(0)), Item::Passage(PassageIx(5))]))));
    let now = session.state.selection.passage.unwrap();
    assert_eq!((now.index(), &session.dossier.passage(now).id), (chosen.index() - 2, &passage));
    assert_eq!(session.state.reader.why.iter().copied().collect::<Vec<_>>(), [now]);
    session.apply(Action::Undo);
    assert_eq!(session.state.selection.passage, Some(chosen));
    session.apply(Action::Edit(Box::new(Deed::Reject(vec![Item::Passage(chosen)]))));
    assert_eq!(session.state.selection.passage, None);
    let place = session.state.selection.place.map(|place| session.dossier.place(place).id.clone());
    assert!(place.is_none_or(|place| place == place_id));
}

#[test]
fn one_key_takes_back_notes_and_edits_in_their_order() {
    let mut session = shipped();
    let (ix, id) = (PassageIx(7), session.dossier.passage(PassageIx(7)).id.clone());
    let status = |session: &Session| session.dossier.passage(ix).status;
    let before = status(&session);
    let to = if before == Status::Rumour { Status::Disputed } else { Status::Rumour };
    session.apply(Action::WriteNote(id.clone(), "first".to_owned()));
    session.apply(Action::Edit(Box::new(Deed::Passages(vec![ix], PassageChange::Status(to)))));
    session.apply(Action::WriteNote(id.clone(), "first and second".to_owned()));
    let text = |session: &Session| session.state.notebook.note(&id).map(|note| note.text.clone());
    session.apply(Action::Undo);
    assert_eq!((text(&session).as_deref(), status(&session)), (Some("first"), to));
    session.apply(Action::Undo);
    assert_eq!((text(&session).as_deref(), status(&session)), (Some("first"), before));
    session.apply(Action::Undo);
    assert_eq!((text(&session), status(&session)), (None, before));
    for _ in 0..3 {
        session.apply(Action::Redo);
    }
    assert_eq!((text(&session).as_deref(), status(&session)), (Some("first and second"), to));
}

#[test]
fn what_cannot_be_written_down_is_not_seen() {
    let mut session = shipped();
    let before = bytes(&session.dossier);
    let place = PlaceIx(0);
    let at = LonLat::new(1.0, 2.0);
    let effects = session.apply(Action::Edit(Box::new(Deed::Place(place, PlaceChange::At(at, None)))));
    assert!(matches!(effects[..], [Effect::Record(_)]));
    assert_eq!(session.dossier.place(place).point, at);
    session.unmake("the disk is full");
    assert_eq!(bytes(&session.dossier), before);
    assert_eq!(session.state.notice.as_deref(), Some("This was not changed: the disk is full."));
    assert!(session.history().done().is_empty() && session.state.edits.done == 0);
}

#[test]
fn a_large_dossier_is_changed_beside_the_window() {
    let mut dossier = native::open(&Shipped).unwrap();
    let passages: Vec<_> = (0..25_000)
        .map(|number| {
            let mut passage = dossier.passages[number % dossier.passages.len()].clone();
            passage.id = format!("p{number}");
            passage.aside = None;
            passage
        })
        .collect();
    dossier.passages = passages.into();
    dossier
        .passages
        .sort_by_key(|passage| (passage.target.span.start, std::cmp::Reverse(passage.target.span.end), passage.id.clone()));
    let mut session = Session::new(Arc::new(dossier));
    session.defer();
    let ix = PassageIx(9);
    let edit = Action::Edit(Box::new(Deed::Passages(vec![ix], PassageChange::Title("Another title".to_owned()))));
    assert!(session.apply(edit.clone()).is_empty());
    assert_ne!(session.dossier.passage(ix).title, "Another title");
    // One after the other.
    assert!(session.apply(edit).is_empty());
    assert!(session.state.notice.as_deref().unwrap().contains("still being made"));
    let work = session.to_be_made().unwrap();
    let made = std::thread::spawn(move || work.carry_out(&dateline::report::cancel::Cancel::default())).join().unwrap();
    assert!(matches!(session.take_made(made)[..], [Effect::Record(_)]));
    assert_eq!(session.dossier.passage(ix).title, "Another title");
    assert!(session.to_be_made().is_none());
}

#[test]
fn a_mention_put_elsewhere_takes_its_count_with_it() {
    let mut session = shipped();
    let place_of = |session: &Session, ix: MentionIx| match session.dossier.mention(ix).subject {
        dateline::report::passage::Subject::Place(place) => Some(place),
        dateline::report::passage::Subject::Time(..) => None,
    };
    let ix = (0..session.dossier.mentions.len()).map(MentionIx::new).find(|ix| place_of(&session, *ix).is_some()).unwrap();
    let from = place_of(&session, ix).unwrap();
    let to = PlaceIx::new((from.index() + 1) % session.dossier.places.len());
    let counts = |session: &Session| (session.index.place(from).mentions, session.index.place(to).mentions);
    let before = counts(&session);
    session.apply(Action::Edit(Box::new(Deed::Put(vec![Item::Mention(ix)], dateline::edit::Putting::Known(to)))));
    assert_eq!(counts(&session), (before.0 - 1, before.1 + 1));
}
