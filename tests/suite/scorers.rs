//! `hedgerow eval`: what it scores, and how it says so.

use std::fs;
use std::path::Path;

use crate::common::hedgerow;

#[test]
fn scores_entities_against_gold() {
    let dir = tempfile::tempdir().unwrap();
    let gold = dir.path().join("gold.conll");
    fs::write(
        &gold,
        "Angela B-PER\nMerkel I-PER\nvisited O\nOslo B-LOC\n. O\n",
    )
    .unwrap();
    let map = dir.path().join("map.tsv");
    fs::write(&map, "PERSON\tPER\nGPE\tLOC\n").unwrap();
    let output = hedgerow()
        .args(["eval", "ner", "--json", "--gold"])
        .args([&gold, Path::new("--map"), &map])
        .assert()
        .success();
    let json: serde_json::Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!(json["micro"]["f1"], 1.0);
    assert_eq!(json["micro"]["f1_interval"][0], 1.0);
    assert_eq!(json["PER"]["gold"], 1);
    assert_eq!(json["confusion"]["PER"]["PER"], 1);
}

/// Standard output of `eval` with these arguments and this gold.
fn eval(arguments: &[&str], gold: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("gold.jsonl");
    fs::write(&path, gold).unwrap();
    let output = hedgerow()
        .arg("eval")
        .args(arguments)
        .arg("--gold")
        .arg(&path)
        .assert()
        .success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

#[test]
fn the_worst_errors_are_listed() {
    let gold = r#"{"doc": "a", "tokens": ["Angela", "Merkel", "slept", "."], "tags": ["B-ORG", "I-ORG", "O", "O"]}"#;
    let table = eval(&["ner", "--errors", "3"], gold);
    for part in [
        "micro",
        "Confusion",
        "gold       ORG Angela Merkel\n  predicted  PERSON Angela Merkel\n  Angela Merkel slept .",
    ] {
        assert!(table.contains(part), "{table}");
    }
}

#[test]
fn scores_parts_of_speech_against_gold() {
    let gold = "# newdoc id = a
1\tOslo\t_\t_\tNNP\t_\t_\t_\t_\t_
2\tis\t_\t_\tVBZ\t_\t_\t_\t_\t_
3\tcalm\t_\t_\tNN\t_\t_\t_\t_\t_
4\t.\t_\t_\t.\t_\t_\t_\t_\t_
";
    let json = eval(&["pos", "--json", "--errors", "1"], gold);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["tokens"]["accuracy"], 1.0);
    assert_eq!(json["tags"]["accuracy"], 0.75);
    assert_eq!(json["NNP"]["f1"], 1.0);
    assert_eq!(json["confusion"]["NN"]["JJ"], 1);
    assert_eq!(json["errors"][0]["gold"], "NN calm");
    assert_eq!(json["errors"][0]["document"], "a");
}

const ATTRIBUTION: &str = r#"{"id": "a", "text": "“É rains,” Lee said.", "sents": [[[0, 1], [1, 2], [3, 8], [8, 10], [11, 14], [15, 19], [19, 20]]], "attributions": [{"source": [[11, 14]], "cue": [[15, 19]], "content": [[0, 10]]}]}"#;
const FACTUALITY: &str =
    r#"{"text": "It did not rain .", "targets": [{"span1": [3, 4], "label": -3.0}]}"#;

#[test]
fn scores_attributions_and_factuality_where_the_model_can() {
    let model = hedgerow::model::Model::embedded().unwrap();
    let dir = tempfile::tempdir().unwrap();
    for (scorer, gold, has_head, row) in [
        (
            "attribution",
            ATTRIBUTION,
            model.has_attribution(),
            "attribution exact",
        ),
        ("factuality", FACTUALITY, model.has_factuality(), "events"),
    ] {
        let path = dir.path().join("gold.jsonl");
        fs::write(&path, gold).unwrap();
        let mut command = hedgerow();
        let command = command
            .args(["eval", scorer, "--json", "--gold"])
            .arg(&path);
        if has_head {
            let output = command.assert().success();
            let json: serde_json::Value =
                serde_json::from_slice(&output.get_output().stdout).unwrap();
            assert_eq!(json[row]["gold"], 1);
        } else {
            let output = command.assert().code(2);
            let stderr = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
            assert!(
                stderr.contains(&format!("has no {scorer} head")),
                "{stderr}"
            );
            assert_eq!(stderr.lines().count(), 1, "{stderr}");
        }
    }
}

const STANCE: &str = r#"{"id": "a", "text": "“É may fall,” the company said on Monday.", "hedged": true, "hedged_core": true, "cues": [{"text": "may", "start": 3, "end": 6, "type": "epistemic", "hedge": true}, {"text": "said", "type": "attribution"}], "source_type": "organization", "event_status": "predicted", "author_factuality": "Uu", "quotes": [], "level": 1}
{"id": "b", "text": "The fair in May was fun.", "hedged": false, "trap": "month", "trap_span": {"text": "May", "start": 12, "end": 15}, "cues": [{"text": "snow"}]}
"#;

#[test]
fn scores_stance_against_sentences() {
    let json = eval(&["stance", "--json"], STANCE);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["cues"]["hedge exact"]["f1"], 1.0);
    assert_eq!(json["hedged"]["hedged"]["mcc"], 1.0);
    assert_eq!(json["hedged"]["hedged"]["items"], 2);
    assert_eq!(json["hedged"]["trap cue"]["n"], 1);
    assert_eq!(json["hedged"]["trap cue"]["hits"], 0);
    assert_eq!(json["source_types"]["source type"]["gold"], 1);
    assert_eq!(json["status"]["all events"]["gold"], 1);
    assert!(json.get("claims").is_none());
    let table = eval(&["stance", "--errors", "1"], STANCE);
    for part in [
        "# cues",
        "# hedged",
        "macro_f1",
        "trap sentence",
        "Confusion",
    ] {
        assert!(table.contains(part), "{table}");
    }
}

