//! The fields of a record, as they are serialised. A layer that a run did not compute or was
//! told not to write is absent; one that was computed and found nothing is an empty list.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Map;

use super::profile::ProfileRecord;
use super::stance::{
    AttributedSourceRecord, AttributionRecord, ClaimRecord, CorrectionRecord, CueRecord,
    EventRecord, QuoteRecord, ReasonRecord,
};
use crate::document::{BlockKind, Date, EntityType, OffsetUnit};

/// One input, one record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// "hedgerow/1".
    pub schema: String,
    /// The path below the folder that was given, with `/` between its parts.
    pub id: String,
    pub outcome: Outcome,
    pub source: SourceRecord,
    pub provenance: Provenance,
    /// With outcome `error`: what went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorRecord>,
    /// With outcome `skipped`: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// With `--duplicates mark` or `drop`: an earlier article of the run that says the same; absent
    /// where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate: Option<DuplicateRecord>,
    /// The unit of every offset below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset_unit: Option<OffsetUnit>,
    /// The decoded article, unchanged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The authors, as the format of the input names them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// The day from which relative dates count: that on which the article appeared, as the format,
    /// the options or the article itself gives it; YYYY-MM-DD.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    /// BCP 47 tag of the article's language, such as "en".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What stood around the article in its file and was left out.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub removed: Vec<RemovedRecord>,
    /// Where the text stands in the bytes of its web page, in order: with `--source-map`. White space
    /// that browsers collapse and the space between blocks have no place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_map: Option<Vec<SourceRunRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Vec<BlockRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentences: Option<Vec<SentenceRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens: Option<TokenColumns>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entities: Option<Vec<EntityRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cues: Option<Vec<CueRecord>>,
    /// In order of the text; written with the attributions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<AttributedSourceRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributions: Option<Vec<AttributionRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quotes: Option<Vec<QuoteRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<EventRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claims: Option<Vec<ClaimRecord>>,
    /// What the article takes back; written with the claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrections: Option<Vec<CorrectionRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileRecord>,
    /// What was cut, split or skipped, and why; empty when nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Vec<CoverageRecord>>,
}

/// How an input ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Ok,
    Error,
    Skipped,
}

/// Where the article came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceRecord {
    /// The path as it was opened, or "-" for standard input.
    pub path: String,
    /// The name of the article within the file, where the file holds several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// How the article was read: "text", "markdown", "html", "eml", "pdf", "jsonl", "json", "csv",
    /// "tsv", "parquet" or "warc".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// WHATWG name of the character encoding that was used, such as "UTF-8".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Size of the article's bytes, decompressed; of a row, as a JSON object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// BLAKE3 hash of these bytes, in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blake3: Option<String>,
    /// Whether text that had been decoded with the wrong encoding was repaired.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub repaired: bool,
    /// What else the input tells of the article: "title", "site", "canonical" of a web page, the
    /// other fields of a row or object.
    #[serde(skip_serializing_if = "Map::is_empty", default)]
    pub meta: Map<String, serde_json::Value>,
}

/// An earlier article with the same text, or nearly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DuplicateRecord {
    /// The id of the first such article that is itself no duplicate.
    pub of: String,
    /// Estimated Jaccard similarity of the sets of word 5-grams, 0 to 1, three decimals.
    pub similarity: f64,
    /// Whether the texts are the same but for white space; the similarity is then 1.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
}

/// A piece of a page that is no part of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RemovedRecord {
    /// What it is: "navigation", "comments", "related", "advert" and the like.
    pub kind: String,
    /// Its length in characters, white space collapsed.
    pub characters: u32,
    /// Its first 80 characters.
    pub start: String,
}

/// Characters of the text in a row that stand in a row in the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SourceRunRecord {
    pub start: u32,
    pub end: u32,
    /// First byte in the page. The bytes are the characters in the page's encoding, or one
    /// reference such as "&amp;", which then is a run of its own.
    pub source_start: u64,
    /// The byte after the last.
    pub source_end: u64,
}

