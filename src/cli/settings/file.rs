//! hedgerow.toml: its tables are the commands, its keys their options.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Command;
use toml_edit::{Document, Item, TableLike, Value};

use super::options::{Setting, Takes, settings};
use super::{CONFIG, NOT_IN_FILES};

/// The least similarity of a name that is proposed for another.
const SIMILAR: f64 = 0.6;

/// What a file sets, every name and value of it checked.
pub struct File {
    pub path: PathBuf,
    given: BTreeMap<(Vec<String>, String), Given>,
}

/// The values of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub values: Vec<OsString>,
    /// Counted from 1.
    pub line: usize,
}

impl File {
    /// Reads a file for the commands of `root`.
    ///
    /// # Errors
    /// It cannot be read, is no TOML, or has a key that is no option, or a value that the option
    /// does not take.
    pub fn read(path: &Path, root: &Command) -> anyhow::Result<Self> {
        let name = path.display();
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
        Self::parse(path, &text, root)
    }

    fn parse(path: &Path, text: &str, root: &Command) -> anyhow::Result<Self> {
        let name = path.display();
        let document = Document::parse(text).map_err(|error| {
            let line = line(text, error.span());
            let cause = error.message().replace('\n', ", ");
            anyhow::anyhow!("{name}, line {line}: this is no TOML: {cause}")
        })?;
        let mut file = Self {
            path: path.to_owned(),
            given: BTreeMap::new(),
        };
        file.add(text, document.as_table(), root, &[])?;
        Ok(file)
    }

    /// What stands under `key` in the table of a command, or above all tables where `table` is
    /// empty.
    pub fn get(&self, table: &[String], key: &str) -> Option<&Given> {
        self.given.get(&(table.to_vec(), key.to_owned()))
    }

    /// Adds a table, with those inside it.
    fn add(
        &mut self,
        text: &str,
        table: &dyn TableLike,
        command: &Command,
        place: &[String],
    ) -> anyhow::Result<()> {
        for (key, item) in table.iter() {
            let span = table
                .key(key)
                .and_then(|k| k.span())
                .or_else(|| item.span());
            let line = line(text, span);
            let setting = keys(command, place).find(|s| s.key == key);
            let at = || format!("{}, line {line}", self.path.display());
            match (
                setting,
                tables(command).find(|c| c.get_name() == key),
                item.as_table_like(),
            ) {
                (None, Some(inner), Some(table)) => {
                    let place = [place, &[key.to_owned()]].concat();
                    self.add(text, table, inner, &place)?;
                }
                (None, Some(_), None) => {
                    let table = named(&[place, &[key.to_owned()]].concat());
                    bail!(
                        "{}: {key} is a command, whose options stand in a table, {table}",
                        at()
                    );
                }
                (Some(setting), ..) => {
                    let values = values(&setting, item).with_context(at)?;
                    let given = Given { values, line };
                    self.given.insert((place.to_vec(), key.to_owned()), given);
                }
                (None, None, inner) => {
                    bail!(
                        "{}: {}",
                        at(),
                        unknown(key, inner.is_some(), command, place)
                    );
                }
            }
        }
        Ok(())
    }
}

/// The options that may stand in the table of a command.
fn keys<'a>(command: &'a Command, place: &[String]) -> impl Iterator<Item = Setting<'a>> {
    let is_root = place.is_empty();
    settings(command)
        .filter(move |s| s.arg.is_global_set() == is_root && !NOT_IN_FILES.contains(&s.key))
}

/// The commands inside a command that have a table: those with options of their own.
fn tables(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|c| has_table(c))
}

fn has_table(command: &Command) -> bool {
    let has_own = settings(command).any(|s| !s.arg.is_global_set());
    command.get_name() != CONFIG && (has_own || tables(command).next().is_some())
}

