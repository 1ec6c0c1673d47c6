//! What a person says of words in the text and of passages on their cards, by hand and by keyboard.

use dateline::report::ids::{MentionIx, PassageIx};
use dateline::report::passage::{Status, Subject, Target};
use dateline::report::text::Span;
use dateline::session::{Action, ChosenMention, Editing, Session, Surroundings, Tab};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::fixture::shipped;
use crate::found_interface::session;
use crate::interface::{App, button, drag, open, starting};

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const ALT_SHIFT: Modifiers = Modifiers::ALT.plus(Modifiers::SHIFT);

fn reading() -> Session {
    let mut session = session();
    drop(session.apply(Action::ShowTab(Tab::Document)));
    session
}

/// Where some words stand in the only text.
fn target(session: &Session, words: &str) -> Target {
    let text = &session.dossier.documents[0].text;
    let start = text.point_of(text.as_str().find(words).unwrap());
    let span = Span { start, end: start + words.chars().count() };
    Target { span, ..session.dossier.mentions[0].target }
}

fn selected(window: &Harness<'_, App>) -> String {
    let session = &window.state().session;
    session.state.selected_text.map_or("nothing", |target| session.dossier.slice(target)).to_owned()
}

/// What the mention of these words names, if there is one.
fn named(window: &Harness<'_, App>, words: &str) -> Vec<String> {
    let dossier = &window.state().session.dossier;
    let here = dossier.mentions.iter().filter(|mention| dossier.slice(mention.target) == words);
    let told = here.map(|mention| match mention.subject {
        Subject::Place(place) => dossier.place(place).title.clone(),
        Subject::Time(when, basis) => format!("{} {}", when.map(|when| when.to_string()).unwrap_or_default(), basis.word()),
    });
    told.collect()
}

fn press(window: &mut Harness<'_, App>, modifiers: Modifiers, key: Key, times: usize) {
    for _ in 0..times {
        window.key_press_modifiers(modifiers, key);
        window.run_ok();
    }
}

/// Types into whatever has the keyboard, in place of what stands there.
fn type_anew(window: &mut Harness<'_, App>, text: &str) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.event(Event::Text(text.to_owned()));
    window.run_ok();
}

fn click(window: &mut Harness<'_, App>, label: &str) {
    button(window, label).click();
    window.run_ok();
}

#[test]
fn by_keyboard_words_are_selected_and_become_a_place() {
    let mut window = open(reading());
    press(&mut window, CTRL_SHIFT, Key::ArrowRight, 1);
    let first = selected(&window);
    assert!(!first.is_empty() && !first.contains(' '), "one word: {first}");
    let target = target(&window.state().session, "on the square");
    drop(window.state_mut().session.apply(Action::SelectText(Some(target))));
    press(&mut window, CTRL_SHIFT, Key::ArrowRight, 1);
    assert_eq!(selected(&window), "on the square of");
    press(&mut window, CTRL_SHIFT, Key::ArrowLeft, 1);
    press(&mut window, ALT_SHIFT, Key::ArrowRight, 3);
    press(&mut window, ALT_SHIFT, Key::ArrowLeft, 1);
    assert_eq!(selected(&window), "the square");
    let before = window.state().session.dossier.mentions.len();
    button(&window, "Place…").focus();
    press(&mut window, Modifiers::NONE, Key::Enter, 1);
    assert!(window.query_by_label_contains("the square, a new place, not on the map").is_some(), "it begins with the words");
    type_anew(&mut window, "Samarkand");
    let world = starting(&window, "Samarkand, settlement in");
    assert_eq!(world.len(), 1, "a place of the world");
    press(&mut window, Modifiers::NONE, Key::Enter, 1);
    assert_eq!(named(&window, "the square"), ["Samarkand"]);
    let session = &window.state().session;
    assert_eq!(session.dossier.mentions.len(), before + 1);
    assert!(session.dossier.place_by_id("gn-1216265").is_some(), "it is the place of the gazetteer");
    assert_eq!(session.state.selected_text, None);
    press(&mut window, Modifiers::COMMAND, Key::Z, 1);
    assert_eq!(named(&window, "the square"), [""; 0]);
    assert!(window.state().session.dossier.place_by_id("gn-1216265").is_none());
}

