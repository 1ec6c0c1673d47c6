//! How a document is set: how high its text is, how far its lines are apart, whether its paragraphs are indented.

use std::collections::BTreeMap;

use super::furniture::Laid;

/// How a document is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// How high its text is.
    pub body: f32,
    /// How far its lines are apart, in sizes of the text.
    pub leading: f32,
    /// Whether its text is bold throughout.
    pub is_bold: bool,
    /// Whether its paragraphs begin with an indent.
    pub has_indents: bool,
}

impl Style {
    /// Finds how a document is set.
    #[must_use]
    pub fn new(pages: &[Laid]) -> Self {
        let lines = || pages.iter().flat_map(|page| &page.lines);
        let mut sizes: BTreeMap<i32, usize> = BTreeMap::new();
        for line in lines() {
            #[expect(clippy::cast_possible_truncation, reason = "sizes are small numbers")]
            let step = (line.size * 4.0).round() as i32;
            *sizes.entry(step).or_default() += line.letters;
        }
        // Sizes that differ by less than can be seen are one.
        let weight = |step: i32| (-1..=1).filter_map(|by| sizes.get(&(step + by))).sum::<usize>();
        let step = sizes.keys().copied().max_by_key(|step| (weight(*step), sizes[step])).unwrap_or(40);
        #[expect(clippy::cast_precision_loss, reason = "sizes are small numbers")]
        let body = step as f32 / 4.0;
        let is_body = |size: f32| (size - body).abs() < body * 0.06;
        let mut gaps: Vec<f32> = Vec::new();
        let (mut indents, mut paragraphs) = (0, 0);
        for page in pages {
            for pair in page.lines.windows(2) {
                let gap = (pair[1].y - pair[0].y) / body;
                if pair[0].column == pair[1].column && is_body(pair[0].size) && is_body(pair[1].size) && (0.8..3.0).contains(&gap) {
                    gaps.push(gap);
                    let is_full = |line: &super::line::Line| line.bounds.1 - line.x1 < body * 2.0;
                    if !is_full(&pair[0]) && is_full(&pair[1]) && pair[1].cells.len() == 1 {
                        paragraphs += 1;
                        indents += usize::from(is_indent(pair[1].x0 - pair[1].bounds.0, body));
                    }
                }
            }
        }
        gaps.sort_by(f32::total_cmp);
        let leading = gaps.get(gaps.len() / 2).copied().unwrap_or(1.2);
        let bold: usize = lines().filter(|line| line.is_bold && is_body(line.size)).map(|line| line.letters).sum();
        let all: usize = lines().filter(|line| is_body(line.size)).map(|line| line.letters).sum();
        Self { body, leading, is_bold: bold * 2 > all, has_indents: indents * 2 > paragraphs && indents >= 2 }
    }
}

/// Whether a line that begins so far from the left is the first of a paragraph.
#[must_use]
pub fn is_indent(by: f32, size: f32) -> bool {
    (size * 0.7..size * 5.0).contains(&by)
}
