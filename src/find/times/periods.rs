//! Times that have a name of their own: wars, upheavals, ages.
//!
//! They are no units of the calendar, so that a corpus of dates does not mark them; but who says “since the fall of the Berlin
//! Wall” tells a day. Only names that mean one time wherever they are used are here: “the civil war” and “the revolution” are
//! another one in every country.

use crate::find::Language;
use crate::report::when::When;

use super::expression::{Limit, Named, Sense};
use super::grammar::{Cursor, Found, Read};
use super::lexicon::Word;
use super::token::Kind;

/// A name, word by word in lower case, where a word may end in `*`; and its time as EDTF.
type Row = (&'static str, &'static str);

/// In English. What may stand between a name’s words is not looked for.
const ENGLISH: &[Row] = &[
    ("world war ii", "1939-09-01/1945-09-02"),
    ("world war two", "1939-09-01/1945-09-02"),
    ("world war 2", "1939-09-01/1945-09-02"),
    ("second world war", "1939-09-01/1945-09-02"),
    ("wwii", "1939-09-01/1945-09-02"),
    ("ww2", "1939-09-01/1945-09-02"),
    ("world war i", "1914-07-28/1918-11-11"),
    ("world war one", "1914-07-28/1918-11-11"),
    ("world war 1", "1914-07-28/1918-11-11"),
    ("first world war", "1914-07-28/1918-11-11"),
    ("wwi", "1914-07-28/1918-11-11"),
    ("great patriotic war", "1941-06-22/1945-05-09"),
    ("cold war", "1947~/1991"),
    ("great depression", "1929/1939~"),
    ("korean war", "1950-06-25/1953-07-27"),
    ("vietnam war", "1955-11-01/1975-04-30"),
    ("gulf war", "1990-08-02/1991-02-28"),
    ("spanish civil war", "1936-07-17/1939-04-01"),
    ("russian civil war", "1917-11/1922"),
    ("american civil war", "1861-04-12/1865-05"),
    ("french revolution", "1789/1799"),
    ("russian revolution", "1917"),
    ("october revolution", "1917-11-07"),
    ("iranian revolution", "1978/1979"),
    ("orange revolution", "2004-11-22/2005-01"),
    ("prague spring", "1968-01/1968-08"),
    ("arab spring", "2010-12/2012"),
    ("cuban missile crisis", "1962-10-16/1962-10-28"),
    ("fall of the berlin wall", "1989-11-09"),
    ("collapse of the soviet union", "1991"),
    ("fall of the soviet union", "1991"),
    ("dissolution of the soviet union", "1991"),
    ("breakup of the soviet union", "1991"),
    ("disintegration of the soviet union", "1991"),
    ("end of the soviet union", "1991"),
    ("collapse of the ussr", "1991"),
    ("dissolution of the ussr", "1991"),
    ("middle ages", "0500~/1500~"),
];

/// In Russian.
const RUSSIAN: &[Row] = &[
    ("втор* миров* войн*", "1939-09-01/1945-09-02"),
    ("перв* миров* войн*", "1914-07-28/1918-11-11"),
    ("велик* отечественн* войн*", "1941-06-22/1945-05-09"),
    ("холодн* войн*", "1947~/1991"),
    ("велик* депресси*", "1929/1939~"),
    ("корейск* войн*", "1950-06-25/1953-07-27"),
    ("октябрьск* революци*", "1917-11-07"),
    ("оранжев* революци*", "2004-11-22/2005-01"),
    ("перестройк*", "1985/1991"),
    ("карибск* кризис*", "1962-10-16/1962-10-28"),
    ("падени* берлинск* стен*", "1989-11-09"),
    ("распад* ссср", "1991"),
    ("распад* советск* союз*", "1991"),
    ("развал* ссср", "1991"),
    ("развал* советск* союз*", "1991"),
];

/// The name at a token. A word before it must say that a time is meant: `since`, `during`.
#[must_use]
pub(super) fn read(cursor: Cursor<'_>, at: usize, language: Language) -> Read<Found> {
    let before = at.checked_sub(1)?;
    let limit = lead(cursor, before, language)?;
    let start = cursor.skip(at, Word::The);
    let rows = rows(language).iter().enumerate();
    let read = rows.filter_map(|(index, (name, _))| Some((u8::try_from(index).ok()?, end_of(cursor, start, name)?)));
    let (index, next) = read.max_by_key(|(_, next)| *next)?;
    let named = Named::new(cursor.span(at, next), Sense::Period(index, language));
    Some((Found { named, end: None, limit, from: if limit.is_some() { before } else { at } }, next))
}

/// Whether a name can stand behind a word, and which end of a stretch it then is.
#[expect(clippy::option_option, reason = "whether it can, and then which end, if it is one")]
fn lead(cursor: Cursor<'_>, at: usize, language: Language) -> Option<Option<Limit>> {
    let is = |words: &[&str]| words.iter().any(|word| cursor.reads(at, word));
    if language == Language::Russian {
        return match () {
            () if is(&["после"]) => Some(Some(Limit::After)),
            () if is(&["с", "со"]) => Some(Some(Limit::Since)),
            () if is(&["до"]) => Some(Some(Limit::Before)),
            () if is(&["во", "в", "годы", "время", "период", "времен", "времена", "начала", "конца"]) => {
                Some(None)
            }
            () => None,
        };
    }
    match cursor.word(at)? {
        Word::Since => Some(Some(Limit::Since)),
        Word::Until => Some(Some(Limit::Until)),
        Word::Later if is(&["after"]) => Some(Some(Limit::After)),
        Word::Earlier if is(&["before"]) => Some(Some(Limit::Before)),
        Word::In | Word::By | Word::From => Some(None),
        Word::Of if matches!(cursor.word(at.wrapping_sub(1)), Some(Word::PortionNoun(_))) => Some(None),
        _ => None,
    }
}

/// Whether an unknown word in small letters may begin a name.
#[must_use]
pub(super) fn may_begin(cursor: Cursor<'_>, at: usize, language: Language) -> bool {
    language == Language::Russian && at.checked_sub(1).is_some_and(|before| lead(cursor, before, language).is_some())
}

/// When that was.
#[must_use]
pub(super) fn when(index: u8, language: Language) -> Option<When> {
    rows(language).get(usize::from(index))?.1.parse().ok()
}

fn rows(language: Language) -> &'static [Row] {
    match language {
        Language::English => ENGLISH,
        Language::Russian => RUSSIAN,
        Language::Other => &[],
    }
}

/// The token behind a name, if it stands there.
fn end_of(cursor: Cursor<'_>, start: usize, name: &str) -> Option<usize> {
    let mut at = start;
    for word in name.split(' ') {
        let raw = cursor.raw(at);
        let is_it = match word.strip_suffix('*') {
            Some(stem) => begins(raw, stem),
            None => raw.chars().flat_map(char::to_lowercase).eq(word.chars()),
        };
        if !is_it || !matches!(cursor.kind(at), Some(Kind::Word(_) | Kind::Number(_))) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Whether a word begins with letters, in any case.
fn begins(word: &str, stem: &str) -> bool {
    let mut letters = word.chars().flat_map(char::to_lowercase);
    stem.chars().all(|letter| letters.next() == Some(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_time() {
        for language in [Language::English, Language::Russian] {
            for index in 0..rows(language).len() {
                let index = u8::try_from(index).unwrap();
                assert!(when(index, language).is_some(), "{:?}", rows(language)[usize::from(index)]);
            }
        }
    }
}
