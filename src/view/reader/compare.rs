//! Accounts side by side: what each says of the same hour, in its own words.

use std::collections::BTreeSet;

use egui::{CornerRadius, Frame, Label, Margin, RichText, ScrollArea, Stroke, Ui, UiBuilder, accesskit::Role};

use super::cards::{attribution, dateline, word_button};
use super::cite;
use super::excerpt::excerpt;
use super::head::titled;
use super::marks::Marking;
use super::page::quiet;
use super::why::knows;
use crate::index::times::Window;
use crate::report::ids::{PassageIx, PlaceIx};
use crate::session::{Action, Hovered};
use crate::theme;
use crate::view::{Scene, words};

/// The narrowest column, in points.
const NARROWEST: f32 = 215.0;
/// The space between columns, in points.
const GAP: f32 = 12.0;

/// What some accounts have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Common {
    /// The places that all of them speak of; a site counts as its settlement too.
    pub places: Vec<PlaceIx>,
    /// The time that lies in all of theirs.
    pub time: Option<Window>,
    /// Whether two of them contradict each other.
    pub conflict: bool,
    /// How many there are.
    pub accounts: usize,
}

impl Common {
    /// Compares some accounts.
    #[must_use]
    pub fn of(scene: &Scene<'_>, passages: &[PassageIx]) -> Self {
        let places = |ix: &PassageIx| -> BTreeSet<PlaceIx> {
            let own = &scene.dossier.passage(*ix).places;
            own.iter().flat_map(|place| [*place, scene.index.home(*place)]).collect()
        };
        let mut all = passages.iter().map(places);
        let first = all.next().unwrap_or_default();
        let shared = all.fold(first, |shared, other| shared.intersection(&other).copied().collect());
        let whens: Option<Vec<_>> = passages.iter().map(|ix| scene.dossier.passage(*ix).when).collect();
        let time = whens.filter(|whens| !whens.is_empty()).and_then(|whens| {
            let from = whens.iter().map(crate::report::when::When::earliest).max()?;
            let to = whens.iter().map(crate::report::when::When::latest).min()?;
            (from < to).then(|| Window::new(from, to))
        });
        let conflict = passages.iter().any(|ix| scene.index.accounts(*ix).conflicts.iter().any(|other| passages.contains(other)));
        Self { places: shared.into_iter().collect(), time, conflict, accounts: passages.len() }
    }

    /// In a sentence or two.
    #[must_use]
    pub fn words(&self, scene: &Scene<'_>) -> String {
        // A town need not be named where its square is.
        let holds = |town: &PlaceIx| self.places.iter().any(|site| site != town && scene.index.home(*site) == *town);
        let narrowest = self.places.iter().filter(|place| !holds(place));
        let names: Vec<&str> = narrowest.map(|ix| scene.dossier.place(*ix).title.as_str()).collect();
        let all = if self.accounts == 2 { "Both" } else { "All" };
        let mut shared = Vec::new();
        if !names.is_empty() {
            shared.push(names.join(", "));
        }
        shared.extend(self.time.map(|time| scene.state.clock.stretch(time.from, time.to)));
        let agreed = if shared.is_empty() {
            "They share neither a place nor a time.".to_owned()
        } else {
            format!("{all} speak of {}.", shared.join(" · "))
        };
        if self.conflict { format!("{agreed} They contradict each other in part.") } else { agreed }
    }
}

/// Draws the accounts that are compared.
pub fn show(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    let compared = &scene.state.reader.compared;
    Frame::NONE.inner_margin(Margin { left: 22, right: 22, top: 16, bottom: 10 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let title = words::count(compared.len(), "account");
        if titled(ui, scene, &title, Some(("Back to the list", "Esc"))) {
            actions.push(Action::Compare(Vec::new()));
        }
        let common = Common::of(scene, compared).words(scene);
        ui.add(Label::new(RichText::new(&common).color(scene.palette.mute)).wrap());
        ui.spacing_mut().button_padding = egui::vec2(0.0, 0.0);
        let targets = compared.iter().map(|ix| scene.dossier.passage(*ix).target).collect();
        cite::menu_of_all(ui, scene, targets, &common, &mut actions);
    });
    ScrollArea::vertical().id_salt("accounts").auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 22, right: 22, top: 4, bottom: 24 }).show(ui, |ui| {
            rows(ui, scene, compared, &mut actions);
        });
    });
    actions
}

/// As many columns as there is room for, in rows whose accounts begin at one height.
fn rows(ui: &mut Ui, scene: &Scene<'_>, compared: &[PassageIx], actions: &mut Vec<Action>) {
    let room = ui.available_width();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number of columns")]
    let most = ((room + GAP) / (NARROWEST + GAP)).max(1.0) as usize;
    let columns = most.min(compared.len()).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a small number of columns")]
    let width = (room - GAP * (columns - 1) as f32) / columns as f32;
    for accounts in compared.chunks(columns) {
        let top = ui.available_rect_before_wrap().min;
        let mut height: f32 = 0.0;
        for (column, ix) in accounts.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a small number of columns")]
            let left = top.x + (width + GAP) * column as f32;
            let place = egui::Rect::from_min_size(egui::pos2(left, top.y), egui::vec2(width, f32::INFINITY));
            let mut child = ui.new_child(UiBuilder::new().id_salt(("account", ix.0)).max_rect(place));
            account(&mut child, scene, *ix, actions);
            height = height.max(child.min_rect().height());
        }
        ui.allocate_space(egui::vec2(room, height + GAP));
    }
}

fn account(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, actions: &mut Vec<Action>) {
    let palette = scene.palette;
    let chosen = scene.state.selection.passage == Some(ix);
    let edge = if chosen { Stroke::new(1.5, palette.window) } else { Stroke::new(1.0, palette.rule) };
    let before = actions.len();
    let frame = Frame::NONE.fill(palette.card).stroke(edge).corner_radius(CornerRadius::same(theme::RADIUS + 1));
    let card = frame.inner_margin(Margin::symmetric(14, 11)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 5.0;
        dateline(ui, scene, ix);
        let target = scene.dossier.passage(ix).target;
        actions.extend(excerpt(ui, scene, &Marking::new(scene, target)));
        ui.add_space(2.0);
        ui.add(Label::new(quiet(scene, attribution(scene, ix))).wrap());
        if let Some(knows) = knows(scene, ix) {
            ui.add(Label::new(quiet(scene, knows)).wrap());
        }
        ui.spacing_mut().interact_size.y = 18.0;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().button_padding = egui::vec2(0.0, 0.0);
            ui.spacing_mut().item_spacing = egui::vec2(13.0, 2.0);
            cite::menu(ui, scene, target, actions);
            if word_button(ui, scene, "Open in report", None).clicked() {
                actions.push(Action::OpenInDocument(ix));
            }
            if word_button(ui, scene, "Show in the list", None).clicked() {
                actions.push(Action::ReadPassage(ix));
            }
            cite::star(ui, scene, ix, actions);
        });
    });
    let name = format!("Account {}", words::name(scene.state.clock, scene.dossier, ix));
    let node = ui.interact(card.response.rect, ui.scope_id().with("whole"), egui::Sense::hover());
    node.widget_info(|| egui::WidgetInfo::labeled(Role::Article, true, &name));
    if node.contains_pointer() {
        actions.insert(before, Action::Hover(Some(Hovered::Passage(ix))));
    }
}
