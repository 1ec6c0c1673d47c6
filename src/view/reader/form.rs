//! What is said of a passage, to be changed on its card: each change is made as soon as it is given.

use egui::{Button, Frame, Id, Label, RichText, Sense, Ui, UiBuilder, WidgetInfo, accesskit::Role};

use super::{float, naming};
use crate::edit::{Deed, Item, PassageChange};
use crate::report::ids::{PassageIx, PlaceIx, VoiceIx};
use crate::report::outside::closed;
use crate::report::passage::Passage;
use crate::session::Action;
use crate::theme::{self, icon, size};
use crate::view::Scene;
use crate::view::pick::line::Line;
use crate::view::pick::passage::PassagePick;
use crate::view::pick::voice::{self, VoicePicked};
use crate::view::pick::{self, time, word};

/// A passage that is being changed.
struct Form<'a, 'b> {
    scene: &'a Scene<'b>,
    ix: PassageIx,
    passage: &'b Passage,
    actions: &'a mut Vec<Action>,
}

/// Draws the form. A click beside its fields is not for what lies below.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, actions: &mut Vec<Action>) {
    let mut form = Form { scene, ix, passage: scene.dossier.passage(ix), actions };
    ui.add_space(4.0);
    // It can be clicked and not be turned to: the keyboard goes to the fields.
    ui.scope_builder(UiBuilder::new().id_salt(("form", ix.0)).sense(Sense::CLICK), |ui| {
        Frame::NONE.fill(scene.palette.ground).corner_radius(theme::RADIUS - 1).inner_margin(10).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.spacing_mut().button_padding = egui::vec2(6.0, 2.0);
            if let Some(why) = pick::locked(scene) {
                ui.add(Label::new(RichText::new(why).color(scene.palette.mute)).wrap());
            }
            form.rows(ui);
        });
    });
}

impl Form<'_, '_> {
    fn id(&self, what: &'static str) -> Id {
        Id::unique((what, &self.passage.id))
    }

    fn change(&mut self, change: PassageChange) {
        self.actions.push(pick::edit(Deed::Passages(vec![self.ix], change)));
    }

    fn rows(&mut self, ui: &mut Ui) {
        let scene = self.scene;
        float::row(ui, scene, "Title", |ui| {
            let line = Line::new(self.id("title of a passage"), "Title").hint("What happened, in a few words");
            if let Some(title) = line.show(ui, scene, &self.passage.title) {
                self.change(PassageChange::Title(title));
            }
        });
        float::row(ui, scene, "Places", |ui| self.places(ui));
        float::row(ui, scene, "Time", |ui| self.time(ui));
        float::row(ui, scene, "Voice", |ui| self.voice(ui));
        float::row(ui, scene, "Carried by", |ui| self.via(ui));
        float::row(ui, scene, "Status", |ui| {
            if let Some(status) = word::status(ui, scene, self.id("status of a passage"), self.passage.status) {
                self.change(PassageChange::Status(status));
            }
        });
        let aside = self.passage.aside();
        float::row(ui, scene, "Same as", |ui| self.links(ui, "Tells the same as", &aside.same, PassageChange::Same));
        float::row(ui, scene, "Contradicts", |ui| self.links(ui, "Contradicts", &aside.conflicts, PassageChange::Conflicts));
        float::row(ui, scene, "Note", |ui| {
            let line = Line::new(self.id("note on a passage"), "Note on how it was read").rows(2);
            if let Some(note) = line.show(ui, scene, &aside.note) {
                self.change(PassageChange::Note(note));
            }
        });
        self.foot(ui);
    }

