//! Decoding of hand-made scores.

use std::ops::Range;

use super::*;
use crate::document::{HeadScores, Sentence, Token};

const CUE: [&str; 3] = ["O", "B", "I"];
const ROLE: [&str; 5] = ["O", "B-SOURCE", "I-SOURCE", "B-CONTENT", "I-CONTENT"];

fn strings(labels: &[&str]) -> Vec<String> {
    labels.iter().map(|&l| l.to_owned()).collect()
}

/// A document of a sentence a line and a token a word, with scores: every token's best cue label
/// is `O` and every role label's score is that of `O` at 1, the others at 0, until told.
struct Article(Document);

impl Article {
    fn new(text: &str) -> Self {
        let mut doc = Document::new(text.to_owned()).unwrap();
        let mut at = 0;
        for (sentence, line) in text.split('\n').enumerate() {
            doc.sentences.push(Sentence {
                span: Span::new(at, at + line.len()),
                block: 0,
                hedged: None,
                hedged_core: None,
                certainty: None,
            });
            for word in line.split(' ') {
                doc.tokens.push(Token {
                    span: Span::new(at, at + word.len()),
                    sentence,
                    pos: None,
                });
                at += word.len() + 1;
            }
        }
        let tokens = doc.tokens.len();
        // The vectors have a coordinate for each token: the key of token j is 1 at j alone, so
        // that a query holds the scores of its label, token by token.
        let mut head = |name: &str, labels: &[&str], width: usize, row: &[f32]| {
            let scores = HeadScores {
                width,
                labels: strings(labels),
                values: row.repeat(tokens),
            };
            doc.scores.insert(name.to_owned(), scores);
        };
        let scale = (tokens as f32).sqrt();
        let mut query = vec![0.0; ROLE.len() * tokens];
        query[..tokens].fill(scale);
        head("cue", &CUE, CUE.len(), &[1.0, 0.0, 0.0]);
        head("role_query", &[], query.len(), &query);
        head("role_key", &[], tokens, &vec![0.0; tokens]);
        if let Some(keys) = doc.scores.get_mut("role_key") {
            (0..tokens).for_each(|j| keys.values[j * tokens + j] = 1.0);
        }
        Self(doc)
    }

    fn tokens(&self, words: &str) -> Range<usize> {
        let start = self.0.text().find(words).unwrap();
        let span = Span::new(start, start + words.len());
        let inside = |t: &&Token| span.contains(t.span);
        let first = self.0.tokens.iter().position(|t| inside(&t)).unwrap();
        first..first + self.0.tokens.iter().filter(inside).count()
    }

    /// Marks `words` as a cue.
    fn cue(mut self, words: &str) -> Self {
        let tokens = self.tokens(words);
        let scores = self.0.scores.get_mut("cue").unwrap();
        for (i, token) in tokens.enumerate() {
            scores.values[token * CUE.len() + if i == 0 { 1 } else { 2 }] = 5.0;
        }
        self
    }

    /// Scores `words` as a `kind` of the cue that begins with `cue`.
    fn role(mut self, cue: &str, kind: &str, words: &str, score: f32) -> Self {
        let first = self.tokens(cue).start;
        let tokens = self.tokens(words);
        let size = self.0.tokens.len();
        let scores = self.0.scores.get_mut("role_query").unwrap();
        for (i, token) in tokens.enumerate() {
            let label = format!("{}-{kind}", if i == 0 { "B" } else { "I" });
            let label = ROLE.iter().position(|&l| l == label).unwrap();
            let at = first * scores.width + label * size + token;
            scores.values[at] = score * (size as f32).sqrt();
        }
        self
    }

    /// Cue, source and contents of each attribution, as text.
    fn run(mut self) -> Vec<(String, Option<String>, Vec<String>)> {
        let stage = Attributions {
            cue: Bio::new(&strings(&CUE)).unwrap(),
            roles: Roles::new(&strings(&ROLE)).unwrap(),
        };
        stage.run(&mut self.0).unwrap();
        let doc = &self.0;
        let text = |span: Span| doc.slice(span).to_owned();
        let sources = doc.sources.as_deref().unwrap();
        assert!(sources.is_sorted_by(|a, b| a.span < b.span), "not distinct");
        let attribution = |a: &Attribution| {
            (
                a.cue.map(text).unwrap_or_default(),
                a.source.and_then(|s| sources[s].span).map(text),
                a.content.iter().map(|&c| text(c)).collect(),
            )
        };
        doc.attributions.iter().flatten().map(attribution).collect()
    }
}

