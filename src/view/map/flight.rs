//! The way of the camera from where it was to where the state has it.

use egui::Ui;

use crate::session::Camera;

/// How long the way takes, in seconds.
const SECONDS: f64 = 0.18;

/// Where the map was last told to look, and the way there.
#[derive(Default)]
pub struct Flight {
    goal: Option<Camera>,
    from: Option<(Camera, f64)>,
}

impl Flight {
    /// The camera to draw with while the state's looks at `goal`. A new goal is flown to, unless the style asks for no
    /// motion; whatever the user does on the way begins where the map is then.
    pub fn camera(&mut self, ui: &Ui, goal: Camera) -> Camera {
        let now = ui.input(|input| input.time);
        if let Some(before) = self.goal.filter(|before| *before != goal) {
            let here = self.on_the_way(before, now);
            self.from = (ui.style().animation_time > 0.0).then_some((here, now));
        }
        self.goal = Some(goal);
        let camera = self.on_the_way(goal, now);
        if camera == goal {
            self.from = None;
        } else {
            ui.ctx().request_repaint();
        }
        camera
    }

    /// The user has taken the map in hand: it is where it is.
    pub fn land(&mut self, camera: Camera) {
        *self = Self { goal: Some(camera), from: None };
    }

    fn on_the_way(&self, goal: Camera, now: f64) -> Camera {
        let Some((from, start)) = self.from else { return goal };
        let share = ((now - start) / SECONDS).clamp(0.0, 1.0);
        // Quick off the mark and slow to arrive.
        from.toward(goal, 1.0 - (1.0 - share).powi(3))
    }
}
