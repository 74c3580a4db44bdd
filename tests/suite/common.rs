//! What the integration tests share.

use std::path::PathBuf;

use hedgerow::document::OffsetUnit;
use hedgerow::engine::{Batch, Encoder, EngineError, Head};
use hedgerow::model::{FactualityCalibration, Model};
use hedgerow::record::Record;

/// The model with the heads that it may have: the weights need not.
pub fn with_every_head(mut model: Model) -> Model {
    let labels = |labels: &[&str]| labels.iter().map(|l| l.to_string()).collect();
    for (head, labels) in [
        ("cue", labels(&["O", "B", "I"])),
        (
            "role",
            labels(&["O", "B-SOURCE", "I-SOURCE", "B-CONTENT", "I-CONTENT"]),
        ),
        ("factuality", labels(&["event", "value"])),
    ] {
        model.labels.insert(head.to_owned(), labels);
    }
    model.manifest.role_size.get_or_insert(8);
    let calibration = &mut model.manifest.calibration.factuality;
    calibration.get_or_insert(FactualityCalibration {
        slope: 1.0,
        intercept: 0.0,
        event_threshold: 0.9,
    });
    model
}

/// An encoder whose output is arbitrary: it depends on the word piece alone.
pub struct Arbitrary(pub Vec<Head>);

impl Encoder for Arbitrary {
    fn forward(&self, batch: &Batch) -> Result<Vec<Vec<f32>>, EngineError> {
        let value = |id: i32, column: usize| ((id as usize * 31 + column * 17) % 23) as f32 / 4.0;
        let head = |head: &Head| {
            let ids = batch.input_ids.iter();
            ids.flat_map(|&id| (0..head.width).map(move |column| value(id, column)))
                .collect()
        };
        Ok(self.0.iter().map(head).collect())
    }
}

/// A path below the project's folder.
pub fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Asserts that every span of a record slices back to what the record says stands there, that
/// spans are in order, and that tokens lie in sentences and sentences in blocks.
pub fn assert_slices(record: &Record) {
    let id = &record.id;
    let text = record.text.as_deref().expect("an ok record has its text");
    let unit = record.offset_unit.expect("an ok record has a unit");
    let slice = |start: u32, end: u32| slice(text, unit, start as usize, end as usize);
    for entity in record.entities.iter().flatten() {
        assert_eq!(
            slice(entity.start, entity.end),
            entity.text,
            "entity in {id}"
        );
        assert!((0.0..=1.0).contains(&entity.score), "score in {id}");
    }
    for cue in record.cues.iter().flatten() {
        assert_eq!(slice(cue.start, cue.end), cue.text, "cue in {id}");
    }
    let sources = record.sources.as_deref().unwrap_or_default();
    for source in sources {
        let text = source.start.zip(source.end).map(|(s, e)| slice(s, e));
        assert_eq!(text, source.text, "source in {id}");
    }
    for event in record.events.iter().flatten() {
        assert_eq!(slice(event.start, event.end), event.text, "event in {id}");
        assert!((-3.0..=3.0).contains(&event.score), "event in {id}");
    }
    for attribution in record.attributions.iter().flatten() {
        let source = attribution.source.as_ref();
        assert!(
            source.is_none_or(|s| sources.iter().any(|source| source.id == *s)),
            "a source of {id} is missing"
        );
        let content = &attribution.content;
        assert!(
            content.windows(2).all(|c| c[0].end <= c[1].start),
            "content in {id}"
        );
    }
    let blocks = record.blocks.as_deref().unwrap_or_default();
    assert!(
        blocks.windows(2).all(|b| b[0].end <= b[1].start),
        "blocks of {id}"
    );
    let sentences = record.sentences.as_deref().unwrap_or_default();
    for sentence in sentences {
        let block = &blocks[sentence.block as usize];
        assert!(
            block.start <= sentence.start && sentence.end <= block.end,
            "sentence in {id}"
        );
        let text = slice(sentence.start, sentence.end);
        assert_eq!(text.trim(), text, "sentence in {id}");
    }
    assert!(
        sentences.windows(2).all(|s| s[0].end <= s[1].start),
        "sentences of {id}"
    );
    let Some(tokens) = &record.tokens else { return };
    assert_eq!(tokens.start.len(), tokens.end.len());
    assert_eq!(
        tokens.pos.as_ref().map_or(tokens.start.len(), Vec::len),
        tokens.start.len()
    );
    let mut next_sentence = 0;
    for (&start, &end) in tokens.start.iter().zip(&tokens.end) {
        assert!(
            !slice(start, end).contains(char::is_whitespace),
            "token in {id}"
        );
        while sentences[next_sentence].end <= start {
            next_sentence += 1;
        }
        let sentence = &sentences[next_sentence];
        assert!(
            sentence.start <= start && end <= sentence.end,
            "token in {id}"
        );
    }
    let entities = record.entities.iter().flatten().map(|e| (e.start, e.end));
    let sources = sources.iter().filter_map(|s| s.start.zip(s.end));
    let roles = record.attributions.iter().flatten();
    let roles = roles.flat_map(|a| a.content.iter().chain(&a.cue));
    let roles = roles.map(|span| (span.start, span.end));
    let events = record.events.iter().flatten().map(|e| (e.start, e.end));
    for (start, end) in entities.chain(sources).chain(roles).chain(events) {
        let found = tokens.start.binary_search(&start).is_ok() && tokens.end.contains(&end);
        assert!(found && start < end, "{start}..{end} in {id}");
    }
}

fn slice(text: &str, unit: OffsetUnit, start: usize, end: usize) -> String {
    match unit {
        OffsetUnit::Byte => text[start..end].to_owned(),
        OffsetUnit::Codepoint => text.chars().skip(start).take(end - start).collect(),
        OffsetUnit::Utf16 => {
            let units: Vec<u16> = text.encode_utf16().skip(start).take(end - start).collect();
            String::from_utf16(&units).expect("a span on character boundaries")
        }
    }
}
