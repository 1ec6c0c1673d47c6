//! The list of all places, or of all voices, of which one is chosen.

use egui::{Button, Id, Popup, RichText, TextBuffer, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::{Choice, Page};
use crate::edit::{Deed, Putting};
use crate::report::fold;
use crate::report::ids::{PlaceIx, VoiceIx};
use crate::report::outside::closed;
use crate::report::passage::{Passage, Voice};
use crate::report::place::Place;
use crate::report::table::Table;
use crate::session::Action;
use crate::theme::{self, size};
use crate::view::chrome::rows::{self, cell, part};
use crate::view::pick::line::Line;
use crate::view::pick::place::PlacePick;
use crate::view::pick::{self, edit};
use crate::view::{Scene, letters, words};

/// How tall a row is, in points.
const ROW: f32 = 26.0;
/// So many places are put in order by their names; more stand as the dossier has them.
const SORTED: usize = 20_000;
/// How many places are listed for what is typed.
const MOST: usize = 1_000;

/// The rows of the list, made anew only where what they hang on has changed.
#[derive(Default)]
pub struct Listed {
    places: Table<Place>,
    voices: Table<Voice>,
    typed: String,
    voiced: bool,
    begun: bool,
    pub rows: Vec<u32>,
}

impl Listed {
    fn renew(&mut self, scene: &Scene<'_>, typed: &str, voiced: bool) {
        let dossier = scene.dossier;
        let same = self.begun && self.places.is_same(&dossier.places) && self.voices.is_same(&dossier.voices);
        if same && self.typed == typed && self.voiced == voiced {
            return;
        }
        let rows = if voiced { of_voices(scene, typed) } else { of_places(scene, typed) };
        let typed = typed.to_owned();
        *self = Self { places: dossier.places.clone(), voices: dossier.voices.clone(), typed, voiced, begun: true, rows };
    }
}

fn of_places(scene: &Scene<'_>, typed: &str) -> Vec<u32> {
    let places = &scene.dossier.places;
    if !typed.trim().is_empty() {
        return scene.index.gazetteer().find(scene.dossier, typed, MOST).iter().map(|hit| hit.place.0).collect();
    }
    let mut rows: Vec<u32> = (0..places.len()).map(|at| PlaceIx::new(at).0).collect();
    if rows.len() <= SORTED {
        rows.sort_by_cached_key(|at| fold::name(&places[*at as usize].title));
    }
    rows
}

fn of_voices(scene: &Scene<'_>, typed: &str) -> Vec<u32> {
    let (folded, voices) = (fold::fold(typed.trim()), &scene.dossier.voices);
    let has = |at: &usize| fold::fold(&voices[*at].name).contains(&folded);
    let mut rows: Vec<u32> = (0..voices.len()).filter(has).map(|at| VoiceIx::new(at).0).collect();
    rows.sort_by_cached_key(|at| fold::fold(&voices[*at as usize].name));
    rows
}

/// In how many passages each voice speaks, and how many it carries; counted anew only where the passages have changed.
#[derive(Default)]
pub struct Speaking {
    passages: Table<Passage>,
    counts: Vec<(usize, usize)>,
}

impl Speaking {
    /// In how many passages a voice speaks, and how many more it carries.
    pub fn of(&mut self, scene: &Scene<'_>, ix: VoiceIx) -> (usize, usize) {
        let dossier = scene.dossier;
        if self.counts.len() != dossier.voices.len() || !self.passages.is_same(&dossier.passages) {
            let mut counts = vec![(0, 0); dossier.voices.len()];
            for passage in &dossier.passages {
                if let Some(voice) = passage.voice {
                    counts[voice.index()].0 += 1;
                }
                passage.aside().via.iter().for_each(|voice| counts[voice.index()].1 += 1);
            }
            *self = Self { passages: dossier.passages.clone(), counts };
        }
        self.counts.get(ix.index()).copied().unwrap_or_default()
    }
}

/// The search field, the list, and what adds to it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, page: &mut Page, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        for (voiced, name, count) in [(false, "Places", scene.dossier.places.len()), (true, "Voices", scene.dossier.voices.len())] {
            let text = format!("{name} {}", words::number(count));
            let button = ui.add(Button::selectable(page.voiced == voiced, text));
            button.widget_info(|| WidgetInfo::selected(Role::Tab, true, page.voiced == voiced, name));
            if button.clicked() && page.voiced != voiced {
                (page.voiced, page.rows) = (voiced, rows::Rows::default());
                page.typed.clear();
            }
        }
    });
    let name = if page.voiced { "Find a voice" } else { "Find a place" };
    let (font, ink) = (theme::sans(size::TEXT), scene.palette.ink);
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, _: f32| letters::typed(ui, text, &font, ink, f32::INFINITY);
    let edit = TextEdit::singleline(&mut page.typed).layouter(&mut layouter).hint_text(name).font(font.clone());
    let field = ui.add(edit.desired_width(f32::INFINITY));
    if field.changed() {
        page.rows.go_to(0);
    }
    page.rows.follow(&field);
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    if !std::mem::replace(&mut page.begun, true) {
        field.request_focus();
    }
    page.listed.renew(scene, &page.typed, page.voiced);
    // The button below, with the room around it.
    let below = 44.0;
    let mut rest = ui.available_rect_before_wrap();
    rest.set_height(rest.height() - below);
    ui.scope_builder(egui::UiBuilder::new().max_rect(rest), |ui| rows(ui, scene, page));
    ui.add_space(4.0);
    if page.voiced { new_voice(ui, scene, page, actions) } else { new_place(ui, scene, page, actions) }
}

