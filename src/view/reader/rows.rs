//! The rows of the list of passages: sections, days with how far away they are, and cards.

use chrono::{Datelike, NaiveDate};

use crate::index::nearest::Away;
use crate::index::times::Window;
use crate::report::ids::PassageIx;
use crate::report::moment::{DAY, Moment};
use crate::report::precision::Precision;
use crate::report::when::{Bound, When};
use crate::report::wording;
use crate::session::{Cards, Listed, Section, Walk};
use crate::view::Scene;

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// The head of a section: its number of passages, and whether it is unfolded.
    Section(Section, usize, bool),
    /// The day, month or year of the passages below, and how far it is from the window; empty where that is not asked.
    Heading(String, String),
    /// What follows in the window covers more time than that.
    Wider,
    /// A passage.
    Card(PassageIx),
}

/// A section of the list, with as many of its rows as were asked for so far.
#[derive(Clone, Debug)]
pub struct Rows {
    /// Which section.
    pub section: Section,
    /// Its rows, from the head on.
    pub list: Vec<Row>,
    /// How many passages have no row yet.
    pub left: usize,
    walk: Walk,
    last: Option<(Key, Row)>,
}

/// What decides which heading a passage stands under: day, precision, side of the window. Words are made only where it changes.
type Key = (i64, Option<Precision>, Option<bool>);

impl Rows {
    /// The head of a section. Nothing where the section has no passages.
    #[must_use]
    pub fn new(cards: &Cards, section: Section) -> Option<Self> {
        let (count, unfolded) = (cards.count(section), cards.is_unfolded(section));
        let head = Row::Section(section, count, unfolded);
        let left = if unfolded { count } else { 0 };
        (count > 0).then(|| Self { section, list: vec![head], left, walk: cards.walk(section), last: None })
    }

    /// Adds the rows of the next passages, as many as are asked for or left.
    pub fn more(&mut self, scene: &Scene<'_>, cards: &Cards, passages: usize) {
        for _ in 0..passages.min(self.left) {
            let Some(listed) = self.walk.next(cards, scene.dossier, scene.index, scene.state.selection.place) else {
                self.left = 0;
                return;
            };
            self.left -= 1;
            self.add(scene, listed);
        }
    }

    fn add(&mut self, scene: &Scene<'_>, listed: Listed) {
        if listed.begins_wider {
            self.list.push(Row::Wider);
            self.last = None;
        }
        if let Some(when) = &scene.dossier.passage(listed.passage).when {
            let edge = Edge::of(when, listed.away);
            let key = (edge.at.0.div_euclid(DAY), edge.precision, listed.away.map(|away| away.later));
            if self.last.as_ref().is_none_or(|(before, _)| *before != key) {
                let away = listed.away.map(|away| distance(&edge, away, scene.state.window)).unwrap_or_default();
                let row = Row::Heading(edge.words(), away);
                if self.last.take().is_none_or(|(_, before)| before != row) {
                    self.list.push(row.clone());
                }
                self.last = Some((key, row));
            }
        }
        self.list.push(Row::Card(listed.passage));
    }
}

/// All rows of the list.
#[must_use]
pub fn rows(scene: &Scene<'_>, cards: &Cards) -> Vec<Row> {
    let mut sections: Vec<Rows> = Section::ALL.into_iter().filter_map(|section| Rows::new(cards, section)).collect();
    for section in &mut sections {
        section.more(scene, cards, usize::MAX);
    }
    sections.into_iter().flat_map(|section| section.list).collect()
}

/// The end of a time that its heading names: the beginning, or of what lies before the window, the end.
struct Edge {
    when: When,
    at: Moment,
    precision: Option<Precision>,
    last: bool,
}

impl Edge {
    fn of(when: &When, away: Option<Away>) -> Self {
        let last = away.is_some_and(|away| !away.later);
        let (at, bound) = if last { (when.latest().plus(-1), when.end()) } else { (when.earliest(), when.start()) };
        Self { when: *when, at, precision: bound.precision(), last }
    }

    /// The day; the month or the year where no day is known.
    fn words(&self) -> String {
        let date = self.at.date();
        match self.precision {
            None if self.last && self.when.end() == Bound::Open => "Without an end".to_owned(),
            None if self.last => "End not known".to_owned(),
            None if self.when.start() == Bound::Open => "Without a beginning".to_owned(),
            None => "Beginning not known".to_owned(),
            Some(Precision::Second | Precision::Minute | Precision::Day) => {
                format!("{} {}", wording::weekday(date), wording::day(date))
            }
            Some(Precision::Month | Precision::SomeDayOfMonth) => {
                format!("{} {}", wording::month(date), wording::year(date.year()))
            }
            Some(Precision::Year | Precision::SomeMonth | Precision::SomeDayOfYear) => wording::year(date.year()),
            Some(_) if self.last => wording::capital(&wording::ending(&self.when).unwrap_or_default()),
            Some(_) => wording::capital(&wording::beginning(&self.when).unwrap_or_default()),
        }
    }
}

/// How far a day, month or year is from the window, in its own unit: `3 days earlier`, `10 years later`.
fn distance(edge: &Edge, away: Away, window: Window) -> String {
    let from: NaiveDate = if away.later { window.to.plus(-1).date() } else { window.from.date() };
    let date = edge.at.date();
    let years = i64::from(date.year() - from.year()).abs();
    let months = (i64::from(date.year() - from.year()) * 12 + i64::from(date.month()) - i64::from(from.month())).abs();
    let plural = |n: i64, unit: &str| if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") };
    let (much, unit) = match edge.precision {
        Some(Precision::Second | Precision::Minute | Precision::Day) if away.days == 0 => (None, "day"),
        Some(Precision::Second | Precision::Minute | Precision::Day) => (Some(wording::length(away.days * DAY)), "day"),
        Some(Precision::Month | Precision::SomeDayOfMonth | Precision::Grouping(_)) if months < 12 => {
            ((months > 0).then(|| plural(months, "month")), "month")
        }
        _ => ((years > 0).then(|| plural(years, "year")), "year"),
    };
    let side = if away.later { "later" } else { "earlier" };
    much.map_or_else(|| format!("{side} the same {unit}"), |much| format!("{much} {side}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edtf: &str, expected: [&str; 2]) {
        let (from, to) = (Moment::from_ymd(2022, 1, 5).unwrap(), Moment::from_ymd(2022, 1, 6).unwrap());
        let window = Window::new(from, to);
        let when: When = edtf.parse().unwrap();
        let later = when.earliest() >= to;
        let day = |at: Moment| at.0.div_euclid(DAY);
        let days = if later { day(when.earliest()) - day(from) } else { day(from) - day(when.latest().plus(-1)) };
        let away = Away { days, later };
        let edge = Edge::of(&when, Some(away));
        assert_eq!([edge.words(), distance(&edge, away, window)], expected, "{edtf}");
    }

    #[test]
    fn a_time_is_as_far_away_as_it_is_exact() {
        check("2022-01-02", ["Sunday 2 January 2022", "3 days earlier"]);
        check("2022-01-01/2022-01-04", ["Tuesday 4 January 2022", "1 day earlier"]);
        check("2022-01-07T10:00", ["Friday 7 January 2022", "2 days later"]);
        check("2021-12", ["December 2021", "1 month earlier"]);
        check("2011-12", ["December 2011", "11 years earlier"]);
        check("2011-12-16", ["Friday 16 December 2011", "10 years earlier"]);
        check("2014/2016", ["2016", "6 years earlier"]);
        check("198X", ["1980s", "33 years earlier"]);
        check("2023", ["2023", "1 year later"]);
    }
}
