//! The record: schema "hedgerow/1", what is written for one input.

mod build;
mod counts;
mod fields;
mod profile;
mod stance;
mod view;

pub use counts::Counts;
pub use fields::{
    BlockRecord, CoverageRecord, DuplicateRecord, EntityRecord, ErrorRecord, InputOptionsRecord,
    LexiconRecord, ModelRecord, NerModelRecord, OptionsRecord, Outcome, Provenance, Record,
    RemovedRecord, SentenceRecord, SourceRecord, SourceRunRecord, TokenColumns, ValueRecord,
};
pub use profile::{HedgingLevel, ProfileRecord};
pub use stance::{
    AttributedSourceRecord, AttributionRecord, ClaimRecord, CommitmentRecord, CorrectionRecord,
    CueRecord, EventRecord, Polarity, QuoteRecord, ReasonRecord,
};
pub use view::SpanRecord;

/// The name of the schema, in every record.
pub const SCHEMA: &str = "hedgerow/1";

/// The JSON Schema (draft 2020-12) of a record, indented, with a line break at its end.
pub fn json_schema() -> String {
    let schema = schemars::schema_for!(Record);
    format!("{:#}\n", schema.as_value())
}
