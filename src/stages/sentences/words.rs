//! Words that tell whether a sentence begins: words.tsv.

use std::collections::HashSet;
use std::sync::LazyLock;

const TABLE: &str = include_str!("words.tsv");

/// A class of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Words {
    /// Capitalized words that are seldom part of a name.
    Starter,
    /// Capitalized nouns of the news that need no article: "Analysts".
    Noun,
    /// Forms of verbs that tell that somebody speaks.
    Speech,
    /// Names that are written with an exclamation or question mark, without it.
    Exclaimed,
    /// What a letter names, in lower case: "vitamin C", "plan B".
    Lettered,
    /// Small words inside names.
    Link,
    /// Goes on with an hour: "10 a.m. ET", "5 p.m. Tuesday".
    Hour,
    /// Goes on with a street: "Fifth Ave. Bridge".
    Street,
    /// The last part of a domain or of a program's name, capitalized.
    Domain,
    /// A role or part that goes on with a company, and with a country too: "Inc. President".
    Staff,
    /// A place that goes on with whom it is named for, and with a country too: "Jr. Boulevard".
    Site,
    /// Goes on with a country or a place: "U.S. Capitol".
    Attached,
    /// An institution of a country: attached like these, but never a surname.
    Body,
    /// A title of rulers: "King" of "King George V".
    Ruler,
    /// An abbreviation at the end of a company's name.
    Firm,
    /// An abbreviation at the end of a person's name.
    Heir,
    /// An abbreviation that is a date or a part of it.
    Date,
    /// An abbreviated country, which takes an article.
    Land,
    /// An abbreviated place that takes none.
    Town,
    /// An article or possessive.
    Article,
    /// A preposition that makes a place of what follows.
    Within,
    /// Ties the name before it to what follows.
    Tie,
    /// Goes before a saint in the name of a place: "Lake St. Clair".
    Saintly,
    /// Brings more about the name before it, behind a comma.
    Aside,
    /// A small word inside a title.
    Title,
    /// Opens a note on who wrote a report: "Editing by".
    Credit,
    /// May be cut short for another word: "exec", "max".
    Clipped,
    /// An abbreviated place that is a title too: "Md. Salim".
    Titular,
    /// A finite verb that is no regular past, and adverbs that stand before verbs.
    Verb,
}

const CLASSES: [(&str, Words); 29] = [
    ("starter", Words::Starter),
    ("noun", Words::Noun),
    ("speech", Words::Speech),
    ("exclaimed", Words::Exclaimed),
    ("lettered", Words::Lettered),
    ("link", Words::Link),
    ("hour", Words::Hour),
    ("street", Words::Street),
    ("domain", Words::Domain),
    ("staff", Words::Staff),
    ("site", Words::Site),
    ("attached", Words::Attached),
    ("body", Words::Body),
    ("ruler", Words::Ruler),
    ("firm", Words::Firm),
    ("heir", Words::Heir),
    ("date", Words::Date),
    ("land", Words::Land),
    ("town", Words::Town),
    ("article", Words::Article),
    ("within", Words::Within),
    ("tie", Words::Tie),
    ("saintly", Words::Saintly),
    ("aside", Words::Aside),
    ("title", Words::Title),
    ("credit", Words::Credit),
    ("clipped", Words::Clipped),
    ("titular", Words::Titular),
    ("verb", Words::Verb),
];

/// Bytes that a regular past has more of: "need" and "seed" are none.
const SHORTEST_PAST: usize = 4;

static LIST: LazyLock<HashSet<(Words, &str)>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let rows = rows.filter_map(|row| row.split_once('\t'));
    let classed = rows.filter_map(|(name, words)| {
        let class = CLASSES.iter().find(|(class, _)| *class == name)?.1;
        Some(words.split('|').map(move |word| (class, word)))
    });
    classed.flatten().collect()
});

impl Words {
    /// Whether the class has the word.
    pub fn has(self, word: &str) -> bool {
        LIST.contains(&(self, word))
    }

    /// Whether a word in lower case seems to be a finite verb: listed, or a regular past.
    pub fn are_verb(word: &str) -> bool {
        let is_lower = word.starts_with(char::is_lowercase);
        is_lower && (Self::Verb.has(word) || (word.len() > SHORTEST_PAST && word.ends_with("ed")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_words_and_every_row_a_class() {
        for row in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let (name, words) = row.split_once('\t').unwrap();
            let class = CLASSES.iter().find(|(class, _)| *class == name).unwrap().1;
            assert!(
                words
                    .split('|')
                    .all(|word| !word.is_empty() && class.has(word))
            );
        }
        assert!(
            CLASSES
                .iter()
                .all(|(_, class)| LIST.iter().any(|(c, _)| c == class))
        );
        assert!(Words::Starter.has("The") && !Words::Starter.has("Microsoft"));
    }
}
