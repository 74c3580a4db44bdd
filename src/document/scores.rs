//! What the encoder's heads say of each token.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The logits of one head: a row a token, a column a label.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HeadScores {
    /// Labels of the columns.
    pub labels: Vec<String>,
    /// Row-major logits, `tokens * labels.len()` of them.
    pub logits: Vec<f32>,
}

impl HeadScores {
    /// The logits of token `index`.
    pub fn row(&self, index: usize) -> &[f32] {
        let width = self.labels.len();
        &self.logits[index * width..(index + 1) * width]
    }

    /// The column of the highest logit of token `index` (the first of equals).
    pub fn best(&self, index: usize) -> usize {
        let row = self.row(index);
        (0..row.len()).fold(0, |best, i| if row[i] > row[best] { i } else { best })
    }
}

/// The scores of all heads by head name; empty until the encoder has run.
pub type TokenScores = BTreeMap<String, HeadScores>;
