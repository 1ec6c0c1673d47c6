//! How much there is of what in each element: letters, links, commas, pictures.

use super::dom::{Attr, Dom, Id};
use super::tag::Tag;

/// What is counted in an element, with all that is in it and is not left out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    /// Code points of text, runs of white space as one.
    pub(super) letters: u32,
    /// Code points within links. Links to somewhere in the same page count a third.
    pub(super) linked: u32,
    /// Code points within headings.
    pub(super) headed: u32,
    /// Code points within lists.
    pub(super) listed: u32,
    pub(super) commas: u32,
    pub(super) paragraphs: u32,
    pub(super) pictures: u32,
    pub(super) points: u32,
    pub(super) fields: u32,
}

impl Count {
    fn fields_mut(&mut self) -> [&mut u32; 9] {
        [
            &mut self.letters,
            &mut self.linked,
            &mut self.headed,
            &mut self.listed,
            &mut self.commas,
            &mut self.paragraphs,
            &mut self.pictures,
            &mut self.points,
            &mut self.fields,
        ]
    }

    fn add(&mut self, mut other: Self) {
        for (mine, theirs) in self.fields_mut().into_iter().zip(other.fields_mut()) {
            *mine = mine.saturating_add(*theirs);
        }
    }

    /// Which part of the text is within links, from 0 to 1.
    pub(super) fn link_density(&self) -> f64 {
        share(self.linked, self.letters)
    }
}

/// One number as a part of another, from 0 to 1.
pub(super) fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { (f64::from(part) / f64::from(whole)).min(1.0) }
}

/// The counts of all elements of a document, and which of them are left out.
pub(super) struct Tally<'a> {
    pub(super) dom: &'a Dom,
    counts: Vec<Count>,
    out: Vec<bool>,
}

impl<'a> Tally<'a> {
    /// Counts what is in each element, apart from those that are left out; what is in one of these is left out with it.
    pub(super) fn new(dom: &'a Dom, out: Vec<bool>) -> Self {
        let mut tally = Self { dom, counts: vec![Count::default(); dom.len()], out };
        tally.hand_down(0);
        tally.sweep(0, &mut |_, _| false);
        tally
    }

    /// Counts anew what is in an element, and asks of each element in it, once all that is in that one is settled and counted,
    /// whether it is to be left out.
    pub(super) fn sweep(&mut self, root: Id, is_to_go: &mut dyn FnMut(&Self, Id) -> bool) {
        for id in self.dom.range(root) {
            self.counts[id] = Count::default();
        }
        for id in self.dom.range(root).rev() {
            if self.out[id] {
                continue;
            }
            self.count(id);
            let parent = self.dom.parent(id);
            if id == root || self.dom.tag(id).is_some() && is_to_go(self, id) {
                self.out[id] = id != root;
            } else {
                let count = self.counts[id];
                self.counts[parent].add(count);
            }
        }
        self.hand_down(root);
    }

    /// What is in an element that is left out is left out.
    fn hand_down(&mut self, root: Id) {
        for id in self.dom.range(root).skip(1) {
            self.out[id] |= self.out[self.dom.parent(id)];
        }
    }

    /// Adds what an element is itself to what is in it.
    fn count(&mut self, id: Id) {
        let dom = self.dom;
        let count = &mut self.counts[id];
        count.add(own(dom, id));
        match dom.tag(id) {
            Some(Tag::A) => {
                let is_near = dom.attribute(id, Attr::Href).is_some_and(|href| href.starts_with('#'));
                count.linked = if is_near { count.letters / 3 } else { count.letters };
            }
            Some(Tag::Ul | Tag::Ol) => count.listed = count.letters,
            Some(tag) if tag.level().is_some() => count.headed = count.letters,
            _ => {}
        }
    }

    /// What is in an element.
    pub(super) fn of(&self, id: Id) -> &Count {
        &self.counts[id]
    }

    /// Whether it is left out.
    pub(super) fn is_out(&self, id: Id) -> bool {
        self.out[id]
    }

    /// For each node whether it is left out.
    pub(super) fn into_out(self) -> Vec<bool> {
        self.out
    }
}

fn own(dom: &Dom, id: Id) -> Count {
    let mut count = Count::default();
    match dom.tag(id) {
        None => {
            let mut is_space = true;
            for c in dom.text(id).chars() {
                let space = c.is_whitespace();
                count.letters += u32::from(!(space && is_space));
                count.commas += u32::from(matches!(c, ',' | '،' | '、' | '，' | '﹐' | '︐' | '⹁'));
                is_space = space;
            }
        }
        Some(Tag::P) => count.paragraphs = 1,
        Some(Tag::Img) => count.pictures = 1,
        Some(Tag::Li) => count.points = 1,
        Some(Tag::Input) => count.fields = 1,
        Some(_) => {}
    }
    count
}
