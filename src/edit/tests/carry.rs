//! Found passages follow the mentions that they were made of; what a person has looked at does not.

use serde_json::{Value, json};

use super::world::{files, found, place};
use crate::edit::{Deed, Item, MentionChange, Naming, PassageChange, PlaceChange, Putting, apply, plan};
use crate::report::dossier::Dossier;
use crate::report::ids::{MentionIx, PassageIx, PlaceIx, VoiceIx};
use crate::report::passage::{Basis, Target};
use crate::report::text::Span;

const TEXT: &str = "Oral woke on 5 January. Crowds came. Then Oral slept, and Aktau with it, on 5 January.";
const OTHER: &str = "In Oral it rained.";

/// Where words stand in [`TEXT`], the first or a later time.
fn at(text: &str, words: &str, which: usize) -> (usize, usize) {
    let start = text.match_indices(words).nth(which).unwrap().0;
    (start, start + words.len())
}

fn annotation(document: usize, words: &str, which: usize, more: &Value) -> Value {
    let (start, end) = at([TEXT, OTHER][document], words, which);
    let mut one = json!({"document": format!("d{document}"), "start": start, "end": end, "found": found(80)});
    for (key, value) in more.as_object().unwrap() {
        one[key] = value.clone();
    }
    if one["found"].is_null() {
        one.as_object_mut().unwrap().remove("found");
    }
    one
}

fn clue(which: usize) -> Value {
    let (start, end) = at(TEXT, "5 January", which);
    json!({"start": start, "end": end})
}

/// Three passages of the first text: `woke` names the place itself, `came` has it from the sentence before, `slept` names both.
fn dossier(change: impl Fn(&mut Vec<Value>)) -> Dossier {
    let time = json!({"type": "time", "when": "2022-01-05", "basis": "relative"});
    let passage = |id: &str, places: Value, clue: Value| json!({"type": "passage", "id": id, "title": id, "places": places, "when": "2022-01-05", "basis": "stated", "clue": clue, "status": "reported"});
    let mut inherited = passage("came", json!(["oral"]), clue(0));
    inherited["basis"] = json!("inherited");
    let mut annotations = vec![
        annotation(0, "Oral", 0, &json!({"type": "place", "place": "oral"})),
        annotation(0, "5 January", 0, &time),
        annotation(0, "Oral", 1, &json!({"type": "place", "place": "oral"})),
        annotation(0, "Aktau", 0, &json!({"type": "place", "place": "aktau"})),
        annotation(0, "5 January", 1, &time),
        annotation(1, "Oral", 0, &json!({"type": "place", "place": "oral"})),
        annotation(0, "Oral woke on 5 January.", 0, &passage("woke", json!(["oral"]), clue(0))),
        annotation(0, "Crowds came.", 0, &inherited),
        annotation(0, "Then Oral slept, and Aktau with it, on 5 January.", 0, &passage("slept", json!(["oral", "aktau"]), clue(1))),
    ];
    change(&mut annotations);
    let places = [place("oral", None), place("aktau", None), place("other", None)];
    let dossier = files(&[TEXT, OTHER], &places, &["v"], &annotations).open();
    // One test has a time that is no stretch of time, and is told so.
    let told: Vec<_> = dossier.warnings.iter().filter(|warning| !warning.what.contains("XXXX-12")).collect();
    assert!(told.is_empty(), "{told:?}");
    dossier
}

fn done(dossier: &Dossier, deed: &Deed) -> Dossier {
    apply(dossier, &plan(dossier, deed).unwrap()).unwrap().0
}

/// The places and the time of a passage, and whether it is still only found.
fn told(dossier: &Dossier, id: &str) -> String {
    let passage = dossier.passage(dossier.passage_by_id(id).unwrap());
    let places: Vec<&str> = passage.places.iter().map(|ix| dossier.place(*ix).id.as_str()).collect();
    let when = passage.when.map_or_else(|| "none".to_owned(), |when| when.to_string());
    let found = if passage.is_found() { "found" } else { "checked" };
    format!("{} {when} {} {found}", places.join("+"), passage.basis.word())
}

fn all(dossier: &Dossier) -> [String; 3] {
    ["woke", "came", "slept"].map(|id| told(dossier, id))
}

