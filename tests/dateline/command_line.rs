//! The program as it is called from a terminal.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::fixture::{Files, small};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .unwrap()
}

/// Runs the program; this must be its exit code, and this must be said on either stream.
fn check(arguments: &[&str], code: i32, said: &str) {
    let output = run(arguments);
    let all = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {all}");
    assert!(all.contains(said), "{arguments:?} said: {all}");
    assert!(!all.contains("panicked"), "{all}");
}

fn folder(files: &Files) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in &files.0 {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn check_says_how_sound_a_dossier_is() {
    let sound = folder(&small());
    check(&["check", text(sound.path())], 0, "7 passages, 10 mentions, 6 places, 1 voice; 0 warnings");
    let faulty = folder(&small().replaced("annotations.json", "\"oral\"]", "\"orel\"]"));
    check(&["check", text(faulty.path())], 1, "annotations.json:13: place “orel” does not exist");
    check(&["check", "no/such/folder"], 2, "no/such/folder: cannot read dossier.json: there is no such folder");
    let empty = tempfile::tempdir().unwrap();
    check(&["check", text(empty.path())], 2, "cannot read dossier.json: there is no such file");
}

#[test]
fn check_says_how_much_is_checked() {
    let sound = folder(&small());
    check(&["check", text(sound.path())], 0, "7 of 7 passages and 10 of 10 mentions are checked");
    let found = small().replaced("annotations.json", "\"type\":\"place\"", "\"type\":\"place\",\"found\":{\"sure\":80}");
    check(&["check", text(folder(&found).path())], 0, "7 of 7 passages and 9 of 10 mentions are checked");
}

#[test]
fn diff_tells_in_words_what_differs() {
    let one = folder(&small());
    check(&["diff", text(one.path()), text(one.path())], 0, "Nothing differs");
    let other =
        folder(&small().replaced("annotations.json", "2022-01-01?", "2022-01-02").replaced("places.geojson", "51.23", "51.24"));
    check(
        &["diff", text(one.path()), text(other.path())],
        1,
        "Places\n  Place “Uralsk”: 1.1 km from where it was\nPassages\n  Passage “Title of beginning”: the date was 2022-01-01? and is 2022-01-02\n2 differences told\n",
    );
    check(&["diff", text(one.path())], 1, "Document “A report for tests”: its text is another one");
    check(&["diff", "--shipped", text(one.path())], 1, "which is inside the program");
    check(&["diff", "--shipped", text(one.path()), text(other.path())], 2, "cannot be used with");
    check(&["diff", text(one.path()), "no/such/folder"], 2, "no/such/folder: cannot read dossier.json: there is no such folder");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    fs::write(secret.path(), "secret").unwrap();
    let folder = folder(&small());
    fs::remove_file(folder.path().join("report.txt")).unwrap();
    std::os::unix::fs::symlink(secret.path(), folder.path().join("report.txt")).unwrap();
    check(&["check", text(folder.path())], 1, "cannot read the document “report.txt”: it is not a plain file");
}

#[test]
fn export_writes_tables() {
    check(&["export", "mentions"], 0, "document,start,end,text,type,id,name,lon,lat,edtf,earliest,latest,basis,checked");
    let folder = folder(&small());
    let out = folder.path().join("passages.csv");
    check(&["export", "passages", "--dossier", text(folder.path()), "-o", text(&out)], 0, "");
    assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 9);
    check(
        &["export", "passages", "-o", "no/such/folder/out.csv"],
        2,
        "cannot write no/such/folder/out.csv: there is no such folder",
    );
}

#[test]
fn export_writes_the_agenda_and_the_notes() {
    let folder = folder(&small());
    let here = text(folder.path());
    check(
        &["export", "agenda", "--dossier", here],
        0,
        "## Wednesday 5 January 2022\n\n### The whole day\n\n**Uralsk — 5 January 2022.**",
    );
    check(&["export", "agenda", "--dossier", here, "--html"], 0, "<h2 id=\"g0\">2010</h2>");
    check(&["export", "mentions", "--html"], 2, "--html: only the agenda is written as a page; leave it out, or export the agenda");
    let data = tempfile::tempdir().unwrap();
    let export = || {
        let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["export", "notes", "--dossier", here])
            .env("DATELINE_DATA", data.path())
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(
        export(),
        (Some(0), "# Notes on A report for tests\n\nThere are no notes on this dossier.\n".to_owned(), String::new())
    );
    let file = data.path().join("notes").join("test.json");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let note = r#"{"passage": "night", "document": "report", "exact": "All night", "starred": true, "text": "Who heard it?", "tags": ["bangs"]}"#;
    fs::write(&file, format!("{{\"format\": 1, \"dossier\": \"test\", \"notes\": [{note}]}}")).unwrap();
    let (code, said, _) = export();
    assert_eq!(code, Some(0));
    assert!(
        said.contains(
            "## ★ Title of night\n\n> All night there were bangs on the square.\n\n**REPUBLIC SQUARE, 4 JANUARY 2022, 23:00"
        ),
        "{said}"
    );
    assert!(said.contains("\nWho heard it?\n\nTags: bangs\n"), "{said}");
    fs::write(&file, "{\"format\": 1, \"notes\": [").unwrap();
    let (code, _, complaint) = export();
    assert_eq!(code, Some(2));
    assert!(
        complaint.contains("could not be read: it is not sound JSON: EOF") && complaint.contains("test.json.kept-1"),
        "{complaint}"
    );
    assert!(data.path().join("notes").join("test.json.kept-1").exists());
}

