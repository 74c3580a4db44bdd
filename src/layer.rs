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
    /// Quotations and who speaks them.
    Quotes,
    /// Events: how factual, and where they stand.
    Events,
    /// What the article claims, over all of its sentences, and what it takes back.
    Claims,
    /// The article in figures.
    Profile,
}

impl Layer {
    /// Every layer, in the order of the record.
    pub const ALL: [Layer; 10] = [
        Layer::Blocks,
        Layer::Sentences,
        Layer::Tokens,
        Layer::Entities,
        Layer::Cues,
        Layer::Attributions,
        Layer::Quotes,
        Layer::Events,
        Layer::Claims,
        Layer::Profile,
    ];
}
