//! What stands on every page and is no part of the text: running heads, page numbers, the numbers of lines in the margin.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::flow::begins_low;
use super::line::Line;
use super::sorted;

/// How far from the edge of the page, as a part of its height, a running head is sought.
const MARGIN: f32 = 0.13;

/// How many lines from the edge it is sought in.
const LINES: usize = 3;

/// A page's lines, and how high it is.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    /// Its lines in the order in which they are read.
    pub lines: Vec<Line>,
    /// How high it is.
    pub height: f32,
}

/// A line that may be furniture.
struct Candidate {
    page: usize,
    line: usize,
    /// What it says.
    text: String,
    /// The same without what may differ from page to page.
    key: String,
    numbers: Vec<i64>,
    y: f32,
    is_number: bool,
}

/// Takes running heads and page numbers out of pages, and gives the number that is printed on each.
pub fn take_out(pages: &mut [Laid]) -> Vec<Option<String>> {
    let candidates = candidates(pages);
    let offset = offset(&candidates, pages.len());
    let runs = runs(&candidates);
    let count = |candidate: &Candidate| {
        let page = i64::try_from(candidate.page).ok()?;
        let own = offset.map(|offset| page + offset).filter(|number| candidate.numbers.contains(number));
        // A book may count anew behind its preface, or leave out empty pages.
        let is_run = |number: &&i64| runs.get(&run(candidate, **number - page)).is_some_and(|on| on.len() >= 3);
        own.or_else(|| candidate.numbers.iter().find(is_run).copied())
    };
    // Figures may differ from page to page only where they count with the pages.
    let key = |candidate: &Candidate| if count(candidate).is_some() { candidate.key.clone() } else { candidate.text.clone() };
    let mut alike: HashMap<String, Vec<&Candidate>> = HashMap::new();
    for candidate in &candidates {
        alike.entry(key(candidate)).or_default().push(candidate);
    }
    let mut out: HashSet<(usize, usize)> = HashSet::new();
    let mut printed: Vec<Option<String>> = vec![None; pages.len()];
    for candidate in &candidates {
        let near = |other: &&&Candidate| (other.y - candidate.y).abs() < 9.0;
        let on: HashSet<usize> = alike[&key(candidate)].iter().filter(near).map(|other| other.page).collect();
        let counted = count(candidate);
        let is_repeated = on.len() >= 3 || (on.len() == pages.len() && pages.len() == 2);
        // A figure alone is the page's number only where it counts with the pages.
        let is_out = if candidate.is_number { counted.is_some() } else { is_repeated };
        if is_out {
            out.insert((candidate.page, candidate.line));
            // Among several figures, which counts may be the printer's own.
            if let Some(number) = counted.filter(|_| candidate.numbers.len() <= 2) {
                printed[candidate.page].get_or_insert_with(|| shown(&pages[candidate.page].lines[candidate.line].text(), number));
            }
        }
    }
    for (number, page) in pages.iter_mut().enumerate() {
        keep_sentences(number, page, &mut out);
        // What stands alone on a page is its text.
        if !page.lines.is_empty() && (0..page.lines.len()).all(|line| out.contains(&(number, line))) {
            continue;
        }
        let mut at = 0;
        page.lines.retain(|_| {
            at += 1;
            !out.contains(&(number, at - 1))
        });
        without_line_numbers(page);
    }
    printed
}

/// Keeps a line that the next goes on with: a paragraph that stands on many pages is none of their furniture.
fn keep_sentences(number: usize, page: &Laid, out: &mut HashSet<(usize, usize)>) {
    for (at, pair) in page.lines.windows(2).enumerate() {
        let [line, next] = pair else { continue };
        let gap = (next.y - line.y) / next.size.max(1.0);
        let goes_on = line.column == next.column
            && (line.size - next.size).abs() < next.size * 0.05
            && (0.5..1.7).contains(&gap)
            && begins_low(&next.text());
        if goes_on && !out.contains(&(number, at + 1)) {
            out.remove(&(number, at));
        }
    }
}

/// Takes out of what is turned on each page the lines that are the same on three pages: stamps and marks.
pub fn take_out_asides(asides: &mut [Vec<Line>]) {
    let mut on: HashMap<String, HashSet<usize>> = HashMap::new();
    for (page, lines) in asides.iter().enumerate() {
        for line in lines {
            on.entry(line.text()).or_default().insert(page);
        }
    }
    for lines in asides {
        lines.retain(|line| on.get(&line.text()).is_none_or(|pages| pages.len() < 3));
    }
}

