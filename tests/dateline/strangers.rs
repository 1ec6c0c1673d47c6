//! Words of strangers: control characters, overrides of the direction of writing, markup and formulas in a dossier reach no
//! terminal, file, title, clipboard or screen reader.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use dateline::formats::{agenda, cells, cite, native, notes, table};
use dateline::report::citation::{Citation, Form};
use dateline::report::note::{Note, Notes};
use dateline::report::outside;
use dateline::session::{Action, Session, Tab, Toggle};
use egui::{OutputCommand, ViewportCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT;

use crate::fixture::Files;
use crate::interface::{App, open};

/// The dossier of hostile words, as files.
fn files() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/words");
    let names = ["dossier.json", "places.geojson", "annotations.json", "report.txt"];
    names.iter().fold(Files::default(), |files, name| files.with(name, fs::read(folder.join(name)).unwrap()))
}

/// What a line still has in it that acts, or would go on behind the line.
fn acts(text: &str) -> Option<String> {
    let mut depth = 0_i32;
    for c in text.chars() {
        depth += match c {
            '\u{202a}' | '\u{202b}' | '\u{2066}'..='\u{2068}' => 1,
            '\u{202c}' | '\u{2069}' => -1,
            _ => 0,
        };
        if c.is_control() || matches!(c, '\u{202d}' | '\u{202e}' | '\u{2028}' | '\u{2029}') || depth < 0 {
            return Some(format!("{c:?} in {text:?}"));
        }
    }
    (depth != 0).then(|| format!("an isolate that is not closed in {text:?}"))
}

/// Every line of a text must be harmless, and what is written from the right shut in.
fn check(what: &str, text: &str) {
    for line in text.lines() {
        assert_eq!(acts(line), None, "{what}");
        let mut depth = 0;
        for c in line.chars() {
            depth += i32::from(matches!(c, '\u{2066}'..='\u{2068}')) - i32::from(c == '\u{2069}');
            assert!(depth > 0 || !outside::is_written_from_the_right(c), "{what}: {c} stands open in {line:?}");
        }
    }
}

fn run(arguments: &[&str], data: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).env("DATELINE_DATA", data).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    check(&arguments.join(" "), &text);
    text
}

