//! The article of a page, among menus, advertisements and comments.
//!
//! Every paragraph speaks for the elements around it, the more, the longer it is and the more commas it has; links speak against
//! them, and names of classes for either. The element with the most is the article, together with what stands beside it and is
//! like it; then what is in it and is hardly text is left out. Where little is found, it is looked for again with fewer rules,
//! and at last the whole page is taken: an article is never lost.
//!
//! The way is that of Arc90's Readability, whose numbers have been in use since 2009 and are kept.

use super::clean::{self, Marks};
use super::dom::{Attr, Dom, Id};
use super::hidden;
use super::hints;
use super::notes;
use super::tag::Tag;
use super::tally::Tally;
use crate::report::limits;

/// An article with fewer code points is looked for again.
const ENOUGH: u32 = 500;

/// A shorter paragraph says nothing.
const SHORT: u32 = 25;

/// Which elements of a page are its article.
pub(super) struct Article {
    /// The elements, in order; none lies in another.
    pub(super) roots: Vec<Id>,
    /// For each node of the page whether it is left out.
    pub(super) out: Vec<bool>,
}

impl Article {
    /// Adds the footnotes that it refers to and that stand outside of it.
    pub(super) fn add_notes(&mut self, dom: &Dom) {
        let mut is_in = vec![false; dom.len()];
        for root in &self.roots {
            is_in[dom.range(*root)].fill(true);
        }
        let is_read = |is_in: &[bool], out: &[bool], id: Id| is_in[id] && !out[id];
        let read = (0..dom.len()).filter(|id| is_read(&is_in, &self.out, *id));
        for id in notes::targets(dom, read) {
            let block = std::iter::once(id).chain(dom.ancestors(id)).find(|id| dom.tag(*id).is_some_and(Tag::is_block));
            let holds_root = |block: Id| self.roots.iter().any(|root| dom.range(block).contains(root));
            let Some(block) = block.filter(|block| !is_read(&is_in, &self.out, *block) && !holds_root(*block)) else { continue };
            let is_beside_text = is_read(&is_in, &self.out, dom.parent(block));
            is_in[dom.range(block)].fill(true);
            self.out[dom.range(block)].fill(false);
            // Where what it lies in is read, it is read with it.
            if !is_beside_text {
                self.roots.push(block);
            }
            if self.roots.len() >= limits::LINKED {
                break;
            }
        }
    }
}

/// Which rules are followed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    /// Whether what is called like a menu or a comment is left out at first sight.
    strip_unlikely: bool,
    /// Whether names of classes count.
    pub(super) weigh_names: bool,
    /// Whether what is hardly text is left out in the end.
    pub(super) clean: bool,
}

/// Finds the article. What has the `title` as its heading is not repeated; `byline` is the line that was taken for the author's.
///
/// Elements that hold one of those to be `kept`, as footnotes are, are never left out of it.
pub(super) fn find(dom: &Dom, title: Option<&str>, byline: Option<Id>, kept: &[Id]) -> Article {
    let marks = Marks::new(dom, kept);
    let mut best: Option<(u32, Article)> = None;
    for (strip_unlikely, weigh_names, clean) in
        [(true, true, true), (false, true, true), (false, false, true), (false, false, false)]
    {
        let rules = Rules { strip_unlikely, weigh_names, clean };
        let (letters, article) = attempt(dom, rules, title, byline, &marks);
        if letters >= ENOUGH {
            return article;
        }
        if best.as_ref().is_none_or(|(most, _)| *most < letters) {
            best = Some((letters, article));
        }
    }
    best.filter(|(letters, _)| *letters > 0)
        .map_or_else(|| Article { roots: vec![0], out: vec![false; dom.len()] }, |(_, article)| article)
}

fn attempt(dom: &Dom, rules: Rules, title: Option<&str>, byline: Option<Id>, marks: &Marks) -> (u32, Article) {
    let mut out = left_out(dom, rules, title);
    if let Some(byline) = byline {
        out[byline] = true;
    }
    let mut tally = Tally::new(dom, out);
    let runs = Runs::new(&tally);
    let scores = Scores::new(&tally, &runs, rules);
    let top = scores.top(&tally);
    let roots = scores.with_siblings(&tally, &runs, top);
    for root in &roots {
        clean::clean(&mut tally, *root, rules, marks);
    }
    let letters = roots.iter().filter(|id| !tally.is_out(**id)).map(|id| tally.of(*id).letters).sum();
    (letters, Article { roots, out: tally.into_out() })
}

