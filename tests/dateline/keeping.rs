//! What is written is never half written, and never lost: programs that are killed at every step, full disks, folders that can
//! only be read, several windows at once, and files of a newer format.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::sync::atomic::{AtomicUsize, Ordering};

use dateline::app::notes::Store;
use dateline::app::write::{self, Step};
use dateline::app::{disk, settings};
use dateline::formats::{notes, table};
use dateline::report::note::{Note, Notes};
use dateline::session::{Action, Effect};

use crate::fixture::session;

/// What the variables of the environment tell a process of this test: what to do, in which folder, and where to be killed.
const ROLE: &str = "DATELINE_TEST_ROLE";
const FOLDER: &str = "DATELINE_TEST_FOLDER";
const STEP: &str = "DATELINE_TEST_STEP";

/// What the one that is killed writes on the passage “night”.
pub const LAST_WORDS: &str = "written as the lights went out";

const OLD: &str = "old";

/// A command that runs one role of [`role`] in a process of its own.
fn process(role: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["keeping::role", "--exact", "--nocapture"]).env(ROLE, role).env(FOLDER, folder);
    command
}

/// Not a test of its own: what another process of this test does when it is told to.
#[test]
fn role() {
    let (Some(role), Some(folder)) = (std::env::var_os(ROLE), std::env::var_os(FOLDER)) else { return };
    let (role, folder) = (role.into_string().unwrap(), Path::new(&folder));
    match role.split_once(' ') {
        None => {
            write::watch(die_when_told);
            put(&role, folder).unwrap();
        }
        Some(("refuse", rest)) => refuse(folder, rest),
        Some(("many", who)) => many(folder, who),
        Some(other) => panic!("{other:?}"),
    }
}

/// Ends this process without a word where the environment tells it to: after so many steps, or after the first of that name.
pub fn die_when_told(step: Step) {
    static SO_FAR: AtomicUsize = AtomicUsize::new(0);
    let told = std::env::var(STEP).unwrap_or_default();
    let number = SO_FAR.fetch_add(1, Ordering::SeqCst) + 1;
    if told == number.to_string() || told == format!("{step:?}") {
        std::process::abort();
    }
}

/// A note that takes more than one piece to write.
fn long_note() -> Note {
    Note { text: "word ".repeat(40_000), ..Note::default() }
}

/// Writes what is new: notes, settings or an export.
fn put(what: &str, folder: &Path) -> Result<(), String> {
    match what {
        "notes" => {
            let mut store = Store::new(folder, "test");
            let mut notes = store.open()?.notes;
            notes.entries.insert("night".to_owned(), Note { text: LAST_WORDS.to_owned(), ..Note::default() });
            notes.entries.insert("years".to_owned(), long_note());
            store.save(&notes).map(drop)
        }
        "settings" => {
            let mut store = settings::Store::new(folder);
            let mut settings = store.open().0;
            settings.set_view("test", LAST_WORDS.repeat(5000));
            store.save(&settings)
        }
        "export" => write::write(&folder.join("passages.csv"), &export()),
        other => panic!("{other}"),
    }
}

fn export() -> Vec<u8> {
    table::passages(&disk::open(None).unwrap()).unwrap()
}

/// Puts there what is old.
fn put_old(what: &str, folder: &Path) {
    match what {
        "notes" => {
            let mut notes = Notes::new("test");
            notes.entries.insert("night".to_owned(), Note { text: OLD.to_owned(), ..Note::default() });
            Store::new(folder, "test").save(&notes).unwrap();
        }
        "settings" => {
            let mut old = settings::Settings::default();
            old.set_view("test", OLD.to_owned());
            settings::Store::new(folder).save(&old).unwrap();
        }
        _ => fs::write(folder.join("passages.csv"), OLD).unwrap(),
    }
}

/// The file, without anything that could mend it.
fn file(what: &str, folder: &Path) -> Vec<u8> {
    let path = match what {
        "notes" => Store::new(folder, "test").path().to_path_buf(),
        "settings" => settings::Store::new(folder).path().to_path_buf(),
        _ => folder.join("passages.csv"),
    };
    fs::read(path).unwrap()
}

