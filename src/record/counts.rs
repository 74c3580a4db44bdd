//! An article in numbers, for the summary of a run: no part of its record.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::{CueType, Document, EntityType};

/// What was found in an article, whether its layers are written or not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Counts {
    /// Word tokens.
    pub words: u64,
    pub sentences: u64,
    /// Mentions by type; types without any are absent.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub entities: BTreeMap<EntityType, u64>,
    /// Cues by type; types without any are absent.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub cues: BTreeMap<CueType, u64>,
}

impl Counts {
    /// Those of an annotated document.
    pub fn of(doc: &Document) -> Self {
        Self {
            words: doc.tokens.len() as u64,
            sentences: doc.sentences.len() as u64,
            entities: tally(doc.entities.iter().map(|e| e.kind)),
            cues: tally(doc.cues.iter().map(|c| c.kind)),
        }
    }

    /// Adds those of another article.
    pub fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.sentences += other.sentences;
        for (&kind, n) in &other.entities {
            *self.entities.entry(kind).or_default() += n;
        }
        for (&kind, n) in &other.cues {
            *self.cues.entry(kind).or_default() += n;
        }
    }
}

fn tally<K: Ord>(kinds: impl Iterator<Item = K>) -> BTreeMap<K, u64> {
    let mut tally = BTreeMap::new();
    for kind in kinds {
        *tally.entry(kind).or_default() += 1;
    }
    tally
}
