//! Parts of speech: the best label of the encoder's `pos` head, but for what spelling rules out.

use super::{Stage, StageError};
use crate::document::{Document, Token};

/// Sets [`crate::document::Token::pos`].
pub struct PartsOfSpeech;

impl Stage for PartsOfSpeech {
    fn name(&self) -> &'static str {
        "pos"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let scores = doc
            .scores
            .get("pos")
            .ok_or(StageError::Missing("the pos head"))?;
        let tag = |(i, token): (usize, &Token)| match doc.slice(token.span) {
            // The month has a capital.
            "may" => "MD".into(),
            _ => scores.labels[scores.best(i)].as_str().into(),
        };
        let tags: Vec<Box<str>> = doc.tokens.iter().enumerate().map(tag).collect();
        for (token, tag) in doc.tokens.iter_mut().zip(tags) {
            token.pos = Some(tag);
        }
        Ok(())
    }
}
