//! PDF (ISO 32000).
//!
//! A PDF knows letters and where they stand, and nothing else for certain. The way from them to a text, each step in a file:
//! objects (`object`, `file`, `filter`, `crypt`) → letters with their places (`content`, `font`, `cmap`, `encoding`, `tex`, `program`) →
//! those that count (`sift`, `chain`, `marks`) → tables whose lines are drawn (`ruled`) → segments of lines (`segment`, `overlay`,
//! `narrow`, `rtl`) → tables between level lines (`level`) → columns and blocks (`order`, `grid`, `beside`) → lines (`line`) →
//! without running heads and page numbers (`furniture`) and footnotes (`notes`) → paragraphs (`flow`, `lists`, `table`) → what they
//! are (`kind`) → the manuscript (`compose`, `hyphen`).
//!
//! Nothing in a file is trusted: every loop is bounded by the file's size or by [`limits`], and all of them together by `work`.

mod about;
mod beside;
mod chain;
mod cmap;
mod compose;
mod content;
mod crypt;
mod cyrillic;
mod encoding;
mod file;
mod filter;
mod flow;
mod font;
mod furniture;
mod glyph;
mod grid;
mod hyphen;
mod kind;
mod labels;
mod level;
mod line;
mod lists;
mod marks;
mod matrix;
mod narrow;
mod notes;
mod object;
mod order;
mod overlay;
mod page;
mod program;
mod riddle;
mod rtl;
mod ruled;
mod segment;
mod sift;
mod sorted;
mod style;
mod table;
#[cfg(test)]
mod testing;
mod tex;
mod widths;
mod work;

use super::manuscript::{Manuscript, Provenance, Told};
use super::scribe::Scribe;
use super::{CANCELLED, Progress, Wish, titled};
use crate::report::limits;
use crate::report::passage::BlockKind;
use compose::Composer;
use content::Painter;
use file::File;
use flow::{Flow, Paragraph};
use furniture::Laid;
use hyphen::Vocabulary;
use line::Line;
use page::Sheet;
use sift::{Sifted, Upright};
use style::Style;
use work::Work;

/// Reads a PDF.
///
/// # Errors
///
/// When it needs a password, has no text, is no PDF that can be read at all, or the reading is cancelled: a sentence for people,
/// without the file's name.
pub fn read(bytes: &[u8], wish: &Wish<'_>) -> Result<Manuscript, String> {
    let file = File::open(bytes, Work::new(bytes.len(), wish.cancel))?;
    let (sheets, count) = page::sheets(&file, wish.pages.unwrap_or(limits::PDF_PAGES));
    if sheets.is_empty() {
        return Err("this file calls itself a PDF, but no pages were found in it; it may have been cut off on its way".to_owned());
    }
    let mut draft = Draft::default();
    let mut painter = Painter::new(&file);
    for (number, sheet) in sheets.iter().enumerate() {
        if wish.cancel.is_cancelled() {
            return Err(CANCELLED.to_owned());
        }
        draft.add(&mut painter, sheet);
        (wish.progress)(Progress { parts: "pages", done: number + 1, all: sheets.len() });
    }
    draft.has_text()?;
    let mut manuscript = draft.write(&file);
    manuscript.about = titled(manuscript.about, wish);
    manuscript.is_beginning = sheets.len() < count;
    Ok(manuscript)
}

/// The pages of a file as far as they are read.
#[derive(Default)]
struct Draft {
    pages: Vec<Laid>,
    /// What stands turned on each page.
    asides: Vec<Vec<Line>>,
    letters: usize,
    unknown: usize,
    /// How many pages have letters of which nobody knows what they mean.
    riddles: usize,
    /// How many pages are pictures only.
    pictures: usize,
    is_cut: bool,
}

impl Draft {
    fn add(&mut self, painter: &mut Painter<'_, '_>, sheet: &Sheet) {
        let drawn = painter.draw(sheet);
        let letters = drawn.glyphs.iter().filter(|glyph| glyph.c != ' ').count();
        self.letters += letters - drawn.unknown.min(letters);
        self.unknown += drawn.unknown;
        self.riddles += usize::from(drawn.unknown * 4 > letters);
        self.pictures += usize::from(letters == 0 && drawn.has_picture);
        self.is_cut |= drawn.is_cut;
        #[expect(clippy::cast_possible_truncation, reason = "a page's size needs no more than a single's precision")]
        let size = (sheet.size.0 as f32, sheet.size.1 as f32);
        let Sifted { main, turned, askew } = sift::sift(drawn, size);
        let height = main.height;
        let lines = lines(main);
        let turned = turned.into_iter().filter(|aside| !is_marginal(aside));
        // In columns of their own, after those of the page.
        let mut columns = lines.iter().map(|line| line.column + 1).max().unwrap_or(0);
        let mut asides: Vec<Line> = Vec::new();
        for aside in turned.chain([Upright { glyphs: askew, rules: Vec::new(), height }]) {
            let next = columns;
            for mut line in self::lines(aside) {
                line.column += next;
                columns = columns.max(line.column + 1);
                asides.push(line);
            }
        }
        self.pages.push(Laid { lines, height });
        self.asides.push(asides);
    }

    /// # Errors
    ///
    /// When no letter of the file can be read.
    fn has_text(&self) -> Result<(), String> {
        if self.letters > 0 {
            return Ok(());
        }
        Err(if self.unknown > 0 {
            "this PDF does not say which letters it is made of; “ocrmypdf --force-ocr in.pdf out.pdf” makes a copy that can be read"
        } else if self.pictures > 0 {
            "this PDF holds pictures of pages and no text; OCRmyPDF reads them: “ocrmypdf in.pdf out.pdf” makes a copy with text"
        } else {
            "there is no text in this PDF"
        }
        .to_owned())
    }

