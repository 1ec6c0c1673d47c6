//! Searching, and following links.

use super::super::link;
use super::super::query::Query;
use super::Turn;
use crate::index::Filter;
use crate::report::link::{self as links, Link};
use crate::report::passage::Target;

impl Turn<'_> {
    pub(super) fn set_query(&mut self, text: &str) {
        // A link is no search; it is followed when it is complete.
        let searched = if text.trim_start().starts_with(links::SCHEME) { "" } else { text };
        let query = Query::parse(searched, self.dossier, self.state.window);
        self.state.filter.wanted = query.wanted();
        self.state.query = Query { text: text.to_owned(), ..query };
        self.state.hit = None;
        self.state.notice = None;
    }

    pub(super) fn clear_filter(&mut self) {
        self.set_query("");
        self.state.filter = Filter::default();
    }

    /// Goes to the next or the previous hit; from the last one, to the first.
    ///
    /// While the index is still being arranged for what was typed, its hits are those of another search.
    pub(super) fn step_hit(&mut self, by: i32) {
        let found = self.index.found();
        if found.hits.is_empty() || *self.index.filter() != self.state.filter {
            return;
        }
        let current = self.state.hit.and_then(|hit| found.position(hit));
        let next = match (current, by >= 0) {
            (Some(at), true) => (at + 1) % found.hits.len(),
            (Some(at), false) => at.checked_sub(1).unwrap_or(found.hits.len() - 1),
            (None, true) => 0,
            (None, false) => found.hits.len() - 1,
        };
        let hit = found.hits[next];
        // Where one was before the search is a place to go back to; the hits gone through are not.
        if current.is_none() {
            self.leave();
        }
        self.state.hit = Some(hit.target);
        self.state.selection.passage = hit.passage;
        self.read(hit.target);
    }

    pub(super) fn follow_link(&mut self, text: &str) {
        match links::parse(text) {
            Ok(Link::Passage(link)) => match link.find(self.dossier) {
                Ok(target) => {
                    self.set_query("");
                    self.go_to_text(target);
                }
                Err(fault) => self.state.notice = Some(fault),
            },
            Ok(Link::View(link)) if link.dossier != self.dossier.head.id => {
                self.state.notice = Some(format!(
                    "This link is to the dossier “{}”, and “{}” is open; open that dossier first.",
                    link.dossier, self.dossier.head.id
                ));
            }
            Ok(Link::View(link)) => {
                self.leave();
                let faults = link::restore(self.state, self.dossier, self.index, &link);
                self.state.play.running = false;
                self.state.notice =
                    (!faults.is_empty()).then(|| format!("Not all of the link could be followed: {}.", faults.join("; ")));
            }
            Err(fault) => self.state.notice = Some(fault),
        }
    }

    /// Reads a stretch of text; where it is a passage, selects that.
    fn go_to_text(&mut self, target: Target) {
        let passage = crate::report::credit::passage_around(self.dossier, target);
        if let Some(ix) = passage.filter(|ix| self.dossier.passage(*ix).target == target) {
            self.select_passage(ix);
        } else {
            self.leave();
            self.state.selection.passage = passage;
        }
        self.read(target);
    }
}
