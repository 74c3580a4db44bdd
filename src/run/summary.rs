//! What a run did.

use super::Event;
use crate::record::Outcome;

/// Counts over the records of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles that were annotated.
    pub ok: u64,
    /// Inputs that failed.
    pub errors: u64,
    /// Inputs that were left out.
    pub skipped: u64,
    /// Size of all inputs.
    pub bytes: u64,
    /// Word tokens.
    pub words: u64,
}

impl Summary {
    /// Number of records.
    pub fn records(&self) -> u64 {
        self.ok + self.errors + self.skipped
    }

    pub(super) fn add(&mut self, event: &Event) {
        match event.outcome {
            Outcome::Ok => self.ok += 1,
            Outcome::Error => self.errors += 1,
            Outcome::Skipped => self.skipped += 1,
        }
        self.bytes += event.bytes;
        self.words += event.words;
    }
}
