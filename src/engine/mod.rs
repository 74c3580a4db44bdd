//! The encoder behind one small trait; a file per inference library.

mod rten;

pub use self::rten::RtenEncoder;

/// Input of one forward pass: `rows * columns` values each, row-major, padded with zeros.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Windows in the batch.
    pub rows: usize,
    /// Word pieces of the longest window.
    pub columns: usize,
    /// Vocabulary index of each word piece.
    pub input_ids: Vec<i32>,
    /// 1 where a word piece stands, 0 where padding.
    pub attention_mask: Vec<i32>,
    /// Case type of each word piece (see [`crate::stages::encode::CaseType`]).
    pub token_type_ids: Vec<i32>,
}

/// One output of the encoder: a row of values for each word piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The output's name in the weights.
    pub name: String,
    /// Values in a row.
    pub width: usize,
    /// Labels of the columns; none where a row is a vector.
    pub labels: Vec<String>,
}

/// A transformer encoder with its heads.
pub trait Encoder: Send + Sync {
    /// The output of each head, in the order of the model's heads: `rows * columns * width`
    /// values, row-major. The call runs on the calling thread alone, and its result depends on
    /// the batch alone.
    ///
    /// # Errors
    /// The inference library's own, with its message.
    fn forward(&self, batch: &Batch) -> Result<Vec<Vec<f32>>, EngineError>;
}

/// A failure of the inference library.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The weights cannot be used.
    #[error("the model's weights cannot be loaded: {0}")]
    Load(String),
    /// The forward pass failed.
    #[error("the encoder failed: {0}")]
    Forward(String),
}
