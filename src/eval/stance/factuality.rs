//! Factuality: what the author and the sources make of events, in FactBank's values.

use super::events::{Meeting, meetings};
use super::mistake;
use super::sources::is_same;
use crate::document::{Commitment, Document, EventStance, Factuality, Span, label};
use crate::eval::gold::stance::GoldStance;
use crate::eval::report::{Confusion, Tally};

/// Row `author` tells how many of the events that meet one of ours have the author's value, with
/// the mean F1 of the values; `coarse` the same of `+`, `-` and `u` (CTu and Uu). A value that the
/// gold accepts too is right, and counts as the gold's. In `all events` those that meet none of
/// ours are wrong. Rows `is ...` and the confusion are the author's values of the events met.
///
/// `source` is the share of the values of sources that are right, among events met: ours is that
/// of a chain that ends in the same source (by mention or name; both without one if implicit).
pub(super) fn score(gold: &GoldStance, doc: &Document) -> Tally {
    let mut tally = Tally::default();
    for meeting in meetings(gold, doc) {
        author(gold, &meeting, &mut tally);
        let Some(ours) = meeting.ours else { continue };
        for &(source, value) in &meeting.gold.held {
            let mention = gold.sources.as_ref().and_then(|s| s.get(source)?.span);
            let is_right = held(doc, ours, mention) == Some(value);
            tally.share("source").count(is_right);
        }
    }
    tally
}

fn author(gold: &GoldStance, meeting: &Meeting, tally: &mut Tally) {
    let Some(first) = meeting.gold.author else {
        return;
    };
    let found = meeting.ours.and_then(author_value);
    let accepted = &meeting.gold.accepted;
    let wanted = match found {
        Some(found) if accepted.contains(&found) => found,
        _ => first,
    };
    tally.share("all events").count(found == Some(wanted));
    let name = found.map_or(Confusion::NONE.to_owned(), label);
    tally.confusion.count(&label(wanted), &name);
    let Some(found) = found else { return };
    tally
        .classes("author")
        .count(wanted as usize, Some(found as usize));
    let right = accepted.iter().chain([&first]).map(|v| polarity(*v));
    let ours = polarity(found);
    let coarse = if right.clone().any(|p| p == ours) {
        ours
    } else {
        polarity(first)
    };
    tally
        .classes("coarse")
        .count(coarse as usize, Some(ours as usize));
    tally.counts(&format!("is {}", label(wanted))).gold += 1;
    let counts = tally.counts(&format!("is {}", label(found)));
    counts.predicted += 1;
    counts.correct += usize::from(found == wanted);
    if found != wanted {
        let words = &gold.text[meeting.at.range()];
        let shown = |value| format!("{} {words}", label(value));
        let mistake = mistake(gold, meeting.at, shown(wanted), shown(found));
        tally.mistakes.push(mistake);
    }
}

/// The author's value.
pub(super) fn author_value(stance: &EventStance) -> Option<Factuality> {
    alone(&stance.factuality)
}

/// The value of the chain that is the author alone.
pub(super) fn alone(commitments: &[Commitment]) -> Option<Factuality> {
    let author = commitments.iter().find(|c| c.chain.is_empty());
    author.map(|commitment| commitment.value)
}

/// The value of a chain that ends in the source that the gold mentions.
fn held(doc: &Document, ours: &EventStance, mention: Option<Span>) -> Option<Factuality> {
    let sources = doc.sources.as_deref().unwrap_or_default();
    let ends_there = |commitment: &&Commitment| match (commitment.chain.last(), mention) {
        (Some(&source), Some(mention)) => is_same(doc, source, mention),
        (Some(&source), None) => sources.get(source).is_some_and(|s| s.span.is_none()),
        (None, _) => false,
    };
    let held = ours.factuality.iter().find(ends_there);
    held.map(|commitment| commitment.value)
}

/// Whether something is said to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Polarity {
    Yes,
    No,
    Open,
}

