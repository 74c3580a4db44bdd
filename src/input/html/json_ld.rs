//! What a page tells of its article in JSON-LD (schema.org).

use serde_json::{Map, Value};

/// What the JSON-LD of a page tells. Empty strings are left out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub headline: Option<String>,
    /// Persons, or what is not said to be an organization: papers sign their own work so.
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub site: Option<String>,
    pub section: Option<String>,
    pub description: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    /// The text, which pages that a script fills may have nowhere else; maybe with mark-up.
    pub body: Option<String>,
}

type Object = Map<String, Value>;

/// Reads all scripts of a page; those that are no JSON even after repair tell nothing.
pub(super) fn read(scripts: &[String]) -> Linked {
    let values: Vec<Value> = scripts.iter().flat_map(|s| parse(s)).collect();
    let mut objects = Vec::new();
    values.iter().for_each(|v| collect(v, &mut objects));
    // The first of equals: others may follow it on the page.
    let article = objects
        .iter()
        .rev()
        .filter(is_article)
        .max_by_key(|o| (o.contains_key("headline"), o.contains_key("datePublished")));
    let Some(article) = article else {
        return Linked {
            site: of_type(&objects, "WebSite").and_then(|o| text(o.get("name"))),
            ..Linked::default()
        };
    };
    let publisher = article
        .get("publisher")
        .or_else(|| article.get("sourceOrganization"));
    let site = publisher
        .and_then(|p| names(p, &objects).into_iter().next())
        .map(|(name, _)| name)
        .or_else(|| of_type(&objects, "WebSite").and_then(|o| text(o.get("name"))));
    let author = article.get("author").or_else(|| article.get("creator"));
    let mut authors = author.map(|a| names(a, &objects)).unwrap_or_default();
    authors.retain(|(_, is_organization)| !is_organization);
    let url = ["mainEntityOfPage", "url"].iter().find_map(|&name| {
        let value = article.get(name)?;
        text(Some(value)).or_else(|| text(value.get("@id")))
    });
    Linked {
        headline: text(article.get("headline")).or_else(|| text(article.get("name"))),
        authors: authors.into_iter().map(|(name, _)| name).collect(),
        published: ["datePublished", "dateCreated", "uploadDate"]
            .iter()
            .find_map(|&name| text(article.get(name))),
        modified: text(article.get("dateModified")),
        site,
        section: text(article.get("articleSection")),
        description: text(article.get("description")),
        language: text(article.get("inLanguage")),
        url: url.filter(|u| u.starts_with("http")),
        body: { article }
            .get("articleBody")
            .and_then(Value::as_str)
            .map(str::to_owned),
    }
}

/// The values of a script: one, or several in a row; what is broken is repaired as far as that
/// is certain.
fn parse(script: &str) -> Vec<Value> {
    let script = script.trim().trim_end_matches(';');
    let script = strip(script, "<!--", "-->");
    let script = strip(script, "//<![CDATA[", "//]]>");
    let script = strip(script, "<![CDATA[", "]]>");
    let script = strip(script, "/*<![CDATA[*/", "/*]]>*/");
    let values = |script: &str| -> Vec<Value> {
        let stream = serde_json::Deserializer::from_str(script).into_iter();
        stream.map_while(Result::ok).collect()
    };
    let parsed = values(script);
    if !parsed.is_empty() {
        return parsed;
    }
    values(&repaired(script))
}

fn strip<'a>(script: &'a str, before: &str, after: &str) -> &'a str {
    let script = script.trim();
    let script = script.strip_prefix(before).unwrap_or(script);
    script.strip_suffix(after).unwrap_or(script).trim()
}

/// JSON with line breaks in its strings, stray backslashes, or commas before a closing bracket.
fn repaired(script: &str) -> String {
    let mut json = String::with_capacity(script.len());
    let mut chars = script.chars().peekable();
    let mut in_string = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if in_string => match chars.next() {
                Some(next) if "\"\\/bfnrtu".contains(next) => json.extend(['\\', next]),
                Some(next) => json.push(next),
                None => {}
            },
            '"' => {
                in_string = !in_string;
                json.push('"');
            }
            c if in_string && c.is_control() => json.push(' '),
            ',' if !in_string => {
                while chars.next_if(|c| c.is_whitespace()).is_some() {}
                if !matches!(chars.peek(), Some('}' | ']' | ',') | None) {
                    json.push(',');
                }
            }
            c => json.push(c),
        }
    }
    json
}

/// All objects of a value, in order: graphs, lists and what objects hold.
fn collect<'a>(value: &'a Value, objects: &mut Vec<&'a Object>) {
    match value {
        // The parser allows no more than 128 levels.
        Value::Array(values) => values.iter().for_each(|v| collect(v, objects)),
        Value::Object(object) => {
            objects.push(object);
            object.values().for_each(|v| collect(v, objects));
        }
        _ => {}
    }
}

