//! What a reader makes of the bytes of one article.

use std::ops::Range;

use serde_json::{Map, Value};

use super::{Block, BlockKind, Date, Span};

/// One article, as its format tells it. Most formats tell nothing but the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// What is annotated; every offset refers to it.
    pub text: String,
    /// The layout, in order and without overlap, where the format marks it up; where it does not,
    /// the layout stage reads it from the text.
    pub blocks: Vec<Block>,
    /// The authors as they are named, without "By".
    pub byline: Option<String>,
    /// The day on which the article appeared.
    pub date: Option<Date>,
    /// The language that the format declares: a BCP 47 tag such as "en-GB".
    pub language: Option<String>,
    /// What else the format tells of the article, under names such as "title", "site" and
    /// "canonical"; of a row or object, its other fields.
    pub meta: Map<String, Value>,
    /// What stood around the article and was left out.
    pub removed: Vec<Removed>,
    /// Where the text stands in the bytes of its file, in order, where that was asked for and the
    /// format is one of marked-up text.
    pub source_map: Option<Vec<SourceRun>>,
}

impl Article {
    /// Appends a block without the white space around it, with a blank line before it; a blank one
    /// is left out.
    pub fn push(&mut self, kind: BlockKind, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(text);
        let span = Span::new(start, self.text.len());
        self.blocks.push(Block { kind, span });
    }
}

/// Characters of a text in a row that stand in a row in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRun {
    /// Bytes of [`Article::text`].
    pub text: Range<usize>,
    /// Bytes of the file. They are the characters in the file's encoding, or one reference such as
    /// "&amp;", which then is a run of its own.
    pub source: Range<usize>,
}

/// A piece of a page that is no part of its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// What it is: "navigation", "comments", "related", "advert" and the like.
    pub kind: &'static str,
    /// Its text, white space collapsed.
    pub text: String,
}

impl From<String> for Article {
    fn from(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}
