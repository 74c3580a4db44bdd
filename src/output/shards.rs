//! A folder of compressed JSON Lines files with the same number of records each.

use std::fs::{self, File};
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use super::compress::compress;
use super::lines::Lines;
use super::{Files, Store, remove};

/// The file of a shard, counted from 0.
pub fn shard_name(shard: u64) -> String {
    format!("part-{shard:05}.jsonl.zst")
}

/// Full shards are compressed, the one that is being filled is plain.
pub struct Shards {
    folder: PathBuf,
    plain: PathBuf,
    lines: Lines,
    size: u64,
    /// The shard of the last record.
    shard: u64,
    /// Records in it.
    records: u64,
    /// Bytes in it, not compressed.
    bytes: u64,
}

impl Shards {
    /// Opens or makes the folder.
    ///
    /// # Errors
    /// It cannot be made, or the shard that is being filled cannot be opened.
    pub fn open(files: &Files, size: NonZero<u64>) -> io::Result<Self> {
        fs::create_dir_all(&files.output)?;
        Ok(Self {
            folder: files.output.clone(),
            plain: files.records.clone(),
            lines: Lines::open(&files.records)?,
            size: size.get(),
            shard: 0,
            records: 0,
            bytes: 0,
        })
    }

    fn path(&self, shard: u64) -> PathBuf {
        self.folder.join(shard_name(shard))
    }

    fn is_full(&self) -> bool {
        self.records == self.size
    }

    /// Counts a record.
    fn count(&mut self, length: u64) {
        if self.is_full() {
            (self.shard, self.records, self.bytes) = (self.shard + 1, 0, 0);
        }
        self.records += 1;
        self.bytes += length;
    }

    /// Compresses the shard that is being filled, if that is not done.
    fn compress(&mut self) -> io::Result<()> {
        let path = self.path(self.shard);
        if path.exists() {
            return Ok(());
        }
        compress(self.lines.reader()?, &path)?;
        tracing::info!(
            path = %path.display(),
            records = self.records,
            bytes = self.bytes,
            "shard finished"
        );
        Ok(())
    }

    /// Makes a shard plain that was compressed early: a run ended with it, and goes on now.
    fn reopen(&mut self, path: &Path) -> io::Result<()> {
        let mut plain = File::create(&self.plain)?;
        io::copy(&mut zstd::Decoder::new(File::open(path)?)?, &mut plain)?;
        self.lines = Lines::open(&self.plain)?;
        if self.lines.pass("", self.bytes)? {
            return Ok(());
        }
        let broken = format!("{} is shorter than its journal", path.display());
        Err(io::Error::other(broken))
    }
}

impl Store for Shards {
    fn pass(&mut self, id: &str, length: u64) -> io::Result<bool> {
        let next = self.shard + u64::from(self.is_full());
        let there = self.path(next).exists() || {
            if self.is_full() {
                if !self.path(self.shard).exists() {
                    return Ok(false);
                }
                self.lines = Lines::open(&self.plain)?;
            }
            self.lines.pass(id, length)?
        };
        if there {
            self.count(length);
        }
        Ok(there)
    }

    fn cut(&mut self) -> io::Result<()> {
        let mut stale = self.shard + 1;
        while self.path(stale).exists() {
            remove(&self.path(stale))?;
            stale += 1;
        }
        let path = self.path(self.shard);
        if path.exists() {
            if self.is_full() {
                return self.lines.clear();
            }
            self.reopen(&path)?;
            remove(&path)?;
        }
        self.lines.cut()
    }

    fn write(&mut self, id: &str, bytes: &[u8]) -> io::Result<()> {
        // A full shard is closed only now, when the journal has its last record.
        if self.is_full() {
            self.compress()?;
            self.lines.clear()?;
        }
        self.lines.write(id, bytes)?;
        self.count(bytes.len() as u64);
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.records > 0 {
            self.compress()?;
        }
        super::sync_folder(&self.folder)
    }
}

/// The size of a file, and the BLAKE3 hash of its bytes in hexadecimal.
///
/// # Errors
/// It cannot be read.
pub fn size_and_hash(path: &Path) -> io::Result<(u64, String)> {
    let mut hasher = blake3::Hasher::new();
    let size = io::copy(&mut File::open(path)?, &mut hasher)?;
    Ok((size, hasher.finalize().to_hex().to_string()))
}
