//! Random deeds of every kind, on things that exist and things that do not.

use dateline::edit::{Deed, Item, MentionChange, Naming, NewPassage, PassageChange, PlaceChange, Putting, VoiceChange};
use dateline::report::draft::PlaceDraft;
use dateline::report::ids::{MentionIx, PlaceIx, VoiceIx};
use dateline::report::passage::{Basis, BlockKind, Status, Target};
use dateline::report::place::{LonLat, Name, Place, PlaceKind};
use dateline::report::when::When;
use dateline::session::{CheckKind, CheckOnly, ChosenMention, Placing, Session, Shape};

use crate::random::Dice;

fn mention(dice: &mut Dice, session: &Session) -> MentionIx {
    MentionIx(dice.index(session.dossier.mentions.len()))
}

fn voice(dice: &mut Dice, session: &Session) -> VoiceIx {
    VoiceIx(dice.index(session.dossier.voices.len()))
}

/// A mention that is chosen, or none.
pub fn chosen(dice: &mut Dice, session: &Session) -> Option<ChosenMention> {
    (!dice.chance(4)).then(|| ChosenMention { mention: mention(dice, session), open: dice.chance(2) })
}

/// A mention or a passage.
pub fn item(dice: &mut Dice, session: &Session) -> Item {
    if dice.chance(2) { Item::Mention(mention(dice, session)) } else { Item::Passage(dice.passage(session)) }
}

fn items(dice: &mut Dice, session: &Session) -> Vec<Item> {
    (0..dice.below(4)).map(|_| item(dice, session)).collect()
}

/// Now and then a stretch that is no mention's and no passage's, more often one that is.
fn target(dice: &mut Dice, session: &Session) -> Target {
    let passage = dice.passage(session);
    match session.dossier.passages.get(passage.index()) {
        Some(passage) if dice.chance(2) => passage.target,
        _ => dice.target(session),
    }
}

fn when(dice: &mut Dice) -> Option<When> {
    let written = ["2022-01-05", "2022-01-05T09:00/2022-01-05T12:00~", "2011-12", "1986~", "2022-01-04/..", "../1991", "0001"];
    if dice.chance(5) { None } else { dice.pick(&written).parse().ok() }
}

fn draft(dice: &mut Dice) -> PlaceDraft {
    let id = dice.pick(&["new-place", "almaty", "another", ""]).to_owned();
    let title = dice.pick(&["Nowhere", "Somewhere else", "", "Алматы"]).to_owned();
    let point = LonLat::new(dice.share() * 300.0 - 150.0, dice.share() * 160.0 - 80.0);
    let parent = dice.chance(3).then(|| dice.pick(&["kazakhstan", "no-such-place", "new-place"]).to_owned());
    PlaceDraft { place: Place { id, title, point, ..Place::default() }, parent, raw: String::new() }
}

fn putting(dice: &mut Dice, session: &Session) -> Putting {
    if dice.chance(3) {
        Putting::New((0..dice.below(3)).map(|_| draft(dice)).collect())
    } else {
        Putting::Known(dice.place(session))
    }
}

fn naming(dice: &mut Dice, session: &Session) -> Naming {
    if dice.chance(2) { Naming::Place(putting(dice, session)) } else { Naming::Time(when(dice), dice.pick(Basis::ALL)) }
}

fn of_passage(dice: &mut Dice, session: &Session) -> PassageChange {
    match dice.below(12) {
        0 => PassageChange::Span(target(dice, session).span),
        1 => PassageChange::Title(dice.words()),
        2 => PassageChange::Places((0..dice.below(3)).map(|_| dice.place(session)).collect()),
        3 => PassageChange::AddPlace(putting(dice, session), dice.chance(2)),
        4 => PassageChange::When(when(dice), dice.pick(Basis::ALL)),
        5 => PassageChange::Voice((!dice.chance(3)).then(|| voice(dice, session))),
        6 => PassageChange::Via((0..dice.below(3)).map(|_| voice(dice, session)).collect()),
        7 => PassageChange::Status(dice.pick(Status::ALL)),
        8 => PassageChange::Same(dice.passage(session), dice.chance(2)),
        9 => PassageChange::Conflicts(dice.passage(session), dice.chance(2)),
        _ => PassageChange::Note(dice.words()),
    }
}

