//! What is said of a passage before it is made or confirmed: title, places, time, voice and status, changed as one edit.

use egui::{Id, Label, RichText, Ui, WidgetInfo, accesskit::Role};

use super::{float, naming};
use crate::edit::{Deed, PassageChange, Putting};
use crate::report::ids::{Item, PassageIx, PlaceIx, VoiceIx};
use crate::report::outside::closed;
use crate::report::passage::{Basis, Passage, Status, Target};
use crate::report::when::When;
use crate::theme::{self, size};
use crate::view::Scene;
use crate::view::pick::line::Line;
use crate::view::pick::time::TimePick;
use crate::view::pick::voice::{self, VoicePicked};
use crate::view::pick::{self, time, word};

/// What is said so far.
#[derive(Clone)]
pub struct Fields {
    /// A neutral title.
    pub title: String,
    /// Where, the main place first.
    pub places: Vec<Putting>,
    /// What is typed as the time.
    pub time: TimePick,
    /// Why then.
    pub basis: Basis,
    /// Who speaks.
    pub voice: VoicePicked,
    /// How it is known.
    pub status: Status,
}

impl Fields {
    /// What is said of a passage that is there.
    #[must_use]
    pub fn of(passage: &Passage) -> Self {
        Self {
            title: passage.title.clone(),
            places: passage.places.iter().copied().map(Putting::Known).collect(),
            time: TimePick::beside(passage.when.map(|when| when.to_string()).unwrap_or_default()),
            basis: passage.basis,
            voice: passage.voice.map_or(VoicePicked::Nobody, VoicePicked::Known),
            status: passage.status,
        }
    }

    /// How the time is understood; `None` where none is given.
    ///
    /// # Errors
    /// What is wrong with it, without a full stop.
    pub fn when(&self, scene: &Scene<'_>, target: Target) -> Result<Option<When>, String> {
        time::understood(scene, &self.time.typed, time::present(scene, target))
    }

    /// Draws the fields of a passage of these words; returns whether Enter was pressed in one of its lines and the time is understood.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, id: Id, target: Target) -> bool {
        let mut entered = false;
        float::row(ui, scene, "Title", |ui| {
            let line = Line::new(title_id(id), "Title").hint("What happened, in a few words");
            let line = line.draw_typed(ui, scene, &mut self.title);
            entered = line.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        });
        float::row(ui, scene, "Places", |ui| self.places(ui, scene));
        float::row(ui, scene, "Time", |ui| {
            let present = time::present(scene, target);
            entered |= self.time.show(ui, scene, id.with("time"), "Time", present).is_some();
            if let Some(basis) = word::basis_row(ui, self.basis) {
                self.basis = basis;
            }
        });
        float::row(ui, scene, "Voice", |ui| self.voice(ui, scene));
        float::row(ui, scene, "Status", |ui| {
            if let Some(status) = word::status(ui, scene, id.with("status"), self.status) {
                self.status = status;
            }
        });
        entered && self.when(scene, target).is_ok()
    }

    fn voice(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let name = match &self.voice {
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
            self.voice = voice;
        }
    }

    /// The places, each of which can be left out, and a search for more. The first one is the main one.
    fn places(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let title = |putting: &Putting| match putting {
            Putting::Known(ix) => closed(&scene.dossier.place(*ix).title).into_owned(),
            Putting::New(drafts) => drafts.last().map(|draft| closed(&draft.place.title).into_owned()).unwrap_or_default(),
        };
        let (mut out, mut main) = (None, None);
        for (at, putting) in self.places.iter().enumerate() {
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
            self.places[..=at].rotate_right(1);
        }
        if let Some(at) = out {
            self.places.remove(at);
        }
        let button = ui.button("Add a place…");
        if let Some(putting) = naming::search(ui, scene, &button, "") {
            self.places.retain(|other| *other != putting);
            self.places.push(putting);
        }
    }

    /// The places and the voice, after the deeds that add those that the dossier does not have.
    #[must_use]
    pub fn adopt(self, scene: &Scene<'_>, deeds: &mut Vec<Deed>) -> (Vec<PlaceIx>, Option<VoiceIx>) {
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
        (places, self.voice.adopt(scene, deeds))
    }

    /// What makes a passage what is said here, as one deed; it counts as checked then, also where nothing is different.
    #[must_use]
    pub fn deed(self, scene: &Scene<'_>, ix: PassageIx, when: Option<When>) -> Deed {
        let passage = scene.dossier.passage(ix);
        let (mut deeds, mut changes) = (Vec::new(), Vec::new());
        if self.title.trim() != passage.title {
            changes.push(PassageChange::Title(self.title.clone()));
        }
        if (when, self.basis) != (passage.when, passage.basis) {
            changes.push(PassageChange::When(when, self.basis));
        }
        if self.status != passage.status {
            changes.push(PassageChange::Status(self.status));
        }
        let (places, voice) = self.adopt(scene, &mut deeds);
        if places != passage.places {
            changes.push(PassageChange::Places(places));
        }
        if voice != passage.voice {
            changes.push(PassageChange::Voice(voice));
        }
        if changes.is_empty() {
            return Deed::Accept(vec![Item::Passage(ix)]);
        }
        deeds.extend(changes.into_iter().map(|change| Deed::Passages(vec![ix], change)));
        Deed::Together(deeds)
    }
}

/// The id of the field for the title, which has the keyboard first where a passage is corrected.
#[must_use]
pub fn title_id(id: Id) -> Id {
    id.with("title")
}
