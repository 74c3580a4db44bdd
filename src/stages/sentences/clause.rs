//! A clause of its own behind an abbreviation: "She lives in the U.S.| Poland is her home."
//!
//! An abbreviation that ends a name says nothing about where the sentence ends, and a capital
//! may begin a name there as well as a sentence. It begins one where the sentence has a verb
//! already, and the capital is the subject of another verb.

use super::next::{Kind, Next};
use super::stops::Stop;
use super::words::Words;
use crate::stages::abbreviations::{Abbreviation, class};

/// How a clause behind an abbreviation may begin.
#[derive(Debug, Clone, Copy)]
struct Opening {
    /// Capitals before the verb, at most.
    most: usize,
    /// Whether a noun may follow the first capital: "Rose bushes ordered".
    is_phrase: bool,
    /// Words that go on with the abbreviation.
    attached: &'static [Words],
}

impl Opening {
    fn new(most: usize, is_phrase: bool, attached: &'static [Words]) -> Self {
        Self {
            most,
            is_phrase,
            attached,
        }
    }
}

/// What goes on with a place.
const OF_PLACE: &[Words] = &[
    Words::Attached,
    Words::Body,
    Words::Site,
    Words::Staff,
    Words::Street,
];

impl Stop<'_> {
    /// Whether a clause follows the abbreviation `word`, and one stands before it.
    pub(super) fn is_between_clauses(&self, word: &str) -> bool {
        let Some(opening) = self.opening(word) else {
            return false;
        };
        let begins = match self.next.kind {
            Kind::Capital => {
                self.next.begins_clause(opening) || (self.is_within_land(word) && self.next.rules())
            }
            // A number behind a month is a day.
            Kind::Digit => !Words::Date.has(word) && self.next.counts(),
            _ => false,
        };
        begins && self.has_verb()
    }

    /// How a clause behind `word` begins; `None` where it cannot be told from a name.
    fn opening(&self, word: &str) -> Option<Opening> {
        let previous = self.previous();
        let is_name = previous.starts_with(char::is_uppercase) || previous == "&";
        let is_apart = previous.ends_with(',');
        if Words::Firm.has(word) {
            return (is_name && !is_apart).then_some(Opening::new(2, true, &[Words::Staff]));
        }
        if Words::Heir.has(word) {
            let opening = Opening::new(2, true, &[Words::Site, Words::Street]);
            return (is_name && (!is_apart || word == "Jr")).then_some(opening);
        }
        if Words::Date.has(word) {
            return Some(Opening::new(2, true, &[]));
        }
        if word == "al" {
            return Some(Opening::new(1, false, &[]));
        }
        let is_place = Words::Town.has(word) || class(word) == Some(Abbreviation::Place);
        if is_place && is_apart {
            return Some(Opening::new(3, true, OF_PLACE));
        }
        let most = match previous {
            _ if word == "St" => {
                // But "SS St. Louis", "Lake St. Clair".
                let is_loud = !previous.contains(char::is_lowercase);
                let is_street = is_name && !is_apart && !is_loud && !Words::Saintly.has(previous);
                let is_numbered = previous.starts_with(|c: char| c.is_ascii_digit());
                if is_street || is_numbered { 2 } else { 0 }
            }
            _ if Words::Town.has(word) && Words::Tie.has(previous) => 1,
            _ if !word.contains('.') || !Words::Article.has(previous) => 0,
            _ if self.is_within_land(word) => 3,
            _ if Words::Land.has(word) => 2,
            _ => 1,
        };
        (most > 0).then_some(Opening::new(most, false, OF_PLACE))
    }

    /// Whether the abbreviation is a country where something is: "in the U.S."
    fn is_within_land(&self, word: &str) -> bool {
        let mut before = self.before.split_whitespace();
        Words::Land.has(word)
            && before.next_back() == Some("the")
            && before
                .next_back()
                .is_some_and(|word| Words::Within.has(word))
    }

    /// Whether a finite verb stands not far before the word.
    fn has_verb(&self) -> bool {
        let is_between = |c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’' | '-'));
        self.near()
            .split(is_between)
            .any(|word| Words::are_verb(word.split(['\'', '’']).next().unwrap_or_default()))
    }

    /// Whether the letter stands for itself, as a mark at school does, and a clause follows.
    pub(super) fn is_grade(&self) -> bool {
        Words::Article.has(self.previous())
            && self.next.begins_clause(Opening::new(1, false, OF_PLACE))
            && self.has_verb()
    }

    /// Whether a street behind its number stands here: "9 Bank St.", "1400 North Oak Dr."
    pub(super) fn is_address(&self) -> bool {
        let mut names = self.before.split_whitespace().rev();
        let is_named = |word: &str| {
            word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphanumeric)
        };
        let is_number = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_digit())
                && word.chars().all(|c| c.is_ascii_alphanumeric())
        };
        if !names.next().is_some_and(is_named) {
            return false;
        }
        match names.next() {
            Some(word) if is_named(word) => names.next().is_some_and(is_number),
            word => word.is_some_and(is_number),
        }
    }

    /// Whether the letter is a ruler's numeral: "King George V".
    pub(super) fn is_regnal(&self, letter: &str) -> bool {
        let mut before = self.before.split_whitespace();
        matches!(letter, "I" | "V" | "X")
            && before
                .next_back()
                .is_some_and(|name| name.starts_with(char::is_uppercase))
            && before
                .next_back()
                .is_some_and(|word| Words::Ruler.has(word))
    }
}

