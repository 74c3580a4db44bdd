//! hedgerow.toml: its tables are the commands, its keys their options.

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

#[cfg(test)]
mod tests {
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
}
