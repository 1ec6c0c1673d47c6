//! What is in an article and is hardly text: lists of links, forms, buttons for sharing, empty boxes.

use super::article::Rules;
use super::dom::{Dom, Id};
use super::hints;
use super::tables::{self, Cells};
use super::tag::Tag;
use super::tally::{Tally, share};

/// Text with this many commas is text, whatever else speaks against it.
const COMMAS: u32 = 10;

/// What is known of every node before anything is left out.
pub(super) struct Marks {
    /// Whether one of the elements that are to be kept is in it.
    holds_kept: Vec<bool>,
    /// Whether it is in a table of data or in code, or is such a table.
    is_data: Vec<bool>,
    /// Whether it is in a figure.
    is_figure: Vec<bool>,
}

impl Marks {
    /// Looks at every node once.
    pub(super) fn new(dom: &Dom, kept: &[Id]) -> Self {
        let mut marks =
            Self { holds_kept: vec![false; dom.len()], is_data: vec![false; dom.len()], is_figure: vec![false; dom.len()] };
        for id in kept {
            marks.holds_kept[*id] = true;
        }
        for id in (1..dom.len()).rev() {
            marks.holds_kept[dom.parent(id)] |= marks.holds_kept[id];
        }
        for id in 1..dom.len() {
            let parent = dom.parent(id);
            let begins_data = || match dom.tag(id) {
                Some(Tag::Table) => tables::cells(dom, id) == Cells::Apart,
                Some(Tag::Code) => true,
                _ => false,
            };
            marks.is_data[id] = marks.is_data[parent] || begins_data();
            marks.is_figure[id] = marks.is_figure[parent] || dom.is(id, Tag::Figure);
        }
        marks
    }
}

/// Asks of an element whether it is to go.
type Ask<'a> = dyn Fn(&Tally<'_>, Id, Tag) -> bool + 'a;

/// Leaves out what is hardly text in an article.
pub(super) fn clean(tally: &mut Tally<'_>, root: Id, rules: Rules, marks: &Marks) {
    let Rules { clean: is_strict, weigh_names, .. } = rules;
    let weight = |dom: &Dom, id: Id| if weigh_names { hints::weight(dom, id) } else { 0.0 };
    let asks: [&Ask<'_>; 4] = [
        &|tally, id, tag| is_strict && matches!(tag, Tag::Form | Tag::Fieldset) && is_hardly_text(tally, id, tag, &weight, marks),
        &|tally, id, tag| match tag {
            Tag::Footer | Tag::Aside => true,
            Tag::Nav => tally.of(id).link_density() > 0.5,
            _ => false,
        },
        &|tally, id, tag| {
            is_strict && matches!(tag, Tag::Table | Tag::Ul | Tag::Div) && is_hardly_text(tally, id, tag, &weight, marks)
        },
        &|tally, id, tag| {
            hints::is_for_sharing(tally.dom, id) && tally.of(id).letters < 500
                || matches!(tag, Tag::H1 | Tag::H2) && weight(tally.dom, id) < 0.0
        },
    ];
    for ask in asks {
        tally.sweep(root, &mut |tally, id| !marks.holds_kept[id] && tally.dom.tag(id).is_some_and(|tag| ask(tally, id, tag)));
    }
}

fn is_hardly_text(tally: &Tally<'_>, id: Id, tag: Tag, weight: &dyn Fn(&Dom, Id) -> f64, marks: &Marks) -> bool {
    if marks.is_data[id] {
        return false;
    }
    let weight = weight(tally.dom, id);
    if weight < 0.0 {
        return true;
    }
    let count = *tally.of(id);
    if count.commas >= COMMAS {
        return false;
    }
    let (pictures, paragraphs, is_figure) = (count.pictures, count.paragraphs, marks.is_figure[id]);
    let is_gallery = pictures > 1 && paragraphs * 2 < pictures && !is_figure;
    let is_form = count.fields > paragraphs / 3;
    let density = count.link_density();
    let is_linked_all_over = weight >= 25.0 && density > 0.5;
    if tag == Tag::Ul || share(count.listed, count.letters) > 0.9 {
        let has_one_each = count.points == pictures && pictures > 0;
        return (is_gallery || is_form || is_linked_all_over) && !has_one_each;
    }
    let is_menu = count.points > paragraphs + 100;
    let is_empty = share(count.headed, count.letters) < 0.9 && count.letters < 25 && (pictures == 0 || pictures > 2) && !is_figure;
    is_gallery || is_menu || is_form || is_empty || is_linked_all_over || weight < 25.0 && density > 0.2
}
