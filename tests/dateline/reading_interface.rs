//! The contents beside the text, mentions on cards, names that are offered, and letters that no face has.

use std::fmt::Write as _;
use std::sync::Arc;

use dateline::app::picture;
use dateline::basemap::Basemap;
use dateline::report::citation::Form;
use dateline::report::ids::DocumentIx;
use dateline::report::outside;
use dateline::report::passage::{BlockKind, Target};
use dateline::report::text::Span;
use dateline::session::{Action, Contents, Effect, Hovered, Session, Tab, ThemeChoice};
use dateline::theme;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, SnapshotOptions, try_image_snapshot_options};

use crate::fixture::{Files, marked, session, shipped, small};
use crate::interface::{App, button, open, starting, window};

fn with(mut session: Session, actions: impl IntoIterator<Item = Action>) -> Session {
    for action in actions {
        session.apply(action);
    }
    session
}

fn press(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press(key);
    harness.run();
}

fn type_into_search(harness: &mut Harness<'_, App>, text: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run();
    harness.get_by_role_and_label(Role::SearchInput, "Search the report").type_text(text);
    harness.run();
}

fn query(harness: &Harness<'_, App>) -> String {
    harness.state().session.state.query.text.clone()
}

/// A report of sections, nested up to six levels deep, some with very long headings.
fn sections(count: usize) -> Files {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for number in 0..count {
        let start = text.chars().count();
        write!(text, "Section {number}").unwrap();
        if number % 7 == 3 {
            text.push_str(" on what was said of it afterwards by those who had been there, by those who had not, and by officials");
        }
        let (end, level) = (text.chars().count(), number % 6 + 1);
        let exact: String = text.chars().skip(start).collect();
        blocks.push(format!(r#"{{"type":"heading","level":{level},"start":{start},"end":{end},"exact":"{exact}"}}"#));
        writeln!(text, "\n{}", "They came and went, and said so. ".repeat(30)).unwrap();
    }
    marked(&text).with("annotations.json", format!("{{\"annotations\": [\n{}\n]}}\n", blocks.join(",\n")))
}

#[test]
fn the_contents_stand_beside_the_text_and_follow_the_reading() {
    let session = Session::new(Arc::new(sections(60).open()));
    let mut harness = open(with(session, [Action::ShowTab(Tab::Document)]));
    let narrow = harness.get_by_role_and_label(Role::Tab, "Document").rect().left();
    assert!(harness.query_by_role_and_label(Role::TreeItem, "Section 0").is_none());
    button(&harness, "Contents").click();
    harness.run();
    assert!(harness.get_by_role_and_label(Role::Tab, "Document").rect().left() < narrow, "the reader makes room");
    let item = |harness: &Harness<'_, App>, start: &str| {
        let found: Vec<_> =
            starting(harness, start).into_iter().filter(|node| node.accesskit_node().role() == Role::TreeItem).collect();
        found.first().map(|node| (node.rect(), node.accesskit_node().is_selected()))
    };
    let (first, chosen) = item(&harness, "Section 0").unwrap();
    assert_eq!(chosen, Some(true), "one reads under the first heading");
    let (long, _) = item(&harness, "Section 3 on what").unwrap();
    assert!(long.height() > first.height() && long.height() < 80.0, "long headings take some rows, and not more: {long}");
    assert!(long.width() < 240.0 && (long.left() - first.left()).abs() < 0.5);
    let words = starting(&harness, "They came and went");
    assert!(words[0].rect().left() > first.right(), "the text is beside the list");
    assert!(item(&harness, "Section 40").is_none(), "only what is visible is laid out");
    // Where one reads is in view, however far that is.
    let heading = |session: &Session, number: usize| {
        let mut headings = session.dossier.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
        headings.nth(number).unwrap().target
    };
    let far = heading(&harness.state().session, 40);
    harness.state_mut().session.apply(Action::ShowText(far));
    harness.run();
    assert_eq!(item(&harness, "Section 40").unwrap().1, Some(true));
    // The keyboard reaches a heading and goes there.
    starting(&harness, "Section 42")[0].focus();
    harness.run();
    press(&mut harness, Key::Enter);
    let read = harness.state().session.state.reading_position.unwrap().target;
    assert_eq!(read.span.start, heading(&harness.state().session, 42).span.start);
    button(&harness, "Contents").click();
    harness.run();
    assert_eq!(harness.state().session.state.reader.contents, Contents::Closed);
    assert!(item(&harness, "Section 42").is_none());
    assert!((harness.get_by_role_and_label(Role::Tab, "Document").rect().left() - narrow).abs() < 1.0, "as wide as before");
    let still = harness.state().session.state.reading_position.unwrap().target;
    assert!(still.span.start.abs_diff(read.span.start) < 400, "one reads on where one read: {still:?} {read:?}");
    // In a small window the same button opens a menu.
    harness.set_size(egui::vec2(1024.0, 700.0));
    harness.run();
    button(&harness, "Contents").click();
    harness.run();
    button(&harness, "Section 1").click();
    harness.run();
    let read = harness.state().session.state.reading_position.unwrap().target;
    assert_eq!(read.span.start, heading(&harness.state().session, 1).span.start);
}

#[test]
fn a_mention_on_a_card_leads_where_it_does_in_the_text() {
    let mut harness = open(session());
    let almaty = harness.state().session.dossier.place_by_id("almaty").unwrap();
    let mention = harness.get_by_role_and_label(Role::Link, "Almaty: Almaty").rect().center();
    harness.event(Event::PointerMoved(mention));
    harness.run();
    assert_eq!(harness.state().session.state.hovered, Some(Hovered::Place(almaty)), "not the card that it stands on");
    harness.get_by_role_and_label(Role::Link, "Almaty: Almaty").click();
    harness.run();
    let state = &harness.state().session.state;
    assert_eq!((state.selection.place, state.selection.passage, state.tab), (Some(almaty), None, Tab::Passages));
    harness.get_by_role_and_label(Role::Link, "9 am: c. 5 January 2022, 09:00 (stated)").click();
    harness.run();
    assert_eq!(window(&harness), "Wednesday 5 January 2022, 09:00–09:01");
    // Around a passage, only the passage's own mentions are links: the rest is there for the sake of it.
    let night = harness.state().session.dossier.passage_by_id("morning").unwrap();
    harness.state_mut().session.apply(Action::ToggleAround(night));
    harness.run();
    assert_eq!(harness.query_all_by_role_and_label(Role::Link, "Almaty: Almaty").count(), 1);
}

#[test]
fn names_that_are_offered_are_reached_by_keys() {
    let mut harness = open(session());
    type_into_search(&mut harness, "status:r");
    let chosen = |harness: &Harness<'_, App>| {
        let mut options = harness.query_all_by(|node| node.role() == Role::ListBoxOption && node.is_selected() == Some(true));
        options.find_map(|node| node.accesskit_node().label())
    };
    assert_eq!(chosen(&harness), None, "Enter goes to hits until one goes down");
    press(&mut harness, Key::ArrowDown);
    assert_eq!(chosen(&harness).as_deref(), Some("reported"));
    press(&mut harness, Key::ArrowDown);
    assert_eq!(chosen(&harness).as_deref(), Some("rumour"));
    let option = harness.get_by_role_and_label(Role::ListBoxOption, "rumour");
    assert!(option.is_focused(), "a screen reader says it, though the field has the keyboard");
    press(&mut harness, Key::ArrowDown);
    assert_eq!(chosen(&harness), None, "past the last one is the field");
    press(&mut harness, Key::ArrowUp);
    press(&mut harness, Key::Enter);
    assert_eq!(query(&harness), "status:rumour ");
    harness.get_by_role_and_label(Role::SearchInput, "Search the report").type_text("place:a");
    harness.run();
    assert_eq!(query(&harness), "status:rumour place:a", "the cursor is at the end");
    press(&mut harness, Key::Escape);
    assert_eq!(harness.query_all_by(|node| node.role() == Role::ListBoxOption).count(), 0, "Escape closes what is offered");
    assert_eq!(query(&harness), "status:rumour place:a");
    press(&mut harness, Key::Escape);
    assert_eq!(query(&harness), "", "and then the search");
}

