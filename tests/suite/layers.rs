//! Layers that are left out, with the real model.

use hedgerow::document::Date;
use hedgerow::model::Model;
use hedgerow::record::SourceRecord;
use hedgerow::stages::cues::Lexicon;
use hedgerow::{Layer, Options, Pipeline};

#[test]
fn blocks_alone_are_made_without_the_model() {
    let model = Model::embedded().unwrap();
    let record = |layers: &[Layer]| {
        let lexicon = Lexicon::builtin().unwrap();
        let options = Options {
            layers: layers.to_vec(),
            ..Options::default()
        };
        let pipeline = Pipeline::new(&model, lexicon, &options).unwrap();
        let text = "A headline\n\nBy Ana Ruiz\n\nPublished 3 May 2024\n\nThe dam may hold, engineers said.".to_owned();
        let annotated = pipeline.measured("a".to_owned(), SourceRecord::default(), text);
        let stages: Vec<&str> = annotated.times.iter().map(|(stage, _)| stage).collect();
        (annotated.record, stages.join(" "), annotated.counts.words)
    };
    let (blocks, stages, words) = record(&[Layer::Blocks]);
    let (all, ..) = record(&Layer::ALL);
    assert_eq!(stages, "layout language sentences tokens date record");
    assert_eq!(words, 17);
    assert_eq!(blocks.outcome, all.outcome);
    assert_eq!((blocks.blocks, blocks.language), (all.blocks, all.language));
    assert_eq!(blocks.date, Date::new(2024, 5, 3).ok());
    assert_eq!(blocks.date, all.date);
    assert!(blocks.events.is_none() && blocks.entities.is_none());
}

#[test]
fn layers_that_the_model_cannot_fill_are_absent() {
    let mut model = Model::embedded().unwrap();
    model
        .labels
        .retain(|head, _| matches!(head.as_str(), "entity" | "pos"));
    let lexicon = Lexicon::builtin().unwrap();
    let pipeline = Pipeline::new(&model, lexicon, &Options::default()).unwrap();
    let text = "The company will close the plant in Oslo, the minister said.".to_owned();
    let record = pipeline.record("a".to_owned(), SourceRecord::default(), text);
    assert!(record.events.is_none() && record.claims.is_none());
    // Rules find attributions without the model's heads.
    let source = &record.sources.unwrap()[0];
    assert_eq!(source.text.as_deref(), Some("the minister"));
    assert_eq!(record.attributions.unwrap()[0].rule, "verb");
    assert_eq!(record.entities.unwrap().len(), 1);
    assert!(!record.cues.unwrap().is_empty());
}
