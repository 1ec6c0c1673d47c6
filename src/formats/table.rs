//! Tables for spreadsheets.

use super::cells::Table;

use crate::report::dossier::Dossier;
use crate::report::filed::Filed;
use crate::report::passage::{Passage, Subject};
use crate::report::place::Place;
use crate::report::when::{Bound, When};

/// Every mention, a line each. Positions are code points; times carry the dossier's offset, `latest` excluded.
///
/// # Errors
/// Only when memory for the table cannot be had.
pub fn mentions(dossier: &Dossier) -> Result<Vec<u8>, csv::Error> {
    let mut table = Table::new(&[
        "document", "start", "end", "text", "type", "id", "name", "lon", "lat", "edtf", "earliest", "latest", "basis", "checked",
    ])?;
    for mention in &dossier.mentions {
        let span = mention.target.span;
        let head = [
            dossier.document(mention.target.document).id.clone(),
            span.start.to_string(),
            span.end.to_string(),
            dossier.slice(mention.target).to_owned(),
        ];
        let rest = match mention.subject {
            Subject::Place(ix) => {
                let place = dossier.place(ix);
                let [lon, lat] = position(place);
                [vec!["place".to_owned(), place.id.clone(), place.title.clone(), lon, lat], vec![String::new(); 4]].concat()
            }
            Subject::Time(when, basis) => {
                let [edtf, earliest, latest] = time(dossier, when.as_ref(), &mention.filed);
                let blank = String::new;
                vec![
                    "time".to_owned(),
                    mention.id.clone(),
                    blank(),
                    blank(),
                    blank(),
                    edtf,
                    earliest,
                    latest,
                    basis.word().to_owned(),
                ]
            }
        };
        table.row(head.iter().chain(&rest).chain([&checked(mention.found.is_none())]))?;
    }
    table.finish()
}

/// Every passage, a line for each of its places, or one line where it has none.
///
/// # Errors
/// Only when memory for the table cannot be had.
pub fn passages(dossier: &Dossier) -> Result<Vec<u8>, csv::Error> {
    let mut table = Table::new(&[
        "id",
        "title",
        "place_id",
        "place",
        "lon",
        "lat",
        "edtf",
        "earliest",
        "latest",
        "precision",
        "voice",
        "status",
        "document",
        "start",
        "end",
        "quote",
        "checked",
    ])?;
    for passage in &dossier.passages {
        if passage.places.is_empty() {
            table.row(passage_row(dossier, passage, None))?;
        }
        for ix in &passage.places {
            table.row(passage_row(dossier, passage, Some(dossier.place(*ix))))?;
        }
    }
    table.finish()
}

fn passage_row(dossier: &Dossier, passage: &Passage, place: Option<&Place>) -> Vec<String> {
    let [lon, lat] = place.map(position).unwrap_or_default();
    let [edtf, earliest, latest] = time(dossier, passage.when.as_ref(), &passage.filed);
    let precision = passage.when.map(|when| when.precision().word().to_owned());
    vec![
        passage.id.clone(),
        passage.title.clone(),
        place.map(|place| place.id.clone()).unwrap_or_default(),
        place.map(|place| place.title.clone()).unwrap_or_default(),
        lon,
        lat,
        edtf,
        earliest,
        latest,
        precision.unwrap_or_default(),
        passage.voice.map(|voice| dossier.voice(voice).id.clone()).unwrap_or_default(),
        passage.status.word().to_owned(),
        dossier.document(passage.target.document).id.clone(),
        passage.target.span.start.to_string(),
        passage.target.span.end.to_string(),
        dossier.slice(passage.target).to_owned(),
        checked(!passage.is_found()),
    ]
}

/// Whether a person has looked at it.
fn checked(checked: bool) -> String {
    if checked { "yes" } else { "no" }.to_owned()
}

/// A place's representative point; empty for places without a position.
fn position(place: &Place) -> [String; 2] {
    place.point.map(|point| [point.lon.to_string(), point.lat.to_string()]).unwrap_or_default()
}

/// The EDTF form and both ends in ISO 8601 with the dossier's offset.
fn time(dossier: &Dossier, when: Option<&When>, filed: &Filed) -> [String; 3] {
    let zone = dossier.head.zone;
    // An end that is open or not known has no date; the calendar's end would be precision that nobody gave.
    let known = |bound: Bound, at: String| bound.precision().map(|_| at).unwrap_or_default();
    let written = |when: &When| filed.written("when").map_or_else(|| when.to_string(), str::to_owned);
    let ends = |when: &When| {
        let (first, last) = (when.earliest().to_iso(zone), when.latest().to_iso_last(zone));
        [written(when), known(when.start(), first), known(when.end(), last)]
    };
    when.map(ends).unwrap_or_default()
}
