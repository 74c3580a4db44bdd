//! hedgerow.toml, `hedgerow config` and the log, as a user meets them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::{Articles, hedgerow};

/// Runs in a folder; gives standard output and standard error.
fn run(
    folder: &Path,
    variables: &[(&str, &str)],
    arguments: &[&str],
    code: i32,
) -> (String, String) {
    let mut command = hedgerow();
    command.current_dir(folder).envs(variables.iter().copied());
    let done = command.args(arguments).assert().code(code);
    let output = done.get_output();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

/// The settings of `hedgerow config`: key, then value and origin.
fn settings(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Value {
    let arguments = [&["config", "--json"], arguments].concat();
    serde_json::from_str(&run(folder, variables, &arguments, 0).0).unwrap()
}

/// The values alone.
fn values(settings: &Value) -> BTreeMap<String, Value> {
    let mut values = BTreeMap::new();
    let mut add = |settings: &Value| {
        for (key, setting) in settings.as_object().unwrap() {
            values.insert(key.clone(), setting["value"].clone());
        }
    };
    add(&settings["annotate"]);
    add(settings);
    values.remove("annotate");
    values
}

#[test]
fn config_tells_what_holds_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let file = "[annotate]\njobs = 1\nmax-size = 1\ntimeout = 1\n";
    fs::write(folder.join("hedgerow.toml"), file).unwrap();
    let variables = [("HEDGEROW_JOBS", "2"), ("HEDGEROW_MAX_SIZE", "2")];
    let arguments = ["config", "--jobs", "3", "--quiet", "in"];
    let (page, stderr) = run(folder, &variables, &arguments, 0);
    assert_eq!(stderr, "");
    for line in [
        "[annotate]",
        "jobs = 3  # command line",
        "max-size = 2  # environment HEDGEROW_MAX_SIZE",
        "timeout = 1  # file hedgerow.toml, line 4",
        "quiet = true  # command line",
        "offsets = \"codepoint\"  # default",
        "# lexicon = <FILE>  # not set",
        "# date = <YYYY-MM-DD>  # not set",
        "log-format = \"text\"  # default",
    ] {
        assert!(page.lines().any(|l| l == line), "{line}:\n{page}");
    }
    let other = settings(folder, &variables, &["--no-config"]);
    assert_eq!(other["annotate"]["timeout"]["origin"], "not set");
    assert_eq!(other["annotate"]["jobs"]["value"], 2);
    fs::write(folder.join("other.toml"), "[annotate]\njobs = 7\n").unwrap();
    let other = settings(folder, &[], &["--config", "other.toml"]);
    assert_eq!(
        other["annotate"]["jobs"]["origin"],
        "file other.toml, line 2"
    );
    assert_eq!(other["annotate"]["timeout"]["value"], Value::Null);
}

#[test]
fn what_config_prints_is_a_file_with_the_same_settings() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let arguments = [
        "--jobs",
        "3",
        "--layers",
        "entities,cues",
        "--output",
        "a \"b\"\\c.jsonl",
        "--timeout",
        "0.5",
        "--lexicon",
        "x.tsv",
        "--lexicon",
        "y.tsv",
        "--max-errors",
        "4",
        "--date",
        "2025-05-02",
        "-vv",
        "--log-filter",
        "hedgerow=info",
        "--fresh",
    ];
    let before = settings(folder, &[("HEDGEROW_MAX_SIZE", "9")], &arguments);
    let print = [&["config"], &arguments[..]].concat();
    let (page, _) = run(folder, &[("HEDGEROW_MAX_SIZE", "9")], &print, 0);
    fs::write(folder.join("hedgerow.toml"), &page).unwrap();
    let after = settings(folder, &[], &[]);
    assert_eq!(values(&before), values(&after));
    assert_eq!(after["annotate"]["max-size"]["value"], 9);
    assert_eq!(after["verbose"]["value"], 2);
    let origin = after["annotate"]["jobs"]["origin"].as_str().unwrap();
    assert!(origin.starts_with("file hedgerow.toml, line "), "{origin}");
    let (again, _) = run(folder, &[], &["config"], 0);
    let bare = |page: &str| -> Vec<String> {
        page.lines()
            .map(|l| l.split("  # ").next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(bare(&page), bare(&again));
}

#[test]
fn a_run_takes_its_settings_from_the_file() {
    let articles = Articles::new(2);
    let file = "[annotate]\noutput = \"out.jsonl\"\nlayers = [\"cues\"]\nquiet = true\n";
    fs::write(articles.path("hedgerow.toml"), file).unwrap();
    let folder = articles.path("");
    assert_eq!(
        run(&folder, &[], &["annotate", "in"], 0),
        Default::default()
    );
    let records = String::from_utf8(articles.read("out.jsonl")).unwrap();
    assert_eq!(records.lines().count(), 2);
    assert!(records.contains("\"cues\"") && !records.contains("\"tokens\""));
    let (page, _) = run(&folder, &[], &["doctor"], 0);
    assert!(
        page.lines()
            .any(|l| l.contains("settings") && l.ends_with("hedgerow.toml")),
        "{page}"
    );

    let file = "[annotate]\nmax_errors = 3\n";
    fs::write(articles.path("hedgerow.toml"), file).unwrap();
    let (stdout, error) = run(&folder, &[], &["annotate", "in"], 2);
    let expected = "hedgerow: hedgerow.toml, line 2: [annotate] has no option max_errors; the nearest is max-errors\n";
    assert_eq!((stdout.as_str(), error.as_str()), ("", expected));
    fs::write(articles.path("hedgerow.toml"), "[annotate]\njobs = \"4\"\n").unwrap();
    let (_, error) = run(&folder, &[], &["annotate", "in"], 2);
    let expected =
        "hedgerow: hedgerow.toml, line 2: jobs takes a number without quotes, this is text\n";
    assert_eq!(error, expected);
    let (_, error) = run(
        &folder,
        &[],
        &["annotate", "in", "--config", "gone.toml"],
        2,
    );
    assert!(
        error.starts_with("hedgerow: cannot read gone.toml: No such file"),
        "{error}"
    );
    assert_eq!(
        run(
            &folder,
            &[],
            &["annotate", "in", "--no-config", "--quiet"],
            0
        )
        .1,
        ""
    );
}

fn json_lines(text: &str) -> Vec<Value> {
    let parse = |line: &str| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
    text.lines().map(parse).collect()
}

#[test]
fn logs_in_json_are_one_object_a_line_and_records_stay_alone() {
    let articles = Articles::new(2);
    fs::write(articles.path("in/bad.txt"), b"PK\x03\x04\0\0binary").unwrap();
    let folder = articles.path("");
    let common = ["annotate", "in", "--layers", "cues"];
    let (records, plain) = run(&folder, &[], &common, 1);
    let lines: Vec<&str> = plain.lines().collect();
    assert!(
        lines[0].starts_with("hedgerow: in/bad.txt: decode: "),
        "{plain}"
    );
    assert!(lines[1].starts_with("hedgerow: 2 articles, "), "{plain}");

    let json = |more: &[&str], code: i32| {
        let arguments = [&common[..], &["--log-format", "json"], more].concat();
        let (stdout, stderr) = run(&folder, &[], &arguments, code);
        (stdout, json_lines(&stderr))
    };
    let has = |lines: &[Value], level: &str, message: &str| -> Value {
        let found = lines.iter().find(|l| {
            l["level"] == level && l["message"].as_str().is_some_and(|m| m.contains(message))
        });
        found
            .unwrap_or_else(|| panic!("no {level} {message}: {lines:#?}"))
            .clone()
    };
    let (stdout, lines) = json(&[], 1);
    assert_eq!((stdout, lines.len()), (records.clone(), 2));
    let failed = has(&lines, "WARN", "article failed");
    assert_eq!(
        (&failed["id"], &failed["stage"]),
        (&"bad.txt".into(), &"decode".into())
    );
    assert!(failed["cause"].as_str().unwrap().contains("binary"));
    has(&lines, "INFO", "2 articles, ");

    let (stdout, lines) = json(&["-vvv"], 1);
    assert_eq!(stdout, records);
    let model = has(&lines, "INFO", "model loaded");
    assert_eq!(model["sha256"].as_str().unwrap().len(), 64);
    assert!(model["ms"].is_f64());
    let read = has(&lines, "DEBUG", "input read");
    assert_eq!(
        (&read["format"], &read["bytes"]),
        (&"text".into(), &21.into())
    );
    let article = has(&lines, "DEBUG", "article annotated");
    assert!(
        article["ms"].is_f64() && article["span"]["id"].is_string(),
        "{article}"
    );
    has(&lines, "TRACE", "stage run");
    assert_eq!(has(&lines, "INFO", "run ended")["records"], 3);

    let (_, lines) = json(&["--on-error", "stop"], 2);
    has(&lines, "ERROR", "stopped after 1 failed inputs");
    let (_, lines) = json(&["--jobs", "none"], 2);
    has(&lines, "ERROR", "invalid value 'none' for '--jobs <N>'");
    fs::write(articles.path("hedgerow.toml"), "jobs = 1\n").unwrap();
    let (_, lines) = json(&[], 2);
    has(
        &lines,
        "ERROR",
        "hedgerow.toml, line 1: jobs belongs in the table",
    );
}

#[test]
fn the_log_tells_how_a_run_goes_on() {
    let articles = Articles::new(3);
    fs::write(
        articles.path("hedgerow.toml"),
        "[annotate]\nshard-size = 2\n",
    )
    .unwrap();
    let quiet = ["--quiet", "-o", "out"];
    let log = |more: &[&str]| articles.succeed(&[&quiet, more].concat());
    assert_eq!(log(&[]), "");
    let complete = log(&["-v"]);
    for part in [
        "settings read",
        "the output is finished",
        "file=hedgerow.toml",
    ] {
        assert!(complete.contains(part), "{part}: {complete}");
    }
    articles.write("0001.txt", "Snow may fall.");
    let changed = log(&["-v"]);
    for part in [
        "inputs have changed since the output was finished",
        "a run begins from the first input",
        "shard finished",
        "output finished",
    ] {
        assert!(changed.contains(part), "{part}: {changed}");
    }
    assert!(!changed.contains("input read"), "{changed}");
    let filtered = log(&["--fresh", "--log-filter", "hedgerow::output=info"]);
    assert_eq!(filtered.lines().count(), 2, "{filtered}");
    assert!(
        filtered.lines().all(|l| l.contains("shard finished")),
        "{filtered}"
    );
}
