//! Pull quotes: quotations that say again what stands in the running text.

use std::collections::HashMap;

use super::Draft;
use super::forms::Form;

/// The shortest and the longest pull quote, in words.
const MIN_WORDS: usize = 5;
const MAX_WORDS: usize = 60;

/// For each block, whether its words stand in another, longer one.
pub(super) fn quotes(text: &str, drafts: &[Draft]) -> Vec<bool> {
    let mut pulled = vec![false; drafts.len()];
    let words: Vec<Vec<String>> = drafts.iter().map(|d| words(text, d)).collect();
    // Blocks by their first words, so that the text is gone through once.
    let mut by_start: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (i, words) in words.iter().enumerate() {
        let is_quoted = text[drafts[i].span.range()].starts_with(['“', '"', '‘', '\'', '«', '„']);
        if is_quoted && (MIN_WORDS..=MAX_WORDS).contains(&words.len()) {
            by_start.entry(&words[..MIN_WORDS]).or_default().push(i);
        }
    }
    for (i, longer) in words.iter().enumerate() {
        for at in 0..(longer.len() + 1).saturating_sub(MIN_WORDS) {
            let Some(found) = by_start.get(&longer[at..at + MIN_WORDS]) else {
                continue;
            };
            for &quote in found {
                let is_part =
                    longer.len() > words[quote].len() && longer[at..].starts_with(&words[quote]);
                pulled[quote] |= quote != i && is_part;
            }
        }
    }
    pulled
}

/// The words of a block that may be a pull quote or hold one, in lower case.
fn words(text: &str, draft: &Draft) -> Vec<String> {
    if !matches!(draft.form, Form::Text | Form::Title | Form::Labelled { .. }) {
        return Vec::new();
    }
    let words = text[draft.span.range()].split(|c: char| !c.is_alphanumeric());
    words
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}
