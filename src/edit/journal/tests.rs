use super::*;
use crate::edit::{Deed, Item, MentionChange, PassageChange, PlaceChange, VoiceChange, apply, catch_up, plan};
use crate::formats::Folder;
use crate::formats::shipped::Shipped;
use crate::report::cancel::Cancel;
use crate::report::entry;
use crate::report::filed::Filed;
use crate::report::ids::{MentionIx, PassageIx, PlaceIx, VoiceIx};

fn shipped() -> Dossier {
    native::open(&Shipped).unwrap()
}

fn files(dossier: &Dossier) -> [String; 3] {
    [native::dossier_json(dossier), native::places_geojson(dossier), native::annotations_json(dossier)]
}

/// The one edit of a journal with one line.
fn edit_of(text: &str) -> Arc<Edit> {
    let read = read(text.as_bytes(), Tz::Asia__Almaty);
    assert_eq!(read.faults, []);
    match &read.steps[..] {
        [Step { record: Record::Did(edit), .. }] => edit.clone(),
        other => panic!("{other:?}"),
    }
}

/// An edit that takes away all that there is.
fn everything(dossier: &Dossier) -> Edit {
    let (mentions, passages) = (0..dossier.mentions.len(), 0..dossier.passages.len());
    let entries = (mentions.map(|at| Entry::mention(dossier, MentionIx::new(at))))
        .chain(passages.map(|at| Entry::passage(dossier, PassageIx::new(at))))
        .chain(dossier.dismissals.iter().map(|none| Entry::dismissal(dossier, none)))
        .chain(dossier.blocks.iter().map(|block| Entry::block(dossier, block)))
        .chain(dossier.parts.iter().map(|part| Entry::part(dossier, part)));
    let mut changes: Vec<Change> = entries.map(|entry| Change::annotation(Some(entry), None)).collect();
    let places = (0..dossier.places.len()).map(|at| entry::place(dossier, PlaceIx::new(at)));
    changes.extend(places.map(|place| Change::Place(3, Box::new(Swap { before: None, after: Some(place) }))));
    let voices = dossier.voices.iter().cloned();
    changes.extend(voices.map(|voice| Change::Voice(2, Box::new(Swap { before: Some(voice.clone()), after: Some(voice) }))));
    Edit { words: "Everything “at once”\n".to_owned(), changes }
}

#[test]
fn every_entry_of_the_shipped_dossier_is_read_as_it_was_written() {
    let dossier = shipped();
    let edit = everything(&dossier);
    assert!(edit.changes.len() > 500, "{}", edit.changes.len());
    let written = line(&dossier, &Record::Did(Arc::new(edit.clone())));
    let again = edit_of(&written);
    assert_eq!(again.words, "Everything “at once” ");
    let kept = |filed: &Filed| filed.as_read().is_some();
    for (one, other) in edit.changes.iter().zip(&again.changes) {
        // What is only kept as it was read would be the same however badly it was understood.
        let understood = match (one, other) {
            (Change::Annotation(one), Change::Annotation(other)) => {
                let (one, other) = (one.before.as_ref().unwrap(), other.before.as_ref().unwrap());
                assert_eq!((&one.id, one.span), (&other.id, other.span));
                kept(&one.filed) == kept(&other.filed)
            }
            (Change::Place(_, one), Change::Place(_, other)) => {
                kept(&one.after.as_ref().unwrap().place.filed) == kept(&other.after.as_ref().unwrap().place.filed)
            }
            (Change::Voice(_, one), Change::Voice(_, other)) => {
                let (one, other) = (one.after.as_ref().unwrap(), other.after.as_ref().unwrap());
                (&one.id, &one.name, &one.filed) == (&other.id, &other.name, &other.filed)
            }
            _ => false,
        };
        assert!(understood, "{one:?} was read as {other:?}");
    }
    assert_eq!(line(&dossier, &Record::Did(again)), written.replace(r"once”\n", "once” "));
}

#[test]
fn the_other_lines_are_read_as_they_were_written() {
    let saved = |steps, name: &str, sum: &str| Saved {
        steps,
        files: Sums::from([(name.to_owned(), sum.to_owned())]),
        over: Sums::from([(name.to_owned(), "old".to_owned())]),
    };
    let nothing = Dossier::default();
    let records = [
        Record::Undid,
        Record::Saved(saved(1, "a", "1")),
        Record::Redid,
        Record::PassedOver([0, 1, 99].into()),
        Record::Saved(saved(7, "b", "2")),
        Record::Undid,
    ];
    let text: String = records.iter().map(|record| line(&nothing, record)).collect();
    let found = read(text.as_bytes(), Tz::UTC);
    assert_eq!((found.count, found.steps.len(), found.sound), (3, 3, text.len()));
    assert_eq!(found.steps.iter().map(|step| (step.number, step.line)).collect::<Vec<_>>(), [(0, 1), (1, 3), (2, 6)]);
    // Of seven steps only two were there: what comes after must not count as saved.
    assert_eq!(found.saved, Some(saved(2, "b", "2")));
    assert_eq!(last_saved(text.as_bytes()), found.saved);
    assert_eq!(found.passed_over, [0, 1].into());
    let undone = r#"{"undid":true}"#;
    assert!(
        text.starts_with(&format!(
            "{undone}\n{{\"saved\":{{\"steps\":1,\"files\":{{\"a\":\"1\"}},\"over\":{{\"a\":\"old\"}}}}}}\n"
        ))
    );
}

