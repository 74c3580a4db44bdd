//! What follows a possible end of a sentence.

use super::marks::opens_quote;
use super::words::Words;

/// Bytes of a word that are looked at.
const LONGEST: usize = 48;

/// Words of a name that are looked at, and bytes of what stands behind it between commas.
const WORDS: usize = 6;
const APPOSITION: usize = 80;

/// What the text goes on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Lower,
    Capital,
    Digit,
    /// A mark of currency before a digit, or a hash tag, handle or address.
    Sign,
    /// A ticker: "$MSFT".
    Ticker,
    Bracket,
    Dash,
    Bullet,
    /// Punctuation inside a sentence.
    Comma,
    /// Another mark that ends sentences.
    Stop,
    Other,
}

/// The beginning of what follows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Next<'a> {
    pub kind: Kind,
    /// Whether a quotation mark opens before the word.
    pub opens_quote: bool,
    /// The first word, letters alone; empty where none stands there.
    pub word: &'a str,
    /// What stands behind the word.
    pub rest: &'a str,
}

impl<'a> Next<'a> {
    /// What `text`, which begins with a visible character, goes on with.
    pub fn of(text: &'a str) -> Self {
        let bare = text.trim_start_matches(opens_quote);
        let opens_quote = bare.len() < text.len();
        let end = bare
            .char_indices()
            .find(|&(at, c)| at >= LONGEST || !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
            .map_or(bare.len(), |(at, _)| at);
        Self {
            kind: kind(bare),
            opens_quote,
            word: bare[..end].trim_end_matches(['\'', '’']),
            rest: &bare[end..],
        }
    }

    /// The word up to an apostrophe: "It's" begins like "It".
    pub fn stem(&self) -> &'a str {
        self.word.split(['\'', '’']).next().unwrap_or_default()
    }

    /// Whether the word behind the first begins in lower case.
    pub fn goes_on_in_lower_case(&self) -> bool {
        let rest = self.rest.trim_start();
        rest.len() < self.rest.len() && rest.starts_with(char::is_lowercase)
    }

    /// Whether this looks like the beginning of a sentence even behind an abbreviation: a word
    /// that is seldom a name.
    pub fn is_opening(&self) -> bool {
        match self.kind {
            Kind::Capital => {
                // "A.", "I." and "No. 1" are none.
                let is_starter = is_seldom_a_name(self.stem()) && !self.rest.starts_with('.');
                let is_mister = matches!(self.word, "Mr" | "Mrs" | "Ms" | "Messrs");
                is_starter
                    || is_mister
                    || (Words::Noun.has(self.word) && self.goes_on_in_lower_case())
            }
            Kind::Bullet => true,
            _ => false,
        }
    }

    /// Whether this goes on with an hour: "ET", "Tuesday", "New York time", "Election Day".
    pub fn is_zone(&self) -> bool {
        let ends = |next: &Self| {
            next.word.eq_ignore_ascii_case("time") || matches!(next.word, "Day" | "Eve")
        };
        let second = self.following();
        let third = second.filter(|next| next.kind == Kind::Capital);
        let third = third.and_then(|next| next.following());
        Words::Hour.has(self.word)
            || second.as_ref().is_some_and(ends)
            || third.as_ref().is_some_and(ends)
    }

    /// Whether this is what a page or figure is numbered by: "A4", "IV", "B".
    pub fn is_numeral(&self) -> bool {
        self.word.contains(|c: char| c.is_ascii_digit())
            || (self.word.len() > 1 && self.word.chars().all(|c| "IVXLC".contains(c)))
            || matches!(self.word, "B" | "C" | "D" | "E" | "F")
    }

    /// Whether this goes on with a street, or tells the day: "Fifth Ave. Bridge".
    pub fn goes_on_with_street(&self) -> bool {
        let is_day = self.word.ends_with("day") && Words::Hour.has(self.word);
        Words::Street.has(self.word) || (is_day && !self.rest.starts_with(','))
    }

    /// Whether names and a verb of saying follow: "Mayor Joan Tibbs, 67, asked".
    pub fn is_attribution(&self) -> bool {
        // "67-year-old Joan Tibbs asked".
        let is_aged = self.kind == Kind::Digit && self.rest.starts_with("-year-old ");
        let is_name = self.kind == Kind::Capital && !Words::Starter.has(self.stem());
        if self.opens_quote || !(is_name || is_aged) {
            return false;
        }
        let mut rest = behind_hyphens(self.rest);
        let mut has_adverb = false;
        for _ in 0..WORDS {
            if let Some(apposition) = rest.strip_prefix(',') {
                let near = &apposition[..apposition.floor_char_boundary(APPOSITION)];
                let Some(end) = near.find(',') else {
                    return false;
                };
                rest = &apposition[end + 1..];
                // "Tibbs, 67, a baker, asked".
                let more = Next::of(rest.trim_start());
                if more.kind == Kind::Lower && Words::Aside.has(more.word) {
                    let near = &more.rest[..more.rest.floor_char_boundary(APPOSITION)];
                    rest = near.find(',').map_or(rest, |end| &more.rest[end + 1..]);
                }
            }
            let bare =
                rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '-'));
            let next = Next::of(bare);
            match next.kind {
                Kind::Lower if Words::Speech.has(next.word) => return true,
                // "Joan of Arc", "Ludwig van Beethoven", "Tibbs then asked".
                Kind::Lower if Words::Link.has(next.word) => rest = next.rest,
                Kind::Lower if !has_adverb => {
                    has_adverb = true;
                    rest = behind_hyphens(next.rest);
                }
                Kind::Capital if rest.len() > bare.len() && !next.opens_quote => rest = next.rest,
                _ => return false,
            }
        }
        false
    }
}

/// `rest` behind words that hyphens tie to what stands before it: "-in-law".
fn behind_hyphens(rest: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    match rest.starts_with('-') {
        true => rest.trim_start_matches(is_part),
        false => rest,
    }
}

/// Whether a capitalized word is seldom part of a name: listed, or an adverb by its ending.
fn is_seldom_a_name(stem: &str) -> bool {
    let adverbs = [
        "ally", "edly", "ently", "antly", "ously", "arly", "ately", "ingly", "ively",
    ];
    Words::Starter.has(stem) || (stem.len() > 6 && adverbs.iter().any(|end| stem.ends_with(end)))
}

fn kind(bare: &str) -> Kind {
    let mut chars = bare.chars();
    let Some(first) = chars.next() else {
        return Kind::Other;
    };
    let second = chars.next().unwrap_or(' ');
    match first {
        c if c.is_lowercase() => Kind::Lower,
        c if c.is_alphabetic() => Kind::Capital,
        c if c.is_numeric() => Kind::Digit,
        '$' if second.is_uppercase() => Kind::Ticker,
        '$' | '£' | '€' | '¥' | '₹' | '#' | '@' => Kind::Sign,
        '.' if second.is_alphabetic() => Kind::Sign,
        '(' | '[' | '{' => Kind::Bracket,
        '-' | '–' | '—' => Kind::Dash,
        '•' | '*' | '·' | '■' | '●' | '▪' | '►' => Kind::Bullet,
        ',' | ';' | ':' | ')' | ']' | '/' | '=' | '+' => Kind::Comma,
        '.' | '!' | '?' | '…' => Kind::Stop,
        _ => Kind::Other,
    }
}
