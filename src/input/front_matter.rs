//! Front matter: what stands above a Markdown text between lines of "---" (YAML) or "+++" (TOML).

use saphyr_parser::{Event, Parser};
use serde_json::{Map, Value};

use crate::document::{Article, Date, Span};

/// The longest front matter, in bytes; more is text.
const MAX_BYTES: usize = 64_000;

/// What the front matter tells, and where it stands.
pub(super) struct FrontMatter {
    pub span: Span,
    /// Without text and blocks.
    pub article: Article,
}

/// The front matter of a text; `None` where there is none, or what looks like it is no mapping.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let mut lines = text.split_inclusive('\n');
    let fence = lines.next()?;
    let closes: &[&str] = match fence.trim_end() {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return None,
    };
    let start = fence.len();
    let mut end = start;
    let close = lines.find(|line| {
        let closes = closes.contains(&line.trim_end());
        end += if closes { 0 } else { line.len() };
        closes
    })?;
    let body = text
        .get(start..end)
        .filter(|body| body.len() <= MAX_BYTES)?;
    let meta = if closes.len() == 1 {
        toml(body)?
    } else {
        yaml(body)?
    };
    (!meta.is_empty()).then(|| FrontMatter {
        span: Span::new(0, end + close.len()),
        article: article(meta),
    })
}

/// The fields of an article that have a place of their own; all are kept under their names too.
fn article(meta: Map<String, Value>) -> Article {
    let first = |names: &[&str]| {
        let found = names.iter().find_map(|name| meta.get(*name));
        found.and_then(words).filter(|words| !words.is_empty())
    };
    let byline = first(&["author", "authors", "byline", "by"]);
    let date = first(&[
        "date",
        "published",
        "pubdate",
        "publish_date",
        "pubDate",
        "created",
    ]);
    Article {
        byline: byline.map(|by| by.strip_prefix("By ").unwrap_or(&by).to_owned()),
        date: date.and_then(|date| date.get(..10)?.parse::<Date>().ok()),
        language: first(&["lang", "language", "locale"]),
        meta,
        ..Article::default()
    }
}

/// A text, or the texts of a list.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Array(list) => Some(list.iter().filter_map(words).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => fields.get("name").and_then(words),
        _ => None,
    }
}

/// Scalars, and lists of scalars, at the top of a YAML mapping; what is deeper is passed over, and
/// an alias is never followed. Numbers and truth values stay as they are written.
fn yaml(body: &str) -> Option<Map<String, Value>> {
    let mut meta = Map::new();
    let mut depth = 0usize;
    let mut key: Option<String> = None;
    let mut list: Option<Vec<Value>> = None;
    for event in Parser::new_from_str(body) {
        let (event, _) = event.ok()?;
        match event {
            Event::MappingStart(..) => depth += 1,
            Event::SequenceStart(..) => {
                if depth == 0 {
                    return None;
                }
                depth += 1;
                if depth == 2 && key.is_some() {
                    list = Some(Vec::new());
                }
            }
            Event::MappingEnd | Event::SequenceEnd => {
                depth -= 1;
                if depth == 1
                    && let (Some(key), Some(list)) = (key.take(), list.take())
                {
                    meta.insert(key, Value::Array(list));
                }
            }
            Event::Scalar(..) | Event::Alias(_) if depth == 0 => return None,
            Event::Scalar(value, ..) => match (depth, &mut list) {
                (1, _) => match key.take() {
                    None => key = Some(value.into_owned()),
                    Some(key) => {
                        meta.insert(key, Value::String(value.into_owned()));
                    }
                },
                (2, Some(list)) => list.push(Value::String(value.into_owned())),
                _ => {}
            },
            Event::Alias(_) if depth == 1 => key = None,
            _ => {}
        }
    }
    Some(meta)
}

fn toml(body: &str) -> Option<Map<String, Value>> {
    let document = toml_edit::Document::parse(body).ok()?;
    let fields = document.iter().filter_map(|(key, item)| {
        let value = item.clone().into_value().ok()?;
        Some((key.to_owned(), json(&value)))
    });
    Some(fields.collect())
}

fn json(value: &toml_edit::Value) -> Value {
    use toml_edit::Value as Toml;
    match value {
        Toml::String(text) => Value::from(text.value().as_str()),
        Toml::Integer(number) => Value::from(*number.value()),
        Toml::Float(number) => Value::from(*number.value()),
        Toml::Boolean(truth) => Value::from(*truth.value()),
        Toml::Datetime(time) => Value::from(time.value().to_string()),
        Toml::Array(list) => list.iter().map(json).collect(),
        Toml::InlineTable(table) => {
            let fields = table
                .iter()
                .map(|(key, value)| (key.to_owned(), json(value)));
            Value::Object(fields.collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_keeps_scalars_and_lists() {
        let text = "---\r\ntitle: \"Dam: a story\"\r\ntags:\r\n  - dam\r\n  - valley\r\ndraft: true\r\nnested:\r\n  a: b\r\nbyline: By Ana Ruiz\r\n---\r\nText.";
        let front = read(text).unwrap();
        assert_eq!(&text[front.span.end as usize..], "Text.");
        let meta = &front.article.meta;
        assert_eq!(meta["title"], "Dam: a story");
        assert_eq!(meta["tags"], serde_json::json!(["dam", "valley"]));
        assert_eq!(meta["draft"], "true");
        assert_eq!(front.article.byline.as_deref(), Some("Ana Ruiz"));
    }

    #[test]
    fn toml_is_read_too() {
        let text = "+++\ntitle = \"Dam\"\ndate = 2024-05-03\nauthors = [\"Ana Ruiz\"]\n+++\nText.";
        let article = read(text).unwrap().article;
        assert_eq!(article.date.unwrap().to_string(), "2024-05-03");
        assert_eq!(article.byline.as_deref(), Some("Ana Ruiz"));
    }

    #[test]
    fn what_is_no_front_matter() {
        for text in [
            "---\nA sentence, no mapping.\n---\nText.",
            "---\ntitle: open\nText.",
            "---\ntitle: [broken\n---\nText.",
            "+++\ntitle = \n+++\nText.",
            "Text.\n---\na: b\n---\n",
            "---\n---\n",
            "---\na: &x [*x, *x]\nb: *x\n",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
        // Aliases are not followed, so that nothing grows.
        let bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n";
        assert_eq!(read(bomb).unwrap().article.meta["c"], serde_json::json!([]));
    }
}
