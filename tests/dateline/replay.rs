//! Lists of actions, replayed: the same actions give the same state, and no action breaks what must hold.

use std::fmt::Write as _;

use dateline::index::times::{Relation, Window};
use dateline::report::ids::{DocumentIx, PassageIx, PlaceIx, VoiceIx};
use dateline::report::moment::{HOUR, Moment};
use dateline::report::passage::{Status, Target};
use dateline::report::text::Span;
use dateline::report::wording;
use dateline::session::{Action, Pace, Reader, ReadingPosition, Section, Session, Tab, ThemeChoice, Toggle};
use proptest::prelude::*;

use crate::fixture::session;

/// The state in words.
fn describe(session: &Session) -> String {
    let state = &session.state;
    let place = state.selection.place.map_or("no place".to_owned(), |ix| session.dossier.place(ix).id.clone());
    let passage = state.selection.passage.map_or("no passage".to_owned(), |ix| session.dossier.passage(ix).id.clone());
    let cards = session.cards();
    let id = |ix: &PassageIx| session.dossier.passage(*ix).id.as_str();
    let list = |section| {
        let shown: Vec<_> = session.listed(section).iter().map(id).collect();
        let shown = if cards.is_unfolded(section) { format!(" [{}]", shown.join(" ")) } else { String::new() };
        format!("{}{shown}", cards.count(section))
    };
    format!(
        "{} | {place} | {passage} | {:?} | {}",
        wording::stretch(state.window.from, state.window.to),
        state.tab,
        Section::ALL.map(list).join(", "),
    )
}

fn replay(actions: &[Action]) -> Session {
    let mut session = session();
    for action in actions {
        session.apply(action.clone());
    }
    session
}

fn place(id: &str) -> PlaceIx {
    session().dossier.place_by_id(id).unwrap()
}

fn passage(id: &str) -> PassageIx {
    session().dossier.passage_by_id(id).unwrap()
}

fn hours(day: u32, from: i64, to: i64) -> Window {
    let midnight = Moment::from_ymd(2022, 1, day).unwrap();
    Window::new(midnight.plus(from * HOUR), midnight.plus(to * HOUR))
}

