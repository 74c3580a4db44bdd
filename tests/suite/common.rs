//! What the integration tests share.

use std::path::PathBuf;

use hedgerow::document::OffsetUnit;
use hedgerow::record::Record;

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
    for entity in record.entities.iter().flatten() {
        assert!(
            tokens.start.contains(&entity.start),
            "{:?} in {id}",
            entity.text
        );
        assert!(
            tokens.end.contains(&entity.end),
            "{:?} in {id}",
            entity.text
        );
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
