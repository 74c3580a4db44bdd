//! manifest.json, schema "hedgerow-model/1".

use std::collections::BTreeMap;

use serde::Deserialize;

const SCHEMA: &str = "hedgerow-model/1";

/// What a model folder says of itself; fields that only people read are left to the file.
#[derive(Debug, Clone, Deserialize)]
pub struct Manifest {
    schema: String,
    pub name: String,
    pub version: String,
    /// Word pieces in a window, `[CLS]` and `[SEP]` counted.
    pub window: usize,
    /// The network under the heads.
    pub encoder: EncoderShape,
    /// Coordinates of a role vector; absent where the model has no attribution heads.
    pub role_size: Option<usize>,
    pub calibration: Calibrations,
    pub files: BTreeMap<String, File>,
}

/// The size of a BERT encoder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct EncoderShape {
    pub layers: i64,
    /// Coordinates of a word piece's vector.
    pub hidden: i64,
    pub attention_heads: i64,
    /// Coordinates inside the feed-forward layers.
    pub intermediate: i64,
    /// Word pieces.
    pub vocabulary: i64,
    /// Token types, which carry case.
    pub type_vocabulary: i64,
}

/// Calibrations by head.
#[derive(Debug, Clone, Deserialize)]
pub struct Calibrations {
    pub entity: Calibration,
    /// Absent where the model has no factuality head.
    pub factuality: Option<FactualityCalibration>,
}

/// How a raw score becomes a probability: logits are divided by `temperature`; the product `p`
/// of their probabilities then gives `sigmoid(a * logit(p) + b)` (Platt, 1999), fitted on
/// development data.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Calibration {
    pub temperature: f32,
    pub a: f32,
    pub b: f32,
}

impl Calibration {
    /// Probabilities as they are.
    pub const NONE: Self = Self {
        temperature: 1.0,
        a: 1.0,
        b: 0.0,
    };
}

/// How the raw outputs of the factuality head are read, fitted on development data.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct FactualityCalibration {
    /// Slope of the line from the raw to the calibrated value.
    pub slope: f32,
    pub intercept: f32,
    /// Probability, 0..1, from which on a token is an event.
    pub event_threshold: f32,
}

impl FactualityCalibration {
    /// The calibrated factuality, -3..3.
    pub fn value(self, raw: f32) -> f32 {
        (self.slope * raw + self.intercept).clamp(-3.0, 3.0)
    }
}

/// Size and hash of a file.
#[derive(Debug, Clone, Deserialize)]
pub struct File {
    /// In hexadecimal.
    pub sha256: String,
}

impl Manifest {
    pub(super) fn parse(json: &[u8]) -> Result<Self, String> {
        let manifest: Self = serde_json::from_slice(json).map_err(|e| e.to_string())?;
        if manifest.schema != SCHEMA {
            return Err(format!(
                "its schema is '{}', this version reads '{SCHEMA}'",
                manifest.schema
            ));
        }
        if manifest.window < 8 {
            return Err(format!(
                "a window of {} word pieces is too small",
                manifest.window
            ));
        }
        Ok(manifest)
    }
}
