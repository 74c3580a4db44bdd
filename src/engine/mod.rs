//! The encoder behind one small trait; a file or folder per inference library.

mod options;
mod queue;
mod rten;
#[cfg(feature = "torch")]
mod torch;

pub use self::options::{Device, EngineKind, EngineOptions, Precision};
pub use self::queue::{ENGINE, Queue};
pub use self::rten::RtenEncoder;
#[cfg(feature = "torch")]
pub use self::torch::{TorchEncoder, gpus};

/// Input of one forward pass: `rows * columns` values each, row-major, padded with zeros and, in
/// `input_ids`, with the model's padding piece.
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
    /// Case type of each word piece (see [`crate::stages::encode::CaseType`]); zeros for a
    /// checkpoint.
    pub token_type_ids: Vec<i32>,
}

impl Batch {
    /// A batch of padding alone.
    pub fn padding(rows: usize, columns: usize, pad: i32) -> Self {
        Self {
            rows,
            columns,
            input_ids: vec![pad; rows * columns],
            attention_mask: vec![0; rows * columns],
            token_type_ids: vec![0; rows * columns],
        }
    }
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
    /// values, row-major. On the CPU the call runs on the calling thread alone, and its result
    /// depends on the batch alone; a [`Queue`] runs it elsewhere, together with other batches,
    /// which may change the last digits.
    ///
    /// # Errors
    /// The inference library's own, with its message.
    fn forward(&self, batch: &Batch) -> Result<Vec<Vec<f32>>, EngineError>;
}

/// A failure of the inference library.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The engine, device or precision is not to be had.
    #[error("{0}")]
    Unavailable(String),
    /// The weights cannot be used.
    #[error("the model's weights cannot be loaded: {0}")]
    Load(String),
    /// The forward pass failed.
    #[error("the encoder failed: {0}")]
    Forward(String),
    /// The device has no memory for the batch.
    #[error("the device has too little memory for the encoder: {0}")]
    OutOfMemory(String),
}