#[test]
fn a_walk_through_the_report_reads_as_pinned() {
    let steps = [
        Action::SetTheme(ThemeChoice::Light),
        Action::SelectPlace(Some(place("almaty"))),
        Action::SetWindow(hours(4, 20, 30)),
        Action::ShowSection(Section::Elsewhen),
        Action::UnfoldSection(Section::Inside, false),
        Action::ShowSection(Section::Undated),
        Action::StepPassage(1),
        Action::StepPassage(1),
        Action::OpenInDocument(passage("rumour")),
        Action::StepOut,
        Action::Back,
        Action::Back,
        Action::Forward,
        Action::SelectPassage(passage("beginning")),
        Action::ToggleStatus(Status::Rumour),
        Action::SelectPlace(None),
        Action::MoveWindow(1.0),
        Action::StepOut,
        Action::StepOut,
    ];
    let mut session = session();
    let mut text = String::new();
    for action in steps {
        let name = format!("{action:?}");
        session.apply(action);
        writeln!(text, "{:24} {}", name.split(['(', ' ']).next().unwrap(), describe(&session)).unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn play_moves_the_window_steadily_and_stops_at_the_end() {
    let mut session = replay(&[Action::SetWindow(hours(5, 0, 10)), Action::SetPlaying(true)]);
    session.apply(Action::Tick(1.0));
    assert_eq!(session.state.window, hours(5, 5, 15));
    for _ in 0..4000 {
        session.apply(Action::Tick(1.0));
    }
    assert!(!session.state.play.running);
}

#[test]
fn play_goes_from_passage_to_passage_and_a_touch_stops_it() {
    let mut session = replay(&[Action::SetWindow(hours(3, 0, 1)), Action::SetPace(Pace::Passages), Action::SetPlaying(true)]);
    session.apply(Action::Tick(3.5));
    let chosen = session.state.selection.passage.unwrap();
    assert_eq!(session.dossier.passage(chosen).id, "spread");
    session.apply(Action::Tick(3.5));
    assert_eq!(session.dossier.passage(session.state.selection.passage.unwrap()).id, "night");
    session.apply(Action::SetWindow(hours(3, 0, 1)));
    assert!(!session.state.play.running);
}

#[test]
fn a_held_start_stays_while_the_window_moves_and_plays() {
    let mut session = replay(&[Action::SetWindow(hours(4, 0, 6)), Action::SetCumulative(true), Action::MoveWindow(1.0)]);
    assert_eq!(session.state.window.from, hours(4, 0, 6).from);
    let before = session.state.window.to;
    assert!(before > hours(4, 0, 6).to);
    session.apply(Action::SetPlaying(true));
    session.apply(Action::Tick(1.0));
    assert_eq!(session.state.window.from, hours(4, 0, 6).from);
    assert!(session.state.window.to > before);
    session.apply(Action::StepPassage(1));
    assert_eq!(session.state.window.from, hours(4, 0, 6).from);
}

#[test]
fn choosing_a_passage_without_a_time_shows_it() {
    let session = replay(&[Action::SelectPassage(passage("undated"))]);
    assert!(session.listed(Section::Undated).contains(&passage("undated")));
}

#[test]
fn effects_are_for_the_shell_alone() {
    let mut session = session();
    let before = session.state.clone();
    assert_eq!(session.apply(Action::Copy("words".into())).len(), 1);
    assert_eq!(session.state, before);
}

/// What is done in the reader.
fn reading() -> impl Strategy<Value = Action> {
    let passage = || (0_u32..9).prop_map(PassageIx);
    let target = |document| Target { document: DocumentIx(document), span: Span { start: 5, end: 9 } };
    let position = move |(document, passage)| ReadingPosition { target: target(document), passage };
    prop_oneof![
        passage().prop_map(Action::ToggleAround),
        passage().prop_map(Action::ToggleWhy),
        passage().prop_map(Action::SameTimeElsewhere),
        prop::collection::vec(passage(), 0..4).prop_map(Action::Compare),
        prop::option::of(0_u32..2).prop_map(move |document| Action::OpenNote(document.map(target))),
        any::<bool>().prop_map(Action::SetFollowing),
        any::<i8>().prop_map(Action::StepTextSize),
        prop::option::of((0_u32..2, prop::option::of(passage()))).prop_map(move |place| Action::ReadAt(place.map(position))),
    ]
}

#[test]
fn a_search_goes_through_its_hits_and_back_to_where_one_was() {
    let mut session = replay(&[Action::SelectPlace(Some(place("almaty"))), Action::SetQuery("almaty status:background".into())]);
    assert_eq!(session.index.found().hits.len(), 2);
    session.apply(Action::SetQuery("in".into()));
    let hits = session.index.found().hits.clone();
    let mut seen = Vec::new();
    for _ in 0..hits.len() {
        session.apply(Action::StepHit(1));
        seen.push(session.state.hit.unwrap());
    }
    assert_eq!(seen, hits.iter().map(|hit| hit.target).collect::<Vec<_>>());
    session.apply(Action::StepHit(1));
    assert_eq!(session.state.hit, Some(hits[0].target));
    session.apply(Action::Back);
    assert_eq!((session.state.tab, session.state.selection.place), (Tab::Passages, Some(place("almaty"))));
    session.apply(Action::SetQuery("nothing-of-the-kind".into()));
    session.apply(Action::StepHit(1));
    assert_eq!(session.state.hit, None);
}

#[test]
fn notes_are_saved_at_every_change_and_every_change_can_be_undone() {
    let mut session = session();
    let saved = |effects: Vec<dateline::session::Effect>| matches!(effects.as_slice(), [dateline::session::Effect::SaveNotes(_)]);
    assert!(saved(session.apply(Action::Star(passage("night")))));
    assert!(saved(session.apply(Action::WriteNote("night".into(), "bangs".into()))));
    assert!(saved(session.apply(Action::TagNote("night".into(), vec!["noise".into()]))));
    assert!(session.apply(Action::WriteNote("no such passage".into(), "x".into())).is_empty());
    let full = session.state.notebook.note("night").cloned().unwrap();
    assert!(saved(session.apply(Action::RemoveNote("night".into()))));
    assert!(session.state.notebook.note("night").is_none());
    session.apply(Action::Undo);
    let back = session.state.notebook.note("night").unwrap();
    assert_eq!((&back.text, &back.tags, back.starred), (&full.text, &full.tags, true));
    for _ in 0..3 {
        assert!(saved(session.apply(Action::Undo)));
    }
    assert!(session.state.notebook.notes.entries.is_empty());
    assert!(session.apply(Action::Undo).is_empty());
    session.apply(Action::Redo);
    assert!(session.state.notebook.note("night").unwrap().starred);
}

#[test]
fn a_restored_view_is_the_one_that_was_left_and_ignores_what_is_gone() {
    use dateline::session::link;
    let mut one = replay(&[
        Action::SetWindow(hours(4, 20, 30)),
        Action::SelectPlace(Some(place("almaty"))),
        Action::ToggleStatus(Status::Rumour),
        Action::ToggleVoice(VoiceIx(0)),
        Action::ShowSection(Section::Undated),
        Action::SetCumulative(true),
        Action::StepTextSize(2),
        Action::SetEven(true),
        Action::SetQuery("fire place:\"Republic Square\"".into()),
        Action::OpenInDocument(passage("night")),
    ]);
    one.apply(Action::SetCamera(dateline::session::Camera::default()));
    let address = link::view(&one.dossier, &one.state).to_string();
    let mut two = session();
    two.restore(&address);
    assert_eq!(link::view(&two.dossier, &two.state).to_string(), address);
    assert_eq!(two.index.filter(), one.index.filter());
    assert_eq!(two.state.notice, None);
    assert_eq!((two.state.reader.text_step, two.index.folds().view().even), (2, true));
    one.apply(Action::ShowTab(Tab::Story));
    two.restore(&link::view(&one.dossier, &one.state).to_string());
    assert_eq!(two.state.tab, Tab::Story);
    let start = session().state;
    for text in
        ["", "dateline:view?dossier=test&place=gone&passage=gone&tab=gone&map=9,9&window=soon&without-voices=gone&new=1", "\u{0}"]
    {
        let mut three = session();
        three.restore(text);
        assert_eq!(
            (three.state.window, three.state.selection, three.state.tab),
            (start.window, start.selection, start.tab),
            "{text}"
        );
    }
    two.apply(Action::FollowLink("dateline:view?dossier=test&place=gone&scope=outside".into()));
    assert_eq!(two.state.notice.as_deref(), Some("Not all of the link could be followed: there is no place “gone”."));
    // What older versions wrote still leads there.
    assert_eq!(two.state.reader.jump.map(|jump| jump.section), Some(Section::Elsewhen));
    assert_eq!(two.listed(Section::Elsewhen).len(), two.cards().count(Section::Elsewhen));
}

fn action() -> impl Strategy<Value = Action> {
    let window = (-3000_i64..500_000, 1_i64..90_000).prop_map(|(from, width)| {
        let origin = Moment::from_ymd(2022, 1, 1).unwrap();
        Window::new(origin.plus(from * 60), origin.plus((from + width) * 60))
    });
    prop_oneof![
        window.clone().prop_map(Action::SetWindow),
        window.clone().prop_map(Action::SetRange),
        window.prop_map(Action::GoToTime),
        (-50.0..50.0).prop_map(Action::MoveWindow),
        prop::option::of(0_u32..9).prop_map(|ix| Action::SelectPlace(ix.map(PlaceIx))),
        (0_u32..9).prop_map(|ix| Action::SelectPassage(PassageIx(ix))),
        (0_u32..9).prop_map(|ix| Action::OpenInDocument(PassageIx(ix))),
        (-2..3).prop_map(Action::StepPassage),
        prop::sample::select(vec![Tab::Passages, Tab::Document, Tab::Story]).prop_map(Action::ShowTab),
        prop::sample::select(Section::ALL.to_vec()).prop_map(Action::ShowSection),
        (prop::sample::select(Section::ALL.to_vec()), any::<bool>())
            .prop_map(|(section, open)| Action::UnfoldSection(section, open)),
        prop::sample::select(Status::ALL.to_vec()).prop_map(Action::ToggleStatus),
        Just(Action::ToggleVoice(VoiceIx(0))),
        Just(Action::ClearFilter),
        any::<bool>().prop_map(Action::SetPlaying),
        (0.0..10.0).prop_map(Action::Tick),
        Just(Action::Back),
        Just(Action::Forward),
        Just(Action::StepOut),
        Just(Action::Toggle(Toggle::Keys)),
        reading(),
        prop::sample::select(vec!["", "almaty", "in place:almaty", "before:2012 status:background", "\"9 am\"", "zzz"])
            .prop_map(|text| Action::SetQuery(text.to_owned())),
        (-1..2).prop_map(Action::StepHit),
        (0_u32..9).prop_map(|ix| Action::Star(PassageIx(ix))),
        "[ab ]{0,3}".prop_map(|text| Action::WriteNote("night".to_owned(), text)),
        Just(Action::Undo),
        Just(Action::Redo),
        Just(Action::FollowLink("dateline:view?dossier=test&place=almaty&tab=notes&query=air".to_owned())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_done_the_counts_are_right_and_the_same_again(actions in prop::collection::vec(action(), 0..40)) {
        let one = replay(&actions);
        let state = &one.state;
        prop_assert!(state.window.from < state.window.to);
        prop_assert!(state.range.from < state.range.to);
        prop_assert!(state.selection.place.is_none_or(|ix| ix.index() < one.dossier.places.len()));
        let compared = &state.reader.compared;
        prop_assert!(compared.len() != 1 && compared.iter().all(|ix| ix.index() < one.dossier.passages.len()));
        prop_assert!(Reader::STEPS.contains(&state.reader.text_step));
        prop_assert!(state.selection.passage.is_none_or(|ix| ix.index() < one.dossier.passages.len()));
        let inside = one.dossier.passages.iter().filter(|passage| {
            let ix = one.dossier.passage_by_id(&passage.id).unwrap();
            let holds = !state.filter.wanted.has_words() || one.index.found().passages.contains(&ix);
            state.filter.shows(passage) && holds && passage.when.is_some_and(|when| Relation::of(&when, state.window) == Relation::Inside)
        });
        prop_assert_eq!(one.index.counts(state.window).inside, inside.count());
        let cards = one.cards();
        for section in Section::ALL {
            let expected = if cards.is_unfolded(section) { cards.count(section) } else { 0 };
            prop_assert_eq!(one.listed(section).len(), expected);
        }
        prop_assert!(state.hit.is_none_or(|hit| !one.dossier.slice(hit).is_empty()));
        prop_assert_eq!(&state.filter.wanted, &state.query.wanted());
        prop_assert_eq!(&one.state, &replay(&actions).state);
    }
}
