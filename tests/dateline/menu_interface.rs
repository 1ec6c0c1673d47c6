//! Menu, palette, settings, hints and legend, as a hand, a keyboard or a screen reader uses them.

use dateline::report::wording::Clock;
use dateline::session::{Choice, Effect, Export, Hint, Paint, PictureOf, Recent, Surroundings, Tab, Wanted, WeekStart};
use dateline::view::commands;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::fixture::{session, shipped};
use crate::interface::{App, at, button, button_starting, drag, on_axis, open, starting, window};

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn press(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

fn choose(harness: &mut Harness<'_, App>, entry: &str) {
    harness.get_by_role_and_label(Role::MenuItem, entry).click();
    harness.run();
}

fn effect(harness: &mut Harness<'_, App>) -> Option<Effect> {
    harness.state_mut().effects.pop()
}

#[test]
fn the_menu_is_used_by_mouse_by_key_and_by_role() {
    let mut harness = open(session());
    button(&harness, "Menu (F10)").click();
    harness.run();
    choose(&mut harness, "Open…");
    assert_eq!(effect(&mut harness), Some(Effect::Choose(Choice::Report)));
    assert!(harness.query_by_role_and_label(Role::MenuItem, "Quit").is_none(), "a menu closes once something is chosen");
    press(&mut harness, Modifiers::NONE, Key::F10);
    harness.run();
    assert!(harness.get_by_role_and_label(Role::MenuItem, "Open…").accesskit_node().is_focused(), "the keyboard is in the menu");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(effect(&mut harness), Some(Effect::Choose(Choice::Report)));
    button(&harness, "Menu (F10)").click_accesskit();
    harness.run();
    harness.get_by_role_and_label(Role::MenuItem, "Keys").click_accesskit();
    harness.run();
    assert!(harness.state().session.state.keys_open, "a screen reader presses the same");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    for (entry, expected) in
        [("The report inside Dateline", Effect::Open(Wanted::Shipped)), ("Print…", Effect::Print), ("Quit", Effect::Quit)]
    {
        press(&mut harness, Modifiers::NONE, Key::F10);
        choose(&mut harness, entry);
        assert_eq!(effect(&mut harness), Some(expected));
    }
    for (modifiers, key, expected) in [
        (Modifiers::COMMAND, Key::O, Effect::Choose(Choice::Report)),
        (Modifiers::COMMAND, Key::P, Effect::Print),
        (Modifiers::COMMAND, Key::Q, Effect::Quit),
    ] {
        press(&mut harness, modifiers, key);
        assert_eq!(effect(&mut harness), Some(expected));
    }
    press(&mut harness, CTRL_SHIFT, Key::L);
    assert!(matches!(effect(&mut harness), Some(Effect::Copy(link)) if link.starts_with("dateline:view?")));
}

#[test]
fn pictures_and_exports_stand_in_menus_of_their_own() {
    let mut harness = open(session());
    press(&mut harness, Modifiers::NONE, Key::F10);
    button_starting(&harness, "Save a picture").click();
    harness.run();
    choose(&mut harness, "Save a picture of the map alone, 2×");
    assert_eq!(effect(&mut harness), Some(Effect::SavePicture(PictureOf::Map, 2)));
    press(&mut harness, Modifiers::NONE, Key::F10);
    button_starting(&harness, "Export").click();
    harness.run();
    choose(&mut harness, "Passages, CSV table…");
    assert_eq!(effect(&mut harness), Some(Effect::Export(Export::Passages)));
}

#[test]
fn recent_dossiers_are_listed_and_those_that_are_gone_are_said_so() {
    let mut harness = open(session());
    let entry = |folder: &str, gone| Recent { folder: folder.into(), title: String::new(), gone };
    harness.state_mut().session.state.surroundings =
        Surroundings { recent: vec![entry("reports/one", false), entry("reports/two", true)], ..Surroundings::default() };
    press(&mut harness, Modifiers::NONE, Key::F10);
    button_starting(&harness, "Open recent").click();
    harness.run();
    assert!(harness.get_by_role_and_label(Role::MenuItem, "two (not there any more)").accesskit_node().is_disabled());
    choose(&mut harness, "one");
    assert_eq!(effect(&mut harness), Some(Effect::Open(Wanted::Path("reports/one".into()))));
}

fn type_into_palette(harness: &mut Harness<'_, App>, text: &str) {
    press(harness, CTRL_SHIFT, Key::P);
    harness.get_by_role_and_label(Role::TextInput, "Find anything by name").type_text(text);
    harness.run();
}

#[test]
fn the_palette_finds_commands_places_and_passages() {
    let mut harness = open(shipped());
    type_into_palette(&mut harness, "csv pass");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(effect(&mut harness), Some(Effect::Export(Export::Passages)));
    type_into_palette(&mut harness, "whole txt");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(harness.state().session.state.tab, Tab::Document);
    type_into_palette(&mut harness, "жанаозен");
    press(&mut harness, Modifiers::NONE, Key::Enter);
    let session = &harness.state().session;
    assert_eq!(session.state.selection.place, session.dossier.place_by_id("zhanaozen"));
    let title = session.dossier.passages[20].title.clone();
    type_into_palette(&mut harness, &title);
    let found = starting(&harness, &title);
    assert!(found.iter().any(|node| node.accesskit_node().role() == Role::ListBoxOption), "{title}");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!harness.state().session.state.palette_open);
    type_into_palette(&mut harness, "qqqq");
    assert!(harness.query_by_label("No command, place or passage is called “qqqq”.").is_some());
}

