//! What a scrub costs, with 100 to 1,000,000 made-up passages and with the dossier on Kazakhstan.
//!
//! `cargo bench --bench speed` measures with criterion and prints one table at the end; `BENCHMARKS.md` keeps one. A window
//! of six hours is moved over 1 to 10 January 2022. Beside the counting stands the plain linear scan as a yardstick,
//! measured in the same run, so that the ratio holds on any machine.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::alloc::System;
use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use dateline::app::picture::Stage;
use dateline::basemap::Basemap;
use dateline::edit::{Deed, PassageChange};
use dateline::formats::{events, native, shipped::Shipped};
use dateline::index::Filter;
use dateline::index::times::{Relation, Window};
use dateline::report::dossier::Dossier;
use dateline::report::ids::PassageIx;
use dateline::report::mercator::World;
use dateline::report::moment::{DAY, HOUR, Moment};
use dateline::report::passage::{Basis, Status};
use dateline::report::place::LonLat;
use dateline::session::{Action, Camera, Session};
use dateline::theme::Palette;
use dateline::view::map::MapPlan;
use dateline::view::timeline::{Axis, LanePlan, Title};
use dateline::view::{self, Scene};
use egui::{Rect, pos2, vec2};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

mod synthetic;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The numbers of made-up passages.
const SIZES: [usize; 4] = [100, 10_000, 100_000, 1_000_000];
/// Over so many steps the window is moved, and then from the beginning again.
const STEPS: i64 = 100;
/// How the dossier that is part of the program is called here.
const REAL: &str = "Kazakhstan";

/// A dossier that is measured, and what of it is no matter of time.
struct Subject {
    name: String,
    passages: usize,
    session: Session,
    /// Bytes of the dossier and its index.
    bytes: usize,
    /// Allocations of one scrub step with its frame.
    allocations: usize,
}

/// The window at a step.
fn window(step: i64) -> Window {
    let start = Moment::from_ymd(2022, 1, 1).unwrap();
    let from = start.plus((9 * DAY + 18 * HOUR) * (step % STEPS) / (STEPS - 1));
    Window::new(from, from.plus(6 * HOUR))
}

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
    let mut rows = Vec::new();
    for size in SIZES {
        rows.push(measure(&mut criterion, &size.to_string(), &basemap, || synthetic::dossier(size)));
    }
    rows.push(measure(&mut criterion, REAL, &basemap, || native::open(&Shipped).unwrap()));
    opening(&mut criterion, &basemap);
    criterion.final_summary();
    print_table(&folder, &rows);
}

/// Measures everything on one dossier, which is given back without its session.
fn measure(criterion: &mut Criterion, name: &str, basemap: &Basemap, make: impl Fn() -> Dossier) -> Subject {
    let region = Region::new(ALLOCATOR);
    let session = Session::new(Arc::new(make()));
    // What the first frame asks for belongs to the index too.
    black_box(session.index.lanes(&session.dossier, session.state.lanes));
    let change = region.change();
    let bytes = change.bytes_allocated.saturating_sub(change.bytes_deallocated);
    let passages = session.dossier.passages.len();
    let mut subject = Subject { name: name.to_owned(), passages, session, bytes, allocations: 0 };
    counting(criterion, &subject);
    filtering(criterion, &subject);
    editing(criterion, &subject);
    planning(criterion, &mut subject);
    frames(criterion, &mut subject, basemap);
    subject.session = Session::default();
    subject
}

fn counting(criterion: &mut Criterion, subject: &Subject) {
    let Session { dossier, index, .. } = &subject.session;
    let places = dossier.places.len();
    let mut group = criterion.benchmark_group("counts");
    let mut step = 0;
    group.bench_function(BenchmarkId::from_parameter(&subject.name), |bencher| {
        bencher.iter(|| {
            step += 1;
            let window = window(step);
            for counts in index.counts_by_place(window) {
                black_box(counts);
            }
        });
    });
    group.finish();
    let mut group = criterion.benchmark_group("linear scan");
    group.bench_function(BenchmarkId::from_parameter(&subject.name), |bencher| {
        bencher.iter(|| {
            step += 1;
            let window = window(step);
            let mut counts = vec![0_usize; places];
            for passage in &dossier.passages {
                let inside = passage.when.is_some_and(|when| Relation::of(&when, window) == Relation::Inside);
                if let Some(place) = passage.places.first() {
                    counts[place.index()] += usize::from(inside);
                }
            }
            black_box(counts);
        });
    });
    group.finish();
}

