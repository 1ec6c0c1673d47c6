//! Quotations that are sure, as neighbours: what they tell of the text between them.

use crate::report::text::Span;

/// How much of the old text a run of links must cover to be beyond doubt, in code points: some two sentences.
const BEYOND_DOUBT: usize = 160;

/// A quotation that is sure.
#[derive(Clone, Copy, Debug, Default)]
pub struct Link {
    /// Where it was.
    pub old: Span,
    /// Where it is.
    pub new: Span,
    /// Which piece it is of.
    pub piece: usize,
}

impl Link {
    /// By how many code points it has moved.
    #[must_use]
    pub fn shift(&self) -> isize {
        self.new.start.cast_signed() - self.old.start.cast_signed()
    }
}

/// Links in the order of the old text.
#[derive(Default)]
pub struct Chain {
    links: Vec<Link>,
    /// The link in which a link lies.
    parents: Vec<Option<usize>>,
    /// Whether texts differ in white space and the like, so that distances are only about the same.
    pub is_reset: bool,
}

/// What the neighbours of a stretch of the old text tell of it.
pub struct Bracket {
    /// By how much the neighbours have moved: the one before, the one after.
    shifts: [Option<isize>; 2],
    /// Where in the new text it can begin.
    within: std::ops::RangeInclusive<usize>,
    /// By how many code points the text between the neighbours has shrunk, at least.
    pub loss: usize,
    /// How far off a spot may be to be as far from a neighbour as it was.
    pub slack: usize,
}

impl Bracket {
    /// How much farther from or nearer to a neighbour a spot is than the stretch was, in code points.
    #[must_use]
    pub fn off(&self, old: usize, new: usize) -> usize {
        let moved = new.cast_signed() - old.cast_signed();
        self.shifts.iter().flatten().map(|shift| shift.abs_diff(moved)).min().unwrap_or(usize::MAX)
    }

    /// Where a point of the old text is, if it has moved with the one or with the other neighbour.
    pub fn expected(&self, old: usize) -> impl Iterator<Item = usize> + '_ {
        let [before, after] = self.shifts;
        let both = before.into_iter().chain(after.filter(|shift| before != Some(*shift)));
        both.filter_map(move |shift| old.checked_add_signed(shift))
    }

    /// Whether a spot lies between the neighbours.
    #[must_use]
    pub fn holds(&self, start: usize) -> bool {
        self.within.contains(&start)
    }

    /// Whether nothing is known of the text after the stretch.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self.within.end() == usize::MAX
    }

    /// Whether as much was deleted between the neighbours as would take these words with it.
    #[must_use]
    pub fn is_lossy(&self, length: usize) -> bool {
        self.loss >= length.max(1)
    }
}

impl Chain {
    /// A chain of links; they are sorted.
    #[must_use]
    pub fn new(mut links: Vec<Link>, is_reset: bool) -> Self {
        links.sort_by_key(|link| (link.old.start, std::cmp::Reverse(link.old.end), link.piece));
        let mut parents = Vec::with_capacity(links.len());
        let mut open: Vec<usize> = Vec::new();
        for (index, link) in links.iter().enumerate() {
            while open.last().is_some_and(|outer| links[*outer].old.end < link.old.end) {
                open.pop();
            }
            parents.push(open.last().copied());
            open.push(index);
        }
        Self { links, parents, is_reset }
    }

    /// What the neighbours tell of a stretch of the old text; a piece is no neighbour of itself.
    #[must_use]
    pub fn bracket(&self, old: Span, piece: usize) -> Bracket {
        /// How many links are looked at for one that holds the stretch.
        const OUTWARD: usize = 16;
        let next = self.links.partition_point(|link| link.old.start <= old.start);
        let before = self.links[..next].iter().rposition(|link| link.piece != piece);
        let mut outer = before;
        for _ in 0..OUTWARD {
            let Some(index) = outer else { break };
            let link = self.links[index];
            if link.old.contains(old) && link.piece != piece {
                let range = link.new.start..=link.new.end;
                let slack = self.allowance(old.start - link.old.start);
                return Bracket { shifts: [Some(link.shift()), None], within: range, loss: 0, slack };
            }
            outer = self.parents[index];
        }
        let left = before.map_or(Link::default(), |index| self.links[index]);
        let after = self.links[next..].iter().find(|link| link.piece != piece);
        let Some(right) = after else {
            let slack = self.allowance(old.start - left.old.start);
            return Bracket { shifts: [Some(left.shift()), None], within: left.new.start..=usize::MAX, loss: 0, slack };
        };
        Bracket {
            shifts: [Some(left.shift()), Some(right.shift())],
            within: left.new.start..=right.new.start,
            loss: self.loss(&left, right),
            slack: self.allowance((old.start - left.old.start).min(right.old.start - old.start)),
        }
    }

