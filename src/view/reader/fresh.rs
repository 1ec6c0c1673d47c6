//! The page on which a passage is made of selected words, with what stands around them taken over.

use egui::{Button, Id, Modal, RichText, ScrollArea, Ui};

use super::ends;
use super::fields::Fields;
use crate::edit::{Deed, NewPassage, Putting};
use crate::report::ids::{PassageIx, PlaceIx};
use crate::report::passage::{Basis, Subject, Target};
use crate::report::when::When;
use crate::session::Action;
use crate::theme::{self, size};
use crate::view::pick;
use crate::view::pick::time::TimePick;
use crate::view::pick::voice::VoicePicked;
use crate::view::{Scene, words};

/// How many letters of its words a passage is called by at first.
const TITLE: usize = 60;

/// What is said of the passage so far.
#[derive(Clone)]
struct Fresh {
    target: Target,
    fields: Fields,
}

fn id() -> Id {
    Id::unique("a new passage")
}

/// Opens the page for these words.
pub fn open(ui: &Ui, scene: &Scene<'_>, target: Target) {
    let fresh = Fresh::of(scene, target);
    ui.data_mut(|data| data.insert_temp(id(), fresh));
}

/// What a passage of these words is called at first.
fn opening(scene: &Scene<'_>, target: Target) -> String {
    words::opening(scene.dossier.slice(target), TITLE)
}

/// What is said around these words that holds for a passage made of them.
struct Around {
    places: Vec<PlaceIx>,
    when: Option<(When, Basis)>,
    passage: Option<PassageIx>,
}

impl Around {
    fn of(scene: &Scene<'_>, target: Target) -> Self {
        let dossier = scene.dossier;
        let mentions: Vec<_> = scene.index.mentions_in(dossier, target).map(|ix| dossier.mention(ix).subject).collect();
        let mut places = Vec::new();
        for subject in &mentions {
            if let Subject::Place(place) = subject
                && !places.contains(place)
            {
                places.push(*place);
            }
        }
        let dated = |subject: &Subject| match subject {
            Subject::Time(Some(when), basis) => Some((*when, *basis)),
            Subject::Time(None, _) | Subject::Place(_) => None,
        };
        let telling = scene.index.telling();
        let length = |ix: &PassageIx| {
            let span = dossier.passage(*ix).target.span;
            span.end - span.start
        };
        let passage = telling.passages_in(dossier, target).min_by_key(length).or_else(|| before(scene, target));
        if places.is_empty() {
            places = passage.map(|ix| dossier.passage(ix).places.clone()).unwrap_or_default();
        }
        let inherited = || passage.and_then(|ix| dossier.passage(ix).when).map(|when| (when, Basis::Inherited));
        Self { places, when: mentions.iter().find_map(dated).or_else(inherited), passage }
    }
}

/// The last passage before some words, in the same report.
fn before(scene: &Scene<'_>, target: Target) -> Option<PassageIx> {
    let dossier = scene.dossier;
    let key = |target: Target| (target.document, target.span.start);
    let at = dossier.passages.partition_point(|passage| key(passage.target) < key(target));
    let found = PassageIx::new(at.checked_sub(1)?);
    let part = |target| dossier.part_of(target).map(|part| part.target);
    let other = dossier.passage(found).target;
    (other.document == target.document && part(other) == part(target)).then_some(found)
}

impl Fresh {
    fn of(scene: &Scene<'_>, target: Target) -> Self {
        let around = Around::of(scene, target);
        let passage = around.passage.map(|ix| scene.dossier.passage(ix));
        Self {
            target,
            fields: Fields {
                title: opening(scene, target),
                places: around.places.into_iter().map(Putting::Known).collect(),
                time: TimePick::new(around.when.map(|(when, _)| when.to_string()).unwrap_or_default()),
                basis: around.when.map(|(_, basis)| basis).unwrap_or_default(),
                voice: passage.and_then(|passage| passage.voice).map_or(VoicePicked::Nobody, VoicePicked::Known),
                status: passage.map(|passage| passage.status).unwrap_or_default(),
            },
        }
    }

    /// What makes it, places and voices that the dossier does not have first.
    fn actions(self, scene: &Scene<'_>, when: Option<When>) -> Vec<Action> {
        let Fields { title, basis, status, .. } = self.fields.clone();
        let mut deeds = Vec::new();
        let (places, voice) = self.fields.adopt(scene, &mut deeds);
        let new = NewPassage { target: self.target, title, places, when, basis, voice, status };
        deeds.push(Deed::AddPassage(Box::new(new)));
        vec![Action::SelectText(None), pick::together(deeds)]
    }
}

/// The page, while it is open.
pub fn window(ui: &Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let Some(mut fresh) = ui.data(|data| data.get_temp::<Fresh>(id())) else { return };
    let mut done = None;
    let room = ui.ctx().content_rect().size();
    let page = Modal::new(id()).frame(theme::page(ui.style())).show(ui.ctx(), |ui| {
        ui.set_width(520.0_f32.min(room.x - 60.0));
        ui.label(RichText::new("A new passage").font(theme::serif_bold(size::HEADING)));
        ScrollArea::vertical().max_height((room.y - 180.0).max(120.0)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 7.0;
            done = contents(ui, scene, &mut fresh);
        });
        ui.add_space(6.0);
        let cancelled = ui.horizontal(|ui| {
            let read = fresh.fields.when(scene, fresh.target);
            let lock = pick::locked(scene);
            let make = ui.add_enabled(read.is_ok() && lock.is_none(), Button::new("Make the passage"));
            if make.on_disabled_hover_text(lock.unwrap_or("The time cannot be understood")).clicked() {
                done = read.ok();
            }
            ui.button("Cancel").clicked()
        });
        cancelled.inner
    });
    if let Some(when) = done {
        actions.extend(fresh.actions(scene, when));
    } else if !page.inner && !page.should_close() {
        ui.data_mut(|data| data.insert_temp(id(), fresh));
        return;
    }
    ui.data_mut(|data| data.remove::<Fresh>(id()));
}

/// The fields; returns the time where Enter was pressed in one of them.
#[expect(clippy::option_option, reason = "whether it was entered, and then which time, or none")]
fn contents(ui: &mut Ui, scene: &Scene<'_>, fresh: &mut Fresh) -> Option<Option<When>> {
    if let Some(span) = ends::show(ui, scene, fresh.target) {
        let before = opening(scene, fresh.target);
        fresh.target.span = span;
        // Until somebody types a title, it is that of the words.
        if fresh.fields.title == before {
            fresh.fields.title = opening(scene, fresh.target);
        }
    }
    ui.add_space(4.0);
    let entered = fresh.fields.show(ui, scene, id(), fresh.target);
    fresh.fields.when(scene, fresh.target).ok().filter(|_| entered)
}
