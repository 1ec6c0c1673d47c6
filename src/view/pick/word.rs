//! One word of a short list, such as a status or a basis.

use egui::{Button, ComboBox, Id, Ui, WidgetInfo, accesskit::Role};

use super::locked;
use crate::report::passage::{Basis, Status};
use crate::view::Scene;

/// Draws a list that unfolds, with a name for those who hear it; returns the word that is picked and was not chosen before. Each word
/// has its meaning beside it.
pub fn word<T: Copy + PartialEq>(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: Id,
    name: &str,
    chosen: T,
    all: &[(T, &'static str, &'static str)],
) -> Option<T> {
    let lock = locked(scene);
    let told = all.iter().find(|(value, ..)| *value == chosen).map_or("", |(_, word, _)| word);
    let mut picked = None;
    let shown = ui.add_enabled_ui(lock.is_none(), |ui| {
        ComboBox::from_id_salt(id).selected_text(told).show_ui(ui, |ui| {
            for (value, word, meaning) in all {
                let button = ui.add(Button::selectable(*value == chosen, *word));
                button.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, *value == chosen, *word));
                let button = if meaning.is_empty() { button } else { button.on_hover_text(*meaning) };
                if button.clicked() && *value != chosen {
                    picked = Some(*value);
                }
            }
        })
    });
    let response = shown.inner.response;
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, lock.is_none(), format!("{name}: {told}")));
    if let Some(why) = lock {
        response.on_disabled_hover_text(why);
    }
    picked
}

/// Draws the words of a list beside each other, for where nothing can unfold; returns the one that is picked and was not chosen before.
pub fn row<T: Copy + PartialEq>(ui: &mut Ui, chosen: T, all: &[(T, &'static str, &'static str)]) -> Option<T> {
    let mut picked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (value, word, meaning) in all {
            let is_chosen = *value == chosen;
            let button = ui.add(Button::selectable(is_chosen, *word));
            button.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, *word));
            let button = if meaning.is_empty() { button } else { button.on_hover_text(*meaning) };
            if button.clicked() && !is_chosen {
                picked = Some(*value);
            }
        }
    });
    picked
}

/// How something is known.
pub fn status(ui: &mut Ui, scene: &Scene<'_>, id: Id, chosen: Status) -> Option<Status> {
    let all: Vec<_> = Status::ALL.iter().map(|status| (*status, status.word(), status.meaning())).collect();
    word(ui, scene, id, "Status", chosen, &all)
}

/// Why something has its time.
pub fn basis(ui: &mut Ui, scene: &Scene<'_>, id: Id, chosen: Basis) -> Option<Basis> {
    word(ui, scene, id, "Basis", chosen, &bases())
}

/// As [`basis`], for where nothing can unfold.
pub fn basis_row(ui: &mut Ui, chosen: Basis) -> Option<Basis> {
    row(ui, chosen, &bases())
}

fn bases() -> Vec<(Basis, &'static str, &'static str)> {
    let meaning = |basis| match basis {
        Basis::Stated => "the text gives the date itself",
        Basis::Relative => "the text reckons from another time",
        Basis::Inherited => "taken from the paragraph or section around",
    };
    Basis::ALL.iter().map(|basis| (*basis, basis.word(), meaning(*basis))).collect()
}