/// What a filter costs that leaves one kind of knowledge out.
fn filtering(criterion: &mut Criterion, subject: &Subject) {
    let Session { dossier, index, .. } = &subject.session;
    let filter = Filter { hidden_statuses: BTreeSet::from([Status::Rumour]), ..Filter::default() };
    let mut group = criterion.benchmark_group("filter");
    group.sample_size(10);
    group.bench_function(BenchmarkId::from_parameter(&subject.name), |bencher| {
        bencher.iter(|| black_box(index.filtered(dossier, filter.clone())));
    });
    group.finish();
}

/// What a change of a passage costs until it can be drawn: the next dossier with its index, on whichever thread. One changes its
/// time, for which most has to be arranged anew, and one a mention.
fn editing(criterion: &mut Criterion, subject: &Subject) {
    let mut group = criterion.benchmark_group("edit");
    group.sample_size(10);
    let ix = PassageIx::new(subject.passages / 2);
    let when = |day: u8| format!("2022-01-{day:02}").parse().ok();
    group.bench_function(BenchmarkId::from_parameter(&subject.name), |bencher| {
        let (mut session, mut day) = (subject.session.clone(), 1);
        bencher.iter(|| {
            day = day % 9 + 1;
            let change = PassageChange::When(when(day), Basis::Stated);
            session.apply(Action::Edit(Box::new(Deed::Passages(vec![ix], change))));
            black_box((session.written(), session.index.revision()));
        });
    });
    group.finish();
}

/// The plans of the three views: markers, how each bar stands to the window, and the cards.
fn planning(criterion: &mut Criterion, subject: &mut Subject) {
    let from = Moment::from_ymd(2022, 1, 1).unwrap();
    let session = &mut subject.session;
    session.apply(Action::SetRange(Window::new(from, from.plus(10 * DAY))));
    let palette = Palette::light();
    let map = Rect::from_min_size(pos2(0.0, 44.0), vec2(907.0, 568.0));
    let axis = Axis::new(session.state.range, 148.0, 1416.0);
    let center = World::from_lon_lat(LonLat { lon: 66.5, lat: 47.5 });
    let camera = Camera { center, zoom: 4.4 };
    let mut step = 0;
    let mut group = criterion.benchmark_group("plans");
    let mut titles = Titles::default();
    let lanes = lanes(&scene(session, &palette), &axis, &mut titles);
    group.bench_function(BenchmarkId::from_parameter(&subject.name), |bencher| {
        bencher.iter(|| {
            step += 1;
            session.apply(Action::SetWindow(window(step)));
            let scene = scene(session, &palette);
            black_box(MapPlan::new(&scene, map, camera));
            for bar in lanes.lanes.iter().flat_map(|lane| lane.bars.iter().chain(&lane.longer)) {
                black_box(bar.look(&scene));
            }
            black_box(session.cards());
        });
    });
    group.finish();
    let mut group = criterion.benchmark_group("lanes anew");
    group.bench_function(BenchmarkId::from_parameter(&subject.name), |bencher| {
        bencher.iter(|| black_box(self::lanes(&scene(session, &palette), &axis, &mut titles)));
    });
    group.finish();
}

/// Titles that were laid out already, as they are while one zooms.
type Titles = BTreeMap<PassageIx, Arc<Title>>;

/// The lanes of an axis, with letters that are all as wide as one another.
fn lanes(scene: &Scene<'_>, axis: &Axis, titles: &mut Titles) -> LanePlan {
    LanePlan::new(scene, axis, 190.0, None, &mut |ix| {
        #[expect(clippy::cast_precision_loss, reason = "a small number of letters")]
        let ends = |_: &str, ends: &[usize]| ends.iter().map(|end| *end as f32 * 6.0).collect();
        titles.entry(ix).or_insert_with(|| Arc::new(Title::new(&scene.dossier.passage(ix).title, 8.0, ends))).clone()
    })
}

fn scene<'a>(session: &'a Session, palette: &'a Palette) -> Scene<'a> {
    view::scene(session, None, palette)
}

