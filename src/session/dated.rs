//! A time that is typed as a window is, or in EDTF, and about when; [`understood`](super::understood) reads whatever else can be
//! typed for what the report says.

use chrono_tz::Tz;

use super::typed::{self, TypedError};
use crate::index::times::Window;
use crate::report::edtf::{self, Reading};
use crate::report::moment::DAY;
use crate::report::when::{Bound, Precision, When};

/// Words that say that a time is only about right.
const ABOUT: [&str; 6] = ["c. ", "ca. ", "circa ", "about ", "around ", "approximately "];

/// Reads a time. `present` gives the year, and for a bare time of day the day, that are not typed.
///
/// # Errors
/// When the text is no time; the error says what was expected and what stands there instead.
pub fn read(text: &str, present: Window, zone: Tz) -> Result<When, TypedError> {
    let text = text.trim();
    if let Ok(Reading::When(when)) = edtf::read(text, zone) {
        return Ok(when);
    }
    let lower = text.to_lowercase();
    let about = ABOUT.iter().find(|word| lower.starts_with(*word));
    let bare = about.map_or(text, |word| text.get(word.len()..).unwrap_or(text));
    let fail = |reason: &str| TypedError { text: text.to_owned(), reason: reason.to_owned() };
    let sure = match edtf::read(bare, zone) {
        Ok(Reading::When(when)) => Some(when),
        _ => as_wide_as(typed::parse(bare, present, zone)?),
    };
    let sure = sure.ok_or_else(|| fail("Dateline knows the years -9999 to 9999 only"))?;
    // Nobody knows to the minute when a morning begins.
    if about.is_none() && typed::part_of_day(text).is_none() {
        return Ok(sure);
    }
    let ends: Vec<String> = sure.to_string().split('/').map(|end| format!("{end}~")).collect();
    ends.join("/").parse().map_err(|_| fail("about when cannot be said of it"))
}

/// The time that is as wide as a window, in the largest units that it is made of.
fn as_wide_as(window: Window) -> Option<When> {
    let begins = |precision: Precision| precision.floor(window.from) == window.from && precision.floor(window.to) == window.to;
    let days = window.from.0.rem_euclid(DAY) == 0 && window.to.0.rem_euclid(DAY) == 0;
    let precision = if !days {
        Precision::Minute
    } else if begins(Precision::Year) {
        Precision::Year
    } else if begins(Precision::Month) {
        Precision::Month
    } else {
        Precision::Day
    };
    let bound = Bound::sure(precision);
    if precision.extent(window.from) == Some((window.from, window.to)) {
        return When::unit(window.from, bound);
    }
    When::interval(window.from, window.to, bound, bound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::moment::{HOUR, Moment};

    #[test]
    fn times_are_read_as_wide_as_they_are_typed() {
        let from = Moment::from_ymd(2022, 1, 5).unwrap();
        let present = Window::new(from.plus(9 * HOUR), from.plus(16 * HOUR));
        let read = |text: &str| read(text, present, Tz::UTC).map(|when| when.to_string()).map_err(|error| error.reason);
        for (typed, edtf) in [
            ("6 January", "2022-01-06"),
            ("2022-01-06", "2022-01-06"),
            ("4-6 jan", "2022-01-04/2022-01-06"),
            ("January 2019", "2019-01"),
            ("2014–2016", "2014/2016"),
            ("9:00–16:00", "2022-01-05T09:00/2022-01-05T16:00"),
            ("about 1991", "1991~"),
            ("c. 4–6 January", "2022-01-04~/2022-01-06~"),
            ("2011~", "2011~"),
            ("../2019", "../2019"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(edtf), "{typed}");
            let when: When = edtf.parse().unwrap();
            assert_eq!(when.to_string(), edtf);
        }
        assert_eq!(read("yesterday"), Err("“yesterday” is not a day, month, year or time of day".to_owned()));
    }
}
