//! Whether a sentence ends where it may.

use super::marks::Mark;
use super::next::Kind;
use super::stops::Stop;
use super::words::Words;
use crate::stages::abbreviations::{Abbreviation, class};

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
            Kind::Capital if self.closes_quote => !next.is_attribution(),
            Kind::Lower | Kind::Capital if Words::Exclaimed.has(self.word) => {
                next.kind == Kind::Capital && next.is_opening()
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
        !self.is_first && is_title(self.word) && is_title(self.previous())
    }

    /// "..." and "…".
    fn ends_trailing(&self) -> bool {
        let next = &self.next;
        match next.kind {
            Kind::Capital => !(self.closes_quote && next.is_attribution()),
            Kind::Lower | Kind::Digit | Kind::Comma | Kind::Dash | Kind::Stop | Kind::Bracket => {
                false
            }
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
        let mut abbreviation = class(self.word).or_else(|| class(word));
        if abbreviation == Some(Abbreviation::Place) && !self.is_behind_comma() {
            abbreviation = None;
        }
        match abbreviation {
            Some(abbreviation) => self.ends_abbreviated(word, abbreviation),
            None if is_letter(word) => self.ends_lettered(word),
            None => next.kind != Kind::Lower || self.is_careless(word),
        }
    }

    /// The part of the word that may be an abbreviation: behind the last hyphen or slash.
    fn bare_word(&self) -> &str {
        let cut = |c: char| matches!(c, '-' | '–' | '—' | '/' | '(' | '“' | '"' | '…');
        let last = self.word.rsplit(cut).next().unwrap_or_default();
        // "10a.m."
        let unit = last.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'));
        if unit.is_empty() { last } else { unit }
    }

    /// Whether a comma stands before the word, or a hyphen in it: "Ohio" as in "R-Ohio".
    fn is_behind_comma(&self) -> bool {
        self.word.contains('-') || self.before.trim_end().ends_with(',')
    }

    /// "1." and "b." that open a sentence are marks of a list.
    fn is_list_mark(&self) -> bool {
        let is_number = self.word.len() <= 2 && self.word.chars().all(|c| c.is_ascii_digit());
        self.is_first
            && !self.closes_quote
            && (is_letter(self.word) || is_number)
            && !self.word.is_empty()
    }

    /// Whether a sentence in lower case follows a plain word: text without capitals.
    fn is_careless(&self, word: &str) -> bool {
        let is_brand = |w: &str| w.chars().nth(1).is_some_and(char::is_uppercase);
        if self.closes_quote || self.closes_bracket {
            return false;
        }
        let letters = word.chars().count();
        let is_word = word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
            && word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        let is_lower = word.starts_with(char::is_lowercase);
        if self.previous().ends_with(|c: char| c.is_ascii_digit()) {
            // A unit: "0.2 sec. behind".
            return false;
        }
        is_brand(self.next.word) || (is_word && letters >= if is_lower { 2 } else { 5 })
    }

    fn ends_abbreviated(&self, word: &str, abbreviation: Abbreviation) -> bool {
        let next = &self.next;
        let opens = next.is_opening() || (next.kind == Kind::Capital && next.opens_quote);
        match abbreviation {
            Abbreviation::Title | Abbreviation::Inside => false,
            Abbreviation::Number => match next.kind {
                Kind::Digit => false,
                Kind::Lower => {
                    matches!(word, "no" | "art" | "sun" | "sat") && self.is_careless(word)
                }
                _ => word.starts_with(char::is_lowercase) || opens,
            },
            Abbreviation::Name | Abbreviation::Place if self.is_sealed => true,
            Abbreviation::Name if matches!(word, "St" | "Ft" | "Ste") => {
                // A street behind its name, else a saint or a fort before it.
                opens && self.previous().starts_with(char::is_uppercase)
            }
            Abbreviation::Name | Abbreviation::Place => opens,
            Abbreviation::Last => match next.kind {
                Kind::Capital if word.contains('.') => {
                    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
                    let is_hour = has_digit(self.word) || has_digit(self.previous());
                    let is_zone = Words::Hour.has(next.word)
                        || next
                            .rest
                            .trim_start()
                            .to_ascii_lowercase()
                            .starts_with("time");
                    if is_hour { !is_zone } else { opens }
                }
                Kind::Capital => !Words::Street.has(next.word),
                Kind::Sign => true,
                Kind::Bullet => true,
                _ => next.opens_quote,
            },
        }
    }

    /// One letter: an initial, or a name of its own ("vitamin C").
    fn ends_lettered(&self, letter: &str) -> bool {
        let next = &self.next;
        match next.kind {
            Kind::Capital => {}
            // "E. 25th Street", "c. 1750".
            Kind::Digit => {
                return letter.starts_with(char::is_uppercase) && !is_one_of(letter, "NESW");
            }
            _ => return next.opens_quote || matches!(next.kind, Kind::Sign | Kind::Bullet),
        }
        let previous = self.previous();
        if is_letter(previous.trim_end_matches('.')) && previous.ends_with('.') {
            // Initials come before a surname.
            return false;
        }
        let bare = previous.trim_matches(|c: char| !c.is_alphanumeric());
        let is_measure = bare.ends_with(|c: char| c.is_ascii_digit()) && is_one_of(letter, "CFKmg");
        let is_named = Words::Lettered.has(&bare.to_lowercase())
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
