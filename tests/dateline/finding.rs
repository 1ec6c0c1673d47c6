//! What the finders make of the report that is shipped, measured against what people have annotated in it.
//!
//! `cargo test --release finding -- --nocapture` prints the figures; with `DATELINE_MISSES=1` also what was not found.

use dateline::find::draft::annotate_all;
use dateline::formats::import::{self, Source};
use dateline::formats::native;
use dateline::formats::read::Manuscript;
use dateline::formats::shipped::Shipped;
use dateline::report::dossier::Dossier;
use dateline::report::draft::{AnnotationDraft, Body, Draft, PartDraft};
use dateline::report::filed::Filed;
use dateline::report::given::Given;
use dateline::report::globe::distance_metres;
use dateline::report::ids::PlaceIx;
use dateline::report::passage::{Basis, Passage, Subject};
use dateline::report::place::{LonLat, PlaceKind};
use dateline::report::text::{Selector, Span};
use dateline::report::when::When;

/// How far a place may be from where people have put it, in metres; areas have no one point.
const NEAR: [(PlaceKind, f64); 5] = [
    (PlaceKind::Site, 50_000.0),
    (PlaceKind::Settlement, 50_000.0),
    (PlaceKind::Region, 500_000.0),
    (PlaceKind::Country, 2_000_000.0),
    (PlaceKind::World, 4_000_000.0),
];

/// The draft of the report as it is dropped in, with the day of writing that a person gives.
fn draft(known: &Dossier, with_layout: bool) -> Draft {
    let text = known.documents[0].text.as_str().to_owned();
    let manuscript = Manuscript { text: text.clone(), ..Manuscript::default() };
    let source = Source { name: "report.txt".to_owned(), sha256: import::checksum(text.as_bytes()), manuscript };
    let mut draft = import::draft(vec![source], &Given::default());
    draft.documents[0].reference = known.documents[0].reference;
    draft.documents[0].author.clone_from(&known.documents[0].author);
    if with_layout {
        let blocks = known.blocks.iter().map(|block| (block.target.span, Body::Block(block.kind.clone())));
        let parts = known.parts.iter().map(|part| {
            let reference = PartDraft { reference: part.reference, ..PartDraft::default() };
            (part.target.span, Body::Part(Box::new(reference)))
        });
        for (span, body) in blocks.chain(parts) {
            draft.annotations.push(annotation(span, body));
        }
    }
    draft
}

fn annotation(span: Span, body: Body) -> AnnotationDraft {
    AnnotationDraft {
        id: String::new(),
        document: None,
        selector: Selector { position: Some(span), ..Selector::default() },
        body,
        found: None,
        raw: String::new(),
        at: None,
        filed: Filed::default(),
    }
}

fn found(known: &Dossier, with_layout: bool) -> Dossier {
    let mut draft = draft(known, with_layout);
    annotate_all(&mut draft, &[]);
    Dossier::check(draft)
}

/// How many of how many.
#[derive(Clone, Copy, Debug, Default)]
struct Share(usize, usize);

impl Share {
    fn count(&mut self, is_right: bool) {
        self.0 += usize::from(is_right);
        self.1 += 1;
    }

    fn percent(self) -> f64 {
        100.0 * f64::from(u32::try_from(self.0).unwrap()) / f64::from(u32::try_from(self.1.max(1)).unwrap())
    }
}

fn miss(what: &str, dossier: &Dossier, span: Span, more: &str) {
    if std::env::var_os("DATELINE_MISSES").is_some() {
        let words: String = dossier.documents[0].text.slice(span).chars().take(90).collect();
        println!("  {what} at {}: {words} {more}", span.start);
    }
}

/// Where a place lies: its own point, or that of the first place around it that has one.
fn position(dossier: &Dossier, ix: PlaceIx) -> Option<LonLat> {
    let mut at = Some(ix);
    while let Some(ix) = at {
        let place = dossier.place(ix);
        if place.point.is_some() {
            return place.point;
        }
        at = place.parent;
    }
    None
}

