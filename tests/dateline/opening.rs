//! Files that people have: dropped on the window, kept, described, added to, and copied.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use dateline::app::shell::{Remembered, Shell};
use dateline::formats::import::{self, Source};
use dateline::formats::read::manuscript::{Manuscript, Page};
use dateline::report::citation::Citation;
use dateline::report::dossier::Dossier;
use dateline::report::given::Given;
use dateline::report::ids::DocumentIx;
use dateline::report::passage::Target;
use dateline::report::text::Span;
use dateline::session::{Action, Paint, Recent, Session, Tab};
use dateline::theme;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::fixture::session;

type Window = Harness<'static, Option<Shell>>;

/// A file that the system says was dropped.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        unreachable!("the program reads files by their paths")
    }
}

/// A window on the dossier inside the tests, with its shell and a data folder.
fn open(data: &Path) -> Window {
    let data = data.join("data");
    Harness::builder().with_size(egui::vec2(1440.0, 900.0)).with_max_steps(60).with_context_setup(theme::install).build_ui_state(
        move |ui, shell: &mut Option<Shell>| {
            let shell = shell.get_or_insert_with(|| {
                let remembered = Remembered::open_in(Some(data.clone()));
                Shell::new(ui.ctx(), session(), None, Vec::new(), remembered, Paint::Cpu).asking_inside()
            });
            shell.logic(ui.ctx());
            shell.ui(ui);
        },
        None,
    )
}

fn wait(window: &mut Window, what: &str, so: impl Fn(&Window) -> bool) {
    let start = Instant::now();
    while !so(window) {
        assert!(start.elapsed() < Duration::from_mins(2), "waited in vain until {what}");
        window.step();
        std::thread::sleep(Duration::from_millis(5));
    }
    window.run_ok();
}

fn shown(window: &Window) -> &Session {
    window.state().as_ref().unwrap().session()
}

fn folder(window: &Window) -> PathBuf {
    shown(window).state.surroundings.folder.clone().unwrap()
}

fn drop_on(window: &mut Window, files: &[&Path]) {
    let handle = |path: &&Path| -> egui::DroppedFileHandle { Arc::new(Dropped((*path).to_path_buf())) };
    window.input_mut().dropped_files = files.iter().map(handle).collect();
    window.step();
}

fn is_titled(window: &Window, title: &str) -> bool {
    shown(window).dossier.head.title == title
}

fn file(data: &Path, name: &str, text: &str) -> PathBuf {
    let path = data.join(name);
    fs::write(&path, text).unwrap();
    path
}

const MARKDOWN: &str = "---\ntitle: A night in the city\nauthor: A. Witness\ndate: 2022-01-06\n---\n\n# The square\n\nThey stood on \
                        the square, and it was cold.\n";

const PAGE: &str = "<html lang=en><head><title>What was seen</title></head><body><nav><a href=/>Home</a></nav><article>\
                    <h1>What was seen</h1><p>In the morning the people of the town went to the station, and nobody stopped them. \
                    They came back in the evening, and it was dark by then in all of the streets.</p><p>Of those who had gone, \
                    two were not there, and this is what the others told of it to those who had stayed in the town.</p>\
                    </article></body></html>";

#[test]
fn what_is_held_over_the_window_is_told_before_it_is_dropped() {
    let data = tempfile::tempdir().unwrap();
    let mut window = open(data.path());
    for (count, words) in [(1, "Drop it to open it"), (3, "Drop the 3 files to open them")] {
        window.input_mut().hovered_files = vec![egui::HoveredFile::default(); count];
        window.run_ok();
        assert!(window.query_by_label(words).is_some(), "{words}");
        window.input_mut().hovered_files.clear();
        window.run_ok();
        assert!(window.query_by_label(words).is_none(), "{words} is over");
    }
}

#[test]
fn a_dropped_file_is_shown_kept_and_found_again() {
    let data = tempfile::tempdir().unwrap();
    let mut window = open(data.path());
    let night = file(data.path(), "night.md", MARKDOWN);
    drop_on(&mut window, &[&night]);
    wait(&mut window, "the file is shown", |window| is_titled(window, "A night in the city"));
    let first = folder(&window);
    assert!(first.starts_with(data.path().join("data").join("dossiers")), "{}", first.display());
    assert_eq!(fs::read(first.join("night.md")).unwrap(), MARKDOWN.as_bytes());
    assert_eq!(shown(&window).dossier.documents[0].published.unwrap().to_string(), "2022-01-06");
    let page = file(data.path(), "seen.html", PAGE);
    drop_on(&mut window, &[&page]);
    wait(&mut window, "the other is shown", |window| is_titled(window, "What was seen"));
    assert!(!shown(&window).dossier.documents[0].text.as_str().contains("Home"), "the menu is no part of the article");
    // The same bytes under another name are the same file.
    let again = file(data.path(), "copy of night.md", MARKDOWN);
    drop_on(&mut window, &[&again]);
    wait(&mut window, "the first is shown", |window| is_titled(window, "A night in the city"));
    assert_eq!(folder(&window), first);
    let recent: Vec<_> = shown(&window).state.surroundings.recent.iter().map(Recent::name).collect();
    wait(&mut window, "they are listed", |window| shown(window).state.surroundings.recent.len() == 2);
    assert!(recent.len() <= 2, "{recent:?}");
}