/// Edits of all kinds, one after another, and the dossiers that come of them.
fn story() -> (Vec<Dossier>, String) {
    let mut dossiers = vec![shipped()];
    let mut text = String::new();
    let mut history = crate::edit::History::default();
    let deeds = [
        Deed::Mention(MentionIx::new(3), MentionChange::Note("Looked at.".to_owned())),
        Deed::Reject(vec![Item::Mention(MentionIx::new(5))]),
        Deed::Passages(vec![PassageIx::new(4)], PassageChange::Title("Called “otherwise”".to_owned())),
        Deed::Place(PlaceIx::new(2), PlaceChange::Title("Another".to_owned())),
        Deed::Voice(VoiceIx::new(1), VoiceChange::Name("Somebody".to_owned())),
        Deed::Passages(vec![PassageIx::new(0), PassageIx::new(9)], PassageChange::Note("Seen.".to_owned())),
    ];
    for deed in deeds {
        let dossier = dossiers.last().unwrap();
        let edit = Arc::new(plan(dossier, &deed).unwrap());
        assert!(!edit.changes.is_empty());
        text += &line(dossier, &Record::Did(edit.clone()));
        let next = apply(dossier, &edit).unwrap().0;
        history.push(edit);
        dossiers.push(next);
    }
    for direction in [crate::edit::Direction::Undo, crate::edit::Direction::Undo, crate::edit::Direction::Redo] {
        let dossier = dossiers.last().unwrap();
        let edit = history.next(direction).unwrap();
        text += &line(dossier, &if direction == crate::edit::Direction::Undo { Record::Undid } else { Record::Redid });
        let next = apply(dossier, &edit).unwrap().0;
        history.step(direction);
        dossiers.push(next);
    }
    (dossiers, text)
}

#[test]
fn a_journal_leads_where_its_edits_have_led_wherever_it_breaks_off() {
    let (dossiers, text) = story();
    for length in (0..=text.len()).filter(|length| length % 41 == 0 || text.as_bytes()[..*length].ends_with(b"\n")) {
        let found = read(&text.as_bytes()[..length], Tz::Asia__Almaty);
        let whole = text.bytes().take(length).filter(|byte| *byte == b'\n').count();
        assert_eq!((found.faults.len(), found.is_broken), (0, false), "at {length}");
        // A line that lacks only its end is whole.
        assert!(found.count == whole || (found.is_open && found.count == whole + 1), "{} of {whole}", found.count);
        let (count, expected) = (found.count, files(&dossiers[found.count]));
        let caught_up = catch_up(shipped(), found, &Cancel::default()).unwrap();
        assert_eq!(caught_up.faults, []);
        assert_eq!(files(&caught_up.dossier), expected, "after {count} steps");
    }
}

#[test]
fn what_is_in_the_files_is_not_done_again_and_can_be_taken_back() {
    let (dossiers, text) = story();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for steps in 0..dossiers.len() {
        let saved = line(&Dossier::default(), &Record::Saved(Saved { steps, ..Saved::default() }));
        let text: String = lines[..steps].iter().copied().chain([saved.as_str()]).chain(lines[steps..].iter().copied()).collect();
        let found = read(text.as_bytes(), Tz::Asia__Almaty);
        let caught_up = catch_up(dossiers[steps].clone(), found, &Cancel::default()).unwrap();
        assert_eq!(caught_up.faults, []);
        assert_eq!(files(&caught_up.dossier), files(dossiers.last().unwrap()));
        let (mut dossier, mut history) = (caught_up.dossier, caught_up.history);
        assert_eq!((history.done().len(), history.undone().count()), (5, 1));
        while let Some(edit) = history.next(crate::edit::Direction::Undo) {
            dossier = apply(&dossier, &edit).unwrap().0;
            history.step(crate::edit::Direction::Undo);
        }
        assert_eq!(files(&dossier), files(&dossiers[0]));
    }
}

#[test]
fn a_faulty_line_ends_what_is_not_in_the_files_and_is_passed_by_where_it_is() {
    let (dossiers, text) = story();
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    lines[2] = lines[2].replace("\"changes\"", "\"chances\"");
    let broken = lines.concat();
    let found = read(broken.as_bytes(), Tz::Asia__Almaty);
    let what = "“did”: missing field `changes`".to_owned();
    assert_eq!(found.faults, [Fault { line: 3, what }]);
    assert_eq!((found.count, found.sound, found.is_broken), (2, lines[..2].concat().len(), true));
    let caught_up = catch_up(shipped(), found, &Cancel::default()).unwrap();
    assert_eq!(files(&caught_up.dossier), files(&dossiers[2]));
    // Saved after it: the files have it, and only what came before can no longer be taken back.
    lines.insert(4, line(&Dossier::default(), &Record::Saved(Saved { steps: 4, ..Saved::default() })));
    let found = read(lines.concat().as_bytes(), Tz::Asia__Almaty);
    assert_eq!((found.count, found.is_broken, found.faults.len()), (9, false, 1));
    let caught_up = catch_up(dossiers[4].clone(), found, &Cancel::default()).unwrap();
    assert_eq!(caught_up.faults, []);
    assert_eq!(files(&caught_up.dossier), files(dossiers.last().unwrap()));
    assert_eq!(caught_up.history.done().len(), 2);
}

