//! Reading of JSON that need not have exactly one form: what cannot be understood is noted and
//! left out.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::super::CodePoints;
use crate::document::Span;

/// Reads values of one text's annotation.
pub(super) struct Reader<'a> {
    text: &'a str,
    points: CodePoints,
    /// What was left out, a sentence each.
    pub(super) notes: Vec<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            points: CodePoints::new(text),
            notes: Vec::new(),
        }
    }

    /// A span: an object of `start` and `end` in code points and its `text`, a pair of offsets, or
    /// the words themselves. The words decide where offsets are absent or wrong: then their first
    /// occurrence is taken. `None` for null.
    pub(super) fn span(&mut self, json: &Value) -> Option<Span> {
        let (at, words) = match json {
            Value::Null => return None,
            Value::String(words) => (None, Some(words.as_str())),
            Value::Array(pair) => (pair.first().zip(pair.get(1)), None),
            other => (
                other.get("start").zip(other.get("end")),
                text(other, "text"),
            ),
        };
        let at = at.and_then(|(start, end)| Some((start.as_u64()?, end.as_u64()?)));
        let given = at.and_then(|(start, end)| {
            let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
            self.points.span(start, end)
        });
        let agrees = |span: &Span| words.is_none_or(|w| w == &self.text[span.range()]);
        if let Some(span) = given.filter(agrees) {
            return Some(span);
        }
        let found = words.and_then(|words| find(self.text, words));
        match (found, at) {
            (None, _) => self.note(json, "is no span of the text, and left out"),
            (Some(_), Some(_)) => self.note(json, "has wrong offsets; its words are looked up"),
            (Some(_), None) => {}
        }
        found
    }

    /// The whole text.
    pub(super) fn whole(&self) -> Span {
        Span::new(0, self.text.len())
    }

    /// A label by its name; `None` for null and for a name that we do not know.
    pub(super) fn label<T: DeserializeOwned>(&mut self, json: &Value) -> Option<T> {
        let label = serde_json::from_value(json.clone()).ok();
        if label.is_none() && !json.is_null() {
            self.note(json, "is no label that we know, and left out");
        }
        label
    }

    fn note(&mut self, json: &Value, what: &str) {
        self.notes.push(format!("{json} {what}"));
    }
}

/// A list, or the one item that stands in its place; nothing for null.
pub(super) fn list(json: &Value) -> &[Value] {
    match json {
        Value::Null => &[],
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    }
}

/// A field that holds text.
pub(super) fn text<'a>(json: &'a Value, field: &str) -> Option<&'a str> {
    json.get(field).and_then(Value::as_str)
}

/// The first of the fields that is there; null where none is.
pub(super) fn first<'a>(json: &'a Value, fields: &[&str]) -> &'a Value {
    let mut values = fields.iter().filter_map(|field| json.get(field));
    values.next().unwrap_or(&Value::Null)
}

/// The first place of `words`, as whole words where they have one.
pub(super) fn find(text: &str, words: &str) -> Option<Span> {
    if words.is_empty() {
        return None;
    }
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_whole = |&(at, found): &(usize, &str)| {
        let (before, after) = (&text[..at], &text[at + found.len()..]);
        !inside(before.chars().next_back()) && !inside(after.chars().next())
    };
    let mut places = text.match_indices(words);
    let whole = text.match_indices(words).find(is_whole);
    let (at, found) = whole.or_else(|| places.next())?;
    Some(Span::new(at, at + found.len()))
}
