//! Ordinal numbers: "21st", "second", "twenty-first", "fiftieth".

use super::number::{TENS, digits};
use super::words::Words;

/// The rank that the ordinal at word `i` gives, and the word behind it: "21st", "second",
/// "twenty-first".
pub(super) fn rank(w: &Words, i: usize) -> Option<(i64, usize)> {
    const RANKS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    let word = w.lower(i);
    if let Some((value, "st" | "nd" | "rd" | "th")) = digits(word) {
        return Some((value.to_integer()?, i + 1));
    }
    let below = |k: usize| RANKS.iter().position(|&r| r == w.lower(k));
    if let Some(at) = below(i) {
        return Some((at as i64 + 1, i + 1));
    }
    if let Some(tens) = TENS.iter().position(|&t| t == word) {
        let unit = i + 1 + usize::from(w.is_dash(i + 1));
        let ones = below(unit).filter(|&n| n < 9)?;
        return Some(((10 * (tens + 2) + ones + 1) as i64, unit + 1));
    }
    let round = TENS
        .iter()
        .position(|t| word.strip_suffix("ieth") == t.strip_suffix('y'));
    let value = match (round, word) {
        (Some(tens), _) => 10 * (tens as i64 + 2),
        (_, "hundredth") => 100,
        (_, "thousandth") => 1000,
        (_, "millionth") => 1_000_000,
        _ => return None,
    };
    Some((value, i + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks() {
        for (text, expected) in [
            ("21st", 21),
            ("third", 3),
            ("twenty-first", 21),
            ("fiftieth", 50),
        ] {
            assert_eq!(rank(&Words::of(text), 0).unwrap().0, expected, "{text}");
        }
    }
}
