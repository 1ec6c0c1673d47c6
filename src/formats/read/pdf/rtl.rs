//! Letters as they stand on a line, from left to right → letters as they are read, where they are of scripts that run from right to
//! left. It is what the bidirectional algorithm (Unicode Standard Annex 9) does, undone, for a single line and two levels.

/// Whether a letter belongs to a script that runs from right to left.
#[must_use]
pub fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && !is_number(c)
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

/// Whether a letter, or a figure, runs from left to right wherever it stands.
fn is_ltr(c: char) -> bool {
    is_number(c) || (c.is_alphabetic() && !is_rtl(c))
}

/// Puts the letters of a line in the order in which they are read. Each has a flag that goes with it.
pub fn to_logical<T>(letters: &mut [(String, T)]) {
    let kind = |letter: &(String, T)| letter.0.chars().next().unwrap_or(' ');
    let rtl = letters.iter().filter(|letter| is_rtl(kind(letter))).count();
    if rtl == 0 {
        return;
    }
    let ltr = letters.iter().filter(|letter| kind(letter).is_alphabetic() && !is_rtl(kind(letter))).count();
    if rtl >= ltr {
        letters.reverse();
        runs(letters, |letter| is_ltr(kind(letter)));
    } else {
        runs(letters, |letter| is_rtl(kind(letter)));
    }
}

/// Turns round each run that begins and ends with such letters and has none of the other direction in it.
fn runs<T>(letters: &mut [(String, T)], is_of_it: impl Fn(&(String, T)) -> bool) {
    let is_other = |letter: &(String, T)| {
        let c = letter.0.chars().next().unwrap_or(' ');
        (is_ltr(c) || is_rtl(c)) && !is_of_it(letter)
    };
    let mut at = 0;
    while at < letters.len() {
        if !is_of_it(&letters[at]) {
            at += 1;
            continue;
        }
        let (start, mut end) = (at, at + 1);
        while at < letters.len() && !is_other(&letters[at]) {
            at += 1;
            if is_of_it(&letters[at - 1]) {
                end = at;
            }
        }
        letters[start..end].reverse();
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_the_right_way_round() {
        let cases = [
            ("plain text", "plain text"),
            ("םולש", "שלום"),
            ("2022 ראוניב 5", "5 בינואר 2022"),
            ("CNN ורמא", "אמרו CNN"),
            ("the word םולש here", "the word שלום here"),
            ("the words םלוע םולש here", "the words שלום עולם here"),
        ];
        for (seen, read) in cases {
            let mut letters: Vec<(String, ())> = seen.chars().map(|c| (c.to_string(), ())).collect();
            to_logical(&mut letters);
            assert_eq!(letters.into_iter().map(|(letter, ())| letter).collect::<String>(), read, "{seen}");
        }
    }
}
