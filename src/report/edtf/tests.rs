//! The tables say for each text what is read; behind them, what must hold for any text.

mod tables;

use proptest::prelude::*;

use super::*;
use crate::report::moment::DAY;
use crate::report::precision::{Digits, Estimate, Grouping, Precision};
use crate::report::when::{Doubt, Set};

fn reason(text: &str) -> String {
    text.parse::<When>().unwrap_err().reason
}

#[test]
fn faults_are_named() {
    let all = |texts: &[&str], expected: &str| texts.iter().for_each(|text| assert_eq!(reason(text), expected, "{text}"));
    all(&["2022-01-05/2022-01-04", "2022-01-05T10:00/2022-01-05T10:00"], "it ends before it starts");
    all(&["9999-12-31T24:00", "12022-01-05"], "Dateline knows the years -9999 to 9999 only");
    let whole = "5 January 2022".parse::<When>().unwrap_err().to_string();
    assert_eq!(
        whole,
        "expected a date such as 2011-12, 2022-01-05~ or 2014/2016, but found “5 January 2022”: EDTF writes this in another \
         way; write “2022-01-05”"
    );
    assert!(reason(&"1".repeat(201)).contains("longer than 200 bytes"));
}

#[test]
fn times_of_day_exclude_their_end() {
    let seconds = |text: &str| text.parse::<When>().unwrap().seconds();
    assert_eq!(seconds("2022-01-04T23:00/2022-01-05T04:00~"), 5 * 3600);
    assert_eq!(seconds("2022-01-05T10:00/2022-01-06"), DAY + 14 * 3600);
    assert_eq!(seconds("9999-12-31T22:00/9999-12-31T24:00"), 2 * 3600);
    assert_eq!(["2022-01-05T10:00~", "2022-01-05T10:00:00~"].map(seconds), [60, 1]);
    let midnight: When = "2022-01-04T18:00/2022-01-04T24:00".parse().unwrap();
    assert_eq!(midnight.to_string(), "2022-01-04T18:00/2022-01-05T00:00");
    let last: When = "9999-12-31T22:00/9999-12-31T24:00".parse().unwrap();
    assert_eq!(last.to_string(), "9999-12-31T22:00/9999-12-31T24:00");
}

#[test]
fn instants_become_the_clock_of_the_zone() {
    let local = |text: &str, zone: Tz| match read(text, zone) {
        Ok(Reading::When(when)) => when.to_string(),
        other => format!("{other:?}"),
    };
    // Almaty was six hours ahead in 2022 and is five since 2024.
    assert_eq!(local("2022-01-05T09:00:00Z", Tz::Asia__Almaty), "2022-01-05T15:00:00");
    assert_eq!(local("2025-01-05T09:00:00Z", Tz::Asia__Almaty), "2025-01-05T14:00:00");
    assert_eq!(local("2022-01-01T02:00Z", Tz::America__New_York), "2021-12-31T21:00");
    // The clocks of Berlin went from 03:00 back to 02:00 in between: the interval keeps its length.
    assert_eq!(local("2022-10-30T00:50Z/2022-10-30T01:10Z", Tz::Europe__Berlin), "2022-10-30T02:50/2022-10-30T03:10");
    assert!(reason("2022-01-05T09:00Z").contains("offset from UTC"), "without a dossier there is no such clock");
    assert!(local("9999-12-31T23:00-12:00", Tz::UTC).contains("years -9999 to 9999"));
}

fn precision() -> impl Strategy<Value = Precision> {
    use Precision::{Century, Day, Decade, Minute, Month, Second, SomeDayOfMonth, SomeDayOfYear, SomeMonth, Year};
    let plain = vec![Century, Decade, Year, SomeMonth, SomeDayOfYear, Month, SomeDayOfMonth, Day, Minute, Second];
    let grouping = prop::sample::select(Grouping::all().collect::<Vec<_>>()).prop_map(Precision::Grouping);
    let estimate = (-9999_i16..=9999, 1_u8..=4).prop_map(|(year, digits)| Precision::Estimate(Estimate { year, digits }));
    prop_oneof![6 => prop::sample::select(plain), 2 => grouping, 1 => estimate]
}

fn bound() -> impl Strategy<Value = Bound> {
    let doubts = prop::collection::vec(any::<(bool, bool)>(), 3);
    (precision(), doubts, any::<(bool, bool)>(), any::<bool>()).prop_map(|(precision, parts, whole, is_partial)| {
        let is_whole_date = matches!(precision, Precision::Day | Precision::SomeDayOfMonth | Precision::Minute);
        let doubt = if is_partial && is_whole_date { Doubt::of_parts(&parts) } else { Doubt::whole(whole) };
        Bound::Known { precision, doubt }
    })
}

