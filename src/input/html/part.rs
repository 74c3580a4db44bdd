//! What a piece of a page is to its article.

/// What a piece is to the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Of the article's body.
    Body,
    /// The line under a picture of the article.
    Caption,
    /// No part, or not known to be one.
    Outside,
    /// None, though the extractor took it; with its kind.
    Removed(&'static str),
}