#[test]
fn where_nothing_comes_after_it_is_said() {
    let session = session();
    let oral = session.dossier.place_by_id("oral");
    let mut harness = open(with(session, [Action::SelectPlace(oral)]));
    let step = |harness: &mut Harness<'_, App>, key| {
        harness.key_press_modifiers(Modifiers::CTRL, key);
        harness.run();
    };
    step(&mut harness, Key::ArrowLeft);
    assert!(harness.state().session.state.selection.passage.is_some());
    step(&mut harness, Key::ArrowRight);
    assert!(harness.query_by_label("Uralsk has no dated passage after this; “All places” steps through the others.").is_some());
    step(&mut harness, Key::ArrowLeft);
    assert!(harness.query_by_label("Uralsk has no dated passage before this; “All places” steps through the others.").is_some());
    button(&harness, "All places").click();
    harness.run();
    assert_eq!(starting(&harness, "Uralsk has no dated passage").len(), 0, "it is not said any longer where one is elsewhere");
}

#[test]
fn what_accounts_agree_on_is_cited_with_them() {
    let session = shipped();
    let accounts = ["city-hall-stormed", "akhmedyarov-on-attack"].map(|id| session.dossier.passage_by_id(id).unwrap());
    let targets = accounts.map(|ix| session.dossier.passage(ix).target);
    let mut harness = open(with(session, [Action::Compare(accounts.to_vec())]));
    let sentence = starting(&harness, "Both speak of Almaty")[0].accesskit_node();
    let said = sentence.value().or_else(|| sentence.label()).unwrap();
    assert_eq!(harness.query_all_by_role_and_label(Role::Button, "Cite").count(), 2, "each account by itself");
    button(&harness, "Cite both").click();
    harness.run();
    button(&harness, Form::Footnote.name()).click();
    harness.step();
    harness.step();
    assert!(harness.query_by_role_and_label(Role::Status, "Copied: Footnote (plain text)").is_some());
    let Some(Effect::CiteAll(cited, lead, form)) = harness.state_mut().effects.pop() else { panic!("nothing was cited") };
    assert_eq!((cited.as_slice(), lead.as_str(), form), (&targets[..], said.as_str(), Form::Footnote));
    for _ in 0..10 {
        harness.step();
    }
    assert!(harness.query_by_role_and_label(Role::Status, "Copied: Footnote (plain text)").is_none(), "for a moment only");
}

