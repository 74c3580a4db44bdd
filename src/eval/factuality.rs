//! Event factuality: values at the gold's predicates, classes, and the finding of events.

use super::gold::factuality::GoldSentence;
use super::pairs::{overlap, pair};
use super::report::{Mistake, Tally};
use crate::document::{Document, Span};

/// Scores one annotated document whose text is the gold's; `value` gives the factuality, -3..3,
/// of a token by its index, whether or not it was taken for an event.
///
/// - `value`: Pearson's r and the mean absolute error at the gold's predicates.
/// - `class`: accuracy of the classes that [`class`] makes of the values; each class has a row
///   of its own, and the confusion is theirs.
/// - `events`: predicates found, a predicted event being right if it overlaps one of the gold's
///   (each in one pair at most). UDS-IH2 does not mark every predicate, so that the precision is
///   a lower bound.
///
/// The weight of a mistake is the deviation of the value.
pub fn score(gold: &GoldSentence, doc: &Document, value: impl Fn(usize) -> f32) -> Tally {
    let mut tally = Tally::default();
    for &(span, wanted) in &gold.predicates {
        let found = token_at(doc, span).map_or(0.0, |token| f64::from(value(token)));
        tally
            .agreements
            .entry("value".to_owned())
            .or_default()
            .count(wanted, found);
        let (gold_class, predicted_class) = (class(wanted), class(found));
        let is_correct = gold_class == predicted_class;
        tally.share("class").count(is_correct);
        tally.counts(gold_class).gold += 1;
        tally.counts(gold_class).correct += usize::from(is_correct);
        tally.counts(predicted_class).predicted += 1;
        tally.confusion.count(gold_class, predicted_class);
        tally.mistakes.push(Mistake {
            weight: (wanted - found).abs(),
            document: gold.id.clone(),
            gold: format!("{wanted:.2} {}", doc.slice(span)),
            predicted: format!("{found:.2}"),
            text: gold.text.clone(),
        });
    }
    let events = doc.events.as_deref().unwrap_or_default();
    let counts = tally.counts("events");
    counts.gold = gold.predicates.len();
    counts.predicted = events.len();
    counts.correct = pair(&gold.predicates, events, |g, e| overlap(g.0, e.span)).len();
    tally
}

/// The class of FactBank (Saurí and Pustejovsky, 2009) of a value: the nearest of CT+ at 3, PR+
/// 2, PS+ 1, Uu 0, PS- -1, PR- -2 and CT- at -3, as Stanovsky et al. (2017) place them; the
/// borders are the halves (2.5 is CT+, -2.5 CT-).
pub fn class(value: f64) -> &'static str {
    match value.round() as i32 {
        3.. => "CT+",
        2 => "PR+",
        1 => "PS+",
        0 => "Uu",
        -1 => "PS-",
        -2 => "PR-",
        _ => "CT-",
    }
}

/// The token that overlaps `span` most, the first of equals.
fn token_at(doc: &Document, span: Span) -> Option<usize> {
    let share = |token: &usize| overlap(doc.tokens[*token].span, span).unwrap_or(0.0);
    doc.tokens_under(span)
        .rev()
        .max_by(|a, b| share(a).total_cmp(&share(b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Event, Token};

    #[test]
    fn classes_and_their_borders() {
        for (value, expected) in [
            (3.0, "CT+"),
            (2.5, "CT+"),
            (2.49, "PR+"),
            (0.5, "PS+"),
            (-0.49, "Uu"),
            (-0.5, "PS-"),
            (-1.6, "PR-"),
            (-2.5, "CT-"),
        ] {
            assert_eq!(class(value), expected, "{value}");
        }
    }

    #[test]
    fn values_classes_and_events() {
        let text = "it rained , he-said-so wrongly";
        let gold = GoldSentence {
            id: "7".to_owned(),
            text: text.to_owned(),
            predicates: vec![(Span::new(3, 9), 3.0), (Span::new(12, 22), -2.0)],
        };
        let mut doc = Document::new(text.to_owned()).unwrap();
        let spans = [
            (0, 2),
            (3, 9),
            (10, 11),
            (12, 14),
            (14, 15),
            (15, 19),
            (19, 20),
            (20, 22),
        ];
        let token = |&(start, end): &(usize, usize)| Token {
            span: Span::new(start, end),
            sentence: 0,
            pos: None,
        };
        doc.tokens = spans.iter().map(token).collect();
        let event = |token: usize| Event {
            span: doc.tokens[token].span,
            score: 0.0,
            stance: None,
        };
        doc.events = Some(vec![event(0), event(3), event(5)]);
        // The value of the second predicate is read at "said", its longest part.
        let tally = score(&gold, &doc, |token| {
            [0.0, 2.0, 0.0, 3.0, 0.0, -2.5, 0.0, 0.0][token]
        });
        let value = tally.agreements["value"];
        assert!((value.mean_absolute_error() - 0.75).abs() < 1e-9);
        assert!((value.pearson() - 1.0).abs() < 1e-9);
        let events = tally.counts["events"];
        assert_eq!((events.gold, events.predicted, events.correct), (2, 3, 1));
        assert_eq!(
            (tally.shares["class"].gold, tally.shares["class"].correct),
            (2, 0)
        );
        assert_eq!(tally.confusion.times("CT+", "PR+"), 1);
        assert_eq!(tally.confusion.times("PR-", "CT-"), 1);
        assert_eq!(tally.mistakes[1].weight, 0.5);
    }
}
