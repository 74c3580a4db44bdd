//! Sentences of each block, split by the sentencex crate.

use sentencex::languages::{English, Language};

use super::{Stage, StageError};
use crate::document::{BlockKind, Document, Sentence, Span};

/// Splits every block into sentences; a sentence never crosses a block.
pub struct Sentences;

impl Stage for Sentences {
    fn name(&self) -> &'static str {
        "sentences"
    }

    fn version(&self) -> u32 {
        2
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

/// Spans of the sentences of one block, in bytes of `block`.
fn split(block: &str) -> Vec<Span> {
    // Lines of one block belong together; the splitter would take a line break as a hint.
    let joined = block.replace(['\n', '\r'], " ");
    let mut spans: Vec<Span> = Vec::new();
    for sentence in (English {}).get_sentence_boundaries(&joined) {
        match spans.last_mut() {
            Some(last) if goes_on(&joined[last.range()], sentence.text) => {
                last.end = sentence.end_byte as u32;
            }
            _ => spans.push(Span::new(sentence.start_byte, sentence.end_byte)),
        }
    }
    spans
}

/// Time zones that follow "a.m." and "p.m.".
const TIME_ZONES: &[&str] = &[
    "BST", "CDT", "CEST", "CET", "CST", "CT", "EDT", "EST", "ET", "GMT", "IST", "JST", "MDT",
    "MST", "MT", "PDT", "PST", "PT", "UTC",
];

/// Whether the splitter cut one sentence in two between `left` and `right`.
fn goes_on(left: &str, right: &str) -> bool {
    let left = left.trim_end();
    let word = right
        .trim_start()
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    (left.ends_with("a.m.") || left.ends_with("p.m.")) && TIME_ZONES.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

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
    fn splits_running_text() {
        assert_eq!(
            sentences(
                "Microsoft Corp. $MSFT fell 3.5% at 10 a.m. ET. “We wait,” said Dr. Ruiz.",
                BlockKind::Paragraph
            ),
            [
                "Microsoft Corp. $MSFT fell 3.5% at 10 a.m. ET.",
                "“We wait,” said Dr. Ruiz."
            ]
        );
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
}
