//! Checkpoints of others: those of tests/fixtures/checkpoints, tiny and with random weights, which
//! transformers saved together with its own logits (make.py beside them).

use std::fs;
use std::path::PathBuf;

use crate::common::{assert_slices, project};
use hedgerow::document::EntityType;
use hedgerow::engine::{Batch, Device, EngineKind, EngineOptions};
use hedgerow::input::decode;
use hedgerow::model::{Checkpoint, Model};
use hedgerow::record::{Outcome, Record, SourceRecord};
use hedgerow::stages::cues::Lexicon;
use hedgerow::{Options, Pipeline};

const ALL: [&str; 6] = [
    "bert",
    "deberta",
    "deberta-v2",
    "distilbert",
    "electra",
    "roberta",
];

/// The text of make.py.
const TEXT: &str = "Elon Musk's xAI is in São Paulo, two people said.";

const SAMPLES: [&str; 2] = ["000_321dbd8db90a0fc5.txt", "001_a5f0b54abdbb305d.txt"];

fn folder(name: &str) -> PathBuf {
    project("tests/fixtures/checkpoints").join(name)
}

/// The engines of this build that run a checkpoint.
fn engines(name: &str) -> Vec<EngineOptions> {
    let mut kinds = vec![EngineKind::Rten];
    if cfg!(feature = "torch") && !name.starts_with("deberta") {
        kinds.push(EngineKind::Torch);
    }
    let options = |kind| EngineOptions::new(kind, Some(Device::Cpu), None).unwrap();
    kinds.into_iter().map(options).collect()
}

/// A batch of rows of pieces.
fn batch(rows: &[&[u32]], pad: u32) -> Batch {
    let columns = rows.iter().map(|row| row.len()).max().unwrap();
    let mut batch = Batch::padding(rows.len(), columns, pad as i32);
    for (start, row) in (0..).step_by(columns).zip(rows) {
        for (at, &id) in (start..).zip(*row) {
            (batch.input_ids[at], batch.attention_mask[at]) = (id as i32, 1);
        }
    }
    batch
}

fn assert_close(what: &str, expected: &[f32], values: &[f32]) {
    assert_eq!(expected.len(), values.len(), "{what}");
    for (expected, value) in expected.iter().zip(values) {
        let off = (expected - value).abs();
        assert!(off < 1e-3, "{what}: off by {off}");
    }
}

#[test]
fn logits_are_those_of_transformers() {
    for name in ALL {
        for engine in engines(name) {
            let checkpoint = Checkpoint::load(&folder(name), engine.kind()).unwrap();
            let table = fs::read_to_string(folder(name).join("expected.tsv")).unwrap();
            let (mut ids, mut expected): (Vec<u32>, Vec<f32>) = Default::default();
            for line in table.lines() {
                let (id, logits) = line.split_once('\t').unwrap();
                ids.push(id.parse().unwrap());
                expected.extend(logits.split('\t').map(|cell| cell.parse::<f32>().unwrap()));
            }
            let pieces = checkpoint.tokenizer.encode(TEXT, true).unwrap();
            assert_eq!(pieces.get_ids(), ids, "{name}");

            // The whole text and a half that is padded; and the half without padding.
            let what = format!("{name}, {:?}", engine.kind());
            let encoder = engine.names(&checkpoint).unwrap();
            let half = &ids[..ids.len() / 2];
            let forward = |rows: &[&[u32]]| {
                let mut outputs = encoder.forward(&batch(rows, checkpoint.pad)).unwrap();
                assert_eq!(outputs.len(), 1);
                outputs.remove(0)
            };
            let both = forward(&[&ids, half]);
            let (whole, padded) = both.split_at(expected.len());
            let alone = forward(&[half]);
            assert_close(&what, &expected, whole);
            assert_close(&format!("{what}, padded"), &alone, &padded[..alone.len()]);
        }
    }
}

fn annotate(article: &str, engine: EngineOptions, checkpoint: Option<&Checkpoint>) -> Record {
    let model = Model::embedded().unwrap();
    let lexicon = Lexicon::builtin().unwrap();
    let options = Options::default();
    let pipeline = Pipeline::with_engine(engine, &model, checkpoint, lexicon, &options).unwrap();
    let bytes = fs::read(project("data/articles").join(article)).unwrap();
    let text = decode(bytes).unwrap().text;
    pipeline.record(article.to_owned(), SourceRecord::default(), text)
}