#[test]
fn settings_count_at_once() {
    let mut harness = open(session());
    press(&mut harness, Modifiers::COMMAND, Key::Comma);
    harness.get_by_role_and_label(Role::RadioButton, "Time of day: 4:30 pm").click();
    harness.run();
    harness.get_by_role_and_label(Role::RadioButton, "First day of the week: Sunday").click();
    harness.run();
    button(&harness, "Larger text").click();
    harness.run();
    harness.state_mut().session.state.surroundings.paint = Some(Paint::Gpu);
    harness.get_by_role_and_label(Role::RadioButton, "The window is drawn by: Processor").click();
    harness.run();
    assert!(harness.query_by_label("This takes effect at the next start.").is_some());
    harness.get_by_role_and_label(Role::RadioButton, "The window is drawn by: Graphics card").click();
    harness.run();
    assert!(harness.query_by_label("This takes effect at the next start.").is_none(), "it does so already");
    assert_eq!(harness.state().session.state.preferences().paint, Some(Paint::Gpu));
    let state = &harness.state().session.state;
    assert_eq!((state.clock, state.week, state.reader.text_step), (Clock::H12, WeekStart::Sunday, 1));
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!starting(&harness, "Wednesday 5 January 2022, 9:00 am–4:00 pm").is_empty(), "the map says the window by this clock");
    for (key, percent) in [(Key::Plus, 110), (Key::Minus, 100), (Key::Minus, 90), (Key::Num0, 100)] {
        press(&mut harness, Modifiers::COMMAND, key);
        assert_eq!(harness.state().session.state.interface.percent(), percent);
    }
}

#[test]
fn a_hint_is_gone_for_good_once_it_was_done() {
    let mut session = session();
    session.state.hints = Hint::ALL.into();
    let mut harness = open(session);
    let shown = |harness: &Harness<'_, App>, hint: Hint| harness.query_by_label(hint.words()).is_some();
    assert!(Hint::ALL.into_iter().all(|hint| shown(&harness, hint)));
    button(&harness, "Almaty, 1 passage in the window").click();
    harness.run();
    assert!(!shown(&harness, Hint::Click) && shown(&harness, Hint::Drag));
    let (from, to) = (on_axis(&harness, at(8, 12)), on_axis(&harness, at(9, 12)));
    drag(&mut harness, from, to);
    assert_eq!(window(&harness), "8 January 2022, 12:00 – 9 January 2022, 12:00");
    assert!(!shown(&harness, Hint::Drag) && harness.state().session.state.hints.is_empty());
}

#[test]
fn the_legend_explains_the_signs_and_the_words() {
    let mut harness = open(session());
    button_starting(&harness, "Legend: ").click();
    harness.run();
    for text in [
        "rumour",
        "the text itself calls it a rumour, or says that it is not verified",
        "has only earlier passages",
        "officials claim it",
    ] {
        assert!(harness.query_all_by_label(text).next().is_some(), "{text}");
    }
}

#[test]
fn the_page_of_keys_lists_every_key() {
    let mut harness = open(session());
    harness.key_press(Key::F1);
    harness.run();
    for command in commands::ALL.iter().filter(|command| command.key.is_some()) {
        let keys = command.keys();
        assert!(harness.query_all_by_label(&keys).next().is_some(), "{}: {keys}", command.name);
    }
}

#[test]
fn the_page_about_the_program_names_what_it_is_made_of() {
    let mut harness = open(session());
    harness.state_mut().session.state.surroundings.notes = Some("data/notes/test.json".into());
    press(&mut harness, Modifiers::NONE, Key::F10);
    harness.state_mut().session.state.surroundings.paint = Some(Paint::Cpu);
    choose(&mut harness, "About Dateline");
    assert!(!starting(&harness, "In data/notes/test.json.").is_empty());
    assert!(!starting(&harness, "By Dateline itself, on the processor.").is_empty());
    assert!(harness.query_by_label("GeoNames, CC BY 4.0, selected and partly renamed").is_some());
}
