//! The fields of a record that say who claims what, how sure, and where the matter stands; each is
//! made from its counterpart in the document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::view::{SpanRecord, View, decimals};
use crate::document::{
    Attribution, AttributionKind, Certainty, Claim, Commitment, Correction, Cue, CueType, Event,
    EventStatus, EventTime, Factuality, Quote, QuoteForm, QuoteType, Reason, Source, SourceSubtype,
    SourceType, Strength,
};

/// A hedge or stance cue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CueRecord {
    /// "c1", "c2" ... in order of the text.
    pub id: String,
    pub start: u32,
    pub end: u32,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: CueType,
    /// Whether a cue of this type hedges its sentence.
    pub hedge: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signals_status: Option<EventStatus>,
    /// The part of its sentence that it bears on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<SpanRecord>,
}

impl CueRecord {
    pub(super) fn new(view: &View, index: usize, cue: &Cue) -> Self {
        Self {
            id: id("c", index),
            start: view.at(cue.span.start),
            end: view.at(cue.span.end),
            text: view.text(cue.span),
            kind: cue.kind,
            hedge: cue.kind.is_hedge(),
            strength: cue.strength,
            signals_status: cue.signals_status,
            scope: cue.scope.map(|s| view.span(s)),
        }
    }
}

/// Whom the text gives as the source of words or thoughts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AttributedSourceRecord {
    /// "s1", "s2" ... in order of the text.
    pub id: String,
    /// Absent, as are `end` and `text`, of an implicit source ("reportedly").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(rename = "type")]
    pub kind: SourceType,
    pub subtype: SourceSubtype,
    /// Of an anonymous source: whether it is several people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plural: Option<bool>,
    /// The fullest name that the article has for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Id of the earlier source that it is the same as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// Through what it is heard ("a report").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<SpanRecord>,
}

impl AttributedSourceRecord {
    pub(super) fn new(view: &View, index: usize, source: &Source) -> Self {
        Self {
            id: id("s", index),
            start: source.span.map(|s| view.at(s.start)),
            end: source.span.map(|s| view.at(s.end)),
            text: source.span.map(|s| view.text(s)),
            kind: source.kind,
            subtype: source.subtype,
            plural: source.plural,
            name: source.name.map(|s| view.text(s)),
            same_as: source.same_as.map(|i| id("s", i)),
            via: source.via.map(|s| view.span(s)),
        }
    }
}

/// Words or thoughts that the text ascribes to a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AttributionRecord {
    /// "a1", "a2" ... in order of the text.
    pub id: String,
    /// Id of the source; null where the text names none.
    pub source: Option<String>,
    /// The words that ascribe: "said", "according to"; null where a quotation goes on.
    pub cue: Option<SpanRecord>,
    /// What is ascribed: pieces in order. Attributions may nest and overlap.
    pub content: Vec<SpanRecord>,
    #[serde(rename = "type")]
    pub kind: AttributionKind,
    pub quote_type: QuoteForm,
    /// What found it: "model" or the name of a rule.
    pub rule: String,
}

impl AttributionRecord {
    pub(super) fn new(view: &View, index: usize, attribution: &Attribution) -> Self {
        Self {
            id: id("a", index),
            source: attribution.source.map(|i| id("s", i)),
            cue: attribution.cue.map(|s| view.span(s)),
            content: attribution.content.iter().map(|&s| view.span(s)).collect(),
            kind: attribution.kind,
            quote_type: attribution.form,
            rule: attribution.rule.to_owned(),
        }
    }
}

/// Words between quotation marks, the marks included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QuoteRecord {
    /// "q1", "q2" ... in order of the text.
    pub id: String,
    pub start: u32,
    pub end: u32,
    pub text: String,
    #[serde(rename = "type")]
    pub kind: QuoteType,
    /// Id of the source that speaks; null where nobody does.
    pub speaker: Option<String>,
    /// Why there is no speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker_reason: Option<String>,
    /// The words that ascribe it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<SpanRecord>,
    /// Id of the quotation that it goes on with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub continues: Option<String>,
}

impl QuoteRecord {
    pub(super) fn new(view: &View, index: usize, quote: &Quote) -> Self {
        Self {
            id: id("q", index),
            start: view.at(quote.span.start),
            end: view.at(quote.span.end),
            text: view.text(quote.span),
            kind: quote.kind,
            speaker: quote.speaker.map(|i| id("s", i)),
            speaker_reason: quote.no_speaker.map(str::to_owned),
            cue: quote.cue.map(|s| view.span(s)),
            continues: quote.continues.map(|i| id("q", i)),
        }
    }
}

/// What a source makes of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommitmentRecord {
    /// "AUTHOR" and then ids of sources, outermost first.
    pub chain: Vec<String>,
    /// FactBank value.
    pub value: Factuality,
}

impl CommitmentRecord {
    fn new(commitment: &Commitment) -> Self {
        let chain = commitment.chain.iter().map(|&i| id("s", i));
        Self {
            chain: std::iter::once("AUTHOR".to_owned()).chain(chain).collect(),
            value: commitment.value,
        }
    }
}

/// One step of a derivation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReasonRecord {
    /// The name of the rule.
    pub rule: String,
    /// The words that set it off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<SpanRecord>,
}

impl ReasonRecord {
    fn new(view: &View, reason: &Reason) -> Self {
        Self {
            rule: reason.rule.to_owned(),
            span: reason.span.map(|s| view.span(s)),
        }
    }
}

