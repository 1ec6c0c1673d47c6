//! What a draft holds once its documents have been read by the finders.

use proptest::prelude::*;

use super::*;
use crate::report::dossier::Dossier;
use crate::report::passage::{BlockKind, Status, Subject};
use crate::report::provenance::{Fact, Provenance};

fn draft(text: &str, language: &str) -> Draft {
    let document = Document {
        id: "report".to_owned(),
        file: "report.txt".to_owned(),
        author: "A. Writer".to_owned(),
        language: language.to_owned(),
        reference: "2022-01-10".parse().ok(),
        text: Text::new(text.to_owned()),
        is_verified: true,
        ..Document::default()
    };
    Draft { documents: vec![document], ..Draft::default() }
}

fn found(text: &str, language: &str) -> Dossier {
    let mut draft = draft(text, language);
    annotate_all(&mut draft, &[]);
    Dossier::check(draft)
}

const REPORT: &str = "On January 5, 2022, protesters stormed the city hall of Almaty in Kazakhstan. Police said that shots were fired. \
    On January 4, a crowd gathered in Aktobe. The next day, soldiers arrived in Uralsk, Kazakhstan. In Almaty, it was calm. \
    Nobody knows when it will end.\n";

#[test]
fn a_report_becomes_a_dossier_with_places_times_and_passages() {
    let dossier = found(REPORT, "en");
    assert_eq!(dossier.warnings, []);
    assert_eq!((dossier.head.home.as_slice(), dossier.head.told[&Fact::Home]), (&["KZ".to_owned()][..], Provenance::Guess));
    assert_eq!(dossier.head.zone.name(), "Asia/Almaty");
    let almaty = dossier.places.iter().find(|place| place.title == "Almaty" && place.geometry.is_some()).unwrap();
    assert_eq!((almaty.id.as_str(), almaty.source.as_str()), ("gn-1526384", "GeoNames, CC BY 4.0"));
    assert!(almaty.names.iter().any(|name| name.text == "Алматы"), "{:?}", almaty.names);
    let mut top = almaty;
    while let Some(parent) = top.parent {
        top = dossier.place(parent);
    }
    assert_eq!((top.title.as_str(), top.basemap.as_slice()), ("Kazakhstan", &["KZ".to_owned()][..]));
    assert!(
        dossier
            .mentions
            .iter()
            .all(|mention| mention.found.as_ref().is_some_and(|found| found.why.len() == 1 && found.sure <= 100))
    );
    let whens: Vec<String> = dossier.passages.iter().map(|passage| passage.when.unwrap().to_string()).collect();
    assert!(whens.len() >= 3 && whens.contains(&"2022-01-04".to_owned()), "{whens:?}");
    let official = dossier.passages.iter().find(|passage| passage.status == Status::Official).unwrap();
    assert_eq!(dossier.voices[official.voice.unwrap().index()].name, "Police");
}

#[test]
fn what_a_person_says_stays() {
    let mut draft = draft(REPORT, "en");
    draft.head.home = vec!["FR".to_owned()];
    draft.head.window = "2021".parse().ok();
    draft.head.told.insert(Fact::Timezone, Provenance::Person);
    let at = REPORT.find("Almaty").unwrap();
    let none = Body::NotAMention { note: "a person".to_owned() };
    let selector = Selector { position: Some(Span { start: at, end: at + 6 }), ..Selector::default() };
    draft.annotations.push(AnnotationDraft {
        id: String::new(),
        document: None,
        selector,
        body: none,
        found: None,
        raw: String::new(),
        at: None,
        filed: Filed::default(),
    });
    annotate_all(&mut draft, &[]);
    assert_eq!((draft.head.home.as_slice(), draft.head.window.unwrap().to_string().as_str()), (&["FR".to_owned()][..], "2021"));
    assert_eq!(draft.head.zone, chrono_tz::Tz::UTC);
    let dossier = Dossier::check(draft);
    assert!(dossier.mentions.iter().all(|mention| mention.target.span.start != at), "a person said that this is no place");
}

#[test]
fn parts_are_read_by_their_own_dates() {
    let text = "Yesterday it began in Almaty.\nYesterday it ended in Almaty.\n";
    let mut draft = draft(text, "en");
    let part = crate::report::draft::PartDraft { reference: "1999-05-02".parse().ok(), ..Default::default() };
    let selector = Selector { position: Some(Span { start: 30, end: 60 }), ..Selector::default() };
    draft.annotations.push(AnnotationDraft {
        id: "part".to_owned(),
        document: None,
        selector,
        body: Body::Part(Box::new(part)),
        found: None,
        raw: String::new(),
        at: None,
        filed: Filed::default(),
    });
    annotate_all(&mut draft, &[]);
    let dossier = Dossier::check(draft);
    assert_eq!(dossier.warnings, []);
    let times: Vec<_> = dossier
        .mentions
        .iter()
        .filter_map(|mention| match mention.subject {
            Subject::Time(when, _) => Some((mention.target.span.start, when.unwrap().to_string())),
            Subject::Place(_) => None,
        })
        .collect();
    assert_eq!(times, [(0, "2022-01-09".to_owned()), (30, "1999-05-01".to_owned())]);
}

