//! The page on which a passage is made of selected words, with what stands around them taken over.

use egui::{Button, Id, Label, Modal, RichText, ScrollArea, Ui, WidgetInfo, accesskit::Role};

use super::{ends, float, naming};
use crate::edit::{Deed, NewPassage, Putting};
use crate::report::ids::{PassageIx, PlaceIx};
use crate::report::outside::closed;
use crate::report::passage::{Basis, Status, Subject, Target};
use crate::report::when::When;
use crate::session::Action;
use crate::theme::{self, size};
use crate::view::pick::line::Line;
use crate::view::pick::time::TimePick;
use crate::view::pick::voice::{self, VoicePicked};
use crate::view::pick::{self, time, word};
use crate::view::{Scene, words};

/// How many letters of its words a passage is called by at first.
const TITLE: usize = 60;

/// What is said of the passage so far.
#[derive(Clone)]
struct Fresh {
    target: Target,
    title: String,
    places: Vec<Putting>,
    time: TimePick,
    basis: Basis,
    voice: VoicePicked,
    status: Status,
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
            title: opening(scene, target),
            places: around.places.into_iter().map(Putting::Known).collect(),
            time: TimePick::new(around.when.map(|(when, _)| when.to_string()).unwrap_or_default()),
            basis: around.when.map(|(_, basis)| basis).unwrap_or_default(),
            voice: passage.and_then(|passage| passage.voice).map_or(VoicePicked::Nobody, VoicePicked::Known),
            status: passage.map(|passage| passage.status).unwrap_or_default(),
        }
    }

    /// What makes it, places and voices that the dossier does not have first.
    fn actions(self, scene: &Scene<'_>, when: Option<When>) -> Vec<Action> {
        let mut deeds = Vec::new();
        let mut count = scene.dossier.places.len();
        let mut places = Vec::new();
        let mut added: Vec<String> = Vec::new();
        for putting in self.places {
            match putting {
                Putting::Known(ix) => places.push(ix),
                Putting::New(drafts) => {
                    // New places stand last, in the order in which they are added.
                    for draft in &drafts {
                        let id = &draft.place.id;
                        if scene.dossier.place_by_id(id).is_none() && !added.contains(id) {
                            added.push(id.clone());
                            count += 1;
                        }
                    }
                    places.push(PlaceIx::new(count - 1));
                    deeds.push(Deed::AddPlace(drafts));
                }
            }
        }
        let voice = self.voice.adopt(scene, &mut deeds);
        let new =
            NewPassage { target: self.target, title: self.title, places, when, basis: self.basis, voice, status: self.status };
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
            let read = time::understood(scene, &fresh.time.typed, time::present(scene, fresh.target));
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

/// The fields; returns the time where Enter was pressed in its field.
#[expect(clippy::option_option, reason = "whether it was entered, and then which time, or none")]
fn contents(ui: &mut Ui, scene: &Scene<'_>, fresh: &mut Fresh) -> Option<Option<When>> {
    if let Some(span) = ends::show(ui, scene, fresh.target) {
        let before = opening(scene, fresh.target);
        fresh.target.span = span;
        // Until somebody types a title, it is that of the words.
        if fresh.title == before {
            fresh.title = opening(scene, fresh.target);
        }
    }
    ui.add_space(4.0);
    float::row(ui, scene, "Title", |ui| {
        let line = Line::new(id().with("title"), "Title").hint("What happened, in a few words");
        line.draw_typed(ui, scene, &mut fresh.title);
    });
    float::row(ui, scene, "Places", |ui| places(ui, scene, fresh));
    let mut entered = None;
    float::row(ui, scene, "Time", |ui| {
        let present = time::present(scene, fresh.target);
        entered = fresh.time.show(ui, scene, id().with("time"), "Time", present);
        if let Some(basis) = word::basis_row(ui, fresh.basis) {
            fresh.basis = basis;
        }
    });
    float::row(ui, scene, "Voice", |ui| {
        let name = match &fresh.voice {
            VoicePicked::Nobody => "not named".into(),
            VoicePicked::Known(ix) => closed(&scene.dossier.voice(*ix).name),
            VoicePicked::New(name) => closed(name),
        };
        let button = ui.button(name.as_ref());
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Voice: {name}")));
        let voices = button.id.with("voices");
        let picked = pick::below(&button, |ui| {
            ui.set_width(280.0);
            voice::voices(ui, scene, voices, true, 240.0)
        });
        if let Some(voice) = picked {
            fresh.voice = voice;
        }
    });
    float::row(ui, scene, "Status", |ui| {
        if let Some(status) = word::status(ui, scene, id().with("status"), fresh.status) {
            fresh.status = status;
        }
    });
    entered
}

/// The places, each of which can be left out, and a search for more. The first one is the main one.
fn places(ui: &mut Ui, scene: &Scene<'_>, fresh: &mut Fresh) {
    let title = |putting: &Putting| match putting {
        Putting::Known(ix) => closed(&scene.dossier.place(*ix).title).into_owned(),
        Putting::New(drafts) => drafts.last().map(|draft| closed(&draft.place.title).into_owned()).unwrap_or_default(),
    };
    let (mut out, mut main) = (None, None);
    for (at, putting) in fresh.places.iter().enumerate() {
        ui.horizontal(|ui| {
            let title = title(putting);
            let mut kept = true;
            if ui.checkbox(&mut kept, title.as_str()).clicked() {
                out = Some(at);
            }
            if at == 0 {
                ui.add(Label::new(RichText::new("main place").font(theme::sans(size::LABEL)).color(scene.palette.mute)));
            } else if ui.small_button("Make it the main place").clicked() {
                main = Some(at);
            }
        });
    }
    if let Some(at) = main {
        fresh.places[..=at].rotate_right(1);
    }
    if let Some(at) = out {
        fresh.places.remove(at);
    }
    let button = ui.button("Add a place…");
    if let Some(putting) = naming::search(ui, scene, &button, "") {
        fresh.places.retain(|other| *other != putting);
        fresh.places.push(putting);
    }
}
