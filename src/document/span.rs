//! Narrow spans over the decoded text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A stretch of the document's text: UTF-8 byte offsets, end exclusive, `start <= end`,
/// both on character boundaries. Only writers convert to other units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `start..end` bytes.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end && end <= u32::MAX as usize);
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The span as a range of byte indices.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Number of bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The span without white space at either end of its text.
    pub fn trim(self, text: &str) -> Span {
        let slice = &text[self.range()];
        let start = self.start as usize + (slice.len() - slice.trim_start().len());
        Span::new(start, start + slice.trim().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_to_the_visible_text() {
        let text = " \u{a0}né \n";
        let span = Span::new(0, text.len()).trim(text);
        assert_eq!(&text[span.range()], "né");
        assert!(Span::new(3, 3).trim("abc").is_empty());
    }

    #[test]
    fn overlap_is_strict() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).contains(Span::new(0, 4)));
    }
}
