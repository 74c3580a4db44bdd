//! Names of a stretch of text, and what words have in common, to tell that two places speak of one
//! matter.

use std::collections::BTreeSet;

use crate::document::{Document, EntityType, Span};

/// The names in a stretch, in lower case and without "'s", "Corp." and the like; of a name of
/// several words the last one for people ("Musk"), all of it for others.
pub(super) fn names_in(doc: &Document, span: Span) -> BTreeSet<String> {
    let first = doc.entities.partition_point(|e| e.span.start < span.start);
    let inside = doc.entities[first..]
        .iter()
        .take_while(|e| e.span.end <= span.end);
    let named = inside.filter(|e| is_name(e.kind));
    named.map(|e| key(doc.slice(e.span), e.kind)).collect()
}

fn is_name(kind: EntityType) -> bool {
    matches!(
        kind,
        EntityType::Person
            | EntityType::Norp
            | EntityType::Fac
            | EntityType::Org
            | EntityType::Gpe
            | EntityType::Loc
            | EntityType::Product
            | EntityType::Event
            | EntityType::WorkOfArt
            | EntityType::Law
    )
}

/// Endings of company names that are often left out.
const LEGAL_FORMS: [&str; 12] = [
    "corp",
    "corporation",
    "inc",
    "ltd",
    "limited",
    "plc",
    "co",
    "company",
    "group",
    "ag",
    "llc",
    "sa",
];

fn key(name: &str, kind: EntityType) -> String {
    let lower = name.to_lowercase().replace('’', "'");
    let lower = lower.trim_end_matches("'s").trim_end_matches('\'');
    let mut words: Vec<&str> = lower
        .split_whitespace()
        .map(|w| w.trim_matches('.'))
        .collect();
    while words.len() > 1 && words.last().is_some_and(|w| LEGAL_FORMS.contains(w)) {
        words.pop();
    }
    match kind {
        EntityType::Person => words.last().copied().unwrap_or_default().to_owned(),
        // "Grok AI", "Grok" and "Azure cloud platform", "Azure" are one.
        EntityType::Product => words.first().copied().unwrap_or_default().to_owned(),
        _ => words.join(" "),
    }
}

/// The sentence around a span; the span itself outside of all sentences.
pub(super) fn sentence_of(doc: &Document, span: Span) -> Span {
    let index = doc.sentences.partition_point(|s| s.span.end <= span.start);
    doc.sentences.get(index).map_or(span, |s| s.span)
}

/// Verbs and the nouns of the same event that share no stem.
const PAIRS: [(&str, &str); 12] = [
    ("acquisition", "acquire"),
    ("purchase", "buy"),
    ("sale", "sell"),
    ("bought", "buy"),
    ("sold", "sell"),
    ("merger", "merge"),
    ("decision", "decide"),
    ("growth", "grow"),
    ("choice", "choose"),
    ("departure", "depart"),
    ("death", "die"),
    ("takeover", "acquire"),
];

/// A crude stem of a predicate: verbs and the nouns made of them have the same ("integrating",
/// "integration").
pub(super) fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let pair = PAIRS
        .iter()
        .find(|(noun, _)| lower.trim_end_matches('s') == *noun);
    let lower = pair.map_or(lower.as_str(), |(_, verb)| verb);
    const ENDINGS: [&str; 20] = [
        "ating", "ated", "ates", "ator", "ations", "ation", "ments", "ment", "ions", "ion", "ings",
        "ing", "ers", "ies", "ed", "es", "ate", "e", "s", "y",
    ];
    let cut = ENDINGS.iter().find_map(|e| {
        let rest = lower.strip_suffix(e)?;
        (rest.len() >= e.len().max(3)).then_some(rest)
    });
    let rest = cut.unwrap_or(lower);
    // "planned", "planning"
    let mut chars = rest.chars().rev();
    match (chars.next(), chars.next()) {
        (Some(a), Some(b)) if a == b && rest.len() > 4 && a != 's' && a != 'l' => {
            rest[..rest.len() - a.len_utf8()].to_owned()
        }
        _ => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_and_their_nouns_share_a_stem() {
        for words in [
            ["integrate", "integration", "integrating"],
            ["host", "hosting", "hosts"],
            ["acquire", "acquisition", "acquired"],
            ["plan", "planned", "planning"],
            ["close", "closing", "closes"],
            ["negotiate", "negotiations", "negotiating"],
        ] {
            let stems: BTreeSet<String> = words.iter().map(|w| stem(w)).collect();
            assert_eq!(stems.len(), 1, "{words:?}: {stems:?}");
        }
        assert_ne!(stem("host"), stem("hold"));
        assert_eq!(stem("is"), "is");
    }

    #[test]
    fn names_are_told_by_what_is_always_said() {
        assert_eq!(key("Microsoft Corp.", EntityType::Org), "microsoft");
        assert_eq!(key("Microsoft’s", EntityType::Org), "microsoft");
        assert_eq!(key("Elon Musk", EntityType::Person), "musk");
        assert_eq!(key("Grok AI", EntityType::Product), "grok");
        assert_eq!(key("Group", EntityType::Org), "group");
    }
}
