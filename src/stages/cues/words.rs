//! Words as small numbers, part-of-speech tests, and the tokens of one sentence.

use std::collections::HashMap;

/// Number of a word that some pattern or condition names; [`UNKNOWN`] for all others.
pub(super) type WordId = u32;

/// The number of every word that no pattern names.
pub(super) const UNKNOWN: WordId = 0;

/// Words that count as numbers beside those that begin with a digit.
const NUMBER_WORDS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "dozen",
    "dozens",
    "half",
];

/// The words that the lexicon names, lower case with straight quotes.
#[derive(Debug)]
pub(super) struct Vocabulary {
    ids: HashMap<Box<str>, WordId>,
    /// Words with smaller numbers are number words.
    first_other: WordId,
}

impl Default for Vocabulary {
    fn default() -> Self {
        let mut vocabulary = Self {
            ids: HashMap::new(),
            first_other: WordId::MAX,
        };
        for word in NUMBER_WORDS {
            vocabulary.intern(word);
        }
        vocabulary.first_other = vocabulary.ids.len() as WordId + 1;
        vocabulary
    }
}

impl Vocabulary {
    /// The number of a word, a new one for a new word.
    pub(super) fn intern(&mut self, word: &str) -> WordId {
        let mut buffer = String::new();
        normalise(word, &mut buffer);
        let next = self.ids.len() as WordId + 1;
        *self.ids.entry(buffer.into()).or_insert(next)
    }

    /// How many numbers are in use, [`UNKNOWN`] included.
    pub(super) fn len(&self) -> usize {
        self.ids.len() + 1
    }

    fn get(&self, word: &str, buffer: &mut String) -> WordId {
        normalise(word, buffer);
        self.ids.get(buffer.as_str()).copied().unwrap_or(UNKNOWN)
    }
}

/// Writes the form under which words are compared: lower case, straight quotes.
fn normalise(word: &str, buffer: &mut String) {
    buffer.clear();
    if word.is_ascii() {
        buffer.push_str(word);
        buffer.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            '’' | '‘' => buffer.push('\''),
            '“' | '”' => buffer.push('"'),
            _ => buffer.extend(c.to_lowercase()),
        }
    }
}

/// Which Penn Treebank tags a token may carry: whole tags (`VB`, `NNP`), or one letter for a
/// whole family (`V` any verb, `N` any noun, `J` any adjective, `R` any adverb).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TagTest {
    negated: bool,
    tags: Vec<Box<str>>,
}

impl TagTest {
    /// Reads `VB`, `N,J` or `!NNP,NNPS`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (negated, list) = match text.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let tags: Vec<Box<str>> = list.split([',', '|']).map(Into::into).collect();
        let known = |tag: &str| {
            tag.bytes()
                .all(|b| b.is_ascii_uppercase() || matches!(b, b'$' | b'.' | b':' | b'`' | b'\''))
        };
        match tags.iter().find(|tag| tag.is_empty() || !known(tag)) {
            Some(tag) => Err(format!("'{tag}' is not a Penn Treebank tag")),
            None => Ok(Self { negated, tags }),
        }
    }

    /// Whether a token with this tag passes.
    pub(super) fn accepts(&self, tag: &str) -> bool {
        let listed = self.tags.iter().any(|wanted| {
            if wanted.len() == 1 && wanted.as_bytes()[0].is_ascii_uppercase() {
                tag.starts_with(&**wanted)
            } else {
                **wanted == *tag
            }
        });
        listed != self.negated
    }
}

/// The tokens of one sentence, as patterns and conditions see them.
#[derive(Debug)]
pub struct TokenView<'a> {
    pub(super) words: Vec<WordId>,
    pub(super) texts: Vec<&'a str>,
    pub(super) tags: Vec<Option<&'a str>>,
    first_other: WordId,
}

impl<'a> TokenView<'a> {
    pub(super) fn new(
        vocabulary: &Vocabulary,
        tokens: impl Iterator<Item = (&'a str, Option<&'a str>)>,
    ) -> Self {
        let mut view = Self {
            words: Vec::new(),
            texts: Vec::new(),
            tags: Vec::new(),
            first_other: vocabulary.first_other,
        };
        let mut buffer = String::new();
        for (text, tag) in tokens {
            view.words.push(vocabulary.get(text, &mut buffer));
            view.texts.push(text);
            view.tags.push(tag);
        }
        view
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// A figure or a number word.
    pub(super) fn is_number(&self, index: usize) -> bool {
        let word = self.words[index];
        (word != UNKNOWN && word < self.first_other)
            || self.texts[index].starts_with(|c: char| c.is_ascii_digit())
    }

    /// A word that begins with a capital although it does not open the sentence.
    pub(super) fn is_capital(&self, index: usize) -> bool {
        let capital = |i: usize| self.texts[i].starts_with(char::is_uppercase);
        capital(index) && self.texts[..index].iter().any(|t| is_word(t))
    }

    /// Whether most of the longer words begin with a capital, as in a headline.
    pub(super) fn is_title_case(&self) -> bool {
        let longer = self.texts.iter().filter(|t| t.len() > 3 && is_word(t));
        let (mut capitals, mut all) = (0, 0);
        for text in longer {
            all += 1;
            capitals += usize::from(text.starts_with(char::is_uppercase));
        }
        capitals * 3 > all * 2
    }

    /// Punctuation that no gap crosses: stops, colons, quotation marks, dashes, brackets.
    pub(super) fn is_barrier(&self, index: usize) -> bool {
        matches!(
            self.texts[index],
            "." | "!" | "?" | ";" | ":" | "…" | "..." | "—" | "–" | "--" | "(" | ")" | "[" | "]"
        ) || is_quote(self.texts[index])
    }
}

pub(super) fn is_word(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
}

/// A double quotation mark, or a single one that stands alone.
pub(super) fn is_quote(text: &str) -> bool {
    matches!(
        text,
        "\"" | "“" | "”" | "„" | "«" | "»" | "``" | "''" | "'" | "‘" | "’"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_whole_or_one_letter() {
        let base = TagTest::parse("VB").unwrap();
        assert!(base.accepts("VB") && !base.accepts("VBD"));
        let verb = TagTest::parse("V").unwrap();
        assert!(verb.accepts("VBD") && !verb.accepts("NN"));
        let other = TagTest::parse("!NNP,NNPS").unwrap();
        assert!(other.accepts("MD") && !other.accepts("NNP"));
        assert!(TagTest::parse("verb").is_err());
        assert!(TagTest::parse("").is_err());
    }

    #[test]
    fn curly_quotes_equal_straight_ones() {
        let mut vocabulary = Vocabulary::default();
        let id = vocabulary.intern("n't");
        let view = TokenView::new(&vocabulary, [("N’T", None), ("not", None)].into_iter());
        assert_eq!(view.words, [id, UNKNOWN]);
    }
}
