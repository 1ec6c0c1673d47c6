//! From a dossier as its files are, and a journal, to the dossier as it was last seen.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::apply::apply;
use super::change::{Change, Edit};
use super::history::{Direction, History};
use super::journal::{Fault, Quote, Read, Record, Step};
use super::seek::find;
use crate::formats::native;
use crate::report::cancel::Cancel;
use crate::report::dossier::Dossier;
use crate::report::draft::{Body, PlaceDraft};
use crate::report::entry::{self, Entry};
use crate::report::ids::{DocumentIx, MentionIx, PassageIx, PlaceIx};
use crate::report::limits;
use crate::report::passage::Target;

/// A dossier with all steps of its journal.
#[derive(Clone, Debug)]
pub struct CaughtUp {
    /// The dossier.
    pub dossier: Dossier,
    /// What was done.
    pub history: History,
    /// The steps that could not be carried out.
    pub faults: Vec<Fault>,
    /// The numbers of all steps that count as if they had not been made, those that were passed over before included.
    pub passed_over: BTreeSet<usize>,
}

/// Carries out the steps that are not in the dossier's files yet; `None`, soon after it was cancelled.
#[must_use]
pub fn catch_up(dossier: Dossier, read: Read, cancel: &Cancel) -> Option<CaughtUp> {
    let saved = read.saved.as_ref().map_or(0, |saved| saved.steps);
    let mut walk = Walk { dossier, done: Vec::new(), undone: Vec::new(), passed_over: read.passed_over };
    let mut faults = Vec::new();
    for step in read.steps {
        cancel.wanted()?;
        let (number, line) = (step.number, step.line);
        if let Err(what) = walk.step(step, number >= saved) {
            walk.passed_over.insert(number);
            faults.push(Fault { line, what });
        }
    }
    let Walk { dossier, done, undone, passed_over } = walk;
    let history = History::of(done.into_iter().flatten().collect(), undone.into_iter().flatten().collect());
    Some(CaughtUp { dossier, history, faults, passed_over })
}

/// How far the steps are carried out.
struct Walk {
    dossier: Dossier,
    /// What is made; `None` stands for a step that could not be, so that taking it back takes nothing else back.
    done: Vec<Option<Arc<Edit>>>,
    undone: Vec<Option<Arc<Edit>>>,
    passed_over: BTreeSet<usize>,
}

impl Walk {
    fn step(&mut self, step: Step, is_new: bool) -> Result<(), String> {
        let Step { number, record, quotes, .. } = step;
        let is_passed_over = self.passed_over.contains(&number);
        match record {
            Record::Did(edit) => {
                self.undone.clear();
                if is_passed_over {
                    return Ok(());
                }
                let words = limits::shown(&edit.words);
                let carried = self.make(edit, &quotes, is_new);
                self.done.push(carried.as_ref().ok().cloned());
                carried.map(drop).map_err(|why| format!("“{words}” cannot be done again: {why}"))
            }
            Record::Undid if !is_passed_over => match self.done.pop() {
                Some(edit) => self.turn(number, edit, is_new, Direction::Undo),
                None => told("there is nothing to take back", is_new),
            },
            Record::Redid if !is_passed_over => match self.undone.pop() {
                Some(edit) => self.turn(number, edit, is_new, Direction::Redo),
                None => told("there is nothing to make again", is_new),
            },
            Record::Undid | Record::Redid | Record::Saved(_) | Record::PassedOver(_) => Ok(()),
        }
    }

    /// Makes an edit, unless it is in the files.
    fn make(&mut self, mut edit: Arc<Edit>, quotes: &[Quote], is_new: bool) -> Result<Arc<Edit>, String> {
        let settled = Arc::make_mut(&mut edit);
        name_documents(&self.dossier, settled);
        if is_new {
            quotes.iter().try_for_each(|quote| stands(&self.dossier, quote))?;
            adopt(&self.dossier, settled)?;
            self.dossier = apply(&self.dossier, &edit)?.0;
        }
        Ok(edit)
    }

