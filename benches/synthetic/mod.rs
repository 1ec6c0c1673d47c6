//! Made-up events for measuring: the same in every run.
//!
//! 200 places in clusters around 20 towns of Kazakhstan and its neighbours; intervals of half an hour to forty days over
//! 1986 to 2022, six tenths of them, of half an hour to six and a half hours, on 1 to 10 January 2022.

use dateline::formats::events::{Collector, Event};
use dateline::report::dossier::Dossier;

/// How many places there are.
pub const PLACES: u64 = 200;
/// Unix time of 1986-01-01.
const FROM: u64 = 504_921_600;
/// Unix time of 2022-01-01.
pub const BURST: u64 = 1_640_995_200;
const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// Numbers that are the same in every run (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    /// From −1 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    fn either_side(&mut self) -> f64 {
        self.below(2_000_001) as f64 / 1e6 - 1.0
    }
}

/// So many events.
pub fn events(count: usize) -> impl Iterator<Item = Event> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let towns: Vec<(f64, f64)> = (0..20).map(|_| (48.0 + 6.0 * dice.either_side(), 66.0 + 15.0 * dice.either_side())).collect();
    let places: Vec<(f64, f64)> = (0..PLACES)
        .map(|place| {
            let (lat, lon) = towns[usize::try_from(place % 20).unwrap_or_default()];
            (lat + 0.4 * dice.either_side(), lon + 0.6 * dice.either_side())
        })
        .collect();
    (0..count).map(move |number| {
        let (t0, length) = if dice.below(10) < 6 {
            (BURST + dice.below(10 * DAY), HOUR / 2 + dice.below(6 * HOUR))
        } else {
            (FROM + dice.below(BURST - FROM), HOUR + dice.below(40 * DAY))
        };
        let place = dice.below(PLACES);
        let (lat, lon) = places[usize::try_from(place).unwrap_or_default()];
        let time = |at: u64| i64::try_from(at / 60 * 60).unwrap_or_default();
        Event {
            id: format!("e{number}"),
            place: format!("Place {place}"),
            lat: Some(lat),
            lon: Some(lon),
            t0: time(t0),
            t1: time(t0 + length),
            title: format!("Event {number} at place {place}"),
        }
    })
}

/// So many events as a dossier.
#[allow(dead_code, reason = "the example writes events and needs no dossier")]
pub fn dossier(count: usize) -> Dossier {
    let mut collector = Collector::new("synthetic.csv");
    events(count).for_each(|event| collector.take(event));
    collector.finish()
}