fn attribution(
    cue: &str,
    source: Option<&str>,
    content: &[&str],
) -> (String, Option<String>, Vec<String>) {
    (cue.to_owned(), source.map(str::to_owned), strings(content))
}

#[test]
fn nested_attributions() {
    let found = Article::new("Moe told reporters that Lee had denied the plan .")
        .cue("told reporters")
        .cue("denied")
        .role("told", "SOURCE", "Moe", 5.0)
        .role("told", "CONTENT", "that Lee had denied the plan", 5.0)
        .role("denied", "SOURCE", "Lee", 5.0)
        .role("denied", "CONTENT", "the plan", 5.0)
        .run();
    assert_eq!(
        found,
        [
            attribution(
                "told reporters",
                Some("Moe"),
                &["that Lee had denied the plan"]
            ),
            attribution("denied", Some("Lee"), &["the plan"]),
        ]
    );
}

#[test]
fn two_cues_share_a_source_and_a_content() {
    let article = Article::new("Moe said , and later repeated , that rates fall .")
        .cue("said")
        .cue("repeated")
        .role("said", "SOURCE", "Moe", 5.0)
        .role("said", "CONTENT", "that rates fall", 5.0)
        .role("repeated", "SOURCE", "Moe", 5.0)
        .role("repeated", "CONTENT", "that rates fall", 5.0);
    let found = article.run();
    assert_eq!(
        found,
        [
            attribution("said", Some("Moe"), &["that rates fall"]),
            attribution("repeated", Some("Moe"), &["that rates fall"]),
        ]
    );
}

#[test]
fn content_in_pieces_around_cue_and_source() {
    let found = Article::new("Rates will fall , Moe said , but not soon .")
        .cue("said")
        .role("said", "SOURCE", "Moe", 5.0)
        .role("said", "CONTENT", "Rates will fall", 5.0)
        .role("said", "CONTENT", "but not soon", 5.0)
        .run();
    let pieces = ["Rates will fall", "but not soon"];
    assert_eq!(found, [attribution("said", Some("Moe"), &pieces)]);
}

#[test]
fn neighbouring_sentences_are_reached_and_no_others() {
    let found = Article::new("Far off .\nRates fall .\nSo Moe said .\nBanks gain .\nMore off .")
        .cue("said")
        .role("said", "CONTENT", "Far off", 5.0)
        .role("said", "CONTENT", "Rates fall", 5.0)
        .role("said", "CONTENT", "Banks gain", 5.0)
        .role("said", "CONTENT", "More off", 5.0)
        .run();
    let pieces = ["Rates fall", "Banks gain"];
    assert_eq!(found, [attribution("said", None, &pieces)]);
}

#[test]
fn pieces_that_touch_are_one() {
    let found = Article::new("Rates fall .\nBanks gain .\nMoe said .")
        .cue("said")
        .role("said", "SOURCE", "Moe", 5.0)
        .role("said", "CONTENT", "Banks", 5.0)
        .role("said", "CONTENT", "gain .", 5.0)
        .run();
    assert_eq!(found, [attribution("said", Some("Moe"), &["Banks gain ."])]);
}

#[test]
fn a_cue_without_source_or_content() {
    let found = Article::new("It is said .").cue("said").run();
    assert_eq!(found, [attribution("said", None, &[])]);
}

#[test]
fn a_cue_is_no_part_of_its_roles() {
    let found = Article::new("Moe said so .")
        .cue("said")
        .role("said", "CONTENT", "said so", 5.0)
        .run();
    // "so" can only go on with a piece that would begin at the cue.
    assert_eq!(found, [attribution("said", None, &[])]);
}

