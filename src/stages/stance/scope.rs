//! What each cue bears on.

#[cfg(test)]
mod cases;
mod clause_end;

use std::ops::Range;

use super::syntax::{BE, Groups, Kind, Words, sentence};
use crate::document::{Cue, CueType, Document, Span};
use crate::stages::{Stage, StageError};

/// Sets [`Cue::scope`]: a part of the cue's sentence, without its final mark.
///
/// A modal, adverb or governing word bears on what follows it, up to the end of its clause; a
/// predicate ("remains unclear") on its subject; a word before a noun on the rest of the phrase;
/// words for sources and reports on what is ascribed. Corrections and bare nouns ("talks") have
/// no scope.
pub struct Scopes;

impl Stage for Scopes {
    fn name(&self) -> &'static str {
        "scope"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let mut scopes: Vec<Option<Span>> = Vec::with_capacity(doc.cues.len());
        for tokens in doc.sentence_tokens() {
            if tokens.is_empty() {
                continue;
            }
            let span = doc.token_span(tokens.clone());
            let cues = doc.cues[scopes.len()..]
                .iter()
                .take_while(|c| c.span.start < span.end);
            let sentence = Sentence::new(doc, tokens);
            scopes.extend(cues.map(|cue| sentence.scope(doc, cue)));
        }
        for (cue, scope) in doc.cues.iter_mut().zip(scopes) {
            cue.scope = scope;
        }
        Ok(())
    }
}

/// Words that end the clause before them.
const TERMINATORS: &[&str] = &[
    "but", "although", "though", "while", "whereas", "however", "because", "unless", "if",
    "despite",
];

/// How many words a scope holds at most: keeps the work linear in the text.
const FARTHEST: usize = 150;

struct Sentence {
    words: Words,
    groups: Groups,
}

impl Sentence {
    fn new(doc: &Document, tokens: Range<usize>) -> Self {
        let words = sentence(doc, tokens);
        let groups = Groups::new(&words);
        Self { words, groups }
    }

    fn scope(&self, doc: &Document, cue: &Cue) -> Option<Span> {
        let tokens = doc.tokens_under(cue.span);
        let first = self.words.first;
        let cue_words = tokens.start.saturating_sub(first)..tokens.end.saturating_sub(first);
        if let Some(content) = ascribed(doc, cue) {
            return Some(content);
        }
        let words = self.words_in_scope(cue.kind, cue_words)?;
        let words = self.trimmed(words)?;
        Some(doc.token_span(first + words.start..first + words.end))
    }

    fn words_in_scope(&self, kind: CueType, cue: Range<usize>) -> Option<Range<usize>> {
        let last = cue.end.checked_sub(1)?;
        match kind {
            CueType::Question => Some(0..cue.start),
            CueType::Approximator
                if self.words.kind(cue.end) == Kind::Number
                    || self.words.is_any(cue.end, &["$", "€", "£"]) =>
            {
                let mut end = cue.end;
                while self.words.kind(end) == Kind::Number
                    || self.words.is_any(end, &["$", "€", "£", "%", "percent"])
                {
                    end += 1;
                }
                Some(cue.end..end)
            }
            CueType::Weasel => self.after_subject(cue),
            CueType::Attribution | CueType::Reportative
                if self.words.is(last, "to") && self.words.is(cue.start, "according") =>
            {
                self.around(cue)
            }
            CueType::Dynamic
                if self.words.kind(last) == Kind::Noun
                    && !self
                        .words
                        .is_any(cue.end, &["to", "of", "about", "on", "over"]) =>
            {
                self.predicated(cue)
            }
            CueType::Correction if self.words.kind(last) == Kind::Noun => None,
            _ if self.is_determiner(cue.clone()) || self.is_modifier(cue.clone()) => {
                let phrase = self.phrase(cue.end);
                let whole = phrase.map(|p| match self.is_determiner(cue.clone()) {
                    true => p,
                    false => self.extended(p),
                });
                whole.or_else(|| self.clause(cue.clone()))
            }
            _ => self.predicated(cue.clone()).or_else(|| self.clause(cue)),
        }
    }

    fn is_determiner(&self, cue: Range<usize>) -> bool {
        cue.len() == 1 && self.words.is_any(cue.start, &["no", "neither"])
    }

    /// Whether the cue stands before a noun that it describes.
    fn is_modifier(&self, cue: Range<usize>) -> bool {
        let inside = self.groups.of(cue.end - 1).is_some();
        let last = self.words.kind(cue.end - 1);
        !inside
            && matches!(
                last,
                Kind::Adjective | Kind::Participle | Kind::Gerund | Kind::Noun
            )
            && matches!(self.words.kind(cue.end), Kind::Noun | Kind::Adjective)
    }

    /// The rest of a noun phrase, up to its preposition or verb; with an infinitive or "that"
    /// clause that completes it.
    fn phrase(&self, start: usize) -> Option<Range<usize>> {
        let head = self.words.noun_phrase_head(start)?;
        let end = head + 1;
        let completed = matches!(self.words.kind(end), Kind::To) || self.words.is(end, "that");
        Some(
            start..if completed {
                self.clause_end(end, end)
            } else {
                end
            },
        )
    }

