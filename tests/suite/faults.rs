//! What the world does to a run: each has a clear end or an error record.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::{Child, Command};
use std::sync::atomic::AtomicBool;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::common::Articles;
use hedgerow::record::{Outcome, Record};
use hedgerow::run::{End, Summary};

fn records(jsonl: &[u8]) -> Vec<Record> {
    let lines = jsonl.split(|&b| b == b'\n').filter(|line| !line.is_empty());
    lines
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

fn signal(run: &Child, name: &str) {
    let pid = run.id().to_string();
    assert!(
        Command::new("kill")
            .args([name, &pid])
            .status()
            .unwrap()
            .success()
    );
}

fn wait_for(what: impl Fn() -> bool) {
    let start = Instant::now();
    while !what() {
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "waited for too long"
        );
        sleep(Duration::from_millis(2));
    }
}

#[test]
fn strange_files_are_records() {
    let articles = Articles::new(1);
    let path = |name: &[u8]| articles.path("in").join(OsStr::from_bytes(name));
    fs::write(path(b"a\nb.txt"), "It may rain.").unwrap();
    fs::write(path(b"c\xFF.txt"), "It may rain.").unwrap();
    fs::write(path(b"c\xFE.txt"), "It may rain.").unwrap();
    fs::write(path(b"empty.txt"), "").unwrap();
    symlink("gone", path(b"gone.txt")).unwrap();
    symlink(articles.path("in"), path(b"loop")).unwrap();
    let line = File::create(path(b"long.txt")).unwrap();
    line.set_len(200_000_000).unwrap();
    let mut deep = articles.path("in/deep");
    for _ in 0..1_000 {
        deep.push("d");
    }
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("x.txt"), "It may rain.").unwrap();
    let done = articles
        .annotate(&["--quiet", "-o", "out"])
        .assert()
        .code(1);
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert_eq!(said.lines().count(), 2, "{said}");

    let records = records(&articles.read("out"));
    let found = |id: &str| {
        let mut found = records.iter().filter(|r| r.id == id);
        let record = found.next().unwrap_or_else(|| panic!("no record {id:?}"));
        assert!(found.next().is_none(), "two records {id:?}");
        let error = record.error.as_ref();
        (
            record.outcome,
            error.map_or("", |e| e.message.as_str()).to_owned(),
        )
    };
    for id in ["0000.txt", "a\nb.txt", "c\\xFF.txt", "c\\xFE.txt"] {
        assert_eq!(found(id).0, Outcome::Ok);
    }
    assert_eq!(found("empty.txt").0, Outcome::Skipped);
    assert!(found("gone.txt").1.contains("No such file"));
    assert_eq!(found("long.txt").1, "larger than the 8 MB of --max-size");
    assert_eq!(
        found(&format!("deep/{}x.txt", "d/".repeat(1_000))).0,
        Outcome::Ok
    );
    assert_eq!(records.len(), 8);
}

#[test]
fn a_file_that_cannot_be_read_or_is_gone() {
    let articles = Articles::new(2);
    // Even root cannot read its first byte.
    symlink("/proc/self/mem", articles.path("in/0002.txt")).unwrap();
    let stop = AtomicBool::new(false);
    let options = hedgerow::run::RunOptions::new(std::num::NonZero::<usize>::MIN, &stop);
    let inputs = || {
        let found = hedgerow::input::Selection::of(&[articles.path("in")]);
        let found = found.inputs(&hedgerow::input::ReadOptions::default());
        found.inspect(|input| {
            if input.id == "0001.txt" {
                fs::remove_file(articles.path("in/0001.txt")).unwrap();
            }
        })
    };
    let pipeline = crate::properties::pipeline();
    let target = hedgerow::run::Target::Path(articles.path("out"), hedgerow::output::Format::Lines);
    let (summary, end) = hedgerow::run::run(pipeline, inputs, target, &options, |_| ());
    end.unwrap();
    assert_eq!((summary.ok, summary.errors), (1, 2));
    let records = records(&articles.read("out"));
    let stage = |record: &Record| record.error.as_ref().unwrap().stage.clone();
    assert_eq!(stage(&records[1]), "read");
    assert_eq!(stage(&records[2]), "read");
}

