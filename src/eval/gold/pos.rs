//! Gold parts of speech in CoNLL-U.

use std::path::Path;

use super::{GoldError, LineError, push_sentence, read_with};
use crate::document::Span;

/// A document as running text (tokens joined by one space, one sentence a line).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldTokens {
    pub id: String,
    pub text: String,
    /// Byte span and tag of each token that has one, in order.
    pub tags: Vec<(Span, String)>,
}

/// The column of the language's own tags, counted from 0.
const XPOS: usize = 4;

/// Reads CoNLL-U: the column XPOS of each word. `# newdoc` begins a document; without one each
/// sentence stands alone. Ranges of multiword tokens and empty nodes are skipped: the words are
/// the tokens.
///
/// # Errors
/// The file cannot be read, or a line has not ten columns.
pub fn read(path: &Path) -> Result<Vec<GoldTokens>, GoldError> {
    read_with(path, parse)
}

fn parse(text: &str) -> Result<Vec<GoldTokens>, LineError> {
    let mut documents: Vec<GoldTokens> = Vec::new();
    let mut has_documents = false;
    let mut sentence: Vec<(&str, &str)> = Vec::new();
    let mut number = 0;
    for (i, line) in text.lines().chain([""]).enumerate() {
        if let Some(name) = line.strip_prefix("# newdoc") {
            has_documents = true;
            let id = name.split_once('=').map(|(_, id)| id.trim().to_owned());
            documents.push(GoldTokens {
                id: id.unwrap_or_else(|| (documents.len() + 1).to_string()),
                ..GoldTokens::default()
            });
        } else if line.trim().is_empty() {
            if sentence.is_empty() {
                continue;
            }
            number += 1;
            if !has_documents {
                documents.push(GoldTokens {
                    id: number.to_string(),
                    ..GoldTokens::default()
                });
            }
            if let Some(document) = documents.last_mut() {
                add(document, &sentence);
            }
            sentence.clear();
        } else if !line.starts_with('#') {
            let columns: Vec<&str> = line.split('\t').collect();
            let (&[id, form, ..], 10) = (columns.as_slice(), columns.len()) else {
                return Err((i + 1, "ten columns are wanted".to_owned()));
            };
            if !id.contains(['-', '.']) {
                sentence.push((form, columns[XPOS]));
            }
        }
    }
    Ok(documents)
}

fn add(document: &mut GoldTokens, sentence: &[(&str, &str)]) {
    let spans = push_sentence(&mut document.text, sentence.iter().map(|&(form, _)| form));
    let tagged = spans.into_iter().zip(sentence.iter().map(|&(_, tag)| tag));
    let tagged = tagged.filter(|&(_, tag)| tag != "_");
    document
        .tags
        .extend(tagged.map(|(span, tag)| (span, tag.to_owned())));
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "# newdoc id = a
# text = I don't
1	I	I	PRON	PRP	_	3	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	_	0	root	_	_
3	n't	not	PART	RB	_	2	advmod	_	_
3.1	go	go	VERB	VB	_	_	_	_	_

# sent_id = 2
1	Né	_	_	_	_	_	_	_	_
2	.	.	PUNCT	.	_	1	punct	_	_
";

    #[test]
    fn words_of_a_document() {
        let documents = parse(LINES).unwrap();
        assert_eq!(documents.len(), 1);
        let document = &documents[0];
        assert_eq!(
            (document.id.as_str(), document.text.as_str()),
            ("a", "I do n't\nNé .")
        );
        let tags: Vec<(&str, &str)> = document
            .tags
            .iter()
            .map(|(span, tag)| (&document.text[span.range()], tag.as_str()))
            .collect();
        assert_eq!(
            tags,
            [("I", "PRP"), ("do", "VBP"), ("n't", "RB"), (".", ".")]
        );
    }

    #[test]
    fn sentences_alone_and_bad_lines() {
        let rest = LINES.split_once('\n').unwrap().1;
        assert_eq!(parse(rest).unwrap().len(), 2);
        assert_eq!(parse("# x\n1\tI\tPRP\n").unwrap_err().0, 2);
    }
}
