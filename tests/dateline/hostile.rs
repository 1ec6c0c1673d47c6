//! Dossiers with every kind of fault: each is said once and clearly, nothing hangs or grows, and the sound rest opens.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dateline::app::picture;
use dateline::formats::native;
use dateline::report::dossier::Dossier;
use dateline::report::limits;
use dateline::session::{Action, Session, Tab};

use crate::fixture::Files;

/// The files of a folder by their names.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())).collect()
}

/// The hostile dossiers by name, each with the passages that must open.
fn corpus() -> Vec<(String, Files, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let base = files(&root.join("base"));
    let mut names: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.is_dir());
    names.sort();
    let put_together = |path: PathBuf| {
        let own = files(&path);
        let sound = String::from_utf8(own["sound.txt"].clone()).unwrap().trim().to_owned();
        let mut all = base.clone();
        all.extend(own);
        all.remove("sound.txt");
        (path.file_name().unwrap().to_str().unwrap().to_owned(), Files(all), sound)
    };
    let corpus: Vec<_> = names.into_iter().map(put_together).collect();
    assert!(corpus.len() > 50, "the corpus is not where it was");
    corpus
}

fn passages(dossier: &Dossier) -> String {
    let ids: Vec<&str> = dossier.passages.iter().map(|passage| passage.id.as_str()).collect();
    ids.join(" ")
}

/// Saves a dossier: the files with their texts as they were.
fn saved(files: &Files, dossier: &Dossier) -> Files {
    files
        .clone()
        .with("dossier.json", native::dossier_json(dossier))
        .with("places.geojson", native::places_geojson(dossier))
        .with("annotations.json", native::annotations_json(dossier))
}

