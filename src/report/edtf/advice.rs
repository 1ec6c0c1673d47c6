//! What may be meant by a text that is not EDTF: older drafts, other notations, dates as people write them.
//!
//! Whatever is proposed is EDTF that Dateline reads. Where a text can be taken in several ways, all of them are given, and
//! nothing is guessed: `05/01/2022` is in January or in May.

mod clock;
mod numeric;
mod spoken;

use chrono_tz::Tz;

use super::{Fault, OUT_OF_RANGE, parse};
use crate::report::limits;

/// Words of older drafts and of people for an end that is not known, and for one that is open.
const UNKNOWN: [&str; 5] = ["unknown", "unk", "?", "*", "uuuu"];
const OPEN: [&str; 9] = ["open", "now", "present", "the present", "today", "ongoing", "still", "..", "…"];

/// What stands between two ends.
const BETWEEN: [&str; 9] = ["/", " to ", " until ", " till ", " through ", " and ", " - ", "...", ".."];

/// What is said of a date in digits that can be taken in two ways.
const UNCLEAR: &str = "it is not clear which number is the day";

/// Words that make a date approximate or uncertain, with their qualifier.
const HEDGES: [(&str, &str); 12] = [
    ("circa ", "~"),
    ("ca. ", "~"),
    ("ca ", "~"),
    ("c. ", "~"),
    ("c.", "~"),
    ("about ", "~"),
    ("around ", "~"),
    ("approximately ", "~"),
    ("approx. ", "~"),
    ("perhaps ", "?"),
    ("probably ", "?"),
    ("possibly ", "?"),
];

/// What is wrong with a text, and the EDTF that may be meant.
pub(super) fn of(text: &str, reason: String) -> (String, Vec<String>) {
    if text.is_empty() || text.len() > limits::TIME {
        return (reason, Vec::new());
    }
    let plain = plain(text);
    let (why, mut forms) = guess(text, &plain);
    forms.retain(|form| is_sound(form));
    forms.dedup();
    // What the reader stumbled over says little where the whole is of another kind.
    let is_of_all = reason.contains(&format!("“{text}”")) || (reason == OUT_OF_RANGE && !plain.starts_with('-'));
    let other = "EDTF writes this in another way";
    match &forms[..] {
        [] => (reason, forms),
        [only] => match why.filter(|why| *why != UNCLEAR) {
            None if is_of_all && !only.starts_with('Y') => (other.to_owned(), forms),
            why => (why.map_or(reason, str::to_owned), forms),
        },
        _ => (why.unwrap_or("it can be taken in several ways").to_owned(), forms),
    }
}

fn is_sound(form: &str) -> bool {
    !matches!(parse(form, Some(Tz::UTC)), Err(Fault::Wrong(_)))
}

