//! hedgerow turns news articles into annotated records: layout, sentences, tokens, named
//! entities with their values and hedge cues; with a model that has the heads, attributions and
//! the factuality of events too.
//!
//! ```
//! # #[cfg(feature = "embedded-model")] {
//! use hedgerow::model::Model;
//! use hedgerow::record::SourceRecord;
//! use hedgerow::stages::cues::Lexicon;
//! use hedgerow::{Options, Pipeline};
//!
//! let model = Model::embedded()?;
//! let pipeline = Pipeline::new(&model, Lexicon::builtin()?, &Options::default())?;
//! let text = "Acme is reportedly in talks to buy Bolt Labs of Oslo.".to_owned();
//! let record = pipeline.record("a".to_owned(), SourceRecord::default(), text);
//! let mut cues = record.cues.iter().flatten();
//! assert!(cues.any(|cue| cue.text == "reportedly" && cue.hedge));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[macro_use]
mod pattern;

pub mod document;
mod elapsed;
pub mod engine;
pub mod eval;
pub mod input;
mod layer;
pub mod model;
pub mod output;
mod pipeline;
pub mod record;
pub mod run;
pub mod stages;
mod times;

pub use layer::Layer;
pub use pipeline::{Annotated, Options, Pipeline, PipelineError, TIMEOUT, provenance};
pub use times::Times;
