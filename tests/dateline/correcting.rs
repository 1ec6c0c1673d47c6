//! The pages for work on the report itself: the table, places and voices, the history, what differs from the original.

use std::sync::Arc;

use dateline::edit::differences;
use dateline::edit::{Deed, Item, PlaceChange};
use dateline::report::dossier::Dossier;
use dateline::report::ids::{MentionIx, PlaceIx};
use dateline::report::passage::{Status, Subject};
use dateline::report::place::PlaceKind;
use dateline::session::{Action, Editing, Effect, Session, Shape, Surroundings, Tab, Toggle};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::fixture::shipped;
use crate::found_interface::found;
use crate::interface::{App, button, button_starting, open, starting};

fn opened(dossier: Dossier, page: Toggle) -> Harness<'static, App> {
    let mut session = Session::new(Arc::new(dossier));
    session.apply(Action::Toggle(page));
    open(session)
}

fn dossier<'a>(window: &'a Harness<'_, App>) -> &'a Dossier {
    &window.state().session.dossier
}

fn done(window: &Harness<'_, App>) -> usize {
    window.state().session.history().done().len()
}

/// The rows of the list that are drawn, from the top.
fn rows(window: &Harness<'_, App>) -> Vec<String> {
    let mut rows: Vec<_> = window
        .query_all_by_role(Role::ListBoxOption)
        .map(|node| (node.rect().top(), egui_kittest::kittest::NodeT::accesskit_node(&node).label().unwrap_or_default()))
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, label)| label).collect()
}

fn click(window: &mut Harness<'_, App>, role: Role, label: &str) {
    window.get_by_role_and_label(role, label).click();
    window.run();
}

fn type_into(window: &mut Harness<'_, App>, field: &str, text: &str) {
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    window.get_by_role_and_label(Role::TextInput, field).type_text(text);
    window.run();
}

#[test]
fn the_table_is_sorted_and_filtered() {
    let mut window = opened(found(), Toggle::Table);
    let all = dossier(&window).mentions.len() + dossier(&window).passages.len();
    assert_eq!(rows(&window).len(), all, "all of a short report are seen");
    click(&mut window, Role::ColumnHeader, "Sort by: Words or title");
    let sorted = rows(&window);
    assert!(sorted[0] < sorted[all - 1], "{sorted:#?}");
    click(&mut window, Role::ColumnHeader, "Sort by: Words or title, ascending");
    assert_eq!(rows(&window)[0], sorted[all - 1]);
    click(&mut window, Role::CheckBox, "Places");
    assert!(rows(&window).iter().all(|row| !row.contains(", place, ")), "{:#?}", rows(&window));
    click(&mut window, Role::CheckBox, "Places");
    type_into(&mut window, "Rows with these words", "ALMATY");
    let filtered = rows(&window);
    assert!(!filtered.is_empty() && filtered.len() < all && filtered.iter().all(|row| row.contains("Almaty")), "{filtered:#?}");
    // From the field to what it found.
    window.get_by_role_and_label(Role::TextInput, "Rows with these words").focus();
    window.run();
    window.key_press(Key::ArrowDown);
    window.run();
    let is_at_a_row = window.query_all_by_role(Role::ListBoxOption).any(|row| row.is_focused());
    assert!(is_at_a_row, "what is read aloud is the row that the keyboard is at");
    click(&mut window, Role::Button, "Checked");
    assert!(window.query_by_label("No row has what you look for.").is_some());
}

