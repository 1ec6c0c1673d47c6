//! A view as a link: everything that one sees, in names and values, and back.

use std::collections::BTreeSet;

use super::query::Query;
use super::{Camera, LaneBy, Reader, Section, State, Tab};
use crate::index::Index;
use crate::index::times::Window;
use crate::report::dossier::Dossier;
use crate::report::edtf::{self, Reading};
use crate::report::ids::VoiceIx;
use crate::report::link::{PassageLink, ViewLink};
use crate::report::mercator::World;
use crate::report::moment::DAY;
use crate::report::passage::Status;
use crate::report::place::LonLat;
use crate::report::when::{Bound, Precision, When};

const TABS: [(Tab, &str); 5] =
    [(Tab::Passages, "passages"), (Tab::Document, "document"), (Tab::Story, "story"), (Tab::Notes, "notes"), (Tab::Check, "check")];
/// Which section a link leads to. Versions that showed one section at a time wrote this; now all stand in one list.
const SECTIONS: [(Section, &str); 4] =
    [(Section::Inside, "inside"), (Section::Longer, "spanning"), (Section::Elsewhen, "outside"), (Section::Undated, "undated")];
const LANES: [(LaneBy, &str); 3] = [(LaneBy::Place, "place"), (LaneBy::Voice, "voice"), (LaneBy::Status, "status")];

