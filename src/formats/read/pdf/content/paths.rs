//! Straight lines that a page draws along its edges: the rules of tables.

use super::super::object::Object;
use super::super::ruled::Rule;
use super::{Run, number};
use crate::report::limits;

/// A filled stretch that is no thicker than this, in points, is a rule.
const THICK: f64 = 3.0;

/// A path before it is painted, in the page's own upright space.
#[derive(Default)]
pub struct Path {
    lines: Vec<[(f64, f64); 2]>,
    /// The boxes around its closed parts that have no curve.
    boxes: Vec<[f64; 4]>,
    open: Vec<(f64, f64)>,
    is_curved: bool,
}

impl Path {
    fn end_part(&mut self) {
        if !self.is_curved && self.open.len() > 1 {
            let xs = || self.open.iter().map(|point| point.0);
            let ys = || self.open.iter().map(|point| point.1);
            let least = |all: &mut dyn Iterator<Item = f64>| all.fold(f64::INFINITY, f64::min);
            let most = |all: &mut dyn Iterator<Item = f64>| all.fold(f64::NEG_INFINITY, f64::max);
            self.boxes.push([least(&mut xs()), least(&mut ys()), most(&mut xs()), most(&mut ys())]);
        }
        self.open.clear();
        self.is_curved = false;
    }

    fn line_to(&mut self, to: (f64, f64)) {
        if let Some(from) = self.open.last() {
            self.lines.push([*from, to]);
        }
        self.open.push(to);
    }
}

impl Run<'_, '_, '_> {
    /// Follows an operator that builds or paints a path; others are passed over.
    pub(super) fn path_operator(&mut self, word: &[u8], operands: &[Object]) {
        if self.path.lines.len() + self.drawn.rules.len() >= limits::PDF_RULES {
            self.path = Path::default();
            return;
        }
        let point = |at: usize| self.state.ctm.point(number(operands, at), number(operands, at + 1));
        match word {
            b"m" => {
                let to = point(0);
                self.path.end_part();
                self.path.open.push(to);
            }
            b"l" => {
                let to = point(0);
                self.path.line_to(to);
            }
            b"c" | b"v" | b"y" => {
                let to = point(operands.len().saturating_sub(2));
                self.path.is_curved = true;
                self.path.open.push(to);
            }
            b"h" => self.close_path(),
            b"re" => {
                let (x, y, width, height) = (number(operands, 0), number(operands, 1), number(operands, 2), number(operands, 3));
                self.path.end_part();
                for (x, y) in [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)] {
                    let to = self.state.ctm.point(x, y);
                    self.path.line_to(to);
                }
                self.path.end_part();
            }
            b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" | b"f" | b"F" | b"f*" => {
                if word.first().is_some_and(u8::is_ascii_lowercase) && word[0] != b'f' {
                    self.close_path();
                }
                self.paint(word);
            }
            b"n" => self.path = Path::default(),
            _ => {}
        }
    }

    fn close_path(&mut self) {
        if let Some(first) = self.path.open.first().copied() {
            self.path.line_to(first);
        }
    }

    /// Keeps what an operator that strokes, fills or does both shows.
    fn paint(&mut self, word: &[u8]) {
        let is_in = |letters: &[u8]| word.first().is_some_and(|letter| letters.contains(letter));
        let (is_stroked, is_filled) = (is_in(b"SsBb"), is_in(b"FfBb"));
        self.path.end_part();
        let path = std::mem::take(&mut self.path);
        if is_stroked {
            self.drawn.rules.extend(path.lines.iter().filter_map(|[from, to]| Rule::new(*from, *to)));
        }
        if is_filled {
            let middle = |one: f64, other: f64| f64::midpoint(one, other);
            self.drawn.rules.extend(path.boxes.iter().filter_map(|[x0, y0, x1, y1]| {
                if y1 - y0 <= THICK {
                    Rule::new((*x0, middle(*y0, *y1)), (*x1, middle(*y0, *y1)))
                } else if x1 - x0 <= THICK {
                    Rule::new((middle(*x0, *x1), *y0), (middle(*x0, *x1), *y1))
                } else {
                    None
                }
            }));
        }
    }
}
