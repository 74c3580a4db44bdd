//! The commands as a user runs them, with the real model.

use std::fs;
use std::path::Path;

use crate::common::{assert_slices, hedgerow, project};
use hedgerow::record::{Outcome, Record};

fn records(jsonl: &[u8]) -> Vec<Record> {
    let text = std::str::from_utf8(jsonl).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn annotate(arguments: &[&str]) -> Vec<Record> {
    let output = hedgerow()
        .arg("annotate")
        .args(arguments)
        .assert()
        .success();
    records(&output.get_output().stdout)
}

#[test]
fn every_article_has_one_record_whatever_the_jobs() {
    let articles = project("data/articles");
    let dir = tempfile::tempdir().unwrap();
    let run = |jobs: &str| {
        let out = dir.path().join(format!("{jobs}.jsonl"));
        hedgerow()
            .args(["annotate", "--jobs", jobs, "-o"])
            .args([&out, &articles])
            .assert()
            .success();
        fs::read(out).unwrap()
    };
    let one = run("1");
    assert!(one == run("2"), "the output depends on --jobs");

    let records = records(&one);
    let ids: Vec<&str> = records.iter().map(|r| r.id.as_str()).collect();
    assert!(
        ids.is_sorted_by(|a, b| Path::new(a) < Path::new(b)),
        "{ids:?}"
    );
    assert_eq!(
        ids.len(),
        hedgerow::input::Selection::of(&[articles])
            .inputs(&hedgerow::input::ReadOptions::default())
            .count()
    );
    assert!(ids.contains(&"archive/2024/earnings-bakery-chain-full-year.txt"));
    for record in &records {
        assert_eq!(record.outcome, Outcome::Ok, "{}", record.id);
        assert_slices(record);
    }
    let encoding = |id: &str| {
        let record = records.iter().find(|r| r.id == id).unwrap();
        record.source.encoding.clone().unwrap()
    };
    assert_eq!(encoding("windows-1252-pottery-auction.txt"), "windows-1252");
    assert_eq!(encoding("bom-library-reopening.txt"), "UTF-8");
}

#[test]
fn a_bad_file_is_a_record_and_the_run_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    fs::write(path("a.txt"), "Oslo is calm.").unwrap();
    fs::write(path("b.txt"), b"PK\x03\x04\0\0binary").unwrap();
    fs::write(path("c.txt"), " \n").unwrap();
    fs::write(path("d.md"), "# Rain\n\nIt may rain in Oslo.").unwrap();
    let output = hedgerow()
        .args(["annotate", "--quiet"])
        .args([dir.path(), &path("gone.txt")])
        .assert()
        .code(1);
    let output = output.get_output();
    let outcomes: Vec<Outcome> = records(&output.stdout).iter().map(|r| r.outcome).collect();
    use Outcome::*;
    assert_eq!(outcomes, [Ok, Error, Skipped, Ok, Error]);
    let failed = &records(&output.stdout)[1];
    let error = failed.error.as_ref().unwrap();
    assert_eq!(
        (error.stage.as_str(), error.message.contains("binary")),
        ("decode", true)
    );
    assert_eq!(failed.source.bytes, Some(12));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(stderr.lines().count(), 2, "{stderr}");
    assert!(stderr.contains("b.txt: decode: ") && stderr.contains("gone.txt: read: "));
}

#[test]
fn a_run_that_cannot_go_on_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("no/such/out.jsonl");
    let fails = |arguments: &[&str], cause: &str| {
        let output = hedgerow().args(arguments).assert().code(2);
        let stderr = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
        assert!(stderr.contains(cause), "{stderr}");
        assert!(!stderr.contains("panicked"), "{stderr}");
    };
    let articles = project("data/articles");
    let articles = articles.to_str().unwrap();
    let folder = dir.path().to_str().unwrap();
    fails(
        &["annotate", articles, "-o", missing.to_str().unwrap()],
        "cannot write",
    );
    fails(&["annotate", articles, "-o", folder], "cannot write");
    fails(&["annotate", articles, "--model", folder], "manifest.json");
    fails(&["annotate"], "required");
    fails(
        &["eval", "ner", "--gold", "/no/gold.jsonl"],
        "/no/gold.jsonl",
    );
    assert_eq!(
        fs::read_dir(dir.path()).unwrap().count(),
        0,
        "a partial file was left"
    );
}

