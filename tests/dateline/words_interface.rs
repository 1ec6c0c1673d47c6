//! Searching, citing and taking notes, through the real interface.

use dateline::app::notes::Store;
use dateline::formats::{cite, notes};
use dateline::report::citation::{Citation, Form};
use dateline::report::link::{self, Link};
use dateline::report::passage::Target;
use dateline::report::text::Span;
use dateline::session::{Action, Effect, Tab};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::fixture::{session, shipped};
use crate::interface::{App, button, drag, open, starting};
use crate::keeping;

/// Focuses the search field as a hand does that knows the key, and types.
fn search(harness: &mut Harness<'_, App>, text: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.get_by_role_and_label(Role::SearchInput, "Search the report").type_text(text);
    harness.run();
}

/// Whether a label begins so.
fn says(harness: &Harness<'_, App>, start: &str) -> bool {
    !starting(harness, start).is_empty()
}

/// The words of the hit that was stepped to.
fn hit(harness: &Harness<'_, App>) -> String {
    let session = &harness.state().session;
    session.state.hit.map(|target| session.dossier.slice(target).to_owned()).unwrap_or_default()
}

#[test]
fn a_search_is_counted_everywhere_and_stepped_through() {
    let mut harness = open(session());
    assert!(says(&harness, "Uralsk, 1 passage in the window, unverified"));
    search(&mut harness, "stand");
    assert!(says(&harness, "0 hits in 0 passages"));
    search(&mut harness, "almaty");
    // Twice in the window's passages and background, once undated: found in three passages, shown on map and timeline.
    assert!(says(&harness, "3 hits in 3 passages"));
    assert!(says(&harness, "Almaty, 1 passage in the window"));
    assert!(says(&harness, "Uralsk, mentioned") || says(&harness, "Uralsk, 1 passage filtered out"), "the map still counts Uralsk");
    assert!(starting(&harness, "Title of rumour").is_empty(), "the timeline still has a bar for Uralsk");
    let density: f64 = harness.state().session.index.folds().density().iter().flatten().sum();
    assert!((density - 2.0).abs() < 1e-6, "two dated passages weigh {density}");
    assert!(says(&harness, "1 in the window") && says(&harness, "1 without a date"));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().session.state.tab, Tab::Document);
    assert_eq!(hit(&harness), "Almaty");
    let first = harness.state().session.state.hit;
    harness.key_press(Key::F3);
    harness.run();
    assert_ne!(harness.state().session.state.hit, first);
    assert!(says(&harness, "2 of 3"));
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F3);
    harness.run();
    assert!(says(&harness, "3 of 3"), "from the first one steps back to the last");
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().session.state.query.text, "");
    assert!(says(&harness, "Uralsk, 1 passage in the window, unverified"));
    assert_eq!(harness.state().session.state.tab, Tab::Document, "Escape was for the field");
}

#[test]
fn every_condition_is_a_chip_that_can_be_taken_away() {
    let mut harness = open(session());
    search(&mut harness, "place:almaty status:witnessed bangs");
    assert!(says(&harness, "1 hit in 1 passage"));
    starting(&harness, "Filter")[0].click();
    harness.run();
    harness.get_by_role_and_label(Role::CheckBox, "rumour").click();
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    button(&harness, "Remove bangs").click();
    harness.run();
    assert_eq!(harness.state().session.state.query.text, "place:almaty status:witnessed");
    assert!(says(&harness, "2 of 7 passages"));
    button(&harness, "Remove place: Almaty and 1 more").click();
    harness.run();
    button(&harness, "Remove without rumour").click();
    harness.run();
    button(&harness, "Remove status: witnessed").click();
    harness.run();
    assert!(harness.state().session.state.filter.is_empty());
    assert!(starting(&harness, "Remove ").is_empty());
}

