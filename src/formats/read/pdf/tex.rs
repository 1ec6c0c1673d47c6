//! What the glyphs of TeX's own bitmap fonts show. dvips names them after their codes, `a65`, and leaves out which of TeX's two
//! orders of letters it is: the one of Computer Modern (OT1), or that of Cork (T1), which has letters of most of Europe.

use std::collections::HashMap;

use super::cmap::Letters;

/// The ligatures of both, which stand at five codes in a row.
const LIGATURES: [&str; 5] = ["ff", "fi", "fl", "ffi", "ffl"];

/// What stands in the order of Computer Modern up to 32 around them; and where it is not ASCII.
const OLD: &str = "ΓΔΘΛΞΠΣΥΦΨΩ�����ıȷ`´ˇ˘¯˚¸ßæœøÆŒØ";
const OLD_SIGNS: [(u8, char); 8] =
    [(b'"', '”'), (b'\'', '’'), (b'<', '¡'), (b'>', '¿'), (b'\\', '“'), (b'`', '‘'), (b'{', '–'), (b'|', '—')];

/// What stands in the order of Cork up to 32, and from 128 on.
const CORK: &str = "`´ˆ˜¨˝˚ˇ˘¯˙¸˛‚‹›“”„«»–—��ıȷ";
const CORK_HIGH: &str = "ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖŒØÙÚÛÜÝÞẞàáâãäåæçèéêëìíîïðñòóôõöœøùúûüýþß";

/// An order of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// OT1.
    Old,
    /// T1.
    Cork,
}

impl Order {
    /// The order of a font whose glyphs have these names, where they are those of TeX and enough of them to tell.
    #[must_use]
    pub fn of(names: &HashMap<u8, String>) -> Option<Self> {
        let has = |code: u8| names.get(&code).is_some_and(|name| name.strip_prefix('a').is_some_and(|own| own.parse() == Ok(code)));
        let count = |codes: std::ops::RangeInclusive<u8>| codes.filter(|code| has(*code)).count();
        // Those of formulas have no commas and full stops where text has them.
        let is_text = count(b'a'..=b'z') >= 6 && (has(b',') || has(b'.'));
        let (old, cork) = (count(11..=15), count(27..=31) + count(128..=255));
        match (old, cork) {
            _ if !is_text => None,
            (1.., 0) => Some(Self::Old),
            (0, 1..) => Some(Self::Cork),
            _ => None,
        }
    }

    /// What a code means.
    #[must_use]
    pub fn letters(self, code: u8) -> Letters {
        let first = if self == Self::Old { 11 } else { 27 };
        if let Some(ligature) = code.checked_sub(first).and_then(|at| LIGATURES.get(usize::from(at))) {
            return Letters::Several((*ligature).into());
        }
        let from =
            |table: &str, first: u8| table.chars().nth(usize::from(code - first)).filter(|c| *c != char::REPLACEMENT_CHARACTER);
        let sign = OLD_SIGNS.iter().find(|(own, _)| *own == code && (self == Self::Old || matches!(own, b'\'' | b'`')));
        let found = match code {
            0..=31 => from(if self == Self::Old { OLD } else { CORK }, 0),
            _ if let Some((_, c)) = sign => Some(*c),
            32..=126 => Some(char::from(code)),
            127 => (self == Self::Cork).then_some('-'),
            128.. => (self == Self::Cork).then(|| from(CORK_HIGH, 128)).flatten(),
        };
        found.map_or(Letters::Unknown, Letters::One)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(codes: &[u8]) -> HashMap<u8, String> {
        let text = b"abcdefg,";
        codes.iter().chain(text).map(|code| (*code, format!("a{code}"))).collect()
    }

    #[test]
    fn the_order_shows_in_which_codes_there_are() {
        let cases: [(&[u8], Option<Order>); 5] =
            [(&[28], Some(Order::Cork)), (&[0xba], Some(Order::Cork)), (&[12], Some(Order::Old)), (&[12, 28], None), (&[], None)];
        for (codes, expected) in cases {
            assert_eq!(Order::of(&names(codes)), expected, "{codes:?}");
        }
        let other = names(&[]).into_values().zip(12..).map(|(name, code)| (code, name)).collect();
        assert_eq!(Order::of(&other), None);
    }

    #[test]
    fn codes_mean_what_tex_means_by_them() {
        let (old, cork) = (Order::Old, Order::Cork);
        let cases = [
            (old, 12, "fi"),
            (old, 25, "ß"),
            (old, b'{', "–"),
            (old, b'a', "a"),
            (cork, 30, "ffi"),
            (cork, 21, "–"),
            (cork, b'\'', "’"),
            (cork, b'{', "{"),
            (cork, 0x9a, "Ž"),
            (cork, 0xe9, "é"),
            (cork, 0xff, "ß"),
        ];
        for (order, code, expected) in cases {
            assert_eq!(order.letters(code), Letters::from(expected.to_owned()), "{order:?} {code}");
        }
        assert_eq!((CORK_HIGH.chars().count(), OLD.chars().count()), (128, 32));
        assert_eq!(old.letters(200), Letters::Unknown);
    }
}