fn rows(ui: &mut Ui, scene: &Scene<'_>, page: &mut Page) {
    let chosen = if page.voiced { page.voice(scene).map(|ix| ix.0) } else { page.place(scene).map(|ix| ix.0) };
    if page.listed.rows.is_empty() {
        let what = if page.voiced { "voice" } else { "place" };
        let why = if page.typed.is_empty() { format!("There is no {what} yet.") } else { format!("No {what} has such a name.") };
        ui.label(RichText::new(why).color(scene.palette.mute));
        return;
    }
    let (mut clicked, voiced) = (None, page.voiced);
    let Page { listed, speaking, rows: state, .. } = page;
    let name = if voiced { "All voices" } else { "All places" };
    let keyed = state.show(ui, scene.palette, (name, listed.rows.len(), ROW), |ui, id, row, rect| {
        let Some(number) = listed.rows.get(row).copied() else { return };
        let (title, told) = if voiced {
            let ix = VoiceIx(number);
            let Some(voice) = scene.dossier.voices.get(ix.index()) else { return };
            (closed(&voice.name), words::number(speaking.of(scene, ix).0))
        } else {
            let ix = PlaceIx(number);
            let Some(place) = scene.dossier.places.get(ix.index()) else { return };
            let count = words::number(scene.index.place(ix).mentions);
            (super::titled(scene, ix).into(), format!("{}, {count}", place.kind.word()))
        };
        let is_chosen = chosen == Some(number);
        let response = rows::row(ui, id, rect, is_chosen, &format!("{title}, {told}"));
        if is_chosen {
            ui.painter().rect_filled(rect, 4.0, scene.palette.window_tint);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 4.0, scene.palette.ground);
        }
        let split = rect.width() - if voiced { 48.0 } else { 118.0 };
        cell(ui, part(rect, 8.0, split - 4.0), &title, theme::medium(size::TEXT), scene.palette.ink);
        cell(ui, part(rect, split, rect.width() - 6.0), &told, theme::sans(size::LABEL), scene.palette.mute);
        if response.clicked() {
            clicked = Some(row);
        }
    });
    let picked = clicked.or((keyed.moved || keyed.enter || keyed.space).then_some(state.at));
    if let Some(row) = picked {
        state.at = row;
        let number = listed.rows[row];
        page.turn_to(if voiced { Choice::Voice(VoiceIx(number)) } else { Choice::Place(PlaceIx(number)) });
    }
}

fn new_place(ui: &mut Ui, scene: &Scene<'_>, page: &mut Page, actions: &mut Vec<Action>) {
    let button = ui.add_enabled(pick::locked(scene).is_none(), Button::new("New place…"));
    let button = button.on_hover_text("From the places of the world, or by a name of its own");
    let mut is_open = false;
    let picked = pick::below(&button, |ui| {
        is_open = true;
        ui.set_width(360.0);
        page.new_place.show(ui, scene, "Name of the new place", 320.0)
    });
    if !is_open {
        page.new_place = PlacePick::default();
    }
    match picked {
        Some(Putting::Known(ix)) => page.turn_to(Choice::Place(ix)),
        Some(Putting::New(drafts)) => {
            page.wanted = drafts.last().map(|draft| draft.place.id.clone());
            actions.push(edit(Deed::AddPlace(drafts)));
        }
        None => {}
    }
}

fn new_voice(ui: &mut Ui, scene: &Scene<'_>, page: &mut Page, actions: &mut Vec<Action>) {
    let button = ui.add_enabled(pick::locked(scene).is_none(), Button::new("New voice…"));
    let is_open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&button));
    let added = pick::below(&button, |ui| {
        ui.set_width(280.0);
        let id = Id::unique("name of a new voice");
        let field = Line::new(id, "Name of the new voice").hint("Name").draw_typed(ui, scene, &mut page.new_voice);
        if !is_open {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let named = !page.new_voice.trim().is_empty();
        let clicked = ui.add_enabled(named, Button::new("Add the voice")).clicked();
        (named && (clicked || entered)).then_some(())
    });
    if added.is_some() {
        let name = std::mem::take(&mut page.new_voice);
        page.turn_to(Choice::Voice(VoiceIx::new(scene.dossier.voices.len())));
        actions.push(edit(Deed::AddVoice(name, String::new())));
    }
}
