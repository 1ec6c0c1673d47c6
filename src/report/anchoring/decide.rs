//! Which words are meant, as the rules of the module above say.

use std::cell::Cell;
use std::cmp::Reverse;

use super::chain::{Bracket, Chain, Link};
use super::evidence::{Side, likeness};
use super::normalise::Normal;
use super::pieces::{Field, Part, Piece, interned, pieces};
use super::search::{Occurrences, find_all};
use super::{Anchor, Quote, Why, spots};
use crate::report::limits;
use crate::report::text::{Span, Text};

/// The share from which words are a rival: they may be the same ones, after an edit.
const RIVAL: f32 = 0.9;
/// How long words without surroundings have to be to be sure, in code points.
const LONG: usize = 32;
/// How long words have to be to stand with one side of their surroundings changed, in code points.
const VERY_LONG: usize = 64;
/// How many occurrences are weighed on each side of where words are expected.
const NEAREST: usize = 8;
/// How much of the words and their surroundings is compared to see a rival, in code points.
const COMPARED: usize = 96;

/// How good the evidence for a spot is; less is better: the kind of evidence, then the distance.
type Rank = (u8, usize);

/// What was decided of a piece.
enum Decision {
    Taken(Span, Rank),
    /// Why not, the likely spots, and those of them that are as good as taken: nobody else may have them for less.
    Aside(Why, Vec<Span>, Vec<(Span, Rank)>),
}

/// A spot at which words stand.
#[derive(Clone, Copy)]
struct Candidate {
    span: Span,
    off: usize,
    /// What the surroundings say, from 0.0 to 2.0.
    share: f32,
    agrees: bool,
}

struct Judge<'a> {
    text: &'a Text,
    field: Field,
    quotes: &'a [Quote<'a>],
    pieces: Vec<Piece>,
    /// How many positions have the same words, with the same around them in their lines.
    sharers: Vec<usize>,
    /// Where the words with their surroundings stand, and which of them a piece has.
    wholes: Vec<Occurrences>,
    whole_of: Vec<usize>,
    /// Those that are sure, in the order of the text as it is.
    sure: Vec<Link>,
    chain: Chain,
    /// How much may still be compared, in code points; like bytes that are searched, but each against some others.
    left: Cell<u64>,
}

