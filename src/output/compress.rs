//! JSON Lines compressed with Zstandard: plain while the run goes on, compressed at its end, so
//! that the bytes do not depend on where a run was interrupted.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::lines::Lines;
use super::{Files, Store};

/// Zstandard's level: beyond 3 it costs much and gives little.
const LEVEL: i32 = 3;

/// One compressed file.
pub struct Compressed {
    lines: Lines,
    output: PathBuf,
}

impl Compressed {
    /// Opens or makes the file of records that are still to be compressed.
    ///
    /// # Errors
    /// It cannot be opened.
    pub fn open(files: &Files) -> io::Result<Self> {
        Ok(Self {
            lines: Lines::open(&files.records)?,
            output: files.output.clone(),
        })
    }
}

impl Store for Compressed {
    fn pass(&mut self, id: &str, length: u64) -> io::Result<bool> {
        self.lines.pass(id, length)
    }

    fn cut(&mut self) -> io::Result<()> {
        self.lines.cut()
    }

    fn write(&mut self, id: &str, bytes: &[u8]) -> io::Result<()> {
        self.lines.write(id, bytes)
    }

    fn finish(&mut self) -> io::Result<()> {
        compress(self.lines.reader()?, &self.output)
    }
}

/// Writes what `from` has into the compressed file `to`, which appears when it is whole.
///
/// # Errors
/// Reading or writing fails.
pub fn compress(mut from: impl Read, to: &Path) -> io::Result<()> {
    let mut unfinished = to.to_owned();
    unfinished.as_mut_os_string().push(".unfinished");
    let mut encoder = zstd::Encoder::new(File::create(&unfinished)?, LEVEL)?;
    encoder.include_checksum(true)?;
    io::copy(&mut from, &mut encoder)?;
    encoder.finish()?.sync_all()?;
    fs::rename(unfinished, to)
}
