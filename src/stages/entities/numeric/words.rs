//! One sentence as the rules see it: tokens with their classes and parsed digits.

use std::collections::HashMap;
use std::ops::Range;

use super::digits::Digits;
use crate::document::{Document, Span};

/// Classes of words, one bit each; a word may have several ("second").
pub(super) type Classes = u32;

pub(super) const MONTH: Classes = 1;
pub(super) const MONTH_ABBR: Classes = 1 << 1;
pub(super) const WEEKDAY: Classes = 1 << 2;
pub(super) const WEEKDAY_ABBR: Classes = 1 << 3;
pub(super) const CARDINAL: Classes = 1 << 4;
pub(super) const TENS: Classes = 1 << 5;
pub(super) const MULTIPLIER: Classes = 1 << 6;
pub(super) const VAGUE: Classes = 1 << 7;
pub(super) const ORDINAL: Classes = 1 << 8;
pub(super) const FRACTION: Classes = 1 << 9;
pub(super) const DAY_UNIT: Classes = 1 << 10;
pub(super) const DAY_UNITS: Classes = 1 << 11;
pub(super) const CLOCK_UNIT: Classes = 1 << 12;
pub(super) const CLOCK_UNITS: Classes = 1 << 13;
pub(super) const SEASON: Classes = 1 << 14;
pub(super) const DAY_PART: Classes = 1 << 15;
pub(super) const ZONE: Classes = 1 << 16;
pub(super) const MEASURE: Classes = 1 << 17;
pub(super) const SCALE: Classes = 1 << 18;
pub(super) const CURRENCY: Classes = 1 << 19;
pub(super) const CODE: Classes = 1 << 20;

/// Names of the classes in words.tsv, in the order of their bits.
const NAMES: [&str; 21] = [
    "month",
    "month_abbr",
    "weekday",
    "weekday_abbr",
    "cardinal",
    "tens",
    "multiplier",
    "vague",
    "ordinal",
    "fraction",
    "day_unit",
    "day_units",
    "clock_unit",
    "clock_units",
    "season",
    "day_part",
    "zone",
    "measure",
    "scale",
    "currency",
    "code",
];

/// The closed-class words of the rules.
pub(super) struct Lexicon(HashMap<&'static str, Classes>);

impl Lexicon {
    /// Reads the table compiled into the crate. A line that names no class is passed over: a
    /// test holds the table to the format.
    pub(super) fn new() -> Self {
        let mut words = HashMap::new();
        for line in include_str!("words.tsv").lines() {
            let Some((name, list)) = line.split_once('\t') else {
                continue;
            };
            let Some(bit) = NAMES.iter().position(|&n| n == name) else {
                continue;
            };
            for word in list.split(' ') {
                *words.entry(word).or_insert(0) |= 1 << bit;
            }
        }
        Self(words)
    }

    /// Currency codes count in capitals only, everything else in any case.
    fn classes(&self, text: &str, lower: &str) -> Classes {
        let look = |word: &str| self.0.get(word).copied().unwrap_or(0);
        let abbreviation = lower.strip_suffix('.').map_or(0, look) & (MONTH_ABBR | WEEKDAY_ABBR);
        look(lower) & !CODE | look(text) & CODE | abbreviation
    }
}

/// A token with what the rules ask of it.
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// Lower case, with straight quotes.
    pub(super) lower: String,
    pub(super) span: Span,
    pub(super) pos: Option<&'a str>,
    pub(super) classes: Classes,
    pub(super) digits: Option<Digits>,
}

