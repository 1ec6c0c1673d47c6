//! A line of text, or some: what is typed counts on Enter, or when the field is left; Escape takes it back.

use egui::{Id, Key, Response, RichText, TextBuffer, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::{locked, note_typing};
use crate::theme::{self, size};
use crate::view::{Scene, letters};

/// What is typed, and what stood there when that began.
#[derive(Clone, Default)]
struct Draft {
    typed: String,
    before: String,
}

/// A field for text.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    id: Id,
    name: &'a str,
    hint: &'a str,
    rows: usize,
}

/// What was done in a field in this frame.
pub struct Shown {
    /// The field.
    pub response: Response,
    /// What stands in it.
    pub typed: String,
    /// What it says now and did not before, once that is certain.
    pub given: Option<String>,
}

impl<'a> Line<'a> {
    /// A field with an id of its own, and a name for those who hear it.
    #[must_use]
    pub fn new(id: Id, name: &'a str) -> Self {
        Self { id, name, hint: "", rows: 1 }
    }

    /// What it says while it is empty.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// Makes it so many rows high; Enter begins a new line then.
    #[must_use]
    pub fn rows(self, rows: usize) -> Self {
        Self { rows, ..self }
    }

    /// Forgets what is typed: the value stands there again.
    pub fn forget(self, ui: &Ui) {
        ui.data_mut(|data| data.remove::<Draft>(self.id.with("draft")));
    }

    /// Draws it with this value, as wide as there is room; returns another value, once that is certain.
    pub fn show(self, ui: &mut Ui, scene: &Scene<'_>, value: &str) -> Option<String> {
        self.draw(ui, scene, value).given
    }

    /// As [`Line::show`], with all that is to be known of it.
    pub fn draw(self, ui: &mut Ui, scene: &Scene<'_>, value: &str) -> Shown {
        let key = self.id.with("draft");
        let mut draft: Draft = ui.data(|data| data.get_temp(key)).unwrap_or_default();
        if draft.before != value {
            // It was changed elsewhere, or taken back.
            draft = Draft { typed: value.to_owned(), before: value.to_owned() };
        }
        let response = self.draw_typed(ui, scene, &mut draft.typed);
        let mut given = None;
        if response.lost_focus() {
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                draft.typed.clone_from(&draft.before);
            } else if draft.typed.trim() != draft.before.trim() {
                given = Some(draft.typed.clone());
            }
        }
        let typed = draft.typed.clone();
        let idle = !response.has_focus() && draft.typed == draft.before;
        ui.data_mut(|data| {
            if idle {
                data.remove::<Draft>(key);
            } else {
                data.insert_temp(key, draft);
            }
        });
        Shown { response, typed, given }
    }

    /// Draws the field alone, with what is typed in it so far; as wide as there is room.
    pub fn draw_typed(self, ui: &mut Ui, scene: &Scene<'_>, typed: &mut String) -> Response {
        let lock = locked(scene);
        let (font, ink) = (theme::sans(size::TEXT), scene.palette.ink);
        let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
            letters::typed(ui, text, &font, ink, if self.rows > 1 { width } else { f32::INFINITY })
        };
        let hint = RichText::new(self.hint).font(font.clone());
        let edit = if self.rows > 1 { TextEdit::multiline(typed).desired_rows(self.rows) } else { TextEdit::singleline(typed) };
        let edit = edit.id(self.id).layouter(&mut layouter).hint_text(hint).font(font.clone()).desired_width(f32::INFINITY);
        let mut response = ui.add_enabled(lock.is_none(), edit);
        let role = if self.rows > 1 { Role::MultilineTextInput } else { Role::TextInput };
        response.widget_info(|| WidgetInfo::labeled(role, lock.is_none(), self.name));
        if let Some(why) = lock {
            response = response.on_disabled_hover_text(why);
        }
        note_typing(ui.ctx(), &response);
        response
    }
}
