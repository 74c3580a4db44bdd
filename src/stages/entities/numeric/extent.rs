//! The words before a mention that OntoNotes counts in and newspapers' corpora leave out.

use super::vague::vague;
use super::words::Sentence;
use crate::document::EntityType;

/// The first token of the mention `start..end` with its modifiers: "about 20%", "more than
/// five", "the early 1990s", "last Friday", "mid-2024".
pub(super) fn widen(s: &Sentence, start: usize, kind: EntityType, floor: usize) -> usize {
    let mut at = start;
    if vague(s, start).is_some() {
        return at;
    }
    loop {
        let next = match kind {
            EntityType::Date | EntityType::Time => {
                before_time(s, at).or_else(|| before_amount(s, at))
            }
            EntityType::Ordinal => None,
            _ => before_amount(s, at),
        };
        match next {
            Some(earlier) if earlier >= floor => at = earlier,
            _ => return at,
        }
    }
}

fn before_time(s: &Sentence, at: usize) -> Option<usize> {
    const WORDS: [&str; 12] = [
        "the",
        "last",
        "next",
        "this",
        "past",
        "early",
        "late",
        "mid",
        "earlier",
        "later",
        "previous",
        "following",
    ];
    let word = at.checked_sub(1 + usize::from(at > 1 && s.is_dash(at - 1)))?;
    s.is(word, &WORDS).then_some(word)
}

fn before_amount(s: &Sentence, at: usize) -> Option<usize> {
    const WORDS: [&str; 15] = [
        "about",
        "around",
        "nearly",
        "almost",
        "over",
        "some",
        "approximately",
        "roughly",
        "under",
        "exactly",
        "only",
        "between",
        "estimated",
        "just",
        "well",
    ];
    const PAIRS: [(&str, &str); 12] = [
        ("more", "than"),
        ("less", "than"),
        ("fewer", "than"),
        ("greater", "than"),
        ("at", "least"),
        ("at", "most"),
        ("up", "to"),
        ("close", "to"),
        ("as", "many"),
        ("no", "more"),
        ("no", "less"),
        ("an", "estimated"),
    ];
    let one = at.checked_sub(1)?;
    if let Some(two) = at.checked_sub(2)
        && PAIRS
            .iter()
            .any(|&(a, b)| s.lower(two) == a && s.lower(one) == b)
    {
        return Some(two);
    }
    if let Some(three) = at.checked_sub(3)
        && s.lower(three) == "as"
        && s.is(three + 1, &["much", "many"])
        && s.lower(one) == "as"
    {
        return Some(three);
    }
    s.is(one, &WORDS).then_some(one)
}
