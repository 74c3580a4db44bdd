//! Entities: the model's mentions, joined with those of the rules for closed classes.

mod decode;
pub mod numeric;

use self::decode::{Decoder, TokenMention};
use super::{Stage, StageError};
use crate::document::{Document, Entity, Span};
use crate::model::{Model, ModelError};

/// Fills [`Document::entities`].
pub struct Entities {
    decoder: Decoder,
}

impl Entities {
    /// The stage for `model`'s entity head.
    ///
    /// # Errors
    /// The head has a label that is not BIO over the 18 types.
    pub fn new(model: &Model) -> Result<Self, ModelError> {
        let decoder = Decoder::new(&model.labels[0], model.manifest.calibration.entity)
            .map_err(ModelError::Labels)?;
        Ok(Self { decoder })
    }
}

impl Stage for Entities {
    fn name(&self) -> &'static str {
        "entities"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let scores = doc
            .scores
            .get("entity")
            .ok_or(StageError::Missing("the entity head"))?;
        let mut entities = Vec::new();
        for tokens in doc.sentence_tokens() {
            for mention in self.decoder.mentions(scores, tokens) {
                entities.push(entity(doc, &mention));
            }
        }
        doc.entities = entities;
        Ok(())
    }
}

fn entity(doc: &Document, mention: &TokenMention) -> Entity {
    let tokens = &doc.tokens[mention.tokens.clone()];
    let span = tokens
        .iter()
        .fold(tokens[0].span, |s, t| Span::cover(s, t.span));
    Entity {
        span,
        kind: mention.kind,
        score: mention.score,
    }
}
