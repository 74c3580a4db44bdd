//! Gold annotation of tokens and tags: JSON Lines and CoNLL columns.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::document::Span;

/// A document as running text (tokens joined by one space, one sentence a line) with its gold
/// mentions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldDocument {
    pub text: String,
    /// Byte span and label of each mention, in order.
    pub mentions: Vec<(Span, String)>,
}

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
}

/// A sentence of the file, with the document it belongs to where the file says so.
#[derive(Debug, Deserialize)]
struct Sentence {
    doc: Option<String>,
    tokens: Vec<String>,
    tags: Vec<String>,
}

/// Reads a file: JSON Lines of `{doc, tokens, tags}` where the name ends in `.jsonl`, else
/// columns (token first, tag last, blank line after a sentence, `-DOCSTART-` or `# newdoc`
/// before a document). Tags may be BIO, IOB1 or BIOES. Consecutive sentences of one `doc` are
/// one document; a sentence without one stands alone.
///
/// # Errors
/// The file cannot be read, or a line cannot be understood.
pub fn read(path: &Path) -> Result<Vec<GoldDocument>, GoldError> {
    let text = fs::read_to_string(path).map_err(|source| GoldError::Read {
        path: path.to_owned(),
        source,
    })?;
    let is_json = path.extension().is_some_and(|e| e == "jsonl");
    let sentences = if is_json {
        json_lines(&text)
    } else {
        columns(&text)
    };
    let sentences = sentences.map_err(|(line, message)| GoldError::Line {
        path: path.to_owned(),
        line,
        message,
    })?;
    Ok(documents(&sentences))
}

fn json_lines(text: &str) -> Result<Vec<Sentence>, (usize, String)> {
    let mut sentences = Vec::new();
    for (i, line) in text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
    {
        let sentence: Sentence = serde_json::from_str(line).map_err(|e| (i + 1, e.to_string()))?;
        if sentence.tokens.len() != sentence.tags.len() {
            let message = format!(
                "{} tokens but {} tags",
                sentence.tokens.len(),
                sentence.tags.len()
            );
            return Err((i + 1, message));
        }
        sentences.push(sentence);
    }
    Ok(sentences)
}

fn columns(text: &str) -> Result<Vec<Sentence>, (usize, String)> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut document = 0;
    let mut has_documents = false;
    let mut open = false;
    for (i, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.starts_with("-DOCSTART-") || line.starts_with("# newdoc") {
            (has_documents, open) = (true, false);
            document += 1;
            continue;
        }
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        if line.starts_with("# ") && !open {
            continue;
        }
        let separator = if line.contains('\t') { "\t" } else { " " };
        let parts: Vec<&str> = line.split(separator).filter(|p| !p.is_empty()).collect();
        let (Some(&token), Some(&tag), true) = (parts.first(), parts.last(), parts.len() > 1)
        else {
            return Err((i + 1, "a token and a tag are wanted".to_owned()));
        };
        if !open {
            sentences.push(Sentence {
                doc: has_documents.then(|| document.to_string()),
                tokens: Vec::new(),
                tags: Vec::new(),
            });
            open = true;
        }
        if let Some(sentence) = sentences.last_mut() {
            sentence.tokens.push(token.to_owned());
            sentence.tags.push(tag.to_owned());
        }
    }
    Ok(sentences)
}

fn documents(sentences: &[Sentence]) -> Vec<GoldDocument> {
    let same = |a: &Sentence, b: &Sentence| a.doc.is_some() && a.doc == b.doc;
    sentences.chunk_by(same).map(document).collect()
}

fn document(sentences: &[Sentence]) -> GoldDocument {
    let mut gold = GoldDocument::default();
    for sentence in sentences {
        if !gold.text.is_empty() {
            gold.text.push('\n');
        }
        let mut spans = Vec::with_capacity(sentence.tokens.len());
        for (i, token) in sentence.tokens.iter().enumerate() {
            if i > 0 {
                gold.text.push(' ');
            }
            let start = gold.text.len();
            gold.text.push_str(token);
            spans.push(Span::new(start, gold.text.len()));
        }
        mentions(&spans, &sentence.tags, &mut gold.mentions);
    }
    gold
}

/// Mentions from tags. B and S begin one; I and E go on with one of their type, or begin one
/// (IOB1); S and E end it.
fn mentions(spans: &[Span], tags: &[String], mentions: &mut Vec<(Span, String)>) {
    let mut open: Option<(Span, &str)> = None;
    let mut close = |open: &mut Option<(Span, &str)>| {
        mentions.extend(open.take().map(|(span, label)| (span, label.to_owned())));
    };
    for (&span, tag) in spans.iter().zip(tags) {
        let Some((place, label)) = tag.split_once('-') else {
            close(&mut open);
            continue;
        };
        match &mut open {
            Some((start, current)) if *current == label && matches!(place, "I" | "E") => {
                *start = start.cover(span);
            }
            _ => {
                close(&mut open);
                open = Some((span, label));
            }
        }
        if matches!(place, "S" | "E") {
            close(&mut open);
        }
    }
    close(&mut open);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sentences: &[Sentence]) -> Vec<(String, String)> {
        documents(sentences)
            .iter()
            .flat_map(|d| {
                d.mentions
                    .iter()
                    .map(|(s, l)| (d.text[s.range()].to_owned(), l.clone()))
            })
            .collect()
    }

    #[test]
    fn json_lines_of_one_document_are_joined() {
        let text = r#"{"doc": "a", "tokens": ["Ada", "Moe", "left", "."], "tags": ["B-PER", "I-PER", "O", "O"]}
{"doc": "a", "tokens": ["Oslo"], "tags": ["B-LOC"]}
{"doc": null, "tokens": ["x"], "tags": ["O"]}
{"doc": null, "tokens": ["y"], "tags": ["O"]}"#;
        let sentences = json_lines(text).unwrap();
        let documents = documents(&sentences);
        assert_eq!(documents.len(), 3);
        assert_eq!(documents[0].text, "Ada Moe left .\nOslo");
        assert_eq!(found(&sentences)[1], ("Oslo".to_owned(), "LOC".to_owned()));
    }

    #[test]
    fn columns_in_every_scheme() {
        let text = "-DOCSTART- -X- O O\n\nEU NNP I-ORG\nand CC O\nUN NNP I-ORG\nNATO NNP B-ORG\n\nAda S-PER\nTom B-PER\nLe E-PER\n";
        let sentences = columns(text).unwrap();
        let words: Vec<String> = found(&sentences).into_iter().map(|(w, _)| w).collect();
        assert_eq!(words, ["EU", "UN", "NATO", "Ada", "Tom Le"]);
        assert_eq!(documents(&sentences).len(), 1);
    }

    #[test]
    fn bad_lines_are_named() {
        assert_eq!(columns("a O\nlonely\n").unwrap_err().0, 2);
        assert_eq!(
            json_lines("{\"tokens\": [\"a\"], \"tags\": []}")
                .unwrap_err()
                .0,
            1
        );
    }
}
