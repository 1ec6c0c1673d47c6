//! Times of day as people and programs write them: `1985-04-12 23:20`, `5 January 2022, 9:30 pm`, `2022-01-05t0930`.

/// Every time of day that may be meant; `None` where there is none in it.
pub(super) fn time_of_day(lower: &str) -> Option<Vec<String>> {
    let (day, clock) = compact(lower).or_else(|| with_colon(lower))?;
    let dates = super::day(day.trim_end_matches([' ', ',', 't']));
    let upper = super::older_letters(day.trim_end_matches([' ', ',', 't']));
    let dates = if super::is_sound(&upper) { vec![upper] } else { dates };
    Some(dates.into_iter().map(|date| format!("{date}T{clock}")).collect())
}

/// The date, and the time of day as EDTF writes it.
fn with_colon(lower: &str) -> Option<(&str, String)> {
    let colon = lower.find(':')?;
    let before = &lower[..colon];
    let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (time, offset) = offset(&lower[start..]);
    let half = ["am", "pm"].into_iter().find(|half| time.ends_with(half));
    let time = time.trim_end_matches("am").trim_end_matches("pm").trim();
    // Fractions of a second are more than EDTF has.
    let (time, fraction) = time.split_once(['.', ',']).unwrap_or((time, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut parts = Vec::new();
    for part in time.split(':') {
        parts.push(part.parse::<u32>().ok().filter(|_| part.len() <= 2)?);
    }
    if let (Some(half), Some(hour)) = (half, parts.first_mut()) {
        *hour = *hour % 12 + if half == "pm" { 12 } else { 0 };
    }
    let parts: Vec<String> = parts.iter().map(|part| format!("{part:02}")).collect();
    Some((&lower[..start], format!("{}{offset}", parts.join(":"))))
}

/// The time without its offset from UTC, and the offset.
fn offset(time: &str) -> (&str, String) {
    for utc in ["z", "utc", "gmt"] {
        if let Some(rest) = time.strip_suffix(utc) {
            return (rest.trim_end(), "Z".to_owned());
        }
    }
    let Some(at) = time.find(['+', '-']) else { return (time, String::new()) };
    let digits: String = time[at + 1..].chars().filter(char::is_ascii_digit).collect();
    let sign = &time[at..=at];
    let offset = match digits.len() {
        1 | 2 => format!("{sign}{digits:0>2}"),
        3 | 4 => format!("{sign}{:0>2}:{}", &digits[..digits.len() - 2], &digits[digits.len() - 2..]),
        _ => time[at..].to_owned(),
    };
    (time[..at].trim_end(), offset)
}

/// `20220105t0930`, `2022-01-05t093020z`.
fn compact(lower: &str) -> Option<(&str, String)> {
    let (day, time) = lower.split_once('t').filter(|(day, _)| day.starts_with(|c: char| c.is_ascii_digit()))?;
    let (digits, offset) = offset(time);
    let sound = matches!(digits.len(), 4 | 6) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = digits.get(4..6).filter(|_| sound).map(|seconds| format!(":{seconds}")).unwrap_or_default();
    sound.then(|| (day, format!("{}:{}{seconds}{offset}", &digits[..2], &digits[2..4])))
}
