//! What a decision costs on the page *Check*, with thousands of found passages: from the key to the next thing that is asked.
//!
//! `cargo bench --bench check` measures with criterion and prints one table at the end; `BENCHMARKS.md` keeps one. The dossier is
//! made up: every event is a found passage with its place and its time as found mentions, each with reasons and other candidates.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion};
use dateline::app::picture::Stage;
use dateline::basemap::Basemap;
use dateline::edit::{Deed, Putting};
use dateline::report::dossier::Dossier;
use dateline::report::found::{Choice, Found};
use dateline::report::ids::{Item, MentionIx, PassageIx, PlaceIx};
use dateline::report::passage::{Basis, Mention, Subject, Target};
use dateline::report::text::Span;
use dateline::session::{Action, Session, Tab};

mod synthetic;

/// The numbers of made-up passages.
const SIZES: [usize; 3] = [100, 1_000, 10_000];
/// What is decided.
const DEEDS: [&str; 4] = ["place confirmed", "other place", "passage confirmed", "time typed"];

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/criterion");
    let mut criterion = Criterion::default()
        .output_directory(&folder)
        .without_plots()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1500))
        .configure_from_args();
    let basemap = Basemap::embedded().unwrap();
    for size in SIZES {
        let mut session = Session::new(Arc::new(found(size)));
        session.apply(Action::ShowTab(Tab::Check));
        deciding(&mut criterion, size, &session);
        frames(&mut criterion, size, session, &basemap);
    }
    criterion.final_summary();
    print_table(&folder);
}

/// A dossier in which everything was found, and nobody has looked at anything.
fn found(size: usize) -> Dossier {
    let mut dossier = synthetic::dossier(size);
    let mut mentions = Vec::new();
    for passage in &mut *dossier.passages {
        let Target { document, span } = passage.target;
        // "Event 17 at place 3": the number stands for a time.
        let words = passage.title.find(" at ").unwrap();
        let spans = [Span { start: span.start, end: span.start + words }, Span { start: span.start + words + 4, end: span.end }];
        let subjects = [Subject::Time(passage.when, Basis::Stated), Subject::Place(passage.places[0])];
        for (span, subject) in spans.into_iter().zip(subjects) {
            mentions.push(Mention {
                id: format!("m{}", mentions.len()),
                target: Target { document, span },
                subject,
                note: String::new(),
                found: Some(Arc::new(by_finder(60 + u8::try_from(mentions.len() % 35).unwrap()))),
                filed: passage.filed.clone(),
            });
        }
        let aside = passage.aside_mut();
        (aside.clue, aside.found) = (Some(spans[0]), Some(Arc::new(by_finder(80))));
    }
    dossier.mentions = mentions.into();
    dossier
}

/// What the finder says of something, as long as it usually is.
fn by_finder(sure: u8) -> Found {
    let why = ["It is the only place of this name in the country.", "The text speaks of it several times."];
    let other = |number: usize| Choice {
        id: format!("geonames-{number}"),
        name: "Another place".to_owned(),
        within: "A province, a country".to_owned(),
        ..Choice::default()
    };
    Found { sure, why: why.map(str::to_owned).to_vec(), others: (0..4).map(other).collect() }
}

/// A decision of each kind, from the deed to the next dossier, arranged and with its queue in order.
fn deciding(criterion: &mut Criterion, size: usize, session: &Session) {
    let middle = u32::try_from(size / 2).unwrap();
    let (time, place) = (Item::Mention(MentionIx(2 * middle)), Item::Mention(MentionIx(2 * middle + 1)));
    let deeds = [
        Deed::Accept(vec![place]),
        Deed::Put(vec![place], Putting::Known(PlaceIx(7))),
        Deed::Accept(vec![Item::Passage(PassageIx(middle))]),
        Deed::Date(vec![time], "2022-01-05".parse().ok(), Basis::Stated),
    ];
    for (what, deed) in DEEDS.into_iter().zip(deeds) {
        let mut group = criterion.benchmark_group(what);
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            let fresh = || {
                let session = session.clone();
                black_box(session.index.unchecked(&session.dossier));
                session
            };
            let decide = |mut session: Session| {
                session.apply(Action::Edit(Box::new(deed.clone())));
                assert_eq!(session.history().done().len(), 1);
                black_box(session.index.unchecked(&session.dossier).items().len());
                // Letting go of what was there before is not waited for.
                session
            };
            bencher.iter_batched(fresh, decide, BatchSize::SmallInput);
        });
        group.finish();
    }
}

/// A decision with the frames until the window rests, at 1440×900: as many are made as there are things to ask about.
fn frames(criterion: &mut Criterion, size: usize, mut session: Session, basemap: &Basemap) {
    let mut stage = Stage::new(&session, [1440, 900], 1);
    stage.settle(&mut session, Some(basemap));
    let mut group = criterion.benchmark_group("with its frames");
    group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
        bencher.iter(|| {
            let first = session.index.unchecked(&session.dossier).items().first().copied();
            session.apply(first.map_or(Action::Undo, |item| Action::Edit(Box::new(Deed::Accept(vec![item])))));
            drop(session.written());
            stage.frame(&mut session, Some(basemap));
        });
    });
    group.finish();
}

/// The median of what was measured, in milliseconds.
fn median(folder: &Path, what: &str, size: usize) -> Option<f64> {
    let path = folder.join(what).join(size.to_string()).join("new/estimates.json");
    let estimates: serde_json::Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    estimates["median"]["point_estimate"].as_f64().map(|nanoseconds| nanoseconds / 1e6)
}

fn print_table(folder: &Path) {
    let mut out = std::io::stdout().lock();
    let head = [&["passages"], &DEEDS[..], &["with its frames"]].concat();
    // A closed pipe leaves nobody to tell.
    drop(writeln!(out, "\n| {} |\n|{}", head.join(" | "), " --- |".repeat(head.len())));
    for size in SIZES {
        let cell = |what: &&str| median(folder, what, size).map_or("–".to_owned(), |ms| format!("{ms:.2} ms"));
        let cells: Vec<String> = head[1..].iter().map(cell).collect();
        drop(writeln!(out, "| {size} | {} |", cells.join(" | ")));
    }
}
