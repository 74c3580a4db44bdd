//! The stages, one folder or file each, in the order in which they run.

mod abbreviations;
pub mod attribution;
mod bio;
pub mod cues;
pub mod encode;
pub mod entities;
pub mod factuality;
pub mod language;
pub mod layout;
pub mod names;
pub mod pos;
mod quotations;
pub mod sentences;
pub mod stance;
pub mod tokens;
pub mod values;

use self::cues::Lexicon;
use self::entities::Entities;
use self::names::Names;
use crate::document::Document;
use crate::model::{Calibration, Model, ModelError};

/// One step over one document.
///
/// A stage reads the layers of the stages before it and writes its own; it never edits the
/// text, and its result depends on the document alone.
pub trait Stage: Send + Sync {
    /// The name in messages and in `coverage`, one lower-case word.
    fn name(&self) -> &'static str;

    /// Grows whenever the stage's output may change for the same input.
    fn version(&self) -> u32;

    /// Whether the stage knows English alone: it passes articles in other languages by.
    fn is_english(&self) -> bool {
        true
    }

    /// Annotates the document.
    ///
    /// # Errors
    /// A sentence that says what could not be done; the document is then given up.
    fn run(&self, doc: &mut Document) -> Result<(), StageError>;
}

/// The standard stages in their order, with `encode` in the encoder's place and, where the names are
/// to come from another model, `names` behind it; those whose heads the model lacks are left out.
///
/// # Errors
/// The model's labels cannot be used.
pub fn standard(
    model: &Model,
    encode: Box<dyn Stage>,
    names: Option<Names>,
    lexicon: Lexicon,
) -> Result<Vec<Box<dyn Stage>>, ModelError> {
    let entities = match &names {
        Some(names) => Entities::with_labels(&names.labels(), Calibration::NONE)?,
        None => Entities::new(model)?,
    };
    let mut stages: Vec<Box<dyn Stage>> = vec![
        Box::new(layout::Layout),
        Box::new(language::Language),
        Box::new(sentences::Sentences),
        Box::new(tokens::Tokens),
        Box::new(values::ArticleDate),
        encode,
    ];
    stages.extend(names.map(|names| Box::new(names) as Box<dyn Stage>));
    let of_words: [Box<dyn Stage>; 4] = [
        Box::new(pos::PartsOfSpeech),
        Box::new(entities),
        Box::new(values::Values::new()),
        Box::new(cues::Cues::new(lexicon)),
    ];
    stages.extend(of_words);
    if let Some(stage) = attribution::Attributions::new(model)? {
        stages.push(Box::new(stage));
    }
    stages.push(Box::new(stance::sources::Sources::new()));
    stages.push(Box::new(stance::quotes::Quotes));
    if let Some(stage) = factuality::Factuality::new(model)? {
        stages.push(Box::new(stage));
    }
    let of_stance: [Box<dyn Stage>; 6] = [
        Box::new(stance::scope::Scopes),
        Box::new(stance::events::Events::new()?),
        Box::new(stance::corrections::Corrections),
        Box::new(stance::claims::Claims),
        Box::new(stance::certainty::Certainties),
        Box::new(stance::profile::Profiles),
    ];
    stages.extend(of_stance);
    Ok(stages)
}

/// Why a stage gave a document up.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// The encoder failed.
    #[error(transparent)]
    Engine(#[from] crate::engine::EngineError),
    /// The word-piece tokenizer failed.
    #[error("word pieces could not be made: {0}")]
    WordPieces(String),
    /// A layer or head that the stage builds on is missing.
    #[error("{0} is missing; the pipeline lacks the stage that makes it")]
    Missing(&'static str),
    /// [`Document::deadline`] has passed.
    #[error("the time for this article is over")]
    Late,
}