#[test]
fn a_time_is_typed_and_told_back_before_it_is_taken() {
    let mut session = reading();
    let target = target(&session, "tear gas");
    drop(session.apply(Action::SelectText(Some(target))));
    let mut window = open(session);
    click(&mut window, "Time…");
    type_anew(&mut window, "soon");
    assert!(window.query_by_label_contains("but found “soon”").is_some(), "what is wrong with it");
    press(&mut window, Modifiers::NONE, Key::Enter, 1);
    assert_eq!(named(&window, "tear gas"), [""; 0]);
    button(&window, "It is this time");
    window.get_by_role_and_label(Role::TextInput, "Time").focus();
    window.run_ok();
    type_anew(&mut window, "4–6 January");
    assert!(window.query_by_role_and_label(Role::Status, "4–6 January 2022 (2022-01-04/2022-01-06)").is_some());
    press(&mut window, Modifiers::NONE, Key::Enter, 1);
    assert_eq!(named(&window, "tear gas"), ["2022-01-04/2022-01-06 relative"]);
    press(&mut window, Modifiers::COMMAND, Key::Z, 1);
    assert_eq!(named(&window, "tear gas"), [""; 0]);
}

#[test]
fn what_words_say_is_read_before_anything_is_typed() {
    let mut session = reading();
    let target = target(&session, "5 January 2022");
    drop(session.apply(Action::SelectText(Some(target))));
    let mut window = open(session);
    click(&mut window, "Time…");
    assert!(window.query_by_role_and_label(Role::Status, "5 January 2022 (2022-01-05)").is_some());
    let before = window.state().session.dossier.mentions.len();
    click(&mut window, "It is this time");
    assert_eq!(named(&window, "5 January 2022"), ["2022-01-05 stated"], "the mention that was there is confirmed");
    assert_eq!(window.state().session.dossier.mentions.len(), before);
}

#[test]
fn words_that_are_dragged_over_become_a_passage() {
    let mut window = open(reading());
    let link = window
        .get_all_by_role(Role::Link)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with("Astana: ")))
        .unwrap();
    let (from, to) = (link.rect().left_center(), link.rect().right_center() + egui::vec2(190.0, 0.0));
    // A drag that begins on a mention is the mention's; the words before it are the text's.
    drag(&mut window, from - egui::vec2(60.0, 0.0), to);
    let words = selected(&window);
    assert!(words.contains("Astana on 6 January"), "{words}");
    let before = window.state().session.dossier.passages.len();
    click(&mut window, "Passage…");
    window.get_by_role_and_label(Role::TextInput, "Title").focus();
    window.run_ok();
    type_anew(&mut window, "Troops come");
    window.get_by_role_and_label(Role::CheckBox, "Astana");
    click(&mut window, "Make the passage");
    let dossier = &window.state().session.dossier;
    assert_eq!(dossier.passages.len(), before + 1);
    let made = dossier.passage(dossier.passage_by_id("troops-come").unwrap());
    assert_eq!(
        (made.title.as_str(), dossier.slice(made.target)),
        ("Troops come", "arrived in Astana on 6 January 2022 and soldiers")
    );
    assert!(words.starts_with("rived in") && words.ends_with("and sol"), "half words are made whole: {words}");
    assert_eq!(made.places.iter().map(|place| dossier.place(*place).title.as_str()).collect::<Vec<_>>(), ["Astana"]);
    assert_eq!(made.when.map(|when| when.to_string()).as_deref(), Some("2022-01-06"));
    assert!(!made.is_found(), "a person made it");
    press(&mut window, Modifiers::COMMAND, Key::Z, 1);
    assert_eq!(window.state().session.dossier.passages.len(), before);
}

