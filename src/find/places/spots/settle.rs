//! What the words beside names say of which place is meant: `Navarro and Ellis counties`, `Paris, Texas`.

use std::collections::HashMap;

use super::{Spot, Spots, is_area};
use crate::find::places::tokens::{COMMA, DOT, OPEN, Words};
use crate::find::places::world::{Sense, Sort};
use crate::report::limits;

impl Spots {
    /// Settles which senses names have by what stands beside them, and gives one name one sense.
    pub(super) fn settle(&mut self, words: &Words<'_>) {
        self.join_capital(words);
        self.counties(words);
        self.areas(words);
        self.qualify(words);
        self.agree();
    }

    /// `Washington, D.C.` is one name.
    fn join_capital(&mut self, words: &Words<'_>) {
        let mut joined: Vec<Spot> = Vec::with_capacity(self.spots.len());
        for spot in self.spots.drain(..) {
            let district = spot.short && self.names[spot.name].text == "district of columbia";
            match joined.last_mut() {
                Some(before)
                    if district
                        && before.last + 1 == spot.first
                        && words.gap(spot.first) & !(COMMA | DOT) == 0
                        && self.names[before.name].text == "washington" =>
                {
                    before.last = spot.last;
                    before.name = spot.name;
                    before.short = true;
                }
                _ => joined.push(spot),
            }
        }
        self.spots = joined;
    }

    /// `Navarro, Henderson and Ellis counties`: all that are listed before the word are counties.
    fn counties(&mut self, words: &Words<'_>) {
        for index in 0..self.spots.len() {
            let mut next = self.spots[index].last + 1;
            if words.word(next) != "counties" || !words.tokens[next].joins() {
                continue;
            }
            let mut at = index;
            loop {
                let name = self.spots[at].name;
                let kept: Vec<usize> = (0..self.names[name].senses.len())
                    .filter(|sense| self.names[name].senses[*sense].sort == Sort::County)
                    .collect();
                if !kept.is_empty() {
                    self.spots[at].name = self.variant(name, kept);
                    self.spots[at].qualified = true;
                }
                next = self.spots[at].first;
                let Some(before) = at.checked_sub(1).filter(|before| {
                    let last = self.spots[*before].last;
                    last + 1 == next && words.gap(next) & COMMA != 0 || last + 2 == next && words.word(last + 1) == "and"
                }) else {
                    break;
                };
                at = before;
            }
        }
    }

    /// `the Kharkiv region`, `the province of Kandahar`: the area is meant, and not the city or the river that is called the same.
    fn areas(&mut self, words: &Words<'_>) {
        for index in 0..self.spots.len() {
            let spot = self.spots[index];
            let senses = &self.names[spot.name].senses;
            let is_other = |sense: &Sense| sense.seated || sense.sort == Sort::Natural;
            if !senses.iter().any(is_other) || !is_area(words, spot.first, spot.last) {
                continue;
            }
            let kept: Vec<usize> =
                (0..senses.len()).filter(|at| matches!(senses[*at].sort, Sort::Province | Sort::County)).collect();
            if kept.is_empty() {
                continue;
            }
            let name = self.variant(spot.name, kept);
            if name != spot.name {
                // Elsewhere in the text the bare name may still be the city.
                self.names[name].qualified = false;
                for sense in &mut self.names[name].senses {
                    sense.seated = false;
                }
                self.spots[index].name = name;
            }
        }
    }

    /// Settles pairs "X, Y" and "X (Y)" where an X lies in a Y.
    fn qualify(&mut self, words: &Words<'_>) {
        for index in (1..self.spots.len()).rev() {
            let (inner, outer) = (self.spots[index - 1], self.spots[index]);
            let gap = words.gap(outer.first);
            if inner.last + 1 != outer.first || gap & (COMMA | OPEN) == 0 || gap & !(COMMA | OPEN | DOT) != 0 {
                continue;
            }
            let (a, b) = (&self.names[inner.name], &self.names[outer.name]);
            if a.senses.iter().any(|s| s.sort <= Sort::Country) {
                continue;
            }
            let (mut within, mut around) = (Vec::new(), Vec::new());
            for (at, sense) in a.senses.iter().enumerate() {
                for (outer, area) in b.senses.iter().enumerate() {
                    let fits = area.sort < Sort::Settlement || a.senses.len() < 4 && area.sort == Sort::Settlement;
                    if fits && sense.is_in(area) {
                        within.push(at);
                        around.push(outer);
                    }
                }
            }
            around.sort_unstable();
            for kept in [&mut within, &mut around] {
                kept.dedup();
            }
            if !within.is_empty() {
                self.spots[index - 1].name = self.variant(inner.name, within);
                self.spots[index - 1].qualified = true;
                self.spots[index].name = self.variant(outer.name, around);
                self.spots[index].qualifies = true;
            }
        }
    }

    /// The name with only some of its senses.
    fn variant(&mut self, name: usize, kept: Vec<usize>) -> usize {
        if self.names.len() >= 2 * limits::PLACE_NAMES {
            return name;
        }
        let key = (name, kept);
        if let Some(known) = self.variants.get(&key) {
            return *known;
        }
        let mut variant = self.names[name].clone();
        variant.senses = key.1.iter().map(|at| variant.senses[*at].clone()).collect();
        variant.shares = vec![0.0; variant.senses.len()];
        variant.qualified = true;
        let ix = self.names.len();
        self.names.push(variant);
        self.variants.insert(key, ix);
        ix
    }

    /// One sense a text: where a name was qualified once, it means the same where it was not.
    fn agree(&mut self) {
        let mut uses: HashMap<usize, Vec<(usize, usize)>> = HashMap::new();
        for spot in self.spots.iter().filter(|spot| self.names[spot.name].qualified) {
            let list = uses.entry(self.names[spot.name].base).or_default();
            match list.iter_mut().find(|(name, _)| *name == spot.name) {
                Some((_, count)) => *count += 1,
                None => list.push((spot.name, 1)),
            }
        }
        for spot in &mut self.spots {
            if !self.names[spot.name].qualified
                && let Some(list) = uses.get(&spot.name)
                && let Some((name, _)) = list.iter().max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)))
            {
                spot.name = *name;
            }
        }
    }
}
