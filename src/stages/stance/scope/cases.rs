//! Sentences of cases.tsv: "cue: scope" or "cue: -", separated by "; ".

use super::Scopes;

use crate::stages::Stage;
use crate::stages::stance::tagged::document;

const CASES: &str = include_str!("cases.tsv");

#[test]
fn sentences_and_near_misses() {
    let mut wrong = Vec::new();
    for row in CASES.lines().filter(|l| !l.starts_with('#')).skip(1) {
        let (expected, sentence) = row.split_once('\t').unwrap();
        let mut doc = document(sentence);
        Scopes.run(&mut doc).unwrap();
        for expectation in expected.split("; ") {
            let (words, scope) = expectation.split_once(": ").unwrap();
            let found = doc.cues.iter().find(|c| doc.slice(c.span) == words);
            let found = match found {
                None => "no cue",
                Some(cue) => cue.scope.map_or("-", |s| doc.slice(s)),
            };
            if found != scope {
                wrong.push(format!("{words}: {scope}\n    found {found}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