    /// A noun phrase with "of ..." and "and ..." after it.
    fn extended(&self, mut phrase: Range<usize>) -> Range<usize> {
        while self.words.is_any(phrase.end, &["of", "and"]) {
            match self.words.noun_phrase_head(phrase.end + 1) {
                Some(head) if self.groups.of(head).is_none() => phrase.end = head + 1,
                _ => break,
            }
        }
        phrase
    }

    /// What follows the cue, up to the end of its clause.
    fn clause(&self, cue: Range<usize>) -> Option<Range<usize>> {
        let mut start = cue.end;
        if self.words.kind(start) == Kind::Comma {
            start += 1;
        }
        if self.words.is(start, "that") {
            start += 1;
        }
        let end = self.clause_end(start, cue.start);
        (start < end).then_some(start..end)
    }

    /// The subject, where the cue is a predicate and nothing completes it ("are expected").
    fn predicated(&self, cue: Range<usize>) -> Option<Range<usize>> {
        let before = |at: usize| self.groups.ending(at);
        let adverb = |at: &usize| self.words.kind(*at) == Kind::Adverb;
        let after_adverb = || before(cue.start.checked_sub(1).filter(adverb)?);
        let within = self.groups.of(cue.start);
        let group = within.or_else(|| before(cue.start)).or_else(after_adverb)?;
        let g = &self.groups[group];
        let head = self.words[g.head].lower.as_str();
        let copula = BE.contains(&head)
            || matches!(
                head,
                "remain" | "remains" | "remained" | "seems" | "appears" | "looks"
            );
        let covers = cue.contains(&g.head) && g.passive || copula;
        let ends = matches!(
            self.words.kind(cue.end),
            Kind::Comma | Kind::Break | Kind::Quote | Kind::Other | Kind::Conjunction
        ) || cue.end >= self.words.len()
            || self.words.is_any(cue.end, TERMINATORS);
        if !covers || !ends || cue.start < g.words.start || g.modal == Some(cue.start) {
            return None;
        }
        let floor = match group.checked_sub(1) {
            Some(b) => self.groups[b].words.end,
            None => 0,
        };
        let mut start = g.words.start;
        while start > floor
            && !matches!(
                self.words.kind(start - 1),
                Kind::Comma | Kind::Break | Kind::Opener | Kind::Quote
            )
        {
            start -= 1;
        }
        (start < g.words.start).then_some(start..g.words.start)
    }

    /// After an anonymous source: what it says or thinks.
    fn after_subject(&self, cue: Range<usize>) -> Option<Range<usize>> {
        let before = cue.start.checked_sub(1);
        if before.is_some_and(|j| self.words.is(j, "to") || self.words.kind(j).is_verb()) {
            return self.around(before?..cue.end);
        }
        let group = &self.groups[self.groups.from(cue.end)?];
        self.clause(group.words.start..group.words.end)
    }

    /// The sentence without "according to ..." or "said ...": what comes before, else after it.
    fn around(&self, cue: Range<usize>) -> Option<Range<usize>> {
        let mut start = cue.start;
        while start > 0 && !matches!(self.words.kind(start - 1), Kind::Comma | Kind::Break) {
            start -= 1;
        }
        if start > 0 {
            return Some(0..start);
        }
        let comma = (cue.end..self.words.len()).find(|&j| self.words.kind(j) == Kind::Comma)?;
        Some(comma + 1..self.words.len())
    }

    /// Without punctuation at either end.
    fn trimmed(&self, mut words: Range<usize>) -> Option<Range<usize>> {
        let mark = |j: usize| {
            matches!(self.words.kind(j), Kind::Comma | Kind::Break | Kind::Quote)
                && !self.words.is_any(j, &[")", "]", "(", "["])
        };
        while !words.is_empty() && mark(words.end - 1) {
            words.end -= 1;
        }
        while !words.is_empty() && mark(words.start) {
            words.start += 1;
        }
        (!words.is_empty()).then_some(words)
    }
}

/// The content of the attribution whose words or source the cue is, without quotation marks.
fn ascribed(doc: &Document, cue: &Cue) -> Option<Span> {
    let attributions = doc.attributions.as_deref()?;
    let found = attributions.iter().find(|a| match cue.kind {
        CueType::Attribution | CueType::Reportative | CueType::Denial => {
            a.cue.is_some_and(|c| c.overlaps(cue.span))
        }
        CueType::Weasel => {
            let source = a.source.and_then(|i| doc.sources.as_ref()?.get(i)?.span);
            source.is_some_and(|s| s.overlaps(cue.span))
        }
        _ => false,
    })?;
    let near = |piece: &&Span| {
        let sentence = |span: Span| {
            let token = doc.tokens.get(doc.tokens_under(span).start)?;
            Some(token.sentence)
        };
        sentence(**piece) == sentence(cue.span)
    };
    let span = found.content.iter().find(near)?;
    let text = doc.slice(*span);
    let marks = ['"', '“', '”', ',', '.', '«', '»', ' '];
    let start = text.len() - text.trim_start_matches(marks).len();
    let inner = text.trim_matches(marks);
    let start = span.start as usize + start;
    (!inner.is_empty()).then(|| Span::new(start, start + inner.len()))
}
