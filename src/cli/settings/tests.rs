use super::*;

type Shown = BTreeMap<String, (String, String)>;

/// The settings, each as its values and its origin. The file is called f.toml.
fn load(
    file: &str,
    environment: &[(&str, &str)],
    arguments: &[&str],
) -> Result<(Shown, Vec<String>), String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f.toml");
    std::fs::write(&path, file).unwrap();
    let tidy = |text: String| text.replace(path.to_str().unwrap(), "f.toml");
    let mut all: Vec<OsString> = vec!["hedgerow".into(), "--config".into(), path.clone().into()];
    all.extend(arguments.iter().map(OsString::from));
    let variable = |name: &str| {
        let found = environment.iter().find(|(variable, _)| *variable == name);
        found.map(|(_, value)| value.into())
    };
    let settings = Settings::load(crate::cli::command(), all, variable);
    let settings = settings.map_err(|refusal| match refusal.cause {
        Cause::Usage(error, note) => tidy(format!("{error}{}", note.unwrap_or_default())),
        Cause::Wrong(error) => tidy(format!("{error:#}")),
    })?;
    let one = |(_, effective): (String, Effective)| {
        let values = effective.values.unwrap_or_default();
        let values = values.iter().map(|v| v.to_str().unwrap());
        let values = values.collect::<Vec<_>>().join(" ");
        let key = effective.setting.key.to_owned();
        (key, (values, tidy(effective.origin.to_string())))
    };
    let shown = settings.shown().into_iter().map(one).collect();
    Ok((shown, settings.given_way.into_iter().map(tidy).collect()))
}

fn check(shown: &Shown, key: &str, value: &str, origin: &str) {
    let (found, from) = &shown[key];
    assert_eq!((found.as_str(), from.as_str()), (value, origin), "{key}");
}

#[test]
fn the_command_line_then_the_environment_then_the_file() {
    let file = "[annotate]\njobs = 1\nmax-size = 1\ntimeout = 1\nlayers = ['cues']\n";
    let environment = [
        ("HEDGEROW_JOBS", "2"),
        ("HEDGEROW_MAX_SIZE", "2"),
        ("HEDGEROW_LEXICON", ""),
    ];
    let (shown, _) = load(file, &environment, &["annotate", "in", "--jobs", "3"]).unwrap();
    check(&shown, "jobs", "3", "command line");
    check(&shown, "max-size", "2", "environment HEDGEROW_MAX_SIZE");
    check(&shown, "timeout", "1", "file f.toml, line 4");
    check(&shown, "layers", "cues", "file f.toml, line 5");
    check(&shown, "offsets", "codepoint", "default");
    check(&shown, "lexicon", "", "default");
    // A list takes the place of another.
    let layers = ["annotate", "in", "--layers", "entities,tokens"];
    let (shown, _) = load(file, &[("HEDGEROW_LAYERS", "blocks")], &layers).unwrap();
    check(&shown, "layers", "entities tokens", "command line");
    let environment = [("HEDGEROW_LAYERS", "blocks,cues")];
    let (shown, _) = load(file, &environment, &["annotate", "--", "-in"]).unwrap();
    check(
        &shown,
        "layers",
        "blocks cues",
        "environment HEDGEROW_LAYERS",
    );
    check(&shown, "max-size", "1", "file f.toml, line 3");
}

#[test]
fn every_command_reads_its_own_table() {
    let file = "log-format = 'json'\n[annotate]\njobs = 1\n[eval.ner]\njobs = 2\ngold = ['a']\n";
    let (shown, _) = load(file, &[], &["eval", "ner"]).unwrap();
    check(&shown, "jobs", "2", "file f.toml, line 5");
    check(&shown, "gold", "a", "file f.toml, line 6");
    check(&shown, "log-format", "json", "file f.toml, line 1");
    let (shown, _) = load(file, &[], &["config"]).unwrap();
    check(&shown, "jobs", "1", "file f.toml, line 3");
    // A command without options of its own does not look at the file.
    assert!(load("nothing", &[], &["schema"]).is_ok());
    assert!(load("nothing", &[], &["--no-config", "annotate", "in"]).is_err());
}

