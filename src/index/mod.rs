//! The dossier arranged for questions that are asked every frame: how many here, in this window?
//!
//! Built once when a dossier opens or a filter changes. Counts are found by binary search, not by walking over passages.

pub mod atlas;
mod filter;
pub mod fold;
pub mod folds;
pub mod gazetteer;
pub mod lanes;
pub mod overlaps;
pub mod telling;
pub mod times;
pub mod words;

pub use filter::{Filter, Wanted};

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::report::dossier::Dossier;
use crate::report::ids::{MentionIx, PassageIx, PlaceIx};
use crate::report::moment::DAY;
use crate::report::passage::{Subject, Target};
use crate::report::place::PlaceKind;
use crate::report::when::When;
use atlas::Atlas;
use folds::{Folds, StripView};
use gazetteer::Gazetteer;
use lanes::{LaneBy, LaneEntry, Lanes};
use telling::{Accounts, Telling};
use times::{Counts, Times, Window};
use words::{Found, Hit, Words};

/// The passages of one place.
#[derive(Clone, Debug, Default)]
pub struct PlaceEntry {
    /// Dated passages in order of their beginning, those of the sites within included.
    pub dated: Vec<PassageIx>,
    /// Passages without a time, those of the sites within included.
    pub undated: Vec<PassageIx>,
    /// The beginnings and ends of `dated`.
    pub times: Times,
    /// Those of them that nobody vouches for.
    pub doubtful: Times,
    /// The beginnings and ends of the passages that name this very place.
    pub own_times: Times,
    /// Those of them that nobody vouches for.
    pub own_doubtful: Times,
    /// How many passages without a time name this very place.
    pub own_undated: usize,
    /// How many of its passages the filter leaves out.
    pub hidden: usize,
    /// How often the texts name this very place.
    pub mentions: usize,
}

impl PlaceEntry {
    /// All its passages, those of the sites within included.
    #[must_use]
    pub fn total(&self) -> usize {
        self.dated.len() + self.undated.len()
    }
}

/// What hangs on the dossier alone and not on what is shown of it.
#[derive(Debug, Default)]
struct Fixed {
    /// For each place the settlement it is counted with.
    homes: Vec<PlaceIx>,
    /// Every dated passage in order of beginning.
    dated: Vec<PassageIx>,
    /// Where each mention ends.
    mention_ends: Vec<usize>,
    gazetteer: Gazetteer,
    accounts: Vec<Accounts>,
    /// The words of the texts, read when they are first asked for.
    words: OnceLock<Words>,
}

impl Fixed {
    fn new(dossier: &Dossier) -> Self {
        let key = |ix: &PassageIx| dossier.passage(*ix).when.map(|when| (when.earliest(), when.latest(), *ix));
        let mut dated: Vec<_> = (0..dossier.passages.len()).map(PassageIx::new).filter(|ix| key(ix).is_some()).collect();
        dated.sort_by_key(key);
        Self {
            homes: (0..dossier.places.len()).map(|index| home(dossier, PlaceIx::new(index))).collect(),
            dated,
            mention_ends: dossier.mentions.iter().map(|mention| mention.target.span.end).collect(),
            gazetteer: Gazetteer::new(dossier),
            accounts: Accounts::of_all(dossier),
            words: OnceLock::new(),
        }
    }

    /// The strip of all dated passages, weighed by those that are shown.
    fn strip(&self, dossier: &Dossier, shown: &[PassageIx], view: StripView) -> Folds {
        let mut folds = Folds::new(dossier, &self.dated, view);
        folds.weigh(dossier, shown);
        folds
    }
}

/// A dossier arranged by time, place and text.
#[derive(Clone, Debug, Default)]
pub struct Index {
    filter: Filter,
    places: Vec<PlaceEntry>,
    times: Times,
    dated: Vec<PassageIx>,
    undated: Vec<PassageIx>,
    lanes: Lanes,
    folds: Folds,
    revision: u64,
    atlas: Atlas,
    telling: Telling,
    found: Found,
    fixed: Arc<Fixed>,
}

impl Index {
    /// Arranges the passages that a filter shows.
    #[must_use]
    pub fn new(dossier: &Dossier, filter: Filter) -> Self {
        Self::arrange(dossier, filter, Arc::new(Fixed::new(dossier)), StripView::default())
    }

