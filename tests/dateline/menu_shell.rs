//! The shell around the views: files that are asked for, written and opened, and what is kept.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use dateline::app::shell::{Remembered, Shell};
use dateline::formats::table;
use dateline::session::{Hint, Paint};
use dateline::theme;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::fixture::{session, small};

/// A window with its shell; the shell is made in the first frame.
fn open(data: &Path) -> Harness<'static, Option<Shell>> {
    let data = data.to_path_buf();
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

/// Draws frames until something is so: other threads have their part in it.
fn wait(harness: &mut Harness<'_, Option<Shell>>, what: &str, so: impl Fn(&Harness<'_, Option<Shell>>) -> bool) {
    let start = Instant::now();
    while !so(harness) {
        assert!(start.elapsed() < Duration::from_mins(2), "waited in vain until {what}");
        harness.step();
        std::thread::sleep(Duration::from_millis(5));
    }
    harness.run_ok();
}

fn shell<'a>(harness: &'a Harness<'_, Option<Shell>>) -> &'a Shell {
    harness.state().as_ref().unwrap()
}

/// Chooses something by its name in the palette.
fn command(harness: &mut Harness<'_, Option<Shell>>, name: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    wait(harness, "the palette is open", |harness| shell(harness).session().state.palette_open);
    harness.get_by_role_and_label(Role::TextInput, "Find anything by name").type_text(name);
    harness.run_ok();
    harness.key_press(Key::Enter);
    harness.run_ok();
}

/// Writes a path into the dialog's field of the name, and takes it.
fn save_as(harness: &mut Harness<'_, Option<Shell>>, path: &Path) {
    wait(harness, "the dialog is open", |harness| shell(harness).asks().is_some());
    wait(harness, "the field is there", |harness| harness.query_by_role_and_label(Role::TextInput, "Name").is_some());
    harness.get_by_role_and_label(Role::TextInput, "Name").focus();
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_ok();
    harness.get_by_role_and_label(Role::TextInput, "Name").type_text(path.to_str().unwrap());
    harness.run_ok();
    harness.get_by_role_and_label(Role::Button, "Save").click();
    harness.run_ok();
}

#[test]
fn a_picture_of_the_map_is_saved_where_one_says() {
    let data = tempfile::tempdir().unwrap();
    let mut harness = open(data.path());
    wait(&mut harness, "the map is drawn", |harness| harness.query_by_label("Map").is_some());
    let map = harness.get_by_label("Map").rect().size();
    command(&mut harness, "picture of the map alone, 2");
    let path = data.path().join("map.png");
    save_as(&mut harness, &path.with_extension(""));
    wait(&mut harness, "the file is written", |harness| harness.query_by_label("Saved “map.png”").is_some());
    let picture = image::load_from_memory(&fs::read(&path).unwrap()).unwrap().into_rgba8();
    #[expect(clippy::cast_precision_loss, reason = "a small picture")]
    let size = egui::vec2(picture.width() as f32, picture.height() as f32) / 2.0;
    assert!((size - map).abs().max_elem() <= 0.5, "{size} of {map}");
    let first = picture.get_pixel(0, 0);
    assert!(picture.pixels().filter(|pixel| *pixel != first).count() > 10_000, "the map is empty");
    assert!(harness.query_by_role_and_label(Role::Button, "Show in folder").is_some());
}

#[test]
fn an_export_is_the_same_as_on_the_command_line_and_nothing_is_replaced_unasked() {
    let data = tempfile::tempdir().unwrap();
    let mut harness = open(data.path());
    let path = data.path().join("out.csv");
    fs::write(&path, "old").unwrap();
    command(&mut harness, "export passages");
    save_as(&mut harness, &path);
    assert_eq!(fs::read(&path).unwrap(), b"old");
    harness.get_by_role_and_label(Role::Button, "Replace it").click();
    wait(&mut harness, "the file is written", |harness| harness.query_by_label("Saved “out.csv”").is_some());
    assert_eq!(fs::read(&path).unwrap(), table::passages(&session().dossier).unwrap());
    command(&mut harness, "export passages");
    save_as(&mut harness, &data.path().join("no").join("out.csv"));
    let fault = |harness: &Harness<'_, Option<Shell>>| shell(harness).session().state.notice.clone().unwrap_or_default();
    wait(&mut harness, "the fault is told", |harness| fault(harness).contains("there is no such folder"));
}

#[test]
fn a_dossier_is_found_by_keyboard_opened_and_remembered() {
    let data = tempfile::tempdir().unwrap();
    let reports = tempfile::tempdir().unwrap();
    let folder = reports.path().join("a report");
    fs::create_dir(&folder).unwrap();
    fs::create_dir(reports.path().join("zebra")).unwrap();
    for (name, bytes) in &small().0 {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let mut harness = open(data.path());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    wait(&mut harness, "the dialog is open", |harness| harness.query_by_role_and_label(Role::TextInput, "Folder").is_some());
    harness.get_by_role_and_label(Role::TextInput, "Folder").focus();
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_ok();
    harness.get_by_role_and_label(Role::TextInput, "Folder").type_text(reports.path().to_str().unwrap());
    harness.run_ok();
    harness.key_press(Key::Enter);
    let listed =
        |harness: &Harness<'_, Option<Shell>>, name: &str| harness.query_by_role_and_label(Role::ListBoxOption, name).is_some();
    wait(&mut harness, "the folder is listed", |harness| listed(harness, "a report · dossier") && listed(harness, "zebra/"));
    harness.event(egui::Event::Text("z".to_owned()));
    harness.run_ok();
    harness.key_press(Key::ArrowUp);
    harness.run_ok();
    harness.key_press(Key::Enter);
    let recent = |harness: &Harness<'_, Option<Shell>>| shell(harness).session().state.surroundings.recent.clone();
    wait(&mut harness, "the dossier is open", |harness| !recent(harness).is_empty());
    assert_eq!(recent(&harness)[0].folder, folder);
    drop(harness);
    // In the next window it is still known, and said to be gone once it is.
    fs::remove_dir_all(&folder).unwrap();
    let mut harness = open(data.path());
    wait(&mut harness, "the list is read", |harness| recent(harness).first().is_some_and(|recent| recent.gone));
}

#[test]
fn hints_are_seen_once_and_settings_are_kept() {
    let data = tempfile::tempdir().unwrap();
    let mut harness = open(data.path());
    wait(&mut harness, "the hint is shown", |harness| harness.query_by_label(Hint::Click.words()).is_some());
    harness.get_by_role_and_label(Role::Button, "Almaty, 1 passage in the window").click();
    harness.run_ok();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    wait(&mut harness, "it is larger", |harness| shell(harness).session().state.interface.percent() == 110);
    assert!(harness.query_by_label(Hint::Click.words()).is_none());
    assert!((harness.ctx.zoom_factor() - 1.1).abs() < 0.01);
    drop(harness);
    let mut harness = open(data.path());
    wait(&mut harness, "the other hint is shown", |harness| harness.query_by_label(Hint::Drag.words()).is_some());
    assert!(harness.query_by_label(Hint::Click.words()).is_none());
    let state = &shell(&harness).session().state;
    assert_eq!((state.hints.clone(), state.interface.percent()), ([Hint::Drag].into(), 110));
}
