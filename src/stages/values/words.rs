//! A sentence as the value readers see it.

use std::ops::Range;

use crate::document::{Document, Span};
#[cfg(test)]
use crate::stages::tokens::tokenize;

struct Word<'a> {
    text: &'a str,
    /// Lower case, with straight quotes, without the stop of "Sept."
    lower: String,
    pos: Option<&'a str>,
    span: Span,
}

/// The words of one sentence. Every accessor takes any index: beyond the edges there is an
/// empty word.
pub(super) struct Words<'a>(Vec<Word<'a>>);

impl<'a> Words<'a> {
    /// Some tokens of a document, by index.
    pub(super) fn new(doc: &'a Document, tokens: Range<usize>) -> Self {
        let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
        for token in &doc.tokens[tokens] {
            let pos = token.pos.as_deref();
            let start = token.span.start.max(words.last().map_or(0, |w| w.span.end));
            if start >= token.span.end {
                continue; // behind the mark of an amount, see below
            }
            let (start, end) = (start as usize, token.span.end as usize);
            let mut push = |start: usize, end: usize| {
                let span = Span::new(start, end);
                words.push(Word::new(doc.slice(span), span, pos));
            };
            let text = &doc.text()[start..end];
            match parts(text) {
                // "Rs3,150.50" is a mark and a number, which the tokenizer cuts at its comma.
                Some(cut) if text[cut..].starts_with(|c: char| c.is_ascii_digit()) => {
                    push(start, start + cut);
                    push(
                        start + cut,
                        end.max(start + cut + figure(&doc.text()[start + cut..])),
                    );
                }
                Some(cut) => {
                    push(start, start + cut);
                    push(start + cut, end);
                }
                None => push(start, end),
            }
        }
        Self(words)
    }

    /// The tokens of a text that is no sentence of a document.
    #[cfg(test)]
    pub(super) fn of(text: &'a str) -> Self {
        let word = |span: Span| Word::new(&text[span.range()], span, None);
        Self(tokenize(text).into_iter().map(word).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The indices of the words that a span of the document covers.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let start = self.0.partition_point(|w| w.span.end <= span.start);
        let end = self.0.partition_point(|w| w.span.start < span.end);
        start..end.max(start)
    }

    pub(super) fn text(&self, i: usize) -> &'a str {
        self.0.get(i).map_or("", |w| w.text)
    }

    pub(super) fn lower(&self, i: usize) -> &str {
        self.0.get(i).map_or("", |w| &w.lower)
    }

    /// The lower-cased word before `i`, empty at the start.
    pub(super) fn before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |p| self.lower(p))
    }

    pub(super) fn is(&self, i: usize, list: &[&str]) -> bool {
        self.0.get(i).is_some_and(|w| list.contains(&&*w.lower))
    }

    /// The part of speech (Penn Treebank), where it is known.
    pub(super) fn pos(&self, i: usize) -> Option<&'a str> {
        self.0.get(i).and_then(|w| w.pos)
    }

    /// Whether a plural noun, or an adjective before one, stands at word `i`.
    pub(super) fn is_plural(&self, i: usize) -> bool {
        match self.pos(i) {
            Some(tag) => matches!(tag, "NNS" | "NNPS" | "JJ"),
            None => self.lower(i).ends_with('s') || self.lower(i) == "people",
        }
    }

    /// The end of a mention without a possessive mark.
    pub(super) fn without_possessive(&self, range: Range<usize>) -> usize {
        let last = range.end.saturating_sub(1);
        let possessive = last > range.start && self.is(last, &["'s", "'"]);
        range.end - usize::from(possessive)
    }

    pub(super) fn is_dash(&self, i: usize) -> bool {
        matches!(self.text(i), "-" | "‐" | "‑" | "–" | "−")
    }

    pub(super) fn is_capitalised(&self, i: usize) -> bool {
        self.text(i).starts_with(char::is_uppercase)
    }
}

impl<'a> Word<'a> {
    fn new(text: &'a str, span: Span, pos: Option<&'a str>) -> Self {
        let mut lower = text.to_lowercase().replace(['’', '‘'], "'");
        if lower.len() > 3 && lower.find('.') == Some(lower.len() - 1) {
            lower.pop();
        }
        Self {
            text,
            lower,
            pos,
            span,
        }
    }
}

/// Where a token parts: "Rs500" behind its mark, "80p" before it, "mid-October" behind its
/// hyphen.
fn parts(token: &str) -> Option<usize> {
    const MARKS: [&str; 14] = [
        "Rs", "Rs.", "RM", "Tk", "Rp", "Dh", "Dhs", "R", "N", "KSh", "Ksh", "USD", "EUR", "GBP",
    ];
    if let Some(rest) = token.strip_prefix("mid-").or(token.strip_prefix("Mid-")) {
        return (!rest.is_empty()).then_some("mid-".len());
    }
    let digits = token.find(|c: char| c.is_ascii_digit())?;
    let (mark, amount) = token.split_at(digits);
    if MARKS.contains(&mark) || mark.ends_with(['$', '£', '€', '¥', '₹', '₦']) {
        return Some(digits);
    }
    let pence = amount
        .strip_suffix('p')
        .filter(|n| n.bytes().all(|b| b.is_ascii_digit()));
    (mark.is_empty()).then_some(pence?.len())
}

/// The length of the number that opens `text`.
fn figure(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    (0..bytes.len())
        .take_while(|&at| is_digit(at) || matches!(bytes[at], b',' | b'.') && is_digit(at + 1))
        .count()
}
