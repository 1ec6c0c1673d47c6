//! A time as a person types it for a mention or a passage: EDTF, or words such as `5 January 2022`, `4–6 January`, `c. 1986`.

use chrono_tz::Tz;

use super::dated;
use crate::index::times::Window;
use crate::report::edtf::{self, Reading};
use crate::report::limits;
use crate::report::when::When;

/// Reads a time; `None` where nothing is typed. What is not typed of it is as in `present`; see [`typed::parse`](super::typed::parse).
///
/// # Errors
/// One sentence without a full stop, where it is no time, or can be taken in several ways.
pub fn read(text: &str, present: Window, zone: Tz) -> Result<Option<When>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let unplaced = |words: String| format!("“{}” is no stretch of time, but {words}", limits::shown(text.trim()));
    let fault = match edtf::read(text, zone) {
        Ok(Reading::When(when)) => return Ok(Some(when)),
        Ok(Reading::Unplaced(words)) => return Err(unplaced(words)),
        Err(fault) => fault,
    };
    match &fault.instead[..] {
        // Words that mean one time alone mean that one. What stands behind a time of day could be its offset as well as its end.
        [only] if !text.contains(':') => match edtf::read(only, zone) {
            Ok(Reading::When(when)) => return Ok(Some(when)),
            Ok(Reading::Unplaced(words)) => return Err(unplaced(words)),
            Err(_) => {}
        },
        [] | [_] => {}
        _ => return Err(fault.to_string()),
    }
    dated::read(text, present, zone).map(Some).map_err(|fault| fault.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::moment::{HOUR, Moment};

    fn check(text: &str, expected: &str) {
        let from = Moment::from_ymd(2022, 1, 5).unwrap();
        let present = Window::new(from.plus(9 * HOUR), from.plus(16 * HOUR));
        let read = match read(text, present, Tz::UTC) {
            Ok(Some(when)) => {
                assert_eq!(when.to_string().parse(), Ok(when), "{text}: it is written as it is read");
                when.to_string()
            }
            Ok(None) => "nothing".to_owned(),
            Err(fault) => fault,
        };
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        check(" ", "nothing");
        check("2022-01-05", "2022-01-05");
        check("2022-01-04/2022-01-06~", "2022-01-04/2022-01-06~");
        check("5 January 2022", "2022-01-05");
        check("January 5, 2022", "2022-01-05");
        check("4–6 January", "2022-01-04/2022-01-06");
        check("4 January", "2022-01-04");
        check("january", "2022-01");
        check("dec 2021 – feb 2022", "2021-12/2022-02");
        check("2014–2016", "2014/2016");
        check("c. 1986", "1986~");
        check("5 Jan 2022 9:00–16:00", "2022-01-05T09:00/2022-01-05T16:00");
        check("since 2019", "2019/..");
    }

    #[test]
    fn what_is_no_time_or_several_is_said_to_be_so() {
        check("XXXX-12-XX", "“XXXX-12-XX” is no stretch of time, but a day of December, in a year that is not known");
        check(
            "05/01/2022",
            "expected a date such as 2011-12, 2022-01-05~ or 2014/2016, but found “05/01/2022”: it is not clear which number is the day; write “2022-01-05” or “2022-05-01”",
        );
        check(
            "the next morning",
            "expected a time such as 5 Jan 2022 9:00–16:00, 4–6 January or 2011, but found “the next morning”: “next” is not a day, month, year or time of day",
        );
    }
}
