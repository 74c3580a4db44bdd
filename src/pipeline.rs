//! The pipeline: a list of stages, built once, run over one document at a time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::document::{Article, Date, Document, OffsetUnit};
use crate::elapsed::ms;
use crate::engine::EngineOptions;
use crate::layer::Layer;
use crate::model::{Checkpoint, Model, ModelError};
use crate::record::{
    Counts, InputOptionsRecord, LexiconRecord, ModelRecord, NerModelRecord, OptionsRecord,
    Provenance, Record, SourceRecord,
};
use crate::stages::cues::Lexicon;
use crate::stages::encode::Encode;
use crate::stages::names::Names;
use crate::stages::{self, Stage, StageError};
use crate::times::Times;

/// What a caller may choose of a record.
#[derive(Debug, Clone)]
pub struct Options {
    /// Unit of the offsets.
    pub offsets: OffsetUnit,
    /// Layers to write, in any order. Where that is none but [`Layer::Blocks`], the model and what
    /// builds on it are not run.
    pub layers: Vec<Layer>,
    /// The day on which the articles appeared, from which relative dates count. One that the format
    /// tells goes before it; without either, a full date in the dateline counts.
    pub date: Option<Date>,
    /// Time for one article, looked at between stages and between the encoder's batches; one
    /// that takes longer gets an error record of the stage "timeout".
    pub timeout: Option<Duration>,
    /// Annotate articles that are not in English as if they were.
    pub force: bool,
    /// How the articles were read, where that decides what is in them.
    pub input: Option<InputOptionsRecord>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            offsets: OffsetUnit::default(),
            layers: Layer::ALL.to_vec(),
            date: None,
            timeout: None,
            force: false,
            input: None,
        }
    }
}

/// The stage that an error record names where the time was over.
pub const TIMEOUT: &str = "timeout";

/// The step, beside the stages, in which the record is made of the document.
pub(crate) const RECORD: &str = "record";

/// A record with what a summary tells of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotated {
    pub record: Record,
    /// What was found; nothing where the article failed.
    pub counts: Counts,
    /// Time by stage, and of making the record ("record").
    pub times: Times,
}

/// Stages in their order, with what a record says of them. Cheap to share between threads.
pub struct Pipeline {
    stages: Vec<Box<dyn Stage>>,
    provenance: Provenance,
    timeout: Option<Duration>,
}

impl Pipeline {
    /// The standard stages over `model`, on the default engine, with the cues of `lexicon`.
    ///
    /// # Errors
    /// The model's weights, tokenizer or labels cannot be used.
    pub fn new(model: &Model, lexicon: Lexicon, options: &Options) -> Result<Self, ModelError> {
        Self::with_engine(EngineOptions::default(), model, None, lexicon, options)
    }

    /// The standard stages on another engine, or with the names of a checkpoint, which must have
    /// been read for that engine.
    ///
    /// # Errors
    /// As [`Pipeline::new`], and the engine cannot run the checkpoint.
    pub fn with_engine(
        engine: EngineOptions,
        model: &Model,
        checkpoint: Option<&Checkpoint>,
        lexicon: Lexicon,
        options: &Options,
    ) -> Result<Self, ModelError> {
        let start = Instant::now();
        let encode = Encode::new(model, engine.encoder(model)?)?;
        let names = checkpoint.map(|checkpoint| -> Result<Names, ModelError> {
            Ok(Names::new(checkpoint, engine.names(checkpoint)?))
        });
        let mut provenance = provenance(model, &lexicon, options);
        provenance.engine = engine.name();
        provenance.ner_model = checkpoint.map(|checkpoint| NerModelRecord {
            name: checkpoint.name.clone(),
            sha256: checkpoint.sha256.clone(),
        });
        let mut stages = stages::standard(model, Box::new(encode), names.transpose()?, lexicon)?;
        if provenance
            .options
            .layers
            .iter()
            .all(|&l| l == Layer::Blocks)
        {
            stages.retain(|stage| !stage.is_english());
        }
        tracing::info!(
            stages = stages.len(),
            engine = provenance.engine.as_deref().unwrap_or("rten"),
            patterns = provenance.lexicon.patterns,
            ms = ms(start),
            "pipeline built"
        );
        Ok(Self {
            timeout: options.timeout,
            ..Self::with_stages(stages, provenance)
        })
    }

    /// A pipeline of other stages; `provenance` goes into every record.
    pub fn with_stages(stages: Vec<Box<dyn Stage>>, provenance: Provenance) -> Self {
        Self {
            stages,
            provenance,
            timeout: None,
        }
    }

