//! Tar archives, read from first to last.

use std::io;

use super::compression::Stream;
use super::limits::{Exact, Metered};
use super::member::{Container, Content, Member, Taken};
use super::options::ReadOptions;

/// What the headers of an entry take at most, long names and attributes included.
const HEADERS: u64 = 1 << 20;

/// Size of the units in which an archive is written.
const BLOCK: u64 = 512;

/// The entries of an archive that can be articles.
pub struct Entries {
    reader: Metered<Stream>,
    options: ReadOptions,
    taken: Taken,
    /// Where the data of the last entry end.
    next_at: u64,
}

impl Entries {
    /// The entries of the archive in `stream`.
    pub fn new(stream: Stream, options: ReadOptions, taken: Taken) -> Self {
        Self {
            reader: Metered::new(stream),
            options,
            taken,
            next_at: 0,
        }
    }
}

impl Container for Entries {
    fn read(&mut self) -> io::Result<Option<Member>> {
        loop {
            let next = self.next_at.checked_next_multiple_of(BLOCK);
            let next = next.ok_or(io::ErrorKind::InvalidData)?;
            self.reader.skip(next - self.reader.position())?;
            self.reader.allow(HEADERS);
            // The crate's iterator borrows the archive, so there is a new one for every entry.
            let mut archive = ::tar::Archive::new(&mut self.reader);
            let Some(entry) = archive.entries()?.next() else {
                return Ok(None);
            };
            let entry = entry?;
            let path = entry.path_bytes().into_owned();
            let kind = entry.header().entry_type();
            // Of a sparse file, the size is that of what is stored.
            let size = if kind.is_gnu_sparse() {
                entry.header().entry_size()?
            } else {
                entry.size()
            };
            drop(entry);
            self.next_at = self.reader.position().saturating_add(size);
            self.reader.allow(size);
            let mut data = Exact::new(&mut self.reader, size);
            let mut member = if kind.is_file() || kind.is_gnu_sparse() {
                Member::entry(&path, &mut data, &self.options, &self.taken)
            } else {
                None
            };
            if let (Some(member), true) = (&mut member, kind.is_gnu_sparse()) {
                member.content = Content::Failed("a sparse file is not read".to_owned());
            }
            if member.is_some() {
                return Ok(member);
            }
        }
    }
}
