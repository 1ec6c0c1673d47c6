//! Dates of digits alone: `2022-1-5`, `5.1.2022`, `20220105`, `2022-W03`, `2022-005`.

use chrono::{Days, NaiveDate, Weekday};

/// Every date that may be meant; none where it is something else.
pub(super) fn date(lower: &str) -> Vec<String> {
    if let Some(week) = week(lower) {
        return vec![week];
    }
    let numbers: Vec<&str> = lower.split(['-', '.', '/', ' ', '_']).collect();
    if numbers.iter().any(|number| number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit())) {
        return Vec::new();
    }
    let pad = |year: &str, month: &str, day: &str| format!("{year}-{month:0>2}-{day:0>2}");
    match numbers[..] {
        [all] => compact(all),
        [year, day] if year.len() == 4 && day.len() == 3 => ordinal(year, day).into_iter().collect(),
        [first, last] if first.len() == 4 && last.len() == 4 => vec![format!("{first}/{last}")],
        [year, month] if year.len() == 4 => vec![format!("{year}-{month:0>2}")],
        [month, year] if year.len() == 4 => vec![format!("{year}-{month:0>2}")],
        [year, month, day] if year.len() == 4 => vec![pad(year, month, day)],
        [day, month, year] if year.len() == 4 => {
            // Points are written where the day comes first. A date that does not exist is left out by the caller.
            let mut both = vec![pad(year, month, day), pad(year, day, month)];
            both.truncate(if lower.contains('.') { 1 } else { 2 });
            both
        }
        [year, month, day] if has_short_year(lower) => {
            ["19", "20"].map(|century| pad(&format!("{century}{year}"), month, day)).to_vec()
        }
        _ => Vec::new(),
    }
}

/// Whether it is three numbers of two digits between hyphens.
pub(super) fn has_short_year(lower: &str) -> bool {
    let mut parts = lower.split('-');
    parts.next().is_some_and(|year| year.len() == 2) && parts.count() == 2
}

/// `20220105`, `202201`, `12022`.
fn compact(digits: &str) -> Vec<String> {
    match digits.len() {
        8 => vec![format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])],
        6 => vec![format!("{}-{}", &digits[..4], &digits[4..])],
        5 | 7 | 9.. => vec![format!("Y{digits}")],
        _ => Vec::new(),
    }
}

/// `2022-005`, the fifth day of 2022.
fn ordinal(year: &str, day: &str) -> Option<String> {
    Some(NaiveDate::from_yo_opt(year.parse().ok()?, day.parse().ok()?)?.to_string())
}

/// `2022-w03`, `2022w03`, `2022-w03-2`: a week of ISO 8601, from Monday to Sunday, or a day of it.
fn week(lower: &str) -> Option<String> {
    let (year, rest) = lower.split_once('w')?;
    let (number, day) = rest.split_once('-').map_or((rest, None), |(number, day)| (number, Some(day)));
    let monday = NaiveDate::from_isoywd_opt(year.trim_end_matches('-').parse().ok()?, number.parse().ok()?, Weekday::Mon)?;
    match day {
        None => Some(format!("{monday}/{}", monday.checked_add_days(Days::new(6))?)),
        Some(day) => {
            let day: u64 = day.parse().ok().filter(|day| (1..=7).contains(day))?;
            Some(monday.checked_add_days(Days::new(day - 1))?.to_string())
        }
    }
}
