//! Ids that stay apart.

use std::collections::HashMap;

/// The ids that were given out: 12 bytes and their share of a hash table for each.
#[derive(Default)]
pub struct Ids {
    counts: HashMap<u64, u32>,
}

impl Ids {
    /// The id, or where it was given out before, the id with `~2`, `~3` and so on.
    pub fn unique(&mut self, id: String) -> String {
        let count = self.counts.entry(hash(&id)).or_default();
        *count += 1;
        let mut number = *count;
        if number == 1 {
            return id;
        }
        let first = hash(&id);
        let unique = loop {
            let candidate = format!("{id}~{number}");
            if !self.counts.contains_key(&hash(&candidate)) {
                break candidate;
            }
            number += 1;
        };
        self.counts.insert(first, number);
        self.counts.insert(hash(&unique), 1);
        unique
    }
}

fn hash(id: &str) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(id.as_bytes()).as_bytes()[..8]);
    u64::from_le_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stay_apart() {
        let mut ids = Ids::default();
        let given = ["a", "a", "a~3", "a", "b", "a~2"].map(|id| ids.unique(id.to_owned()));
        assert_eq!(given, ["a", "a~2", "a~3", "a~4", "b", "a~2~2"]);
    }
}
