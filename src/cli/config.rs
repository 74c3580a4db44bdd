//! `hedgerow config`

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use serde_json::{Map, Value, json};

use super::annotate;
use super::settings::{Effective, Settings, Takes};

/// Print the settings of `hedgerow annotate` and where each comes from
///
/// Takes the options of `hedgerow annotate`, its paths or none. What is printed can be saved as
/// hedgerow.toml: the settings then are the same without the options and the environment.
#[derive(Parser)]
#[group(skip)]
#[command(after_help = "Examples:
  hedgerow config
  hedgerow config --jobs 8 --layers entities,cues > hedgerow.toml
  HEDGEROW_JOBS=2 hedgerow config --json")]
pub struct Args {
    #[command(flatten)]
    _annotate: annotate::Args,

    /// Print JSON instead of TOML
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, settings: &Settings) -> anyhow::Result<ExitCode> {
    let settings = settings.shown();
    let page = if args.json {
        format!("{:#}\n", as_json(&settings)?)
    } else {
        as_toml(&settings)?
    };
    std::io::stdout().write_all(page.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn as_toml(settings: &[(String, Effective)]) -> anyhow::Result<String> {
    let mut page =
        "# The settings of `hedgerow annotate`. This can be saved as hedgerow.toml.\n".to_owned();
    let (mut table, mut heading) = ("", None);
    for (owner, effective) in settings {
        let arg = effective.setting.arg;
        if owner != table {
            (table, heading) = (owner, None);
            let _ = write!(page, "\n[{owner}]\n");
        }
        if arg.get_help_heading() != heading {
            heading = arg.get_help_heading();
            let _ = write!(page, "\n# {}\n", heading.unwrap_or("Options"));
        }
        let key = effective.setting.key;
        let _ = match value(effective)? {
            Some(value) => writeln!(page, "{key} = {}  # {}", toml(&value), effective.origin),
            None => {
                let name = arg.get_value_names().and_then(<[_]>::first);
                let name = name.map_or("VALUE", |name| name.as_str());
                writeln!(page, "# {key} = <{name}>  # not set")
            }
        };
    }
    Ok(page)
}

fn as_json(settings: &[(String, Effective)]) -> anyhow::Result<Value> {
    let mut page = Map::new();
    for (table, effective) in settings {
        let shown = match value(effective)? {
            Some(value) => json!({"value": value, "origin": effective.origin.to_string()}),
            None => json!({"value": null, "origin": "not set"}),
        };
        let key = effective.setting.key.to_owned();
        if table.is_empty() {
            page.insert(key, shown);
        } else {
            let inner = page.entry(table.clone()).or_insert_with(|| json!({}));
            inner[key] = shown;
        }
    }
    Ok(page.into())
}

/// The value of an option, of the kind that it takes.
fn value(effective: &Effective) -> anyhow::Result<Option<Value>> {
    let Some(values) = &effective.values else {
        return Ok(None);
    };
    let setting = &effective.setting;
    let takes = setting.takes();
    let single = |value: &OsString| -> anyhow::Result<Value> {
        let text = value.to_str().with_context(|| {
            format!(
                "--{} is not UTF-8, which a file with settings must be",
                setting.key
            )
        })?;
        Ok(match takes {
            Takes::Flag => Value::Bool(text == "true"),
            Takes::Count | Takes::Number => number(text).unwrap_or_else(|| text.into()),
            Takes::Text => text.into(),
        })
    };
    if setting.is_list() {
        let values: anyhow::Result<Vec<Value>> = values.iter().map(single).collect();
        return Ok(Some(values?.into()));
    }
    values.first().map(single).transpose()
}

fn number(text: &str) -> Option<Value> {
    match text.parse::<i64>() {
        Ok(number) => Some(number.into()),
        Err(_) => serde_json::Number::from_f64(text.parse().ok()?).map(Value::Number),
    }
}

/// A value in the notation of TOML.
fn toml(value: &Value) -> String {
    match value {
        Value::String(text) => toml_edit::Value::from(text.as_str()).to_string(),
        Value::Array(list) => {
            let list: Vec<String> = list.iter().map(toml).collect();
            format!("[{}]", list.join(", "))
        }
        // Numbers and true or false are the same in both.
        other => other.to_string(),
    }
}
