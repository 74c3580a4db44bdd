//! Gold annotation: one file per kind.

pub mod attribution;
pub mod factuality;
pub mod pages;
pub mod pos;
pub mod segments;
pub mod stance;
pub mod tags;

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::document::Span;

/// A gold file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    #[error("cannot read {}: {source}", path.display())]
    Read {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("{}, line {line}: {message}", path.display())]
    Line {
        path: PathBuf,
        line: usize,
        message: String,
    },
    #[error(
        "{}: the text of document {document} ({}) lies neither beside the file nor in a folder \
         above it; name its folder with --texts",
        path.display(),
        text.display()
    )]
    NoText {
        path: PathBuf,
        document: String,
        text: PathBuf,
    },
}

/// A line by its number, from 1, with what is wrong with it.
type LineError = (usize, String);

/// Reads a file and parses it.
fn read_with<T>(
    path: &Path,
    parse: impl FnOnce(&str) -> Result<T, LineError>,
) -> Result<T, GoldError> {
    let text = fs::read_to_string(path).map_err(|source| GoldError::Read {
        path: path.to_owned(),
        source,
    })?;
    parse(&text).map_err(|(line, message)| GoldError::Line {
        path: path.to_owned(),
        line,
        message,
    })
}

/// Parses one JSON value a line and converts each, which is given with its line's number; blank
/// lines are skipped.
fn json_lines<J: DeserializeOwned, T>(
    text: &str,
    convert: impl Fn(usize, J) -> Result<T, String>,
) -> Result<Vec<T>, LineError> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(i, line)| {
            let json = serde_json::from_str(line).map_err(|e| (i + 1, e.to_string()))?;
            convert(i + 1, json).map_err(|message| (i + 1, message))
        })
        .collect()
}

/// Where each code point of a text begins.
struct CodePoints(Vec<usize>);

impl CodePoints {
    fn new(text: &str) -> Self {
        let starts = text.char_indices().map(|(byte, _)| byte);
        Self(starts.chain([text.len()]).collect())
    }

    /// The span from code point `start` to `end`, exclusive; `None` where the text has none such.
    fn span(&self, start: usize, end: usize) -> Option<Span> {
        let (&first, &last) = (self.0.get(start)?, self.0.get(end)?);
        (first <= last).then(|| Span::new(first, last))
    }
}

/// Appends a sentence to running text: its tokens joined by one space, on a line of its own. The
/// spans of the tokens.
fn push_sentence<'a>(text: &mut String, tokens: impl Iterator<Item = &'a str>) -> Vec<Span> {
    if !text.is_empty() {
        text.push('\n');
    }
    let mut spans = Vec::new();
    for (i, token) in tokens.enumerate() {
        if i > 0 {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(token);
        spans.push(Span::new(start, text.len()));
    }
    spans
}
