//! The sketch of a text: a hash of it, and a MinHash signature of its word 5-grams.
//!
//! MinHash: A. Z. Broder, "On the resemblance and containment of documents", SEQUENCES 1997. Of
//! every smallest hash 8 bits are kept: P. Li and A. C. König, "b-Bit Minwise Hashing", WWW 2010.

use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use xxhash_rust::xxh3::xxh3_64;

/// Grows whenever the same text may get another sketch.
pub const VERSION: u32 = 1;

/// Words of a shingle.
pub const SHINGLE: usize = 5;

/// Hash functions of a signature, each with 8 bits of its smallest value.
pub const HASHES: usize = 256;

/// The smallest hash of a text's shingles under each hash function.
pub type Signature = [u8; HASHES];

/// Parameters of the hash functions x -> (a x + b) >> 32, of 32 bits each and pairwise
/// independent: M. Dietzfelbinger, "Universal hashing and k-wise independent random variables via
/// integer arithmetic without primes", STACS 1996.
const MULTIPLIERS: [u64; HASHES] = random(1);
const SUMMANDS: [u64; HASHES] = random(2);

/// What duplicates are recognised by. It is the same on every machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// A hash of the text, white space collapsed (BLAKE3, 128 bits).
    pub exact: [u8; 16],
    /// `None` for a text without words.
    pub signature: Option<Box<Signature>>,
}

impl Sketch {
    /// The sketch of a text. Words are runs of letters and digits, lower-cased; a text of fewer
    /// than [`SHINGLE`] words is one shingle.
    pub fn of(text: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        for word in text.split_whitespace() {
            hasher.update(word.as_bytes());
            hasher.update(b" ");
        }
        let mut exact = [0; 16];
        exact.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self {
            exact,
            signature: signature(text),
        }
    }
}

/// The estimated Jaccard similarity of the texts' shingles, 0 to 1. Its standard error is
/// sqrt(J (1 - J) / 256), 0.025 at 0.8.
pub fn similarity(one: &Signature, other: &Signature) -> f64 {
    let equal = one.iter().zip(other).filter(|(a, b)| a == b).count();
    // Eight bits are equal by chance once in 256 times.
    let chance = 1.0 / 256.0;
    let share = equal as f64 / HASHES as f64;
    ((share - chance) / (1.0 - chance)).max(0.0)
}

fn signature(text: &str) -> Option<Box<Signature>> {
    let mut word = String::new();
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|w| !w.is_empty()).map(|w| {
        word.clear();
        word.extend(w.chars().flat_map(char::to_lowercase));
        xxh3_64(word.as_bytes())
    });
    let words: Vec<u64> = words.collect();
    if words.is_empty() {
        return None;
    }
    let mut smallest = [u32::MAX; HASHES];
    let mut bytes = [0; SHINGLE * 8];
    for shingle in words.windows(SHINGLE.min(words.len())) {
        for (bytes, word) in bytes.chunks_exact_mut(8).zip(shingle) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        let hash = xxh3_64(&bytes[..shingle.len() * 8]) & u64::from(u32::MAX);
        let functions = MULTIPLIERS.iter().zip(&SUMMANDS);
        for (smallest, (a, b)) in smallest.iter_mut().zip(functions) {
            let value = (a.wrapping_mul(hash).wrapping_add(*b) >> 32) as u32;
            *smallest = value.min(*smallest);
        }
    }
    Some(Box::new(smallest.map(|value| value as u8)))
}

/// Random numbers that are the same everywhere (splitmix64).
const fn random(seed: u64) -> [u64; HASHES] {
    let mut numbers = [0; HASHES];
    let mut state = seed;
    let mut i = 0;
    while i < HASHES {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        numbers[i] = z ^ (z >> 31);
        i += 1;
    }
    numbers
}

/// Base64 of the hash and the signature, one after the other.
impl Serialize for Sketch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let signature = self.signature.as_deref().map_or(&[][..], |s| s);
        let bytes = [self.exact.as_slice(), signature].concat();
        serializer.serialize_str(&BASE64_STANDARD_NO_PAD.encode(bytes))
    }
}

impl<'de> Deserialize<'de> for Sketch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = BASE64_STANDARD_NO_PAD
            .decode(text)
            .map_err(D::Error::custom)?;
        let (exact, signature) = bytes.split_first_chunk().ok_or_else(no_sketch)?;
        let signature = match signature {
            [] => None,
            bytes => Some(Box::new(bytes.try_into().map_err(|_| no_sketch())?)),
        };
        Ok(Self {
            exact: *exact,
            signature,
        })
    }
}

fn no_sketch<E: Error>() -> E {
    E::custom("a sketch has 16 bytes, or 256 more")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn similar(one: &str, other: &str) -> f64 {
        let signature = |text| Sketch::of(text).signature.unwrap();
        similarity(&signature(one), &signature(other))
    }

    #[test]
    fn white_space_does_not_count_and_all_else_does() {
        let exact = |text| Sketch::of(text).exact;
        assert_eq!(
            exact("Snow fell.\n\nAgain."),
            exact(" Snow  fell. Again.\r\n")
        );
        assert_ne!(exact("Snow fell."), exact("Snow fell"));
        assert_ne!(exact("Snow fell."), exact("Snowfell."));
    }

    #[test]
    fn case_and_punctuation_do_not_count_for_the_signature() {
        assert_eq!(similar("“Snow fell,” he said.", "SNOW FELL! he said"), 1.0);
        assert!(similar("Snow fell", "Snow fell again") < 0.1);
        assert_eq!(Sketch::of("… — !").signature, None);
    }

    /// The estimate against the true Jaccard similarity.
    #[test]
    fn the_estimate_is_near() {
        let text = |from: u32, to: u32| {
            let words: Vec<String> = (from..to).map(|n| format!("word{n}")).collect();
            words.join(" ")
        };
        for (shared, jaccard) in [(900, 0.8175), (800, 0.664), (500, 0.331), (0, 0.0)] {
            // Of 996 shingles each, 4 fewer than words are shared.
            let (one, other) = (text(0, 1_000), text(1_000 - shared, 2_000 - shared));
            let estimate = similar(&one, &other);
            assert!(
                (estimate - jaccard).abs() < 0.08,
                "{estimate} for {jaccard}"
            );
        }
    }

    /// Other machines and later versions must find the same.
    #[test]
    fn the_sketch_is_the_same_everywhere() {
        let sketch = Sketch::of("Acme is in talks to buy Bolt Labs of Oslo, people said.");
        let json = serde_json::to_string(&sketch).unwrap();
        assert_eq!(serde_json::from_str::<Sketch>(&json).unwrap(), sketch);
        assert_eq!(&json[..40], "\"r/+9p4ANbj1oGIF6gShToDsBUPyaYpj5hEnwgvD");
        let wordless = serde_json::to_string(&Sketch::of("!")).unwrap();
        assert_eq!(
            serde_json::from_str::<Sketch>(&wordless).unwrap(),
            Sketch::of("!")
        );
        for wrong in ["\"AAAA\"", "\"?\"", "3"] {
            assert!(serde_json::from_str::<Sketch>(wrong).is_err(), "{wrong}");
        }
    }
}
