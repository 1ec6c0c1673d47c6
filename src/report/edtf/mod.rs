//! Reading and writing [`When`] as EDTF, with times of day in intervals.
//!
//! Format: Extended Date/Time Format, Library of Congress, 4 February 2019 (ISO 8601-2:2019). Levels 0 and 1 are read
//! whole, and of level 2 whatever denotes a stretch of time; of a set that is the hull, from its first time to its last.
//! What is sound and denotes none (`XXXX-12-XX`, `Y170000002`) is told in words: [`Reading::Unplaced`].
//!
//! Three things are added: times of day may do without seconds, an interval may have times of day
//! (`2022-01-05T10:00/2022-01-05T11:30`, end excluded), and a set of one range may do without its brackets
//! (`..1983-12-31`), as ISO 8601-2 has it.

mod advice;
mod clock;
mod date;
mod digits;
mod set;
#[cfg(test)]
mod tests;
mod write;

use std::fmt;
use std::str::FromStr;

use chrono_tz::Tz;

use super::limits;
use super::moment::Moment;
use super::when::{Bound, When};

/// Why a text is not a time: what was expected, what stands there instead, and what may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdtfError {
    /// The whole text that was to be read.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
    /// How it is written in EDTF; several where it can be taken in several ways, none where that is not known.
    pub instead: Vec<String>,
}

impl EdtfError {
    /// What a person can do: write what is meant, or else `otherwise`.
    #[must_use]
    pub fn remedy(&self, otherwise: &str) -> String {
        if self.instead.is_empty() { otherwise.to_owned() } else { self.write() }
    }

    fn write(&self) -> String {
        let quoted: Vec<_> = self.instead.iter().map(|form| format!("“{form}”")).collect();
        format!("write {}", quoted.join(" or "))
    }

    /// What is wrong, without what to do about it.
    #[must_use]
    pub fn fault(&self) -> String {
        let expected = "expected a date such as 2011-12, 2022-01-05~ or 2014/2016";
        format!("{expected}, but found “{}”: {}", limits::shown(&self.text), self.reason)
    }
}

impl fmt::Display for EdtfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fault())?;
        if self.instead.is_empty() { Ok(()) } else { write!(f, "; {}", self.write()) }
    }
}

impl std::error::Error for EdtfError {}

/// What a sound text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A stretch of time.
    When(When),
    /// Something that is no stretch of the time that Dateline can show: its words, such as “a day of December, in a year
    /// that is not known”.
    Unplaced(String),
}

/// What is said of years out of [`limits::YEARS`].
const OUT_OF_RANGE: &str = "Dateline knows the years -9999 to 9999 only";

/// Why a part of a text cannot be used.
#[derive(Debug)]
enum Fault {
    /// It is wrong.
    Wrong(String),
    /// It is sound and denotes no stretch of time: its words.
    Unplaced(String),
}

impl From<String> for Fault {
    fn from(reason: String) -> Self {
        Self::Wrong(reason)
    }
}

impl From<&str> for Fault {
    fn from(reason: &str) -> Self {
        Self::Wrong(reason.to_owned())
    }
}

/// One end of an interval, or a single date, as far as it is read.
struct Side {
    from: Moment,
    to: Moment,
    bound: Bound,
    /// Seconds since 1970 in UTC, where an offset from UTC is given.
    utc: Option<i64>,
}

impl Side {
    /// One that has no date of its own; `outermost` stands in for it.
    fn without_date(bound: Bound, outermost: Moment) -> Self {
        Self { from: outermost, to: outermost, bound, utc: None }
    }
}

/// Reads a time. Times of day with an offset from UTC become what the clocks of `zone` showed.
///
/// # Errors
/// When the text is no EDTF; the error says what is wrong and, where that can be guessed, what is right.
pub fn read(text: &str, zone: Tz) -> Result<Reading, EdtfError> {
    read_in(text, Some(zone))
}

