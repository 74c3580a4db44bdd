//! Rows and objects: which of their fields are what.

use serde_json::{Map, Value};

use super::decode::{DecodeError, decode};
use super::options::ReadOptions;
use super::{dates, html, sniff};
use crate::document::Article;

/// The fields that may hold the text, the first that there is; upper and lower case are one.
pub const TEXT_FIELDS: &[&str] = &[
    "text",
    "body",
    "content",
    "article",
    "article_text",
    "articlebody",
    "article_body",
    "fulltext",
    "full_text",
    "maintext",
    "main_text",
    "body_text",
    "content_text",
    "story",
    "document",
    "html",
    "body_html",
    "content_html",
];

/// Fields that have a place of their own, likewise.
const TITLES: &[&str] = &["title", "headline"];
const BYLINES: &[&str] = &["byline", "author", "authors", "creator"];
const DATES: &[&str] = &[
    "date",
    "published",
    "published_at",
    "publishedat",
    "date_published",
    "datepublished",
    "date_publish",
    "publication_date",
    "publicationdate",
    "published_date",
    "publish_date",
    "pubdate",
    "pub_date",
    "timestamp",
];
const LANGUAGES: &[&str] = &["language", "lang", "inlanguage"];
const ADDRESSES: &[&str] = &[
    "canonical",
    "canonical_url",
    "url",
    "link",
    "source_url",
    "uri",
];

/// The article in a JSON object, with the encoding of the text.
///
/// # Errors
/// It is no JSON object, or no field holds a text.
pub fn read(bytes: Vec<u8>, options: &ReadOptions) -> Result<(Article, &'static str), DecodeError> {
    let decoded = decode(bytes)?;
    let mut row: Value =
        serde_json::from_str(&decoded.text).map_err(|error| DecodeError::Json(place(&error)))?;
    let (name, text) = text(&mut row, options)?;
    let Value::Object(mut fields) = row else {
        return Err(no_object());
    };
    let is_html = name.to_ascii_lowercase().contains("html") || sniff::is_html(text.as_bytes());
    let mut article = if is_html {
        html::read(text.as_bytes(), Some(encoding_rs::UTF_8))?.0
    } else {
        Article::from(text)
    };
    fields.retain(|_, value| !value.is_null());
    describe(&mut article, &mut fields);
    article.meta.append(&mut fields);
    Ok((article, decoded.encoding))
}

/// Takes the text out of a row, with the name of its field.
fn text(row: &mut Value, options: &ReadOptions) -> Result<(String, String), DecodeError> {
    if !row.is_object() {
        return Err(no_object());
    }
    if let Some(path) = &options.text_field {
        let missing = || DecodeError::NoText(format!("there is no field {path} with text"));
        let value = path.find(row).and_then(plain).ok_or_else(missing)?;
        path.take(row);
        return Ok((path.to_string(), value));
    }
    let Value::Object(fields) = row else {
        return Err(no_object());
    };
    for known in TEXT_FIELDS {
        let mut named = fields
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case(known));
        let found = named.find_map(|(name, value)| Some((name.clone(), plain(value)?)));
        if let Some((name, value)) = found {
            fields.remove(&name);
            return Ok((name, value));
        }
    }
    let names: Vec<&str> = fields.keys().take(20).map(String::as_str).collect();
    Err(DecodeError::NoText(format!(
        "there are {}",
        names.join(", ")
    )))
}

fn no_object() -> DecodeError {
    DecodeError::Json("it begins otherwise".to_owned())
}

/// A text, or a list of them, which are its paragraphs.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(items) if !items.is_empty() => {
            let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            Some(texts?.join("\n\n"))
        }
        _ => None,
    }
}

