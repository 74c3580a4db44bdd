//! Parts of speech: the best label of the encoder's `pos` head among those that the word can have.

use super::{Stage, StageError};
use crate::document::{Document, HeadScores, Token};

/// Sets [`crate::document::Token::pos`].
pub struct PartsOfSpeech;

/// Words of closed classes in lower case, and the Penn tags that they can have. Modals count only as
/// they stand: with a capital they may be names.
const CLOSED: &[(&[&str], &[&str])] = &[
    (
        &["may", "would", "could", "should", "shall", "'ll", "wo"],
        &["MD"],
    ),
    (
        &["might", "must", "can", "will"],
        &["MD", "NN", "VB", "VBP"],
    ),
    (&["to"], &["TO", "IN"]),
    (
        &["the", "an", "every", "these", "those", "another"],
        &["DT"],
    ),
    (&["and", "or", "nor"], &["CC"]),
    (&["of", "from", "whether", "because", "if"], &["IN"]),
    (&["he", "she", "they", "we", "him", "them", "me"], &["PRP"]),
    (&["his", "its", "their", "our", "my"], &["PRP$", "PRP"]),
    (&["who", "whom"], &["WP"]),
    (&["which", "whatever"], &["WDT", "WP"]),
    (&["why", "how"], &["WRB"]),
    (&["is", "has", "does"], &["VBZ"]),
    (&["are", "'re"], &["VBP"]),
    (&["was", "were", "did"], &["VBD"]),
    (&["had"], &["VBD", "VBN"]),
    (&["be"], &["VB"]),
    (&["been"], &["VBN"]),
    (&["have", "'ve"], &["VBP", "VB"]),
    (&["not", "n't"], &["RB"]),
    (&["one"], &["CD", "NN"]),
    (
        &[
            "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        ],
        &["CD"],
    ),
];

/// The tags that a word, as it stands, can have, where it is of a closed class.
fn closed(word: &str) -> Option<&'static [&'static str]> {
    let lower = word.to_lowercase().replace('’', "'");
    let named = word.starts_with(char::is_uppercase);
    let mut rows = CLOSED
        .iter()
        .filter(|(_, tags)| !(named && tags.contains(&"MD")));
    let row = rows.find(|(words, _)| words.contains(&lower.as_str()));
    row.map(|(_, tags)| *tags)
}

/// Whether the ending of a word allows a tag.
fn fits(word: &str, tag: &str) -> bool {
    match tag {
        "VBZ" => word.ends_with(['s', 'S', 'z']) || word == "ai",
        "VBG" => ["in", "IN", "gon"].iter().any(|part| word.contains(part)),
        _ => true,
    }
}

/// The best of the labels that a word can have, else the best of all.
fn best(scores: &HeadScores, token: usize, word: &str) -> usize {
    let best = scores.best(token);
    let closed = closed(word);
    let can_be = |label: &String| match closed {
        Some(tags) => tags.contains(&label.as_str()),
        None => fits(word, label),
    };
    if can_be(&scores.labels[best]) {
        return best;
    }
    let row = scores.row(token);
    let able = (0..row.len()).filter(|&i| can_be(&scores.labels[i]));
    able.reduce(|best, i| if row[i] > row[best] { i } else { best })
        .unwrap_or(best)
}

impl Stage for PartsOfSpeech {
    fn name(&self) -> &'static str {
        "pos"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let scores = doc
            .scores
            .get("pos")
            .ok_or(StageError::Missing("the pos head"))?;
        let tag = |(i, token): (usize, &Token)| {
            let best = best(scores, i, doc.slice(token.span));
            scores.labels[best].as_str().into()
        };
        let tags: Vec<Box<str>> = doc.tokens.iter().enumerate().map(tag).collect();
        for (token, tag) in doc.tokens.iter_mut().zip(tags) {
            token.pos = Some(tag);
        }
        Ok(())
    }
}
