//! Which value of an option holds, where several are given.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use super::file::File;
use super::options::{Setting, Takes, are_in_conflict, settings};
use super::{FILE, NOT_IN_FILES, Origin};

/// What was typed, and what is chosen besides, from above to below.
pub struct Choices<'a> {
    command: &'a Command,
    typed: &'a ArgMatches,
    chosen: Vec<Choice<'a>>,
    /// Sentences about options that gave way to others.
    given_way: Vec<String>,
}

/// An option that the environment or a file sets.
struct Choice<'a> {
    setting: Setting<'a>,
    values: Vec<OsString>,
    origin: Origin,
}

impl Choice<'_> {
    /// Whether it is more than the default said again.
    fn counts(&self) -> bool {
        !self.setting.is_default(&self.values)
    }
}

impl<'a> Choices<'a> {
    /// The options of `command`, of which some were typed.
    pub fn new(command: &'a Command, typed: &'a ArgMatches) -> Self {
        Self {
            command,
            typed,
            chosen: Vec::new(),
            given_way: Vec::new(),
        }
    }

    /// Adds what the environment says.
    ///
    /// # Errors
    /// A variable has a value that its option does not take.
    pub fn add_environment(
        &mut self,
        environment: impl Fn(&str) -> Option<OsString>,
    ) -> anyhow::Result<()> {
        let mut given = Vec::new();
        for setting in settings(self.command).filter(|s| !self.is_typed(s)) {
            let variable = setting.variable();
            let Some(value) = environment(&variable).filter(|value| !value.is_empty()) else {
                continue;
            };
            let values = match setting.takes() {
                Takes::Flag => vec![flag(&value).ok_or_else(|| {
                    let value = value.to_string_lossy();
                    anyhow::anyhow!("{variable}: '{value}' is neither true nor false")
                })?],
                _ => setting.split(vec![value]),
            };
            let checked = setting.check(&values);
            checked.map_err(|error| anyhow::anyhow!("{variable}: {error}"))?;
            given.push(Choice {
                setting,
                values,
                origin: Origin::Environment(variable),
            });
        }
        self.add(given);
        Ok(())
    }

    /// Adds what a table of the file says, and what stands above all tables.
    pub fn add_file(&mut self, file: &File, table: &[String]) {
        let mut given = Vec::new();
        for setting in settings(self.command) {
            let table = if setting.arg.is_global_set() {
                &[]
            } else {
                table
            };
            let found = file.get(table, setting.key);
            let is_chosen = self.chosen.iter().any(|c| c.setting.id() == setting.id());
            if let Some(found) = found.filter(|_| !is_chosen && !self.is_typed(&setting)) {
                given.push(Choice {
                    setting,
                    values: found.values.clone(),
                    origin: Origin::File {
                        path: file.path.clone(),
                        line: found.line,
                    },
                });
            }
        }
        self.add(given);
    }

    /// The file to read, as far as the command line and the environment tell.
    pub fn file(&self) -> Option<PathBuf> {
        let [config, no_config] = NOT_IN_FILES;
        if self.value(no_config).is_some_and(|v| v == "true") {
            return None;
        }
        let usual = || Path::new(FILE).exists().then(|| PathBuf::from(FILE));
        self.value(config).map(PathBuf::from).or_else(usual)
    }

    /// The first value of an option that is set.
    pub fn value(&self, id: &str) -> Option<OsString> {
        if self.is_on_command_line(id) {
            let raw = self.typed.try_get_raw(id).ok().flatten();
            return raw.and_then(|mut raw| raw.next().map(OsStr::to_owned));
        }
        let chosen = self.chosen.iter().find(|c| c.setting.id() == id);
        chosen.and_then(|c| c.values.first().cloned())
    }

    /// The arguments that were typed, with the choices among them.
    pub fn complete(&self, mut arguments: Vec<OsString>) -> Vec<OsString> {
        let options = arguments.iter().position(|argument| argument == "--");
        let end = options.unwrap_or(arguments.len());
        let counting = self.chosen.iter().filter(|choice| choice.counts());
        let added = counting.flat_map(|choice| choice.setting.arguments(&choice.values));
        let added: Vec<OsString> = added.collect();
        arguments.splice(end..end, added);
        arguments
    }

    /// A sentence for an error between several options: where those come from that were not
    /// typed.
    pub fn note(&self, error: &clap::Error) -> Option<String> {
        let is_between = matches!(
            error.kind(),
            ErrorKind::ArgumentConflict | ErrorKind::MissingRequiredArgument
        );
        let counting = self.chosen.iter().filter(|choice| choice.counts());
        let origins = counting.map(|c| format!("--{} ({})", c.setting.key, c.origin));
        let origins: Vec<String> = origins.collect();
        (is_between && !origins.is_empty())
            .then(|| format!("set elsewhere: {}", origins.join(", ")))
    }

    /// The origin of every option that is set, by its id, and sentences about those that gave way.
    pub fn finish(self) -> (BTreeMap<String, Origin>, Vec<String>) {
        let typed = settings(self.command).filter(|s| self.is_typed(s));
        let typed = typed.map(|s| (s.id().to_owned(), Origin::CommandLine));
        let mut origins: BTreeMap<String, Origin> = typed.collect();
        for choice in self.chosen {
            origins.insert(choice.setting.id().to_owned(), choice.origin);
        }
        (origins, self.given_way)
    }

    /// Adds the choices of one origin, without those that give way to others from above.
    fn add(&mut self, given: Vec<Choice<'a>>) {
        let mut added = Vec::new();
        for choice in given {
            match self.rival(&choice.setting).filter(|_| choice.counts()) {
                Some(rival) => {
                    let (key, origin) = (choice.setting.key, &choice.origin);
                    let sentence = format!("--{key} ({origin}) gives way to --{rival}");
                    self.given_way.push(sentence);
                }
                None => added.push(choice),
            }
        }
        self.chosen.extend(added);
    }

    /// An option from above that excludes this one.
    fn rival(&self, setting: &Setting) -> Option<&'a str> {
        let is_set = |other: &Setting| {
            let is_flag_on = self.is_on_command_line(other.id());
            let chosen = self.chosen.iter().find(|c| c.setting.id() == other.id());
            is_flag_on || chosen.is_some_and(Choice::counts)
        };
        let others = settings(self.command).filter(|other| other.id() != setting.id());
        let mut rivals = others
            .filter(|other| is_set(other) && are_in_conflict(self.command, setting.arg, other.arg));
        rivals.next().map(|rival| rival.key)
    }

    /// Whether the command line sets an option, or takes it back.
    fn is_typed(&self, setting: &Setting) -> bool {
        self.is_on_command_line(setting.id()) || self.is_on_command_line(&setting.negation())
    }

    fn is_on_command_line(&self, id: &str) -> bool {
        // Asking for an id that the command has not would be a fault.
        let is_known = self.typed.try_contains_id(id).unwrap_or(false);
        is_known && self.typed.value_source(id) == Some(ValueSource::CommandLine)
    }
}

/// What a variable says of a flag.
fn flag(value: &OsStr) -> Option<OsString> {
    let flag = match value.to_str()?.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => "true",
        "false" | "0" | "no" | "off" => "false",
        _ => return None,
    };
    Some(flag.into())
}
