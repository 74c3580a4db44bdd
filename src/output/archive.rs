//! Reading records back, from finished outputs and from runs that were given up.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;

use super::pretty::path_of;
use super::shards::shard_name;
use super::{Files, Format};

/// Where a record lies in an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Number of the shard, 0 where there are none.
    pub shard: u64,
    /// In bytes before compression, from the start of the shard or file.
    pub offset: u64,
    /// In bytes.
    pub length: u64,
}

/// The places of records that follow each other.
pub struct Places {
    format: Format,
    records: u64,
    shard: u64,
    offset: u64,
}

impl Places {
    /// Places from the first record on.
    pub fn new(format: Format) -> Self {
        Self {
            format,
            records: 0,
            shard: 0,
            offset: 0,
        }
    }

    /// The place of the next record.
    pub fn next(&mut self, length: u64) -> Place {
        if let Format::Shards(size) = self.format
            && self.records == size.get()
        {
            (self.records, self.shard, self.offset) = (0, self.shard + 1, 0);
        }
        let place = Place {
            shard: self.shard,
            offset: self.offset,
            length,
        };
        self.records += 1;
        self.offset += length;
        place
    }
}

/// An output that is read, best in its order: going back in a compressed file means reading it
/// from its start.
pub struct Archive {
    format: Format,
    files: Files,
    open: Option<Open>,
}

struct Open {
    shard: u64,
    position: u64,
    bytes: Bytes,
}

enum Bytes {
    Plain(BufReader<File>),
    Compressed(Box<zstd::Decoder<'static, BufReader<File>>>),
}

impl Archive {
    /// The records in `files`, which are opened when they are needed.
    pub fn new(format: Format, files: Files) -> Self {
        Self {
            format,
            files,
            open: None,
        }
    }

    /// The bytes of the record `id` at `place`.
    ///
    /// # Errors
    /// They are not there.
    pub fn read(&mut self, id: &str, place: Place) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; place.length as usize];
        if self.format == Format::Pretty {
            let mut file = File::open(path_of(&self.files.output, id))?;
            if file.metadata()?.len() != place.length {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
            file.read_exact(&mut bytes)?;
            return Ok(bytes);
        }
        let mut open = match self.open.take() {
            Some(open) if open.shard == place.shard && open.position <= place.offset => open,
            _ => self.open(place.shard)?,
        };
        open.skip(place.offset - open.position)?;
        match &mut open.bytes {
            Bytes::Plain(file) => file.read_exact(&mut bytes)?,
            Bytes::Compressed(decoder) => decoder.read_exact(&mut bytes)?,
        }
        open.position = place.offset + place.length;
        self.open = Some(open);
        Ok(bytes)
    }

    fn open(&self, shard: u64) -> io::Result<Open> {
        let plain = |path: &PathBuf| Ok(Bytes::Plain(BufReader::new(File::open(path)?)));
        let compressed = match self.format {
            Format::Shards(_) => self.files.output.join(shard_name(shard)),
            _ => self.files.output.clone(),
        };
        let bytes = if self.format == Format::Lines {
            plain(&self.files.output)
        } else if compressed.exists() {
            let decoder = zstd::Decoder::new(File::open(compressed)?)?;
            Ok(Bytes::Compressed(Box::new(decoder)))
        } else {
            plain(&self.files.records)
        };
        bytes.map(|bytes| Open {
            shard,
            position: 0,
            bytes,
        })
    }
}

impl Open {
    fn skip(&mut self, bytes: u64) -> io::Result<()> {
        match &mut self.bytes {
            Bytes::Plain(file) => file.seek_relative(bytes as i64),
            Bytes::Compressed(decoder) => {
                io::copy(&mut decoder.take(bytes), &mut io::sink()).map(drop)
            }
        }
    }
}
