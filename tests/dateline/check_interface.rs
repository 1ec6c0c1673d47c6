//! The page *Check*, by the keyboard alone and as it is read aloud.

use std::sync::Arc;

use dateline::find;
use dateline::formats::import::{self, Source};
use dateline::formats::read::manuscript::Manuscript;
use dateline::index::unchecked::Progress;
use dateline::report::dossier::Dossier;
use dateline::report::given::Given;
use dateline::report::ids::Item;
use dateline::report::passage::Subject;
use dateline::report::provenance::Fact;
use dateline::session::{Action, CheckKind, CheckOnly, Editing, Session, Surroundings, Tab};
use egui::accesskit::{Live, Role};
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::fixture::shipped;
use crate::interface::{App, button, open, starting};

const TEXT: &str = "Crowds gathered on the square of Almaty on 4 January 2022, and the police used tear gas.\n\
    The next morning protesters seized the airport in Almaty.\n\
    In Aktobe police officers joined the demonstrators on 5 January 2022.\n\
    Troops arrived in Astana on 6 January 2022 and soldiers shot at cars.\n\
    In Oral the mayor resigned on 5 January 2022. Workers in Oral went on strike. Flights from Oral to Atyrau were cancelled. \
    Shops in Oral stayed closed.\n\
    On 7 January 2022 protesters were arrested in Shymkent, Taraz, Kyzylorda and Karaganda. In Pavlodar the police shot two people.\n\
    Residents of Kostanay and Petropavl said that the internet was cut off. In Semey soldiers guarded the bridge.\n\
    Oil workers in Aktau marched to the square on 8 January 2022. In Zhanaozen the strike went on for a week.\n\
    Trucks left Moscow for Kazakhstan. In Bishkek activists held a vigil, in Tashkent the border was closed.\n\
    On 9 January 2022 the mayor of Taldykorgan returned. In Ekibastuz miners met the governor. Turkistan stayed quiet.\n";

fn found() -> Dossier {
    let mut given = Given::default();
    given.say(Fact::Reference, "2022-01-10").unwrap();
    given.say(Fact::Home, "KZ").unwrap();
    let manuscript = Manuscript { text: TEXT.to_owned(), ..Manuscript::default() };
    let mut draft = import::draft(vec![Source { name: "a.txt".into(), sha256: String::new(), manuscript }], &given);
    find::draft::annotate_all(&mut draft, &[]);
    Dossier::check(draft)
}

/// A report in which all was found, and that nobody has checked.
pub fn session() -> Session {
    Session::new(Arc::new(found()))
}

fn press(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press_modifiers(Modifiers::NONE, key);
    harness.run();
}

fn typed(harness: &mut Harness<'_, App>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run();
}

fn progress(harness: &Harness<'_, App>) -> Progress {
    harness.state().session.index.progress()
}

/// What is asked about.
fn asked(harness: &Harness<'_, App>) -> Option<Item> {
    harness.state().session.state.checking.at
}

/// Its words, and whether they name a place, a time or a passage.
fn words(harness: &Harness<'_, App>) -> (String, char) {
    let dossier = &harness.state().session.dossier;
    match asked(harness).expect("something is asked about") {
        Item::Mention(ix) => {
            let mention = dossier.mention(ix);
            let kind = if matches!(mention.subject, Subject::Place(_)) { 'p' } else { 't' };
            (dossier.slice(mention.target).to_owned(), kind)
        }
        Item::Passage(ix) => (dossier.passage(ix).title.clone(), 's'),
    }
}

/// The line that is read out when it changes.
fn live(harness: &Harness<'_, App>) -> String {
    let nodes = harness.query_all_by(|node| node.live() == Live::Polite);
    let said: Vec<_> = nodes.filter_map(|node| node.accesskit_node().label()).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    said.into_iter().next().unwrap()
}