#[test]
fn chosen_rows_are_accepted_at_once_and_that_is_one_edit() {
    let mut window = opened(found(), Toggle::Table);
    assert!(window.query_by_label("Nothing chosen").is_some());
    window.get_by_role_and_label(Role::ListBox, "Mentions and passages").focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    let all = dossier(&window).mentions.len() + dossier(&window).passages.len();
    assert!(window.query_by_label(&format!("{all} chosen")).is_some());
    click(&mut window, Role::Button, "Confirm");
    assert!(dossier(&window).mentions.iter().all(|mention| mention.found.is_none()));
    assert!(dossier(&window).passages.iter().all(|passage| !passage.is_found()));
    assert_eq!(done(&window), 1);
    assert!(window.query_by_label(&format!("{all} chosen")).is_some(), "they stay chosen");
    click(&mut window, Role::Button, "Set status");
    click(&mut window, Role::Button, "rumour");
    assert!(dossier(&window).passages.iter().all(|passage| passage.status == Status::Rumour));
    assert_eq!(done(&window), 2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert!(dossier(&window).mentions.iter().all(|mention| mention.found.is_some()));
}

#[test]
fn rows_are_chosen_by_click_box_and_keys() {
    let mut window = opened(found(), Toggle::Table);
    let label = rows(&window)[1].clone();
    click(&mut window, Role::ListBoxOption, &label);
    assert!(window.query_by_label("1 chosen").is_some());
    window.get_by_role_and_label(Role::ListBox, "Mentions and passages").focus();
    window.run();
    for _ in 0..2 {
        window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
        window.run();
    }
    assert!(window.query_by_label("3 chosen").is_some());
    window.key_press(Key::ArrowDown);
    window.run();
    window.key_press(Key::Space);
    window.run();
    assert!(window.query_by_label("4 chosen").is_some());
    let boxes: Vec<_> = window
        .query_all_by(|node| node.role() == Role::CheckBox && node.label().is_some_and(|l| l.starts_with("Choose “")))
        .collect();
    boxes[0].click();
    drop(boxes);
    window.run();
    assert!(window.query_by_label("5 chosen").is_some());
    window.get_by_role_and_label(Role::ListBox, "Mentions and passages").focus();
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!((window.state().session.state.table_open, window.state().session.state.tab), (false, Tab::Document));
}

#[test]
fn a_place_is_set_for_what_is_chosen() {
    let mut window = opened(found(), Toggle::Table);
    click(&mut window, Role::CheckBox, "Times");
    click(&mut window, Role::CheckBox, "Passages");
    type_into(&mut window, "Rows with these words", "Aktobe");
    window.get_by_role_and_label(Role::ListBox, "Mentions and passages").focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    click(&mut window, Role::Button, "Set place…");
    window.get_by_role_and_label(Role::TextInput, "Place of what is chosen").type_text("Almaty");
    window.run();
    window.key_press(Key::Enter);
    window.run();
    let almaty = dossier(&window)
        .places
        .iter()
        .position(|place| place.title == "Almaty" && place.kind == PlaceKind::Settlement)
        .map(PlaceIx::new)
        .unwrap();
    let words = |mention: &&dateline::report::passage::Mention| dossier(&window).slice(mention.target) == "Aktobe";
    let set: Vec<_> = dossier(&window).mentions.iter().filter(words).collect();
    assert!(!set.is_empty() && set.iter().all(|mention| mention.subject == Subject::Place(almaty) && mention.found.is_none()));
    assert_eq!(done(&window), 1);
}

#[test]
fn what_looks_like_checked_names_is_told_before_it_is_accepted() {
    let mut dossier = found();
    for mention in &mut *dossier.mentions {
        Arc::make_mut(mention.found.as_mut().unwrap()).sure = 97;
    }
    let almaty = dossier.mentions.iter().position(|mention| dossier.slice(mention.target) == "Almaty").unwrap();
    let mut session = Session::new(Arc::new(dossier));
    session.apply(Action::Edit(Box::new(Deed::Accept(vec![Item::Mention(MentionIx::new(almaty))]))));
    session.apply(Action::Toggle(Toggle::Table));
    let mut window = open(session);
    click(&mut window, Role::Button, "Confirm 1 like checked ones…");
    assert!(window.query_by_label("Almaty (1)").is_some());
    assert_eq!(done(&window), 1, "nothing is done yet");
    click(&mut window, Role::Button, "Confirm 1 found name");
    assert_eq!(done(&window), 2);
    assert!(window.query_by_label_contains("like checked ones").is_none());
}

#[test]
fn a_place_is_renamed_moved_and_taken_back() {
    let mut window = opened(found(), Toggle::Gazetteer);
    type_into(&mut window, "Find a place", "Aktobe");
    let row = rows(&window)[0].clone();
    click(&mut window, Role::ListBoxOption, &row);
    type_into(&mut window, "Name of the place", "Aqtöbe");
    window.key_press(Key::Enter);
    window.run();
    let ix = dossier(&window).places.iter().position(|place| place.title == "Aqtöbe").map(PlaceIx::new).unwrap();
    assert!(dossier(&window).place(ix).names.iter().any(|name| name.text == "Aktobe"), "it is still found by its old name");
    type_into(&mut window, "Position", "50.3, 57.2");
    // Leaving the field is enough.
    window.get_by_role_and_label(Role::TextInput, "Find a place").focus();
    window.run();
    let point = dossier(&window).place(ix).point.unwrap();
    assert!((point.lat - 50.3).abs() < 1e-9 && (point.lon - 57.2).abs() < 1e-9, "{point:?}");
    type_into(&mut window, "Position", "far away");
    assert!(window.query_by_label_contains("Type latitude and longitude").is_some());
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(done(&window), 2);
}

#[test]
fn a_place_that_is_named_is_not_removed_and_says_why() {
    let mut window = opened(found(), Toggle::Gazetteer);
    type_into(&mut window, "Find a place", "Almaty");
    let row = rows(&window)[0].clone();
    click(&mut window, Role::ListBoxOption, &row);
    click(&mut window, Role::Button, "Remove");
    assert!(window.query_by_label_contains("“Almaty” is named").is_some());
    assert_eq!(done(&window), 0);
    click(&mut window, Role::Button, "Put it on the map");
    let state = &window.state().session.state;
    assert_eq!((state.gazetteer_open, state.placing.map(|placing| placing.shape)), (false, Some(Shape::Point)));
}

#[test]
fn one_place_of_two_and_two_of_one() {
    let mut session = Session::new(Arc::new(found()));
    let aktobe = session
        .dossier
        .places
        .iter()
        .position(|place| place.title == "Aktobe" && place.kind == PlaceKind::Settlement)
        .map(PlaceIx::new)
        .unwrap();
    // What stands where Almaty is, is offered as the same.
    let almaty =
        session.dossier.places.iter().find(|place| place.title == "Almaty" && place.kind == PlaceKind::Settlement).unwrap().point;
    session.apply(Action::Edit(Box::new(Deed::Place(aktobe, PlaceChange::At(almaty, None)))));
    session.apply(Action::Toggle(Toggle::Gazetteer));
    let mut window = open(session);
    assert!(window.query_by_label_contains("These look like the same place: ").is_some());
    click(&mut window, Role::Button, "Merge these…");
    click(&mut window, Role::Button, "Merge");
    assert!(
        dossier(&window).places.iter().all(|place| place.title != "Aktobe" || place.kind != PlaceKind::Settlement),
        "the one that is named less often goes"
    );
    let stays =
        dossier(&window).places.iter().find(|place| place.title == "Almaty" && place.kind == PlaceKind::Settlement).unwrap();
    assert!(stays.names.iter().any(|name| name.text == "Aktobe"));
    click(&mut window, Role::Button, "Split…");
    let before = dossier(&window).places.len();
    let aktobe = rows(&window).into_iter().find(|row| row.contains(" Aktobe ")).unwrap();
    click(&mut window, Role::ListBoxOption, &aktobe);
    type_into(&mut window, "Name of the new place", "Aktobe again");
    click(&mut window, Role::Button, "Split off 1 mention");
    assert_eq!(dossier(&window).places.len(), before + 1);
    window.run();
    assert!(window.query_by_label_contains("named once").is_some(), "the new place is chosen");
    assert_eq!(done(&window), 3);
}

#[test]
fn places_and_voices_are_added() {
    let mut window = opened(found(), Toggle::Gazetteer);
    click(&mut window, Role::Button, "New place…");
    window.get_by_role_and_label(Role::TextInput, "Name of the new place").type_text("Zhanaozen");
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert!(dossier(&window).places.iter().any(|place| place.title == "Zhanaozen" && place.point.is_some()));
    click(&mut window, Role::Tab, "Voices");
    click(&mut window, Role::Button, "New voice…");
    window.get_by_role_and_label(Role::TextInput, "Name of the new voice").type_text("A nurse");
    window.run();
    click(&mut window, Role::Button, "Add the voice");
    assert_eq!(dossier(&window).voices.last().unwrap().name, "A nurse");
    window.run();
    type_into(&mut window, "Kind of voice", "eyewitness");
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(dossier(&window).voices.last().unwrap().kind, "eyewitness");
    click(&mut window, Role::Button, "Remove");
    assert!(dossier(&window).voices.iter().all(|voice| voice.name != "A nurse"));
}

#[test]
fn the_history_leads_back_and_forward() {
    let mut session = Session::new(Arc::new(found()));
    for name in ["One", "Two", "Three"] {
        session.apply(Action::Edit(Box::new(Deed::AddVoice(name.to_owned(), String::new()))));
    }
    session.apply(Action::Toggle(Toggle::History));
    let mut window = open(session);
    assert!(window.query_by_label("3 changes, the last one first.").is_some());
    assert_eq!(rows(&window)[0], "A new voice: “Three”, now");
    click(&mut window, Role::Button, "Go back to here: A new voice: “One”");
    assert_eq!((done(&window), dossier(&window).voices.last().unwrap().name.as_str()), (1, "One"));
    assert_eq!(rows(&window)[0], "A new voice: “Three”, undone");
    click(&mut window, Role::Button, "Go forward to here: A new voice: “Two”");
    assert_eq!(done(&window), 2);
    click(&mut window, Role::Button, "Go back to here: The report before the first change");
    assert_eq!(done(&window), 0);
    button(&window, "Redo").click();
    window.run();
    assert_eq!(done(&window), 1);
}

#[test]
fn what_differs_is_asked_for_and_told_in_words() {
    let mut session = shipped();
    let original = session.dossier.clone();
    session.apply(Action::Edit(Box::new(Deed::AddVoice("A nurse".to_owned(), String::new()))));
    assert!(session.apply(Action::Toggle(Toggle::Differences)).contains(&Effect::Compare));
    let mut window = open(session);
    assert!(window.query_by_label("Comparing…").is_some());
    let found = differences::between(&original, dossier(&window));
    let sentence = format!("{}.", found.groups[0].entries[0].sentence());
    window.state_mut().session.apply(Action::ShowDifferences(Arc::new(found)));
    window.run();
    assert!(window.query_by_label(&sentence).is_some(), "{sentence}");
    // What is taken back while the page is open is compared anew.
    button(&window, "Undo").click();
    window.run();
    assert!(window.state().effects.contains(&Effect::Compare));
}

#[test]
fn what_can_only_be_read_is_not_changed() {
    let mut session = Session::new(Arc::new(found()));
    let why = "Another window changes this report.";
    let editing = Editing::Locked(why.to_owned());
    session.apply(Action::Tell(Surroundings { editing, ..Surroundings::default() }));
    session.apply(Action::Toggle(Toggle::Gazetteer));
    let window = open(session);
    assert!(window.query_by_label(why).is_some());
    for name in ["Remove", "Split…", "Put it on the map"] {
        let node = button_starting(&window, name);
        assert!(egui_kittest::kittest::NodeT::accesskit_node(&node).is_disabled(), "{name}");
    }
}

#[test]
fn the_pages_have_commands_in_the_menu_and_keys() {
    let mut window = open(shipped());
    for (key, is_open) in [
        (Key::T, (|app: &App| app.session.state.table_open) as fn(&App) -> bool),
        (Key::K, |app: &App| app.session.state.gazetteer_open),
    ] {
        window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, key);
        window.run();
        assert!(is_open(window.state()), "{key:?}");
        button(&window, "Close").click();
        window.run();
        assert!(!is_open(window.state()), "{key:?}");
    }
    assert!(starting(&window, "Comparing").is_empty());
}