#[test]
fn no_command_prints_what_acts() {
    let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for (name, bytes) in files().0 {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let here = folder.path().to_str().unwrap();
    let said = run(&["check", here], data.path());
    assert!(said.contains("<script>alert(1)</script> & ␛[31mred[U+202E]evil: 3 passages"), "{said}");
    assert!(said.contains("annotations.json:8: place “\u{2068}א[U+202E]\u{2069}” does not exist"), "{said}");
    run(&["check", "--coverage", here], data.path());
    run(&["--place", "\u{1b}[2J", here], data.path());
    run(&["--passage", "\u{1b}[2J\u{202e}", here], data.path());
    run(&["check", "no/such\u{1b}[2J\u{202e}folder"], data.path());
    run(&["dateline:view?dossier=\u{1b}[2J"], data.path());
    run(&["dateline:\u{1b}[2J"], data.path());
    for what in ["mentions", "passages", "agenda", "notes"] {
        run(&["export", what, "--dossier", here], data.path());
    }
    run(&["export", "agenda", "--html", "--dossier", here], data.path());
}

#[test]
fn no_file_holds_what_acts() {
    let dossier = files().open();
    let mut kept = Notes::new("n");
    let note = Note { text: "mine\u{1b}[2J\n*bold*".into(), tags: vec!["*a*\u{202e}".into()], ..Note::default() };
    kept.entries.insert("s".into(), note);
    let written = notes::markdown(&dossier, &kept);
    check("the notes", &written);
    assert!(written.starts_with("# Notes on \\<script\\>alert(1)\\</script\\> \\& ␛\\[31mred\\[U+202E\\]evil\n"), "{written}");
    assert!(written.contains("\nmine␛[2J\n*bold*\n") && written.contains("\nTags: \\*a\\*\\[U+202E\\]\n"), "{written}");
    check("the agenda", &agenda::markdown(&dossier));
    let page = agenda::html(&dossier);
    check("the page", &page);
    assert!(page.contains("<title>&lt;script&gt;alert(1)&lt;/script&gt; &amp; ␛[31mred[U+202E]evil: agenda</title>"), "{page}");
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    for passage in &dossier.passages {
        for form in Form::ALL {
            let text = cite::write(&Citation::new(&dossier, passage.target), form);
            assert_eq!(text.lines().find_map(acts), None, "{form:?}");
        }
        let markdown = cite::write(&Citation::new(&dossier, passage.target), Form::Markdown);
        assert!(!markdown.contains("*עד*") && !markdown.contains("[a](b)"), "{markdown}");
        check("a citation", &markdown);
        check("a footnote", &cite::write(&Citation::new(&dossier, passage.target), Form::Footnote));
    }
}

#[test]
fn no_cell_of_a_table_runs() {
    let dossier = files().open();
    for (name, bytes) in [("passages", table::passages(&dossier).unwrap()), ("mentions", table::mentions(&dossier).unwrap())] {
        check(name, std::str::from_utf8(&bytes).unwrap());
        let mut raw = csv::Reader::from_reader(&*bytes);
        for row in raw.records().map(Result::unwrap) {
            for cell in &row {
                let runs = cell.trim_start_matches('\u{2068}').starts_with(['=', '+', '-', '@', '\t', '\r']);
                assert!(!runs || cell.parse::<f64>().is_ok(), "{name}: {cell}");
            }
        }
    }
    let passages = table::passages(&dossier).unwrap();
    let text = std::str::from_utf8(&passages).unwrap();
    assert!(text.contains("'=cmd|' /C calc'!A0") && text.contains(",'=1+1,76,43,"), "{text}");
    let titles: Vec<String> = cells::rows(&passages).map(|row| row.unwrap().1[1].to_owned()).collect();
    assert_eq!(titles, ["=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", "`code` # ␛]0;pwn␇", "@SUM A1"]);
    let places: BTreeSet<String> = cells::rows(&passages).map(|row| row.unwrap().1[3].to_owned()).collect();
    assert_eq!(places.into_iter().collect::<Vec<_>>(), ["=1+1", "שלום[U+202E] 5"]);
}

/// What a dossier says is shown by signs and saved as it was.
#[test]
fn what_was_shown_by_signs_is_saved_as_it_was() {
    let files = files();
    let dossier = files.open();
    assert_eq!(dossier.passages[1].title, "`code` # ␛]0;pwn␇");
    assert_eq!(dossier.voices[1].knows, "one\ntwo[U+0085]three", "a text of several lines keeps them");
    let manifest = native::dossier_json(&dossier);
    let (places, annotations) = (native::places_geojson(&dossier), native::annotations_json(&dossier));
    for (text, kept) in [
        (&manifest, r#""title": "<script>alert(1)</script> & \u001b[31mred\u202eevil""#),
        (&manifest, r#""label": "\u001b[7mthat week""#),
        (&manifest, r#""knows": "one\ntwo\u0085three""#),
        (&places, r#""title": "\u05e9\u05dc\u05d5\u05dd\u202e 5""#),
        (&places, r#""toponym": "two\nlines""#),
        (&annotations, r#""title": "`code` # \u001b]0;pwn\u0007""#),
        (&annotations, r#""title": "@SUM\tA1""#),
        (&annotations, "m\\u001b[2J\u{202e}"),
    ] {
        assert!(text.contains(kept), "{kept} is not in {text}");
    }
}

/// What is read aloud of the window, as it is now.
fn read_aloud(harness: &Harness<'_, App>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut waiting = vec![harness.root()];
    while let Some(node) = waiting.pop() {
        let own = node.accesskit_node();
        all.extend([own.label(), own.value(), own.description()].into_iter().flatten());
        waiting.extend(node.children());
    }
    all
}

#[test]
fn nothing_that_is_read_aloud_acts() {
    let mut session = Session::new(Arc::new(files().open()));
    let extent = session.index.folds().extent().unwrap();
    session.apply(Action::GoToTime(extent));
    let mut harness = open(session);
    let mut heard = BTreeSet::new();
    let steps: [&[Action]; 6] = [
        &[],
        &[Action::SelectPlace(harness.state().session.dossier.place_by_id("y"))],
        &[Action::Star(dateline::report::ids::PassageIx(1)), Action::ShowTab(Tab::Notes)],
        &[Action::ShowTab(Tab::Story)],
        &[Action::ShowTab(Tab::Document)],
        &[Action::Toggle(Toggle::About)],
    ];
    let steps: Vec<Vec<Action>> = steps.iter().map(|step| step.to_vec()).collect();
    for step in steps {
        for action in step {
            harness.state_mut().session.apply(action);
        }
        harness.run();
        heard.extend(read_aloud(&harness));
    }
    for text in &heard {
        check("what is read aloud", text);
    }
    assert!(heard.iter().any(|text| text.contains("␛[31mred[U+202E]evil")), "{heard:#?}");
    assert!(heard.iter().any(|text| text.contains("\u{2068}שלום")), "{heard:#?}");
    assert!(heard.iter().any(|text| text.starts_with("-1+1 ␛[2J")), "{heard:#?}");
}

#[test]
fn neither_the_clipboard_nor_the_title_gets_what_acts() {
    let mut harness = open(Session::new(Arc::new(files().open())));
    harness.ctx.copy_text("one\u{1b}[201~\n\ttwo\u{202e}".to_owned());
    harness.ctx.send_cmd(OutputCommand::TextSelectionSettled("\u{9b}2J".to_owned()));
    harness.ctx.send_viewport_cmd(ViewportCommand::Title("a\u{7}\nשלום · Dateline".to_owned()));
    harness.step();
    let commands = &harness.output().platform_output.commands;
    let expected = [
        OutputCommand::CopyText("one␛[201~\n\ttwo[U+202E]".to_owned()),
        OutputCommand::TextSelectionSettled("[U+009B]2J".to_owned()),
    ];
    assert_eq!(*commands, expected);
    let mut sent = harness.output().viewport_output.values().flat_map(|viewport| &viewport.commands);
    let title = ViewportCommand::Title("a␇ \u{2068}שלום\u{2069} · Dateline".to_owned());
    assert!(sent.any(|command| *command == title), "another title");
}
