//! Stance: cues and hedged sentences, sources and quotations, events with their factuality and
//! status, corrections and claims; one file a task.
//!
//! What the gold does not annotate is not scored; a layer that the document lacks counts as
//! empty. Spans "overlap" if they share a character, and each is in one match at most, those that
//! share most first (Dice). The weight of every mistake is 1: rules have no confidence.

mod claims;
mod corrections;
mod cues;
mod events;
mod factuality;
#[cfg(test)]
mod fixture;
mod hedged;
mod quotes;
mod sources;
mod types;

use super::gold::stance::GoldStance;
use super::pairs::{overlap, pair};
use super::report::{Mistake, Report, Tally};
use super::text::line;
use crate::document::{Document, Event, Span};

/// Tallies by the name of the task, the same tasks for every document.
pub type Tasks = Vec<(&'static str, Tally)>;

/// Scores one annotated document whose text is the gold's, task by task; what is counted and
/// what counts as right is told in `hedgerow eval stance --help`.
pub fn score(gold: &GoldStance, doc: &Document) -> Tasks {
    vec![
        ("cues", cues::score(gold, doc)),
        ("hedged", hedged::score(gold, doc)),
        ("sources", sources::score(gold, doc)),
        ("source_types", types::score(gold, doc)),
        ("quotes", quotes::score(gold, doc)),
        ("events", events::score(gold, doc)),
        ("status", events::status(gold, doc)),
        ("factuality", factuality::score(gold, doc)),
        ("corrections", corrections::score(gold, doc)),
        ("claims", claims::score(gold, doc)),
    ]
}

/// A report for each task over which something was counted, with at most so many mistakes of
/// each kind.
pub fn reports(documents: Vec<Tasks>, mistakes: usize) -> Vec<(&'static str, Report)> {
    let mut tasks: Vec<(&'static str, Vec<Tally>)> = Vec::new();
    for (at, (name, tally)) in documents
        .into_iter()
        .flat_map(|d| d.into_iter().enumerate())
    {
        match tasks.get_mut(at) {
            Some((_, tallies)) => tallies.push(tally),
            None => tasks.push((name, vec![tally])),
        }
    }
    let reports = tasks.into_iter();
    reports
        .map(|(name, tallies)| (name, Report::new(tallies, mistakes)))
        .filter(|(_, report)| !report.rows.is_empty())
        .collect()
}

/// Whether a span begins within another.
fn begins_in(within: Span, span: Span) -> bool {
    within.start <= span.start && span.start < within.end
}

/// Our first main event that begins within a span.
fn main_event(doc: &Document, within: Span) -> Option<&Event> {
    let is_main = |e: &&Event| e.stance.as_ref().is_some_and(|stance| stance.main);
    let events = doc.events.iter().flatten();
    events.filter(|e| begins_in(within, e.span)).find(is_main)
}

/// Pairs of spans by the first rule that asks for equality or the second that asks for overlap.
fn paired(gold: &[Span], found: &[Span], exactly: bool) -> Vec<(usize, usize)> {
    pair(gold, found, |&g, &p| {
        overlap(g, p).filter(|_| !exactly || g == p)
    })
}

/// Counts spans in the rows `NAME exact` and `NAME overlap`; the pairs that overlap.
fn count_spans(
    tally: &mut Tally,
    name: &str,
    gold: &[Span],
    found: &[Span],
) -> Vec<(usize, usize)> {
    for (rule, exactly) in [("exact", true), ("overlap", false)] {
        let counts = tally.counts(&format!("{name} {rule}"));
        counts.gold += gold.len();
        counts.predicted += found.len();
        counts.correct += paired(gold, found, exactly).len();
    }
    paired(gold, found, false)
}

/// A mistake at a span, shown with its sentence.
fn mistake(gold: &GoldStance, at: Span, wanted: String, found: String) -> Mistake {
    let sentence = gold.sentence(at).map(|s| &gold.text[s.span.range()]);
    Mistake {
        weight: 1.0,
        document: gold.id.clone(),
        gold: wanted,
        predicted: found,
        text: sentence.unwrap_or_else(|| line(&gold.text, at)).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::fixture::{document, gold};
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_is_annotated_is_scored() {
        let text = "Rain may fall.";
        let of = |fields: serde_json::Value| score(&gold(text, fields), &document(text));
        let names = |documents: Vec<Tasks>| -> Vec<&str> {
            reports(documents, 0).iter().map(|r| r.0).collect()
        };
        assert_eq!(names(vec![of(json!({}))]), [""; 0]);
        let hedged = of(json!({"hedged": true}));
        assert_eq!(names(vec![hedged.clone()]), ["hedged"]);
        let quoted = of(json!({"quotes": []}));
        assert_eq!(names(vec![hedged, quoted]), ["hedged", "quotes"]);
    }
}