#[test]
fn of_two_sources_the_clearer_one() {
    let found = Article::new("Moe and Lee of Oslo said so .")
        .cue("said")
        .role("said", "SOURCE", "Moe", 2.5)
        .role("said", "SOURCE", "Lee of Oslo", 2.0)
        .run();
    assert_eq!(found, [attribution("said", Some("Lee of Oslo"), &[])]);
}

#[test]
fn empty_document_and_missing_heads() {
    assert!(Article::new("").run().is_empty());
    let stage = Attributions {
        cue: Bio::new(&strings(&CUE)).unwrap(),
        roles: Roles::new(&strings(&ROLE)).unwrap(),
    };
    assert!(stage.run(&mut Document::default()).is_err());
    assert!(Roles::new(&strings(&CUE)).is_err());
}

#[test]
fn a_content_in_the_cues_sentence_keeps_the_neighbours_out() {
    let article = |text| {
        Article::new(text)
            .cue("said")
            .role("said", "SOURCE", "Lee", 5.0)
            .role("said", "CONTENT", "Moe left", 5.0)
    };
    let found = article("Moe left .\nLee said the plan failed .")
        .role("said", "CONTENT", "the plan failed", 5.0)
        .run();
    assert_eq!(
        found,
        [attribution("said", Some("Lee"), &["the plan failed"])]
    );
    let found = article("Moe left .\nLee said so .").run();
    assert_eq!(found, [attribution("said", Some("Lee"), &["Moe left"])]);
}

#[test]
fn a_doubtful_content_is_left_out() {
    let found = Article::new("Lee said the plan failed .")
        .cue("said")
        .role("said", "SOURCE", "Lee", 5.0)
        .role("said", "CONTENT", "the plan failed", 1.5)
        .run();
    assert_eq!(found, [attribution("said", Some("Lee"), &[])]);
}

#[test]
fn a_quotation_is_taken_whole() {
    // The model sees the last of three sentences.
    let found = Article::new("“ Rates fall .\nBanks gain .\nWe wait , ” Moe said .")
        .cue("said")
        .role("said", "SOURCE", "Moe", 5.0)
        .role("said", "CONTENT", "We wait", 5.0)
        .run();
    let whole = ["“ Rates fall .\nBanks gain .\nWe wait , ”"];
    assert_eq!(found, [attribution("said", Some("Moe"), &whole)]);
}

#[test]
fn a_quotation_goes_on_behind_its_cue() {
    let pieces = ["“ We wait , ”", "“ as ever . ”"];
    let across = Article::new("“ We wait , ” Moe said , “ as ever . ”")
        .cue("said")
        .role("said", "CONTENT", "We wait", 5.0)
        .run();
    assert_eq!(across, [attribution("said", None, &pieces)]);

    let pieces = ["“ We wait , ”", "“ Rates fall .\nBanks gain . ”"];
    let article = || {
        Article::new("“ We wait , ” Moe said .\n“ Rates fall .\nBanks gain . ” Lee added .")
            .cue("said")
            .role("said", "CONTENT", "We wait", 5.0)
    };
    assert_eq!(article().run(), [attribution("said", None, &pieces)]);
    // Another cue takes it.
    let found = article()
        .cue("added")
        .role("added", "CONTENT", "Banks gain", 5.0)
        .run();
    assert_eq!(
        found,
        [
            attribution("said", None, &pieces[..1]),
            attribution("added", None, &pieces[1..]),
        ]
    );
}

#[test]
fn conjunctions_and_commas_around_a_content_are_left_out() {
    let found = Article::new("And rates fall , Moe said .")
        .cue("said")
        .role("said", "CONTENT", "And rates fall ,", 5.0)
        .run();
    assert_eq!(found, [attribution("said", None, &["rates fall"])]);
}

#[test]
fn a_content_without_quotation_keeps_to_its_sentence() {
    let found = Article::new("It fell , “ he said . ”\nRates fall , Moe said .\n“ We wait . ”")
        .cue("Moe said")
        .role("Moe said", "CONTENT", "said . ”\nRates fall ,", 5.0)
        .run();
    assert_eq!(found, [attribution("Moe said", None, &["Rates fall"])]);
}
