//! Ten thousand random actions, with ids that exist and ids that do not, and with a hand on mouse and keyboard between them.
//!
//! After each of them a frame of the real views is drawn to triangles, and what the views ask for is carried out as well; every
//! [`PAINTED`]th frame is also painted to pixels by the CPU painter, only where it has changed and as a whole, which must give the
//! same; painting all of them would take minutes without optimisation. After each action everything that must hold is checked, the counts against a recount of every passage.
//!
//! A run is told by its seed: `DATELINE_SOAK_SEED=7 cargo test soak` runs one again. A failing run prints seed and actions.

use std::collections::{BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::sync::LazyLock;

use dateline::basemap::Basemap;
use dateline::index::times::{Counts, Relation, Window};
use dateline::raster::{Painter, Screen, Triangles};
use dateline::report::ids::{PassageIx, PlaceIx};
use dateline::report::moment::Moment;
use dateline::report::passage::{Passage, Target};
use dateline::report::place::PlaceKind;
use dateline::session::{Action, Camera, Hovered, MAX_ZOOM, MIN_ZOOM, Reader, SHORTEST_RANGE, Section, Session, Unfolded};
use dateline::theme;
use dateline::view::{self, Caches};
use egui::{Event, Pos2, Rect, ViewportId};

use crate::fixture::{session, shipped};
use crate::random::{Dice, KINDS, action, hand, number};

/// How many actions each of the two runs does.
const ACTIONS: [usize; 2] = [6000, 4000];
/// Every how many frames one is painted to pixels.
const PAINTED: usize = 10;
/// The sizes of the window, in points; the first is smaller than a window can be made, the last is the smallest one.
const SIZES: [[f32; 2]; 3] = [[480.0, 320.0], [640.0, 420.0], [820.0, 560.0]];
/// By how much the memory of a run may grow, in megabytes. It goes up and down by more than that, so that the lowest of the last
/// third is held against the lowest of the third before.
const MOST_GROWTH: usize = 24;
/// Every how many actions the memory is weighed.
const WEIGHED: usize = 50;
/// How many places one can go back to, at most.
const MOST_VISITS: usize = 200;

static BASEMAP: LazyLock<Basemap> = LazyLock::new(|| Basemap::embedded().unwrap());

/// A window without a shell.
struct Bench {
    context: egui::Context,
    caches: Caches,
    painter: Painter,
    triangles: Triangles,
    screen: Screen,
    frames: usize,
}

impl Bench {
    fn new() -> Self {
        let context = egui::Context::default();
        theme::install(&context);
        Self {
            context,
            caches: Caches::default(),
            painter: Painter::new(),
            triangles: Triangles::default(),
            screen: Screen::default(),
            frames: 0,
        }
    }

    /// Draws a frame with what is asked for by keys, and returns what the views ask for.
    fn frame(&mut self, session: &mut Session, size: [f32; 2], events: Vec<Event>, log: &mut Log, step: usize) -> Vec<Action> {
        self.frames += 1;
        #[expect(clippy::cast_precision_loss, reason = "some thousand frames")]
        let time = self.frames as f64 / 30.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, size.into()));
        let mut input = egui::RawInput { screen_rect, time: Some(time), events, ..egui::RawInput::default() };
        input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(1.0);
        theme::choose(&self.context, session.state.theme);
        theme::set_motion(&self.context, session.state.motion);
        let mut actions = Vec::new();
        let mut output = self.context.run_ui(input, |ui| {
            for asked in view::keyed(ui, session) {
                log.note(step, &asked);
                session.apply(asked);
            }
            actions = view::show(ui, session, Some(&BASEMAP), &mut self.caches);
        });
        if self.painter.update_textures(&output.textures_delta) {
            self.triangles.forget();
        }
        output.textures_delta.clear();
        self.triangles.renew(&self.context, output.shapes.clone(), output.pixels_per_point);
        let primitives = self.context.tessellate(output.shapes, output.pixels_per_point);
        for primitive in &primitives {
            if let egui::epaint::Primitive::Mesh(mesh) = &primitive.primitive {
                assert!(
                    mesh.vertices.iter().all(|vertex| vertex.pos.x.is_finite() && vertex.pos.y.is_finite()),
                    "a corner at no place"
                );
            }
        }
        if self.frames.is_multiple_of(PAINTED) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small window")]
            let pixels = size.map(|side| side as u32);
            let (scale, black) = (output.pixels_per_point, egui::Color32::BLACK);
            self.painter.repaint(self.triangles.all(), scale, pixels, black, &mut self.screen);
            let picture = self.painter.paint(&primitives, scale, pixels, black);
            assert!(*self.screen.picture() == picture, "painted in parts it looks different");
            assert!(picture.pixels.iter().any(|byte| *byte != picture.pixels[0]), "an empty picture");
        }
        actions
    }
}

