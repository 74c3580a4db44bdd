//! Writing records: one file per format.

mod archive;
mod compress;
mod lines;
mod manifest;
mod pretty;
mod shards;

use std::fs::{self, File};
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use archive::{Archive, Place, Places};
pub use manifest::{Manifest, Shard, ShardLine, write_manifest};

use crate::record::Record;

/// How records lie on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A file of JSON Lines.
    Lines,
    /// The same, compressed with Zstandard.
    Compressed,
    /// A folder of such compressed files, each of this many records.
    Shards(NonZero<u64>),
    /// A folder with an indented JSON file for every record.
    Pretty,
}

impl Format {
    /// Whether the output is a folder.
    pub fn is_folder(self) -> bool {
        matches!(self, Self::Shards(_) | Self::Pretty)
    }

    /// The bytes of one record.
    ///
    /// # Errors
    /// The record cannot be written as JSON.
    pub fn encode(self, record: &Record) -> serde_json::Result<Vec<u8>> {
        let mut json = match self {
            Self::Pretty => serde_json::to_vec_pretty(record)?,
            _ => serde_json::to_vec(record)?,
        };
        json.push(b'\n');
        Ok(json)
    }

    /// The records of a run that goes on in `files`, made where they are missing; nothing is
    /// passed yet.
    ///
    /// # Errors
    /// The files cannot be opened.
    pub fn open(self, files: &Files) -> io::Result<Box<dyn Store>> {
        Ok(match self {
            Self::Lines => Box::new(lines::Lines::open(&files.output)?),
            Self::Compressed => Box::new(compress::Compressed::open(files)?),
            Self::Shards(size) => Box::new(shards::Shards::open(files, size)?),
            Self::Pretty => Box::new(pretty::Pretty::open(&files.output)?),
        })
    }
}

/// Where the records of a run lie.
#[derive(Debug, Clone)]
pub struct Files {
    /// What becomes the output, or is it.
    pub output: PathBuf,
    /// Records that still have to be compressed.
    pub records: PathBuf,
}

impl Files {
    /// The files of a run that goes on in `folder`.
    pub fn in_progress(folder: &Path) -> Self {
        Self {
            output: folder.join("output"),
            records: folder.join("records.jsonl"),
        }
    }

    /// The files of a finished output.
    pub fn finished(output: &Path) -> Self {
        Self {
            output: output.to_owned(),
            records: PathBuf::new(),
        }
    }
}

/// Records in the order of the inputs, while their run goes on.
///
/// After opening, [`Store::pass`] is called for the records that should be there, then
/// [`Store::cut`], then [`Store::write`] for those that follow.
pub trait Store: Send {
    /// Goes past the next record where it is there in full; says whether it is.
    ///
    /// # Errors
    /// The files cannot be read.
    fn pass(&mut self, id: &str, length: u64) -> io::Result<bool>;

    /// Removes what follows the records that were passed.
    ///
    /// # Errors
    /// The files cannot be written.
    fn cut(&mut self) -> io::Result<()>;

    /// Adds one record.
    ///
    /// # Errors
    /// The run cannot go on: the disk is full ...
    fn write(&mut self, id: &str, bytes: &[u8]) -> io::Result<()>;

    /// Brings everything to the disk, in the form that it has in the finished output.
    ///
    /// # Errors
    /// As for [`Store::write`].
    fn finish(&mut self) -> io::Result<()>;
}

/// Brings a folder's list of names to the disk.
///
/// # Errors
/// The folder cannot be opened.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

/// Removes a file, which need not be there.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