fn name_of<T: PartialEq>(all: &[(T, &'static str)], value: &T) -> &'static str {
    all.iter().find(|(known, _)| known == value).map_or("", |(_, name)| name)
}

fn value_of<T: Copy>(all: &[(T, &'static str)], name: &str) -> Option<T> {
    all.iter().find(|(_, known)| *known == name).map(|(value, _)| *value)
}

/// The link to what is shown. What is as at the start of a dossier is left out, apart from time and place.
#[must_use]
pub fn view(dossier: &Dossier, state: &State) -> ViewLink {
    let mut link = ViewLink { dossier: dossier.head.id.clone(), fields: Vec::new() };
    let mut put = |name: &str, value: String| link.fields.push((name.to_owned(), value));
    put("window", stretch(state.window));
    put("range", stretch(state.range));
    if let Some(ix) = state.selection.place {
        put("place", dossier.place(ix).id.clone());
    }
    if let Some(ix) = state.selection.passage {
        put("passage", dossier.passage(ix).id.clone());
    }
    if !state.query.text.is_empty() {
        put("query", state.query.text.clone());
    }
    put("tab", name_of(&TABS, &state.tab).to_owned());
    if let Some(reading) = state.reading.filter(|_| state.tab == Tab::Document) {
        put("text", PassageLink::new(dossier, reading.target).to_string());
    }
    if state.reader.text_step != 0 {
        put("text-size", state.reader.text_step.to_string());
    }
    if state.strip.even {
        put("time", "even".to_owned());
    }
    if state.lanes != LaneBy::Place {
        put("lanes", name_of(&LANES, &state.lanes).to_owned());
    }
    if state.cumulative {
        put("hold", "start".to_owned());
    }
    let hidden: Vec<_> = state.filter.hidden_voices.iter().map(|ix| dossier.voice(*ix).id.as_str()).collect();
    if !hidden.is_empty() {
        put("without-voices", hidden.join(","));
    }
    let hidden: Vec<_> = state.filter.hidden_statuses.iter().map(|status| status.word()).collect();
    if !hidden.is_empty() {
        put("without-statuses", hidden.join(","));
    }
    if state.filter.checked_only {
        put("checked", "only".to_owned());
    }
    if let Some(camera) = state.camera {
        let at = camera.lon_lat();
        put("map", format!("{:.5},{:.5},{:.3}", at.lon, at.lat, camera.zoom));
    }
    link
}

/// A window in EDTF with ISO times of day, whole days as days.
fn stretch(window: Window) -> String {
    let days = window.from.0.rem_euclid(DAY) == 0 && window.to.0.rem_euclid(DAY) == 0;
    let bound = Bound::sure(if days { Precision::Day } else { Precision::Minute });
    When::interval(window.from, window.to, bound, bound).map(|when| when.to_string()).unwrap_or_default()
}

/// Shows what a link says. Returns what could not be followed, a few words each; the rest of it is.
pub fn restore(state: &mut State, dossier: &Dossier, index: &Index, link: &ViewLink) -> Vec<String> {
    let mut faults = Vec::new();
    // What the link does not name is as at the start.
    state.query = Query::default();
    state.filter = crate::index::Filter::default();
    state.selection = super::Selection::default();
    state.reader.unfolded = super::Unfolded::default();
    state.hit = None;
    for (name, value) in &link.fields {
        if let Err(fault) = field(state, dossier, index, name, value) {
            faults.push(fault);
        }
    }
    // Where only one of the two has room, what was chosen is read.
    let reads = state.selection != super::Selection::default() || state.tab != super::Tab::Passages;
    state.pane = if reads { super::Pane::Reader } else { super::Pane::Map };
    state.filter.wanted = state.query.wanted();
    if !link.fields.iter().any(|(name, _)| name == "range") {
        let range = state.range;
        state.range = if range.holds(state.window) { range } else { state.window.zoomed(1.5, state.window.middle(), DAY) };
    }
    faults
}

fn field(state: &mut State, dossier: &Dossier, index: &Index, name: &str, value: &str) -> Result<(), String> {
    let unknown = |what: &str| format!("there is no {what} “{value}”");
    match name {
        "window" => state.window = index.window_of(&time(name, value, dossier)?),
        "range" => {
            let range = index.window_of(&time(name, value, dossier)?);
            state.range = range.zoomed(1.0, range.middle(), super::apply::SHORTEST_RANGE);
        }
        "place" => state.selection.place = Some(dossier.place_by_id(value).ok_or_else(|| unknown("place"))?),
        "passage" => {
            let ix = dossier.passage_by_id(value).ok_or_else(|| unknown("passage"))?;
            state.selection.passage = Some(ix);
            state.ask_for(dossier.passage(ix).target);
        }
        "query" => state.query = Query::parse(value, dossier, state.window),
        "tab" => state.tab = value_of(&TABS, value).ok_or_else(|| unknown("page"))?,
        "text" => {
            let found = match crate::report::link::parse(value)? {
                crate::report::link::Link::Passage(link) => link.find(dossier)?,
                crate::report::link::Link::View(_) => return Err("“text” does not name a stretch of text".to_owned()),
            };
            state.ask_for(found);
        }
        "text-size" => {
            let step: i8 = value.parse().map_err(|_| unknown("size of the text"))?;
            state.reader.text_step = step.clamp(*Reader::STEPS.start(), *Reader::STEPS.end());
        }
        "time" => state.strip.even = value == "even",
        "scope" => state.ask_for_section(value_of(&SECTIONS, value).ok_or_else(|| unknown("section"))?),
        "lanes" => state.lanes = value_of(&LANES, value).ok_or_else(|| unknown("kind of lanes"))?,
        "hold" => state.cumulative = true,
        "without-voices" => {
            let known = |id: &str| dossier.voices.iter().position(|voice| voice.id == id).map(VoiceIx::new);
            state.filter.hidden_voices = list(value, known).ok_or_else(|| unknown("voice"))?;
        }
        "without-statuses" => state.filter.hidden_statuses = list(value, Status::from_word).ok_or_else(|| unknown("status"))?,
        "checked" => state.filter.checked_only = value == "only",
        "map" => {
            state.camera = Some(camera(value).ok_or_else(|| format!("“{value}” is not a view of the map"))?);
            state.fit = None;
        }
        // A link of a later version may say more than this one understands.
        _ => {}
    }
    Ok(())
}

fn list<T: Ord>(value: &str, known: impl Fn(&str) -> Option<T>) -> Option<BTreeSet<T>> {
    value.split(',').map(known).collect()
}

fn time(name: &str, value: &str, dossier: &Dossier) -> Result<When, String> {
    match edtf::read(value, dossier.head.zone).map_err(|error| format!("“{name}”: {error}"))? {
        Reading::When(when) => Ok(when),
        Reading::Unplaced(words) => Err(format!("“{name}”: it is no stretch of time, but {words}")),
    }
}

fn camera(value: &str) -> Option<Camera> {
    let numbers: Vec<f64> = value.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
    let [lon, lat, zoom] = numbers[..] else { return None };
    let center = World::from_lon_lat(LonLat::new(lon, lat)?);
    let sound = (super::camera::MIN_ZOOM..=super::camera::MAX_ZOOM).contains(&zoom);
    sound.then_some(Camera { center, zoom }.held())
}
