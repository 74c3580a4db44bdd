//! Parts of speech: the best label of the encoder's `pos` head.

use super::{Stage, StageError};
use crate::document::Document;

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
        for (i, token) in doc.tokens.iter_mut().enumerate() {
            token.pos = Some(scores.labels[scores.best(i)].as_str().into());
        }
        Ok(())
    }
}
