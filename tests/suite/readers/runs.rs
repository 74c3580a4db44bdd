//! Containers and selections in whole runs of the program.

use super::{make, written};
use crate::common::hedgerow;
use hedgerow::record::{Outcome, Record};

fn records(bytes: &[u8]) -> Vec<Record> {
    let lines = bytes.split(|&b| b == b'\n').filter(|line| !line.is_empty());
    lines
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

fn annotate(folder: &tempfile::TempDir, arguments: &[&str]) -> assert_cmd::Command {
    let mut command = hedgerow();
    command.current_dir(folder.path());
    command
        .args(["annotate", "--layers", "cues", "--quiet"])
        .args(arguments);
    command
}

fn stdout(command: &mut assert_cmd::Command, code: i32) -> Vec<u8> {
    command.assert().code(code).get_output().stdout.clone()
}

#[test]
fn a_folder_of_everything() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in make::samples() {
        written(&folder, &format!("in/{name}"), &bytes);
    }
    let one = stdout(&mut annotate(&folder, &["in", "--jobs", "1"]), 1);
    let three = stdout(&mut annotate(&folder, &["in", "--jobs", "3"]), 1);
    assert!(one == three);
    let records = records(&one);
    let find = |id: &str| records.iter().find(|r| r.id == id).unwrap();
    let row = find("rows.jsonl/1");
    assert_eq!(row.source.path, "in/rows.jsonl");
    assert_eq!(row.source.member.as_deref(), Some("1"));
    assert_eq!(row.byline.as_deref(), Some("Ada Moe"));
    assert_eq!(find("pack.zip/inner.zip/news/a.txt").outcome, Outcome::Ok);
    let wrong = find("rows.jsonl/4").error.as_ref().unwrap();
    assert_eq!(wrong.stage, "decode");
    assert!(wrong.message.starts_with("line 4: "), "{}", wrong.message);
    let mut ids: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));

    // The output in the folder itself is no input of the next run, which goes on.
    let inside = ["in", "-o", "in/out.jsonl"];
    annotate(&folder, &inside).assert().code(1);
    let first = std::fs::read(folder.path().join("in/out.jsonl")).unwrap();
    assert!(first == one);
    annotate(&folder, &inside).assert().code(1);
    // A line that changes is annotated anew, the rest is kept.
    let changed = String::from_utf8(make::jsonl())
        .unwrap()
        .replace("rain", "pour");
    written(&folder, "in/rows.jsonl", changed.as_bytes());
    annotate(&folder, &inside).assert().code(1);
    let after = std::fs::read(folder.path().join("in/out.jsonl")).unwrap();
    assert!(
        after
            == stdout(
                &mut annotate(&folder, &["in", "--exclude", "out.jsonl*"]),
                1
            )
    );
    assert!(after != first);
}

#[test]
fn standard_input_holds_anything() {
    let folder = tempfile::tempdir().unwrap();
    for (name, id, count) in [
        ("rows.jsonl.zst", "-/1", 5),
        ("pack.tgz", "-/news/a.txt", 9),
        ("pack.zip", "-/news/a.txt", 11),
        ("table.parquet", "-/1", 3),
        ("page.html", "-", 1),
    ] {
        let mut command = annotate(&folder, &["-", "-o", "out.jsonl", "--on-error", "continue"]);
        command.write_stdin(make::sample(name)).output().unwrap();
        // A second time, nothing is lost between the runs.
        let mut command = annotate(&folder, &["-", "-o", "out.jsonl"]);
        command.write_stdin(make::sample(name)).output().unwrap();
        let records = records(&std::fs::read(folder.path().join("out.jsonl")).unwrap());
        assert_eq!(records.len(), count, "{name}");
        assert_eq!(records[0].id, id, "{name}");
    }
}

