//! Runs that find an output: complete, changed, of other settings, in parts.

use std::fs;

use crate::common::{Articles, files};
use hedgerow::record::{Outcome, Record};

#[test]
fn a_finished_output_is_left_alone() {
    let articles = Articles::new(5);
    assert!(articles.succeed(&["-o", "out"]).contains("0 kept"));
    let time = || articles.path("out").metadata().unwrap().modified().unwrap();
    let before = time();
    let said = articles.succeed(&["-o", "out"]);
    assert!(
        said.contains("out is complete: 5 records, no input has changed"),
        "{said}"
    );
    assert_eq!(time(), before);
    assert!(
        articles
            .succeed(&["-o", "out", "--fresh"])
            .contains("0 kept")
    );
}

#[test]
fn only_what_changed_is_redone() {
    let articles = Articles::new(40);
    let outputs: [&[&str]; 3] = [
        &["-o", "out"],
        &["-o", "out.jsonl.zst"],
        &["--shard-size", "7", "-o", "shards"],
    ];
    let run = |kept: &str| {
        for arguments in outputs {
            let said = articles.succeed(arguments);
            assert!(said.contains(kept), "{said}");
        }
        let fresh = articles.fresh();
        let whole = |name: &str| zstd::decode_all(articles.read(name).as_slice()).unwrap();
        assert!(articles.read("out") == fresh);
        assert!(whole("out.jsonl.zst") == fresh);
        let shards = files(&articles.path("shards"));
        let parts = shards
            .iter()
            .filter(|(path, _)| path.to_string_lossy().contains("part-"));
        let parts = parts.flat_map(|(_, bytes)| zstd::decode_all(bytes.as_slice()).unwrap());
        assert!(parts.collect::<Vec<u8>>() == fresh);
    };
    run(" 0 kept");
    articles.write("0003.txt", "It may snow.");
    run(" 39 kept");
    articles.write("0000b.txt", "It may hail.");
    fs::remove_file(articles.path("in/0030.txt")).unwrap();
    run(" 39 kept");
    // Another path to the same bytes is another record.
    fs::rename(articles.path("in/0001.txt"), articles.path("in/0039b.txt")).unwrap();
    run(" 39 kept");
}

#[test]
fn files_of_articles_that_are_gone_go_too() {
    let articles = Articles::new(4);
    articles.succeed(&["--pretty", "-o", "out"]);
    fs::remove_file(articles.path("in/0002.txt")).unwrap();
    articles.write("0003.txt", "It may snow.");
    assert!(
        articles
            .succeed(&["--pretty", "-o", "out"])
            .contains(" 2 kept")
    );
    articles.succeed(&["--pretty", "-o", "whole"]);
    let bytes = |name: &str| {
        files(&articles.path(name))
            .into_values()
            .collect::<Vec<_>>()
    };
    assert_eq!(bytes("out").len(), 3);
    assert!(bytes("out") == bytes("whole"));
}

#[test]
fn other_settings_are_refused() {
    let articles = Articles::new(2);
    articles.succeed(&["-o", "out"]);
    let before = articles.read("out");
    let said = articles.fail(&["-o", "out", "--offsets", "byte"], 2);
    assert!(
        said.contains("options offsets codepoint against byte"),
        "{said}"
    );
    let said = articles.fail(&["-o", "out", "--partition", "1/2"], 2);
    assert!(said.contains("partition none against 1/2"), "{said}");
    assert!(articles.read("out") == before);
    articles.succeed(&["-o", "out", "--offsets", "byte", "--fresh"]);
}

#[test]
fn what_somebody_broke_is_made_again() {
    let articles = Articles::new(6);
    articles.succeed(&["-o", "out"]);
    let whole = articles.read("out");
    fs::write(articles.path("out"), &whole[..whole.len() / 2]).unwrap();
    let said = articles.succeed(&["-o", "out"]);
    assert!(
        !said.contains("complete") && !said.contains(" 0 kept"),
        "{said}"
    );
    assert!(articles.read("out") == whole);
}

