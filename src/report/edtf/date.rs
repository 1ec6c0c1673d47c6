//! One date or time of day, with its qualifiers.

use chrono_tz::Tz;

use super::digits::{self, Part};
use super::{Fault, OUT_OF_RANGE, Side, clock};
use crate::report::limits;
use crate::report::moment::{MINUTE, Moment};
use crate::report::precision::{Digits, Estimate, Grouping, Precision};
use crate::report::when::{Bound, Doubt};

/// `~`, `?` or `%` as (about, perhaps).
fn qualifier(letter: char) -> Option<(bool, bool)> {
    match letter {
        '~' => Some((true, false)),
        '?' => Some((false, true)),
        '%' => Some((true, true)),
        _ => None,
    }
}

fn or(a: (bool, bool), b: (bool, bool)) -> (bool, bool) {
    (a.0 || b.0, a.1 || b.1)
}

/// Takes a qualifier from the beginning.
fn left(text: &str) -> ((bool, bool), &str) {
    let mut letters = text.chars();
    letters.next().and_then(qualifier).map_or(((false, false), text), |found| (found, letters.as_str()))
}

/// Takes a qualifier from the end.
fn right(text: &str) -> ((bool, bool), &str) {
    let mut letters = text.chars();
    letters.next_back().and_then(qualifier).map_or(((false, false), text), |found| (found, letters.as_str()))
}

/// The parts of a date without their qualifiers.
struct Parts<'a> {
    negative: bool,
    texts: Vec<&'a str>,
    doubt: Doubt,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Result<Self, Fault> {
        let (before, rest) = left(text);
        let (negative, rest) = rest.strip_prefix('-').map_or((false, rest), |rest| (true, rest));
        let mut texts = Vec::new();
        let mut doubts: Vec<(bool, bool)> = Vec::new();
        for (index, piece) in rest.split('-').enumerate() {
            if index == 3 {
                return Err("it has more parts than year, month and day".into());
            }
            let (own, piece) = if index == 0 { (before, piece) } else { left(piece) };
            let (all, piece) = right(piece);
            doubts.push(own);
            // A qualifier to the right of a part is also of all parts before it.
            for doubt in &mut doubts {
                *doubt = or(*doubt, all);
            }
            texts.push(piece);
        }
        Ok(Self { negative, texts, doubt: Doubt::of_parts(&doubts) })
    }
}

/// A date or a time of day, with its qualifiers.
pub(super) fn side(text: &str, zone: Option<Tz>) -> Result<Side, Fault> {
    if text.is_empty() {
        return Err("it is empty".into());
    }
    if text == ".." {
        return Err("only an interval may have an open end".into());
    }
    if let Some((day, time)) = text.split_once('T') {
        return time_of_day(day, time, zone);
    }
    let parts = Parts::of(text)?;
    let (from, precision) = date(&parts)?;
    let (from, to) = precision.extent(from).ok_or(OUT_OF_RANGE)?;
    Ok(Side { from, to, bound: Bound::Known { precision, doubt: parts.doubt }, utc: None })
}

fn time_of_day(day: &str, time: &str, zone: Option<Tz>) -> Result<Side, Fault> {
    let parts = Parts::of(day)?;
    let (midnight, Precision::Day) = date(&parts)? else {
        return Err("a time of day needs a whole date before it".into());
    };
    let ((approximate, uncertain), time) = right(time);
    let clock = clock::read(time)?;
    let doubt = if approximate || uncertain { Doubt::whole((approximate, uncertain)).and(parts.doubt) } else { parts.doubt };
    let bound = Bound::Known { precision: clock.precision, doubt };
    let mut from = Moment(midnight.0 + clock.seconds);
    let mut utc = None;
    if let Some(offset) = clock.offset {
        let zone = zone.ok_or("it has an offset from UTC; only times in the dossier's own time zone can be given here")?;
        let instant = from.0 - offset;
        from = Moment::from_utc(instant, zone).filter(|at| (Moment::MIN..=Moment::MAX).contains(at)).ok_or(OUT_OF_RANGE)?;
        utc = Some(instant);
    }
    let length = if clock.precision == Precision::Second { 1 } else { MINUTE };
    // The last midnight of all may end an interval, though no minute begins there. An offset of long ago has seconds, and
    // the minute that it leads to begins between two minutes of the local clock.
    let from = if clock.precision == Precision::Minute { Precision::Minute.floor(from) } else { from };
    Ok(Side { from, to: from.plus(length), bound, utc })
}

