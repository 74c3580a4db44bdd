//! How events are presented: their status, time and factuality, for the author and for every
//! source in whose words they stand.
//!
//! The rules compose what bears on an event, outermost first: the words that govern it
//! (data/lexicon/complements.tsv), modals and adverbs, negation, conditions and questions. Values
//! are FactBank's (Saurí and Pustejovsky, 2009), their composition that of Nairn et al. (2006).

mod clauses;
mod drafts;
mod eventualities;
mod main_event;
mod nouns;
mod sources;
mod status;
mod value;

#[cfg(test)]
mod cases;

use std::ops::Range;

use self::clauses::Clauses;
use self::eventualities::Eventualities;
use self::main_event::{Candidate, main_event};
use self::sources::{Ascribed, ascribed, commitments};
use self::status::{Bearer, Subject};
use self::value::{Step, is_no, score, told};
use super::syntax::Complements;
use crate::document::{BlockKind, Document, Event, EventStance, EventStatus, Reason};
use crate::stages::cues::LexiconError;
use crate::stages::{Stage, StageError};

/// Fills [`Event::stance`], and adds the events that governing words show where the model found
/// none. Without events there is nothing to do.
pub struct Events {
    complements: Complements,
    kinds: Eventualities,
}

impl Events {
    /// The stage with its compiled-in tables.
    ///
    /// # Errors
    /// A table is wrong; the tests see to it that none is.
    pub fn new() -> Result<Self, LexiconError> {
        Ok(Self {
            complements: Complements::builtin()?,
            kinds: Eventualities::builtin()?,
        })
    }
}

impl Stage for Events {
    fn name(&self) -> &'static str {
        "events"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let Some(found) = doc.events.take() else {
            return Ok(());
        };
        let page = Page {
            stage: self,
            doc,
            ascribed: ascribed(doc, &self.complements),
        };
        let events = page.events(&found);
        doc.events = Some(events);
        Ok(())
    }
}

/// Verbs that are no events by themselves.
const AUXILIARIES: &[&str] = &[
    "be", "is", "are", "am", "was", "were", "been", "being", "'s", "'re", "'m", "have", "has",
    "had", "'ve", "do", "does", "did", "will", "would", "may", "might", "can", "could", "should",
    "must", "'ll", "wo", "ca", "shall",
];

/// A document with what its sentences share.
struct Page<'a> {
    stage: &'a Events,
    doc: &'a Document,
    ascribed: Vec<Ascribed>,
}

/// An event of a sentence with all that bears on it.
struct Draft {
    at: usize,
    bearer: Bearer,
    steps: Vec<Step>,
    /// What the model found.
    score: Option<f32>,
}