/// A page's number as it is printed on it: Roman figures stay Roman.
fn shown(line: &str, number: i64) -> String {
    let roman = line.split(|c: char| !c.is_alphanumeric()).find(|word| roman(word) == Some(number));
    roman.map_or_else(|| number.to_string(), str::to_owned)
}

fn candidates(pages: &[Laid]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let mut by_height: Vec<usize> = (0..page.lines.len()).collect();
        sorted::numbers(&mut by_height, &|at| page.lines[at].y);
        let top = by_height.iter().take(LINES).filter(|at| page.lines[**at].y < page.height * MARGIN);
        let bottom = by_height.iter().rev().take(LINES).filter(|at| page.lines[**at].y > page.height * (1.0 - MARGIN));
        let edges: BTreeSet<usize> = top.chain(bottom).copied().collect();
        for line in edges {
            let text = page.lines[line].text();
            if text.chars().count() > 200 {
                continue;
            }
            let (key, numbers) = key(&text);
            let is_number = key.chars().all(|c| !c.is_alphabetic()) && !numbers.is_empty() && key.matches('#').count() == 1;
            found.push(Candidate { page: number, line, text, key, numbers, y: page.lines[line].y, is_number });
        }
    }
    found
}

/// A line without what differs from page to page: figures, and Roman figures that stand alone.
fn key(text: &str) -> (String, Vec<i64>) {
    let (mut key, mut numbers) = (String::new(), Vec::new());
    let words = text.split_whitespace();
    for word in words {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if let Some(number) = roman(bare) {
            numbers.push(number);
            key.push('#');
        } else if bare.chars().any(|c| c.is_ascii_digit()) {
            let parts = bare.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty() && part.len() < 7);
            numbers.extend(parts.filter_map(|part| part.parse::<i64>().ok()));
            let mut in_figures = false;
            for c in bare.chars() {
                if !c.is_ascii_digit() {
                    key.extend(c.to_lowercase());
                } else if !in_figures {
                    key.push('#');
                }
                in_figures = c.is_ascii_digit();
            }
        } else {
            key.extend(bare.chars().flat_map(char::to_lowercase));
        }
        key.push(' ');
    }
    (key.trim_end().to_owned(), numbers)
}

/// The number that small Roman figures stand for, up to some hundred.
fn roman(word: &str) -> Option<i64> {
    if word.is_empty()
        || word.len() > 8
        || !(word.chars().all(|c| "ivxlc".contains(c)) || word.chars().all(|c| "IVXLC".contains(c)))
    {
        return None;
    }
    let value = |c: char| match c.to_ascii_lowercase() {
        'i' => 1,
        'v' => 5,
        'x' => 10,
        'l' => 50,
        _ => 100,
    };
    let values: Vec<i64> = word.chars().map(value).collect();
    let number = values
        .iter()
        .enumerate()
        .map(|(at, own)| if values.get(at + 1).is_some_and(|next| next > own) { -own } else { *own })
        .sum();
    // One that is written otherwise is a word, such as “civil” is not, but “mix” would be without its m.
    (number > 0).then_some(number)
}

/// By how much the printed numbers are ahead of the pages' places, where most agree.
fn offset(candidates: &[Candidate], pages: usize) -> Option<i64> {
    let mut votes: BTreeMap<i64, HashSet<usize>> = BTreeMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.key.split(' ').count() <= 14) {
        for number in &candidate.numbers {
            if let Ok(page) = i64::try_from(candidate.page) {
                votes.entry(number - page).or_default().insert(candidate.page);
            }
        }
    }
    let (offset, on) = votes.into_iter().max_by_key(|(offset, on)| (on.len(), std::cmp::Reverse((offset - 1).abs())))?;
    // On the only page of a file, only “1” can be known for its number.
    let is_sure = on.len() >= 3 || (on.len() == 2 && pages <= 3) || (pages == 1 && offset == 1);
    (is_sure && on.len() * 4 >= pages.min(12)).then_some(offset)
}

/// What a head says, and by how much a figure in it is ahead of the page's place.
fn run(candidate: &Candidate, ahead: i64) -> String {
    format!("{} {ahead}", candidate.key)
}

