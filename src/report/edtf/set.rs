//! Sets of dates: `[1667,1668,1670..1672]`, `{1960,1961-12}`, `[..1904]`; and a range without brackets, `..1904`.

use super::{Fault, Side, date, in_words};
use crate::report::moment::Moment;
use crate::report::when::{Bound, Set, When};

/// Reads a set as the hull of its members.
pub(super) fn read(text: &str) -> Result<When, Fault> {
    let (body, set) = match (text.strip_prefix('['), text.strip_prefix('{')) {
        (Some(rest), _) => (rest.strip_suffix(']').ok_or("its bracket is not closed")?, Set::OneOf),
        (_, Some(rest)) => (rest.strip_suffix('}').ok_or("its brace is not closed")?, Set::AllOf),
        _ => (text, Set::OneOf),
    };
    let members: Vec<&str> = body.split(',').collect();
    let last = members.len() - 1;
    let mut ends = Vec::new();
    for (index, member) in members.iter().enumerate() {
        ends.push(member_of(member, index, last)?);
    }
    let inverted = || Fault::from("a range in it ends before it starts");
    let (start, _) = ends.iter().min_by_key(|(first, _)| first.from).ok_or_else(inverted)?;
    let (_, end) = ends.iter().max_by_key(|(_, last)| last.to).ok_or_else(inverted)?;
    if let [only] = members[..]
        && !only.contains("..")
    {
        return When::unit(start.from, start.bound).ok_or_else(inverted);
    }
    if start.bound == Bound::Open && end.bound == Bound::Open {
        return Err("it has neither a beginning nor an end, so that it could be any date".into());
    }
    let when = When::interval(start.from, end.to, start.bound, end.bound).ok_or_else(inverted)?;
    Ok(when.as_set(set))
}

/// A date, or a range of dates; both of its ends.
fn member_of(text: &str, index: usize, last: usize) -> Result<(Side, Side), Fault> {
    let Some((left, right)) = text.split_once("..") else { return Ok((day_or_longer(text)?, day_or_longer(text)?)) };
    match (left, right) {
        ("", "") => Err("a range in it has no end".into()),
        ("", right) if index == 0 => Ok((Side::without_date(Bound::Open, Moment::MIN), day_or_longer(right)?)),
        (left, "") if index == last => Ok((day_or_longer(left)?, Side::without_date(Bound::Open, Moment::MAX))),
        ("", _) | (_, "") => Err("only its first range may have no beginning, and only its last one no end".into()),
        (left, right) => {
            let (first, last) = (day_or_longer(left)?, day_or_longer(right)?);
            if last.to <= first.from || last.from < first.from {
                return Err("a range in it ends before it starts".into());
            }
            Ok((first, last))
        }
    }
}

fn day_or_longer(text: &str) -> Result<Side, Fault> {
    if text.contains('T') {
        return Err("a set has no times of day".into());
    }
    date::side(text, None).map_err(|fault| in_words(fault, |words| format!("a set of dates, one of which is {words}")))
}
