//! CSV and TSV: one article a row, the fields named by the first row.

use std::io::{self, Cursor, Read};

use ::csv::{ByteRecord, Reader, ReaderBuilder};
use serde_json::{Map, Value};

use super::compression::Stream;
use super::decode::{decode, without_mark};
use super::format::Format;
use super::limits::Metered;
use super::member::{Container, Content, Member};
use super::options::ReadOptions;
use super::sniff::HEAD;

/// Separators that a file may use.
const SEPARATORS: &[u8] = b",;\t|";

/// What the parser reads ahead, and quotes and separators, beside the article.
const AHEAD: u64 = 1 << 20;

/// The rows of a file under its first.
pub struct Rows {
    reader: Reader<Metered<Stream>>,
    names: Vec<String>,
    format: Format,
    options: ReadOptions,
    /// Rows that were read, without the first.
    number: u64,
}

impl Rows {
    /// The rows of `stream`; without a separator, the most frequent one in its first line.
    ///
    /// # Errors
    /// The first row cannot be read.
    pub fn new(stream: Stream, separator: Option<u8>, options: ReadOptions) -> io::Result<Self> {
        let format = if separator.is_some() {
            Format::Tsv
        } else {
            Format::Csv
        };
        let mut stream = without_mark(stream)?;
        let mut head = Vec::new();
        stream.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        let separator = separator.unwrap_or_else(|| separator_of(&head));
        let whole: Stream = Box::new(Cursor::new(head).chain(stream));
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(Metered::new(whole));
        let mut first = ByteRecord::new();
        reader.get_mut().allow(AHEAD);
        reader.read_byte_record(&mut first).map_err(cause)?;
        let names = values(&first).map_err(io::Error::other)?;
        Ok(Self {
            reader,
            names,
            format,
            options,
            number: 0,
        })
    }
}

impl Container for Rows {
    fn read(&mut self) -> io::Result<Option<Member>> {
        let limits = &self.options.limits;
        let mut row = ByteRecord::new();
        let number = self.number + 1;
        // A quote that is never closed takes in the rest of the file.
        let most = limits.max_bytes.saturating_add(AHEAD);
        self.reader.get_mut().allow(most);
        let found = self.reader.read_byte_record(&mut row).map_err(|error| {
            if self.reader.get_mut().is_spent() {
                let megabytes = limits.max_bytes as f64 / 1e6;
                io::Error::other(format!(
                    "row {number} is larger than the {megabytes} MB of --max-size; a quote may not be closed"
                ))
            } else {
                cause(error)
            }
        })?;
        if !found {
            return Ok(None);
        }
        self.number = number;
        let content = if row.as_slice().len() as u64 > limits.max_bytes {
            Content::Failed(limits.too_large().to_string())
        } else {
            match self.object(&row) {
                Ok(bytes) => Content::Article(bytes),
                Err(error) => Content::Failed(error),
            }
        };
        Ok(Some(Member::row(
            number,
            self.format,
            content,
            &self.options,
        )))
    }
}

impl Rows {
    /// The row as a JSON object.
    fn object(&self, row: &ByteRecord) -> Result<Vec<u8>, String> {
        let values = values(row)?;
        if values.len() != self.names.len() {
            let (values, names) = (values.len(), self.names.len());
            return Err(format!(
                "the row has {values} fields, the first row {names}"
            ));
        }
        let mut fields = Map::new();
        for (name, value) in self.names.iter().zip(values) {
            // Of two fields of one name, the first that says something.
            if !value.is_empty() && !fields.contains_key(name) {
                fields.insert(name.clone(), Value::String(value));
            }
        }
        Ok(Value::Object(fields).to_string().into_bytes())
    }
}

/// The fields of a row, decoded together.
fn values(row: &ByteRecord) -> Result<Vec<String>, String> {
    let decoded = decode(row.as_slice().to_vec()).map_err(|error| error.to_string())?;
    if decoded.encoding == "UTF-8" {
        let value = |field: &[u8]| String::from_utf8_lossy(field).into_owned();
        return Ok(row.iter().map(value).collect());
    }
    let encoding = encoding_rs::Encoding::for_label(decoded.encoding.as_bytes());
    let encoding = encoding.unwrap_or(encoding_rs::UTF_8);
    let value = |field| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(field);
        text.map(|text| text.into_owned())
    };
    let values: Option<Vec<String>> = row.iter().map(value).collect();
    values.ok_or_else(|| {
        format!(
            "the row is not valid in its likeliest encoding, {}",
            decoded.encoding
        )
    })
}

fn separator_of(head: &[u8]) -> u8 {
    let (mut counts, mut is_quoted) = ([0u32; SEPARATORS.len()], false);
    for &byte in head {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            _ if is_quoted => {}
            _ => {
                if let Some(at) = SEPARATORS.iter().position(|&s| s == byte) {
                    counts[at] += 1;
                }
            }
        }
    }
    // The first of equals, as max_by_key would take the last.
    let most = counts.iter().max().copied().unwrap_or(0);
    let at = counts.iter().position(|&count| count == most).unwrap_or(0);
    SEPARATORS[at]
}

fn cause(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_that_of_the_first_line() {
        assert_eq!(separator_of(b"id,text\na;b;c;d"), b',');
        assert_eq!(separator_of(b"id;\"a,b,c,d\";text"), b';');
        assert_eq!(separator_of(b"id\ttext"), b'\t');
        assert_eq!(separator_of(b"text\n"), b',');
    }
}
