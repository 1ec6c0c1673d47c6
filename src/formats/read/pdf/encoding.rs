//! What the codes of simple fonts mean, and how wide the letters of the fourteen standard fonts are.

use read_fonts::ps::agl;
use read_fonts::ps::encoding::PredefinedEncoding;

use super::cmap::Letters;

/// What stands at the codes from 128 on in Mac OS Roman.
const MAC_ROMAN: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ�ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// What stands at the codes from 128 on in Windows-1252. Where nothing does, PDF has a bullet.
const WINDOWS: &str = "€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";

#[expect(clippy::unicode_not_nfc, reason = "the angle brackets are those that the glyph list names")]
/// What stands at the codes from 32 on in the font Symbol; from the metrics of Adobe's core fonts.
const SYMBOL: &str = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧ∆ΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_�αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼�����������������\
    ����������������€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…��↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇���∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈���∑�����������〉∫⌠�⌡����������";

/// What stands at the codes from 32 on in the font `ZapfDingbats`; from the same.
const DINGBATS: &str = " ✁✂✃✄☎✆✇✈✉☛☞✌✍✎✏✐✑✒✓✔✕✖✗✘✙✚✛✜✝✞✟✠✡✢✣✤✥✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❄❅❆❇❈❉❊❋●❍■❏❐❑❒▲▼◆❖◗❘❙❚❛❜❝❞�❨❩❪❫❬❭❮❯❰❱❲❳❴❵��\
    �����������������❡❢❣❤❥❦❧♣♦♥♠①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓➔→↔↕➘➙➚➛➜➝➞➟➠➡➢➣➤➥➦➧➨➩➪➫➬➭➮➯�➱➲➳➴➵➶➷➸➹➺➻➼➽➾�";

/// An encoding of simple fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Adobe's own.
    Standard,
    /// Windows-1252.
    Windows,
    /// Mac OS Roman.
    Mac,
    /// Small capitals, old-style figures, fractions.
    Expert,
    /// The font Symbol.
    Symbol,
    /// The font `ZapfDingbats`.
    Dingbats,
}

impl Encoding {
    /// The encoding with this name in a PDF.
    #[must_use]
    pub fn named(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"StandardEncoding" => Self::Standard,
            b"WinAnsiEncoding" => Self::Windows,
            b"MacRomanEncoding" => Self::Mac,
            b"MacExpertEncoding" => Self::Expert,
            _ => return None,
        })
    }

    /// What a code means.
    #[must_use]
    pub fn letters(self, code: u8) -> Letters {
        let from = |table: &str, first: u8| {
            let found = code.checked_sub(first).and_then(|at| table.chars().nth(usize::from(at)));
            found.filter(|c| *c != char::REPLACEMENT_CHARACTER).map_or(Letters::Unknown, Letters::One)
        };
        let ascii = (32..127).contains(&code);
        match self {
            Self::Standard => named(PredefinedEncoding::Standard.name(code)),
            Self::Expert => named(PredefinedEncoding::Expert.name(code)),
            Self::Symbol => from(SYMBOL, 32),
            Self::Dingbats => from(DINGBATS, 32),
            Self::Windows | Self::Mac if ascii => Letters::One(char::from(code)),
            Self::Windows => from(WINDOWS, 128),
            Self::Mac => from(MAC_ROMAN, 128),
        }
    }
}

/// What a glyph with this name shows, by the Adobe Glyph List.
#[must_use]
pub fn named(name: &str) -> Letters {
    match name {
        ".notdef" | "" | "compwordmark" => Letters::Unknown,
        // Names of TeX fonts that are not in the list.
        "ff" => Letters::Several("ff".into()),
        "ffi" => Letters::Several("ffi".into()),
        "ffl" => Letters::Several("ffl".into()),
        "dotlessj" => Letters::One('ȷ'),
        "nbspace" | "space_" => Letters::One(' '),
        "sfthyphen" | "hyphenchar" => Letters::One('-'),
        "angbracketleft" => Letters::One('⟨'),
        "angbracketright" => Letters::One('⟩'),
        "visiblespace" => Letters::One('␣'),
        _ => agl::name_to_chars(name).take(16).collect::<String>().into(),
    }
}

/// What a glyph shows that is named after its code, as programs do that make fonts of their own: `a65`, `C65`, `G41`.
#[must_use]
pub fn named_by_code(name: &str, code: u8) -> Letters {
    let digits = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let hexadecimal = name.get(name.len().saturating_sub(2)..).and_then(|digits| u8::from_str_radix(digits, 16).ok());
    let is_named_so = digits.parse() == Ok(code) || (name.len() <= 4 && hexadecimal == Some(code));
    if is_named_so { Encoding::Windows.letters(code) } else { Letters::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_mean_what_the_standard_says() {
        let cases = [
            (Encoding::Standard, 0o341, 'Æ'),
            (Encoding::Standard, b'\'', '’'),
            (Encoding::Windows, 0x93, '“'),
            (Encoding::Windows, 0xe9, 'é'),
            (Encoding::Mac, 0x8e, 'é'),
            (Encoding::Symbol, b'a', 'α'),
            (Encoding::Symbol, 0xa3, '≤'),
            (Encoding::Dingbats, b'4', '✔'),
        ];
        for (encoding, code, expected) in cases {
            assert_eq!(encoding.letters(code), Letters::One(expected), "{encoding:?} {code}");
        }
        assert_eq!(Encoding::Standard.letters(0), Letters::Unknown);
        assert_eq!(WINDOWS.chars().count(), 128);
        assert_eq!(MAC_ROMAN.chars().count(), 128);
        assert_eq!((SYMBOL.chars().count(), DINGBATS.chars().count()), (224, 224));
    }

    #[test]
    fn names_mean_letters() {
        let cases = [("Aacute", "Á"), ("uni0416", "Ж"), ("afii10017", "А"), ("f_f_i", "ffi"), ("a.alt", "a"), ("ff", "ff")];
        for (name, expected) in cases {
            assert_eq!(named(name), Letters::from(expected.to_owned()), "{name}");
        }
        assert_eq!(named("nonsense"), Letters::Unknown);
        assert_eq!(named_by_code("a65", 65), Letters::One('A'));
        assert_eq!(named_by_code("G41", 0x41), Letters::One('A'));
        assert_eq!(named_by_code("g12", 65), Letters::Unknown);
    }
}
