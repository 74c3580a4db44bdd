//! Gold sentences and tokens of raw text: CoNLL-U, and sentences one a line.

use std::path::Path;

use super::{GoldError, LineError, read_with};
use crate::document::Span;

/// A raw text with its sentences and tokens. Spans are bytes of `text`, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldSegments {
    pub id: String,
    /// The paragraphs, a blank line between two.
    pub text: String,
    /// White space at neither end.
    pub paragraphs: Vec<Span>,
    pub sentences: Vec<Span>,
    /// Surface tokens: a multiword token ("don't") is one. Empty where the gold has none.
    pub tokens: Vec<Span>,
    /// Words: a multiword token whose words spell it ("do", "n't") counts as these, any other
    /// ("du" of "de" and "le") as one.
    pub words: Vec<Span>,
}

/// Reads CoNLL-U if the file's name ends in `.conllu`, else sentences one a line.
///
/// CoNLL-U: a document begins at `# newdoc`, a paragraph at `# newpar` or `# newdoc`; without
/// documents all is one. A space follows each token without `SpaceAfter=No`. Empty nodes are
/// skipped.
///
/// Sentences one a line: a blank line ends a paragraph, which is a document of its own, named by
/// the number of its first line; a line that begins with `# ` is a comment. The sentences of a
/// paragraph are joined by one space.
///
/// # Errors
/// The file cannot be read, or a line of CoNLL-U is not one.
pub fn read(path: &Path) -> Result<Vec<GoldSegments>, GoldError> {
    let is_conllu = path.extension().is_some_and(|e| e == "conllu");
    read_with(path, if is_conllu { conllu } else { lines })
}

impl GoldSegments {
    /// Begins a paragraph, unless nothing stands in the last one.
    fn break_paragraph(&mut self) {
        let end = self.text.trim_end().len();
        let last = self.paragraphs.last().map_or(0, |p| p.range().end);
        if end > last {
            let start = last + (self.text[last..].len() - self.text[last..].trim_start().len());
            self.paragraphs.push(Span::new(start, end));
            self.text.truncate(end);
            self.text.push_str("\n\n");
        }
    }

    /// Ends the text behind its last visible character.
    fn finish(mut self) -> Self {
        self.break_paragraph();
        self.text.truncate(self.text.trim_end().len());
        self
    }

    /// Appends a token with its words.
    fn push_token(&mut self, token: &Token) {
        let start = self.text.len();
        self.text.push_str(token.form);
        self.tokens.push(Span::new(start, self.text.len()));
        let spells = token.words.concat() == token.form;
        let whole = [token.form];
        let words = if spells {
            token.words.as_slice()
        } else {
            whole.as_slice()
        };
        let mut at = start;
        for word in words {
            self.words.push(Span::new(at, at + word.len()));
            at += word.len();
        }
        if token.has_space {
            self.text.push(' ');
        }
    }

    fn push_sentence(&mut self, tokens: &[Token]) {
        let first = self.tokens.len();
        tokens.iter().for_each(|token| self.push_token(token));
        if let (Some(first), Some(last)) = (self.tokens.get(first), self.tokens.last()) {
            self.sentences.push(first.cover(*last));
        }
    }
}

/// A surface token of CoNLL-U.
struct Token<'a> {
    form: &'a str,
    /// Its words if it is a multiword token.
    words: Vec<&'a str>,
    /// The number of its last word.
    last: usize,
    has_space: bool,
}

const MISC: usize = 9;

fn conllu(text: &str) -> Result<Vec<GoldSegments>, LineError> {
    let mut documents: Vec<GoldSegments> = Vec::new();
    let mut tokens: Vec<Token> = Vec::new();
    let (mut begins_document, mut begins_paragraph) = (true, false);
    let mut name = None;
    for (i, line) in text.lines().chain([""]).enumerate() {
        if let Some(rest) = line.strip_prefix("# newdoc") {
            begins_document = true;
            name = rest.split_once('=').map(|(_, id)| id.trim().to_owned());
        } else if line.starts_with("# newpar") {
            begins_paragraph = true;
        } else if line.trim().is_empty() {
            if tokens.is_empty() {
                continue;
            }
            if begins_document {
                let id = name
                    .take()
                    .unwrap_or_else(|| (documents.len() + 1).to_string());
                documents.push(GoldSegments {
                    id,
                    ..GoldSegments::default()
                });
            }
            if let Some(document) = documents.last_mut() {
                if begins_paragraph {
                    document.break_paragraph();
                }
                document.push_sentence(&tokens);
            }
            tokens.clear();
            (begins_document, begins_paragraph) = (false, false);
        } else if !line.starts_with('#') {
            push_line(line, &mut tokens).map_err(|message| (i + 1, message.to_owned()))?;
        }
    }
    Ok(documents.into_iter().map(GoldSegments::finish).collect())
}

