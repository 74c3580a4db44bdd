//! hedgerow turns news articles into annotated records: layout, sentences, tokens, named
//! entities and hedge cues.

pub mod document;
pub mod engine;
mod layer;
pub mod model;
pub mod record;
pub mod stages;

pub use layer::Layer;
