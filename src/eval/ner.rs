//! Entity recognition: exact span and type, micro and per type.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::gold::GoldDocument;
use super::labels::LabelMap;
use crate::document::{Document, Entity, EntityType, NumericForm, Span};

/// Mentions found, wanted, and both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub gold: usize,
    pub predicted: usize,
    /// Same span, same label.
    pub correct: usize,
}

impl Counts {
    /// Share of the predicted that is right, 0..1; 0 where nothing was predicted.
    pub fn precision(self) -> f64 {
        ratio(self.correct, self.predicted)
    }

    /// Share of the gold that was found, 0..1.
    pub fn recall(self) -> f64 {
        ratio(self.correct, self.gold)
    }

    /// Harmonic mean of the two.
    pub fn f1(self) -> f64 {
        ratio(2 * self.correct, self.gold + self.predicted)
    }

    fn add(&mut self, other: Counts) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.correct += other.correct;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// Counts over a corpus.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Scores {
    pub types: BTreeMap<String, Counts>,
}

impl Scores {
    /// All types together.
    pub fn micro(&self) -> Counts {
        self.types
            .values()
            .fold(Counts::default(), |mut sum, &counts| {
                sum.add(counts);
                sum
            })
    }

    /// Adds one document's.
    pub fn add(&mut self, other: Scores) {
        for (label, counts) in other.types {
            self.types.entry(label).or_default().add(counts);
        }
    }
}

/// Scores one annotated document whose text is the gold's. With `strip_edges` a leading "the",
/// "a" or "an" and a trailing "'s" count on neither side.
pub fn score(gold: &GoldDocument, doc: &Document, map: &LabelMap, strip_edges: bool) -> Scores {
    let span = |span: Span| {
        if strip_edges {
            strip(&gold.text, span)
        } else {
            span
        }
    };
    let wanted: BTreeSet<(Span, &str)> = gold
        .mentions
        .iter()
        .filter_map(|(s, label)| Some((span(*s), map.compared(label)?)))
        .collect();
    let found: BTreeSet<(Span, &str)> = doc
        .entities
        .iter()
        .filter_map(|e| Some((span(e.span), map.compared(label(e))?)))
        .collect();
    let mut scores = Scores::default();
    for &(_, label) in &wanted {
        scores.types.entry(label.to_owned()).or_default().gold += 1;
    }
    for mention in &found {
        let counts = scores.types.entry(mention.1.to_owned()).or_default();
        counts.predicted += 1;
        counts.correct += usize::from(wanted.contains(mention));
    }
    scores
}

/// The label of a mention. Dates that are not the calendar's have one of their own, because many
/// corpora do not mark them.
fn label(entity: &Entity) -> &'static str {
    match (entity.kind, entity.form) {
        (EntityType::Date, Some(NumericForm::Relative)) => "DATE.relative",
        (EntityType::Date, Some(NumericForm::Duration)) => "DATE.duration",
        (EntityType::Date, Some(NumericForm::Age)) => "DATE.age",
        (kind, _) => kind.label(),
    }
}

/// The span without a leading article and a trailing possessive.
fn strip(text: &str, span: Span) -> Span {
    let mut slice = &text[span.range()];
    for article in ["the ", "a ", "an "] {
        let is_article = slice
            .get(..article.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(article));
        if is_article {
            slice = &slice[article.len()..];
            break;
        }
    }
    for possessive in ["'s", "’s"] {
        if let Some(rest) = slice.strip_suffix(possessive)
            && !rest.is_empty()
        {
            slice = rest.trim_end();
            break;
        }
    }
    let start = slice.as_ptr() as usize - text.as_ptr() as usize;
    Span::new(start, start + slice.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(found: &[(usize, usize, EntityType)], strip_edges: bool) -> Scores {
        let text = "the UN 's Ada Moe left Oslo .";
        let gold = GoldDocument {
            text: text.to_owned(),
            mentions: vec![
                (Span::new(4, 6), "ORG".to_owned()),
                (Span::new(10, 17), "PERSON".to_owned()),
                (Span::new(23, 27), "GPE".to_owned()),
            ],
        };
        let mut doc = Document::new(text.to_owned()).unwrap();
        let entity = |&(start, end, kind): &(usize, usize, EntityType)| Entity {
            span: Span::new(start, end),
            kind,
            score: 1.0,
            form: None,
            value: None,
        };
        doc.entities = found.iter().map(entity).collect();
        score(&gold, &doc, &LabelMap::default(), strip_edges)
    }

    #[test]
    fn span_and_type_must_agree() {
        use EntityType::*;
        let micro = scores(&[(0, 9, Org), (10, 17, Person), (23, 27, Loc)], false).micro();
        assert_eq!((micro.gold, micro.predicted, micro.correct), (3, 3, 1));
        assert!((micro.f1() - 1.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn edges_can_be_stripped() {
        use EntityType::*;
        assert_eq!(scores(&[(0, 9, Org)], true).micro().correct, 1);
        assert_eq!(scores(&[(0, 9, Org)], false).micro().correct, 0);
    }

    #[test]
    fn nothing_predicted() {
        assert_eq!(scores(&[], false).micro().f1(), 0.0);
    }
}
