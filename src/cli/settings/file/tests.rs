use super::*;

fn parse(text: &str) -> anyhow::Result<File> {
    let mut root = crate::cli::command();
    root.build();
    File::parse(Path::new("some/hedgerow.toml"), text, &root)
}

fn given(file: &File, table: &str, key: &str) -> (Vec<String>, usize) {
    let table: Vec<String> = table.split_terminator('.').map(str::to_owned).collect();
    let given = file.get(&table, key).unwrap();
    let values = given.values.iter().map(|v| v.to_str().unwrap().to_owned());
    (values.collect(), given.line)
}

#[test]
fn tables_are_commands_and_keys_are_options() {
    let text = r#"verbose = 1
        log-format = "json"
        eval.ner.map = "a.tsv"

        [annotate]
        jobs = 4
        layers = ["entities", "cues"]
        date = 2025-05-02
        timeout = 0.5
        lexicon = "mine.tsv"
        quiet = true
    "#;
    let file = parse(text).unwrap();
    let texts = |texts: &[&str]| texts.iter().map(|t| t.to_string()).collect::<Vec<_>>();
    assert_eq!(given(&file, "", "verbose"), (texts(&["1"]), 1));
    assert_eq!(given(&file, "", "log-format"), (texts(&["json"]), 2));
    assert_eq!(given(&file, "eval.ner", "map"), (texts(&["a.tsv"]), 3));
    assert_eq!(given(&file, "annotate", "jobs"), (texts(&["4"]), 6));
    assert_eq!(
        given(&file, "annotate", "layers"),
        (texts(&["entities", "cues"]), 7)
    );
    assert_eq!(
        given(&file, "annotate", "date"),
        (texts(&["2025-05-02"]), 8)
    );
    assert_eq!(given(&file, "annotate", "timeout"), (texts(&["0.5"]), 9));
    assert_eq!(given(&file, "annotate", "quiet"), (texts(&["true"]), 11));
    assert!(file.get(&["explain".to_owned()], "lexicon").is_none());
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    for (text, message) in [
        (
            "[annotate]\njbos = 4",
            "2: [annotate] has no option jbos; the nearest is jobs",
        ),
        (
            "[annotate]\nmax_errors = 4",
            "2: [annotate] has no option max_errors; the nearest is max-errors",
        ),
        (
            "\n[anotate]\njobs = 4",
            "2: there is no table [anotate]; the nearest is [annotate]",
        ),
        (
            "[eval.nerr]\njobs = 4",
            "1: there is no table [eval.nerr]; the nearest is [eval.ner]",
        ),
        (
            "jobs = 4",
            "1: jobs belongs in the table of a command, such as [annotate]",
        ),
        (
            "log_format = 'json'",
            "1: there is no option log_format above the tables; the nearest is log-format",
        ),
        (
            "config = 'x'",
            "1: there is no option config above the tables",
        ),
        ("[config]\njobs = 4", "1: there is no table [config]"),
        (
            "[annotate]\nno-quiet = true",
            "2: [annotate] has no option no-quiet; the nearest is quiet",
        ),
        (
            "[annotate]\npaths = ['a']",
            "2: [annotate] has no option paths",
        ),
        (
            "annotate = 1",
            "1: annotate is a command, whose options stand in a table, [annotate]",
        ),
        (
            "[annotate]\njobs = '4'",
            "2: jobs takes a number without quotes, this is text",
        ),
        (
            "[annotate]\njobs = [4]",
            "2: jobs takes a number without quotes, this is a list",
        ),
        (
            "[annotate]\n\noutput = 4",
            "3: output takes text in quotes, this is a number",
        ),
        (
            "[annotate]\nlayers = ['cues', true]",
            "2: layers takes texts in quotes and brackets, this is true or false",
        ),
        ("[annotate]\nlayers = []", "2: layers is an empty list"),
        (
            "[annotate]\nquiet = 'yes'",
            "2: quiet takes true or false, this is text",
        ),
        (
            "[annotate.quiet]\nx = 1",
            "1: quiet takes true or false, this is a table",
        ),
        (
            "[[annotate]]\njobs = 1",
            "1: annotate is a command, whose options stand in a table, [annotate]",
        ),
        (
            "verbose = 'very'",
            "1: verbose takes a number without quotes, this is text",
        ),
        ("verbose = 1000", "1: verbose: it counts from 0 to 255"),
        (
            "[annotate]\njobs = 0",
            "2: jobs: invalid value '0' for '--jobs <N>'",
        ),
        (
            "[annotate]\nlayers = ['cue']",
            "2: layers: invalid value 'cue' for '--layers <LAYERS>' [possible values: blocks, ",
        ),
        (
            "[annotate]\njobs = 1\njobs = 2",
            "3: this is no TOML: duplicate key",
        ),
        ("[annotate\njobs = 1", "1: this is no TOML: "),
    ] {
        let error = parse(text)
            .err()
            .map(|e| format!("{e:#}"))
            .unwrap_or_default();
        let expected = format!("some/hedgerow.toml, line {message}");
        assert!(error.starts_with(&expected), "{text:?}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}