/// What has the keyboard, as a screen reader reads it out: its role, its name and what describes it.
fn heard(harness: &Harness<'_, App>) -> (Role, String, String) {
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the method itself is for nodes of one lifetime")]
    let focused: Vec<_> = harness.query_all_by(|node| node.is_focused()).collect();
    assert_eq!(focused.len(), 1);
    let node = focused[0].accesskit_node();
    (node.role(), node.label().unwrap_or_default(), node.description().unwrap_or_default())
}

/// What the mentions of some words name, and whether they are checked.
fn named(harness: &Harness<'_, App>, name: &str) -> Vec<(String, bool)> {
    let dossier = &harness.state().session.dossier;
    let of_it = dossier.mentions.iter().filter(|mention| dossier.slice(mention.target) == name);
    let said = of_it.filter_map(|mention| match mention.subject {
        Subject::Place(place) => Some((dossier.place(place).title.clone(), mention.found.is_none())),
        Subject::Time(..) => None,
    });
    said.collect()
}

#[test]
fn a_found_report_is_checked_by_the_keyboard_alone() {
    let mut harness = open(session());
    let all = progress(&harness);
    assert!(all.left >= 30 && all.checked == 0, "{all:?}");
    press(&mut harness, Key::F8);
    assert_eq!(harness.state().session.state.tab, Tab::Check);
    harness.get_by_role_and_label(Role::Tab, &format!("Check {}", all.left));
    harness.get_by_label_contains(&format!("0 of {} checked, about", all.left));
    let (mut places, mut corrected, mut rejected, mut dated) = (0, false, false, false);
    for _ in 0..all.left * 2 {
        if places >= 20 && corrected && rejected && dated {
            break;
        }
        let (name, kind) = words(&harness);
        match (name.as_str(), kind) {
            ("Oral", 'p') if !corrected => {
                places += correct_all(&mut harness);
                corrected = true;
            }
            ("Moscow", 'p') => {
                press(&mut harness, Key::Backspace);
                assert_eq!(named(&harness, "Moscow"), [], "it is taken away");
                assert_eq!(harness.state().session.dossier.dismissals.len(), 1, "and known to be no place");
                assert!(heard(&harness).1.starts_with("No place and no time: “Moscow”. "), "{:?}", heard(&harness));
                rejected = true;
            }
            (_, 't') if !dated => {
                date(&mut harness);
                dated = true;
            }
            (_, kind) => {
                let left = progress(&harness).left;
                press(&mut harness, Key::Enter);
                assert_eq!(progress(&harness).left, left - 1, "Enter confirms {name}");
                let (role, said, _) = heard(&harness);
                assert_eq!(role, Role::Heading, "the next question has the keyboard");
                let next = format!(" {} left. {}", left - 1, opening(&harness));
                assert!(said.starts_with("Confirmed: ") && said.contains(&next), "{said}\n{next}");
                places += usize::from(kind == 'p');
            }
        }
    }
    assert!(places >= 20 && corrected && rejected && dated, "{places} {corrected} {rejected} {dated}");
    assert!(!harness.state().session.state.play.running, "Space and P are the page's own");
}

/// How the question is read out that is asked now.
fn opening(harness: &Harness<'_, App>) -> String {
    match words(harness) {
        (_, 's') => "Passage: ".to_owned(),
        (name, kind) => format!("{} “{name}”: ", if kind == 'p' { "Place" } else { "Time" }),
    }
}

