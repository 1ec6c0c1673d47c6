//! Ten thousand random actions, with ids that exist and ids that do not, and with a hand on mouse and keyboard between them.
//!
//! After each of them a frame of the real views is drawn to triangles, and what the views ask for is carried out as well; every
//! [`PAINTED`]th frame is also painted to pixels by the CPU painter, because painting all of them would take minutes without
//! optimisation. After each action everything that must hold is checked, the counts against a recount of every passage.
//!
//! A run is told by its seed: `DATELINE_SOAK_SEED=7 cargo test soak` runs one again. A failing run prints seed and actions.

use std::collections::{BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::sync::{Arc, LazyLock};

use dateline::basemap::Basemap;
use dateline::index::times::{Counts, Relation, Window};
use dateline::raster::Painter;
use dateline::report::citation::Form;
use dateline::report::ids::{DocumentIx, PassageIx, PlaceIx, VoiceIx};
use dateline::report::mercator::World;
use dateline::report::moment::{DAY, Moment};
use dateline::report::note::{Note, Notes};
use dateline::report::passage::{Passage, Status, Target};
use dateline::report::place::{LonLat, PlaceKind};
use dateline::report::text::Span;
use dateline::session::{
    Action, Camera, Fit, Hovered, Inset, LaneBy, MAX_ZOOM, MIN_ZOOM, Pace, Reader, ReadingPosition, SHORTEST_RANGE, Scope, Session,
    Tab, ThemeChoice, Toggle, link,
};
use dateline::theme;
use dateline::view::{self, Caches};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, ViewportId, pos2, vec2};

use crate::fixture::{session, shipped};

/// How many actions each of the two runs does.
const ACTIONS: [usize; 2] = [6000, 4000];
/// Every how many frames one is painted to pixels.
const PAINTED: usize = 10;
/// The sizes of the window, in points; the first is smaller than a window can be made, the last is the smallest one.
const SIZES: [[f32; 2]; 3] = [[480.0, 320.0], [640.0, 420.0], [820.0, 560.0]];
/// By how much the memory of a run may grow, in megabytes. It goes up and down by more than that, so that the lowest of the last
/// third is held against the lowest of the third before.
const MOST_GROWTH: usize = 32;
/// Every how many actions the memory is weighed.
const WEIGHED: usize = 50;
/// How many places one can go back to, at most.
const MOST_VISITS: usize = 200;

static BASEMAP: LazyLock<Basemap> = LazyLock::new(|| Basemap::embedded().unwrap());

