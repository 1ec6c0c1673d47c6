//! What a frame of the reader costs with 1,000, 100,000 and 1,000,000 passages, a tenth of which lie in the window.
//!
//! `cargo bench --bench reader` prints microseconds, least and median of many frames: the reader drawn while nothing
//! changes; choosing the cards as the window moves; the reader drawn while the window moves; the text with its ribbon; the story curve.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

use dateline::edit::History;
use dateline::index::times::Window;
use dateline::index::{Filter, Index};
use dateline::report::dossier::Dossier;
use dateline::report::draft::Document;
use dateline::report::ids::{DocumentIx, PlaceIx};
use dateline::report::moment::{DAY, HOUR, MINUTE, Moment};
use dateline::report::passage::{Passage, Status, Target};
use dateline::report::place::{Place, PlaceKind};
use dateline::report::text::{Span, Text};
use dateline::report::when::{Bound, Precision, When};
use dateline::session::{Deck, Section, State, Tab};
use dateline::theme::{self, Palette};
use dateline::view::{Scene, reader};
use egui::{Context, Pos2, RawInput, Rect, Vec2};

/// How many frames are measured.
const FRAMES: usize = 100;
/// The sentence that every passage is.
const SENTENCE: &str = "They stood on the square again and waited for the others.\n";

/// Numbers that are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from((self.0 >> 11) % limit).unwrap()
    }
}

/// The first moment of the window.
fn start() -> Moment {
    Moment::from_ymd(2022, 1, 1).unwrap()
}

/// A tenth lies in a day, the others in the hundred days before and after; some last for years.
fn passage(dice: &mut Dice, number: usize) -> Passage {
    let from = if number.is_multiple_of(10) {
        start().plus(dice.below(23 * 60) * MINUTE)
    } else {
        let days = 1 + dice.below(100);
        start().plus(if number.is_multiple_of(2) { -days } else { days } * DAY + dice.below(20 * 60) * MINUTE)
    };
    let length = if number % 1000 == 1 { 4 * 365 * DAY } else { HOUR / 2 };
    let sure = Bound::sure(Precision::Minute);
    let from_point = number * SENTENCE.len();
    Passage {
        id: number.to_string(),
        target: Target { document: DocumentIx(0), span: Span { start: from_point, end: from_point + SENTENCE.len() - 1 } },
        places: vec![PlaceIx(0)],
        when: When::interval(from, from.plus(length), sure, sure),
        status: Status::ALL[number % Status::ALL.len()],
        ..Passage::default()
    }
}

fn dossier(count: usize) -> Dossier {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let place = Place { id: "p".to_owned(), title: "A place".to_owned(), kind: PlaceKind::Settlement, ..Place::default() };
    let document = Document { title: "A text".to_owned(), text: Text::new(SENTENCE.repeat(count)), ..Document::default() };
    Dossier {
        places: vec![place].into(),
        documents: vec![document].into(),
        passages: (0..count).map(|number| passage(&mut dice, number)).collect(),
        ..Dossier::default()
    }
}

/// Least and median of some steps, in microseconds.
fn measure(mut step: impl FnMut(i64)) -> String {
    let mut times: Vec<f64> = (0..FRAMES)
        .map(|index| {
            let start = Instant::now();
            step(i64::try_from(index).unwrap());
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    format!("{:9.1}/{:9.1}", times[0], times[times.len() / 2])
}

/// Draws one frame of the reader.
fn frame(context: &Context, dossier: &Dossier, index: &Index, state: &State, palette: &Palette, cache: &mut reader::Cache) {
    let screen = Rect::from_min_size(Pos2::ZERO, Vec2::new(533.0, 600.0));
    let input = RawInput { screen_rect: Some(screen), ..RawInput::default() };
    let mut output = context.run_ui(input, |ui| {
        let scene = Scene { dossier, index, state, history: &History::default(), basemap: None, palette };
        black_box(reader::show(ui, &scene, cache));
    });
    output.textures_delta.clear();
}

fn main() {
    let mut out = std::io::stdout().lock();
    writeln!(out, "microseconds, least / median of {FRAMES} frames").unwrap();
    writeln!(
        out,
        "{:>9} | {:>7} | {:>19} | {:>19} | {:>19} | {:>19} | {:>19}",
        "passages", "listed", "cards, still", "choosing, scrub", "cards, scrub", "text, still", "story, still"
    )
    .unwrap();
    let palette = Palette::light();
    for count in [1_000, 100_000, 1_000_000] {
        let dossier = dossier(count);
        let index = Index::new(&dossier, Filter::default());
        let mut state = State::new(&dossier, &index);
        state.window = Window::new(start(), start().plus(DAY));
        let context = Context::default();
        theme::install(&context);
        let mut cache = reader::Cache::default();
        let mut deck = Deck::default();
        let listed = deck.cards(&dossier, &index, &state).count(Section::Inside);
        for _ in 0..5 {
            frame(&context, &dossier, &index, &state, &palette, &mut cache);
        }
        let still = measure(|_| frame(&context, &dossier, &index, &state, &palette, &mut cache));
        let moved = |step: i64| Window::new(start().plus(step * MINUTE), start().plus(step * MINUTE + HOUR));
        let chosen = measure(|step| {
            state.window = moved(step);
            black_box(deck.cards(&dossier, &index, &state));
        });
        let scrubbed = measure(|step| {
            state.window = moved(step);
            frame(&context, &dossier, &index, &state, &palette, &mut cache);
        });
        state.tab = Tab::Document;
        for _ in 0..5 {
            frame(&context, &dossier, &index, &state, &palette, &mut cache);
        }
        let text = measure(|_| frame(&context, &dossier, &index, &state, &palette, &mut cache));
        state.tab = Tab::Story;
        for _ in 0..5 {
            frame(&context, &dossier, &index, &state, &palette, &mut cache);
        }
        let story = measure(|_| frame(&context, &dossier, &index, &state, &palette, &mut cache));
        writeln!(out, "{count:>9} | {listed:>7} | {still} | {chosen} | {scrubbed} | {text} | {story}").unwrap();
    }
}
