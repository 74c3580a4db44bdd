//! Word pieces of a sentence with their offsets and case types.

use tokenizers::Tokenizer;

use super::CaseType;
use crate::document::Span;
use crate::stages::StageError;

/// One word piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// Index into the vocabulary.
    pub id: u32,
    pub case: CaseType,
    /// Where it stands in the document's text.
    pub span: Span,
}

/// Appends the word pieces of the sentence at `span`.
pub(super) fn word_pieces(
    tokenizer: &Tokenizer,
    text: &str,
    span: Span,
    pieces: &mut Vec<Piece>,
) -> Result<(), StageError> {
    let sentence = &text[span.range()];
    let encoding = tokenizer
        .encode(sentence, false)
        .map_err(|e| StageError::WordPieces(e.to_string()))?;
    let start = span.start as usize;
    let first = pieces.len();
    // Pieces of one word follow each other; every piece but the first begins with "##".
    let mut word = first;
    let ids = encoding.get_ids().iter();
    for ((&id, &(from, to)), token) in ids.zip(encoding.get_offsets()).zip(encoding.get_tokens()) {
        if !token.starts_with("##") {
            set_case(text, &mut pieces[word..]);
            word = pieces.len();
        }
        pieces.push(Piece {
            id,
            case: CaseType::Special,
            span: Span::new(start + from, start + to),
        });
    }
    set_case(text, &mut pieces[word..]);
    Ok(())
}

/// Gives all pieces of one word the word's case type.
fn set_case(text: &str, word: &mut [Piece]) {
    if let (Some(first), Some(last)) = (word.first(), word.last()) {
        let case = CaseType::of(&text[first.span.cover(last.span).range()]);
        word.iter_mut().for_each(|piece| piece.case = case);
    }
}