    /// Takes an edit back, or makes it again.
    fn turn(&mut self, number: usize, edit: Option<Arc<Edit>>, is_new: bool, direction: Direction) -> Result<(), String> {
        let is_undone = direction == Direction::Undo;
        let (from, to) = if is_undone { (&mut self.done, &mut self.undone) } else { (&mut self.undone, &mut self.done) };
        let Some(known) = &edit else {
            self.passed_over.insert(number);
            to.push(None);
            return Ok(());
        };
        if is_new {
            let carried = if is_undone { apply(&self.dossier, &known.inverse()) } else { apply(&self.dossier, known) };
            match carried {
                Ok((next, _)) => self.dossier = next,
                Err(why) => {
                    let (words, how) = (limits::shown(&known.words), if is_undone { "taken back" } else { "made again" });
                    from.push(edit);
                    return Err(format!("“{words}” cannot be {how}: {why}"));
                }
            }
        }
        to.push(edit);
        Ok(())
    }
}

/// What is in the files already needs no word: the journal may lack what came before.
fn told(what: &str, is_new: bool) -> Result<(), String> {
    if is_new { Err(what.to_owned()) } else { Ok(()) }
}

/// In its file, an annotation of the first document does not name it.
fn name_documents(dossier: &Dossier, edit: &mut Edit) {
    let Some(first) = dossier.documents.first() else { return };
    for change in &mut edit.changes {
        let Change::Annotation(swap) = change else { continue };
        let swap = &mut **swap;
        for entry in swap.before.iter_mut().chain(&mut swap.after).filter(|entry| entry.document.is_empty()) {
            entry.document.clone_from(&first.id);
        }
    }
}

/// Whether the text is still what it was where an entry stands.
fn stands(dossier: &Dossier, quote: &Quote) -> Result<(), String> {
    let Quote { document, span, exact } = quote;
    let named = |other: &crate::report::draft::Document| other.id == *document || document.is_empty();
    let found = dossier.documents.iter().position(named).map(DocumentIx::new);
    let target = found.map(|document| Target { document, span: *span }).filter(|target| dossier.has(*target));
    let is_same = target.is_some_and(|target| dossier.slice(target) == exact);
    is_same.then_some(()).ok_or_else(|| format!("the words “{}” are not where they were", limits::shown(exact)))
}

/// Puts the dossier's own entries in the place of those that are read: what is not understood of an entry is known only where all of
/// the dossier is.
fn adopt(dossier: &Dossier, edit: &mut Edit) -> Result<(), String> {
    for change in &mut edit.changes {
        match change {
            Change::Annotation(swap) => {
                if let Some(before) = swap.before.as_mut().filter(|before| before.filed.as_read().is_some()) {
                    *before = own(dossier, before)?;
                }
            }
            Change::Place(_, swap) => {
                if let Some(before) = &mut swap.before {
                    adopt_place(dossier, before);
                }
            }
            Change::Voice(..) => {}
        }
    }
    Ok(())
}

fn own(dossier: &Dossier, read: &Entry) -> Result<Entry, String> {
    let at = find(dossier, read, |_| false)?;
    Ok(match &read.body {
        Body::PlaceMention { .. } | Body::TimeMention { .. } => Entry::mention(dossier, MentionIx::new(at)),
        Body::Passage(_) => Entry::passage(dossier, PassageIx::new(at)),
        Body::NotAMention { .. } => Entry::dismissal(dossier, &dossier.dismissals[at]),
        Body::Block(_) => Entry::block(dossier, &dossier.blocks[at]),
        Body::Part(_) => Entry::part(dossier, &dossier.parts[at]),
    })
}

fn adopt_place(dossier: &Dossier, read: &mut PlaceDraft) {
    let Some(ix) = dossier.places.iter().position(|place| place.id == read.place.id) else { return };
    let own = entry::place(dossier, PlaceIx::new(ix));
    let line = |draft: &PlaceDraft| native::place_line(&draft.place, draft.parent.as_deref());
    if line(&own) == line(read) {
        *read = own;
    }
}