fn types(object: &Object) -> Vec<&str> {
    match object.get("@type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
    .into_iter()
    .map(|name| name.rsplit(['/', ':']).next().unwrap_or(name))
    .collect()
}

fn is_article(object: &&&Object) -> bool {
    types(object).iter().any(|name| {
        name.ends_with("Article")
            || name.ends_with("Posting")
            || matches!(
                *name,
                "Report" | "Review" | "CreativeWork" | "Recipe" | "PodcastEpisode"
            )
    })
}

fn of_type<'a>(objects: &[&'a Object], name: &str) -> Option<&'a Object> {
    objects.iter().find(|o| types(o).contains(&name)).copied()
}

/// The names in an author or publisher, each with whether it is an organization's.
fn names(value: &Value, objects: &[&Object]) -> Vec<(String, bool)> {
    match value {
        Value::String(name) if name.starts_with("http") => Vec::new(),
        Value::String(_) => text(Some(value)).map(|n| (n, false)).into_iter().collect(),
        Value::Array(values) => values.iter().flat_map(|v| names(v, objects)).collect(),
        Value::Object(object) => {
            let id = object.get("@id").and_then(Value::as_str);
            let whole = id.filter(|_| !object.contains_key("name")).and_then(|id| {
                let is_it = |o: &&&Object| {
                    o.get("@id").and_then(Value::as_str) == Some(id) && o.contains_key("name")
                };
                objects.iter().find(is_it).copied()
            });
            let object = whole.unwrap_or(object);
            let is_organization = types(object).iter().any(|t| *t != "Person");
            match object.get("name") {
                Some(Value::Array(list)) => list
                    .iter()
                    .filter_map(|n| text(Some(n)))
                    .map(|n| (n, is_organization))
                    .collect(),
                name => text(name)
                    .map(|n| (n, is_organization))
                    .into_iter()
                    .collect(),
            }
        }
        _ => Vec::new(),
    }
}

/// The text of a value, or of the first in a list; entities decoded, white space collapsed.
fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => super::text::decoded(text),
        Value::Array(values) => return text(values.first()),
        Value::Object(object) => return text(object.get("@value")),
        _ => return None,
    };
    Some(text).filter(|t| !t.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(script: &str) -> Linked {
        read(&[script.to_owned()])
    }

    #[test]
    fn graphs_lists_and_references() {
        let linked = of(
            r##"{"@graph": [{"@type": "Person", "@id": "#p", "name": "Ada Ek"},
            {"@type": "Organization", "@id": "#o", "name": "The Post"},
            {"@type": ["NewsArticle"], "headline": "A &amp; B",
             "author": [{"@type": "Organization", "name": "Wire"}, {"@id": "#p"}],
             "publisher": {"@id": "#o"}, "articleSection": ["City", "News"],
             "mainEntityOfPage": {"@id": "https://p.example/1"}}]}"##,
        );
        assert_eq!(linked.headline.as_deref(), Some("A & B"));
        assert_eq!(linked.authors, ["Ada Ek"]);
        assert_eq!(linked.site.as_deref(), Some("The Post"));
        assert_eq!(linked.section.as_deref(), Some("City"));
        assert_eq!(linked.url.as_deref(), Some("https://p.example/1"));
    }

    #[test]
    fn broken_scripts() {
        for script in [
            "<!-- {\"@type\": \"Article\", \"headline\": \"A B\"} -->",
            "{\"@type\": \"Article\", \"headline\": \"A\nB\",}",
            "{\"@type\": \"Article\", \"headline\": \"A \\B\", \"image\": [1, ], };",
            "{\"@type\": \"WebPage\"} {\"@type\": \"BlogPosting\", \"name\": \"A B\"}",
        ] {
            assert_eq!(of(script).headline.as_deref(), Some("A B"), "{script}");
        }
        assert_eq!(of("{\"headline\": "), Linked::default());
        assert_eq!(of(&"[".repeat(100_000)), Linked::default());
    }

    #[test]
    fn the_article_among_others() {
        let linked = read(&[
            r#"{"@type": "SportsEvent", "name": "X v Y", "startDate": "2020-01-01"}"#.to_owned(),
            r#"[{"@type": "http://schema.org/ReportageNewsArticle", "headline": "H", "author": "A B"}]"#
                .to_owned(),
        ]);
        assert_eq!(linked.headline.as_deref(), Some("H"));
        assert_eq!(linked.authors, ["A B"]);
        assert_eq!(linked.published, None);
    }
}
