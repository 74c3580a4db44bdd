//! Where the options come from: the command line, before the environment (`HEDGEROW_JOBS` for
//! `--jobs`), before hedgerow.toml, before the default.
//!
//! The command line is parsed twice. The first time tells which options it gives. What the
//! environment and the file say of the others is checked by the parsers of the options and added
//! as arguments, and the whole is parsed as if it had been typed: conflicts and requirements hold
//! between all of it. Only where two options exclude each other does one from above take the
//! place of one from below.

mod choices;
mod file;
mod options;
mod refusal;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command};

pub use options::{Setting, Takes};
pub use refusal::Refusal;

use self::choices::Choices;
use self::file::File;
use self::options::{settings, with_negations};
use self::refusal::Cause;

/// The file that is read where nobody names one.
const FILE: &str = "hedgerow.toml";

/// The command that shows the settings of another, [`SHOWN`], and reads its table.
const CONFIG: &str = "config";
const SHOWN: &str = "annotate";

/// The keys of the options that choose the file, and the ids.
const NOT_IN_FILES: [&str; 2] = ["config", "no-config"];

/// Where the value of an option comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    Default,
    File {
        path: PathBuf,
        line: usize,
    },
    /// A variable.
    Environment(String),
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line } => write!(f, "file {}, line {line}", path.display()),
            Self::Environment(variable) => write!(f, "environment {variable}"),
            Self::CommandLine => f.write_str("command line"),
        }
    }
}

/// The settings of one command.
pub struct Settings {
    /// All options of the command, as typed.
    pub matches: ArgMatches,
    /// The file that was read.
    pub file: Option<PathBuf>,
    root: Command,
    /// The names of the command.
    path: Vec<String>,
    origins: BTreeMap<String, Origin>,
    /// Sentences about options that gave way to others.
    given_way: Vec<String>,
}

/// The value of one option.
pub struct Effective<'a> {
    pub setting: Setting<'a>,
    /// Absent where the option is not set and has no default.
    pub values: Option<Vec<OsString>>,
    pub origin: Origin,
}

/// Adds what settings need to the definition of the command line: the options that choose the
/// file, and a way to take every flag back.
pub fn prepare(command: Command) -> Command {
    let [config, no_config] = NOT_IN_FILES;
    let option = |name: &'static str| {
        let option = Arg::new(name).long(name).global(true);
        option.help_heading("Settings and log").display_order(900)
    };
    let config = option(config)
        .value_name("FILE")
        .value_parser(clap::value_parser!(PathBuf))
        .action(ArgAction::Set)
        .conflicts_with(no_config)
        .help("Read the settings in this file [default: hedgerow.toml in the working directory, if it is there]")
        .long_help(
            "Read the settings in this file [default: hedgerow.toml in the working directory, if it \
             is there]\n\nA table is a command, a key one of its options: jobs = 4 under \
             [annotate]. The command line goes before the environment (HEDGEROW_JOBS=4), which goes \
             before the file; --no-quiet takes back quiet = true, and likewise every flag. \
             `hedgerow config` prints all settings and where they come from.",
        );
    let no_config = option(no_config)
        .action(ArgAction::SetTrue)
        .help("Read no file with settings");
    let command = command.arg(config).arg(no_config);
    with_negations(command).mut_subcommand(CONFIG, |c| {
        c.mut_args(|arg| {
            let is_optional = arg.is_positional();
            if is_optional {
                arg.required(false)
            } else {
                arg
            }
        })
    })
}

impl Settings {
    /// Finds the settings that the arguments of the program ask for.
    ///
    /// # Errors
    /// The arguments are wrong or ask for help, or the environment or the file is wrong.
    pub fn load(
        command: Command,
        arguments: Vec<OsString>,
        environment: impl Fn(&str) -> Option<OsString>,
    ) -> Result<Self, Refusal> {
        let mut json = false;
        let found = Self::find(command, arguments, environment, &mut json);
        found.map_err(|cause| Refusal { cause, json })
    }

