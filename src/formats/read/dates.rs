//! Dates as files write them beside a text.

use crate::report::when::When;

/// The months as pages and messages write them for readers, whole and cut short: in English, German, French, Spanish, Russian,
/// Ukrainian and Kazakh. A beginning that ends with `*` may be declined.
const MONTHS: [&str; 12] = [
    "jan january januar jänner jän janvier janv enero ene январ* янв січ* қаңтар* қаң",
    "feb february februar feber février févr fevrier febrero феврал* фев февр лют* ақпан* ақп",
    "mar march märz mär mrz mars marzo март* мар берез* бер наурыз* нау",
    "apr april avril avr abril abr апрел* апр квіт* кві сәуір* сәу",
    "may mai mayo май мая мае трав* тра мамыр* мам",
    "jun june juni juin junio июн* черв* чер маусым* мау",
    "jul july juli juillet juil julio июл* лип* шілде* шіл",
    "aug august août aout agosto ago август* авг серп* тамыз* там",
    "sep sept september septembre septiembre setiembre сентябр* сен сент верес* вер қыркүйек* қыр",
    "oct october oktober okt octobre octubre октябр* окт жовт* жов қазан* қаз",
    "nov november novembre noviembre ноябр* ноя нояб листопад* лис қараша* қар",
    "dec december dezember dez décembre déc decembre diciembre dic декабр* дек груд* гру желтоқсан* жел",
];

/// How many letters an ending may have.
const ENDING: usize = 3;

/// The day, month or year that a date begins with. The time of day is left out, because it is of a zone that nothing else in a
/// dossier need be in.
///
/// Read are ISO 8601 and what is near it (`2022-01-05T09:00Z`, `2022/01/05`, `20220105`, `2022-01`, `2022`), dates with an
/// month in letters (`Wed, 5 Jan 2022 09:00`, `January 5th, 2022`, `5 января 2022 г.`, `2022 жылғы 5 қаңтар`, `January 2022`), and
/// days before months where nothing else can be meant (`25.01.2022`).
pub(super) fn date(text: &str) -> Option<When> {
    let text: String = text.trim().chars().take(80).collect();
    let edtf = with_month(&text).or_else(|| numbers_first(&text)).or_else(|| day_first(&text))?;
    edtf.parse().ok()
}

fn edtf(year: i32, month: Option<u32>, day: Option<u32>) -> Option<String> {
    if !(1000..=2999).contains(&year) || month.is_some_and(|month| !(1..=12).contains(&month)) {
        return None;
    }
    Some(match (month, day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    })
}

/// The numbers at the beginning, and what stands after each.
fn leading(text: &str) -> Vec<(&str, Option<char>)> {
    let mut all = Vec::new();
    let mut rest = text;
    while all.len() < 3 {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if end == 0 {
            break;
        }
        let after = rest[end..].chars().next();
        all.push((&rest[..end], after));
        match after {
            Some(c @ ('-' | '/' | '.')) => rest = &rest[end + c.len_utf8()..],
            _ => break,
        }
    }
    all
}

fn numbers_first(text: &str) -> Option<String> {
    let all = leading(text);
    let (first, after) = *all.first()?;
    if first.len() == 8 || first.len() == 14 {
        return edtf(first[..4].parse().ok()?, first[4..6].parse().ok(), first[6..8].parse().ok());
    }
    let is_end = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c == 'T' || c == 't' || c == ',' || c == 'Z');
    if first.len() != 4 {
        return None;
    }
    let part = |index: usize| all.get(index).filter(|(digits, _)| digits.len() <= 2).and_then(|(digits, _)| digits.parse().ok());
    let (month, day) = (part(1), part(2));
    if all.len() == 1 && !is_end(after) || all.len() > 1 && month.is_none() {
        return None;
    }
    edtf(first.parse().ok()?, month, day)
}

