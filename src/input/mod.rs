//! From paths to texts: walking folders, reading, decoding.

mod decode;
mod discover;

use std::io::Read;
use std::path::Path;

pub use decode::{DecodeError, Decoded, decode};
pub use discover::{Input, Location, discover};

use crate::record::SourceRecord;

/// Where a reading failed, and why.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The bytes could not be had.
    #[error("{0}")]
    Read(#[from] std::io::Error),
    /// The bytes are no text.
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

impl ReadError {
    /// The step that failed, as error records name it.
    pub fn stage(&self) -> &'static str {
        match self {
            Self::Read(_) => "read",
            Self::Decode(_) => "decode",
        }
    }
}

/// Reads and decodes one input. What is learnt of the source on the way is kept in `source`,
/// also when a later step fails.
///
/// # Errors
/// The input cannot be read, or is no text.
pub fn read(input: &Input, source: &mut SourceRecord) -> Result<String, ReadError> {
    let bytes = match &input.location {
        Location::File(path) => {
            source.format = Some(format_of(path).to_owned());
            std::fs::read(path)?
        }
        Location::Stdin => {
            source.format = Some("text".to_owned());
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes)?;
            bytes
        }
        Location::Missing(error) => return Err(std::io::Error::other(error.clone()).into()),
    };
    source.bytes = Some(bytes.len() as u64);
    source.blake3 = Some(blake3::hash(&bytes).to_hex().to_string());
    let decoded = decode(bytes)?;
    source.encoding = Some(decoded.encoding.to_owned());
    Ok(decoded.text)
}

fn format_of(path: &Path) -> &'static str {
    match path.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("md") => "markdown",
        _ => "text",
    }
}
