//! What the scorers ask of a document under a span.

use crate::document::{Document, Span};

/// How sure `head` is of the labels that it gives the tokens under `span`, 0..1: the least of
/// their probabilities; 0 without tokens or scores.
pub(super) fn confidence(doc: &Document, head: &str, span: Span) -> f64 {
    let Some(scores) = doc.scores.get(head) else {
        return 0.0;
    };
    let sure = doc.tokens_under(span).map(|token| scores.confidence(token));
    f64::from(sure.reduce(f32::min).unwrap_or(0.0))
}

/// The line of `text` in which `span` begins.
pub(super) fn line(text: &str, span: Span) -> &str {
    let (before, after) = text.split_at(span.start as usize);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').map_or(text.len(), |at| before.len() + at);
    &text[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Token;

    #[test]
    fn tokens_and_line_under_a_span() {
        let text = "Ada left\nOslo is calm";
        let mut doc = Document::new(text.to_owned()).unwrap();
        doc.tokens = [(0, 3), (4, 8), (9, 13), (14, 16), (17, 21)]
            .map(|(start, end)| Token {
                span: Span::new(start, end),
                sentence: 0,
                pos: None,
            })
            .to_vec();
        assert_eq!(doc.tokens_under(Span::new(5, 15)), 1..4);
        assert_eq!(doc.tokens_under(Span::new(8, 9)), 2..2);
        assert_eq!(line(text, Span::new(9, 13)), "Oslo is calm");
        assert_eq!(line(text, Span::new(4, 8)), "Ada left");
        assert_eq!(confidence(&doc, "cue", Span::new(0, 3)), 0.0);
    }
}
