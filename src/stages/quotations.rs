//! Where the text quotes: runs of tokens between quotation marks.

use std::ops::Range;

use crate::document::Document;

/// What a token is as a quotation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
    /// Straight: the spaces around it tell.
    Either,
}

/// The outermost quotations, as tokens with both marks, in order and without overlap.
///
/// Marks are “ ”, « », „ “, `` '' and straight double ones; single ones quote inside
/// of a quotation and are passed over. A quotation never leaves its block: one that is not closed
/// there ends with it, as those do that go on in the next paragraph. A straight mark opens where
/// no quotation is open and text follows at once, or no text stands right before it.
pub(super) fn quotations(doc: &Document) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let block = |token: usize| {
        doc.sentences
            .get(doc.tokens[token].sentence)
            .map(|s| s.block)
    };
    for token in 0..doc.tokens.len() {
        if let Some(start) = open
            && block(start) != block(token)
        {
            found.push(start..token);
            open = None;
        }
        let Some(mark) = mark(doc.slice(doc.tokens[token].span)) else {
            continue;
        };
        match (open, mark) {
            (None, Mark::Opens) => open = Some(token),
            (None, Mark::Either) if may_open(doc, token) => open = Some(token),
            (Some(start), Mark::Closes) => {
                found.push(start..token + 1);
                open = None;
            }
            // A straight mark that cannot close one quotation begins another: the first was left open.
            (Some(start), Mark::Either) => {
                open = None;
                if closes_nothing(doc, token) {
                    found.push(start..token);
                    open = Some(token);
                } else {
                    found.push(start..token + 1);
                }
            }
            _ => {}
        }
    }
    found.extend(open.map(|start| start..doc.tokens.len()));
    found
}

/// Quotations in single marks that stand outside of the double ones in `doubles`, as tokens with
/// both marks: ‘ to the next ’ that is no possessive, within a block; ' only where the spaces tell.
pub(super) fn single_quotations(doc: &Document, doubles: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut next = doubles.iter().peekable();
    let block = |token: usize| {
        let sentence = doc.sentences.get(doc.tokens[token].sentence);
        sentence.map(|s| s.block)
    };
    for token in 0..doc.tokens.len() {
        while next.peek().is_some_and(|q| q.end <= token) {
            next.next();
        }
        let is_far = |start: usize| block(start) != block(token) || token - start > SINGLE;
        if next.peek().is_some_and(|q| q.start <= token) || open.is_some_and(is_far) {
            open = None;
        }
        if next.peek().is_some_and(|q| q.start <= token) {
            continue;
        }
        let mark = doc.slice(doc.tokens[token].span);
        let is_possessive = doc.tokens[token].pos.as_deref() == Some("POS");
        match (open, mark) {
            (_, "‘") => open = Some(token),
            (None, "'" | "`") if closes_nothing(doc, token) && !is_possessive => open = Some(token),
            (Some(start), "’" | "'") if !is_possessive && !touches_after(doc, token) => {
                if token > start + 1 {
                    found.push(start..token + 1);
                }
                open = None;
            }
            _ => {}
        }
    }
    found
}

/// The longest quotation in single marks, in tokens.
const SINGLE: usize = 120;

fn mark(token: &str) -> Option<Mark> {
    match token {
        "“" | "«" | "„" | "``" => Some(Mark::Opens),
        "”" | "»" => Some(Mark::Closes),
        "\"" | "''" => Some(Mark::Either),
        _ => None,
    }
}

/// Whether text follows the token at once, or none stands right before it.
fn may_open(doc: &Document, token: usize) -> bool {
    touches_after(doc, token) || !touches_before(doc, token)
}

/// Whether text follows the token at once and a space precedes it.
fn closes_nothing(doc: &Document, token: usize) -> bool {
    touches_after(doc, token) && !touches_before(doc, token)
}

fn touches_before(doc: &Document, token: usize) -> bool {
    let before = &doc.text()[..doc.tokens[token].span.range().start];
    before.ends_with(|c: char| !c.is_whitespace() && !matches!(c, '(' | '[' | '—' | '–' | '-'))
}

fn touches_after(doc: &Document, token: usize) -> bool {
    let after = &doc.text()[doc.tokens[token].span.range().end..];
    after.starts_with(|c: char| !c.is_whitespace() && !matches!(c, ')' | ']' | ',' | '.' | ';'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stages::{Stage, layout::Layout, sentences::Sentences, tokens::Tokens};

    /// The quotations of a text, "|" between them.
    fn found(text: &str) -> String {
        let mut doc = Document::new(text.to_owned()).unwrap();
        let stages: [&dyn Stage; 3] = [&Layout, &Sentences, &Tokens];
        stages.iter().for_each(|s| s.run(&mut doc).unwrap());
        let quotations = quotations(&doc);
        let texts = quotations.into_iter().map(|q| doc.slice(doc.token_span(q)));
        texts.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn curly_straight_and_guillemets() {
        assert_eq!(found("“We wait,” said Ruiz."), "“We wait,”");
        assert_eq!(
            found("\"We wait,\" said Ruiz. \"Not long.\""),
            "\"We wait,\" | \"Not long.\""
        );
        assert_eq!(found("Ruiz said: «We wait.»"), "«We wait.»");
        assert_eq!(found("''We wait,'' said Ruiz."), "''We wait,''");
        assert_eq!(found("He called it (\"a scare\")."), "\"a scare\"");
    }

    #[test]
    fn several_sentences_and_quotations_inside() {
        assert_eq!(
            found("“We wait. He said ‘no’ to us,” said Ruiz."),
            "“We wait. He said ‘no’ to us,”"
        );
    }

    #[test]
    fn unclosed_ones_end_with_their_paragraph() {
        assert_eq!(
            found("“We wait, as ever.\n\n“We do,” said Ruiz in the end."),
            "“We wait, as ever. | “We do,”"
        );
        assert_eq!(
            found("\"We wait, as ever. \"We do,\" said Ruiz in the end."),
            "\"We wait, as ever. | \"We do,\""
        );
    }

    /// The quotations in single marks, "|" between them.
    fn singles(text: &str) -> String {
        let mut doc = Document::new(text.to_owned()).unwrap();
        let stages: [&dyn Stage; 3] = [&Layout, &Sentences, &Tokens];
        stages.iter().for_each(|s| s.run(&mut doc).unwrap());
        let found = single_quotations(&doc, &quotations(&doc)).into_iter();
        let texts = found.map(|q| doc.slice(doc.token_span(q)));
        texts.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn single_marks_and_apostrophes() {
        assert_eq!(singles("‘We don’t wait,’ said Ruiz."), "‘We don’t wait,’");
        assert_eq!(
            singles("He called it a 'split fortnight' again."),
            "'split fortnight'"
        );
        assert_eq!(singles("“He said ‘no’ to us,” said Ruiz."), "");
        assert_eq!(singles("The dogs' owner can't wait for Lee's call."), "");
        assert_eq!(singles("Ruiz doesn’t like the ’90s."), "");
    }

    #[test]
    fn inches_and_lone_marks_open_nothing() {
        assert_eq!(found("A 5\" pipe was laid here, said Ruiz."), "");
        assert_eq!(found("We wait,” said Ruiz."), "");
    }
}
