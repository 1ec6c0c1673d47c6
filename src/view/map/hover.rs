//! What is said of a marker while the pointer is on it: its name, its numbers, and what is told there in the window.

use std::collections::BTreeSet;

use egui::{Label, RichText, Stroke, Ui, vec2};

use super::marker::Marker;
use crate::index::atlas::Sites;
use crate::report::ids::{PassageIx, PlaceIx};
use crate::report::outside::closed;
use crate::session::Section;
use crate::theme::{self, size};
use crate::view::{Scene, words};

/// A passage on the card of a marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its title.
    pub title: String,
    /// Who tells it, and how it is known: `Kazakhstani living abroad · reported`.
    pub by: String,
}

/// The card of a marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoverCard {
    /// The place, or the foremost of several.
    pub title: String,
    /// Its numbers and what else is known of it, a line each.
    pub facts: Vec<String>,
    /// The first passages in the window.
    pub passages: Vec<Told>,
    /// How many more there are in the window.
    pub more: usize,
    /// What a click does, where it does not simply choose the place.
    pub hint: Option<&'static str>,
}

/// How many passages are named.
const NAMED: usize = 5;
/// How many places are named where a marker stands for several.
const PLACES: usize = 4;
/// With more passages than this at several places, those told at two of them are not looked for.
const COMPARED: usize = 256;

impl HoverCard {
    /// What there is to say of a marker.
    #[must_use]
    pub fn new(scene: &Scene<'_>, marker: &Marker) -> Self {
        let dossier = scene.dossier;
        let place = dossier.place(marker.place);
        let (passages, all) = inside(scene, marker);
        let told = |ix: &PassageIx| {
            let passage = dossier.passage(*ix);
            let by = format!("{} · {}", words::attribution(dossier, passage), passage.status.word());
            Told { title: passage.title.clone(), by }
        };
        let (title, facts) = if marker.more == 0 {
            let mut facts = vec![numbers(scene, marker.sites, marker.place)];
            facts.extend(place.radius_metres.map(|metres| format!("Position known to about {}", words::metres(metres))));
            (place.title.clone(), facts)
        } else {
            let mut facts: Vec<_> = marker.places(scene.index).take(PLACES).map(|ix| line(scene, marker.sites, ix)).collect();
            if marker.more >= PLACES {
                facts.push(format!("and {}", words::count(marker.more + 1 - PLACES, "more place")));
            }
            (format!("{} and {}", closed(&place.title), words::count(marker.more, "more place")), facts)
        };
        let hint = (marker.more > 0).then_some("Click to list the places");
        Self { title, facts, more: all - passages.len(), passages: passages.iter().map(told).collect(), hint }
    }
}

/// The first passages of a marker in the window, and how many there are. A passage on two of its places is one passage.
fn inside(scene: &Scene<'_>, marker: &Marker) -> (Vec<PassageIx>, usize) {
    let of = |place: PlaceIx| scene.index.passages_inside(scene.dossier, marker.sites, place, scene.state.window);
    let count = marker.tally.counts.inside;
    if marker.more == 0 {
        return (of(marker.place).take(NAMED).collect(), count);
    }
    let all = marker.places(scene.index).flat_map(of);
    if count > COMPARED {
        let first: Vec<PassageIx> = all.take(NAMED).collect();
        return (first, count);
    }
    let when = |ix: &PassageIx| scene.dossier.passage(*ix).when.map(|when| when.earliest());
    let distinct: BTreeSet<_> = all.map(|ix| (when(&ix), ix)).collect();
    (distinct.iter().take(NAMED).map(|(_, ix)| *ix).collect(), distinct.len())
}

/// The numbers of a place by how its passages stand to the window.
fn numbers(scene: &Scene<'_>, sites: Sites, ix: PlaceIx) -> String {
    let tally = scene.index.tally_of(sites, ix, scene.state.window);
    let counts = tally.counts;
    let hidden = scene.index.place(ix).hidden;
    let sections = [counts.inside, counts.spanning, counts.earlier + counts.later, tally.undated];
    let number = |section: Section| (sections[section as usize], words::section(section).to_lowercase());
    let mut parts: Vec<_> = Section::ALL.into_iter().map(number).collect();
    parts.push((hidden, "filtered out".to_owned()));
    parts.retain(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.into_iter().map(|(count, what)| format!("{} {what}", words::number(count))).collect();
    if parts.is_empty() { "Mentioned only".to_owned() } else { parts.join(" · ") }
}

/// A place and its most telling number, as a list of several has them.
#[must_use]
pub fn line(scene: &Scene<'_>, sites: Sites, ix: PlaceIx) -> String {
    let title = closed(&scene.dossier.place(ix).title);
    let tally = scene.index.tally_of(sites, ix, scene.state.window);
    let counts = tally.counts;
    let hidden = scene.index.place(ix).hidden;
    if counts.inside > 0 {
        return format!("{title}: {} in the window", words::number(counts.inside));
    }
    match counts.earlier + counts.later + counts.spanning + tally.undated {
        0 if hidden > 0 => format!("{title}: {} filtered out", words::number(hidden)),
        0 => format!("{title}: mentioned only"),
        rest => format!("{title}: {} at other times", words::number(rest)),
    }
}

/// Draws the card.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, marker: &Marker) {
    /// The width of the card, in points.
    const WIDTH: f32 = 300.0;
    let palette = scene.palette;
    let card = HoverCard::new(scene, marker);
    ui.set_max_width(WIDTH);
    ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
    let write = |ui: &mut Ui, text: &str, font, ink| ui.add(Label::new(RichText::new(text).font(font).color(ink)).wrap());
    write(ui, &card.title, theme::bold(size::TEXT), palette.ink);
    for fact in &card.facts {
        write(ui, fact, theme::sans(size::LABEL), palette.mute);
    }
    if !card.passages.is_empty() {
        ui.add_space(5.0);
        let line = ui.available_rect_before_wrap();
        ui.painter().hline(line.left()..=line.left() + WIDTH, line.top(), Stroke::new(1.0, palette.rule));
        ui.add_space(5.0);
    }
    for passage in &card.passages {
        write(ui, &passage.title, theme::medium(size::TEXT), palette.ink);
        write(ui, &passage.by, theme::sans(size::LABEL), palette.mute);
        ui.add_space(4.0);
    }
    if card.more > 0 {
        write(ui, &format!("and {} more", words::number(card.more)), theme::sans(size::LABEL), palette.mute);
    }
    if let Some(hint) = card.hint {
        ui.add_space(3.0);
        write(ui, hint, theme::sans(size::LABEL), palette.mute);
    }
}
