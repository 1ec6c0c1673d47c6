//! What is asked about in the page *Check*, as far as more than one view shows it: the place that was understood and the others
//! that it could be, with what tells them apart.

use std::sync::Arc;

use egui::{Id, Ui};

use super::Scene;
use crate::edit::{Deed, Putting};
use crate::gazetteer::{Entry, Gazetteer, adopt};
use crate::report::dossier::Dossier;
use crate::report::draft::PlaceDraft;
use crate::report::found::{Choice, Found};
use crate::report::ids::{Item, PlaceIx};
use crate::report::outside::closed;
use crate::report::passage::Subject;
use crate::report::place::{LonLat, Place};
use crate::report::when::When;
use crate::report::{globe, limits};
use crate::session::{Action, Editing, Tab};
use crate::view::words;

/// A place that something could be.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// What it lies in; may be empty.
    pub within: String,
    /// What sort of place it is.
    pub kind: &'static str,
    /// Where it lies.
    pub point: Option<LonLat>,
    /// How many people live there; 0 where that is not known.
    pub people: u64,
    /// How far it is from the place that was understood, in metres.
    pub away: Option<f64>,
    /// Whether a person said of the same words that they name it.
    pub is_said: bool,
    /// What puts something there.
    pub putting: Putting,
}

impl Spot {
    /// A place of the dossier.
    #[must_use]
    pub fn of_place(dossier: &Dossier, ix: PlaceIx) -> Self {
        let place = dossier.place(ix);
        let entry = entry(&place.title, &place.id);
        let around = dossier.lineage(ix).skip(1).take(limits::CHOICES).map(|ix| closed(&dossier.place(ix).title).into_owned());
        Self {
            name: closed(&place.title).into_owned(),
            within: around.collect::<Vec<_>>().join(", "),
            kind: entry.as_ref().map_or_else(|| place.kind.word(), |entry| entry.kind.word()),
            point: place.point,
            people: entry.map_or(0, |entry| entry.population),
            away: None,
            is_said: false,
            putting: Putting::Known(ix),
        }
    }

    /// A place that the finder names.
    #[must_use]
    pub fn of_choice(dossier: &Dossier, choice: &Choice) -> Self {
        let entry = entry(&choice.name, &choice.id);
        let known = dossier.place_by_id(&choice.id).map(Putting::Known);
        Self {
            name: closed(&choice.name).into_owned(),
            within: closed(&choice.within).into_owned(),
            kind: entry.as_ref().map_or_else(|| choice.kind.word(), |entry| entry.kind.word()),
            point: choice.point,
            people: entry.map_or(0, |entry| entry.population),
            away: None,
            is_said: false,
            putting: known.unwrap_or_else(|| Putting::New(adopt::chosen(choice).unwrap_or_else(|| vec![drawn_up(choice)]))),
        }
    }

    /// What sort of place it is and where: `settlement in West Kazakhstan, Kazakhstan`.
    #[must_use]
    pub fn whereabouts(&self) -> String {
        if self.within.is_empty() { self.kind.to_owned() } else { format!("{} in {}", self.kind, self.within) }
    }

    /// Its name, with what sort of place it is and where, so that it is not taken for a namesake.
    #[must_use]
    pub fn full(&self) -> String {
        format!("{}, {}", self.name, self.whereabouts())
    }

    /// How many people live there, in words: `271,900 people`.
    #[must_use]
    pub fn people(&self) -> Option<String> {
        let people = usize::try_from(self.people).ok().filter(|people| *people > 0)?;
        Some(if people == 1 { "1 person".to_owned() } else { format!("{} people", words::number(people)) })
    }

    /// How far it is from the place that was understood: `480 km away`.
    #[must_use]
    pub fn distance(&self) -> Option<String> {
        self.away.map(|metres| format!("{} away", words::metres(metres)))
    }

    /// All of it, for those who hear the window.
    #[must_use]
    pub fn said(&self) -> String {
        let facts = [Some(self.name.clone()), Some(self.whereabouts()), self.people(), self.distance()];
        facts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn is_same(&self, other: &Self) -> bool {
        let id = |putting: &Putting| match putting {
            Putting::Known(ix) => (Some(*ix), None),
            Putting::New(drafts) => (None, drafts.last().map(|draft| draft.place.id.clone())),
        };
        id(&self.putting) == id(&other.putting)
    }
}

/// What is asked about.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which mention or passage.
    pub item: Item,
    /// The place that was understood.
    pub here: Option<Spot>,
    /// The others that it could be, the likeliest first.
    pub others: Vec<Spot>,
    /// When it is understood to be.
    pub when: Option<When>,
}

