//! From lines to running text: blanks and hyphens between them.

use std::collections::HashSet;

use super::line::Line;

/// Words as they stand within the lines of a document, in lower case.
#[derive(Debug, Default)]
pub struct Words {
    plain: HashSet<String>,
    /// Words with a hyphen, and what stands before it in each.
    hyphened: HashSet<String>,
    before: HashSet<String>,
}

impl Words {
    /// The words of some lines, apart from those that a line may have broken.
    pub fn new<'l>(lines: impl IntoIterator<Item = &'l Line>) -> Self {
        let mut words = Self::default();
        for line in lines {
            let end = line.text.rfind(' ').unwrap_or(0);
            for word in line.text.get(..end).unwrap_or_default().split(' ') {
                words.add(word);
            }
        }
        words
    }

    fn add(&mut self, word: &str) {
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        match word.replace('\u{2010}', "-").rsplit_once('-') {
            None => drop(self.plain.insert(word)),
            Some((before, after)) => {
                self.hyphened.insert(format!("{before}-{after}"));
                self.before.insert(before.to_owned());
            }
        }
    }

    /// Whether a hyphen at the end of a line belongs to the word.
    fn keep_hyphen(&self, before: &str, after: &str) -> bool {
        let (before, after) = (before.to_lowercase(), after.to_lowercase());
        if before.contains('-') || after.contains('-') {
            return true;
        }
        if self.hyphened.contains(&format!("{before}-{after}")) {
            return true;
        }
        let is_known = self.plain.contains(&format!("{before}{after}"));
        !is_known && before.chars().count() > 2 && self.before.contains(&before)
    }

    /// The text of lines.
    pub fn join(&self, lines: &[Line]) -> String {
        let mut out = String::new();
        for line in lines {
            self.append(&mut out, line.text.trim());
        }
        // Where a word may be broken, but is not.
        out.replace('\u{AD}', "")
    }

    /// Adds a line to a text.
    fn append(&self, out: &mut String, line: &str) {
        let (Some(end), Some(start)) = (out.chars().last(), line.chars().next()) else {
            out.push_str(line);
            return;
        };
        let is_hyphen = matches!(end, '-' | '\u{2010}' | '\u{AD}');
        let before = out.trim_end_matches(['-', '\u{2010}', '\u{AD}']);
        let last = before.chars().last();
        if is_hyphen && last.is_some_and(char::is_alphanumeric) && start.is_alphanumeric() {
            let is_letter = last.is_some_and(char::is_alphabetic);
            let first = before.rsplit([' ', '(', '"', '“', '—']).next();
            let rest = line
                .split(|c: char| !c.is_alphanumeric() && c != '-')
                .next();
            let (first, rest) = (first.unwrap_or_default(), rest.unwrap_or_default());
            let is_broken = end == '\u{AD}'
                || is_letter && start.is_lowercase() && !self.keep_hyphen(first, rest);
            if is_broken {
                out.truncate(before.len());
            }
        } else if !(is_dense(end) && is_dense(start) || is_dash(out, end)) {
            out.push(' ');
        }
        out.push_str(line);
    }
}

/// Whether a text ends in a dash that stands close to its words.
fn is_dash(text: &str, end: char) -> bool {
    end == '—' && !text.trim_end_matches('—').ends_with(' ')
}

/// Whether a letter is of a script that is written without blanks: Chinese or Japanese.
fn is_dense(letter: char) -> bool {
    matches!(letter, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::line;
    use super::*;

    fn joined(texts: &[&str], elsewhere: &str) -> String {
        let other = [line(elsewhere, 0.0, 0.0, 10.0)];
        let lines: Vec<Line> = texts
            .iter()
            .map(|text| line(text, 0.0, 0.0, 10.0))
            .collect();
        Words::new(lines.iter().chain(&other)).join(&lines)
    }

    #[test]
    fn broken_words_are_joined() {
        assert_eq!(joined(&["It may", "rain."], ""), "It may rain.");
        assert_eq!(
            joined(&["the govern-", "ment said"], ""),
            "the government said"
        );
        assert_eq!(joined(&["the govern\u{AD}", "ment"], ""), "the government");
        assert_eq!(joined(&["a co\u{AD}operative"], ""), "a cooperative");
        let known = "a well-known man .";
        assert_eq!(
            joined(&["the well-", "known man"], known),
            "the well-known man"
        );
        assert_eq!(
            joined(&["the well-", "read man"], known),
            "the well-read man"
        );
        let village = "Wells-next-the-Sea";
        assert_eq!(
            joined(&["in Wells-next-", "the-Sea"], ""),
            format!("in {village}")
        );
        assert_eq!(joined(&["the Anglo-", "Saxon"], ""), "the Anglo-Saxon");
        assert_eq!(joined(&["in 2024-", "25 and"], ""), "in 2024-25 and");
        assert_eq!(joined(&["a word -", "and so"], ""), "a word - and so");
    }

    #[test]
    fn dashes_and_scripts_without_blanks() {
        assert_eq!(joined(&["the rain—", "and snow"], ""), "the rain—and snow");
        assert_eq!(
            joined(&["the rain —", "and snow"], ""),
            "the rain — and snow"
        );
        assert_eq!(joined(&["首都新桥", "今日通车"], ""), "首都新桥今日通车");
    }
}