    fn find(
        command: Command,
        arguments: Vec<OsString>,
        environment: impl Fn(&str) -> Option<OsString>,
        json: &mut bool,
    ) -> Result<Self, Cause> {
        let mut root = command.clone();
        root.build();
        let lenient = command.clone().ignore_errors(true);
        let typed = lenient.clone().try_get_matches_from(&arguments);
        let typed = typed.map_err(|error| Cause::Usage(error, None))?;
        let (path, typed) = innermost(&typed);
        let selected = find(&root, &path);

        let mut choices = Choices::new(selected, typed);
        let added = choices.add_environment(environment);
        let is_json = |choices: &Choices| choices.value("log_format").is_some_and(|v| v == "json");
        *json = is_json(&choices);
        added.map_err(Cause::Wrong)?;
        let has_own = settings(selected).any(|s| !s.arg.is_global_set());
        let file = match choices.file().filter(|_| has_own) {
            Some(file) => File::read(&file, &root).map(Some),
            None => Ok(None),
        };
        let file = file.map_err(Cause::Wrong)?;
        if let Some(file) = &file {
            choices.add_file(file, &table(&path));
            *json = is_json(&choices);
        }

        let full = choices.complete(arguments);
        let matches = match command.try_get_matches_from(&full) {
            // What is shown need not be complete.
            Err(error)
                if path == [CONFIG] && error.kind() == ErrorKind::MissingRequiredArgument =>
            {
                lenient.try_get_matches_from(&full)
            }
            matches => matches,
        };
        let matches = matches.map_err(|error| {
            let note = choices.note(&error);
            Cause::Usage(error, note)
        })?;
        let (origins, given_way) = choices.finish();
        Ok(Self {
            matches,
            file: file.map(|file| file.path),
            root,
            path,
            origins,
            given_way,
        })
    }

    /// Tells the log where the settings come from.
    pub fn log(&self) {
        if let Some(file) = &self.file {
            tracing::info!(file = %file.display(), "settings read");
        }
        for sentence in &self.given_way {
            tracing::info!("{sentence}");
        }
        for (table, setting) in self.shown() {
            let Some(values) = setting.values else {
                continue;
            };
            if setting.origin != Origin::Default {
                let (key, origin) = (setting.setting.key, setting.origin);
                tracing::debug!(table, key, ?values, %origin, "setting");
            }
        }
    }

    /// The options of the command, each with its table; those above all tables come first.
    pub fn shown(&self) -> Vec<(String, Effective<'_>)> {
        let table = table(&self.path);
        let owner = find(&self.root, &table);
        let (_, matches) = innermost(&self.matches);
        let mut shown: Vec<(String, Effective)> = Vec::new();
        for setting in settings(owner).filter(|s| !NOT_IN_FILES.contains(&s.key)) {
            let raw = matches.try_get_raw(setting.id()).ok().flatten();
            let values = raw.map(|raw| raw.map(OsString::from).collect());
            let origin = self.origins.get(setting.id()).cloned();
            let table = if setting.arg.is_global_set() {
                String::new()
            } else {
                table.join(".")
            };
            let origin = origin.unwrap_or(Origin::Default);
            shown.push((
                table,
                Effective {
                    setting,
                    values,
                    origin,
                },
            ));
        }
        shown.sort_by_key(|(table, _)| !table.is_empty());
        shown
    }
}

/// The table with the options of a command.
fn table(path: &[String]) -> Vec<String> {
    if path == [CONFIG] {
        vec![SHOWN.to_owned()]
    } else {
        path.to_vec()
    }
}

/// The names of the command that was chosen, and its matches.
fn innermost(matches: &ArgMatches) -> (Vec<String>, &ArgMatches) {
    let (mut path, mut matches) = (Vec::new(), matches);
    while let Some((name, inner)) = matches.subcommand() {
        path.push(name.to_owned());
        matches = inner;
    }
    (path, matches)
}

/// The command of these names, as far as there are such.
fn find<'a>(root: &'a Command, path: &[String]) -> &'a Command {
    let inner = |command: &'a Command, name: &String| command.find_subcommand(name);
    path.iter().try_fold(root, inner).unwrap_or(root)
}
