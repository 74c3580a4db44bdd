//! Hedged sentences, and the traps written to look like them.

use super::{begins_in, mistake};
use crate::document::{Cue, Document, Sentence, Span};
use crate::eval::gold::stance::{GoldSentence, GoldStance};
use crate::eval::report::Tally;

/// Rows `hedged` and `core` (without cues of type `dynamic`) decide on each sentence; ours is
/// hedged if one of our sentences that begin in the gold's is.
///
/// `trap cue` tells how many traps got a hedge cue: one that overlaps the trap's words or, where
/// only its sentence is known, one that overlaps no hedge cue of the gold. `trap sentence` tells
/// how many sentences with a trap that are not hedged were taken for hedged.
pub(super) fn score(gold: &GoldStance, doc: &Document) -> Tally {
    let mut tally = Tally::default();
    for sentence in &gold.sentences {
        let decisions = [
            (
                "hedged",
                sentence.hedged,
                is_hedged(doc, sentence, |s| s.hedged),
            ),
            (
                "core",
                sentence.hedged_core,
                is_hedged(doc, sentence, |s| s.hedged_core),
            ),
        ];
        for (row, wanted, found) in decisions {
            let Some(wanted) = wanted else { continue };
            tally.decisions(row).count(wanted, found);
            if row == "hedged" && wanted != found {
                let mistake = mistake(gold, sentence.span, shown(wanted), shown(found));
                tally.mistakes.push(mistake);
            }
        }
    }
    for trap in &gold.traps {
        let hit = doc.cues.iter().find(|cue| match trap.span {
            Some(span) => cue.kind.is_hedge() && cue.span.overlaps(span),
            None => cue.kind.is_hedge() && !is_gold(gold, cue),
        });
        tally.rate("trap cue").count(hit.is_some());
        if let Some(cue) = hit {
            let found = format!("trap {}: {}", trap.name, doc.slice(cue.span));
            let mistake = mistake(gold, cue.span, String::new(), found);
            tally.mistakes.push(mistake);
        }
    }
    for sentence in &gold.sentences {
        let mut traps = gold.traps.iter();
        let holds = |span: Span| begins_in(sentence.span, span);
        if sentence.hedged == Some(false) && traps.any(|t| t.span.is_none_or(holds)) {
            let is_hit = is_hedged(doc, sentence, |s| s.hedged);
            tally.rate("trap sentence").count(is_hit);
        }
    }
    tally
}

fn is_hedged(doc: &Document, gold: &GoldSentence, flag: fn(&Sentence) -> Option<bool>) -> bool {
    let mut ours = doc.sentences.iter();
    ours.any(|s| begins_in(gold.span, s.span) && flag(s) == Some(true))
}

/// Whether a cue overlaps a hedge cue of the gold.
fn is_gold(gold: &GoldStance, cue: &Cue) -> bool {
    let mut cues = gold.cues.iter().flatten().filter(|c| c.hedge);
    cues.any(|c| c.span.overlaps(cue.span))
}

fn shown(hedged: bool) -> String {
    match hedged {
        true => "hedged".to_owned(),
        false => "not hedged".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{cue, document, gold};
    use super::*;
    use crate::document::CueType;
    use crate::eval::{Decisions, Rate};
    use serde_json::json;

    const TEXT: &str = "In May it may rain.";

    fn tally(fields: serde_json::Value, cues: &[&str]) -> Tally {
        let mut doc = document(TEXT);
        let cues = cues
            .iter()
            .map(|words| cue(TEXT, words, CueType::Epistemic));
        doc.cues = cues.collect();
        doc.sentences[0].hedged = Some(!doc.cues.is_empty());
        score(&gold(TEXT, fields), &doc)
    }

    #[test]
    fn hedged_and_core() {
        let tally = tally(json!({"hedged": true, "hedged_core": false}), &["may"]);
        let yes = Decisions {
            yes: 1,
            ..Decisions::default()
        };
        assert_eq!(tally.decisions["hedged"], yes);
        assert_eq!(tally.decisions["core"].no, 1);
        assert!(tally.mistakes.is_empty());
    }

    #[test]
    fn cues_tell_where_the_gold_does_not() {
        let cues = json!({"cues": [{"text": "may", "type": "dynamic"}]});
        let tally = tally(cues, &[]);
        assert_eq!(tally.decisions["hedged"].missed, 1);
        assert_eq!(tally.decisions["core"].no, 1);
        assert_eq!(tally.mistakes[0].gold, "hedged");
    }

    #[test]
    fn sentences_by_where_they_begin() {
        let mut doc = document(TEXT);
        doc.sentences = [(0, 6, Some(false)), (7, 19, Some(true))]
            .map(|(start, end, hedged)| Sentence {
                span: Span::new(start, end),
                hedged,
                ..doc.sentences[0].clone()
            })
            .to_vec();
        let whole = score(&gold(TEXT, json!({"hedged": true})), &doc);
        assert_eq!(whole.decisions["hedged"].yes, 1);
        let first = json!({"sentences": [{"text": "In May", "hedged": false}]});
        let first = score(&gold(TEXT, first), &doc);
        assert_eq!(first.decisions["hedged"].no, 1);
    }

    #[test]
    fn traps_with_and_without_their_words() {
        let rate = |tally: &Tally, row: &str| tally.rates.get(row).copied();
        let hits = |occasions, hits| Some(Rate { occasions, hits });
        let by_words = json!({"hedged": true, "trap": "month",
            "trap_span": {"text": "May"}, "cues": [{"text": "may", "type": "epistemic"}]});
        let clean = tally(by_words.clone(), &["may"]);
        assert_eq!(rate(&clean, "trap cue"), hits(1, 0));
        assert_eq!(rate(&clean, "trap sentence"), None);
        let hit = tally(by_words, &["may", "May"]);
        assert_eq!(rate(&hit, "trap cue"), hits(1, 1));
        assert_eq!(hit.mistakes[0].predicted, "trap month: May");
        let by_sentence = json!({"hedged": false, "trap": true, "cues": []});
        assert_eq!(
            rate(&tally(by_sentence.clone(), &[]), "trap cue"),
            hits(1, 0)
        );
        let hit = tally(by_sentence, &["May"]);
        assert_eq!(rate(&hit, "trap cue"), hits(1, 1));
        assert_eq!(rate(&hit, "trap sentence"), hits(1, 1));
        assert_eq!(
            rate(&tally(json!({"trap": false}), &["May"]), "trap cue"),
            None
        );
    }
}