/// A date without a time of day, to the first moment of it and its precision.
fn date(parts: &Parts<'_>) -> Result<(Moment, Precision), Fault> {
    let (month, day) = (parts.texts.get(1).copied(), parts.texts.get(2).copied());
    let year_text = parts.texts[0];
    if let Some(long) = year_text.strip_prefix('Y') {
        if parts.negative {
            return Err(format!("the sign of a long year stands behind the Y: “Y-{long}”").into());
        }
        // The hyphen of a negative year looks like one between parts.
        let (negative, long, more) = if long.is_empty() { (true, month.unwrap_or_default(), day) } else { (false, long, month) };
        return match more {
            None => long_year(long, negative),
            Some(_) => Err("a year with Y has no month".into()),
        };
    }
    if year_text.contains('S') {
        return match month {
            None => estimated(year_text, parts.negative),
            Some(_) => Err("an estimated year has no month".into()),
        };
    }
    let year = digits::year(year_text, parts.negative)?;
    if let Some(grouping) = month.filter(|month| !month.contains('X')).and_then(grouping) {
        return sub_year(&year, parts.negative, grouping, day);
    }
    let month = month.map(digits::month).transpose()?;
    let day = day.map(|text| digits::two(text, "day")).transpose()?;
    if year.unknown == 0b1111 {
        return Err(Fault::Unplaced(digits::without_year(month.as_ref(), day.as_ref())));
    }
    placed(&year, parts.negative, month.as_ref(), day.as_ref())
}

/// `21` to `41`.
fn grouping(text: &str) -> Option<Grouping> {
    (text.len() == 2).then(|| text.parse().ok()).flatten().and_then(Grouping::from_code)
}

fn signed(year: &Part, negative: bool) -> i32 {
    let size = i32::try_from(year.number).unwrap_or(i32::MAX);
    if negative { -size } else { size }
}

fn sub_year(year: &Part, negative: bool, grouping: Grouping, day: Option<&str>) -> Result<(Moment, Precision), Fault> {
    if day.is_some() {
        return Err("a season or another part of a year has no day".into());
    }
    if year.unknown != 0 {
        return Err("a season or another part of a year needs a year in four digits".into());
    }
    let first = Moment::from_ymd(signed(year, negative), grouping.first_month(), 1).ok_or(OUT_OF_RANGE)?;
    Ok((first, Precision::Grouping(grouping)))
}

/// A date whose year is known, at least in part.
fn placed(year: &Part, negative: bool, month: Option<&Part>, day: Option<&Part>) -> Result<(Moment, Precision), Fault> {
    let known = |part: Option<&Part>| part.map(|part| part.unknown);
    let plain = match (year.unknown, known(month), known(day)) {
        (0, None, _) => Precision::Year,
        (0b0001, None, _) if !negative => Precision::Decade,
        (0b0011, None, _) if !negative => Precision::Century,
        (0, Some(0), None) => Precision::Month,
        (0, Some(0b11), None) => Precision::SomeMonth,
        (0, Some(0), Some(0)) => Precision::Day,
        (0, Some(0), Some(0b11)) => Precision::SomeDayOfMonth,
        (0, Some(0b11), Some(0b11)) => Precision::SomeDayOfYear,
        _ => return one_of_many(year, negative, month, day),
    };
    let number = |part: Option<&Part>| part.filter(|part| part.unknown == 0).map_or(1, |part| part.number);
    let at = Moment::from_ymd(signed(year, negative), number(month), number(day));
    let missing = || match (month, day) {
        (Some(month), Some(day)) => {
            format!("month {} of {} has no day {}", month.text, signed(year, negative), day.text)
        }
        _ => "there is no such date".to_owned(),
    };
    Ok((at.ok_or_else(missing)?, plain))
}

