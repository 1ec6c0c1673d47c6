//! What a person changes in a dossier is never lost: programs that are killed at every step, full disks and such as can only be read,
//! two windows, other programs that change the files, and journals in which something is wrong.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::channel;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use dateline::app::importing::Importer;
use dateline::app::journal::{self, Journal, Keeper, LOCK, Opened, SAVING, Saver};
use dateline::app::shelf::Shelf;
use dateline::app::{disk, write};
use dateline::edit::journal::{JOURNAL, Record};
use dateline::edit::{Deed, Direction, History, PassageChange, PlaceChange, VoiceChange, apply, plan};
use dateline::formats::native;
use dateline::formats::shipped::Shipped;
use dateline::report::cancel::Cancel;
use dateline::report::dossier::Dossier;
use dateline::report::given::Given;
use dateline::report::ids::{PassageIx, PlaceIx, VoiceIx};

use crate::fixture::small;
use crate::keeping::{after, die_when_told, succeeds};

const ROLE: &str = "DATELINE_TEST_JOURNAL_ROLE";
const FOLDER: &str = "DATELINE_TEST_FOLDER";
const STEP: &str = "DATELINE_TEST_STEP";

/// What is done, one after another.
#[derive(Clone)]
enum Act {
    Do(Deed),
    Turn(Direction),
    Save,
}

fn acts() -> Vec<Act> {
    let title = |at: usize, title: &str| Act::Do(Deed::Passages(vec![PassageIx::new(at)], PassageChange::Title(title.to_owned())));
    vec![
        title(0, "One"),
        Act::Do(Deed::Place(PlaceIx::new(0), PlaceChange::Title("The city".to_owned()))),
        Act::Save,
        Act::Do(Deed::Voice(VoiceIx::new(0), VoiceChange::Name("Somebody".to_owned()))),
        Act::Turn(Direction::Undo),
        title(1, "Two"),
        Act::Save,
        Act::Turn(Direction::Undo),
        Act::Turn(Direction::Undo),
        Act::Turn(Direction::Redo),
        // More than one piece to write, and so a step that is killed in the middle.
        Act::Do(Deed::Passages((0..7).map(PassageIx::new).collect(), PassageChange::Note("word ".repeat(2_800)))),
        Act::Save,
        title(3, "Three"),
        Act::Do(Deed::Voice(VoiceIx::new(0), VoiceChange::Kind("editor".to_owned()))),
    ]
}

/// Carries out the next step; returns what is written of it, and the next dossier.
fn next(dossier: &Dossier, history: &mut History, act: &Act) -> (Record, Dossier) {
    let (record, edit) = match act {
        Act::Do(deed) => {
            let edit = Arc::new(plan(dossier, deed).unwrap());
            history.push(edit.clone());
            (Record::Did(edit.clone()), edit)
        }
        Act::Turn(direction) => {
            let edit = history.next(*direction).unwrap();
            assert!(history.step(*direction));
            (if *direction == Direction::Undo { Record::Undid } else { Record::Redid }, edit)
        }
        Act::Save => panic!("it is no step"),
    };
    let next = apply(dossier, &edit).unwrap().0;
    (record, next)
}

fn files(dossier: &Dossier) -> [String; 3] {
    [native::dossier_json(dossier), native::places_geojson(dossier), native::annotations_json(dossier)]
}

/// The files after each number of steps, and how many edits can be taken back then.
fn expected() -> &'static [([String; 3], usize)] {
    static EXPECTED: OnceLock<Vec<([String; 3], usize)>> = OnceLock::new();
    EXPECTED.get_or_init(|| {
        let (mut dossier, mut history) = (small().open(), History::default());
        let mut all = vec![(files(&dossier), 0)];
        for act in acts().iter().filter(|act| !matches!(act, Act::Save)) {
            dossier = next(&dossier, &mut history, act).1;
            all.push((files(&dossier), history.done().len()));
        }
        all
    })
}

/// Puts the small dossier into a folder within this one.
fn put(folder: &Path) -> PathBuf {
    let dossier = folder.join("dossier");
    fs::create_dir(&dossier).unwrap();
    for (name, bytes) in small().0 {
        fs::write(dossier.join(name), bytes).unwrap();
    }
    dossier
}

fn open(dossier: &Path) -> Opened {
    journal::open(dossier, &Cancel::default()).unwrap()
}

