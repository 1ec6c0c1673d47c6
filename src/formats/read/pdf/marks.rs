//! Accents and vowel signs that are drawn as letters of their own: each is put behind the letter that it stands on, however the
//! program drew them.

use unicode_normalization::char::is_combining_mark;

use super::content::Glyph;
use super::rtl;

/// Puts marks behind their letters, at the same place. The letters are in the order in which they are drawn.
pub fn settle(glyphs: &mut Vec<Glyph>) {
    if !glyphs.iter().any(is_mark) {
        return;
    }
    let mut hosts: Vec<(usize, usize)> = Vec::new();
    let (mut before, mut next) = (None, 0);
    for (at, glyph) in glyphs.iter().enumerate() {
        if !is_mark(glyph) {
            before = Some(at).filter(|_| glyph.c != ' ').or(before);
            continue;
        }
        next = next.max(at + 1);
        while glyphs.get(next).is_some_and(|other| is_mark(other) || other.c == ' ') {
            next += 1;
        }
        let after = Some(next).filter(|next| *next < glyphs.len());
        if let Some(host) = [before, after].into_iter().flatten().find(|host| is_on(glyph, &glyphs[*host])) {
            hosts.push((host, at));
        }
    }
    hosts.sort_unstable();
    let mut is_settled = vec![false; glyphs.len()];
    for (_, mark) in &hosts {
        is_settled[*mark] = true;
    }
    let mut hosts = hosts.into_iter().peekable();
    let mut sorted = Vec::with_capacity(glyphs.len());
    for (at, glyph) in glyphs.iter().enumerate().filter(|(at, _)| !is_settled[*at]) {
        sorted.push(*glyph);
        while let Some((_, mark)) = hosts.next_if(|(host, _)| *host == at) {
            sorted.push(Glyph { x: glyph.x, y: glyph.y, width: 0.0, size: glyph.size, ..glyphs[mark] });
        }
    }
    *glyphs = sorted;
}

/// A mark that takes no place of its own.
fn is_mark(glyph: &Glyph) -> bool {
    is_combining_mark(glyph.c) && glyph.width < glyph.size * 0.2
}

/// Whether a mark stands on a letter. At the border of two letters it belongs to the one that is read first: it is drawn where the
/// pen is after that letter.
fn is_on(mark: &Glyph, letter: &Glyph) -> bool {
    let (near, middle) = (letter.size * 0.02, mark.x + mark.width / 2.0);
    let end = letter.x + letter.width;
    let is_over = if rtl::is_rtl(mark.c) {
        rtl::is_rtl(letter.c) && (letter.x - near..end - near).contains(&middle)
    } else {
        letter.c.is_alphanumeric() && (letter.x + near..end + letter.size * 0.15).contains(&middle)
    };
    is_over && (mark.y - letter.y).abs() < letter.size
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read::pdf::testing;

    fn settled(letters: &[(char, f32, f32)]) -> String {
        let glyph = |(c, x, width): &(char, f32, f32)| testing::letter(*c, (*x, 100.0), *width);
        let mut glyphs: Vec<Glyph> = letters.iter().map(glyph).collect();
        settle(&mut glyphs);
        glyphs.iter().map(|glyph| glyph.c).collect()
    }

    #[test]
    fn marks_follow_their_letters() {
        // From left to right as it is seen: the mark at the border belongs to the letter right of it, which is read first.
        assert_eq!(settled(&[('د', 0.0, 8.0), ('\u{651}', 8.0, 0.0), ('ي', 8.0, 6.0)]), "دي\u{651}");
        assert_eq!(settled(&[('ي', 8.0, 6.0), ('\u{651}', 8.0, 0.0), ('د', 0.0, 8.0)]), "ي\u{651}د");
        assert_eq!(settled(&[('ꯋ', 0.0, 8.0), ('\u{abe5}', 8.3, 0.0), ('ꯔ', 8.0, 8.0)]), "ꯋ\u{abe5}ꯔ");
        assert_eq!(settled(&[('a', 0.0, 5.0), ('\u{301}', 30.0, 0.0), ('b', 5.0, 5.0)]), "a\u{301}b");
    }
}
