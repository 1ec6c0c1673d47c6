//! The dossier arranged for questions that are asked every frame: how many here, in this window?
//!
//! Built once when a dossier opens or a filter changes. Counts are found by binary search, not by walking over passages.

pub mod atlas;
mod brief;
mod filter;
pub mod folds;
pub mod fuzzy;
pub mod gazetteer;
pub mod lanes;
pub mod nearest;
pub mod overlaps;
mod place;
mod ruler;
pub mod telling;
pub mod times;
pub mod unchecked;
pub mod words;

pub use filter::{Filter, Wanted};
use place::Filing;
pub use place::PlaceEntry;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::report::cancel::Cancel;
use crate::report::dossier::Dossier;
use crate::report::ids::{MentionIx, PassageIx, PlaceIx};
use crate::report::moment::DAY;
use crate::report::passage::Target;
use crate::report::place::PlaceKind;
use crate::report::when::When;
use atlas::Atlas;
use brief::Brief;
use folds::{Folds, StripView};
use gazetteer::Gazetteer;
use lanes::{LaneBy, Lanes};
use overlaps::Overlaps;
use ruler::Ruler;
use telling::{Accounts, Telling};
use times::{Counts, Times, Window};
use unchecked::{Progress, Unchecked};
use words::{Found, Hit, Words};

/// What hangs on the dossier alone and not on what is shown of it.
#[derive(Debug, Default)]
struct Fixed {
    /// For each place the settlement it is counted with.
    homes: Arc<[PlaceIx]>,
    /// Every dated passage in order of beginning.
    dated: Arc<[PassageIx]>,
    /// Where each mention ends.
    mention_ends: Arc<[usize]>,
    gazetteer: Arc<Gazetteer>,
    accounts: Arc<BTreeMap<PassageIx, Accounts>>,
    /// How many passages were found and not looked at.
    found_only: usize,
    /// How much is checked.
    progress: Progress,
    /// What is not, in the order in which it is asked about; put in order when it is first asked for.
    unchecked: Arc<OnceLock<Unchecked>>,
    /// The words of the texts, read when they are first asked for.
    words: Arc<OnceLock<Words>>,
}

impl Fixed {
    fn new(dossier: &Dossier) -> Self {
        Self {
            homes: homes(dossier),
            dated: dated(dossier),
            mention_ends: mention_ends(dossier),
            gazetteer: Arc::new(Gazetteer::new(dossier)),
            accounts: Arc::new(Accounts::of_all(dossier)),
            found_only: found_only(dossier),
            progress: Progress::of(dossier),
            unchecked: Arc::default(),
            words: Arc::default(),
        }
    }

    /// The same of the next dossier: what hangs on tables that have not changed is kept.
    fn edited(&self, before: &Dossier, dossier: &Dossier) -> Self {
        let places = before.places.is_same(&dossier.places);
        let passages = before.passages.is_same(&dossier.passages);
        let mentions = before.mentions.is_same(&dossier.mentions);
        let texts = before.documents.is_same(&dossier.documents);
        let unchecked = if places && passages && mentions {
            self.unchecked.clone()
        } else {
            // Where somebody goes through it, it is put in order here, which for large dossiers is beside the window.
            let kept = self.unchecked.get().map(|known| known.edited(before, dossier));
            Arc::new(kept.map_or_else(OnceLock::new, OnceLock::from))
        };
        Self {
            homes: if places { self.homes.clone() } else { homes(dossier) },
            dated: if passages { self.dated.clone() } else { dated(dossier) },
            mention_ends: if mentions { self.mention_ends.clone() } else { mention_ends(dossier) },
            // A place weighs by how much is said of it.
            gazetteer: if places && passages { self.gazetteer.clone() } else { Arc::new(Gazetteer::new(dossier)) },
            accounts: if passages { self.accounts.clone() } else { Arc::new(Accounts::of_all(dossier)) },
            found_only: if passages { self.found_only } else { found_only(dossier) },
            progress: Progress::of(dossier),
            unchecked,
            words: if texts { self.words.clone() } else { Arc::default() },
        }
    }
}

fn homes(dossier: &Dossier) -> Arc<[PlaceIx]> {
    (0..dossier.places.len()).map(|index| home(dossier, PlaceIx::new(index))).collect()
}

fn dated(dossier: &Dossier) -> Arc<[PassageIx]> {
    let all = (0..dossier.passages.len()).map(PassageIx::new);
    let key = |ix: PassageIx| dossier.passage(ix).when.map(|when| (when.earliest(), when.latest(), ix));
    // The keys are sorted, and not positions that lead to them: a passage is never in the cache when it is asked for.
    let mut dated: Vec<_> = all.filter_map(key).collect();
    dated.sort_unstable();
    dated.into_iter().map(|(.., ix)| ix).collect()
}

