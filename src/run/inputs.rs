//! The inputs of a run: those of its partition, numbered.

use super::journal::{Key, key};
use super::partition::Partition;
use crate::input::{Input, ReadOptions, fetch};
use crate::record::{DuplicateRecord, SourceRecord};

/// The inputs of a partition.
pub struct Inputs<I> {
    all: I,
    partition: Option<Partition>,
    found: u64,
}

/// An input, in a partition with its number among all inputs.
#[derive(Debug)]
pub struct Item {
    pub input: Input,
    pub position: Option<u64>,
}

/// What reading an input gave.
pub struct Fetched {
    pub source: SourceRecord,
    /// The bytes, or why there are none.
    pub bytes: Result<Vec<u8>, String>,
}

impl<I> Inputs<I> {
    /// Those of `all` that belong to the partition.
    pub fn new(all: I, partition: Option<Partition>) -> Self {
        Self {
            all,
            partition,
            found: 0,
        }
    }

    /// The number of inputs that were found so far, other partitions included.
    pub fn found(&self) -> u64 {
        self.found
    }
}

impl<I: Iterator<Item = Input>> Iterator for Inputs<I> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            let input = self.all.next()?;
            let number = self.found;
            self.found += 1;
            tracing::trace!(id = input.id, number, "input found");
            if self.partition.is_none_or(|p| p.takes(&input.id)) {
                let position = self.partition.map(|_| number);
                return Some(Item { input, position });
            }
        }
    }
}

impl Item {
    /// Reads the input.
    pub fn fetch(&self, options: &ReadOptions) -> Fetched {
        let mut source = SourceRecord::default();
        let bytes = fetch(&self.input, &mut source, options).map_err(|e| e.to_string());
        tracing::debug!(
            path = source.path,
            format = source.format,
            bytes = source.bytes,
            cause = bytes.as_ref().err(),
            "input read"
        );
        Fetched { source, bytes }
    }
}

impl Fetched {
    /// The key of the input `id`, which repeats another or not.
    pub fn key(&self, id: &str, duplicate: Option<&DuplicateRecord>) -> Key {
        let unread = self.bytes.as_ref().err().map(String::as_str);
        key(id, &self.source, unread, duplicate)
    }
}
