//! What differs between two dossiers, in words.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::dossier::Dossier;
use crate::report::limits;
use crate::report::wording::capital;

mod annotations;
mod head;
mod pairs;
mod places;
#[cfg(test)]
mod tests;

/// From how many entries on that differ in the same way they are told in one sentence.
const MANY: usize = 4;

/// How many of these are named.
const NAMED: usize = 3;

/// What differs between two dossiers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// What there is something to say of, always in the same order.
    pub groups: Vec<Group>,
}

/// What differs in one respect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// In which.
    pub title: &'static str,
    /// What there is to say of one thing each, or of several that differ alike.
    pub entries: Vec<Entry>,
}

/// How one thing differs, or several that differ alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What differs: `Place “Oral”`, `12 places (“Oral”, “Aktau”, “Atyrau” and 9 more)`; empty for the whole of the dossier.
    pub subject: String,
    /// How, one thing each, without a full stop.
    pub changes: Vec<String>,
}

impl Entry {
    /// All of it in one sentence, without a full stop.
    #[must_use]
    pub fn sentence(&self) -> String {
        let changes = self.changes.join("; ");
        if self.subject.is_empty() { capital(&changes) } else { format!("{}: {changes}", self.subject) }
    }
}

impl Differences {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

/// What is to be told of the second dossier, for somebody who knows the first.
///
/// Entries are the same where they have the same id, or else where they say the same sort of thing of the same words.
#[must_use]
pub fn between(before: &Dossier, after: &Dossier) -> Differences {
    let both = (before, after);
    let groups = [
        ("The report", head::head(both)),
        ("Documents", head::documents(both)),
        ("Voices", places::voices(both)),
        ("Places", places::places(both)),
        ("Passages", annotations::passages(both)),
        ("Mentions", annotations::mentions(both)),
        ("Layout", annotations::layout(both)),
        ("Kept as it was read", head::kept(both)),
    ];
    let groups = groups.into_iter().map(|(title, tally)| Group { title, entries: tally.entries() });
    Differences { groups: groups.filter(|group| !group.entries.is_empty()).collect() }
}

/// A sort of entry: what one of them is called, and what several are.
type Noun = (&'static str, &'static str);

/// What is to be said, before it is summed up.
#[derive(Default)]
struct Tally(Vec<(Noun, String, Vec<String>)>);

impl Tally {
    /// One entry, by its name, and how it differs, where it does.
    fn say(&mut self, noun: Noun, name: String, changes: &[String]) {
        if !changes.is_empty() {
            self.0.push((noun, name, changes.to_vec()));
        }
    }

    fn entries(self) -> Vec<Entry> {
        let mut alike: BTreeMap<(Noun, &[String]), Vec<&str>> = BTreeMap::new();
        for (noun, name, changes) in &self.0 {
            alike.entry((*noun, changes)).or_default().push(name);
        }
        let (mut entries, mut told) = (Vec::new(), BTreeSet::new());
        for (noun, name, changes) in &self.0 {
            let names = &alike[&(*noun, changes.as_slice())];
            let subject = if name.is_empty() {
                String::new()
            } else if names.len() < MANY {
                capital(&format!("{} {name}", noun.0))
            } else if told.insert((*noun, changes)) {
                let (first, more) = (names[..NAMED].join(", "), limits::grouped(names.len() - NAMED));
                format!("{} {} ({first} and {more} more)", limits::grouped(names.len()), noun.1)
            } else {
                continue;
            };
            entries.push(Entry { subject, changes: changes.clone() });
        }
        entries
    }
}

/// A stranger's words in a sentence.
fn quoted(words: &str) -> String {
    format!("“{}”", limits::shown(&words.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// How something that is told in words has changed; nothing where it has not.
fn changed(what: &str, before: &str, after: &str) -> Option<String> {
    if before == after {
        return None;
    }
    Some(match (before.is_empty(), after.is_empty()) {
        (true, _) => format!("{what} is {after} and was not given"),
        (_, true) => format!("{what} was {before} and is no longer given"),
        _ => format!("{what} was {before} and is {after}"),
    })
}

/// As [`changed`], of a stranger's words.
fn reworded(what: &str, before: &str, after: &str) -> Option<String> {
    let shown = |words: &str| if words.is_empty() { String::new() } else { quoted(words) };
    let told = || match (shown(before), shown(after)) {
        // They differ where neither is shown any more.
        (before, after) if before == after => Some(format!("{what} is worded in another way")),
        (before, after) => changed(what, &before, &after),
    };
    if before == after { None } else { told() }
}
