//! Which of map and reader an action is about, for windows in which only one of them is shown.

use super::super::{Action, Pane};

/// What the window turns to after an action; nothing where that is the same whichever is shown.
pub fn turned_to(action: &Action) -> Option<Pane> {
    match action {
        Action::SelectPlace(Some(_))
        | Action::GoToPlace(_)
        | Action::SelectPassage(_)
        | Action::ReadPassage(_)
        | Action::OpenInDocument(_)
        | Action::ShowText(_)
        | Action::ShowTab(_)
        | Action::ShowSection(_)
        | Action::Compare(_)
        | Action::SameTimeElsewhere(_)
        | Action::StepHit(_) => Some(Pane::Reader),
        Action::PointOut(_) | Action::Fit(_) | Action::SetPlacing(Some(_)) | Action::SetMapEditing(true) => Some(Pane::Map),
        _ => None,
    }
}
