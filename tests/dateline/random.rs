//! Random actions of every kind, on things that exist and things that do not, and what a hand does with mouse and keyboard.

use std::sync::Arc;

use crate::deeds;
use dateline::index::lanes::LaneKey;
use dateline::index::times::Window;
use dateline::report::citation::Form;
use dateline::report::given::Given;
use dateline::report::ids::{DocumentIx, PassageIx, PlaceIx, VoiceIx};
use dateline::report::mercator::World;
use dateline::report::moment::{DAY, Moment};
use dateline::report::note::{Note, Notes};
use dateline::report::passage::{Status, Target};
use dateline::report::place::LonLat;
use dateline::report::text::Span;
use dateline::report::wording::Clock;
use dateline::session::{
    Action, Camera, Choice, Contents, Export, Fit, Hint, Hovered, Inset, InterfaceSize, LaneBy, MAX_ZOOM, MIN_ZOOM, Pace, Paint,
    Pane, PictureOf, ReadingPosition, Section, Session, Surroundings, Tab, ThemeChoice, Toggle, Wanted, WeekStart, link,
};
use egui::{Event, Key, Modifiers, PointerButton, pos2, vec2};

/// Random numbers that are the same for the same seed everywhere (`SplitMix64`).
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    pub fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    pub fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    /// From 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number of some list's entries, or now and then one beyond it.
    pub fn index(&mut self, count: usize) -> u32 {
        let beyond = self.chance(8).then(|| self.pick(&[u32::try_from(count).unwrap(), u32::MAX]));
        beyond.unwrap_or_else(|| u32::try_from(self.below(count)).unwrap())
    }

    /// A number as no slider gives it, or a plain one.
    pub fn number(&mut self, plain: std::ops::Range<f64>) -> f64 {
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

    pub fn place(&mut self, session: &Session) -> PlaceIx {
        PlaceIx(self.index(session.dossier.places.len()))
    }

    fn lane(&mut self, session: &Session) -> LaneKey {
        match self.below(5) {
            0 => LaneKey::Voice(VoiceIx(self.index(session.dossier.voices.len()))),
            1 => LaneKey::Status(self.pick(Status::ALL)),
            2 => self.pick(&[LaneKey::Rest, LaneKey::Unnamed]),
            _ => LaneKey::Place(self.place(session)),
        }
    }

    pub fn passage(&mut self, session: &Session) -> PassageIx {
        PassageIx(self.index(session.dossier.passages.len()))
    }

    /// A stretch of text; now and then one beyond the text, or turned round.
    pub fn target(&mut self, session: &Session) -> Target {
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

    pub fn words(&mut self) -> String {
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
pub const KINDS: usize = 102;

/// A random action of one kind.
#[expect(clippy::too_many_lines, reason = "a line for each kind of action")]
pub fn action(dice: &mut Dice, session: &Session, kind: usize) -> Action {
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
        18 => Action::ShowTab(dice.pick(&[Tab::Passages, Tab::Document, Tab::Story, Tab::Notes, Tab::Check])),
        19 => Action::ShowSection(dice.pick(&Section::ALL)),
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
        37 => Action::Toggle(dice.pick(&[Toggle::Keys, Toggle::About, Toggle::Places, Toggle::Adrift])),
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
        49 => Action::Open(Wanted::Path("no/such/folder".into())),
        50 => Action::SetQuery(if dice.chance(12) { "word ".repeat(400) } else { dice.words() }),
        51 => Action::StepHit(dice.pick(&[-1, 1, 0])),
        52 => Action::FollowLink(dice.link(s)),
        53 => {
            let target = (!dice.chance(3)).then(|| dice.target(s));
            dice.pick(&[Action::SelectText(target), Action::SelectText(target), Action::SelectPart, Action::SettleText])
        }
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
        65 => Action::SetContents(dice.pick(&[Contents::Auto, Contents::Open, Contents::Closed])),
        66 => {
            let targets = (0..dice.below(4)).map(|_| dice.target(s)).collect();
            Action::CiteAll(targets, dice.words(), dice.pick(&Form::ALL))
        }
        _ => settled(dice, s, kind),
    }
}

/// A random action that settles something, or asks something of the shell.
fn settled(dice: &mut Dice, s: &Session, kind: usize) -> Action {
    match kind {
        67 => Action::Choose(dice.pick(&[Choice::Report, Choice::Folder, Choice::Document])),
        68 => Action::Open(Wanted::Shipped),
        69 => Action::SavePicture(dice.pick(&[PictureOf::Window, PictureOf::Map]), dice.pick(&[0, 1, 3, 255])),
        70 => Action::Export(dice.pick(&Export::ALL)),
        71 => Action::Print,
        72 => Action::ShowInFolder("no/such/folder".into()),
        73 => Action::Written("no/such/file.png".into()),
        74 => Action::CloseWritten,
        75 => Action::Quit,
        76 => Action::SetInterfaceSize(InterfaceSize::default().stepped(dice.pick(&[-1, 1]))),
        77 => Action::SetWeekStart(dice.pick(&WeekStart::ALL)),
        78 => Action::SetClock(dice.pick(&[Clock::H24, Clock::H12])),
        79 => Action::CloseHint(dice.pick(&Hint::ALL)),
        80 => Action::Tell(Surroundings::default()),
        81 => Action::Toggle(dice.pick(&[
            Toggle::Settings,
            Toggle::Palette,
            Toggle::Program,
            Toggle::Documents,
            Toggle::Table,
            Toggle::Gazetteer,
            Toggle::History,
            Toggle::Differences,
        ])),
        82 => Action::UnfoldSection(dice.pick(&Section::ALL), dice.chance(2)),
        83 => Action::UnfoldLane(dice.lane(s), dice.chance(2)),
        84 => Action::UnfoldLonger(dice.lane(s), dice.chance(2)),
        85 => Action::SetTimelineShare((!dice.chance(4)).then(|| dice.pick(&[0.3, 0.6, -1.0, f32::INFINITY]))),
        86 => Action::SetPaint(dice.pick(&[None, Some(Paint::Gpu), Some(Paint::Cpu)])),
        87 => Action::ShowPane(dice.pick(&[Pane::Map, Pane::Reader])),
        88 => Action::OpenOriginal(DocumentIx(dice.pick(&[0, 7]))),
        89 => Action::SaveCopy,
        91 => Action::SetCheckedOnly(dice.chance(2)),
        90 => Action::Describe("no-such-document".to_owned(), Given::default()),
        92 => Action::Edit(Box::new(deeds::deed(dice, s))),
        93 => Action::ReturnTo(dice.below(s.history().done().len() + 3)),
        94 => Action::CheckAt((!dice.chance(4)).then(|| deeds::item(dice, s))),
        95 => Action::CheckOnly(deeds::check_only(dice, s)),
        96 => Action::CheckLater(deeds::item(dice, s)),
        97 => Action::SetPlacing(deeds::placing(dice, s)),
        98 => Action::ToggleEditing(dice.passage(s)),
        99 => Action::ChooseMention(deeds::chosen(dice, s)),
        100 => Action::SetMapEditing(dice.chance(2)),
        101 => Action::ShowDifferences(Arc::default()),
        _ => unreachable!("there are {KINDS} kinds"),
    }
}

/// The number of an action's kind. A new kind of action does not compile here until it is numbered, and then [`action`] must
/// make it.
#[expect(clippy::too_many_lines, reason = "a line for each kind of action")]
pub fn number(action: &Action) -> usize {
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
        Action::ShowSection(_) => 19,
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
        Action::Toggle(Toggle::Keys | Toggle::About | Toggle::Places | Toggle::Adrift) => 37,
        Action::Toggle(_) => 81,
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
        Action::Open(Wanted::Path(_)) => 49,
        Action::SetQuery(_) => 50,
        Action::StepHit(_) => 51,
        Action::FollowLink(_) => 52,
        Action::SelectText(_) | Action::SelectPart | Action::SettleText => 53,
        Action::Cite(..) => 54,
        Action::CopyViewLink => 55,
        Action::CloseNotice => 56,
        Action::Star(_) => 57,
        Action::WriteNote(..) => 58,
        Action::UnfoldSection(..) => 82,
        Action::TagNote(..) => 59,
        Action::RemoveNote(_) => 60,
        Action::Undo | Action::Redo => 61,
        Action::TakeNotes(..) => 62,
        Action::NotesFault(_) => 63,
        Action::Notify(_) => 64,
        Action::SetContents(_) => 65,
        Action::CiteAll(..) => 66,
        Action::Choose(_) => 67,
        Action::Open(_) => 68,
        Action::SavePicture(..) => 69,
        Action::Export(_) => 70,
        Action::Print => 71,
        Action::ShowInFolder(_) => 72,
        Action::Written(_) => 73,
        Action::CloseWritten => 74,
        Action::Quit => 75,
        Action::SetInterfaceSize(_) => 76,
        Action::SetWeekStart(_) => 77,
        Action::SetClock(_) => 78,
        Action::CloseHint(_) => 79,
        Action::Tell(_) => 80,
        Action::UnfoldLane(..) => 83,
        Action::UnfoldLonger(..) => 84,
        Action::SetTimelineShare(_) => 85,
        Action::SetPaint(_) => 86,
        Action::ShowPane(_) => 87,
        Action::OpenOriginal(_) => 88,
        Action::SaveCopy => 89,
        Action::Describe(..) => 90,
        Action::SetCheckedOnly(_) => 91,
        Action::Edit(_) => 92,
        Action::ReturnTo(_) => 93,
        Action::CheckAt(_) => 94,
        Action::CheckOnly(_) => 95,
        Action::CheckLater(_) => 96,
        Action::SetPlacing(_) => 97,
        Action::ToggleEditing(_) => 98,
        Action::ChooseMention(_) => 99,
        Action::SetMapEditing(_) => 100,
        Action::ShowDifferences(_) => 101,
    }
}

/// What a hand does between two actions.
pub fn hand(dice: &mut Dice, size: [f32; 2]) -> Vec<Event> {
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
