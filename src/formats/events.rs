//! A table of events as a dossier: CSV with the columns `id,place,lat,lon,t0,t1,title`, times in Unix seconds or EDTF, UTC.
//!
//! For data that has no text of its own, and for measuring: each event becomes a passage over its own title, and the
//! titles, one a line, are the text. An event lasts from `t0` to `t1`, both included; in EDTF, `t1` may be left out.

use std::collections::HashMap;
use std::sync::Arc;

use chrono_tz::Tz;
use geo::{Geometry, Point};
use serde::Deserialize;

use super::cells;
use crate::report::dossier::Dossier;
use crate::report::draft::{Document, Head};
use crate::report::edtf::{self, Reading};
use crate::report::filed::Filed;
use crate::report::ids::{DocumentIx, PlaceIx};
use crate::report::limits;
use crate::report::moment::{MINUTE, Moment};
use crate::report::outside;
use crate::report::passage::{Passage, Target};
use crate::report::place::{LonLat, Place, PlaceKind};
use crate::report::text::{Span, Text};
use crate::report::warning::{Origin, Warning};
use crate::report::when::{Bound, Precision, When};

/// One line of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// A short id; may be empty.
    pub id: String,
    /// The name of the place; what has the same name is the same place.
    pub place: String,
    /// Latitude in degrees, −90 to 90; `None` where it is not known.
    pub lat: Option<f64>,
    /// Longitude in degrees, −180 to 180; `None` where it is not known.
    pub lon: Option<f64>,
    /// Its first second.
    pub t0: i64,
    /// Its last second.
    pub t1: i64,
    /// What happened; must not be empty.
    pub title: String,
}

/// A line of the table before its times are read.
#[derive(Deserialize)]
struct Line {
    id: String,
    place: String,
    lat: Option<f64>,
    lon: Option<f64>,
    t0: String,
    t1: String,
    title: String,
}

impl Line {
    /// From both seconds, or from EDTF in the two columns or in the first.
    fn when(&self) -> Result<When, String> {
        let (t0, t1) = (self.t0.trim(), self.t1.trim());
        if let (Ok(t0), Ok(t1)) = (t0.parse(), t1.parse()) {
            return seconds(t0, t1).ok_or_else(|| BACKWARDS.to_owned());
        }
        let text = if t1.is_empty() { t0.to_owned() } else { format!("{t0}/{t1}") };
        match edtf::read(&text, Tz::UTC) {
            Ok(Reading::When(when)) => Ok(when),
            Ok(Reading::Unplaced(words)) => Err(format!("“t0” and “t1”: “{}” is {words}", limits::shown(&text))),
            Err(error) => Err(format!("“t0” and “t1”, which are Unix seconds or EDTF: {error}")),
        }
    }
}

/// What is said of an event that cannot be used.
const BACKWARDS: &str = "an event has a title, and does not end before it begins";

/// Reads a table. Lines that are no event are left out, each with a warning.
#[must_use]
pub fn read(name: &str, table: &[u8]) -> Dossier {
    let mut draft = Collector::new(name);
    for row in cells::rows(table) {
        match row.and_then(|(columns, row)| row.deserialize::<Line>(Some(&columns))) {
            Ok(line) => draft.take_line(line),
            Err(error) => {
                draft.line = draft.line.saturating_add(1);
                let line = error.position().and_then(|at| u32::try_from(at.line()).ok());
                draft.refuse(line, &error.to_string());
            }
        }
    }
    draft.finish()
}

/// A dossier of events that come one after another.
///
/// There is nothing to look up and no quotation to find, so that no draft is needed between the table and the dossier: what
/// a dossier promises holds by the way it is put together.
pub struct Collector {
    dossier: Dossier,
    file: Arc<str>,
    text: String,
    /// How long the text is, in code points.
    length: usize,
    places: HashMap<String, PlaceIx>,
    line: u32,
}