#[test]
fn a_view_is_asked_for_by_options_or_by_a_link() {
    let folder = folder(&small());
    let picture = |name: &str, options: &[&str]| {
        let out = folder.path().join(name);
        let mut arguments = vec!["snapshot", text(&out), "--dossier", text(folder.path()), "--size", "900x600"];
        arguments.extend(options);
        check(&arguments, 0, "");
        fs::read(out).unwrap()
    };
    let plain = picture("plain.png", &[]);
    let by_options = picture("options.png", &["--window", "2022-01-04", "--place", "almaty", "--query", "bangs"]);
    let link = "dateline:view?dossier=test&window=2022-01-04/2022-01-04&range=2022-01-01/2022-01-10&place=almaty&query=bangs";
    let by_link = picture("link.png", &["--link", link]);
    assert_ne!(plain, by_options);
    let same = image::load_from_memory(&by_options).unwrap().to_rgba8();
    let other = image::load_from_memory(&by_link).unwrap().to_rgba8();
    let differing = same.pixels().zip(other.pixels()).filter(|(a, b)| a != b).count();
    // One has somewhere to go back to and has moved its map to the place; apart from that they are the same.
    assert!(differing < same.pixels().len() / 3, "{differing} pixels differ");
    check(&["snapshot", "out.png", "--query", "status:seen"], 2, "--query: status: expected one of witnessed, reported");
    check(
        &["snapshot", "out.png", "--link", "http://x"],
        2,
        "expected a link such as dateline:passage?… or dateline:view?…, but found “http://x”",
    );
    check(&["--place", "atlantis"], 2, "--place: there is no place “atlantis”");
    // What is in a folder is read beside the window, but that there is something is looked for before.
    check(&[text(folder.path()), "--place", "atlantis"], 2, "there is no display to open a window on");
    check(&["no/such"], 2, "no/such: cannot read dossier.json: there is no such folder");
    check(&[text(folder.path()), "dateline:view"], 2, "but found “dateline:view”: nothing follows a question mark in it");
    check(&["dateline:view"], 2, "but found “dateline:view”: nothing follows a question mark in it");
    check(
        &["--window", "2022-01-05", "--query", "fire", "--passage", "akimat-burning"],
        2,
        "there is no display to open a window on",
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_plain_file_is_written_into_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let folder = tempfile::tempdir().unwrap();
    let real = folder.path().join("real.csv");
    let link = folder.path().join("link.csv");
    fs::write(&real, "old").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    check(&["export", "passages", "-o", text(&link)], 0, "");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().starts_with("\u{feff}id,title"));
    check(&["export", "passages", "-o", text(folder.path())], 2, "it is a folder");
    // A pipe of its own stands for every device: the test must not try its luck on /dev/null.
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).unwrap()
    });
    check(&["export", "passages", "-o", text(&pipe)], 0, "");
    assert!(reader.join().unwrap().starts_with("\u{feff}id,title"));
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
}

#[test]
fn snapshot_paints_without_a_display() {
    let folder = folder(&small());
    let out = folder.path().join("out.png");
    let arguments = [
        "snapshot",
        text(&out),
        "--dossier",
        text(folder.path()),
        "--place",
        "almaty",
        "--theme",
        "dark",
        "--size",
        "800x600",
        "--scale",
        "2",
    ];
    check(&arguments, 0, "");
    let picture = image::open(&out).unwrap().to_rgba8();
    assert_eq!(picture.dimensions(), (1600, 1200));
    let colors: std::collections::BTreeSet<_> = picture.pixels().map(|pixel| pixel.0).collect();
    assert!(colors.len() > 200, "only {} colours", colors.len());
}

#[test]
fn what_cannot_be_painted_is_said_in_one_sentence() {
    check(&["snapshot", "out.png", "--size", "0x0"], 2, "expected WIDTHxHEIGHT with sides of 320 to 8000 points, such as 1440x900");
    check(&["snapshot", "out.png", "--window", "2022-01-05T16:00/2022-01-05T09:00"], 2, "it ends before it starts");
    check(&["snapshot", "out.png", "--place", "atlantis"], 2, "--place: there is no place “atlantis”; the places are: ");
    check(&["snapshot", "out.png", "--dossier", "no/such"], 2, "no/such: cannot read dossier.json");
}

#[test]
fn without_a_display_the_window_says_so_and_names_the_snapshot() {
    for paint in [&[][..], &["--paint", "cpu"], &["--paint", "gpu"]] {
        check(paint, 2, "there is no display to open a window on; `dateline snapshot out.png` paints");
    }
    check(&["--paint", "crayon"], 2, "[possible values: gpu, cpu]");
}

#[test]
fn help_teaches_by_example() {
    check(&["--help"], 0, "dateline snapshot night.png --window 2022-01-04T18:00/2022-01-05T06:00 --place almaty");
    check(&["snapshot", "--help"], 0, "--scale 2");
}

#[test]
fn a_text_in_another_language_says_what_is_found_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rapport.txt");
    let words = "Le 05.01.2022, les manifestants ont pris la mairie de la ville, et la police a quitté les rues. Ils sont restés dans le \
                 centre toute la nuit avec les autres.\n";
    fs::write(&file, words.repeat(3)).unwrap();
    let said = "this text is in another language (fr), so that only dates in digits and names of places are found in it";
    check(&["find", text(&file)], 0, said);
    let output = folder.path().join("dossier");
    check(&["import", text(&file), "-o", text(&output)], 0, said);
    let list = run(&["find", text(&file), "--language", "fr"]);
    assert!(!String::from_utf8_lossy(&list.stdout).contains("another language"), "the list is for other programs");
}
