//! The batch executor: from inputs to written records.

mod ordered;
mod summary;

use std::io;

pub use ordered::{WORKER, ordered};
pub use summary::Summary;

use crate::Pipeline;
use crate::input::{Input, read};
use crate::output::{Encoded, Sink};
use crate::record::{Outcome, Record, SourceRecord};

/// What happened to one input, told as its record is written.
#[derive(Debug)]
pub struct Event {
    pub id: String,
    pub path: String,
    pub outcome: Outcome,
    /// Size of the input, 0 where it could not be read.
    pub bytes: u64,
    /// Word tokens.
    pub words: u64,
    /// With an error: the step that failed, and what went wrong.
    pub error: Option<(String, String)>,
}

/// A run that could not go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Worker threads could not be started.
    #[error("cannot start {0} worker threads: {1}")]
    Threads(usize, rayon::ThreadPoolBuildError),
    /// The output could not be written.
    #[error("cannot write the output: {0}")]
    Write(#[from] io::Error),
}

/// Annotates `inputs` on `jobs` threads and writes one record each, in the order of the inputs:
/// the bytes do not depend on `jobs`. A worker takes a whole article at a time. `tell` hears of
/// every record when it is written.
///
/// # Errors
/// Threads cannot be started, or a record cannot be written. A failing input is no error: it
/// has its record.
pub fn run(
    pipeline: &Pipeline,
    inputs: impl Iterator<Item = Input> + Send,
    sink: &mut dyn Sink,
    jobs: usize,
    mut tell: impl FnMut(&Event),
) -> Result<Summary, RunError> {
    let encode = sink.encoder();
    let mut summary = Summary::default();
    ordered(
        jobs,
        inputs,
        |input| finish(pipeline, input, encode),
        |(encoded, event)| {
            sink.write(encoded)?;
            summary.add(&event);
            tell(&event);
            Ok::<(), RunError>(())
        },
    )?;
    Ok(summary)
}

/// Reads and annotates one input and encodes its record.
fn finish(
    pipeline: &Pipeline,
    input: Input,
    encode: fn(&Record) -> serde_json::Result<Vec<u8>>,
) -> (Encoded, Event) {
    let path = input.path();
    let mut source = SourceRecord {
        path: path.clone(),
        ..SourceRecord::default()
    };
    let text = read(&input, &mut source);
    let id = input.id.clone();
    let mut record = match text {
        Ok(text) if text.trim().is_empty() => {
            pipeline.skipped_record(id, source, "there is no text in it".to_owned())
        }
        Ok(text) => pipeline.record(id, source, text),
        Err(error) => pipeline.error_record(id, source, error.stage(), error.to_string()),
    };
    let bytes = encode(&record).unwrap_or_else(|error| {
        let (id, source) = (record.id.clone(), record.source.clone());
        record = pipeline.error_record(id, source, "write", error.to_string());
        encode(&record).unwrap_or_default()
    });
    let encoded = Encoded {
        id: input.id.clone(),
        bytes,
    };
    let event = Event {
        id: input.id,
        path,
        outcome: record.outcome,
        bytes: record.source.bytes.unwrap_or(0),
        words: record.words,
        error: record.error.map(|e| (e.stage, e.message)),
    };
    (encoded, event)
}
