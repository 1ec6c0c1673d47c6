//! The shipped report without its annotations, against them.

use super::super::{Asked, find};
use crate::find::Language;
use crate::report::when::When;

const TEXT: &str = include_str!("../../../../data/kazakhstan-2022/report.txt");
const ANNOTATIONS: &str = include_str!("../../../../data/kazakhstan-2022/annotations.json");

/// How many of the times that are annotated must be found with the same interval, in percent. The rest are told by what
/// happened (“after the presidential election”), and nothing but the report as a whole dates them.
const LEAST: usize = 60;

#[test]
fn most_times_of_the_shipped_report_are_found() {
    let annotations: serde_json::Value = serde_json::from_str(ANNOTATIONS).unwrap();
    let all = annotations["annotations"].as_array().unwrap();
    let number = |value: &serde_json::Value, field: &str| usize::try_from(value[field].as_u64().unwrap()).unwrap();
    let points: Vec<char> = TEXT.chars().collect();
    let mut found: Vec<(usize, usize, Option<When>)> = Vec::new();
    for part in all.iter().filter(|entry| entry["type"] == "part") {
        let (start, end) = (number(part, "start"), number(part, "end"));
        let text: String = points[start..end].iter().collect();
        let reference = part["reference"].as_str().map(|edtf| edtf.parse().unwrap());
        let times = find(&Asked { text: &text, headings: &[], reference, language: Language::English });
        found.extend(times.into_iter().map(|time| (time.span.start + start, time.span.end + start, time.when)));
    }
    let plain = |when: Option<When>| when.map(|when| when.to_string().replace('~', ""));
    let times: Vec<_> = all.iter().filter(|entry| entry["type"] == "time").collect();
    let same = times.iter().filter(|time| {
        let (start, end) = (number(time, "start"), number(time, "end"));
        let expected = plain(time["when"].as_str().map(|edtf| edtf.parse().unwrap()));
        found.iter().any(|(from, to, when)| *from < end && start < *to && plain(*when) == expected)
    });
    let share = same.count() * 100 / times.len();
    assert!(share >= LEAST, "{share} % of {} times have the same interval", times.len());
}
