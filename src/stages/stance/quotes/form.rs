//! How a quotation looks: how long it is, and whether it is a fragment, a title or somebody's.

use std::ops::Range;

use crate::document::EntityType;
use crate::stages::stance::sources::page::Page;

/// Nouns between a possessor and the words quoted of it ("Musk's vision for a “...”").
const OF_WORDS: [&str; 42] = [
    "vision",
    "view",
    "promise",
    "pledge",
    "call",
    "calls",
    "description",
    "claim",
    "claims",
    "criticism",
    "warning",
    "idea",
    "notion",
    "slogan",
    "phrase",
    "words",
    "remark",
    "remarks",
    "comment",
    "comments",
    "statement",
    "motto",
    "mantra",
    "rhetoric",
    "threat",
    "insistence",
    "agenda",
    "push",
    "policy",
    "demand",
    "demands",
    "talk",
    "concept",
    "characterization",
    "reference",
    "boast",
    "assertion",
    "denunciation",
    "approach",
    "campaign",
    "argument",
    "term",
];

/// The tokens between the marks.
pub(super) fn inside(page: &Page, tokens: &Range<usize>) -> Range<usize> {
    let mark = |t: usize| matches!(page.word(t), "\"" | "''" | "``" | "«" | "»" | "„" | "'");
    let end = if tokens.len() > 1 && mark(tokens.end - 1) {
        tokens.end - 1
    } else {
        tokens.end
    };
    (tokens.start + 1).min(end)..end
}

/// How many of the tokens between the marks are words.
pub(super) fn words(page: &Page, tokens: &Range<usize>) -> usize {
    let word = |&t: &usize| page.word(t).starts_with(char::is_alphanumeric);
    inside(page, tokens).filter(word).count()
}

/// Whether a quotation is less than a clause: it does not begin like a sentence, or neither has a
/// verb nor ends like one.
pub(super) fn is_fragment(page: &Page, tokens: &Range<usize>) -> bool {
    let inner = inside(page, tokens);
    let opens = page.is_capital(inner.start)
        || page
            .word(inner.start)
            .starts_with(|c: char| !c.is_alphabetic());
    let ends = inner
        .clone()
        .last()
        .is_some_and(|t| matches!(page.word(t), "." | "," | "!" | "?" | "…" | "..."));
    let verb = inner.clone().any(|t| page.is_finite(t));
    let starts_sentence = page.sentence(tokens.start).start == tokens.start;
    let after_colon = tokens.start > 0 && page.word(tokens.start - 1) == ":";
    if opens && (verb || (ends && words(page, tokens) > 1)) {
        return false;
    }
    !((starts_sentence || after_colon) && ends && page.is_capital(inner.start))
}

/// Whether a quotation stands in the label of a list item: "Interest in “raw” data: Sales grew ...".
pub(super) fn in_label(page: &Page, tokens: &Range<usize>) -> bool {
    let sentence = page.sentence(tokens.start);
    let colon = (tokens.end..sentence.end).find(|&t| page.word(t) == ":");
    let names = |colon: usize| !(sentence.start..colon).any(|t| page.is_finite(t));
    colon.is_some_and(names)
}

/// A work's title: capitalised words, nothing ends inside.
pub(super) fn is_title(page: &Page, tokens: &Range<usize>) -> bool {
    let inner = inside(page, tokens);
    if inner.is_empty() {
        return false;
    }
    if inner
        .clone()
        .any(|t| page.entity_type(t) == Some(EntityType::WorkOfArt))
    {
        return true;
    }
    let long = |&t: &usize| page.word(t).len() > 3;
    let capital = inner.clone().filter(long).all(|t| page.is_capital(t));
    let ends = matches!(page.word(inner.end - 1), "." | "!");
    capital && !ends && words(page, tokens) >= 2 && page.is_capital(inner.start)
}

/// The possessor in "Musk's vision for a “...”", whose words these are.
pub(super) fn possessor(page: &Page, tokens: &Range<usize>) -> Option<Range<usize>> {
    let floor = page
        .sentence(tokens.start)
        .start
        .max(tokens.start.saturating_sub(8));
    let noun = (floor..tokens.start)
        .rev()
        .find(|&t| OF_WORDS.contains(&page.word(t)))?;
    let verb = (noun..tokens.start).any(|t| page.is_finite(t) || page.is_stop(t));
    let owner = (floor..noun)
        .rev()
        .find(|&t| matches!(page.word(t), "'s" | "'"))?;
    let entity = page.entity(owner.checked_sub(1)?)?;
    let entity = &page.doc.entities[entity];
    let owns = matches!(entity.kind, EntityType::Person | EntityType::Org);
    let tokens = page.tokens(entity.span);
    (owns && !verb && noun - owner < 4).then_some(tokens.start..tokens.end.min(owner))
}
