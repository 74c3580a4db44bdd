//! Mentions of events, gathered where they speak of one matter.

use std::collections::BTreeSet;

use super::names::{names_in, sentence_of, stem};
use crate::document::{BlockKind, Document, EventStance, EventStatus, Span};

/// One event of the document, and what tells which matter it belongs to.
#[derive(Debug)]
pub(super) struct Mention<'a> {
    /// Index into the document's events.
    pub event: usize,
    pub span: Span,
    pub stance: &'a EventStance,
    pub block: BlockKind,
    /// Index of its block.
    pub place: usize,
    pub stem: String,
    /// Names in its sentence.
    pub names: BTreeSet<String>,
}

/// Nouns that take up a matter without naming the event ("the deal").
const TAKEN_UP: [&str; 20] = [
    "deal",
    "partnership",
    "collaboration",
    "agreement",
    "merger",
    "acquisition",
    "takeover",
    "transaction",
    "arrangement",
    "tie-up",
    "alliance",
    "sale",
    "purchase",
    "move",
    "plan",
    "proposal",
    "project",
    "bid",
    "offer",
    "integration",
];

/// The events that have a stance, in order; headings and boilerplate have none of interest.
pub(super) fn mentions(doc: &Document) -> Vec<Mention<'_>> {
    let events = doc.events.as_deref().unwrap_or_default();
    let mention = |(event, e): (usize, &'_ crate::document::Event)| -> Option<Mention<'_>> {
        let stance = doc.events.as_ref()?[event].stance.as_ref()?;
        let sentence = doc
            .sentences
            .partition_point(|s| s.span.end <= e.span.start);
        let place = doc.sentences.get(sentence)?.block;
        let block = doc.blocks.get(place)?.kind;
        let is_text = !matches!(
            block,
            BlockKind::Heading | BlockKind::Boilerplate | BlockKind::Byline
        );
        is_text.then(|| Mention {
            event,
            span: e.span,
            stance,
            block,
            place,
            stem: stem(doc.slice(e.span)),
            names: names_in(doc, sentence_of(doc, e.span)),
        })
    };
    events.iter().enumerate().filter_map(mention).collect()
}

/// Gathers mentions: each joins the first matter of which one mention is the same; the main
/// event of a sentence begins a matter where there is none, other events are left out then.
pub(super) fn gather(doc: &Document, mentions: &[Mention]) -> Vec<Vec<usize>> {
    let mut matters: Vec<Vec<usize>> = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        let is_same =
            |matter: &&mut Vec<usize>| matter.iter().any(|&m| same(&mentions[m], mention));
        if let Some(matter) = matters.iter_mut().find(is_same) {
            matter.push(i);
        } else if takes_up(doc, mention) {
            let open = |matter: &&mut Vec<usize>| {
                let first = &mentions[matter[0]];
                is_open(first.stance.status) && !first.names.is_disjoint(&mention.names)
            };
            if let Some(matter) = matters.iter_mut().find(open) {
                matter.push(i);
            }
        } else if mention.stance.main {
            matters.push(vec![i]);
        }
    }
    matters
}

/// Whether two mentions are of one event: the same predicate and a shared name, or the same open
/// status and two shared names. One that is still open is not one that has happened, but in a
/// headline.
fn same(a: &Mention, b: &Mention) -> bool {
    let shared = a.names.intersection(&b.names).count();
    if a.stem == b.stem {
        let in_headline = a.block == BlockKind::Headline || b.block == BlockKind::Headline;
        let clash = is_open(a.stance.status) && is_fact(b.stance.status)
            || is_fact(a.stance.status) && is_open(b.stance.status);
        let related = shared > 0 || a.names.is_empty() || b.names.is_empty();
        return related && (in_headline || !clash);
    }
    let status = a.stance.status;
    a.stance.main && b.stance.main && status == b.stance.status && is_open(status) && shared >= 2
}

/// Whether an event of this status is or has been.
fn is_fact(status: EventStatus) -> bool {
    matches!(
        status,
        EventStatus::Completed | EventStatus::Ongoing | EventStatus::State
    )
}

/// Whether the mention is a noun that takes up a matter.
fn takes_up(doc: &Document, mention: &Mention) -> bool {
    let word = doc.slice(mention.span).to_lowercase();
    let token = doc.tokens_under(mention.span).start;
    let tag = doc.tokens.get(token).and_then(|t| t.pos.as_deref());
    TAKEN_UP.contains(&word.as_str())
        && tag.is_none_or(|t| t.starts_with('N'))
        && !is_fact(mention.stance.status)
}

/// Whether an event of this status is still to come, or never will.
pub(super) fn is_open(status: EventStatus) -> bool {
    matches!(
        status,
        EventStatus::Negotiation
            | EventStatus::UnderConsideration
            | EventStatus::Planned
            | EventStatus::Postponed
            | EventStatus::Cancelled
            | EventStatus::Denied
    )
}

/// Whether words speak of a matter: one of its predicates stands in them, or two of its names, or
/// a noun that takes it up.
pub(super) fn concerns(doc: &Document, words: Span, matter: &[&Mention]) -> bool {
    let tokens = &doc.tokens[doc.tokens_under(words)];
    let mut has_stem = tokens.iter().map(|t| stem(doc.slice(t.span)));
    let names = names_in(doc, words);
    let shares = |m: &&Mention| m.names.intersection(&names).count() >= 2;
    let takes_up = tokens.iter().any(|t| {
        let word = doc.slice(t.span).to_lowercase();
        REFERRING.contains(&word.trim_end_matches('s')) || TAKEN_UP.contains(&word.as_str())
    });
    has_stem.any(|s| matter.iter().any(|m| m.stem == s)) || matter.iter().any(shares) || takes_up
}

/// Nouns by which a denial or a refusal to comment takes up what was said before.
const REFERRING: [&str; 13] = [
    "report",
    "claim",
    "allegation",
    "rumor",
    "rumour",
    "speculation",
    "matter",
    "talk",
    "negotiation",
    "discussion",
    "accusation",
    "story",
    "suggestion",
];
