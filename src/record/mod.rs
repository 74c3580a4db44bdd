//! The record: schema "hedgerow/1", what is written for one input.

mod build;
mod fields;

pub use fields::{
    BlockRecord, CoverageRecord, CueRecord, EntityRecord, ErrorRecord, LexiconRecord, ModelRecord,
    OptionsRecord, Outcome, Provenance, Record, SentenceRecord, SourceRecord, TokenColumns,
};

/// The name of the schema, in every record.
pub const SCHEMA: &str = "hedgerow/1";