/// Random numbers that are the same for the same seed everywhere (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    /// From 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number of some list's entries, or now and then one beyond it.
    fn index(&mut self, count: usize) -> u32 {
        let beyond = self.chance(8).then(|| self.pick(&[u32::try_from(count).unwrap(), u32::MAX]));
        beyond.unwrap_or_else(|| u32::try_from(self.below(count)).unwrap())
    }

    /// A number as no slider gives it, or a plain one.
    fn number(&mut self, plain: std::ops::Range<f64>) -> f64 {
        if self.chance(8) {
            return self.pick(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -1e300, 1e300]);
        }
        plain.start + self.share() * (plain.end - plain.start)
    }

    fn moment(&mut self) -> Moment {
        if self.chance(10) {
            return self.pick(&[Moment::MIN, Moment::MAX, Moment(i64::MIN), Moment(i64::MAX), Moment(0)]);
        }
        let origin = Moment::from_ymd(2022, 1, 1).unwrap();
        let reach = self.pick(&[10 * DAY, 10 * DAY, 400 * DAY, 40_000 * DAY, 900_000 * DAY]);
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "any moment will do")]
        let offset = ((self.share() - 0.3) * reach as f64) as i64;
        origin.plus(offset)
    }

    /// A window; now and then one that ends before it begins, as only a fault elsewhere could make it.
    fn window(&mut self) -> Window {
        let (from, to) = (self.moment(), self.moment());
        if self.chance(6) {
            return Window { from, to };
        }
        let width = self.pick(&[60, 3600, 6 * 3600, DAY, 10 * DAY, 400 * DAY, 40_000 * DAY]);
        Window::new(from, from.plus(width))
    }

    fn place(&mut self, session: &Session) -> PlaceIx {
        PlaceIx(self.index(session.dossier.places.len()))
    }

    fn passage(&mut self, session: &Session) -> PassageIx {
        PassageIx(self.index(session.dossier.passages.len()))
    }

    /// A stretch of text; now and then one beyond the text, or turned round.
    fn target(&mut self, session: &Session) -> Target {
        let document = DocumentIx(self.index(session.dossier.documents.len()));
        let length = session.dossier.documents.get(document.index()).map_or(9, |document| document.text.len());
        if self.chance(8) {
            let wrong = [
                Span { start: length, end: length + 9 },
                Span { start: usize::MAX, end: usize::MAX },
                Span { start: 9, end: 2 },
                Span::default(),
            ];
            return Target { document, span: self.pick(&wrong) };
        }
        let start = self.below(length);
        Target { document, span: Span { start, end: (start + self.below(400)).min(length) } }
    }

    /// The id of a passage that is there, or of one that is not.
    fn id(&mut self, session: &Session) -> String {
        let ix = self.passage(session);
        session.dossier.passages.get(ix.index()).map_or_else(|| "no such passage".to_owned(), |passage| passage.id.clone())
    }

    fn words(&mut self) -> String {
        let words = [
            "",
            " ",
            "fire",
            "\"tear gas\"",
            "burn*",
            "place:almaty",
            "place:",
            "voice:witness police",
            "status:rumour",
            "status:",
            "before:2012",
            "after:2022-01-05 gas",
            "before:soon",
            "Жаңаөзен",
            "protest protesters",
            "\"",
            "*",
            "-",
            "e\u{301}",
            "👩‍👩‍👧",
            "\u{0}",
            "\u{202e}",
            "dateline:",
            "dateline:view?",
            "a",
            "the",
        ];
        self.pick(&words).to_owned()
    }

    fn camera(&mut self) -> Camera {
        let (x, y) = (self.number(-0.2..1.2), self.number(-0.2..1.2));
        Camera { center: World { x, y }, zoom: self.number(MIN_ZOOM..MAX_ZOOM) }
    }

    fn fit(&mut self, session: &Session) -> Fit {
        let points: Vec<LonLat> = (0..self.below(4))
            .filter_map(|_| LonLat::new(self.share().mul_add(360.0, -180.0), self.share().mul_add(180.0, -90.0)))
            .collect();
        match self.below(5) {
            0 => Fit::All,
            1 => Fit::Points(points),
            2 => Fit::Closer(points),
            3 => Fit::Window,
            _ => Fit::Place(self.place(session)),
        }
    }

    fn notes(&mut self, session: &Session) -> Arc<Notes> {
        let mut notes = (*session.state.notebook.notes).clone();
        for _ in 0..self.below(3) {
            notes.entries.insert(self.id(session), Note { text: self.words(), edits: self.roll(), ..Note::default() });
        }
        if self.chance(4) {
            let _gone = notes.entries.pop_first();
        }
        Arc::new(notes)
    }

    fn link(&mut self, session: &Session) -> String {
        let own = link::view(&session.dossier, &session.state).to_string();
        let strange = "dateline:view?dossier=kazakhstan-2022&map=9,9,99&window=soon&range=2022&text-size=400&lanes=x&new=1";
        let mut cut = own.clone();
        cut.truncate(cut.floor_char_boundary(self.below(own.len())));
        self.pick(&[own, cut, strange.to_owned(), "dateline:passage?dossier=x&exact=y".to_owned(), "http://x".to_owned()])
    }
}

/// How many kinds of action there are: those that [`number`] tells apart.
const KINDS: usize = 65;

