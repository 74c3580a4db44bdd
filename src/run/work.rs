//! What a worker does with one input.

use super::inputs::{Fetched, Item};
use super::journal::Entry;
use crate::Pipeline;
use crate::input::{ReadOptions, article};
use crate::output::Format;
use crate::record::ErrorRecord;

/// A record in the bytes of its format.
pub struct Made {
    pub entry: Entry,
    pub bytes: Vec<u8>,
    /// With outcome `error`: what went wrong.
    pub error: Option<ErrorRecord>,
}

/// Annotates an input and encodes its record.
pub fn make(
    pipeline: &Pipeline,
    item: &Item,
    fetched: Fetched,
    options: &ReadOptions,
    format: Format,
) -> Made {
    let id = item.input.id.clone();
    let mut source = fetched.source;
    let unread = fetched.bytes.as_ref().err().cloned();
    let mut record = match fetched.bytes {
        Err(error) => pipeline.error_record(id, source, "read", error),
        Ok(bytes) => match article(&item.input, bytes, &mut source, options) {
            Ok(article) if article.text.trim().is_empty() => {
                pipeline.skipped_record(id, source, "there is no text in it".to_owned())
            }
            Ok(article) => pipeline.record(id, source, article),
            Err(error) => pipeline.error_record(id, source, "decode", error.to_string()),
        },
    };
    let bytes = format.encode(&record).unwrap_or_else(|error| {
        let (id, source) = (record.id.clone(), record.source.clone());
        record = pipeline.error_record(id, source, "write", error.to_string());
        format.encode(&record).unwrap_or_default()
    });
    Made {
        entry: Entry::new(&record, unread, item.position, bytes.len() as u64),
        bytes,
        error: record.error,
    }
}
