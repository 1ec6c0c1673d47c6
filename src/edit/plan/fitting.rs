//! What a person writes or draws, made fit for a file: the reader of dossiers would complain of it otherwise, and change it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use geo::{Coord, Geometry, LineString, Polygon};

use crate::report::dossier::Dossier;
use crate::report::draft::FileKind;
use crate::report::limits;
use crate::report::outside;
use crate::report::place::LonLat;
use crate::report::slug::unused;

/// A name or a title: on one line, no longer than a name may be.
pub fn name(words: &str) -> String {
    fitted(words.split_whitespace().collect::<Vec<_>>().join(" "), limits::NAME, outside::plain)
}

/// Sentences, no longer than they may be.
pub fn prose(words: &str) -> String {
    fitted(words.trim().to_owned(), limits::PROSE, outside::plain_lines)
}

/// Cuts and cleans until neither changes anything: a cut may leave a sign behind that was closed further on.
fn fitted(mut text: String, most: usize, clean: fn(&str) -> Cow<'_, str>) -> String {
    loop {
        if let Some((cut, _)) = text.char_indices().nth(most) {
            text.truncate(cut);
        }
        match clean(&text) {
            Cow::Borrowed(_) => return text,
            Cow::Owned(cleaned) => text = cleaned,
        }
    }
}

/// A position that can be told from one that nobody knows.
///
/// # Errors
/// One sentence without a full stop.
pub fn position(at: LonLat) -> Result<LonLat, String> {
    let at = LonLat::new(at.lon, at.lat).ok_or("a position is a longitude and a latitude in degrees")?;
    if crate::report::whereabouts::is_nowhere(at) {
        return Err("0°, 0° in the sea off Africa is where positions that nobody knows are put; give another one".to_owned());
    }
    Ok(at)
}

/// Whether a shape can be written and read again.
pub fn is_sound(shape: &Geometry<f64>) -> bool {
    let mut left = limits::VERTICES;
    is_sound_within(shape, 0, &mut left)
}

fn is_sound_within(shape: &Geometry<f64>, depth: usize, left: &mut usize) -> bool {
    let mut place = |at: &Coord<f64>| {
        *left = left.saturating_sub(1);
        *left > 0 && LonLat::new(at.x, at.y).is_some()
    };
    let mut line = |line: &LineString<f64>, least: usize| line.0.len() >= least && line.0.iter().all(&mut place);
    let mut area = |area: &Polygon<f64>| line(area.exterior(), 4) && area.interiors().iter().all(|ring| line(ring, 4));
    match shape {
        Geometry::Point(point) => place(&point.0),
        Geometry::MultiPoint(points) => !points.0.is_empty() && points.0.iter().all(|point| place(&point.0)),
        Geometry::LineString(one) => line(one, 2),
        Geometry::MultiLineString(lines) => !lines.0.is_empty() && lines.0.iter().all(|one| line(one, 2)),
        Geometry::Polygon(one) => area(one),
        Geometry::MultiPolygon(areas) => !areas.0.is_empty() && areas.0.iter().all(area),
        Geometry::GeometryCollection(parts) => {
            let deep = depth < limits::COLLECTIONS;
            deep && !parts.0.is_empty() && parts.0.iter().all(|part| is_sound_within(part, depth + 1, left))
        }
        // The files have none of these.
        Geometry::Line(_) | Geometry::Rect(_) | Geometry::Triangle(_) => false,
    }
}

/// The id, or the same with a number, that no annotation has.
pub fn annotation_id(dossier: &Dossier, wanted: &str) -> String {
    let mentions = dossier.mentions.iter().map(|mention| &mention.id);
    let passages = dossier.passages.iter().map(|passage| &passage.id);
    let dismissals = dossier.dismissals.iter().map(|none| &none.id);
    let blocks = dossier.blocks.iter().map(|block| &block.id);
    let parts = dossier.parts.iter().map(|part| &part.id);
    free(dossier, wanted, FileKind::Annotations, mentions.chain(passages).chain(dismissals).chain(blocks).chain(parts))
}

/// The id, or the same with a number, that no place has.
pub fn place_id(dossier: &Dossier, wanted: &str) -> String {
    free(dossier, wanted, FileKind::Places, dossier.places.iter().map(|place| &place.id))
}

/// The id, or the same with a number, that nobody who speaks has.
pub fn voice_id(dossier: &Dossier, wanted: &str) -> String {
    free(dossier, wanted, FileKind::Voices, dossier.voices.iter().map(|voice| &voice.id))
}

fn free<'a>(dossier: &Dossier, wanted: &str, file: FileKind, ids: impl Iterator<Item = &'a String>) -> String {
    // There may be thousands that differ in their number alone.
    let taken: BTreeSet<&str> = ids.map(String::as_str).filter(|id| id.starts_with(wanted)).collect();
    let strays = || dossier.strays.iter().filter(|stray| stray.file == file);
    // What cannot be used today may be found again tomorrow, and has its id still.
    let is_stray =
        |id: &str| strays().any(|stray| stray.raw.contains(&format!("\"{id}\"")) || stray.raw.contains(&format!("\"#{id}\"")));
    unused(wanted, |id| !taken.contains(id) && !is_stray(id))
}