/// A random action of one kind.
#[expect(clippy::too_many_lines, reason = "a line for each kind of action")]
fn action(dice: &mut Dice, session: &Session, kind: usize) -> Action {
    let s = session;
    match kind {
        0 => Action::SetWindow(dice.window()),
        1 => Action::PlaceWindow(dice.moment()),
        2 => Action::SetWidth(dice.pick(&[i64::MIN, -1, 0, 60, 3600, DAY, 400 * DAY, i64::MAX])),
        3 => Action::SetCumulative(dice.chance(2)),
        4 => Action::SetLanes(dice.pick(&[LaneBy::Place, LaneBy::Voice, LaneBy::Status])),
        5 => {
            let starts: Vec<Moment> = s.index.folds().pieces().iter().map(|piece| piece.time.from).collect();
            Action::ToggleFold(if starts.is_empty() || dice.chance(4) { dice.moment() } else { dice.pick(&starts) })
        }
        6 => Action::SetEven(dice.chance(2)),
        7 => Action::MoveWindow(dice.number(-3.0..3.0)),
        8 => Action::SetRange(dice.window()),
        9 => Action::ShowWindow(dice.window()),
        10 => Action::GoToTime(dice.window()),
        11 => Action::SelectPlace((!dice.chance(4)).then(|| dice.place(s))),
        12 => Action::SelectPassage(dice.passage(s)),
        13 => Action::ReadPassage(dice.passage(s)),
        14 => Action::PointOut(dice.place(s)),
        15 => Action::StepPassage(dice.pick(&[-1, 1, 0, i32::MIN, i32::MAX])),
        16 => Action::OpenInDocument(dice.passage(s)),
        17 => Action::ShowText(dice.target(s)),
        18 => Action::ShowTab(dice.pick(&[Tab::Passages, Tab::Document, Tab::Story, Tab::Notes])),
        19 => Action::SetScope(dice.pick(&[Scope::Inside, Scope::Spanning, Scope::Outside, Scope::Undated])),
        20 => Action::SetCamera(dice.camera()),
        21 => Action::Fit(dice.fit(s)),
        22 => Action::LockCamera(dice.chance(3)),
        23 => Action::SetInset(dice.pick(&[Inset::Auto, Inset::Open, Inset::Closed])),
        24 => Action::GoToPlace(dice.place(s)),
        25 => Action::Hover(match dice.below(3) {
            0 => None,
            1 => Some(Hovered::Place(dice.place(s))),
            _ => Some(Hovered::Passage(dice.passage(s))),
        }),
        26 => Action::ToggleVoice(VoiceIx(dice.index(s.dossier.voices.len()))),
        27 => Action::ToggleStatus(dice.pick(Status::ALL)),
        28 => Action::ClearFilter,
        29 => Action::SetPlaying(dice.chance(2)),
        30 => Action::SetPace(dice.pick(&[Pace::Steady, Pace::Passages])),
        31 => Action::SetSpeed(dice.number(0.5..4.0)),
        32 => Action::SetLooped(dice.chance(2)),
        33 => Action::Tick(dice.number(0.0..4.0)),
        34 => Action::Back,
        35 => Action::Forward,
        36 => Action::StepOut,
        37 => Action::Toggle(dice.pick(&[Toggle::Keys, Toggle::About, Toggle::Places])),
        38 => Action::SetMotion(dice.chance(2)),
        39 => Action::SetTheme(dice.pick(&[ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark])),
        40 => Action::ToggleAround(dice.passage(s)),
        41 => Action::ToggleWhy(dice.passage(s)),
        42 => Action::Compare((0..dice.below(5)).map(|_| dice.passage(s)).collect()),
        43 => Action::SameTimeElsewhere(dice.passage(s)),
        44 => Action::OpenNote((!dice.chance(3)).then(|| dice.target(s))),
        45 => Action::SetFollowing(dice.chance(2)),
        46 => Action::StepTextSize(dice.pick(&[-1, 1, i8::MIN, i8::MAX])),
        47 => Action::ReadAt(
            (!dice.chance(3)).then(|| ReadingPosition { target: dice.target(s), passage: dice.chance(2).then(|| dice.passage(s)) }),
        ),
        48 => Action::Copy(dice.words()),
        49 => Action::OpenFolder("no/such/folder".into()),
        50 => Action::SetQuery(if dice.chance(12) { "word ".repeat(400) } else { dice.words() }),
        51 => Action::StepHit(dice.pick(&[-1, 1, 0])),
        52 => Action::FollowLink(dice.link(s)),
        53 => Action::SelectText((!dice.chance(3)).then(|| dice.target(s))),
        54 => Action::Cite(dice.target(s), dice.pick(&Form::ALL)),
        55 => Action::CopyViewLink,
        56 => Action::CloseNotice,
        57 => Action::Star(dice.passage(s)),
        58 => Action::WriteNote(dice.id(s), dice.words()),
        59 => Action::TagNote(dice.id(s), (0..dice.below(3)).map(|_| dice.words()).collect()),
        60 => Action::RemoveNote(dice.id(s)),
        61 => dice.pick(&[Action::Undo, Action::Redo]),
        62 => Action::TakeNotes(dice.notes(s), dice.notes(s)),
        63 => Action::NotesFault(dice.words()),
        64 => Action::Notify(dice.words()),
        _ => unreachable!("there are {KINDS} kinds"),
    }
}