#[test]
fn a_mention_is_chosen_and_its_ends_are_moved_by_a_word() {
    let mut window = open(reading());
    starting(&window, "Aktobe: Aktobe").into_iter().next().expect("a mention").click();
    window.run_ok();
    click(&mut window, "Edit the mention");
    click(&mut window, "Begin one word earlier");
    assert_eq!(named(&window, "In Aktobe"), ["Aktobe"]);
    let end = "End of the mention; the arrows move it";
    let at = window.get_by_role_and_label(Role::Slider, end).rect().center();
    drag(&mut window, at, at + egui::vec2(40.0, 0.0));
    assert_eq!(named(&window, "In Aktobe police"), ["Aktobe"]);
    window.get_by_role_and_label(Role::Slider, end).focus();
    window.run_ok();
    press(&mut window, Modifiers::NONE, Key::ArrowLeft, 1);
    assert_eq!(named(&window, "In Aktobe"), ["Aktobe"]);
    let chosen = window.state().session.state.reader.mention.expect("it is still chosen");
    assert!(window.state().session.dossier.mention(chosen.mention).found.is_none(), "it is checked now");
    assert!(window.query_by_role_and_label(Role::Button, "Confirm").is_none());
    for _ in 0..3 {
        press(&mut window, Modifiers::COMMAND, Key::Z, 1);
    }
    assert_eq!(named(&window, "Aktobe"), ["Aktobe"]);
    press(&mut window, Modifiers::NONE, Key::Escape, 1);
    assert_eq!(window.state().session.state.reader.mention, None, "Escape closes the card");
}

#[test]
fn a_mention_is_said_to_be_none() {
    let mut window = open(reading());
    starting(&window, "Aktobe: Aktobe").into_iter().next().expect("a mention").click();
    window.run_ok();
    click(&mut window, "Not a place or time");
    assert_eq!(named(&window, "Aktobe"), [""; 0]);
    assert_eq!(window.state().session.dossier.dismissals.len(), 1);
}

#[test]
fn a_card_changes_title_status_place_and_time() {
    let mut window = open(session());
    let id = |window: &Harness<'_, App>, at: usize| window.state().session.dossier.passages[at].id.clone();
    let shown = window.state().session.dossier.passage_by_id(&id(&window, 0)).unwrap();
    // High enough for all of the form.
    window.set_size(egui::vec2(1440.0, 1800.0));
    drop(window.state_mut().session.apply(Action::ToggleEditing(shown)));
    window.run_ok();
    let passage = |window: &Harness<'_, App>| {
        let dossier = &window.state().session.dossier;
        dossier.passage(PassageIx::new(0)).clone()
    };
    window.get_by_role_and_label(Role::TextInput, "Title").focus();
    window.run_ok();
    type_anew(&mut window, "Crowds meet");
    assert_ne!(passage(&window).title, "Crowds meet", "nothing is changed while one types");
    press(&mut window, Modifiers::NONE, Key::Enter, 1);
    assert_eq!(passage(&window).title, "Crowds meet");
    assert!(!passage(&window).is_found());
    window.get_by_role_and_label(Role::TextInput, "Time").focus();
    window.run_ok();
    type_anew(&mut window, "2022-01-04T10:00/2022-01-04T12:00");
    press(&mut window, Modifiers::NONE, Key::Tab, 1);
    assert_eq!(passage(&window).when.map(|when| when.to_string()).as_deref(), Some("2022-01-04T10:00/2022-01-04T12:00"));
    window.get_by_role_and_label(Role::ComboBox, "Status: reported").click();
    window.run_ok();
    window.get_by_role_and_label(Role::ListBoxOption, "witnessed").click();
    window.run_ok();
    assert_eq!(passage(&window).status, Status::Witnessed);
    click(&mut window, "Add a place");
    type_anew(&mut window, "Aktobe");
    press(&mut window, Modifiers::NONE, Key::Enter, 1);
    assert_eq!(passage(&window).places.len(), 2);
    click(&mut window, "Make Aktobe the main place");
    let main = passage(&window).places[0];
    assert_eq!(window.state().session.dossier.place(main).title, "Aktobe");
    for _ in 0..5 {
        press(&mut window, Modifiers::COMMAND, Key::Z, 1);
    }
    let (now, then) = (passage(&window), session().dossier.passage(PassageIx::new(0)).clone());
    assert_eq!((now.title, now.when, now.status, now.places), (then.title, then.when, then.status, then.places));
}