#[test]
fn what_cannot_be_searched_for_is_said_and_values_are_offered() {
    let mut harness = open(session());
    search(&mut harness, "place:atlantis");
    assert!(says(&harness, "place: expected the name of a place in this dossier, but found “atlantis”"));
    search(&mut harness, "place:repu");
    harness.get_by_role_and_label(Role::ListBoxOption, "Republic Square").click();
    harness.run();
    assert_eq!(harness.state().session.state.query.text, "place:\"Republic Square\" ");
    assert!(says(&harness, "2 of 7 passages"));
}

#[test]
fn protest_finds_protesters_in_the_report() {
    let mut harness = open(shipped());
    search(&mut harness, "protester");
    let by_hand = |session: &dateline::session::Session| {
        let text = session.dossier.documents[0].text.as_str().to_lowercase();
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| {
                ["protest", "protests", "protester", "protesters", "protestors", "protesting", "protested"].contains(word)
            })
            .count()
    };
    let session = &harness.state().session;
    assert_eq!(session.index.found().hits.len(), by_hand(session));
    let passages = session.index.found().passages.len();
    assert!(says(&harness, &format!("{} hits in {passages} passages", by_hand(session))));
    assert_eq!(passages, session.index.dated().len() + session.index.undated().len());
}

/// Cites the first card in a form and performs what the shell would.
fn cite_first(harness: &mut Harness<'_, App>, form: Form) -> String {
    let menus: Vec<_> = harness.query_all_by_role_and_label(Role::Button, "Cite").collect();
    menus[0].click();
    harness.run();
    button(harness, form.name()).click();
    harness.run();
    let Some(Effect::Cite(target, form)) = harness.state_mut().effects.pop() else { panic!("nothing was cited") };
    cite::write(&Citation::new(&harness.state().session.dossier, target), form)
}

#[test]
fn a_citation_can_be_pasted_and_leads_back() {
    let mut harness = open(session());
    let footnote = cite_first(&mut harness, Form::Footnote);
    let start = "“By 9 am they stood in Almaty again.” (ALMATY, 5 JANUARY 2022, c. 09:00–10:00; A witness; witnessed). Nobody, \
                 “A report for tests”, paragraph 4, <dateline:passage?text=";
    assert!(footnote.starts_with(start), "{footnote}");
    let address = cite_first(&mut harness, Form::Link);
    assert!(footnote.contains(&address));
    for form in [Form::Markdown, Form::BibTex, Form::CslJson] {
        assert!(cite_first(&mut harness, form).contains(&address), "{form:?}");
    }
    let cited = harness.state().session.dossier.passage_by_id("morning").unwrap();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.event(Event::Paste(address.clone()));
    harness.run();
    let session = &harness.state().session;
    assert_eq!(session.state.selection.passage, Some(cited));
    assert_eq!(session.state.tab, Tab::Document);
    assert_eq!(session.state.query.text, "");
    let Ok(Link::Passage(parsed)) = link::parse(&address) else { panic!("{address}") };
    assert_eq!(parsed.find(&session.dossier), Ok(session.dossier.passage(cited).target));
    // A link to words that are not there says so.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.event(Event::Paste("dateline:passage?quote=gone&at=1-5".to_owned()));
    harness.run();
    assert!(says(&harness, "This link quotes “gone”, and no text of this dossier has these words"));
}

#[test]
fn any_words_of_the_text_are_selected_copied_and_cited() {
    let mut harness = open(session());
    harness.get_by_role_and_label(Role::Tab, "Document").click();
    harness.run();
    let from = harness.get_by_role_and_label(Role::Link, "9 am: c. 5 January 2022, 09:00 (stated)").rect().left_center();
    let to = starting(&harness, "Almaty: Almaty")[0].rect().right_center();
    drag(&mut harness, from, to);
    let session = &harness.state().session;
    let selected = session.state.selected_text.unwrap();
    assert_eq!(session.dossier.slice(selected), "9 am they stood in Almaty");
    harness.event(Event::Copy);
    harness.run();
    assert_eq!(harness.state_mut().effects.pop(), Some(Effect::Copy("9 am they stood in Almaty".to_owned())));
    let footnote = cite_first(&mut harness, Form::Footnote);
    assert!(footnote.starts_with("“9 am they stood in Almaty” (ALMATY, 5 JANUARY 2022, c. 09:00–10:00; A witness"), "{footnote}");
    harness.key_press(Key::Escape);
    harness.run();
    let state = &harness.state().session.state;
    assert_eq!((state.selected_text, state.tab), (None, Tab::Document));
}