    fn arrange(dossier: &Dossier, filter: Filter, fixed: Arc<Fixed>, strip: StripView) -> Self {
        let found = find(dossier, &filter, &fixed.words);
        let passes =
            |ix: PassageIx| filter.shows(dossier.passage(ix)) && (!filter.wanted.has_words() || found.passages.contains(&ix));
        let homes = &fixed.homes;
        let mut places = vec![PlaceEntry::default(); dossier.places.len()];
        for mention in &dossier.mentions {
            if let Subject::Place(place) = mention.subject {
                places[place.index()].mentions += 1;
            }
        }
        let (all, left_out): (Vec<_>, Vec<_>) = (0..dossier.passages.len()).map(PassageIx::new).partition(|ix| passes(*ix));
        for passage in left_out.into_iter().map(|ix| dossier.passage(ix)) {
            let homes: BTreeSet<PlaceIx> = passage.places.iter().flat_map(|place| [*place, homes[place.index()]]).collect();
            for place in homes {
                places[place.index()].hidden += 1;
            }
        }
        let telling = Telling::new(dossier, all.clone());
        let (mut dated, undated): (Vec<_>, Vec<_>) = all.into_iter().partition(|ix| dossier.passage(*ix).when.is_some());
        let key = |ix: &PassageIx| dossier.passage(*ix).when.map(|when| (when.earliest(), when.latest(), *ix));
        dated.sort_by_key(key);
        for ix in dated.iter().chain(&undated) {
            file_by_place(dossier, *ix, homes, &mut places);
        }
        for entry in &mut places {
            entry.times = Times::new(dossier, &entry.dated);
            let doubtful = |ix: &PassageIx| dossier.passage(*ix).status.is_unverified();
            let doubted: Vec<PassageIx> = entry.dated.iter().copied().filter(doubtful).collect();
            entry.doubtful = Times::new(dossier, &doubted);
            entry.own_times.sort();
            entry.own_doubtful.sort();
        }
        Self {
            times: Times::new(dossier, &dated),
            lanes: Lanes::new(dossier, &dated, homes),
            folds: fixed.strip(dossier, &dated, strip),
            revision: 0,
            atlas: Atlas::new(dossier, homes, &places),
            telling,
            found,
            filter,
            places,
            dated,
            undated,
            fixed,
        }
    }

    /// The filter it was built with.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
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
    pub fn times(&self) -> &Times {
        &self.times
    }

    /// The lanes of the timeline of one kind, most said first.
    #[must_use]
    pub fn lanes(&self, by: LaneBy) -> &[LaneEntry] {
        self.lanes.of(by)
    }

    /// The index with another filter, and the strip laid out as it was; what hangs on the dossier alone is not made again.
    #[must_use]
    pub fn filtered(&self, dossier: &Dossier, filter: Filter) -> Self {
        let mut index = Self::arrange(dossier, filter, self.fixed.clone(), self.folds.view().clone());
        index.revision = self.revision.wrapping_add(1);
        index
    }

    /// Lays the strip out in another way.
    pub fn lay_strip(&mut self, dossier: &Dossier, view: StripView) {
        self.folds = self.fixed.strip(dossier, &self.dated, view);
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
        &self.fixed.accounts[ix.index()]
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

    /// The mentions that overlap a stretch of a document's text, by position.
    pub fn mentions_in<'a>(&'a self, dossier: &'a Dossier, target: Target) -> impl Iterator<Item = MentionIx> + 'a {
        let from = dossier.mentions.partition_point(|mention| mention.target.document < target.document);
        let to = dossier
            .mentions
            .partition_point(|mention| (mention.target.document, mention.target.span.start) < (target.document, target.span.end));
        (from..to.max(from)).filter(move |index| self.fixed.mention_ends[*index] > target.span.start).map(MentionIx::new)
    }
}

/// Looks for the words of a filter, in the passages that the rest of it shows and, where it is words alone, in all text.
fn find(dossier: &Dossier, filter: &Filter, words: &OnceLock<Words>) -> Found {
    if !filter.wanted.has_words() {
        return Found::default();
    }
    let words = words.get_or_init(|| Words::new(dossier));
    words.find(dossier, &filter.wanted.terms, filter.is_words_alone(), |ix| filter.shows(dossier.passage(ix)))
}

/// The outermost settlement around a site; any other place is its own home.
fn home(dossier: &Dossier, ix: PlaceIx) -> PlaceIx {
    if dossier.place(ix).kind != PlaceKind::Site {
        return ix;
    }
    let settlements = dossier.lineage(ix).filter(|place| dossier.place(*place).kind == PlaceKind::Settlement);
    settlements.last().unwrap_or(ix)
}

/// Puts a passage under each of its places, and once under each settlement that they lie in.
fn file_by_place(dossier: &Dossier, ix: PassageIx, homes: &[PlaceIx], places: &mut [PlaceEntry]) {
    let passage = dossier.passage(ix);
    let named: BTreeSet<PlaceIx> = passage.places.iter().copied().collect();
    for place in &named {
        let entry = &mut places[place.index()];
        match &passage.when {
            Some(when) => {
                entry.own_times.push(when);
                if passage.status.is_unverified() {
                    entry.own_doubtful.push(when);
                }
            }
            None => entry.own_undated += 1,
        }
    }
    let with_homes: BTreeSet<PlaceIx> = named.iter().flat_map(|place| [*place, homes[place.index()]]).collect();
    for place in with_homes {
        let entry = &mut places[place.index()];
        let list = if passage.when.is_some() { &mut entry.dated } else { &mut entry.undated };
        list.push(ix);
    }
}