fn polarity(value: Factuality) -> Polarity {
    match value {
        Factuality::CertainYes | Factuality::ProbableYes | Factuality::PossibleYes => Polarity::Yes,
        Factuality::CertainNo | Factuality::ProbableNo | Factuality::PossibleNo => Polarity::No,
        Factuality::CertainOpen | Factuality::Unknown => Polarity::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{counts, document, event, gold, share, source};
    use super::*;
    use crate::document::SourceType;
    use serde_json::json;

    const TEXT: &str = "Moe said it may fall and rise.";

    /// The author's value of each event, and of "fall" that of "Moe".
    fn doc(values: &[(&str, Factuality)], moe: Factuality) -> Document {
        let mut doc = document(TEXT);
        doc.sources = Some(vec![source(TEXT, "Moe", SourceType::Named)]);
        let commitment = |chain: &[usize], value| Commitment {
            chain: chain.to_vec(),
            value,
        };
        let event = |&(words, value): &(&str, Factuality)| {
            let mut event = event(TEXT, words);
            let stance = event.stance.as_mut().unwrap();
            stance.factuality = vec![commitment(&[], value)];
            if words == "fall" {
                stance.factuality.push(commitment(&[0], moe));
            }
            event
        };
        doc.events = Some(values.iter().map(event).collect());
        doc
    }

    fn fields() -> serde_json::Value {
        json!({
            "sources": [{"id": "S", "type": "named", "text": "Moe"}],
            "events": [
                {"trigger": "fall", "accept_author": ["PS+"], "factuality": [
                    {"source_chain": ["AUTHOR"], "value": "Uu"},
                    {"source_chain": ["AUTHOR", "S"], "value": "PS+"}]},
                {"trigger": "rise", "author_factuality": "PR+"},
                {"trigger": "said", "factuality": {"AUTHOR": "CT+"}},
            ],
        })
    }

    #[test]
    fn values_and_their_polarity() {
        use Factuality::*;
        let doc = doc(&[("fall", Unknown), ("rise", CertainYes)], PossibleYes);
        let tally = score(&gold(TEXT, fields()), &doc);
        assert_eq!(tally.classes["author"].accuracy(), 0.5);
        assert_eq!(tally.classes["coarse"].accuracy(), 1.0);
        // Uu: 1, PR+: 0, CT+: 0.
        assert!((tally.classes["author"].macro_f1() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(share(&tally, "all events"), (3, 1));
        assert_eq!(share(&tally, "source"), (1, 1));
        assert_eq!(counts(&tally, "is PR+"), (1, 0, 0));
        assert_eq!(tally.confusion.times("PR+", "CT+"), 1);
        assert_eq!(tally.confusion.times("CT+", Confusion::NONE), 1);
        assert_eq!(tally.mistakes.len(), 1);
        assert_eq!(tally.mistakes[0].gold, "PR+ rise");
    }

    #[test]
    fn accepted_values_are_right() {
        use Factuality::*;
        let doc = doc(&[("fall", PossibleYes)], PossibleNo);
        let tally = score(&gold(TEXT, fields()), &doc);
        assert_eq!(tally.classes["author"].accuracy(), 1.0);
        assert_eq!(tally.classes["coarse"].accuracy(), 1.0);
        assert_eq!(tally.confusion.times("PS+", "PS+"), 1);
        assert_eq!(share(&tally, "source"), (1, 0));
    }

    #[test]
    fn the_polarity_of_accepted_values_too() {
        use Factuality::*;
        let doc = doc(&[("fall", CertainYes)], PossibleYes);
        let tally = score(&gold(TEXT, fields()), &doc);
        assert_eq!(tally.classes["author"].accuracy(), 0.0);
        assert_eq!(tally.classes["coarse"].accuracy(), 1.0);
    }

    #[test]
    fn of_a_sentence() {
        let told = gold(
            TEXT,
            json!({"author_factuality": "Uu", "accept_author": ["CTu"]}),
        );
        let doc = doc(&[("rise", Factuality::CertainOpen)], Factuality::Unknown);
        let tally = score(&told, &doc);
        assert_eq!(tally.classes["author"].accuracy(), 1.0);
        let none = score(&told, &document(TEXT));
        assert_eq!(share(&none, "all events"), (1, 0));
    }
}