/// What is wrong with the journal.
fn faults(dossier: &Dossier) -> Vec<String> {
    dossier.warnings.iter().map(ToString::to_string).filter(|said| said.starts_with(JOURNAL)).collect()
}

/// Opens the dossier and goes on from where it is. `seen` is told how many steps are written, after each.
fn go_on(folder: &Path, acts: &[Act], seen: impl Fn(usize)) -> Result<(Journal, Dossier), String> {
    let Opened { mut dossier, mut history, trace } = open(folder);
    let mut journal = Journal::begin(folder, &trace)?;
    let mut saver = Saver::new(&journal);
    let mut step = 0;
    seen(trace.steps);
    for act in acts {
        if matches!(act, Act::Save) {
            if step >= trace.steps {
                assert_eq!(saver.save(&dossier, step)?, [""; 0]);
            }
            continue;
        }
        step += 1;
        if step > trace.steps {
            let (record, next) = next(&dossier, &mut history, act);
            journal.append(&dossier, &record)?;
            dossier = next;
            seen(step);
        }
    }
    Ok((journal, dossier))
}

fn process(role: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["journal::role", "--exact", "--nocapture"]).env(ROLE, role).env(FOLDER, folder);
    command
}

/// Not a test of its own: what another process of this test does when it is told to.
#[test]
fn role() {
    let (Some(role), Some(folder)) = (std::env::var_os(ROLE), std::env::var_os(FOLDER)) else { return };
    let folder = Path::new(&folder);
    match role.to_str().unwrap() {
        "edit" => {
            write::watch(die_when_told);
            let seen = |steps: usize| fs::write(folder.join("seen"), steps.to_string()).unwrap();
            go_on(&folder.join("dossier"), &acts(), seen).unwrap();
        }
        "fill" => {
            fill(folder, "the system allows no file of that size");
        }
        "filled" => refuse_on_a_disk_of_its_own(folder),
        other => panic!("{other}"),
    }
}

/// How many steps were seen before the program was killed.
fn seen(folder: &Path) -> usize {
    fs::read_to_string(folder.join("seen")).map_or(0, |steps| steps.parse().unwrap())
}

/// Whether everything that was seen is there, and nothing else but the step that was being written.
fn nothing_is_lost(folder: &Path, after: &str) -> usize {
    let opened = open(&folder.join("dossier"));
    let (steps, seen) = (opened.trace.steps, seen(folder));
    assert!(steps == seen || steps == seen + 1, "{after}: {seen} steps were seen, and {steps} are there");
    assert_eq!(faults(&opened.dossier), [""; 0], "{after}");
    let (files_then, done) = &expected()[steps];
    assert!(files(&opened.dossier) == *files_then, "{after}: it is another after {steps} steps");
    assert_eq!(opened.history.done().len(), *done, "{after}");
    assert_eq!(files(&disk::open(Some(&folder.join("dossier"))).unwrap()), *files_then);
    steps
}

#[test]
fn a_program_killed_between_any_two_steps_loses_nothing_that_was_seen() {
    let mut last = 0;
    for step in 1.. {
        let folder = tempfile::tempdir().unwrap();
        let dossier = put(folder.path());
        let ended = process("edit", folder.path()).env(STEP, step.to_string()).output().unwrap().status;
        last = nothing_is_lost(folder.path(), &format!("killed at step {step}"));
        // Killed once more on the way on.
        let again = (step % 7 + 1).to_string();
        process("edit", folder.path()).env(STEP, &again).output().unwrap();
        nothing_is_lost(folder.path(), &format!("killed at step {step} and then at step {again}"));
        let gone_on = go_on(&dossier, &acts(), |_| {}).unwrap();
        drop(gone_on);
        let opened = open(&dossier);
        assert_eq!((opened.trace.steps, faults(&opened.dossier)), (expected().len() - 1, Vec::new()));
        assert!(files(&opened.dossier) == expected().last().unwrap().0, "killed at step {step}, and gone on");
        // Two steps come after what is saved last.
        let found = native::open(&disk::DiskFolder::new(&dossier)).unwrap();
        assert!(files(&found) == expected()[expected().len() - 3].0, "killed at step {step}: the files are others");
        assert!(!dossier.join(SAVING).exists(), "killed at step {step}");
        if ended.success() {
            assert!(step > 40, "{step} steps are few");
            break;
        }
    }
    assert_eq!(last, expected().len() - 1);
}

