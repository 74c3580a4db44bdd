//! The language of the article: each longer block votes with its letters, and the majority decides.
//!
//! The votes are those of the crate whatlang, which errs on short texts full of foreign names; a
//! block with enough of the words that no English sentence does without is English whatever it says.

mod names;

use std::collections::BTreeMap;

use whatlang::{Lang, Script, detect, detect_script};

use super::{Stage, StageError};
use crate::document::{BlockKind, Document};

/// Letters below which a text in Latin script tells no language; the declared one holds then, and
/// without one it counts as English.
pub const MIN_LETTERS: usize = 60;

/// The same for other scripts, which are never English.
pub const MIN_LETTERS_OF_SCRIPT: usize = 10;

/// The confidence below which a detection counts as English.
pub const MIN_CONFIDENCE: f64 = 0.2;

/// Of the words of a block, the share that must be English function words, as a divisor.
const FUNCTION_WORDS_ONE_IN: usize = 8;

/// Characters of the text that vote at most: the first ones.
const MAX_CHARS: usize = 100_000;

/// Words that stand in nearly every English sentence and are rare in other languages.
const FUNCTION_WORDS: &[&str] = &[
    "about", "after", "and", "are", "been", "but", "by", "for", "from", "had", "has", "have",
    "his", "it", "not", "of", "said", "that", "the", "their", "they", "this", "to", "was", "were",
    "which", "who", "will", "with", "would",
];

/// Writes [`Document::language`], and [`Document::skipped`] where the article is not in English.
pub struct Language;

impl Stage for Language {
    fn name(&self) -> &'static str {
        "language"
    }

    fn version(&self) -> u32 {
        1
    }

    fn is_english(&self) -> bool {
        false
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let declared = doc.language.take().and_then(|tag| valid_tag(&tag));
        let detected = majority(doc);
        let language = match (detected, declared) {
            // The declared tag may say more: "en-GB".
            (Some(detected), Some(declared)) if primary(&declared) == names::tag(detected) => {
                declared
            }
            (Some(detected), _) => names::tag(detected).to_owned(),
            (None, Some(declared)) => declared,
            (None, None) => "en".to_owned(),
        };
        if primary(&language) != "en" {
            doc.skipped = Some(format!(
                "the article is in {}; hedgerow annotates English (--force annotates it all the same)",
                names::name(primary(&language))
            ));
        }
        doc.language = Some(language);
        Ok(())
    }
}

/// The language of most letters; `None` where there are too few to tell.
fn majority(doc: &Document) -> Option<Lang> {
    let mut votes: BTreeMap<&str, (usize, Lang)> = BTreeMap::new();
    let mut vote = |text: &str| {
        if let Some((lang, letters)) = detected(text) {
            votes.entry(names::tag(lang)).or_insert((0, lang)).0 += letters;
        }
    };
    // Blocks that are too short to tell vote together.
    let mut short = String::new();
    let mut left = MAX_CHARS;
    for block in doc.blocks.iter().filter(|b| is_text(b.kind)) {
        let text = doc.slice(block.span);
        let end = text.char_indices().nth(left).map_or(text.len(), |(i, _)| i);
        let text = &text[..end];
        left -= text.chars().count();
        if letters(text) < MIN_LETTERS {
            short.push_str(text);
            short.push('\n');
        } else {
            vote(text);
        }
    }
    vote(&short);
    let most = votes
        .into_values()
        .max_by_key(|&(letters, lang)| (letters, lang == Lang::Eng));
    most.map(|(_, lang)| lang)
}

/// The language of a text and its letters.
fn detected(text: &str) -> Option<(Lang, usize)> {
    let letters = letters(text);
    let is_latin = detect_script(text)? == Script::Latin;
    if letters
        < if is_latin {
            MIN_LETTERS
        } else {
            MIN_LETTERS_OF_SCRIPT
        }
    {
        return None;
    }
    if is_latin && has_function_words(text) {
        return Some((Lang::Eng, letters));
    }
    let info = detect(text)?;
    let is_sure = !is_latin || info.confidence() >= MIN_CONFIDENCE;
    Some((if is_sure { info.lang() } else { Lang::Eng }, letters))
}

fn has_function_words(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic() && c != '’' && c != '\'');
    let (mut all, mut found) = (0, 0);
    for word in words.filter(|w| !w.is_empty()) {
        all += 1;
        found += usize::from(
            FUNCTION_WORDS
                .binary_search(&word.to_lowercase().as_str())
                .is_ok(),
        );
    }
    found >= 2 && found * FUNCTION_WORDS_ONE_IN >= all
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

fn is_text(kind: BlockKind) -> bool {
    !matches!(
        kind,
        BlockKind::Boilerplate | BlockKind::Byline | BlockKind::Dateline | BlockKind::Caption
    )
}

/// A declared tag in the form of BCP 47; `None` where it is none.
fn valid_tag(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let primary = parts.next()?.to_lowercase();
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let is_valid = matches!(primary.len(), 2 | 3)
        && primary.chars().all(|c| c.is_ascii_lowercase())
        && parts.clone().all(is_part);
    is_valid.then(|| parts.fold(primary, |tag, part| tag + "-" + part))
}

/// The language of a tag: "en" of "en-GB".
fn primary(tag: &str) -> &str {
    match tag.split('-').next() {
        Some("eng") => "en",
        Some(primary) => primary,
        None => tag,
    }
}

#[cfg(test)]
mod tests;
