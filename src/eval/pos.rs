//! Parts of speech: accuracy over the gold's tokens, and each tag.

use super::gold::pos::GoldTokens;
use super::report::{Confusion, Mistake, Tally};
use super::text::{confidence, line};
use crate::document::Document;

/// Scores one annotated document whose text is the gold's.
///
/// Row `tags` is the share of the gold's tokens whose span and tag are ours; `tokens` the share
/// whose span is. A tag's row counts as predicted the tokens of that span alone, so that a token
/// that we cut otherwise is a miss of its tag and [`Confusion::NONE`] in the confusion. The weight
/// of a mistake is the probability of the tag predicted; tokens cut otherwise are not listed.
pub fn score(gold: &GoldTokens, doc: &Document) -> Tally {
    let mut tally = Tally::default();
    for (span, tag) in &gold.tags {
        let ours = doc.tokens.binary_search_by_key(span, |token| token.span);
        let predicted = ours.ok().and_then(|i| doc.tokens[i].pos.as_deref());
        let is_correct = predicted == Some(tag.as_str());
        tally.share("tokens").count(ours.is_ok());
        tally.share("tags").count(is_correct);
        let counts = tally.counts(tag);
        counts.gold += 1;
        counts.correct += usize::from(is_correct);
        if let Some(predicted) = predicted {
            tally.counts(predicted).predicted += 1;
        }
        tally
            .confusion
            .count(tag, predicted.unwrap_or(Confusion::NONE));
        let Some(predicted) = predicted.filter(|_| !is_correct) else {
            continue;
        };
        let word = doc.slice(*span);
        tally.mistakes.push(Mistake {
            weight: confidence(doc, "pos", *span),
            document: gold.id.clone(),
            gold: format!("{tag} {word}"),
            predicted: format!("{predicted} {word}"),
            text: line(&gold.text, *span).to_owned(),
        });
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Span, Token};

    #[test]
    fn span_and_tag_must_agree() {
        let text = "I can not swim";
        let gold = GoldTokens {
            id: "a".to_owned(),
            text: text.to_owned(),
            tags: [(0, 1, "PRP"), (2, 5, "MD"), (6, 9, "RB"), (10, 14, "VB")]
                .map(|(start, end, tag)| (Span::new(start, end), tag.to_owned()))
                .to_vec(),
        };
        let mut doc = Document::new(text.to_owned()).unwrap();
        doc.tokens = [(0, 1, "PRP"), (2, 9, "MD"), (10, 14, "NN")]
            .map(|(start, end, tag)| Token {
                span: Span::new(start, end),
                sentence: 0,
                pos: Some(tag.into()),
            })
            .to_vec();
        let tally = score(&gold, &doc);
        assert_eq!(
            (tally.shares["tags"].gold, tally.shares["tags"].correct),
            (4, 1)
        );
        assert_eq!(tally.shares["tokens"].correct, 2);
        assert_eq!(
            (tally.counts["MD"].gold, tally.counts["MD"].predicted),
            (1, 0)
        );
        assert_eq!(tally.counts["NN"].predicted, 1);
        assert_eq!(tally.confusion.times("VB", "NN"), 1);
        assert_eq!(tally.confusion.times("RB", Confusion::NONE), 1);
        assert_eq!(tally.mistakes.len(), 1);
        assert_eq!(tally.mistakes[0].predicted, "NN swim");
    }
}
