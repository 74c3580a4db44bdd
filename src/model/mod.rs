//! A model folder: weights, tokenizer, labels and the manifest that describes them. And the
//! checkpoints of others, in the layout of Hugging Face.

mod checkpoint;
mod manifest;
mod scheme;
mod tokenizer;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use sha2::{Digest, Sha256};
use tokenizers::Tokenizer;

pub use checkpoint::{Architecture, Checkpoint};
pub use manifest::{Calibration, EncoderShape, FactualityCalibration, Manifest};
pub use scheme::Scheme;

use crate::elapsed::ms;
use crate::engine::{EngineError, Head};

const MANIFEST: &str = "manifest.json";
const LABELS: &str = "labels.json";
const TOKENIZER: &str = "tokenizer.json";
const WEIGHTS: &str = "model.onnx";
#[cfg(feature = "torch")]
const FLOAT_WEIGHTS: &str = "model.safetensors";

/// The entries of labels.json that every model has.
const REQUIRED: [&str; 2] = ["entity", "pos"];

/// A model, read and verified.
pub struct Model {
    pub manifest: Manifest,
    /// Labels by head: `entity`, `pos`, and where the model has them `cue`, `role` and
    /// `factuality`.
    pub labels: BTreeMap<String, Vec<String>>,
    pub tokenizer: Tokenizer,
    /// The ONNX file.
    pub weights: Cow<'static, [u8]>,
    /// Where the model was read; `None` where it is compiled in.
    pub folder: Option<PathBuf>,
}

impl Model {
    /// The default model, compiled into the program.
    ///
    /// # Errors
    /// None in a program whose tests pass; a damaged build otherwise.
    #[cfg(feature = "embedded-model")]
    pub fn embedded() -> Result<Self, ModelError> {
        macro_rules! file {
            ($name:literal) => {
                include_bytes!(concat!(
                    env!("CARGO_MANIFEST_DIR"),
                    "/models/hedgerow-base/",
                    $name
                ))
            };
        }
        Self::from_parts(None, |name| match name {
            MANIFEST => Ok(Cow::Borrowed(file!("manifest.json").as_slice())),
            LABELS => Ok(Cow::Borrowed(file!("labels.json").as_slice())),
            TOKENIZER => Ok(Cow::Borrowed(file!("tokenizer.json").as_slice())),
            _ => Ok(Cow::Borrowed(file!("model.onnx").as_slice())),
        })
    }

    /// The model in `folder`.
    ///
    /// # Errors
    /// A file is missing, is not what the manifest says, or cannot be understood.
    pub fn load(folder: &Path) -> Result<Self, ModelError> {
        Self::from_parts(Some(folder), |name| read(folder.join(name)).map(Cow::Owned))
    }

    fn from_parts(
        folder: Option<&Path>,
        read: impl Fn(&'static str) -> Result<Cow<'static, [u8]>, ModelError>,
    ) -> Result<Self, ModelError> {
        let start = Instant::now();
        let invalid = |name: &str, message: String| invalid(folder, name, message);
        let manifest = Manifest::parse(&read(MANIFEST)?).map_err(|e| invalid(MANIFEST, e))?;
        let verified = |name: &'static str| -> Result<_, ModelError> {
            let bytes = read(name)?;
            verify(&manifest, folder, name, &bytes)?;
            Ok(bytes)
        };
        let labels: BTreeMap<String, Vec<String>> = serde_json::from_slice(&verified(LABELS)?)
            .map_err(|e| invalid(LABELS, e.to_string()))?;
        if let Some(head) = REQUIRED.iter().find(|&&head| !labels.contains_key(head)) {
            return Err(invalid(LABELS, format!("the head '{head}' is missing")));
        }
        if labels.contains_key("cue") != labels.contains_key("role") {
            let message = "the heads 'cue' and 'role' go together, one is missing".to_owned();
            return Err(invalid(LABELS, message));
        }
        if labels.contains_key("role") && manifest.role_size.is_none_or(|size| size == 0) {
            let message = "it names no role_size for the head 'role'".to_owned();
            return Err(invalid(MANIFEST, message));
        }
        let mut tokenizer = Tokenizer::from_bytes(&*verified(TOKENIZER)?)
            .map_err(|e| invalid(TOKENIZER, e.to_string()))?;
        // An article that says "[SEP]" says so in plain text.
        tokenizer.set_encode_special_tokens(true);
        let weights = verified(WEIGHTS)?;
        let model = Self {
            manifest,
            labels,
            tokenizer,
            weights,
            folder: folder.map(Path::to_owned),
        };
        tracing::info!(
            name = model.manifest.name,
            version = model.manifest.version,
            sha256 = model.sha256(),
            folder = folder.map(|folder| tracing::field::display(folder.display())),
            ms = ms(start),
            "model loaded"
        );
        Ok(model)
    }

