//! Any bytes, and good files with bytes changed: every reader ends, with articles or errors.
//!
//! `HEDGEROW_FUZZ_SECONDS=3600 cargo test --release readers::mutated` runs for longer, each time
//! from another seed, which `HEDGEROW_FUZZ_SEED` sets. What a failure was made of stays in the
//! folder for temporary files and is named in the message.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant, SystemTime};

use super::make;
use hedgerow::input::{Limits, Location, ReadOptions, Selection, article, fetch};
use hedgerow::record::SourceRecord;

/// A generator of numbers that do not matter (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    /// Bytes with a few changes.
    fn change(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            let size = self.below(32);
            let end = (at + size).min(bytes.len());
            match self.below(7) {
                0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
                1 if !bytes.is_empty() => bytes[at] = self.below(256) as u8,
                2 => bytes.truncate(at),
                3 => drop(bytes.drain(at..end)),
                4 => {
                    let part = bytes[at..end].to_vec();
                    drop(bytes.splice(at..at, part));
                }
                5 => {
                    let from = self.below(other.len());
                    let part = other[from..(from + 4 * size).min(other.len())].to_vec();
                    drop(bytes.splice(at..at, part));
                }
                // Numbers of formats are often four bytes.
                _ if bytes.len() > at + 4 => {
                    let extreme = [0, u32::MAX, i32::MAX as u32, 1 << 31, 65_535];
                    let number = extreme[self.below(extreme.len())].to_le_bytes();
                    bytes[at..at + 4].copy_from_slice(&number);
                }
                _ => bytes.push(self.below(256) as u8),
            }
        }
    }

    fn any(&mut self) -> Vec<u8> {
        let size = self.below(600);
        (0..size).map(|_| self.below(256) as u8).collect()
    }
}

fn options() -> ReadOptions {
    ReadOptions {
        repair_mojibake: true,
        limits: Limits {
            max_bytes: 50_000,
            max_total: 2_000_000,
            ..Limits::default()
        },
        ..ReadOptions::default()
    }
}

/// Reads everything in a file; says what is wrong with the reading.
fn check(path: &std::path::Path) -> Result<(), String> {
    let options = options();
    let (mut count, start) = (0, Instant::now());
    for input in Selection::of(&[path.to_owned()]).inputs(&options) {
        count += 1;
        let mut source = SourceRecord::default();
        let fault = |message: &str| {
            // What the crate parquet makes of broken files is caught, and no fault of ours.
            let is_caught = message.contains("cannot be taken apart") && !is_parquet(path);
            (is_caught || message.contains("a fault in hedgerow")).then(|| message.to_owned())
        };
        match fetch(&input, &mut source, &options) {
            Err(error) => {
                if let Some(message) = fault(&error.to_string()) {
                    return Err(message);
                }
                if matches!(&input.location, Location::Failed(reason) if reason.is_empty()) {
                    return Err("a failure without a reason".to_owned());
                }
            }
            Ok(bytes) => {
                if bytes.len() as u64 > options.limits.max_bytes + (256 << 10) {
                    return Err(format!("{} bytes in one article", bytes.len()));
                }
                match article(&input, bytes, &mut source, &options) {
                    Ok(article) => {
                        let end = article.text.len() as u32;
                        if article.blocks.iter().any(|block| block.span.end > end) {
                            return Err("a block outside the text".to_owned());
                        }
                    }
                    Err(error) => {
                        if let Some(message) = fault(&error.to_string()) {
                            return Err(message);
                        }
                    }
                }
            }
        }
        if count > 100_000 || start.elapsed() > Duration::from_secs(20) {
            return Err(format!("{count} articles and no end"));
        }
    }
    if count == 0 {
        return Err("no record at all".to_owned());
    }
    Ok(())
}

fn is_parquet(path: &std::path::Path) -> bool {
    path.extension().is_some_and(|e| e == "parquet")
}

#[test]
fn every_reader_ends() {
    let number = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    let seconds = number("HEDGEROW_FUZZ_SECONDS");
    let now = SystemTime::UNIX_EPOCH
        .elapsed()
        .map_or(1, |time| time.as_nanos() as u64);
    let seed = number("HEDGEROW_FUZZ_SEED");
    let seed = seed.unwrap_or(if seconds.is_some() { now } else { 1 });
    let samples = make::samples();
    let each = Duration::from_secs(seconds.unwrap_or(8)) / samples.len() as u32;
    let folder = tempfile::tempdir().unwrap();
    let mut runs = 0;
    for (number, (name, good)) in samples.iter().enumerate() {
        let mut numbers = Numbers((seed ^ ((number as u64 + 1) << 32)) | 1);
        let path = folder.path().join(name);
        let (start, before) = (Instant::now(), runs);
        while start.elapsed() < each {
            let mut bytes = if runs % 16 == 15 {
                numbers.any()
            } else {
                good.clone()
            };
            let other = &samples[numbers.below(samples.len())].1;
            numbers.change(&mut bytes, other);
            std::fs::write(&path, &bytes).unwrap();
            runs += 1;
            let checked = catch_unwind(AssertUnwindSafe(|| check(&path)));
            let wrong = match checked {
                Ok(Ok(())) => continue,
                Ok(Err(wrong)) => wrong,
                Err(_) => "a panic".to_owned(),
            };
            let kept = std::env::temp_dir().join(format!("hedgerow-fuzz-{seed}-{runs}-{name}"));
            std::fs::write(&kept, &bytes).unwrap();
            panic!("{wrong}, from the bytes in {}", kept.display());
        }
        eprintln!("{name}: {} files", runs - before);
    }
    eprintln!("{runs} files from seed {seed}");
    assert!(runs > samples.len());
}
