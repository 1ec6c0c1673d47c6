//! What is typed, searched for or looked through for the answer to a question.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Id, Rect, Ui};

use super::answer::Answer;
use super::keys::Press;
use super::question::Question;
use super::{Key, Pressed, candidates, details, others, place, time};
use crate::report::ids::{Item, MentionIx};
use crate::report::passage::Subject;
use crate::view::asked::Asked;
use crate::view::{Scene, asking_flag};

/// What is open below the question. It is for that question alone.
#[derive(Clone, Default)]
pub struct Mode {
    of: Option<(Key, u64)>,
    /// The field that is open.
    pub open: Open,
    /// The others that the answer is for too.
    pub all: Option<All>,
    /// Whether it was brought into view, and has the keyboard where that is for it.
    pub is_seen: bool,
}

/// A field below the question.
#[derive(Clone, Default)]
pub enum Open {
    /// None.
    #[default]
    Nothing,
    /// A time is typed.
    Time(time::Typed),
    /// A place is searched for.
    Place(place::Search),
    /// All that is said of a passage is changed.
    Details(Box<details::Details>),
}

/// All others of the same name.
#[derive(Clone)]
pub struct All {
    /// They, in the order of the text.
    pub others: Arc<[MentionIx]>,
    /// Those that the answer is not for.
    pub left_out: BTreeSet<MentionIx>,
    /// What is said of all of them.
    pub answer: Answer,
}

impl All {
    /// Those that the answer is for.
    #[must_use]
    pub fn ticked(&self) -> Vec<MentionIx> {
        self.others.iter().copied().filter(|ix| !self.left_out.contains(ix)).collect()
    }
}

fn id() -> Id {
    Id::unique("mode of the page Check")
}

impl Mode {
    /// What is open for this question.
    #[must_use]
    pub fn of(ui: &Ui, scene: &Scene<'_>, key: Key) -> Self {
        let of = Some((key, scene.index.revision()));
        let kept = ui.data(|data| data.get_temp::<Self>(id())).filter(|mode| mode.of == of);
        kept.unwrap_or_else(|| Self { of, ..Self::default() })
    }

    /// Keeps it for the next frame.
    pub fn keep(self, ui: &Ui) {
        ui.data_mut(|data| {
            data.insert_temp(asking_flag(), self.is_busy());
            data.insert_temp(id(), self);
        });
    }

    /// Whether there is something to leave.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.is_typed() || self.all.is_some()
    }

    /// Whether keys are for a field.
    #[must_use]
    pub fn is_typed(&self) -> bool {
        !matches!(self.open, Open::Nothing)
    }

    /// What is answered as it stands: what the open field says, or that it is right. `None` where the field says nothing that is
    /// understood.
    #[must_use]
    pub fn answer(&self, scene: &Scene<'_>, asked: &Asked) -> Pressed {
        match &self.open {
            Open::Nothing => Some(Press::Right),
            Open::Time(typed) => typed.answer(scene, asked),
            Open::Place(search) => search.answer(),
            Open::Details(details) => details.answer(scene),
        }
    }

    /// Leaves the innermost of what is open.
    pub fn leave(&mut self) {
        self.is_seen = false;
        if self.is_typed() {
            self.open = Open::Nothing;
        } else {
            self.all = None;
        }
    }

    /// Opens the field for a time, with what was understood in it; tells whether there can be one.
    pub fn ask_time(&mut self, scene: &Scene<'_>, asked: &Asked) -> bool {
        let can = can_be_dated(scene, asked.item);
        if can {
            self.is_seen = false;
            self.open = Open::Time(time::Typed::new(asked.when));
        }
        can
    }

    /// Opens the search for a place; tells whether there can be one.
    pub fn ask_place(&mut self, scene: &Scene<'_>, asked: &Asked) -> bool {
        let can = can_be_put(scene, asked.item);
        if can {
            self.is_seen = false;
            self.open = Open::Place(place::Search::new(scene, asked.item));
        }
        can
    }

    /// Opens the fields of a passage; tells whether it is one.
    pub fn ask_details(&mut self, scene: &Scene<'_>, asked: &Asked) -> bool {
        let Item::Passage(ix) = asked.item else { return false };
        self.is_seen = false;
        self.open = Open::Details(Box::new(details::Details::new(scene, ix)));
        true
    }

    /// Takes all others of this name with it, or leaves them again; tells whether there are any.
    pub fn for_all(&mut self, scene: &Scene<'_>, asked: &Asked) -> bool {
        let Item::Mention(ix) = asked.item else { return false };
        self.is_seen = false;
        if self.all.take().is_some() {
            return true;
        }
        let others = scene.index.unchecked(scene.dossier).others(scene.dossier, ix);
        let all = All { others: others.into(), left_out: BTreeSet::new(), answer: Answer::Right };
        self.all = (!all.others.is_empty()).then_some(all);
        self.all.is_some()
    }

    /// Draws what is open, or the candidates and what else can be done.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, asked: &Asked, question: &Question) -> Pressed {
        let mut top = ui.cursor().min;
        let mut pressed = match &mut self.open {
            Open::Nothing => candidates::show(ui, scene, asked, question, self.all.as_ref()),
            Open::Time(typed) => time::show(ui, scene, asked, typed),
            Open::Place(search) => place::show(ui, scene, search),
            Open::Details(details) => details.show(ui, scene),
        };
        if let Some(all) = self.all.as_mut().filter(|_| matches!(self.open, Open::Nothing)) {
            // What is to be looked through is brought into view, and not the candidates above it.
            top = ui.cursor().min;
            pressed = pressed.or(others::show(ui, scene, asked, all, !self.is_seen));
        }
        if self.is_busy() && !std::mem::replace(&mut self.is_seen, true) {
            ui.scroll_to_rect(Rect::from_min_max(top, ui.min_rect().max), None);
        }
        pressed
    }
}

/// Whether something can be given another time: a place has none.
#[must_use]
pub fn can_be_dated(scene: &Scene<'_>, item: Item) -> bool {
    match item {
        Item::Mention(ix) => matches!(scene.dossier.mention(ix).subject, Subject::Time(..)),
        Item::Passage(_) => true,
    }
}

/// Whether something can be put elsewhere: a time is nowhere.
#[must_use]
pub fn can_be_put(scene: &Scene<'_>, item: Item) -> bool {
    match item {
        Item::Mention(ix) => matches!(scene.dossier.mention(ix).subject, Subject::Place(_)),
        Item::Passage(_) => true,
    }
}