/// Says of all mentions of Oral that they are Tashkent; returns how many there were.
fn correct_all(harness: &mut Harness<'_, App>) -> usize {
    let before = named(harness, "Oral");
    assert!(before.len() == 4 && before.iter().all(|(_, checked)| !checked), "{before:?}");
    press(harness, Key::A);
    assert_eq!(harness.query_all_by_role(Role::CheckBox).count(), 3, "the others are listed");
    assert!(harness.query_by_label_contains("“Oral”: this one and 3 of 3 others").is_some());
    press(harness, Key::P);
    typed(harness, "Tashkent");
    press(harness, Key::Enter);
    assert_eq!(named(harness, "Oral"), before, "what is to be said of all is shown before it is said");
    assert!(harness.query_by_label_contains("All of them: Tashkent").is_some());
    button(harness, "Say so of all 4 (Enter)");
    press(harness, Key::Enter);
    assert_eq!(named(harness, "Oral"), vec![("Tashkent".to_owned(), true); 4]);
    assert!(heard(harness).1.starts_with("“Oral” is Tashkent, 4 times. "), "{:?}", heard(harness));
    press(harness, Key::U);
    assert_eq!(named(harness, "Oral"), before, "one undo takes all of it back");
    assert_eq!(words(harness).0, "Oral", "and asks again");
    harness.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
    harness.run();
    before.len()
}

/// Types another time, takes that back, and puts it off.
fn date(harness: &mut Harness<'_, App>) {
    let (name, item) = (words(harness).0, asked(harness));
    let when = |harness: &Harness<'_, App>| match item {
        Some(Item::Mention(ix)) => match harness.state().session.dossier.mention(ix).subject {
            Subject::Time(when, _) => when.map(|when| when.to_string()),
            Subject::Place(_) => None,
        },
        _ => None,
    };
    let before = when(harness);
    press(harness, Key::T);
    typed(harness, "no day at all");
    assert!(harness.query_by_label_contains("Not understood: ").is_some());
    press(harness, Key::Escape);
    assert!(harness.query_by_role_and_label(Role::TextInput, "Time").is_none(), "Escape leaves the field and nothing else");
    assert_eq!(harness.state().session.state.tab, Tab::Check);
    press(harness, Key::T);
    typed(harness, "11–12 January 2022");
    assert!(harness.query_by_label("11–12 January 2022").is_some(), "it says how it is understood");
    press(harness, Key::Enter);
    assert_eq!(when(harness).as_deref(), Some("2022-01-11/2022-01-12"));
    press(harness, Key::U);
    assert_eq!((when(harness), words(harness).0), (before, name));
    assert!(heard(harness).1.starts_with("Undone. "), "{:?}", heard(harness));
    let at = asked(harness);
    press(harness, Key::Space);
    assert_ne!(asked(harness), at, "what is put off comes last");
    assert!(harness.state().session.state.checking.later.contains(&at.unwrap()));
}

#[test]
fn the_queue_is_walked_filtered_and_emptied() {
    let mut harness = open(session());
    press(&mut harness, Key::F8);
    let first = asked(&harness);
    press(&mut harness, Key::ArrowDown);
    assert_ne!(asked(&harness), first);
    press(&mut harness, Key::ArrowUp);
    assert_eq!(asked(&harness), first);
    button(&harness, "Check: times").click();
    harness.run();
    assert_eq!(harness.state().session.state.checking.only.kind, CheckKind::Times);
    let mut left = 0;
    while asked(&harness).is_some() && harness.query_by_label("Right (Enter)").is_some() {
        assert_eq!(words(&harness).1, 't');
        press(&mut harness, Key::Enter);
        left += 1;
        assert!(left < 40, "it ends");
    }
    assert!(left >= 5 && harness.query_by_label_contains("Nothing of this is left to check; ").is_some());
    button(&harness, "Go through all of them").click();
    harness.run();
    assert_eq!(harness.state().session.state.checking.only, CheckOnly::default());
    while progress(&harness).left > 0 {
        press(&mut harness, Key::Enter);
    }
    let all = progress(&harness).checked;
    assert!(harness.query_by_label_contains(&format!("All {all} are checked.")).is_some());
    assert!(harness.query_by_role_and_label(Role::Tab, "Check").is_some());
    button(&harness, "Read the passages").click();
    harness.run();
    assert_eq!(harness.state().session.state.tab, Tab::Passages);
}