/// The mentions of the first text in their order: Oral, 5 January, Oral, Aktau, 5 January.
fn mention(at: usize) -> Item {
    Item::Mention(MentionIx::new(at))
}

fn other() -> Putting {
    Putting::Known(PlaceIx(2))
}

#[test]
fn a_mention_that_is_put_elsewhere_takes_its_passages_along() {
    let start = dossier(|_| {});
    let one = done(&start, &Deed::Put(vec![mention(0)], other()));
    // Crowds may have come to the other Oral, which is still named.
    assert_eq!(
        all(&one),
        ["other 2022-01-05 stated found", "oral 2022-01-05 inherited found", "oral+aktau 2022-01-05 stated found"]
    );
    let both = done(&start, &Deed::Put(vec![mention(0), mention(2)], other()));
    assert_eq!(
        all(&both),
        ["other 2022-01-05 stated found", "other 2022-01-05 inherited found", "other+aktau 2022-01-05 stated found"],
        "what another text names is of no matter to this one"
    );
    let same = done(&start, &Deed::Put(vec![mention(2)], Putting::Known(PlaceIx(1))));
    assert_eq!(told(&same, "slept"), "aktau 2022-01-05 stated found", "a place is named once");
    assert!(same.mentions[2].found.is_none() && same.mentions[0].found.is_some(), "only what was said is checked");
}

#[test]
fn a_mention_that_is_none_leaves_its_passages() {
    let start = dossier(|_| {});
    let gone = done(&start, &Deed::Reject(vec![mention(0), mention(1)]));
    assert_eq!(all(&gone), [" none stated found", "oral none inherited found", "oral+aktau 2022-01-05 stated found"]);
    assert_eq!((gone.mentions.len(), gone.dismissals.len()), (4, 2));
    assert_eq!(gone.passages[0].aside().clue, None);
    let time = done(&start, &Deed::Mention(MentionIx(0), MentionChange::Names(Naming::Time(None, Basis::Stated))));
    assert_eq!(told(&time, "woke"), " 2022-01-05 stated found", "what is a time names no place");
}

#[test]
fn a_time_takes_along_what_has_its_time_from_it() {
    let start = dossier(|_| {});
    let when = "2022-01-06".parse().ok();
    let dated = done(&start, &Deed::Date(vec![mention(1)], when, Basis::Relative));
    assert_eq!(
        all(&dated),
        ["oral 2022-01-06 relative found", "oral 2022-01-06 inherited found", "oral+aktau 2022-01-05 stated found"],
        "what is inherited stays so"
    );
    let longer = Span { start: 8, end: 22 };
    let moved = done(&start, &Deed::Mention(MentionIx(1), MentionChange::Span(longer)));
    assert_eq!([0, 1].map(|at| moved.passages[at].aside().clue), [Some(longer); 2], "the words that the time comes from");
    let dated = done(&moved, &Deed::Date(vec![mention(1)], when, Basis::Stated));
    assert_eq!(told(&dated, "woke"), "oral 2022-01-06 stated found");
}

#[test]
fn what_is_checked_stays_as_it_is() {
    let start = dossier(|list| list[6..9].iter_mut().for_each(|passage| drop(passage.as_object_mut().unwrap().remove("found"))));
    let before = all(&start);
    assert!(before.iter().all(|told| told.ends_with("checked")));
    let deeds = [
        Deed::Put(vec![mention(0), mention(2)], other()),
        Deed::Reject((0..5).map(mention).collect()),
        Deed::Date(vec![mention(1), mention(4)], None, Basis::Stated),
        Deed::Mention(MentionIx(1), MentionChange::Span(Span { start: 8, end: 22 })),
    ];
    for deed in deeds {
        let after = done(&start, &deed);
        assert_eq!(all(&after), before, "{deed:?}");
        assert_eq!(after.passages[0].aside().clue, start.passages[0].aside().clue);
    }
}