#[test]
fn flags_are_taken_back() {
    let file = "[annotate]\nquiet = true\n";
    let quiet = |environment: &[(&str, &str)], arguments: &[&str]| {
        let arguments = [&["annotate", "in"], arguments].concat();
        load(file, environment, &arguments).unwrap().0["quiet"].clone()
    };
    let pair = |value: &str, origin: &str| (value.to_owned(), origin.to_owned());
    assert_eq!(quiet(&[], &[]), pair("true", "file f.toml, line 2"));
    assert_eq!(quiet(&[], &["--no-quiet"]), pair("false", "command line"));
    let environment = [("HEDGEROW_QUIET", "0")];
    assert_eq!(
        quiet(&environment, &[]),
        pair("false", "environment HEDGEROW_QUIET")
    );
    assert_eq!(quiet(&environment, &["-q"]), pair("true", "command line"));
}

#[test]
fn an_option_from_above_takes_the_place_of_one_it_excludes() {
    let file = "[annotate]\noutput = 'out'\nshard-size = 5\n";
    let (shown, given_way) = load(file, &[], &["annotate", "in", "--pretty"]).unwrap();
    check(&shown, "pretty", "true", "command line");
    check(&shown, "output", "out", "file f.toml, line 2");
    assert_eq!(shown["shard-size"].0, "");
    let sentence = "--shard-size (file f.toml, line 3) gives way to --pretty";
    assert_eq!(given_way, [sentence]);
    let (shown, _) = load(file, &[("HEDGEROW_PRETTY", "yes")], &["annotate", "in"]).unwrap();
    check(&shown, "pretty", "true", "environment HEDGEROW_PRETTY");
    assert_eq!(shown["shard-size"].0, "");
    // The default said again excludes nothing.
    let file = "[annotate]\non-error = 'continue'\nmax-errors = 5\npretty = false\n";
    let (shown, _) = load(file, &[], &["annotate", "in"]).unwrap();
    check(&shown, "max-errors", "5", "file f.toml, line 3");
    check(&shown, "on-error", "continue", "file f.toml, line 2");
}

#[test]
fn rules_between_options_hold_in_a_file() {
    let file = "[annotate]\noutput = 'out'\nshard-size = 5\npretty = true\n";
    let error = load(file, &[], &["annotate", "in"]).unwrap_err();
    assert!(error.contains("cannot be used with"), "{error}");
    assert!(error.contains("--pretty (file f.toml, line 4)"), "{error}");
    let file = "[annotate]\nshard-size = 5\n";
    let error = load(file, &[], &["annotate", "in"]).unwrap_err();
    assert!(
        error.contains("--output <PATH>") && error.contains("line 2"),
        "{error}"
    );
    assert!(load(file, &[], &["annotate", "in", "-o", "x"]).is_ok());
    // Its settings can be shown all the same.
    let (shown, _) = load(file, &[], &["config"]).unwrap();
    check(&shown, "shard-size", "5", "file f.toml, line 2");
}

#[test]
fn wrong_variables_and_files_are_refused() {
    let error = load("", &[("HEDGEROW_JOBS", "two")], &["annotate", "in"]).unwrap_err();
    assert!(
        error.starts_with("HEDGEROW_JOBS: invalid value 'two'"),
        "{error}"
    );
    let error = load("", &[("HEDGEROW_QUIET", "perhaps")], &["annotate", "in"]).unwrap_err();
    assert_eq!(error, "HEDGEROW_QUIET: 'perhaps' is neither true nor false");
    let error = load("[annotate]\njbos = 1\n", &[], &["annotate", "in"]).unwrap_err();
    assert!(
        error.starts_with("f.toml, line 2: [annotate] has no option jbos"),
        "{error}"
    );
    let other = ["annotate", "in", "--config", "/no/such.toml"];
    let error = load("", &[], &other).unwrap_err();
    assert!(error.starts_with("cannot read /no/such.toml: "), "{error}");
    let gone = [("HEDGEROW_CONFIG", "/no/such.toml")];
    assert!(load("", &gone, &["annotate", "in"]).is_ok());
}

#[test]
fn no_option_has_a_variable_of_the_tests_and_scripts() {
    fn variables(command: &Command, all: &mut Vec<String>) {
        all.extend(settings(command).map(|s| s.variable()));
        command.get_subcommands().for_each(|c| variables(c, all));
    }
    let mut all = Vec::new();
    let mut command = crate::cli::command();
    command.build();
    variables(&command, &mut all);
    assert!(all.contains(&"HEDGEROW_NER_MODEL".to_owned()));
    for taken in ["REFRESH", "FLOAT", "CORPORA", "CI_TORCH"] {
        assert!(!all.contains(&format!("HEDGEROW_{taken}")), "{taken}");
    }
}
