//! Panning and zooming by pointer, wheel, pinch and keys.

use egui::{EventFilter, Key, Response, Ui, Vec2};

use crate::session::Camera;
use crate::view::map_focus_flag;

/// How many points of scrolling zoom by a factor of two.
const WHEEL_STEP: f32 = 180.0;
/// How far an arrow key pans, in points.
const ARROW_STEP: f64 = 80.0;
/// How far it pans where little is asked for, in points.
const LITTLE_STEP: f64 = 4.0;
/// The speed, in points a second, under which the map comes to rest.
const REST: f32 = 24.0;
/// How quickly inertia dies away: the speed falls to a third in this many seconds.
const FRICTION: f32 = 0.16;

/// What else there is to know of the map for its input.
#[derive(Clone, Copy, Debug)]
pub struct Around {
    /// Whether the map or one of its markers has the keyboard.
    pub has_keys: bool,
    /// Whether clicks put something on the map.
    pub placing: bool,
}

/// The camera after this frame's input.
pub fn camera(ui: &Ui, response: &Response, mut camera: Camera, around: Around) -> Camera {
    let Around { has_keys, placing } = around;
    let before = camera;
    if response.clicked() {
        response.request_focus();
    }
    if response.dragged() {
        let delta = response.drag_delta();
        camera = camera.panned(f64::from(delta.x), f64::from(delta.y));
    }
    camera = glide(ui, response, camera);
    if let Some(pointer) = response.hover_pos() {
        let offset = pointer - response.rect.center();
        let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let by = scroll / WHEEL_STEP + pinch.log2();
        if by.abs() > 1e-4 {
            camera = camera.zoomed(f64::from(by), f64::from(offset.x), f64::from(offset.y));
        }
        if response.double_clicked() && !placing {
            camera = camera.zoomed(1.0, f64::from(offset.x), f64::from(offset.y));
        }
    }
    let focused = response.has_focus();
    ui.data_mut(|data| data.insert_temp(map_focus_flag(), focused));
    if has_keys {
        camera = steps(ui, camera);
    }
    if focused {
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        camera = arrows_pan(ui, camera, placing);
    }
    // Only what the user has moved is held: a camera that is on its way must end where it is going.
    if camera == before { camera } else { camera.within(f64::from(response.rect.width()), f64::from(response.rect.height())) }
}

/// Plus and minus zoom while the map or one of its markers has the keyboard.
fn steps(ui: &Ui, camera: Camera) -> Camera {
    ui.input(|input| {
        let pressed = |key| if input.key_pressed(key) { 1.0 } else { 0.0 };
        let closer = f64::max(pressed(Key::Plus), pressed(Key::Equals)) - pressed(Key::Minus);
        let plain = !input.modifiers.any() || input.modifiers.shift_only();
        if plain && closer != 0.0 { camera.zoomed(closer, 0.0, 0.0) } else { camera }
    })
}

/// The arrows pan the map; with Shift by little, where that is how something is put in its middle.
fn arrows_pan(ui: &Ui, camera: Camera, placing: bool) -> Camera {
    ui.input(|input| {
        let pressed = |key| if input.key_pressed(key) { 1.0 } else { 0.0 };
        let dx = pressed(Key::ArrowLeft) - pressed(Key::ArrowRight);
        let dy = pressed(Key::ArrowUp) - pressed(Key::ArrowDown);
        let plain = !input.modifiers.any() || input.modifiers.shift_only();
        if !plain || (dx, dy) == (0.0, 0.0) {
            return camera;
        }
        let step = if placing && input.modifiers.shift { LITTLE_STEP } else { ARROW_STEP };
        camera.panned(dx * step, dy * step)
    })
}

/// Inertia: after a drag the map runs on and slows down. Off when the style asks for no motion.
fn glide(ui: &Ui, response: &Response, camera: Camera) -> Camera {
    let id = response.id.with("velocity");
    if response.drag_stopped() {
        let velocity = ui.input(|input| input.pointer.velocity());
        if ui.style().animation_time > 0.0 && velocity.length() > 200.0 {
            ui.data_mut(|data| data.insert_temp(id, velocity));
        }
    }
    let Some(velocity) = ui.data(|data| data.get_temp::<Vec2>(id)) else { return camera };
    let touched =
        response.dragged() || response.is_pointer_button_down_on() || ui.input(|input| input.smooth_scroll_delta() != Vec2::ZERO);
    if touched || velocity.length() < REST {
        ui.data_mut(|data| data.remove::<Vec2>(id));
        return camera;
    }
    let seconds = ui.input(|input| input.stable_dt).min(0.05);
    let step = velocity * seconds;
    ui.data_mut(|data| data.insert_temp(id, velocity * (-seconds / FRICTION).exp()));
    ui.ctx().request_repaint();
    camera.panned(f64::from(step.x), f64::from(step.y))
}
