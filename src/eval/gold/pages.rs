//! Gold articles of web pages: `NAME.html` beside `NAME.json`.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::GoldError;

/// A page and what a reader should make of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldPage {
    /// The file's name without its extension.
    pub id: String,
    /// The page as it is stored.
    pub html: Vec<u8>,
    /// What is to be read from it.
    pub article: GoldArticle,
}

/// The article of a page; a field is `None` where the page does not give it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldArticle {
    /// The headline that the page shows.
    pub title: Option<String>,
    pub dek: Option<String>,
    /// The authors as the page names them, without "By".
    pub byline: Option<String>,
    /// YYYY-MM-DD.
    pub date: Option<String>,
    pub site: Option<String>,
    /// The primary subtag: "en".
    pub language: Option<String>,
    pub canonical: Option<String>,
    /// The paragraphs, headings, list items and quotes of the body.
    pub body: Vec<String>,
}

/// Reads the pages of a folder, in the order of their names.
///
/// # Errors
/// The folder has no pages, or a file of it cannot be read.
pub fn read(folder: &Path) -> Result<Vec<GoldPage>, GoldError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        |source| GoldError::Read { path, source }
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        if path.extension().is_some_and(|e| e == "html") {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        let none = std::io::Error::other("there is no .html file in it");
        return Err(failed(folder)(none));
    }
    paths.sort();
    paths.iter().map(|path| page(path)).collect()
}

fn page(path: &Path) -> Result<GoldPage, GoldError> {
    let read = |path: &Path| {
        fs::read(path).map_err(|source| GoldError::Read {
            path: path.to_owned(),
            source,
        })
    };
    let gold = path.with_extension("json");
    let article = serde_json::from_slice(&read(&gold)?).map_err(|e| GoldError::Line {
        path: gold.clone(),
        line: e.line(),
        message: e.to_string(),
    })?;
    let id = path.file_stem().unwrap_or_default();
    Ok(GoldPage {
        id: id.to_string_lossy().into_owned(),
        html: read(path)?,
        article,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_with_their_gold() {
        let dir = tempfile::tempdir().unwrap();
        assert!(read(dir.path()).is_err());
        for name in ["b", "a"] {
            fs::write(dir.path().join(format!("{name}.html")), "<p>x").unwrap();
        }
        fs::write(
            dir.path().join("b.json"),
            r#"{"title": "T", "body": ["x"]}"#,
        )
        .unwrap();
        let error = read(dir.path()).unwrap_err().to_string();
        assert!(error.contains("a.json"), "{error}");
        fs::write(dir.path().join("a.json"), "{\n\"titel\": 1}").unwrap();
        let error = read(dir.path()).unwrap_err().to_string();
        assert!(error.contains("line 2"), "{error}");
        fs::write(dir.path().join("a.json"), r#"{"body": []}"#).unwrap();
        let pages = read(dir.path()).unwrap();
        assert_eq!((pages[0].id.as_str(), pages[1].id.as_str()), ("a", "b"));
        assert_eq!(pages[1].article.title.as_deref(), Some("T"));
        assert_eq!(pages[1].html, b"<p>x");
    }
}
