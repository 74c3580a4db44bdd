//! How inputs are read, where the user has a say.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use super::format::Format;
use super::limits::Limits;
use crate::record::InputOptionsRecord;

/// How inputs are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of every file, whatever its name and content; members of archives go by their
    /// own names.
    pub format: Option<Format>,
    /// The field of a row or object that holds the text; where it is not given, the first of
    /// [`super::TEXT_FIELDS`] that there is.
    pub text_field: Option<FieldPath>,
    /// The field of a row or object that becomes the id of the record.
    pub id_field: Option<FieldPath>,
    /// Whether text that was decoded with the wrong encoding is repaired.
    pub repair_mojibake: bool,
    /// Whether the articles of web pages tell where their text stands in the page; those of repaired
    /// pages do not.
    pub source_map: bool,
    pub limits: Limits,
}

impl ReadOptions {
    /// What of the options decides the bytes of a record; `None` where they are the usual ones.
    pub fn record(&self) -> Option<InputOptionsRecord> {
        let record = InputOptionsRecord {
            format: self.format.map(|format| format.to_string()),
            text_field: self.text_field.as_ref().map(FieldPath::to_string),
            id_field: self.id_field.as_ref().map(FieldPath::to_string),
            repair_mojibake: self.repair_mojibake,
            source_map: self.source_map,
        };
        (record != InputOptionsRecord::default()).then_some(record)
    }
}

/// The way to a field within objects and lists: names and numbers (from 0) joined by points,
/// such as `article.body` or `parts.0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPath(String);

impl FieldPath {
    /// The field, if it is there. A name that has points itself goes before.
    pub fn find<'a>(&self, value: &'a Value) -> Option<&'a Value> {
        find(value, &self.0)
    }

    /// Takes the field out of an object.
    pub fn take(&self, value: &mut Value) -> Option<Value> {
        self.find(value)?;
        take(value, &self.0)
    }

    /// The id in the JSON of a row: a text that is not empty, or a number.
    pub(super) fn id_in(&self, row: &[u8]) -> Option<String> {
        let row: Value = serde_json::from_slice(row).ok()?;
        match self.find(&row)? {
            Value::String(id) => Some(id.trim().to_owned()).filter(|id| !id.is_empty()),
            Value::Number(id) => Some(id.to_string()),
            _ => None,
        }
    }
}

fn find<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    let step = |value: &'a Value, name: &str| match value {
        Value::Object(fields) => fields.get(name),
        Value::Array(items) => items.get(name.parse::<usize>().ok()?),
        _ => None,
    };
    step(value, path).or_else(|| {
        let (first, rest) = path.split_once('.')?;
        find(step(value, first)?, rest)
    })
}

fn take(value: &mut Value, path: &str) -> Option<Value> {
    if let Value::Object(fields) = value
        && let Some(found) = fields.remove(path)
    {
        return Some(found);
    }
    if let Value::Array(items) = value {
        let index = path.parse::<usize>().ok();
        if let Some(found) = index.and_then(|index| items.get_mut(index)) {
            return Some(found.take());
        }
    }
    let (first, rest) = path.split_once('.')?;
    let inner = match value {
        Value::Object(fields) => fields.get_mut(first),
        Value::Array(items) => items.get_mut(first.parse::<usize>().ok()?),
        _ => None,
    };
    take(inner?, rest)
}

impl FromStr for FieldPath {
    type Err = Infallible;

    fn from_str(path: &str) -> Result<Self, Infallible> {
        Ok(Self(path.to_owned()))
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn path(text: &str) -> FieldPath {
        FieldPath(text.to_owned())
    }

    #[test]
    fn fields_are_found_and_taken() {
        let row = json!({"a": {"b": ["x", {"c": 1}]}, "a.b": 2, "d.e": {"f": 3}});
        assert_eq!(path("a.b").find(&row), Some(&json!(2)));
        assert_eq!(path("d.e.f").find(&row), None);
        assert_eq!(path("a.b.1.c").find(&row), Some(&json!(1)));
        assert_eq!(path("a.c").find(&row), None);
        let mut rest = row.clone();
        assert_eq!(path("a.b.0").take(&mut rest), Some(json!("x")));
        assert_eq!(path("a.b").take(&mut rest), Some(json!(2)));
        assert_eq!(path("a.b.7").take(&mut rest), None);
        assert_eq!(rest, json!({"a": {"b": [null, {"c": 1}]}, "d.e": {"f": 3}}));
    }

    #[test]
    fn ids_are_texts_and_numbers() {
        let id = |row: &str| path("id").id_in(row.as_bytes());
        assert_eq!(id(r#"{"id": " x "}"#).as_deref(), Some("x"));
        assert_eq!(id(r#"{"id": 7}"#).as_deref(), Some("7"));
        for none in [r#"{"id": ""}"#, r#"{"id": []}"#, r#"{"x": 1}"#, "{"] {
            assert_eq!(id(none), None, "{none}");
        }
    }

    #[test]
    fn only_unusual_options_are_recorded() {
        assert_eq!(ReadOptions::default().record(), None);
        let options = ReadOptions {
            text_field: Some(path("a.b")),
            ..ReadOptions::default()
        };
        assert_eq!(options.record().unwrap().text_field.as_deref(), Some("a.b"));
    }
}
