//! The words of a passage on their own, as on a card.

use egui::{Label, Ui, WidgetInfo, accesskit::Role};

use super::hits;
use super::marks::{self, Marking};
use super::mentions::mentions;
use super::spot::Spot;
use crate::session::Action;
use crate::theme::{self, size};
use crate::view::Scene;

/// Draws a passage as a label, marked; its mentions lead where they do in the document.
pub fn excerpt(ui: &mut Ui, scene: &Scene<'_>, marking: &Marking) -> Vec<Action> {
    let job = marking.job(ui, scene, &theme::serif(size::READING), scene.palette.ink, ui.available_width());
    let (at, galley, response) = Label::new(job).wrap().layout_in_ui(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, scene.dossier.slice(marking.target)));
    let spot = Spot::new(galley, at, marking.target);
    marks::paint(ui, scene, marking, &spot, 1.0);
    hits::mark(ui, scene, marking.target, &spot);
    ui.painter().galley(at, spot.galley.clone(), scene.palette.ink);
    mentions(ui, scene, marking, &spot)
}
