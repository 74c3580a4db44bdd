//! A token classifier in the layout of Hugging Face: config.json, tokenizer and weights.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use serde::Deserialize;
use tokenizers::Tokenizer;

use super::{ModelError, Scheme, hex_sha256, invalid, read, tokenizer};
use crate::elapsed::ms;
use crate::engine::{EngineKind, Head};

const CONFIG: &str = "config.json";
const ONNX: &str = "model.onnx";
const SAFETENSORS: &str = "model.safetensors";

/// Word pieces in a window, unless the checkpoint knows fewer positions.
const WINDOW: usize = 128;

/// A family of encoders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Architecture {
    Bert,
    Deberta,
    #[serde(rename = "deberta-v2")]
    DebertaV2,
    DistilBert,
    Electra,
    #[serde(alias = "xlm-roberta", alias = "camembert")]
    Roberta,
}

/// What every config.json says.
#[derive(Deserialize)]
struct Config {
    model_type: Architecture,
    id2label: BTreeMap<usize, String>,
    max_position_embeddings: Option<usize>,
    pad_token_id: Option<u32>,
}

/// A checkpoint, read for one engine.
pub struct Checkpoint {
    /// The folder's name.
    pub name: String,
    pub architecture: Architecture,
    /// The text of config.json.
    pub config: String,
    /// The checkpoint's own labels, in the order of its columns.
    pub labels: Vec<String>,
    /// What they mean.
    pub scheme: Scheme,
    pub tokenizer: Tokenizer,
    /// Word pieces in a window, the two special ones counted.
    pub window: usize,
    /// The pieces before and behind every window.
    pub frame: [u32; 2],
    /// The piece that fills windows up.
    pub pad: u32,
    /// model.onnx or model.safetensors, as the engine reads them.
    pub weights: Vec<u8>,
    /// SHA-256 of the weights, in hexadecimal.
    pub sha256: String,
}

impl Checkpoint {
    /// Reads the checkpoint in `folder` for an engine: rten takes model.onnx, torch takes
    /// model.safetensors.
    ///
    /// # Errors
    /// A file is missing or cannot be understood, the architecture is none of [`Architecture`], or
    /// the labels say nothing (see [`Scheme`]).
    pub fn load(folder: &Path, engine: EngineKind) -> Result<Self, ModelError> {
        let start = Instant::now();
        let bad = |name: &str, message: String| invalid(Some(folder), name, message);
        let text = read(folder.join(CONFIG))?;
        let text = String::from_utf8(text).map_err(|e| bad(CONFIG, e.to_string()))?;
        let config: Config = serde_json::from_str(&text).map_err(|e| bad(CONFIG, e.to_string()))?;
        if !config.id2label.keys().copied().eq(0..config.id2label.len()) {
            let message = "the numbers of id2label do not count up from 0".to_owned();
            return Err(bad(CONFIG, message));
        }
        let labels: Vec<String> = config.id2label.into_values().collect();
        let scheme = Scheme::new(&labels).map_err(|e| bad(CONFIG, e))?;
        let tokenizer = tokenizer::tokenizer(folder)?;
        let frame = frame(&tokenizer).map_err(|e| bad("tokenizer.json", e))?;
        let pad = config.pad_token_id.unwrap_or(0);
        // RoBERTa counts positions from behind the padding piece.
        let unused = match config.model_type {
            Architecture::Roberta => pad as usize + 1,
            _ => 0,
        };
        let positions = config.max_position_embeddings.unwrap_or(WINDOW + unused);
        let window = WINDOW.min(positions.saturating_sub(unused));
        if window < 8 {
            let message = format!("a window of {window} word pieces is too small");
            return Err(bad(CONFIG, message));
        }
        let weights = weights(folder, engine)?;
        let name = folder.canonicalize().ok();
        let name = name.as_deref().unwrap_or(folder).file_name();
        let checkpoint = Self {
            name: name.unwrap_or_default().to_string_lossy().into_owned(),
            architecture: config.model_type,
            config: text,
            labels,
            scheme,
            tokenizer,
            window,
            frame,
            pad,
            sha256: hex_sha256(&weights),
            weights,
        };
        tracing::info!(
            name = checkpoint.name,
            architecture = ?checkpoint.architecture,
            sha256 = checkpoint.sha256,
            ms = ms(start),
            "checkpoint loaded"
        );
        Ok(checkpoint)
    }

    /// The checkpoint's one output.
    pub fn head(&self) -> Head {
        Head {
            name: "logits".to_owned(),
            width: self.labels.len(),
            labels: self.labels.clone(),
        }
    }
}

/// The two special pieces that the tokenizer puts around a text.
fn frame(tokenizer: &Tokenizer) -> Result<[u32; 2], String> {
    let empty = tokenizer.encode("", true).map_err(|e| e.to_string())?;
    <[u32; 2]>::try_from(empty.get_ids()).map_err(|_| {
        format!(
            "it puts {:?} around a text, not one special piece on either side",
            empty.get_tokens()
        )
    })
}

/// The weights for the engine; where they are missing, the error says which script makes them.
fn weights(folder: &Path, engine: EngineKind) -> Result<Vec<u8>, ModelError> {
    let (name, script) = match engine {
        EngineKind::Rten => (ONNX, "scripts/checkpoint.py onnx"),
        EngineKind::Torch => (SAFETENSORS, "scripts/checkpoint.py safetensors"),
    };
    if !folder.join(name).exists() {
        let message = format!("it is missing: '{script} {}' writes it", folder.display());
        return Err(invalid(Some(folder), name, message));
    }
    read(folder.join(name))
}
