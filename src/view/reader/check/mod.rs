//! The page *Check*: what was found and that nobody has looked at, one after the other, the most telling first.

use egui::Ui;

use crate::session::Action;
use crate::view::Scene;

/// What is kept between frames for speed.
#[derive(Default)]
pub struct Check;

/// Draws the page.
pub fn show(_ui: &mut Ui, _scene: &Scene<'_>, _cache: &mut Check) -> Vec<Action> {
    Vec::new()
}
