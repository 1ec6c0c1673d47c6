//! A field for another time, in words or EDTF, that says at once how it is understood.

use egui::{Label, RichText, TextBuffer, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::Pressed;
use super::keys::Press;
use crate::report::when::When;
use crate::session::understood;
use crate::theme::{self, size};
use crate::view::asked::Asked;
use crate::view::reader::page::quiet;
use crate::view::{Scene, letters};

/// What is typed.
#[derive(Clone, Default)]
pub struct Typed {
    text: String,
    /// Whether the field was drawn before.
    begun: bool,
}

impl Typed {
    /// With what was understood in it, as EDTF.
    #[must_use]
    pub fn new(when: Option<When>) -> Self {
        Self { text: when.map(|when| when.to_string()).unwrap_or_default(), begun: false }
    }

    fn read(&self, scene: &Scene<'_>, asked: &Asked) -> Result<Option<When>, String> {
        let present = asked.when.map_or(scene.state.window, |when| scene.index.window_of(&when));
        understood::read(&self.text, present, scene.dossier.head.zone)
    }

    /// What is typed as an answer, where it is understood.
    #[must_use]
    pub fn answer(&self, scene: &Scene<'_>, asked: &Asked) -> Option<Press> {
        self.read(scene, asked).ok().flatten().map(Press::Date)
    }
}

/// Draws the field.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, asked: &Asked, typed: &mut Typed) -> Pressed {
    let palette = scene.palette;
    ui.label(RichText::new("Another time").font(theme::bold(size::LABEL)).color(palette.mute));
    let (font, ink) = (theme::sans(size::READING), palette.ink);
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, _: f32| letters::typed(ui, text, &font, ink, f32::INFINITY);
    let edit = TextEdit::singleline(&mut typed.text)
        .layouter(&mut layouter)
        .hint_text("5 Jan 2022, 4–6 January, about 1991, or EDTF")
        .desired_width(f32::INFINITY)
        .font(font.clone());
    let mut shown = edit.show(ui);
    shown.response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Time"));
    let field = shown.response.response;
    if !std::mem::replace(&mut typed.begun, true) {
        field.request_focus();
        // What is typed takes the place of what was understood.
        let all =
            egui::text::CCursorRange::two(egui::text::CCursor::default(), egui::text::CCursor::new(typed.text.chars().count()));
        shown.state.cursor.set_char_range(Some(all));
        shown.state.store(ui.ctx(), field.id);
    }
    let read = typed.read(scene, asked);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    ui.add_space(4.0);
    let mut pressed = None;
    let understood = match &read {
        Ok(Some(when)) => format!("Understood: {}", scene.state.clock.when(when)),
        Ok(None) => String::new(),
        Err(fault) => format!("Not understood: {fault}"),
    };
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_description(understood));
    match &read {
        Ok(Some(when)) => {
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(scene.state.clock.when(when)).font(theme::medium(size::TEXT)));
                ui.label(quiet(scene, when.to_string()));
            });
            pressed = entered.then_some(Press::Date(*when));
        }
        Ok(None) => {
            ui.label(quiet(scene, "A day, a month, a year, from when to when, with or without times of day."));
        }
        Err(fault) => {
            ui.add(Label::new(RichText::new(format!("Not understood: {fault}.")).color(palette.ink)).wrap());
        }
    }
    if entered && pressed.is_none() {
        field.request_focus();
    }
    ui.label(quiet(scene, "Enter takes it, Esc leaves the field."));
    pressed
}