#[test]
fn what_a_deed_says_of_a_passage_itself_goes_before() {
    let start = dossier(|_| {});
    let both = done(&start, &Deed::Put(vec![mention(0), Item::Passage(PassageIx(0))], Putting::Known(PlaceIx(1))));
    assert_eq!(told(&both, "woke"), "aktau 2022-01-05 stated checked");
    let main = done(&start, &Deed::Put(vec![Item::Passage(PassageIx(2))], Putting::Known(PlaceIx(0))));
    assert_eq!(told(&main, "slept"), "oral+aktau 2022-01-05 stated checked", "it was there already, and the other stays");
    let main = done(&start, &Deed::Put(vec![Item::Passage(PassageIx(2))], Putting::Known(PlaceIx(1))));
    assert_eq!(told(&main, "slept"), "aktau 2022-01-05 stated checked", "the first one was wrong");
}

#[test]
fn places_become_one_or_two_and_nobody_has_looked_at_the_passages() {
    let start = dossier(|_| {});
    let one = done(&start, &Deed::MergePlaces(PlaceIx(1), PlaceIx(0)));
    assert_eq!(all(&one), ["aktau 2022-01-05 stated found", "aktau 2022-01-05 inherited found", "aktau 2022-01-05 stated found"]);
    assert!(one.mentions.iter().all(|mention| mention.found.is_some()));
    let two = done(&start, &Deed::SplitPlace(PlaceIx(0), vec![MentionIx(0)], "Old Oral".to_owned()));
    assert_eq!(
        all(&two),
        ["old-oral 2022-01-05 stated found", "oral 2022-01-05 inherited found", "oral+aktau 2022-01-05 stated found"]
    );
    assert!(plan(&start, &Deed::SplitPlace(PlaceIx(2), vec![MentionIx(0)], "Old Oral".to_owned())).is_err(), "nothing names it");
}

#[test]
fn links_go_with_the_passage_that_they_lead_to() {
    let start = dossier(|list| {
        list[6]["same"] = json!(["slept"]);
        list[8]["same"] = json!(["woke"]);
        list[8]["conflicts"] = json!(["came"]);
    });
    let gone = done(&start, &Deed::Reject(vec![Item::Passage(PassageIx(0)), mention(3)]));
    assert_eq!(told(&gone, "slept"), "oral 2022-01-05 stated found", "it follows its mention although a link is gone");
    assert_eq!((gone.passages[1].aside().same.len(), gone.passages[1].aside().conflicts.as_slice()), (0, &[PassageIx(0)][..]));
    let linked = done(&start, &Deed::Passages(vec![PassageIx(1)], PassageChange::Same(PassageIx(0), true)));
    assert_eq!(linked.passages[0].aside().same, [PassageIx(2), PassageIx(1)]);
    assert_eq!(linked.passages[1].aside().same, [PassageIx(0)]);
}

#[test]
fn words_are_said_once_to_be_no_mention_and_not_while_they_are_one() {
    let twice = json!({"type": "time", "when": null, "basis": "stated"});
    let start = dossier(|list| list.push(annotation(0, "Aktau", 0, &twice)));
    let here = start.mentions.iter().filter(|mention| start.slice(mention.target) == "Aktau").count();
    assert_eq!(here, 2);
    let one = done(&start, &Deed::Reject(vec![mention(3)]));
    assert_eq!((one.mentions.len(), one.dismissals.len()), (6, 0), "the other still stands");
    let both = done(&start, &Deed::Reject(vec![mention(3), mention(4)]));
    assert_eq!((both.mentions.len(), both.dismissals.len()), (5, 1));
    let again = done(&both, &Deed::AddMention(both.dismissals[0].target, Naming::Place(other())));
    assert_eq!((again.mentions.len(), again.dismissals.len()), (6, 0));
    let other_one = done(&again, &Deed::AddMention(both.dismissals[0].target, Naming::Place(Putting::Known(PlaceIx(0)))));
    assert_eq!(other_one.mentions.len(), 6, "words name one place");
}