fn one_of_many(year: &Part, negative: bool, month: Option<&Part>, day: Option<&Part>) -> Result<(Moment, Precision), Fault> {
    let parts = 1 + u8::from(month.is_some()) + u8::from(day.is_some());
    let unknown = |part: Option<&Part>| part.map_or(0, |part| part.unknown);
    let digits = Digits::new(year.unknown << 4 | unknown(month) << 2 | unknown(day), parts);
    let number = |part: Option<&Part>| part.map_or(1, |part| part.number);
    let hull = digits.hull([year.number, number(month), number(day)], negative);
    let (first, _) = hull.ok_or("there is no date with these digits")?;
    Ok((Moment::from_date(first), Precision::Digits(digits)))
}

/// What stands behind the `Y`: `170000002`, `17E7`, `171010000S3`, `3388E2S3`.
fn long_year(text: &str, negative: bool) -> Result<(Moment, Precision), Fault> {
    let wrong = || format!("“{text}” is not a year such as Y170000002, Y-17E7 or Y3388E2S3");
    let (body, significant) = text.split_once('S').map_or((text, None), |(body, digits)| (body, Some(digits)));
    let (mantissa, exponent) = body.split_once('E').map_or((body, None), |(mantissa, power)| (mantissa, Some(power)));
    let number =
        |text: &str| -> Option<u64> { (text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten() };
    let base = number(mantissa).ok_or_else(wrong)?;
    let power = exponent.map(|power| number(power).filter(|power| *power > 0).ok_or_else(wrong)).transpose()?.unwrap_or(0);
    let kept = significant.map(|digits| number(digits).filter(|digits| *digits > 0).ok_or_else(wrong)).transpose()?;
    let size = u32::try_from(power).ok().and_then(|power| 10_u64.checked_pow(power)).and_then(|scale| base.checked_mul(scale));
    let most = limits::YEARS.end().unsigned_abs();
    let Some(size) = size.and_then(|size| u32::try_from(size).ok()).filter(|size| *size <= most) else {
        let sign = if negative { "−" } else { "" };
        let near = if significant.is_some() { "about the year" } else { "the year" };
        let shown = size.map_or_else(|| body.to_owned(), |size| size.to_string());
        return Err(Fault::Unplaced(format!("{near} {sign}{shown}, which lies out of the years −9999 to 9999 that are shown")));
    };
    if exponent.is_none() && kept.is_none() {
        let sign = if negative { "-" } else { "" };
        return Err(format!("Y stands only before a year of more than four digits; the year is “{sign}{size:04}”").into());
    }
    let year = i32::try_from(size).map_or(i32::MAX, |size| if negative { -size } else { size });
    kept.map_or_else(|| Ok((Moment::from_ymd(year, 1, 1).ok_or(OUT_OF_RANGE)?, Precision::Year)), |kept| estimate(year, kept))
}

/// `1950S2`.
fn estimated(text: &str, negative: bool) -> Result<(Moment, Precision), Fault> {
    let (year, digits) = text.split_once('S').unwrap_or((text, ""));
    let year = digits::year(year, negative)?;
    let digits =
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten().filter(|digits| *digits > 0);
    match digits {
        Some(digits) if year.unknown == 0 => estimate(signed(&year, negative), digits),
        _ => Err(format!("“{text}” is not a year and how many of its digits count, such as 1950S2").into()),
    }
}

fn estimate(year: i32, digits: u64) -> Result<(Moment, Precision), Fault> {
    let digits = u8::try_from(digits.min(4)).unwrap_or(4);
    let estimate = Estimate { year: i16::try_from(year).map_err(|_| OUT_OF_RANGE)?, digits };
    let (first, _) = estimate.years().ok_or(OUT_OF_RANGE)?;
    Ok((Moment::from_ymd(first, 1, 1).ok_or(OUT_OF_RANGE)?, Precision::Estimate(estimate)))
}
