//! What the encoder's heads say of each token.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The output of one head: a row a token.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HeadScores {
    /// Values in a row.
    pub width: usize,
    /// Labels of the columns; none where a row is a vector.
    pub labels: Vec<String>,
    /// Row-major, `tokens * width` of them: logits, or the coordinates of vectors.
    pub values: Vec<f32>,
}

impl HeadScores {
    /// Zeros for `tokens` rows of `width` values.
    pub fn zeros(width: usize, labels: &[String], tokens: usize) -> Self {
        Self {
            width,
            labels: labels.to_vec(),
            values: vec![0.0; width * tokens],
        }
    }

    /// The values of token `index`.
    pub fn row(&self, index: usize) -> &[f32] {
        self.rows(index..index + 1)
    }

    /// The values of some tokens, row after row.
    pub fn rows(&self, tokens: std::ops::Range<usize>) -> &[f32] {
        &self.values[tokens.start * self.width..tokens.end * self.width]
    }

    /// The column of the highest value of token `index` (the first of equals).
    pub fn best(&self, index: usize) -> usize {
        let row = self.row(index);
        (0..row.len()).fold(0, |best, i| if row[i] > row[best] { i } else { best })
    }

    /// The probability, 0..1, of the best label of token `index`: its softmax.
    pub fn confidence(&self, index: usize) -> f32 {
        let row = self.row(index);
        let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let norm: f32 = row.iter().map(|value| (value - top).exp()).sum();
        1.0 / norm.max(1.0)
    }
}

/// The scores of all heads by head name; empty until the encoder has run.
pub type TokenScores = BTreeMap<String, HeadScores>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_labels_and_confidence() {
        let scores = HeadScores {
            width: 2,
            labels: vec!["O".to_owned(), "B".to_owned()],
            values: vec![0.0, 0.0, 1.0, 3.0],
        };
        assert_eq!(scores.row(1), [1.0, 3.0]);
        assert_eq!(scores.rows(0..2).len(), 4);
        assert_eq!((scores.best(0), scores.best(1)), (0, 1));
        assert!((scores.confidence(0) - 0.5).abs() < 1e-6);
        assert!((scores.confidence(1) - 0.8808).abs() < 1e-4);
    }
}
