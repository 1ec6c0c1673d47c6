use serde_json::{Value, json};

use super::between;
use crate::edit::tests::world::{Files, files, found, place};
use crate::formats::native;
use crate::formats::shipped::Shipped;

const TEXT: &str = "Oral woke on 5 January.\nOral again. Oral once more. Oral at last. Oral.\n";

/// Five mentions of a place, one of a time, one passage, a heading.
fn start() -> (Vec<Value>, Vec<Value>) {
    let mut annotations: Vec<Value> = TEXT
        .match_indices("Oral")
        .map(|(at, _)| json!({"type": "place", "start": at, "end": at + 4, "place": "oral", "found": found(80)}))
        .collect();
    annotations.push(json!({"type": "time", "start": 13, "end": 22, "when": "2022-01-05", "basis": "stated"}));
    annotations.push(json!({
        "type": "passage", "id": "woke", "start": 0, "end": 23, "title": "Oral wakes", "places": ["oral"], "when": "2022-01-05",
        "basis": "stated", "voice": "v", "status": "reported",
    }));
    annotations.push(json!({"type": "heading", "level": 2, "start": 0, "end": 23}));
    (annotations, vec![place("oral", None), place("other", None)])
}

fn made(change: impl Fn(&mut Vec<Value>, &mut Vec<Value>)) -> Files {
    let (mut annotations, mut places) = start();
    change(&mut annotations, &mut places);
    files(&[TEXT], &places, &["v", "w"], &annotations)
}

/// What is told when the files change so, a line each, with its group.
fn told(change: impl Fn(&mut Vec<Value>, &mut Vec<Value>)) -> Vec<String> {
    of(&made(|_, _| {}), &made(change))
}

fn of(before: &Files, after: &Files) -> Vec<String> {
    let groups = between(&before.open(), &after.open()).groups;
    groups
        .iter()
        .flat_map(|group| group.entries.iter().map(move |entry| format!("{}: {}", group.title, entry.sentence())))
        .collect()
}

#[test]
fn a_dossier_does_not_differ_from_itself() {
    assert_eq!(told(|_, _| {}), Vec::<String>::new());
    let shipped = native::open(&Shipped).unwrap();
    assert!(between(&shipped, &shipped).is_empty());
    assert!(between(&shipped, &Files::of(&shipped).open()).is_empty());
}

#[test]
fn what_changed_in_an_entry_is_told_in_one_sentence() {
    let passage = |change: fn(&mut Value)| told(move |annotations, _| change(&mut annotations[6]));
    assert_eq!(
        passage(|one| one["when"] = json!("2022-01-06")),
        ["Passages: Passage “Oral wakes”: the date was 2022-01-05 and is 2022-01-06"]
    );
    assert_eq!(
        passage(|one| {
            one["when"] = Value::Null;
            one["status"] = json!("rumour");
            one["places"] = json!(["other"]);
            one["voice"] = json!("w");
        }),
        [
            "Passages: Passage “Oral wakes”: the place was “Place oral” and is “Place other”; the date was 2022-01-05 and is no longer \
             given; the voice was “Voice v” and is “Voice w”; the status was reported and is rumour"
        ]
    );
    assert_eq!(
        passage(|one| one["title"] = json!("Oral \u{202e}sleeps")),
        ["Passages: Passage “Oral [U+202E]sleeps”: the title was “Oral wakes” and is “Oral [U+202E]sleeps”"]
    );
    assert_eq!(
        passage(|one| one["weight"] = json!(1)),
        ["Passages: Passage “Oral wakes”: it differs in something that Dateline does not know"]
    );
    assert_eq!(
        told(|annotations, _| annotations[0]["place"] = json!("other")),
        ["Mentions: Mention “Oral” (line 1): named “Place oral” and names “Place other”"]
    );
    assert_eq!(
        told(|annotations, _| annotations[7] = json!({"type": "quote", "start": 0, "end": 23})),
        ["Layout: Paragraph “Oral woke on 5 January.” (line 1): the kind was heading of level 2 and is quote"]
    );
}

