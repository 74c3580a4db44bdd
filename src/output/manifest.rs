//! What a folder of shards says of itself: `manifest.json`, and an index of its records.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::compress::compress;
use super::shards::{shard_name, size_and_hash};

/// The file `manifest.json` in a folder of shards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest<H> {
    /// Records in all shards.
    pub records: u64,
    /// Bytes of all shards, as they lie on the disk.
    pub bytes: u64,
    /// What the records have in common: model, lexicon, options ...
    pub run: H,
    pub shards: Vec<Shard>,
}

/// A shard.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    pub file: String,
    pub records: u64,
    /// As they lie on the disk.
    pub bytes: u64,
    /// Of the file, in hexadecimal.
    pub blake3: String,
    /// Ids of its first and last records.
    pub first: String,
    pub last: String,
}

impl Shard {
    /// Whether the file in `folder` is the one that is described.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn is_whole(&self, folder: &Path) -> io::Result<bool> {
        let (bytes, blake3) = size_and_hash(&folder.join(&self.file))?;
        Ok(bytes == self.bytes && blake3 == self.blake3)
    }
}

/// A line of `index.jsonl.zst`: where a record lies.
#[derive(Debug, Serialize, Deserialize)]
pub struct ShardLine {
    pub id: String,
    /// Counted from 0, as in the shard's name.
    pub shard: u64,
    /// Line in the shard, counted from 1.
    pub line: u64,
}

/// Writes `manifest.json` and `index.jsonl.zst` into a folder of finished shards of `size`
/// records each, which hold the records `ids` in this order. `run` is what they have in common.
///
/// # Errors
/// A shard cannot be read, a file not written, or `ids` fails.
pub fn write_manifest<H: Serialize>(
    folder: &Path,
    size: u64,
    run: H,
    ids: impl Iterator<Item = io::Result<String>>,
) -> io::Result<()> {
    let plain = folder.join("index.jsonl");
    let mut index = io::BufWriter::new(File::create(&plain)?);
    let mut manifest = Manifest {
        records: 0,
        bytes: 0,
        run,
        shards: Vec::<Shard>::new(),
    };
    for id in ids {
        let id = id?;
        let (shard, line) = (manifest.records / size, manifest.records % size + 1);
        if line == 1 {
            manifest.shards.push(Shard {
                file: shard_name(shard),
                first: id.clone(),
                ..Shard::default()
            });
        }
        if let Some(shard) = manifest.shards.last_mut() {
            shard.records = line;
            shard.last.clone_from(&id);
        }
        manifest.records += 1;
        serde_json::to_writer(&mut index, &ShardLine { id, shard, line })?;
        index.write_all(b"\n")?;
    }
    index.into_inner().map_err(io::IntoInnerError::into_error)?;
    compress(File::open(&plain)?, &folder.join("index.jsonl.zst"))?;
    fs::remove_file(plain)?;
    for shard in &mut manifest.shards {
        (shard.bytes, shard.blake3) = size_and_hash(&folder.join(&shard.file))?;
        manifest.bytes += shard.bytes;
    }
    let mut json = serde_json::to_vec_pretty(&manifest)?;
    json.push(b'\n');
    let mut file = File::create(folder.join("manifest.json"))?;
    file.write_all(&json)?;
    file.sync_all()
}
