//! Found names of places that look like ones a person has checked: the same words, as the same place.

use std::collections::BTreeMap;

use super::arrange::Seen;
use crate::edit::Item;
use crate::report::fold;
use crate::report::ids::{MentionIx, PlaceIx};
use crate::report::passage::Subject;
use crate::view::Scene;

/// How sure a found name has to be, in hundredths: surer than this.
pub const SURE: u8 = 95;
/// How many entries are gone through in a frame.
const PIECE: usize = 10_000;

/// What the checked ones say of some words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// They always name this place.
    Place(PlaceIx),
    /// They name one place here and another one there, or nothing at all.
    Unsure,
}

/// What is alike. It is gone through anew only where the dossier has changed.
#[derive(Default)]
pub struct Alike {
    seen: Seen,
    said: BTreeMap<String, Said>,
    /// How many entries are read: what was dismissed, then the mentions for what is checked, then again for what is found.
    read: usize,
    begun: bool,
    items: Vec<Item>,
    done: bool,
}

impl Alike {
    /// Reads on; tells whether there is more to read.
    pub fn go_on(&mut self, scene: &Scene<'_>) -> bool {
        let dossier = scene.dossier;
        if !self.begun || !self.seen.is_of(dossier) {
            *self = Self { seen: Seen::of(dossier), begun: true, ..Self::default() };
        }
        let (none, all) = (dossier.dismissals.len(), dossier.mentions.len());
        let end = (self.read + PIECE).min(none + 2 * all);
        for number in self.read..end {
            match number.checked_sub(none) {
                None => {
                    self.said.insert(fold::fold(dossier.slice(dossier.dismissals[number].target)), Said::Unsure);
                }
                Some(number) if number < all => self.learn(scene, MentionIx::new(number)),
                Some(number) => self.compare(scene, MentionIx::new(number - all)),
            }
        }
        self.read = end;
        self.done = end == none + 2 * all;
        !self.done
    }

    fn learn(&mut self, scene: &Scene<'_>, ix: MentionIx) {
        let mention = scene.dossier.mention(ix);
        if let (Subject::Place(place), None) = (mention.subject, &mention.found) {
            let said = self.said.entry(fold::fold(scene.dossier.slice(mention.target))).or_insert(Said::Place(place));
            if *said != Said::Place(place) {
                *said = Said::Unsure;
            }
        }
    }

    fn compare(&mut self, scene: &Scene<'_>, ix: MentionIx) {
        let mention = scene.dossier.mention(ix);
        if let (Subject::Place(place), Some(found)) = (mention.subject, &mention.found)
            && found.sure > SURE
            && self.said.get(&fold::fold(scene.dossier.slice(mention.target))) == Some(&Said::Place(place))
        {
            self.items.push(Item::Mention(ix));
        }
    }

    /// What is alike; nothing while it is still looked for.
    pub fn items(&self) -> &[Item] {
        if self.done { &self.items } else { &[] }
    }
}
