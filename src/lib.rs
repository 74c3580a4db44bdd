//! hedgerow turns news articles into annotated records: layout, sentences, tokens, named
//! entities, hedge cues, attributions and events.

pub mod document;
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

pub use layer::Layer;
pub use pipeline::{Options, Pipeline, PipelineError, provenance};
