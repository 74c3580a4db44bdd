//! The summary of a run.

use std::collections::BTreeMap;
use std::fs;

use crate::common::{Articles, hedgerow, project};
use hedgerow::record::Record;
use hedgerow::run::{End, RunOptions, Summary};

fn summary(articles: &Articles) -> Summary {
    serde_json::from_slice(&articles.read("summary.json")).unwrap()
}

#[test]
fn counts_are_those_of_the_records() {
    let articles = Articles::new(0);
    let done = hedgerow()
        .current_dir(articles.path(""))
        .arg("annotate")
        .arg(project("data/articles"))
        .args(["--jobs", "2", "-o", "out", "--summary", "summary.json"])
        .assert()
        .success();
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    let summary = summary(&articles);
    assert_eq!(summary.end, Some(End::Finished));

    let out = articles.read("out");
    let lines = out.split(|&b| b == b'\n').filter(|line| !line.is_empty());
    let records: Vec<Record> = lines.map(|l| serde_json::from_slice(l).unwrap()).collect();
    let (mut entities, mut cues) = (BTreeMap::new(), BTreeMap::new());
    let (mut words, mut sentences, mut bytes) = (0, 0, 0);
    for record in &records {
        words += record.tokens.as_ref().unwrap().start.len() as u64;
        sentences += record.sentences.as_ref().unwrap().len() as u64;
        bytes += record.source.bytes.unwrap();
        for entity in record.entities.iter().flatten() {
            *entities.entry(entity.kind).or_insert(0) += 1;
        }
        for cue in record.cues.iter().flatten() {
            *cues.entry(cue.kind).or_insert(0) += 1;
        }
    }
    let found = &summary.found;
    assert_eq!((found.words, found.sentences), (words, sentences));
    assert_eq!((&found.entities, &found.cues), (&entities, &cues));
    assert_eq!(
        (summary.records, summary.bytes),
        (records.len() as u64, bytes)
    );

    let run = &summary.this_run;
    assert_eq!(
        (run.jobs, run.records, run.words),
        (2, summary.records, words)
    );
    assert!(run.seconds > 0.0 && run.words_per_second > 0.0);
    let steps: Vec<&str> = run.steps.iter().map(|s| s.step.as_str()).collect();
    assert_eq!(steps[..2], ["read", "decode"]);
    assert_eq!(steps[steps.len() - 2..], ["record", "write"]);
    assert!(steps.contains(&"encode") && !steps.contains(&"duplicates"));
    let shares: f64 = run.steps.iter().map(|s| s.share).sum();
    assert!((shares - 1.0).abs() < 0.02, "{shares}");
    // Workers are busy for no longer than there are of them.
    let busy: f64 = run.steps.iter().map(|s| s.seconds).sum();
    assert!(busy <= 2.0 * run.seconds + 0.1, "{busy} of {}", run.seconds);
    let ids: Vec<&str> = run.slowest.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids.len(), records.len().min(10));
    assert_eq!(run.peak_memory.is_some(), cfg!(target_os = "linux"));

    for part in [
        "  entities   ",
        "  cues       ",
        "  time       encode ",
        "  slowest    ",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn a_later_run_counts_what_is_kept() {
    let articles = Articles::new(5);
    articles.write("0003.txt", "a\0b");
    articles.write("0004.txt", "");
    let run = |edit: fn(&mut RunOptions)| articles.run(edit, "out");
    let (stopped, end) = run(|options| options.max_errors = Some(0));
    assert!(end.is_err());
    assert_eq!(stopped.end, None);
    assert!(stopped.failure.unwrap().contains("stopped after 1 failed"));
    assert_eq!(
        (stopped.records, stopped.ok, stopped.this_run.records),
        (4, 3, 4)
    );
    let (whole, _) = run(|_| ());
    assert_eq!((whole.end, &whole.failure), (Some(End::Finished), &None));
    assert_eq!(
        (whole.records, whole.kept, whole.this_run.records),
        (5, 4, 1)
    );
    assert_eq!((whole.ok, whole.errors, whole.skipped), (3, 1, 1));
    assert_eq!(
        whole.errors_by_stage,
        BTreeMap::from([("decode".to_owned(), 1)])
    );
    assert_eq!((&whole.found, whole.found.sentences), (&stopped.found, 3));
    let (complete, _) = run(|_| ());
    assert_eq!(complete.end, Some(End::Complete));
    assert_eq!((complete.kept, complete.this_run.records), (5, 0));
    assert_eq!(
        (&complete.found, complete.bytes),
        (&whole.found, whole.bytes)
    );
    fs::remove_file(articles.path("in/0003.txt")).unwrap();
    let (changed, _) = run(|_| ());
    assert_eq!((changed.records, changed.kept, changed.errors), (4, 4, 0));
    assert_eq!(changed.found, whole.found);
}

#[test]
fn a_summary_destroys_nothing() {
    let articles = Articles::new(1);
    for (file, why) in [
        ("out", "it is the output"),
        ("in", "no ordinary file"),
        ("no/such/file", "No such file"),
    ] {
        let said = articles.fail(&["-o", "out", "--summary", file], 2);
        assert!(said.contains(why) && said.contains(file), "{said}");
    }
    assert!(!articles.path("out").exists() && !articles.path("out.part").exists());
    articles.succeed(&["-o", "out", "--summary", "summary.json"]);
    let names = fs::read_dir(articles.path("")).unwrap();
    let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["in", "out", "out.journal", "summary.json"]);
}