#[test]
fn steps_that_are_seen_together_are_written_together() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = put(folder.path());
    let Opened { dossier: before, mut history, trace } = open(&dossier);
    let mut journal = Journal::begin(&dossier, &trace).unwrap();
    let (one, middle) = next(&before, &mut history, &acts()[0]);
    let (two, after) = next(&middle, &mut history, &acts()[1]);
    journal.append_all(&before, &[one, two]).unwrap();
    assert_eq!(journal.steps(), 2);
    let opened = open(&dossier);
    assert_eq!((opened.trace.steps, files(&opened.dossier)), (2, files(&after)));
}

#[test]
fn half_a_line_at_the_end_is_no_step_and_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = put(folder.path());
    let some = &acts()[..2];
    drop(go_on(&dossier, some, |_| {}).unwrap());
    let whole = fs::read(dossier.join(JOURNAL)).unwrap();
    let first = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    for length in (first..whole.len()).filter(|length| length % 7 == 0).chain([whole.len() - 1, whole.len()]) {
        fs::write(dossier.join(JOURNAL), &whole[..length]).unwrap();
        let steps = if length < whole.len() - 1 { 1 } else { 2 };
        assert_eq!(open(&dossier).trace.steps, steps, "at {length} of {}", whole.len());
        drop(go_on(&dossier, some, |_| {}).unwrap());
        assert_eq!(fs::read(dossier.join(JOURNAL)).unwrap(), whole, "at {length}");
    }
}

/// Writes until no more can be written; everything that was written before is there then, and one sentence says why.
fn fill(folder: &Path, words: &str) {
    let dossier = folder.join("dossier");
    let (mut journal, mut now) = go_on(&dossier, &[], |_| {}).unwrap();
    let before = journal.steps();
    for step in before + 1.. {
        let note = format!("{step} {}", "word ".repeat(100));
        let deed = Deed::Passages(vec![PassageIx::new(0)], PassageChange::Note(note));
        let edit = Arc::new(plan(&now, &deed).unwrap());
        match journal.append(&now, &Record::Did(edit.clone())) {
            Ok(()) => now = apply(&now, &edit).unwrap().0,
            Err(said) => {
                assert!(said.contains(words) && said.contains(JOURNAL) && !said.contains(". "), "{said}");
                break;
            }
        }
        fs::write(folder.join("seen"), step.to_string()).ok();
        assert!(step < 100_000, "nothing has stopped it");
    }
    let text = fs::read_to_string(dossier.join(JOURNAL)).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'), "half a line is left");
    let opened = open(&dossier);
    assert_eq!((opened.trace.steps, faults(&opened.dossier)), (journal.steps(), Vec::new()));
    assert_eq!(files(&opened.dossier), files(&now));
    let said = Saver::new(&journal).save(&now, journal.steps());
    let is_small = said.is_ok();
    assert!(is_small || said.unwrap_err().contains(words));
    assert_eq!(files(&open(&dossier).dossier), files(&now));
}

#[cfg(unix)]
#[test]
fn where_no_more_can_be_written_every_step_before_is_there() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path());
    // The signal is ignored, so that the program gets the error as it would from a full disk.
    succeeds(&mut after("trap '' XFSZ && ulimit -f 64", &process("fill", folder.path())));
    assert!(open(&folder.path().join("dossier")).trace.steps > 3);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_one_that_can_only_be_read_lose_nothing() {
    let mount = |command: &str| Command::new("unshare").args(["-rm", "sh", "-c", command]).output();
    let able = mount("mount -t tmpfs -o size=64k none /mnt").is_ok_and(|output| output.status.success());
    if !able {
        println!("skipped: this system lets nobody mount a small disk of their own");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mounted = format!("mount -t tmpfs -o size=256k none '{}'", folder.path().display());
    let inner = after(&mounted, &process("filled", folder.path()));
    let mut command = Command::new("unshare");
    command.args(["-rm"]).arg(inner.get_program()).args(inner.get_args());
    command.env(ROLE, "filled").env(FOLDER, folder.path());
    succeeds(&mut command);
}

/// In a folder that is a small disk of its own: fills it up, and then lets it only be read.
fn refuse_on_a_disk_of_its_own(folder: &Path) {
    let dossier = put(folder);
    fill(folder, "the disk is full");
    let Opened { dossier: before, trace, .. } = open(&dossier);
    assert!(trace.steps > 3);
    let path = folder.to_str().unwrap();
    assert!(Command::new("mount").args(["-o", "remount,ro", path]).status().unwrap().success());
    let said = Journal::begin(&dossier, &trace).unwrap_err();
    assert!(said.contains("the disk can only be read"), "{said}");
    assert_eq!(files(&open(&dossier).dossier), files(&before));
}

#[test]
fn a_second_window_reads_and_says_so_until_it_opens_the_dossier_again() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = put(folder.path());
    let stale = open(&dossier).trace;
    let (first, now) = go_on(&dossier, &acts()[..1], |_| {}).unwrap();
    let said = |trace: &journal::Trace| Journal::begin(&dossier, trace).unwrap_err();
    assert_eq!(said(&stale), "this dossier is being changed in another window, and can only be read here");
    // What the first has done is seen by the second all the same.
    assert_eq!(files(&open(&dossier).dossier), files(&now));
    let trace = first.end();
    drop(Journal::begin(&dossier, &trace).unwrap());
    assert_eq!(said(&stale), "this dossier has been changed in another window; open it again to change it here");
    assert!(Journal::begin(&dossier, &open(&dossier).trace).is_ok());
}