#[test]
fn failed_inputs_are_tried_again() {
    let articles = Articles::new(3);
    articles.write("0001.txt", "a\0b");
    let missing = articles.path("gone");
    std::os::unix::fs::symlink(&missing, articles.path("in/0002b.txt")).unwrap();
    articles.annotate(&["-o", "out"]).assert().code(1);
    let said = articles.annotate(&["-o", "out"]).assert().code(1);
    let said = String::from_utf8_lossy(&said.get_output().stderr).into_owned();
    assert!(said.contains("complete: 4 records"), "{said}");
    fs::write(missing, "It may snow.").unwrap();
    articles.annotate(&["-o", "out"]).assert().code(1);
    let records = articles.read("out");
    let records = records
        .split(|&b| b == b'\n')
        .filter(|line| !line.is_empty());
    let outcomes: Vec<Outcome> = records
        .map(|line| serde_json::from_slice::<Record>(line).unwrap().outcome)
        .collect();
    assert_eq!(
        outcomes,
        [Outcome::Ok, Outcome::Error, Outcome::Ok, Outcome::Ok]
    );
}

#[test]
fn errors_can_end_the_run() {
    let articles = Articles::new(4);
    articles.write("0001.txt", "a\0b");
    articles.write("0002.txt", "a\0b");
    let said = |arguments: &[&str]| {
        let done = articles.annotate(arguments).assert().code(2);
        String::from_utf8_lossy(&done.get_output().stderr).into_owned()
    };
    for _ in 0..2 {
        let said = said(&["-o", "out", "--on-error", "stop"]);
        assert!(
            said.contains("stopped after 1 failed inputs, where 0 are allowed"),
            "{said}"
        );
    }
    assert!(said(&["-o", "out", "--max-errors", "1"]).contains("stopped after 2"));
    articles.write("0001.txt", "It may snow.");
    articles
        .annotate(&["-o", "out", "--max-errors", "1"])
        .assert()
        .code(1);
    assert!(articles.read("out") == articles.fresh());
}

#[test]
fn a_time_out_is_a_record_and_is_tried_again() {
    let articles = Articles::new(3);
    articles
        .annotate(&["-o", "out", "--timeout", "0"])
        .assert()
        .code(1);
    let out = articles.read("out");
    let records = out.split(|&b| b == b'\n').filter(|line| !line.is_empty());
    for line in records {
        let record: Record = serde_json::from_slice(line).unwrap();
        assert_eq!(record.error.unwrap().stage, "timeout");
    }
    articles.succeed(&["-o", "out", "--timeout", "600"]);
    assert!(articles.read("out") == articles.fresh());
}