#[test]
fn a_step_that_cannot_be_carried_out_is_told_and_counts_as_not_made() {
    let (dossiers, text) = story();
    // Somebody has changed what the third step changes, and taken the voice of the fifth away.
    let mut other = shipped();
    other.passages[4].title = "By hand".to_owned();
    let expected_title = other.passages[4].title.clone();
    let undone = format!("{text}{}", r#"{"undid":true}"#.to_owned() + "\n" + &(r#"{"undid":true}"#.to_owned() + "\n").repeat(2));
    let found = read(undone.as_bytes(), Tz::Asia__Almaty);
    let caught_up = catch_up(other.clone(), found.clone(), &Cancel::default()).unwrap();
    assert_eq!(caught_up.faults.len(), 1, "{:?}", caught_up.faults);
    assert_eq!(caught_up.faults[0].line, 3);
    assert!(caught_up.faults[0].what.contains("cannot be done again: the passage"), "{:?}", caught_up.faults);
    assert_eq!(caught_up.dossier.passages[4].title, expected_title);
    // Five made, then three taken back, the last of which takes back what was not made.
    assert_eq!(caught_up.passed_over, [2, 11].into());
    assert_eq!(caught_up.history.done().len(), 2);
    assert_eq!(files(&caught_up.dossier)[1], files(&dossiers[2])[1]);
    // Told once: from then on it is passed over in silence, and leads to the same.
    let again = undone + &line(&other, &Record::PassedOver(caught_up.passed_over.clone()));
    let again = catch_up(other, read(again.as_bytes(), Tz::Asia__Almaty), &Cancel::default()).unwrap();
    assert_eq!(again.faults, []);
    assert_eq!(files(&again.dossier), files(&caught_up.dossier));
    assert_eq!(again.history.done().len(), caught_up.history.done().len());
}

/// A folder with one text and one annotation that is not understood.
struct Odd;

impl Folder for Odd {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let text = match name {
            "dossier.json" => r#"{"format": 1, "title": "t", "timezone": "UTC", "documents": [{"id": "d", "file": "d.txt"}]}"#,
            "places.geojson" => {
                r##"{"type": "FeatureCollection", "features": [ {"@id": "#a",  "properties": {"title": "A", "kind": "odd"}, "geometry": null}]}"##
            }
            "annotations.json" => {
                r#"{"annotations": [ {"id": "p", "type": "passage",  "exact": "were in", "title": "T", "places": ["a", "no"], "when": "soon", "status": "reported"}]}"#
            }
            "d.txt" => "They were in A then.\n",
            _ => return Err("there is no such file".to_owned()),
        };
        Ok(text.as_bytes().to_vec())
    }

    fn label(&self) -> String {
        "here".to_owned()
    }
}

#[test]
fn what_was_not_understood_is_found_again_and_comes_back_as_it_was() {
    let odd = native::open(&Odd).unwrap();
    assert!(odd.passages[0].filed.as_read().is_some() && odd.places[0].filed.as_read().is_some());
    let mut dossier = odd.clone();
    let mut text = String::new();
    let title = Deed::Place(PlaceIx::new(0), PlaceChange::Title("B".to_owned()));
    for deed in [Deed::Passages(vec![PassageIx::new(0)], PassageChange::Note("n".to_owned())), title] {
        let edit = Arc::new(plan(&dossier, &deed).unwrap());
        text += &line(&dossier, &Record::Did(edit.clone()));
        dossier = apply(&dossier, &edit).unwrap().0;
    }
    let caught_up = catch_up(odd.clone(), read(text.as_bytes(), Tz::UTC), &Cancel::default()).unwrap();
    assert_eq!(caught_up.faults, []);
    assert_eq!(files(&caught_up.dossier), files(&dossier));
    text += "{\"undid\":true}\n{\"undid\":true}\n";
    let caught_up = catch_up(odd.clone(), read(text.as_bytes(), Tz::UTC), &Cancel::default()).unwrap();
    assert_eq!(caught_up.faults, []);
    assert_eq!(files(&caught_up.dossier), files(&odd));
}

#[test]
fn nothing_is_put_on_words_that_are_no_longer_there() {
    let (_, text) = story();
    let mut other = shipped();
    let document = &mut other.documents[0];
    document.text = crate::report::text::Text::new(format!("X{}", document.text.as_str()));
    let first: String = text.split_inclusive('\n').take(1).collect();
    let caught_up = catch_up(other, read(first.as_bytes(), Tz::Asia__Almaty), &Cancel::default()).unwrap();
    assert!(caught_up.faults[0].what.ends_with("are not where they were"), "{:?}", caught_up.faults);
}
