//! The text of a page: every glyph and where it stands.

use std::rc::Rc;

use hayro_font::kurbo::{Affine, Point};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::budget::{Budget, Spent};
use super::content::{Content, State};
use super::fonts::{Face, Fonts};
use super::guard::check_stream;
use super::inline;
use crate::input::decode::DecodeError;

/// Forms within one another that are followed; some pages draw themselves.
const MOST_DEPTH: usize = 12;

/// Operators of a file at most. A page of text has some thousands, a map a million.
const MOST_OPERATORS: u64 = 10_000_000;

/// Forms and pictures that a file draws at most.
const MOST_DRAWN: usize = 200_000;

/// Bytes of objects that are read at most, each time that one is used.
const MOST_LOOKED_UP: usize = 256_000_000;

/// Glyphs of a page at most: a page of a newspaper has some 30,000.
const MOST_GLYPHS: usize = 200_000;

/// A glyph, in points from the upper left corner of the page, `y` growing downwards.
#[derive(Debug, Clone)]
pub struct Glyph {
    pub text: Rc<str>,
    /// Where its baseline begins.
    pub at: (f64, f64),
    /// How far it goes along the direction of writing.
    pub advance: f64,
    /// The size of its font.
    pub size: f64,
    /// The direction of writing, of length 1.
    pub direction: (f64, f64),
    pub is_bold: bool,
    /// Whether it is marked as no part of the text, as page numbers are (ISO 32000-2, 14.8.2.2).
    pub is_artifact: bool,
}

/// What is read of a file so far.
pub struct Reader<'f, 'b> {
    fonts: Fonts<'f>,
    budget: &'b mut Budget<'b>,
    operators: u64,
    drawn: usize,
    looked_up: usize,
    /// Glyphs that may still come.
    left: u64,
    /// Whether a picture was drawn.
    pub has_pictures: bool,
    glyphs: Vec<Glyph>,
    /// Width and height of the page.
    size: (f64, f64),
}

impl<'f, 'b> Reader<'f, 'b> {
    /// A reader of at most `glyphs` glyphs.
    pub fn new(budget: &'b mut Budget<'b>, glyphs: u64) -> Self {
        Self {
            fonts: Fonts::new(),
            budget,
            operators: 0,
            drawn: 0,
            looked_up: 0,
            left: glyphs,
            has_pictures: false,
            glyphs: Vec::new(),
            size: (0.0, 0.0),
        }
    }

    /// The glyphs of a page, in the order in which they are drawn.
    ///
    /// # Errors
    /// It asks for more than it is given.
    pub fn read(&mut self, page: &Page<'f>) -> Result<Vec<Glyph>, Spent> {
        let (width, height) = page.render_dimensions();
        self.size = (width.into(), height.into());
        let data = self.contents(page)?;
        let base = Affine::new(page.initial_transform(true).as_coeffs());
        let state = State::new(base);
        self.run(&data, Content::new(page.resources(), state, false, 0))?;
        Ok(std::mem::take(&mut self.glyphs))
    }

    /// The operators of a page, which may stand in several streams (7.8.2).
    fn contents(&mut self, page: &Page<'f>) -> Result<Vec<u8>, Spent> {
        if let Some(stream) = page.raw().get::<Stream>("Contents") {
            return self.decode(&stream);
        }
        let mut data = Vec::new();
        let parts = page.raw().get::<Array>("Contents");
        // A list that is read as one of streams would end with the first that is damaged.
        for part in parts.iter().flat_map(Array::raw_iter) {
            let MaybeRef::Ref(part) = part else {
                continue;
            };
            let Some(stream) = page.xref().get::<Stream>(part.into()) else {
                continue;
            };
            data.append(&mut self.decode(&stream)?);
            data.push(b'\n');
        }
        Ok(data)
    }

    fn decode(&mut self, stream: &Stream) -> Result<Vec<u8>, Spent> {
        if !check_stream(stream, self.budget)? {
            return Ok(Vec::new());
        }
        let data = stream.decoded_data().unwrap_or_default();
        Ok(inline::without_pictures(&data).into_owned())
    }

    fn run(&mut self, data: &[u8], mut content: Content<'_, 'f>) -> Result<(), Spent> {
        let mut operators = TypedIter::new(data);
        while let Some(operator) = operators.next() {
            self.operators += 1;
            if self.operators > MOST_OPERATORS {
                return Err(DecodeError::Pdf(format!(
                    "this PDF draws with more than {MOST_OPERATORS} operators"
                )));
            }
            match operator {
                Op::TextFont(font) => {
                    content.state.size = font.1.as_f64();
                    content.state.face = self.face(font.0, &mut content)?;
                }
                Op::ShowText(text) => self.show(&mut content, text.0.as_bytes())?,
                Op::NextLineAndShowText(text) => {
                    content.next_line(0.0, -content.state.leading);
                    self.show(&mut content, text.0.as_bytes())?;
                }
                Op::ShowTextWithParameters(text) => {
                    content.state.word_space = text.0.as_f64();
                    content.state.character_space = text.1.as_f64();
                    content.next_line(0.0, -content.state.leading);
                    self.show(&mut content, text.2.as_bytes())?;
                }
                Op::ShowTexts(texts) => {
                    for part in texts.0.iter::<Object>() {
                        match part {
                            Object::String(text) => self.show(&mut content, text.as_bytes())?,
                            Object::Number(number) => content.kern(number.as_f64()),
                            _ => {}
                        }
                    }
                }
                Op::XObject(name) => self.draw(name.0, &mut content)?,
                other => content.change(&other),
            }
        }
        Ok(())
    }

