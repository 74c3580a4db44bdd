//! Why a run could not go on.

use std::io;
use std::path::PathBuf;

/// A run that could not go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Worker threads could not be started.
    #[error("cannot start {0} worker threads: {1}")]
    Threads(usize, rayon::ThreadPoolBuildError),
    /// A stream could not be written.
    #[error("cannot write the output")]
    Write(#[from] io::Error),
    /// A file of the output could not be written.
    #[error("cannot write {0}: {1}")]
    Output(PathBuf, io::Error),
    /// The same while records were written, which are kept.
    #[error("cannot write {0}: {1}; the same command goes on from there")]
    Record(PathBuf, io::Error),
    /// A finished output, or what an earlier run left of one, could not be read.
    #[error("cannot read {0}: {1}")]
    Read(PathBuf, io::Error),
    /// Another process has the output.
    #[error("cannot write {0}: another run of hedgerow is writing it")]
    Locked(PathBuf),
    /// The output was begun under another header.
    #[error(
        "{0} was begun with other settings ({1}): repeat them, name another output, or start over with --fresh"
    )]
    Different(PathBuf, String),
    /// More inputs failed than the user allows.
    #[error("stopped after {errors} failed inputs, where {limit} are allowed")]
    TooManyErrors { errors: u64, limit: u64 },
    /// Outputs that do not belong together.
    #[error("cannot merge: {0}")]
    Merge(String),
}
