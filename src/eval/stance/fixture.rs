//! Documents for the tests.

use serde_json::Value;

use super::super::gold::stance::{self, GoldStance};
use super::super::report::Tally;
use crate::document::{
    Attribution, AttributionKind, Cue, CueType, Document, Event, EventStance, EventStatus,
    EventTime, QuoteForm, Sentence, Source, SourceSubtype, SourceType, Span,
};

/// The gold that these fields give a text.
pub(super) fn gold(text: &str, fields: Value) -> GoldStance {
    let gold = stance::document("a".to_owned(), text.to_owned(), &fields);
    assert_eq!(gold.notes, [""; 0]);
    gold
}

/// A document of one sentence without annotation.
pub(super) fn document(text: &str) -> Document {
    let mut doc = Document::new(text.to_owned()).unwrap();
    doc.sentences = vec![Sentence {
        span: Span::new(0, text.len()),
        block: 0,
        hedged: Some(false),
        hedged_core: Some(false),
        certainty: None,
    }];
    doc
}

/// The first place of some words.
pub(super) fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

/// A cue on some words.
pub(super) fn cue(text: &str, words: &str, kind: CueType) -> Cue {
    Cue {
        span: at(text, words),
        kind,
        strength: None,
        signals_status: None,
        scope: None,
    }
}

/// A source, implicit without words.
pub(super) fn source(text: &str, words: &str, kind: SourceType) -> Source {
    Source {
        span: (!words.is_empty()).then(|| at(text, words)),
        kind,
        subtype: SourceSubtype::Company,
        plural: None,
        name: None,
        same_as: None,
        via: None,
    }
}

/// An attribution of some words to a source.
pub(super) fn attribution(text: &str, cue: &str, source: usize, content: &str) -> Attribution {
    Attribution {
        cue: Some(at(text, cue)),
        source: Some(source),
        content: vec![at(text, content)],
        kind: AttributionKind::Assertion,
        form: QuoteForm::Indirect,
        rule: "model",
    }
}

/// A main event, completed.
pub(super) fn event(text: &str, words: &str) -> Event {
    Event {
        span: at(text, words),
        score: 0.0,
        stance: Some(EventStance {
            status: EventStatus::Completed,
            time: EventTime::Past,
            negated: false,
            factuality: Vec::new(),
            main: true,
            reasons: Vec::new(),
        }),
    }
}

/// Gold, predicted and correct of a row.
pub(super) fn counts(tally: &Tally, row: &str) -> (usize, usize, usize) {
    let counts = tally.counts[row];
    (counts.gold, counts.predicted, counts.correct)
}

/// Gold and correct of a row.
pub(super) fn share(tally: &Tally, row: &str) -> (usize, usize) {
    let share = tally.shares[row];
    (share.gold, share.correct)
}
