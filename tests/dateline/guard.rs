//! A fault in a view, caught at the frame.

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use dateline::app::guard::Guard;
use dateline::index::times::Window;
use dateline::report::moment::{HOUR, Moment};
use dateline::report::note::Notes;
use dateline::session::{Action, Effect, Session, Tab};
use dateline::theme;
use dateline::view;
use egui::accesskit::Role;
use egui::{Key, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::fixture::session;

/// What fails, and where.
type Fault = fn(&mut Ui, &Session);

struct App {
    guard: Guard,
    session: Session,
    fault: Option<Fault>,
    kept: Rc<RefCell<Vec<Arc<Notes>>>>,
    effects: Vec<Effect>,
}

fn open(folder: &Path) -> Harness<'static, App> {
    let app = App {
        guard: Guard::new(Some(folder.to_path_buf())),
        session: session(),
        fault: None,
        kept: Rc::default(),
        effects: Vec::new(),
    };
    let mut harness = Harness::builder()
        .with_size(egui::vec2(1000.0, 700.0))
        .with_max_steps(60)
        .with_step_dt(0.25)
        .with_context_setup(theme::install)
        .build_ui_state(
            |ui, app: &mut App| {
                let (fault, kept) = (app.fault, app.kept.clone());
                let draw = |ui: &mut Ui, session: &Session, caches: &mut view::Caches| {
                    let actions = view::show(ui, session, None, caches);
                    if let Some(fault) = fault {
                        fault(ui, session);
                    }
                    actions
                };
                let keep = |notes: Arc<Notes>| {
                    kept.borrow_mut().push(notes);
                    "Your notes are saved.".to_owned()
                };
                let effects = app.guard.frame(ui, &mut app.session, view::keyed, draw, keep);
                app.effects.extend(effects);
            },
            app,
        );
    harness.run();
    harness
}

fn hours(from: i64, to: i64) -> Window {
    let midnight = Moment::from_ymd(2022, 1, 5).unwrap();
    Window::new(midnight.plus(from * HOUR), midnight.plus(to * HOUR))
}

/// Fails as deep inside as a view can: in a list in a row, while egui's own things are held.
fn deep(ui: &mut Ui, _: &Session) {
    egui::Modal::new(egui::Id::unique("deep")).show(ui, |ui| {
        egui::ScrollArea::vertical().show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.add_enabled_ui(false, |ui| {
                    ui.input_mut(|_| ui.painter().layer_id());
                    let fail = |_: &mut egui::Memory| -> bool { panic!("a deep fault") };
                    ui.memory_mut(fail)
                })
            })
        })
    });
}

fn only_at_night(_: &mut Ui, session: &Session) {
    assert!(session.state.window != hours(20, 24), "it fails at night");
}

fn in_the_text(ui: &mut Ui, session: &Session) {
    let secret = session.dossier.documents[0].text.as_str();
    ui.label(secret);
    let beyond = secret.len() + 1;
    ui.label(&secret[beyond..]);
}

fn click(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_role_and_label(Role::Button, name).click();
    harness.run();
}

fn has(harness: &Harness<'_, App>, label: &str) -> bool {
    harness.query_by_label(label).is_some()
}

#[test]
fn a_fault_is_told_and_one_goes_on_from_before_with_all_notes() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = open(folder.path());
    harness.state_mut().session.apply(Action::WriteNote("night".to_owned(), "a thought".to_owned()));
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    let before = harness.state().session.state.window;
    harness.state_mut().fault = Some(deep);
    harness.run();
    assert!(has(&harness, "Something went wrong in this view") && has(&harness, "Your notes are saved."));
    assert!(!has(&harness, "Map"), "the views are not drawn");
    assert_eq!(harness.state().kept.borrow()[0].entries["night"].text, "a thought");
    // However long one waits: nothing is drawn that could fail again.
    harness.run_steps(20);
    assert_eq!((harness.state().kept.borrow().len(), fs::read_dir(folder.path()).unwrap().count()), (1, 1));
    harness.state_mut().fault = None;
    click(&mut harness, "Start over with this view");
    assert!(has(&harness, "Map") && !has(&harness, "Your notes are saved."));
    let session = &harness.state().session;
    assert_eq!(session.state.notebook.note("night").unwrap().text, "a thought");
    assert!(before.from.0.abs_diff(session.state.window.from.0) <= before.seconds().unsigned_abs());
    // Everything answers as before: keys, buttons, focus.
    let at = harness.state().session.state.window;
    harness.key_press(Key::ArrowLeft);
    harness.run();
    assert_eq!(harness.state().session.state.window, at.moved(-at.seconds()));
    harness.get_by_role_and_label(Role::Tab, "Story").click();
    harness.run();
    assert_eq!(harness.state().session.state.tab, Tab::Story);
}

#[test]
fn what_one_action_leads_into_is_left_by_going_back_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = open(folder.path());
    harness.state_mut().fault = Some(only_at_night);
    harness.state_mut().session.apply(Action::SetWindow(hours(16, 20)));
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert!(has(&harness, "Something went wrong in this view"));
    click(&mut harness, "Start over with this view");
    assert!(has(&harness, "Map"));
    assert_eq!(harness.state().session.state.window, hours(16, 20));
    // At once again: no third time, only without the last view.
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert!(has(&harness, "This view cannot be drawn") && !has(&harness, "Start over with this view"));
    click(&mut harness, "Open without the last view");
    assert!(has(&harness, "Map"));
    assert_eq!(harness.state().session.state.window, session().state.window);
}

#[test]
fn what_fails_in_every_frame_never_fails_twice_without_being_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = open(folder.path());
    harness.state_mut().fault = Some(deep);
    harness.run();
    for round in 1..=4 {
        harness.run_steps(10);
        assert_eq!(harness.state().kept.borrow().len(), round);
        let way = if round == 1 { "Start over with this view" } else { "Open without the last view" };
        click(&mut harness, way);
    }
    harness.state_mut().fault = None;
    click(&mut harness, "Open without the last view");
    assert!(has(&harness, "Map"));
}

#[test]
fn the_file_says_where_and_nothing_of_the_report_the_user_or_the_machine() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = open(folder.path());
    harness.state_mut().fault = Some(in_the_text);
    harness.run();
    let told = fs::read_to_string(folder.path().join("crash-1.txt")).unwrap();
    assert!(told.contains("what: (its message is left out") && told.contains("where: tests/dateline/guard.rs:"), "{told}");
    assert!(told.contains("the way there") && told.contains(": in_the_text"), "{told}");
    let mut secrets = vec![env!("CARGO_MANIFEST_DIR").to_owned(), folder.path().to_str().unwrap().to_owned()];
    secrets.extend(["Zhanaozen", "bangs", "Almaty", "/home/", "/root/", "/tmp/", ".cargo/registry"].map(str::to_owned));
    secrets.extend(std::env::var("USER").ok().filter(|user| user.len() > 4));
    for secret in secrets {
        assert!(!told.contains(&secret), "{secret} in {told}");
    }
}

#[test]
fn the_page_closes_the_window_when_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut harness = open(folder.path());
    harness.state_mut().fault = Some(deep);
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Close").click();
    let closed = |harness: &Harness<'_, App>| {
        let outputs = harness.output().viewport_output.values();
        outputs.flat_map(|output| &output.commands).any(|command| *command == egui::ViewportCommand::Close)
    };
    let seen = (0..4).any(|_| {
        harness.step();
        closed(&harness)
    });
    assert!(seen && harness.state().guard.is_tripped());
}