#[test]
fn a_window_that_opens_a_dossier_again_goes_on_though_the_one_before_has_saved_since() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = put(folder.path());
    let (journal, now) = go_on(&dossier, &acts()[..2], |_| {}).unwrap();
    let again = open(&dossier);
    assert!(again.trace.is_outstanding());
    Saver::new(&journal).save(&now, 2).unwrap();
    drop(journal);
    let mut journal = Journal::begin(&dossier, &again.trace).unwrap();
    journal.append(&again.dossier, &Record::Undid).unwrap();
    let before = small().open().places[0].title.clone();
    let opened = open(&dossier);
    assert_eq!((opened.trace.steps, opened.dossier.places[0].title.as_str()), (3, before.as_str()));
    assert_eq!(Saver::new(&journal).save(&opened.dossier, 3), Ok(Vec::new()));
    assert_eq!(files(&native::open(&disk::DiskFolder::new(&dossier)).unwrap()), files(&opened.dossier));
}

#[test]
fn what_another_program_has_changed_between_is_taken_as_it_is() {
    for saved in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let dossier = put(folder.path());
        let mut some = acts()[..2].to_vec();
        some.extend(saved.then_some(Act::Save));
        drop(go_on(&dossier, &some, |_| {}).unwrap());
        let path = dossier.join(native::ANNOTATIONS);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("Title of night"));
        fs::write(&path, text.replace("Title of night", "By hand")).unwrap();
        let opened = open(&dossier);
        assert_eq!(faults(&opened.dossier), [""; 0]);
        let titles: Vec<&str> = opened.dossier.passages.iter().map(|passage| passage.title.as_str()).collect();
        assert_eq!(&titles[..3], ["One", "Title of spread", "By hand"], "saved: {saved}");
        assert_eq!(opened.dossier.places[0].title, "The city");
        assert_eq!(opened.history.done().len(), 2);
        let mut journal = Journal::begin(&dossier, &opened.trace).unwrap();
        journal.append(&opened.dossier, &Record::Undid).unwrap();
        drop(journal);
        let opened = open(&dossier);
        assert_eq!((opened.dossier.places[0].title.as_str(), opened.dossier.passages[2].title.as_str()), ("Almaty", "By hand"));
    }
}

#[test]
fn what_another_program_changes_meanwhile_is_kept_beside() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = put(folder.path());
    let (journal, now) = go_on(&dossier, &acts()[..2], |_| {}).unwrap();
    let path = dossier.join(native::ANNOTATIONS);
    let by_hand = fs::read_to_string(&path).unwrap().replace("Title of night", "By hand");
    fs::write(&path, &by_hand).unwrap();
    let told = Saver::new(&journal).save(&now, 2).unwrap();
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("annotations.json was changed by another program") && told[0].contains(".kept-1"), "{told:?}");
    assert_eq!(fs::read_to_string(dossier.join("annotations.json.kept-1")).unwrap(), by_hand);
    assert_eq!(files(&open(&dossier).dossier), files(&now));
}