#[test]
fn a_file_that_grows_is_read_once() {
    let articles = Articles::new(0);
    let path = articles.path("in/a.txt");
    let mut file = File::create(&path).unwrap();
    let mut run = articles.spawn(&["--quiet", "-o", "out"]);
    while run.try_wait().unwrap().is_none() {
        file.write_all(b"It may rain.\n").unwrap();
        sleep(Duration::from_millis(2));
    }
    let record = &records(&articles.read("out"))[0];
    let text = record.text.as_deref().unwrap_or_default();
    assert_eq!(record.source.bytes, Some(text.len() as u64));
    let hash = blake3::hash(text.as_bytes()).to_hex().to_string();
    assert_eq!(record.source.blake3.as_deref(), Some(hash.as_str()));
    assert!(text.len() < fs::read(path).unwrap().len());
}

#[test]
fn a_full_disk_ends_the_run_and_more_room_goes_on() {
    let articles = Articles::new(60);
    for arguments in [
        ["-o", "out"].as_slice(),
        ["--shard-size", "50", "-o", "shards"].as_slice(),
    ] {
        let program = assert_cmd::cargo::cargo_bin!("hedgerow");
        let done = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 40; exec \"$@\"", "sh"])
            .arg(program)
            .args(["annotate", "in", "--layers", "cues", "--quiet"])
            .args(arguments)
            .current_dir(articles.path(""))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(
            said.contains("File too large") && said.contains("goes on from there"),
            "{said}"
        );
        assert_eq!(said.lines().count(), 1, "{said}");
        let output = articles.path(arguments[arguments.len() - 1]);
        assert!(!output.exists(), "a partial output");
        let said = articles.succeed(arguments);
        assert!(said.contains("records are there already"), "{said}");
    }
    assert!(articles.read("out") == articles.fresh());
}

#[test]
fn a_folder_that_cannot_be_written() {
    let articles = Articles::new(1);
    let said = articles.fail(&["-o", "/proc/out.jsonl"], 2);
    assert!(said.contains("cannot write /proc/out.jsonl"), "{said}");
    fs::create_dir_all(articles.path("full/x")).unwrap();
    let said = articles.fail(&["--pretty", "-o", "full"], 2);
    assert!(said.contains("not empty"), "{said}");
}

#[test]
fn a_second_run_on_one_output_is_refused() {
    let articles = Articles::new(1);
    // It waits for its standard input.
    let mut first = articles.spawn(&["-", "-o", "out"]);
    wait_for(|| articles.path("out.part").exists());
    let said = articles.fail(&["-", "-o", "out"], 2);
    assert!(
        said.contains("another run of hedgerow is writing it"),
        "{said}"
    );
    drop(first.stdin.take());
    first.wait().unwrap();
    assert_eq!(records(&articles.read("out")).len(), 2);
    assert!(!articles.path("out.lock").exists());
}

#[test]
fn signals_end_the_run_in_order() {
    let articles = Articles::new(300);
    for (name, code) in [("-INT", 130), ("-TERM", 143)] {
        let run = articles.spawn(&["--jobs", "1", "-o", "out", "--summary", "summary"]);
        let journal = articles.path("out.part/1/journal.jsonl");
        wait_for(|| journal.metadata().is_ok_and(|m| m.len() > 3_000));
        signal(&run, name);
        let done = run.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(code), "{said}");
        assert!(said.contains("the same command goes on"), "{said}");
        assert!(!articles.path("out").exists());
        // What was under way is written: nothing is torn, and everything is kept.
        let there = records(&articles.read("out.part/1/output")).len();
        let journal = fs::read_to_string(&journal).unwrap();
        assert_eq!(journal.lines().count(), there + 1);
        let summary: Summary = serde_json::from_slice(&articles.read("summary")).unwrap();
        assert_eq!(
            (summary.end, summary.records),
            (Some(End::Stopped), there as u64)
        );
        let said = articles.succeed(&["-o", "out"]);
        assert!(said.contains(&format!(" {there} kept")), "{said}");
        assert!(articles.read("out") == articles.fresh());
        fs::remove_file(articles.path("out")).unwrap();
    }
}

#[test]
fn a_second_signal_ends_at_once() {
    let articles = Articles::new(1);
    let mut run = articles.spawn(&["-", "-o", "out"]);
    let journal = articles.path("out.part/1/journal.jsonl");
    let there = || fs::read_to_string(&journal).is_ok_and(|j| j.lines().count() == 2);
    wait_for(there);
    signal(&run, "-INT");
    sleep(Duration::from_millis(100));
    assert!(
        run.try_wait().unwrap().is_none(),
        "it waits for what is under way"
    );
    signal(&run, "-INT");
    assert_eq!(run.wait().unwrap().code(), Some(130));
    articles.succeed(&["-o", "out"]);
}
