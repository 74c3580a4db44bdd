//! From paths to texts: walking folders, reading, decoding.

mod decode;
mod discover;
mod front_matter;
pub mod html;
pub mod markdown;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

pub use decode::{DecodeError, Decoded, decode};
pub use discover::{Input, Location, discover};

use crate::document::Article;
use crate::record::SourceRecord;

/// Where a reading failed, and why.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The bytes could not be had.
    #[error("{0}")]
    Read(#[from] io::Error),
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

/// The largest input that is read where nobody says otherwise, in bytes: annotating one takes
/// some hundred times its size in memory.
pub const MAX_BYTES: u64 = 8_000_000;

/// The bytes of one input, of `most` bytes at most. What is learnt of the source on the way is
/// kept in `source`, also when a later step fails.
///
/// # Errors
/// The input cannot be read, or is larger.
pub fn fetch(input: &Input, source: &mut SourceRecord, most: u64) -> io::Result<Vec<u8>> {
    let bytes = match &input.location {
        Location::File(path) => {
            source.format = Some(format_of(path).to_owned());
            let file = File::open(path)?;
            let size = file.metadata()?.len();
            if size > most {
                source.bytes = Some(size);
                return Err(too_large(most));
            }
            read_most(file, size, most)?
        }
        Location::Stdin => {
            source.format = Some("text".to_owned());
            read_most(io::stdin().lock(), 0, most)?
        }
        Location::Missing(error) => return Err(io::Error::other(error.clone())),
    };
    source.bytes = Some(bytes.len() as u64);
    source.blake3 = Some(blake3::hash(&bytes).to_hex().to_string());
    Ok(bytes)
}

/// Reads to the end, which a file that grows may not have.
fn read_most(reader: impl Read, size: u64, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size as usize + 1);
    reader.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(too_large(most));
    }
    Ok(bytes)
}

fn too_large(most: u64) -> io::Error {
    let megabytes = most as f64 / 1e6;
    io::Error::other(format!("larger than the {megabytes} MB of --max-size"))
}

/// Reads and decodes one input. What is learnt of the source on the way is kept in `source`,
/// also when a later step fails.
///
/// # Errors
/// The input cannot be read, or is no text.
pub fn read(input: &Input, source: &mut SourceRecord) -> Result<Article, ReadError> {
    let bytes = fetch(input, source, MAX_BYTES)?;
    article(bytes, source).map_err(ReadError::from)
}

/// The article in what [`fetch`] brought; its encoding is kept in `source`.
///
/// # Errors
/// The bytes are no text.
pub fn article(bytes: Vec<u8>, source: &mut SourceRecord) -> Result<Article, DecodeError> {
    if source.format.as_deref() == Some("html") {
        let (article, encoding) = html::read(&bytes, None)?;
        source.encoding = Some(encoding.to_owned());
        return Ok(article);
    }
    let decoded = decode(bytes)?;
    source.encoding = Some(decoded.encoding.to_owned());
    Ok(match source.format.as_deref() {
        Some("markdown") => markdown::read(decoded.text),
        _ => Article::from(decoded.text),
    })
}

fn format_of(path: &Path) -> &'static str {
    match path.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("md") => "markdown",
        Some(extension)
            if ["html", "htm"]
                .iter()
                .any(|e| extension.eq_ignore_ascii_case(e)) =>
        {
            "html"
        }
        _ => "text",
    }
}
