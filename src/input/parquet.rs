//! Parquet: one article a row, read page by page.

use std::io;

use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::reader::RowIter;

use super::format::Format;
use super::member::{Container, Content, Data, Member};
use super::options::ReadOptions;

/// The rows of a file.
pub struct Rows {
    rows: RowIter<'static>,
    options: ReadOptions,
    /// Rows that were read.
    number: u64,
}

impl Rows {
    /// The rows of a file or of bytes in memory.
    ///
    /// # Errors
    /// The file's description cannot be read.
    pub fn new(data: Data, options: ReadOptions) -> io::Result<Self> {
        let reader: Box<dyn FileReader> = match data {
            Data::File(file) => Box::new(SerializedFileReader::new(file).map_err(cause)?),
            Data::Memory(bytes) => {
                let bytes = bytes::Bytes::from(bytes);
                Box::new(SerializedFileReader::new(bytes).map_err(cause)?)
            }
            Data::Stream(_) => return Err(io::ErrorKind::Unsupported.into()),
        };
        Ok(Self {
            rows: RowIter::from_file_into(reader),
            options,
            number: 0,
        })
    }
}

impl Container for Rows {
    fn read(&mut self) -> io::Result<Option<Member>> {
        let Some(row) = self.rows.next() else {
            return Ok(None);
        };
        let row = row.map_err(cause)?.to_json_value().to_string().into_bytes();
        self.number += 1;
        let limits = &self.options.limits;
        let content = if row.len() as u64 > limits.max_bytes {
            Content::Failed(limits.too_large().to_string())
        } else {
            Content::Article(row)
        };
        Ok(Some(Member::row(
            self.number,
            Format::Parquet,
            content,
            &self.options,
        )))
    }
}

fn cause(error: ParquetError) -> io::Error {
    let message = match error {
        ParquetError::General(cause) | ParquetError::NYI(cause) | ParquetError::EOF(cause) => cause,
        other => other.to_string(),
    };
    io::Error::new(io::ErrorKind::InvalidData, message)
}
