//! What a paragraph is by the name of its style, for text documents of any program and in many languages.

use super::dates;
use crate::report::passage::BlockKind;
use crate::report::when::When;

/// What a style's name says of its paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// They are blocks of this kind.
    Title,
    /// The line under a title.
    Subtitle,
    /// A heading, from 1 to 6.
    Heading(u8),
    /// A quotation set apart.
    Quote,
    /// Lines of verse.
    Verse,
    /// Words under a picture or over a table.
    Caption,
    /// A line of a table of contents.
    Contents,
    /// A question of an interviewer.
    Question,
    /// An answer in an interview.
    Answer,
    /// Who wrote it.
    Author,
    /// An ordinary paragraph, whatever the style is based on.
    Body,
}

impl Role {
    /// The kind of block; an author's name and ordinary paragraphs are none.
    #[must_use]
    pub fn kind(self) -> Option<BlockKind> {
        Some(match self {
            Self::Title => BlockKind::Title,
            Self::Subtitle => BlockKind::Subtitle,
            Self::Heading(level) => BlockKind::Heading(level),
            Self::Quote => BlockKind::Quote,
            Self::Verse => BlockKind::Verse,
            Self::Caption => BlockKind::Caption,
            Self::Contents => BlockKind::ContentsEntry,
            Self::Question => BlockKind::Question,
            Self::Answer => BlockKind::Answer,
            Self::Author | Self::Body => return None,
        })
    }
}

/// How the built-in styles are called. Word and LibreOffice keep the English names in the file; other programs, converters and
/// people who make styles of their own use those of their language.
const NAMES: &[(Role, &[&str])] = &[
    (
        Role::Title,
        &["title", "titel", "titre", "título", "titolo", "tytuł", "название", "заголовок документа", "назва", "标题", "표제"],
    ),
    (
        Role::Subtitle,
        &["subtitle", "untertitel", "sous-titre", "subtítulo", "sottotitolo", "podtytuł", "подзаголовок", "підзаголовок", "副标题"],
    ),
    (
        Role::Quote,
        &[
            "quote",
            "intense quote",
            "block text",
            "block quote",
            "blockquote",
            "block quotation",
            "quotation",
            "quotations",
            "zitat",
            "blockzitat",
            "intensives zitat",
            "citation",
            "citation intense",
            "cita",
            "cita destacada",
            "citazione",
            "citação",
            "citaat",
            "citat",
            "cytat",
            "цитата",
            "выделенная цитата",
            "alıntı",
            "引用",
            "引用文",
            "인용",
        ],
    ),
    (Role::Verse, &["verse", "poem", "poetry", "vers", "gedicht", "poème", "poema", "poesia", "стихи", "стих", "вірш", "şiir"]),
    (
        Role::Caption,
        &[
            "caption",
            "image caption",
            "table caption",
            "captioned figure",
            "illustration",
            "beschriftung",
            "légende",
            "leyenda",
            "epígrafe",
            "didascalia",
            "legenda",
            "bijschrift",
            "podpis",
            "подпись",
            "подпись к рисунку",
            "название объекта",
            "підпис",
            "题注",
            "図表番号",
            "캡션",
        ],
    ),
    (Role::Question, &["question", "frage", "pregunta", "domanda", "pergunta", "pytanie", "вопрос", "питання", "soru", "сұрақ"]),
    (
        Role::Answer,
        &["answer", "antwort", "réponse", "respuesta", "risposta", "resposta", "odpowiedź", "ответ", "відповідь", "cevap", "жауап"],
    ),
    (Role::Author, &["author", "byline", "autor", "auteur", "autore", "автор"]),
    (Role::Body, &["normal", "standard", "text body", "body text", "default paragraph style", "no spacing"]),
];

/// What stands before a heading's level.
const HEADINGS: &[&str] = &[
    "heading",
    "header",
    "überschrift",
    "titre",
    "título",
    "titolo",
    "titulo",
    "rubrik",
    "overskrift",
    "otsikko",
    "kop",
    "nagłówek",
    "nadpis",
    "naslov",
    "címsor",
    "заголовок",
    "рубрика",
    "başlık",
    "标题",
    "標題",
    "見出し",
    "제목",
    "عنوان",
    "тақырып",
];

