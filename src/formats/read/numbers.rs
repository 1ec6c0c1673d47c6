//! Numbers of lists, headings and notes as they are printed: digits, Roman numerals, letters.

/// A number in one of the formats of lists (ECMA-376 part 1, 17.18.59); in digits where the format is of another script.
#[must_use]
pub fn written(number: u32, format: &str) -> String {
    match format {
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "lowerLetter" => letters(number, "abcdefghijklmnopqrstuvwxyz"),
        "upperLetter" => letters(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "russianLower" => letters(number, "абвгдежзиклмнопрстуфхцчшщыэюя"),
        "russianUpper" => letters(number, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
        "decimalZero" => format!("{number:02}"),
        "bullet" | "none" => String::new(),
        _ => number.to_string(),
    }
}

/// Letters for numbers: after the last one, all are doubled, then trebled.
fn letters(number: u32, alphabet: &str) -> String {
    let count = u32::try_from(alphabet.chars().count()).unwrap_or(1);
    let Some(index) = number.checked_sub(1) else { return number.to_string() };
    let Some(letter) = alphabet.chars().nth((index % count) as usize) else { return number.to_string() };
    // Thirty times the same letter is nobody's number.
    if index / count < 30 { letter.to_string().repeat((index / count + 1) as usize) } else { number.to_string() }
}

fn roman(number: u32) -> String {
    const DIGITS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let (mut rest, mut text) = (number, String::new());
    for (value, digit) in DIGITS {
        while rest >= value {
            text.push_str(digit);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_many_ways() {
        let cases = [
            (4, "decimal", "4"),
            (4, "decimalZero", "04"),
            (1994, "upperRoman", "MCMXCIV"),
            (4000, "upperRoman", "4000"),
            (9, "lowerRoman", "ix"),
            (3, "lowerLetter", "c"),
            (28, "upperLetter", "BB"),
            (4_000_000_000, "upperLetter", "4000000000"),
            (0, "lowerLetter", "0"),
            (4, "russianLower", "г"),
            (7, "bullet", ""),
            (7, "hindiVowels", "7"),
        ];
        for (number, format, expected) in cases {
            assert_eq!(written(number, format), expected, "{number} as {format}");
        }
    }
}