impl Collector {
    /// A dossier with no event in it; `name` is the table's name in messages.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let head = Head { id: "events".to_owned(), title: name.to_owned(), ..Head::default() };
        Self {
            dossier: Dossier { head, ..Dossier::default() },
            file: name.into(),
            text: String::new(),
            length: 0,
            places: HashMap::new(),
            line: 1,
        }
    }

    /// Adds an event.
    pub fn take(&mut self, event: Event) {
        let when = seconds(event.t0, event.t1);
        self.put(event, when.ok_or_else(|| BACKWARDS.to_owned()));
    }

    fn take_line(&mut self, line: Line) {
        let when = line.when();
        let Line { id, place, lat, lon, title, .. } = line;
        self.put(Event { id, place, lat, lon, t0: 0, t1: 0, title }, when);
    }

    /// Adds an event by its own time; the seconds in it are not asked.
    fn put(&mut self, event: Event, when: Result<When, String>) {
        self.line = self.line.saturating_add(1);
        let title = outside::plain(&event.title).into_owned();
        let when = match when {
            Ok(when) if !title.is_empty() => when,
            Ok(_) => return self.refuse(Some(self.line), BACKWARDS),
            Err(what) => return self.refuse(Some(self.line), &what),
        };
        let places = self.place(&event).into_iter().collect();
        let start = self.length;
        self.length += title.chars().count();
        let span = Span { start, end: self.length };
        self.text.push_str(&title);
        self.text.push('\n');
        self.length += 1;
        self.dossier.passages.push(Passage {
            id: event.id,
            target: Target { document: DocumentIx(0), span },
            title,
            places,
            when: Some(when),
            filed: Filed::new(Origin::new(self.file.clone(), self.line), serde_json::Map::new(), None),
            ..Passage::default()
        });
    }

    fn place(&mut self, event: &Event) -> Option<PlaceIx> {
        if event.place.is_empty() {
            return None;
        }
        if let Some(ix) = self.places.get(&event.place) {
            return Some(*ix);
        }
        let ix = PlaceIx::new(self.dossier.places.len());
        self.places.insert(event.place.clone(), ix);
        let on_globe = |at: &LonLat| at.lat.abs() <= 90.0 && at.lon.abs() <= 180.0;
        let point = event.lat.zip(event.lon).map(|(lat, lon)| LonLat { lon, lat }).filter(on_globe);
        self.dossier.places.push(Place {
            id: format!("place-{}", ix.index() + 1),
            title: outside::plain(&event.place).into_owned(),
            kind: PlaceKind::Settlement,
            geometry: point.map(|at| Geometry::Point(Point::new(at.lon, at.lat))),
            point,
            ..Place::default()
        });
        Some(ix)
    }

    fn refuse(&mut self, line: Option<u32>, what: &str) {
        let at = Origin { file: self.file.clone(), line };
        self.dossier.warnings.push(Warning::new(&at, what, "correct the line; it is left out"));
    }

    /// The dossier.
    #[must_use]
    pub fn finish(mut self) -> Dossier {
        self.dossier.documents.push(Document {
            id: "events".to_owned(),
            title: self.dossier.head.title.clone(),
            file: self.file.to_string(),
            text: Text::new(self.text),
            ..Document::default()
        });
        self.dossier.passages.shrink_to_fit();
        self.dossier
    }
}

/// From the first second to the last; `None` out of the calendar, or backwards. Whole minutes at both ends are no more
/// precise than that.
fn seconds(first: i64, last: i64) -> Option<When> {
    let end = last.checked_add(1)?;
    let precision = |at: i64| if at % MINUTE == 0 { Precision::Minute } else { Precision::Second };
    let bound = |at: i64| Bound::sure(precision(at));
    let known = Moment::MIN.0..=Moment::MAX.0;
    let sound = known.contains(&first) && known.contains(&end);
    When::interval(Moment(first), Moment(end), bound(first), bound(end)).filter(|_| sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_a_passage_over_its_title_and_what_is_none_is_complained_about() {
        let table = "id,place,lat,lon,t0,t1,title\n\
            a,Almaty,43.24,76.95,1641340800,1641344400,\"Shots, at night\"\n\
            b,Almaty,43.24,76.95,1641340800,1641340800,Қар жауды\n\
            c,,,,5,4,Backwards\n\
            p,Almaty,43.24,76.95,2022-01-05~,,Some time that day\n\
            q,Almaty,43.24,76.95,2022-01-05T09:00Z,2022-01-05T10:00Z,An hour\n\
            r,Almaty,43.24,76.95,5 January 2022,,In words\n\
            d,Aktau,x,51.2,5,6,No latitude\n\
            e,Nowhere,,,5,6,Without a position\n\
            f,'-Place,-1.5,'-2,5,6,'=1+1\n";
        let dossier = read("events.csv", table.as_bytes());
        let said: Vec<_> = dossier.passages.iter().map(|p| (p.id.as_str(), dossier.slice(p.target))).collect();
        let expected = [
            ("a", "Shots, at night"),
            ("b", "Қар жауды"),
            ("p", "Some time that day"),
            ("q", "An hour"),
            ("e", "Without a position"),
            ("f", "=1+1"),
        ];
        assert_eq!(said, expected);
        let whens: Vec<_> = dossier.passages.iter().filter_map(|passage| passage.when).map(|when| when.to_string()).collect();
        assert_eq!(whens[..2], ["2022-01-05T00:00/2022-01-05T01:00:01", "2022-01-05T00:00/2022-01-05T00:00:01"]);
        assert_eq!(whens[2..4], ["2022-01-05~", "2022-01-05T09:00/2022-01-05T10:00"]);
        assert_eq!(dossier.places[2].title, "-Place");
        assert_eq!(dossier.places[2].point, Some(LonLat { lon: -2.0, lat: -1.5 }));
        assert_eq!(dossier.places.iter().map(|p| p.point.is_some()).collect::<Vec<_>>(), [true, false, true]);
        assert_eq!(dossier.passages[1].when.map(|when| when.seconds()), Some(1), "its only second");
        let lines: Vec<_> = dossier.warnings.iter().map(|warning| warning.at.to_string()).collect();
        assert_eq!(lines, ["events.csv:4", "events.csv:7", "events.csv:8"]);
        assert!(dossier.warnings[1].what.ends_with("write “2022-01-05”"), "{}", dossier.warnings[1]);
    }
}
