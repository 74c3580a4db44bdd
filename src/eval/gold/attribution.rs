//! Gold attributions over raw text, as PolNeAR has them.

use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

use super::{CodePoints, GoldError, LineError, json_lines, read_with};
use crate::document::Span;

/// An article with its gold tokens and attributions; spans are in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldArticle {
    pub id: String,
    pub text: String,
    /// Tokens in order, without overlap.
    pub tokens: Vec<Span>,
    /// Tokens of each sentence.
    pub sentences: Vec<Range<usize>>,
    pub attributions: Vec<GoldAttribution>,
}

/// An attribution; each role is a list of pieces, empty where the text has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldAttribution {
    pub cue: Vec<Span>,
    pub source: Vec<Span>,
    pub content: Vec<Span>,
}

/// A span as the file has it: start and end in code points.
type Pair = (usize, usize);

#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
    sents: Vec<Vec<Pair>>,
    attributions: Vec<Roles>,
}

#[derive(Deserialize)]
struct Roles {
    #[serde(default)]
    source: Vec<Pair>,
    #[serde(default)]
    cue: Vec<Pair>,
    #[serde(default)]
    content: Vec<Pair>,
}

/// Reads JSON Lines of `{id, text, sents, attributions}`: `sents` is `[start, end]` of each token
/// of each sentence, `attributions` a list of `{source, cue, content}`, each a list of pieces
/// `[start, end]`; all in code points of the text. An article without tokens is given its runs of
/// letters and digits, and every other character that is no space.
///
/// # Errors
/// The file cannot be read, or a line cannot be understood.
pub fn read(path: &Path) -> Result<Vec<GoldArticle>, GoldError> {
    read_with(path, parse)
}

fn parse(text: &str) -> Result<Vec<GoldArticle>, LineError> {
    json_lines(text, |_, article| convert(article))
}

fn convert(article: Article) -> Result<GoldArticle, String> {
    let text = article.text;
    let points = CodePoints::new(&text);
    let span = |&(start, end): &Pair| {
        let span = points.span(start, end);
        span.ok_or_else(|| format!("[{start}, {end}] is no span of the text"))
    };
    let spans = |pairs: &[Pair]| {
        pairs
            .iter()
            .map(span)
            .collect::<Result<Vec<Span>, String>>()
    };
    let mut tokens: Vec<Span> = Vec::new();
    let mut sentences = Vec::with_capacity(article.sents.len());
    for sentence in &article.sents {
        let first = tokens.len();
        tokens.extend(spans(sentence)?);
        sentences.push(first..tokens.len());
    }
    if !tokens.is_sorted_by(|a, b| a.end <= b.start) {
        return Err("its tokens overlap or are out of order".to_owned());
    }
    if tokens.is_empty() {
        tokens = words(&text);
    }
    let roles = |roles: &Roles| -> Result<GoldAttribution, String> {
        Ok(GoldAttribution {
            cue: spans(&roles.cue)?,
            source: spans(&roles.source)?,
            content: spans(&roles.content)?,
        })
    };
    let attributions = article.attributions.iter().map(roles);
    Ok(GoldArticle {
        id: article.id,
        attributions: attributions.collect::<Result<_, _>>()?,
        text,
        tokens,
        sentences,
    })
}

/// Runs of letters and digits, and single other characters that are no space.
fn words(text: &str) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    let mut in_word = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(word) if in_word && c.is_alphanumeric() => *word = word.cover(Span::new(at, end)),
            _ if c.is_whitespace() => {}
            _ => words.push(Span::new(at, end)),
        }
        in_word = c.is_alphanumeric();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_become_bytes() {
        let line = r#"{"id": "a", "text": "“É,” he said.", "sents": [[[0, 4], [5, 7], [8, 12], [12, 13]]], "attributions": [{"source": [[5, 7]], "cue": [[8, 12]], "content": [[0, 4]]}]}"#;
        let article = &parse(line).unwrap()[0];
        let attribution = &article.attributions[0];
        let text = |spans: &[Span]| article.text[spans[0].range()].to_owned();
        assert_eq!(text(&attribution.content), "“É,”");
        assert_eq!(text(&attribution.source), "he");
        assert_eq!(text(&attribution.cue), "said");
        assert_eq!(article.sentences.first(), Some(&(0..4)));
    }

    #[test]
    fn an_article_without_tokens() {
        let line = r#"{"id": "a", "text": "“É2,” he said.", "sents": [], "attributions": []}"#;
        let article = &parse(line).unwrap()[0];
        let tokens = article.tokens.iter().map(|t| &article.text[t.range()]);
        let tokens: Vec<&str> = tokens.collect();
        assert_eq!(tokens, ["“", "É2", ",", "”", "he", "said", "."]);
    }

    #[test]
    fn spans_outside_the_text() {
        for span in ["[0, 9]", "[3, 2]", "[9, 3]"] {
            let line =
                format!(r#"{{"id": "a", "text": "abc", "sents": [[{span}]], "attributions": []}}"#);
            let (number, message) = parse(&line).unwrap_err();
            assert!(number == 1 && message.contains("no span"), "{message}");
        }
        let line = r#"{"id": "a", "text": "abc", "sents": [[[0, 2], [1, 3]]], "attributions": []}"#;
        assert!(parse(line).is_err());
    }
}