fn of_place(dice: &mut Dice, session: &Session) -> PlaceChange {
    let at = |dice: &mut Dice| LonLat::new(dice.share() * 360.0 - 180.0, dice.share() * 160.0 - 80.0);
    match dice.below(9) {
        0 => PlaceChange::Title(dice.words()),
        1 => PlaceChange::Names(vec![Name { text: dice.words(), language: "en".to_owned(), former: dice.chance(2) }]),
        2 => PlaceChange::Kind(dice.pick(&[
            PlaceKind::World,
            PlaceKind::Country,
            PlaceKind::Region,
            PlaceKind::Settlement,
            PlaceKind::Site,
        ])),
        3 => PlaceChange::Parent((!dice.chance(3)).then(|| dice.place(session))),
        4 => PlaceChange::At((!dice.chance(4)).then(|| at(dice)).flatten(), dice.chance(2).then(|| dice.number(1.0..100_000.0))),
        5 => PlaceChange::Radius(dice.chance(2).then(|| dice.number(1.0..100_000.0))),
        6 => PlaceChange::Basemap(vec![dice.pick(&["KZ", "KZ-47", "XX"]).to_owned()], at(dice)),
        7 => PlaceChange::Geometry(geo::LineString::from(vec![(60.0, 40.0), (dice.share() * 300.0 - 150.0, 50.0)]).into()),
        _ => PlaceChange::Source(dice.words()),
    }
}

/// A random deed.
pub fn deed(dice: &mut Dice, session: &Session) -> Deed {
    let s = session;
    match dice.below(20) {
        0 | 1 => Deed::Accept(items(dice, s)),
        2 => Deed::Reject(items(dice, s)),
        3 => Deed::Put(items(dice, s), putting(dice, s)),
        4 => Deed::Date(items(dice, s), when(dice), dice.pick(Basis::ALL)),
        5 => Deed::Mention(mention(dice, s), MentionChange::Span(target(dice, s).span)),
        6 => Deed::Mention(mention(dice, s), MentionChange::Names(naming(dice, s))),
        7 => Deed::AddMention(target(dice, s), naming(dice, s)),
        8 => Deed::Dismiss(target(dice, s)),
        9 => Deed::AddPassage(Box::new(NewPassage {
            target: target(dice, s),
            title: dice.words(),
            places: (0..dice.below(3)).map(|_| dice.place(s)).collect(),
            when: when(dice),
            basis: dice.pick(Basis::ALL),
            voice: dice.chance(2).then(|| voice(dice, s)),
            status: dice.pick(Status::ALL),
        })),
        10 | 11 => Deed::Passages((0..dice.below(3)).map(|_| dice.passage(s)).collect(), of_passage(dice, s)),
        12 => Deed::AddPlace((0..dice.below(3)).map(|_| draft(dice)).collect()),
        13 => Deed::Place(dice.place(s), of_place(dice, s)),
        14 => Deed::RemovePlace(dice.place(s)),
        15 => Deed::MergePlaces(dice.place(s), dice.place(s)),
        16 => Deed::SplitPlace(dice.place(s), (0..dice.below(3)).map(|_| mention(dice, s)).collect(), dice.words()),
        17 => of_voice(dice, s),
        18 => Deed::Block(target(dice, s), (!dice.chance(3)).then(|| dice.pick(&[BlockKind::Quote, BlockKind::Heading(2)]))),
        _ => Deed::Mention(mention(dice, s), MentionChange::Note(dice.words())),
    }
}

fn of_voice(dice: &mut Dice, session: &Session) -> Deed {
    let name = dice.words();
    match dice.below(4) {
        0 => Deed::AddVoice(name, "channel".to_owned()),
        1 => Deed::Voice(voice(dice, session), dice.pick(&[VoiceChange::Name(name.clone()), VoiceChange::Knows(name)])),
        2 => Deed::RemoveVoice(voice(dice, session)),
        _ => Deed::MergeVoices(voice(dice, session), voice(dice, session)),
    }
}

/// What of the queue is gone through.
pub fn check_only(dice: &mut Dice, session: &Session) -> CheckOnly {
    CheckOnly {
        kind: dice.pick(&CheckKind::ALL),
        document: dice.chance(4).then(|| dice.target(session).document),
        name: dice.chance(4).then(|| dice.words()),
    }
}

/// What a click on the map puts where.
pub fn placing(dice: &mut Dice, session: &Session) -> Option<Placing> {
    let shape = dice.pick(&[Shape::Point, Shape::Line, Shape::Area, Shape::Provinces]);
    (!dice.chance(2)).then(|| Placing { place: PlaceIx(dice.index(session.dossier.places.len())), shape })
}
