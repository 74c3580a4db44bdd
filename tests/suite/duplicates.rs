//! Duplicates: marked, dropped, decided in the order of the inputs whatever happens to the run.

use std::fs;

use crate::common::Articles;
use hedgerow::record::{DuplicateRecord, Outcome, Record};

const MARK: [&str; 2] = ["--duplicates", "mark"];
const DROP: [&str; 2] = ["--duplicates", "drop"];

fn text(numbers: std::ops::Range<u32>) -> String {
    let words: Vec<String> = numbers.map(|n| format!("word{n}")).collect();
    format!("It may rain on {}.", words.join(" "))
}

/// Six articles: `b` is `a` in other lines, `c` nearly `a`; `e` nearly `d`; `f` like no other.
fn six() -> Articles {
    let articles = Articles::new(0);
    articles.write("a.txt", &text(0..300));
    articles.write("b.txt", &text(0..300).replace(' ', "\n"));
    articles.write("c.txt", &text(0..290));
    articles.write("d.txt", &text(1_000..1_300));
    articles.write("e.txt", &text(1_000..1_310));
    articles.write("f.txt", &text(2_000..2_300));
    articles
}

fn records(jsonl: &[u8]) -> Vec<Record> {
    let lines = jsonl.split(|&b| b == b'\n').filter(|line| !line.is_empty());
    lines
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

fn fresh(articles: &Articles, arguments: &[&str]) -> Vec<u8> {
    let done = articles.annotate(arguments).arg("--quiet").assert();
    done.get_output().stdout.clone()
}

/// What each record repeats: its id and "=" for the same text.
fn repeated(records: &[Record]) -> Vec<(&str, &str)> {
    let duplicates = records.iter().filter_map(|record| {
        let DuplicateRecord {
            of,
            similarity,
            exact,
        } = record.duplicate.as_ref()?;
        assert!((0.8..=1.0).contains(similarity), "{similarity}");
        assert_eq!(*exact, record.id == "b.txt", "{}", record.id);
        Some((record.id.as_str(), of.as_str()))
    });
    duplicates.collect()
}

#[test]
fn duplicates_are_marked_whatever_the_jobs() {
    let articles = six();
    let one = fresh(&articles, &[&MARK[..], &["--jobs", "1"]].concat());
    let marked = records(&one);
    let expected = [("b.txt", "a.txt"), ("c.txt", "a.txt"), ("e.txt", "d.txt")];
    assert_eq!(repeated(&marked), expected);
    assert!(
        marked
            .iter()
            .all(|r| r.outcome == Outcome::Ok && r.cues.is_some())
    );
    assert_eq!(marked[1].duplicate.as_ref().unwrap().similarity, 1.0);
    assert!(fresh(&articles, &[&MARK[..], &["--jobs", "4"]].concat()) == one);
    let unmarked = records(&articles.fresh());
    assert!(unmarked.iter().all(|r| r.duplicate.is_none()));
}

#[test]
fn dropped_duplicates_are_skipped_with_their_reason() {
    let articles = six();
    articles.write("0.txt", " \n");
    articles.write("1.txt", "");
    let dropped = records(&fresh(&articles, &DROP));
    let skipped: Vec<_> = dropped
        .iter()
        .filter(|r| r.outcome == Outcome::Skipped)
        .collect();
    let reasons: Vec<&str> = skipped.iter().filter_map(|r| r.reason.as_deref()).collect();
    assert_eq!(reasons[..2], ["there is no text in it"; 2]);
    assert_eq!(reasons[2], "exact duplicate of \"a.txt\", similarity 1");
    assert!(reasons[3].starts_with("near duplicate of \"a.txt\", similarity 0.9"));
    assert!(reasons[4].starts_with("near duplicate of \"d.txt\", similarity 0.9"));
    assert_eq!(skipped.len(), 5);
    assert!(skipped.iter().all(|r| r.text.is_none()));
}

#[test]
fn the_threshold_and_the_window_count() {
    let articles = six();
    let found = |arguments: &[&str]| {
        let records = records(&fresh(&articles, &[&MARK[..], arguments].concat()));
        records.iter().filter(|r| r.duplicate.is_some()).count()
    };
    assert_eq!(found(&["--duplicate-threshold", "1"]), 1);
    // "c" still finds "a", for "b" is none of those that are remembered.
    assert_eq!(found(&["--duplicate-window", "1"]), 3);
    fs::rename(articles.path("in/e.txt"), articles.path("in/g.txt")).unwrap();
    assert_eq!(found(&["--duplicate-window", "1"]), 2);
    assert_eq!(found(&["--duplicate-window", "2"]), 3);
}

#[test]
fn a_run_that_goes_on_knows_the_articles_before() {
    let articles = six();
    articles.write("d0.txt", "a\0b");
    for handling in [MARK, DROP] {
        let stop = [&handling[..], &["--on-error", "stop", "-o", "out"]].concat();
        articles.annotate(&stop).assert().code(2);
        let on = [&handling[..], &["-o", "out"]].concat();
        let done = articles.annotate(&on).assert().code(1);
        let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert!(said.contains(" 5 kept"), "{said}");
        assert!(articles.read("out") == fresh(&articles, &handling));
        assert_eq!(
            records(&articles.read("out"))[5]
                .duplicate
                .as_ref()
                .unwrap()
                .of,
            "d.txt"
        );
        fs::remove_file(articles.path("out")).unwrap();
        fs::remove_file(articles.path("out.journal")).unwrap();
    }
}

#[test]
fn no_mark_outlives_what_it_names() {
    let articles = six();
    for handling in [MARK, DROP] {
        let arguments = [&handling[..], &["-o", "out"]].concat();
        articles.succeed(&[&arguments[..], &["--fresh"]].concat());
        let check = |kept: &str| {
            let said = articles.succeed(&arguments);
            assert!(said.contains(kept), "{said}");
            assert!(articles.read("out") == fresh(&articles, &handling));
        };
        // "b" is an original now, and "c" repeats it.
        fs::rename(articles.path("in/a.txt"), articles.path("a.txt")).unwrap();
        check(" 3 kept");
        // "a" repeats "b" when it comes last; "c" does as before.
        fs::rename(articles.path("a.txt"), articles.path("in/z.txt")).unwrap();
        check(" 5 kept");
        articles.write("d.txt", &text(3_000..3_300));
        check(" 4 kept");
        articles.write("d.txt", &text(1_000..1_300));
        fs::rename(articles.path("in/z.txt"), articles.path("in/a.txt")).unwrap();
        check(" 1 kept");
    }
}

#[test]
fn other_ways_to_look_for_duplicates_are_refused() {
    let articles = six();
    articles.succeed(&[&MARK[..], &["-o", "out"]].concat());
    let refused = |arguments: &[&str], why: &str| {
        let said = articles.fail(&[arguments, &["-o", "out"]].concat(), 2);
        assert!(said.contains(why), "{said}");
    };
    refused(&[], "duplicates handling mark against none");
    refused(&DROP, "duplicates handling mark against drop");
    let threshold = [&MARK[..], &["--duplicate-threshold", "0.9"]].concat();
    refused(&threshold, "duplicates threshold 0.8 against 0.9");
    let window = [&MARK[..], &["--duplicate-window", "5"]].concat();
    refused(&window, "duplicates window 100000 against 5");
    articles
        .annotate(&["--duplicate-threshold", "0.4"])
        .assert()
        .code(2);
}

#[test]
fn partitions_look_for_duplicates_each_for_itself() {
    let articles = six();
    for part in ["1", "2"] {
        let partition = format!("{part}/2");
        articles.succeed(&[&MARK[..], &["--partition", &partition, "-o", part]].concat());
    }
    let mut merge = crate::common::hedgerow();
    let merge = merge.current_dir(articles.path(""));
    merge
        .args(["merge", "1", "2", "-o", "out"])
        .assert()
        .success();
    let merged = records(&articles.read("out"));
    let ids = |name: &str| -> Vec<String> {
        let records = records(&articles.read(name));
        records.into_iter().map(|r| r.id).collect()
    };
    let (one, two) = (ids("1"), ids("2"));
    assert!(!one.is_empty() && !two.is_empty());
    for (id, of) in repeated(&merged) {
        let has_both = |ids: &[String]| [id, of].iter().all(|id| ids.iter().any(|i| i == id));
        assert!(has_both(&one) || has_both(&two), "{id} and {of}");
    }
    // The whole would have other marks.
    let said = articles.fail(&[&MARK[..], &["-o", "out"]].concat(), 2);
    assert!(
        said.contains("duplicates partitions 2 against none"),
        "{said}"
    );
}