    /// The floating-point weights, a safetensors file.
    ///
    /// # Errors
    /// The folder has none, or it is not what the manifest says.
    #[cfg(feature = "torch")]
    pub fn float_weights(&self) -> Result<Cow<'static, [u8]>, ModelError> {
        let folder = self.folder.as_deref();
        let bytes = match folder {
            Some(folder) => Cow::Owned(read(folder.join(FLOAT_WEIGHTS))?),
            None => compiled_in()?,
        };
        verify(&self.manifest, folder, FLOAT_WEIGHTS, &bytes)?;
        Ok(bytes)
    }

    /// The outputs that the encoder gives for this model. `cue` and `role` together make up the
    /// attribution heads: `cue` marks cues, and `role_query` (a vector for each role label) and
    /// `role_key` (a vector) relate a cue to the tokens around it.
    pub fn heads(&self) -> Vec<Head> {
        let labelled = |name: &str| {
            let labels = self.labels.get(name)?.clone();
            Some(Head {
                name: name.to_owned(),
                width: labels.len(),
                labels,
            })
        };
        let vector = |name: &str, width: usize| Head {
            name: name.to_owned(),
            width,
            labels: Vec::new(),
        };
        let mut heads: Vec<Head> = REQUIRED.into_iter().filter_map(labelled).collect();
        if self.has_attribution() {
            let size = self.manifest.role_size.unwrap_or(0);
            heads.extend(labelled("cue"));
            heads.push(vector("role_query", self.labels["role"].len() * size));
            heads.push(vector("role_key", size));
        }
        heads.extend(labelled("factuality"));
        heads
    }

    /// Whether the model finds cues, sources and contents of attributions.
    pub fn has_attribution(&self) -> bool {
        self.labels.contains_key("cue") && self.labels.contains_key("role")
    }

    /// Whether the model finds events and their factuality.
    pub fn has_factuality(&self) -> bool {
        self.labels.contains_key("factuality")
    }

    /// SHA-256 of the weights, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.manifest.files[WEIGHTS].sha256
    }
}

#[cfg(all(feature = "torch", feature = "embedded-model"))]
fn compiled_in() -> Result<Cow<'static, [u8]>, ModelError> {
    const WEIGHTS: &[u8] = include_bytes!("../../models/hedgerow-base/model.safetensors");
    Ok(Cow::Borrowed(WEIGHTS))
}

#[cfg(all(feature = "torch", not(feature = "embedded-model")))]
fn compiled_in() -> Result<Cow<'static, [u8]>, ModelError> {
    let message = "no model is compiled in".to_owned();
    Err(invalid(None, FLOAT_WEIGHTS, message))
}

fn read(path: PathBuf) -> Result<Vec<u8>, ModelError> {
    std::fs::read(&path).map_err(|source| ModelError::Read { path, source })
}

/// A file of a model folder, or of the program, is not what it should be.
fn invalid(folder: Option<&Path>, name: &str, message: String) -> ModelError {
    let folder = folder.unwrap_or(Path::new("(compiled in)"));
    ModelError::Invalid {
        path: folder.join(name),
        message,
    }
}

/// Compares a file with the manifest's hash of it.
fn verify(
    manifest: &Manifest,
    folder: Option<&Path>,
    name: &str,
    bytes: &[u8],
) -> Result<(), ModelError> {
    match manifest.files.get(name) {
        Some(file) if file.sha256 == hex_sha256(bytes) => Ok(()),
        Some(_) => {
            let message = "its SHA-256 is not the manifest's".to_owned();
            Err(invalid(folder, name, message))
        }
        None => Err(invalid(
            folder,
            MANIFEST,
            format!("it does not name {name}"),
        )),
    }
}

fn hex_sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// A model that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A file of the folder cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        path: PathBuf,
        source: std::io::Error,
    },
    /// A file of the folder is not what it should be.
    #[error("{} cannot be used: {message}", path.display())]
    Invalid { path: PathBuf, message: String },
    /// A head has a label that its stage does not know.
    #[error("labels.json cannot be used: {0}")]
    Labels(String),
    /// The manifest says too little of a head.
    #[error("manifest.json cannot be used: {0}")]
    Manifest(String),
    /// The weights cannot be loaded.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// A table that is compiled into the program cannot be used.
    #[error(transparent)]
    Table(#[from] crate::stages::cues::LexiconError),
}