#[test]
fn a_step_that_cannot_be_carried_out_is_told_once_and_stays_in_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = put(folder.path());
    drop(go_on(&dossier, &acts()[..2], |_| {}).unwrap());
    let path = dossier.join(native::ANNOTATIONS);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("Title of beginning", "By hand")).unwrap();
    let before = fs::read_to_string(dossier.join(JOURNAL)).unwrap();
    let opened = open(&dossier);
    assert_eq!(
        faults(&opened.dossier),
        [
            "journal.jsonl:1: “The passage “Title of beginning” is called “One”” cannot be done again: the passage “Title of beginning” is not there any more, or not as it was; do it again where it is still right; the line is kept"
        ]
    );
    assert_eq!((opened.dossier.passages[0].title.as_str(), opened.dossier.places[0].title.as_str()), ("By hand", "The city"));
    drop(Journal::begin(&dossier, &opened.trace).unwrap());
    assert!(fs::read_to_string(dossier.join(JOURNAL)).unwrap().starts_with(&before));
    let again = open(&dossier);
    assert_eq!(faults(&again.dossier), [""; 0]);
    assert_eq!((files(&again.dossier), again.history.done().len()), (files(&opened.dossier), 1));
}

#[test]
fn a_faulty_line_is_told_and_what_comes_after_it_is_kept_aside() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = put(folder.path());
    drop(go_on(&dossier, &[acts()[0].clone(), acts()[1].clone(), acts()[3].clone()], |_| {}).unwrap());
    let path = dossier.join(JOURNAL);
    let text = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let torn = lines[1].replacen("\"changes\":[", "\"changes\":", 1);
    lines[1] = &torn;
    fs::write(&path, lines.concat()).unwrap();
    let opened = open(&dossier);
    let said = faults(&opened.dossier);
    assert!(said.len() == 1 && said[0].starts_with("journal.jsonl:2: this step cannot be read: "), "{said:?}");
    assert_eq!(files(&opened.dossier), expected()[1].0);
    assert_eq!(fs::read_to_string(&path).unwrap(), lines.concat(), "reading changes nothing");
    drop(Journal::begin(&dossier, &opened.trace).unwrap());
    assert_eq!(fs::read_to_string(&path).unwrap(), lines[0]);
    assert_eq!(fs::read_to_string(dossier.join("journal.jsonl.kept-1")).unwrap(), lines[1..].concat());
    assert_eq!(faults(&open(&dossier).dossier), [""; 0]);
}

fn said(_: String) {}

#[test]
fn a_file_that_is_added_neither_loses_a_step_nor_makes_it_twice() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = put(folder.path());
    let more = folder.path().join("more.txt");
    fs::write(&more, "And that was what they told of it in the end.\n").unwrap();
    let (cancel, given) = (Cancel::default(), Given::default());
    let importer = Importer { cancel: &cancel, tell: &said, given: &given, finds: false };
    let (journal, now) = go_on(&dossier, &acts()[..6], |_| {}).unwrap();
    let refused = importer.add(&dossier, std::slice::from_ref(&more)).unwrap_err();
    assert!(refused.contains("is being changed in another window"), "{refused}");
    drop(journal);
    let added = importer.add(&dossier, &[more]).unwrap();
    assert_eq!(added.dossier.documents.len(), 2);
    let again = open(&dossier);
    for opened in [&added, &again] {
        assert_eq!(faults(&opened.dossier), [""; 0]);
        assert_eq!(native::annotations_json(&opened.dossier), native::annotations_json(&now));
        assert_eq!((opened.trace.steps, opened.history.done().len()), (5, 3));
    }
    assert_eq!(files(&again.dossier), files(&added.dossier));
    let mut journal = Journal::begin(&dossier, &added.trace).unwrap();
    journal.append(&added.dossier, &Record::Undid).unwrap();
    drop(journal);
    let described = importer.describe(&dossier, "report").unwrap();
    assert_eq!(described.dossier.passages[1].title, "Title of spread");
    assert_eq!(files(&open(&dossier).dossier), files(&described.dossier));
}