#[test]
fn candidates_are_letters_on_the_map_and_rows_with_a_digit() {
    let mut session = session();
    session.apply(Action::ShowTab(Tab::Check));
    let dossier = session.dossier.clone();
    let choosable =
        dossier.mentions.iter().position(|mention| mention.found.as_ref().is_some_and(|found| !found.others.is_empty()));
    let ix = dateline::report::ids::MentionIx::new(choosable.expect("some name has several places"));
    session.apply(Action::CheckAt(Some(Item::Mention(ix))));
    let mut harness = open(session);
    let other = dossier.mention(ix).found.as_ref().unwrap().others[0].clone();
    let row = starting(&harness, "1: ");
    assert_eq!(row.len(), 1);
    let name = row[0].accesskit_node().label().unwrap();
    assert!(name.starts_with(&format!("1: {}, ", other.name)) && name.contains(" away"), "{name}");
    drop(row);
    press(&mut harness, Key::Num1);
    let session = &harness.state().session;
    let Subject::Place(place) = session.dossier.mention(ix).subject else { panic!("it is a place") };
    assert_eq!(session.dossier.place(place).id, other.id);
    assert!(session.dossier.mention(ix).found.is_none());
}

#[test]
fn all_that_is_said_of_a_passage_is_corrected_at_once() {
    let mut session = session();
    session.apply(Action::ShowTab(Tab::Check));
    session.apply(Action::CheckOnly(CheckOnly { kind: CheckKind::Passages, ..CheckOnly::default() }));
    let mut harness = open(session);
    let Some(Item::Passage(ix)) = asked(&harness) else { panic!("a passage is asked about") };
    let (before, target) =
        (harness.state().session.dossier.passage(ix).clone(), harness.state().session.dossier.passage(ix).target);
    press(&mut harness, Key::D);
    let field = harness.get_by_role_and_label(Role::TextInput, "Title");
    assert!(field.accesskit_node().is_focused(), "one types at once");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    typed(&mut harness, "A crowd meets");
    let unlikely = if before.status.word() == "rumour" { "witnessed" } else { "rumour" };
    harness.get_by_role_and_label(Role::ComboBox, &format!("Status: {}", before.status.word())).click();
    harness.run();
    harness.get_by_role_and_label(Role::ListBoxOption, unlikely).click();
    harness.run();
    assert!(harness.state().session.dossier.passage(ix).is_found(), "nothing is changed before it is taken");
    button(&harness, "Take it (Enter)").click();
    harness.run();
    let session = &harness.state().session;
    let now = session.dossier.passages.iter().find(|passage| passage.target == target).unwrap();
    assert_eq!((now.title.as_str(), now.status.word(), now.is_found()), ("A crowd meets", unlikely, false));
    assert_eq!((now.when, &now.places, now.voice), (before.when, &before.places, before.voice));
    let (_, said, _) = heard(&harness);
    assert!(said.starts_with("Other title and status of the passage "), "{said}");
    press(&mut harness, Key::U);
    assert_eq!(asked(&harness), Some(Item::Passage(ix)));
    let back = harness.state().session.dossier.passage(ix);
    assert_eq!((&back.title, back.status, back.is_found()), (&before.title, before.status, true), "taken back as one edit");
    // What is right as it is, Enter confirms from the title too.
    press(&mut harness, Key::D);
    press(&mut harness, Key::Enter);
    let now = harness.state().session.dossier.passages.iter().find(|passage| passage.target == target).unwrap();
    assert!(now.title == before.title && !now.is_found());
}

#[test]
fn what_can_only_be_read_is_asked_about_and_not_changed() {
    let mut session = session();
    let editing = Editing::Locked("Another window edits this report.".to_owned());
    session.apply(Action::Tell(Surroundings { editing, ..Surroundings::default() }));
    session.apply(Action::ShowTab(Tab::Check));
    let mut harness = open(session);
    assert!(button(&harness, "Right (Enter)").accesskit_node().is_disabled());
    assert!(harness.query_by_label("Another window edits this report.").is_some());
    let before = progress(&harness);
    for key in [Key::Enter, Key::Backspace, Key::Num1, Key::A, Key::T, Key::P] {
        press(&mut harness, key);
    }
    assert_eq!(progress(&harness), before);
}