fn mention_ends(dossier: &Dossier) -> Arc<[usize]> {
    dossier.mentions.iter().map(|mention| mention.target.span.end).collect()
}

fn found_only(dossier: &Dossier) -> usize {
    dossier.passages.iter().filter(|passage| passage.is_found()).count()
}

/// A dossier arranged by time, place and text.
#[derive(Clone, Debug, Default)]
pub struct Index {
    filter: Filter,
    places: Vec<PlaceEntry>,
    times: Arc<Times>,
    /// Of the passages that were only found.
    found_times: Arc<Times>,
    dated: Arc<[PassageIx]>,
    undated: Vec<PassageIx>,
    lanes: Lanes,
    overlaps: OnceLock<Arc<Overlaps>>,
    folds: Folds,
    revision: u64,
    atlas: Atlas,
    telling: Telling,
    found: Found,
    /// Made when all places are first counted.
    ruler: OnceLock<Arc<Ruler>>,
    fixed: Arc<Fixed>,
}

impl Index {
    /// Arranges the passages that a filter shows.
    #[must_use]
    pub fn new(dossier: &Dossier, filter: Filter) -> Self {
        Self::while_wanted(dossier, filter, &Cancel::default()).unwrap_or_default()
    }

    /// As [`Index::new`]; `None` soon after it was cancelled.
    #[must_use]
    pub fn while_wanted(dossier: &Dossier, filter: Filter, cancel: &Cancel) -> Option<Self> {
        let fixed = Arc::new(Fixed::new(dossier));
        cancel.wanted()?;
        Self::arrange(dossier, filter, fixed, None, cancel)
    }

    /// The strip of all time is laid out anew, or only weighed where it is laid out already.
    fn arrange(dossier: &Dossier, filter: Filter, fixed: Arc<Fixed>, strip: Option<Folds>, cancel: &Cancel) -> Option<Self> {
        let is_many = dossier.passages.len() >= MANY;
        let found = find(dossier, &filter, &fixed.words, cancel);
        cancel.wanted()?;
        let shown: Vec<bool> = if filter.wanted.has_words() {
            let mut shown = vec![false; dossier.passages.len()];
            // Only what the rest of the filter shows is found at all.
            found.passages.iter().for_each(|ix| shown[ix.index()] = true);
            shown
        } else {
            dossier.passages.iter().map(|passage| filter.shows(passage)).collect()
        };
        let briefs = Brief::of_all(dossier);
        let passes = |ix: &PassageIx| shown[ix.index()];
        let all: Vec<_> = (0..shown.len()).map(PassageIx::new).filter(passes).collect();
        let undated: Vec<_> = all.iter().copied().filter(|ix| !briefs[ix.index()].is_dated()).collect();
        let shows_all = all.len() == shown.len();
        let dated: Arc<[_]> = if shows_all { fixed.dated.clone() } else { fixed.dated.iter().copied().filter(passes).collect() };
        cancel.wanted()?;
        let by_place = || {
            let filing = Filing { dossier, homes: &fixed.homes, briefs: &briefs, shown: &shown, dated: &dated };
            let places = place::file(&filing);
            cancel.wanted()?;
            Some((Atlas::new(dossier, &fixed.homes, &places), places))
        };
        let by_time = || {
            let each = || brief::each(&briefs, &dated);
            let times = Arc::new(Times::of_briefs(each()));
            cancel.wanted()?;
            let found = Times::of_briefs(each().filter(|(_, brief)| brief.is_found()));
            let found_times = if found.len() == times.len() { times.clone() } else { Arc::new(found) };
            let mut folds = strip.unwrap_or_else(|| Folds::new(dossier, &fixed.dated, StripView::default()));
            folds.weigh(dossier, &all);
            // The first frame asks for them; of many passages they would hold it up.
            let overlaps = is_many.then(|| Arc::new(Overlaps::of_briefs(each().map(|(_, brief)| brief))));
            Some((times, found_times, folds, overlaps.map_or_else(OnceLock::new, OnceLock::from)))
        };
        let (by_place, by_time) = beside(is_many, by_place, by_time);
        let ((atlas, places), (times, found_times, folds, overlaps)) = by_place.zip(by_time)?;
        Some(Self {
            times,
            found_times,
            lanes: Lanes::default(),
            overlaps,
            folds,
            revision: 0,
            atlas,
            telling: Telling::new(dossier, all),
            found,
            ruler: OnceLock::new(),
            filter,
            places,
            dated,
            undated,
            fixed,
        })
    }