/// On which pages the same words stand with a figure that is so far ahead of the page's place. Figures alone tell too little.
fn runs(candidates: &[Candidate]) -> HashMap<String, HashSet<usize>> {
    let mut found: HashMap<String, HashSet<usize>> = HashMap::new();
    for candidate in candidates.iter().filter(|candidate| !candidate.is_number) {
        for number in &candidate.numbers {
            if let Ok(page) = i64::try_from(candidate.page) {
                found.entry(run(candidate, number - page)).or_default().insert(candidate.page);
            }
        }
    }
    found
}

/// Numbers of lines in the margin: a column of figures alone that count up.
fn without_line_numbers(page: &mut Laid) {
    let mut columns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, line) in page.lines.iter().enumerate() {
        columns.entry(line.column).or_default().push(at);
    }
    let mut out: HashSet<usize> = HashSet::new();
    for lines in columns.values().filter(|lines| lines.len() >= 5) {
        let numbers: Vec<i64> = lines.iter().filter_map(|at| page.lines[*at].text().trim().parse().ok()).collect();
        let steps: Vec<i64> = numbers.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let is_counting = numbers.len() == lines.len() && steps.iter().all(|step| *step == steps[0] && matches!(step, 1 | 5));
        if is_counting {
            out.extend(lines);
        }
    }
    let mut at = 0;
    page.lines.retain(|_| {
        at += 1;
        !out.contains(&(at - 1))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read::pdf::line::Cell;
    use crate::formats::read::pdf::segment::Words;

    fn page(lines: &[(f32, &str)]) -> Laid {
        let line = |(y, text): &(f32, &str)| {
            let words = vec![Words { text: (*text).to_owned(), is_high: false }];
            Line { cells: vec![Cell { x0: 50.0, x1: 300.0, words }], y: *y, size: 10.0, ..Line::default() }
        };
        Laid { lines: lines.iter().map(line).collect(), height: 800.0 }
    }

    fn left(pages: &[Laid]) -> Vec<Vec<String>> {
        pages.iter().map(|page| page.lines.iter().map(Line::text).collect()).collect()
    }

    #[test]
    fn heads_and_numbers_are_taken_out_and_the_rest_stays() {
        let text = ["One begins.", "Two goes on.", "Three ends."];
        let mut pages: Vec<Laid> = (0..3)
            .map(|at| {
                let (head, foot) = (format!("Report on the year 2022 – {}", at + 7), format!("- {} -", at + 7));
                page(&[(40.0, &head), (100.0, text[at]), (120.0, "Repeated in the text."), (770.0, &foot)])
            })
            .collect();
        let printed = take_out(&mut pages);
        assert_eq!(left(&pages)[1], ["Two goes on.", "Repeated in the text."]);
        assert_eq!(printed, [Some("7".to_owned()), Some("8".to_owned()), Some("9".to_owned())]);
    }

    #[test]
    fn a_sentence_that_begins_alike_on_all_pages_stays() {
        let ends = ["soldiers came.", "police came.", "sun rose."];
        let set = |end: &str| page(&[(40.0, "A Report"), (60.0, "Nobody was there when the"), (72.0, end), (200.0, "More.")]);
        let mut pages: Vec<Laid> = ends.into_iter().map(set).collect();
        take_out(&mut pages);
        assert_eq!(left(&pages)[1], ["Nobody was there when the", "police came.", "More."]);
    }

    #[test]
    fn a_figure_that_does_not_count_with_the_pages_stays() {
        let mut pages: Vec<Laid> =
            [5, 90, 12].iter().map(|number| page(&[(200.0, "Text."), (770.0, &number.to_string())])).collect();
        take_out(&mut pages);
        assert_eq!(left(&pages)[1], ["Text.", "90"]);
    }

    #[test]
    fn heads_that_count_anew_in_each_part_are_taken_out() {
        let part = |name: &str, at: i64| page(&[(300.0, &format!("Text {at} of a kind")), (770.0, &format!("{name} {at}"))]);
        let mut pages: Vec<Laid> = (1..=6).map(|at| part("PREFACE", at)).chain((1..=4).map(|at| part("PUZZLES", at))).collect();
        let printed = take_out(&mut pages);
        assert!(left(&pages).iter().all(|lines| lines.len() == 1), "{:?}", left(&pages));
        assert_eq!(printed[6..], [1, 2, 3, 4].map(|number| Some(number.to_string())));
    }

    #[test]
    fn roman_figures_are_numbers() {
        let cases = [("iv", Some(4)), ("XII", Some(12)), ("xL", None), ("word", None), ("", None)];
        for (word, expected) in cases {
            assert_eq!(roman(word), expected, "{word}");
        }
    }
}