/// What is left out at first sight.
fn left_out(dom: &Dom, rules: Rules, title: Option<&str>) -> Vec<bool> {
    let mut out = vec![false; dom.len()];
    let mut is_title_met = title.is_none();
    for (id, is_out) in out.iter_mut().enumerate().skip(1) {
        let Some(tag) = dom.tag(id) else { continue };
        let is_hidden = hidden::is_hidden(dom, id) || dom.attribute(id, Attr::AriaHidden) == Some("true");
        *is_out = tag.is_silent() || is_hidden || tag == Tag::Dialog;
        if *is_out || matches!(tag, Tag::Body | Tag::A | Tag::Article | Tag::Main) {
            continue;
        }
        if !is_title_met && matches!(tag, Tag::H1 | Tag::H2) && is_like(title.unwrap_or_default(), &dom.brief(id)) {
            is_title_met = true;
            *is_out = true;
        } else if rules.strip_unlikely {
            *is_out = hints::has_role_around(dom, id) || hints::is_unlikely(dom, id) && !is_in_table(dom, id);
        }
    }
    out
}

fn is_in_table(dom: &Dom, id: Id) -> bool {
    dom.ancestors(id).take(3).any(|around| matches!(dom.tag(around), Some(Tag::Table | Tag::Code)))
}

/// Whether a heading says what the title says: at most a quarter of its letters are in words that the title has not.
pub(super) fn is_like(title: &str, heading: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (title, heading) = (words(title), words(heading));
    let length = |words: &mut dyn Iterator<Item = &String>| -> usize { words.map(|word| word.chars().count() + 1).sum() };
    let all = length(&mut heading.iter());
    let new = length(&mut heading.iter().filter(|word| !title.contains(word)));
    !title.is_empty() && all > 0 && new * 4 < all
}

/// How much speaks for each element.
struct Scores {
    scores: Vec<Option<f64>>,
    /// Whether the page has a body; where its tags are left out, the root is the body.
    has_body: bool,
}

impl Scores {
    fn new(tally: &Tally<'_>, runs: &Runs, rules: Rules) -> Self {
        let dom = tally.dom;
        let mut found = Self { scores: vec![None; dom.len()], has_body: (0..dom.len()).any(|id| dom.is(id, Tag::Body)) };
        for id in 1..dom.len() {
            if tally.is_out(id) {
                continue;
            }
            match dom.tag(id) {
                Some(Tag::P | Tag::Pre | Tag::Td | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6) => {
                    let count = tally.of(id);
                    let parent = dom.parent(id);
                    let around = if runs.is_wrapper(tally, parent) { dom.parent(parent) } else { parent };
                    found.speak(dom, rules, around, count.letters, count.commas);
                }
                Some(Tag::Div | Tag::Section) if runs.is_plain(id) => {
                    found.speak(dom, rules, dom.parent(id), tally.of(id).letters, tally.of(id).commas);
                }
                Some(Tag::Div | Tag::Section) => {
                    let (letters, commas) = runs.loose(id);
                    found.speak(dom, rules, id, letters, commas);
                }
                _ => {}
            }
        }
        for (id, score) in found.scores.iter_mut().enumerate() {
            if let Some(score) = score {
                *score *= 1.0 - tally.of(id).link_density();
            }
        }
        found
    }

    /// A paragraph speaks for the elements around it.
    fn speak(&mut self, dom: &Dom, rules: Rules, around: Id, letters: u32, commas: u32) {
        if letters < SHORT {
            return;
        }
        let score = 2.0 + f64::from(commas) + f64::from((letters / 100).min(3));
        for (level, id) in std::iter::once(around).chain(dom.ancestors(around)).take(5).enumerate() {
            if self.has_body && dom.is(id, Tag::Html) {
                break;
            }
            let part = match level {
                0 => 1.0,
                1 => 2.0,
                _ => 3.0 * f64::from(u32::try_from(level).unwrap_or(1)),
            };
            let before = self.scores[id].unwrap_or_else(|| first(dom, rules, id));
            self.scores[id] = Some(before + score / part);
        }
    }

    fn of(&self, id: Id) -> f64 {
        self.scores[id].unwrap_or(0.0)
    }

    /// The element that holds the article.
    fn top(&self, tally: &Tally<'_>) -> Id {
        let dom = tally.dom;
        let body = (1..dom.len()).find(|id| dom.is(*id, Tag::Body)).unwrap_or(0);
        let mut best: Vec<Id> = (0..dom.len()).filter(|id| self.scores[*id].is_some() && !tally.is_out(*id)).collect();
        best.sort_by(|a, b| self.of(*b).total_cmp(&self.of(*a)).then(a.cmp(b)));
        best.truncate(5);
        let Some(first) = best.first().copied().filter(|id| self.of(*id) > 0.0) else { return body };
        let mut top = self.common(dom, first, &best).unwrap_or(first);
        top = self.higher(dom, top);
        while !matches!(dom.tag(dom.parent(top)), Some(Tag::Body | Tag::Html) | None) && is_alone(tally, top) {
            top = dom.parent(top);
        }
        top
    }

    /// Where several of the best lie in one element, the article is in pieces, and that element holds it.
    fn common(&self, dom: &Dom, first: Id, best: &[Id]) -> Option<Id> {
        let rivals: Vec<Id> = best[1..].iter().copied().filter(|id| self.of(*id) >= 0.75 * self.of(first)).collect();
        if rivals.len() < 3 {
            return None;
        }
        let holds = |around: Id, id: Id| dom.range(around).contains(&id) && around != id;
        dom.ancestors(first)
            .take_while(|around| !dom.is(*around, Tag::Body))
            .find(|around| rivals.iter().filter(|id| holds(*around, **id)).count() >= 3)
    }

