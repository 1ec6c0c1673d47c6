//! What is gone through in the page *Check*, in order.

use std::collections::HashMap;

use super::{CheckKind, CheckOnly, Checking};
use crate::index::Index;
use crate::index::unchecked::Progress;
use crate::report::dossier::Dossier;
use crate::report::fold;
use crate::report::ids::Item;
use crate::report::passage::{Mention, Subject, Target};

/// How many seconds a decision takes, as it is reckoned for what is left.
const SECONDS: usize = 5;

/// What a queue hangs on.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    dossier: usize,
    revision: u64,
    only: CheckOnly,
}

/// What is gone through. Kept between frames: it is put together anew only where something that it hangs on has changed.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    key: Option<Key>,
    later: Option<std::collections::BTreeSet<Item>>,
    all: Vec<Item>,
    items: Vec<Item>,
    progress: Progress,
}

impl Queue {
    /// Follows the dossier and what is asked for; returns whether anything is different.
    pub fn follow(&mut self, dossier: &Dossier, index: &Index, checking: &Checking) -> bool {
        let address = std::ptr::from_ref(dossier).addr();
        let key = Key { dossier: address, revision: index.revision(), only: checking.only.clone() };
        let is_same = self.key.as_ref() == Some(&key);
        if is_same && self.later.as_ref() == Some(&checking.later) {
            return false;
        }
        if !is_same {
            let mut only = Chosen::new(&checking.only);
            let all = index.unchecked(dossier).items().iter().copied();
            self.all = all.filter(|item| only.lets(dossier, *item)).collect();
            self.progress = if checking.only == CheckOnly::default() {
                index.progress()
            } else {
                Progress { left: self.all.len(), checked: only.checked(dossier) }
            };
            self.key = Some(key);
        }
        self.later = Some(checking.later.clone());
        let (last, first): (Vec<_>, Vec<_>) = self.all.iter().partition(|item| checking.later.contains(item));
        self.items = first.into_iter().chain(last).collect();
        true
    }

    /// In the order in which it is asked about.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Where an item stands in it.
    #[must_use]
    pub fn position(&self, item: Item) -> Option<usize> {
        self.items.iter().position(|other| *other == item)
    }

    /// How much of what is gone through is checked.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }
}

/// How long so many decisions take: `about 10 minutes`.
#[must_use]
pub fn time_for(decisions: usize) -> String {
    let minutes = (decisions * SECONDS).div_ceil(60);
    match minutes {
        0 | 1 => "about a minute".to_owned(),
        2..=90 => format!("about {minutes} minutes"),
        _ => format!("about {} hours", (minutes + 30) / 60),
    }
}

/// What is gone through, ready to be compared with.
struct Chosen<'a> {
    only: &'a CheckOnly,
    name: Option<String>,
    /// Whether words are the name. Most are written alike wherever they stand, and to fold them is dear.
    known: HashMap<&'a str, bool>,
}

impl<'a> Chosen<'a> {
    fn new(only: &'a CheckOnly) -> Self {
        Self { only, name: only.name.as_deref().map(fold::name), known: HashMap::new() }
    }

    fn lets(&mut self, dossier: &'a Dossier, item: Item) -> bool {
        match item {
            Item::Mention(ix) => self.lets_mention(dossier, dossier.mention(ix)),
            Item::Passage(ix) => self.lets_passage(dossier.passage(ix).target),
        }
    }

    fn lets_mention(&mut self, dossier: &'a Dossier, mention: &Mention) -> bool {
        let kind = match mention.subject {
            Subject::Place(_) => CheckKind::Places,
            Subject::Time(..) => CheckKind::Times,
        };
        (self.only.kind == CheckKind::All || self.only.kind == kind)
            && self.is_there(mention.target)
            && self.is_named(dossier.slice(mention.target))
    }

    fn is_named(&mut self, words: &'a str) -> bool {
        let Some(name) = &self.name else { return true };
        *self.known.entry(words).or_insert_with(|| fold::name(words) == *name)
    }

    fn lets_passage(&self, target: Target) -> bool {
        matches!(self.only.kind, CheckKind::All | CheckKind::Passages) && self.name.is_none() && self.is_there(target)
    }

    fn is_there(&self, target: Target) -> bool {
        self.only.document.is_none_or(|document| document == target.document)
    }

    /// How much of it a person has looked at. What was dismissed was a place or a time; which, nobody has kept.
    fn checked(&mut self, dossier: &'a Dossier) -> usize {
        let passages = dossier.passages.iter().filter(|passage| !passage.is_found() && self.lets_passage(passage.target)).count();
        let mentions = dossier.mentions.iter().filter(|mention| mention.found.is_none() && self.lets_mention(dossier, mention));
        mentions.count() + passages
    }
}
