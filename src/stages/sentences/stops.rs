//! The places where a sentence may end: a mark, with what closes behind it.

use super::apart::{ruled_line, time_stamp, unspaced_end};
use super::marks::{Closed, Mark, may_stop, opens_quote, run};
use super::next::Next;

/// Bytes before a mark that are searched for a verb or for what opened there.
const NEAR: usize = 240;

/// A possible end of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop<'a> {
    pub mark: Mark,
    /// What stands before the mark up to white space, without opening punctuation; empty where
    /// the mark stands alone.
    pub word: &'a str,
    /// The text of the sentence before `word`.
    pub before: &'a str,
    /// Whether neither letter nor digit stands in the sentence before `word`.
    pub is_first: bool,
    /// Whether a quotation mark closes behind the mark.
    pub closes_quote: bool,
    /// Whether a bracket closes behind the mark.
    pub closes_bracket: bool,
    /// Whether an emoji or a footnote's mark stands behind the mark.
    pub is_sealed: bool,
    /// Whether no white space stands behind the end.
    pub is_glued: bool,
    /// Where the sentence would end.
    pub end: usize,
    /// What follows.
    pub next: Next<'a>,
}

/// The places in a text where a sentence may end, from left to right.
pub(super) struct Stops<'a> {
    text: &'a str,
    /// Where the present sentence begins.
    start: usize,
    /// Where the search goes on.
    at: usize,
    /// Up to where the present sentence was searched for words, and whether it has some.
    read: usize,
    has_words: bool,
}

impl<'a> Stops<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            start: 0,
            at: 0,
            read: 0,
            has_words: false,
        }
    }

    /// A sentence ends at byte `end`.
    pub fn cut(&mut self, end: usize) {
        (self.start, self.at, self.read, self.has_words) = (end, end, end, false);
    }

    /// The next place; the end of the text is none.
    pub fn next(&mut self) -> Option<Stop<'a>> {
        let text = self.text;
        loop {
            let (offset, first) = text[self.at..].char_indices().find(|&(_, c)| may_stop(c))?;
            let begin = self.at + offset;
            if let Some(stop) = self.apart(begin, first) {
                return Some(stop);
            }
            let Some((mark, run_end)) = run(text, begin, first) else {
                self.at = begin + first.len_utf8();
                continue;
            };
            self.at = run_end;
            let closed = Closed::behind(text, run_end);
            let rest = &text[closed.end..];
            let following = rest.trim_start();
            if following.is_empty() {
                return None;
            }
            let is_glued = rest.len() == following.len();
            if is_glued && mark != Mark::Wide && !may_be_glued(rest) {
                continue;
            }
            let sentence = &text[self.start..begin];
            let word = match mark {
                Mark::Face | Mark::Address => "",
                _ => last_word(sentence),
            };
            self.read_to(begin - word.len());
            return Some(Stop {
                mark,
                word,
                before: &sentence[..sentence.len() - word.len()],
                is_first: !self.has_words,
                closes_quote: closed.quote,
                closes_bracket: closed.bracket,
                is_sealed: closed.seal,
                is_glued,
                end: closed.end,
                next: Next::of(following),
            });
        }
    }

    /// Looks for words in the present sentence up to byte `end`.
    fn read_to(&mut self, end: usize) {
        if self.read < end {
            self.has_words |= self.text[self.read..end].contains(char::is_alphanumeric);
            self.read = end;
        }
    }

    /// The stop before or behind what stands alone and is recognized at byte `at`.
    fn apart(&mut self, at: usize, first: char) -> Option<Stop<'a>> {
        let text = self.text;
        let (begin, behind) = match first {
            '-' | '_' | '=' | '*' => ruled_line(text, at, first)?,
            'M' => time_stamp(&text[self.start..], at - self.start)
                .map(|(begin, end)| (self.start + begin, self.start + end))?,
            _ => return None,
        };
        let following = text[behind..].trim_start();
        if following.is_empty() {
            return None;
        }
        self.read_to(begin);
        let is_before = self.has_words;
        let end = if is_before { begin } else { behind };
        if !is_before {
            self.at = behind;
        }
        Some(Stop {
            mark: Mark::Apart,
            word: "",
            before: &text[self.start..begin],
            is_first: !is_before,
            closes_quote: false,
            closes_bracket: false,
            is_sealed: false,
            is_glued: false,
            end,
            next: Next::of(following),
        })
    }
}

impl<'a> Stop<'a> {
    /// The word before `word` with its punctuation; empty where there is none.
    pub fn previous(&self) -> &'a str {
        unspaced_end(self.before.trim_end())
    }

    /// What stands not far before `word`.
    pub fn near(&self) -> &'a str {
        let from = self.before.len().saturating_sub(NEAR);
        &self.before[self.before.floor_char_boundary(from)..]
    }
}

/// Whether what stands right behind a mark may begin a sentence although a space is missing:
/// "said.The".
fn may_be_glued(rest: &str) -> bool {
    let mut chars = rest.chars();
    let is_capital = chars.next().is_some_and(char::is_uppercase);
    is_capital
        && chars
            .next()
            .is_some_and(|c| c.is_lowercase() || matches!(c, ' ' | '\'' | '’'))
}

/// The word at the end of `sentence`, without opening punctuation.
fn last_word(sentence: &str) -> &str {
    unspaced_end(sentence)
        .trim_start_matches(|c: char| opens_quote(c) || matches!(c, '(' | '[' | '{' | '’'))
}