/// The settlement that a site is counted with, straight from the definition: the outermost one that it lies in.
fn home(session: &Session, ix: PlaceIx) -> PlaceIx {
    let place = |ix: PlaceIx| session.dossier.place(ix);
    let (mut found, mut at) = (ix, place(ix).parent);
    if place(ix).kind != PlaceKind::Site {
        return ix;
    }
    while let Some(parent) = at {
        if place(parent).kind == PlaceKind::Settlement {
            found = parent;
        }
        at = place(parent).parent;
    }
    found
}

/// Counts passages one by one.
fn recount<'a>(passages: impl Iterator<Item = &'a Passage>, window: Window) -> Counts {
    let mut counts = Counts::default();
    for when in passages.filter_map(|passage| passage.when) {
        let number = match Relation::of(&when, window) {
            Relation::Inside => &mut counts.inside,
            Relation::Spanning => &mut counts.spanning,
            Relation::Earlier => &mut counts.earlier,
            Relation::Later => &mut counts.later,
        };
        *number += 1;
    }
    counts
}

fn counts_are_right(session: &Session, homes: &[PlaceIx]) {
    let Session { dossier, index, state, .. } = session;
    assert!(*index.filter() == state.filter, "the index is of another filter");
    let found = &index.found().passages;
    let words = state.filter.wanted.has_words();
    let passes = |ix: usize| {
        let passage = &dossier.passages[ix];
        let hidden = passage.voice.is_some_and(|voice| state.filter.hidden_voices.contains(&voice))
            || state.filter.hidden_statuses.contains(&passage.status);
        !hidden && state.filter.wanted.allows(passage) && (!words || found.contains(&PassageIx::new(ix)))
    };
    let shown: Vec<&Passage> = (0..dossier.passages.len()).filter(|ix| passes(*ix)).map(|ix| &dossier.passages[ix]).collect();
    assert_eq!(index.counts(state.window), recount(shown.iter().copied(), state.window), "of all");
    for number in 0..dossier.places.len() {
        let ix = PlaceIx::new(number);
        let here = |passage: &&&Passage| passage.places.iter().any(|place| *place == ix || homes[place.index()] == ix);
        let own = |passage: &&&Passage| passage.places.contains(&ix);
        let entry = index.place(ix);
        let counted = (entry.times.counts(state.window), entry.own_times.counts(state.window));
        let mine = recount(shown.iter().filter(here).copied(), state.window);
        assert_eq!(counted, (mine, recount(shown.iter().filter(own).copied(), state.window)), "of {}", dossier.place(ix).id);
        assert_eq!(entry.undated.len(), shown.iter().filter(here).filter(|passage| passage.when.is_none()).count());
    }
    let cards = session.cards();
    for section in Section::ALL {
        let expected = if cards.is_unfolded(section) { cards.count(section) } else { 0 };
        assert_eq!(session.listed(section).len(), expected, "{section:?}");
    }
    let by_hand = state.reader.unfolded != Unfolded::default();
    assert!(by_hand || cards.total() == 0 || Section::ALL.iter().any(|section| !session.listed(*section).is_empty()), "empty");
}

fn everything_exists(session: &Session) {
    let Session { dossier, state, .. } = session;
    let passage = |ix: PassageIx| ix.index() < dossier.passages.len();
    let place = |ix: PlaceIx| ix.index() < dossier.places.len();
    assert!(state.selection.place.is_none_or(place) && state.selection.passage.is_none_or(passage), "{:?}", state.selection);
    assert!(state.hovered.is_none_or(|hovered| match hovered {
        Hovered::Place(ix) => place(ix),
        Hovered::Passage(ix) => passage(ix),
    }));
    assert!(state.hit.is_none_or(|hit| dossier.holds(hit)) && state.selected_text.is_none_or(|text| dossier.holds(text)));
    let text = |target: Target| dossier.has(target);
    assert!(state.reading.is_none_or(|reading| text(reading.target)), "{:?}", state.reading);
    assert!(state.reading_position.is_none_or(|position| text(position.target) && position.passage.is_none_or(passage)));
    let Reader { around, why, compared, note, text_step, .. } = &state.reader;
    assert!(around.iter().chain(why).chain(compared).all(|ix| passage(*ix)) && compared.len() != 1);
    assert!(note.is_none_or(text) && Reader::STEPS.contains(text_step));
    assert!(state.filter.hidden_voices.iter().all(|voice| voice.index() < dossier.voices.len()), "{:?}", state.filter);
}

fn numbers_are_sound(session: &Session) {
    let state = &session.state;
    for (window, shortest) in [(state.window, Window::SHORTEST), (state.range, SHORTEST_RANGE)] {
        assert!(window.from >= Moment::MIN && window.to <= Moment::MAX && window.seconds() >= shortest, "{window:?}");
    }
    if let Some(Camera { center, zoom }) = state.camera {
        assert!((0.0..=1.0).contains(&center.x) && (0.0..=1.0).contains(&center.y), "{center:?}");
        assert!((MIN_ZOOM..=MAX_ZOOM).contains(&zoom), "{zoom}");
    }
    assert!(state.play.speed.is_finite() && state.play.speed > 0.0 && state.play.waited.is_finite(), "{:?}", state.play);
}