/// Whether what is there is the old or the new, as a program that is started again finds it; nothing else may be found.
fn is_new(what: &str, folder: &Path) -> bool {
    let (found, new) = match what {
        "notes" => {
            let opened = Store::new(folder, "test").open().unwrap();
            assert_eq!(opened.fault, None);
            assert!(opened.notes.entries.get("years").is_none_or(|note| *note == long_note()));
            (opened.notes.entries["night"].text.clone(), LAST_WORDS.to_owned())
        }
        "settings" => {
            let (found, fault) = settings::Store::new(folder).open();
            assert_eq!(fault, None);
            (found.view("test").unwrap().to_owned(), LAST_WORDS.repeat(5000))
        }
        _ => (String::from_utf8(file(what, folder)).unwrap(), String::from_utf8(export()).unwrap()),
    };
    assert!(found == OLD || found == new, "{what}: found {} bytes", found.len());
    found == new
}

fn all_names(folder: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            names.extend(all_names(&path).into_iter().map(|below| format!("{name}/{below}")));
        }
        names.insert(name);
    }
    names
}

/// Runs the one that is killed, until it is.
pub fn kill(what: &str, folder: &Path, step: &str) -> ExitStatus {
    process(what, folder).env(STEP, step).output().unwrap().status
}

#[test]
fn a_program_killed_at_any_step_leaves_the_old_file_or_the_new_one() {
    for what in ["notes", "settings", "export"] {
        let mut seen = Vec::new();
        for step in 1.. {
            let folder = tempfile::tempdir().unwrap();
            put_old(what, folder.path());
            let ended = kill(what, folder.path(), &step.to_string());
            let text = String::from_utf8(file(what, folder.path())).unwrap();
            assert!(text.len() <= 200 || text.len() > 60_000, "{what}: half a file after step {step}: {} bytes", text.len());
            let new = is_new(what, folder.path());
            seen.push(new);
            // What is written next is written as if nothing had been, and clears away what it can tell to be its own.
            put(what, folder.path()).unwrap();
            assert!(is_new(what, folder.path()));
            let left: Vec<_> = all_names(folder.path())
                .into_iter()
                .filter(|name| Path::new(name).extension().is_some_and(|end| end == "part"))
                .collect();
            assert!(left.len() <= usize::from(what == "export"), "{what}: after step {step} there is {left:?}");
            if ended.success() {
                break;
            }
        }
        // Made, written in two pieces or more, brought to the disk, renamed, name on the disk; the last one was not killed.
        assert!(seen.len() >= 7 && !seen[0] && seen.ends_with(&[true; 3]), "{what}: {seen:?}");
        assert!(seen.is_sorted(), "{what}: what is written stays written: {seen:?}");
    }
}

/// Tries to write where it must fail; everything must be as it was then.
fn refuse(folder: &Path, rest: &str) {
    let (what, words) = rest.split_once(' ').unwrap();
    if what == "filled" {
        return refuse_all_on_a_disk_of_its_own(folder);
    }
    let before = (file(what, folder), all_names(folder));
    let said = put(what, folder).unwrap_err();
    assert!(said.contains(words) && said.matches(". ").count() == 0 && !said.contains('\n'), "{what}: {said}");
    assert!((file(what, folder), all_names(folder)) == before, "{what}: {:?}", all_names(folder));
}

pub fn succeeds(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && !said.contains("running 0 tests"), "{said}");
    said
}

/// A shell that does something first and then goes on as another command.
#[cfg(unix)]
pub fn after(first: &str, command: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{first} && exec \"$0\" \"$@\"")).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        shell.env(name, value.unwrap());
    }
    shell
}

