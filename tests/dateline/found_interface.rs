//! What was only found, as it is shown, read aloud, explained and left out.

use std::sync::Arc;

use dateline::find;
use dateline::formats::import::{self, Source};
use dateline::formats::native;
use dateline::formats::read::manuscript::Manuscript;
use dateline::report::dossier::Dossier;
use dateline::report::given::Given;
use dateline::report::passage::Passage;
use dateline::report::provenance::Fact;
use dateline::session::{Action, Session, Tab, Toggle};
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;

use crate::interface::open;

const TEXT: &str = "Crowds gathered on the square of Almaty on 4 January 2022, and the police used tear gas.\n\
                    The next morning protesters seized the airport in Almaty.\n\
                    In Aktobe police officers joined the demonstrators on 5 January 2022.\n\
                    Troops arrived in Astana on 6 January 2022 and soldiers shot at cars.\n";

/// The dossier of a text, as it is when it was dropped on the window.
pub fn found() -> Dossier {
    let mut given = Given::default();
    given.say(Fact::Reference, "2022-01-10").unwrap();
    given.say(Fact::Home, "KZ").unwrap();
    let manuscript = Manuscript { text: TEXT.to_owned(), ..Manuscript::default() };
    let mut draft = import::draft(vec![Source { name: "a.txt".into(), sha256: String::new(), manuscript }], &given);
    find::draft::annotate_all(&mut draft, &[]);
    Dossier::check(draft)
}

/// The session of a text in which all was found.
pub fn session() -> Session {
    let dossier = found();
    assert_eq!(dossier.warnings, []);
    assert!(dossier.passages.len() >= 3 && dossier.passages.iter().all(Passage::is_found), "{}", dossier.passages.len());
    Session::new(Arc::new(dossier))
}

#[test]
fn what_was_found_says_so_everywhere() {
    let window = open(session());
    let all = window.query_all_by_label_contains(", found").count();
    assert!(window.query_by_label_contains("Aktobe, 1 passage in the window, found").is_some(), "the marker");
    assert!(all >= 4, "markers and bars: {all}");
    assert!(window.query_by_label_contains("were only found and nobody has checked them").is_some(), "the head");
    assert!(window.query_all_by_role_and_label(Role::Label, "found").count() >= 3, "the cards");
    let mut session = session();
    drop(session.apply(Action::ShowTab(Tab::Document)));
    let window = open(session);
    assert!(window.query_all_by_role(Role::Link).count() >= 4, "the mentions in the text");
    assert!(window.query_all_by_label_contains("Aktobe: Aktobe").all(|node| format!("{node:?}").contains(", found")));
}

#[test]
fn reasons_are_shown_and_the_unchecked_can_be_left_out() {
    let mut window = open(session());
    let why = window.query_all_by_label("Why this place and date").next().expect("there is a reason to ask for");
    why.click();
    window.run_ok();
    assert!(window.query_by_label_contains("Found by Dateline, ").is_some());
    window.get_by_label_contains("Filter").click();
    window.run_ok();
    window.get_by_role_and_label(Role::CheckBox, "Checked only").click();
    window.run_ok();
    assert!(window.state().session.state.filter.checked_only);
    assert_eq!(window.state().session.index.dated().len(), 0);
    assert!(window.query_by_label("Remove checked only").is_some(), "it is a chip");
}

#[test]
fn what_was_found_is_written_and_read_again() {
    let dossier = found();
    let annotations = native::annotations_json(&dossier);
    assert!(annotations.contains("\"found\":{\"sure\":"), "{annotations}");
    let files = crate::fixture::Files::default()
        .with("dossier.json", native::dossier_json(&dossier))
        .with("places.geojson", native::places_geojson(&dossier))
        .with("annotations.json", annotations.clone())
        .with("a.txt", TEXT);
    let again = files.open();
    assert_eq!(again.warnings, []);
    assert_eq!(native::annotations_json(&again), annotations);
    assert_eq!(native::places_geojson(&again), native::places_geojson(&dossier));
    let reasons = again.mentions.iter().filter_map(|mention| mention.found.as_ref()).filter(|found| !found.why.is_empty()).count();
    assert_eq!(reasons, again.mentions.len(), "each says why");
}

#[test]
fn a_text_in_another_language_says_what_is_not_found_in_it() {
    let said = |language: &str| {
        let mut dossier = found();
        for known in [&mut dossier.documents[0].language, &mut dossier.head.language] {
            language.clone_into(known);
        }
        let mut session = Session::new(Arc::new(dossier));
        drop(session.apply(Action::Toggle(Toggle::Documents)));
        let window = open(session);
        window.query_by_label_contains("only dates in digits and names of places are found").is_some()
    };
    assert!(said("fr") && said(""), "French, and a language that is not known");
    assert!(!said("en") && !said("ru-KZ"), "languages whose sentences are read");
}
