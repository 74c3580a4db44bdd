//! Gold factuality of predicates, as UDS-IH2 has it.

use std::path::Path;

use serde::Deserialize;

use super::{GoldError, LineError, json_lines, push_sentence, read_with};
use crate::document::Span;

/// A sentence with its gold predicates.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GoldSentence {
    /// The number of its line in the file.
    pub id: String,
    /// The tokens, joined by one space.
    pub text: String,
    /// Byte span and factuality, -3..3, of each predicate.
    pub predicates: Vec<(Span, f64)>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    /// First token, and one past the last.
    span1: (usize, usize),
    label: f64,
}

/// Reads JSON Lines of `{text, targets: [{span1: [first, last + 1], label}]}`: the text is
/// tokens joined by one space, the spans count tokens.
///
/// # Errors
/// The file cannot be read, or a line cannot be understood.
pub fn read(path: &Path) -> Result<Vec<GoldSentence>, GoldError> {
    read_with(path, parse)
}

fn parse(text: &str) -> Result<Vec<GoldSentence>, LineError> {
    json_lines(text, convert)
}

fn convert(number: usize, line: Line) -> Result<GoldSentence, String> {
    let mut sentence = GoldSentence {
        id: number.to_string(),
        ..GoldSentence::default()
    };
    let tokens = push_sentence(&mut sentence.text, line.text.split(' '));
    for Target { span1, label } in line.targets {
        let covered = tokens.get(span1.0..span1.1).unwrap_or_default();
        let span = covered.iter().copied().reduce(Span::cover);
        let span = span.ok_or_else(|| format!("[{}, {}] holds no token", span1.0, span1.1))?;
        if !(-3.0..=3.0).contains(&label) {
            return Err(format!("the factuality {label} is not within -3 and 3"));
        }
        sentence.predicates.push((span, label));
    }
    Ok(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_bytes() {
        let line = r#"{"text": "Né rain fell .", "targets": [{"span1": [2, 3], "label": 2.5}]}"#;
        let sentence = &parse(line).unwrap()[0];
        assert_eq!(sentence.predicates, [(Span::new(9, 13), 2.5)]);
        assert_eq!(sentence.id, "1");
    }

    #[test]
    fn bad_targets_are_named() {
        for target in [
            r#"{"span1": [4, 5], "label": 1}"#,
            r#"{"span1": [1, 1], "label": 1}"#,
            r#"{"span1": [0, 1], "label": 4}"#,
        ] {
            let line = format!("\n{{\"text\": \"a b c d\", \"targets\": [{target}]}}");
            assert_eq!(parse(&line).unwrap_err().0, 2);
        }
    }
}
