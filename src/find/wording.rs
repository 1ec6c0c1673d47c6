//! Why something was found, in one sentence that a person understands.

mod passages;
mod times;

use super::places::clues::Clue;
use super::places::{Candidate, FoundPlace, Reason};
use crate::report::place::PlaceKind;
pub use passages::passage;
pub use times::time;

/// Why a place is meant, such as “Aktobe: the settlement in Kazakhstan, because 14 other places here are in Kazakhstan and it is
/// the largest of 3 of that name.”
///
/// `words` are what the text says.
#[must_use]
pub fn place(found: &FoundPlace, words: &str) -> String {
    let because: Vec<String> = found.reasons.iter().filter_map(|reason| because(reason, found)).take(2).collect();
    let what = match found.chosen.as_deref() {
        Some(chosen) if !chosen.name.is_empty() => match found.part {
            Some(part) => format!("the {} of {}", part.side.word(), chosen_one(chosen)),
            None => chosen_one(chosen),
        },
        Some(_) => "the place that was chosen".to_owned(),
        None if found.kind == PlaceKind::Site => "a site without a position of its own".to_owned(),
        None => "a place whose position is not known".to_owned(),
    };
    if because.is_empty() { format!("{words}: {what}.") } else { format!("{words}: {what}, because {}.", because.join(" and ")) }
}

/// Why a description stands for a place that was named before, or for a site in it.
#[must_use]
pub fn described(words: &str, name: &str, is_site: bool) -> String {
    let what = if is_site { "a site in" } else { "it stands for" };
    format!("‘{words}’: {what} {name}, which is the last place of its kind that was spoken of.")
}

/// “Paris, the settlement in Texas, US”.
fn chosen_one(chosen: &Candidate) -> String {
    let kind = match chosen.kind {
        PlaceKind::Country => return format!("the country {}", chosen.name),
        PlaceKind::World => return format!("the part of the world {}", chosen.name),
        kind => kind.word(),
    };
    let within = [chosen.province.as_str(), chosen.country_name.as_str()].into_iter().filter(|name| !name.is_empty());
    let within: Vec<&str> = within.collect();
    if within.is_empty() {
        format!("the {kind} {}", chosen.name)
    } else {
        format!("the {kind} {} in {}", chosen.name, within.join(", "))
    }
}

fn because(reason: &Reason, found: &FoundPlace) -> Option<String> {
    let chosen = found.chosen.as_deref();
    let others =
        |count: usize| if count == 1 { "one other place here is".to_owned() } else { format!("{count} other places here are") };
    Some(match reason {
        Reason::Checked => "a person decided so".to_owned(),
        Reason::Within { area } => format!("the text says that it is in {area}"),
        Reason::WithinElsewhere => "the text says elsewhere in what it lies".to_owned(),
        Reason::SameCountry { others: count } => format!("{} in {}", others(*count), chosen?.country_name),
        Reason::SameProvince { province, others: count } => format!("{} in {province}", others(*count)),
        Reason::Near { other, kilometres } => format!("{other}, which is also named, is {kilometres} km away"),
        Reason::Largest { of: 0 | 1 } => "no other settlement of that name is known".to_owned(),
        Reason::Largest { of } => format!("it is the largest of {of} of that name"),
        Reason::Part => "the text tells its direction and no more, so that it is put where about that part is".to_owned(),
        Reason::Only => "no other place of that name is known".to_owned(),
        Reason::Area => "it is better known than other places of that name".to_owned(),
        Reason::Capital => "it is a capital".to_owned(),
        Reason::Home => "the reports are about that country".to_owned(),
        Reason::Words(clue) => words(*clue)?.to_owned(),
        Reason::Shape => "its form is that of the name of a place".to_owned(),
        Reason::SiteOf { settlement } if found.within.is_some() => format!("it is called after {settlement}"),
        Reason::SiteOf { settlement } => format!("{settlement} is spoken of"),
        Reason::Known => "it is a name of something without a position on this map".to_owned(),
        Reason::Elsewhere { about } => format!("what is known of that name lies far from {about}, which the text is about"),
        Reason::Unsure => "several places are called so and none is much more probable".to_owned(),
    })
}

fn words(clue: Clue) -> Option<&'static str> {
    Some(match clue {
        Clue::AfterDateline => "a report begins with it",
        Clue::BeforeSettledOf => "the text calls it a place",
        Clue::BeforeIn => "something happens in it",
        Clue::AfterCivic => "people or offices are named after it",
        Clue::AfterBased => "something is based there",
        Clue::BeforeAndPlace | Clue::BeforeCommaPlace | Clue::AfterCommaPlace => "it stands beside another place",
        Clue::DocFirstPlace => "the text uses it for a place before",
        _ => return None,
    })
}
