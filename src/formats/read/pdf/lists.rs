//! Points of lists and entries of an index: what they begin with, and where they go on.

use std::collections::HashSet;

use super::flow::has_room;
use super::line::Line;
use super::style::is_indent;

/// How many lines further right go on with a full one, before a column is taken for one in which they do.
const HANGING: usize = 4;

/// Whether a text begins like a point of a list.
#[must_use]
pub fn is_marker(text: &str) -> bool {
    let text = text.trim_start();
    let mut all = text.chars();
    let Some(first) = all.next() else { return false };
    let is_space = all.next().is_none_or(char::is_whitespace);
    if matches!(first, '•' | '◦' | '▪' | '■' | '●' | '○' | '‣' | '➢' | '✓' | '✔' | '➤' | '►' | '❖' | '□' | '\u{f0b7}' | '\u{f0a7}')
    {
        return true;
    }
    (matches!(first, '–' | '—' | '-' | '*' | '·') && is_space && text.chars().count() > 2) || numbered(text).is_some()
}

/// The number of a numbered point: `3.`, `(3)`, `b)`.
#[must_use]
pub fn numbered(text: &str) -> Option<u32> {
    let head = text.split_whitespace().next()?;
    let bare = head.strip_prefix('(').unwrap_or(head);
    let bare = bare.strip_suffix(')').or_else(|| bare.strip_suffix('.').filter(|_| !head.starts_with('(')))?;
    if bare.len() > 3 || text.trim_start().len() == head.len() {
        return None;
    }
    let mut all = bare.chars();
    match (all.next(), all.next()) {
        (Some(c @ 'a'..='z'), None) if head.ends_with(')') => Some(u32::from(c) - u32::from('a') + 1),
        _ => bare.parse().ok().filter(|number| *number < 200),
    }
}

/// The letter of a point that is counted by letters, as a number: `b. …`. It may also be the first name of somebody.
#[must_use]
pub fn lettered(text: &str) -> Option<u32> {
    let mut all = text.trim_start().chars();
    let letter = all.next().filter(char::is_ascii_alphabetic)?;
    let is_point = all.next() == Some('.') && all.next() == Some(' ') && all.next().is_some();
    is_point.then(|| u32::from(letter.to_ascii_lowercase()) - u32::from('a') + 1)
}

/// Which lines begin points that are counted by letters, from the first on, below each other in their column.
#[must_use]
pub fn points(lines: &[Line]) -> HashSet<usize> {
    let mut found = HashSet::new();
    let mut open: Vec<(usize, u32)> = Vec::new();
    let mut end = |open: &mut Vec<(usize, u32)>| {
        if open.len() >= 2 {
            found.extend(open.iter().map(|(at, _)| *at));
        }
        open.clear();
    };
    for (at, line) in lines.iter().enumerate() {
        let Some(number) = lettered(&line.text()) else { continue };
        let goes_on = open.last().is_some_and(|(last, before)| {
            let last = &lines[*last];
            number == before + 1 && last.column == line.column && (last.x0 - line.x0).abs() < line.size * 0.3
        });
        if !goes_on {
            end(&mut open);
        }
        if goes_on || number == 1 {
            open.push((at, number));
        }
    }
    end(&mut open);
    found
}

/// The columns in which lines further right go on with full ones at the left, as in an index or a list of books.
#[must_use]
pub fn hanging(lines: &[Line]) -> HashSet<usize> {
    let columns = lines.iter().map(|line| line.column + 1).max().unwrap_or(0);
    let mut counts: Vec<(usize, usize)> = vec![(0, 0); columns];
    for pair in lines.windows(2).filter(|pair| pair[0].column == pair[1].column) {
        let (last, line) = (&pair[0], &pair[1]);
        let is_at_left = last.x0 - last.bounds.0 < last.size * 0.3;
        let is_near = line.y - last.y < line.size * 1.8 && (line.size - last.size).abs() < line.size * 0.09;
        if is_at_left && is_near && is_indent(line.x0 - line.bounds.0, line.size) && !is_marker(&last.text()) {
            let (full, all) = &mut counts[line.column];
            *full += usize::from(!has_room(last, line));
            *all += 1;
        }
    }
    counts
        .into_iter()
        .enumerate()
        .filter(|(_, (full, all))| *full >= HANGING && full * 10 >= all * 7)
        .map(|(column, _)| column)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_lists_are_known_by_their_beginning() {
        let yes = ["• One", "– one", "1. One", "(2) two", "b) three", "12) twelve"];
        let no = ["One", "–", "1.5 million", "2022. A year", "a. m.", "(and) so", "-5 degrees"];
        assert!(yes.iter().all(|text| is_marker(text)), "{yes:?}");
        for text in no {
            assert!(!is_marker(text), "{text}");
        }
    }
}
