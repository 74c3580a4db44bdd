//! Fonts: what their codes stand for.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_font::hayro_cmap::BfString;
use hayro_font::{
    CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, StandardFont,
};
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};

use super::budget::{Budget, Spent};
use super::guard::check_stream;
use crate::input::decode::DecodeError;

/// Fonts that are read of a file at most, each time that one without a number of its own is used.
const MOST_FONTS: usize = 20_000;

/// Glyphs that the widths of all fonts of a file are for at most: the crate lists each one.
const MOST_WIDTHS: f64 = 4_000_000.0;

/// Parts of a list of widths at most.
const MOST_PARTS: usize = 300_000;

/// A font, and what its glyphs stand for as far as they were met.
pub struct Face<'a> {
    pub font: Font<'a>,
    /// Whether its name or weight says that it is bold.
    pub is_bold: bool,
    /// Whether its codes are of a map that is not there.
    is_unknown: bool,
    letters: RefCell<HashMap<u32, Rc<str>>>,
}

impl Face<'_> {
    /// The text that a code stands for, U+FFFD where the font does not tell.
    pub fn letters(&self, code: u32) -> Rc<str> {
        let mut letters = self.letters.borrow_mut();
        let known = letters.entry(code).or_insert_with(|| {
            if self.is_unknown {
                return "\u{FFFD}".into();
            }
            let glyph = match self.font.glyph(self.font.map_code(code), code) {
                FontGlyph::Outline(glyph) => glyph.as_unicode(),
                FontGlyph::Type3(glyph) => glyph.as_unicode(),
            };
            match glyph {
                Some(BfString::Char(letter)) => plain(letter.encode_utf8(&mut [0; 4])),
                Some(BfString::String(letters)) => plain(&letters),
                None => "\u{FFFD}".into(),
            }
        });
        known.clone()
    }
}

/// Letters as they are written in a text: ligatures taken apart, every white space a blank, no
/// control characters.
fn plain(letters: &str) -> Rc<str> {
    let mut out = String::new();
    for letter in letters.chars() {
        match letter {
            '\u{FB00}' => out.push_str("ff"),
            '\u{FB01}' => out.push_str("fi"),
            '\u{FB02}' => out.push_str("fl"),
            '\u{FB03}' => out.push_str("ffi"),
            '\u{FB04}' => out.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => out.push_str("st"),
            // The bullet of Symbol, by its place in the font.
            '\u{F0B7}' => out.push('•'),
            // For private use: it stands for nothing that others know.
            '\u{E000}'..='\u{F8FF}' => out.push('\u{FFFD}'),
            '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{FEFF}' => {}
            _ if letter.is_whitespace() => out.push(' '),
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out.into()
}

/// The fonts of a file.
pub struct Fonts<'a> {
    cache: FontCache<'a>,
    shapes: FontResolverFn,
    maps: CMapResolverFn,
    known: HashMap<ObjectIdentifier, Option<Rc<Face<'a>>>>,
    standard: Option<Rc<Face<'a>>>,
    count: usize,
    widths: f64,
}

impl<'a> Fonts<'a> {
    /// No fonts yet. Those that are not in a file are replaced by ones of the crate, as only their
    /// widths matter; the maps of codes for Chinese, Japanese and Korean fonts are not there.
    pub fn new() -> Self {
        let shapes = |query: &FontQuery| {
            Some(match query {
                FontQuery::Standard(font) => font.get_font_data(),
                FontQuery::Fallback(font) => font.pick_standard_font().get_font_data(),
            })
        };
        Self {
            cache: FontCache::new(),
            shapes: Arc::new(shapes),
            maps: Arc::new(|_| None),
            known: HashMap::new(),
            standard: None,
            count: 0,
            widths: 0.0,
        }
    }

    /// The font for text that names none.
    pub fn standard(&mut self) -> Option<Rc<Face<'a>>> {
        if self.standard.is_none() {
            let font = self
                .cache
                .standard_font(StandardFont::Helvetica, &self.shapes);
            self.standard = font.map(|font| face(font, false, false));
        }
        self.standard.clone()
    }

    /// The font of a dictionary; `None` where it cannot be read.
    ///
    /// # Errors
    /// It asks for more memory than it is given.
    pub fn get(
        &mut self,
        dict: &Dict<'a>,
        budget: &mut Budget,
    ) -> Result<Option<Rc<Face<'a>>>, Spent> {
        if let Some(known) = dict.obj_id().and_then(|id| self.known.get(&id)) {
            return Ok(known.clone());
        }
        self.count += 1;
        if self.count > MOST_FONTS {
            return Err(DecodeError::Pdf(format!(
                "this PDF uses more than {MOST_FONTS} fonts"
            )));
        }
        let mut found = None;
        if self.check(dict, budget)? {
            let font = self.cache.font(dict, &self.shapes, &self.maps);
            found = font.map(|font| face(font, is_bold(dict), has_named_map(dict)));
        }
        if let Some(id) = dict.obj_id() {
            self.known.insert(id, found.clone());
        }
        Ok(found)
    }

    /// Whether the crate can read a font within bounds.
    fn check(&mut self, dict: &Dict<'a>, budget: &mut Budget) -> Result<bool, Spent> {
        let inner = descendant(dict);
        for dict in [Some(dict), inner.as_ref()].into_iter().flatten() {
            let descriptor = dict.get::<Dict>("FontDescriptor");
            let files = ["FontFile", "FontFile2", "FontFile3"].map(|key| (&descriptor, key));
            let files = files
                .into_iter()
                .filter_map(|(d, key)| d.as_ref()?.get::<Stream>(key));
            let maps = ["ToUnicode", "Encoding", "CIDToGIDMap"];
            let maps = maps.into_iter().filter_map(|key| dict.get::<Stream>(key));
            for stream in files.chain(maps) {
                check_stream(&stream, budget)?;
            }
            for (key, numbers) in [("W", 3), ("W2", 5)] {
                let Some(list) = dict.get::<Array>(key) else {
                    continue;
                };
                self.widths += listed(&list, numbers);
                if self.widths > MOST_WIDTHS {
                    return Err(DecodeError::Pdf(
                        "the fonts of this PDF list the widths of millions of glyphs".to_owned(),
                    ));
                }
            }
        }
        Ok(true)
    }
}

