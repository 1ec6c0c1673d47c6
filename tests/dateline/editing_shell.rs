//! Edits in the shell of the window: kept in the dossier's folder or in a copy of it, and there again when it is opened again.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dateline::app::shell::{Remembered, Shell};
use dateline::app::{Begin, disk};
use dateline::edit::{Deed, PassageChange};
use dateline::report::ids::PassageIx;
use dateline::session::{Action, Editing, Paint, Session};
use dateline::theme;
use egui_kittest::Harness;

use crate::fixture::small;

type Window = Harness<'static, Option<Shell>>;

/// A window on the dossier in a folder, or on the one inside the program.
fn open(data: &Path, folder: Option<&Path>) -> Window {
    let (data, folder) = (data.to_path_buf(), folder.map(Path::to_path_buf));
    let mut window = Harness::builder()
        .with_size(egui::vec2(1440.0, 900.0))
        .with_max_steps(1)
        .with_context_setup(theme::install)
        .build_ui_state(
            move |ui, shell: &mut Option<Shell>| {
                let shell = shell.get_or_insert_with(|| {
                    let begin = match &folder {
                        Some(folder) => Begin::Path(folder.clone(), Box::new(|_: &Session| Ok(Vec::new()))),
                        None => Begin::Session(Box::new(Session::new(disk::open(None).unwrap().into())), Vec::new()),
                    };
                    Shell::begin(ui.ctx(), begin, Remembered::open_in(Some(data.clone())), Paint::Cpu)
                });
                shell.logic(ui.ctx());
                shell.ui(ui);
            },
            None,
        );
    let start = Instant::now();
    while session(&window).dossier.passages.is_empty() {
        assert!(start.elapsed() < Duration::from_mins(1), "nothing was opened");
        window.step();
        std::thread::sleep(Duration::from_millis(5));
    }
    window
}

fn session(window: &Window) -> &Session {
    window.state().as_ref().unwrap().session()
}

fn act(window: &mut Window, action: Action) {
    let context = window.ctx.clone();
    window.state_mut().as_mut().unwrap().act(&context, action);
    window.step();
}

fn retitle(window: &mut Window, title: &str) {
    act(window, Action::Edit(Box::new(Deed::Passages(vec![PassageIx(0)], PassageChange::Title(title.to_owned())))));
}

fn title(window: &Window) -> String {
    session(window).dossier.passages[0].title.clone()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in &small().0 {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

#[test]
fn a_change_is_in_the_folder_at_once_and_can_be_taken_back_another_day() {
    let (data, folder) = (tempfile::tempdir().unwrap(), folder());
    let mut window = open(data.path(), Some(folder.path()));
    let before = title(&window);
    retitle(&mut window, "Another title");
    // Before the files are written, the journal has it.
    assert!(fs::read_to_string(folder.path().join("journal.jsonl")).unwrap().contains("Another title"));
    drop(window);
    assert!(fs::read_to_string(folder.path().join("annotations.json")).unwrap().contains("Another title"));
    let mut window = open(data.path(), Some(folder.path()));
    assert_eq!((title(&window).as_str(), session(&window).state.edits.done), ("Another title", 1));
    act(&mut window, Action::Undo);
    assert_eq!(title(&window), before);
    drop(window);
    let mut window = open(data.path(), Some(folder.path()));
    assert_eq!(title(&window), before);
    act(&mut window, Action::Redo);
    assert_eq!(title(&window), "Another title");
}

#[test]
fn the_report_inside_the_program_is_changed_in_a_copy() {
    let data = tempfile::tempdir().unwrap();
    let mut window = open(data.path(), None);
    assert_eq!(session(&window).state.surroundings.editing, Editing::Copy);
    retitle(&mut window, "Another title");
    assert_eq!(title(&window), "Another title");
    let surroundings = session(&window).state.surroundings.clone();
    let copy: PathBuf = surroundings.folder.clone().unwrap();
    assert!(surroundings.is_copy && copy.starts_with(data.path()) && copy.join("journal.jsonl").is_file());
    assert!(session(&window).state.notice.as_deref().unwrap().starts_with("You change a copy"));
    drop(window);
    let window = open(data.path(), Some(&copy));
    assert_eq!(title(&window), "Another title");
}

#[test]
fn a_second_window_on_the_same_dossier_only_reads_it_and_says_so() {
    let (data, other, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), folder());
    let mut first = open(data.path(), Some(folder.path()));
    let mut second = open(other.path(), Some(folder.path()));
    let before = title(&second);
    retitle(&mut first, "From the first");
    retitle(&mut second, "From the second");
    assert_eq!((title(&first).as_str(), title(&second)), ("From the first", before));
    let said = session(&second).state.notice.clone().unwrap();
    assert!(said.starts_with("This was not changed: this dossier is being changed in another window"), "{said}");
    let another = tempfile::tempdir().unwrap();
    let third = open(another.path(), Some(folder.path()));
    let said = session(&third).state.notice.clone().unwrap();
    assert!(said.starts_with("This dossier is being changed in another window."), "{said}");
    drop(first);
    let fourth = open(another.path(), Some(folder.path()));
    assert_eq!(session(&fourth).state.notice, None);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_changed_in_a_copy() {
    use std::os::unix::fs::PermissionsExt;
    let (data, folder) = (tempfile::tempdir().unwrap(), folder());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
    // Nothing keeps root from writing.
    if fs::write(folder.path().join("probe"), "").is_ok() {
        return;
    }
    let mut window = open(data.path(), Some(folder.path()));
    retitle(&mut window, "Another title");
    let copy = session(&window).state.surroundings.folder.clone().unwrap();
    assert!(copy.starts_with(data.path()));
    assert_eq!(title(&window), "Another title");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
}
