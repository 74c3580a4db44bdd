//! How certain each sentence makes out to be what it says.

use crate::document::{
    AttributionKind, BlockKind, Certainty, Cue, CueType, Document, Reason, SourceType, Span,
    Strength,
};
use crate::stages::{Stage, StageError};

/// Fills the sentences' certainty.
///
/// It is [`FLAT`] for a sentence without hedges. Every hedge cue multiplies it by the factor of its
/// type and strength, and so does a source that vouches for the sentence's words in
/// the author's place; a booster takes half of the distance to 1. Cues that say the
/// same (overlapping ones) count once, by the smaller factor. Headings have none.
#[derive(Debug, Default)]
pub struct Certainties;

/// The certainty of a flat assertion by the author.
pub const FLAT: f32 = 0.9;

impl Stage for Certainties {
    fn name(&self) -> &'static str {
        "certainty"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let vouchers = vouchers(doc);
        let found: Vec<Option<Certainty>> = doc
            .sentences
            .iter()
            .map(|s| certainty(doc, &vouchers, s.block, s.span))
            .collect();
        for (sentence, certainty) in doc.sentences.iter_mut().zip(found) {
            sentence.certainty = certainty;
        }
        Ok(())
    }
}

fn certainty(
    doc: &Document,
    vouchers: &[Voucher],
    block: usize,
    sentence: Span,
) -> Option<Certainty> {
    let kind = doc.blocks.get(block).map(|b| b.kind);
    if matches!(
        kind,
        Some(BlockKind::Heading | BlockKind::Boilerplate | BlockKind::Byline)
    ) {
        return None;
    }
    let cues = doc.cues_under(sentence);
    let mut steps: Vec<(f32, Reason)> = Vec::new();
    for cue in cues.iter().filter(|c| c.kind != CueType::Booster) {
        if let Some((factor, rule)) = factor(cue) {
            add(&mut steps, factor, rule, cue.span);
        }
    }
    for (span, kind) in sources(vouchers, sentence) {
        if let Some((factor, rule)) = vouching(kind) {
            add(&mut steps, factor, rule, span);
        }
    }
    let mut value = steps.iter().fold(FLAT, |value, (factor, _)| value * factor);
    let mut reasons: Vec<Reason> = steps.into_iter().map(|(_, reason)| reason).collect();
    let booster = cues.iter().find(|c| c.kind == CueType::Booster);
    if let Some(cue) = booster {
        value += (1.0 - value) / 2.0;
        reasons.push(Reason {
            rule: "booster",
            span: Some(cue.span),
        });
    }
    Some(Certainty { value, reasons })
}

/// Adds a step, or keeps the smaller factor of it and a step that overlaps it.
fn add(steps: &mut Vec<(f32, Reason)>, factor: f32, rule: &'static str, span: Span) {
    let reason = Reason {
        rule,
        span: Some(span),
    };
    let same = |s: &&mut (f32, Reason)| s.1.span.is_some_and(|other| other.overlaps(span));
    match steps.iter_mut().find(same) {
        Some(step) if factor < step.0 => *step = (factor, reason),
        Some(_) => {}
        None => steps.push((factor, reason)),
    }
}

/// What a hedge leaves of the certainty, and the name of its rule.
fn factor(cue: &Cue) -> Option<(f32, &'static str)> {
    let by_strength = match cue.strength {
        Some(Strength::Certain) => 0.95,
        Some(Strength::Probable) => 0.8,
        _ => 0.6,
    };
    Some(match cue.kind {
        CueType::Epistemic => (by_strength, "epistemic"),
        CueType::Doxastic => (by_strength.max(0.7), "doxastic"),
        CueType::Conditional => (0.4, "conditional"),
        CueType::Investigative => (0.5, "investigative"),
        CueType::Reportative => (0.6, "reportative"),
        CueType::Weasel => (0.7, "weasel"),
        CueType::Question => (0.3, "question"),
        CueType::Dynamic => (0.65, "dynamic"),
        _ => return None,
    })
}

/// What is left where a source of this kind vouches instead of the author.
fn vouching(kind: SourceType) -> Option<(f32, &'static str)> {
    Some(match kind {
        SourceType::Anonymous => (0.7, "anonymous source"),
        SourceType::Implicit => (0.6, "implicit source"),
        SourceType::Media => (0.75, "media source"),
        SourceType::Document => (0.85, "document"),
        SourceType::Named | SourceType::Organization => (0.85, "named source"),
        SourceType::Author => return None,
    })
}

/// A source where it is mentioned or, without a mention, where its cue is, with what is ascribed.
struct Voucher<'a> {
    span: Span,
    kind: SourceType,
    content: &'a [Span],
}

/// What is ascribed to sources, in the order of their mentions.
fn vouchers(doc: &Document) -> Vec<Voucher<'_>> {
    let sources = doc.sources.as_deref().unwrap_or_default();
    let told = doc.attributions.iter().flatten();
    let mut vouchers: Vec<Voucher> = told
        .filter(|a| a.kind != AttributionKind::Eventuality)
        .filter_map(|a| {
            let source = sources.get(a.source?)?;
            Some(Voucher {
                span: source.span.or(a.cue)?,
                kind: source.kind,
                content: &a.content,
            })
        })
        .collect();
    vouchers.sort_by_key(|v| v.span);
    vouchers
}

/// The sources to which a sentence ascribes something in it; each mention once.
fn sources(vouchers: &[Voucher], sentence: Span) -> Vec<(Span, SourceType)> {
    let first = vouchers.partition_point(|v| v.span.start < sentence.start);
    let here = vouchers[first..]
        .iter()
        .take_while(|v| v.span.start < sentence.end);
    let mut found: Vec<(Span, SourceType)> = here
        .filter(|v| v.content.iter().any(|c| sentence.overlaps(*c)))
        .map(|v| (v.span, v.kind))
        .collect();
    found.dedup_by_key(|(span, _)| *span);
    found
}