#[test]
fn what_is_said_of_each_hostile_dossier() {
    let mut said = String::new();
    for (name, files, sound) in corpus() {
        writeln!(said, "\n{name}").unwrap();
        let dossier = files.open();
        for warning in &dossier.warnings {
            writeln!(said, "  {warning}").unwrap();
        }
        writeln!(said, "  → {}", passages(&dossier)).unwrap();
        assert_eq!(passages(&dossier), sound, "{name}");
        for passage in &dossier.passages {
            assert!(dossier.holds(passage.target), "{name}: {}", passage.id);
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn what_cannot_be_used_is_saved_again() {
    for (name, files, _) in corpus() {
        let dossier = files.open();
        let once = saved(&files, &dossier);
        let again = native::open(&once).unwrap();
        assert_eq!(passages(&again), passages(&dossier), "{name}");
        assert_eq!(again.strays.len(), dossier.strays.len(), "{name}");
        assert_eq!(saved(&files, &again).0, once.0, "{name}: saved a second time, it is another");
    }
}

#[test]
fn numbers_and_unknown_fields_keep_every_digit() {
    let corpus = corpus();
    let saved_text = |name: &str, file: &str| {
        let (_, files, _) = corpus.iter().find(|(own, ..)| own == name).unwrap();
        String::from_utf8(saved(files, &files.open()).0[file].clone()).unwrap()
    };
    let digits = saved_text("numbers-digits-of-unknown-fields", "annotations.json");
    assert!(digits.contains("0.1000000000000000055511151231257827021181583404541015625"), "{digits}");
    let name = "format-newer-with-unknown-fields";
    for (file, kept) in [
        ("dossier.json", "\"format\": 7"),
        ("dossier.json", "\"mood\": {\"x\": [1, 2.50, null]}"),
        ("dossier.json", "\"pages\":7"),
        ("places.geojson", "\"timespans\""),
        ("places.geojson", "\"climate\""),
        ("places.geojson", "\"citations\""),
        ("annotations.json", "\"colour\""),
        ("annotations.json", "\"why\""),
    ] {
        let text = saved_text(name, file);
        assert!(text.contains(kept), "{kept} is gone from {file}:\n{text}");
    }
}

#[test]
fn every_view_draws_every_hostile_dossier() {
    for (name, files, _) in corpus() {
        let dossier = files.open();
        let mut session = Session::new(Arc::new(dossier));
        for tab in [Tab::Passages, Tab::Document, Tab::Story] {
            session.apply(Action::ShowTab(tab));
            let painted = picture::paint(&mut session, None, [900, 600], 1);
            assert!(painted.to_png().unwrap().len() > 5_000, "{name}: {tab:?} is empty");
        }
    }
}

/// The program under test: the one of this build, or the one that `DATELINE_BINARY` names.
fn program() -> PathBuf {
    std::env::var_os("DATELINE_BINARY").map_or_else(|| env!("CARGO_BIN_EXE_dateline").into(), PathBuf::from)
}

/// Checks a folder with the program, in at most five seconds of processor time (three times that for the slow build that
/// tests use) and in memory of ten times the input plus 200 MB; gives its exit code and what it says.
#[cfg(target_os = "linux")]
fn check(folder: &Path) -> (i32, String) {
    let seconds = if std::env::var_os("DATELINE_BINARY").is_some() { 5 } else { 15 };
    let sizes = fs::read_dir(folder).unwrap().filter_map(|entry| fs::symlink_metadata(entry.unwrap().path()).ok());
    let input: u64 = sizes.filter(fs::Metadata::is_file).map(|metadata| metadata.len().min(limits::FILE_BYTES)).sum();
    let kilobytes = input * 10 / 1000 + 200_000;
    // The limits of the shell hold for the program that takes its place. That of memory counts addresses, which are more
    // than what is used; that of time does not count the waiting on a busy machine.
    let output = std::process::Command::new("timeout")
        .args(["120", "sh", "-c", "ulimit -v $1 && ulimit -t $2 && exec \"$3\" check \"$4\"", "sh"])
        .args([kilobytes.to_string(), seconds.to_string()])
        .arg(program())
        .arg(folder)
        .output()
        .unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let code = output.status.code().unwrap_or(-1);
    assert!((0..=2).contains(&code) && !said.contains("panicked"), "{}: ended with {code}: {said}", folder.display());
    (code, said)
}

#[cfg(target_os = "linux")]
mod limited {
    use std::fmt::Write as _;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    /// What stands in the place of a file, and how it is put there.
    type Put<'a> = (&'static str, &'a dyn Fn(&Path));

    fn base() -> Files {
        corpus().into_iter().find(|(name, ..)| name == "base").unwrap().1
    }

    fn folder(files: &Files) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in &files.0 {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        folder
    }

    /// Checks the base dossier with one file of another content: the first line must be said, and so many passages open.
    fn with(name: &str, content: impl Into<Vec<u8>>, first: &str, passages: usize) {
        let (code, said) = check(folder(&base().with(name, content)).path());
        let said_first = said.lines().next().unwrap_or_default();
        assert!(said_first.starts_with(first), "{name}: expected “{first}”, but found “{said_first}”");
        assert_eq!(code, 1, "{said}");
        let count = format!("A hostile dossier: {passages} passage");
        assert!(said.lines().any(|line| line.starts_with(&count)), "expected {count}: {}", said.lines().last().unwrap());
    }

    /// The base annotations with something put before them.
    fn annotations(first: &str) -> String {
        let text = String::from_utf8(base().0["annotations.json"].clone()).unwrap();
        text.replacen("[\n", &format!("[\n{first},\n"), 1)
    }

    fn places(first: &str) -> String {
        let text = String::from_utf8(base().0["places.geojson"].clone()).unwrap();
        text.replacen("[\n", &format!("[\n{first},\n"), 1)
    }

    /// A list of entries, a line each, made from their numbers.
    fn lines(count: usize, entry: impl Fn(usize, &mut String)) -> String {
        let mut text = String::new();
        for number in 0..count {
            if number > 0 {
                text.push_str(",\n");
            }
            entry(number, &mut text);
        }
        text
    }

    #[test]
    fn each_hostile_dossier_is_checked_within_limits() {
        for (name, files, _) in corpus() {
            let (code, said) = check(folder(&files).path());
            assert!(code < 2, "{name}: {said}");
            assert!(said.lines().all(|line| line.len() < limits::MESSAGE * 2), "{name}: {said}");
        }
    }

    #[test]
    fn nesting_of_a_hundred_thousand_costs_one_message() {
        let deep = |open: &str, close: &str| format!("{}0{}", open.repeat(100_000), close.repeat(100_000));
        let said = "annotations.json:3: this annotation cannot be used: “extra[0][0]";
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
            let entry = format!("{{\"type\": \"quote\", \"start\": 0, \"end\": 2, \"extra\": {}}}", deep(open, close));
            with("annotations.json", annotations(&entry), if open == "[" { said } else { &said[..50] }, 3);
        }
        let manifest = String::from_utf8(base().0["dossier.json"].clone()).unwrap();
        let unknown = manifest.replacen("{\n", &format!("{{\n\"extra\": {},\n", deep("[", "]")), 1);
        let (code, said) = check(folder(&base().with("dossier.json", unknown)).path());
        assert_eq!(code, 0, "what is not known is kept and not looked into: {said}");
        let home = manifest.replacen("{\n", &format!("{{\n\"home\": {},\n", deep("[", "]")), 1);
        with("dossier.json", home, "dossier.json:2: “home”: “[0]”: invalid type: list, expected a string", 3);
        with("places.geojson", "{\"a\":".repeat(100_000), "places.geojson:1: the JSON is faulty or breaks off in column 500000", 3);
        let coordinates =
            format!("{{\"@id\": \"#x\", \"geometry\": {{\"type\": \"Polygon\", \"coordinates\": {}}}}}", deep("[", "]"));
        with("places.geojson", places(&coordinates), "places.geojson:4: “geometry” of “x”: [[[[[[", 3);
    }

    #[test]
    fn numbers_of_millions_of_digits_cost_one_message() {
        let digits = "7".repeat(5_000_000);
        let point = format!("{{\"@id\": \"#x\", \"geometry\": {{\"type\": \"Point\", \"coordinates\": [{digits}, 2]}}}}");
        with("places.geojson", places(&point), "places.geojson:4: “geometry” of “x”: [7777", 3);
        let span = format!("{{\"type\": \"quote\", \"start\": {}, \"end\": 2}}", &digits[..900_000]);
        with(
            "annotations.json",
            annotations(&span),
            "annotations.json:3: this annotation cannot be used: “start”: number out of",
            3,
        );
        let when = format!("{{\"type\": \"time\", \"start\": 0, \"end\": 2, \"when\": \"{}\"}}", &digits[..900_000]);
        with("annotations.json", annotations(&when), "annotations.json:3: “when”: expected a date such as 2011-12", 3);
    }

    #[test]
    fn more_than_can_be_read_is_said_and_the_rest_opens() {
        let many = format!("{{\"annotations\": [{}0]}}", "0,".repeat(limits::ANNOTATIONS + 10));
        with(
            "annotations.json",
            many,
            "annotations.json:1: “annotations” has more than 2,000,000 annotations: here begin 11 more",
            0,
        );
        let faults = lines(500_000, |_, text| text.push_str("{}"));
        let (_, said) = check(folder(&base().with("annotations.json", annotations(&faults))).path());
        assert!(
            said.contains("the dossier: there are 499,000 faults more, which are not listed: the list ends at 1,000"),
            "{said}"
        );
        assert!(said.contains(": 3 passages"), "{said}");
        let names = lines(10_000, |_, text| text.push_str("{\"toponym\": \"x\"}"));
        let place = format!("{{\"@id\": \"#x\", \"geometry\": null, \"names\": [{}]}}", names.replace('\n', " "));
        with("places.geojson", places(&place), "places.geojson:4: “names” has more than 500 entries", 3);
        let position = |number: usize, text: &mut String| write!(text, "[{},{}]", number % 2, number % 80).unwrap();
        let coast = lines(limits::VERTICES + 1, position).replace('\n', " ");
        let coast = format!("{{\"@id\": \"#x\", \"geometry\": {{\"type\": \"MultiPoint\", \"coordinates\": [{coast}]}}}}");
        with("places.geojson", places(&coast), "places.geojson:4: “geometry” of “x”: it has more than 500,000 positions", 3);
        let large = format!("{{\"type\": \"quote\", \"start\": 0, \"end\": 2, \"x\": \"{}\"}}", "x".repeat(limits::ENTRY_BYTES));
        with(
            "annotations.json",
            annotations(&large),
            "annotations.json:3: this annotation cannot be used: it is larger than 1 MiB",
            3,
        );
        let title =
            format!("{{\"id\": \"x\", \"type\": \"part\", \"start\": 0, \"end\": 9, \"title\": \"{}\"}}", "ö".repeat(100_000));
        with("annotations.json", annotations(&title), "annotations.json:3: “title” is longer than 300 characters", 3);
        let id = format!("{{\"id\": \"{}\", \"type\": \"quote\", \"start\": 0, \"end\": 9}}", "ö".repeat(100_000));
        with("annotations.json", annotations(&id), "annotations.json:3: this annotation cannot be used: “id” is longer than", 3);
        with("report.txt", "\n".repeat(8_000_000), "report.txt: it has more than 4,000,000 lines", 0);
    }

    #[test]
    fn chains_and_circles_of_places_take_no_time() {
        let chain = |parent: fn(usize) -> usize| {
            places(&lines(200_000, |number, text| {
                let relation = "\"relations\": [{\"relationType\": \"gvp:broaderPartitive\", \"relationTo\"";
                write!(text, "{{\"@id\": \"#p{number}\", \"geometry\": null, {relation}: \"#p{}\"}}]}}", parent(number)).unwrap();
            }))
        };
        let deep = "lies in more than 31 places, one in the other; correct “relations”; the parent is left out";
        for parent in [|number: usize| number + 1, |number: usize| number.saturating_sub(1), |number: usize| (number + 1) % 200_000]
        {
            let (code, said) = check(folder(&base().with("places.geojson", chain(parent))).path());
            assert!(code == 1 && said.contains(deep) && said.contains(": 3 passages"), "{}", said.lines().last().unwrap());
        }
    }

    #[test]
    fn searching_for_lost_quotations_has_an_end() {
        let text = "That night there was fire in the city. ".repeat(100_000);
        let lost = lines(50_000, |number, text| {
            write!(text, "{{\"type\": \"quote\", \"exact\": \"fire in the town {number}\", \"prefix\": \"{}\"}}", "x".repeat(50))
                .unwrap();
        });
        let annotations = format!("{{\"annotations\": [\n{lost}\n]}}");
        let (code, said) = check(folder(&base().with("report.txt", text).with("annotations.json", annotations)).path());
        assert!(code == 1 && said.contains("“fire in the town 0” is nowhere in report.txt"), "{}", said.lines().last().unwrap());
        let same = "a".repeat(4_000_000);
        let (prefix, suffix) = ("a".repeat(200_000), "a".repeat(200_000));
        let quote = format!("{{\"type\": \"quote\", \"exact\": \"a\", \"prefix\": \"{prefix}\", \"suffix\": \"{suffix}\"}}");
        let annotations = format!("{{\"annotations\": [\n{}\n]}}", lines(100, |_, text| text.push_str(&quote)));
        let (code, said) = check(folder(&base().with("report.txt", same).with("annotations.json", annotations)).path());
        assert!(code == 1 && said.contains("“a” stands in several places"), "{}", said.lines().last().unwrap());
    }

    #[test]
    fn areas_of_many_corners_have_a_point_within() {
        let corner = |number: usize, text: &mut String| write!(text, "[{},{}]", number % 2 * 90, number % 79).unwrap();
        let comb = lines(400_000, corner).replace('\n', " ");
        let area = format!("{{\"@id\": \"#x\", \"geometry\": {{\"type\": \"Polygon\", \"coordinates\": [[{comb}, [0,0]]]}}}}");
        let (code, said) = check(folder(&base().with("places.geojson", places(&area))).path());
        assert!(code == 0 && said.contains("3 passages, 4 mentions, 4 places"), "{said}");
    }

    #[test]
    fn what_takes_little_to_write_takes_little_to_hold() {
        let junk = lines(300_000, |_, text| text.push_str("{\"type\":\"quote\",\"start\":0,\"end\":1}"));
        let unknown = lines(100, |_, text| {
            write!(text, "{{\"type\":\"quote\",\"start\":0,\"end\":1,\"x\":[{}0]}}", "0,".repeat(100_000)).unwrap();
        });
        let links = lines(3_000, |number, text| {
            let ids = "\"0\",".repeat(999);
            write!(
                text,
                "{{\"id\":\"{number}\",\"type\":\"passage\",\"start\":0,\"end\":9,\"status\":\"rumour\",\"same\":[{ids}\"0\"]}}"
            )
            .unwrap();
        });
        for (first, passages) in [(junk, 3), (unknown, 3), (links, 3003)] {
            let (code, said) = check(folder(&base().with("annotations.json", annotations(&first))).path());
            assert!(code == 0 && said.contains(&format!(": {} passages", limits::grouped(passages))), "{said}");
        }
    }

    #[test]
    fn only_plain_files_of_the_folder_are_read() {
        let secret = tempfile::NamedTempFile::new().unwrap();
        fs::write(secret.path(), "secret").unwrap();
        let put: [Put<'_>; 4] = [
            ("a link out of the folder", &|path| symlink(secret.path(), path).unwrap()),
            ("a link to itself", &|path| symlink(path, path).unwrap()),
            ("a folder", &|path| fs::create_dir(path).unwrap()),
            ("a pipe", &|path| assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success())),
        ];
        for (what, put) in put {
            for name in ["report.txt", "places.geojson", "annotations.json", "dossier.json"] {
                let folder = folder(&base());
                let path = folder.path().join(name);
                fs::remove_file(&path).unwrap();
                put(&path);
                let (code, said) = check(folder.path());
                assert_eq!(code, if name == "dossier.json" { 2 } else { 1 }, "{what}, {name}: {said}");
                assert_eq!(said.matches("it is not a plain file").count(), 1, "{what}, {name}: {said}");
                assert!(!said.contains("secret"), "{said}");
            }
        }
    }

    #[test]
    fn a_file_that_is_too_large_is_not_read() {
        for name in ["report.txt", "annotations.json", "places.geojson"] {
            let folder = folder(&base());
            let file = fs::OpenOptions::new().write(true).open(folder.path().join(name)).unwrap();
            // A file with a hole: nothing of this size is written.
            file.set_len(limits::FILE_BYTES + 1).unwrap();
            let (code, said) = check(folder.path());
            assert!(code == 1 && said.contains("it is larger than 512 MiB"), "{name}: {said}");
        }
    }

    #[test]
    fn a_folder_that_may_not_be_read_says_so() {
        let folder = folder(&base());
        let text = folder.path().join("report.txt");
        fs::set_permissions(&text, fs::Permissions::from_mode(0o000)).unwrap();
        // Whoever may read everything, as root may, cannot see this.
        if fs::read(&text).is_err() {
            let (code, said) = check(folder.path());
            assert!(code == 1 && said.contains("cannot read the document “report.txt”: it may not be read"), "{said}");
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o000)).unwrap();
            let (code, said) = check_closed(folder.path());
            assert!(code == 2 && said.contains("cannot read dossier.json: it may not be read"), "{said}");
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
        }
    }

    /// Checks a folder whose sizes cannot be looked at.
    fn check_closed(folder: &Path) -> (i32, String) {
        let output = std::process::Command::new(program()).arg("check").arg(folder).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    #[test]
    fn files_that_change_or_vanish_while_they_are_read_do_no_harm() {
        let folder = folder(&base());
        let stop = Arc::new(std::sync::atomic::AtomicBool::new(false));
        let writer = std::thread::spawn({
            let (stop, path, files) = (stop.clone(), folder.path().to_path_buf(), base());
            move || {
                for round in 0.. {
                    for name in ["report.txt", "places.geojson", "annotations.json"] {
                        if stop.load(std::sync::atomic::Ordering::Relaxed) {
                            return;
                        }
                        let path = path.join(name);
                        match round % 4 {
                            0 | 2 => drop(fs::remove_file(&path)),
                            1 => drop(symlink("/etc/hostname", &path)),
                            _ => fs::write(&path, &files.0[name]).unwrap(),
                        }
                    }
                }
            }
        });
        let hostname = fs::read_to_string("/etc/hostname").unwrap_or_default();
        for _ in 0..200 {
            // Whatever it meets, it is a dossier with a message or without one, and no file from elsewhere.
            let dossier = dateline::app::disk::open(Some(folder.path())).unwrap();
            let text = dossier.documents[0].text.as_str();
            assert!(hostname.is_empty() || text != hostname, "a link was followed");
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        writer.join().unwrap();
    }
}
