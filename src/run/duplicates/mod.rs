//! Articles that were there before in the same run: the same text, or nearly.

mod index;
#[cfg(test)]
mod quality;
mod sketch;

use std::fmt;
use std::num::NonZero;

use serde::{Deserialize, Serialize};

pub use sketch::Sketch;

use self::index::Index;
use super::partition::Partition;
use crate::record::DuplicateRecord;

/// What is done about duplicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Handling {
    /// They are annotated, and their records say what they repeat.
    Mark,
    /// They are left out: their records say so.
    Drop,
}

/// How duplicates are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Duplicates {
    pub handling: Handling,
    /// Estimated Jaccard similarity of word 5-grams from which two articles are duplicates, 0.5
    /// to 1.
    pub threshold: f64,
    /// Articles that are remembered, about 750 bytes each; the oldest is forgotten first.
    pub window: NonZero<u32>,
}

impl Duplicates {
    /// The threshold where none is named.
    pub const THRESHOLD: f64 = 0.8;
    /// The window where none is named: some 75 MB.
    pub const WINDOW: NonZero<u32> = NonZero::<u32>::MIN.saturating_add(99_999);

    /// With the standard threshold and window.
    pub fn new(handling: Handling) -> Self {
        Self {
            handling,
            threshold: Self::THRESHOLD,
            window: Self::WINDOW,
        }
    }
}

/// What the header of a journal says of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DuplicatesHeader {
    #[serde(flatten)]
    options: Duplicates,
    sketch: u32,
    /// They were looked for within each of so many partitions, which a merged output keeps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    partitions: Option<u32>,
}

impl DuplicatesHeader {
    pub fn new(options: Duplicates, partition: Option<Partition>) -> Self {
        Self {
            options,
            sketch: sketch::VERSION,
            partitions: partition.map(|p| p.of),
        }
    }
}

/// The articles so far. What is a duplicate depends on the order of the inputs alone: an article
/// repeats the first one before it that is similar enough and is no duplicate itself.
pub struct Seen(Index);

impl Seen {
    pub fn new(options: &Duplicates) -> Self {
        Self(Index::new(options.threshold, options.window.get() as usize))
    }

    /// What the next article repeats; where it repeats nothing, it is remembered.
    pub fn decide(&mut self, id: &str, sketch: &Sketch) -> Option<DuplicateRecord> {
        let duplicate = self.0.find(sketch).map(|found| DuplicateRecord {
            of: found.id.to_owned(),
            similarity: (found.similarity * 1000.0).round() / 1000.0,
            exact: found.exact,
        });
        if duplicate.is_none() {
            self.0.add(id, sketch);
        }
        duplicate
    }

    /// Remembers the next article that repeats nothing, which an earlier run decided.
    pub fn follow(&mut self, id: &str, sketch: &Sketch) {
        self.0.add(id, sketch);
    }
}

/// The reason in the record of a duplicate that was dropped.
impl fmt::Display for DuplicateRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.exact { "exact" } else { "near" };
        let (of, similarity) = (&self.of, self.similarity);
        write!(f, "{kind} duplicate of {of:?}, similarity {similarity}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duplicate_of_a_duplicate_names_the_first() {
        let mut seen = Seen::new(&Duplicates::new(Handling::Mark));
        let text = |from: u32| {
            let words: Vec<String> = (from..from + 1_000).map(|n| format!("w{n}")).collect();
            Sketch::of(&words.join(" "))
        };
        assert_eq!(seen.decide("a", &text(0)), None);
        let b = seen.decide("b", &text(60)).unwrap();
        assert_eq!((b.of.as_str(), b.exact), ("a", false));
        assert!((0.8..1.0).contains(&b.similarity), "{b}");
        // Like "b", which is a duplicate, but not like "a".
        assert_eq!(seen.decide("c", &text(130)), None);
        let again = seen.decide("d", &text(130)).unwrap();
        assert_eq!(again.to_string(), "exact duplicate of \"c\", similarity 1");
    }
}
