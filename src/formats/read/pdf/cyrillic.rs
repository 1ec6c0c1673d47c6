//! Russian text whose fonts say that their letters are those of Western Europe: it was Windows-1251 once, and is read as Windows-1252
//! (“Ïðèâåò” for “Привет”).

use super::furniture::Laid;

/// Sets Cyrillic letters where most letters of a document are ones that no Western language has so many of. Whether it did.
pub fn mend(pages: &mut [Laid]) -> bool {
    let (mut high, mut letters) = (0usize, 0usize);
    for text in words(pages) {
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            letters += 1;
            high += usize::from(matches!(c, 'À'..='ÿ'));
        }
    }
    let is_broken = high >= 24 && high * 2 > letters && is_like_words(pages);
    if is_broken {
        words(pages).for_each(|text| *text = text.chars().map(cyrillic).collect());
    }
    is_broken
}

/// Whether what would come of it looks like words: the letters that are most frequent in all languages written so are frequent, and
/// small letters seldom come before capital ones.
fn is_like_words(pages: &mut [Laid]) -> bool {
    let (mut letters, mut frequent, mut rises) = (0usize, 0usize, 0usize);
    for text in words(pages) {
        let mut is_small = false;
        for c in text.chars().filter(|c| matches!(c, 'À'..='ÿ')).map(cyrillic) {
            letters += 1;
            frequent += usize::from("аеинотсАЕИНОТС".contains(c));
            rises += usize::from(is_small && c.is_uppercase());
            is_small = c.is_lowercase();
        }
    }
    frequent * 10 > letters * 3 && rises * 5 < letters
}

fn words(pages: &mut [Laid]) -> impl Iterator<Item = &mut String> {
    let lines = pages.iter_mut().flat_map(|page| &mut page.lines);
    lines.flat_map(|line| &mut line.cells).flat_map(|cell| &mut cell.words).map(|words| &mut words.text)
}

/// The letter that stands in Windows-1251 where this one does in Windows-1252.
fn cyrillic(c: char) -> char {
    match c {
        'À'..='ÿ' => char::from_u32(0x410 + (u32::from(c) - 0xc0)).unwrap_or(c),
        '¨' => 'Ё',
        '¸' => 'ё',
        'ª' => 'Є',
        'º' => 'є',
        '¯' => 'Ї',
        '¿' => 'ї',
        '²' => 'І',
        '³' => 'і',
        '¥' => 'Ґ',
        '´' => 'ґ',
        '¹' => '№',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read::pdf::line::{Cell, Line};
    use crate::formats::read::pdf::segment::Words;

    fn mended(text: &str) -> String {
        let words = vec![Words { text: text.to_owned(), is_high: false }];
        let line = Line { cells: vec![Cell { words, ..Cell::default() }], ..Line::default() };
        let mut pages = [Laid { lines: vec![line], height: 800.0 }];
        mend(&mut pages);
        pages[0].lines[0].text()
    }

    #[test]
    fn cyrillic_letters_come_back_and_western_ones_stay() {
        let broken = "Â ÿíâàðå 2022 ãîäà â Êàçàõñòàíå íà÷àëèñü ïðîòåñòû, CNN";
        assert_eq!(mended(broken), "В январе 2022 года в Казахстане начались протесты, CNN");
        let french = "L’été à Orléans: élèves, école, évêque, être, forêt, où, çà et là, naïveté";
        assert_eq!(mended(french), french);
        let alphabet = "àÀâÂäÄçÇéÉèÈêÊëËîÎïÏôÔùÙûÛüÜ";
        assert_eq!(mended(alphabet), alphabet);
    }
}