    /// Goes up where more is found around: sections of an article speak for what holds them all.
    fn higher(&self, dom: &Dom, top: Id) -> Id {
        let mut below = self.of(top);
        let least = below / 3.0;
        for around in dom.ancestors(top) {
            if dom.is(around, Tag::Body) {
                break;
            }
            let Some(score) = self.scores[around] else { continue };
            if score < least {
                break;
            }
            if score > below {
                return around;
            }
            below = score;
        }
        top
    }

    /// The article with what stands beside it and is like it.
    fn with_siblings(&self, tally: &Tally<'_>, runs: &Runs, top: Id) -> Vec<Id> {
        let dom = tally.dom;
        if top == 0 {
            return vec![0];
        }
        let least = (self.of(top) * 0.2).max(10.0);
        let class = dom.attribute(top, Attr::Class).filter(|class| !class.is_empty());
        let is_like = |id: Id| {
            let bonus = if class.is_some() && dom.attribute(id, Attr::Class) == class { self.of(top) * 0.2 } else { 0.0 };
            if self.scores[id].is_some_and(|score| score + bonus >= least) {
                return true;
            }
            let (count, density) = (tally.of(id), tally.of(id).link_density());
            let is_paragraph = dom.is(id, Tag::P) || dom.is(id, Tag::Div) && (runs.is_plain(id) || runs.is_wrapper(tally, id));
            is_paragraph
                && (count.letters > 80 && density < 0.25
                    || (1..=80).contains(&count.letters) && density == 0.0 && ends_sentence(&dom.brief(id)))
        };
        dom.children(dom.parent(top)).filter(|id| *id == top || !tally.is_out(*id) && is_like(*id)).collect()
    }
}

/// Whether a sentence ends in these words.
fn ends_sentence(words: &str) -> bool {
    words.trim_end().ends_with('.') || words.contains(". ")
}

/// What an element brings along.
fn first(dom: &Dom, rules: Rules, id: Id) -> f64 {
    let tag = match dom.tag(id) {
        Some(Tag::Div) => 5.0,
        Some(Tag::Pre | Tag::Td | Tag::Blockquote) => 3.0,
        Some(Tag::Address | Tag::Ol | Tag::Ul | Tag::Dl | Tag::Dd | Tag::Dt | Tag::Li | Tag::Form) => -3.0,
        Some(Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 | Tag::Th) => -5.0,
        _ => 0.0,
    };
    tag + if rules.weigh_names { hints::weight(dom, id) } else { 0.0 }
}

/// Whether nothing stands beside it in what it lies in.
fn is_alone(tally: &Tally<'_>, id: Id) -> bool {
    let beside = |other: Id| other != id && tally.dom.tag(other).is_some() && !tally.is_out(other);
    !tally.dom.children(tally.dom.parent(id)).any(beside)
}

/// What stands in an element beside its blocks.
struct Runs {
    /// Whether there is a block in it.
    has_block: Vec<bool>,
    /// Letters and commas that are in no block of it.
    loose: Vec<(u32, u32)>,
    /// How many elements are right within it, and how many of them are paragraphs.
    inside: Vec<(u32, u32)>,
}

impl Runs {
    fn new(tally: &Tally<'_>) -> Self {
        let dom = tally.dom;
        let mut runs = Self { has_block: vec![false; dom.len()], loose: vec![(0, 0); dom.len()], inside: vec![(0, 0); dom.len()] };
        for id in (1..dom.len()).rev().filter(|id| !tally.is_out(*id)) {
            let parent = dom.parent(id);
            let is_block = dom.tag(id).is_some_and(is_paragraph_like);
            runs.inside[parent].0 += u32::from(dom.tag(id).is_some());
            runs.inside[parent].1 += u32::from(dom.is(id, Tag::P));
            runs.has_block[parent] |= is_block || runs.has_block[id];
            if !is_block && !runs.has_block[id] {
                let count = tally.of(id);
                runs.loose[parent].0 += count.letters;
                runs.loose[parent].1 += count.commas;
            }
        }
        runs
    }

    fn is_plain(&self, id: Id) -> bool {
        !self.has_block[id]
    }

    /// Whether it is a box around one paragraph and nothing else.
    fn is_wrapper(&self, tally: &Tally<'_>, id: Id) -> bool {
        tally.dom.is(id, Tag::Div) && self.inside[id] == (1, 1) && self.loose[id].0 <= 1
    }

    fn loose(&self, id: Id) -> (u32, u32) {
        self.loose[id]
    }
}

/// Blocks that a paragraph cannot hold.
fn is_paragraph_like(tag: Tag) -> bool {
    matches!(tag, Tag::Blockquote | Tag::Dl | Tag::Div | Tag::Img | Tag::Ol | Tag::P | Tag::Pre | Tag::Table | Tag::Ul)
}