/// A whole step: the window is moved, and the interface drawn at 1440×900, to triangles and to pixels.
fn frames(criterion: &mut Criterion, subject: &mut Subject, basemap: &Basemap) {
    let session = &mut subject.session;
    let mut stage = Stage::new(session, [1440, 900], 1);
    stage.settle(session, Some(basemap));
    let mut step = 0;
    for (what, pixels) in [("frame to triangles", false), ("frame to pixels", true)] {
        let mut group = criterion.benchmark_group(what);
        group.bench_function(BenchmarkId::from_parameter(&subject.name), |bencher| {
            bencher.iter(|| {
                step += 1;
                session.apply(Action::SetWindow(window(step)));
                if pixels {
                    stage.frame(session, Some(basemap));
                } else {
                    black_box(stage.triangles(session, Some(basemap)));
                }
            });
        });
        group.finish();
    }
    let region = Region::new(ALLOCATOR);
    for step in 0..STEPS {
        session.apply(Action::SetWindow(window(step)));
        black_box(stage.triangles(session, Some(basemap)));
    }
    subject.allocations = region.change().allocations / usize::try_from(STEPS).unwrap();
}

/// From bytes to the first picture, without the start of the process; and the background map alone.
fn opening(criterion: &mut Criterion, basemap: &Basemap) {
    let picture = |dossier: Dossier| {
        let mut session = Session::new(Arc::new(dossier));
        let mut stage = Stage::new(&session, [1440, 900], 1);
        stage.settle(&mut session, Some(basemap));
        black_box(stage.picture().width);
    };
    let mut group = criterion.benchmark_group("opening");
    group.sample_size(10);
    for size in SIZES {
        let table = table(size);
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter(|| picture(events::read("events.csv", &table)));
        });
    }
    group.bench_function(BenchmarkId::from_parameter(REAL), |bencher| {
        bencher.iter(|| picture(native::open(&Shipped).unwrap()));
    });
    group.finish();
    criterion.bench_function("background map", |bencher| bencher.iter(|| black_box(Basemap::embedded().unwrap())));
}

/// Made-up events as a table.
fn table(size: usize) -> Vec<u8> {
    let mut table = b"id,place,lat,lon,t0,t1,title\n".to_vec();
    for event in synthetic::events(size) {
        let (lat, lon) = (event.lat.unwrap(), event.lon.unwrap());
        writeln!(table, "{},{},{lat:.5},{lon:.5},{},{},{}", event.id, event.place, event.t0, event.t1, event.title).unwrap();
    }
    table
}

/// The median of what was measured, in nanoseconds; `None` where this run or an earlier one has not measured it.
fn median(folder: &Path, parts: &[&str]) -> Option<f64> {
    let path: PathBuf = parts.iter().fold(folder.to_path_buf(), |path, part| path.join(part)).join("new/estimates.json");
    let estimates: serde_json::Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    estimates["median"]["point_estimate"].as_f64()
}

/// A time in the unit that fits it.
fn time(nanoseconds: Option<f64>) -> String {
    match nanoseconds {
        None => "–".to_owned(),
        Some(ns) if ns < 1e6 => format!("{:.1} µs", ns / 1e3),
        Some(ns) => format!("{:.2} ms", ns / 1e6),
    }
}

fn print_table(folder: &Path, rows: &[Subject]) {
    let mut out = std::io::stdout().lock();
    let head = [
        "dossier",
        "passages",
        "counts",
        "linear scan",
        "ratio",
        "plans",
        "lanes anew",
        "filter",
        "edit",
        "to triangles",
        "to pixels",
        "opening",
        "memory",
        "allocations",
    ];
    // A closed pipe leaves nobody to tell.
    drop(writeln!(out, "\n| {} |\n|{}", head.join(" | "), " --- |".repeat(head.len())));
    for row in rows {
        let found = |what: &str| median(folder, &[what, &row.name]);
        let ratio =
            found("linear scan").zip(found("counts")).map_or("–".to_owned(), |(scan, counts)| format!("{:.1}", scan / counts));
        let cells = [
            row.name.clone(),
            row.passages.to_string(),
            time(found("counts")),
            time(found("linear scan")),
            ratio,
            time(found("plans")),
            time(found("lanes anew")),
            time(found("filter")),
            time(found("edit")),
            time(found("frame to triangles")),
            time(found("frame to pixels")),
            time(found("opening")),
            format!("{} kB", row.bytes / 1000),
            row.allocations.to_string(),
        ];
        drop(writeln!(out, "| {} |", cells.join(" | ")));
    }
    drop(writeln!(out, "\nThe background map, decoded and triangulated: {}", time(median(folder, &["background map"]))));
}
