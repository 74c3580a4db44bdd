//! An output on the disk that is being written: records and their journal, always in step.

use std::io;
use std::path::PathBuf;

use super::error::RunError;
use super::header::Header;
use super::journal::{Entry, Finished, Journal, Line, Reader};
use super::workspace::Workspace;
use crate::output::{Files, Format, Store, write_manifest};

/// Records that go to the disk. Each is written before its line in the journal, so that the
/// journal vouches for what is there.
pub struct Written {
    space: Workspace,
    generation: u32,
    header: Header,
    files: Files,
    store: Box<dyn Store>,
    journal: Journal,
}

impl Written {
    /// Begins a run after all that were begun before.
    ///
    /// # Errors
    /// Its files cannot be made.
    pub fn create(space: Workspace, header: Header) -> Result<Self, RunError> {
        let last = space.generations().ok().and_then(|all| all.last().copied());
        let generation = last.unwrap_or(0) + 1;
        let folder = space.folder(generation);
        let files = Files::in_progress(&folder);
        let create = || {
            std::fs::create_dir_all(&folder)?;
            let mut store = header.format.open(&files)?;
            store.cut()?;
            Ok((store, Journal::create(&space.journal(generation), &header)?))
        };
        let (store, journal) = create().map_err(|e| RunError::Output(folder.clone(), e))?;
        Ok(Self {
            space,
            generation,
            header,
            files,
            store,
            journal,
        })
    }

    /// Goes on with a run whose first records were passed in `store`; its journal is theirs
    /// up to `end`.
    ///
    /// # Errors
    /// Its files cannot be written.
    pub fn resume(
        space: Workspace,
        generation: u32,
        header: Header,
        mut store: Box<dyn Store>,
        end: u64,
    ) -> Result<Self, RunError> {
        let folder = space.folder(generation);
        let cut = store
            .cut()
            .and_then(|()| Journal::resume(&space.journal(generation), end));
        let journal = cut.map_err(|e| RunError::Output(folder.clone(), e))?;
        Ok(Self {
            space,
            generation,
            header,
            files: Files::in_progress(&folder),
            store,
            journal,
        })
    }

    /// Adds a record.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn add(&mut self, entry: Entry, bytes: &[u8]) -> Result<(), RunError> {
        let written = self.store.write(&entry.id, bytes);
        let written = written.and_then(|()| self.journal.add(&Line::Record(entry)));
        written.map_err(|error| RunError::Record(self.folder(), error))
    }

    /// Puts the output in its place, of a run that found `inputs` inputs.
    ///
    /// # Errors
    /// It cannot be written. What is there can go on later.
    pub fn finish(mut self, inputs: u64) -> Result<(), RunError> {
        let finished = self.complete(inputs);
        finished.map_err(|error| RunError::Record(self.folder(), error))?;
        let (space, generation) = (self.space, self.generation);
        drop((self.store, self.journal));
        space.commit(generation)?;
        tracing::info!(output = %space.output().display(), "output finished");
        Ok(())
    }

    fn complete(&mut self, inputs: u64) -> io::Result<()> {
        self.store.finish()?;
        let mut size = None;
        match self.header.format {
            Format::Shards(records) => {
                let reader = Reader::open(&self.space.journal(self.generation))?;
                let lines = reader.into_iter().flatten();
                let ids = lines.filter_map(|line| match line {
                    Ok(Line::Record(entry)) => Some(Ok(entry.id)),
                    Ok(_) => None,
                    Err(error) => Some(Err(error)),
                });
                write_manifest(&self.files.output, records.get(), &self.header, ids)?;
            }
            Format::Pretty => {}
            Format::Lines | Format::Compressed => {
                size = Some(self.files.output.metadata()?.len());
            }
        }
        self.journal.finish(Finished { inputs, size })
    }

    fn folder(&self) -> PathBuf {
        self.space.folder(self.generation)
    }
}