    /// The index of the next dossier: only what hangs on what has changed is arranged anew. `None` soon after it was cancelled.
    #[must_use]
    pub fn edited(&self, before: &Dossier, dossier: &Dossier, cancel: &Cancel) -> Option<Self> {
        let fixed = Arc::new(self.fixed.edited(before, dossier));
        if before.passages.is_same(&dossier.passages) && before.places.is_same(&dossier.places) {
            let mut index = Self { fixed, ..self.clone() };
            place::count_mentions(dossier, &mut index.places);
            return Some(index.after(self));
        }
        let same_times = Arc::ptr_eq(&fixed.dated, &self.fixed.dated);
        let strip = if same_times { self.folds.clone() } else { Folds::new(dossier, &fixed.dated, self.folds.view().clone()) };
        let index = Self::arrange(dossier, self.filter.clone(), fixed, Some(strip), cancel)?.after(self);
        if dossier.passages.len() >= MANY {
            self.lanes.made().for_each(|by| index.prepare(dossier, by));
        }
        Some(index)
    }

    /// Makes what is otherwise made when it is first asked for: the lanes of a kind, and the table by which all places are counted.
    /// Of many passages that takes longer than a frame, so whoever arranges them beside the window calls it there.
    pub fn prepare(&self, dossier: &Dossier, by: LaneBy) {
        self.make_lanes(dossier, by);
        self.ruler();
    }

    fn ruler(&self) -> &Ruler {
        self.ruler.get_or_init(|| Arc::new(Ruler::new(&self.times, &self.places)))
    }

    /// The filter it was built with.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How many passages of the dossier were found and not looked at by a person.
    #[must_use]
    pub fn found_only(&self) -> usize {
        self.fixed.found_only
    }