    /// The font of a name, which is looked up once for a content stream.
    fn face(
        &mut self,
        name: &Name,
        content: &mut Content<'_, 'f>,
    ) -> Result<Option<Rc<Face<'f>>>, Spent> {
        if let Some(known) = content.faces.get(&**name) {
            return Ok(known.clone());
        }
        let face = match content.resources.get_font(name) {
            Some(dict) => {
                self.look_up(dict.data().len())?;
                self.fonts.get(&dict, self.budget)?
            }
            None => None,
        };
        content.faces.insert(name.to_vec(), face.clone());
        Ok(face)
    }

    /// Counts the bytes of an object, which is read again wherever it is named.
    fn look_up(&mut self, bytes: usize) -> Result<(), Spent> {
        self.looked_up += bytes;
        if self.looked_up > MOST_LOOKED_UP {
            return Err(DecodeError::Pdf(
                "this PDF uses large fonts, forms or pictures too often".to_owned(),
            ));
        }
        Ok(())
    }

    /// A form (8.10), or that there is a picture.
    fn draw(&mut self, name: &Name, content: &mut Content<'_, 'f>) -> Result<(), Spent> {
        self.drawn += 1;
        if self.drawn > MOST_DRAWN {
            return Err(DecodeError::Pdf(format!(
                "this PDF draws more than {MOST_DRAWN} forms and pictures"
            )));
        }
        if content.pictures.contains(&**name) {
            return Ok(());
        }
        let Some(stream) = content.resources.get_x_object(name) else {
            return Ok(());
        };
        let dict = stream.dict();
        if dict
            .get::<Name>("Subtype")
            .is_none_or(|kind| *kind != *b"Form")
        {
            self.has_pictures = true;
            content.pictures.insert(name.to_vec());
            // Where the length of a stream is false, its end is looked for.
            return self.look_up(stream.raw_data().len() / 64);
        }
        if content.depth >= MOST_DEPTH {
            return Ok(());
        }
        let data = self.decode(&stream)?;
        let mut state = content.state.clone();
        if let Some(matrix) = dict.get::<Array>("Matrix") {
            let numbers: Vec<f64> = matrix
                .iter::<Number>()
                .take(6)
                .map(|n| n.as_f64())
                .collect();
            if let Ok(matrix) = <[f64; 6]>::try_from(numbers) {
                state.base *= Affine::new(matrix);
            }
        }
        let own = dict.get::<Dict<'f>>("Resources").map(Resources::new);
        let resources = own.as_ref().unwrap_or(content.resources);
        let inner = Content::new(resources, state, content.is_artifact(), content.depth + 1);
        self.run(&data, inner)
    }

    /// Shows a string (9.4.3).
    fn show(&mut self, content: &mut Content<'_, 'f>, codes: &[u8]) -> Result<(), Spent> {
        if content.state.face.is_none() {
            content.state.face = self.fonts.standard();
        }
        let Some(face) = content.state.face.clone() else {
            return Ok(());
        };
        let mut at = 0;
        while at < codes.len() {
            let (code, length) = face.font.read_code(codes, at);
            at += length.max(1);
            if let Some(glyph) = self.glyph(content, &face, code) {
                if self.left == 0 || self.glyphs.len() >= MOST_GLYPHS {
                    return Err(DecodeError::Pdf(
                        "a page of this PDF holds too much text to be one".to_owned(),
                    ));
                }
                self.left -= 1;
                self.glyphs.push(glyph);
            }
            let is_blank = code == 32 && length == 1;
            content.advance(&face, code, is_blank);
        }
        Ok(())
    }

    /// The glyph of a code, where it stands on the page and can be seen.
    fn glyph(&self, content: &Content<'_, 'f>, face: &Face<'f>, code: u32) -> Option<Glyph> {
        let origin = face.font.origin_displacement(code);
        let matrix = content.glyph_matrix() * Affine::translate(origin);
        let from = matrix * Point::ZERO;
        let to = matrix * Point::new(face.font.code_advance(code).x, 0.0);
        let [a, b, c, d, ..] = matrix.as_coeffs();
        let (length, size) = (a.hypot(b), c.hypot(d) * 1000.0);
        let direction = (a / length, b / length);
        let advance = (to.x - from.x) * direction.0 + (to.y - from.y) * direction.1;
        // A little over the edges, as boxes are cut.
        let is_on = |at: f64, size: f64| at > -0.05 * size && at < 1.05 * size;
        let is_seen = is_on(from.x, self.size.0) && is_on(from.y, self.size.1);
        // A comparison with what is no number is false.
        if !(is_seen && size > 0.01 && size < 1e6 && length > 0.0 && advance.abs() < 1e6) {
            return None;
        }
        Some(Glyph {
            text: face.letters(code),
            at: (from.x, from.y),
            advance,
            size,
            direction,
            is_bold: face.is_bold,
            is_artifact: content.is_artifact(),
        })
    }
}