/// Digits for a pattern such as `15XX-12-2X`, and X for some of them.
fn pattern() -> impl Strategy<Value = String> {
    "(-)?[0-9X]{4}(-[01X][0-9X](-[0-3X][0-9X])?)?"
}

#[test]
fn a_set_that_is_open_at_both_ends_says_nothing() {
    for text in ["[..1760-01,1760-12..]", "{..1760,1762..}"] {
        let said = text.parse::<When>().unwrap_err().to_string();
        assert!(said.contains("could be any date"), "{said}");
    }
}

proptest! {
    #[test]
    fn written_and_read_again_is_the_same(a in -377_000_000_000_i64..253_000_000_000, long in 0_i64..10_000_000_000, start in bound(), end in bound(), set in prop::sample::select(vec![Set::None, Set::OneOf, Set::AllOf])) {
        let from = start.precision().unwrap().floor(Moment(a));
        let last = end.precision().unwrap();
        let at = last.floor(Moment(a + long));
        let to = if last.is_clock() { at } else { last.extent(at).map_or(Moment::MIN, |extent| extent.1) };
        // EDTF has no decades before the year 0, no times of day in sets, and the calendar ends.
        let tens = [start, end].iter().any(|bound| matches!(bound.precision(), Some(Precision::Decade | Precision::Century)));
        let clock = [start, end].iter().any(|bound| bound.precision().is_some_and(Precision::is_clock));
        let sound = |at: Moment| at.year() >= 0 || !tens;
        prop_assume!(sound(from) && sound(at) && to > from && to <= Moment::MAX && from > Moment::MIN && !(clock && set != Set::None));
        let known = |bound: Bound, at: Moment| bound.precision().unwrap().extent(at).is_some();
        prop_assume!(known(start, from) && (last.is_clock() || known(end, at)) && (set == Set::None || at >= from));
        let mut when = When::interval(from, to, start, end).unwrap();
        if set != Set::None {
            when = when.as_set(set);
        }
        prop_assert_eq!(when.to_string().parse::<When>(), Ok(when));
        let unit = When::unit(from, start).unwrap();
        prop_assert_eq!(unit.to_string().parse::<When>(), Ok(unit));
        for half in [When::interval(from, Moment::MAX, start, Bound::Open), When::interval(Moment::MIN, to, Bound::Open, end)] {
            let half = half.unwrap();
            prop_assert_eq!(half.to_string().parse::<When>(), Ok(half));
        }
    }

    #[test]
    fn patterns_of_digits_come_back_as_they_are(text in pattern()) {
        if let Ok(Reading::When(when)) = read(&text, Tz::UTC) {
            prop_assert_eq!(when.to_string(), text);
            prop_assert!(when.earliest() < when.latest() && when.earliest() >= Moment::MIN && when.latest() <= Moment::MAX);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in prop_oneof!["\\PC{0,24}", "[-0-9XYTZES/.,:+~?%\\[\\]{}a-z ]{0,24}", "[0-9]{1,4}[-/. –][0-9A-Za-z]{1,4}[-/. ,–][0-9X]{1,4}[~?%T]?[0-9:]{0,6}"]) {
        match read(&text, Tz::Europe__Berlin) {
            Ok(Reading::When(when)) => {
                prop_assert_eq!(when.to_string().parse::<When>(), Ok(when));
                prop_assert!(when.earliest() < when.latest() && when.earliest() >= Moment::MIN && when.latest() <= Moment::MAX);
            }
            Ok(Reading::Unplaced(words)) => prop_assert!(!words.is_empty()),
            Err(error) => for form in error.instead {
                prop_assert!(read(&form, Tz::UTC).is_ok(), "“{}” for “{}” is no EDTF", form, text);
            }
        }
    }

    #[test]
    fn digits_hold_what_fits(year in 0_u32..9999, month in 1_u32..=12, day in 1_u32..=28, unknown in 1_u8..0b1111_0000) {
        let date = chrono::NaiveDate::from_ymd_opt(i32::try_from(year).unwrap(), month, day).unwrap();
        let (first, end) = Digits::new(unknown, 3).hull([year, month, day], false).unwrap();
        prop_assert!(first <= date && date < end);
    }
}
