//! Words and numbers that several views show in the same form.

use crate::report::dossier::Dossier;
use crate::report::ids::PassageIx;

pub use crate::report::credit::{attribution, dateline, place, when};

/// A number with its noun: `1 passage`, `7 passages`, `1,204 places`.
#[must_use]
pub fn count(n: usize, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", number(n))
}

/// A number with its thousands set apart.
#[must_use]
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What a passage is called where it is not shown itself: title, place, time, status.
#[must_use]
pub fn name(dossier: &Dossier, ix: PassageIx) -> String {
    let passage = dossier.passage(ix);
    format!("{}, {}, {}, {}", passage.title, place(dossier, passage), when(passage), passage.status.word())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_thousands_set_apart() {
        assert_eq!([0, 999, 1000, 1_234_567].map(number), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(count(1, "passage"), "1 passage");
    }
}
