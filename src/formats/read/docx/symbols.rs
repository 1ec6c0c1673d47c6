//! Letters of the fonts Symbol and Wingdings, which keep signs at positions of their own.

/// What Symbol has from 0x20 to 0xFF (Adobe's encoding of it), sixteen a row; a space where it has nothing or a part of a large bracket.
const SYMBOL: [&str; 14] = [
    " !∀#∃%&∋()∗+,−./",
    "0123456789:;<=>?",
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟ",
    "ΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    "‾αβχδεφγηιϕκλμνο",
    "πθρστυϖωξψζ{|}∼ ",
    "                ",
    "                ",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓",
    "°±″≥×∝∂•÷≠≡≈…   ",
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉",
    "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
    "◊〈®©™∑          ",
    " 〉∫             ",
];

/// The signs of Wingdings that stand for something in a text.
const WINGDINGS: &[(u32, char)] = &[
    (0x28, '☎'),
    (0x2a, '✉'),
    (0x4a, '☺'),
    (0x4c, '☹'),
    (0x6c, '●'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0xa7, '▪'),
    (0xa8, '☐'),
    (0xd8, '➢'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe8, '➔'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];

/// The letter that a font shows for a code, which may lie in the private area from U+F000 on. `None` where it is not known.
#[must_use]
pub fn letter(font: &str, code: u32) -> Option<char> {
    let code = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    match font.to_lowercase().as_str() {
        "symbol" => {
            let at = usize::try_from(code.checked_sub(0x20)?).ok()?;
            SYMBOL.get(at / 16)?.chars().nth(at % 16)
        }
        font if font.starts_with("wingdings") => WINGDINGS.iter().find(|(at, _)| *at == code).map(|(_, c)| *c),
        _ => char::from_u32(code).filter(|_| code > 0x1f),
    }
}

/// A text in a font, with its letters of the private area put right; those that are not known are left out.
#[must_use]
pub fn text(font: &str, text: &str) -> String {
    let is_own = |c: char| ('\u{f000}'..='\u{f0ff}').contains(&c);
    text.chars().filter_map(|c| if is_own(c) { letter(font, u32::from(c)) } else { Some(c) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stand_at_their_codes() {
        let cases = [
            ("Symbol", 0x61, Some('α')),
            ("Symbol", 0xf0b7, Some('•')),
            ("Symbol", 0xae, Some('→')),
            ("Symbol", 0xa3, Some('≤')),
            ("Symbol", 0xd6, Some('√')),
            ("Symbol", 0xe5, Some('∑')),
            ("Symbol", 0xf2, Some('∫')),
            ("Wingdings", 0xfc, Some('✓')),
            ("Wingdings", 0x21, None),
            ("Times", 0xe9, Some('é')),
            ("Symbol", 0xffff_ffff, None),
        ];
        for (font, code, expected) in cases {
            assert_eq!(letter(font, code), expected, "{font} {code:x}");
        }
        assert_eq!(text("Symbol", "a\u{f062}c"), "aβc");
    }
}
