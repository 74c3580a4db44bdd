//! Sharing the inputs out among several runs.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One of several parts of the inputs: a hash of its id decides where each belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Partition {
    /// Counted from 1.
    pub index: u32,
    /// Number of partitions.
    pub of: u32,
}

/// What is no partition.
#[derive(Debug, thiserror::Error)]
#[error("a partition is written I/N, with I from 1 to N, such as 2/4")]
pub struct NoPartition;

impl Partition {
    /// Whether the input `id` belongs to this partition.
    pub fn takes(self, id: &str) -> bool {
        let mut first = [0; 8];
        first.copy_from_slice(&blake3::hash(id.as_bytes()).as_bytes()[..8]);
        u64::from_le_bytes(first) % u64::from(self.of) == u64::from(self.index) - 1
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

impl FromStr for Partition {
    type Err = NoPartition;

    fn from_str(text: &str) -> Result<Self, NoPartition> {
        let (index, of) = text.split_once('/').ok_or(NoPartition)?;
        let number = |part: &str| part.parse().map_err(|_| NoPartition);
        let (index, of) = (number(index)?, number(of)?);
        if (1..=of).contains(&index) {
            Ok(Self { index, of })
        } else {
            Err(NoPartition)
        }
    }
}

impl From<Partition> for String {
    fn from(partition: Partition) -> Self {
        partition.to_string()
    }
}

impl TryFrom<String> for Partition {
    type Error = NoPartition;

    fn try_from(text: String) -> Result<Self, NoPartition> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_has_one_partition() {
        let parts: Vec<Partition> = (1..=3).map(|index| Partition { index, of: 3 }).collect();
        let mut sizes = [0; 3];
        for id in (0..300).map(|i| format!("{i}.txt")) {
            let taken: Vec<_> = (0..3).filter(|&p| parts[p].takes(&id)).collect();
            assert_eq!(taken.len(), 1, "{id}");
            sizes[taken[0]] += 1;
        }
        assert!(sizes.iter().all(|&size| size > 70), "{sizes:?}");
        // The same on every machine and in every version.
        assert!(Partition { index: 1, of: 4 }.takes("a.txt"));
    }

    #[test]
    fn reads_what_it_writes() {
        assert_eq!("2/4".parse::<Partition>().unwrap().to_string(), "2/4");
        for wrong in ["0/4", "5/4", "2", "a/b", "1/0"] {
            assert!(wrong.parse::<Partition>().is_err(), "{wrong}");
        }
    }
}
