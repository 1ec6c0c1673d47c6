//! What a scrub step costs the timeline with 100, 10,000 and 1,000,000 passages, with a linear scan as the yardstick.
//!
//! `cargo bench --bench timeline` prints microseconds, least and median of many steps: counting the window, drawing the
//! lanes (they are planned once for an axis; a scrub only asks how each bar stands to the window), planning them anew as a
//! zoom does. Six tenths of the passages lie in ten days, as bursts do.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

use dateline::index::times::{Relation, Window};
use dateline::index::{Filter, Index};
use dateline::report::dossier::Dossier;
use dateline::report::ids::{DocumentIx, PlaceIx};
use dateline::report::moment::{DAY, HOUR, MINUTE, Moment};
use dateline::report::passage::{Basis, Passage, Status, Target};
use dateline::report::place::{Place, PlaceKind};
use dateline::report::text::Span;
use dateline::report::when::{Bound, Precision, When};
use dateline::session::State;
use dateline::theme::Palette;
use dateline::view::Scene;
use dateline::view::timeline::{Axis, LanePlan};

const PLACES: usize = 200;
/// How many steps are measured.
const STEPS: usize = 100;

/// Numbers that are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }
}

fn passage(dice: &mut Dice, number: usize) -> Passage {
    let burst = Moment::from_ymd(2022, 1, 1).unwrap();
    let seconds = |days: i64| u64::try_from(days * DAY).unwrap();
    let offset = |dice: &mut Dice, limit: u64| i64::try_from(dice.below(limit)).unwrap() / MINUTE * MINUTE;
    let (from, length) = if dice.below(10) < 6 {
        (burst.plus(offset(dice, seconds(10))), HOUR / 2 + offset(dice, 6 * 3600))
    } else {
        let start = Moment::from_ymd(1986, 1, 1).unwrap();
        (start.plus(offset(dice, seconds(36 * 365))), HOUR + offset(dice, seconds(40)))
    };
    let sure = Bound::sure(Precision::Minute);
    let place = PlaceIx::new(usize::try_from(dice.below(PLACES as u64)).unwrap());
    Passage {
        id: number.to_string(),
        target: Target { document: DocumentIx(0), span: Span { start: 0, end: 1 } },
        title: String::new(),
        places: vec![place],
        when: When::interval(from, from.plus(length), sure, sure),
        basis: Basis::Stated,
        clue: None,
        voice: None,
        via: Vec::new(),
        status: Status::ALL[number % Status::ALL.len()],
        same: Vec::new(),
        conflicts: Vec::new(),
        note: String::new(),
        filed: dateline::report::filed::Filed::default(),
    }
}

fn dossier(passages: usize) -> Dossier {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let place = |number: usize| Place {
        id: format!("p{number}"),
        title: format!("Place {number}"),
        kind: PlaceKind::Settlement,
        ..Place::default()
    };
    Dossier {
        places: (0..PLACES).map(place).collect(),
        passages: (0..passages).map(|number| passage(&mut dice, number)).collect(),
        ..Dossier::default()
    }
}

fn scene<'a>(dossier: &'a Dossier, index: &'a Index, state: &'a State, palette: &'a Palette) -> Scene<'a> {
    Scene { dossier, index, state, basemap: None, palette }
}

/// Least and median of some steps, in microseconds.
fn measure(mut step: impl FnMut(i64)) -> (f64, f64) {
    let mut times: Vec<f64> = (0..STEPS)
        .map(|index| {
            let start = Instant::now();
            step(i64::try_from(index).unwrap());
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[0], times[times.len() / 2])
}

fn main() {
    let mut out = std::io::stdout().lock();
    writeln!(out, "microseconds, least / median of {STEPS} steps of a six-hour window over 1 to 10 January 2022").unwrap();
    writeln!(
        out,
        "{:>9} | {:>19} | {:>19} | {:>19} | {:>19} | ratio",
        "passages", "count 200 places", "linear scan", "lanes, scrub", "lanes, zoom"
    )
    .unwrap();
    for count in [100, 10_000, 1_000_000] {
        let dossier = dossier(count);
        let index = Index::new(&dossier, Filter::default());
        let mut state = State::new(&dossier, &index);
        let from = Moment::from_ymd(2022, 1, 1).unwrap();
        state.range = Window::new(from, from.plus(10 * DAY));
        let window = |step: i64| Window::new(from.plus(step * 2 * HOUR), from.plus(step * 2 * HOUR + 6 * HOUR));
        let counted = measure(|step| {
            for place in 0..PLACES {
                black_box(index.place(PlaceIx::new(place)).times.counts(window(step)));
            }
        });
        let scanned = measure(|step| {
            let mut counts = [0_usize; PLACES];
            for passage in &dossier.passages {
                let inside = passage.when.is_some_and(|when| Relation::of(&when, window(step)) == Relation::Inside);
                counts[passage.places[0].index()] += usize::from(inside);
            }
            black_box(counts);
        });
        let palette = Palette::light();
        let axis = Axis::new(state.range, 148.0, 1416.0);
        let plan = LanePlan::new(&scene(&dossier, &index, &state, &palette), &axis, 190.0);
        let scrubbed = measure(|step| {
            state.window = window(step);
            let scene = scene(&dossier, &index, &state, &palette);
            for bar in plan.lanes.iter().flat_map(|lane| &lane.bars) {
                black_box(bar.look(&scene));
            }
        });
        let planned = measure(|step| {
            let range = state.range.moved(step * MINUTE);
            let axis = Axis::new(range, 148.0, 1416.0);
            black_box(LanePlan::new(&scene(&dossier, &index, &state, &palette), &axis, 190.0));
        });
        let show = |(least, median): (f64, f64)| format!("{least:9.1}/{median:9.1}");
        let ratio = scanned.1 / counted.1;
        writeln!(out, "{count:>9} | {} | {} | {} | {} | {ratio:5.1}", show(counted), show(scanned), show(scrubbed), show(planned))
            .unwrap();
    }
}