/// Hebrew, Arabic, Georgian, Chinese, joined signs, a lone combining mark, a private character.
const STRANGE: &str = "אלמטי ألماتي თბილისი 阿拉木图 👩🏽\u{200d}🚒 \u{20e3} \u{e123}\u{202b}ש\u{202c}";

#[test]
fn letters_without_a_face_are_points_wherever_they_stand() {
    let dossier = small()
        .replaced("places.geojson", "\"title\": \"Almaty\"", &format!("\"title\": \"{STRANGE}\""))
        .replaced("places.geojson", "\"Алматы\"", &format!("\"{STRANGE}\""))
        .replaced("dossier.json", "A witness", STRANGE)
        .replaced("dossier.json", "Was there.", STRANGE);
    let session = Session::new(Arc::new(dossier.open()));
    let almaty = session.dossier.place_by_id("almaty");
    let mut harness = open(with(session, [Action::SelectPlace(almaty)]));
    let aloud = outside::said(STRANGE);
    assert!(harness.query_by_role_and_label(Role::Heading, &aloud).is_some(), "what is read aloud has the letters themselves");
    type_into_search(&mut harness, STRANGE);
    for key in [Key::ArrowLeft, Key::ArrowLeft, Key::Home, Key::ArrowRight, Key::Delete, Key::End, Key::Backspace] {
        press(&mut harness, key);
    }
    let typed: Vec<char> = STRANGE.chars().collect();
    let kept: String = typed[..1].iter().chain(&typed[2..typed.len() - 1]).collect();
    assert_eq!(query(&harness), kept, "the cursor stands between letters");
    press(&mut harness, Key::Escape);
    starting(&harness, "Star this passage")[0].click();
    harness.run();
    harness.get_by_role_and_label(Role::Tab, "Notes 1").click();
    harness.run();
    harness.get_by_role_and_label(Role::MultilineTextInput, "Note").focus();
    harness.run();
    harness.get_by_role_and_label(Role::MultilineTextInput, "Note").type_text(STRANGE);
    harness.run();
    for key in [Key::ArrowUp, Key::End, Key::Backspace] {
        press(&mut harness, key);
    }
    let notes = &harness.state().session.state.notebook.notes;
    assert_eq!(notes.entries["morning"].text.chars().count(), typed.len() - 1);
    harness.key_press_modifiers(Modifiers::CTRL, Key::K);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Place").type_text("אלמטי");
    harness.run();
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().session.state.selection.place, almaty);
    harness.get_by_role_and_label(Role::Tab, "Document").click();
    harness.run();
}