fn read_in(text: &str, zone: Option<Tz>) -> Result<Reading, EdtfError> {
    match parse(text.trim(), zone) {
        Ok(when) => Ok(Reading::When(when)),
        Err(Fault::Unplaced(words)) => Ok(Reading::Unplaced(words)),
        Err(Fault::Wrong(reason)) => {
            let (reason, instead) = advice::of(text.trim(), reason);
            Err(EdtfError { text: text.to_owned(), reason, instead })
        }
    }
}

/// The words of a text that is sound EDTF and denotes no stretch of time; `None` for any other text.
#[must_use]
pub fn unplaced(text: &str) -> Option<String> {
    match parse(text.trim(), Some(Tz::UTC)) {
        Err(Fault::Unplaced(words)) => Some(words),
        _ => None,
    }
}

impl FromStr for When {
    type Err = EdtfError;

    /// Reads a stretch of time in local time: without a dossier there is no clock that an offset from UTC could be turned
    /// into.
    fn from_str(text: &str) -> Result<Self, EdtfError> {
        match read_in(text, None)? {
            Reading::When(when) => Ok(when),
            Reading::Unplaced(words) => {
                let reason = format!("it is no stretch of time that can be shown, but {words}");
                Err(EdtfError { text: text.to_owned(), reason, instead: Vec::new() })
            }
        }
    }
}

fn parse(text: &str, zone: Option<Tz>) -> Result<When, Fault> {
    if text.len() > limits::TIME {
        return Err(format!("it is longer than {} bytes", limits::TIME).into());
    }
    if text.starts_with(['[', '{']) || (text.len() > 2 && (text.starts_with("..") || text.ends_with("..")) && !text.contains('/')) {
        return set::read(text);
    }
    let Some((left, right)) = text.split_once('/') else {
        let side = date::side(text, zone)?;
        return When::unit(side.from, side.bound).ok_or_else(|| OUT_OF_RANGE.into());
    };
    if right.contains('/') {
        return Err("it has more than one stroke".into());
    }
    let within = |fault| in_words(fault, |words| format!("an interval, one end of which is {words}"));
    let start = edge(left, Moment::MIN, zone).map_err(within)?;
    let end = edge(right, Moment::MAX, zone).map_err(within)?;
    if let (Bound::Unknown, Bound::Unknown | Bound::Open) | (Bound::Open, Bound::Unknown) = (start.bound, end.bound) {
        return Err(Fault::Unplaced("an interval without a date at either end".to_owned()));
    }
    let is_clock = |bound: Bound| bound.precision().is_some_and(super::precision::Precision::is_clock);
    let latest = match (start.utc, end.utc) {
        // Clocks may have been put back in between.
        (Some(first), Some(last)) if last > first && end.from <= start.from => start.from.plus(last - first),
        _ if is_clock(end.bound) => end.from,
        // Of an end that is not known nothing is said; what is known is the unit at the other end.
        _ if end.bound == Bound::Unknown && start.bound.precision().is_some() => start.to,
        _ => end.to,
    };
    let earliest = match (start.bound, end.bound.precision()) {
        (Bound::Unknown, Some(precision)) if precision.is_clock() => precision.floor(Moment(latest.0 - 1)),
        (Bound::Unknown, Some(_)) => end.from,
        _ => start.from,
    };
    When::interval(earliest, latest, start.bound, end.bound).ok_or_else(|| "it ends before it starts".into())
}

/// What is said of the whole where a part of it denotes no stretch of time.
fn in_words(fault: Fault, whole: impl Fn(&str) -> String) -> Fault {
    match fault {
        Fault::Unplaced(words) => Fault::Unplaced(whole(&words)),
        Fault::Wrong(_) => fault,
    }
}

/// One end of an interval: a date, `..`, or nothing. `outermost` stands in for ends that are not given.
fn edge(text: &str, outermost: Moment, zone: Option<Tz>) -> Result<Side, Fault> {
    match text {
        ".." => Ok(Side::without_date(Bound::Open, outermost)),
        "" => Ok(Side::without_date(Bound::Unknown, outermost)),
        _ => date::side(text, zone),
    }
}
