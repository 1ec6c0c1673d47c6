//! Which passages the reader shows for a place and a window, and how many it does not show.

use super::State;
use crate::index::Index;
use crate::index::times::{Relation, Window};
use crate::report::dossier::Dossier;
use crate::report::ids::PassageIx;

/// Which of a place's passages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Those in the window.
    #[default]
    Inside,
    /// Those of much longer times that the window lies in.
    Spanning,
    /// Those at other times.
    Outside,
    /// Those without a time.
    Undated,
}

/// The passages to be read, with the numbers of all three kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cards {
    /// The passages of the chosen scope; dated ones in order of time, undated ones in order of the text. In the window,
    /// those that lie mostly in it come before those of a longer time.
    pub shown: Vec<PassageIx>,
    /// Where in `shown` those of a longer time begin, if there are both.
    pub wider_from: Option<usize>,
    /// How many lie in the window.
    pub inside: usize,
    /// How many speak of much longer times that the window lies in.
    pub spanning: usize,
    /// How many lie at other times.
    pub outside: usize,
    /// How many have no time.
    pub undated: usize,
}

impl Cards {
    /// The cards for the chosen place, or for all places where none is chosen.
    #[must_use]
    pub fn new(dossier: &Dossier, index: &Index, state: &State) -> Self {
        let (dated, undated, times) = match state.selection.place {
            Some(place) => {
                let entry = index.place(place);
                (entry.dated.as_slice(), entry.undated.as_slice(), &entry.times)
            }
            None => (index.dated(), index.undated(), index.times()),
        };
        let counts = times.counts(state.window);
        let relation = |ix: &PassageIx| dossier.passage(*ix).when.as_ref().map(|when| Relation::of(when, state.window));
        let touching = |wanted: Relation| -> Vec<PassageIx> {
            let mut found: Vec<_> =
                times.passages_touching(dossier, state.window).filter(|ix| relation(ix) == Some(wanted)).collect();
            found.sort_by_key(|ix| dossier.passage(*ix).when.map(|when| (when.earliest(), when.latest(), *ix)));
            found
        };
        let mut wider_from = None;
        let shown = match state.scope {
            Scope::Inside => {
                let (mut close, wider): (Vec<_>, Vec<_>) =
                    touching(Relation::Inside).into_iter().partition(|ix| is_close(dossier, *ix, state.window));
                wider_from = (!close.is_empty() && !wider.is_empty()).then_some(close.len());
                close.extend(wider);
                close
            }
            Scope::Spanning => touching(Relation::Spanning),
            Scope::Outside => {
                let outside = |ix: &PassageIx| matches!(relation(ix), Some(Relation::Earlier | Relation::Later));
                dated.iter().copied().filter(outside).collect()
            }
            Scope::Undated => undated.to_vec(),
        };
        Self {
            shown,
            wider_from,
            inside: counts.inside,
            spanning: counts.spanning,
            outside: counts.earlier + counts.later,
            undated: undated.len(),
        }
    }
}

/// Whether at least a half of a passage's time lies in a window, or the passage is no longer than the window.
fn is_close(dossier: &Dossier, ix: PassageIx, window: Window) -> bool {
    dossier.passage(ix).when.is_some_and(|when| {
        let shared = when.latest().min(window.to).0 - when.earliest().max(window.from).0;
        when.seconds() <= window.seconds() || 2 * shared >= when.seconds()
    })
}
