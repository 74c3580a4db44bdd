//! Sentences of cases.tsv, and the stage as a whole.

use proptest::prelude::*;

use super::{Cues, Lexicon};
use crate::document::{Block, BlockKind, CueType, Document, EventStatus, Sentence, Span, Token};
use crate::stages::Stage;

const CASES: &str = include_str!("cases.tsv");

/// Tokens and tags of a case: "May/MD" or an untagged word.
fn tokens(sentence: &str) -> Vec<(&str, Option<&str>)> {
    let split = |token| match str::rsplit_once(token, '/') {
        Some((word, tag)) if !word.is_empty() => (word, Some(tag)),
        _ => (token, None),
    };
    sentence.split(' ').map(split).collect()
}

/// The name of a type as in records.
fn name(kind: CueType) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().into()
}

/// The cues of a case, as type and words.
fn found(lexicon: &Lexicon, sentence: &str) -> Vec<(CueType, String)> {
    let tokens = tokens(sentence);
    let cues = lexicon.find(tokens.iter().copied()).into_iter();
    cues.map(|cue| {
        let words: Vec<&str> = tokens[cue.tokens].iter().map(|t| t.0).collect();
        (cue.entry.kind.unwrap(), words.join(" "))
    })
    .collect()
}

fn holds(expectation: &str, cues: &[(CueType, String)]) -> bool {
    if expectation == "-" {
        return !cues.iter().any(|cue| cue.0.is_hedge());
    }
    if let Some(kind) = expectation.strip_prefix('!') {
        return !cues.iter().any(|cue| name(cue.0) == kind);
    }
    let (kind, words) = expectation.split_once('=').unwrap();
    cues.iter().any(|cue| name(cue.0) == kind && cue.1 == words)
}

#[test]
fn sentences_and_near_misses() {
    let lexicon = Lexicon::builtin().unwrap();
    let rows = CASES.lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut failures = Vec::new();
    let mut count = 0;
    for row in rows {
        let (expected, sentence) = row.split_once('\t').unwrap();
        count += 1;
        let cues = found(&lexicon, sentence);
        for expectation in expected.split(';') {
            if !holds(expectation, &cues) {
                failures.push(format!("{expectation}: {sentence}\n    found {cues:?}"));
            }
        }
    }
    assert!(count >= 120, "{count} cases");
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// A document of one-block sentences, given as tokens with tags.
fn document(sentences: &[(&str, BlockKind)]) -> Document {
    let mut text = String::new();
    let mut layers = (Vec::new(), Vec::new(), Vec::new());
    for (index, &(sentence, kind)) in sentences.iter().enumerate() {
        let first = text.len();
        for (word, tag) in tokens(sentence) {
            let start = text.len();
            text.push_str(word);
            layers.2.push(Token {
                span: Span::new(start, text.len()),
                sentence: index,
                pos: tag.map(Into::into),
            });
            text.push(' ');
        }
        let span = Span::new(first, text.len() - 1);
        layers.0.push(Block { kind, span });
        layers.1.push(Sentence {
            span,
            block: index,
            hedged: None,
            hedged_core: None,
            certainty: None,
        });
    }
    let mut doc = Document::new(text).unwrap();
    (doc.blocks, doc.sentences, doc.tokens) = layers;
    doc
}

#[test]
fn the_stage_writes_cues_and_hedges() {
    let mut doc = document(&[
        (
            "The brewers are in/IN talks/NNS , sources/NNS said/VBD .",
            BlockKind::Paragraph,
        ),
        ("The chain plans/VBZ to/TO grow .", BlockKind::Paragraph),
        ("Who pays for it ? ”", BlockKind::Heading),
        ("Want more news ?", BlockKind::Boilerplate),
        ("The mayor said/VBD no/UH .", BlockKind::Paragraph),
    ]);
    Cues::new(Lexicon::builtin().unwrap())
        .run(&mut doc)
        .unwrap();
    let cues: Vec<(&str, CueType)> = doc
        .cues
        .iter()
        .map(|c| (doc.slice(c.span), c.kind))
        .collect();
    assert_eq!(
        cues[..4],
        [
            ("in talks", CueType::Dynamic),
            ("sources", CueType::Weasel),
            ("said", CueType::Attribution),
            ("plans to", CueType::Dynamic),
        ]
    );
    assert_eq!(doc.cues[0].signals_status, Some(EventStatus::Negotiation));
    assert!(doc.cues.is_sorted_by_key(|cue| cue.span));
    assert!(cues.contains(&("?", CueType::Question)));
    assert_eq!(cues.iter().filter(|c| c.1 == CueType::Question).count(), 1);
    let hedges: Vec<_> = doc
        .sentences
        .iter()
        .map(|s| (s.hedged, s.hedged_core))
        .collect();
    assert_eq!(hedges[0], (Some(true), Some(true)));
    assert_eq!(hedges[1], (Some(true), Some(false)));
    assert_eq!(hedges[2], (Some(true), Some(true)));
    assert_eq!(hedges[4], (Some(false), Some(false)));
}

proptest! {
    #[test]
    fn any_tokens_are_matched_in_order_without_overlap(
        words in prop::collection::vec(("\\PC{1,4}|in|talks|[.,?]|to|not|may|is|expected|sources|5",
            prop::option::of("MD|NN|NNS|VB|VBZ|VBN|,|TO|RB|CD|xyz")), 0..40)
    ) {
        let lexicon = LEXICON.with(std::rc::Rc::clone);
        let tokens = words.iter().map(|(word, tag)| (word.as_str(), tag.as_deref()));
        let mut end = 0;
        for cue in lexicon.find(tokens) {
            prop_assert!(end <= cue.tokens.start && cue.tokens.start < cue.tokens.end);
            end = cue.tokens.end;
        }
        prop_assert!(end <= words.len());
    }
}

thread_local! {
    static LEXICON: std::rc::Rc<Lexicon> = std::rc::Rc::new(Lexicon::builtin().unwrap());
}
