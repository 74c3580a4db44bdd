//! Gold annotation of tokens and tags: JSON Lines and CoNLL columns.

use std::path::Path;

use serde::Deserialize;

use super::{GoldError, LineError, push_sentence, read_with};
use crate::document::Span;

/// A document as running text (tokens joined by one space, one sentence a line) with its gold
/// mentions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldDocument {
    /// The file's name for it, or the number of its sentence.
    pub id: String,
    pub text: String,
    /// Byte span and label of each mention, in order.
    pub mentions: Vec<(Span, String)>,
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
    let is_json = path.extension().is_some_and(|e| e == "jsonl");
    let sentences = read_with(path, if is_json { json_lines } else { columns })?;
    Ok(documents(&sentences))
}

fn json_lines(text: &str) -> Result<Vec<Sentence>, LineError> {
    super::json_lines(text, |_, sentence: Sentence| {
        let (tokens, tags) = (sentence.tokens.len(), sentence.tags.len());
        if tokens == tags {
            Ok(sentence)
        } else {
            Err(format!("{tokens} tokens but {tags} tags"))
        }
    })
}

fn columns(text: &str) -> Result<Vec<Sentence>, LineError> {
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
    let mut first = 1;
    let mut documents = Vec::new();
    for chunk in sentences.chunk_by(same) {
        let id = chunk[0].doc.clone();
        let mut gold = GoldDocument {
            id: id.unwrap_or_else(|| first.to_string()),
            ..GoldDocument::default()
        };
        for sentence in chunk {
            let tokens = sentence.tokens.iter().map(String::as_str);
            let spans = push_sentence(&mut gold.text, tokens);
            mentions(&spans, &sentence.tags, &mut gold.mentions);
        }
        first += chunk.len();
        documents.push(gold);
    }
    documents
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
