//! What a page draws, as far as it is letters (ISO 32000-1, 8 and 9).

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::cmap::Letters;
use super::file::File;
use super::font::{Code, Font};
use super::glyph::turn;
pub use super::glyph::{Glyph, Turn};
use super::matrix::Matrix;
use super::object::{Dict, Object, Parser, Stream, Token, is_white};
use super::page::Sheet;
use super::riddle;
use super::rtl;
use super::ruled::Rule;
use crate::report::limits;

mod annotations;
mod marked;
mod paths;

/// What is drawn on a page.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Its letters, in the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
    /// The straight lines on it that run level or upright.
    pub rules: Vec<Rule>,
    /// How many letters have no meaning that could be found.
    pub unknown: usize,
    /// Whether there is a picture on it.
    pub has_picture: bool,
    /// Whether there are more letters on it than are read.
    pub is_cut: bool,
}

/// Draws pages.
pub struct Painter<'f, 'a> {
    file: &'f File<'a>,
    fonts: HashMap<usize, (Dict, Rc<Font>, u16)>,
    hidden_layers: HashSet<u32>,
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<(Rc<Font>, u16)>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: i64,
}

/// Something that is marked in a content stream.
struct Marked {
    is_artifact: bool,
    is_hidden: bool,
    says: Option<String>,
    start: usize,
}

struct Run<'p, 'f, 'a> {
    painter: &'p mut Painter<'f, 'a>,
    drawn: Drawn,
    size: (f64, f64),
    state: State,
    saved: Vec<State>,
    marked: Vec<Marked>,
    path: paths::Path,
    line: Matrix,
    text: Matrix,
}

impl<'f, 'a> Painter<'f, 'a> {
    /// Draws the pages of a file.
    #[must_use]
    pub fn new(file: &'f File<'a>) -> Self {
        let mut hidden_layers = HashSet::new();
        let layers = file.root().map(|root| file.get(&root, "OCProperties")).unwrap_or_default();
        if let Some(layers) = layers.dict() {
            let refs = |object: &Object| -> Vec<u32> {
                object.items().iter().filter_map(|item| if let Object::Ref(number) = item { Some(*number) } else { None }).collect()
            };
            let standard = file.get(layers, "D").dict().cloned().unwrap_or_default();
            if file.get(&standard, "BaseState").is_name("OFF") {
                hidden_layers.extend(refs(&file.get(layers, "OCGs")));
            }
            hidden_layers.extend(refs(&file.get(&standard, "OFF")));
            for shown in refs(&file.get(&standard, "ON")) {
                hidden_layers.remove(&shown);
            }
        }
        Self { file, fonts: HashMap::new(), hidden_layers }
    }

    /// Draws a page.
    #[must_use]
    pub fn draw(&mut self, sheet: &Sheet) -> Drawn {
        let file = self.file;
        let state = State {
            ctm: sheet.upright,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        };
        let mut run = Run {
            painter: self,
            drawn: Drawn::default(),
            size: sheet.size,
            state: state.clone(),
            saved: Vec::new(),
            marked: Vec::new(),
            path: paths::Path::default(),
            line: Matrix::IDENTITY,
            text: Matrix::IDENTITY,
        };
        let contents = file.get(&sheet.dict, "Contents");
        let mut bytes = Vec::new();
        for part in std::slice::from_ref(&contents).iter().chain(contents.items()) {
            if let Object::Stream(stream) = file.resolve(part)
                && let Some(data) = file.data(&stream)
                && bytes.len() + data.len() <= limits::PDF_STREAM
            {
                bytes.extend_from_slice(&data);
                bytes.push(b'\n');
            }
        }
        run.content(&bytes, &sheet.resources, 0);
        run.saved.clear();
        run.marked.clear();
        let mut counted = 0;
        run.count_letters(0, &mut counted);
        for (note, number) in file.get(&sheet.dict, "Annots").items().iter().take(10_000).zip(1..) {
            run.state = state.clone();
            run.annotation(&file.resolve(note));
            run.count_letters(number, &mut counted);
        }
        let mut drawn = run.drawn;
        riddle::solve(&mut drawn);
        drawn
    }