#[test]
fn passages_are_linked_by_their_titles_and_get_a_new_voice() {
    let mut window = open(session());
    // High enough for all of the form.
    window.set_size(egui::vec2(1440.0, 1800.0));
    drop(window.state_mut().session.apply(Action::ToggleEditing(PassageIx::new(0))));
    window.run_ok();
    let other = window.state().session.dossier.passage(PassageIx::new(1)).title.clone();
    click(&mut window, "Contradicts another passage");
    starting(&window, &format!("{other}, "))
        .into_iter()
        .find(|node| node.accesskit_node().role() == Role::ListBoxOption)
        .expect("it is near")
        .click();
    window.run_ok();
    let dossier = window.state().session.dossier.clone();
    assert_eq!(dossier.passage(PassageIx::new(0)).aside().conflicts, [PassageIx::new(1)]);
    assert_eq!(dossier.passage(PassageIx::new(1)).aside().conflicts, [PassageIx::new(0)]);
    let voice = starting(&window, "Voice: ").into_iter().next().expect("a voice").accesskit_node().label().unwrap();
    click(&mut window, &voice);
    type_anew(&mut window, "Aigerim");
    press(&mut window, Modifiers::NONE, Key::Enter, 1);
    let dossier = &window.state().session.dossier;
    let speaks = dossier.passage(PassageIx::new(0)).voice.expect("somebody speaks");
    assert_eq!(dossier.voice(speaks).name, "Aigerim");
}

#[test]
fn a_list_stays_where_it_was_scrolled_to_when_something_in_it_is_changed() {
    let mut window = open(shipped());
    window.set_size(egui::vec2(1440.0, 1400.0));
    let over = egui::pos2(1180.0, 700.0);
    window.event(Event::PointerMoved(over));
    for _ in 0..6 {
        window.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -400.0),
            modifiers: Modifiers::NONE,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
        });
        window.run();
    }
    // A card in the middle of what is seen.
    let ix = {
        let dossier = &window.state().session.dossier;
        let shown = |at: &usize| {
            let name = format!("Passage {}", dossier.passages[*at].title);
            let cards = starting(&window, &name);
            cards.into_iter().any(|node| (400.0..700.0).contains(&node.rect().top()))
        };
        PassageIx::new((0..dossier.passages.len()).find(shown).expect("a card is seen"))
    };
    drop(window.state_mut().session.apply(Action::ToggleEditing(ix)));
    window.run_ok();
    let status = |window: &Harness<'_, App>| {
        starting(window, "Status: ").into_iter().next().map(|node| (node.rect(), node.accesskit_node().label()))
    };
    let (before, word) = status(&window).expect("the form");
    window.get_by_role_and_label(Role::ComboBox, word.as_deref().unwrap()).click();
    window.run_ok();
    window.get_by_role_and_label(Role::ListBoxOption, "rumour").click();
    window.run_ok();
    assert_eq!(window.state().session.dossier.passage(ix).status, Status::Rumour);
    let (after, word) = status(&window).expect("the form is still open");
    assert_eq!(word.as_deref(), Some("Status: rumour"));
    assert!((after.top() - before.top()).abs() < 1.0, "{before:?} {after:?}");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    let (back, _) = status(&window).expect("the form is still open");
    assert!((back.top() - before.top()).abs() < 1.0, "{before:?} {back:?}");
}

#[test]
fn what_can_only_be_read_says_why() {
    let mut session = reading();
    let editing = Editing::Locked("Another window edits this report.".to_owned());
    drop(session.apply(Action::Tell(Surroundings { editing, ..Surroundings::default() })));
    let target = target(&session, "tear gas");
    drop(session.apply(Action::SelectText(Some(target))));
    let mut window = open(session);
    for name in ["Place…", "Time…", "Passage…", "Not a place or time"] {
        assert!(button(&window, name).accesskit_node().is_disabled(), "{name}");
    }
    let chosen = ChosenMention { mention: MentionIx::new(0), open: true };
    drop(window.state_mut().session.apply(Action::ChooseMention(Some(chosen))));
    window.run_ok();
    assert!(window.query_by_label("Another window edits this report.").is_some(), "the card says why");
    assert!(button(&window, "Begin one word earlier").accesskit_node().is_disabled());
    let sliders = window.query_all_by_role(Role::Slider);
    let mut named = sliders.filter_map(|node| node.accesskit_node().label());
    assert!(named.all(|label| !label.contains("mention")), "no end can be dragged");
}
