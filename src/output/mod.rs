//! Writing records: one file per format.

mod jsonl;
mod pretty;

use std::io;

pub use jsonl::JsonLines;
pub use pretty::PrettyFolder;

use crate::record::Record;

/// A record in the bytes of its format, with the id that names its file where each has one.
#[derive(Debug)]
pub struct Encoded {
    pub id: String,
    pub bytes: Vec<u8>,
}

/// Where records go, in the order of the inputs.
pub trait Sink {
    /// The bytes of one record; called on the workers.
    fn encoder(&self) -> fn(&Record) -> serde_json::Result<Vec<u8>>;

    /// Writes one encoded record.
    ///
    /// # Errors
    /// The run cannot go on: the disk is full, the pipe is closed ...
    fn write(&mut self, record: Encoded) -> io::Result<()>;

    /// Makes what was written final: no file stands under its final name before.
    ///
    /// # Errors
    /// As for [`Sink::write`].
    fn finish(self: Box<Self>) -> io::Result<()>;
}
