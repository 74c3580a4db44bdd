//! Duplicates: marked, dropped, decided in the order of the inputs whatever happens to the run.

use std::fs;
use std::num::NonZero;

use crate::common::Articles;
use hedgerow::output::Format;
use hedgerow::record::{DuplicateRecord, Outcome, Record};
use hedgerow::run::{Duplicates, End, Handling, Partition, RunOptions};

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

fn duplicates(handling: Handling) -> impl Fn(&mut RunOptions) {
    move |options| options.duplicates = Some(Duplicates::new(handling))
}

/// What an undisturbed run over the present articles writes.
fn fresh(articles: &Articles, edit: impl Fn(&mut RunOptions)) -> Vec<u8> {
    let edit = |options: &mut RunOptions| {
        edit(options);
        options.fresh = true;
    };
    articles.run(edit, "fresh").1.unwrap();
    articles.read("fresh")
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
    let one = fresh(&articles, duplicates(Handling::Mark));
    let marked = records(&one);
    let expected = [("b.txt", "a.txt"), ("c.txt", "a.txt"), ("e.txt", "d.txt")];
    assert_eq!(repeated(&marked), expected);
    assert!(
        marked
            .iter()
            .all(|r| r.outcome == Outcome::Ok && r.tokens.is_some())
    );
    assert_eq!(marked[1].duplicate.as_ref().unwrap().similarity, 1.0);
    for _ in 0..20 {
        let four = fresh(&articles, |options| {
            duplicates(Handling::Mark)(options);
            options.jobs = NonZero::new(4).unwrap();
        });
        assert!(four == one);
    }
    let unmarked = records(&fresh(&articles, |_| ()));
    assert!(unmarked.iter().all(|r| r.duplicate.is_none()));
}

#[test]
fn the_program_drops_them_with_their_reason() {
    let articles = six();
    articles.write("0.txt", " \n");
    articles.write("1.txt", "");
    let said = articles.succeed(&["--duplicates", "drop", "-o", "out"]);
    assert!(said.contains("  duplicates 3\n"), "{said}");
    let dropped = records(&articles.read("out"));
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
    let said = articles.fail(&["--duplicates", "mark", "-o", "out"], 2);
    assert!(
        said.contains("duplicates handling drop against mark"),
        "{said}"
    );
    articles
        .annotate(&["--duplicate-threshold", "0.4"])
        .assert()
        .code(2);
}

#[test]
fn the_threshold_and_the_window_count() {
    let articles = six();
    let found = |threshold, window| {
        let records = records(&fresh(&articles, |options| {
            options.duplicates = Some(Duplicates {
                threshold,
                window: NonZero::new(window).unwrap(),
                ..Duplicates::new(Handling::Mark)
            });
        }));
        records.iter().filter(|r| r.duplicate.is_some()).count()
    };
    assert_eq!(found(1.0, 10), 1);
    // "c" still finds "a", for "b" is none of those that are remembered.
    assert_eq!(found(0.8, 1), 3);
    fs::rename(articles.path("in/e.txt"), articles.path("in/g.txt")).unwrap();
    assert_eq!(found(0.8, 1), 2);
    assert_eq!(found(0.8, 2), 3);
}

#[test]
fn a_run_that_goes_on_knows_the_articles_before() {
    let articles = six();
    articles.write("d0.txt", "a\0b");
    for (handling, output) in [(Handling::Mark, "marked"), (Handling::Drop, "dropped")] {
        let stop = |options: &mut RunOptions| {
            duplicates(handling)(options);
            options.max_errors = Some(0);
        };
        assert!(articles.run(stop, output).1.is_err());
        let (summary, end) = articles.run(duplicates(handling), output);
        assert_eq!((end.unwrap(), summary.kept), (End::Finished, 5));
        assert_eq!(summary.duplicates, 3);
        let out = articles.read(output);
        assert!(out == fresh(&articles, duplicates(handling)));
        assert_eq!(records(&out)[5].duplicate.as_ref().unwrap().of, "d.txt");
    }
}

#[test]
fn no_mark_outlives_what_it_names() {
    let articles = six();
    for (handling, output) in [(Handling::Mark, "marked"), (Handling::Drop, "dropped")] {
        let check = |kept: u64| {
            let (summary, end) = articles.run(duplicates(handling), output);
            assert_eq!((end.unwrap(), summary.kept), (End::Finished, kept));
            assert!(articles.read(output) == fresh(&articles, duplicates(handling)));
        };
        check(0);
        // "b" is an original now, and "c" repeats it.
        fs::rename(articles.path("in/a.txt"), articles.path("a.txt")).unwrap();
        check(3);
        // "a" repeats "b" when it comes last; all others are what they were.
        fs::rename(articles.path("a.txt"), articles.path("in/z.txt")).unwrap();
        check(5);
        articles.write("d.txt", &text(3_000..3_300));
        check(4);
        articles.write("d.txt", &text(1_000..1_300));
        fs::rename(articles.path("in/z.txt"), articles.path("in/a.txt")).unwrap();
        check(1);
    }
}

#[test]
fn other_ways_to_look_for_duplicates_are_refused() {
    let articles = six();
    articles.run(duplicates(Handling::Mark), "out").1.unwrap();
    let refused = |options: Option<Duplicates>, why: &str| {
        let edit = |run: &mut RunOptions| run.duplicates = options;
        let said = articles.run(edit, "out").1.unwrap_err().to_string();
        assert!(said.contains(why), "{said}");
    };
    refused(None, "duplicates handling mark against none");
    let mut other = Duplicates::new(Handling::Mark);
    other.threshold = 0.9;
    refused(Some(other), "duplicates threshold 0.8 against 0.9");
    other = Duplicates::new(Handling::Mark);
    other.window = NonZero::new(5).unwrap();
    refused(Some(other), "duplicates window 100000 against 5");
}

#[test]
fn partitions_look_for_duplicates_each_for_itself() {
    let articles = six();
    let parts = [1, 2].map(|index| articles.path(&index.to_string()));
    for index in [1, 2] {
        let part = |options: &mut RunOptions| {
            duplicates(Handling::Mark)(options);
            options.partition = Some(Partition { index, of: 2 });
        };
        articles.run(part, &index.to_string()).1.unwrap();
    }
    hedgerow::run::merge(&parts, &articles.path("out"), Format::Lines).unwrap();
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
    let (_, end) = articles.run(duplicates(Handling::Mark), "out");
    let said = end.unwrap_err().to_string();
    assert!(
        said.contains("duplicates partitions 2 against none"),
        "{said}"
    );
}
