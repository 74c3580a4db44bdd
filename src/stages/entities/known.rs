//! Well-known names of firms and products: data/names.tsv.

use std::collections::HashMap;

use crate::document::EntityType;

/// How many times likelier the listed type of a name is than the contexts of its mentions alone
/// say.
const ODDS: f32 = 20.0;

/// Names with the type that they have in the news.
pub(super) struct KnownNames(HashMap<&'static str, EntityType>);

impl KnownNames {
    /// Reads the list that is compiled in.
    pub fn new() -> Self {
        let lines = include_str!("../../../data/names.tsv").lines();
        let entry = |line: &'static str| {
            let (name, kind) = line.split_once('\t')?;
            Some((name, kind.parse().ok()?))
        };
        Self(lines.filter_map(entry).collect())
    }

    /// Raises the listed type in the probabilities of a name's types, which are in the order of
    /// `types` and still sum to one; `false` where the name is not listed.
    pub fn weigh(&self, name: &str, types: &[EntityType], probabilities: &mut [f32]) -> bool {
        let listed = self.0.get(name);
        let Some(place) = listed.and_then(|k| types.iter().position(|t| t == k)) else {
            return false;
        };
        probabilities[place] *= ODDS;
        let sum: f32 = probabilities.iter().sum();
        probabilities.iter_mut().for_each(|p| *p /= sum);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityType::{Org, Product};

    #[test]
    fn every_line_of_the_list_is_read() {
        let lines = include_str!("../../../data/names.tsv").lines();
        let names = lines.filter(|l| !l.starts_with('#')).count();
        assert_eq!(KnownNames::new().0.len(), names);
        assert!(names > 300);
    }

    #[test]
    fn the_listed_type_gains_and_strong_contexts_win() {
        let known = KnownNames::new();
        let weighed = |name, org: f32| {
            let mut probabilities = [org, 1.0 - org];
            let is_listed = known.weigh(name, &[Org, Product], &mut probabilities);
            (is_listed, probabilities[1] > 0.5)
        };
        assert_eq!(weighed("ChatGPT", 0.8), (true, true));
        assert_eq!(weighed("ChatGPT", 0.99), (true, false));
        assert_eq!(weighed("Chat", 0.8), (false, false));
    }
}
