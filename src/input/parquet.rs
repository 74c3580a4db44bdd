//! Parquet: one article a row, read page by page.

use std::io;

use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::reader::RowIter;

use super::format::Format;
use super::member::{Content, Data, Member};
use super::options::ReadOptions;

/// The rows of a file.
pub struct Rows {
    rows: RowIter<'static>,
    options: ReadOptions,
    /// Rows that were read.
    number: u64,
    done: bool,
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
            done: false,
        })
    }
}

impl Iterator for Rows {
    type Item = io::Result<Member>;

    fn next(&mut self) -> Option<io::Result<Member>> {
        if self.done {
            return None;
        }
        self.number += 1;
        let row = match self.rows.next()? {
            Ok(row) => row.to_json_value().to_string().into_bytes(),
            Err(error) => {
                self.done = true;
                return Some(Err(cause(error)));
            }
        };
        let limits = &self.options.limits;
        let content = if row.len() as u64 > limits.max_bytes {
            Content::Failed(limits.too_large().to_string())
        } else {
            Content::Article(row)
        };
        let row = Member::row(self.number, Format::Parquet, content, &self.options);
        Some(Ok(row))
    }
}

fn cause(error: ParquetError) -> io::Error {
    let message = match error {
        ParquetError::General(cause) | ParquetError::NYI(cause) | ParquetError::EOF(cause) => cause,
        other => other.to_string(),
    };
    io::Error::new(io::ErrorKind::InvalidData, message)
}
