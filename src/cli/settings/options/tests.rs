use super::*;

fn command() -> Command {
    let number = clap::value_parser!(u64);
    let mut command = with_negations(
        Command::new("x")
            .arg(Arg::new("path"))
            .arg(
                Arg::new("jobs")
                    .long("jobs")
                    .value_parser(number)
                    .action(ArgAction::Set),
            )
            .arg(Arg::new("output").long("output").action(ArgAction::Set))
            .arg(
                Arg::new("layers")
                    .long("layers")
                    .value_delimiter(',')
                    .default_value("a,b"),
            )
            .arg(
                Arg::new("dry_run")
                    .long("dry-run")
                    .action(ArgAction::SetTrue),
            )
            .arg(Arg::new("no_bar").long("no-bar").action(ArgAction::SetTrue))
            .arg(Arg::new("loud").long("loud").action(ArgAction::Count)),
    );
    command.build();
    command
}

#[test]
fn what_options_take_is_asked_of_their_parsers() {
    let command = command();
    let found: Vec<(&str, Takes, bool)> = settings(&command)
        .map(|s| (s.key, s.takes(), s.is_list()))
        .collect();
    let expected = [
        ("jobs", Takes::Number, false),
        ("output", Takes::Text, false),
        ("layers", Takes::Text, true),
        ("dry-run", Takes::Flag, false),
        ("no-bar", Takes::Flag, false),
        ("loud", Takes::Count, false),
    ];
    assert_eq!(found, expected);
    let variables: Vec<String> = settings(&command).map(|s| s.variable()).collect();
    assert_eq!(variables[3], "HEDGEROW_DRY_RUN");
}

#[test]
fn the_later_of_a_flag_and_its_negation_holds() {
    let dry_run = |arguments: &[&str]| {
        let arguments = [&["x"], arguments].concat();
        command().get_matches_from(arguments).get_flag("dry_run")
    };
    assert!(dry_run(&["--no-dry-run", "--dry-run"]));
    assert!(!dry_run(&["--dry-run", "--no-dry-run"]));
    assert!(
        command()
            .try_get_matches_from(["x", "--no-bar", "--bar"])
            .is_ok()
    );
    assert!(
        !command()
            .render_long_help()
            .to_string()
            .contains("no-dry-run")
    );
}

#[test]
fn values_become_arguments() {
    let command = command();
    let arguments = |key: &str, values: &[&str]| {
        let setting = settings(&command).find(|s| s.key == key).unwrap();
        let values: Vec<OsString> = values.iter().map(OsString::from).collect();
        setting.arguments(&setting.split(values))
    };
    assert_eq!(
        arguments("layers", &["a,b", "c"]),
        ["--layers=a", "--layers=b", "--layers=c"]
    );
    assert_eq!(arguments("output", &["-x y"]), ["--output=-x y"]);
    assert_eq!(arguments("loud", &["2"]), ["--loud", "--loud"]);
    assert_eq!(arguments("dry-run", &["true"]), ["--dry-run"]);
    assert!(arguments("dry-run", &["false"]).is_empty());
}

#[test]
fn a_bad_value_is_told_in_one_line() {
    let command = command();
    let jobs = settings(&command).find(|s| s.key == "jobs").unwrap();
    let error = jobs.check(&["four".into()]).unwrap_err();
    assert!(
        error.starts_with("invalid value 'four' for '--jobs <"),
        "{error}"
    );
    assert_eq!(error.lines().count(), 1);
    assert!(jobs.check(&["4".into()]).is_ok());
}
