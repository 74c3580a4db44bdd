//! What a worker does with one input.

use std::time::Instant;

use super::RunOptions;
use super::duplicates::{Handling, Seen, Sketch};
use super::inputs::{Fetched, Item};
use super::journal::{Entry, Key};
use crate::document::Article;
use crate::elapsed::ms;
use crate::input::{ReadOptions, article};
use crate::output::Format;
use crate::pipeline::RECORD;
use crate::record::{Counts, DuplicateRecord, ErrorRecord};
use crate::{Annotated, Pipeline, Times};

/// Steps of the work besides the stages.
pub const READ: &str = "read";
pub const DECODE: &str = "decode";
pub const SKETCH: &str = "duplicates";
pub const WRITE: &str = "write";

/// An input that was read, with what is known of it so far.
pub struct Opened {
    pub item: Item,
    fetched: Fetched,
    /// What the bytes hold, or why they are no article.
    article: Option<Result<Article, String>>,
    sketch: Option<Sketch>,
    duplicate: Option<DuplicateRecord>,
    times: Times,
}

/// A record in the bytes of its format.
pub struct Made {
    pub entry: Entry,
    pub bytes: Vec<u8>,
    /// With outcome `error`: what went wrong.
    pub error: Option<ErrorRecord>,
    /// Time by step.
    pub times: Times,
}

impl Opened {
    /// Reads an input.
    pub fn new(item: Item, read: &ReadOptions) -> Self {
        let mut times = Times::default();
        Self {
            fetched: times.take(READ, || item.fetch(read)),
            item,
            article: None,
            sketch: None,
            duplicate: None,
            times,
        }
    }

    /// Decodes it and sketches its text, so that it can be compared with others.
    pub fn sketch(&mut self, read: &ReadOptions) {
        self.decode(read);
        if let Some(Ok(article)) = &self.article
            && !is_empty(article)
        {
            let sketch = || Sketch::of(&article.text);
            self.sketch = Some(self.times.take(SKETCH, sketch));
        }
    }

    /// Compares it with those that were seen.
    pub fn compare(&mut self, seen: &mut Seen) {
        if let Some(sketch) = &self.sketch {
            self.duplicate = seen.decide(&self.item.input.id, sketch);
        }
    }

    /// The key of the input.
    pub fn key(&self) -> Key {
        let id = &self.item.input.id;
        self.fetched.key(id, self.duplicate.as_ref())
    }

    fn decode(&mut self, read: &ReadOptions) {
        if self.article.is_some() {
            return;
        }
        if let Ok(bytes) = &mut self.fetched.bytes {
            let (bytes, source) = (std::mem::take(bytes), &mut self.fetched.source);
            let decode = || article(&self.item.input, bytes, source, read);
            let article = self.times.take(DECODE, decode);
            self.article = Some(article.map_err(|error| error.to_string()));
        }
    }

    /// Annotates the input, or says why not, and encodes its record.
    pub fn make(mut self, pipeline: &Pipeline, format: Format, options: &RunOptions) -> Made {
        let start = Instant::now();
        let _span = tracing::debug_span!("article", id = self.item.input.id).entered();
        self.decode(&options.read);
        let handling = options.duplicates.map(|d| d.handling);
        let mut times = self.times;
        let id = self.item.input.id;
        let source = self.fetched.source;
        let unread = self.fetched.bytes.err();
        let mut counts = Counts::default();
        let mut record = match (self.article, &self.duplicate) {
            (None, _) => {
                let error = unread.clone().unwrap_or_default();
                pipeline.error_record(id, source, READ, error)
            }
            (Some(Err(error)), _) => pipeline.error_record(id, source, DECODE, error),
            (Some(Ok(article)), _) if is_empty(&article) => {
                pipeline.skipped_record(id, source, "there is no text in it".to_owned())
            }
            (Some(Ok(_)), Some(duplicate)) if handling == Some(Handling::Drop) => {
                pipeline.skipped_record(id, source, duplicate.to_string())
            }
            (Some(Ok(article)), _) => {
                let annotated: Annotated = pipeline.measured(id, source, article);
                times.extend(&annotated.times);
                counts = annotated.counts;
                annotated.record
            }
        };
        record.duplicate = self.duplicate;
        let bytes = times.take(RECORD, || format.encode(&record));
        let bytes = bytes.unwrap_or_else(|error| {
            let (id, source) = (record.id.clone(), record.source.clone());
            let failed = pipeline.error_record(id, source, WRITE, error.to_string());
            let duplicate = record.duplicate.take();
            record = failed;
            record.duplicate = duplicate;
            format.encode(&record).unwrap_or_default()
        });
        let is_original = record.duplicate.is_none();
        let entry = Entry {
            position: self.item.position,
            sketch: self.sketch.filter(|_| is_original),
            ..Entry::new(&record, unread, counts, bytes.len() as u64)
        };
        tracing::debug!(
            outcome = ?entry.outcome,
            words = entry.counts.words,
            bytes = entry.bytes,
            encoding = record.source.encoding,
            record_bytes = bytes.len(),
            ms = ms(start),
            "article annotated"
        );
        Made {
            entry,
            bytes,
            error: record.error,
            times,
        }
    }
}

fn is_empty(article: &Article) -> bool {
    article.text.trim().is_empty()
}
