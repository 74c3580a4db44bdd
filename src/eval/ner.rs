//! Entity recognition: exact span and type, micro and per type.

use std::collections::BTreeSet;

use super::gold::tags::GoldDocument;
use super::labels::LabelMap;
use super::pairs::{overlap, pair, unpaired};
use super::report::{Confusion, MICRO, Mistake, Tally};
use super::text::{confidence, line};
use crate::document::{Document, Entity, EntityType, NumericForm, Span};

/// A mention with the label that it is compared as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mention<'a> {
    span: Span,
    label: &'a str,
}

/// Scores one annotated document whose text is the gold's. With `strip_edges` a leading "the",
/// "a" or "an" and a trailing "'s" count on neither side.
///
/// A mention is correct if span and label are the gold's. For the confusion each mention meets
/// the one of the other side that it overlaps most (each at most one), or none. The weight of a
/// mistake is the predicted mention's score, and for a mention that was missed altogether the
/// probability of the labels that its tokens have instead (the least of them).
pub fn score(gold: &GoldDocument, doc: &Document, map: &LabelMap, strip_edges: bool) -> Tally {
    let mention = |span: Span, label| {
        let span = if strip_edges {
            strip(&gold.text, span)
        } else {
            span
        };
        let label = map.compared(label)?;
        Some(Mention { span, label })
    };
    let wanted = gold.mentions.iter();
    let wanted: BTreeSet<Mention> = wanted.filter_map(|(s, l)| mention(*s, l)).collect();
    let entity = |e: &Entity| Some((mention(e.span, label(e))?, e.score));
    let mut found: Vec<(Mention, f32)> = doc.entities.iter().filter_map(entity).collect();
    found.sort_by_key(|f| f.0);
    found.dedup_by_key(|f| f.0);

    let mut tally = Tally::default();
    for row in wanted.iter().flat_map(|m| [m.label, MICRO]) {
        tally.counts(row).gold += 1;
    }
    for (mention, _) in &found {
        let is_correct = wanted.contains(mention);
        for row in [mention.label, MICRO] {
            tally.counts(row).predicted += 1;
            tally.counts(row).correct += usize::from(is_correct);
        }
    }
    let wanted: Vec<Mention> = wanted.into_iter().collect();
    let pairs = pair(&wanted, &found, |g, (p, _)| overlap(g.span, p.span));
    let (missed, spurious) = unpaired(&pairs, wanted.len(), found.len());
    let pairs = pairs.into_iter().map(|(g, p)| (Some(g), Some(p)));
    let missed = missed.into_iter().map(|g| (Some(g), None));
    let spurious = spurious.into_iter().map(|p| (None, Some(p)));
    for (g, p) in pairs.chain(missed).chain(spurious) {
        let (g, p) = (g.map(|g| wanted[g]), p.map(|p| found[p]));
        let predicted = p.map(|(mention, _)| mention);
        tally.confusion.count(or_none(g), or_none(predicted));
        let Some(Mention { span, .. }) = predicted.or(g) else {
            continue;
        };
        if g == predicted {
            continue;
        }
        let weight = p.map_or_else(
            || confidence(doc, "entity", span),
            |(_, score)| f64::from(score),
        );
        let show = |mention: Option<Mention>| {
            let show = |m: Mention| format!("{} {}", m.label, doc.slice(m.span));
            mention.map(show).unwrap_or_default()
        };
        tally.mistakes.push(Mistake {
            weight,
            document: gold.id.clone(),
            gold: show(g),
            predicted: show(predicted),
            text: line(&gold.text, span).to_owned(),
        });
    }
    tally
}

fn or_none<'a>(mention: Option<Mention<'a>>) -> &'a str {
    mention.map_or(Confusion::NONE, |m| m.label)
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

    fn tally(found: &[(usize, usize, EntityType)], strip_edges: bool) -> Tally {
        let text = "the UN 's Ada Moe left Oslo .";
        let gold = GoldDocument {
            id: "a".to_owned(),
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
        let tally = tally(&[(0, 9, Org), (10, 17, Person), (23, 27, Loc)], false);
        let micro = tally.counts["micro"];
        assert_eq!((micro.gold, micro.predicted, micro.correct), (3, 3, 1));
        assert!((micro.f1() - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!(tally.counts["GPE"].predicted, 0);
    }

    #[test]
    fn confusion_and_mistakes() {
        use EntityType::*;
        let tally = tally(&[(0, 9, Org), (23, 27, Loc), (18, 22, Product)], false);
        assert_eq!(tally.confusion.times("ORG", "ORG"), 1);
        assert_eq!(tally.confusion.times("GPE", "LOC"), 1);
        assert_eq!(tally.confusion.times("PERSON", Confusion::NONE), 1);
        assert_eq!(tally.confusion.times(Confusion::NONE, "PRODUCT"), 1);
        let mut shown: Vec<(&str, &str)> = tally
            .mistakes
            .iter()
            .map(|m| (m.gold.as_str(), m.predicted.as_str()))
            .collect();
        shown.sort_unstable();
        assert_eq!(
            shown,
            [
                ("", "PRODUCT left"),
                ("GPE Oslo", "LOC Oslo"),
                ("ORG UN", "ORG the UN 's"),
                ("PERSON Ada Moe", ""),
            ]
        );
    }

    #[test]
    fn edges_can_be_stripped() {
        use EntityType::*;
        assert_eq!(tally(&[(0, 9, Org)], true).counts["micro"].correct, 1);
        assert_eq!(tally(&[(0, 9, Org)], false).counts["micro"].correct, 0);
    }

    #[test]
    fn nothing_predicted() {
        assert_eq!(tally(&[], false).counts["micro"].f1(), 0.0);
    }
}
