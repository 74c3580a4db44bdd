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
}

const CLASSES: [(&str, Words); 9] = [
    ("starter", Words::Starter),
    ("noun", Words::Noun),
    ("speech", Words::Speech),
    ("exclaimed", Words::Exclaimed),
    ("lettered", Words::Lettered),
    ("link", Words::Link),
    ("hour", Words::Hour),
    ("street", Words::Street),
    ("domain", Words::Domain),
];

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
