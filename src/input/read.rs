//! From an input to its article.

use std::fs::File;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use encoding_rs::{Encoding, UTF_8};

use super::compression::{Compression, Stream};
use super::decode::{DecodeError, decode};
use super::format::{Format, Kind};
use super::options::ReadOptions;
use super::{Input, Location, cause, email, html, markdown, message_of, mojibake, pdf, rows, warc};
use crate::document::Article;
use crate::record::SourceRecord;

/// Where a reading failed, and why.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The bytes could not be had.
    #[error("{0}")]
    Read(#[from] io::Error),
    /// The bytes are no article.
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

/// The bytes of one input, decompressed. What is learnt of the source on the way is kept in
/// `source`, also when a later step fails.
///
/// # Errors
/// The input cannot be read, or is larger than the limits allow.
pub fn fetch(
    input: &Input,
    source: &mut SourceRecord,
    options: &ReadOptions,
) -> io::Result<Vec<u8>> {
    source.path = input.path.clone();
    source.member = input.member.clone();
    source.format = Some(input.format.name().to_owned());
    let bytes = match &input.location {
        Location::File(path) => {
            let file = File::open(path)?;
            let size = file.metadata()?.len();
            let compression = Kind::of_name(&input.path).and_then(|kind| kind.compression);
            if compression.is_none() && size > options.limits.max_bytes {
                source.bytes = Some(size);
                return Err(options.limits.too_large());
            }
            whole(file, compression, options)?
        }
        Location::Bytes(bytes) => bytes.clone(),
        Location::Failed(error) => return Err(io::Error::other(error.clone())),
    };
    source.bytes = Some(bytes.len() as u64);
    source.blake3 = Some(blake3::hash(&bytes).to_hex().to_string());
    Ok(bytes)
}

/// A whole article, out of its compression, which shows in its name or its first bytes.
fn whole(
    mut file: File,
    compression: Option<Compression>,
    options: &ReadOptions,
) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.by_ref().take(8).read_to_end(&mut head)?;
    let compression = compression.or_else(|| Compression::of_content(&head));
    let stream: Stream = Box::new(io::Cursor::new(head).chain(file));
    match compression {
        None => options.limits.read(stream),
        Some(compression) => {
            let plain = compression.inflate(stream, &options.limits)?;
            let bytes = options.limits.read(plain);
            bytes.map_err(|error| io::Error::new(error.kind(), cause(&error)))
        }
    }
}

/// The article in what [`fetch`] brought. What is learnt of the source on the way is kept in
/// `source`.
///
/// # Errors
/// The bytes are no article of the input's format.
pub fn article(
    input: &Input,
    bytes: Vec<u8>,
    source: &mut SourceRecord,
    options: &ReadOptions,
) -> Result<Article, DecodeError> {
    let read = catch_unwind(AssertUnwindSafe(|| {
        as_format(input.format, bytes, source, options)
    }));
    let article = read.unwrap_or_else(|panic| Err(DecodeError::Fault(message_of(&*panic))));
    article.map_err(|error| match input.place() {
        Some(place) => DecodeError::At(place, Box::new(error)),
        None => error,
    })
}

fn as_format(
    format: Format,
    bytes: Vec<u8>,
    source: &mut SourceRecord,
    options: &ReadOptions,
) -> Result<Article, DecodeError> {
    let (mut article, encoding) = match format {
        Format::Text | Format::Markdown => {
            let mut decoded = decode(bytes)?;
            if options.repair_mojibake
                && let Some(text) = mojibake::repair(&decoded.text)
            {
                decoded.text = text;
                source.repaired = true;
            }
            let article = match format {
                Format::Markdown => markdown::read(&decoded.text),
                _ => Article::from(decoded.text),
            };
            (article, Some(decoded.encoding))
        }
        Format::Html => {
            let (article, encoding) = page(&bytes, source, options)?;
            (article, Some(encoding))
        }
        Format::Email => (email::read(&bytes)?, None),
        Format::Pdf => (pdf::read(bytes, &options.limits)?, None),
        // A container without articles.
        _ if bytes.is_empty() => (Article::default(), None),
        Format::JsonLines | Format::Json | Format::Csv | Format::Tsv | Format::Parquet => {
            let (article, encoding) = rows::read(bytes, options)?;
            (article, Some(encoding))
        }
        Format::Warc => {
            let (article, encoding) = warc::read(&bytes, &options.limits)?;
            (article, Some(encoding))
        }
        Format::Zip | Format::Tar => return Err(DecodeError::Binary),
    };
    source.encoding = encoding.map(str::to_owned);
    // Once there are blocks, the text stays as it is: they count its bytes.
    if options.repair_mojibake
        && !source.repaired
        && article.blocks.is_empty()
        && let Some(text) = mojibake::repair(&article.text)
    {
        article.text = text;
        source.repaired = true;
    }
    Ok(article)
}

/// The article of a web page, which is repaired before it is taken apart.
fn page(
    bytes: &[u8],
    source: &mut SourceRecord,
    options: &ReadOptions,
) -> Result<(Article, &'static str), DecodeError> {
    let (mut article, name) = html::read(bytes, None)?;
    if options.repair_mojibake
        && let Some(encoding) = Encoding::for_label(name.as_bytes())
        && let Some(text) = mojibake::repair(&encoding.decode(bytes).0)
    {
        source.repaired = true;
        return Ok((html::read(text.as_bytes(), Some(UTF_8))?.0, name));
    }
    if options.source_map {
        article.source_map = Some(html::source_map(bytes, name, &article));
    }
    Ok((article, name))
}

/// Reads one input to its article. What is learnt of the source on the way is kept in `source`,
/// also when a later step fails.
///
/// # Errors
/// The input cannot be read, or is no article of its format.
pub fn read(
    input: &Input,
    source: &mut SourceRecord,
    options: &ReadOptions,
) -> Result<Article, ReadError> {
    let bytes = fetch(input, source, options)?;
    article(input, bytes, source, options).map_err(ReadError::from)
}