/// What the system was given to paste without a copy.
fn offered(harness: &mut Harness<'_, App>) -> Vec<String> {
    let offers = harness.state_mut().effects.drain(..).filter_map(|effect| match effect {
        Effect::Offer(text) => Some(text),
        _ => None,
    });
    offers.collect()
}

#[test]
fn selecting_text_offers_it_once_and_ctrl_a_selects_the_part_that_is_read() {
    let mut harness = open(session());
    harness.get_by_role_and_label(Role::Tab, "Document").click();
    harness.run();
    let from = harness.get_by_role_and_label(Role::Link, "9 am: c. 5 January 2022, 09:00 (stated)").rect().left_center();
    let to = starting(&harness, "Almaty: Almaty")[0].rect().right_center();
    drag(&mut harness, from, to);
    assert_eq!(offered(&mut harness), ["9 am they stood in Almaty"], "when the button is let go, and not before");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    let whole = harness.state().session.dossier.documents[0].text.as_str().to_owned();
    assert_eq!(offered(&mut harness), std::slice::from_ref(&whole), "a text without parts is selected whole");
    harness.event(Event::Copy);
    harness.run();
    assert_eq!(harness.state_mut().effects.pop(), Some(Effect::Copy(whole)));
    // In a field the same key is for the field.
    search(&mut harness, "fire");
    offered(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    assert!(offered(&mut harness).is_empty());
}

#[test]
fn of_two_reports_in_one_document_the_one_that_is_read_is_selected() {
    let mut harness = open(shipped());
    let parts = harness.state().session.dossier.parts.clone();
    assert!(parts.len() > 1);
    for part in parts {
        let inside = Target { span: Span { start: part.target.span.end - 400, end: part.target.span.end - 300 }, ..part.target };
        harness.state_mut().session.apply(Action::ShowText(inside));
        harness.run();
        harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        harness.run();
        let session = &harness.state().session;
        assert_eq!(session.state.selected_text, Some(part.target), "{}", part.title);
        let text = session.dossier.slice(part.target).to_owned();
        harness.event(Event::Copy);
        harness.run();
        assert_eq!(harness.state_mut().effects.pop(), Some(Effect::Copy(text)));
    }
}

#[test]
fn every_passage_of_the_report_is_cited_and_found_again() {
    let session = shipped();
    let mut home = std::env::var("HOME").unwrap_or_default();
    home.push('/');
    for passage in &session.dossier.passages {
        let citation = Citation::new(&session.dossier, passage.target);
        let Ok(Link::Passage(parsed)) = link::parse(&citation.link) else { panic!("{}", citation.link) };
        assert_eq!(parsed.find(&session.dossier), Ok(passage.target), "{}", passage.id);
        for form in Form::ALL {
            let text = cite::write(&citation, form);
            assert!(!text.contains(&home) && !text.contains("://localhost"), "{text}");
        }
    }
}

#[test]
fn a_view_is_a_link_that_shows_it_again() {
    let mut harness = open(session());
    search(&mut harness, "almaty");
    button(&harness, "Almaty, 1 passage in the window").click();
    harness.run();
    button(&harness, "Copy a link to this view (Ctrl+Shift+L)").click();
    harness.run();
    let Some(Effect::Copy(address)) = harness.state_mut().effects.pop() else { panic!("nothing was copied") };
    let mut other = open(session());
    other.key_press_modifiers(Modifiers::COMMAND, Key::F);
    other.run();
    other.event(Event::Paste(address.clone()));
    other.run();
    let (one, two) = (&harness.state().session, &other.state().session);
    let seen = |session: &dateline::session::Session| {
        let state = &session.state;
        (state.window, state.range, state.selection, state.tab, state.query.clone(), state.filter.clone(), session.cards())
    };
    assert_eq!(seen(one), seen(two));
    other.event(Event::Paste("dateline:view?dossier=another".to_owned()));
    other.run();
    assert!(says(&other, "This link is to the dossier “another”, and “test” is open; open that dossier first."));
}

/// What the keeper of the notes does, without its thread.
fn keep(harness: &mut Harness<'_, App>, store: &mut Store) {
    for effect in std::mem::take(&mut harness.state_mut().effects) {
        if let Effect::SaveNotes(notes) = effect {
            store.save(&notes).unwrap();
        }
    }
}

#[test]
fn a_note_is_written_undone_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::new(folder.path(), "test");
    let mut harness = open(session());
    let stars: Vec<_> = harness.query_all_by_role_and_label(Role::Button, "Star this passage").collect();
    stars[0].click();
    harness.run();
    keep(&mut harness, &mut store);
    assert_eq!(store.open().unwrap().notes.entries.len(), 1);
    harness.get_by_role_and_label(Role::Tab, "Notes 1").click();
    harness.run();
    harness.get_by_role_and_label(Role::MultilineTextInput, "Note").focus();
    harness.run();
    for part in ["Who", " else?"] {
        harness.get_by_role_and_label(Role::MultilineTextInput, "Note").type_text(part);
        harness.run();
    }
    harness.get_by_role_and_label(Role::TextInput, "Tags").focus();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Tags").type_text("fog, #square");
    harness.run();
    keep(&mut harness, &mut store);
    let saved = store.open().unwrap().notes;
    let note = &saved.entries["morning"];
    assert_eq!((note.text.as_str(), note.tags.join("|")), ("Who else?", "fog|square".to_owned()));
    let markdown = notes::markdown(&session().dossier, &saved);
    assert!(markdown.contains("## ★ Title of morning\n\n> By 9 am they stood in Almaty again.\n"), "{markdown}");
    assert!(markdown.contains("\nWho else?\n\nTags: fog, square\n"), "{markdown}");
    for _ in 0..3 {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        harness.run();
    }
    keep(&mut harness, &mut store);
    let entries = store.open().unwrap().notes.entries;
    assert!(entries.is_empty() || entries["morning"].text.is_empty(), "{entries:?}");
    for _ in 0..3 {
        harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
        harness.run();
    }
    keep(&mut harness, &mut store);
    assert_eq!(store.open().unwrap().notes.entries["morning"].text, "Who else?");
    harness.get_by_role_and_label(Role::Link, "Read Title of morning, Almaty, 5 January 2022, c. 09:00–10:00, witnessed").click();
    harness.run();
    let session = &harness.state().session;
    assert_eq!((session.state.tab, session.state.selection.passage), (Tab::Document, session.dossier.passage_by_id("morning")));
}

#[test]
fn a_program_killed_between_writing_and_renaming_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    assert!(!keeping::kill("notes", folder.path(), "Synced").success());
    let mut store = Store::new(folder.path(), "test");
    assert!(!store.path().exists());
    let found = store.open().unwrap();
    assert_eq!(found.fault, None);
    let mut harness = open(session());
    let nothing = harness.state().session.state.notebook.notes.clone();
    harness.state_mut().session.apply(Action::TakeNotes(nothing, found.notes.into()));
    harness.run();
    harness.get_by_role_and_label(Role::Tab, "Notes 2").click();
    harness.run();
    let notes = harness.query_all_by_role_and_label(Role::MultilineTextInput, "Note");
    let texts: Vec<_> = notes.filter_map(|note| note.accesskit_node().value()).collect();
    assert!(texts.iter().any(|text| text == keeping::LAST_WORDS), "{texts:?}");
    assert!(store.path().exists());
}
