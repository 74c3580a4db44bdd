//! From gold files to documents.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::GoldStance;
use super::fields::document;
use super::json::{first, text};
use crate::eval::gold::{GoldError, json_lines, read_with};
use crate::input::decode;

/// Reads one of two forms; offsets are code points, and unknown fields are passed over.
///
/// - A JSON object with a list `documents`, each an article whose text lies at its `path`: below
///   `texts`, beside the file, or below one of the folders above it.
/// - JSON Lines of sentences, with the same fields beside their `text`.
///
/// What cannot be understood is left out and told in [`GoldStance::notes`].
///
/// # Errors
/// The file or a text cannot be read, or is no such JSON.
pub fn read(path: &Path, texts: Option<&Path>) -> Result<Vec<GoldStance>, GoldError> {
    let entries = read_with(path, entries)?;
    let entry = |(number, json): (usize, Value)| {
        let named = first(&json, &["id", "doc_id"]);
        let id = match named {
            Value::Null => number.to_string(),
            Value::String(id) => id.clone(),
            other => other.to_string(),
        };
        let text = match text(&json, "text").or_else(|| self::text(&json, "sentence")) {
            Some(text) => text.to_owned(),
            None => article(path, texts, &id, &json)?,
        };
        Ok(document(id, text, &json))
    };
    entries.into_iter().map(entry).collect()
}

/// The articles or sentences of a file, by their number or line.
fn entries(file: &str) -> Result<Vec<(usize, Value)>, (usize, String)> {
    match serde_json::from_str::<Value>(file) {
        Ok(Value::Array(entries)) => Ok((1..).zip(entries).collect()),
        Ok(mut json) if json.get("documents").is_some() => match json["documents"].take() {
            Value::Array(documents) => Ok((1..).zip(documents).collect()),
            _ => Err((1, "'documents' is no list".to_owned())),
        },
        _ => json_lines(file, |line, json: Value| {
            let named = ["text", "sentence", "path"];
            let has_text = named.iter().any(|field| text(&json, field).is_some());
            if has_text {
                Ok((line, json))
            } else {
                Err("it has neither 'text' nor the 'path' of one".to_owned())
            }
        }),
    }
}

/// The text of an article, from the file that its `path` names.
fn article(gold: &Path, texts: Option<&Path>, id: &str, json: &Value) -> Result<String, GoldError> {
    let name = Path::new(text(json, "path").unwrap_or_default());
    let absolute = std::path::absolute(gold).unwrap_or_else(|_| gold.to_owned());
    let below = |folder: &Path| folder.join(name);
    let beside = |folder: &Path| Some(folder.join(name.file_name()?));
    let mut places: Vec<PathBuf> = texts.map(below).into_iter().collect();
    places.extend(texts.and_then(beside));
    places.extend(absolute.ancestors().skip(1).map(below));
    let missing = || GoldError::NoText {
        path: gold.to_owned(),
        document: id.to_owned(),
        text: name.to_owned(),
    };
    let path = places.into_iter().find(|path| path.is_file());
    let path = path.ok_or_else(missing)?;
    let failed = |path: PathBuf, source| GoldError::Read { path, source };
    let bytes = fs::read(&path).map_err(|source| failed(path.clone(), source))?;
    let decoded = decode(bytes).map_err(|e| failed(path, std::io::Error::other(e)))?;
    Ok(decoded.text)
}
