//! Sentences of cases.tsv.

use proptest::prelude::*;

use super::Events;
use crate::document::{Document, EventStance};
use crate::stages::Stage;

use crate::stages::stance::scope::Scopes;
use crate::stages::stance::tagged::document;

const CASES: &str = include_str!("cases.tsv");

/// The values of an event as in records: status, time, whether it is negated, the main event, and
/// its factuality by depth of the chain ("a=" the author's, "s=" the innermost source's).
fn values(stance: &EventStance) -> Vec<String> {
    let name = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let value = |v| name(serde_json::to_value(v).unwrap());
    let mut values = vec![
        name(serde_json::to_value(stance.status).unwrap()),
        name(serde_json::to_value(stance.time).unwrap()),
        format!("a={}", value(stance.factuality[0].value)),
    ];
    if let [_, .., last] = &stance.factuality[..] {
        values.push(format!("s={}", value(last.value)));
        values.push(format!("depth={}", last.chain.len()));
    }
    values.push(if stance.main { "main" } else { "minor" }.into());
    values.push(if stance.negated { "negated" } else { "plain" }.into());
    values
}

/// What is wrong with an expectation such as "sell: planned a=Uu main"; "-sell" expects no event.
fn failures(doc: &Document, expectation: &str) -> Vec<String> {
    let events = doc.events.as_ref().unwrap();
    if let Some(word) = expectation.strip_prefix('-') {
        let found = events.iter().any(|e| doc.slice(e.span) == word);
        return found
            .then(|| format!("{word} is an event"))
            .into_iter()
            .collect();
    }
    let (word, expected) = expectation.split_once(": ").unwrap();
    let Some(event) = events.iter().find(|e| doc.slice(e.span) == word) else {
        return vec![format!("{word} is no event")];
    };
    let stance = event.stance.as_ref().unwrap();
    let values = values(stance);
    let missing = expected
        .split(' ')
        .filter(|e| !values.iter().any(|v| v == e));
    let rules: Vec<&str> = stance.reasons.iter().map(|r| r.rule).collect();
    missing
        .map(|e| format!("{word}: not {e} but {values:?} by {rules:?}"))
        .collect()
}

#[test]
fn sentences_and_near_misses() {
    let stage = Events::new().unwrap();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for row in CASES.lines().filter(|l| !l.starts_with('#')).skip(1) {
        let (expected, sentence) = row.split_once('\t').unwrap();
        let mut doc = document(sentence);
        stage.run(&mut doc).unwrap();
        count += 1;
        let failed = expected.split("; ").flat_map(|e| failures(&doc, e));
        wrong.extend(failed.map(|f| format!("{f}\n    {sentence}")));
        assert!(doc.events.as_ref().unwrap().is_sorted_by_key(|e| e.span));
    }
    assert!(count >= 220, "{count} cases");
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn documents_without_events_stay_as_they_are() {
    let mut doc = document("Rain/NN fell/VBD ./.");
    doc.events = None;
    Events::new().unwrap().run(&mut doc).unwrap();
    assert!(doc.events.is_none());
}

proptest! {
    #[test]
    fn any_words_in_any_order_are_taken(
        words in prop::collection::vec(
            "(to|not|no|that|if|whether|had|would|may|is|be|plans|said|without|and|,|—|\\?|talks|too|of)\
             /(VB|VBD|VBZ|VBG|VBN|NN|JJ|MD|TO|IN|RB|CC|DT|,|WDT)\\*?",
            1..30,
        )
    ) {
        let mut doc = document(&words.join(" "));
        EVENTS.with(|stage| stage.run(&mut doc)).unwrap();
        Scopes.run(&mut doc).unwrap();
        let events = doc.events.as_ref().unwrap();
        prop_assert!(events.windows(2).all(|w| w[0].span.end <= w[1].span.start));
        prop_assert!(events.iter().all(|e| e.stance.is_some()));
        for cue in &doc.cues {
            prop_assert!(cue.scope.is_none_or(|s| doc.sentences[0].span.contains(s)));
        }
    }
}

thread_local! {
    static EVENTS: Events = Events::new().unwrap();
}