#[test]
fn a_question_is_read_out_as_a_whole_and_stays_to_be_read_again() {
    let mut session = session();
    let dossier = session.dossier.clone();
    let named = |name: &str| dossier.mentions.iter().position(|mention| dossier.slice(mention.target) == name);
    let ix = dateline::report::ids::MentionIx::new(named("Oral").unwrap());
    session.apply(Action::ShowTab(Tab::Check));
    session.apply(Action::CheckAt(Some(Item::Mention(ix))));
    let mut harness = open(session);
    let (role, said, why) = heard(&harness);
    assert_eq!(role, Role::Heading);
    for part in
        ["Place “Oral”: ", " % sure.", "In the text: In Oral the mayor resigned on 5 January 2022.", "3 others of this name (A)."]
    {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert!(!why.is_empty() && !said.contains(&why), "why is told after it: {why}");
    // What cannot be done is said, and said again.
    press(&mut harness, Key::T);
    let once = live(&harness);
    assert_eq!(once, "A place has no time.");
    press(&mut harness, Key::T);
    assert!(live(&harness) != once && live(&harness).trim_end() == once, "the same words are read again: {}", live(&harness));
    assert_eq!(heard(&harness).1, said);
    press(&mut harness, Key::Num9);
    assert_eq!(live(&harness), "There is no candidate 9.");
    // For all others, what says so has the keyboard; Escape leads back to the question.
    press(&mut harness, Key::A);
    let (role, name, told) = heard(&harness);
    assert_eq!((role, name.as_str()), (Role::Button, "Say so of all 4 (Enter)"));
    assert!(told.starts_with("“Oral”: this one and 3 of 3 others. All of them: "), "{told}");
    press(&mut harness, Key::Escape);
    assert_eq!(heard(&harness).1, said);
    // Tab leads on from there, and the next question has it again.
    press(&mut harness, Key::Tab);
    assert_eq!(heard(&harness).0, Role::Button);
    press(&mut harness, Key::Backspace);
    assert!(heard(&harness).0 == Role::Heading && heard(&harness).1.starts_with("No place and no time: “Oral”. "));
    press(&mut harness, Key::ArrowDown);
    assert!(heard(&harness).1.starts_with(&opening(&harness)), "what was done is read out once: {:?}", heard(&harness));
}

#[test]
fn the_rows_of_a_search_are_read_out() {
    let mut session = session();
    let dossier = session.dossier.clone();
    let place = dossier.mentions.iter().position(|mention| dossier.slice(mention.target) == "Moscow").unwrap();
    session.apply(Action::ShowTab(Tab::Check));
    session.apply(Action::CheckAt(Some(Item::Mention(dateline::report::ids::MentionIx::new(place)))));
    let mut harness = open(session);
    press(&mut harness, Key::P);
    typed(&mut harness, "Tashkent");
    let (role, name, first) = heard(&harness);
    assert_eq!((role, name.as_str()), (Role::TextInput, "Place"));
    assert!(first.starts_with("Tashkent, ") && first.contains(", 1 of "), "{first}");
    press(&mut harness, Key::ArrowDown);
    let (role, second, _) = heard(&harness);
    assert!(role == Role::ListBoxOption && second != first, "the arrows read out the rows: {second}");
    typed(&mut harness, "qqq");
    assert_eq!(heard(&harness), (Role::TextInput, "Place".to_owned(), "Nothing found".to_owned()));
}

#[test]
fn where_nothing_was_found_there_is_no_page() {
    let mut harness = open(shipped());
    assert!(starting(&harness, "Check").is_empty());
    press(&mut harness, Key::F8);
    assert_eq!(harness.state().session.state.tab, Tab::Passages);
}
