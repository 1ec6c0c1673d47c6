//! The time of a passage as a person types it: EDTF, or words such as `5 Jan 2022 9:00–16:00`, `c. 2011`, `since May 1985`.

use chrono_tz::Tz;

use super::typed;
use crate::index::times::Window;
use crate::report::edtf::{self, Reading};
use crate::report::limits;
use crate::report::moving;
use crate::report::when::When;

/// Reads a time; what is not typed of it is as in `present`. It is known as finely as it was typed.
///
/// # Errors
/// When the text is no time: one sentence without a full stop that says what was expected and what stands there instead.
pub fn parse(text: &str, present: Window, zone: Tz) -> Result<When, String> {
    let fault = match edtf::read(text, zone) {
        Ok(Reading::When(when)) => return Ok(when),
        Ok(Reading::Unplaced(words)) => {
            return Err(format!("“{}” is no stretch of time that can be shown, but {words}", limits::shown(text.trim())));
        }
        Err(fault) => fault,
    };
    if let [only] = &fault.instead[..]
        && let Ok(Reading::When(when)) = edtf::read(only, zone)
    {
        return Ok(when);
    }
    if fault.instead.len() > 1 {
        return Err(fault.to_string());
    }
    let window = typed::parse(text, present, zone).map_err(|error| error.to_string())?;
    moving::stretch(window.from, window.to).ok_or_else(|| fault.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::moment::{DAY, Moment};

    fn read(text: &str) -> String {
        let from = Moment::from_ymd(2022, 1, 5).unwrap();
        match parse(text, Window::new(from, from.plus(DAY)), Tz::UTC) {
            Ok(when) => when.to_string(),
            Err(fault) => fault,
        }
    }

    #[test]
    fn edtf_and_words_are_read_as_finely_as_they_are_typed() {
        for (typed, expected) in [
            ("2022-01-05T09:00~/2022-01-05T10:00", "2022-01-05T09:00~/2022-01-05T10:00"),
            ("5 January 2022", "2022-01-05"),
            ("c. 2011", "2011~"),
            ("since 1985", "1985/.."),
            ("4–6 January", "2022-01-04/2022-01-06"),
            ("9:00–16:00", "2022-01-05T09:00/2022-01-05T16:00"),
            ("May 2011", "2011-05"),
            ("2011", "2011"),
        ] {
            assert_eq!(read(typed), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_no_time_or_several_is_said_to_be_so() {
        assert!(read("05/01/2022").contains("2022-01-05") && read("05/01/2022").contains("2022-05-01"));
        assert!(read("yesterday or so").contains("but found “yesterday or so”"), "{}", read("yesterday or so"));
        assert!(read("XXXX-12-XX").starts_with("“XXXX-12-XX” is no stretch of time"), "{}", read("XXXX-12-XX"));
    }
}
