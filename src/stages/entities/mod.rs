//! Entities: the model's mentions of names, joined with those of the rules for closed classes.

mod agree;
mod decode;
mod headlines;
mod known;
mod merge;
pub mod numeric;

use self::decode::{Decoder, TokenMention};
use self::known::KnownNames;
use self::numeric::NumericRules;
use super::{Stage, StageError};
use crate::document::{Document, Entity};
use crate::model::{Calibration, Model, ModelError};

/// Fills [`Document::entities`].
pub struct Entities {
    decoder: Decoder,
    rules: NumericRules,
    known: KnownNames,
}

impl Entities {
    /// The stage for `model`'s entity head.
    ///
    /// # Errors
    /// The head has a label that is not BIO over the 18 types.
    pub fn new(model: &Model) -> Result<Self, ModelError> {
        Self::with_labels(&model.labels["entity"], model.manifest.calibration.entity)
    }

    /// The stage for other scores under the name of the entity head, by their labels and what is
    /// known of their calibration.
    ///
    /// # Errors
    /// A label is not BIO over the 18 types.
    pub fn with_labels(labels: &[String], calibration: Calibration) -> Result<Self, ModelError> {
        let decoder = Decoder::new(labels, calibration).map_err(ModelError::Labels)?;
        Ok(Self {
            decoder,
            rules: NumericRules::new(),
            known: KnownNames::new(),
        })
    }
}

impl Stage for Entities {
    fn name(&self) -> &'static str {
        "entities"
    }

    fn version(&self) -> u32 {
        2
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let scores = doc
            .scores
            .get("entity")
            .ok_or(StageError::Missing("the entity head"))?;
        let sentences = doc.sentence_tokens();
        let mentions: Vec<TokenMention> = sentences
            .iter()
            .flat_map(|tokens| self.decoder.mentions(scores, tokens.clone()))
            .collect();
        let mentions = headlines::follow_body(doc, mentions);
        let decided = agree::agree(doc, &mentions, self.decoder.types(), &self.known);
        let names = mentions
            .iter()
            .zip(decided)
            .map(|(mention, (kind, probability))| Entity {
                span: doc.token_span(mention.tokens.clone()),
                kind,
                score: self.decoder.score(mention.span, probability),
                form: None,
                value: None,
            });
        let numbers = sentences
            .into_iter()
            .flat_map(|tokens| self.rules.find(doc, tokens));
        let mut entities = merge::merge(names, numbers);
        // What is left of the model's "the 1890s" beside the rules' "1890s".
        entities.retain(|e| !doc.slice(e.span).eq_ignore_ascii_case("the"));
        doc.entities = entities;
        Ok(())
    }
}

/// The entities of a document without a model: those that the rules find.
#[cfg(test)]
pub(crate) fn numeric_entities(doc: &Document) -> Vec<Entity> {
    let rules = NumericRules::new();
    let sentences = doc.sentence_tokens();
    let numbers = sentences.into_iter().flat_map(|s| rules.find(doc, s));
    merge::merge(std::iter::empty(), numbers)
}
