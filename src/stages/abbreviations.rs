//! Words that keep their full stop: data/abbreviations.tsv, one list for sentences and tokens.

use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/data/abbreviations.tsv"
));

/// Where an abbreviation may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// A name follows: the stop never ends a sentence.
    Title,
    /// More of the sentence follows.
    Inside,
    /// An abbreviation before a number alone, else an ordinary word.
    Number,
    /// Ends a sentence where the next word looks like the beginning of one.
    Name,
    /// The same, if a comma or hyphen stands before it, else an ordinary word.
    Place,
    /// Ends a sentence before any capital.
    Last,
}

const CLASSES: [(&str, Abbreviation); 6] = [
    ("title", Abbreviation::Title),
    ("inside", Abbreviation::Inside),
    ("number", Abbreviation::Number),
    ("name", Abbreviation::Name),
    ("place", Abbreviation::Place),
    ("last", Abbreviation::Last),
];

static LIST: LazyLock<HashMap<&str, Abbreviation>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let rows = rows.filter_map(|row| row.split_once('\t'));
    let classed = rows.filter_map(|(name, members)| {
        let class = CLASSES.iter().find(|(class, _)| *class == name)?.1;
        Some((class, members))
    });
    classed
        .flat_map(|(class, members)| members.split('|').map(move |member| (member, class)))
        .collect()
});

/// The longest word, in bytes, that may be an abbreviation.
const LONGEST: usize = 16;

/// The class of `word`, which a full stop follows and which holds no other mark than stops
/// between letters; `None` for ordinary words.
pub(super) fn class(word: &str) -> Option<Abbreviation> {
    if word.len() > LONGEST {
        return None;
    }
    let listed = LIST
        .get(word)
        .or_else(|| LIST.get(word.to_lowercase().as_str()))
        .or_else(|| LIST.get(capitalized(word)?.as_str()));
    listed
        .copied()
        .or_else(|| is_dotted(word).then_some(Abbreviation::Name))
}

/// A word in capitals with one capital: "St" of "ST"; `None` where `word` has small letters.
fn capitalized(word: &str) -> Option<String> {
    let mut chars = word.chars();
    let first = chars.next()?;
    let is_loud = word.chars().all(char::is_uppercase);
    is_loud.then(|| first.to_string() + &chars.as_str().to_lowercase())
}

/// Whether stops stand between the single or double letters of `word`: "U.S", "Ph.D", "S.p.A".
fn is_dotted(word: &str) -> bool {
    let is_short = |part: &str| {
        (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic)
    };
    word.contains('.') && word.split('.').all(is_short)
}

/// Whether `word` keeps the full stop behind it as its own in a token; `rest` is what follows the
/// stop in the sentence.
pub(super) fn keeps_stop(word: &str, rest: &str) -> bool {
    let rest = rest.trim_start();
    match class(word) {
        Some(Abbreviation::Number) => rest.starts_with(|c: char| c.is_ascii_digit()),
        Some(_) => true,
        None => {
            // "H." is an initial unless the sentence ends there ("vitamin C.").
            let mut chars = word.chars();
            !rest.is_empty()
                && chars.next().is_some_and(char::is_uppercase)
                && chars.next().is_none()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_has_one_class() {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
        let mut members: Vec<&str> = Vec::new();
        for row in rows {
            let (class, row) = row.split_once('\t').unwrap();
            assert!(CLASSES.iter().any(|(name, _)| *name == class), "{class}");
            members.extend(row.split('|'));
        }
        assert_eq!(members.len(), LIST.len(), "twice in the table");
        assert!(members.iter().all(|m| !m.is_empty() && m.len() <= LONGEST));
    }

    #[test]
    fn classes_and_case() {
        assert_eq!(class("MR"), Some(Abbreviation::Title));
        assert_eq!(class("Mass"), Some(Abbreviation::Place));
        assert_eq!(class("mass"), None);
        assert_eq!(class("GEN"), Some(Abbreviation::Title));
        assert_eq!(class("gen"), None);
        assert_eq!(class("Ft"), Some(Abbreviation::Name));
        assert_eq!(class("ft"), Some(Abbreviation::Last));
        assert_eq!(class("U.S"), Some(Abbreviation::Name));
        assert_eq!(class("S.p.A"), Some(Abbreviation::Name));
        assert_eq!(class("ASP.NET"), None);
    }

    #[test]
    fn stops_of_tokens() {
        assert!(keeps_stop("Inc", ""));
        assert!(!keeps_stop("no", ""));
        assert!(keeps_stop("No", " 10"));
        assert!(keeps_stop("H", " Wells"));
        assert!(!keeps_stop("C", ""));
    }
}
