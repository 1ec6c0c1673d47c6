//! Where a place is: its point, how far from it it may be, and where that comes from.

use egui::{Button, Label, RichText, Ui};

use super::place::field;
use super::row;
use crate::edit::{Deed, PlaceChange};
use crate::report::ids::PlaceIx;
use crate::report::outside::closed;
use crate::report::place::{Certainty, LonLat, Place};
use crate::session::{Action, Pane, Placing, Shape, Toggle};
use crate::view::pick::line::Line;
use crate::view::pick::word::word;
use crate::view::{Scene, pick, words};

const CERTAINTIES: [(Certainty, &str, &str); 3] = [
    (Certainty::Certain, "certain", ""),
    (Certainty::LessCertain, "less certain", ""),
    (Certainty::Uncertain, "uncertain", "drawn with a dashed outline"),
];

/// What can be drawn on the map for a place.
const SHAPES: [(Shape, &str); 4] = [
    (Shape::Point, "Put it on the map"),
    (Shape::Line, "Draw a line"),
    (Shape::Area, "Draw an area"),
    (Shape::Provinces, "Make up of provinces"),
];

pub fn show(ui: &mut Ui, scene: &Scene<'_>, ix: PlaceIx, actions: &mut Vec<Action>) {
    let place = scene.dossier.place(ix);
    let id = &place.id;
    let mut change = |change| actions.push(pick::edit(Deed::Place(ix, change)));
    row(ui, scene, "Position", |ui| {
        let written = place.point.map(|at| format!("{:.5}, {:.5}", at.lat, at.lon)).unwrap_or_default();
        let line = Line::new(field(id, "position"), "Position").hint("Latitude, longitude: 51.23, 51.37");
        let shown = line.draw(ui, scene, &written);
        let read = point(&shown.typed);
        fault(ui, scene, read.as_ref().err().filter(|_| shown.typed != written));
        if let (Some(_), Ok(at)) = (shown.given, read) {
            change(PlaceChange::At(at, place.radius_metres.filter(|_| at.is_some())));
        }
    });
    row(ui, scene, "Radius", |ui| {
        let written = place.radius_metres.map(words::metres).unwrap_or_default();
        let line = Line::new(field(id, "radius"), "How far from its point it may be").hint("500 m, 2 km");
        let shown = line.draw(ui, scene, &written);
        let read = radius(&shown.typed);
        fault(ui, scene, read.as_ref().err().filter(|_| shown.typed != written));
        if let (Some(_), Ok(metres)) = (shown.given, read) {
            change(PlaceChange::Radius(metres));
        }
    });
    row(ui, scene, "Certainty", |ui| {
        let picked = word(ui, scene, field(id, "certainty"), "Certainty of the position", place.certainty, &CERTAINTIES);
        picked.map(PlaceChange::Certainty).into_iter().for_each(&mut change);
    });
    row(ui, scene, "Source", |ui| {
        let line = Line::new(field(id, "source"), "Source of the position").hint("Where the position comes from").rows(2);
        line.show(ui, scene, &place.source).map(PlaceChange::Source).into_iter().for_each(&mut change);
    });
    row(ui, scene, "On the map", |ui| {
        ui.add(Label::new(RichText::new(drawn(place)).color(scene.palette.mute)).wrap());
        ui.horizontal_wrapped(|ui| {
            for (shape, name) in SHAPES {
                if ui.add_enabled(pick::locked(scene).is_none(), Button::new(name)).clicked() {
                    let placing = Action::SetPlacing(Some(Placing { place: ix, shape }));
                    actions.extend([placing, Action::ShowPane(Pane::Map), Action::Toggle(Toggle::Gazetteer)]);
                }
            }
        });
    });
}

fn fault(ui: &mut Ui, scene: &Scene<'_>, why: Option<&String>) {
    if let Some(why) = why {
        ui.add(Label::new(RichText::new(format!("{why}.")).color(scene.palette.window)).wrap());
    }
}