/// A sentence about a key that is none.
fn unknown(key: &str, is_table: bool, command: &Command, place: &[String]) -> String {
    let near = |names: &mut dyn Iterator<Item = &str>| {
        let scored = names.map(|name| (strsim::jaro_winkler(key, name), name.to_owned()));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
        best.filter(|(score, _)| *score >= SIMILAR)
            .map(|(_, name)| name)
    };
    if is_table {
        let table = |key: &str| named(&[place, &[key.to_owned()]].concat());
        let nearest = near(&mut tables(command).map(Command::get_name));
        let nearest = nearest.map(|name| format!("; the nearest is {}", table(&name)));
        return format!(
            "there is no table {}{}",
            table(key),
            nearest.unwrap_or_default()
        );
    }
    if place.is_empty() {
        let is_home = |c: &&Command| keys(c, &[c.get_name().to_owned()]).any(|s| s.key == key);
        let mut homes = tables(command).filter(is_home);
        if let Some(home) = homes.next() {
            return format!(
                "{key} belongs in the table of a command, such as [{}]",
                home.get_name()
            );
        }
    }
    let nearest = near(&mut keys(command, place).map(|s| s.key));
    let nearest = nearest.map(|name| format!("; the nearest is {name}"));
    let nearest = nearest.unwrap_or_default();
    match place {
        [] => format!("there is no option {key} above the tables{nearest}"),
        _ => format!("{} has no option {key}{nearest}", named(place)),
    }
}

fn named(place: &[String]) -> String {
    format!("[{}]", place.join("."))
}

/// The values of an option.
fn values(setting: &Setting, item: &Item) -> anyhow::Result<Vec<OsString>> {
    let key = setting.key;
    let takes = setting.takes();
    let mut values = Vec::new();
    match item.as_value() {
        Some(Value::Array(list)) if setting.is_list() => {
            for value in list {
                values
                    .push(single(takes, value).with_context(|| wrong(setting, value.type_name()))?);
            }
        }
        Some(value) => {
            values.push(single(takes, value).with_context(|| wrong(setting, value.type_name()))?);
        }
        None => bail!(wrong(setting, "table")),
    }
    if values.is_empty() && !setting.is_default(&values) {
        bail!("{key} is an empty list; leave it out for the default");
    }
    let values = setting.split(values);
    setting
        .check(&values)
        .map_err(|error| anyhow::anyhow!("{key}: {error}"))?;
    Ok(values)
}

/// The text of a value, where it is of the right kind.
fn single(takes: Takes, value: &Value) -> Option<OsString> {
    let text = match (takes, value) {
        (Takes::Flag, Value::Boolean(flag)) => flag.value().to_string(),
        (Takes::Count | Takes::Number, Value::Integer(number)) => number.value().to_string(),
        (Takes::Number, Value::Float(number)) => number.value().to_string(),
        (Takes::Text, Value::String(text)) => text.value().clone(),
        (Takes::Text, Value::Datetime(date)) => date.value().to_string(),
        _ => return None,
    };
    Some(text.into())
}

/// A sentence about a value of the wrong kind.
fn wrong(setting: &Setting, kind: &str) -> String {
    let takes = match (setting.takes(), setting.is_list()) {
        (Takes::Flag, _) => "true or false",
        (Takes::Count | Takes::Number, false) => "a number without quotes",
        (Takes::Text, false) => "text in quotes",
        (Takes::Count | Takes::Number, true) => "numbers in brackets",
        (Takes::Text, true) => "texts in quotes and brackets",
    };
    let kind = match kind {
        "string" => "text",
        "integer" | "float" => "a number",
        "boolean" => "true or false",
        "datetime" => "a date",
        "array" => "a list",
        _ => "a table",
    };
    format!("{} takes {takes}, this is {kind}", setting.key)
}

/// The line of a place in a text, counted from 1.
fn line(text: &str, span: Option<std::ops::Range<usize>>) -> usize {
    let start = span.map_or(0, |span| span.start).min(text.len());
    1 + text.as_bytes()[..start]
        .iter()
        .filter(|b| **b == b'\n')
        .count()
}