    fn write(mut self, file: &File<'_>) -> Manuscript {
        let printed = furniture::take_out(&mut self.pages);
        let mut own = labels::labels(file, self.pages.len()).into_iter();
        let labels: Vec<String> = (printed.into_iter().enumerate())
            .map(|(at, printed)| own.next().filter(|label| !label.is_empty()).or(printed).unwrap_or_else(|| (at + 1).to_string()))
            .collect();
        furniture::take_out_asides(&mut self.asides);
        for (page, aside) in self.pages.iter_mut().zip(std::mem::take(&mut self.asides)) {
            page.lines.extend(aside);
        }
        let is_mended = cyrillic::mend(&mut self.pages);
        let style = Style::new(&self.pages);
        let mut vocabulary = Vocabulary::default();
        self.pages.iter().flat_map(|page| &page.lines).for_each(|line| vocabulary.add(&line.text()));
        let paragraphs = self.paragraphs(&style);
        let mut scribe = Scribe::default();
        self.complain(file, is_mended, &mut scribe);
        let kinds = kind::kinds(&paragraphs, &style);
        let mut composer = Composer::new(&mut scribe, &labels, &vocabulary, &paragraphs);
        for (paragraph, kind) in paragraphs.iter().zip(&kinds) {
            if !composer.paragraph(paragraph, kind.clone()) {
                break;
            }
        }
        composer.turn_to(self.pages.len().saturating_sub(1));
        let mut about = about::about(file);
        let title = kinds.iter().position(|kind| *kind == Some(BlockKind::Title));
        if let (None, Some(title)) = (&about.title, title) {
            let words: Vec<String> = paragraphs[title].text().split_whitespace().map(str::to_owned).collect();
            about.title = Some(Told::new(words.join(" ").chars().take(limits::NAME).collect(), Provenance::Guess));
        }
        scribe.finish(about)
    }

    fn paragraphs(&mut self, style: &Style) -> Vec<Paragraph> {
        let mut flow = Flow::new(style);
        for (number, page) in self.pages.iter_mut().enumerate() {
            let notes = notes::take_out(&mut page.lines, style.body);
            flow.page(number, page, notes);
        }
        flow.finish()
    }

    fn complain(&self, file: &File<'_>, is_mended: bool, scribe: &mut Scribe) {
        let pages = |count: usize| if count == 1 { "1 page".to_owned() } else { format!("{} pages", limits::grouped(count)) };
        if file.work.is_used_up() || self.is_cut {
            scribe.complain("The file asks for more work than a text does; what was read until then is shown.");
        }
        if self.riddles > 0 {
            scribe.complain(format!(
                "On {} the file does not say which letters it is made of; “ocrmypdf --force-ocr in.pdf out.pdf” makes a copy that can be read.",
                pages(self.riddles)
            ));
        }
        if self.pictures > 0 {
            scribe.complain(format!(
                "{} without text: “ocrmypdf --skip-text in.pdf out.pdf” makes a copy in which they can be read.",
                if self.pictures == 1 {
                    "1 page is a picture".to_owned()
                } else {
                    format!("{} are pictures", pages(self.pictures))
                }
            ));
        }
        if is_mended {
            scribe.complain("The file calls its Cyrillic letters Western ones; they were read as Windows-1251.");
        }
    }
}

fn lines(upright: Upright) -> Vec<Line> {
    let (glyphs, places, mut rows) = ruled::take_out(upright.glyphs, &upright.rules);
    let mut segments = segment::segments(glyphs);
    segments.extend(places);
    sorted::segments(&mut segments);
    let mut segments = level::take_out(segments, &upright.rules, &mut rows);
    let is_mirrored = segment::mirror(&mut segments);
    line::lines(&segments, &rows, &order::columns(&segments), is_mirrored)
}

/// Whether what is turned stands at the edge of the page: a stamp, the name of the file.
fn is_marginal(aside: &Upright) -> bool {
    let heights = || aside.glyphs.iter().map(|glyph| glyph.y);
    let (top, bottom) = (heights().fold(f32::INFINITY, f32::min), heights().fold(f32::NEG_INFINITY, f32::max));
    let edge = aside.height * 0.12;
    bottom < edge || top > aside.height - edge
}

#[cfg(test)]
mod tests {
    use super::ruled::Rule;
    use super::testing::row;
    use super::*;

    /// The lines of a page on which this stands, and level lines at these heights.
    fn read(parts: &[(&str, f32, f32)], rules: &[f64]) -> Vec<String> {
        let glyphs = parts.iter().flat_map(|(text, x, y)| row(text, *x, *y)).collect();
        let rules = rules.iter().filter_map(|y| Rule::new((45.0, *y), (330.0, *y))).collect();
        lines(Upright { glyphs, rules, height: 800.0 }).iter().map(Line::text).collect()
    }

    #[test]
    fn tables_between_lines_and_blocks_side_by_side_are_read_in_whole() {
        let table = [
            ("People held in", 50.0, 112.0),
            ("512", 300.0, 117.0),
            ("Almaty", 50.0, 122.0),
            ("All of them", 50.0, 142.0),
            ("589", 300.0, 142.0),
        ];
        assert_eq!(read(&table, &[100.0, 130.0, 150.0]), ["People held in\nAlmaty 512", "All of them 589"]);
        let blocks = [
            ("by the chairman", 200.0, 100.0),
            ("Signed", 50.0, 106.0),
            ("of the council", 200.0, 112.0),
            ("Almaty", 50.0, 118.0),
            ("in January", 200.0, 124.0),
        ];
        assert_eq!(read(&blocks, &[]), ["Signed", "Almaty", "by the chairman", "of the council", "in January"]);
    }
}
