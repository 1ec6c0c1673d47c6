//! Footnotes: small lines at the foot of a column that begin with a figure or a sign.

use std::collections::HashSet;

use super::line::Line;

/// A footnote, or the end of one that began a page before.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its figure or sign; empty for the end of one.
    pub label: String,
    /// Its lines; the label is still on the first.
    pub lines: Vec<Line>,
}

/// The labels that the text of a page refers to: what is set small and high, and figures in brackets.
fn referred(lines: &[Line]) -> HashSet<String> {
    let mut found = HashSet::new();
    for line in lines {
        let starts = label(line);
        for words in line.words() {
            if words.is_high && is_label(&words.text) && starts.as_deref() != Some(words.text.trim()) {
                found.insert(words.text.trim().to_owned());
            }
        }
        for part in line.text().split('[').skip(1) {
            if let Some((inner, _)) = part.split_once(']')
                && is_label(inner)
                && starts.as_deref() != Some(inner)
            {
                found.insert(inner.to_owned());
            }
        }
    }
    found
}

/// Takes the footnotes out of the lines of a page, where text is of a certain size.
pub fn take_out(lines: &mut Vec<Line>, body: f32) -> Vec<Note> {
    let referred = referred(lines);
    let mut notes: Vec<Note> = Vec::new();
    let mut kept = Vec::with_capacity(lines.len());
    let mut rest = std::mem::take(lines);
    while !rest.is_empty() {
        let column = rest[0].column;
        let end = rest.iter().position(|line| line.column != column).unwrap_or(rest.len());
        let after = rest.split_off(end);
        let start = foot(&rest, body, &referred);
        let foot = rest.split_off(start);
        kept.append(&mut rest);
        for line in foot {
            let next = |label: &String| {
                let number = |label: &str| label.parse::<u32>().ok();
                let before = notes.last().and_then(|note| number(&note.label));
                referred.contains(label) || (before.is_some() && number(label) == before.map(|before| before + 1))
            };
            match (label(&line).filter(next), notes.last_mut()) {
                (Some(label), _) => notes.push(Note { label, lines: vec![line] }),
                (None, Some(note)) => note.lines.push(line),
                (None, None) => notes.push(Note { label: String::new(), lines: vec![line] }),
            }
        }
        rest = after;
    }
    *lines = kept;
    notes
}

/// Where the foot of a column begins; at its end where there is none.
fn foot(lines: &[Line], body: f32, referred: &HashSet<String>) -> usize {
    let is_small = |line: &Line| line.size < body * 0.94 && !line.is_row;
    let smalls = lines.iter().rev().take_while(|line| is_small(line)).count();
    let start = lines.len() - smalls;
    // Small lines at the foot that do not begin with a label to which the text refers belong to what stands above: a caption, a table.
    let first = lines[start..].iter().position(|line| label(line).is_some_and(|label| referred.contains(&label)));
    first.map_or(lines.len(), |first| start + first)
}

/// The label with which a line begins: figures or a sign, set high or followed by a space.
#[must_use]
pub fn label(line: &Line) -> Option<String> {
    let first = line.cells.first()?;
    let words = first.words.first()?;
    let text = words.text.trim();
    if words.is_high && is_label(text) {
        return Some(text.to_owned());
    }
    let whole = first.text();
    if let Some((inner, _)) = whole.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'))
        && is_label(inner)
    {
        return Some(inner.to_owned());
    }
    let head: String = whole.trim_start().chars().take_while(|c| is_label_char(*c)).collect();
    if head.is_empty() || !is_label(&head) {
        return None;
    }
    let after: String = whole.trim_start().chars().skip(head.chars().count()).collect();
    let is_alone = first.words.len() == 1 && after.is_empty() && line.cells.len() > 1;
    let is_sign = !head.chars().all(|c| c.is_ascii_digit());
    let next = after.trim_start_matches(['.', ')']).chars().next();
    let is_parted =
        after.starts_with([' ', '.', ')']) && next.is_some_and(|c| c == ' ' || c.is_alphabetic() || "“\"‘«(".contains(c));
    (is_alone || (is_sign && !after.is_empty() && head.chars().count() <= 3) || is_parted).then_some(head)
}

/// Whether a text is the label of a footnote, as it stands in the text.
#[must_use]
pub fn is_label(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().count();
    (1..=3).contains(&count) && (text.chars().all(|c| c.is_ascii_digit()) || text.chars().all(is_sign))
}

fn is_label_char(c: char) -> bool {
    c.is_ascii_digit() || is_sign(c)
}

fn is_sign(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¶' | '∗')
}
