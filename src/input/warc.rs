//! Web archives (ISO 28500): the pages of their records.

use std::io::{self, BufRead, BufReader, Read};

use super::compression::Stream;
use super::decode::{DecodeError, decode_declared};
use super::format::Format;
use super::http::{Fields, Head};
use super::limits::{Exact, Limits};
use super::member::{Container, Content, Member};
use super::options::ReadOptions;
use super::{html, http};
use crate::document::Article;

/// The head of a record at most, and that of an HTTP response.
const MOST_HEAD: u64 = 256 << 10;

/// The records of an archive that hold a page or a text: HTTP responses that succeeded, and
/// what was converted or stored without HTTP.
pub struct Pages {
    reader: BufReader<Stream>,
    options: ReadOptions,
    /// Records that were read.
    number: u64,
}

impl Pages {
    /// The pages of `stream`.
    pub fn new(stream: Stream, options: ReadOptions) -> Self {
        Self {
            reader: BufReader::new(stream),
            options,
            number: 0,
        }
    }
}

impl Container for Pages {
    fn read(&mut self) -> io::Result<Option<Member>> {
        loop {
            let Some(mut record) = self.head()? else {
                return Ok(None);
            };
            self.number += 1;
            let (fields, _) = record_fields(&record).ok_or_else(malformed)?;
            let length = fields.get("content-length").and_then(|n| n.parse().ok());
            let length: u64 = length.ok_or_else(malformed)?;
            let kind = fields
                .get("warc-type")
                .unwrap_or_default()
                .to_ascii_lowercase();
            let has_text = fields.get("content-type").is_some_and(http::is_text);
            let mut block = Exact::new(&mut self.reader, length);
            let is_page = match kind.as_str() {
                "response" => {
                    let mut head = Vec::new();
                    block.by_ref().take(MOST_HEAD).read_to_end(&mut head)?;
                    let is_page = Head::parse(&head).is_some_and(|(head, _)| head.is_page());
                    record.extend(head);
                    is_page
                }
                "resource" | "conversion" => has_text,
                _ => false,
            };
            if is_page {
                let most = self.options.limits.max_bytes.saturating_add(MOST_HEAD);
                let left = most.saturating_sub(record.len() as u64);
                block.by_ref().take(left).read_to_end(&mut record)?;
            }
            let rest = io::copy(&mut block, &mut io::sink())?;
            if is_page {
                let content = if rest > 0 {
                    Content::Failed(self.options.limits.too_large().to_string())
                } else {
                    Content::Article(record)
                };
                // Its fields are no JSON: no field of the user's gives the id.
                let member = Member {
                    id: None,
                    ..Member::row(self.number, Format::Warc, content, &self.options)
                };
                return Ok(Some(member));
            }
        }
    }
}

impl Pages {
    /// The lines of a record up to the empty one; `None` at the end of the archive.
    fn head(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut head = Vec::new();
        let mut reader = self.reader.by_ref().take(MOST_HEAD);
        loop {
            let start = head.len();
            if reader.read_until(b'\n', &mut head)? == 0 {
                let is_end = head.is_empty() && reader.limit() > 0;
                return if is_end { Ok(None) } else { Err(malformed()) };
            }
            let is_empty = head[start..].trim_ascii().is_empty();
            if start == 0 && is_empty {
                head.clear();
            } else if start == 0 && !head.starts_with(b"WARC/") {
                return Err(malformed());
            } else if is_empty {
                return Ok(Some(head));
            }
        }
    }
}

fn malformed() -> io::Error {
    let message = "this is no record of a web archive";
    io::Error::new(io::ErrorKind::InvalidData, message)
}

/// The fields of a record, and where its block begins.
fn record_fields(record: &[u8]) -> Option<(Fields, usize)> {
    let version = record.iter().position(|&b| b == b'\n')? + 1;
    let (fields, size) = Fields::parse(&record[version..])?;
    Some((fields, version + size))
}

/// The article of a record, and the encoding that was used.
///
/// # Errors
/// The record cannot be taken apart, or its page cannot be read.
pub fn read(record: &[u8], limits: &Limits) -> Result<(Article, &'static str), DecodeError> {
    let broken = |what: &str| DecodeError::Http(what.to_owned());
    let (fields, at) = record_fields(record).ok_or_else(|| broken("the record has no head"))?;
    let block = &record[at..];
    let (kind, body) = match Head::parse(block) {
        Some((head, at)) if fields.get("warc-type") == Some("response") => {
            let body = http::body(&head, &block[at..], limits);
            (head.fields.get("content-type").map(str::to_owned), body?)
        }
        _ => (
            fields.get("content-type").map(str::to_owned),
            block.to_vec(),
        ),
    };
    let kind = kind.unwrap_or_default();
    let declared = http::charset(&kind);
    let (mut article, encoding) = if http::is_page(&kind, &body) {
        html::read(&body, declared)?
    } else {
        let decoded = decode_declared(body, declared)?;
        (Article::from(decoded.text), decoded.encoding)
    };
    for (field, name) in [("warc-target-uri", "canonical"), ("warc-date", "retrieved")] {
        if let Some(value) = fields.get(field) {
            let value = value.trim_matches(['<', '>']);
            article.meta.entry(name).or_insert_with(|| value.into());
        }
    }
    Ok((article, encoding))
}
