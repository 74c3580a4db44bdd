//! How well duplicates are found among real articles:
//! `HEDGEROW_ARTICLES=folder cargo test --release --lib quality -- --ignored --nocapture`

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Instant;

use super::index::Index;
use super::sketch::{SHINGLE, Sketch};

/// Random numbers from 0 to 1 that are the same in every run (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn shingles(text: &str) -> HashSet<Vec<String>> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|w| !w.is_empty()).map(str::to_lowercase);
    let words: Vec<String> = words.collect();
    let shingles = words.windows(SHINGLE.min(words.len()).max(1));
    shingles.map(<[String]>::to_vec).collect()
}

/// Copies of articles with 0 to 10 % of their words replaced, by their true Jaccard similarity.
#[test]
#[ignore = "needs a folder of articles"]
fn quality_on_real_articles() {
    let folder = PathBuf::from(std::env::var("HEDGEROW_ARTICLES").unwrap());
    let paths = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = paths.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().filter_map(|p| std::fs::read_to_string(p).ok());
    let texts: Vec<String> = texts.collect();
    let start = Instant::now();
    let sketches: Vec<Sketch> = texts.iter().map(|text| Sketch::of(text)).collect();
    let time = start.elapsed() / texts.len() as u32;
    println!("{} articles, {time:?} for the sketch of one", texts.len());

    let mut index = Index::new(0.8, texts.len());
    for (number, sketch) in sketches.iter().enumerate() {
        if index.find(sketch).is_none() {
            index.add(&number.to_string(), sketch);
        }
    }
    let words: Vec<&str> = texts.iter().flat_map(|t| t.split_whitespace()).collect();
    let mut random = Random(42);
    // Pairs and found ones in twentieths of similarity.
    let mut bins = [(0, 0); 21];
    for round in 0..40 {
        for text in &texts {
            let rate = (f64::from(round) + random.next()) / 400.0;
            let mut edit = |word| match random.next() < rate {
                true => words[(random.next() * words.len() as f64) as usize],
                false => word,
            };
            let copy: Vec<&str> = text.split_whitespace().map(&mut edit).collect();
            let copy = copy.join(" ");
            let (one, other) = (shingles(text), shingles(&copy));
            let both = one.intersection(&other).count() as f64;
            let jaccard = both / ((one.len() + other.len()) as f64 - both);
            let bin = &mut bins[(jaccard * 20.0) as usize];
            bin.0 += 1;
            bin.1 += usize::from(index.find(&Sketch::of(&copy)).is_some());
        }
    }
    for (bin, (pairs, found)) in bins.iter().enumerate() {
        println!("from {:.2}: {found} of {pairs} found", bin as f64 / 20.0);
    }
    let sum = |bins: &[(usize, usize)]| {
        bins.iter()
            .fold((0, 0), |(pairs, found), bin| (pairs + bin.0, found + bin.1))
    };
    let (clear, apart) = (sum(&bins[17..]), sum(&bins[..15]));
    assert!(clear.1 as f64 > 0.99 * clear.0 as f64, "{clear:?}");
    assert!((apart.1 as f64) < 0.01 * apart.0 as f64, "{apart:?}");
}