/// What one can go back and forward to has an end.
fn history_is_short(session: &Session) {
    let mut copy = session.clone();
    for step in [Action::Back, Action::Forward] {
        let mut steps = 0;
        while (if step == Action::Back { copy.state.can_go_back() } else { copy.state.can_go_forward() }) && steps <= MOST_VISITS {
            copy.apply(step.clone());
            steps += 1;
        }
        assert!(steps <= MOST_VISITS, "{steps} steps");
    }
    let mut undone = 0;
    // Only of what was done in the notes there is an end.
    while copy.state.notebook.can_undo() && undone <= 500 && copy.state.edits.done == 0 {
        copy.apply(Action::Undo);
        undone += 1;
    }
    assert!(undone <= 500, "{undone} changes of notes");
}

/// The memory of this process, in megabytes; 0 where the system does not tell.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).unwrap_or(0) / 1024
}

/// The last actions, with the step of each.
#[derive(Default)]
struct Log(VecDeque<(usize, String)>);

impl Log {
    /// Notes an action down in words: keeping the action would keep all notes that were ever written.
    fn note(&mut self, step: usize, action: &Action) {
        let words: String = format!("{action:?}").chars().take(300).collect();
        self.0.push_back((step, words));
        while self.0.len() > 300 {
            self.0.pop_front();
        }
    }
}

/// The settlement of each place.
fn all_homes(session: &Session) -> Vec<PlaceIx> {
    (0..session.dossier.places.len()).map(|number| home(session, PlaceIx::new(number))).collect()
}

/// Does random actions until something does not hold.
fn run(seed: u64, mut session: Session, count: usize) {
    let mut dice = Dice(seed);
    let mut bench = Bench::new();
    let mut homes = (session.dossier.clone(), all_homes(&session));
    let mut log = Log::default();
    let mut kinds = BTreeSet::new();
    let mut weights = Vec::new();
    for step in 0..count {
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let kind = dice.below(KINDS);
            let chosen = action(&mut dice, &session, kind);
            assert_eq!(number(&chosen), kind, "{chosen:?}");
            kinds.insert(kind);
            log.note(step, &chosen);
            session.apply(chosen);
            let size = SIZES[step / 50 % SIZES.len()];
            let events = if dice.chance(3) { hand(&mut dice, size) } else { Vec::new() };
            for asked in bench.frame(&mut session, size, events, &mut log, step) {
                log.note(step, &asked);
                session.apply(asked);
            }
            numbers_are_sound(&session);
            everything_exists(&session);
            if !std::sync::Arc::ptr_eq(&homes.0, &session.dossier) {
                homes = (session.dossier.clone(), all_homes(&session));
            }
            counts_are_right(&session, &homes.1);
            if step.is_multiple_of(250) {
                history_is_short(&session);
            }
        }));
        if step.is_multiple_of(WEIGHED) {
            weights.push(memory());
        }
        if let Err(fault) = outcome {
            println!("the last actions of seed {seed}, which failed at step {step}:");
            for (number, action) in &log.0 {
                println!("{number:6} {action}");
            }
            println!("again: DATELINE_SOAK_SEED={seed} cargo test soak");
            std::panic::resume_unwind(fault);
        }
    }
    assert!(
        count < 20 * KINDS || kinds.len() == KINDS,
        "kinds that never came: {:?}",
        (0..KINDS).filter(|kind| !kinds.contains(kind))
    );
    println!("the memory in megabytes, every {WEIGHED} actions: {weights:?}");
    let third = weights.len() / 3;
    let lowest = |part: &[usize]| part.iter().copied().min().unwrap_or(0);
    let (before, after) = (lowest(&weights[third..2 * third]), lowest(&weights[2 * third..]));
    assert!(after <= before + MOST_GROWTH, "from {before} to {after} MB in {count} actions of seed {seed}: {weights:?}");
}

/// The variable that names another seed.
const SEED: &str = "DATELINE_SOAK_SEED";
/// The variable that tells a process of this test to be the one that runs.
const RUNNER: &str = "DATELINE_TEST_SOAK";

/// Not a test of its own: a run in a process of its own, so that its memory can be weighed.
#[test]
fn runner() {
    let Ok(which) = std::env::var(RUNNER) else { return };
    let seed = std::env::var(SEED).ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_220_105);
    match which.as_str() {
        "shipped" => run(seed, shipped(), ACTIONS[0]),
        "small" => run(seed, session(), ACTIONS[1]),
        other => panic!("{other}"),
    }
}

#[test]
fn whatever_is_done_everything_holds_and_nothing_grows() {
    let start = |which: &str| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["soak::runner", "--exact", "--nocapture"]).env(RUNNER, which);
        // Has the memory of the process follow what it uses, where the system's allocator listens to these.
        command.env("MALLOC_ARENA_MAX", "1").env("MALLOC_MMAP_THRESHOLD_", "1000000").env("MALLOC_TRIM_THRESHOLD_", "1000000");
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap()
    };
    for child in ["shipped", "small"].map(start) {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&output.stderr));
    }
}
