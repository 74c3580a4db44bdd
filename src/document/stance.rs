//! Stance: who claims what, how sure, and where the matter stands.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Span;

/// What a cue does (ANNOTATION of the project: `data/lexicon/README.md`).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CueType {
    Epistemic,
    Doxastic,
    Conditional,
    Investigative,
    Reportative,
    Weasel,
    Question,
    Dynamic,
    Attribution,
    Future,
    Negation,
    Denial,
    NonConfirmation,
    Correction,
    Status,
    Approximator,
    Booster,
    Peacock,
}

impl CueType {
    /// Whether a cue of this type hedges its sentence (CoNLL-2010 Task 1, extended).
    pub fn is_hedge(self) -> bool {
        matches!(
            self,
            Self::Epistemic
                | Self::Doxastic
                | Self::Conditional
                | Self::Investigative
                | Self::Reportative
                | Self::Weasel
                | Self::Question
                | Self::Dynamic
        )
    }
}

/// How strongly a cue commits to what it marks.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    Possible,
    Probable,
    Certain,
    Underspecified,
}

/// The point of its life cycle at which an event is presented.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EventStatus {
    Negotiation,
    UnderConsideration,
    Planned,
    Postponed,
    Predicted,
    Hypothetical,
    Ongoing,
    Completed,
    NotOccurred,
    Denied,
    Cancelled,
    State,
    Unknown,
}

/// Words that mark certainty, source, negation or status.
#[derive(Debug, Clone, PartialEq)]
pub struct Cue {
    pub span: Span,
    pub kind: CueType,
    /// `None` where the type has no strength (attribution, negation, correction ...).
    pub strength: Option<Strength>,
    /// The status that a dynamic cue gives to the event in its scope.
    pub signals_status: Option<EventStatus>,
    /// The part of its sentence that it bears on; `None` where it bears on none or that is unknown.
    pub scope: Option<Span>,
}

/// What kind of source stands behind words or thoughts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SourceType {
    /// A person who is named, or can be told by a role or a pronoun.
    Named,
    /// A company, government, agency, and whoever speaks for it.
    Organization,
    /// People who are not named: insiders, "analysts", "sources".
    Anonymous,
    /// A news outlet or its report.
    Media,
    /// A paper, filing, study, statement, or an earlier version of the article.
    Document,
    /// Nobody is named: "reportedly", "is expected to".
    Implicit,
    /// The article's author.
    #[serde(rename = "self")]
    Author,
}

/// What exactly a source is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SourceSubtype {
    ByName,
    ByRole,
    Pronoun,
    Company,
    Government,
    Police,
    Court,
    Institution,
    Spokesperson,
    ProductAsSpeaker,
    InsiderPerson,
    InsiderGroup,
    UnnamedPerson,
    UnspecifiedGroup,
    GenericGroup,
    Outlet,
    Report,
    Study,
    Filing,
    Statement,
    PriorVersionOfSelf,
    AgentlessPassive,
    ReportativeAdverb,
    Author,
}

/// Whom the text gives as the source of words or thoughts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its mention; `None` of an implicit source.
    pub span: Option<Span>,
    pub kind: SourceType,
    pub subtype: SourceSubtype,
    /// Of an anonymous one: whether it is several people.
    pub plural: Option<bool>,
    /// The fullest name that the article has for it.
    pub name: Option<Span>,
    /// Index of the earlier source that it is the same as ("the company", "he").
    pub same_as: Option<usize>,
    /// Through what it is heard: "a report" in "a report by The Verge".
    pub via: Option<Span>,
}

impl Source {
    /// A source whose kind is not looked into yet.
    pub fn new(span: Span) -> Self {
        Self {
            span: Some(span),
            kind: SourceType::Named,
            subtype: SourceSubtype::ByName,
            plural: None,
            name: None,
            same_as: None,
            via: None,
        }
    }
}

/// How the words of an attribution are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuoteForm {
    Direct,
    Indirect,
    Mixed,
    /// No words are given ("declined to comment").
    None,
}

/// What a source does by an attribution.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AttributionKind {
    /// Says, writes, confirms.
    Assertion,
    /// Thinks, expects, fears.
    Belief,
    /// Wants, plans, promises, is wary of (PDTB's eventualities).
    Eventuality,
    Denial,
    NonConfirmation,
}

/// Words or thoughts that the text ascribes to a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The words that ascribe: "said", "according to"; `None` where a quotation goes on with the
    /// speaker of the one before.
    pub cue: Option<Span>,
    /// Index into the document's sources; `None` where the text names none.
    pub source: Option<usize>,
    /// What is ascribed: pieces in order, without overlap.
    pub content: Vec<Span>,
    pub kind: AttributionKind,
    pub form: QuoteForm,
    /// What found it: "model" or the name of a rule.
    pub rule: &'static str,
}

