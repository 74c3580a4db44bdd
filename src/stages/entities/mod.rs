//! Entities: the model's mentions of names, joined with those of the rules for closed classes.

mod decode;
mod merge;
pub mod numeric;

use self::decode::Decoder;
use self::numeric::NumericRules;
use super::{Stage, StageError};
use crate::document::Document;
use crate::model::{Model, ModelError};

/// Fills [`Document::entities`].
pub struct Entities {
    decoder: Decoder,
    rules: NumericRules,
}

impl Entities {
    /// The stage for `model`'s entity head.
    ///
    /// # Errors
    /// The head has a label that is not BIO over the 18 types.
    pub fn new(model: &Model) -> Result<Self, ModelError> {
        let decoder = Decoder::new(&model.labels[0], model.manifest.calibration.entity)
            .map_err(ModelError::Labels)?;
        Ok(Self {
            decoder,
            rules: NumericRules::new(),
        })
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
            let names = self.decoder.mentions(scores, tokens.clone());
            let numbers = self.rules.find(doc, tokens);
            merge::merge(doc, names, &numbers, &mut entities);
        }
        doc.entities = entities;
        Ok(())
    }
}
