//! The layers of a record that can be asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A layer of annotation that `--layers` can choose.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    clap::ValueEnum,
)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// Layout: headline, paragraphs, bullets ...
    Blocks,
    Sentences,
    Tokens,
    Entities,
    /// Hedge and stance cues.
    Cues,
    /// Who says what, with the sources.
    Attributions,
    /// Events and their factuality.
    Events,
}

impl Layer {
    /// Every layer, in the order of the record.
    pub const ALL: [Layer; 7] = [
        Layer::Blocks,
        Layer::Sentences,
        Layer::Tokens,
        Layer::Entities,
        Layer::Cues,
        Layer::Attributions,
        Layer::Events,
    ];
}