/// The tokens of one sentence. Every accessor takes any index: beyond the edges there is
/// an empty word without classes.
pub(super) struct Sentence<'a> {
    words: Vec<Word<'a>>,
    lexicon: &'a Lexicon,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(doc: &'a Document, tokens: Range<usize>, lexicon: &'a Lexicon) -> Self {
        let words = doc.tokens[tokens]
            .iter()
            .map(|token| {
                let text = doc.slice(token.span);
                let lower = text.to_lowercase().replace(['’', '‘'], "'");
                Word {
                    text,
                    classes: lexicon.classes(text, &lower),
                    digits: Digits::parse(&lower),
                    lower,
                    span: token.span,
                    pos: token.pos.as_deref(),
                }
            })
            .collect();
        Self { words, lexicon }
    }

    /// Whether a part of a token is an ISO 4217 code.
    pub(super) fn is_known_code(&self, part: &str) -> bool {
        self.lexicon.0.get(part).is_some_and(|c| c & CODE != 0)
    }

    /// Whether a part of a token, in lower case, is a unit of measurement.
    pub(super) fn is_known_measure(&self, part: &str) -> bool {
        self.lexicon.0.get(part).is_some_and(|c| c & MEASURE != 0)
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The span of the tokens `start..end`, which must not be empty.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        self.words[start].span.cover(self.words[end - 1].span)
    }

    pub(super) fn get(&self, i: usize) -> Option<&Word<'a>> {
        self.words.get(i)
    }

    pub(super) fn text(&self, i: usize) -> &'a str {
        self.words.get(i).map_or("", |w| w.text)
    }

    pub(super) fn lower(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |w| &w.lower)
    }

    /// The lower-cased word before `i`, empty at the start.
    pub(super) fn before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |p| self.lower(p))
    }

    pub(super) fn is(&self, i: usize, list: &[&str]) -> bool {
        self.words.get(i).is_some_and(|w| list.contains(&&*w.lower))
    }

    pub(super) fn has(&self, i: usize, classes: Classes) -> bool {
        self.words.get(i).is_some_and(|w| w.classes & classes != 0)
    }

    pub(super) fn pos(&self, i: usize) -> Option<&'a str> {
        self.words.get(i).and_then(|w| w.pos)
    }

    pub(super) fn digits(&self, i: usize) -> Option<&Digits> {
        self.words.get(i).and_then(|w| w.digits.as_ref())
    }

    /// The part of the token behind its digits, lower-cased.
    pub(super) fn tail(&self, i: usize) -> &str {
        self.digits(i)
            .map_or("", |d| &self.lower(i)[d.tail_start..])
    }

    /// Whether there is no space between token `i` and the one before it.
    pub(super) fn glued(&self, i: usize) -> bool {
        i > 0 && i < self.len() && self.words[i - 1].span.end == self.words[i].span.start
    }

    pub(super) fn is_dash(&self, i: usize) -> bool {
        matches!(self.text(i), "-" | "‐" | "‑" | "–" | "−")
    }

    pub(super) fn is_capitalised(&self, i: usize) -> bool {
        self.text(i).starts_with(char::is_uppercase)
    }

    pub(super) fn is_lower_word(&self, i: usize) -> bool {
        self.text(i).starts_with(char::is_lowercase)
    }

    /// Whether the token before `i` reads as part of a name: capitalised, not the first of
    /// its sentence or quotation, and no word of this lexicon.
    pub(super) fn follows_name(&self, i: usize) -> bool {
        let Some(p) = i.checked_sub(1) else {
            return false;
        };
        // What may stand in capitals before a number for no other reason than its place.
        const OPENERS: [&str; 40] = [
            "a", "about", "after", "all", "almost", "an", "and", "another", "around", "as", "at",
            "because", "before", "between", "but", "by", "during", "every", "for", "from", "he",
            "in", "just", "more", "nearly", "of", "on", "only", "or", "over", "since", "some",
            "than", "the", "these", "they", "those", "to", "top", "when",
        ];
        let opens = p == 0 || matches!(self.text(p - 1), "\"" | "“" | "‘" | "'" | ":" | "." | "•");
        self.text(p).contains(char::is_uppercase)
            && self.words[p].classes & !CODE == 0
            && self.words[p].digits.is_none()
            && !(opens && OPENERS.contains(&self.lower(p)))
    }

    /// Whether `i` looks like a finite verb or an auxiliary, as behind the subject "May".
    pub(super) fn is_verb_like(&self, i: usize) -> bool {
        const VERBS: [&str; 12] = [
            "said", "has", "had", "is", "was", "would", "will", "be", "have", "not", "also", "'s",
        ];
        match self.pos(i) {
            Some(tag) => matches!(tag, "VB" | "VBD" | "VBZ" | "MD"),
            None => self.is(i, &VERBS) || self.lower(i).ends_with("ed"),
        }
    }

    /// Whether `i` looks like a plural noun: by its tag, else by its form.
    pub(super) fn is_plural_noun(&self, i: usize) -> bool {
        const IRREGULAR: [&str; 8] = [
            "people",
            "men",
            "women",
            "children",
            "police",
            "cattle",
            "feet",
            "personnel",
        ];
        match self.pos(i) {
            Some(tag) => matches!(tag, "NNS" | "NNPS") || self.is(i, &IRREGULAR),
            None => {
                let word = self.lower(i);
                const NO_NOUNS: [&str; 13] = [
                    "was", "is", "has", "as", "this", "its", "his", "us", "does", "its", "thus",
                    "across", "says",
                ];
                self.is_lower_word(i)
                    && (IRREGULAR.contains(&word)
                        || word.len() > 2
                            && word.ends_with('s')
                            && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
                            && !NO_NOUNS.contains(&word))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        for line in include_str!("words.tsv").lines() {
            let (name, list) = line.split_once('\t').unwrap();
            assert!(name.starts_with('#') || NAMES.contains(&name), "{name}");
            assert!(list.split(' ').all(|w| !w.is_empty()), "{line}");
        }
    }

    #[test]
    fn codes_count_in_capitals_only() {
        let lexicon = Lexicon::new();
        assert_eq!(lexicon.classes("TRY", "try"), CODE);
        assert_eq!(lexicon.classes("try", "try"), 0);
        assert_eq!(lexicon.classes("second", "second"), ORDINAL | CLOCK_UNIT);
    }
}