#[test]
fn every_run_gives_the_same() {
    let run = || {
        let mut draft = draft(REPORT, "en");
        annotate_all(&mut draft, &[]);
        format!("{:?} {:?} {:?} {:?}", draft.head, draft.places, draft.voices, draft.annotations)
    };
    assert_eq!(run(), run());
}

#[test]
fn nothing_comes_of_nothing() {
    for text in [
        "",
        "\n\n\n",
        "Roses are red, violets are blue.\n",
        "555-0100 555-0101\n555-0102\n",
        "\u{feff}\u{202e}\0\u{1b}[31m\n",
        "№ § ¤ ~ ^ |",
    ] {
        for language in ["en", "ru", "xx", ""] {
            let dossier = found(text, language);
            assert_eq!((dossier.warnings.len(), dossier.passages.len()), (0, 0), "{text:?}");
        }
    }
}

/// Words of which texts are made that ask much of the finders.
const PIECES: &[&str] = &[
    "On January 5, 2022, ",
    "protesters stormed ",
    "Almaty",
    "Kazakhstan",
    ", ",
    ". ",
    "\n",
    "“",
    "”",
    "said ",
    "Police ",
    "in ",
    "the city ",
    "Paris, Texas ",
    "Republic Square ",
    "1986",
    "the next day ",
    "в Москве ",
    "«",
    "»",
    "сказал ",
    "Иван Петров ",
    "5 января ",
    "\u{202e}",
    "\0",
    "[4]",
    "— ",
    "LONDON ",
    "?",
    "and ",
    "Lake Baikal ",
    "the Soviet Union ",
    "🜁",
    "e\u{301}",
    "\t",
    "Name: ",
    "We saw ",
    "Springfield ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Whatever a text is, the dossier that comes of it has nothing to complain about.
    #[test]
    fn no_text_gives_a_warning(words in proptest::collection::vec(proptest::sample::select(PIECES), 0..60), language in proptest::sample::select(&["en", "ru", "xx"][..])) {
        let text = words.concat();
        let mut draft = draft(&text, language);
        let middle = draft.documents[0].text.len() / 2;
        let block = Selector { position: Some(Span { start: 0, end: middle }), ..Selector::default() };
        if middle > 0 {
            draft.annotations.push(AnnotationDraft { id: String::new(), document: None, selector: block, body: Body::Block(BlockKind::Answer), found: None, raw: String::new(), at: None, filed: Filed::default() });
        }
        annotate_all(&mut draft, &[]);
        let length = draft.documents[0].text.len();
        for annotation in &draft.annotations {
            let span = annotation.selector.position.unwrap();
            prop_assert!(!span.is_empty() && span.end <= length);
        }
        let dossier = Dossier::check(draft);
        prop_assert_eq!(dossier.warnings, vec![]);
    }
}

#[test]
fn a_date_by_itself_at_the_head_is_that_of_writing_unless_days_are_told_behind_it() {
    let days = "On 4 May 1999 it began in Almaty. On 5 May 1999 shots fell. On 6 May 1999 it burned. On 7 May 1999 they fled. On 8 May 1999 it ended.\n";
    let reference = |head: &str| {
        let mut draft = draft(&format!("A Report\n{head}\n\n{days}"), "en");
        draft.documents[0].reference = None;
        annotate_all(&mut draft, &[]);
        draft.documents[0].reference.map(|when| when.to_string())
    };
    assert_eq!(reference("Washington, D.C. January 7, 2001").as_deref(), Some("2001-01-07"));
    assert_eq!(reference("4 May 1999").as_deref(), None);
    assert_eq!(reference("It was on January 7, 2001 that we wrote all of this down").as_deref(), None);
}

#[test]
fn a_hospital_is_a_site_in_the_settlement_that_it_is_called_after() {
    let dossier = found("The wounded of 5 January 2022 came to Karachi Hospital from Lahore, Pakistan.\n", "en");
    let site = dossier.places.iter().find(|place| place.title == "Karachi Hospital").unwrap();
    assert_eq!((site.kind, dossier.place(site.parent.unwrap()).title.as_str()), (PlaceKind::Site, "Karachi"));
}

#[test]
fn mentions_of_one_name_share_their_candidates() {
    let mut draft = draft("They came to Springfield. Springfield burned. They left Springfield for Ohio.\n", "en");
    annotate_all(&mut draft, &[]);
    let of = |words: &str| {
        let text = &draft.documents[0].text;
        let is = |annotation: &&AnnotationDraft| text.slice(annotation.selector.position.unwrap()) == words;
        draft.annotations.iter().filter(is).filter_map(|annotation| annotation.found.clone()).collect::<Vec<_>>()
    };
    let all = of("Springfield");
    assert!(all.len() == 3 && !all[0].others.is_empty());
    assert!(all.iter().all(|found| Arc::ptr_eq(&found.others, &all[0].others)));
}
