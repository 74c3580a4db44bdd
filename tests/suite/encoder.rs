//! The encoder itself: the labels of the real model, with a tolerance, because another kind of
//! CPU rounds otherwise.

use std::fs;
use std::sync::Arc;

use crate::common::project;
use crate::stored::{self, ARTICLES, Stored};
use hedgerow::document::Document;
use hedgerow::engine::RtenEncoder;
use hedgerow::input::decode;
use hedgerow::model::{HEADS, Model};
use hedgerow::stages::Stage;
use hedgerow::stages::encode::Encode;
use hedgerow::stages::layout::Layout;
use hedgerow::stages::sentences::Sentences;
use hedgerow::stages::tokens::Tokens;

/// Share of the tokens whose best label must be the stored one.
const AGREEMENT: f64 = 0.98;

fn encode() -> (Model, Encode) {
    let model = Model::embedded().unwrap();
    let encoder = RtenEncoder::load(model.weights.clone(), &model.heads()).unwrap();
    let encode = Encode::new(&model, Arc::new(encoder)).unwrap();
    (model, encode)
}

fn tokenized(text: &str) -> Document {
    let mut doc = Document::new(text.to_owned()).unwrap();
    for stage in [&Layout as &dyn Stage, &Sentences, &Tokens] {
        stage.run(&mut doc).unwrap();
    }
    doc
}

fn best(doc: &Document, head: &str) -> Vec<String> {
    let scores = &doc.scores[head];
    let label = |i| scores.labels[scores.best(i)].clone();
    (0..doc.tokens.len()).map(label).collect()
}

#[test]
fn labels_are_the_stored_ones() {
    let (model, encode) = encode();
    for article in ARTICLES {
        let bytes = fs::read(project("data/articles").join(article)).unwrap();
        let mut doc = tokenized(&decode(bytes).unwrap().text);
        let mut stored = doc.clone();
        encode.run(&mut doc).unwrap();
        if std::env::var_os("HEDGEROW_REFRESH").is_some() {
            fs::write(stored::fixture(article), stored::format(&doc)).unwrap();
        }
        Stored::of(article, &model.labels).run(&mut stored).unwrap();
        for head in HEADS {
            let (now, then) = (best(&doc, head), best(&stored, head));
            let same = now.iter().zip(&then).filter(|(a, b)| a == b).count();
            let share = same as f64 / now.len() as f64;
            assert!(share >= AGREEMENT, "{article}, {head}: {share:.3}");
        }
    }
}

#[test]
fn every_token_of_a_long_sentence_is_seen() {
    let (_, encode) = encode();
    let mut doc = tokenized(&"the minister of Norway , ".repeat(120));
    encode.run(&mut doc).unwrap();
    assert_eq!(doc.sentences.len(), 1);
    assert_eq!(doc.coverage.len(), 1);
    let labels = best(&doc, "entity");
    let tokens = doc.tokens.iter().zip(&labels);
    let norways: Vec<&String> = tokens
        .filter(|(t, _)| doc.slice(t.span) == "Norway")
        .map(|(_, label)| label)
        .collect();
    let found = norways.iter().filter(|l| l.as_str() == "B-GPE").count();
    assert_eq!(norways.len(), 120);
    assert!(found >= 115, "{found} of 120");
    let tags = best(&doc, "pos");
    assert!(tags.iter().filter(|t| t.as_str() == "NNP").count() >= 115);
}

#[test]
fn text_without_word_pieces_passes() {
    let (_, encode) = encode();
    for text in ["\u{200d}\u{200d} \u{200d}", "", "\u{fffd}\u{ad}", "𝕏 is 🙂"] {
        let mut doc = tokenized(text);
        encode.run(&mut doc).unwrap();
        let rows = doc.scores["pos"].logits.len();
        assert_eq!(rows, doc.tokens.len() * doc.scores["pos"].labels.len());
    }
}