    /// The font that a name stands for. Fonts are told apart by their dictionaries, which the file keeps.
    fn font(&mut self, resources: &Dict, name: &[u8]) -> Option<(Rc<Font>, u16)> {
        let fonts = self.file.get(resources, "Font").dict().cloned()?;
        let dict = self.file.get(&fonts, &String::from_utf8_lossy(name)).dict().cloned()?;
        self.font_of(dict)
    }

    fn font_of(&mut self, dict: Dict) -> Option<(Rc<Font>, u16)> {
        if let Some((_, font, number)) = self.fonts.get(&dict.address()) {
            return Some((font.clone(), *number));
        }
        self.file.work.take(1_000)?;
        let number = u16::try_from(self.fonts.len()).unwrap_or(u16::MAX);
        let font = Rc::new(Font::read(self.file, &dict));
        // The dictionary is kept, so that its address stays its own.
        self.fonts.insert(dict.address(), (dict, font.clone(), number));
        Some((font, number))
    }

    /// Whether a layer is not shown.
    fn is_hidden(&self, layer: &Object) -> bool {
        let is_off = |object: &Object| matches!(object, Object::Ref(number) if self.hidden_layers.contains(number));
        if self.hidden_layers.is_empty() || is_off(layer) {
            return !self.hidden_layers.is_empty();
        }
        let Some(dict) = self.file.resolve(layer).dict().cloned() else { return false };
        match dict.get("OCGs") {
            Object::Array(layers) => !layers.is_empty() && layers.iter().all(is_off),
            other => is_off(other),
        }
    }
}

