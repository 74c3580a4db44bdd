//! What the definition of the command line says of its options. Nothing here names one: an option
//! that is added to a command can be set everywhere from then on.

#[cfg(test)]
mod tests;

use std::ffi::{OsStr, OsString};

use clap::{Arg, ArgAction, Command};

/// What precedes the id of a flag in that of the flag which takes it back.
const NEGATION: &str = "no:";

/// An option that the environment and a file can set.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    pub arg: &'a Arg,
    /// The name of the option, and of the key in a file.
    pub key: &'a str,
}

/// The values that an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// True or false.
    Flag,
    /// How often the option is given.
    Count,
    Number,
    Text,
}

/// Gives every flag a hidden `--no-FLAG`, which takes it back where a file or the environment
/// sets it. The later of the two on a command line holds.
pub fn with_negations(mut command: Command) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(name, with_negations);
    }
    let has = |name: &str| command.get_arguments().any(|a| a.get_long() == Some(name));
    let mut negations = Vec::new();
    for setting in settings(&command).filter(|s| s.takes() == Takes::Flag) {
        let name = match setting.key.strip_prefix("no-") {
            Some(name) => name.to_owned(),
            None => format!("no-{}", setting.key),
        };
        if !has(&name) {
            let negation = Arg::new(setting.negation())
                .long(name)
                .help(format!("Take --{} back", setting.key))
                .action(ArgAction::SetTrue)
                .overrides_with(setting.arg.get_id())
                .global(setting.arg.is_global_set())
                .hide(true);
            negations.push(negation);
        }
    }
    command.args(negations)
}

/// The options of a command that can be set, those of every command included.
pub fn settings(command: &Command) -> impl Iterator<Item = Setting<'_>> {
    command.get_arguments().filter_map(|arg| {
        let can_be_set = matches!(
            arg.get_action(),
            ArgAction::Set | ArgAction::Append | ArgAction::SetTrue | ArgAction::Count
        );
        let key = arg.get_long().filter(|_| can_be_set)?;
        (!arg.get_id().as_str().starts_with(NEGATION)).then_some(Setting { arg, key })
    })
}

/// Whether two options of a command exclude each other.
pub fn are_in_conflict(command: &Command, one: &Arg, other: &Arg) -> bool {
    let excludes = |one: &Arg, other: &Arg| {
        let excluded = command.get_arg_conflicts_with(one);
        excluded.iter().any(|arg| arg.get_id() == other.get_id())
    };
    excludes(one, other) || excludes(other, one)
}

impl Setting<'_> {
    pub fn id(&self) -> &str {
        self.arg.get_id().as_str()
    }

    /// The id of the flag that takes this one back.
    pub fn negation(&self) -> String {
        format!("{NEGATION}{}", self.id())
    }

    /// The variable of the environment.
    pub fn variable(&self) -> String {
        format!("HEDGEROW_{}", self.key.to_uppercase().replace('-', "_"))
    }

    /// Whether it takes several values.
    pub fn is_list(&self) -> bool {
        let many = |range: clap::builder::ValueRange| range.max_values() > 1;
        matches!(self.arg.get_action(), ArgAction::Append)
            || self.arg.get_value_delimiter().is_some()
            || self.arg.get_num_args().is_some_and(many)
    }

    /// What it takes. Whether values are numbers is asked of the option's own parser.
    pub fn takes(&self) -> Takes {
        let parses = |text: &str| self.parse(&[text.into()]).is_ok();
        match self.arg.get_action() {
            ArgAction::SetTrue => Takes::Flag,
            ArgAction::Count => Takes::Count,
            _ if !parses("x") && ["1", "100", "0.5"].into_iter().any(parses) => Takes::Number,
            _ => Takes::Text,
        }
    }

    /// The values one by one, where one argument may hold several.
    pub fn split(&self, values: Vec<OsString>) -> Vec<OsString> {
        let Some(delimiter) = self.arg.get_value_delimiter() else {
            return values;
        };
        let values = values.into_iter().flat_map(|value| match value.to_str() {
            Some(text) => text.split(delimiter).map(OsString::from).collect(),
            None => vec![value],
        });
        values.collect()
    }

    /// Whether these are the values that it has when nobody sets it.
    pub fn is_default(&self, values: &[OsString]) -> bool {
        match self.arg.get_action() {
            ArgAction::SetTrue => values == ["false"],
            ArgAction::Count => values == ["0"],
            _ => values.iter().eq(self.arg.get_default_values()),
        }
    }

    /// The values as arguments of the command.
    pub fn arguments(&self, values: &[OsString]) -> Vec<OsString> {
        let name = || OsString::from(format!("--{}", self.key));
        match self.arg.get_action() {
            ArgAction::SetTrue => values
                .iter()
                .filter(|v| *v == "true")
                .map(|_| name())
                .collect(),
            ArgAction::Count => {
                let count = values.first().and_then(|v| v.to_str()?.parse::<u8>().ok());
                (0..count.unwrap_or(0)).map(|_| name()).collect()
            }
            _ => {
                let with_value = |value: &OsString| {
                    let mut argument = name();
                    argument.push("=");
                    argument.push(value);
                    argument
                };
                values.iter().map(with_value).collect()
            }
        }
    }

    /// Lets the option's own parser look at values.
    ///
    /// # Errors
    /// A sentence without the name of what they were found in.
    pub fn check(&self, values: &[OsString]) -> Result<(), String> {
        match self.arg.get_action() {
            ArgAction::SetTrue => Ok(()),
            ArgAction::Count => match values.iter().all(|v| is_count(v)) {
                true => Ok(()),
                false => Err("it counts from 0 to 255".to_owned()),
            },
            _ => self.parse(values).map_err(|error| sentence(&error)),
        }
    }

    fn parse(&self, values: &[OsString]) -> Result<(), clap::Error> {
        let alone = Arg::new(self.arg.get_id().clone())
            .long(self.key.to_owned())
            .action(self.arg.get_action().clone())
            .value_parser(self.arg.get_value_parser().clone())
            .value_delimiter(self.arg.get_value_delimiter())
            .value_names(self.arg.get_value_names().unwrap_or_default().to_vec());
        let alone = match self.arg.get_num_args() {
            Some(range) => alone.num_args(range),
            None => alone,
        };
        let command = Command::new("hedgerow").no_binary_name(true).arg(alone);
        command
            .disable_help_flag(true)
            .try_get_matches_from(self.arguments(values))
            .map(drop)
    }
}

fn is_count(value: &OsStr) -> bool {
    value.to_str().is_some_and(|v| v.parse::<u8>().is_ok())
}

/// The first paragraphs of a message about a value, on one line.
fn sentence(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("For more information"));
    let line = lines.collect::<Vec<_>>().join(" ");
    line.trim_start_matches("error: ").to_owned()
}
