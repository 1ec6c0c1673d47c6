//! What differs in places and voices.

use super::pairs::{Known, Pairs};
use super::{Noun, Tally, changed, quoted, reworded};
use crate::edit::rows::Listed;
use crate::report::dossier::Dossier;
use crate::report::draft::PlaceDraft;
use crate::report::entry;
use crate::report::globe::distance_metres;
use crate::report::ids::PlaceIx;
use crate::report::passage::Voice;
use crate::report::place::{Certainty, Place};

const PLACE: Noun = ("place", "places");
const VOICE: Noun = ("voice", "voices");

pub fn places((before, after): (&Dossier, &Dossier)) -> Tally {
    let all = |dossier: &Dossier| {
        (0..dossier.places.len()).map(|at| entry::place(dossier, PlaceIx::new(at))).collect::<Vec<PlaceDraft>>()
    };
    listed(
        PLACE,
        &all(before),
        &all(after),
        |draft| quoted(&draft.place.title),
        |one, other| {
            let mut changes = place(&one.place, &other.place);
            let name = |dossier: &Dossier, id: &Option<String>| {
                let place = id.as_ref().and_then(|id| dossier.place_by_id(id));
                place.map(|place| quoted(&dossier.place(place).title)).unwrap_or_default()
            };
            if one.parent != other.parent {
                let told = changed("what it lies in", &name(before, &one.parent), &name(after, &other.parent));
                changes.push(told.unwrap_or_else(|| "it lies in another place of the same name".to_owned()));
            }
            changes
        },
    )
}

fn place(one: &Place, other: &Place) -> Vec<String> {
    let mut changes: Vec<String> = Vec::new();
    changes.extend(reworded("the name", &one.title, &other.title));
    let names = |place: &Place| place.names.iter().map(|name| name.text.clone()).collect::<Vec<_>>();
    let (was, is) = (names(one), names(other));
    changes.extend(is.iter().filter(|name| !was.contains(name)).map(|name| format!("also called {}", quoted(name))));
    changes.extend(was.iter().filter(|name| !is.contains(name)).map(|name| format!("no longer called {}", quoted(name))));
    if one.names != other.names && changes.is_empty() {
        changes.push("what is said of its names differs".to_owned());
    }
    changes.extend(changed("the kind", one.kind.word(), other.kind.word()));
    changes.extend(match (one.point, other.point) {
        (Some(was), Some(is)) if was != is => Some(format!("{} from where it was", distance(distance_metres(was, is)))),
        (None, Some(_)) => Some("it has a position, and had none".to_owned()),
        (Some(_), None) => Some("it has no position any more".to_owned()),
        _ => None,
    });
    let is_point = |place: &Place| matches!(place.geometry, None | Some(geo::Geometry::Point(_)));
    if one.geometry != other.geometry && !(is_point(one) && is_point(other) && one.point != other.point) {
        changes.push("its shape is another one".to_owned());
    }
    if one.basemap != other.basemap {
        changes.push("it is made up of other areas of the map".to_owned());
    }
    let radius = |place: &Place| place.radius_metres.map(distance).unwrap_or_default();
    if one.radius_metres != other.radius_metres {
        changes.extend(changed("how far it may be from its point", &radius(one), &radius(other)));
    }
    changes.extend(changed("the position", certainty(one.certainty), certainty(other.certainty)));
    changes.extend(reworded("its source", &one.source, &other.source));
    changes
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::LessCertain => "less certain",
        Certainty::Uncertain => "uncertain",
    }
}

/// A length on the ground: `60 m`, `0.4 km`, `200 km`.
fn distance(metres: f64) -> String {
    if metres < 100.0 {
        format!("{metres:.0} m")
    } else if metres < 10_000.0 {
        format!("{:.1} km", metres / 1000.0)
    } else {
        format!("{:.0} km", metres / 1000.0)
    }
}

pub fn voices((before, after): (&Dossier, &Dossier)) -> Tally {
    listed(
        VOICE,
        &before.voices,
        &after.voices,
        |voice| quoted(&voice.name),
        |one: &Voice, other: &Voice| {
            let told = [
                reworded("the name", &one.name, &other.name),
                reworded("the kind", &one.kind, &other.kind),
                reworded("how it knows", &one.knows, &other.knows),
            ];
            told.into_iter().flatten().collect()
        },
    )
}

/// What differs in a list whose entries are known by their ids.
fn listed<T: Listed>(
    noun: Noun,
    before: &[T],
    after: &[T],
    name: impl Fn(&T) -> String,
    changes: impl Fn(&T, &T) -> Vec<String>,
) -> Tally {
    let known = |list: &[T]| list.iter().map(|one| Known { id: one.id().to_owned(), keys: vec![one.line()] }).collect::<Vec<_>>();
    let mut tally = Tally::default();
    let pairs = Pairs::of(&known(before), &known(after));
    for (at, now) in pairs.before {
        let one = &before[at];
        let Some(other) = now.map(|now| &after[now]) else {
            tally.say(noun, name(one), &["gone".to_owned()]);
            continue;
        };
        let mut told = changes(one, other);
        if told.is_empty() && one.line() != other.line() {
            told.push("it differs in something that Dateline does not know".to_owned());
        }
        tally.say(noun, name(other), &told);
    }
    for at in pairs.new {
        tally.say(noun, name(&after[at]), &["new".to_owned()]);
    }
    tally
}
