//! The articles that are remembered, found again by parts of their signatures.
//!
//! Locality-sensitive hashing in bands: P. Indyk and R. Motwani, "Approximate nearest neighbors",
//! STOC 1998; for MinHash, J. Leskovec, A. Rajaraman and J. D. Ullman, "Mining of Massive
//! Datasets", chapter 3.

use std::collections::{HashMap, VecDeque};

use super::sketch::{HASHES, Signature, Sketch, similarity};

/// Values of a band: 8 bits each.
const ROWS: usize = 4;

/// Of the pairs that are exactly as similar as the threshold, the share that no band may find.
const MISSED: f64 = 0.002;

/// The latest articles that are no duplicates.
pub struct Index {
    threshold: f64,
    window: usize,
    /// Oldest first.
    articles: VecDeque<Article>,
    /// The number of the oldest. Numbers count articles, and begin again after 2^32 of them.
    oldest: u32,
    exact: HashMap<[u8; 16], u32>,
    /// For each band, its value to the latest article that has it.
    bands: Vec<HashMap<u32, u32>>,
}

struct Article {
    id: Box<str>,
    exact: [u8; 16],
    signature: Option<Box<Signature>>,
    /// For each band, the number of the article before that has the same value: its own number
    /// where there is none.
    before: Box<[u32]>,
}

/// An earlier article.
#[derive(Debug, PartialEq)]
pub struct Found<'a> {
    pub id: &'a str,
    /// 0 to 1.
    pub similarity: f64,
    pub exact: bool,
}

impl Index {
    /// Remembers `window` articles at most, at least one; finds those that are at least as similar
    /// as `threshold`, from 0.5 to 1.
    pub fn new(threshold: f64, window: usize) -> Self {
        Self {
            threshold,
            window,
            articles: VecDeque::new(),
            oldest: 0,
            exact: HashMap::new(),
            bands: vec![HashMap::new(); bands(threshold)],
        }
    }

    /// The first of the remembered articles that says the same.
    pub fn find(&self, sketch: &Sketch) -> Option<Found<'_>> {
        if let Some(&number) = self.exact.get(&sketch.exact) {
            let article = self.article(number)?;
            return Some(Found {
                id: &article.id,
                similarity: 1.0,
                exact: true,
            });
        }
        let signature = sketch.signature.as_deref()?;
        let mut best: Option<(u32, f64)> = None;
        for (band, values) in self.bands.iter().enumerate() {
            let mut next = values.get(&value(signature, band)).copied();
            while let Some(number) = next {
                let Some(article) = self.article(number) else {
                    break;
                };
                let is_earlier = best.is_none_or(|(first, _)| self.age(number) < self.age(first));
                if is_earlier && let Some(other) = article.signature.as_deref() {
                    let similarity = similarity(signature, other);
                    if similarity >= self.threshold {
                        best = Some((number, similarity));
                    }
                }
                next = article.before.get(band).copied().filter(|&n| n != number);
            }
        }
        let (number, similarity) = best?;
        Some(Found {
            id: &self.article(number)?.id,
            similarity,
            exact: false,
        })
    }

    /// Remembers an article; the oldest is forgotten when there are too many.
    pub fn add(&mut self, id: &str, sketch: &Sketch) {
        while self.articles.len() >= self.window {
            self.forget();
        }
        let number = self.oldest.wrapping_add(self.articles.len() as u32);
        self.exact.insert(sketch.exact, number);
        let mut before = Vec::new();
        if let Some(signature) = &sketch.signature {
            let bands = self.bands.iter_mut().enumerate();
            before.extend(bands.map(|(band, values)| {
                values
                    .insert(value(signature, band), number)
                    .unwrap_or(number)
            }));
        }
        self.articles.push_back(Article {
            id: id.into(),
            exact: sketch.exact,
            signature: sketch.signature.clone(),
            before: before.into(),
        });
    }

    fn forget(&mut self) {
        let (Some(article), number) = (self.articles.pop_front(), self.oldest) else {
            return;
        };
        self.oldest = number.wrapping_add(1);
        if self.exact.get(&article.exact) == Some(&number) {
            self.exact.remove(&article.exact);
        }
        // Where a later article has the value too, the chain from it ends here by itself.
        if let Some(signature) = &article.signature {
            for (band, values) in self.bands.iter_mut().enumerate() {
                let value = value(signature, band);
                if values.get(&value) == Some(&number) {
                    values.remove(&value);
                }
            }
        }
    }

    /// How many articles are older among those remembered; a forgotten one has a large number.
    fn age(&self, number: u32) -> u32 {
        number.wrapping_sub(self.oldest)
    }

    fn article(&self, number: u32) -> Option<&Article> {
        self.articles.get(self.age(number) as usize)
    }
}

/// The number of bands that finds almost all pairs at the threshold.
fn bands(threshold: f64) -> usize {
    let missed = 1.0 - threshold.powi(ROWS as i32);
    let needed = (MISSED.ln() / missed.ln()).ceil();
    (needed as usize).clamp(1, HASHES / ROWS)
}

fn value(signature: &Signature, band: usize) -> u32 {
    let mut value = [0; ROWS];
    value.copy_from_slice(&signature[band * ROWS..][..ROWS]);
    u32::from_le_bytes(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(words: impl Iterator<Item = u32>) -> Sketch {
        let words: Vec<String> = words.map(|n| format!("w{n}")).collect();
        Sketch::of(&words.join(" "))
    }

    #[test]
    fn the_number_of_bands_suits_the_threshold() {
        let bands: Vec<usize> = [0.5, 0.7, 0.8, 0.9, 1.0].map(bands).into();
        assert_eq!(bands, [64, 23, 12, 6, 1]);
    }

    #[test]
    fn the_first_that_is_similar_is_found() {
        let mut index = Index::new(0.8, 10);
        let text = |from: u32| sketch(from..from + 1_000);
        for (id, from) in [("a", 0), ("b", 500), ("c", 5_000), ("d", 540)] {
            index.add(id, &text(from));
        }
        let found = |from| index.find(&text(from)).map(|f| (f.id, f.exact));
        // "d" is nearer to it, but "b" was there first.
        assert_eq!(found(539), Some(("b", false)));
        assert_eq!(found(540), Some(("d", true)));
        assert_eq!(found(10), Some(("a", false)));
        assert_eq!(found(250), None);
        assert_eq!(index.find(&Sketch::of("?!")), None);
    }

    #[test]
    fn the_oldest_are_forgotten_and_nothing_is_left_of_them() {
        let mut index = Index::new(0.8, 3);
        // Numbers begin again on the way.
        index.oldest = u32::MAX - 1;
        for round in 0..50 {
            // Unlike all others, but with bands in common.
            let text = sketch((0..60).chain(1_000 * (round + 1)..1_000 * (round + 1) + 60));
            assert!(index.find(&text).is_none());
            index.add(&round.to_string(), &text);
            assert_eq!(index.find(&text).unwrap().id, round.to_string());
        }
        assert_eq!(index.articles.len(), 3);
        assert_eq!(index.exact.len(), 3);
        assert!(index.bands.iter().all(|values| values.len() <= 3));
        assert!(index.find(&sketch((0..60).chain(1_000..1_060))).is_none());
        let wordless = Sketch::of("***");
        index.add("w", &wordless);
        assert_eq!(index.find(&wordless).unwrap().id, "w");
    }
}