impl Page<'_> {
    /// All events with their stance, in order.
    fn events(&self, found: &[Event]) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::with_capacity(found.len());
        let mut unconcluded = false;
        let mut order: Vec<usize> = (0..self.ascribed.len()).collect();
        let first = |i: &usize| self.ascribed[*i].content.first().map_or(0, |p| p.start);
        order.sort_by_key(first);
        let (mut next, mut open): (usize, Vec<usize>) = (0, Vec::new());
        for (sentence, tokens) in self.doc.sentence_tokens().into_iter().enumerate() {
            let Some(end) = tokens.clone().last().map(|t| self.doc.tokens[t].span.end) else {
                continue;
            };
            let start = self.doc.tokens[tokens.start].span.start;
            // Attributions whose content reaches into this sentence.
            open.retain(|&i| self.ascribed[i].content.iter().any(|p| p.end > start));
            while next < order.len() && first(&order[next]) < end {
                open.push(order[next]);
                next += 1;
            }
            let around: Vec<&Ascribed> = open.iter().map(|&i| &self.ascribed[i]).collect();
            let block = self.doc.sentences[sentence].block;
            let kind = self.doc.blocks.get(block).map(|b| b.kind);
            if kind == Some(BlockKind::Boilerplate) {
                events.extend(between(found, start, end).iter().cloned());
                continue;
            }
            let here = self.sentence(tokens, between(found, start, end), &around, unconcluded);
            unconcluded |= self.negotiates(start, end);
            unconcluded |= here.iter().any(|e| {
                e.stance
                    .as_ref()
                    .is_some_and(|s| s.status == EventStatus::Negotiation)
            });
            events.extend(here);
        }
        events
    }

    /// Whether a cue of negotiation stands in `start..end`.
    fn negotiates(&self, start: u32, end: u32) -> bool {
        let cues = &self.doc.cues;
        let from = cues.partition_point(|c| c.span.start < start);
        let to = cues.partition_point(|c| c.span.start < end);
        let negotiation = Some(EventStatus::Negotiation);
        cues[from..to]
            .iter()
            .any(|c| c.signals_status == negotiation)
    }

    /// The events of one sentence.
    fn sentence(
        &self,
        tokens: Range<usize>,
        found: &[Event],
        around: &[&Ascribed],
        unconcluded: bool,
    ) -> Vec<Event> {
        let span = self.doc.token_span(tokens.clone());
        let from = self.doc.cues.partition_point(|c| c.span.end <= span.start);
        let to = self.doc.cues.partition_point(|c| c.span.start < span.end);
        let cues = &self.doc.cues[from..to.max(from)];
        let clauses = Clauses::new(self.doc, tokens, cues, &self.stage.complements);
        let drafts = self.drafts(&clauses, found);
        let candidates: Vec<Candidate> = drafts
            .iter()
            .map(|d| Candidate {
                at: d.at,
                bearer: d.bearer,
                steps: &d.steps,
            })
            .collect();
        let main = main_event(self.doc, &clauses, around, &candidates);
        let event = |(i, draft): (usize, &Draft)| {
            let span = clauses.span(self.doc, draft.at);
            let here: Vec<&Ascribed> = around.iter().filter(|a| a.holds(span)).copied().collect();
            let factuality = commitments(self.doc, &clauses, &draft.steps, &here);
            let content = told(&draft.steps);
            let subject = Subject {
                clauses: &clauses,
                kinds: &self.stage.kinds,
                at: draft.at,
                bearer: draft.bearer,
                steps: &draft.steps,
                denied: here.iter().any(|a| a.is_denial(self.doc, &clauses)),
                untrue: here.iter().any(|a| a.is_wrong),
                unconcluded,
            };
            let status = subject.status();
            Event {
                span,
                score: draft.score.unwrap_or_else(|| score(content)),
                stance: Some(EventStance {
                    status,
                    time: subject.time(status),
                    negated: subject.untrue
                        || status == EventStatus::Denied
                        || is_no(content) && status != EventStatus::Hypothetical,
                    factuality,
                    main: main == Some(i),
                    reasons: self.reasons(&clauses, &draft.steps, &here),
                }),
            }
        };
        drafts.iter().enumerate().map(event).collect()
    }

    /// The rules that applied, with their words.
    fn reasons(&self, clauses: &Clauses, steps: &[Step], around: &[&Ascribed]) -> Vec<Reason> {
        let ascribed = around.iter().map(|a| Reason {
            rule: if a.denies { "denial" } else { "attribution" },
            span: a.cue,
        });
        let steps = steps.iter().map(|step| Reason {
            rule: step.rule,
            span: Some(clauses.span(self.doc, step.at)),
        });
        let mut reasons: Vec<Reason> = ascribed.chain(steps).collect();
        if reasons.is_empty() {
            reasons.push(Reason {
                rule: "asserted",
                span: None,
            });
        }
        reasons
    }
}

/// The events that begin in `start..end`.
fn between(events: &[Event], start: u32, end: u32) -> &[Event] {
    let from = events.partition_point(|e: &Event| e.span.start < start);
    let to = events.partition_point(|e: &Event| e.span.start < end);
    &events[from..to]
}