    /// By how many code points the text between two links has shrunk.
    fn loss(&self, left: &Link, right: &Link) -> usize {
        let (old, new) = (right.old.start.saturating_sub(left.old.start), right.new.start.saturating_sub(left.new.start));
        old.saturating_sub(new).saturating_sub(self.allowance(old))
    }

    /// How far a distance may be off only because white space and the like have changed.
    fn allowance(&self, distance: usize) -> usize {
        if self.is_reset { 2 + distance / 8 } else { 0 }
    }

    /// The links that are in their old order, as many as possible, and the others; each in the order of the old text.
    #[must_use]
    pub fn in_order(self) -> (Self, Vec<Link>) {
        // The longest run that does not descend (Fredman, 1975): the link that ends the run of each length.
        let mut ends: Vec<usize> = Vec::new();
        let mut before: Vec<Option<usize>> = Vec::with_capacity(self.links.len());
        for (index, link) in self.links.iter().enumerate() {
            let length = ends.partition_point(|end| self.links[*end].new.start <= link.new.start);
            before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
            if length == ends.len() {
                ends.push(index);
            } else {
                ends[length] = index;
            }
        }
        let mut kept = vec![false; self.links.len()];
        let mut at = ends.last().copied();
        while let Some(index) = at {
            kept[index] = true;
            at = before[index];
        }
        let pick = |wanted: bool| self.links.iter().zip(&kept).filter(move |(_, kept)| **kept == wanted).map(|(link, _)| *link);
        (Self::new(pick(true).collect(), self.is_reset), pick(false).collect())
    }

    /// The links that can be relied on, and the others.
    ///
    /// Links that have moved by the same amount vouch for each other where they cover much of the text. A run that is
    /// short is doubtful where the text around it has shrunk by as much as the run is long, or where `rival` finds
    /// something like it where a neighbour says that it should be.
    #[must_use]
    pub fn reliable(self, rival: impl Fn(&Link, &Bracket) -> bool) -> (Self, Vec<Link>) {
        let (mut kept, mut dropped) = (Vec::with_capacity(self.links.len()), Vec::new());
        let mut start = 0_usize;
        for run in self.links.chunk_by(|a, b| a.shift() == b.shift()) {
            let before = start.checked_sub(1).map_or(Link::default(), |index| self.links[index]);
            let after = self.links.get(start + run.len());
            start += run.len();
            if self.vouches(run, &before, after, &rival) {
                kept.extend_from_slice(run);
            } else {
                dropped.extend_from_slice(run);
            }
        }
        (Self::new(kept, self.is_reset), dropped)
    }

    fn vouches(&self, run: &[Link], before: &Link, after: Option<&Link>, rival: impl Fn(&Link, &Bracket) -> bool) -> bool {
        let extent = extent(run);
        let apart = run.iter().map(|link| link.old.end).min() <= run.last().map(|link| link.old.start);
        if run[0].shift() == before.shift() || (apart && extent.end - extent.start >= BEYOND_DOUBT) {
            return true;
        }
        let loss = after.map_or(0, |after| self.loss(before, after));
        let bracket = Bracket {
            shifts: [Some(before.shift()), after.map(Link::shift)],
            within: 0..=usize::MAX,
            loss,
            slack: self.allowance(run[0].old.start - before.old.start),
        };
        bracket.off(run[0].old.start, run[0].new.start) <= bracket.slack
            || (!bracket.is_lossy(extent.end - extent.start) && !rival(&run[0], &bracket))
    }

    /// Of the links that are out of order, those that have moved with their text: where they were, this chain has shrunk,
    /// and where they are now, it has grown, by as much as they are long. The others come second.
    #[must_use]
    pub fn moved(&self, out_of_order: &[Link]) -> (Vec<Link>, Vec<Link>) {
        let (mut moved, mut doubtful) = (Vec::new(), Vec::new());
        for run in out_of_order.chunk_by(|a, b| a.shift() == b.shift()) {
            let extent = extent(run);
            let next = self.links.partition_point(|link| link.new.start <= run[0].new.start);
            let before = next.checked_sub(1).map_or(Link::default(), |index| self.links[index]);
            let has_room = self.links.get(next).is_none_or(|after| {
                let old = after.old.start - before.old.start;
                let new = after.new.start - before.new.start;
                new + self.allowance(old) >= old + (extent.end - extent.start)
            });
            let next = self.links.partition_point(|link| link.old.start <= run[0].old.start);
            let has_left = self.links.get(next).is_none() || {
                let bracket = self.bracket(Span { start: extent.start, end: extent.end }, usize::MAX);
                bracket.is_lossy((extent.end - extent.start).saturating_sub(self.allowance(extent.end - extent.start)))
            };
            if has_room && has_left { &mut moved } else { &mut doubtful }.extend_from_slice(run);
        }
        (moved, doubtful)
    }

    /// The links.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }
}

/// From the beginning of the first to the end of the last, in the old text.
fn extent(run: &[Link]) -> std::ops::Range<usize> {
    run[0].old.start..run.iter().map(|link| link.old.end).max().unwrap_or_default()
}