/// As what it is drawn.
fn drawn(place: &Place) -> String {
    use geo::Geometry::{LineString, MultiLineString, MultiPolygon, Polygon};
    match &place.geometry {
        _ if !place.basemap.is_empty() => format!("Made up of {}", closed(&place.basemap.join(", "))),
        Some(Polygon(_) | MultiPolygon(_)) => "An area".to_owned(),
        Some(LineString(_) | MultiLineString(_)) => "A line".to_owned(),
        _ if place.point.is_some() => "A point".to_owned(),
        _ => "Not on the map: it has no position".to_owned(),
    }
}

/// A position as it is typed: latitude and longitude in degrees; nothing where nothing is typed.
fn point(typed: &str) -> Result<Option<LonLat>, String> {
    let parts: Vec<&str> = typed.split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let wrong = || "Type latitude and longitude in degrees, such as 51.23, 51.37 or 51.23 N, 51.37 E".to_owned();
    let mut degrees: Vec<(f64, Option<char>)> = Vec::new();
    for part in parts {
        let letter = part.chars().next_back().map(|c| c.to_ascii_uppercase()).filter(|c| matches!(c, 'N' | 'S' | 'E' | 'W'));
        let number = part.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '°').replace('−', "-");
        if let Ok(number) = number.parse::<f64>() {
            degrees.push((number, letter));
            continue;
        }
        // A letter that stands apart from its number.
        match degrees.last_mut() {
            Some((_, before)) if number.is_empty() && letter.is_some() && before.is_none() => *before = letter,
            _ => return Err(wrong()),
        }
    }
    let signed = |(number, letter): (f64, Option<char>)| if matches!(letter, Some('S' | 'W')) { -number } else { number };
    match degrees[..] {
        [] => Ok(None),
        [one @ (_, Some('E' | 'W')), other @ (_, Some('N' | 'S'))] => at(signed(one), signed(other)).map(Some),
        [(_, Some('E' | 'W')), _] | [_, (_, Some('N' | 'S'))] => Err(wrong()),
        [one, other] => at(signed(other), signed(one)).map(Some),
        _ => Err(wrong()),
    }
}

fn at(lon: f64, lat: f64) -> Result<LonLat, String> {
    LonLat::new(lon, lat).ok_or_else(|| "The latitude is from −90 to 90 and the longitude from −180 to 180".to_owned())
}

/// A length as it is typed; nothing where nothing is typed.
fn radius(typed: &str) -> Result<Option<f64>, String> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Ok(None);
    }
    let (number, unit) = typed.split_at(typed.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ').len());
    let metres = match unit.trim() {
        "m" | "" | "metres" | "meters" => 1.0,
        "km" | "kilometres" | "kilometers" => 1000.0,
        _ => f64::NAN,
    };
    let number: f64 = number.trim().replace(',', ".").parse().unwrap_or(f64::NAN);
    Some(number * metres)
        .filter(|metres| metres.is_finite() && *metres > 0.0)
        .map(Some)
        .ok_or_else(|| "Type a length such as 500 m or 2 km".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_read_as_people_write_them() {
        let uralsk = Ok(LonLat::new(51.37, 51.23));
        for typed in ["51.23, 51.37", "51.23 51.37", "51.23N, 51.37E", "51.23° N 51.37° E", "51.37 E, 51.23 N"] {
            assert_eq!(point(typed), uralsk, "{typed}");
        }
        assert_eq!(point("−33.9, 18.4"), Ok(LonLat::new(18.4, -33.9)));
        assert_eq!(point("33.9 S 70.1 W"), Ok(LonLat::new(-70.1, -33.9)));
        assert_eq!(point(" "), Ok(None));
        for typed in ["51.23", "Uralsk", "1, 2, 3", "95, 10", "10 E, 20", "1e999, 2"] {
            assert!(point(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn lengths_are_read_as_people_write_them() {
        assert_eq!(
            [radius("500 m"), radius("500"), radius("2 km"), radius("1,5km")],
            [500.0, 500.0, 2000.0, 1500.0].map(|m| Ok(Some(m)))
        );
        assert_eq!(radius(""), Ok(None));
        for typed in ["far", "-3 km", "0", "3 miles"] {
            assert!(radius(typed).is_err(), "{typed}");
        }
    }
}