#[test]
fn standard_input_and_chosen_layers() {
    let output = hedgerow()
        .args(["annotate", "-", "--layers", "entities", "--offsets", "byte"])
        .write_stdin("“Né,” said Angela Merkel in Berlin.")
        .assert()
        .success();
    let record = &records(&output.get_output().stdout)[0];
    assert_eq!(record.id, "-");
    assert!(record.tokens.is_none() && record.blocks.is_none());
    let entities = record.entities.as_ref().unwrap();
    let found: Vec<(&str, &str, u32)> = entities
        .iter()
        .map(|e| (e.kind.label(), e.text.as_str(), e.start))
        .collect();
    assert_eq!(
        found,
        [("PERSON", "Angela Merkel", 16), ("GPE", "Berlin", 33)]
    );
}

#[test]
fn pretty_writes_a_file_an_article() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    hedgerow()
        .args(["annotate", "--pretty", "-o"])
        .args([&out, &project("data/articles/archive")])
        .assert()
        .success();
    let json = fs::read_to_string(out.join("2018/science-crater-lake-dating.txt.json")).unwrap();
    assert!(json.starts_with("{\n  \"schema\": \"hedgerow/1\","));
    assert_slices(&serde_json::from_str(&json).unwrap());
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("hedgerow"))
        .args(["annotate", "--quiet"])
        .arg(project("data/articles"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn the_model_can_be_taken_from_a_folder() {
    let model = project("models/hedgerow-base");
    let article = project("data/articles/flash-chile-quake.txt");
    let article = article.to_str().unwrap();
    let named = annotate(&[article, "--model", model.to_str().unwrap()]);
    assert_eq!(named, annotate(&[article]));
}

#[test]
fn says_who_says_what() {
    let dir = tempfile::tempdir().unwrap();
    let article = dir.path().join("plant.txt");
    let sentence = "The company will close the plant in Oslo, the minister said on Monday.";
    fs::write(&article, sentence).unwrap();
    let article = article.to_str().unwrap();
    let record = &annotate(&[article])[0];
    assert_slices(record);
    let sources = record.sources.as_deref().unwrap();
    let attributions = record.attributions.as_deref().unwrap();
    let said = attributions
        .iter()
        .find(|a| {
            let cue = a.cue.as_ref().unwrap();
            sentence[cue.start as usize..cue.end as usize].contains("said")
        })
        .unwrap();
    let source = sources.iter().find(|s| Some(&s.id) == said.source.as_ref());
    assert_eq!(source.unwrap().text.as_deref(), Some("the minister"));
    let content = &said.content[0];
    let content = &sentence[content.start as usize..content.end as usize];
    assert!(content.contains("close the plant"), "{content}");
    let events = record.events.as_deref().unwrap();
    assert!(events.iter().any(|e| e.text == "close"));
    let said = events.iter().find(|e| e.text == "said").unwrap();
    assert!(said.score > 1.0, "{}", said.score);
}

#[test]
fn the_committed_schema_is_fresh() {
    let committed = fs::read_to_string(project("data/schema/hedgerow-1.schema.json")).unwrap();
    let output = hedgerow().arg("schema").assert().success();
    let printed = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert!(
        committed == printed,
        "run: hedgerow schema > data/schema/hedgerow-1.schema.json"
    );
}

#[test]
fn explains_an_article_and_a_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let article = dir.path().join("a.txt");
    fs::write(&article, "Rain may fall in Oslo. Snow fell on May 2, 2025.").unwrap();
    let explain = |arguments: &[&str]| {
        let mut command = hedgerow();
        command
            .arg("explain")
            .arg(&article)
            .args(arguments)
            .assert()
    };
    let stdout = |assert: assert_cmd::assert::Assert| {
        String::from_utf8(assert.success().get_output().stdout.clone()).unwrap()
    };
    let whole = stdout(explain(&[]));
    for part in [
        "[1]  Rain may fall",
        "“may” epistemic",
        "[2]  Snow",
        "= 2025-05-02",
    ] {
        assert!(whole.contains(part), "{whole}");
    }
    assert!(!whole.contains('\u{1b}'), "colour off a terminal");
    let second = stdout(explain(&["--sentence", "2"]));
    assert!(
        second.starts_with("[2]") && !second.contains("[1]"),
        "{second}"
    );
    let fails = |assert: assert_cmd::assert::Assert, cause: &str| {
        let stderr = String::from_utf8_lossy(&assert.code(2).get_output().stderr).into_owned();
        assert!(stderr.contains(cause), "{stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    };
    fails(
        explain(&["--sentence", "3"]),
        "no sentence 3; the article has 2",
    );
    let gone = dir.path().join("gone.txt");
    let gone = hedgerow().arg("explain").arg(gone).assert();
    fails(gone, "gone.txt: No such file");
    fails(
        hedgerow().arg("explain").arg(dir.path()).assert(),
        "is a folder",
    );
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = hedgerow().args(["completions", shell]).assert().success();
        assert!(String::from_utf8_lossy(&output.get_output().stdout).contains("annotate"));
    }
}
