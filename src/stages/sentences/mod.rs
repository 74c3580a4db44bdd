//! Sentences of each block: every mark that may end one is judged by the words around it.

mod apart;
mod clause;
mod ends;
mod inside;
mod marks;
mod next;
mod stops;
mod words;

use self::stops::Stops;
use super::{Stage, StageError};
use crate::document::{BlockKind, Document, Sentence, Span};

/// Splits every block into sentences; a sentence never crosses a block.
pub struct Sentences;

impl Stage for Sentences {
    fn name(&self) -> &'static str {
        "sentences"
    }

    fn version(&self) -> u32 {
        4
    }

    fn is_english(&self) -> bool {
        false
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let mut sentences = Vec::new();
        for (index, block) in doc.blocks.iter().enumerate() {
            let push = |span: Span, sentences: &mut Vec<Sentence>| {
                let span = span.trim(doc.text());
                if !span.is_empty() {
                    sentences.push(Sentence {
                        span,
                        block: index,
                        hedged: None,
                        hedged_core: None,
                        certainty: None,
                    });
                }
            };
            if is_one_sentence(block.kind) {
                push(block.span, &mut sentences);
                continue;
            }
            for span in split(doc.slice(block.span)) {
                let start = block.span.start as usize;
                let span = Span::new(start + span.range().start, start + span.range().end);
                push(span, &mut sentences);
            }
        }
        doc.sentences = sentences;
        Ok(())
    }
}

/// Titles are one unit, whatever stops stand in them.
fn is_one_sentence(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Headline
            | BlockKind::Heading
            | BlockKind::Byline
            | BlockKind::Dateline
            | BlockKind::Boilerplate
    )
}

/// Spans of the sentences of one block, in bytes of `block`: they follow one another without a gap,
/// white space included. Takes time in proportion to the length.
fn split(block: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut stops = Stops::new(block);
    while let Some(stop) = stops.next() {
        if stop.ends() {
            spans.push(Span::new(start, stop.end));
            start = stop.end;
            stops.cut(start);
        }
    }
    spans.push(Span::new(start, block.len()));
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;
    use proptest::prelude::*;

    fn sentences(text: &str, kind: BlockKind) -> Vec<String> {
        let mut doc = Document::new(text.to_owned()).unwrap();
        doc.blocks = vec![Block {
            kind,
            span: Span::new(0, text.len()),
        }];
        Sentences.run(&mut doc).unwrap();
        doc.sentences
            .iter()
            .map(|s| doc.slice(s.span).to_owned())
            .collect()
    }

    #[test]
    fn cases() {
        let rows = include_str!("cases.tsv").lines();
        for row in rows.filter(|row| !row.starts_with("# ")) {
            let expected: Vec<&str> = row.split('|').map(str::trim).collect();
            let text = row.replace(" | ", " ").replace('|', "");
            assert_eq!(sentences(&text, BlockKind::Paragraph), expected, "{row}");
        }
    }

    #[test]
    fn hard_wrapped_lines_stay_one_sentence() {
        let text = "The talks between the two\ncompanies go on. Nothing is\nsigned.";
        assert_eq!(
            sentences(text, BlockKind::Paragraph),
            [
                "The talks between the two\ncompanies go on.",
                "Nothing is\nsigned."
            ]
        );
    }

    #[test]
    fn a_headline_is_one_sentence() {
        assert_eq!(
            sentences("Hold on. It begins", BlockKind::Headline).len(),
            1
        );
    }

    /// Texts of up to a megabyte that ask much of a splitter that looks back or ahead too far.
    #[test]
    fn long_blocks_take_time_in_proportion() {
        for part in [
            "a",
            "a ",
            ".",
            ". ",
            "! ",
            "a.",
            "A.Ab",
            "U.S. ",
            "? Ada ",
            "?” Ada Moe, ",
            ".'\"",
            "-",
            "- ",
            "😀",
            "😀¹",
            ":) ",
            "http://a ",
            "no. 1 ",
            "PM ",
            "U.S. Ada ",
            "in the U.S. Ada Moe ",
            "Moe Inc. Ada Moe ",
            "9 Elm St. Ada ",
            "(Ada?) Moe ",
            "\"Ada?\" Moe ",
            "the ... Ada ",
            "Inc. (",
            " ",
            ".😀 ",
            "\u{301}",
        ] {
            let size = if matches!(part, "a " | ". " | ".") {
                1_000_000
            } else {
                200_000
            };
            let text = part.repeat(size / part.len());
            let start = std::time::Instant::now();
            let spans = split(&text);
            assert_eq!(spans.last().map(|s| s.range().end), Some(text.len()));
            assert!(
                start.elapsed().as_secs() < 10,
                "{part:?} took {:?}",
                start.elapsed()
            );
        }
    }

    proptest! {
        #[test]
        fn sentences_lie_in_order_in_their_blocks_and_cover_them(
            parts in prop::collection::vec(
                prop_oneof![
                    Just(". "), Just("."), Just("? "), Just("!”"), Just("“"), Just("U.S. "), Just("Ada "),
                    Just("said "), Just("…"), Just("(") , Just(") "), Just("😀 "), Just("¹"), Just(":) "),
                    Just("1. "), Just("e\u{301} "), Just("http://a.b/c "), Just("\n"), Just("----- "),
                    Just("3/15/2001 4:17 PM "), Just("。"), Just("\u{a0}"), Just("a"), Just("p.m. "),
                ],
                0..60,
            ),
            cut in 0usize..60,
        ) {
            let (first, second) = parts.split_at(cut.min(parts.len()));
            let (first, second) = (first.concat(), second.concat());
            let mut doc = Document::new(format!("{first}{second}")).unwrap();
            let spans = [Span::new(0, first.len()), Span::new(first.len(), first.len() + second.len())];
            doc.blocks = spans.map(|span| Block { kind: BlockKind::Paragraph, span }).to_vec();
            Sentences.run(&mut doc).unwrap();
            let mut at = 0;
            for sentence in &doc.sentences {
                prop_assert!(!sentence.span.is_empty());
                prop_assert!(spans[sentence.block].contains(sentence.span));
                prop_assert!(sentence.span.range().start >= at);
                prop_assert!(doc.text()[at..sentence.span.range().start].trim().is_empty());
                at = sentence.span.range().end;
            }
            prop_assert!(doc.text()[at..].trim().is_empty());
        }
    }
}
