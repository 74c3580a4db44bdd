//! From a document to its record.

use super::SCHEMA;
use super::fields::*;
use super::profile::ProfileRecord;
use super::stance::*;
use super::view::{View, decimals};
use crate::document::{Decimal, Document, OffsetMap, Removed, SourceRun, Value};
use crate::layer::Layer;

impl Record {
    /// The record of an annotated document, or of one that was left out once its tokens were
    /// known. Layers are written when `provenance.options` names them; offsets are in its unit.
    pub fn ok(id: String, source: SourceRecord, provenance: Provenance, doc: Document) -> Self {
        let unit = provenance.options.offsets;
        let wants = |layer| provenance.options.layers.contains(&layer);
        let offsets = OffsetMap::new(doc.text(), unit);
        let at = |byte: u32| offsets.convert(byte);
        let view = View::new(&doc, &offsets);

        let blocks = wants(Layer::Blocks).then(|| {
            let block = |b: &crate::document::Block| BlockRecord {
                kind: b.kind,
                start: at(b.span.start),
                end: at(b.span.end),
            };
            doc.blocks.iter().map(block).collect()
        });
        let sentences = wants(Layer::Sentences).then(|| {
            let sentence = |s: &crate::document::Sentence| {
                let certainty = s.certainty.as_ref().map(|c| certainty(&view, c));
                SentenceRecord {
                    start: at(s.span.start),
                    end: at(s.span.end),
                    block: s.block as u32,
                    hedged: s.hedged,
                    hedged_core: s.hedged_core,
                    certainty: certainty.as_ref().map(|c| c.0),
                    certainty_reasons: certainty.map(|c| c.1).unwrap_or_default(),
                }
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
        let annotated = |layer| wants(layer) && doc.skipped.is_none();
        let entities = annotated(Layer::Entities).then(|| {
            let entity = |(i, e): (usize, &crate::document::Entity)| EntityRecord {
                id: format!("n{}", i + 1),
                start: at(e.span.start),
                end: at(e.span.end),
                text: doc.slice(e.span).to_owned(),
                kind: e.kind,
                score: decimals(e.score),
                value: e.value.as_ref().map(value),
            };
            doc.entities.iter().enumerate().map(entity).collect()
        });
        let cues = annotated(Layer::Cues).then(|| list(&view, &doc.cues, CueRecord::new));
        let written = |layer| wants(layer).then_some(());
        let sources = written(Layer::Attributions).and(doc.sources.as_deref());
        let attributions = written(Layer::Attributions).and(doc.attributions.as_deref());
        let quotes = written(Layer::Quotes).and(doc.quotes.as_deref());
        let events = written(Layer::Events).and(doc.events.as_deref());
        let claims = written(Layer::Claims).and(doc.claims.as_deref());
        let corrections = written(Layer::Claims).and(doc.corrections.as_deref());
        let profile = written(Layer::Profile).and(doc.profile.as_ref());
        let sources = sources.map(|s| list(&view, s, AttributedSourceRecord::new));
        let attributions = attributions.map(|a| list(&view, a, AttributionRecord::new));
        let quotes = quotes.map(|q| list(&view, q, QuoteRecord::new));
        let events = events.map(|e| list(&view, e, EventRecord::new));
        let claims = claims.map(|c| list(&view, c, ClaimRecord::new));
        let all_events = doc.events.as_deref().unwrap_or_default();
        let correction = |c| CorrectionRecord::new(&view, all_events, c);
        let corrections = corrections.map(|c| c.iter().map(correction).collect());
        let all_claims = doc.claims.as_deref().unwrap_or_default();
        let all_sources = doc.sources.as_deref().unwrap_or_default();
        let profile = profile.map(|p| ProfileRecord::new(all_claims, all_sources, p));
        let note = |n: &crate::document::CoverageNote| CoverageRecord {
            stage: n.stage.to_owned(),
            start: at(n.span.start),
            end: at(n.span.end),
            reason: n.reason.to_owned(),
        };
        let run = |run: &SourceRun| SourceRunRecord {
            start: at(run.text.start as u32),
            end: at(run.text.end as u32),
            source_start: run.source.start as u64,
            source_end: run.source.end as u64,
        };
        let source_map = doc.source_map.as_deref();
        let source_map = source_map.map(|runs| runs.iter().map(run).collect());
        let coverage = Some(doc.coverage.iter().map(note).collect());
        let outcome = if doc.skipped.is_some() {
            Outcome::Skipped
        } else {
            Outcome::Ok
        };

        Self {
            offset_unit: Some(unit),
            blocks,
            sentences,
            tokens,
            entities,
            cues,
            sources,
            attributions,
            quotes,
            events,
            claims,
            corrections,
            profile,
            coverage,
            text: Some(doc.text().to_owned()),
            byline: doc.byline,
            date: doc.date,
            language: doc.language,
            removed: doc.removed.iter().map(removed).collect(),
            source_map,
            reason: doc.skipped,
            ..Self::bare(id, outcome, source, provenance)
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
            duplicate: None,
            offset_unit: None,
            text: None,
            byline: None,
            date: None,
            language: None,
            removed: Vec::new(),
            source_map: None,
            blocks: None,
            sentences: None,
            tokens: None,
            entities: None,
            cues: None,
            sources: None,
            attributions: None,
            quotes: None,
            events: None,
            claims: None,
            corrections: None,
            profile: None,
            coverage: None,
        }
    }
}

/// The records of a layer, each told its index.
fn list<T, R>(view: &View, layer: &[T], record: impl Fn(&View, usize, &T) -> R) -> Vec<R> {
    let layer = layer.iter().enumerate();
    layer.map(|(i, item)| record(view, i, item)).collect()
}

fn removed(removed: &Removed) -> RemovedRecord {
    RemovedRecord {
        kind: removed.kind.to_owned(),
        characters: removed.text.chars().count() as u32,
        start: removed.text.chars().take(80).collect(),
    }
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
