//! Names by another model: a token classifier in the layout of Hugging Face takes the place of the
//! encoder's `entity` head.

use std::ops::Range;
use std::sync::Arc;

use tokenizers::Tokenizer;

use super::encode::{Frame, Input};
use super::{Stage, StageError};
use crate::document::{Document, HeadScores, Token};
use crate::engine::{Encoder, Head};
use crate::model::{Checkpoint, Scheme};

/// Replaces the scores of the `entity` head by those of a checkpoint.
///
/// Each sentence is tokenized as running text, as the checkpoint's tokenizer does. A word takes the
/// labels of its first word piece: of the first that shares text with it. A word of which the
/// tokenizer leaves nothing stands outside of every name.
pub struct Names {
    encoder: Arc<dyn Encoder>,
    tokenizer: Tokenizer,
    frame: Frame,
    head: Head,
    scheme: Scheme,
}

impl Names {
    /// The stage for `checkpoint`, run by `encoder`.
    pub fn new(checkpoint: &Checkpoint, encoder: Arc<dyn Encoder>) -> Self {
        Self {
            encoder,
            tokenizer: checkpoint.tokenizer.clone(),
            frame: Frame {
                around: checkpoint.frame,
                pad: checkpoint.pad,
                window: checkpoint.window,
            },
            head: checkpoint.head(),
            scheme: checkpoint.scheme.clone(),
        }
    }

    /// The labels of the scores that the stage writes: BIO over the 18 types.
    pub fn labels(&self) -> Vec<String> {
        self.scheme.labels()
    }

    /// Appends the word pieces of one sentence, and for each the tokens whose first piece it is.
    fn pieces(
        &self,
        doc: &Document,
        tokens: Range<usize>,
        pieces: &mut Vec<Input>,
        begins: &mut Vec<Range<usize>>,
    ) -> Result<(), StageError> {
        let sentence = doc.token_span(tokens.clone());
        let encoding = self
            .tokenizer
            .encode(doc.slice(sentence), false)
            .map_err(|e| StageError::WordPieces(e.to_string()))?;
        let from = sentence.start as usize;
        let spans = encoding.get_offsets().iter();
        let spans: Vec<Range<usize>> = spans.map(|&(s, e)| from + s..from + e).collect();
        pieces.extend(encoding.get_ids().iter().map(|&id| Input { id, kind: 0 }));
        begins.extend(first_pieces(
            &spans,
            &doc.tokens[tokens.clone()],
            tokens.start,
        ));
        Ok(())
    }

    /// The tokens' scores, with `O` for those that no piece begins.
    fn blank(&self, tokens: usize) -> Vec<f32> {
        let row = self.head.labels.iter().map(|label| match label.as_str() {
            "O" => 0.0,
            _ => -100.0,
        });
        let row: Vec<f32> = row.collect();
        row.repeat(tokens)
    }
}

impl Stage for Names {
    fn name(&self) -> &'static str {
        "names"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let (mut pieces, mut begins) = (Vec::new(), Vec::new());
        let by_sentence = doc.sentence_tokens();
        let mut sentences = Vec::with_capacity(by_sentence.len());
        for tokens in &by_sentence {
            let first = pieces.len();
            self.pieces(doc, tokens.clone(), &mut pieces, &mut begins)?;
            sentences.push(first..pieces.len());
        }
        self.frame.note_long(doc, self.name(), &sentences);

        let width = self.head.width;
        let mut scores = self.blank(doc.tokens.len());
        let take = |piece: usize, _: usize, row: &[f32]| {
            for token in begins[piece].clone() {
                scores[token * width..(token + 1) * width].copy_from_slice(row);
            }
        };
        self.frame.forward(
            &*self.encoder,
            || doc.is_late(),
            &pieces,
            &sentences,
            &[width],
            take,
        )?;

        let labels = self.labels();
        let rows = |tokens: Range<usize>| &scores[tokens.start * width..tokens.end * width];
        let values = by_sentence.into_iter();
        let values = values.flat_map(|tokens| self.scheme.logits(rows(tokens)));
        let entity = HeadScores {
            width: labels.len(),
            values: values.collect(),
            labels,
        };
        doc.scores.insert("entity".to_owned(), entity);
        Ok(())
    }
}

/// For each piece, given by its span, the tokens whose first piece it is, counted from `first`.
fn first_pieces(pieces: &[Range<usize>], tokens: &[Token], first: usize) -> Vec<Range<usize>> {
    let mut begins = vec![0..0; pieces.len()];
    let mut piece = 0;
    for (token, index) in tokens.iter().zip(first..) {
        let span = token.span.range();
        while pieces.get(piece).is_some_and(|p| p.end <= span.start) {
            piece += 1;
        }
        if pieces.get(piece).is_some_and(|p| p.start < span.end) {
            let begun: &mut Range<usize> = &mut begins[piece];
            let start = if begun.start == begun.end {
                index
            } else {
                begun.start
            };
            *begun = start..index + 1;
        }
    }
    begins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;

    fn begun(pieces: &[Range<usize>], tokens: &[Range<usize>]) -> Vec<Range<usize>> {
        let token = |span: &Range<usize>| Token {
            span: Span::new(span.start, span.end),
            sentence: 0,
            pos: None,
        };
        let tokens: Vec<Token> = tokens.iter().map(token).collect();
        first_pieces(pieces, &tokens, 10)
    }

    #[test]
    fn a_word_begins_with_the_first_piece_that_shares_text_with_it() {
        // "Oslo's " as Os, lo, 's: and "can't" as can, 't against the words ca, n't.
        assert_eq!(
            begun(&[0..2, 2..4, 4..6], &[0..4, 4..6]),
            [10..11, 0..0, 11..12]
        );
        assert_eq!(begun(&[0..3, 3..5], &[0..2, 2..5]), [10..12, 0..0]);
    }

    #[test]
    fn spaces_before_pieces_and_words_without_pieces() {
        // Pieces that take the space before them; the second of three words has none.
        assert_eq!(
            begun(&[0..3, 7..12], &[0..3, 4..7, 8..12]),
            [10..11, 12..13]
        );
        assert!(begun(&[], &[0..3, 4..7]).is_empty());
    }
}
