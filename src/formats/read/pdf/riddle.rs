//! Letters of which a file gives only the number of their glyph.
//!
//! Programs that print to PDF often leave out what their glyphs mean. In the fonts that nearly all of them use (Arial, Times New
//! Roman, Calibri and others that are ordered like them) the glyphs of ASCII come in its order, from 3 on for the space, and those of
//! Cyrillic in Unicode's. Some programs number glyphs by Unicode itself. Which it is shows in what comes of it: letters, or signs.

use std::collections::HashMap;

use read_fonts::tables::post::DEFAULT_GLYPH_NAMES;

use super::cmap::Letters;
use super::content::{Drawn, Glyph};
use super::encoding;

/// What the glyph with a number shows.
type Order = fn(u32) -> Option<char>;

/// Where glyphs are kept whose meaning is not known: beyond all letters, in Unicode's plane for private use.
const KEPT: u32 = 0xf_0000;

/// A glyph of which only its number is known.
#[must_use]
pub fn kept(code: u32) -> char {
    if code < 0xfff0 { char::from_u32(KEPT + code).unwrap_or(char::REPLACEMENT_CHARACTER) } else { char::REPLACEMENT_CHARACTER }
}

fn number(glyph: &Glyph) -> Option<u32> {
    u32::from(glyph.c).checked_sub(KEPT).filter(|code| *code < 0xfff0)
}

/// Finds out what they mean, font by font; what stays unknown becomes U+FFFD. The fewer are unknown, the better.
pub fn solve(drawn: &mut Drawn) {
    let mut fonts: HashMap<u16, Vec<u32>> = HashMap::new();
    for glyph in &drawn.glyphs {
        if let Some(code) = number(glyph) {
            fonts.entry(glyph.font).or_default().push(code);
        }
    }
    if fonts.is_empty() {
        return;
    }
    let orders: HashMap<u16, Option<Order>> = fonts.into_iter().map(|(font, codes)| (font, order(&codes))).collect();
    for glyph in &mut drawn.glyphs {
        let Some(code) = number(glyph) else { continue };
        match orders.get(&glyph.font).copied().flatten().and_then(|order| order(code)) {
            Some(c) => {
                glyph.c = c;
                drawn.unknown = drawn.unknown.saturating_sub(1);
            }
            None => glyph.c = char::REPLACEMENT_CHARACTER,
        }
    }
}

/// The order that makes most letters of some glyphs, if it makes nearly all of them ones.
fn order(codes: &[u32]) -> Option<Order> {
    let orders: [Order; 2] = [of_windows, of_unicode];
    let score = |order: &Order| {
        let letters = codes.iter().filter(|code| order(**code).is_some_and(|c| c.is_alphabetic() || c == ' ')).count();
        letters * 100 / codes.len()
    };
    orders.into_iter().max_by_key(score).filter(|order| codes.len() >= 2 && score(order) >= 65)
}

/// The order of Arial and Times New Roman.
fn of_windows(code: u32) -> Option<char> {
    match code {
        3..=97 => char::from_u32(code + 29),
        // What follows has the order of the Macintosh, as OpenType tells it of the table “post”.
        98..=257 => match encoding::named(DEFAULT_GLYPH_NAMES.get(code as usize)?) {
            Letters::One(c) => Some(c),
            _ => None,
        },
        0x23a..=0x279 => char::from_u32(code + 0x1d6),
        _ => None,
    }
}

fn of_unicode(code: u32) -> Option<char> {
    // Scripts in which chance would not make words.
    let c = char::from_u32(code).filter(|_| matches!(code, 0x20..0x250 | 0x370..0x530 | 0x2010..0x2030 | 0xac00..0xd7a4))?;
    (!c.is_control()).then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_shows_in_what_comes_of_it() {
        let solved = |codes: &[u32]| order(codes).map(|order| codes.iter().filter_map(|code| order(*code)).collect::<String>());
        let windows: Vec<u32> = "5(&20(1'$&,21".chars().map(u32::from).collect();
        assert_eq!(solved(&windows).as_deref(), Some("RECOMENDACION"));
        let french: Vec<u32> = "5pJLPH".chars().map(u32::from).collect();
        assert_eq!(solved(&french).as_deref(), Some("Régime"));
        let cyrillic: Vec<u32> = "ɍɝɥɨɜɚɹ".chars().map(u32::from).collect();
        assert_eq!(solved(&cyrillic).as_deref(), Some("Угловая"));
        let unicode: Vec<u32> = "Uvolnění".chars().map(u32::from).collect();
        assert_eq!(solved(&unicode).as_deref(), Some("Uvolnění"));
        assert_eq!(solved(&[300, 5000, 7, 12, 9000, 402]), None);
    }
}
