//! What a person says of what is asked about.

use crate::edit::{self, Deed, Putting};
use crate::report::ids::{Item, MentionIx};
use crate::report::outside::closed;
use crate::report::passage::{Basis, Subject};
use crate::report::when::When;
use crate::view::asked::{Asked, Spot};
use crate::view::{Scene, words};

/// What a person says of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Answer {
    /// It is right.
    #[default]
    Right,
    /// It is wrong.
    Wrong,
    /// It is this place.
    At(String, Putting),
    /// It was then.
    On(When),
    /// It is as this deed makes it: a passage with another title, places, time, voice or status.
    As(Box<Deed>),
}

impl Answer {
    /// The change that it makes of what is asked about, and of others of the same name.
    #[must_use]
    pub fn deed(&self, scene: &Scene<'_>, asked: &Asked, others: &[MentionIx]) -> Deed {
        let mut items = vec![asked.item];
        items.extend(others.iter().map(|ix| Item::Mention(*ix)));
        let basis = basis(scene, asked.item);
        match self {
            Self::Right if others.is_empty() => Deed::Accept(items),
            Self::Right => match (asked.when, &asked.here) {
                (None, Some(here)) => Deed::Put(items, here.putting.clone()),
                (when, _) => Deed::Date(items, when, basis),
            },
            Self::Wrong => Deed::Reject(items),
            Self::At(_, putting) => Deed::Put(items, putting.clone()),
            Self::On(when) => Deed::Date(items, Some(*when), basis),
            Self::As(deed) => Deed::clone(deed),
        }
    }

    /// What was done, in a sentence: `Confirmed: Aktobe.`
    #[must_use]
    pub fn said(&self, scene: &Scene<'_>, asked: &Asked, others: usize) -> String {
        let words = named(scene, asked.item);
        let times = if others > 0 { format!(", {} times", words::number(others + 1)) } else { String::new() };
        match self {
            Self::Right => format!("Confirmed: {}{times}.", understood(scene, asked)),
            Self::Wrong if matches!(asked.item, Item::Passage(_)) => format!("Taken away: {words}."),
            Self::Wrong => format!("No place and no time: {words}{times}."),
            Self::At(place, _) => format!("{words} is {place}{times}."),
            Self::On(when) => format!("{words} is {}{times}.", scene.state.clock.when(when)),
            Self::As(deed) => format!("{}.", edit::words::of(scene.dossier, deed)),
        }
    }

    /// What it says of all of them, where it is for several: `Oral, settlement in West Kazakhstan`.
    #[must_use]
    pub fn meaning(&self, scene: &Scene<'_>, asked: &Asked) -> String {
        match self {
            Self::Right => {
                asked.here.as_ref().filter(|_| asked.when.is_none()).map_or_else(|| understood(scene, asked), Spot::full)
            }
            Self::Wrong => "no place and no time".to_owned(),
            Self::At(place, _) => place.clone(),
            Self::On(when) => scene.state.clock.when(when),
            Self::As(deed) => edit::words::of(scene.dossier, deed),
        }
    }
}

/// The words that are asked about, or the title of a passage.
#[must_use]
pub fn named(scene: &Scene<'_>, item: Item) -> String {
    /// How many letters of them are said.
    const SAID: usize = 40;
    let words = match item {
        Item::Mention(ix) => words::opening(scene.dossier.slice(scene.dossier.mention(ix).target), SAID),
        Item::Passage(ix) => words::opening(&scene.dossier.passage(ix).title, SAID),
    };
    format!("“{}”", closed(&words))
}

/// What was understood, in a few words.
#[must_use]
pub fn understood(scene: &Scene<'_>, asked: &Asked) -> String {
    match asked.item {
        Item::Mention(ix) => match scene.dossier.mention(ix).subject {
            Subject::Place(place) => closed(&scene.dossier.place(place).title).into_owned(),
            Subject::Time(Some(when), _) => scene.state.clock.when(&when),
            Subject::Time(None, _) => "a time without a date".to_owned(),
        },
        Item::Passage(_) => named(scene, asked.item),
    }
}

fn basis(scene: &Scene<'_>, item: Item) -> Basis {
    match item {
        Item::Mention(ix) => match scene.dossier.mention(ix).subject {
            Subject::Place(_) => Basis::Stated,
            Subject::Time(_, basis) => basis,
        },
        Item::Passage(ix) => scene.dossier.passage(ix).basis,
    }
}
