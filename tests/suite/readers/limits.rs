//! Bombs and other files that ask for too much.

use super::{brought, inputs, make, paper, shown};
use hedgerow::input::{Input, Limits, ReadOptions};

fn last_error(inputs: &[Input], options: &ReadOptions) -> String {
    shown(inputs.last().unwrap(), options)
}

fn options(limits: Limits) -> ReadOptions {
    ReadOptions {
        limits,
        ..ReadOptions::default()
    }
}

#[test]
fn articles_have_a_size() {
    let options = options(Limits {
        max_bytes: 100,
        ..Limits::default()
    });
    let long = "It may rain. ".repeat(20);
    let row = format!("{{\"text\": \"{long}\"}}");
    let good = "{\"text\": \"It may rain.\"}";
    let files = [
        ("a.txt", long.clone().into_bytes(), 0),
        ("a.txt.gz", make::gzip(long.as_bytes()), 0),
        ("a.jsonl", format!("{row}\n{good}\n").into_bytes(), 1),
        ("a.json", format!("[{row}, {good}]").into_bytes(), 1),
        (
            "a.csv",
            format!("text\n{long}\nIt may rain.\n").into_bytes(),
            1,
        ),
        (
            "a.tar",
            make::tar(&[("a.txt", long.clone().into()), ("b.txt", "x".into())]),
            1,
        ),
        (
            "a.zip",
            make::zip(&[("a.txt", long.clone().into()), ("b.txt", "x".into())]),
            1,
        ),
    ];
    for (name, bytes, good) in files {
        let found = inputs(name, &bytes, &options);
        assert_eq!(found.len(), 1 + good, "{name}");
        let shown = shown(&found[0], &options);
        assert!(shown.contains("MB of --max-size"), "{name}: {shown}");
    }
}

#[test]
fn bombs_do_not_go_off() {
    let limits = Limits {
        max_bytes: 1_000_000_000,
        ..Limits::default()
    };
    let options = options(limits);
    let zeros = vec![b' '; 40_000_000];
    for (name, bytes) in [
        ("a.txt.gz", make::gzip(&zeros)),
        ("a.txt.zst", make::zstd(&zeros)),
        ("a.jsonl.gz", make::gzip(&zeros)),
        ("a.zip", make::zip(&[("a.txt", zeros.clone())])),
        ("a.tgz", make::gzip(&make::tar(&[("a.txt", zeros.clone())]))),
        ("a.pdf", paper::bomb(40_000_000)),
        // The compressed member is small, the archive around it as well.
        ("b.zip", make::zip(&[("a.jsonl.gz", make::gzip(&zeros))])),
    ] {
        let found = inputs(name, &bytes, &options);
        let error = last_error(&found, &options);
        assert!(error.contains("--max-ratio"), "{name}: {error}");
    }
}

#[test]
fn containers_have_a_total() {
    let options = options(Limits {
        max_total: 10_000,
        ..Limits::default()
    });
    let rows = make::jsonl().repeat(100);
    let members = [
        ("a.txt", rows[..6_000].to_vec()),
        ("b.txt", rows[..6_000].to_vec()),
    ];
    for (name, bytes) in [
        ("a.jsonl.gz", make::gzip(&rows)),
        ("a.zip", make::zip(&members)),
    ] {
        let found = inputs(name, &bytes, &options);
        let error = last_error(&found, &options);
        assert!(error.contains("--max-total"), "{name}: {error}");
        assert!(found.len() > 1, "{name}");
    }
}

#[test]
fn archives_have_a_depth() {
    let mut bytes = make::zip(&[("a.txt", b"It may rain.".to_vec())]);
    for _ in 0..2 {
        bytes = make::tar(&[("in.zip", bytes)]);
        bytes = make::zip(&[("in.tar", bytes)]);
    }
    let mut options = ReadOptions::default();
    let found = inputs("a.zip", &bytes, &options);
    assert_eq!(found.len(), 1);
    assert!(last_error(&found, &options).contains("--max-nesting"));
    options.limits.max_nesting = 5;
    let found = inputs("a.zip", &bytes, &options);
    assert_eq!(found[0].id, "a.zip/in.tar/in.zip/in.tar/in.zip/a.txt");
}

#[test]
fn an_open_quote_ends_within_bounds() {
    let options = ReadOptions::default();
    let mut table = b"text\nIt may rain.\n\"It may".to_vec();
    table.extend(b" snow\n".repeat(2_000_000));
    let found = inputs("a.csv", &table, &options);
    assert_eq!(found.len(), 2);
    let error = last_error(&found, &options);
    assert!(
        error.contains("row 2") && error.contains("quote"),
        "{error}"
    );
    assert_eq!(brought(found[0].clone(), &options), found[0]);
}
