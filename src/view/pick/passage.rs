//! Another passage, by its title, among those that are near in time or place.

use std::cmp::Reverse;

use egui::Ui;

use super::field::Field;
use super::list::{self, Row};
use crate::report::ids::PassageIx;
use crate::report::outside::closed;
use crate::view::{Scene, words};

/// How many passages are listed.
const MOST: usize = 12;

/// What is typed, and what was found for it. Kept while its list is open.
#[derive(Clone, Default)]
pub struct PassagePick {
    field: Field,
    rows: Vec<Row<PassageIx>>,
    begun: bool,
}

impl PassagePick {
    /// Draws the field and the passages near this one, no higher than this; returns the one that is picked.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, near: PassageIx, height: f32) -> Option<PassageIx> {
        if !std::mem::replace(&mut self.begun, true) {
            self.find(scene, near);
        }
        let done = self.field.show(ui, scene, self.rows.len(), "Words of its title", "Title of a passage");
        if done.changed {
            self.find(scene, near);
        }
        list::pick(ui, scene, (&self.field, done), &self.rows, height, "No passage has such a title.")
    }

    fn find(&mut self, scene: &Scene<'_>, near: PassageIx) {
        let this = scene.dossier.passage(near);
        let folded = self.field.typed.trim().to_lowercase();
        let wanted = |title: &str| folded.is_empty() || title.to_lowercase().contains(&folded);
        let distance = |ix: PassageIx| {
            let other = scene.dossier.passage(ix);
            let shares = other.places.iter().any(|place| this.places.contains(place));
            let away = this.when.zip(other.when).map_or(i64::MAX, |(one, other)| {
                (other.earliest().0 - one.latest().0).max(one.earliest().0 - other.latest().0).max(0)
            });
            (away, Reverse(shares), ix)
        };
        let others = (0..scene.dossier.passages.len()).map(PassageIx::new);
        let mut near: Vec<_> = others.filter(|ix| *ix != near && wanted(&scene.dossier.passage(*ix).title)).map(distance).collect();
        if near.len() > MOST {
            near.select_nth_unstable(MOST);
            near.truncate(MOST);
        }
        near.sort_unstable();
        let row = |(.., ix): (i64, Reverse<bool>, PassageIx)| {
            let passage = scene.dossier.passage(ix);
            let told = format!("{}, {}", words::place(scene.dossier, passage), scene.state.clock.when_of(passage));
            Row::new(ix, closed(&passage.title), told)
        };
        self.rows = near.into_iter().map(row).collect();
    }
}
