//! From a document to its record.

use super::SCHEMA;
use super::fields::*;
use crate::document::{Decimal, Document, OffsetMap, Span, Value};
use crate::layer::Layer;

impl Record {
    /// The record of an annotated document. Layers are written when `provenance.options` names
    /// them; offsets are in its unit.
    pub fn ok(id: String, source: SourceRecord, provenance: Provenance, doc: Document) -> Self {
        let unit = provenance.options.offsets;
        let wants = |layer| provenance.options.layers.contains(&layer);
        let offsets = OffsetMap::new(doc.text(), unit);
        let at = |byte: u32| offsets.convert(byte);

        let blocks = wants(Layer::Blocks).then(|| {
            let block = |b: &crate::document::Block| BlockRecord {
                kind: b.kind,
                start: at(b.span.start),
                end: at(b.span.end),
            };
            doc.blocks.iter().map(block).collect()
        });
        let sentences = wants(Layer::Sentences).then(|| {
            let sentence = |s: &crate::document::Sentence| SentenceRecord {
                start: at(s.span.start),
                end: at(s.span.end),
                block: s.block as u32,
                hedged: s.hedged,
                hedged_core: s.hedged_core,
            };
            doc.sentences.iter().map(sentence).collect()
        });
        let tokens = wants(Layer::Tokens).then(|| TokenColumns {
            start: doc.tokens.iter().map(|t| at(t.span.start)).collect(),
            end: doc.tokens.iter().map(|t| at(t.span.end)).collect(),
            pos: doc
                .tokens
                .iter()
                .map(|t| t.pos.as_deref().map(String::from))
                .collect(),
        });
        let entities = wants(Layer::Entities).then(|| {
            let entity = |(i, e): (usize, &crate::document::Entity)| EntityRecord {
                id: format!("n{}", i + 1),
                start: at(e.span.start),
                end: at(e.span.end),
                text: doc.slice(e.span).to_owned(),
                kind: e.kind,
                score: three_decimals(e.score),
                value: e.value.as_ref().map(value),
            };
            doc.entities.iter().enumerate().map(entity).collect()
        });
        let cues = wants(Layer::Cues).then(|| {
            let cue = |(i, c): (usize, &crate::document::Cue)| CueRecord {
                id: format!("c{}", i + 1),
                start: at(c.span.start),
                end: at(c.span.end),
                text: doc.slice(c.span).to_owned(),
                kind: c.kind,
                hedge: c.kind.is_hedge(),
                strength: c.strength,
                signals_status: c.signals_status,
            };
            doc.cues.iter().enumerate().map(cue).collect()
        });
        let (sources, attributions) = if wants(Layer::Attributions) {
            attributions(&doc, &at)
        } else {
            (None, None)
        };
        let events = doc.events.as_ref().filter(|_| wants(Layer::Events));
        let events = events.map(|events| {
            let event = |(i, e): (usize, &crate::document::Event)| EventRecord {
                id: format!("e{}", i + 1),
                start: at(e.span.start),
                end: at(e.span.end),
                text: doc.slice(e.span).to_owned(),
                score: three_decimals(e.score),
            };
            events.iter().enumerate().map(event).collect()
        });
        let note = |n: &crate::document::CoverageNote| CoverageRecord {
            stage: n.stage.to_owned(),
            start: at(n.span.start),
            end: at(n.span.end),
            reason: n.reason.to_owned(),
        };
        let coverage = Some(doc.coverage.iter().map(note).collect());

        Self {
            offset_unit: Some(unit),
            blocks,
            sentences,
            tokens,
            entities,
            cues,
            sources,
            attributions,
            events,
            coverage,
            words: doc.tokens.len() as u64,
            text: Some(doc.text().to_owned()),
            ..Self::bare(id, Outcome::Ok, source, provenance)
        }
    }

    /// The record of an input that failed at `stage`.
    pub fn error(
        id: String,
        source: SourceRecord,
        provenance: Provenance,
        stage: &str,
        message: String,
    ) -> Self {
        Self {
            error: Some(ErrorRecord {
                stage: stage.to_owned(),
                message,
            }),
            ..Self::bare(id, Outcome::Error, source, provenance)
        }
    }

    /// The record of an input that was left out.
    pub fn skipped(
        id: String,
        source: SourceRecord,
        provenance: Provenance,
        reason: String,
    ) -> Self {
        Self {
            reason: Some(reason),
            ..Self::bare(id, Outcome::Skipped, source, provenance)
        }
    }

    fn bare(id: String, outcome: Outcome, source: SourceRecord, provenance: Provenance) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            id,
            outcome,
            source,
            provenance,
            error: None,
            reason: None,
            offset_unit: None,
            text: None,
            blocks: None,
            sentences: None,
            tokens: None,
            entities: None,
            cues: None,
            sources: None,
            attributions: None,
            events: None,
            coverage: None,
            words: 0,
        }
    }
}

/// Sources and attributions, `None` where the run did not compute them.
fn attributions(
    doc: &Document,
    at: &impl Fn(u32) -> u32,
) -> (
    Option<Vec<AttributedSourceRecord>>,
    Option<Vec<AttributionRecord>>,
) {
    let id = |i: usize| format!("s{}", i + 1);
    let span = |span: &Span| SpanRecord {
        start: at(span.start),
        end: at(span.end),
    };
    let source = |(i, s): (usize, &crate::document::Source)| AttributedSourceRecord {
        id: id(i),
        start: at(s.span.start),
        end: at(s.span.end),
        text: doc.slice(s.span).to_owned(),
    };
    let attribution = |(i, a): (usize, &crate::document::Attribution)| AttributionRecord {
        id: format!("a{}", i + 1),
        source: a.source.map(id),
        cue: span(&a.cue),
        content: a.content.iter().map(span).collect(),
    };
    let sources = doc.sources.as_ref();
    let attributions = doc.attributions.as_ref();
    (
        sources.map(|s| s.iter().enumerate().map(source).collect()),
        attributions.map(|a| a.iter().enumerate().map(attribution).collect()),
    )
}

fn three_decimals(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}

fn value(value: &Value) -> ValueRecord {
    ValueRecord {
        timex: value.timex.clone(),
        number: value.number.and_then(Decimal::to_json),
        number_to: value.number_to.and_then(Decimal::to_json),
        unit: value.unit.clone(),
        currency: value.currency.clone(),
    }
}