/// Whether an event is presented as being so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Polarity {
    #[serde(rename = "POS")]
    Positive,
    #[serde(rename = "NEG")]
    Negative,
}

impl Polarity {
    fn new(negated: bool) -> Self {
        match negated {
            true => Self::Negative,
            false => Self::Positive,
        }
    }
}

/// An event or state that the text speaks of; the span is its predicate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventRecord {
    /// "e1", "e2" ... in order of the text.
    pub id: String,
    pub start: u32,
    pub end: u32,
    pub text: String,
    /// How factual the text presents it to be, three decimals, from -3 (certainly did not
    /// happen) to 3 (certainly did).
    pub score: f64,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<EventStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<EventTime>,
    /// NEG where it is presented as not being so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub polarity: Option<Polarity>,
    /// Whether it is the main event of its sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub main: Option<bool>,
    /// The author's first, then those of sources.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub factuality: Vec<CommitmentRecord>,
    /// How status and factuality were derived.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub reasons: Vec<ReasonRecord>,
}

impl EventRecord {
    pub(super) fn new(view: &View, index: usize, event: &Event) -> Self {
        let stance = event.stance.as_ref();
        let commitments = stance.iter().flat_map(|s| &s.factuality);
        let reasons = stance.iter().flat_map(|s| &s.reasons);
        Self {
            id: id("e", index),
            start: view.at(event.span.start),
            end: view.at(event.span.end),
            text: view.text(event.span),
            score: decimals(event.score),
            status: stance.map(|s| s.status),
            time: stance.map(|s| s.time),
            polarity: stance.map(|s| Polarity::new(s.negated)),
            main: stance.map(|s| s.main),
            factuality: commitments.map(CommitmentRecord::new).collect(),
            reasons: reasons.map(|r| ReasonRecord::new(view, r)).collect(),
        }
    }
}

/// 0 (open) to 1 (asserted flatly), three decimals, and how it was derived.
pub(super) fn certainty(view: &View, certainty: &Certainty) -> (f64, Vec<ReasonRecord>) {
    let reasons = certainty.reasons.iter();
    let reasons = reasons.map(|r| ReasonRecord::new(view, r)).collect();
    (decimals(certainty.value), reasons)
}

/// A main event that the article speaks of, in one sentence or several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimRecord {
    /// "k1", "k2" ... in order of the text.
    pub id: String,
    /// The clause that states it first.
    pub start: u32,
    pub end: u32,
    pub text: String,
    /// Ids of its events.
    pub events: Vec<String>,
    pub status: EventStatus,
    pub time: EventTime,
    /// The author's first, then those of sources.
    pub factuality: Vec<CommitmentRecord>,
    /// 0 (open) to 1 (asserted flatly), three decimals.
    pub certainty: f64,
    /// How the certainty was derived.
    pub certainty_reasons: Vec<ReasonRecord>,
    /// Ids of the sources that vouch for it.
    pub sources: Vec<String>,
    /// Ids of sources that deny it.
    pub denied_by: Vec<String>,
    /// Ids of sources that would not confirm it.
    pub unconfirmed_by: Vec<String>,
    /// Whether all who are its sources are anonymous.
    pub anonymous_only: bool,
    /// Ids of events that presuppose it although it is not confirmed.
    pub presupposed_by: Vec<String>,
}

impl ClaimRecord {
    pub(super) fn new(view: &View, index: usize, claim: &Claim) -> Self {
        let ids = |prefix: &str, list: &[usize]| list.iter().map(|&i| id(prefix, i)).collect();
        let (certainty, certainty_reasons) = certainty(view, &claim.certainty);
        Self {
            id: id("k", index),
            start: view.at(claim.span.start),
            end: view.at(claim.span.end),
            text: view.text(claim.span),
            events: ids("e", &claim.events),
            status: claim.status,
            time: claim.time,
            factuality: claim.factuality.iter().map(CommitmentRecord::new).collect(),
            certainty,
            certainty_reasons,
            sources: ids("s", &claim.sources()),
            denied_by: ids("s", &claim.denied_by),
            unconfirmed_by: ids("s", &claim.unconfirmed_by),
            anonymous_only: claim.anonymous_only,
            presupposed_by: ids("e", &claim.presupposed_by),
        }
    }
}

/// Something that the article takes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CorrectionRecord {
    /// The sentence of the notice.
    pub notice: SpanRecord,
    pub cues: Vec<SpanRecord>,
    /// What was wrong: not a fact, whatever other sentences say.
    pub retracted: Option<SpanRecord>,
    /// What is right instead.
    pub replacement: Option<SpanRecord>,
    /// Ids of the events that are taken back.
    pub events: Vec<String>,
}

impl CorrectionRecord {
    pub(super) fn new(view: &View, events: &[Event], correction: &Correction) -> Self {
        let retracted = |e: &Event| correction.retracted.is_some_and(|r| r.contains(e.span));
        let events = events.iter().enumerate();
        let events = events
            .filter(|(_, e)| retracted(e))
            .map(|(i, _)| id("e", i));
        Self {
            notice: view.span(correction.notice),
            cues: correction.cues.iter().map(|&s| view.span(s)).collect(),
            retracted: correction.retracted.map(|s| view.span(s)),
            replacement: correction.replacement.map(|s| view.span(s)),
            events: events.collect(),
        }
    }
}

/// "c1" for the first cue.
pub(super) fn id(prefix: &str, index: usize) -> String {
    format!("{prefix}{}", index + 1)
}
