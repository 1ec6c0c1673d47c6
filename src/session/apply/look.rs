//! Where the map looks.

use super::super::{Camera, Fit};
use super::Turn;
use crate::report::ids::PlaceIx;
use crate::report::place::LonLat;

impl Turn<'_> {
    /// Looks elsewhere; a camera that is nowhere is left out.
    pub(super) fn set_camera(&mut self, camera: Camera) {
        if let Some(camera) = camera.sound() {
            self.state.camera = Some(camera);
            self.state.fit = None;
        }
    }

    pub(super) fn fit(&mut self, fit: Fit) {
        let there = |place: PlaceIx| place.index() < self.dossier.places.len();
        if !matches!(fit, Fit::Place(place) if !there(place)) {
            self.state.fit = Some(fit);
        }
    }

    /// Holds the map, or lets it go. What it was about to do by itself it does not do any more.
    pub(super) fn lock_camera(&mut self, locked: bool) {
        self.state.camera_locked = locked;
        if locked {
            self.state.fit = None;
        }
    }

    /// Asks the map to show some positions, if there are any and it may move by itself.
    pub(super) fn bring_into_view(&mut self, points: Vec<LonLat>) {
        if !points.is_empty() && !self.state.camera_locked {
            self.state.fit = Some(Fit::Points(points));
        }
    }

    /// Selects a place and flies there, locked or not: going there is what was asked for.
    pub(super) fn go_to_place(&mut self, place: PlaceIx) {
        if place.index() >= self.dossier.places.len() {
            return;
        }
        self.state.places_open = false;
        self.select_place(Some(place));
        self.state.fit = self.dossier.place(place).point.map(|_| Fit::Place(place));
    }
}