/// Fills in what the fields tell of the article. Those that are told whole are taken out.
fn describe(article: &mut Article, fields: &mut Map<String, Value>) {
    if let Some((name, byline)) = find(fields, BYLINES, names) {
        article.byline = Some(byline);
        fields.remove(&name);
    }
    if let Some((name, date)) = find(fields, DATES, dates::of_value) {
        article.date = Some(date);
        // A time of day is kept with the other fields.
        if fields.get(&name).and_then(Value::as_str) == Some(date.to_string().as_str()) {
            fields.remove(&name);
        }
    }
    if let Some((name, language)) = find(fields, LANGUAGES, text_of) {
        article.language = Some(language);
        fields.remove(&name);
    }
    for (known, place) in [(TITLES, "title"), (ADDRESSES, "canonical")] {
        if let Some((name, value)) = find(fields, known, text_of) {
            fields.remove(&name);
            fields.insert(place.to_owned(), Value::String(value));
        }
    }
}

/// The first of the known fields that says something.
fn find<T>(
    fields: &Map<String, Value>,
    known: &[&str],
    read: impl Fn(&Value) -> Option<T>,
) -> Option<(String, T)> {
    known.iter().find_map(|known| {
        let named = |(name, _): &(&String, &Value)| name.eq_ignore_ascii_case(known);
        let mut found = fields.iter().filter(named);
        found.find_map(|(name, value)| Some((name.clone(), read(value)?)))
    })
}

fn text_of(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Authors: a name, an object with a name, or a list of either; without "By".
fn names(value: &Value) -> Option<String> {
    let name = match value {
        Value::Array(items) => {
            let all: Option<Vec<String>> = items.iter().map(names).collect();
            all?.join(", ")
        }
        Value::Object(fields) => text_of(fields.get("name")?)?,
        other => text_of(other)?,
    };
    let without = name.get(..3).filter(|by| by.eq_ignore_ascii_case("by "));
    let name = without.map_or(name.as_str(), |by| name[by.len()..].trim());
    (!name.is_empty()).then(|| name.to_owned())
}

/// An error of the JSON parser, with its place on the line.
fn place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.strip_suffix(&format!(" at line 1 column {}", error.column())) {
        Some(cause) => format!("{cause} at column {}", error.column()),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn article(row: Value) -> Article {
        read(row.to_string().into_bytes(), &ReadOptions::default())
            .unwrap()
            .0
    }

    #[test]
    fn fields_find_their_places() {
        let article = article(json!({
            "Body": "It may rain.", "headline": "Rain", "authors": ["By Ada Moe", {"name": "Bo Li"}],
            "published_at": "2025-05-02T10:00:00Z", "lang": "en-GB", "url": "https://example.org/1",
            "section": {"name": "weather"},
        }));
        assert_eq!(article.text, "It may rain.");
        assert_eq!(article.byline.as_deref(), Some("Ada Moe, Bo Li"));
        assert_eq!(
            article.date.map(|d| d.to_string()).as_deref(),
            Some("2025-05-02")
        );
        assert_eq!(article.language.as_deref(), Some("en-GB"));
        let meta = json!({
            "title": "Rain", "canonical": "https://example.org/1", "section": {"name": "weather"},
            "published_at": "2025-05-02T10:00:00Z",
        });
        assert_eq!(Value::Object(article.meta), meta);
    }

    #[test]
    fn the_text_may_be_paragraphs_or_named() {
        assert_eq!(
            article(json!({"content": ["a", "b"], "body": 3})).text,
            "a\n\nb"
        );
        let options = ReadOptions {
            text_field: "a.0.b".parse().ok(),
            ..ReadOptions::default()
        };
        let row = br#"{"a": [{"b": "x", "c": 1}], "text": "y"}"#;
        let article = read(row.to_vec(), &options).unwrap().0;
        assert_eq!(article.text, "x");
        assert_eq!(
            Value::Object(article.meta),
            json!({"a": [{"c": 1}], "text": "y"})
        );
    }

    #[test]
    fn what_is_no_row_says_so() {
        let error = |row: &str| {
            let read = read(row.as_bytes().to_vec(), &ReadOptions::default());
            read.unwrap_err().to_string()
        };
        assert!(error(r#"{"a": 1, "b": "x"}"#).contains("there are a, b"));
        assert!(
            error(r#"{"text": "#).contains("column"),
            "{}",
            error(r#"{"text": "#)
        );
        assert!(error("7").contains("no JSON object"));
        assert!(error(&"[".repeat(9_000)).contains("no JSON object"));
    }
}
