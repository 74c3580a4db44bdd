//! The article in figures.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{
    Attribution, AttributionKind, BlockKind, Claim, CueType, Document, Event, EventStatus,
    Factuality, Profile, Sentence, SourceType,
};
use crate::stages::{Stage, StageError};

/// Fills [`Document::profile`], from all layers before it.
#[derive(Debug, Default)]
pub struct Profiles;

impl Stage for Profiles {
    fn name(&self) -> &'static str {
        "profile"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let counted: Vec<&Sentence> = doc.sentences.iter().filter(|s| counts(doc, s)).collect();
        let number = |is: fn(&Sentence) -> Option<bool>| {
            counted.iter().filter(|s| is(s) == Some(true)).count() as u32
        };
        let mut cue_counts: BTreeMap<CueType, u32> = BTreeMap::new();
        for cue in &doc.cues {
            *cue_counts.entry(cue.kind).or_default() += 1;
        }
        let claims = doc.claims.as_deref().unwrap_or_default();
        let main_claim = main_claim(doc, claims);
        let anonymous = claims.iter().filter(|c| c.anonymous_only).count();
        let declined = |kind| kind == AttributionKind::NonConfirmation;
        doc.profile = Some(Profile {
            sentences: counted.len() as u32,
            hedged: number(|s| s.hedged),
            hedged_core: number(|s| s.hedged_core),
            non_confirmation: cue_counts.contains_key(&CueType::NonConfirmation)
                || doc.attributions.iter().flatten().any(|a| declined(a.kind)),
            cue_counts,
            source_counts: source_counts(doc),
            dominant_source: dominant_source(doc, main_claim.map(|i| &claims[i])),
            anonymous_share: (!claims.is_empty()).then(|| anonymous as f32 / claims.len() as f32),
            correction: doc.corrections.as_ref().is_some_and(|c| !c.is_empty()),
            headline_body_discrepancy: main_claim.is_some_and(|i| discrepancy(doc, &claims[i])),
            main_claim,
        });
        Ok(())
    }
}

/// Whether a sentence is one of the article's: no heading, no boilerplate.
fn counts(doc: &Document, sentence: &Sentence) -> bool {
    let kind = doc.blocks.get(sentence.block).map(|b| b.kind);
    !matches!(
        kind,
        Some(BlockKind::Heading | BlockKind::Boilerplate | BlockKind::Byline | BlockKind::Dateline)
    )
}

/// Attributions of words, thoughts and silence; what somebody wants or plans makes no source.
fn told(doc: &Document) -> impl Iterator<Item = &Attribution> {
    let attributions = doc.attributions.iter().flatten();
    attributions.filter(|a| a.kind != AttributionKind::Eventuality)
}

/// Sources by type; those that are the same as an earlier one count once, with it.
fn source_counts(doc: &Document) -> BTreeMap<SourceType, u32> {
    let sources = doc.sources.as_deref().unwrap_or_default();
    let told = told(doc).filter_map(|a| a.source);
    let distinct: BTreeSet<usize> = told.map(|i| sources[i].same_as.unwrap_or(i)).collect();
    let mut counts = BTreeMap::new();
    for source in distinct {
        *counts.entry(sources[source].kind).or_default() += 1;
    }
    counts
}

/// The type that most sources of the main claim have; without any, most sources of the article.
fn dominant_source(doc: &Document, main: Option<&Claim>) -> Option<SourceType> {
    let sources = doc.sources.as_deref()?;
    let of_main = main.iter().flat_map(|c| &c.factuality);
    let of_main: Vec<usize> = of_main.filter_map(|c| c.chain.last().copied()).collect();
    let counted = if of_main.is_empty() {
        let told = told(doc).filter_map(|a| a.source);
        told.map(|i| sources[i].same_as.unwrap_or(i)).collect()
    } else {
        of_main
    };
    let mut counts: BTreeMap<SourceType, u32> = BTreeMap::new();
    for source in counted {
        *counts.entry(sources[source].kind).or_default() += 1;
    }
    // Of equals the first in the order of the types.
    let best = counts.into_iter().rev().max_by_key(|&(_, count)| count);
    best.map(|(kind, _)| kind)
}

/// The claim that the headline, the bullets and the first paragraphs speak of most.
fn main_claim(doc: &Document, claims: &[Claim]) -> Option<usize> {
    let events = doc.events.as_deref()?;
    let weight = |claim: &Claim| -> f32 {
        let events = claim.events.iter().map(|&i| &events[i]);
        events.map(|e| prominence(doc, e)).sum()
    };
    let best = claims.iter().enumerate().rev();
    let best = best.max_by(|a, b| weight(a.1).total_cmp(&weight(b.1)));
    best.map(|(i, _)| i)
}

/// How prominent an event's place is.
fn prominence(doc: &Document, event: &Event) -> f32 {
    let index = doc
        .sentences
        .partition_point(|s| s.span.end <= event.span.start);
    let Some(sentence) = doc.sentences.get(index) else {
        return 0.0;
    };
    let is_main = event.stance.as_ref().is_some_and(|s| s.main);
    let place = match doc.blocks.get(sentence.block).map(|b| b.kind) {
        Some(BlockKind::Headline) => 3.0,
        Some(BlockKind::Dek | BlockKind::Bullet) => 2.0,
        Some(BlockKind::Heading | BlockKind::Boilerplate) => 0.0,
        _ if sentence.block <= 3 => 2.0,
        _ => 1.0,
    };
    if is_main { place } else { place / 2.0 }
}

/// Whether the headline asserts what the body leaves open: it has no hedge, shares a name with the
/// claim or one of its events, and the author does not commit to the claim in the body.
fn discrepancy(doc: &Document, claim: &Claim) -> bool {
    let is_open = matches!(
        claim.status,
        EventStatus::Negotiation
            | EventStatus::UnderConsideration
            | EventStatus::Planned
            | EventStatus::Hypothetical
            | EventStatus::Denied
            | EventStatus::Cancelled
            | EventStatus::NotOccurred
            | EventStatus::Unknown
    );
    let author = claim.factuality.first().map(|c| c.value);
    let commits = matches!(
        author,
        Some(Factuality::CertainYes | Factuality::ProbableYes)
    );
    let headline = doc.sentences.iter().find(|s| {
        doc.blocks
            .get(s.block)
            .is_some_and(|b| b.kind == BlockKind::Headline)
    });
    let Some(headline) = headline else {
        return false;
    };
    let names = super::names::names_in(doc, headline.span);
    let events = doc.events.as_deref().unwrap_or_default();
    let shared = claim.events.iter().any(|&i| {
        let event = &events[i];
        let body = super::names::sentence_of(doc, event.span);
        let in_body = super::names::names_in(doc, body);
        names.iter().filter(|n| in_body.contains(*n)).count() >= 2
    });
    is_open && !commits && headline.hedged == Some(false) && shared
}