fn is_put(known: &Dossier, own: PlaceIx, found: &Dossier, other: PlaceIx) -> bool {
    let (place, put) = (known.place(own), found.place(other));
    if place.kind == PlaceKind::Country
        && put.kind == PlaceKind::Country
        && place.basemap == put.basemap
        && !place.basemap.is_empty()
    {
        return true;
    }
    let near = NEAR.iter().find(|(kind, _)| *kind == place.kind).unwrap().1;
    let points = position(known, own).zip(position(found, other));
    let is_area = |kind: PlaceKind| kind == PlaceKind::Country || kind == PlaceKind::World;
    is_area(place.kind) == is_area(put.kind) && points.is_some_and(|(a, b)| distance_metres(a, b) <= near)
}

fn places(known: &Dossier, found: &Dossier) -> Share {
    let mut share = Share::default();
    for mention in &known.mentions {
        let Subject::Place(own) = mention.subject else { continue };
        let others = found.mentions.iter().filter(|other| other.target.span.overlaps(mention.target.span));
        let put: Vec<PlaceIx> =
            others.filter_map(|other| if let Subject::Place(place) = other.subject { Some(place) } else { None }).collect();
        let is_right = put.iter().any(|other| is_put(known, own, found, *other));
        if !is_right {
            miss(
                "place",
                known,
                mention.target.span,
                &put.iter().map(|ix| found.place(*ix).id.as_str()).collect::<Vec<_>>().join(","),
            );
        }
        share.count(is_right);
    }
    share
}

/// Of the places that were found and put somewhere, how many stand where people have marked one and are put right.
fn places_right(known: &Dossier, found: &Dossier) -> Share {
    let mut share = Share::default();
    for mention in &found.mentions {
        let Subject::Place(own) = mention.subject else { continue };
        if position(found, own).is_none() {
            continue;
        }
        let mut others = known.mentions.iter().filter(|other| other.target.span.overlaps(mention.target.span));
        let is_right = others.any(|other| matches!(other.subject, Subject::Place(other) if is_put(known, other, found, own)));
        if !is_right {
            miss("misplaced", found, mention.target.span, &found.place(own).id);
        }
        share.count(is_right);
    }
    share
}

fn times(known: &Dossier, found: &Dossier) -> Share {
    let mut share = Share::default();
    let same = |a: When, b: When| (a.earliest(), a.latest()) == (b.earliest(), b.latest());
    for mention in &known.mentions {
        let Subject::Time(Some(own), _) = mention.subject else { continue };
        let others = found.mentions.iter().filter(|other| other.target.span.overlaps(mention.target.span));
        let whens: Vec<Option<When>> =
            others.filter_map(|other| if let Subject::Time(when, _) = other.subject { Some(when) } else { None }).collect();
        let is_right = whens.iter().flatten().any(|when| same(own, *when));
        if !is_right {
            let put =
                whens.iter().map(|when| when.map_or("none".to_owned(), |when| when.to_string())).collect::<Vec<_>>().join(",");
            miss("time", known, mention.target.span, &format!("{own} not {put}"));
        }
        share.count(is_right);
    }
    share
}

/// Whether two spans share more than half of either.
fn is_same_stretch(a: Span, b: Span) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared * 2 > (a.end - a.start).min(b.end - b.start)
}

/// Whether two passages speak of the same place, or of one in or around the other, at times that overlap.
fn is_same_happening(known: &Dossier, own: &Passage, found: &Dossier, other: &Passage) -> bool {
    let there = match (own.places.first(), other.places.first()) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(own), Some(other)) => {
            is_put(known, *own, found, *other) || is_around(known, *own, found, *other) || is_around(found, *other, known, *own)
        }
    };
    let then = match (own.when, other.when) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(own), Some(other)) => own.overlaps(other.earliest(), other.latest()),
    };
    there && then && is_same_stretch(own.target.span, other.target.span)
}

