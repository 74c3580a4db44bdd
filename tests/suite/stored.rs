//! Stored output of the encoder: tests of the stages above it do not depend on the CPU.
//!
//! A fixture has a line a token: the token, then a column for each head, separated by tabs.
//!
//! - Heads of labels: the best labels with their log probabilities.
//! - Factuality: its two numbers.
//! - Vectors: the largest coordinate's size, then a character a coordinate (see [`STEPS`]). The
//!   queries of tokens that are no likely start of a cue are left out, as `-`.
//!
//! After a change of the model or of the stages before the encoder,
//! `HEDGEROW_REFRESH=1 cargo test stored` writes them anew.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use hedgerow::document::{Document, HeadScores};
use hedgerow::engine::Head;
use hedgerow::stages::{Stage, StageError};

/// Articles whose scores are stored, below data/articles.
pub const ARTICLES: &[&str] = &[
    "000_321dbd8db90a0fc5.txt",
    "001_a5f0b54abdbb305d.txt",
    "merger-talks-brewers.txt",
    "market-report-late-trading.txt",
    "live-blog-river-flood.txt",
    "local-news-may-fair.txt",
];

/// Labels stored of each head and token.
const KEPT: usize = 3;

/// Log probability of the labels that are not stored.
const REST: f32 = -12.0;

/// The fixture of an article.
pub fn fixture(article: &str) -> PathBuf {
    let name = Path::new(article).with_extension("tsv");
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/scores")
        .join(name)
}

/// Log probability of `B` from which on a token is a likely start of a cue.
const LIKELY: f32 = -4.0;

/// Steps of a coordinate on either side of zero; with zero they are the characters from `!` to
/// `}`.
const STEPS: f32 = 46.0;

/// The character of zero.
const ZERO: f32 = b'O' as f32;

/// The fixture's text for a document encoded by these heads.
pub fn format(doc: &Document, heads: &[Head]) -> String {
    let mut lines = String::new();
    for (i, token) in doc.tokens.iter().enumerate() {
        lines.push_str(doc.slice(token.span));
        for head in heads {
            let row = doc.scores[&head.name].row(i);
            let column = match head.name.as_str() {
                "factuality" => format!("{:.2} {:.2}", row[0], row[1]),
                "role_query" if !starts_cue(doc, i) => "-".to_owned(),
                _ if head.labels.is_empty() => vector(row),
                _ => best_labels(&head.labels, row),
            };
            write!(lines, "\t{column}").unwrap();
        }
        lines.push('\n');
    }
    lines
}

fn log_norm(row: &[f32]) -> f32 {
    row.iter().map(|l| l.exp()).sum::<f32>().ln()
}

fn starts_cue(doc: &Document, token: usize) -> bool {
    let cue = &doc.scores["cue"];
    let begin = cue.labels.iter().position(|l| l == "B").unwrap();
    let row = cue.row(token);
    row[begin] - log_norm(row) > LIKELY
}

fn best_labels(labels: &[String], row: &[f32]) -> String {
    let norm = log_norm(row);
    let mut order: Vec<usize> = (0..row.len()).collect();
    order.sort_by(|&a, &b| row[b].total_cmp(&row[a]));
    let best = order.iter().take(KEPT);
    best.map(|&label| format!("{} {:.2}", labels[label], row[label] - norm))
        .collect::<Vec<_>>()
        .join(" ")
}

fn vector(row: &[f32]) -> String {
    let size = row.iter().fold(0.0f32, |size, x| size.max(x.abs()));
    let step = |x: &f32| (ZERO + (x / size.max(f32::MIN_POSITIVE) * STEPS).round()) as u8 as char;
    format!("{size:.3} {}", row.iter().map(step).collect::<String>())
}

