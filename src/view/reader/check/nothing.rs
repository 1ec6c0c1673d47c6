//! What the page says where nothing is left to ask.

use egui::{Frame, Margin, Ui};

use crate::session::{Action, CheckOnly, Queue, Tab};
use crate::view::reader::empty;
use crate::view::reader::page::{SIDE, quiet};
use crate::view::{Scene, words};

/// Says why, and offers the step that leads on.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, queue: &Queue, said: Option<&str>, actions: &mut Vec<Action>) {
    Frame::NONE.inner_margin(Margin { left: SIDE, right: SIDE, top: 8, bottom: 8 }).show(ui, |ui| {
        if let Some(said) = said {
            ui.label(quiet(scene, said));
        }
        let (sentence, step, action) = reason(scene, queue);
        if empty::show(ui, scene, &sentence, step) {
            actions.push(action);
        }
        if scene.state.edits.done > 0 && ui.button("Undo the last change (U)").clicked() {
            actions.push(Action::Undo);
        }
    });
}

fn reason(scene: &Scene<'_>, queue: &Queue) -> (String, &'static str, Action) {
    let passages = ("Read the passages", Action::ShowTab(Tab::Passages));
    let left = scene.index.progress().left;
    if left > 0 {
        let sentence = format!(
            "Nothing of this is left to check; {} elsewhere.",
            match left {
                1 => "one is left".to_owned(),
                left => format!("{} are left", words::number(left)),
            }
        );
        return (sentence, "Go through all of them", Action::CheckOnly(CheckOnly::default()));
    }
    if scene.state.edits.done > 0 {
        let all = words::number(queue.progress().all());
        return (format!("All {all} are checked."), passages.0, passages.1);
    }
    let sentence = "Nothing in this report was only found: people made or checked all of it, so there is nothing to check.";
    (sentence.to_owned(), passages.0, passages.1)
}
