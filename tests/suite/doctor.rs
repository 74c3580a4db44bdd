//! Engines and checkpoints from the command line, and `hedgerow doctor`.

use assert_cmd::Command;

use crate::common::project;

fn run(arguments: &[&str], code: i32) -> (String, String) {
    let output = Command::cargo_bin("hedgerow")
        .unwrap()
        .current_dir(project(""))
        .args(arguments)
        .assert()
        .code(code);
    let output = output.get_output();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

const BERT: &str = "tests/fixtures/checkpoints/bert";
const ARTICLE: &str = "data/articles/000_321dbd8db90a0fc5.txt";

#[test]
fn doctor_names_engines_devices_and_hashes() {
    let (page, _) = run(&["doctor"], 0);
    let manifest = std::fs::read_to_string(project("models/hedgerow-base/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let hash = manifest["files"]["model.onnx"]["sha256"].as_str().unwrap();
    let line = |name: &str| {
        let found = page.lines().find(|l| l.trim_start().starts_with(name));
        found.unwrap_or_else(|| panic!("{name} is missing:\n{page}"))
    };
    assert!(line("rten").contains("ready"));
    assert_eq!(line("torch").contains("ready"), cfg!(feature = "torch"));
    assert!(line("cpu").contains("cores"));
    assert!(line("cuda").len() > 20);
    assert!(line("model.onnx").contains(hash));
}

#[test]
fn doctor_looks_at_a_checkpoint() {
    let (page, _) = run(&["doctor", "--ner-model", BERT], 0);
    assert!(page.contains("B-PERSON") && page.contains("MISC"), "{page}");
    let (page, _) = run(&["doctor", "--ner-model", "data"], 1);
    assert!(page.contains("data/config.json"), "{page}");
}

#[test]
fn an_engine_that_is_not_there_ends_the_run() {
    let (_, error) = run(&["annotate", ARTICLE, "--device", "cuda:0"], 2);
    assert!(error.contains("--engine torch"), "{error}");
    let (_, error) = run(
        &[
            "annotate", ARTICLE, "--engine", "torch", "--device", "cuda:99",
        ],
        2,
    );
    let cause = if cfg!(feature = "torch") {
        "cuda:99 is not there"
    } else {
        "--features torch"
    };
    assert!(error.contains(cause), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    let (_, error) = run(&["annotate", ARTICLE, "--device", "gpu"], 2);
    assert!(error.contains("cpu, cuda:N or auto"), "{error}");
}

#[test]
fn names_of_a_checkpoint_do_not_depend_on_jobs() {
    let annotate = |jobs: &str| {
        let paths = [
            ARTICLE,
            "data/articles/001_a5f0b54abdbb305d.txt",
            "data/articles/archive",
        ];
        let options = ["--ner-model", BERT, "--quiet", "--jobs", jobs];
        run(&[&["annotate"], &paths[..], &options[..]].concat(), 0)
    };
    let (one, stderr) = annotate("1");
    assert_eq!(stderr, "");
    assert_eq!(one, annotate("3").0);
    assert!(one.contains(r#""ner_model":{"name":"bert""#));
    let (_, stderr) = run(&["annotate", ARTICLE, "--ner-model", BERT], 0);
    assert!(
        stderr.contains("bert: its labels for MISC are left out"),
        "{stderr}"
    );
}
