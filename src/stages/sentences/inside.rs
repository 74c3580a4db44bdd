//! Quotations, brackets and what is left out: marks that end no sentence around them.

use super::apart::unspaced_end;
use super::marks::opens_quote;
use super::next::{Kind, Next};
use super::stops::Stop;
use super::words::Words;

/// Bytes in which a bracket closes.
const BRACKET: usize = 400;

impl Stop<'_> {
    /// Whether the quotation that closes here is brought in by who says it: "He asked: “Why?”"
    pub(super) fn is_introduced(&self) -> bool {
        let near = self.near();
        let Some(opening) = near.rfind(['"', '“']) else {
            return false;
        };
        let before = near[..opening].trim_end();
        let saying = before.strip_suffix(',').map(unspaced_end);
        before.ends_with(':') || saying.is_some_and(|word| Words::Speech.has(word))
    }

    /// Whether the bracket that closes here stands behind the first words of the sentence and
    /// holds two at most: "the artist (sic!)".
    pub(super) fn is_short_bracket(&self) -> bool {
        let Some((before, inner)) = self.near().rsplit_once(['(', '[']) else {
            return false;
        };
        before.contains(char::is_alphanumeric)
            && inner.split_whitespace().count() <= 1
            && self.word.chars().all(char::is_alphabetic)
    }

    /// Whether an ellipsis stands for what is left out: "“... We", "the ... Board", or before a
    /// small word that is said again: "I ... I don't know".
    pub(super) fn is_gap(&self) -> bool {
        let next = &self.next;
        let last = match self.word {
            "" => self.previous().trim_start_matches(opens_quote),
            word => word,
        };
        if last == next.word && Words::Starter.has(last) {
            return true;
        }
        let is_apart = self.word.is_empty() && !self.closes_bracket;
        let opens = |c| opens_quote(c) || matches!(c, '(' | '[');
        let small = last.to_lowercase();
        let is_tied = Words::Article.has(&small) || Words::Tie.has(&small);
        is_apart
            && (self.before.ends_with(opens)
                || (is_tied && !next.opens_quote && !next.is_opening()))
    }
}

impl Next<'_> {
    /// Whether a sentence in brackets follows, or a note on who wrote the report.
    pub(super) fn is_bracketed_sentence(&self) -> bool {
        if self.kind != Kind::Bracket || self.opens_quote {
            return false;
        }
        let near = &self.rest[..self.rest.floor_char_boundary(BRACKET)];
        let inner = near.trim_start_matches(['(', '[', '{']);
        let first = Next::of(inner);
        if Words::Credit.has(first.word) {
            return first.goes_on_in_lower_case();
        }
        let Some(end) = inner.find([')', ']', '}']) else {
            return false;
        };
        let inner = inner[..end].trim_end_matches(['"', '”', '’', '\'']);
        first.is_opening() && inner.ends_with(['.', '!', '?'])
    }

    /// Whether a verb of saying follows, or a pronoun and one: "he asked", "I said".
    pub(super) fn is_speaking(&self) -> bool {
        let is_past = self.word == "said" || self.word.ends_with("ed");
        if self.kind == Kind::Lower && is_past && Words::Speech.has(self.word) {
            return true;
        }
        let verb = Next::of(self.rest.trim_start());
        !self.opens_quote
            && matches!(self.word, "I" | "he" | "she" | "they" | "we" | "it")
            && (verb.kind == Kind::Lower && !verb.opens_quote)
            && Words::Speech.has(verb.word)
    }
}