#[test]
fn several_files_ask_once_and_more_can_be_added() {
    let data = tempfile::tempdir().unwrap();
    let mut window = open(data.path());
    let files = [file(data.path(), "night.md", MARKDOWN), file(data.path(), "seen.html", PAGE)];
    drop_on(&mut window, &[&files[0], &files[1]]);
    wait(&mut window, "it is asked", |window| window.query_by_label("You dropped 2 files").is_some());
    window.get_by_role_and_label(Role::Button, "One dossier with 2 documents").click();
    wait(&mut window, "both are in it", |window| shown(window).dossier.documents.len() == 2);
    let third = file(data.path(), "third.txt", "A third one, which is of the same day and of the same city.\n");
    drop_on(&mut window, &[&third, &files[0]]);
    wait(&mut window, "it is asked again", |window| window.query_by_label("You dropped 2 files").is_some());
    window.get_by_role_and_label(Role::Button, "Add them to “A night in the city”").click();
    wait(&mut window, "the third is in it", |window| shown(window).dossier.documents.len() == 3);
    assert_eq!(shown(&window).dossier.warnings, []);
}

#[test]
fn what_cannot_be_read_is_said_and_what_was_open_stays() {
    let data = tempfile::tempdir().unwrap();
    let mut window = open(data.path());
    let before = shown(&window).dossier.head.id.clone();
    let broken = file(data.path(), "picture.png", "\u{89}PNG\r\n\u{1a}\n");
    fs::write(&broken, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    drop_on(&mut window, &[&broken]);
    wait(&mut window, "it is said", |window| window.query_by_label("This could not be opened").is_some());
    assert!(window.query_by_label_contains("picture.png").is_some());
    assert_eq!(shown(&window).dossier.head.id, before);
    assert!(!data.path().join("data").join("dossiers").exists(), "nothing is kept of it");
}

#[test]
fn what_is_said_of_a_document_is_seen_corrected_and_kept() {
    let data = tempfile::tempdir().unwrap();
    let mut window = open(data.path());
    let night = file(data.path(), "night.md", MARKDOWN);
    drop_on(&mut window, &[&night]);
    wait(&mut window, "the file is shown", |window| is_titled(window, "A night in the city"));
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    wait(&mut window, "the palette is open", |window| shown(window).state.palette_open);
    window.get_by_role_and_label(Role::TextInput, "Find anything by name").type_text("about this document");
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
    assert!(window.query_all_by_label("from the file’s own data").count() >= 2, "title and author are the file's");
    replace(&mut window, "Time zone", "Almaty");
    window.get_by_role_and_label(Role::Button, "Save").click();
    window.run_ok();
    assert!(window.query_by_label_contains("there is no time zone “Almaty”").is_some());
    replace(&mut window, "Time zone", "Asia/Almaty");
    replace(&mut window, "Author", "B. Editor");
    window.get_by_role_and_label(Role::Button, "Save").click();
    wait(&mut window, "it is read again", |window| shown(window).dossier.documents[0].author == "B. Editor");
    let manifest = fs::read_to_string(folder(&window).join("dossier.json")).unwrap();
    assert!(manifest.contains("\"timezone\": \"Asia/Almaty\"") && manifest.contains("\"author\":\"person\""), "{manifest}");
}

/// Writes something else into a field.
fn replace(window: &mut Window, name: &str, text: &str) {
    window.get_by_role_and_label(Role::TextInput, name).focus();
    window.run_ok();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run_ok();
    window.get_by_role_and_label(Role::TextInput, name).type_text(text);
    window.run_ok();
}

#[test]
fn a_copy_has_every_file_of_the_dossier() {
    let data = tempfile::tempdir().unwrap();
    let mut window = open(data.path());
    let night = file(data.path(), "night.md", MARKDOWN);
    drop_on(&mut window, &[&night]);
    wait(&mut window, "the file is shown", |window| is_titled(window, "A night in the city"));
    let (from, to) = (folder(&window), data.path().join("copy"));
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    wait(&mut window, "the palette is open", |window| shown(window).state.palette_open);
    window.get_by_role_and_label(Role::TextInput, "Find anything by name").type_text("save a copy");
    window.run_ok();
    window.key_press(Key::Enter);
    wait(&mut window, "the dialog is open", |window| window.query_by_role_and_label(Role::TextInput, "Name").is_some());
    replace(&mut window, "Name", to.to_str().unwrap());
    window.get_by_role_and_label(Role::Button, "Save").click();
    wait(&mut window, "it is copied", |window| window.query_by_label_contains("Saved").is_some());
    for entry in fs::read_dir(&from).unwrap() {
        let name = entry.unwrap().file_name();
        assert_eq!(fs::read(from.join(&name)).unwrap(), fs::read(to.join(&name)).unwrap(), "{}", name.display());
    }
}

/// A dossier whose text has pages.
fn paged() -> Dossier {
    let text = "A heading\nThe first page of it ends in the middle of this paragraph, and so the second one begins there.\nLast.\n";
    let page = |start, end, label: &str| Page { span: Span { start, end }, label: label.to_owned() };
    let length = text.chars().count();
    let manuscript = Manuscript {
        text: text.to_owned(),
        pages: vec![page(0, 60, "iv"), page(60, length - 6, "5"), page(length - 6, length, "6")],
        ..Manuscript::default()
    };
    let source = Source { name: "paged.pdf".to_owned(), sha256: String::new(), manuscript };
    Dossier::check(import::draft(vec![source], &Given::default()))
}

#[test]
fn citations_name_pages_and_the_margin_shows_where_they_begin() {
    let dossier = paged();
    let cited = |start, end| Citation::new(&dossier, Target { document: DocumentIx(0), span: Span { start, end } }).locator();
    assert_eq!([cited(12, 20), cited(50, 70), cited(61, 70)], ["p. iv", "pp. iv–5", "p. 5"]);
    let mut session = Session::new(Arc::new(dossier));
    drop(session.apply(Action::ShowTab(Tab::Document)));
    let window = crate::interface::open(session);
    for label in ["Page iv", "Page 5", "Page 6"] {
        assert!(window.query_by_label(label).is_some(), "{label}");
    }
}