/// How a quotation stands in the text.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum QuoteType {
    /// A clause or more of somebody's words.
    Direct,
    /// Some words of somebody inside the author's sentence.
    Mixed,
    /// Words held at arm's length, or a title or term: nobody says them.
    Scare,
}

/// Words between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// With its marks.
    pub span: Span,
    pub kind: QuoteType,
    /// Index into the document's sources.
    pub speaker: Option<usize>,
    /// Why there is no speaker.
    pub no_speaker: Option<&'static str>,
    /// The words that ascribe it.
    pub cue: Option<Span>,
    /// Index of the quotation that it goes on with.
    pub continues: Option<usize>,
}

/// A value of FactBank (Saurí and Pustejovsky, 2009): how certain, and whether it holds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub enum Factuality {
    #[serde(rename = "CT+")]
    CertainYes,
    #[serde(rename = "CT-")]
    CertainNo,
    /// Certain, but whether yes or no is not said.
    #[serde(rename = "CTu")]
    CertainOpen,
    #[serde(rename = "PR+")]
    ProbableYes,
    #[serde(rename = "PR-")]
    ProbableNo,
    #[serde(rename = "PS+")]
    PossibleYes,
    #[serde(rename = "PS-")]
    PossibleNo,
    /// Uncommitted.
    #[serde(rename = "Uu")]
    Unknown,
}

/// When an event is, seen from the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventTime {
    Past,
    Present,
    Future,
    Underspecified,
}

/// What a source makes of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Indices into the document's sources, outermost first; the author, who comes before them,
    /// is not listed, and alone where it is empty.
    pub chain: Vec<usize>,
    pub value: Factuality,
}

/// One step of the derivation of an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The name of the rule: "modal", "report", "correction" ...
    pub rule: &'static str,
    /// The words that set it off.
    pub span: Option<Span>,
}

/// How an event is presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventStance {
    pub status: EventStatus,
    pub time: EventTime,
    /// Whether it is presented as not being so.
    pub negated: bool,
    /// The author's first.
    pub factuality: Vec<Commitment>,
    /// Whether it is the main event of its sentence.
    pub main: bool,
    /// In the order in which the rules applied.
    pub reasons: Vec<Reason>,
}

/// An event or state that the text speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its predicate.
    pub span: Span,
    /// How factual it is presented to be, from -3 (certainly did not happen) to 3 (certainly
    /// did), calibrated on development data.
    pub score: f32,
    pub stance: Option<EventStance>,
}

/// How certain a sentence or claim is made out to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Certainty {
    /// 0 (open) to 1 (asserted flatly).
    pub value: f32,
    pub reasons: Vec<Reason>,
}

/// A main event that the article speaks of, in one sentence or several.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The clause that states it first.
    pub span: Span,
    /// Indices into the document's events.
    pub events: Vec<usize>,
    pub status: EventStatus,
    pub time: EventTime,
    /// The author's first.
    pub factuality: Vec<Commitment>,
    pub certainty: Certainty,
    /// Sources that deny it.
    pub denied_by: Vec<usize>,
    /// Sources that would not confirm it.
    pub unconfirmed_by: Vec<usize>,
    /// Whether all who are its sources are anonymous.
    pub anonymous_only: bool,
    /// Events that presuppose it although it is not confirmed.
    pub presupposed_by: Vec<usize>,
}

impl Claim {
    /// The sources that vouch for it, each once: those at the ends of the chains.
    pub fn sources(&self) -> Vec<usize> {
        let ends = self.factuality.iter();
        let mut sources: Vec<usize> = ends.filter_map(|c| c.chain.last().copied()).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }
}

/// Something that the article takes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    pub notice: Span,
    pub cues: Vec<Span>,
    /// What was wrong: the author's CT-.
    pub retracted: Option<Span>,
    /// What is right instead.
    pub replacement: Option<Span>,
}

/// The article in figures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    /// Sentences outside of headings and boilerplate.
    pub sentences: u32,
    pub hedged: u32,
    pub hedged_core: u32,
    pub cue_counts: BTreeMap<CueType, u32>,
    /// Distinct sources.
    pub source_counts: BTreeMap<SourceType, u32>,
    /// Index into the document's claims.
    pub main_claim: Option<usize>,
    /// The type that most attributions rest on.
    pub dominant_source: Option<SourceType>,
    /// Share of claims that rest on anonymous sources only, 0..1; `None` without claims.
    pub anonymous_share: Option<f32>,
    pub non_confirmation: bool,
    pub correction: bool,
    pub headline_body_discrepancy: bool,
}