/// What a style of this name is for; `None` where its name says nothing, and what it is based on decides.
#[must_use]
pub fn role(name: &str) -> Option<Role> {
    // ODF writes a space as `_20_`; Word adds aliases after a comma.
    let name = name.replace("_20_", " ").to_lowercase();
    let name = name.split(',').next().unwrap_or_default().trim();
    if let Some((role, _)) = NAMES.iter().find(|(_, names)| names.contains(&name)) {
        return Some(*role);
    }
    let words = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let level = name[words.len()..].parse::<u8>().ok();
    let words = words.trim_end();
    match level {
        Some(level @ 1..) if HEADINGS.contains(&words) => Some(Role::Heading(level.min(6))),
        Some(_) if matches!(words, "toc" | "contents" | "verzeichnis" | "tm" | "оглавление") => Some(Role::Contents),
        None if words == "heading" => Some(Role::Heading(1)),
        _ => None,
    }
}

/// Whether a weight as CSS and ODF tell it is heavier than that of text.
#[must_use]
pub fn is_bold(weight: &str) -> bool {
    weight.starts_with("bold") || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

/// A language as BCP 47 writes it, where it is told and not “none” or “undetermined”.
#[must_use]
pub fn language(told: &str) -> Option<String> {
    let told = told.trim().replace('_', "-");
    let mut parts = told.split('-');
    let first = parts.next()?.to_lowercase();
    let is_letters = (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic());
    let is_tag = parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()));
    let is_told = !matches!(first.as_str(), "und" | "zxx" | "mul" | "mis" | "no" | "zz") || told == "no";
    (is_letters && is_tag && is_told).then(|| format!("{first}{}", &told[first.len()..]))
}

/// The day, month or year of a date in a file's own data. Clocks that were never set say the year in which they begin.
#[must_use]
pub fn day(told: &str) -> Option<When> {
    let is_set =
        !["1601", "1899-12", "1900", "1904-01", "1970-01-01", "1980-01-01"].iter().any(|start| told.trim().starts_with(start));
    dates::date(told).filter(|_| is_set)
}

/// Whether a title is only what a program made of a file's name, or of nothing.
#[must_use]
pub fn is_filled_in(title: &str) -> bool {
    let title = title.trim().to_lowercase();
    title.starts_with("microsoft word - ")
        || [".doc", ".docx", ".odt", ".rtf", ".dot"].iter().any(|ending| title.ends_with(ending))
        || matches!(title.as_str(), "" | "untitled" | "word document" | "powerpoint presentation" | "untitled document")
}

/// Whether a name of a person is only what a program fills in.
#[must_use]
pub fn is_nobody(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let filled = [
        "python-docx",
        "user",
        "admin",
        "administrator",
        "author",
        "microsoft office user",
        "пользователь",
        "windows user",
        "unknown",
    ];
    name.is_empty() || filled.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_styles_say_what_they_are_for() {
        let cases = [
            ("heading 1", Some(Role::Heading(1))),
            ("Heading_20_2", Some(Role::Heading(2))),
            ("Überschrift 3", Some(Role::Heading(3))),
            ("Заголовок 1", Some(Role::Heading(1))),
            ("heading 9", Some(Role::Heading(6))),
            ("Heading 0", None),
            ("toc 2", Some(Role::Contents)),
            ("Title", Some(Role::Title)),
            ("Quotations", Some(Role::Quote)),
            ("caption,Figure caption", Some(Role::Caption)),
            ("Normal", Some(Role::Body)),
            ("List Bullet", None),
            ("P12", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(role(name), expected, "{name}");
        }
    }

    #[test]
    fn languages_and_days_are_read_or_refused() {
        let languages =
            [("en_US", Some("en-US")), ("RU", Some("ru")), ("zxx", None), ("x-none", None), ("", None), ("english!", None)];
        for (told, expected) in languages {
            assert_eq!(language(told).as_deref(), expected, "{told}");
        }
        let days = [
            ("2022-01-05T09:00:00Z", Some("2022-01-05")),
            ("2022-01", Some("2022-01")),
            ("1970-01-01T00:00:00Z", None),
            ("yesterday", None),
            ("", None),
        ];
        for (told, expected) in days {
            assert_eq!(day(told).map(|when| when.to_string()).as_deref(), expected, "{told}");
        }
    }
}