/// Finds all quotations, at least one of which does not stand at its position. `None` when the work is used up.
pub fn decide(text: &Text, quotes: &[Quote<'_>], left: &mut u64) -> Option<Vec<Anchor>> {
    *left = left.checked_sub(text.as_str().len() as u64)?;
    let mut pieces = pieces(quotes);
    let field = Field { normal: Normal::new(text.as_str()) };
    let sharers = sharers(&pieces);
    let search = |pieces: &[Piece], left: &mut u64| {
        let (needles, whole_of) = interned(pieces.iter().map(|piece| piece.whole.as_str()));
        Some((find_all(field.normal.text.as_str(), &needles, left)?, whole_of))
    };
    let (mut wholes, mut whole_of) = search(&pieces, left)?;
    let mut has_changed = false;
    for (piece, whole) in pieces.iter_mut().zip(&whole_of) {
        if wholes[*whole].at.is_empty() && piece.line != (0..piece.whole.len()) {
            piece.keep_line();
            has_changed = true;
        }
    }
    if has_changed {
        (wholes, whole_of) = search(&pieces, left)?;
    }
    let budget = Cell::new(std::mem::take(left));
    let mut judge =
        Judge { text, field, quotes, pieces, sharers, wholes, whole_of, sure: Vec::new(), chain: Chain::default(), left: budget };
    judge.sure = judge.sure().map(|(piece, old, new)| Link { old, new, piece }).collect();
    judge.sure.sort_by_key(|link| link.new.start);
    judge.chain = judge.neighbours();
    let mut decisions = judge.decisions()?;
    judge.contest(&mut decisions);
    judge.offer(&mut decisions);
    *left = judge.left.get();
    Some(judge.anchors(decisions))
}

/// For each piece, how many positions there are that cannot be told apart by what stood in the lines of the words.
fn sharers(pieces: &[Piece]) -> Vec<usize> {
    let (lines, which) = interned(pieces.iter().map(|piece| &piece.whole[piece.line.clone()]));
    let starts = pieces.iter().zip(&which).filter_map(|(piece, line)| Some((*line, piece.old?.start)));
    let mut starts: Vec<(usize, usize)> = starts.collect();
    starts.sort_unstable();
    starts.dedup();
    let mut counts = vec![0; lines.len()];
    for (line, _) in &starts {
        counts[*line] += 1;
    }
    which.into_iter().map(|line| counts[line]).collect()
}

impl Judge<'_> {
    /// Takes so much work from what is left; `None` when it is used up.
    fn spend(&self, work: usize) -> Option<()> {
        let rest = self.left.get().checked_sub(work as u64);
        self.left.set(rest.unwrap_or(0));
        rest.map(|_| ())
    }

    /// All occurrences, for what is left of the work.
    fn find_all(&self, needles: &[String]) -> Option<Vec<Occurrences>> {
        let mut left = self.left.take();
        let found = find_all(self.field.normal.text.as_str(), needles, &mut left);
        self.left.set(left);
        found
    }

    fn whole(&self, piece: usize) -> &Occurrences {
        &self.wholes[self.whole_of[piece]]
    }

    /// The stretch of words whose surroundings begin at a byte of the normalised text.
    fn span_of_whole(&self, piece: &Piece, at: u32) -> Option<Span> {
        let at = at as usize;
        self.field.normal.span(at + piece.words.start, at + piece.words.end)
    }

    /// What is sure and can be relied on.
    fn neighbours(&self) -> Chain {
        let mut links: Vec<Link> = Vec::new();
        for quote in self.quotes.iter().filter(|quote| quote.is_settled) {
            links.extend(quote.position.map(|span| Link { old: span, new: span, piece: usize::MAX }));
        }
        let mut reset = 0;
        for link in &self.sure {
            let exact = self.quotes[self.pieces[link.piece].quote].exact;
            reset += usize::from(!exact.is_empty() && self.text.slice(link.new) != exact);
            links.push(*link);
        }
        let is_reset = reset * 20 > links.len();
        let (in_order, out_of_order) = Chain::new(links, is_reset).in_order();
        let rival = |link: &Link, bracket: &Bracket| {
            self.pieces.get(link.piece).is_some_and(|piece| self.has_rival(piece, link.old, link.new, bracket))
        };
        let (reliable, _) = in_order.reliable(rival);
        let (moved, _) = reliable.moved(&out_of_order);
        if moved.is_empty() {
            return reliable;
        }
        Chain::new(reliable.links().iter().copied().chain(moved).collect(), is_reset)
    }

    /// Pieces whose words with their surroundings stand once, and were not those of another position.
    fn sure(&self) -> impl Iterator<Item = (usize, Span, Span)> {
        self.pieces.iter().enumerate().filter_map(move |(index, piece)| {
            let found = self.whole(index);
            let is_enough = piece.has_surroundings() || piece.words().chars().nth(LONG - 1).is_some();
            if found.is_cut || found.at.len() != 1 || self.sharers[index] > 1 || !is_enough {
                return None;
            }
            Some((index, piece.old?, self.span_of_whole(piece, found.at[0])?))
        })
    }

    /// Whether something like the words and their surroundings stands where a neighbour says that they should be.
    fn has_rival(&self, piece: &Piece, old: Span, new: Span, bracket: &Bracket) -> bool {
        let skip = piece.before().chars().count().saturating_sub(COMPARED / 2);
        let wanted: Vec<char> = piece.whole.chars().skip(skip).take(COMPARED).collect();
        let before = piece.before().chars().count() - skip;
        bracket.expected(old.start).any(|expected| {
            if expected.abs_diff(new.start) < wanted.len() || self.is_of_another(old, expected) {
                return false;
            }
            if self.spend(wanted.len() * wanted.len()).is_none() {
                return true;
            }
            let byte = self.field.normal.byte_of(expected);
            let lead = self.field.before(byte, before);
            let mut there: Vec<char> = lead.into_iter().rev().collect();
            there.extend(self.field.after(byte, wanted.len() - before));
            likeness(&wanted, &there) >= RIVAL
        })
    }

    /// Whether the words at a point are surely those of another position.
    fn is_of_another(&self, old: Span, point: usize) -> bool {
        let next = self.sure.partition_point(|link| link.new.start < point + (old.end - old.start));
        let other = next.checked_sub(1).map(|index| self.sure[index]);
        other.is_some_and(|other| other.new.end > point && other.old.start != old.start)
    }

    fn decisions(&self) -> Option<Vec<Decision>> {
        let without = |index: usize| self.whole(index).at.is_empty();
        let (needles, which) = interned(self.pieces.iter().enumerate().map(|(index, piece)| {
            // What stands with its surroundings need not be looked for without them.
            if without(index) { piece.words() } else { "" }
        }));
        let words = self.find_all(&needles)?;
        drop(needles);
        let mut decisions = Vec::with_capacity(self.pieces.len());
        let mut relied: Vec<(usize, Span)> = self.chain.links().iter().map(|link| (link.piece, link.new)).collect();
        relied.sort_unstable();
        for (index, piece) in self.pieces.iter().enumerate() {
            let link = relied.binary_search_by_key(&index, |(piece, _)| *piece);
            decisions.push(if let Ok(link) = link {
                Decision::Taken(relied[link].1, (0, 0))
            } else if without(index) {
                self.with_changes(index, piece, &words[which[index]])?
            } else {
                self.with_surroundings(index, piece)
            });
        }
        Some(decisions)
    }

    /// Words that stand somewhere with their surroundings, or that have none.
    fn with_surroundings(&self, index: usize, piece: &Piece) -> Decision {
        let found = self.whole(index);
        let Some(old) = piece.old else {
            let spans: Vec<Span> = found.at.iter().take(limits::SPOTS).filter_map(|at| self.span_of_whole(piece, *at)).collect();
            return match spans.as_slice() {
                [span] if found.at.len() == 1 => Decision::Taken(*span, (1, usize::MAX)),
                [] => Decision::Aside(Why::Nowhere, spans, Vec::new()),
                _ => Decision::Aside(Why::Several, spans, Vec::new()),
            };
        };
        let bracket = self.chain.bracket(old, index);
        let spans = self.nearest(&found.at, old, &bracket).into_iter().filter_map(|at| self.span_of_whole(piece, at));
        let mut near: Vec<(usize, Span)> = spans.map(|span| (bracket.off(old.start, span.start), span)).collect();
        near.sort_unstable();
        let spans: Vec<Span> = near.iter().map(|(_, span)| *span).take(limits::SPOTS).collect();
        let Some((off, span)) = near.first().copied() else {
            return Decision::Aside(Why::Nowhere, spans, Vec::new());
        };
        let is_alone = near.len() == 1 && !found.is_cut;
        let is_clear = is_alone || off.saturating_mul(4) < near[1].0;
        // Where there are fewer than there were, one of them is gone, and only neighbours on both sides can tell which.
        let is_depleted = self.sharers[index] > found.at.len();
        let is_lossy = is_depleted || bracket.is_lossy(piece.length());
        let fits = (off <= bracket.slack && !(is_depleted && bracket.is_open()))
            || (!is_lossy
                && bracket.holds(span.start)
                && (is_alone || off <= piece.length() / 2)
                && !self.has_rival(piece, old, span, &bracket));
        if is_clear && fits {
            return Decision::Taken(span, (1, off));
        }
        let claims = near.iter().take_while(|(off, _)| *off <= bracket.slack).map(|(off, span)| (*span, (1, *off)));
        Decision::Aside(if is_alone { Why::Differs } else { Why::Several }, spans, claims.collect())
    }

    /// Words whose surroundings have changed, or that have changed themselves.
    fn with_changes(&self, index: usize, piece: &Piece, words: &Occurrences) -> Option<Decision> {
        let Some(old) = piece.old else {
            let spans = words.at.iter().take(limits::SPOTS).filter_map(|at| self.span_of_words(piece, *at)).collect();
            let why = if words.at.is_empty() { Why::Nowhere } else { Why::Differs };
            return Some(Decision::Aside(why, spans, Vec::new()));
        };
        let bracket = self.chain.bracket(old, index);
        if words.at.is_empty() {
            return self.edited(piece, old, &bracket);
        }
        let mut candidates: Vec<Candidate> = Vec::new();
        for at in self.nearest(&words.at, old, &bracket) {
            self.spend(piece.before().len().pow(2) + piece.after().len().pow(2))?;
            candidates.extend(self.weigh(piece, at as usize, old, &bracket));
        }
        let is_lossy = bracket.is_lossy(piece.length());
        let is_alone = candidates.len() == 1 && words.at.len() == 1;
        let good = candidates.iter().find(|candidate| candidate.agrees && candidate.off <= bracket.slack);
        let is_best = |one: &Candidate| !candidates.iter().any(|other| other.span != one.span && other.share >= one.share);
        if let Some(one) = good.filter(|one| !is_lossy && is_best(one)) {
            return Some(Decision::Taken(one.span, (2, one.off)));
        }
        let one = candidates.first().filter(|_| is_alone && !is_lossy && piece.length() >= VERY_LONG);
        if let Some(one) = one.filter(|one| one.share > 1.0 && bracket.holds(one.span.start)) {
            return Some(Decision::Taken(one.span, (2, one.off)));
        }
        candidates.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.off.cmp(&b.off)));
        let spans = candidates.iter().map(|candidate| candidate.span).take(limits::SPOTS).collect();
        Some(Decision::Aside(Why::Differs, spans, Vec::new()))
    }

    fn span_of_words(&self, piece: &Piece, at: u32) -> Option<Span> {
        self.field.normal.span(at as usize, at as usize + piece.words.len())
    }

    /// What the surroundings say of words that stand at a byte of the normalised text.
    fn weigh(&self, piece: &Piece, at: usize, old: Span, bracket: &Bracket) -> Option<Candidate> {
        let end = at + piece.words.len();
        let span = self.field.normal.span(at, end)?;
        let before: Vec<char> = piece.before().chars().rev().collect();
        let after: Vec<char> = piece.after().chars().collect();
        let (text_before, text_after) = (self.field.before(at, before.len()), self.field.after(end, after.len()));
        let (left, right) = (Side::weigh(&before, &text_before), Side::weigh(&after, &text_after));
        let agrees = Side::nearly(&before, &text_before) && Side::nearly(&after, &text_after);
        let stands = f32::from(u8::from(left == Side::Agrees || right == Side::Agrees));
        let share = left.share().min(right.share()) + stands;
        Some(Candidate { span, off: bracket.off(old.start, span.start), share, agrees })
    }

    /// The occurrences nearest to where words are expected, ascending.
    fn nearest(&self, at: &[u32], old: Span, bracket: &Bracket) -> Vec<u32> {
        if at.len() <= 2 * NEAREST {
            return at.to_vec();
        }
        let mut near = Vec::new();
        for expected in bracket.expected(old.start) {
            let byte = self.field.normal.byte_of(expected);
            let next = at.partition_point(|at| (*at as usize) < byte);
            near.extend_from_slice(&at[next.saturating_sub(NEAREST)..(next + NEAREST).min(at.len())]);
        }
        near.sort_unstable();
        near.dedup();
        near
    }

    /// Words that are nowhere: what stands between their surroundings, if it is nearly the same and where it was.
    fn edited(&self, piece: &Piece, old: Span, bracket: &Bracket) -> Option<Decision> {
        let mut found: Vec<(Span, usize, bool)> = Vec::new();
        for expected in bracket.expected(old.start) {
            self.spend(spots::reach(piece))?;
            for (span, is_small) in spots::between(&self.field, piece, expected) {
                let off = bracket.off(old.start, span.start).min(bracket.off(old.end, span.end));
                if !found.iter().any(|(other, ..)| *other == span) {
                    found.push((span, off, is_small));
                }
            }
        }
        found.sort_by_key(|(span, off, _)| (*off, span.start));
        let spans = || found.iter().map(|(span, ..)| *span).take(limits::SPOTS).collect();
        let mut good = found.iter().filter(|(_, off, _)| *off <= bracket.slack);
        Some(match (good.next(), good.next()) {
            (Some((span, off, true)), None) if !bracket.is_open() && !bracket.is_lossy(piece.length()) => {
                Decision::Taken(*span, (3, *off))
            }
            _ => Decision::Aside(Why::Nowhere, spans(), Vec::new()),
        })
    }

    /// Two annotations of different positions do not lie on one spot.
    fn contest(&self, decisions: &mut [Decision]) {
        let mut claims: Vec<(Span, Rank, Option<usize>, usize)> = Vec::new();
        for quote in self.quotes.iter().filter(|quote| quote.is_settled) {
            claims.extend(quote.position.map(|span| (span, (0, 0), Some(span.start), usize::MAX)));
        }
        for (index, decision) in decisions.iter().enumerate().filter(|(index, _)| self.pieces[*index].part == Part::Words) {
            let old = self.pieces[index].old.map(|old| old.start);
            match decision {
                Decision::Taken(span, rank) => claims.push((*span, *rank, old, index)),
                Decision::Aside(_, _, wanted) => {
                    claims.extend(wanted.iter().map(|(span, rank)| (*span, *rank, old, usize::MAX)));
                }
            }
        }
        claims.sort_unstable_by_key(|(span, rank, old, piece)| (span.start, span.end, *rank, *old, Reverse(*piece)));
        for group in claims.chunk_by(|a, b| a.0 == b.0) {
            let mut placed = group.iter().filter(|(_, _, old, _)| old.is_some());
            let Some((_, best, owner, _)) = placed.next() else { continue };
            let is_tied = placed.any(|(_, rank, old, _)| rank == best && old != owner);
            for (span, _, old, piece) in group.iter().filter(|(_, _, old, piece)| *piece != usize::MAX && old.is_some()) {
                if is_tied || old != owner {
                    decisions[*piece] = Decision::Aside(Why::Contested, vec![*span], Vec::new());
                }
            }
        }
    }

    /// Looks for likely spots where none is known yet. Where the work is used up, none are offered.
    fn offer(&self, decisions: &mut [Decision]) {
        let lost = decisions
            .iter()
            .enumerate()
            .filter(|(_, decision)| matches!(decision, Decision::Aside(_, spans, _) if spans.is_empty()));
        let lost: Vec<usize> = lost.map(|(index, _)| index).collect();
        let pieces: Vec<&Piece> = lost.iter().map(|index| &self.pieces[*index]).collect();
        let mut left = self.left.take();
        let likely = spots::likely(&self.field, &pieces, &mut left);
        self.left.set(left);
        let Some(likely) = likely else { return };
        for (index, spans) in lost.into_iter().zip(likely) {
            if let Decision::Aside(_, own, _) = &mut decisions[index] {
                *own = spans;
            }
        }
    }

    fn anchors(&self, decisions: Vec<Decision>) -> Vec<Anchor> {
        let mut parts: Vec<[Option<Decision>; 3]> = self.quotes.iter().map(|_| [None, None, None]).collect();
        for (piece, decision) in self.pieces.iter().zip(decisions) {
            parts[piece.quote][piece.part as usize] = Some(decision);
        }
        self.quotes.iter().zip(parts).map(|(quote, parts)| self.anchor(quote, parts)).collect()
    }

    fn anchor(&self, quote: &Quote<'_>, parts: [Option<Decision>; 3]) -> Anchor {
        let placed = |span: Span| match quote.position {
            Some(position) if position != span => Anchor::Moved(span),
            _ => Anchor::Exact(span),
        };
        let position = match quote.position {
            Some(position) if quote.is_settled => return Anchor::Exact(position),
            position => position.unwrap_or_default(),
        };
        match parts {
            [Some(Decision::Taken(span, _)), ..] => placed(self.verbatim(span, quote.exact)),
            [Some(Decision::Aside(why, spots, _)), ..] => Anchor::Aside(why, spots),
            [None, None, None] => self.bare(position).map_or(Anchor::Aside(Why::Position, Vec::new()), placed),
            [None, before, after] => {
                let end_of = |part| if let Some(Decision::Taken(span, _)) = part { Some(span) } else { None };
                let start = if quote.prefix.is_empty() { Some(0) } else { end_of(before).map(|span| span.end) };
                let end = if quote.suffix.is_empty() { Some(self.text.len()) } else { end_of(after).map(|span| span.start) };
                let whole = start.zip(end).and_then(|(start, end)| Span::new(start, end)).filter(|span| self.text.holds(*span));
                whole.map_or(Anchor::Aside(Why::Differs, Vec::new()), placed)
            }
        }
    }

    /// The words to the letter, where they stand so in a stretch that may begin and end with more white space.
    fn verbatim(&self, span: Span, exact: &str) -> Span {
        let bytes = self.text.bytes_of(span);
        self.text.as_str()[bytes.clone()].find(exact).map_or(span, |at| {
            let start = self.text.point_of(bytes.start + at);
            Span { start, end: start + exact.chars().count() }
        })
    }

    /// Where a stretch is of which only the position is known: it moves with its neighbours if both have moved alike.
    fn bare(&self, old: Span) -> Option<Span> {
        let bracket = self.chain.bracket(old, usize::MAX - 1);
        let mut expected = bracket.expected(old.start);
        let start = expected.next()?;
        let span = Span { start, end: start.checked_add(old.end.checked_sub(old.start)?)? };
        (expected.next().is_none() && self.text.holds(span)).then_some(span)
    }
}