/// Whether a place lies in one that is like the other.
fn is_around(inner: &Dossier, own: PlaceIx, outer: &Dossier, other: PlaceIx) -> bool {
    let mut at = inner.place(own).parent;
    while let Some(ix) = at {
        let (a, b) = (inner.place(ix), outer.place(other));
        if !a.basemap.is_empty() && a.basemap == b.basemap || a.kind == b.kind && is_put(inner, ix, outer, other) {
            return true;
        }
        at = a.parent;
    }
    false
}

fn happenings(known: &Dossier, found: &Dossier) -> Share {
    let mut share = Share::default();
    for own in &known.passages {
        let others = || found.passages.iter().filter(|other| is_same_stretch(own.target.span, other.target.span));
        let is_right = others().any(|other| is_same_happening(known, own, found, other));
        if !is_right {
            let told = |passage: &Passage, dossier: &Dossier| {
                let place = passage.places.first().map_or("-", |ix| dossier.place(*ix).title.as_str()).to_owned();
                format!("{place} {}", passage.when.map_or("-".to_owned(), |when| when.to_string()))
            };
            let put: Vec<String> = others().map(|other| told(other, found)).collect();
            miss("happening", known, own.target.span, &format!("[{}] not [{}]", told(own, known), put.join("; ")));
        }
        share.count(is_right);
    }
    share
}

/// Of the passages that were found, how many are one that people have marked, there and then.
fn happenings_right(known: &Dossier, found: &Dossier) -> Share {
    let mut share = Share::default();
    for other in &found.passages {
        let is_right = known.passages.iter().any(|own| is_same_happening(known, own, found, other));
        if !is_right {
            let place = other.places.first().map_or("-", |ix| found.place(*ix).title.as_str());
            miss(
                "extra",
                found,
                other.target.span,
                &format!("[{place} {}]", other.when.map_or("-".to_owned(), |when| when.to_string())),
            );
        }
        share.count(is_right);
    }
    share
}

/// Measures and prints: places, times, happenings, each found; then places and happenings, each right.
fn measure(with_layout: bool) -> [f64; 5] {
    let known = native::open(&Shipped).unwrap();
    let found = found(&known, with_layout);
    assert_eq!(found.warnings, []);
    let name = if with_layout { "with its layout" } else { "text alone" };
    let shares = [
        places(&known, &found),
        times(&known, &found),
        happenings(&known, &found),
        places_right(&known, &found),
        happenings_right(&known, &found),
    ];
    let words = ["places found and put", "times", "happenings", "places put right", "happenings right"];
    for (share, words) in shares.iter().zip(words) {
        println!("{name}: {words} {} of {} ({:.1} %)", share.0, share.1, share.percent());
    }
    let head = &found.head;
    let shown = [head.window, head.range].map(|when| when.map_or("none".to_owned(), |when| when.to_string()));
    println!("{name}: home {:?}, zone {}, window {}, range {}, frame {:?}", head.home, head.zone, shown[0], shown[1], head.frame);
    shares.map(Share::percent)
}

#[test]
fn the_report_as_text_alone() {
    let shares = measure(false);
    for (share, least) in shares.into_iter().zip([89.0, 58.0, 60.0, 94.0, 64.0]) {
        assert!(share >= least, "{shares:?}");
    }
}

#[test]
fn the_report_with_its_layout() {
    let shares = measure(true);
    for (share, least) in shares.into_iter().zip([89.0, 68.0, 61.0, 94.0, 65.0]) {
        assert!(share >= least, "{shares:?}");
    }
}

#[test]
fn found_passages_say_why() {
    let known = native::open(&Shipped).unwrap();
    let found = found(&known, true);
    for passage in &found.passages {
        let why = passage.aside().found.as_ref().unwrap();
        assert!(why.why.len() == 3 && why.sure > 0 && why.sure < 100, "{why:?}");
        assert!(passage.title.split_whitespace().count() <= 12, "{}", passage.title);
        assert!(passage.basis != Basis::Stated || passage.aside().clue.is_some());
    }
}
