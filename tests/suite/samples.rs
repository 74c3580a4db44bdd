//! The stages above the encoder on the sample articles, with stored encoder output.

use std::fs;

use crate::common::{assert_slices, project};
use crate::stored::{ARTICLES, Stored};
use hedgerow::document::{BlockKind, CueType, EntityType, OffsetUnit};
use hedgerow::input::decode;
use hedgerow::model::Model;
use hedgerow::record::{Record, SourceRecord};
use hedgerow::stages::cues::Lexicon;
use hedgerow::{Options, Pipeline, provenance, stages};

const FIRST: &str = "000_321dbd8db90a0fc5.txt";
const SECOND: &str = "001_a5f0b54abdbb305d.txt";

fn annotate(article: &str, options: &Options) -> Record {
    let model = Model::embedded().unwrap();
    let stored = Stored::of(article, model.heads());
    let lexicon = Lexicon::builtin().unwrap();
    let mut provenance = provenance(&model, &lexicon, options);
    let stages = stages::standard(&model, Box::new(stored), None, lexicon).unwrap();
    // What the snapshots show must not change with the weights.
    provenance.model.sha256 = "(weights)".to_owned();
    provenance.version = "(version)".to_owned();
    provenance.lexicon.blake3 = "(lexicon)".to_owned();
    provenance.lexicon.patterns = 0;
    let bytes = fs::read(project("data/articles").join(article)).unwrap();
    let text = decode(bytes).unwrap().text;
    Pipeline::with_stages(stages, provenance).record(
        article.to_owned(),
        SourceRecord::default(),
        text,
    )
}

fn mentions(record: &Record, kind: EntityType) -> Vec<&str> {
    let entities = record.entities.iter().flatten();
    entities
        .filter(|e| e.kind == kind)
        .map(|e| e.text.as_str())
        .collect()
}

#[test]
fn records_of_the_samples() {
    for (name, article) in [("first", FIRST), ("second", SECOND)] {
        let record = annotate(article, &Options::default());
        insta::assert_snapshot!(name, serde_json::to_string_pretty(&record).unwrap());
    }
}

#[test]
fn layout_of_the_samples() {
    use BlockKind::*;
    let kinds = |record: &Record| -> Vec<BlockKind> {
        record.blocks.iter().flatten().map(|b| b.kind).collect()
    };
    assert_eq!(
        kinds(&annotate(FIRST, &Options::default())),
        [
            Bullet, Bullet, Bullet, Headline, Paragraph, Paragraph, Heading, Paragraph, Paragraph,
            Heading, Paragraph, Paragraph, Correction
        ]
    );
    assert_eq!(
        kinds(&annotate(SECOND, &Options::default())),
        [
            Headline,
            Paragraph,
            Paragraph,
            Heading,
            Paragraph,
            Paragraph,
            Heading,
            ListItem,
            ListItem,
            ListItem,
            ListItem,
            ListItem,
            Heading,
            ListItem,
            ListItem,
            ListItem,
            ListItem,
            Heading,
            Paragraph,
            Boilerplate
        ]
    );
}

#[test]
fn every_span_slices_back_in_every_unit() {
    for &article in ARTICLES {
        for offsets in [OffsetUnit::Codepoint, OffsetUnit::Byte, OffsetUnit::Utf16] {
            let options = Options {
                offsets,
                ..Options::default()
            };
            assert_slices(&annotate(article, &options));
        }
    }
}

#[test]
fn names_of_the_samples() {
    use EntityType::*;
    let first = annotate(FIRST, &Options::default());
    let second = annotate(SECOND, &Options::default());
    for name in ["Microsoft", "xAI", "OpenAI", "Meta", "DeepSeek"] {
        assert!(mentions(&first, Org).contains(&name), "{name}");
    }
    for name in ["Microsoft", "xAI", "OpenAI", "Amazon", "The Verge"] {
        assert!(mentions(&second, Org).contains(&name), "{name}");
    }
    assert!(mentions(&first, Gpe).contains(&"China"));
    for record in [&first, &second] {
        let persons = mentions(record, Person);
        assert!(
            persons.contains(&"Elon Musk") && persons.contains(&"Musk"),
            "{persons:?}"
        );
        assert!(!persons.iter().any(|p| p.contains("Grok")), "{persons:?}");
        let products = mentions(record, Product);
        assert!(
            products.contains(&"Grok") && products.contains(&"Azure"),
            "{products:?}"
        );
        assert!(record.entities.iter().flatten().all(|e| e.text != "AI"));
    }
}

#[test]
fn cues_of_the_samples() {
    use CueType::*;
    let first = annotate(FIRST, &Options::default());
    let second = annotate(SECOND, &Options::default());
    let has = |record: &Record, kind: CueType, text: &str| {
        let mut cues = record.cues.iter().flatten();
        assert!(cues.any(|c| c.kind == kind && c.text == text), "{text}");
    };
    has(&second, Reportative, "reportedly");
    has(&second, Attribution, "according to");
    has(&first, Dynamic, "in advanced discussions");
    has(&first, Attribution, "according to");
    has(&first, Weasel, "people familiar with the matter");
    has(&first, Weasel, "sources");
    has(&first, Epistemic, "suggest");
    has(&first, NonConfirmation, "declined to comment");
    has(&first, Epistemic, "remains unclear");
    has(&first, Dynamic, "Talks are still ongoing");
    has(&first, Correction, "Correction");
    has(&first, Correction, "An earlier version of this article");
    let text = first.text.as_deref().unwrap();
    let hedged = |phrase: &str| {
        let at = text[..text.find(phrase).unwrap()].chars().count() as u32;
        let mut sentences = first.sentences.iter().flatten();
        sentences
            .find(|s| s.start <= at && at < s.end)
            .and_then(|s| s.hedged)
    };
    assert_eq!(hedged("advanced discussions"), Some(true));
    assert_eq!(hedged("Broadens AI Strategy"), Some(false));
}

#[test]
fn plain_language_is_not_hedged() {
    let record = annotate("local-news-may-fair.txt", &Options::default());
    let cues = record.cues.iter().flatten();
    let months: Vec<&str> = cues
        .filter(|c| c.text == "May")
        .map(|c| c.text.as_str())
        .collect();
    assert!(months.is_empty());
}