#[cfg(unix)]
#[test]
fn where_no_more_can_be_written_the_old_file_stays_and_one_sentence_says_why() {
    for what in ["notes", "settings", "export"] {
        let folder = tempfile::tempdir().unwrap();
        put_old(what, folder.path());
        let role = format!("refuse {what} the system allows no file of that size");
        // The signal is ignored, so that the program gets the error as it would from a full disk.
        succeeds(&mut after("trap '' XFSZ && ulimit -f 16", &process(&role, folder.path())));
        assert!(!is_new(what, folder.path()));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_one_that_can_only_be_read_leave_everything_as_it_was() {
    let full = Command::new(env!("CARGO_BIN_EXE_dateline")).args(["export", "passages", "-o", "/dev/full"]).output().unwrap();
    let said = String::from_utf8(full.stderr).unwrap();
    assert_eq!((full.status.code(), said.as_str()), (Some(2), "dateline: cannot write /dev/full: the disk is full\n"));
    let mount = |command: &str| Command::new("unshare").args(["-rm", "sh", "-c", command]).output();
    let able = mount("mount -t tmpfs -o size=64k none /mnt").is_ok_and(|output| output.status.success());
    if !able {
        println!("skipped in part: this system lets nobody mount a small disk of their own");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let inner = after(
        &format!("mount -t tmpfs -o size=512k none '{}'", folder.path().display()),
        &process("refuse filled -", folder.path()),
    );
    let mut command = Command::new("unshare");
    command.args(["-rm"]).arg(inner.get_program()).args(inner.get_args());
    command.env(ROLE, "refuse filled -").env(FOLDER, folder.path());
    succeeds(&mut command);
}

/// In a folder that is a small disk of its own: fills it up, and then lets it only be read.
fn refuse_all_on_a_disk_of_its_own(folder: &Path) {
    let kinds = ["notes", "settings", "export"];
    for what in kinds {
        put_old(what, folder);
    }
    let filler = folder.join("filler");
    let mut bytes = vec![0_u8; 1 << 20];
    while fs::write(&filler, &bytes).is_err() {
        bytes.truncate(bytes.len() - 4096);
    }
    for what in kinds {
        refuse(folder, &format!("{what} the disk is full"));
    }
    let path = folder.to_str().unwrap();
    assert!(Command::new("mount").args(["-o", "remount,ro", path]).status().unwrap().success());
    for what in kinds {
        refuse(folder, &format!("{what} the disk can only be read"));
    }
}

#[test]
fn a_folder_that_is_none_is_said_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("place");
    fs::write(&place, "a file").unwrap();
    for what in ["notes", "settings", "export"] {
        let said = put(what, &place).unwrap_err();
        assert!(said.contains("file") && said.contains("place") && !said.trim_end_matches('.').contains(". "), "{what}: {said}");
    }
    assert_eq!(all_names(folder.path()).len(), 1);
    assert_eq!(fs::read_to_string(&place).unwrap(), "a file");
}

/// How many times each of two processes writes.
const TIMES: usize = 25;

/// Writes many notes and settings, each under a name of its own.
fn many(folder: &Path, who: &str) {
    let (mut store, mut remembered) = (Store::new(folder, "test"), settings::Store::new(folder));
    let (mut notes, mut settings) = (store.open().unwrap().notes, remembered.open().0);
    for number in 0..TIMES {
        let id = format!("{who}-{number}");
        notes.entries.insert(id.clone(), Note { text: id.clone(), ..Note::default() });
        notes.entries.entry("both".to_owned()).or_default().tags.push(id.clone());
        notes = store.save(&notes).unwrap().notes;
        settings.set_view(&id, id.clone());
        remembered.save(&settings).unwrap();
    }
}

#[test]
fn two_programs_that_write_at_once_lose_nothing_and_nobody_reads_half_a_file() {
    let folder = tempfile::tempdir().unwrap();
    put_old("notes", folder.path());
    put_old("settings", folder.path());
    let start = |who: &str| process(&format!("many {who}"), folder.path()).stdout(std::process::Stdio::null()).spawn().unwrap();
    let mut children = [start("one"), start("two")];
    while children.iter_mut().any(|child| child.try_wait().unwrap().is_none()) {
        notes::read(&String::from_utf8(file("notes", folder.path())).unwrap()).unwrap();
        settings::read(&String::from_utf8(file("settings", folder.path())).unwrap()).unwrap();
    }
    assert!(children.iter_mut().all(|child| child.wait().unwrap().success()));
    let found = Store::new(folder.path(), "test").open().unwrap().notes;
    let (remembered, _) = settings::Store::new(folder.path()).open();
    for id in ["one", "two"].iter().flat_map(|who| (0..TIMES).map(move |number| format!("{who}-{number}"))) {
        assert_eq!(found.entries.get(&id).map(|note| note.text.as_str()), Some(id.as_str()));
        assert!(found.entries["both"].tags.contains(&id), "{id}");
        assert_eq!(remembered.view(&id), Some(id.as_str()));
    }
}

#[test]
fn notes_of_a_newer_format_are_shown_and_never_changed() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::new(folder.path(), "test");
    put_old("notes", folder.path());
    let mut mine = store.open().unwrap().notes;
    let newer =
        r#"{"format": 7, "dossier": "test", "moods": [1], "notes": [{"passage": "night", "text": "from the future", "mood": 3}]}"#;
    fs::write(store.path(), newer).unwrap();
    // Changed here when the newer one had already written: kept beside it.
    mine.entries.get_mut("night").unwrap().text = "mine".to_owned();
    let saved = store.save(&mine).unwrap();
    assert!(saved.fault.unwrap().ends_with("test.json.kept-1."));
    assert!(fs::read_to_string(format!("{}.kept-1", store.path().display())).unwrap().contains("\"mine\""));
    let opened = Store::new(folder.path(), "test").open().unwrap();
    let fault = opened.fault.unwrap();
    assert!(fault.contains("are of format 7, which a newer Dateline has written: they are shown here"), "{fault}");
    let mut session = session();
    let nothing = session.state.notebook.notes.clone();
    session.apply(Action::TakeNotes(nothing, opened.notes.into()));
    session.apply(Action::NotesFault(fault.clone()));
    let night = session.dossier.passage_by_id("night").unwrap();
    let changes = [
        Action::Star(night),
        Action::WriteNote("night".to_owned(), "x".to_owned()),
        Action::TagNote("night".to_owned(), vec!["x".to_owned()]),
        Action::RemoveNote("night".to_owned()),
        Action::Undo,
    ];
    for change in changes {
        assert_eq!(session.apply(change.clone()), Vec::<Effect>::new(), "{change:?}");
        assert_eq!(session.state.notebook.note("night").unwrap().text, "from the future");
    }
    assert_eq!(session.state.notice, Some(fault));
    assert_eq!(store.save(&session.state.notebook.notes).unwrap().notes.newer, Some(7));
    assert_eq!(fs::read_to_string(store.path()).unwrap(), newer);
}

#[test]
fn notes_keep_fields_that_are_not_known_through_a_change() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::new(folder.path(), "test");
    fs::create_dir_all(store.path().parent().unwrap()).unwrap();
    let text = r#"{"format": 1, "dossier": "test", "colour": {"deep": [1, null]}, "notes": [{"passage": "night", "text": "a", "mood": {"x": 1.5}}, {"passage": 3}]}"#;
    fs::write(store.path(), text).unwrap();
    let mut session = session();
    let nothing = session.state.notebook.notes.clone();
    session.apply(Action::TakeNotes(nothing, store.open().unwrap().notes.into()));
    session.apply(Action::WriteNote("night".to_owned(), "ab".to_owned()));
    store.save(&session.state.notebook.notes).unwrap();
    let written = fs::read_to_string(store.path()).unwrap();
    for kept in [r#""colour": {"deep":[1,null]}"#, r#""mood":{"x":1.5}"#, r#"{"passage":3}"#, r#""text":"ab""#] {
        assert!(written.contains(kept), "{kept} is not in {written}");
    }
}
