//! Words and numbers that several views show in the same form.

use crate::report::dossier::Dossier;
use crate::report::ids::PassageIx;
use crate::report::outside::{closed, plain};
use crate::report::wording::Clock;
use crate::session::Section;

pub use crate::report::credit::{attribution, place};
pub use crate::report::limits::grouped as number;

/// A number with its noun: `1 passage`, `7 passages`, `1,204 places`.
#[must_use]
pub fn count(n: usize, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", number(n))
}

/// How often something is named: `named 3 times`.
#[must_use]
pub fn named(times: usize) -> String {
    if times == 1 { "named once".to_owned() } else { format!("named {} times", number(times)) }
}

/// What a section of the list of passages is called.
#[must_use]
pub fn section(section: Section) -> &'static str {
    match section {
        Section::Inside => "In the window",
        Section::Longer => "Covering a longer period",
        Section::Elsewhen => "At other times",
        Section::Undated => "Without a date",
    }
}

/// A length on the ground: `60 m`, `1.5 km`, `200 km`.
#[must_use]
pub fn metres(metres: f64) -> String {
    if metres < 1000.0 {
        return format!("{metres:.0} m");
    }
    let km = metres / 1000.0;
    if km < 10.0 && (km - km.round()).abs() > 0.04 { format!("{km:.1} km") } else { format!("{km:.0} km") }
}

/// What a passage is called where it is not shown itself: title, place, time, status.
#[must_use]
pub fn name(clock: Clock, dossier: &Dossier, ix: PassageIx) -> String {
    let passage = dossier.passage(ix);
    let (title, place) = (closed(&passage.title), place(dossier, passage));
    let found = if passage.is_found() { ", found" } else { "" };
    format!("{title}, {place}, {}, {}{found}", clock.when_of(passage), passage.status.word())
}

/// How much of some passages was only found, set off by commas: `, 9 only found,`; nothing where none was.
#[must_use]
pub fn only_found(found: usize, all: usize) -> String {
    match found {
        0 => String::new(),
        found if found == all => ", all only found,".to_owned(),
        found => format!(", {} only found,", number(found)),
    }
}

/// How many letters of a text are read out at once.
pub const READ_OUT: usize = 500;

/// How a text begins, in one line of so many letters at most, cut at a space.
#[must_use]
pub fn opening(text: &str, most: usize) -> String {
    // Some letters more than are shown tell whether there is more; a text may have a million words.
    let mut line = String::new();
    for word in plain(text).split_whitespace() {
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(word);
        if line.chars().nth(most).is_some() {
            break;
        }
    }
    let Some((cut, _)) = line.char_indices().nth(most) else { return line };
    let end = line[..cut].rfind(' ').unwrap_or(cut);
    format!("{}…", &line[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::passage::{Basis, Status};

    #[test]
    fn numbers_have_their_thousands_set_apart() {
        assert_eq!([0, 999, 1000, 1_234_567].map(number), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(count(1, "passage"), "1 passage");
    }

    #[test]
    fn the_page_of_words_has_every_status_basis_and_section() {
        let page = include_str!("../../docs/vocabulary.md");
        let statuses = Status::ALL.iter().map(|status| format!("| {} | {} |", status.word(), status.meaning()));
        let bases = Basis::ALL.iter().map(|basis| format!("| {} |", basis.word()));
        let sections = Section::ALL.iter().map(|section| format!("| {} |", super::section(*section)));
        for line in statuses.chain(bases).chain(sections) {
            assert!(page.contains(&line), "docs/vocabulary.md has no line “{line}”");
        }
    }

    #[test]
    fn a_text_opens_with_whole_words() {
        assert_eq!(opening("In the\n  morning", 40), "In the morning");
        assert_eq!(opening("In the morning", 9), "In the…");
        assert_eq!(opening("Nevertheless", 5), "Never…");
        assert_eq!(opening("", 5), "");
    }

    #[test]
    fn lengths_are_in_metres_or_kilometres() {
        assert_eq!(
            [60.0, 999.0, 1000.0, 1500.0, 14_820.0, 100_000.0].map(metres),
            ["60 m", "999 m", "1 km", "1.5 km", "15 km", "100 km"]
        );
    }
}
