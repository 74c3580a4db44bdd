//! Records of earlier runs over inputs that have changed: found again by what they were made of.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use super::error::RunError;
use super::journal::{Entry, Key, Line, Reader};
use super::workspace::Workspace;
use crate::output::{Archive, Files, Format, Place, Places};

/// Where an old record lies: about 60 bytes of memory for each.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    /// Offset of its line in the journal.
    line: u64,
    offset: u64,
    shard: u32,
    source: u32,
}

/// Which inputs have an old record.
pub type Index = HashMap<Key, Slot>;

/// The old records themselves.
#[derive(Default)]
pub struct Old {
    sources: Vec<(Reader, Archive)>,
}

impl Old {
    /// The old records around an output, without those of the run `except`.
    ///
    /// # Errors
    /// A journal cannot be read.
    pub fn find(
        space: &Workspace,
        format: Format,
        except: Option<u32>,
    ) -> Result<(Self, Index), RunError> {
        let (mut old, mut index) = (Self::default(), Index::new());
        let mut add = |journal: &Path, files: Files| {
            let added = old.add(journal, format, files, &mut index);
            added.map_err(|error| RunError::Read(journal.to_owned(), error))
        };
        if space.output().exists() {
            add(&space.finished_journal(), Files::finished(space.output()))?;
        }
        let generations = space.generations();
        let generations = generations.map_err(|e| RunError::Read(space.output().to_owned(), e))?;
        for generation in generations.into_iter().filter(|g| Some(*g) != except) {
            let files = Files::in_progress(&space.folder(generation));
            add(&space.journal(generation), files)?;
        }
        Ok((old, index))
    }

    fn add(
        &mut self,
        journal: &Path,
        format: Format,
        files: Files,
        index: &mut Index,
    ) -> io::Result<()> {
        let Some(mut reader) = Reader::open(journal)? else {
            return Ok(());
        };
        let mut places = Places::new(format);
        let mut line = reader.end();
        while let Some(next) = reader.next() {
            if let Line::Record(entry) = next? {
                let place = places.next(entry.length);
                let slot = Slot {
                    line,
                    offset: place.offset,
                    shard: place.shard as u32,
                    source: self.sources.len() as u32,
                };
                if !entry.is_late() {
                    index.insert(entry.key(), slot);
                }
            }
            line = reader.end();
        }
        self.sources.push((reader, Archive::new(format, files)));
        Ok(())
    }

    /// The old record of the input `id`, with its entry.
    ///
    /// # Errors
    /// It is not there any more.
    pub fn read(&mut self, id: &str, slot: Slot) -> io::Result<(Entry, Vec<u8>)> {
        let gone = || io::Error::from(io::ErrorKind::InvalidData);
        let source = self.sources.get_mut(slot.source as usize);
        let (reader, archive) = source.ok_or_else(gone)?;
        let entry = reader.entry_at(slot.line)?;
        let place = Place {
            shard: u64::from(slot.shard),
            offset: slot.offset,
            length: entry.length,
        };
        let bytes = archive.read(id, place)?;
        if is_record(&bytes, id) {
            Ok((entry, bytes))
        } else {
            Err(gone())
        }
    }
}

/// Whether this looks like the whole record of an input: somebody may have edited the file.
pub fn is_record(bytes: &[u8], id: &str) -> bool {
    let id = serde_json::Value::from(id).to_string();
    let head = &bytes[..bytes.len().min(id.len() + 60)];
    let has_id = head.windows(id.len()).any(|part| part == id.as_bytes());
    has_id && bytes.ends_with(b"}\n")
}