/// The points would hide a sign of the interface that a face lacks, so the sources are read.
#[test]
fn the_bundled_faces_have_every_sign_of_the_interface() {
    let context = egui::Context::default();
    theme::install(&context);
    let mut pass = context.run_ui(egui::RawInput::default(), |_| {});
    pass.textures_delta.clear();
    let mut missing = Vec::new();
    let folders = ["src/view", "src/report", "src/session", "src/theme.rs", "src/app", "src/formats"];
    let mut paths: Vec<_> = folders.iter().map(|folder| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).collect();
    while let Some(path) = paths.pop() {
        // What readers and searches look for in a text is not said by the interface.
        if path.ends_with("src/formats/read") || path.ends_with("src/report/fold.rs") {
            continue;
        }
        if path.is_dir() {
            paths.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let escaped =
            code.split("\\u{").skip(1).filter_map(|rest| char::from_u32(u32::from_str_radix(rest.split('}').next()?, 16).ok()?));
        let icons = escaped.filter(|c| ('\u{e000}'..='\u{f8ff}').contains(c));
        for c in code.chars().filter(|c| !c.is_ascii()).chain(icons) {
            let there =
                context.fonts_mut(|fonts| fonts.has_glyph(&theme::sans(13.0), c) || fonts.has_glyph(&theme::serif(15.0), c));
            if !there {
                missing.push(format!("{c:?} in {}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// Compares a part of the window: from `left` to its right edge, above `bottom`.
fn compare(mut session: Session, name: &str, theme: ThemeChoice, [left, bottom]: [u32; 2]) -> Result<(), String> {
    session.apply(Action::SetTheme(theme));
    let basemap = Basemap::embedded().unwrap();
    let picture = picture::paint(&mut session, Some(&basemap), [1440, 900], 1);
    let image = image::RgbaImage::from_raw(picture.width, picture.height, picture.pixels).unwrap();
    let options = SnapshotOptions::new().threshold(0.4).max_failed_pixels(8).output_path("tests/pictures");
    let image = image::imageops::crop_imm(&image, left, 0, 1440 - left, bottom).to_image();
    try_image_snapshot_options(&image, name, &options).map(drop).map_err(|error| error.to_string())
}

#[test]
fn searching_noting_and_the_contents_look_as_they_did() {
    let dossier = shipped();
    let ix = |id: &str| dossier.dossier.passage_by_id(id).unwrap();
    let night = dossier.dossier.passage(ix("comrade-night")).clone();
    let start = Target { document: DocumentIx(0), span: Span { start: 36_387, end: 36_400 } };
    let note = |id: &str, text: &str| Action::WriteNote(dossier.dossier.passage(ix(id)).id.clone(), text.to_owned());
    let search = vec![Action::SetQuery("akimat burn".to_owned())];
    let notes = vec![
        Action::Star(ix("comrade-night")),
        note("comrade-night", "Written on the afternoon of the 5th. Which of it did she see herself?"),
        Action::TagNote(night.id, vec!["night of the 4th".to_owned(), "ask".to_owned()]),
        Action::Star(ix("stun-grenades")),
        note("stun-grenades", "The only account of the square that gives the hour."),
        Action::ShowTab(Tab::Notes),
    ];
    let contents = vec![Action::SetContents(Contents::Open), Action::ShowText(start)];
    let mut faults = Vec::new();
    // The hits are counted on map, timeline and list; the others are the reader's own.
    for (name, actions, part) in [("search", search, [0, 900]), ("notes", notes, [910, 612]), ("contents", contents, [746, 612])] {
        for (suffix, theme) in [("light", ThemeChoice::Light), ("dark", ThemeChoice::Dark)] {
            let session = with(shipped(), actions.clone());
            faults.extend(compare(session, &format!("reading_{name}_{suffix}"), theme, part).err());
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
