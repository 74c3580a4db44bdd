//! The type of a sentence's innermost source.

use super::{begins_in, main_event, mistake};
use crate::document::{Attribution, AttributionKind, Document, SourceType, Span, label};
use crate::eval::gold::stance::GoldStance;
use crate::eval::report::Tally;

/// Row `source type` decides for each sentence on the type of its innermost source, the author
/// (`self`) where it is attributed to nobody; `attributed` is the share right of the sentences
/// whose gold is not the author. Where the gold attributes a sentence to several sources side by
/// side, the type of each is right. Ours is that of the attribution with the shortest content
/// among those that hold the main event of the sentence, or else among all that begin in it (what
/// somebody wants or plans is the author's to tell);
/// `implicit` where it names nobody.
pub(super) fn score(gold: &GoldStance, doc: &Document) -> Tally {
    let mut tally = Tally::default();
    for sentence in &gold.sentences {
        let Some(&first) = sentence.source_types.first() else {
            continue;
        };
        let found = innermost(doc, sentence.span);
        let is_right = sentence.source_types.contains(&found);
        let wanted = if is_right { found } else { first };
        let row = tally.classes("source type");
        row.count(wanted as usize, Some(found as usize));
        if !sentence.source_types.contains(&SourceType::Author) {
            tally.share("attributed").count(is_right);
        }
        tally.confusion.count(&label(wanted), &label(found));
        if !is_right {
            let mistake = mistake(gold, sentence.span, label(wanted), label(found));
            tally.mistakes.push(mistake);
        }
    }
    tally
}

fn innermost(doc: &Document, sentence: Span) -> SourceType {
    let begins = |a: &&Attribution| {
        if a.kind == AttributionKind::Eventuality {
            return false;
        }
        let span = a.cue.or(a.content.first().copied());
        span.is_some_and(|span| begins_in(sentence, span))
    };
    let here: Vec<&Attribution> = doc.attributions.iter().flatten().filter(begins).collect();
    let main = main_event(doc, sentence).map(|event| event.span);
    let holds = |a: &&&Attribution| {
        main.is_some_and(|main| a.content.iter().any(|piece| piece.contains(main)))
    };
    let length = |a: &&&Attribution| match a.content.iter().map(|piece| piece.len()).sum() {
        0 => usize::MAX,
        length => length,
    };
    let holding = here.iter().filter(holds).min_by_key(length);
    let Some(attribution) = holding.or_else(|| here.iter().min_by_key(length)) else {
        return SourceType::Author;
    };
    let sources = doc.sources.as_deref().unwrap_or_default();
    let source = attribution.source.and_then(|source| sources.get(source));
    source.map_or(SourceType::Implicit, |source| source.kind)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{attribution, document, event, gold, share, source};
    use super::*;
    use serde_json::json;

    const TEXT: &str = "Officials said Acme told them it fell, and Moe said so.";

    fn doc() -> Document {
        use SourceType::*;
        let mut doc = document(TEXT);
        doc.sources = Some(vec![
            source(TEXT, "Officials", Anonymous),
            source(TEXT, "Acme", Organization),
            source(TEXT, "Moe", Named),
        ]);
        doc.attributions = Some(vec![
            attribution(TEXT, "said", 0, "Acme told them it fell"),
            attribution(TEXT, "told", 1, "it fell"),
            attribution(TEXT, "said so", 2, "so"),
        ]);
        doc
    }

    #[test]
    fn the_innermost_around_the_main_event() {
        let mut doc = doc();
        doc.events = Some(vec![event(TEXT, "fell")]);
        let fields = json!({"source_type": "organization"});
        let tally = score(&gold(TEXT, fields), &doc);
        assert_eq!(tally.classes["source type"].accuracy(), 1.0);
        assert_eq!(share(&tally, "attributed"), (1, 1));
        doc.events = Some(vec![event(TEXT, "told")]);
        let sources =
            json!({"sources": ["organization", {"type": "anonymous", "text": "Officials"}]});
        assert_eq!(
            share(&score(&gold(TEXT, sources), &doc), "attributed"),
            (1, 1)
        );
    }

    #[test]
    fn without_a_main_event_the_shortest() {
        let tally = score(&gold(TEXT, json!({"source_type": "media"})), &doc());
        assert_eq!(tally.confusion.times("media", "named"), 1);
        assert_eq!(tally.mistakes[0].predicted, "named");
    }

    #[test]
    fn nobody_is_the_author() {
        let tally = score(&gold(TEXT, json!({"sources": []})), &document(TEXT));
        assert_eq!(tally.classes["source type"].accuracy(), 1.0);
        assert!(!tally.shares.contains_key("attributed"));
        let mut unnamed = doc();
        unnamed.attributions = Some(vec![Attribution {
            source: None,
            ..attribution(TEXT, "said", 0, "so")
        }]);
        let gold = gold(TEXT, json!({"source_type": "implicit"}));
        assert_eq!(share(&score(&gold, &unnamed), "attributed"), (1, 1));
    }

    #[test]
    fn several_side_by_side() {
        let fields = json!({
            "sentences": [{"id": "s1", "text": TEXT}],
            "sources": [{"id": "a", "type": "named", "mention": null},
                {"id": "b", "type": "media", "mention": null}],
            "attributions": [{"sent": "s1", "source": "b"}, {"sent": "s1", "source": "a"}],
        });
        let tally = score(&gold(TEXT, fields), &doc());
        assert_eq!(tally.classes["source type"].accuracy(), 1.0);
        let optional = json!({
            "sentences": [{"id": "s1", "text": TEXT}],
            "sources": [{"id": "a", "type": "media", "mention": null}],
            "attributions": [{"sent": "s1", "source": "a", "optional": true}],
        });
        let tally = score(&gold(TEXT, optional), &document(TEXT));
        assert_eq!(tally.classes["source type"].accuracy(), 1.0);
    }
}
