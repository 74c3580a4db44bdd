//! Whether a sentence ends where it may.

use super::marks::Mark;
use super::next::Kind;
use super::stops::Stop;
use super::words::Words;
use crate::stages::abbreviations::{Abbreviation, class};

/// Words of a title that are looked at, without its last.
const TITLE: usize = 3;

impl Stop<'_> {
    /// Whether the sentence ends here.
    pub fn ends(&self) -> bool {
        // A sentence has a letter or a digit.
        if self.mark != Mark::Apart && self.is_first && !self.word.contains(char::is_alphanumeric) {
            return false;
        }
        if self.is_glued && self.mark != Mark::Wide && !self.is_missing_space() {
            return false;
        }
        match self.mark {
            Mark::Apart | Mark::Wide => true,
            Mark::Face => self.next.kind == Kind::Capital && self.next.is_opening(),
            Mark::Address => {
                self.next.kind == Kind::Capital || matches!(self.next.word, "http" | "https")
            }
            Mark::Exclamation => self.ends_exclaiming(),
            Mark::Ellipsis => self.ends_trailing(),
            Mark::Period => self.ends_plainly(),
        }
    }

    /// Whether a space was forgotten: a plain word, a mark, a capitalized word.
    fn is_missing_space(&self) -> bool {
        let is_plain = self.word.chars().count() > 2 && self.word.chars().all(char::is_lowercase);
        let is_word = !self.next.rest.starts_with(['.', '/', '@']);
        is_plain && is_word && !Words::Domain.has(self.next.word)
    }

    /// "?" and "!".
    fn ends_exclaiming(&self) -> bool {
        let next = &self.next;
        match next.kind {
            Kind::Comma | Kind::Dash | Kind::Stop => false,
            Kind::Lower if self.closes_quote || self.closes_bracket || self.is_title() => false,
            // "Why me? he asked."
            Kind::Lower if next.is_speaking() => false,
            Kind::Capital | Kind::Digit if self.closes_quote => {
                self.is_introduced() || !(next.is_attribution() || next.is_speaking())
            }
            // "The artist (sic!) Orr left."
            Kind::Capital if self.closes_bracket && self.is_short_bracket() => next.is_opening(),
            Kind::Lower | Kind::Capital if Words::Exclaimed.has(self.word) => {
                // "Mamma Mia! Here We Go Again" is a title.
                next.kind == Kind::Capital && next.is_opening() && next.goes_on_in_lower_case()
            }
            _ => true,
        }
    }

    /// Whether the mark seems to be the end of a title in lower-case surroundings: "Is It Me? was".
    fn is_title(&self) -> bool {
        let is_title = |word: &str| {
            let mut chars = word.chars();
            chars.next().is_some_and(char::is_uppercase) && !chars.any(char::is_uppercase)
        };
        let mut before = self.before.split_whitespace().rev().take(TITLE);
        let previous = before.find(|word| !Words::Title.has(word));
        !self.is_first && is_title(self.word) && previous.is_some_and(is_title)
    }

    /// "..." and "…".
    fn ends_trailing(&self) -> bool {
        let next = &self.next;
        match next.kind {
            Kind::Capital if self.closes_quote => {
                self.is_introduced() || !(next.is_attribution() || next.is_speaking())
            }
            Kind::Capital => !self.is_gap(),
            Kind::Digit => next.counts() && !self.is_gap(),
            Kind::Lower | Kind::Comma | Kind::Dash | Kind::Stop | Kind::Bracket => false,
            _ => true,
        }
    }

    /// ".".
    fn ends_plainly(&self) -> bool {
        let next = &self.next;
        if matches!(next.kind, Kind::Comma | Kind::Stop) {
            return false;
        }
        let closes = self.closes_quote || self.closes_bracket;
        if closes && next.kind == Kind::Lower {
            return false;
        }
        if self.is_list_mark() {
            return false;
        }
        let word = self.bare_word();
        match self.abbreviation(word) {
            Some(Abbreviation::Title) => {
                // "12 Oak Dr.", "she is a prof."
                let is_noun =
                    word.starts_with(char::is_lowercase) && Words::Article.has(self.previous());
                next.is_opening() && (is_noun || (word == "Dr" && self.is_address()))
            }
            Some(Abbreviation::Inside) => false,
            _ if next.is_bracketed_sentence() => true,
            Some(abbreviation) => self.ends_abbreviated(word, abbreviation),
            None if is_letter(word) && !self.is_hyphenated_name() => self.ends_lettered(word),
            None => next.kind != Kind::Lower || self.is_careless(word),
        }
    }

    /// The class of the abbreviation before the mark, of which `word` is the bare part.
    fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        // "v." is "versus", "V." a letter.
        let class = class(self.word)
            .or_else(|| class(word))
            .filter(|_| word != "V");
        if class != Some(Abbreviation::Place) || self.is_behind_comma() {
            return class;
        }
        // "Calif. may", "Del. Ann Orr".
        let is_title = Words::Titular.has(word) && !self.next.is_opening();
        (self.is_first || is_title).then_some(Abbreviation::Inside)
    }

    /// The part of the word that may be an abbreviation: behind the last hyphen or slash.
    fn bare_word(&self) -> &str {
        let cut = |c: char| matches!(c, '-' | '–' | '—' | '/' | '(' | '“' | '"' | '…');
        let last = self.word.rsplit(cut).next().unwrap_or_default();
        // "10a.m."
        let unit = last.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
        if unit.is_empty() { last } else { unit }
    }

    /// Whether a hyphen ties the letter to a name: "Jay-Z".
    fn is_hyphenated_name(&self) -> bool {
        self.word
            .split_once('-')
            .is_some_and(|(name, _)| name.len() > 2 && name.chars().all(char::is_alphabetic))
    }

    /// Whether a comma stands before the word, or a hyphen in it: "Ohio" as in "R-Ohio".
    fn is_behind_comma(&self) -> bool {
        self.word.contains('-') || self.before.trim_end().ends_with(',')
    }

    /// "1." and "b." that open a sentence are marks of a list.
    fn is_list_mark(&self) -> bool {
        // "1", "1.2".
        let is_number = self
            .word
            .split('.')
            .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
        // "iii"
        let is_roman = self.word.chars().all(|c| "ivx".contains(c));
        self.is_first
            && !self.closes_quote
            && (is_letter(self.word) || is_number || is_roman)
            && !self.word.is_empty()
    }

    /// Whether a sentence in lower case follows a plain word: text without capitals.
    fn is_careless(&self, word: &str) -> bool {
        // "iPad", "macOS".
        let is_brand = |w: &str| w.contains(char::is_uppercase);
        if self.closes_quote || self.closes_bracket {
            return false;
        }
        let letters = word.chars().count();
        let is_word = word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
            && word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        let is_lower = word.starts_with(char::is_lowercase);
        if self.previous().ends_with(|c: char| c.is_ascii_digit()) || Words::Clipped.has(word) {
            // A unit: "0.2 sec. behind", or half a word: "the exec. board".
            return false;
        }
        let is_figure =
            word.ends_with('%') || (letters == 4 && word.chars().all(|c| c.is_ascii_digit()));
        is_figure
            || is_brand(self.next.word)
            || (is_word && letters >= if is_lower { 2 } else { 5 })
    }

    fn ends_abbreviated(&self, word: &str, abbreviation: Abbreviation) -> bool {
        let next = &self.next;
        let opens = next.is_opening() || (next.kind == Kind::Capital && next.opens_quote);
        match abbreviation {
            Abbreviation::Title | Abbreviation::Inside => false,
            // An answer of one word.
            Abbreviation::Number if word == "No" && self.is_first && next.kind == Kind::Capital => {
                true
            }
            Abbreviation::Number => match next.kind {
                Kind::Digit => false,
                Kind::Capital if next.is_numeral() => false,
                Kind::Lower => {
                    matches!(word, "no" | "art" | "sun" | "sat") && self.is_careless(word)
                }
                _ => word.starts_with(char::is_lowercase) || opens || self.is_between_clauses(word),
            },
            Abbreviation::Name | Abbreviation::Place if self.is_sealed => true,
            Abbreviation::Name if word == "St" && self.is_address() => {
                next.kind == Kind::Capital && !next.goes_on_with_street()
            }
            Abbreviation::Name if matches!(word, "St" | "Ft" | "Ste") => {
                // A street behind its name, else a saint or a fort before it.
                (opens && self.previous().starts_with(char::is_uppercase))
                    || self.is_between_clauses(word)
            }
            Abbreviation::Name | Abbreviation::Place => opens || self.is_between_clauses(word),
            Abbreviation::Last => match next.kind {
                Kind::Capital if word.contains('.') => {
                    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
                    let is_hour = has_digit(self.word) || has_digit(self.previous());
                    if is_hour { !next.is_zone() } else { opens }
                }
                Kind::Capital => !next.goes_on_with_street(),
                Kind::Digit => next.counts(),
                Kind::Sign => true,
                Kind::Bullet => true,
                _ => next.opens_quote,
            },
        }
    }

    /// One letter: an initial, or a name of its own ("vitamin C").
    fn ends_lettered(&self, letter: &str) -> bool {
        let next = &self.next;
        let previous = self.previous();
        let bare = previous.trim_matches(|c: char| !c.is_alphanumeric());
        match next.kind {
            Kind::Capital => {}
            // "E. 25th Street", "c. 1750".
            Kind::Digit => {
                let is_named = Words::Lettered.has(&bare.to_lowercase()) || next.counts();
                return is_named
                    && letter.starts_with(char::is_uppercase)
                    && !is_one_of(letter, "NESW");
            }
            _ => return next.opens_quote || matches!(next.kind, Kind::Sign | Kind::Bullet),
        }
        if is_letter(previous.trim_end_matches('.')) && previous.ends_with('.') {
            // Initials come before a surname.
            return false;
        }
        let is_measure = bare.ends_with(|c: char| c.is_ascii_digit()) && is_one_of(letter, "CFKmg");
        let is_named = Words::Lettered.has(&bare.to_lowercase())
            || self.is_regnal(letter)
            || self.is_grade()
            || (Words::Body.has(next.word) && next.goes_on_in_lower_case())
            || is_measure
            || letter.starts_with(char::is_lowercase);
        let is_me = letter == "I" && bare.starts_with(char::is_lowercase);
        is_named || is_me || next.is_opening()
    }
}

fn is_one_of(letter: &str, letters: &str) -> bool {
    letters.contains(letter)
}

fn is_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}