impl<'a> Next<'a> {
    /// Whether the capital begins a clause.
    fn begins_clause(&self, opening: Opening) -> bool {
        let is_more = |next: Next| {
            next.kind == Kind::Lower && !next.opens_quote && !Words::Tie.has(next.word)
        };
        if !self.is_free(opening.attached) {
            return false;
        }
        if opening.is_phrase && self.following().is_some_and(is_more) {
            return true;
        }
        let mut last = *self;
        for _ in 0..opening.most {
            if last.has_aside(opening.is_phrase) {
                return true;
            }
            match last.following() {
                Some(next) if Words::are_verb(next.stem()) => return true,
                Some(next) if next.is_free(opening.attached) => last = next,
                _ => return false,
            }
        }
        false
    }

    /// Whether more about the word follows behind a comma: "Hale, who", and what may be said of
    /// an institution too where `is_wide`: "Hale, the".
    fn has_aside(&self, is_wide: bool) -> bool {
        let aside = self.rest.strip_prefix(", ").map(Next::of);
        aside.is_some_and(|next| match next.word {
            "who" | "whose" => true,
            _ => is_wide && next.kind == Kind::Lower && Words::Aside.has(next.word),
        })
    }

    /// Whether a ruler's title, a name and a verb follow: "President Hale let".
    fn rules(&self) -> bool {
        let name = self.following().filter(|_| {
            Words::Ruler.has(self.word) || matches!(self.word, "President" | "Chancellor")
        });
        name.is_some_and(|name| name.begins_clause(Opening::new(2, false, OF_PLACE)))
    }

    /// Whether a number, what it counts and a verb follow: "9 people died", "2024 was".
    pub(super) fn counts(&self) -> bool {
        let is_digit = |c: char| c.is_ascii_digit();
        let rest = self
            .rest
            .trim_start_matches(|c| is_digit(c) || matches!(c, ',' | '.'));
        let number = Next { rest, ..*self };
        let is_verb = |next: Next| Words::are_verb(next.stem());
        let counted = number.following().filter(|next| next.kind == Kind::Lower);
        self.word.chars().all(is_digit)
            && !self.opens_quote
            && counted.is_some_and(|c| is_verb(c) || c.following().is_some_and(is_verb))
    }

    /// What follows the word behind white space alone.
    pub(super) fn following(&self) -> Option<Next<'a>> {
        let bare = self.rest.trim_start();
        (bare.len() < self.rest.len()).then(|| Next::of(bare))
    }

    /// Whether the word is a capitalized one that does not go on with what stands before it.
    fn is_free(&self, attached: &[Words]) -> bool {
        let stem = self.stem();
        let is_acronym = stem.len() > 1 && !stem.contains(char::is_lowercase);
        self.kind == Kind::Capital
            && !self.opens_quote
            && !is_acronym
            && !Words::Hour.has(stem)
            && !attached.iter().any(|class| class.has(stem))
    }
}
