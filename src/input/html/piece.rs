//! A piece of text that a browser shows as a block of its own.

use super::place::PlaceId;

/// A piece of text that a browser shows as a block of its own.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// White space collapsed as a browser does; "\n" for a line break; no-break spaces as they
    /// are. Never blank.
    pub text: String,
    pub place: PlaceId,
    /// Letters and digits.
    pub letters: usize,
    /// Those of them in links.
    pub linked: usize,
    /// Whether all of it is bold.
    pub is_bold: bool,
    /// Byte ranges of the elements in it.
    pub inline: Vec<Inline>,
}

/// An element within a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inline {
    pub start: usize,
    pub end: usize,
    /// Whether its names or relation say that it holds an author's name.
    pub is_author: bool,
    /// Whether it sets the text as large as a headline.
    pub is_large: bool,
}

impl Piece {
    /// Whether all of it is set as large as a headline.
    pub fn is_large(&self) -> bool {
        let mut large = self.inline.iter().filter(|part| part.is_large);
        large.any(|part| part.start == 0 && part.end == self.text.len())
    }

    /// Whether most of it is links.
    pub fn is_linked(&self) -> bool {
        self.linked * 2 > self.letters
    }
}
