//! The engine torch says what rten says of the same weights in float32.
//!
//! tests/fixtures/float holds what rten gives for the float32 weights: labels of every token, and the
//! logits of some. Both are written by `HEDGEROW_FLOAT=float.onnx cargo test float32` (see
//! `encoder.rs`). With HEDGEROW_FLOAT and HEDGEROW_CORPORA, the folder of the corpora,
//! `development_sentences` compares 500 sentences besides.

use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use crate::common::project;
use crate::encoder::{PARITY, best, float_labels, float_logits, tokenized};
use crate::stored::ARTICLES;
use hedgerow::document::Document;
use hedgerow::engine::{Device, EngineKind, EngineOptions, Precision, RtenEncoder};
use hedgerow::input::decode;
use hedgerow::model::Model;
use hedgerow::stages::Stage;
use hedgerow::stages::encode::Encode;

fn torch(precision: Precision) -> Encode {
    let model = Model::embedded().unwrap();
    let options = EngineOptions::new(EngineKind::Torch, Some(Device::Cpu), Some(precision));
    let encoder = options.unwrap().encoder(&model).unwrap();
    Encode::new(&model, encoder).unwrap()
}

fn article(name: &str) -> Document {
    let bytes = fs::read(project("data/articles").join(name)).unwrap();
    tokenized(&decode(bytes).unwrap().text)
}

/// Tokens whose best label is the stored one of rten in float32, and all.
fn agreement(encode: &Encode) -> (usize, usize) {
    let (mut same, mut all) = (0, 0);
    for name in ARTICLES {
        let mut doc = article(name);
        encode.run(&mut doc).unwrap();
        let stored = fs::read_to_string(float_labels(name)).unwrap();
        for ((head, _), line) in PARITY.into_iter().zip(stored.lines()) {
            let labels: Vec<&str> = line.split(['\t', ' ']).collect();
            let found = best(&doc, head);
            assert_eq!((labels[0], labels.len() - 1), (head, found.len()), "{name}");
            same += found
                .iter()
                .zip(&labels[1..])
                .filter(|(a, b)| a == b)
                .count();
            all += found.len();
        }
    }
    (same, all)
}

#[test]
fn labels_are_those_of_rten() {
    let (same, all) = agreement(&torch(Precision::F32));
    assert!(all > 5_000, "{all}");
    assert_eq!(same, all);
}

#[test]
fn bf16_keeps_the_labels() {
    let (same, all) = agreement(&torch(Precision::Bf16));
    assert!(same < all, "bf16 rounds nothing");
    let share = same as f64 / all as f64;
    assert!(share >= 0.99, "{share:.4} of {all} labels");
}

#[test]
fn logits_are_those_of_rten() {
    let encode = torch(Precision::F32);
    let mut compared = 0;
    for name in &ARTICLES[..2] {
        let mut doc = article(name);
        encode.run(&mut doc).unwrap();
        let stored = fs::read_to_string(float_logits(name)).unwrap();
        for line in stored.lines() {
            let mut cells = line.split('\t');
            let (token, head) = (cells.next().unwrap(), cells.next().unwrap());
            let row = doc.scores[head].row(token.parse().unwrap());
            let stored: Vec<f32> = cells.map(|cell| cell.parse().unwrap()).collect();
            assert_eq!(row.len(), stored.len());
            for (value, stored) in row.iter().zip(stored) {
                let off = (value - stored).abs();
                assert!(off < 1e-3, "{name}, token {token}, {head}: off by {off}");
                compared += 1;
            }
        }
    }
    assert!(compared > 5_000);
}

/// The first 500 sentences of worldwide.dev, as documents of ten.
fn development(corpora: PathBuf) -> Vec<Document> {
    #[derive(serde::Deserialize)]
    struct Line {
        tokens: Vec<String>,
    }
    let text = fs::read_to_string(corpora.join("ner/worldwide.dev.jsonl")).unwrap();
    let lines = text.lines().take(500);
    let sentence = |line| serde_json::from_str::<Line>(line).unwrap().tokens.join(" ");
    let sentences: Vec<String> = lines.map(sentence).collect();
    assert_eq!(sentences.len(), 500);
    sentences
        .chunks(10)
        .map(|ten| tokenized(&ten.join("\n")))
        .collect()
}

#[test]
fn development_sentences() {
    let given = |name| std::env::var_os(name).map(PathBuf::from);
    let (Some(float), Some(corpora)) = (given("HEDGEROW_FLOAT"), given("HEDGEROW_CORPORA")) else {
        println!("not compared: HEDGEROW_FLOAT or HEDGEROW_CORPORA is not set");
        return;
    };
    let model = Model::embedded().unwrap();
    let weights = Cow::Owned(fs::read(float).unwrap());
    let rten = RtenEncoder::load(weights, &model.heads()).unwrap();
    let rten = Encode::new(&model, Arc::new(rten)).unwrap();
    let torch = torch(Precision::F32);
    let (mut tokens, mut values, mut most, mut other) = (0, 0, 0.0f32, 0);
    for mut doc in development(corpora) {
        let mut same = doc.clone();
        rten.run(&mut doc).unwrap();
        torch.run(&mut same).unwrap();
        tokens += doc.tokens.len();
        for (head, scores) in &doc.scores {
            values += scores.values.len();
            let pairs = scores.values.iter().zip(&same.scores[head].values);
            most = pairs.map(|(a, b)| (a - b).abs()).fold(most, f32::max);
            if scores.labels.is_empty() {
                continue;
            }
            let labels = best(&doc, head).into_iter().zip(best(&same, head));
            other += labels.filter(|(a, b)| a != b).count();
        }
    }
    println!("{tokens} tokens, {values} values: {other} other labels, off by at most {most:.1e}");
    assert!(most < 1e-3 && other == 0);
}