/// The text with the digits, hyphens and signs of ASCII for those that stand for them.
fn plain(text: &str) -> String {
    let letter = |c: char| match c {
        c if is_dash(c) => '-',
        // The full-width forms stand in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{660}'..='\u{669}' => char::from_u32(u32::from(c) - 0x660 + 0x30).unwrap_or(c),
        '\u{6f0}'..='\u{6f9}' => char::from_u32(u32::from(c) - 0x6F0 + 0x30).unwrap_or(c),
        '\u{966}'..='\u{96f}' => char::from_u32(u32::from(c) - 0x966 + 0x30).unwrap_or(c),
        '∕' | '⁄' => '/',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    text.chars().map(letter).collect::<String>().trim().to_owned()
}

fn guess(text: &str, plain: &str) -> (Option<&'static str>, Vec<String>) {
    if plain != text && is_sound(plain) {
        let has_dashes = text.contains(is_dash);
        let why = if has_dashes { "it has dashes instead of hyphens" } else { "its digits or signs are not those of ASCII" };
        return (Some(why), vec![plain.to_owned()]);
    }
    if plain.starts_with(['[', '{']) {
        return (Some("a set has no spaces"), vec![plain.replace(' ', "")]);
    }
    let lower = plain.to_lowercase();
    let dates = numeric::date(&lower);
    if !dates.is_empty() {
        let why = match dates.len() {
            _ if lower.len() < 10 && numeric::has_short_year(&lower) => Some("a year has four digits"),
            1 => None,
            _ => Some(UNCLEAR),
        };
        return (why, dates);
    }
    if let Some(year) = plain.strip_prefix('Y').filter(|year| !year.is_empty()) {
        let (sign, digits) = year.strip_prefix('-').map_or(("", year), |digits| ("-", digits));
        return (None, vec![format!("{sign}{digits:0>4}")]);
    }
    if let Some((word, open, closed)) = one_sided(&lower) {
        return (None, single(word).into_iter().map(|date| format!("{open}{date}{closed}")).collect());
    }
    if let Some(found) = two_ends(&lower) {
        return found;
    }
    (None, single(&lower))
}

fn is_dash(c: char) -> bool {
    matches!(c, '‐'..='―' | '−' | '\u{ff0d}' | '\u{fe63}')
}

/// `since 1985`, `until 1985`, and what stands around the date in EDTF.
fn one_sided(lower: &str) -> Option<(&str, &'static str, &'static str)> {
    let until = ["before ", "until ", "till ", "up to ", ".."].iter().find_map(|word| lower.strip_prefix(word));
    let since = || ["after ", "since "].iter().find_map(|word| lower.strip_prefix(word));
    let since = || since().or_else(|| lower.strip_suffix(".."));
    let has_date = |rest: &&str| !rest.is_empty() && !rest.contains(['/', '[', '{']);
    let until = until.filter(has_date).map(|rest| (rest, "../", ""));
    until.or_else(|| since().filter(has_date).map(|rest| (rest, "", "/..")))
}

/// Two ends, and how each of them may be meant.
fn two_ends(lower: &str) -> Option<(Option<&'static str>, Vec<String>)> {
    let body = ["from ", "between "].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(lower);
    if let Some(year) = body.strip_suffix('-').filter(|year| is_sound(year)) {
        return Some((Some("its end is either open or not known"), vec![format!("{year}/.."), format!("{year}/")]));
    }
    let by_word = || BETWEEN.iter().find_map(|between| body.split_once(between));
    let by_hyphen = || body.rsplit_once('-').filter(|(_, right)| OPEN.contains(right) || UNKNOWN.contains(right));
    let (left, right) = by_word().or_else(by_hyphen).filter(|(left, right)| !left.is_empty() || !right.is_empty())?;
    let is_old = |end: &str| ["unknown", "open"].contains(&end.trim());
    let why = (is_old(left) || is_old(right)).then_some("“unknown” and “open” are words of an older draft of EDTF");
    let (left, right) = (end(left.trim()), end(right.trim()));
    let both = left.iter().flat_map(|left| right.iter().map(move |right| format!("{left}/{right}")));
    Some((why, both.collect()))
}

fn end(text: &str) -> Vec<String> {
    if UNKNOWN.contains(&text) || text.is_empty() {
        return vec![String::new()];
    }
    if OPEN.contains(&text) { vec!["..".to_owned()] } else { single(text) }
}

/// One date or time of day, in lower case.
fn single(lower: &str) -> Vec<String> {
    let (mut approximate, mut uncertain) = (false, false);
    let mut body = lower.trim();
    while let Some((rest, letter)) = body.strip_suffix(['~', '?', '%']).map(|rest| (rest, &body[rest.len()..])) {
        approximate |= letter != "?";
        uncertain |= letter != "~";
        body = rest.trim_end();
    }
    while let Some((rest, letter)) = HEDGES.iter().find_map(|(word, letter)| Some((body.strip_prefix(word)?, *letter))) {
        approximate |= letter == "~";
        uncertain |= letter == "?";
        body = rest.trim_start();
    }
    let qualifier = match (approximate, uncertain) {
        (true, true) => "%",
        (true, false) => "~",
        (false, true) => "?",
        (false, false) => "",
    };
    let upper = older_letters(body);
    let forms = if is_sound(&upper) { vec![upper] } else { clock::time_of_day(body).unwrap_or_else(|| day(body)) };
    forms.into_iter().map(|form| format!("{form}{qualifier}")).collect()
}

/// A date without a time of day.
fn day(body: &str) -> Vec<String> {
    let dates = numeric::date(body);
    if dates.is_empty() { spoken::date(body).into_iter().collect() } else { dates }
}

/// `199u`, `y17e7`, `2004-06-uu` of older drafts, and small letters.
fn older_letters(body: &str) -> String {
    if body.starts_with('y') {
        return body.to_uppercase().replace('P', "S");
    }
    body.replace(['u', 'x', '*'], "X").to_uppercase()
}
