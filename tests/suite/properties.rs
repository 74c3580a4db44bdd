//! Any bytes: a record, never a panic, and every span slices back.

use std::sync::{Arc, LazyLock};

use crate::common::{Arbitrary, assert_slices, with_every_head};
use hedgerow::input::decode;
use hedgerow::model::Model;
use hedgerow::record::{Outcome, SourceRecord};
use hedgerow::stages::cues::Lexicon;
use hedgerow::stages::encode::Encode;
use hedgerow::{Options, Pipeline, provenance, stages};
use proptest::prelude::*;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let model = with_every_head(Model::embedded().unwrap());
    let encode = Encode::new(&model, Arc::new(Arbitrary(model.heads()))).unwrap();
    let lexicon = Lexicon::builtin().unwrap();
    let provenance = provenance(&model, &lexicon, &Options::default());
    let stages = stages::standard(&model, Box::new(encode), None, lexicon).unwrap();
    Pipeline::with_stages(stages, provenance)
});

/// A pipeline whose encoder is arbitrary, and fast.
pub fn pipeline() -> &'static Pipeline {
    &PIPELINE
}

fn check(bytes: Vec<u8>) -> Result<(), TestCaseError> {
    let Ok(decoded) = decode(bytes) else {
        return Ok(());
    };
    let record = PIPELINE.record(
        "x".to_owned(),
        SourceRecord::default(),
        decoded.text.clone(),
    );
    prop_assert_ne!(record.outcome, Outcome::Error, "{:?}", record.error);
    prop_assert_eq!(record.text.as_deref(), Some(decoded.text.as_str()));
    // What is not in English is left out, but for its tokens.
    let is_ok = record.outcome == Outcome::Ok;
    prop_assert_eq!(record.reason.is_none(), is_ok);
    prop_assert!(record.language.is_some() && record.tokens.is_some());
    prop_assert_eq!(record.entities.is_some() && record.events.is_some(), is_ok);
    prop_assert_eq!(
        record.attributions.is_some() && record.cues.is_some(),
        is_ok
    );
    assert_slices(&record);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(bytes)?;
    }

    #[test]
    fn any_text(text in "\\PC{0,400}") {
        check(text.into_bytes())?;
    }

    #[test]
    fn text_like_an_article(
        parts in prop::collection::vec(
            prop_oneof![
                Just("\n"), Just("\n\n"), Just("\r\n"), Just(". "), Just("• "), Just("“"),
                Just("’s "), Just("$5 bn "), Just("Correction: "), Just("may "), Just("Ada Moe "),
                Just("in talks "), Just("U.S. "), Just("10 a.m. "), Just("said "), Just("🙂"),
                Just("according to people familiar with the matter"), Just("# "), Just("é\u{301}"),
                Just("Label One: Text "), Just("not "), Just("two years "), Just("\u{2028}"),
            ],
            0..80,
        )
    ) {
        check(parts.concat().into_bytes())?;
    }
}