#[test]
fn what_is_new_and_what_is_gone_is_told() {
    assert_eq!(told(|annotations, _| drop(annotations.remove(5))), ["Mentions: Mention “5 January” (line 1): gone"]);
    assert_eq!(
        told(|annotations, places| {
            annotations.push(json!({"type": "not-a-mention", "start": 5, "end": 9}));
            places.push(place("third", None));
        }),
        ["Places: Place “Place third”: new", "Mentions: Words that name nothing: “woke” (line 1): new"]
    );
    assert_eq!(
        told(|annotations, _| annotations[5]["end"] = json!(17)),
        ["Mentions: Mention “5 Ja” (line 1): the text was “5 January” and is “5 Ja”"],
        "what overlaps and says the same is the same"
    );
    let wider = json!({"type": "time", "start": 10, "end": 22, "when": "2022-01-05", "basis": "stated"});
    assert_eq!(
        told(|annotations, _| annotations[5] = wider.clone()),
        ["Mentions: Mention “on 5 January” (line 1): the text was “5 January” and is “on 5 January”"]
    );
}

#[test]
fn what_many_have_in_common_is_summed_up() {
    let confirm = |one: &mut Value| drop(one.as_object_mut().unwrap().remove("found"));
    assert_eq!(
        told(|annotations, _| annotations[..5].iter_mut().for_each(confirm)),
        ["Mentions: 5 mentions (“Oral” (line 1), “Oral” (line 2), “Oral” (line 2) and 2 more): found and now confirmed"]
    );
    assert_eq!(told(|annotations, _| annotations[..3].iter_mut().for_each(confirm)).len(), 3);
}

#[test]
fn places_say_how_far_they_moved() {
    let moved = |by: f64| {
        told(move |_, places| {
            let lat = places[0]["geometry"]["coordinates"][1].as_f64().unwrap();
            places[0]["geometry"]["coordinates"][1] = json!(lat + by);
        })
    };
    assert_eq!(moved(0.0036), ["Places: Place “Place oral”: 0.4 km from where it was"]);
    assert_eq!(moved(0.0005), ["Places: Place “Place oral”: 56 m from where it was"]);
    assert_eq!(moved(1.0), ["Places: Place “Place oral”: 111 km from where it was"]);
    assert_eq!(
        told(|_, places| {
            places[0]["names"] = json!([{"toponym": "Орал"}]);
            places[0]["geometry"] = Value::Null;
            places[0]["relations"] = json!([{"relationType": "gvp:broaderPartitive", "relationTo": "#other"}]);
        }),
        ["Places: Place “Place oral”: also called “Орал”; it has no position any more; what it lies in is \
             “Place other” and was not given"]
    );
}

#[test]
fn texts_that_differ_are_told_and_compared_by_their_words() {
    let before = made(|_, _| {});
    let moved = "In the morning:\n".to_owned() + TEXT;
    let mut after = before.clone();
    after.0.insert("text-0.txt".to_owned(), moved.into_bytes());
    for annotation in [native::ANNOTATIONS] {
        let text = String::from_utf8(after.0[annotation].clone()).unwrap();
        let mut file: Value = serde_json::from_str(&text).unwrap();
        for one in file["annotations"].as_array_mut().unwrap() {
            for end in ["start", "end"] {
                one[end] = json!(one[end].as_u64().unwrap() + 16);
            }
        }
        file["annotations"][5]["when"] = json!("2022-01-06");
        after.0.insert(annotation.to_owned(), file.to_string().into_bytes());
    }
    assert_eq!(
        of(&before, &after),
        [
            "Documents: Document “A text”: its text is another one, and what is said of it is compared by its words",
            "Mentions: Mention “5 January” (line 2): the time was 2022-01-05 and is 2022-01-06",
        ]
    );
}

#[test]
fn the_head_is_told() {
    let before = made(|_, _| {});
    let mut after = before.clone();
    let manifest = String::from_utf8(after.0[native::MANIFEST].clone()).unwrap();
    let manifest = manifest.replace("\"A test\"", "\"Another\"").replace("Asia/Almaty", "UTC").replace("Voice w", "Voice x");
    after.0.insert(native::MANIFEST.to_owned(), manifest.into_bytes());
    assert_eq!(
        of(&before, &after),
        [
            "The report: The title was “A test” and is “Another”",
            "The report: The time zone was Asia/Almaty and is UTC",
            "Voices: Voice “Voice x”: the name was “Voice w” and is “Voice x”",
        ]
    );
}