    /// Things in a row, each of which can be taken out; returns the one that is, and after it the one that was clicked itself.
    fn chips(&self, ui: &mut Ui, chips: &[(String, &str)], taken: &str) -> (Option<usize>, Option<usize>) {
        /// What stands around a title: the button's edges and the cross, in points.
        const AROUND: f32 = 46.0;
        let enabled = pick::locked(self.scene).is_none();
        let (mut out, mut clicked) = (None, None);
        let whole = ui.max_rect().width();
        for (at, (title, name)) in chips.iter().enumerate() {
            let size = ui.painter().layout_no_wrap(title.clone(), theme::sans(size::TEXT), self.scene.palette.ink).size().x;
            // One that does not fit into what is left of a row begins another, and is cut only where a row is too short for it.
            if at > 0 && size + AROUND > ui.available_size_before_wrap().x {
                ui.end_row();
            }
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 1.0;
                let room = (whole.min(ui.available_width()) - AROUND + 16.0).max(40.0);
                let button =
                    Button::new(title.as_str()).truncate().sense(if name.is_empty() { Sense::hover() } else { Sense::click() });
                let shown = ui.add_enabled_ui(enabled, |ui| {
                    ui.set_max_width((size + 16.0).min(room));
                    ui.add(button)
                });
                if !name.is_empty() {
                    shown.inner.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, *name));
                    if shown.inner.on_hover_text(*name).clicked() {
                        clicked = Some(at);
                    }
                }
                let cross = Button::new(RichText::new(icon::CLOSE).size(11.0)).frame(false);
                let cross = ui.add_enabled(enabled, cross);
                let name = format!("{taken} {title}");
                cross.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &name));
                if cross.on_hover_text(&name).clicked() {
                    out = Some(at);
                }
            });
        }
        (out, clicked)
    }

    /// A button that opens a list to choose another one from.
    fn add(&self, ui: &mut Ui, word: &str, name: &str) -> egui::Response {
        let lock = pick::locked(self.scene);
        let word = RichText::new(word).font(theme::medium(size::LABEL)).color(self.scene.palette.mute);
        let button = ui.add_enabled(lock.is_none(), Button::new(word));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, lock.is_none(), name));
        button.on_disabled_hover_text(lock.unwrap_or_default())
    }

    fn places(&mut self, ui: &mut Ui) {
        let scene = self.scene;
        let places = &self.passage.places;
        let title = |place: &PlaceIx| closed(&scene.dossier.place(*place).title).into_owned();
        ui.horizontal_wrapped(|ui| {
            let names: Vec<String> = places.iter().map(|place| format!("Make {} the main place", title(place))).collect();
            let chips: Vec<_> = places
                .iter()
                .enumerate()
                .map(|(at, place)| (title(place), if at == 0 { "" } else { names[at].as_str() }))
                .collect();
            let (out, main) = self.chips(ui, &chips, "Remove the place");
            let mut left = places.clone();
            if let Some(at) = out {
                left.remove(at);
            } else if let Some(at) = main {
                left[..=at].rotate_right(1);
            }
            if left != *places {
                self.change(PassageChange::Places(left));
            }
            let button = self.add(ui, "Add…", "Add a place");
            if let Some(putting) = naming::search(ui, scene, &button, "") {
                self.change(PassageChange::AddPlace(putting, false));
            }
        });
    }

    fn time(&mut self, ui: &mut Ui) {
        let (scene, passage) = (self.scene, self.passage);
        let present = time::present(scene, passage.target);
        if let Some(when) = time::field(ui, scene, self.id("time of a passage"), "Time", passage.when.as_ref(), present) {
            self.change(PassageChange::When(when, passage.basis));
        }
        if let Some(basis) = word::basis(ui, scene, self.id("basis of a passage"), passage.basis) {
            self.change(PassageChange::When(passage.when, basis));
        }
    }

    fn voice(&mut self, ui: &mut Ui) {
        let name = self.passage.voice.map_or("not named", |voice| self.scene.dossier.voice(voice).name.as_str());
        let name = closed(name);
        let button = self.add(ui, &name, &format!("Voice: {name}"));
        if let Some(picked) = self.voices(&button, true) {
            self.change_to(picked, PassageChange::Voice);
        }
    }

    /// The voices below a button.
    fn voices(&self, button: &egui::Response, nobody: bool) -> Option<VoicePicked> {
        let id = button.id.with("voices");
        pick::below(button, |ui| {
            ui.set_width(280.0);
            voice::voices(ui, self.scene, id, nobody, 240.0)
        })
    }

    /// A change that has to do with a voice, and the voice itself where it is new, as one edit.
    fn change_to(&mut self, picked: VoicePicked, change: impl FnOnce(Option<VoiceIx>) -> PassageChange) {
        let mut deeds = Vec::new();
        let voice = picked.adopt(self.scene, &mut deeds);
        deeds.push(Deed::Passages(vec![self.ix], change(voice)));
        self.actions.push(pick::together(deeds));
    }

    fn via(&mut self, ui: &mut Ui) {
        let scene = self.scene;
        let via = self.passage.aside().via.clone();
        ui.horizontal_wrapped(|ui| {
            let chips: Vec<_> = via.iter().map(|voice| (closed(&scene.dossier.voice(*voice).name).into_owned(), "")).collect();
            let (out, _) = self.chips(ui, &chips, "Not carried by");
            let button = self.add(ui, "Add…", "Add who carries it");
            let mut now = via.clone();
            if let Some(at) = out {
                now.remove(at);
                self.change(PassageChange::Via(now));
            } else if let Some(picked) = self.voices(&button, false) {
                self.change_to(picked, |added| {
                    now.extend(added.filter(|voice| !via.contains(voice)));
                    PassageChange::Via(now)
                });
            }
        });
    }

    fn links(&mut self, ui: &mut Ui, name: &str, linked: &[PassageIx], change: fn(PassageIx, bool) -> PassageChange) {
        let scene = self.scene;
        let title = |ix: &PassageIx| closed(&scene.dossier.passage(*ix).title).into_owned();
        ui.horizontal_wrapped(|ui| {
            let chips: Vec<_> = linked.iter().map(|ix| (title(ix), "")).collect();
            let (out, _) = self.chips(ui, &chips, "Not linked to");
            if let Some(at) = out {
                self.change(change(linked[at], false));
            }
            let button = self.add(ui, "Add…", &format!("{name} another passage"));
            let id = button.id.with("passages");
            let mut search: Option<PassagePick> = None;
            let picked = pick::below(&button, |ui| {
                ui.set_width(360.0);
                let search = search.insert(ui.data(|data| data.get_temp(id)).unwrap_or_default());
                search.show(ui, scene, self.ix, 260.0)
            });
            ui.data_mut(|data| match search.filter(|_| picked.is_none()) {
                Some(search) => {
                    data.insert_temp(id, search);
                }
                None => data.remove::<PassagePick>(id),
            });
            if let Some(other) = picked.filter(|other| !linked.contains(other)) {
                self.change(change(other, true));
            }
        });
    }

    fn foot(&mut self, ui: &mut Ui) {
        ui.add_enabled_ui(pick::locked(self.scene).is_none(), |ui| {
            ui.horizontal_wrapped(|ui| {
                let item = vec![Item::Passage(self.ix)];
                let confirm = self.passage.is_found().then(|| ui.button("Confirm").on_hover_text("It is right as it was found"));
                if confirm.is_some_and(|button| button.clicked()) {
                    self.actions.push(pick::edit(Deed::Accept(item.clone())));
                }
                if ui.button("Remove").on_hover_text("Take this passage away; Ctrl+Z brings it back").clicked() {
                    self.actions.push(pick::edit(Deed::Reject(item)));
                }
            });
        });
    }
}