#[test]
fn scores_stance_against_articles() {
    let dir = tempfile::tempdir().unwrap();
    let gold = dir.path().join("gold.json");
    let article = r#"{"documents": [{"doc_id": "a", "path": "articles/a.txt", "sentences": [{"id": "s1", "text": "It may rain.", "hedged": true}], "profile": {"has_correction": false}}]}"#;
    fs::write(&gold, article).unwrap();
    let run = |texts: &Path| {
        let mut command = hedgerow();
        let command = command.args(["eval", "stance", "--json", "--gold"]);
        command.arg(&gold).arg("--texts").arg(texts).assert()
    };
    let missing = run(dir.path()).code(2);
    let stderr = String::from_utf8_lossy(&missing.get_output().stderr).into_owned();
    assert!(
        stderr.contains("articles/a.txt") && stderr.contains("--texts"),
        "{stderr}"
    );
    fs::write(dir.path().join("a.txt"), "It may rain.\n").unwrap();
    let found = run(dir.path()).success();
    let json: serde_json::Value = serde_json::from_slice(&found.get_output().stdout).unwrap();
    assert_eq!(json["hedged"]["hedged"]["f1"], 1.0);
    assert_eq!(json["claims"]["correction"]["gold"], 1);
}

#[test]
fn bad_gold_is_named_by_its_line() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("gold.jsonl");
    fs::write(&path, "\n{\"id\": 1}\n").unwrap();
    for scorer in ["ner", "pos", "attribution", "factuality", "stance"] {
        let output = hedgerow()
            .args(["eval", scorer, "--gold"])
            .arg(&path)
            .assert()
            .code(2);
        let stderr = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
        assert!(stderr.contains("gold.jsonl, line 2"), "{stderr}");
    }
}

#[test]
fn scores_sentences_and_tokens_on_raw_text() {
    let dir = tempfile::tempdir().unwrap();
    let gold = dir.path().join("gold.conllu");
    let word = |number: &str, form: &str, misc: &str| {
        format!("{number}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n")
    };
    let text = [
        "# newdoc id = a\n".to_owned(),
        word("1", "É", "_"),
        word("2", "go", "SpaceAfter=No"),
        word("3", ".", "_"),
        "\n".to_owned(),
        word("1-2", "don't", "_"),
        word("1", "do", "_"),
        word("2", "n't", "_"),
    ];
    fs::write(&gold, text.concat()).unwrap();
    let eval = |arguments: &[&str]| {
        let output = hedgerow()
            .args(["eval", "segmentation", "--gold"])
            .arg(&gold)
            .args(arguments)
            .assert()
            .success();
        String::from_utf8(output.get_output().stdout.clone()).unwrap()
    };
    let texts = eval(&["--texts"]);
    let line: serde_json::Value = serde_json::from_str(&texts).unwrap();
    assert_eq!(line["text"], "É go. don't");
    assert_eq!(line["sentences"], serde_json::json!([[0, 5], [6, 11]]));
    let json: serde_json::Value = serde_json::from_str(&eval(&["--json"])).unwrap();
    assert_eq!(json["sentences"]["f1"], 1.0);
    assert_eq!(json["words"]["f1"], 1.0);
    assert_eq!(json["tokens"]["correct"], 3);

    let predicted = dir.path().join("predicted.jsonl");
    fs::write(&predicted, &texts).unwrap();
    let predicted_json = eval(&["--json", "--predicted", predicted.to_str().unwrap()]);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&predicted_json).unwrap(),
        json
    );
    fs::write(&predicted, texts.replace("[6,11]", "[6,12]")).unwrap();
    let refused = hedgerow()
        .args(["eval", "segmentation", "--gold"])
        .args([&gold, Path::new("--predicted"), &predicted])
        .assert()
        .failure();
    let message = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(
        message.contains("[6, 12] lies outside its text"),
        "{message}"
    );
}

/// Some boundaries below what was measured.
#[test]
fn boundaries_stay_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/boundaries");
    for (name, least) in [
        ("news.txt", 0.98),
        ("traps-dev.txt", 0.99),
        ("traps-test.txt", 0.985),
    ] {
        let output = hedgerow()
            .args(["eval", "segmentation", "--json", "--gold"])
            .arg(folder.join(name))
            .assert()
            .success();
        let json: serde_json::Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
        let right = json["boundaries right"]["accuracy"].as_f64().unwrap();
        assert!(right >= least, "{name}: {right}");
    }
}

#[test]
fn scores_web_pages_against_gold() {
    let dir = tempfile::tempdir().unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/pages/dev");
    for name in ["b-obituary.html", "b-obituary.json"] {
        fs::copy(data.join(name), dir.path().join(name)).unwrap();
    }
    let output = hedgerow()
        .args(["eval", "extraction", "--json"])
        .arg(dir.path())
        .assert()
        .success();
    let json: serde_json::Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!(json["tokens"]["pages"], 1);
    assert_eq!(json["tokens"]["f1"], 1.0);
    assert!(json["4-grams, extractor alone"]["f1"].is_number());
    assert_eq!(json["title"]["accuracy"], 1.0);
    let empty = tempfile::tempdir().unwrap();
    let failed = hedgerow()
        .args(["eval", "extraction"])
        .arg(empty.path())
        .assert()
        .failure();
    let message = String::from_utf8_lossy(&failed.get_output().stderr).into_owned();
    assert!(message.contains("no .html file"), "{message}");
}