/// The number of an action's kind. A new kind of action does not compile here until it is numbered, and then [`action`] must
/// make it.
fn number(action: &Action) -> usize {
    match action {
        Action::SetWindow(_) => 0,
        Action::PlaceWindow(_) => 1,
        Action::SetWidth(_) => 2,
        Action::SetCumulative(_) => 3,
        Action::SetLanes(_) => 4,
        Action::ToggleFold(_) => 5,
        Action::SetEven(_) => 6,
        Action::MoveWindow(_) => 7,
        Action::SetRange(_) => 8,
        Action::ShowWindow(_) => 9,
        Action::GoToTime(_) => 10,
        Action::SelectPlace(_) => 11,
        Action::SelectPassage(_) => 12,
        Action::ReadPassage(_) => 13,
        Action::PointOut(_) => 14,
        Action::StepPassage(_) => 15,
        Action::OpenInDocument(_) => 16,
        Action::ShowText(_) => 17,
        Action::ShowTab(_) => 18,
        Action::SetScope(_) => 19,
        Action::SetCamera(_) => 20,
        Action::Fit(_) => 21,
        Action::LockCamera(_) => 22,
        Action::SetInset(_) => 23,
        Action::GoToPlace(_) => 24,
        Action::Hover(_) => 25,
        Action::ToggleVoice(_) => 26,
        Action::ToggleStatus(_) => 27,
        Action::ClearFilter => 28,
        Action::SetPlaying(_) => 29,
        Action::SetPace(_) => 30,
        Action::SetSpeed(_) => 31,
        Action::SetLooped(_) => 32,
        Action::Tick(_) => 33,
        Action::Back => 34,
        Action::Forward => 35,
        Action::StepOut => 36,
        Action::Toggle(_) => 37,
        Action::SetMotion(_) => 38,
        Action::SetTheme(_) => 39,
        Action::ToggleAround(_) => 40,
        Action::ToggleWhy(_) => 41,
        Action::Compare(_) => 42,
        Action::SameTimeElsewhere(_) => 43,
        Action::OpenNote(_) => 44,
        Action::SetFollowing(_) => 45,
        Action::StepTextSize(_) => 46,
        Action::ReadAt(_) => 47,
        Action::Copy(_) => 48,
        Action::OpenFolder(_) => 49,
        Action::SetQuery(_) => 50,
        Action::StepHit(_) => 51,
        Action::FollowLink(_) => 52,
        Action::SelectText(_) => 53,
        Action::Cite(..) => 54,
        Action::CopyViewLink => 55,
        Action::CloseNotice => 56,
        Action::Star(_) => 57,
        Action::WriteNote(..) => 58,
        Action::TagNote(..) => 59,
        Action::RemoveNote(_) => 60,
        Action::Undo | Action::Redo => 61,
        Action::TakeNotes(..) => 62,
        Action::NotesFault(_) => 63,
        Action::Notify(_) => 64,
    }
}