/// Fills the row of one token from a column of the fixture.
fn read(head: &HeadScores, column: &str, row: &mut [f32]) {
    let parts: Vec<&str> = column.split(' ').collect();
    let number = |part: &str| -> f32 { part.parse().unwrap() };
    if column == "-" {
        row.fill(0.0);
    } else if head.labels.is_empty() {
        let size = number(parts[0]);
        assert_eq!(parts[1].len(), row.len(), "width of a vector");
        for (x, step) in row.iter_mut().zip(parts[1].bytes()) {
            *x = (f32::from(step) - ZERO) / STEPS * size;
        }
    } else if parts.len() == row.len() && !head.labels.iter().any(|l| l == parts[0]) {
        row.iter_mut()
            .zip(&parts)
            .for_each(|(x, part)| *x = number(part));
    } else {
        row.fill(REST);
        for pair in parts.chunks(2) {
            let label = head.labels.iter().position(|l| l == pair[0]).unwrap();
            row[label] = number(pair[1]);
        }
    }
}

/// Takes the place of the encode stage: the scores come from the fixture of the article.
pub struct Stored {
    rows: Vec<String>,
    heads: Vec<Head>,
}

impl Stored {
    /// The stored scores of `article`, for these heads.
    pub fn of(article: &str, heads: Vec<Head>) -> Self {
        let path = fixture(article);
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        Self::from_text(&text, heads)
    }

    fn from_text(text: &str, heads: Vec<Head>) -> Self {
        Self {
            rows: text.lines().map(str::to_owned).collect(),
            heads,
        }
    }
}

impl Stage for Stored {
    fn name(&self) -> &'static str {
        "encode"
    }

    fn version(&self) -> u32 {
        0
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        assert_eq!(doc.tokens.len(), self.rows.len(), "tokens: {REFRESH}");
        let mut scores: Vec<HeadScores> = self
            .heads
            .iter()
            .map(|head| HeadScores::zeros(head.width, &head.labels, doc.tokens.len()))
            .collect();
        for (i, (line, token)) in self.rows.iter().zip(&doc.tokens).enumerate() {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns[0], doc.slice(token.span), "token {i}: {REFRESH}");
            assert_eq!(columns.len(), 1 + scores.len(), "heads: {REFRESH}");
            for (head, column) in scores.iter_mut().zip(&columns[1..]) {
                let mut row = vec![0.0; head.width];
                read(head, column, &mut row);
                head.values[i * head.width..(i + 1) * head.width].copy_from_slice(&row);
            }
        }
        let names = self.heads.iter().map(|head| head.name.clone());
        doc.scores = names.zip(scores).collect();
        Ok(())
    }
}

const REFRESH: &str = "not those of the fixture: HEDGEROW_REFRESH=1 cargo test stored";

#[test]
fn every_kind_of_head_is_stored() {
    let head = |name: &str, width: usize, labels: &[&str]| Head {
        name: name.to_owned(),
        width,
        labels: labels.iter().map(|l| l.to_string()).collect(),
    };
    let heads = vec![
        head("cue", 3, &["O", "B", "I"]),
        head("role_query", 4, &[]),
        head("factuality", 2, &["event", "value"]),
    ];
    let text = "said so";
    let mut doc = Document::new(text.to_owned()).unwrap();
    for (start, end) in [(0, 4), (5, 7)] {
        doc.tokens.push(hedgerow::document::Token {
            span: hedgerow::document::Span::new(start, end),
            sentence: 0,
            pos: None,
        });
    }
    let bare = doc.clone();
    let values: [&[f32]; 3] = [
        &[-2.0, 3.0, 0.5, 9.0, -5.0, 1.0],
        &[0.5, -2.0, 0.0, 1.0, 7.0, 7.0, 7.0, 7.0],
        &[1.25, -2.75, -3.0, 0.5],
    ];
    for (head, values) in heads.iter().zip(values) {
        let scores = HeadScores {
            width: head.width,
            labels: head.labels.clone(),
            values: values.to_vec(),
        };
        doc.scores.insert(head.name.clone(), scores);
    }
    let fixture = format(&doc, &heads);
    let mut read = bare;
    Stored::from_text(&fixture, heads).run(&mut read).unwrap();
    assert_eq!(read.scores["factuality"], doc.scores["factuality"]);
    let cue = &read.scores["cue"];
    assert_eq!((cue.best(0), cue.best(1)), (1, 0));
    let query = &read.scores["role_query"];
    for (stored, x) in query.row(0).iter().zip(values[1]) {
        assert!((stored - x).abs() < 2.0 / STEPS, "{stored} {x}");
    }
    assert_eq!(query.row(1), [0.0; 4], "no cue begins here");
}