fn face(font: Font<'_>, is_bold: bool, is_unknown: bool) -> Rc<Face<'_>> {
    Rc::new(Face {
        font,
        is_bold,
        is_unknown,
        letters: RefCell::new(HashMap::new()),
    })
}

/// Whether the codes of a composite font are those of a map that is only named (9.7.5.2), as in
/// many Chinese, Japanese and Korean files.
fn has_named_map(dict: &Dict) -> bool {
    let encoding = dict.get::<Name>("Encoding");
    let is_named = encoding.is_some_and(|name| *name != *b"Identity-H" && *name != *b"Identity-V");
    is_named && descendant(dict).is_some()
}

/// The font within a composite one (ISO 32000-2, 9.7.6).
fn descendant<'a>(dict: &Dict<'a>) -> Option<Dict<'a>> {
    dict.get::<Array<'a>>("DescendantFonts")?
        .iter::<Dict<'a>>()
        .next()
}

/// Glyphs that a list of widths is for (9.7.4.3): either "first last width", of which there are as
/// many `numbers`, or "first" and a list.
fn listed(list: &Array, numbers: usize) -> f64 {
    let (mut total, mut run): (f64, Vec<f64>) = (0.0, Vec::new());
    for (count, part) in list.iter::<Object>().enumerate() {
        if count > MOST_PARTS {
            return f64::INFINITY;
        }
        match part {
            Object::Number(number) => run.push(number.as_f64()),
            Object::Array(widths) => {
                total += widths.data().len() as f64 / 2.0;
                run.clear();
            }
            _ => run.clear(),
        }
        if run.len() == numbers {
            total += (run[1] - run[0]).max(0.0);
            run.clear();
        }
    }
    total
}

/// Whether the name of a font or its weight (9.8.1) says that it is bold.
fn is_bold(dict: &Dict) -> bool {
    let inner = descendant(dict);
    let name = dict.get::<Name>("BaseFont");
    let name = name
        .map(|name| name.as_str().to_ascii_lowercase())
        .unwrap_or_default();
    let mut dicts = [Some(dict), inner.as_ref()].into_iter().flatten();
    ["bold", "black", "heavy", "semibold", "demi"]
        .iter()
        .any(|word| name.contains(word))
        || dicts.any(|dict| {
            let descriptor = dict.get::<Dict>("FontDescriptor");
            descriptor.is_some_and(|d| d.get::<i64>("FontWeight").is_some_and(|w| w >= 600))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_plain() {
        let pairs = [
            ("\u{FB01}", "fi"),
            ("\u{FB03}\u{FB06}", "ffist"),
            ("\u{A0}\t", "  "),
            ("\0a\u{200B}", "a"),
            ("\u{E123}", "\u{FFFD}"),
            ("\u{F0B7}", "•"),
        ];
        for (given, plain_one) in pairs {
            assert_eq!(&*plain(given), plain_one);
        }
    }
}
