//! Stored output of the encoder: tests of the stages above it do not depend on the CPU.
//!
//! A fixture has a line a token: the token, then the best labels of each head with their log
//! probabilities, in columns separated by tabs. After a change of the model or of the stages
//! before the encoder, `HEDGEROW_REFRESH=1 cargo test stored` writes them anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use hedgerow::document::{Document, HeadScores};
use hedgerow::model::HEADS;
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

/// The fixture's text for an encoded document.
pub fn format(doc: &Document) -> String {
    let mut lines = String::new();
    for (i, token) in doc.tokens.iter().enumerate() {
        lines.push_str(doc.slice(token.span));
        for head in HEADS {
            let scores = &doc.scores[head];
            let row = scores.row(i);
            let norm = row.iter().map(|l| l.exp()).sum::<f32>().ln();
            let mut order: Vec<usize> = (0..row.len()).collect();
            order.sort_by(|&a, &b| row[b].total_cmp(&row[a]));
            lines.push('\t');
            for (rank, &label) in order.iter().take(KEPT).enumerate() {
                let space = if rank == 0 { "" } else { " " };
                write!(
                    lines,
                    "{space}{} {:.2}",
                    scores.labels[label],
                    row[label] - norm
                )
                .unwrap();
            }
        }
        lines.push('\n');
    }
    lines
}

/// Takes the place of the encode stage: the scores come from the fixture of the article.
pub struct Stored {
    rows: Vec<String>,
    labels: Vec<Vec<String>>,
}

impl Stored {
    /// The stored scores of `article`, for heads with these labels.
    pub fn of(article: &str, labels: &[Vec<String>]) -> Self {
        let path = fixture(article);
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        Self {
            rows: text.lines().map(str::to_owned).collect(),
            labels: labels.to_vec(),
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
        assert_eq!(
            doc.tokens.len(),
            self.rows.len(),
            "the tokens are not those of the fixture: HEDGEROW_REFRESH=1 cargo test stored"
        );
        let mut scores = BTreeMap::new();
        for (head, labels) in HEADS.iter().zip(&self.labels) {
            let scores = scores
                .entry(head.to_string())
                .or_insert_with(HeadScores::default);
            scores.labels = labels.clone();
            scores.logits = vec![REST; labels.len() * doc.tokens.len()];
        }
        for (i, (row, token)) in self.rows.iter().zip(&doc.tokens).enumerate() {
            let columns: Vec<&str> = row.split('\t').collect();
            assert_eq!(columns[0], &doc.text()[token.span.range()], "token {i}");
            for (head, column) in HEADS.iter().zip(&columns[1..]) {
                let head: &mut HeadScores = scores.get_mut(*head).unwrap();
                let width = head.labels.len();
                let parts: Vec<&str> = column.split(' ').collect();
                for pair in parts.chunks(2) {
                    let label = head.labels.iter().position(|l| l == pair[0]).unwrap();
                    head.logits[i * width + label] = pair[1].parse().unwrap();
                }
            }
        }
        doc.scores = scores;
        Ok(())
    }
}
