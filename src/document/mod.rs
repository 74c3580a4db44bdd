//! The data model: a text that is never edited, and the layers that stages add over it.

mod annotation;
mod article;
mod label;
mod offsets;
mod scores;
mod span;
mod stance;
mod value;

pub use annotation::{
    Block, BlockKind, CoverageNote, Entity, EntityType, NumericForm, Sentence, Token,
};
pub use article::{Article, Removed, SourceRun};
pub use label::label;
pub use offsets::{OffsetMap, OffsetUnit};
pub use scores::{HeadScores, TokenScores};
pub use span::Span;
pub use stance::{
    Attribution, AttributionKind, Certainty, Claim, Commitment, Correction, Cue, CueType, Event,
    EventStance, EventStatus, EventTime, Factuality, Profile, Quote, QuoteForm, QuoteType, Reason,
    Source, SourceSubtype, SourceType, Strength,
};
pub use value::{Decimal, Value};

use std::time::Instant;

pub use jiff::civil::Date;

/// One article on its way through the pipeline.
///
/// Layers are empty until their stage has run, `None` those that not every model can fill.
/// Spans are byte offsets into [`Document::text`]; every layer is sorted by span.
#[derive(Debug, Clone, Default)]
pub struct Document {
    text: String,
    /// The day on which the article appeared, where it is known: relative dates count from it.
    pub date: Option<Date>,
    /// The authors, where the format names them.
    pub byline: Option<String>,
    /// The article's language: a BCP 47 tag such as "en-GB".
    pub language: Option<String>,
    /// Why the stages that know English alone pass the article by.
    pub skipped: Option<String>,
    /// What stood around the article in its file and was left out.
    pub removed: Vec<Removed>,
    /// Where the text stands in the bytes of its file, where that was asked for.
    pub source_map: Option<Vec<SourceRun>>,
    /// The moment after which stages give the document up.
    pub deadline: Option<Instant>,
    /// Blocks of the layout, in order, without overlap; those of a format that marks them up are
    /// there before the first stage.
    pub blocks: Vec<Block>,
    /// Sentences, each within one block.
    pub sentences: Vec<Sentence>,
    /// Word tokens, each within one sentence.
    pub tokens: Vec<Token>,
    /// Output of the encoder's heads for each token; dropped by nobody, written by nobody.
    pub scores: TokenScores,
    /// Entity mentions, without overlap.
    pub entities: Vec<Entity>,
    /// Hedge and stance cues.
    pub cues: Vec<Cue>,
    /// Sources of attributions, each once.
    pub sources: Option<Vec<Source>>,
    /// Attributions, by their cues.
    pub attributions: Option<Vec<Attribution>>,
    /// Quotations, without overlap.
    pub quotes: Option<Vec<Quote>>,
    /// Events, without overlap.
    pub events: Option<Vec<Event>>,
    /// Claims, by the first of their events.
    pub claims: Option<Vec<Claim>>,
    /// What the article takes back.
    pub corrections: Option<Vec<Correction>>,
    /// The article in figures.
    pub profile: Option<Profile>,
    /// What was cut, split or skipped on the way.
    pub coverage: Vec<CoverageNote>,
}

/// The longest text that 32-bit offsets can address.
pub const MAX_TEXT_BYTES: usize = u32::MAX as usize;

impl Document {
    /// A document without annotation.
    ///
    /// # Errors
    /// The text is longer than [`MAX_TEXT_BYTES`].
    pub fn new(text: String) -> Result<Self, TextTooLong> {
        if text.len() > MAX_TEXT_BYTES {
            return Err(TextTooLong(text.len()));
        }
        Ok(Self {
            text,
            ..Self::default()
        })
    }

    /// A document with what the article's format tells.
    ///
    /// # Errors
    /// As [`Document::new`].
    pub fn from_article(article: Article) -> Result<Self, TextTooLong> {
        Ok(Self {
            date: article.date,
            byline: article.byline,
            language: article.language,
            removed: article.removed,
            source_map: article.source_map,
            blocks: article.blocks,
            ..Self::new(article.text)?
        })
    }

    /// Whether the time for this document is over.
    pub fn is_late(&self) -> bool {
        self.deadline.is_some_and(|end| Instant::now() >= end)
    }

    /// The decoded article, unchanged.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The span from the first to the last of some tokens; empty where there are none.
    pub fn token_span(&self, tokens: std::ops::Range<usize>) -> Span {
        let spans = self.tokens[tokens].iter().map(|t| t.span);
        spans.reduce(Span::cover).unwrap_or(Span::new(0, 0))
    }

    /// The tokens that share text with a span: a range of indices into [`Document::tokens`].
    pub fn tokens_under(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// The cues that share text with a span, in order.
    pub fn cues_under(&self, span: Span) -> &[Cue] {
        let start = self.cues.partition_point(|c| c.span.end <= span.start);
        let end = self.cues.partition_point(|c| c.span.start < span.end);
        &self.cues[start..end.max(start)]
    }

    /// The tokens of each sentence, in order: index ranges into [`Document::tokens`].
    pub fn sentence_tokens(&self) -> Vec<std::ops::Range<usize>> {
        let mut ranges = Vec::with_capacity(self.sentences.len());
        let mut next = 0;
        for sentence in 0..self.sentences.len() {
            let start = next;
            while self
                .tokens
                .get(next)
                .is_some_and(|t| t.sentence == sentence)
            {
                next += 1;
            }
            ranges.push(start..next);
        }
        ranges
    }
}

/// A text that 32-bit offsets cannot address.
#[derive(Debug, thiserror::Error)]
#[error("the text has {0} bytes; at most 4294967295 can be annotated")]
pub struct TextTooLong(usize);