#[test]
fn names_are_the_checkpoints_and_the_rest_is_the_models() {
    use EntityType::*;
    let own = annotate(SAMPLES[0], EngineOptions::default(), None);
    for (name, types) in [
        ("bert", vec![Person, Org, Loc]),
        ("roberta", vec![Person, Org, Gpe]),
        ("electra", vec![Loc, Org, Person]),
    ] {
        let engine = EngineOptions::default();
        let checkpoint = Checkpoint::load(&folder(name), engine.kind()).unwrap();
        let record = annotate(SAMPLES[0], engine, Some(&checkpoint));
        assert_eq!(record.outcome, Outcome::Ok, "{name}: {:?}", record.error);
        assert_slices(&record);
        let is_name = |kind: EntityType| (Person..=Language).contains(&kind);
        let kinds = |record: &Record| -> Vec<EntityType> {
            record.entities.iter().flatten().map(|e| e.kind).collect()
        };
        let found = kinds(&record);
        assert!(found.iter().any(|&kind| is_name(kind)), "{name}: no names");
        assert!(
            found
                .iter()
                .all(|&kind| !is_name(kind) || types.contains(&kind)),
            "{name}: {found:?}"
        );
        assert_ne!(found, kinds(&own), "{name}");
        assert_eq!(record.tokens, own.tokens, "{name}");
        let noted = record.provenance.ner_model.unwrap();
        assert_eq!((noted.name.as_str(), noted.sha256.len()), (name, 64));
    }
}

/// With random weights some labels are a matter of the last digit.
#[cfg(feature = "torch")]
#[test]
fn both_engines_find_the_same_names() {
    for name in ["bert", "distilbert", "electra", "roberta"] {
        let found = engines(name).into_iter().map(|engine| {
            let checkpoint = Checkpoint::load(&folder(name), engine.kind()).unwrap();
            let names = |article| {
                let record = annotate(article, engine, Some(&checkpoint));
                let names = record.entities.into_iter().flatten();
                let names = names.filter(|e| e.kind <= EntityType::Language);
                names.map(move |e| (article, e.start, e.end, e.kind))
            };
            SAMPLES.into_iter().flat_map(names).collect()
        });
        let found: Vec<std::collections::BTreeSet<_>> = found.collect();
        assert!(found[0].len() > 50, "{name}");
        for other in &found[1..] {
            let differing = other.symmetric_difference(&found[0]).count();
            assert!(differing * 200 < found[0].len(), "{name}: {differing}");
        }
    }
}

#[cfg(feature = "torch")]
#[test]
fn torch_leaves_deberta_to_rten() {
    for name in ["deberta", "deberta-v2"] {
        let checkpoint = Checkpoint::load(&folder(name), EngineKind::Torch).unwrap();
        let torch = EngineOptions::new(EngineKind::Torch, Some(Device::Cpu), None).unwrap();
        let error = torch
            .names(&checkpoint)
            .map(|_| ())
            .unwrap_err()
            .to_string();
        assert!(error.contains("--engine rten"), "{error}");
    }
}

#[test]
fn what_cannot_be_used_is_named() {
    let copy = tempfile::tempdir().unwrap();
    for file in fs::read_dir(folder("bert")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    let error = |kind| {
        Checkpoint::load(copy.path(), kind)
            .map(|_| ())
            .unwrap_err()
            .to_string()
    };
    let config = copy.path().join("config.json");
    let text = fs::read_to_string(&config).unwrap();

    fs::remove_file(copy.path().join("model.onnx")).unwrap();
    assert!(error(EngineKind::Rten).contains("scripts/checkpoint.py onnx"));
    fs::remove_file(copy.path().join("model.safetensors")).unwrap();
    assert!(error(EngineKind::Torch).contains("scripts/checkpoint.py safetensors"));
    fs::write(&config, text.replace("\"bert\"", "\"gpt2\"")).unwrap();
    assert!(error(EngineKind::Rten).contains("gpt2"));
    fs::write(&config, text.replace("\"O\"", "\"X\"")).unwrap();
    assert!(error(EngineKind::Rten).contains("'O' is missing"));
    fs::write(&config, &text).unwrap();
    fs::remove_file(copy.path().join("vocab.txt")).unwrap();
    assert!(error(EngineKind::Rten).contains("vocab.txt"));
}