#[test]
fn partitions_merge_into_the_whole() {
    let articles = Articles::new(30);
    for part in ["1", "2", "3"] {
        articles.succeed(&["--partition", &format!("{part}/3"), "-o", part]);
    }
    let merge = |arguments: &[&str]| {
        let mut command = crate::common::hedgerow();
        command
            .current_dir(articles.path(""))
            .arg("merge")
            .args(arguments)
            .assert()
    };
    let fails = |arguments: &[&str], why: &str| {
        let said = merge(arguments).code(2);
        let said = String::from_utf8_lossy(&said.get_output().stderr).into_owned();
        assert!(said.contains(why), "{said}");
    };
    merge(&["3", "1", "2", "-o", "out"]).success();
    assert!(articles.read("out") == articles.fresh());
    assert!(
        articles
            .succeed(&["-o", "out"])
            .contains("complete: 30 records")
    );
    articles.succeed(&["--shard-size", "8", "-o", "shards"]);
    merge(&["1", "2", "3", "--shard-size", "8", "-o", "merged"]).success();
    let bytes = |name: &str| {
        files(&articles.path(name))
            .into_values()
            .collect::<Vec<_>>()
    };
    assert!(bytes("shards") == bytes("merged"));
    merge(&["shards", "-o", "out"]).success();
    assert!(articles.read("out") == articles.fresh());

    fails(&["1", "2", "-o", "no"], "partition 3/3 is missing");
    fails(&["1", "2", "2", "-o", "no"], "2 is a second partition 2/3");
    fails(&["1", "out", "-o", "no"], "out is no partition");
    fails(&["1", "in", "-o", "no"], "in is no finished output");
    fails(
        &["1", "2", "3", "-o", "3"],
        "the output is one of the parts",
    );
    articles.succeed(&["--partition", "3/3", "--offsets", "byte", "-o", "3b"]);
    fails(
        &["1", "2", "3b", "-o", "no"],
        "options offsets codepoint against byte",
    );
    articles.write("more.txt", "It may snow.");
    articles.succeed(&["--partition", "3/3", "-o", "3"]);
    fails(&["1", "2", "3", "-o", "no"], "over 30 inputs and 3 over 31");
    let mut bytes = articles.read("2");
    bytes.push(b'\n');
    fs::write(articles.path("2"), bytes).unwrap();
    fails(&["2", "-o", "no"], "2 has changed since it was written");
    fs::write(articles.path("shards/part-00001.jsonl.zst"), "x").unwrap();
    fails(&["shards", "-o", "no"], "part-00001.jsonl.zst has changed");
    assert!(!articles.path("no").exists());
}

/// Changes the bytes of a file.
type Damage = fn(&mut Vec<u8>);

#[test]
fn torn_ends_are_repaired() {
    let articles = Articles::new(12);
    articles.write("0009.txt", "a\0b");
    let damages: [(&str, Damage); 6] = [
        ("journal.jsonl", |bytes| bytes.truncate(bytes.len() - 10)),
        ("journal.jsonl", |bytes| {
            bytes.extend(b"{\"record\":{\"id\":\"x")
        }),
        ("journal.jsonl", |bytes| bytes.truncate(10)),
        ("records", |bytes| bytes.truncate(bytes.len() - 10)),
        ("records", |bytes| bytes.extend(b"{\"schema\":\"hedge")),
        ("records", |bytes| {
            let end = bytes.len() - 40;
            bytes[end..].fill(0);
        }),
    ];
    let fresh = articles.fresh();
    for form in [["-o"].as_slice(), ["--shard-size", "4", "-o"].as_slice()] {
        let arguments = [form, &["out"]].concat();
        let records = if form.len() == 1 {
            "output"
        } else {
            "records.jsonl"
        };
        articles
            .annotate(&[&["--on-error", "stop"], arguments.as_slice()].concat())
            .assert()
            .code(2);
        let interrupted = files(&articles.path("out.part"));
        for (name, damage) in damages {
            for (path, bytes) in &interrupted {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
            let name = if name == "records" { records } else { name };
            let path = articles.path("out.part/1").join(name);
            let mut bytes = fs::read(&path).unwrap();
            damage(&mut bytes);
            fs::write(path, bytes).unwrap();
            articles.annotate(&arguments).assert().code(1);
            let again = articles.annotate(&arguments).assert().code(1);
            let said = String::from_utf8_lossy(&again.get_output().stderr).into_owned();
            assert!(said.contains("complete: 12 records"), "{name}: {said}");
            let out = articles.path("out");
            let whole = if out.is_dir() {
                let parts = (0..3).map(|i| fs::read(out.join(format!("part-0000{i}.jsonl.zst"))));
                parts
                    .flat_map(|part| zstd::decode_all(part.unwrap().as_slice()).unwrap())
                    .collect()
            } else {
                fs::read(&out).unwrap()
            };
            assert!(whole == fresh, "{name} {form:?}");
            fs::remove_file(articles.path("out.journal")).unwrap();
            let removed = if out.is_dir() {
                fs::remove_dir_all(out)
            } else {
                fs::remove_file(out)
            };
            removed.unwrap();
        }
    }
}
