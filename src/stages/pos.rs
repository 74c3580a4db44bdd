//! Parts of speech: the best label of the encoder's `pos` head among those that the word can have.

use super::{Stage, StageError};
use crate::document::{Document, HeadScores, Token};

/// Sets [`crate::document::Token::pos`].
pub struct PartsOfSpeech;

/// Words of closed classes in lower case, and the Penn tags that they can have. "may", "will" and
/// the like count only as they stand: with a capital they may be names.
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
];

/// Whether a word, as it stands, can have a tag.
fn can_be(word: &str, tag: &str) -> bool {
    let known = CLOSED.iter().find(|(words, _)| words.contains(&word));
    match (known, tag) {
        (Some((_, tags)), _) => tags.contains(&tag),
        (None, "VBZ") => word.ends_with(['s', 'S', 'z']) || word == "ai",
        (None, "VBG") => word.to_lowercase().contains("in") || word == "gon",
        _ => true,
    }
}

/// The best of the labels that a word can have, else the best of all.
fn best(scores: &HeadScores, token: usize, word: &str) -> usize {
    let row = scores.row(token);
    let word = word.replace('’', "'");
    let able = (0..row.len()).filter(|&i| can_be(&word, &scores.labels[i]));
    able.reduce(|best, i| if row[i] > row[best] { i } else { best })
        .unwrap_or_else(|| scores.best(token))
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
