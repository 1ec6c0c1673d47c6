//! A field above a list: what is typed finds, the arrows choose a row, Enter takes it.

use egui::accesskit::Role;
use egui::{Id, Key, Modifiers, Response, TextBuffer, TextEdit, Ui, WidgetInfo};

use super::note_typing;
use crate::theme::{self, size};
use crate::view::{Scene, letters};

/// What is typed, and which row is chosen. Kept while the page is open.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// What is typed.
    pub typed: String,
    /// The row that Enter takes.
    pub chosen: usize,
    /// Whether it was drawn before.
    pub begun: bool,
    /// Whether something else has the keyboard, which may want the arrows.
    left: bool,
    /// Whether a row was chosen by the arrows since something was typed.
    by_arrows: bool,
    id: Option<Id>,
}

/// What was done in it.
#[derive(Clone, Copy, Default)]
pub struct Done {
    /// Something else is typed now.
    pub changed: bool,
    /// Enter was pressed.
    pub entered: bool,
}

impl Field {
    /// A field in which something is typed already.
    #[must_use]
    pub fn with(typed: impl Into<String>) -> Self {
        Self { typed: typed.into(), ..Self::default() }
    }

    fn tell(&self, ui: &Ui, words: String) {
        if let Some(id) = self.id {
            ui.ctx().accesskit_node_builder(id, |node| node.set_description(words));
        }
    }

    /// Names a row of the list, one of so many, to those who hear it. The chosen one is read out: as what has the keyboard where it was
    /// chosen by the arrows, and else with the field, which keeps it while one types.
    pub fn hear(&self, ui: &Ui, row: &Response, (index, rows): (usize, usize), name: &str) {
        let chosen = index == self.chosen;
        row.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, name));
        ui.ctx().accesskit_node_builder(row.id, |node| {
            node.set_position_in_set(index);
            node.set_size_of_set(rows);
        });
        if !chosen {
            return;
        }
        if self.by_arrows {
            let descendant = row.id.accesskit_id();
            self.id.and_then(|id| ui.ctx().accesskit_node_builder(id, |node| node.set_active_descendant(descendant)));
        } else {
            self.tell(ui, format!("{name}, {} of {rows}", index + 1));
        }
    }

    /// Draws it above a list of so many rows, with a hint while it is empty and a name for those who hear it. It has the keyboard
    /// from the first frame.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, rows: usize, hint: &str, name: &str) -> Done {
        // The field would take the arrows for its cursor.
        let left = self.left;
        ui.input_mut(|input| {
            if left {
                return;
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                (self.chosen, self.by_arrows) = (self.chosen + 1, true);
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                (self.chosen, self.by_arrows) = (self.chosen.saturating_sub(1), true);
            }
        });
        self.chosen = self.chosen.min(rows.saturating_sub(1));
        let (font, ink) = (theme::sans(size::READING), scene.palette.ink);
        let mut layouter = |ui: &Ui, text: &dyn TextBuffer, _: f32| letters::typed(ui, text, &font, ink, f32::INFINITY);
        let edit = TextEdit::singleline(&mut self.typed).layouter(&mut layouter).hint_text(hint).desired_width(f32::INFINITY);
        let field = ui.add(edit.font(font.clone()));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
        self.id = Some(field.id);
        if rows == 0 {
            self.tell(ui, "Nothing found".to_owned());
        }
        if !self.begun {
            self.begun = true;
            field.request_focus();
        }
        note_typing(ui.ctx(), &field);
        self.left = !field.has_focus() && ui.memory(|memory| memory.focused().is_some());
        if field.changed() {
            (self.chosen, self.by_arrows) = (0, false);
        }
        Done { changed: field.changed(), entered: field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) }
    }
}
