//! Sources: their mentions with the type.

use super::{count_spans, mistake};
use crate::document::{AttributionKind, Document, Source, Span, label};
use crate::eval::gold::stance::{GoldSource, GoldStance};
use crate::eval::pairs::unpaired;
use crate::eval::report::{Confusion, Tally};

/// Rows `mention ...` count the sources that have a mention; in `mention typed` the type must be
/// right too. A source of ours that is the same as an earlier one ("the company", "he"), or of whom
/// the text only tells plans and wishes, counts only where it matches. The confusion is that of the types of mentions that overlap.
pub(super) fn score(gold: &GoldStance, doc: &Document) -> Tally {
    let mut tally = Tally::default();
    let Some(sources) = &gold.sources else {
        return tally;
    };
    let mut wanted: Vec<(Span, &GoldSource)> = Vec::new();
    wanted.extend(sources.iter().filter_map(|s| Some((s.span?, s))));
    let ours = doc.sources.as_deref().unwrap_or_default();
    let mut says = vec![false; ours.len()];
    for attribution in doc.attributions.iter().flatten() {
        if let Some(source) = attribution.source {
            says[source] |= attribution.kind != AttributionKind::Eventuality;
        }
    }
    let spans: Vec<Span> = wanted.iter().map(|w| w.0).collect();
    let counts = |(source, says): (&'_ Source, bool)| {
        let span = source.span?;
        let is_new = says && source.same_as.is_none();
        let is_wanted = spans.iter().any(|wanted| wanted.overlaps(span));
        (is_new || is_wanted).then_some(span)
    };
    let found: Vec<(Span, &Source)> = std::iter::zip(ours, says)
        .filter_map(|(source, says)| Some((counts((source, says))?, source)))
        .collect();
    let found_spans: Vec<Span> = found.iter().map(|f| f.0).collect();
    let pairs = count_spans(&mut tally, "mention", &spans, &found_spans);
    let is_typed = |&&(g, p): &&(usize, usize)| wanted[g].1.kind == Some(found[p].1.kind);
    let typed = tally.counts("mention typed");
    typed.gold += wanted.len();
    typed.predicted += found.len();
    typed.correct += pairs.iter().filter(is_typed).count();

    let (missed, spurious) = unpaired(&pairs, wanted.len(), found.len());
    let pairs = pairs.into_iter().map(|(g, p)| (Some(g), Some(p)));
    let missed = missed.into_iter().map(|g| (Some(g), None));
    let spurious = spurious.into_iter().map(|p| (None, Some(p)));
    for (g, p) in pairs.chain(missed).chain(spurious) {
        let (g, p) = (g.map(|g| wanted[g]), p.map(|p| found[p]));
        let wanted = g.and_then(|(_, source)| source.kind).map(label);
        let ours = p.map(|(_, source)| label(source.kind));
        let name = |kind: &Option<String>| kind.clone().unwrap_or(Confusion::NONE.to_owned());
        tally.confusion.count(&name(&wanted), &name(&ours));
        let span = g.map(|g| g.0).or(p.map(|p| p.0));
        let Some(span) = span.filter(|_| wanted != ours) else {
            continue;
        };
        let shown = |kind: Option<String>, span: Option<Span>| {
            let words = span.map(|s| &gold.text[s.range()]).unwrap_or_default();
            format!("{} {words}", kind.unwrap_or_default())
                .trim()
                .to_owned()
        };
        let wanted = shown(wanted, g.map(|g| g.0));
        let ours = shown(ours, p.map(|p| p.0));
        tally.mistakes.push(mistake(gold, span, wanted, ours));
    }
    tally
}

/// Whether a source of ours is the one that the gold mentions: one of the mentions or names that
/// we have for it overlaps the gold's, or has the same words.
pub(super) fn is_same(doc: &Document, source: usize, mention: Span) -> bool {
    let sources = doc.sources.as_deref().unwrap_or_default();
    let first = |index: usize| sources.get(index).and_then(|s| s.same_as).unwrap_or(index);
    let is_ours = |&index: &usize| index == source || first(index) == first(source);
    let ours = (0..sources.len()).filter(is_ours);
    let mut mentions = ours.flat_map(|i| [sources[i].span, sources[i].name].into_iter().flatten());
    let words = |span: Span| doc.slice(span).to_lowercase();
    mentions.any(|span| span.overlaps(mention) || words(span) == words(mention))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{at, attribution, counts, document, gold, source};
    use super::*;
    use crate::document::SourceType;
    use serde_json::json;

    const TEXT: &str = "Bolt Labs and the minister said so, and the company said more.";

    fn doc(sources: &[(&str, SourceType)]) -> Document {
        let mut doc = document(TEXT);
        let sources = sources
            .iter()
            .map(|(words, kind)| source(TEXT, words, *kind));
        doc.sources = Some(sources.collect());
        let says = |source| attribution(TEXT, "said", source, "so");
        doc.attributions = Some(
            (0..doc.sources.iter().flatten().count())
                .map(says)
                .collect(),
        );
        doc
    }

    #[test]
    fn mentions_and_types() {
        use SourceType::*;
        let fields = json!({"sources": [
            {"id": "a", "type": "organization", "mention": {"text": "Bolt Labs"}},
            {"id": "b", "type": "named", "text": "the minister"},
            {"id": "c", "type": "implicit", "mention": null},
        ]});
        let gold = gold(TEXT, fields);
        let found = doc(&[("Bolt", Media), ("the minister", Named), ("", Implicit)]);
        let tally = score(&gold, &found);
        assert_eq!(counts(&tally, "mention exact"), (2, 2, 1));
        assert_eq!(counts(&tally, "mention overlap"), (2, 2, 2));
        assert_eq!(counts(&tally, "mention typed"), (2, 2, 1));
        assert_eq!(tally.confusion.times("organization", "media"), 1);
        assert_eq!(tally.mistakes[0].gold, "organization Bolt Labs");
        assert_eq!(tally.mistakes[0].predicted, "media Bolt");
    }

    #[test]
    fn further_mentions_are_no_errors() {
        use SourceType::*;
        let mut found = doc(&[("Bolt Labs", Organization), ("the company", Organization)]);
        let gold = gold(
            TEXT,
            json!({"sources": [{"type": "organization", "text": "Bolt Labs"}]}),
        );
        assert_eq!(counts(&score(&gold, &found), "mention overlap"), (1, 2, 1));
        found.attributions.as_mut().unwrap()[1].kind = AttributionKind::Eventuality;
        assert_eq!(counts(&score(&gold, &found), "mention overlap"), (1, 1, 1));
        found.attributions.as_mut().unwrap()[1].kind = AttributionKind::Assertion;
        found.sources.as_mut().unwrap()[1].same_as = Some(0);
        let tally = score(&gold, &found);
        assert_eq!(counts(&tally, "mention overlap"), (1, 1, 1));
        assert!(tally.mistakes.is_empty());
        assert!(is_same(&found, 1, at(TEXT, "Labs")));
        assert!(!is_same(&found, 1, at(TEXT, "minister")));
    }

    #[test]
    fn without_the_layer() {
        let gold = gold(
            TEXT,
            json!({"sources": [{"type": "named", "text": "the minister"}]}),
        );
        let tally = score(&gold, &document(TEXT));
        assert_eq!(counts(&tally, "mention typed"), (1, 0, 0));
        assert_eq!(tally.mistakes[0].kind(), "missed");
    }
}