impl Run<'_, '_, '_> {
    /// Numbers the letters behind those that are counted already.
    fn count_letters(&mut self, by: u16, counted: &mut usize) {
        for (glyph, order) in self.drawn.glyphs[*counted..].iter_mut().zip(0..) {
            glyph.order = (by, order);
        }
        *counted = self.drawn.glyphs.len();
    }

    fn content(&mut self, bytes: &[u8], resources: &Dict, depth: usize) {
        let mut parser = Parser::content(bytes);
        let mut operands: Vec<Object> = Vec::new();
        let saved = self.saved.len();
        let marked = self.marked.len();
        let mut at = 0;
        while let Some(token) = parser.next_token() {
            match token {
                Token::Object(object) => {
                    if operands.len() >= limits::PDF_OPERANDS {
                        operands.remove(0);
                    }
                    operands.push(object);
                }
                Token::Word(word) => {
                    let length = parser.at - at + 8;
                    at = parser.at;
                    if self.painter.file.work.take(length).is_none() || self.drawn.is_cut {
                        break;
                    }
                    match &bytes[word] {
                        b"ID" => skip_picture(&mut parser),
                        b"Do" => self.draw_object(&operands, resources, depth),
                        word => self.operator(word, &operands, resources, saved),
                    }
                    operands.clear();
                }
            }
        }
        self.saved.truncate(saved);
        while self.marked.len() > marked {
            self.end_marked();
        }
    }

    fn operator(&mut self, word: &[u8], operands: &[Object], resources: &Dict, saved: usize) {
        match word {
            b"q" if self.saved.len() < saved + limits::PDF_STATES => self.saved.push(self.state.clone()),
            b"Q" if self.saved.len() > saved => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = six(operands) {
                    self.state.ctm = matrix.then(&self.state.ctm);
                }
            }
            b"gs" => self.graphics_state(operands, resources),
            b"BT" => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"BMC" | b"BDC" => self.begin_marked(operands, resources),
            b"EMC" => self.end_marked(),
            b"Tj" | b"TJ" | b"'" | b"\"" => self.show_operator(word, operands),
            b"Tf" => {
                self.state.size = number(operands, 1);
                self.state.font = operands.first().and_then(Object::name).and_then(|name| self.painter.font(resources, name));
            }
            _ => self.text_operator(word, operands),
        }
    }

    fn text_operator(&mut self, word: &[u8], operands: &[Object]) {
        let first = number(operands, 0);
        match word {
            b"Tc" => self.state.letter_space = first,
            b"Tw" => self.state.word_space = first,
            b"Tz" => self.state.stretch = first / 100.0,
            b"TL" => self.state.leading = first,
            b"Ts" => self.state.rise = first,
            b"Tr" => self.state.mode = operands.first().and_then(Object::whole).unwrap_or(0),
            b"Td" => self.next_line(first, number(operands, 1)),
            b"TD" => {
                self.state.leading = -number(operands, 1);
                self.next_line(first, number(operands, 1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tm" => {
                if let Some(matrix) = six(operands) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            _ => self.path_operator(word, operands),
        }
    }

    fn show_operator(&mut self, word: &[u8], operands: &[Object]) {
        match word {
            b"'" => self.next_line(0.0, -self.state.leading),
            b"\"" => {
                (self.state.word_space, self.state.letter_space) = (number(operands, 0), number(operands, 1));
                self.next_line(0.0, -self.state.leading);
            }
            _ => {}
        }
        match operands.last() {
            Some(Object::Text(text)) => self.show(text),
            Some(Object::Array(parts)) => {
                for part in parts.iter() {
                    match part {
                        Object::Text(text) => self.show(text),
                        Object::Number(back) => {
                            let by = -back / 1000.0 * self.state.size;
                            if self.state.font.as_ref().is_some_and(|(font, _)| font.is_vertical) {
                                self.advance(0.0, by);
                            } else {
                                self.advance(by * self.state.stretch, 0.0);
                            }
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::moving(x, y).then(&self.line);
        self.text = self.line;
    }

    fn advance(&mut self, x: f64, y: f64) {
        self.text = Matrix::moving(x, y).then(&self.text);
    }

    fn show(&mut self, text: &[u8]) {
        let Some((font, number)) = self.state.font.clone() else { return };
        let mut rest = text;
        while !rest.is_empty() {
            if self.painter.file.work.take(16).is_none() {
                return;
            }
            let code = font.code(rest);
            rest = &rest[code.length.clamp(1, rest.len())..];
            let way = f64::from(code.width) * font.unit * self.state.size;
            let space = self.state.letter_space + if code.length == 1 && code.number == 32 { self.state.word_space } else { 0.0 };
            if font.is_vertical {
                self.put(&font, number, &code, (0.0, -self.state.size));
                self.advance(0.0, -self.state.size + space);
            } else {
                let width = way * self.state.stretch;
                self.put(&font, number, &code, (width, 0.0));
                self.advance(width + space * self.state.stretch, 0.0);
            }
        }
    }

    /// Puts letters on the page, side by side over the way that they take.
    #[expect(clippy::cast_possible_truncation, reason = "a place on a page needs no more than a single's precision")]
    fn put(&mut self, font: &Font, number: u16, code: &Code, way: (f64, f64)) {
        if self.marked.iter().any(|marked| marked.is_hidden) {
            return;
        }
        let whole = self.text.then(&self.state.ctm);
        let (x, y) = whole.point(0.0, self.state.rise);
        let (dx, dy) = whole.way(way.0, way.1);
        let (ux, uy) = whole.way(0.0, self.state.size * font.height);
        let (size, width) = (ux.hypot(uy), dx.hypot(dy));
        let is_here = (-1.0..=self.size.0 + 1.0).contains(&x) && (-1.0..=self.size.1 + 1.0).contains(&y);
        if !is_here || !(limits::PDF_SMALLEST..=5_000.0).contains(&size) || !width.is_finite() {
            return;
        }
        if self.drawn.glyphs.len() >= limits::PDF_LETTERS {
            self.drawn.is_cut = true;
            return;
        }
        let glyph = Glyph {
            c: char::REPLACEMENT_CHARACTER,
            x: x as f32,
            y: y as f32,
            width: width as f32,
            way: (dx as f32, dy as f32),
            size: size as f32,
            turn: turn(dx, dy, (ux, uy)),
            font: number,
            is_bold: font.is_bold || self.state.mode == 2,
            is_italic: font.is_italic,
            is_hidden: matches!(self.state.mode, 3 | 7),
            is_artifact: self.marked.iter().any(|marked| marked.is_artifact),
            order: (0, 0),
        };
        match &code.letters {
            Letters::One(c) => self.drawn.glyphs.push(Glyph { c: *c, ..glyph }),
            Letters::Several(text) => self.spread(glyph, text),
            Letters::Unknown => {
                self.drawn.unknown += 1;
                let c = if font.is_numbered() { riddle::kept(code.number) } else { glyph.c };
                self.drawn.glyphs.push(Glyph { c, ..glyph });
            }
        }
    }

    /// Puts several letters in the place of one glyph. What runs from right to left begins at its right end.
    fn spread(&mut self, glyph: Glyph, text: &str) {
        #[expect(clippy::cast_precision_loss, reason = "a ligature has few letters")]
        let share = 1.0 / text.chars().count().max(1) as f32;
        let (dx, dy) = glyph.way;
        let mut at = 0.0;
        let mut put = |c: char| {
            let (width, way) = (glyph.width * share, (dx * share, dy * share));
            self.drawn.glyphs.push(Glyph { c, x: glyph.x + dx * at, y: glyph.y + dy * at, width, way, ..glyph });
            at += share;
        };
        if text.chars().any(rtl::is_rtl) { text.chars().rev().for_each(&mut put) } else { text.chars().for_each(&mut put) }
    }

    fn graphics_state(&mut self, operands: &[Object], resources: &Dict) {
        let file = self.painter.file;
        let Some(name) = operands.first().and_then(Object::name) else { return };
        let states = file.get(resources, "ExtGState").dict().cloned().unwrap_or_default();
        let state = file.get(&states, &String::from_utf8_lossy(name));
        if let Some([font, size]) = state.dict().map(|state| file.get(state, "Font")).as_ref().map(Object::items)
            && let Some(dict) = file.resolve(font).dict()
        {
            self.state.font = self.painter.font_of(dict.clone());
            self.state.size = file.resolve(size).number().unwrap_or(0.0);
        }
    }

    fn draw_object(&mut self, operands: &[Object], resources: &Dict, depth: usize) {
        let file = self.painter.file;
        let Some(name) = operands.first().and_then(Object::name) else { return };
        let all = file.get(resources, "XObject").dict().cloned().unwrap_or_default();
        let Object::Stream(stream) = file.get(&all, &String::from_utf8_lossy(name)) else { return };
        if stream.dict.has("OC") && self.painter.is_hidden(stream.dict.get("OC")) {
            return;
        }
        if file.get(&stream.dict, "Subtype").is_name("Image") {
            self.drawn.has_picture = true;
        } else {
            self.form(&stream, resources, depth);
        }
    }

    fn form(&mut self, stream: &Stream, resources: &Dict, depth: usize) {
        let file = self.painter.file;
        if depth >= limits::PDF_FORMS || file.work.take(256).is_none() {
            return;
        }
        let Some(bytes) = file.data(stream) else { return };
        let before = (self.state.clone(), self.text, self.line);
        if let Some(matrix) = Matrix::read(file, &file.get(&stream.dict, "Matrix")) {
            self.state.ctm = matrix.then(&self.state.ctm);
        }
        let own = file.get(&stream.dict, "Resources").dict().cloned();
        self.content(&bytes, own.as_ref().unwrap_or(resources), depth + 1);
        (self.state, self.text, self.line) = before;
    }
}

fn number(operands: &[Object], at: usize) -> f64 {
    operands.get(at).and_then(Object::number).unwrap_or(0.0)
}

fn six(operands: &[Object]) -> Option<Matrix> {
    let numbers: Vec<f64> = operands.iter().rev().take(6).rev().filter_map(Object::number).collect();
    <[f64; 6]>::try_from(numbers).ok().map(Matrix)
}

/// Passes the bytes of a picture that stands in the content: up to an `EI` after which there are operators again.
fn skip_picture(parser: &mut Parser<'_>) {
    let bytes = parser.bytes();
    let start = (parser.at + 1).min(bytes.len());
    let is_end = |at: usize| {
        let before = at == start || is_white(bytes[at - 1]);
        let after = &bytes[at + 2..(at + 12).min(bytes.len())];
        before
            && after.first().is_none_or(|byte| is_white(*byte))
            && after.iter().all(|byte| is_white(*byte) || (32..127).contains(byte))
    };
    let found = memchr::memmem::find_iter(&bytes[start..], b"EI").map(|at| start + at).find(|at| is_end(*at));
    parser.at = found.map_or(bytes.len(), |at| at + 2);
}
