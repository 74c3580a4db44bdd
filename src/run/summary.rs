//! What a run did.

use super::End;
use super::journal::Entry;
use crate::record::Outcome;

/// Counts over the records of an output, those of earlier runs included.
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
    /// Of the records, those that earlier runs made.
    pub kept: u64,
}

impl Summary {
    /// Number of records.
    pub fn records(&self) -> u64 {
        self.ok + self.errors + self.skipped
    }

    /// Tells the log how a run ended that found `inputs` inputs.
    pub(super) fn log(&self, inputs: u64, end: End) {
        tracing::info!(
            inputs,
            ok = self.ok,
            errors = self.errors,
            skipped = self.skipped,
            kept = self.kept,
            words = self.words,
            bytes = self.bytes,
            ?end,
            "run ended"
        );
    }

    pub(super) fn add(&mut self, entry: &Entry) {
        match entry.outcome {
            Outcome::Ok => self.ok += 1,
            Outcome::Error => self.errors += 1,
            Outcome::Skipped => self.skipped += 1,
        }
        self.bytes += entry.bytes.unwrap_or(0);
        self.words += entry.words;
    }

    /// Adds a record that an earlier run made.
    pub(super) fn keep(&mut self, entry: &Entry) {
        self.add(entry);
        self.kept += 1;
    }
}
