//! Segmentation of raw text: sentences, tokens, and the boundaries between sentences.

use std::collections::BTreeSet;

use super::gold::segments::GoldSegments;
use super::measure::Counts;
use super::report::{Mistake, Tally};
use crate::document::{Block, BlockKind, Document, Span};
use crate::stages::sentences::Sentences;
use crate::stages::tokens::Tokens;
use crate::stages::{Stage, StageError};

/// Sentences and tokens of a text: spans in bytes, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segments {
    pub sentences: Vec<Span>,
    pub tokens: Vec<Span>,
}

/// What our stages make of a gold text, each paragraph a block of running text.
///
/// # Errors
/// A stage failed, or the text is too long for one document.
pub fn segment(gold: &GoldSegments) -> Result<Segments, StageError> {
    let mut doc = Document::new(gold.text.clone()).map_err(|_| StageError::Missing("text"))?;
    let block = |&span: &Span| Block {
        kind: BlockKind::Paragraph,
        span,
    };
    doc.blocks = gold.paragraphs.iter().map(block).collect();
    Sentences.run(&mut doc)?;
    Tokens.run(&mut doc)?;
    Ok(Segments {
        sentences: doc.sentences.iter().map(|s| s.span).collect(),
        tokens: doc.tokens.iter().map(|t| t.span).collect(),
    })
}

/// Scores the segments of a gold's text.
///
/// Rows `sentences`, `tokens` and `words` count exact spans, as the scorer of the CoNLL 2018
/// shared task does; a multiword token is one of `tokens` and several of `words` where its words
/// spell it. Row `boundaries` counts the ends of sentences within paragraphs, `boundaries right`
/// the share that is right among those of the gold or ours. A text without gold tokens has
/// neither `tokens` nor `words`. With `halves` the rows are told apart by [`half`], and the
/// mistakes are those of the first half alone.
pub fn score(gold: &GoldSegments, ours: &Segments, halves: bool) -> Tally {
    let mut tally = Tally::default();
    let suffix = match half(gold) {
        _ if !halves => "",
        Half::First => ", first half",
        Half::Second => ", second half",
    };
    let mut count = |row: &str, counts: Counts| *tally.counts(&format!("{row}{suffix}")) = counts;
    count("sentences", exact(&gold.sentences, &ours.sentences));
    if !gold.tokens.is_empty() {
        count("tokens", exact(&gold.tokens, &ours.tokens));
        count("words", exact(&gold.words, &ours.tokens));
    }
    let (wanted, found) = (inner(gold, &gold.sentences), inner(gold, &ours.sentences));
    let correct = wanted.intersection(&found).count();
    let counts = Counts {
        gold: wanted.len(),
        predicted: found.len(),
        correct,
    };
    count("boundaries", counts);
    let right = tally.share(&format!("boundaries right{suffix}"));
    right.gold = wanted.union(&found).count();
    right.correct = correct;
    if halves && half(gold) == Half::Second {
        return tally;
    }
    for &end in wanted.symmetric_difference(&found) {
        let [gold_side, our_side] = [&wanted, &found].map(|ends| match ends.contains(&end) {
            true => "boundary".to_owned(),
            false => String::new(),
        });
        tally.mistakes.push(Mistake {
            weight: 1.0,
            document: gold.id.clone(),
            gold: gold_side,
            predicted: our_side,
            text: around(&gold.text, end),
        });
    }
    tally
}

/// A half of a gold file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The half whose errors may be read.
    First,
    /// The half of which only figures are looked at.
    Second,
}

/// The half of its file to which a document belongs: by a hash of its text (FNV-1a, 64 bits).
pub fn half(gold: &GoldSegments) -> Half {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = gold.text.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    match hash >> 32 & 1 {
        0 => Half::First,
        _ => Half::Second,
    }
}

/// Spans that both have.
fn exact(gold: &[Span], ours: &[Span]) -> Counts {
    let wanted: BTreeSet<&Span> = gold.iter().collect();
    Counts {
        gold: gold.len(),
        predicted: ours.len(),
        correct: ours.iter().filter(|span| wanted.contains(span)).count(),
    }
}

/// Ends of sentences that are not ends of paragraphs.
fn inner(gold: &GoldSegments, sentences: &[Span]) -> BTreeSet<u32> {
    let outer: BTreeSet<u32> = gold.paragraphs.iter().map(|p| p.end).collect();
    let ends = sentences.iter().map(|s| s.end);
    ends.filter(|end| !outer.contains(end)).collect()
}

/// Characters shown on either side of a boundary.
const AROUND: usize = 40;

/// The text around byte `end`, where a bar stands.
fn around(text: &str, end: u32) -> String {
    let (before, after) = text.split_at(end as usize);
    let start = before
        .char_indices()
        .rev()
        .nth(AROUND - 1)
        .map_or(0, |c| c.0);
    let after: String = after.chars().take(AROUND).collect();
    format!("{}|{after}", &before[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold() -> GoldSegments {
        GoldSegments {
            id: "a".to_owned(),
            text: "I don't. Go.\n\nNo".to_owned(),
            paragraphs: vec![Span::new(0, 12), Span::new(14, 16)],
            sentences: vec![Span::new(0, 8), Span::new(9, 12), Span::new(14, 16)],
            tokens: [(0, 1), (2, 7), (7, 8), (9, 11), (11, 12), (14, 16)]
                .map(|(start, end)| Span::new(start, end))
                .to_vec(),
            words: [(0, 1), (2, 4), (4, 7), (7, 8), (9, 11), (11, 12), (14, 16)]
                .map(|(start, end)| Span::new(start, end))
                .to_vec(),
        }
    }

    #[test]
    fn our_own_segments() {
        let gold = gold();
        let tally = score(&gold, &segment(&gold).unwrap(), false);
        for (row, right) in [
            ("sentences", 3),
            ("tokens", 5),
            ("words", 7),
            ("boundaries", 1),
        ] {
            assert_eq!(tally.counts[row].correct, right, "{row}");
        }
        assert_eq!(tally.counts["tokens"].predicted, 7);
        assert!(tally.mistakes.is_empty());
    }

    #[test]
    fn a_boundary_missed_and_one_too_many() {
        let gold = gold();
        let ours = Segments {
            sentences: vec![Span::new(0, 1), Span::new(2, 12), Span::new(14, 16)],
            tokens: Vec::new(),
        };
        let tally = score(&gold, &ours, true);
        let name = match half(&gold) {
            Half::First => "first half",
            Half::Second => "second half",
        };
        assert_eq!(tally.counts[&format!("sentences, {name}")].correct, 1);
        let right = tally.shares[&format!("boundaries right, {name}")];
        assert_eq!((right.gold, right.correct), (2, 0));
        let tally = score(&gold, &ours, false);
        let mistakes: Vec<(&str, &str)> = tally
            .mistakes
            .iter()
            .map(|m| (m.kind(), m.text.as_str()))
            .collect();
        assert_eq!(
            mistakes,
            [
                ("spurious", "I| don't. Go.\n\nNo"),
                ("missed", "I don't.| Go.\n\nNo")
            ]
        );
    }
}
