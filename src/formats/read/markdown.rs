//! Markdown, with tables, footnotes and definition lists.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::html::is_same;
use super::manuscript::{Manuscript, Provenance, Told};
use super::scribe::{Mark, Scribe};
use super::{CANCELLED, FAULTY, Wish, decode, front, html};
use crate::report::passage::BlockKind;

/// Reads a text in Markdown.
///
/// # Errors
///
/// When the reading is cancelled.
pub(super) fn read(bytes: &[u8], wish: &Wish<'_>) -> Result<Manuscript, String> {
    let decoded = decode::decode(bytes, None);
    let mut scribe = Scribe::default();
    if decoded.is_faulty {
        scribe.complain(FAULTY);
    }
    let (fields, text) = front::split(&decoded.text);
    let mut about = front::about(&fields);
    let title = about.title.as_ref().map(|told| told.value.clone());
    if let Some(title) = &title {
        scribe.paragraph(Some(BlockKind::Title), title);
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut writer = Writer { scribe, wish, title, ..Writer::new(wish) };
    for (index, event) in Parser::new_ext(text, options).enumerate() {
        if index.is_multiple_of(1024) && (wish.cancel.is_cancelled() || writer.scribe.is_full()) {
            break;
        }
        writer.take(event);
    }
    wish.cancel.wanted().ok_or(CANCELLED)?;
    writer.end_line();
    if about.title.is_none() {
        about.title = writer.found.map(|title| Told::new(title, Provenance::Text));
    }
    Ok(writer.scribe.finish(super::titled(about, wish)))
}

struct Writer<'a> {
    scribe: Scribe,
    wish: &'a Wish<'a>,
    /// The title, as it is written already.
    title: Option<String>,
    /// The first heading, if nothing stands before it: the title where none is given.
    found: Option<String>,
    /// What the lines are; one for each element that is open.
    kinds: Vec<Option<BlockKind>>,
    line: Option<Mark>,
    /// The number of the next point of each list that is open.
    numbers: Vec<Option<u64>>,
    /// What is to be written before the first words of a line.
    before: String,
    is_row: bool,
    is_code: bool,
    /// Whether there was a picture in this paragraph, and words beside it.
    picture: (bool, bool),
    depth_of_picture: usize,
    heading: Option<(u8, String)>,
    markup: Option<String>,
}

impl<'a> Writer<'a> {
    fn new(wish: &'a Wish<'a>) -> Self {
        Self {
            scribe: Scribe::default(),
            wish,
            title: None,
            found: None,
            kinds: Vec::new(),
            line: None,
            numbers: Vec::new(),
            before: String::new(),
            is_row: false,
            is_code: false,
            picture: (false, false),
            depth_of_picture: 0,
            heading: None,
            markup: None,
        }
    }

    fn kind(&self) -> Option<BlockKind> {
        self.kinds.last().cloned().flatten()
    }

    fn words(&mut self, words: &str) {
        if let Some((_, heading)) = &mut self.heading {
            heading.push_str(words);
            return;
        }
        if self.scribe.is_at_start() {
            if words.trim().is_empty() {
                return;
            }
            self.line = Some(self.scribe.begin());
            let before = std::mem::take(&mut self.before);
            self.scribe.words(&before);
        }
        self.picture.1 |= self.depth_of_picture == 0 && !words.trim().is_empty();
        self.scribe.words(words);
    }

    fn end_line(&mut self) {
        if self.is_row {
            return self.scribe.words(" ");
        }
        self.scribe.end_line();
        let is_caption = std::mem::take(&mut self.picture) == (true, false);
        if let Some(mark) = self.line.take()
            && let Some(kind) = self.kind().or(is_caption.then_some(BlockKind::Caption))
        {
            self.scribe.end(mark, kind);
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.is_code => {
                for line in text.split_inclusive('\n') {
                    self.words(line);
                    if line.ends_with('\n') {
                        self.end_line();
                    }
                }
            }
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.words(&text),
            Event::Html(text) => match &mut self.markup {
                Some(markup) => markup.push_str(&text),
                None => self.markup(&text),
            },
            Event::InlineHtml(text) => {
                if text.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) {
                    self.end_line();
                }
            }
            Event::FootnoteReference(label) => {
                if self.scribe.is_at_start() {
                    self.line = Some(self.scribe.begin());
                }
                let mark = self.scribe.begin();
                self.scribe.words(&format!("[{label}]"));
                self.scribe.end(mark, BlockKind::FootnoteRef(label.to_string()));
            }
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.end_line(),
            Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let kind = match tag {
            Tag::Heading { level, .. } => {
                self.end_line();
                self.heading = Some((level_of(*level), String::new()));
                None
            }
            Tag::BlockQuote(_) => Some(self.within(BlockKind::Quote)),
            Tag::Item => {
                self.end_line();
                if let Some(Some(number)) = self.numbers.last_mut() {
                    self.before = format!("{number}. ");
                    *number = number.saturating_add(1);
                }
                Some(self.within(BlockKind::ListItem))
            }
            Tag::List(start) => {
                self.end_line();
                self.numbers.push(*start);
                self.kind()
            }
            Tag::FootnoteDefinition(label) => Some(BlockKind::Footnote(label.to_string())),
            Tag::TableHead | Tag::TableRow => {
                self.end_line();
                self.line = Some(self.scribe.begin());
                self.is_row = true;
                Some(BlockKind::TableRow)
            }
            Tag::CodeBlock(_) => {
                self.is_code = true;
                self.kind()
            }
            Tag::HtmlBlock => {
                self.markup = Some(String::new());
                self.kind()
            }
            Tag::Image { .. } => {
                self.picture.0 = true;
                self.depth_of_picture += 1;
                return;
            }
            Tag::Strong => {
                self.scribe.is_bold = true;
                return;
            }
            Tag::Emphasis | Tag::Strikethrough | Tag::Link { .. } | Tag::Superscript | Tag::Subscript | Tag::TableCell => return,
            _ => self.kind(),
        };
        self.end_line_before(tag);
        self.kinds.push(kind);
    }

