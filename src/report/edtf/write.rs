//! Writing a [`When`] as EDTF.

use std::fmt;

use chrono::Datelike;

use crate::report::limits;
use crate::report::moment::{DAY, HOUR, MINUTE, Moment};
use crate::report::precision::Precision;
use crate::report::when::{Bound, Set, When};

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, between, after) = match self.set() {
            Set::None => ("", "/", ""),
            Set::OneOf => ("[", "..", "]"),
            Set::AllOf => ("{", "..", "}"),
        };
        // In a set, two dots stand between the ends, and nothing for an end that is open.
        let is_left_out = |bound: Bound| self.set() != Set::None && bound == Bound::Open;
        f.write_str(before)?;
        if !is_left_out(self.start()) {
            bound(f, self.earliest(), self.start())?;
        }
        if self.is_interval() {
            f.write_str(between)?;
            let end = match self.end().precision() {
                // An end given as a date is included: it is the unit that holds the last second.
                Some(precision) if !precision.is_clock() => precision.floor(Moment(self.latest().0 - 1)),
                _ => self.latest(),
            };
            if !is_left_out(self.end()) {
                bound(f, end, self.end())?;
            }
        }
        f.write_str(after)
    }
}

/// The letter for about and perhaps; nothing for neither.
fn qualifier((approximate, uncertain): (bool, bool)) -> &'static str {
    match (approximate, uncertain) {
        (true, true) => "%",
        (true, false) => "~",
        (false, true) => "?",
        (false, false) => "",
    }
}

/// The digits of a part, with X for those that are not known; `first` counts from the first digit of the year.
fn digits(f: &mut fmt::Formatter<'_>, precision: Precision, first: usize, length: usize, number: u32) -> fmt::Result {
    let whole = match (precision, first) {
        (Precision::SomeMonth | Precision::SomeDayOfYear, 4) | (Precision::SomeDayOfYear | Precision::SomeDayOfMonth, 6) => {
            return f.write_str("XX");
        }
        (Precision::Grouping(grouping), 4) => return write!(f, "{}", grouping.code()),
        _ => format!("{number:0length$}"),
    };
    let is_unknown = |place: usize| match precision {
        Precision::Century => place > 1 && first == 0,
        Precision::Decade => place > 2 && first == 0,
        Precision::Digits(digits) => digits.is_unknown(first + place),
        _ => false,
    };
    whole.char_indices().try_for_each(|(place, digit)| fmt::Write::write_char(f, if is_unknown(place) { 'X' } else { digit }))
}

/// How many of year, month and day are written.
fn parts(precision: Precision) -> usize {
    match precision {
        Precision::Century | Precision::Decade | Precision::Year | Precision::Estimate(_) => 1,
        Precision::SomeMonth | Precision::Grouping(_) | Precision::Month => 2,
        Precision::Digits(digits) => usize::from(digits.parts()),
        _ => 3,
    }
}

fn bound(f: &mut fmt::Formatter<'_>, at: Moment, bound: Bound) -> fmt::Result {
    let Bound::Known { precision, doubt } = bound else {
        return f.write_str(if bound == Bound::Open { ".." } else { "" });
    };
    // The last midnight of all is written as the end of the day before: its own year has five digits.
    let is_the_end = at >= Moment::MAX;
    let date = if is_the_end { Moment(Moment::MAX.0 - 1).date() } else { at.date() };
    let year = match precision {
        Precision::Estimate(estimate) => i32::from(estimate.year),
        _ => date.year(),
    };
    let whole = doubt.of_whole();
    // Of the parts stands what is not of the whole; a qualifier to the left of a part is of this part alone.
    let part = |f: &mut fmt::Formatter<'_>, index: usize| {
        let (approximate, uncertain) = doubt.part(index);
        f.write_str(qualifier((approximate && !whole.0, uncertain && !whole.1)))
    };
    part(f, 0)?;
    f.write_str(if year < 0 { "-" } else { "" })?;
    digits(f, precision, 0, 4, year.unsigned_abs().min(limits::YEARS.end().unsigned_abs()))?;
    if let Precision::Estimate(estimate) = precision {
        write!(f, "S{}", estimate.digits)?;
    }
    for (index, number) in [(1, date.month()), (2, date.day())].into_iter().take(parts(precision) - 1) {
        f.write_str("-")?;
        part(f, index)?;
        digits(f, precision, 2 + 2 * index, 2, number)?;
    }
    if precision.is_clock() {
        let clock = if is_the_end { DAY } else { at.0.rem_euclid(DAY) };
        write!(f, "T{:02}:{:02}", clock / HOUR, clock % HOUR / MINUTE)?;
    }
    if precision == Precision::Second {
        write!(f, ":{:02}", at.0.rem_euclid(MINUTE))?;
    }
    f.write_str(qualifier(whole))
}