/// How many others can be chosen by a digit.
pub const MOST: usize = 9;

/// The letter of one of the others, on the map and in the list.
#[must_use]
pub fn letter(index: usize) -> char {
    u8::try_from(index).ok().and_then(|index| b'A'.checked_add(index)).map_or('?', char::from)
}

impl Asked {
    fn new(scene: &Scene<'_>, item: Item) -> Self {
        let dossier = scene.dossier;
        let (place, said) = match item {
            Item::Mention(ix) => match dossier.mention(ix).subject {
                Subject::Place(place) => (Some(place), scene.index.unchecked(dossier).said(ix).filter(|said| *said != place)),
                Subject::Time(..) => (None, None),
            },
            Item::Passage(ix) => (dossier.passage(ix).places.first().copied(), None),
        };
        let here = place.map(|ix| Spot::of_place(dossier, ix));
        let said = said.map(|ix| Spot { is_said: true, ..Spot::of_place(dossier, ix) });
        let found =
            found(dossier, item).into_iter().flat_map(|found| found.others.iter()).map(|choice| Spot::of_choice(dossier, choice));
        let mut others: Vec<Spot> = Vec::new();
        for mut spot in said.into_iter().chain(found) {
            let is_new = here.iter().chain(&others).all(|other| !other.is_same(&spot));
            if is_new && others.len() < MOST {
                let points = here.as_ref().and_then(|here| here.point).zip(spot.point);
                spot.away = points.map(|(here, there)| globe::distance_metres(here, there));
                others.push(spot);
            }
        }
        let when = match item {
            Item::Mention(ix) => match dossier.mention(ix).subject {
                Subject::Place(_) => None,
                Subject::Time(when, _) => when,
            },
            Item::Passage(ix) => dossier.passage(ix).when,
        };
        Self { item, here, others, when }
    }

    /// What puts it where one of the others lies.
    #[must_use]
    pub fn put(&self, index: usize) -> Option<Action> {
        let spot = self.others.get(index)?;
        Some(Action::Edit(Box::new(Deed::Put(vec![self.item], spot.putting.clone()))))
    }
}

/// What is asked about now; nothing while that page is not shown.
#[must_use]
pub fn now(ui: &Ui, scene: &Scene<'_>) -> Option<Arc<Asked>> {
    let item = scene.state.checking.at.filter(|_| scene.state.tab == Tab::Check)?;
    found(scene.dossier, item)?;
    Some(about(ui, scene, item))
}

/// What there is to ask about something. It is looked up once.
#[must_use]
pub fn about(ui: &Ui, scene: &Scene<'_>, item: Item) -> Arc<Asked> {
    type Kept = ((usize, u64, Item), Arc<Asked>);
    let id = Id::unique("what is asked");
    let key = (std::ptr::from_ref(scene.dossier).addr(), scene.index.revision(), item);
    if let Some((_, asked)) = ui.data(|data| data.get_temp::<Kept>(id)).filter(|(known, _)| *known == key) {
        return asked;
    }
    let asked = Arc::new(Asked::new(scene, item));
    ui.data_mut(|data| data.insert_temp::<Kept>(id, (key, asked.clone())));
    asked
}

/// What the finder says of something; nothing where a person has looked at it, or where it is not there.
#[must_use]
pub fn found(dossier: &Dossier, item: Item) -> Option<&Found> {
    match item {
        Item::Mention(ix) => dossier.mentions.get(ix.index())?.found.as_deref(),
        Item::Passage(ix) => dossier.passages.get(ix.index())?.aside().found.as_deref(),
    }
}

/// Whether the dossier can be changed; or else why not.
///
/// # Errors
/// One sentence on why it can only be read.
pub fn is_open<'a>(scene: &Scene<'a>) -> Result<(), &'a str> {
    match &scene.state.surroundings.editing {
        Editing::Locked(why) => Err(why),
        Editing::Here | Editing::Copy => Ok(()),
    }
}

/// The entry of the gazetteer that a name and an id stand for.
fn entry(name: &str, id: &str) -> Option<Entry> {
    let world = Gazetteer::embedded();
    world.named(name).into_iter().map(|ix| world.entry(ix)).find(|entry| adopt::id(entry) == id)
}

/// A place as far as the finder tells of it.
fn drawn_up(choice: &Choice) -> PlaceDraft {
    let place = Place {
        id: choice.id.clone(),
        title: choice.name.clone(),
        kind: choice.kind,
        geometry: choice.point.map(|at| geo::Geometry::Point(geo::Point::new(at.lon, at.lat))),
        point: choice.point,
        ..Place::default()
    };
    PlaceDraft { place, parent: None, raw: String::new() }
}