/// What a hand does between two actions.
fn hand(dice: &mut Dice, size: [f32; 2]) -> Vec<Event> {
    #[expect(clippy::cast_possible_truncation, reason = "a point on a small window")]
    let at = pos2(dice.share() as f32 * size[0], dice.share() as f32 * size[1]);
    let button = |pressed| Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    let keys = [
        Key::Tab,
        Key::Enter,
        Key::Escape,
        Key::ArrowLeft,
        Key::Home,
        Key::Space,
        Key::W,
        Key::P,
        Key::L,
        Key::PageDown,
        Key::Num0,
    ];
    let key = |key, pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    match dice.below(6) {
        0 => vec![Event::PointerMoved(at), button(true), button(false)],
        1 => vec![Event::PointerMoved(at), button(true)],
        2 => vec![Event::PointerMoved(at), button(false)],
        3 => vec![
            Event::PointerMoved(at),
            Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                delta: vec2(0.0, dice.pick(&[-200.0, 90.0])),
                modifiers: Modifiers::NONE,
                phase: egui::TouchPhase::Move,
                source: egui::MouseWheelSource::Unknown,
            },
        ],
        4 => {
            let pressed = dice.pick(&keys);
            vec![key(pressed, true), key(pressed, false)]
        }
        _ => vec![Event::PointerMoved(at)],
    }
}

/// A window without a shell.
struct Bench {
    context: egui::Context,
    caches: Caches,
    painter: Painter,
    frames: usize,
}

impl Bench {
    fn new() -> Self {
        let context = egui::Context::default();
        theme::install(&context);
        Self { context, caches: Caches::default(), painter: Painter::new(), frames: 0 }
    }

    /// Draws a frame, and returns what the views ask for.
    fn frame(&mut self, session: &Session, size: [f32; 2], events: Vec<Event>) -> Vec<Action> {
        self.frames += 1;
        #[expect(clippy::cast_precision_loss, reason = "some thousand frames")]
        let time = self.frames as f64 / 30.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, size.into()));
        let mut input = egui::RawInput { screen_rect, time: Some(time), events, ..egui::RawInput::default() };
        input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(1.0);
        theme::choose(&self.context, session.state.theme);
        theme::set_motion(&self.context, session.state.motion);
        let mut actions = Vec::new();
        let mut output = self.context.run_ui(input, |ui| actions = view::show(ui, session, Some(&BASEMAP), &mut self.caches));
        self.painter.update_textures(&output.textures_delta);
        output.textures_delta.clear();
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
            let picture = self.painter.paint(&primitives, output.pixels_per_point, pixels, egui::Color32::BLACK);
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
    let Session { dossier, index, state } = session;
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
    let expected = [cards.inside, cards.spanning, cards.outside, cards.undated][state.scope as usize];
    assert_eq!(cards.shown.len(), expected, "cards");
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
    while copy.state.notebook.can_undo() && undone <= 500 {
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

/// Does random actions until something does not hold.
fn run(seed: u64, mut session: Session, count: usize) {
    let mut dice = Dice(seed);
    let mut bench = Bench::new();
    let homes: Vec<PlaceIx> = (0..session.dossier.places.len()).map(|number| home(&session, PlaceIx::new(number))).collect();
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
            for asked in bench.frame(&session, size, events) {
                log.note(step, &asked);
                session.apply(asked);
            }
            numbers_are_sound(&session);
            everything_exists(&session);
            counts_are_right(&session, &homes);
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
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap()
    };
    for child in ["shipped", "small"].map(start) {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&output.stderr));
    }
}
