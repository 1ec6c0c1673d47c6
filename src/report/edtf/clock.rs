//! Times of day, and the offset from UTC that may follow them.

use crate::report::moment::{HOUR, MINUTE};
use crate::report::precision::Precision;

/// What stands behind the `T`.
pub(super) struct Clock {
    /// Seconds after midnight; 24:00 is the midnight that ends the day.
    pub seconds: i64,
    /// Minutes or seconds.
    pub precision: Precision,
    /// Seconds east of UTC, where an offset is given.
    pub offset: Option<i64>,
}

/// Reads `23:20`, `23:20:30`, `23:20:30Z`, `23:20:30-04` or `23:20:30+04:30`.
pub(super) fn read(text: &str) -> Result<Clock, String> {
    let wrong = || format!("“{text}” is not a time of day such as 09:30");
    let (body, offset) = match text.find(['Z', '+', '-']) {
        None => (text, None),
        Some(at) => (&text[..at], Some(offset(&text[at..])?)),
    };
    let mut parts = body.split(':');
    let (hour, minute, second) = (parts.next(), parts.next(), parts.next());
    let hour = hour.and_then(two).ok_or_else(wrong)?;
    let minute = minute.and_then(two).ok_or_else(wrong)?;
    let (precision, second) = match second {
        None => (Precision::Minute, 0),
        Some(second) => (Precision::Second, two(second).ok_or_else(wrong)?),
    };
    let is_past_midnight = hour == 24 && (minute, second) != (0, 0);
    if parts.next().is_some() || hour > 24 || minute > 59 || second > 60 || is_past_midnight {
        return Err(wrong());
    }
    // A leap second is counted with the one before: the clock of a `Moment` has none.
    Ok(Clock { seconds: hour * HOUR + minute * MINUTE + second.min(59), precision, offset })
}

fn offset(text: &str) -> Result<i64, String> {
    let wrong = || format!("“{text}” is not an offset from UTC such as Z, +04:30 or -04");
    if text == "Z" {
        return Ok(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text[1..].split_once(':').unwrap_or((&text[1..], "00"));
    let (hours, minutes) = (two(hours).ok_or_else(wrong)?, two(minutes).ok_or_else(wrong)?);
    // The farthest zone is 14 hours from UTC; ISO 8601 has no limit but the day.
    if hours > 23 || minutes > 59 {
        return Err(wrong());
    }
    Ok(sign * (hours * HOUR + minutes * MINUTE))
}

fn two(text: &str) -> Option<i64> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}