/// What made the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// Version of hedgerow.
    pub version: String,
    pub model: ModelRecord,
    /// The checkpoint that the names come from, where it is not the model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ner_model: Option<NerModelRecord>,
    /// Engine, device and precision, such as `torch cuda:0 bf16`, where it is not the default one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<String>,
    pub lexicon: LexiconRecord,
    pub options: OptionsRecord,
}

/// The model that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ModelRecord {
    pub name: String,
    pub version: String,
    /// SHA-256 of the weights, in hexadecimal.
    pub sha256: String,
}

/// A checkpoint that names come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NerModelRecord {
    /// The folder's name.
    pub name: String,
    /// SHA-256 of the weights, in hexadecimal.
    pub sha256: String,
}

/// The lexicon that was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LexiconRecord {
    /// Number of patterns.
    pub patterns: u32,
    /// BLAKE3 hash of its files, in hexadecimal.
    pub blake3: String,
}

/// The options that shape a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OptionsRecord {
    /// Unit of the offsets.
    pub offsets: OffsetUnit,
    /// Layers that are written.
    pub layers: Vec<crate::Layer>,
    /// The day on which the articles appeared, where it was given: YYYY-MM-DD.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    /// Whether articles that are not in English are annotated too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub force: bool,
    /// How the inputs were read, where that was not left to hedgerow.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub input: Option<Box<InputOptionsRecord>>,
}

/// The options that shape what is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputOptionsRecord {
    /// The format of every file.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub format: Option<String>,
    /// The field of a row or object that holds the text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub text_field: Option<String>,
    /// The field that becomes the id.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id_field: Option<String>,
    /// Whether text that was decoded with the wrong encoding is repaired.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub repair_mojibake: bool,
    /// Whether `source_map` is written.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub source_map: bool,
}

/// What went wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorRecord {
    /// The step that failed: "read", "decode", "timeout" or the name of a stage.
    pub stage: String,
    pub message: String,
}

/// A block of the layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BlockRecord {
    pub kind: BlockKind,
    pub start: u32,
    pub end: u32,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SentenceRecord {
    pub start: u32,
    pub end: u32,
    /// Index into `blocks`.
    pub block: u32,
    /// Whether a hedge cue stands in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hedged: Option<bool>,
    /// The same without cues of type `dynamic`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hedged_core: Option<bool>,
    /// How certain what it says is made out to be: 0 (open) to 1 (asserted flatly), three decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<f64>,
    /// How the certainty was derived.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub certainty_reasons: Vec<ReasonRecord>,
}

/// The tokens as columns of equal length.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TokenColumns {
    pub start: Vec<u32>,
    pub end: Vec<u32>,
    /// Penn Treebank part of speech.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pos: Option<Vec<String>>,
}

/// A mention of an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EntityRecord {
    /// "n1", "n2" ... in order of the text.
    pub id: String,
    pub start: u32,
    pub end: u32,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// Probability in 0..1, three decimals, that span and type are right.
    pub score: f64,
    /// Of a numeric or time entity: what it says, where that is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<ValueRecord>,
}

/// The normalised value of a numeric or time entity: each field only where it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ValueRecord {
    /// Of a DATE or TIME, its TIMEX3 value: "2025-05-02", "2025-Q3", "P3Y", "PRESENT_REF".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timex: Option<String>,
    /// The number, in `unit` or `currency`; an ordinal's rank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<serde_json::Number>,
    /// The upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_to: Option<serde_json::Number>,
    /// "%", "percentage point", "basis point", UCUM's print symbol of a measure ("km",
    /// "mi/h") or its English name ("acre").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// ISO 4217 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// A note on the article's coverage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CoverageRecord {
    /// The stage that cut, split or skipped.
    pub stage: String,
    pub start: u32,
    pub end: u32,
    pub reason: String,
}
