//! Gold stance: articles annotated by hand (schema "hedge-gold/1.0"), or single sentences in JSON
//! Lines.

mod events;
mod fields;
mod json;
mod read;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(in crate::eval) use fields::document;
pub use read::read;

use crate::document::{
    CueType, EventStatus, EventTime, Factuality, QuoteType, SourceType, Span, Strength,
};

/// An article or a sentence with its gold; spans are in bytes. A layer that is `None` is not
/// annotated, and is not scored.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GoldStance {
    pub id: String,
    pub text: String,
    /// In order; the whole text where the gold has no sentences.
    pub sentences: Vec<GoldSentence>,
    pub cues: Option<Vec<GoldCue>>,
    /// False cues that the text was written around.
    pub traps: Vec<GoldTrap>,
    pub sources: Option<Vec<GoldSource>>,
    /// Events by their triggers.
    pub events: Option<Vec<GoldEvent>>,
    /// What is said of the text's main event without naming it among `events`.
    pub main_event: Option<GoldEvent>,
    pub quotes: Option<Vec<GoldQuote>>,
    pub corrections: Option<Vec<GoldCorrection>>,
    pub main_claim: Option<GoldClaim>,
    pub profile: Option<GoldProfile>,
    /// What could not be understood and is left out, a sentence each.
    pub notes: Vec<String>,
}

/// The index of a source by its id.
fn by_id(sources: &[GoldSource], id: &str) -> Option<usize> {
    sources.iter().position(|s| !id.is_empty() && s.id == id)
}

impl GoldStance {
    /// The sentence in which `span` begins.
    pub fn sentence(&self, span: Span) -> Option<&GoldSentence> {
        let holds = |s: &&GoldSentence| s.span.start <= span.start && span.start < s.span.end;
        self.sentences.iter().find(holds)
    }
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldSentence {
    pub span: Span,
    pub hedged: Option<bool>,
    pub hedged_core: Option<bool>,
    /// Types that are right for its innermost source; empty where that is not annotated.
    pub source_types: Vec<SourceType>,
}

/// A cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldCue {
    pub span: Span,
    /// Its type, and then others that are right too; empty where it has none that we know.
    pub kinds: Vec<CueType>,
    pub hedge: bool,
    /// Whether it may be missed.
    pub optional: bool,
    pub strength: Option<Strength>,
    pub scope: Option<Span>,
}

/// Words that look like a cue and are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldTrap {
    pub name: String,
    /// `None` where only the sentence is known.
    pub span: Option<Span>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldSource {
    /// Empty where the gold gives none.
    pub id: String,
    pub kind: Option<SourceType>,
    /// Its mention; `None` of an implicit source.
    pub span: Option<Span>,
}

/// An event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldEvent {
    /// Its trigger.
    pub span: Option<Span>,
    pub status: Option<EventStatus>,
    /// Other statuses that are right too.
    pub accepted_status: Vec<EventStatus>,
    pub time: Option<EventTime>,
    pub negated: Option<bool>,
    /// Whether it is the main event of its sentence.
    pub main: Option<bool>,
    /// The author's value.
    pub author: Option<Factuality>,
    /// Other values of the author that are right too.
    pub accepted: Vec<Factuality>,
    /// Values of sources, by the innermost source of the chain: an index into the sources.
    pub held: Vec<(usize, Factuality)>,
}

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldQuote {
    pub span: Span,
    pub kind: Option<QuoteType>,
    pub speaker: GoldSpeaker,
}

/// Who speaks a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoldSpeaker {
    /// Not annotated.
    Unknown,
    Nobody,
    /// The one who is mentioned here.
    Mention(Span),
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldCorrection {
    pub notice: Span,
    pub retracted: Option<Span>,
    pub replacement: Option<Span>,
}

/// The main claim of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GoldClaim {
    pub status: Option<EventStatus>,
    pub author: Option<Factuality>,
    /// Other values of the author that are right too.
    pub accepted: Vec<Factuality>,
    /// 0..1, and how far off one may be.
    pub certainty: Option<(f64, f64)>,
    /// Triggers of its events.
    pub events: Vec<Span>,
}

/// Flags of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldProfile {
    pub non_confirmation: Option<bool>,
    pub correction: Option<bool>,
    pub headline_body_discrepancy: Option<bool>,
    pub dominant_source: Option<SourceType>,
}
