//! The hard sentences of data/hard: what the stance stages make of them must not get worse.

use assert_cmd::Command;
use serde_json::Value;

#[test]
fn hard_sentences_stay_right() {
    let gold = concat!(env!("CARGO_MANIFEST_DIR"), "/data/hard/sentences.jsonl");
    let output = Command::new(assert_cmd::cargo::cargo_bin!("hedgerow"))
        .args(["eval", "stance", "--json", "--gold", gold])
        .output()
        .unwrap();
    assert!(output.status.success());
    let scores: Value = serde_json::from_slice(&output.stdout).unwrap();
    // Some points below what was measured, since CPUs round differently.
    let least = [
        ("/hedged/hedged/accuracy", 0.95),
        ("/cues/hedge overlap/f1", 0.92),
        ("/factuality/coarse/accuracy", 0.92),
        ("/status/status/accuracy", 0.84),
        ("/source_types/source type/accuracy", 0.86),
        ("/events/main/accuracy", 0.80),
    ];
    for (row, least) in least {
        let value = scores.pointer(row).and_then(Value::as_f64).unwrap();
        assert!(value >= least, "{row} is {value}, was at least {least}");
    }
    let traps = scores.pointer("/hedged/trap cue/rate").unwrap();
    assert!(traps.as_f64().unwrap() <= 0.04, "traps: {traps}");
}