    fn end_line_before(&mut self, tag: &Tag<'_>) {
        if !matches!(tag, Tag::TableHead | Tag::TableRow) {
            self.end_line();
        }
    }

    /// What lines are in such an element here: a footnote and a quotation stay what they are.
    fn within(&self, kind: BlockKind) -> BlockKind {
        match self.kind() {
            Some(around @ (BlockKind::Footnote(_) | BlockKind::Quote)) => around,
            _ => kind,
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => {
                self.scribe.is_bold = false;
                return;
            }
            TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Superscript | TagEnd::Subscript => {
                return;
            }
            TagEnd::Image => {
                self.depth_of_picture = self.depth_of_picture.saturating_sub(1);
                return;
            }
            TagEnd::TableCell => return self.scribe.cell(),
            TagEnd::TableHead | TagEnd::TableRow => self.is_row = false,
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::List(_) => drop(self.numbers.pop()),
            TagEnd::CodeBlock => self.is_code = false,
            TagEnd::HtmlBlock => {
                if let Some(markup) = self.markup.take() {
                    self.markup(&markup);
                }
            }
            _ => {}
        }
        self.end_line();
        self.kinds.pop();
    }

    fn end_heading(&mut self) {
        let Some((level, words)) = self.heading.take() else { return };
        if self.title.as_ref().is_some_and(|title| is_same(title, &words)) {
            return;
        }
        let is_title = self.title.is_none() && self.found.is_none() && self.scribe.length() == 0;
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if is_title && !line.is_empty() {
            self.found = Some(line);
        }
        self.scribe.paragraph(Some(if is_title { BlockKind::Title } else { BlockKind::Heading(level) }), &words);
    }

    fn markup(&mut self, markup: &str) {
        self.end_line();
        html::part_into(markup, &mut self.scribe, self.wish.cancel);
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read::testing::{bold, is_sound, read_as, shown};

    fn check(text: &str, expected: &[&str]) {
        let manuscript = read_as(read, text.as_bytes()).unwrap();
        assert_eq!(shown(&manuscript), expected, "{text}");
        assert!(is_sound(&manuscript), "{text}");
    }

    #[test]
    fn strong_words_are_bold() {
        let manuscript = read_as(read, b"**Who *came* then?**\n\nThey __did__.").unwrap();
        assert_eq!(bold(&manuscript), ["Who came then?", "did"]);
    }

    #[test]
    fn blocks_are_lines_of_their_kind() {
        check("# A *b*\n\nOne\ntwo **three**.  \nFour\n\n## C\n", &["Title|A b", "One two three.", "Four", "Heading(2)|C"]);
        check("a\n\n# B\n", &["a", "Heading(1)|B"]);
        check("- a\n- b\n\n  c\n\n3. x\n4. y\n", &["ListItem|a", "ListItem|b", "ListItem|c", "ListItem|3. x", "ListItem|4. y"]);
        check("> a\n> - b\n\nc", &["Quote|a", "Quote|b", "c"]);
        check("| a | b |\n|---|---|\n| 1 | *2* |\n\nx", &["TableRow|a\tb", "TableRow|1\t2", "x"]);
        check("```rust\na  b\nc\n```\n`d`", &["a b", "c", "d"]);
        check("![See it](a.png)\n\nA ![b](c) d", &["Caption|See it", "A b d"]);
        check("[a](https://example.org) <https://example.org> &amp; \\*", &["a https://example.org & *"]);
        check("Term\n: what it is", &["Term", "what it is"]);
    }

    #[test]
    fn footnotes_are_known_by_their_labels() {
        check(
            "A[^x] b.\n\n[^x]: The note.\n\n    More.\n",
            &["([x]: FootnoteRef(\"x\"))A[x] b.", "Footnote(\"x\")|The note.", "Footnote(\"x\")|More."],
        );
    }

    #[test]
    fn markup_within_is_read_as_such() {
        check("a<br>b <b>c</b>\n\n<div><p>d</p><script>no</script>\n<!-- no --></div>\n\ne", &["a", "b c", "d", "e"]);
    }

    #[test]
    fn the_head_is_the_title_and_no_text() {
        let manuscript = read_as(read, b"---\ntitle: A Tale\nauthor: B\n---\n\n# A tale\n\ntext\n").unwrap();
        assert_eq!(shown(&manuscript), ["Title|A Tale", "text"]);
        assert_eq!(manuscript.about.author.unwrap().value, "B");
        let manuscript = read_as(read, b"text").unwrap();
        assert_eq!(manuscript.about.title, Some(Told::new("a name".to_owned(), Provenance::Name)));
    }

    #[test]
    fn bombs_are_read_in_time() {
        for text in [
            ">".repeat(100_000) + "x",
            "[".repeat(100_000),
            "*a ".repeat(100_000),
            "- ".repeat(50_000) + "x",
            "| a ".repeat(50_000) + "|\n" + &"|-".repeat(50_000) + "|\n",
            "[a]: b\n".to_owned() + &"[a] ".repeat(100_000),
            "![".repeat(50_000),
        ] {
            assert!(is_sound(&read_as(read, text.as_bytes()).unwrap()));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[ab \\n#>*_`\\[\\]()!|^:+.1<>/&-]{0,120}") {
            proptest::prop_assert!(is_sound(&read_as(read, text.as_bytes()).unwrap()));
        }
    }
}
