//! Word pieces of a sentence with their case types.

use std::ops::Range;

use tokenizers::Tokenizer;

use super::CaseType;
use crate::document::{Document, Span};
use crate::stages::StageError;

/// One word piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// Index into the vocabulary.
    pub id: u32,
    pub case: CaseType,
    /// The token whose first piece it is.
    pub begins: Option<usize>,
}

/// Appends the word pieces of the tokens of one sentence. Each token is split by itself, as the
/// corpora of the training are: "don't" is "do" and "n't".
pub(super) fn word_pieces(
    tokenizer: &Tokenizer,
    doc: &Document,
    tokens: Range<usize>,
    pieces: &mut Vec<Piece>,
) -> Result<(), StageError> {
    let spans: Vec<Span> = doc.tokens[tokens.clone()].iter().map(|t| t.span).collect();
    let words: Vec<&str> = spans.iter().map(|&span| doc.slice(span)).collect();
    let encoding = tokenizer
        .encode(&words[..], false)
        .map_err(|e| StageError::WordPieces(e.to_string()))?;
    let mut last_word = None;
    // Pieces of one unit follow each other; every piece but the first begins with "##".
    let mut unit = (pieces.len(), Span::new(0, 0));
    for (i, token) in encoding.get_tokens().iter().enumerate() {
        let Some(word) = encoding.get_word_ids()[i].map(|w| w as usize) else {
            continue;
        };
        let (start, end) = encoding.get_offsets()[i];
        let base = spans[word].start as usize;
        let span = Span::new(base + start, base + end);
        if !token.starts_with("##") {
            set_case(doc, unit.1, &mut pieces[unit.0..]);
            unit = (pieces.len(), span);
        }
        unit.1 = unit.1.cover(span);
        pieces.push(Piece {
            id: encoding.get_ids()[i],
            case: CaseType::Special,
            begins: (last_word != Some(word)).then_some(tokens.start + word),
        });
        last_word = Some(word);
    }
    set_case(doc, unit.1, &mut pieces[unit.0..]);
    Ok(())
}

/// Gives all pieces of the unit at `span` its case type.
fn set_case(doc: &Document, span: Span, unit: &mut [Piece]) {
    let case = CaseType::of(doc.slice(span));
    unit.iter_mut().for_each(|piece| piece.case = case);
}

#[cfg(all(test, feature = "embedded-model"))]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::document::Token;
    use crate::model::Model;

    /// An example that the training code made.
    #[derive(Deserialize)]
    struct Golden {
        text: String,
        ids: Vec<u32>,
        case: Vec<u32>,
    }

    fn document(text: &str, spans: &[(usize, usize)]) -> Document {
        let mut doc = Document::new(text.to_owned()).unwrap();
        let token = |&(start, end): &(usize, usize)| Token {
            span: Span::new(start, end),
            sentence: 0,
            pos: None,
        };
        doc.tokens = spans.iter().map(token).collect();
        doc
    }

    #[test]
    fn agrees_with_the_training_code() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/scripts/train/golden/encoding.json"
        );
        let examples: Vec<Golden> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        assert!(examples.len() > 200);
        let tokenizer = Model::embedded().unwrap().tokenizer;
        // "[CLS]" in an article is plain text; the training code takes it for the special token.
        for example in examples.iter().filter(|e| !e.text.contains('[')) {
            let doc = document(&example.text, &[(0, example.text.len())]);
            let mut pieces = Vec::new();
            word_pieces(&tokenizer, &doc, 0..1, &mut pieces).unwrap();
            let ids: Vec<u32> = pieces.iter().map(|p| p.id).collect();
            let case: Vec<u32> = pieces.iter().map(|p| p.case as u32).collect();
            assert_eq!(ids, example.ids, "{:?}", example.text);
            assert_eq!(case, example.case, "{:?}", example.text);
        }
    }

    #[test]
    fn every_token_begins_a_piece_of_its_own() {
        let text = "Don’t xAI\u{200d}";
        let doc = document(text, &[(0, 2), (2, 7), (8, 11), (11, 14)]);
        let tokenizer = Model::embedded().unwrap().tokenizer;
        let mut pieces = Vec::new();
        word_pieces(&tokenizer, &doc, 0..4, &mut pieces).unwrap();
        let begun: Vec<usize> = pieces.iter().filter_map(|p| p.begins).collect();
        // Of the joiner alone nothing is left.
        assert_eq!(begun, [0, 1, 2]);
        assert_eq!(pieces[0].case, CaseType::Title);
        assert_eq!(pieces.last().unwrap().case, CaseType::Mixed);
    }
}