#[test]
fn files_are_selected() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "b/c.txt",
        "b/d/e.txt",
        "a.txt",
        "f.dat",
        ".g.txt",
        "h.md",
        "skip.docx",
    ] {
        written(&folder, &format!("in/{name}"), b"It may rain.");
    }
    written(&folder, "in/.gitignore", b"h.md\n");
    written(&folder, "list", b"in/h.md\n\nin/f.dat\r\n");
    let ids = |arguments: &[&str]| {
        let records = records(&stdout(&mut annotate(&folder, arguments), 0));
        let ids: Vec<String> = records.into_iter().map(|record| record.id).collect();
        ids.join(" ")
    };
    assert_eq!(ids(&["in"]), "a.txt b/c.txt b/d/e.txt h.md");
    assert_eq!(ids(&["in", "--max-depth", "2"]), "a.txt b/c.txt h.md");
    assert_eq!(
        ids(&["in", "--hidden"]),
        ".g.txt a.txt b/c.txt b/d/e.txt h.md"
    );
    assert_eq!(ids(&["in", "--gitignore"]), "a.txt b/c.txt b/d/e.txt");
    assert_eq!(ids(&["in", "--include", "*.dat"]), "f.dat");
    let options = ["in", "--include", "*.txt", "--exclude", "/b/d"];
    assert_eq!(ids(&options), "a.txt b/c.txt");
    assert_eq!(ids(&["--files-from", "list"]), "in/h.md in/f.dat");
    assert_eq!(
        ids(&["in/b", "--files-from", "list"]),
        "in/b/c.txt in/b/d/e.txt in/h.md in/f.dat"
    );
    let mut piped = annotate(&folder, &["--files-from", "-", "-0"]);
    let piped = piped.write_stdin("in/a.txt\0in/b/c.txt\0");
    assert_eq!(records(&stdout(piped, 0)).len(), 2);

    let fails = |arguments: &[&str], why: &str| {
        let done = annotate(&folder, arguments).assert().code(2);
        let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert!(said.contains(why), "{said}");
    };
    fails(&["in", "--include", "a["], "a[");
    fails(&["--files-from", "gone"], "cannot read the list gone");
}

#[test]
fn archives_are_folders_to_patterns() {
    let folder = tempfile::tempdir().unwrap();
    let text = || b"It may rain.".to_vec();
    let inner = make::zip(&[("d.txt", text()), ("e.md", text())]);
    let members = [
        ("a.txt", text()),
        ("old/b.txt", text()),
        ("c.dat", text()),
        ("inner.zip", inner),
    ];
    written(&folder, "in/x/pack.zip", &make::zip(&members));
    written(&folder, "in/pack.tar", &make::tar(&members));
    written(&folder, "in/f.txt", &text());
    let ids = |arguments: &[&str]| {
        let records = records(&stdout(&mut annotate(&folder, arguments), 0));
        let ids: Vec<String> = records.into_iter().map(|record| record.id).collect();
        ids.join(" ")
    };
    assert_eq!(
        ids(&["in", "--include", "*.md"]),
        "pack.tar/inner.zip/e.md x/pack.zip/inner.zip/e.md"
    );
    assert_eq!(ids(&["in", "--include", "/x/**/*.dat"]), "x/pack.zip/c.dat");
    assert_eq!(
        ids(&[
            "in",
            "--include",
            "*.zip",
            "--exclude",
            "old/",
            "--exclude",
            "x/*/a.txt"
        ]),
        "pack.tar/inner.zip/d.txt pack.tar/inner.zip/e.md x/pack.zip/c.dat x/pack.zip/inner.zip/d.txt x/pack.zip/inner.zip/e.md"
    );
    assert_eq!(
        ids(&["in", "--exclude", "pack*", "--exclude", "*.zip"]),
        "f.txt"
    );
    assert_eq!(
        ids(&["in/pack.tar", "--include", "/old"]),
        "pack.tar/old/b.txt"
    );
}

#[test]
fn ids_of_the_user_become_files() {
    let folder = tempfile::tempdir().unwrap();
    let ids = [
        "../../up",
        "up",
        "https://example.org//a",
        &"long".repeat(100),
        "a\u{0}b",
        "..",
    ];
    let line =
        |id: &&str| serde_json::json!({"uid": id, "text": "It may rain."}).to_string() + "\n";
    let rows: String = ids.iter().map(line).collect();
    written(&folder, "rows.jsonl", rows.as_bytes());
    let options = ["rows.jsonl", "--id-field", "uid", "--pretty", "-o", "out"];
    annotate(&folder, &options).assert().code(0);
    let files = crate::common::files(&folder.path().join("out"));
    let mut found: Vec<String> = files
        .values()
        .map(|bytes| serde_json::from_slice::<Record>(bytes).unwrap().id)
        .collect();
    found.sort_unstable();
    let mut ids = ids.map(str::to_owned);
    ids.sort_unstable();
    assert_eq!(found, ids);
    // With other options, the output is not gone on with.
    let other = ["rows.jsonl", "--pretty", "-o", "out"];
    let done = annotate(&folder, &other).assert().code(2);
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(said.contains("id_field"), "{said}");
}