#[test]
fn the_keeper_saves_when_it_is_waited_for_and_when_it_ends_and_tells_a_fault_once() {
    const PATIENCE: Duration = Duration::from_mins(1);
    let folder = tempfile::tempdir().unwrap();
    let dossier = put(folder.path());
    let on_disk = || files(&native::open(&disk::DiskFolder::new(&dossier)).unwrap());
    let (mut journal, mut now) = go_on(&dossier, &acts()[..1], |_| {}).unwrap();
    let (sender, told) = channel();
    let keeper = Keeper::new(&journal, move |said| drop(sender.send(said)));
    keeper.save(Arc::new(now.clone()), journal.steps());
    assert_eq!(keeper.settle(PATIENCE), Ok(()));
    assert_eq!(on_disk(), files(&now));
    let mut history = open(&dossier).history;
    let mut step = |act: &Act| {
        let (record, next) = next(&now, &mut history, act);
        journal.append(&now, &record).unwrap();
        now = next;
        keeper.save(Arc::new(now.clone()), journal.steps());
        files(&now)
    };
    // Something is in the way.
    fs::write(dossier.join(SAVING), "").unwrap();
    for act in [&acts()[1], &acts()[3]] {
        step(act);
        let fault = keeper.settle(PATIENCE).unwrap_err();
        assert!(fault.starts_with("Your changes are in the journal, but") && fault.contains("in the way"), "{fault}");
    }
    assert_eq!(told.try_iter().count(), 1);
    fs::remove_file(dossier.join(SAVING)).unwrap();
    let last = step(&Act::Turn(Direction::Undo));
    drop(keeper);
    assert_eq!(on_disk(), last);
    assert_eq!(told.try_iter().count(), 0);
    drop(journal);
    assert!(!open(&dossier).trace.is_outstanding());
}

#[test]
fn the_dossier_inside_the_program_is_changed_as_a_copy_on_the_shelf() {
    let data = tempfile::tempdir().unwrap();
    let shelf = Shelf::new(data.path());
    let original = disk::open(None).unwrap();
    let copy = shelf.copy(&Shipped, &original).unwrap();
    assert!(shelf.holds(&copy));
    let opened = open(&copy);
    assert_eq!(files(&opened.dossier), files(&original));
    assert!(opened.dossier.warnings.is_empty() && Journal::begin(&copy, &opened.trace).is_ok());
    let other = shelf.copy(&Shipped, &original).unwrap();
    assert_ne!(other, copy);
    // A copy of what was changed has the changes.
    let folder = tempfile::tempdir().unwrap();
    let dossier = put(folder.path());
    let (_journal, now) = go_on(&dossier, &acts()[..2], |_| {}).unwrap();
    let copy = shelf.copy(&disk::DiskFolder::new(&dossier), &now).unwrap();
    assert_eq!(files(&open(&copy).dossier), files(&now));
}

#[test]
fn a_dossier_that_is_only_read_has_nothing_written_into_it() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = put(folder.path());
    let names =
        || fs::read_dir(&dossier).unwrap().map(|entry| entry.unwrap().file_name()).collect::<std::collections::BTreeSet<_>>();
    let before = names();
    open(&dossier);
    assert_eq!(names(), before);
    drop(go_on(&dossier, &acts()[..1], |_| {}).unwrap());
    assert_eq!(names().difference(&before).map(|name| name.to_str().unwrap().to_owned()).collect::<Vec<_>>(), [JOURNAL, LOCK]);
}

#[cfg(unix)]
#[test]
fn links_of_a_stranger_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let dossier = put(folder.path());
    let outside = folder.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("file"), "mine").unwrap();
    for name in [JOURNAL, LOCK] {
        symlink(outside.join("file"), dossier.join(name)).unwrap();
        let opened = open(&dossier);
        assert_eq!(faults(&opened.dossier).len(), usize::from(name == JOURNAL));
        let said = Journal::begin(&dossier, &opened.trace).unwrap_err();
        assert!(said.contains("plain file"), "{said}");
        fs::remove_file(dossier.join(name)).unwrap();
    }
    symlink(&outside, dossier.join(SAVING)).unwrap();
    let (journal, now) = go_on(&dossier, &acts()[..1], |_| {}).unwrap();
    let said = Saver::new(&journal).save(&now, 1).unwrap_err();
    assert!(said.contains("in the way"), "{said}");
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(outside.join("file")).unwrap(), "mine");
}

#[test]
fn a_dossier_of_a_newer_format_is_not_changed() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = put(folder.path());
    let path = dossier.join(native::MANIFEST);
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("\"format\": 1", "\"format\": 7")).unwrap();
    let said = Journal::begin(&dossier, &open(&dossier).trace).unwrap_err();
    assert_eq!(said, "this dossier can only be read here: it was written by a newer Dateline, and can be changed only there");
}
