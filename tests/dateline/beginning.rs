//! A window that opens before the dossier is read.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use dateline::app::shell::{Remembered, Shell};
use dateline::app::{Begin, Look};
use dateline::session::{Action, Paint};
use dateline::theme;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::fixture::{Files, small};

type Window = Harness<'static, Option<Shell>>;

fn open(data: &Path, folder: &Path, look: Look) -> Window {
    let data = data.to_path_buf();
    let mut begin = Some(Begin::Path(folder.to_path_buf(), look));
    // Two frames: that something is being opened is said as soon as it takes longer than a moment. What comes of it is not
    // waited for.
    let mut window = Harness::builder()
        .with_size(egui::vec2(1440.0, 900.0))
        .with_max_steps(1)
        .with_context_setup(theme::install)
        .build_ui_state(
            move |ui, shell: &mut Option<Shell>| {
                let shell = shell.get_or_insert_with(|| {
                    let remembered = Remembered::open_in(Some(data.clone()));
                    Shell::begin(ui.ctx(), begin.take().unwrap(), remembered, Paint::Cpu)
                });
                shell.logic(ui.ctx());
                shell.ui(ui);
            },
            None,
        );
    window.step();
    window
}

fn folder(files: &Files) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in &files.0 {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// A dossier that takes some time to read.
fn long() -> tempfile::TempDir {
    folder(&small().with("report.txt", "All night there were bangs on the square.\n".repeat(1_500_000)))
}

#[expect(clippy::unnecessary_wraps, reason = "a way of looking may fail")]
fn nothing_more(_: &dateline::session::Session) -> Result<Vec<Action>, String> {
    Ok(Vec::new())
}

fn wait(window: &mut Window, what: &str, so: impl Fn(&Window) -> bool) {
    let start = Instant::now();
    while !so(window) {
        assert!(start.elapsed() < Duration::from_mins(2), "waited in vain until {what}");
        window.step();
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn shell(window: &Window) -> &Shell {
    window.state().as_ref().unwrap()
}

fn dossier(window: &Window) -> &str {
    &shell(window).session().dossier.head.id
}

fn says(window: &Window, what: &str) -> bool {
    window.query_all_by_label_contains(what).next().is_some()
}

#[test]
fn the_window_says_what_is_being_opened_and_then_shows_what_was_asked_for() {
    let (data, folder) = (tempfile::tempdir().unwrap(), long());
    let look = |session: &dateline::session::Session| {
        Ok(vec![Action::SelectPlace(session.dossier.place_by_id("oral")), Action::SetQuery("men".to_owned())])
    };
    let mut window = open(data.path(), folder.path(), Box::new(look));
    assert!(says(&window, "Opening ") && !says(&window, "Map"), "there is a view before there is a dossier");
    assert_eq!(dossier(&window), "");
    wait(&mut window, "the dossier is there", |window| dossier(window) == "test");
    wait(&mut window, "the map is drawn", |window| says(window, "Map"));
    let state = &shell(&window).session().state;
    assert_eq!((state.selection.place, state.query.text.as_str()), (shell(&window).session().dossier.place_by_id("oral"), "men"));
    assert!(!says(&window, "Opening "));
}

#[test]
fn what_is_not_there_is_told_in_the_window() {
    let (data, folder) = (tempfile::tempdir().unwrap(), folder(&small()));
    let mut window = open(data.path(), folder.path(), Box::new(|_| Err("--place: there is no place “atlantis”".to_owned())));
    let notice = |window: &Window| shell(window).session().state.notice.clone().unwrap_or_default();
    wait(&mut window, "it is told", |window| notice(window) == "--place: there is no place “atlantis”.");
    assert_eq!(dossier(&window), "test");
}

#[test]
fn one_that_is_cancelled_gives_way_to_the_one_inside_the_program() {
    let (data, folder) = (tempfile::tempdir().unwrap(), long());
    let mut window = open(data.path(), folder.path(), Box::new(|_| panic!("it is not looked at")));
    window.get_by_role_and_label(Role::Button, "Cancel").click();
    window.step();
    wait(&mut window, "the other one is there", |window| says(window, "Map"));
    assert!(dossier(&window).starts_with("kazakhstan"), "{}", dossier(&window));
    // Nothing was kept for the one that was not opened.
    assert!(!fs::read_to_string(data.path().join("settings.json")).unwrap_or_default().contains(folder.path().to_str().unwrap()));
}

#[test]
fn one_that_cannot_be_opened_is_told_of_over_the_one_inside_the_program() {
    let data = tempfile::tempdir().unwrap();
    let mut window = open(data.path(), &data.path().join("gone"), Box::new(nothing_more));
    wait(&mut window, "the other one is there", |window| dossier(window).starts_with("kazakhstan"));
    wait(&mut window, "it is told", |window| says(window, "there is no such folder"));
    window.get_by_role_and_label(Role::Button, "Close").click();
    wait(&mut window, "it is read", |window| !says(window, "there is no such folder"));
    assert!(says(&window, "Map"));
}

#[test]
fn one_that_is_opened_by_its_manifest_is_the_folder() {
    let (data, folder) = (tempfile::tempdir().unwrap(), folder(&small()));
    let mut window = open(data.path(), &folder.path().join("dossier.json"), Box::new(nothing_more));
    wait(&mut window, "the dossier is there", |window| dossier(window) == "test");
    wait(&mut window, "it is known next time", |window| {
        shell(window).session().state.surroundings.recent.first().is_some_and(|recent| recent.folder == folder.path())
    });
}
