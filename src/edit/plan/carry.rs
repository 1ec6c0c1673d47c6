//! What found passages take over when the mentions that they were made of change.

use std::collections::{BTreeMap, BTreeSet};

use super::{Plan, place_of};
use crate::report::draft::Body;
use crate::report::ids::{DocumentIx, MentionIx, PassageIx, PlaceIx};
use crate::report::passage::{Basis, Subject, Target};
use crate::report::text::{Selector, Span};
use crate::report::when::When;

/// What some mentions named before, and what instead.
#[derive(Default)]
struct Carried {
    /// By place: where those mentions are put now, or nothing where they name none.
    places: BTreeMap<PlaceIx, Option<String>>,
    /// By the words that name a time: what they named, and what they name now.
    times: BTreeMap<(DocumentIx, Span), Vec<Changed>>,
}

/// What words named, and what they name now.
type Changed = (Option<When>, Timed);

/// A time and why it is that time; nothing where the words name none.
type Timed = Option<(Option<When>, Basis)>;

impl Plan<'_> {
    /// Has passages that were only found follow mentions that are changed or gone. What a person has looked at stays as it is.
    pub(super) fn carry(&mut self, touched: &BTreeSet<MentionIx>) {
        let mut carried = Carried::default();
        for ix in touched {
            let mention = self.dossier.mention(*ix);
            let after = self.mentions.get(ix).and_then(Option::as_ref).map(|entry| &entry.body);
            match mention.subject {
                Subject::Place(place) => {
                    let now = match after {
                        Some(Body::PlaceMention { place, .. }) => Some(place.clone()),
                        _ => None,
                    };
                    carried.places.insert(place, now);
                }
                Subject::Time(when, _) => {
                    let now = match after {
                        Some(Body::TimeMention { when, basis, .. }) => Some((*when, *basis)),
                        _ => None,
                    };
                    carried.times.entry((mention.target.document, mention.target.span)).or_default().push((when, now));
                }
            }
        }
        if carried.places.is_empty() && carried.times.is_empty() {
            return;
        }
        let still_named = self.still_named(&carried);
        for ix in (0..self.dossier.passages.len()).map(PassageIx::new) {
            let passage = self.dossier.passage(ix);
            // Whether it is to go was said of it, and whether it is right as well.
            if passage.is_found() && !self.passages.contains_key(&ix) {
                self.carry_places(ix, touched, &carried, &still_named);
                self.carry_times(ix, &carried);
            }
        }
    }

    /// The places among those changed that other mentions of the same document still name.
    fn still_named(&self, carried: &Carried) -> BTreeSet<(DocumentIx, PlaceIx)> {
        if carried.places.is_empty() {
            return BTreeSet::new();
        }
        let untouched =
            self.dossier.mentions.iter().enumerate().filter(|(at, _)| !self.mentions.contains_key(&MentionIx::new(*at)));
        let named = untouched.filter_map(|(_, mention)| Some((mention.target.document, place_of(mention.subject)?)));
        named.filter(|(_, place)| carried.places.contains_key(place)).collect()
    }

    fn carry_places(
        &mut self,
        ix: PassageIx,
        touched: &BTreeSet<MentionIx>,
        carried: &Carried,
        still_named: &BTreeSet<(DocumentIx, PlaceIx)>,
    ) {
        let dossier = self.dossier;
        let passage = dossier.passage(ix);
        if !passage.places.iter().any(|place| carried.places.contains_key(place)) {
            return;
        }
        let within = mentions_within(self, passage.target);
        let mut places: Vec<String> = Vec::new();
        let mut differs = false;
        for place in &passage.places {
            let id = dossier.place(*place).id.clone();
            let names = |ix: &&MentionIx| place_of(dossier.mention(**ix).subject) == Some(*place);
            let said_here = within.iter().filter(names);
            let (changed, kept): (Vec<&MentionIx>, Vec<&MentionIx>) = said_here.partition(|ix| touched.contains(*ix));
            // Where its own words do not name the place, it has it from others, and follows them only when all of them change.
            let follows = if changed.is_empty() {
                kept.is_empty() && !still_named.contains(&(passage.target.document, *place))
            } else {
                kept.is_empty()
            };
            let now = match carried.places.get(place).filter(|_| follows) {
                None => Some(id),
                Some(now) => {
                    differs = true;
                    now.clone()
                }
            };
            places.extend(now.filter(|id| !places.contains(id)));
        }
        if differs && let Some(draft) = self.passage_unchecked(ix) {
            draft.places = places;
        }
    }

    /// Has the found passages that have their time from a mention know where its words are now.
    pub(super) fn carry_clue(&mut self, ix: MentionIx, now: Span) {
        let Some(mention) = self.dossier.mentions.get(ix.index()) else { return };
        let Subject::Time(when, _) = mention.subject else { return };
        let target = mention.target;
        for ix in (0..self.dossier.passages.len()).map(PassageIx::new) {
            let passage = self.dossier.passage(ix);
            let is_of_it = passage.target.document == target.document && passage.aside().clue == Some(target.span);
            if passage.is_found()
                && is_of_it
                && passage.when == when
                && let Some(draft) = self.passage_unchecked(ix)
            {
                draft.clue = Some(Selector { position: Some(now), ..Selector::default() });
            }
        }
    }

    fn carry_times(&mut self, ix: PassageIx, carried: &Carried) {
        let passage = self.dossier.passage(ix);
        let Some(clue) = passage.aside().clue else { return };
        let mut here = carried.times.get(&(passage.target.document, clue)).into_iter().flatten();
        let Some((_, now)) = here.find(|(when, _)| *when == passage.when) else { return };
        let (when, basis) = now.unwrap_or((None, passage.basis));
        if let Some(draft) = self.passage_unchecked(ix) {
            draft.when = when;
            if now.is_none() {
                draft.clue = None;
            } else if draft.basis != Basis::Inherited {
                draft.basis = basis;
            }
        }
    }
}

/// The mentions in a stretch of text.
pub fn mentions_within(plan: &Plan<'_>, target: Target) -> Vec<MentionIx> {
    let mentions = &plan.dossier.mentions;
    let from = mentions
        .partition_point(|mention| (mention.target.document, mention.target.span.start) < (target.document, target.span.start));
    let within = mentions[from..]
        .iter()
        .enumerate()
        .take_while(|(_, mention)| mention.target.document == target.document && mention.target.span.start < target.span.end);
    within.map(|(at, _)| MentionIx::new(from + at)).collect()
}