    /// What the records say of the pipeline.
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// The stages, each with its version.
    pub fn versions(&self) -> impl Iterator<Item = (&'static str, u32)> {
        self.stages.iter().map(|s| (s.name(), s.version()))
    }

    /// Runs every stage over the document, or where it is not in English those that need not be.
    /// One without a date gets that of the options.
    ///
    /// # Errors
    /// The first stage that fails, by name, with its cause; the document is then incomplete.
    pub fn annotate(&self, doc: &mut Document) -> Result<(), PipelineError> {
        self.annotate_timed(doc, &mut Times::default())
    }

    fn annotate_timed(&self, doc: &mut Document, times: &mut Times) -> Result<(), PipelineError> {
        doc.date = doc.date.or(self.provenance.options.date);
        self.stages.iter().try_for_each(|stage| {
            let in_time = if doc.is_late() {
                Err(StageError::Late)
            } else {
                Ok(())
            };
            if doc.skipped.is_some() && stage.is_english() {
                return Ok(());
            }
            let start = Instant::now();
            let result = in_time.and_then(|()| times.take(stage.name(), || stage.run(doc)));
            tracing::trace!(stage = stage.name(), ms = ms(start), "stage run");
            if self.provenance.options.force {
                doc.skipped = None;
            }
            result.map_err(|source| PipelineError {
                stage: stage.name(),
                source,
            })
        })
    }

    /// The record of one article or text: annotated, left out with its text, blocks, sentences and
    /// tokens where it is not in English, or an error record where a stage fails or panics.
    pub fn record(&self, id: String, source: SourceRecord, article: impl Into<Article>) -> Record {
        self.measured(id, source, article).record
    }

    /// The same with what a summary tells of it.
    pub fn measured(
        &self,
        id: String,
        mut source: SourceRecord,
        article: impl Into<Article>,
    ) -> Annotated {
        let mut article = article.into();
        source.meta = std::mem::take(&mut article.meta);
        let mut times = Times::default();
        let annotated = catch_unwind(AssertUnwindSafe(|| {
            let mut doc = Document::from_article(article).map_err(|e| ("decode", e.to_string()))?;
            doc.deadline = self.timeout.map(|time| Instant::now() + time);
            match self.annotate_timed(&mut doc, &mut times) {
                Ok(()) => Ok(doc),
                Err(PipelineError {
                    stage,
                    source: StageError::Late,
                }) => Err((TIMEOUT, format!("the time is over in stage '{stage}'"))),
                Err(error) => Err((error.stage, error.source.to_string())),
            }
        }));
        let mut counts = Counts::default();
        let record = match annotated {
            Ok(Ok(doc)) => {
                counts = Counts::of(&doc);
                let record = || Record::ok(id, source, self.provenance.clone(), doc);
                times.take(RECORD, record)
            }
            Ok(Err((stage, message))) => self.error_record(id, source, stage, message),
            Err(panic) => self.error_record(id, source, "annotate", panic_message(&*panic)),
        };
        Annotated {
            record,
            counts,
            times,
        }
    }

    /// The record of an input that failed before its text was known.
    pub fn error_record(
        &self,
        id: String,
        source: SourceRecord,
        stage: &str,
        message: String,
    ) -> Record {
        Record::error(id, source, self.provenance.clone(), stage, message)
    }

    /// The record of an input that was left out for `reason`.
    pub fn skipped_record(&self, id: String, source: SourceRecord, reason: String) -> Record {
        Record::skipped(id, source, self.provenance.clone(), reason)
    }
}

/// What the records of a standard pipeline say of it.
pub fn provenance(model: &Model, lexicon: &Lexicon, options: &Options) -> Provenance {
    let mut layers = options.layers.clone();
    layers.sort_unstable();
    layers.dedup();
    Provenance {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: ModelRecord {
            name: model.manifest.name.clone(),
            version: model.manifest.version.clone(),
            sha256: model.sha256().to_owned(),
        },
        ner_model: None,
        engine: None,
        lexicon: LexiconRecord {
            patterns: lexicon.len() as u32,
            blake3: lexicon.blake3().to_owned(),
        },
        options: OptionsRecord {
            offsets: options.offsets,
            layers,
            date: options.date,
            force: options.force,
            input: options.input.clone().map(Box::new),
        },
    }
}

/// What an error record says of a panic.
pub(crate) fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    format!(
        "a fault in hedgerow, please report it: {}",
        text.unwrap_or("no message")
    )
}

/// A stage that gave a document up.
#[derive(Debug, thiserror::Error)]
#[error("stage '{stage}': {source}")]
pub struct PipelineError {
    /// Name of the stage.
    pub stage: &'static str,
    pub source: StageError,
}