fn day_first(text: &str) -> Option<String> {
    let all = leading(text);
    let [(day, _), (month, _), (year, _)] = all[..] else { return None };
    let (day, month): (u32, u32) = (day.parse().ok()?, month.parse().ok()?);
    let is_sure = text.contains('.') || day > 12;
    if is_sure && year.len() == 4 { edtf(year.parse().ok()?, Some(month), Some(day)) } else { None }
}

fn with_month(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != ':')
        .filter(|word| !word.is_empty() && !word.contains(':'))
        .map(str::to_lowercase)
        .filter(|word| !matches!(word.as_str(), "de" | "del" | "of" | "the"))
        .collect();
    let at = words.iter().position(|word| month(word).is_some())?;
    let number = |word: &String| word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', 'e', 'º']).parse::<i32>().ok();
    let is_day = |number: &i32| (1..=31).contains(number);
    let is_year = |number: &i32| (1000..=2999).contains(number);
    let before = at.checked_sub(1).and_then(|at| number(&words[at])).filter(is_day);
    let after = words.get(at + 1).and_then(number);
    let then = words.get(at + 2).and_then(number).filter(is_year);
    // Where the year stands first, there may be a word for it behind.
    let first = words[..at].iter().rev().take(3).find_map(|word| number(word).filter(is_year));
    let (day, year) = match (before, after.filter(is_day), after.filter(is_year)) {
        (Some(day), _, Some(year)) => (Some(day), year),
        (Some(day), _, None) => (Some(day), first?),
        (None, Some(day), _) => (Some(day), then.or(first)?),
        (None, None, Some(year)) => (None, year),
        _ => return None,
    };
    edtf(year, month(&words[at]), day.and_then(|day| u32::try_from(day).ok()))
}

/// Whether a word is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    month(&word.trim_end_matches([',', '.']).to_lowercase()).is_some()
}

fn month(word: &str) -> Option<u32> {
    let is = |name: &str| match name.strip_suffix('*') {
        Some(begin) => word.strip_prefix(begin).is_some_and(|ending| ending.chars().count() <= ENDING),
        None => name == word,
    };
    let index = MONTHS.iter().position(|names| names.split(' ').any(is))?;
    u32::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_files_write_them() {
        let read = [
            ("2015-07-24T05:36:09+01:00", "2015-07-24"),
            ("2015-07-24 05:36", "2015-07-24"),
            ("2015/07/24", "2015-07-24"),
            ("2015-7-4", "2015-07-04"),
            ("20150724", "2015-07-24"),
            ("20150724053609", "2015-07-24"),
            ("2015-07", "2015-07"),
            (" 2015 ", "2015"),
            ("Fri, 24 Jul 2015 05:36:09 +0100", "2015-07-24"),
            ("July 24th, 2015", "2015-07-24"),
            ("Published on 24 July 2015", "2015-07-24"),
            ("Sept. 3, 2015", "2015-09-03"),
            ("July 2015", "2015-07"),
            ("24.07.2015", "2015-07-24"),
            ("24/07/2015", "2015-07-24"),
            ("5 января 2022 г.", "2022-01-05"),
            ("Опубликовано: 31 мая 2021, 10:30", "2021-05-31"),
            ("5 січня 2022 року", "2022-01-05"),
            ("2022 жылғы 5 қаңтар", "2022-01-05"),
            ("5 қаңтар 2022 ж.", "2022-01-05"),
            ("5. Jänner 2022", "2022-01-05"),
            ("Montag, 7. März 2022", "2022-03-07"),
            ("1er août 2021", "2021-08-01"),
            ("5 de enero de 2022", "2022-01-05"),
            ("diciembre de 2021", "2021-12"),
            ("2022 Mar 5", "2022-03-05"),
        ];
        for (text, expected) in read {
            assert_eq!(date(text).map(|when| when.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "soon",
            "03/04/2015",
            "2015-02-30",
            "2015-13-01",
            "24.07.15",
            "1437716169",
            "July",
            "may be 3",
            "мая",
            "листопадений 5",
            "99999999",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