#[test]
fn what_was_found_gives_way_to_the_words_that_a_person_marks_around_it() {
    let start = dossier(|_| {});
    let wider = |which: usize, words: &str| {
        let (start, end) = at(TEXT, words, which);
        Target { span: Span { start, end }, ..Target::default() }
    };
    let both = wider(0, "Oral slept, and Aktau");
    let one = done(&start, &Deed::AddMention(both, Naming::Place(other())));
    let words: Vec<&str> = one.mentions.iter().map(|mention| one.slice(mention.target)).collect();
    assert_eq!(words, ["Oral", "5 January", "Oral slept, and Aktau", "5 January", "Oral"], "one mention, and no second one in it");
    assert_eq!((told(&one, "slept").as_str(), one.dismissals.len()), ("other 2022-01-05 stated found", 0));
    // A time in the words is another matter, and what a person has looked at stays.
    let time = done(&start, &Deed::AddMention(wider(0, "on 5 January"), Naming::Place(other())));
    assert_eq!(time.mentions.len(), 7);
    let checked = done(&start, &Deed::Accept(vec![mention(2), mention(3)]));
    assert_eq!(done(&checked, &Deed::AddMention(both, Naming::Place(other()))).mentions.len(), 7);
    let when = "2022-01-06".parse().ok();
    let dated = done(&start, &Deed::AddMention(wider(0, "on 5 January"), Naming::Time(when, Basis::Stated)));
    assert_eq!(told(&dated, "woke"), "oral 2022-01-06 stated found");
    assert_eq!(dated.passages[0].aside().clue, Some(wider(0, "on 5 January").span));
}

#[test]
fn what_is_new_is_spoken_of_in_the_same_edit() {
    let start = dossier(|_| {});
    let speaks = |voice: u32| {
        let change = PassageChange::Voice(Some(VoiceIx(voice)));
        Deed::Together(vec![Deed::AddVoice("A nurse".to_owned(), String::new()), Deed::Passages(vec![PassageIx(0)], change)])
    };
    let edit = plan(&start, &speaks(1)).unwrap();
    let next = apply(&start, &edit).unwrap().0;
    assert_eq!(next.voice(next.passages[0].voice.unwrap()).name, "A nurse");
    assert_eq!(next.passages[1].voice, start.passages[1].voice);
    assert!(plan(&start, &speaks(2)).is_err(), "there are only two voices");
}

#[test]
fn entries_that_are_written_alike_are_taken_one_by_one() {
    let start = dossier(|list| list.push(list[3].clone()));
    let gone = done(&start, &Deed::Reject(vec![mention(3), mention(4)]));
    assert_eq!((gone.mentions.len(), gone.dismissals.len()), (5, 1));
    let target = Target { span: Span { start: 0, end: 4 }, ..Target::default() };
    assert_eq!(start.mentions[0].target, target);
}

#[test]
fn what_a_file_said_in_its_own_way_outlives_an_edit() {
    let start = dossier(|list| {
        list[6]["when"] = json!("2022-01-04T23:00:00Z");
        list[6]["weight"] = json!(0.87);
        list[7]["when"] = json!("XXXX-12");
    });
    let line = |dossier: &Dossier, words: &str| {
        let all = crate::formats::native::annotations_json(dossier);
        all.lines().find(|line| line.contains(words)).unwrap().to_owned()
    };
    let titled = done(&start, &Deed::Passages(vec![PassageIx(0), PassageIx(1)], PassageChange::Note("Looked at.".to_owned())));
    assert!(line(&titled, "\"id\":\"woke\"").contains("\"2022-01-04T23:00:00Z\""));
    assert!(line(&titled, "\"id\":\"woke\"").contains("\"weight\":0.87"));
    assert!(line(&titled, "\"id\":\"came\"").contains("\"when\":\"XXXX-12\""));
    let dated = done(&start, &Deed::Passages(vec![PassageIx(0)], PassageChange::When("2022".parse().ok(), Basis::Stated)));
    assert!(line(&dated, "\"id\":\"woke\"").contains("\"when\":\"2022\""));
}

#[test]
fn what_is_so_already_is_no_edit() {
    let start = dossier(|list| list.iter_mut().for_each(|one| drop(one.as_object_mut().unwrap().remove("found"))));
    let deeds = [
        Deed::Accept(vec![mention(0)]),
        Deed::Put(vec![mention(0)], Putting::Known(PlaceIx(0))),
        Deed::Passages(vec![PassageIx(0)], PassageChange::Title("woke".to_owned())),
        Deed::Place(PlaceIx(0), PlaceChange::Title("Place oral".to_owned())),
        Deed::Block(Target { span: Span { start: 0, end: 4 }, ..Target::default() }, None),
    ];
    for deed in deeds {
        assert!(plan(&start, &deed).unwrap().changes.is_empty(), "{deed:?}");
    }
}
