//! PDF (ISO 32000-2): its text, put back into the order and the paragraphs in which it is read.
//!
//! The file is taken apart by the crates hayro-syntax and hayro-font. They decode without limits,
//! so everything is measured first ([`guard`], [`filters`]). [`text`] gives glyphs and where they
//! stand, [`lines`], [`columns`], [`paragraphs`] and [`words`] make running text of them, and
//! [`furniture`] takes out what stands around it.

mod blocks;
mod budget;
mod caps;
mod columns;
mod content;
mod filters;
mod fonts;
mod furniture;
mod guard;
mod inflate;
mod info;
mod inline;
mod line;
mod lines;
mod paragraphs;
mod search;
mod text;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::budget::Budget;
use self::furniture::PageLines;
use self::text::{Glyph, Reader};
use super::decode::DecodeError;
use super::limits::Limits;
use super::message_of;
use crate::document::Article;

/// Pages of a file at most.
const MOST_PAGES: usize = 5_000;

/// Pieces of lines of a file at most: a page has some hundreds.
const MOST_LINES: usize = 1_000_000;

/// One letter in so many may be one that the fonts do not tell.
const UNKNOWN: usize = 5;

/// Bytes at the begin of a file in which its mark stands (7.5.2, and note 13 of annex C.1).
const HEAD: usize = 1024;

/// The article in a PDF: its headline, headings and paragraphs in reading order, without running
/// headers, footers and page numbers, which are kept as removed. Words that a line breaks are
/// joined, and paragraphs that a column or page breaks.
///
/// # Errors
/// It is no PDF, is locked, holds no text that can be told, or asks for more than the limits allow.
pub fn read(bytes: Vec<u8>, limits: &Limits) -> Result<Article, DecodeError> {
    let head = bytes.get(..HEAD).unwrap_or(&bytes);
    if search::find(head, b"%PDF-", 0).is_none() {
        return Err(error("this is no PDF"));
    }
    guard::check_file(&bytes, limits)?;
    // The crates fall over some damaged files.
    let read = catch_unwind(AssertUnwindSafe(|| parse(bytes, limits)));
    read.unwrap_or_else(|panic| {
        let message = message_of(&*panic);
        Err(error(&format!("this PDF is damaged: {message}")))
    })
}

fn error(sentence: &str) -> DecodeError {
    DecodeError::Pdf(sentence.to_owned())
}

fn parse(bytes: Vec<u8>, limits: &Limits) -> Result<Article, DecodeError> {
    let size = bytes.len();
    let pdf = Pdf::new(bytes).map_err(|reason| match reason {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            error("this PDF is locked with a password")
        }
        LoadPdfError::Decryption(_) => error("this PDF is encrypted in a way that is not known"),
        LoadPdfError::Invalid => error("this PDF is damaged: it has no pages that can be found"),
    })?;
    let count = pdf.pages().len();
    if count > MOST_PAGES {
        return Err(error(&format!(
            "this PDF has {count} pages, more than the {MOST_PAGES} that are read"
        )));
    }
    // Fonts and forms are decoded each time they are used.
    let mut budget = Budget::new(limits, size);
    budget.is_loose = true;
    let mut reader = Reader::new(&mut budget, limits.max_bytes);
    let (mut pages, mut lines) = (Vec::new(), 0);
    for page in pdf.pages().iter() {
        let glyphs = reader.read(page)?;
        let page = page_lines(glyphs, page.render_dimensions().1.into())?;
        lines += page.lines.len() + page.tagged.len();
        if lines > MOST_LINES {
            return Err(error("this PDF holds too many pieces of text"));
        }
        pages.push(page);
    }
    let has_pictures = reader.has_pictures;
    let mut article = Article {
        removed: furniture::remove(&mut pages),
        ..Article::default()
    };
    blocks::append(pages, &mut article);
    check_text(&article.text, has_pictures, limits)?;
    info::add(&pdf, &mut article);
    Ok(article)
}

/// The lines of a page of this height in points.
fn page_lines(glyphs: Vec<Glyph>, height: f64) -> Result<PageLines, DecodeError> {
    let (tagged, text): (Vec<Glyph>, Vec<Glyph>) = glyphs.into_iter().partition(|g| g.is_artifact);
    let lines = |glyphs: &[Glyph]| {
        lines::lines(glyphs)
            .ok_or_else(|| error("a page of this PDF holds too many pieces of text"))
    };
    Ok(PageLines {
        lines: lines(&text)?,
        tagged: lines(&tagged)?,
        height,
    })
}

/// Whether there is a text, and not too much of it.
fn check_text(text: &str, has_pictures: bool, limits: &Limits) -> Result<(), DecodeError> {
    if text.is_empty() {
        return Err(error(match has_pictures {
            true => "this PDF has pictures of pages and no text: run an OCR program over it first",
            false => "this PDF has no text",
        }));
    }
    let letters = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .count();
    let unknown = text.chars().filter(|letter| *letter == '\u{FFFD}').count();
    if unknown > letters / UNKNOWN {
        return Err(error(
            "the fonts of this PDF do not tell which letters they show: run an OCR program over it first",
        ));
    }
    if text.len() as u64 > limits.max_bytes {
        return Err(error(&limits.too_large().to_string()));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