/// Adds what a line of CoNLL-U tells to the tokens of its sentence.
fn push_line<'a>(line: &'a str, tokens: &mut Vec<Token<'a>>) -> Result<(), &'static str> {
    let columns: Vec<&str> = line.split('\t').collect();
    let (&[id, form, ..], 10) = (columns.as_slice(), columns.len()) else {
        return Err("ten columns are wanted");
    };
    if id.contains('.') {
        return Ok(());
    }
    let number = |id: &str| {
        id.parse::<usize>()
            .map_err(|_| "the first column is no number")
    };
    let (first, last) = id.split_once('-').unwrap_or((id, id));
    let (first, last) = (number(first)?, number(last)?);
    if let Some(token) = tokens.last_mut()
        && first <= token.last
    {
        token.words.push(form);
        return Ok(());
    }
    tokens.push(Token {
        form,
        words: Vec::new(),
        last,
        has_space: !columns[MISC].split('|').any(|m| m == "SpaceAfter=No"),
    });
    Ok(())
}

fn lines(text: &str) -> Result<Vec<GoldSegments>, LineError> {
    let mut documents: Vec<GoldSegments> = Vec::new();
    let mut is_open = false;
    for (i, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            is_open = false;
        } else if !line.starts_with("# ") {
            if !is_open {
                documents.push(GoldSegments {
                    id: format!("line {}", i + 1),
                    ..GoldSegments::default()
                });
                is_open = true;
            }
            if let Some(document) = documents.last_mut() {
                let start = document.text.len();
                document.text.push_str(line);
                document
                    .sentences
                    .push(Span::new(start, document.text.len()));
                document.text.push(' ');
            }
        }
    }
    Ok(documents.into_iter().map(GoldSegments::finish).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "# newdoc id = a
# newpar
1	Né	_	_	_	_	_	_	_	_
2-3	don't	_	_	_	_	_	_	_	SpaceAfter=No
2	do	_	_	_	_	_	_	_	_
3	n't	_	_	_	_	_	_	_	_
3.1	go	_	_	_	_	_	_	_	_
4	.	_	_	_	_	_	_	_	_

1-2	du	_	_	_	_	_	_	_	_
1	de	_	_	_	_	_	_	_	_
2	le	_	_	_	_	_	_	_	_

# newpar
1	End	_	_	_	_	_	_	_	_

# newdoc id = b
1	B	_	_	_	_	_	_	_	_
";

    fn slices<'a>(document: &'a GoldSegments, spans: &[Span]) -> Vec<&'a str> {
        spans.iter().map(|s| &document.text[s.range()]).collect()
    }

    #[test]
    fn raw_text_of_conllu() {
        let documents = conllu(LINES).unwrap();
        assert_eq!(documents.len(), 2);
        let a = &documents[0];
        assert_eq!(
            (a.id.as_str(), a.text.as_str()),
            ("a", "Né don't. du\n\nEnd")
        );
        assert_eq!(slices(a, &a.paragraphs), ["Né don't. du", "End"]);
        assert_eq!(slices(a, &a.sentences), ["Né don't.", "du", "End"]);
        assert_eq!(slices(a, &a.tokens), ["Né", "don't", ".", "du", "End"]);
        assert_eq!(slices(a, &a.words), ["Né", "do", "n't", ".", "du", "End"]);
        assert_eq!(documents[1].text, "B");
    }

    #[test]
    fn bad_lines_are_named() {
        assert_eq!(conllu("# x\n1\tI\tPRP\n").unwrap_err().0, 2);
        assert_eq!(conllu(&LINES.replacen('1', "x", 1)).unwrap_err().0, 3);
    }

    #[test]
    fn sentences_one_a_line() {
        let documents = lines("# trap\nOne.\n#Two 2.\n\n\nThree.\n").unwrap();
        assert_eq!(documents.len(), 2);
        let first = &documents[0];
        assert_eq!(
            (first.id.as_str(), first.text.as_str()),
            ("line 2", "One. #Two 2.")
        );
        assert_eq!(slices(first, &first.sentences), ["One.", "#Two 2."]);
        assert_eq!(first.paragraphs, [Span::new(0, 12)]);
        assert_eq!(documents[1].id, "line 6");
    }
}
