//! Stretches of a document in the reader's unit of offsets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{Document, OffsetMap, Span};

/// A stretch of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SpanRecord {
    pub start: u32,
    pub end: u32,
}

/// A document in the reader's unit of offsets.
pub(super) struct View<'a> {
    doc: &'a Document,
    offsets: &'a OffsetMap<'a>,
}

impl<'a> View<'a> {
    pub(super) fn new(doc: &'a Document, offsets: &'a OffsetMap<'a>) -> Self {
        Self { doc, offsets }
    }

    pub(super) fn at(&self, byte: u32) -> u32 {
        self.offsets.convert(byte)
    }

    pub(super) fn span(&self, span: Span) -> SpanRecord {
        SpanRecord {
            start: self.at(span.start),
            end: self.at(span.end),
        }
    }

    pub(super) fn text(&self, span: Span) -> String {
        self.doc.slice(span).to_owned()
    }
}

/// Rounded to three decimals.
pub(super) fn decimals(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}
