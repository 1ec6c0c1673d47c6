//! How well a name answers to what was typed of it, letters left out included.

use super::gazetteer::fold;

/// What was typed, ready to be compared with many names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    whole: Vec<char>,
    words: Vec<Vec<char>>,
}

impl Pattern {
    /// Names in which every typed word begins a word have at least this score.
    pub const WORDS: u32 = 200;

    /// Takes apart what was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let whole = fold(typed);
        let words = whole.split(|c| *c == ' ').filter(|word| !word.is_empty()).map(<[char]>::to_vec).collect();
        Self { whole, words }
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a name answers, the higher the better; `None` where it does not.
    ///
    /// Best is a name that begins so, then one with a word that does, then one that has it inside, then one in which every
    /// typed word begins a word; last, one that has the letters in this order. Of equals, the shorter name.
    #[must_use]
    pub fn score(&self, name: &str) -> Option<u32> {
        let name = fold(name);
        let shorter = 99 - u32::try_from(name.len().min(99)).unwrap_or(99);
        let step = if let Some(at) = find(&name, &self.whole) {
            match at {
                0 => 5,
                _ if name[at - 1] == ' ' => 4,
                _ => 3,
            }
        } else if self.words.iter().all(|word| begins_a_word(&name, word)) {
            2
        } else {
            u32::from(has_in_order(&name, &self.words))
        };
        (step > 0).then_some(step * 100 + shorter)
    }
}

fn find(name: &[char], part: &[char]) -> Option<usize> {
    let mut starts = (0..=name.len().checked_sub(part.len())?).filter(|at| name[*at..].starts_with(part));
    let first = starts.next()?;
    // A word that begins so counts more than letters within one.
    if first == 0 || name[first - 1] == ' ' { Some(first) } else { starts.find(|at| name[at - 1] == ' ').or(Some(first)) }
}

fn begins_a_word(name: &[char], word: &[char]) -> bool {
    name.split(|c| *c == ' ').any(|part| part.starts_with(word))
}

/// Whether the letters stand in a name in this order, the first one at the beginning of a word. A single one is no hit: it
/// would be in every other name.
fn has_in_order(name: &[char], words: &[Vec<char>]) -> bool {
    let mut wanted = words.iter().flatten();
    let Some(first) = wanted.next() else { return false };
    let starts = (0..name.len()).filter(|at| name[*at] == *first && (*at == 0 || name[at - 1] == ' '));
    let letters: usize = words.iter().map(Vec::len).sum();
    letters > 2
        && starts.into_iter().take(1).any(|start| {
            let mut rest = name[start + 1..].iter();
            wanted.all(|letter| rest.any(|found| found == letter))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_better_a_name_answers_the_higher_it_stands() {
        let names = ["Export: passages, CSV table…", "Show the passages", "Passages burned", "Map: the chosen place", "Settings"];
        let order = |typed: &str| {
            let pattern = Pattern::new(typed);
            let mut found: Vec<_> = names.iter().filter_map(|name| Some((pattern.score(name)?, *name))).collect();
            found.sort_by_key(|found| std::cmp::Reverse(found.0));
            found.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
        };
        assert_eq!(order("passages"), [names[2], names[1], names[0]]);
        assert_eq!(order("csv exp"), [names[0]]);
        assert_eq!(order("stngs"), [names[4]]);
        assert_eq!(order("sett"), [names[4]]);
        assert_eq!(order("zzz"), [""; 0]);
        assert_eq!(Pattern::new("жанаозен").score("Жаңаөзен").map(|score| score / 100), Some(5));
    }
}