    /// How much of the dossier is checked.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.fixed.progress
    }

    /// What was found and that no person has looked at, the most telling first.
    #[must_use]
    pub fn unchecked(&self, dossier: &Dossier) -> &Unchecked {
        self.fixed.unchecked.get_or_init(|| Unchecked::new(dossier))
    }

    /// What the words of the filter found; nothing where it has none.
    #[must_use]
    pub fn found(&self) -> &Found {
        &self.found
    }

    /// The hits in a stretch of a document.
    #[must_use]
    pub fn hits_in(&self, target: Target) -> &[Hit] {
        self.found.within(target)
    }

    /// Reads the words of all texts, which the first search does otherwise; may be called on any thread.
    pub fn read_words(&self, dossier: &Dossier) {
        self.fixed.words.get_or_init(|| Words::new(dossier));
    }

    /// The passages of a place.
    #[must_use]
    pub fn place(&self, ix: PlaceIx) -> &PlaceEntry {
        &self.places[ix.index()]
    }

    /// The settlement that a site is counted with; other places are counted by themselves.
    #[must_use]
    pub fn home(&self, ix: PlaceIx) -> PlaceIx {
        self.fixed.homes[ix.index()]
    }

    /// Places by where they lie.
    #[must_use]
    pub fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// Places by their names.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.fixed.gazetteer
    }

    /// Every dated passage, in order of beginning.
    #[must_use]
    pub fn dated(&self) -> &[PassageIx] {
        &self.dated
    }

    /// Every passage without a time, in the order of the text.
    #[must_use]
    pub fn undated(&self) -> &[PassageIx] {
        &self.undated
    }

    /// The beginnings and ends of every dated passage.
    #[must_use]
    pub fn times(&self) -> &Arc<Times> {
        &self.times
    }

    /// Which of the dated passages meet a window; positions are those in [`Index::dated`].
    #[must_use]
    pub fn overlaps(&self, dossier: &Dossier) -> &Arc<Overlaps> {
        self.overlaps.get_or_init(|| Arc::new(Overlaps::new(dossier, &self.dated)))
    }

    /// The index with another filter, and the strip laid out as it was; what hangs on the dossier alone is not made again.
    #[must_use]
    pub fn filtered(&self, dossier: &Dossier, filter: Filter) -> Self {
        self.filtered_while_wanted(dossier, filter, &Cancel::default()).unwrap_or_default()
    }

    /// As [`Index::filtered`]; `None` soon after it was cancelled.
    #[must_use]
    pub fn filtered_while_wanted(&self, dossier: &Dossier, filter: Filter, cancel: &Cancel) -> Option<Self> {
        let index = Self::arrange(dossier, filter, self.fixed.clone(), Some(self.folds.clone()), cancel)?;
        Some(index.after(self))
    }

    /// The index that takes the place of another one on the screen.
    #[must_use]
    pub fn after(mut self, other: &Self) -> Self {
        self.revision = other.revision.wrapping_add(1);
        self
    }

    /// Whether it arranges the same open dossier as another index.
    #[must_use]
    pub fn is_of_one_dossier(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.fixed, &other.fixed)
    }

    /// Lays the strip out in another way.
    pub fn lay_strip(&mut self, dossier: &Dossier, view: StripView) {
        self.folds = Folds::new(dossier, &self.fixed.dated, view);
        self.folds.weigh(dossier, self.telling.order());
        self.revision = self.revision.wrapping_add(1);
    }

    /// Counts up with every change, so that what is planned for one index is not taken for another's.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// All time on one strip.
    #[must_use]
    pub fn folds(&self) -> &Folds {
        &self.folds
    }

    /// The shown passages in the order of the text.
    #[must_use]
    pub fn telling(&self) -> &Telling {
        &self.telling
    }

    /// The passages that tell what a passage tells, or contradict it, whether they are shown or not.
    #[must_use]
    pub fn accounts(&self, ix: PassageIx) -> &Accounts {
        self.fixed.accounts.get(&ix).unwrap_or(const { &Accounts::NONE })
    }

    /// The window around a time. Ends that are open or not known are those of the report, not of the calendar.
    #[must_use]
    pub fn window_of(&self, when: &When) -> Window {
        let Some(extent) = self.folds.extent() else { return Window::around(when) };
        let year = 366 * DAY;
        let (mut from, mut to) = (when.earliest(), when.latest());
        if when.end().precision().is_none() {
            to = extent.to.max(from.plus(year));
        }
        if when.start().precision().is_none() {
            from = extent.from.min(to.plus(-year));
        }
        Window::new(from, to)
    }

    /// How many passages lie in a window, before and after it.
    #[must_use]
    pub fn counts(&self, window: Window) -> Counts {
        self.times.counts(window)
    }

    /// The same for each place that has dated passages; those of its sites count for a settlement.
    pub fn counts_by_place(&self, window: Window) -> impl Iterator<Item = (PlaceIx, Counts)> + '_ {
        self.ruler().counts(&self.places, window)
    }

    /// In how many places something lies in a window; a site is counted with its settlement.
    #[must_use]
    pub fn places_inside(&self, window: Window) -> usize {
        self.counts_by_place(window).filter(|(ix, counts)| counts.inside > 0 && self.home(*ix) == *ix).count()
    }

    /// The same of those passages alone that were found and that no person has looked at.
    #[must_use]
    pub fn found_counts(&self, window: Window) -> Counts {
        self.found_times.counts(window)
    }

    /// The mentions that overlap a stretch of a document's text, by position.
    pub fn mentions_in<'a>(&'a self, dossier: &'a Dossier, target: Target) -> impl Iterator<Item = MentionIx> + 'a {
        let from = dossier.mentions.partition_point(|mention| mention.target.document < target.document);
        let to = dossier
            .mentions
            .partition_point(|mention| (mention.target.document, mention.target.span.start) < (target.document, target.span.end));
        (from..to.max(from)).filter(move |index| self.fixed.mention_ends[*index] > target.span.start).map(MentionIx::new)
    }
}

/// From so many passages on, it is worth a thread to arrange them.
const MANY: usize = 20_000;

/// The results of two pieces of work, which are done at the same time where that is worth a thread.
fn beside<A, B: Send>(apart: bool, one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    if !apart {
        return (one(), other());
    }
    std::thread::scope(|scope| {
        let other = scope.spawn(other);
        let one = one();
        (one, other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Looks for the words of a filter, in the passages that the rest of it shows and, where it is words alone, in all text.
///
/// Soon after it was cancelled, it returns with a part of what there is.
fn find(dossier: &Dossier, filter: &Filter, words: &OnceLock<Words>, cancel: &Cancel) -> Found {
    if !filter.wanted.has_words() {
        return Found::default();
    }
    let words = words.get_or_init(|| Words::new(dossier));
    words.find(dossier, &filter.wanted.terms, filter.is_words_alone(), |ix| {
        !cancel.is_cancelled() && filter.shows(dossier.passage(ix))
    })
}

/// The outermost settlement around a site; any other place is its own home.
fn home(dossier: &Dossier, ix: PlaceIx) -> PlaceIx {
    if dossier.place(ix).kind != PlaceKind::Site {
        return ix;
    }
    let settlements = dossier.lineage(ix).filter(|place| dossier.place(*place).kind == PlaceKind::Settlement);
    settlements.last().unwrap_or(ix)
}
