//! Numbers in digits and words, exact, and ranges of two that share a multiplier.

use super::words::Words;
use crate::document::Decimal;

/// A number that ends before word `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: Decimal,
    /// What multiplier words ("million") have multiplied it by.
    pub(super) factor: Decimal,
    pub(super) end: usize,
}

/// A number, or a range of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) from: Decimal,
    pub(super) to: Option<Decimal>,
    pub(super) end: usize,
}

/// The number at word `i`. Those that name no figure ("dozens", "several hundred") have none.
pub(super) fn number(w: &Words, i: usize) -> Option<Number> {
    in_digits(w, i)
        .or_else(|| in_words(w, i))
        .or_else(|| fraction(w, i))
}

/// The number or range at word `i`: "5 to 7 million", "two or three", "10-15". The second
/// number is the larger, or the two are something else (a score, a ratio).
pub(super) fn range(w: &Words, i: usize) -> Option<Range> {
    let first = number(w, i)?;
    let alone = Range {
        from: first.value,
        to: None,
        end: first.end,
    };
    if !is_link(w, first.end) {
        return Some(alone);
    }
    let Some(second) = number(w, first.end + 1) else {
        return Some(alone);
    };
    close(first, second)
}

/// Whether word `i` can stand between the ends of a range.
pub(super) fn is_link(w: &Words, i: usize) -> bool {
    w.is_dash(i) || w.text(i) == "—" || w.is(i, &["to", "or", "and", "through"])
}

/// The range of two numbers; a multiplier behind the second counts for the first too.
pub(super) fn close(first: Number, second: Number) -> Option<Range> {
    let shares = first.factor == Decimal::ONE
        && second.factor > Decimal::ONE
        && first.value < Decimal::integer(1000);
    let from = if shares {
        first.value.times(second.factor)?
    } else {
        first.value
    };
    (from < second.value).then_some(Range {
        from,
        to: Some(second.value),
        end: second.end,
    })
}

/// The number in the digits that open a lower-cased word, and the rest of the word.
pub(super) fn digits(word: &str) -> Option<(Decimal, &str)> {
    let negative = word.starts_with(['-', '−']);
    let unsigned = word.trim_start_matches(['+', '-', '−', '±', '~']);
    let is_inner = |at: usize| {
        let mut around = unsigned[at + 1..].chars();
        at > 0 && around.next().is_some_and(|c| c.is_ascii_digit())
    };
    let (mut mantissa, mut places, mut point, mut end) = (0_i128, 0, false, 0);
    for (at, c) in unsigned.char_indices() {
        match c {
            '0'..='9' => {
                mantissa = mantissa
                    .checked_mul(10)?
                    .checked_add(i128::from(c as u8 - b'0'))?;
                places += u32::from(point);
            }
            ',' if is_inner(at) && !point => {}
            '.' if is_inner(at) && !point => point = true,
            '.' if is_inner(at) => return None,
            _ => break,
        }
        end = at + 1;
    }
    let signed = if negative { -mantissa } else { mantissa };
    let value = Decimal::new(signed, places).filter(|_| end > 0 && mantissa < 10_i128.pow(24))?;
    Some((value, &unsigned[end..]))
}

fn in_digits(w: &Words, i: usize) -> Option<Number> {
    let (value, tail) = digits(w.lower(i))?;
    let glued = match tail {
        "" => Decimal::ONE,
        "½" | "¼" | "¾" => {
            return Some(Number {
                value: value.plus(vulgar(tail)?)?,
                factor: Decimal::ONE,
                end: i + 1,
            });
        }
        "m" | "mm" => Decimal::integer(1_000_000),
        "b" => Decimal::integer(1_000_000_000),
        "t" | "tr" => Decimal::integer(1_000_000_000_000),
        "k" => Decimal::integer(1000),
        "cr" => multiplier("crore")?,
        "/2" | "/3" | "/4" | "/8" => {
            let denominator = tail[1..].parse().ok()?;
            return Some(Number {
                value: Decimal::ratio(value.to_integer()?, denominator)?,
                factor: Decimal::ONE,
                end: i + 1,
            });
        }
        _ => multiplier(tail)?,
    };
    let mut value = value;
    let mut end = i + 1;
    if let Some(part) = vulgar(w.lower(end)).filter(|_| tail.is_empty()) {
        value = value.plus(part)?;
        end += 1;
    }
    end = beyond(w, end);
    let (factor, end) = multipliers(w, end, glued)?;
    Some(Number {
        value: value.times(factor)?,
        factor,
        end: beyond(w, end),
    })
}

/// The word behind "plus", "odd" or "+" at `end`.
fn beyond(w: &Words, end: usize) -> usize {
    if w.is_dash(end) && w.is(end + 1, &["plus", "odd"]) {
        end + 2
    } else {
        end + usize::from(w.text(end) == "+")
    }
}

/// The product of the multipliers from word `end` on, with the word behind them.
fn multipliers(w: &Words, mut end: usize, mut factor: Decimal) -> Option<(Decimal, usize)> {
    loop {
        let at = end + usize::from(w.is_dash(end));
        match multiplier(w.lower(at)) {
            Some(next) => factor = factor.times(next)?,
            None => return Some((factor, end)),
        }
        end = at + 1;
    }
}

fn in_words(w: &Words, i: usize) -> Option<Number> {
    // Parts of a sum: "two hundred" and "fifty".
    let mut parts: Vec<Decimal> = Vec::new();
    let mut factor = Decimal::ONE;
    let mut end = i;
    if w.is(i, &["a", "an"]) && multiplier(w.lower(i + 1)).is_some() {
        parts.push(Decimal::ONE);
        end = i + 1;
    } else if w.lower(i) == "half" {
        let at = i + 1 + usize::from(w.is(i + 1, &["a", "an"]) || w.is_dash(i + 1));
        multiplier(w.lower(at))?;
        parts.push(Decimal::new(5, 1)?);
        end = at;
    }
    loop {
        let dash = usize::from(end > i && w.is_dash(end));
        let at = end + dash;
        if let Some(next) = multiplier(w.lower(at)).filter(|_| !parts.is_empty()) {
            // "two hundred fifty thousand" multiplies both parts.
            let mut whole = parts.pop()?;
            while let Some(part) = parts.pop_if(|part| *part < next) {
                whole = whole.plus(part)?;
            }
            parts.push(whole.times(next)?);
            factor = factor.times(next)?;
            end = at + 1;
            continue;
        }
        let link = at + usize::from(end > i && w.lower(at) == "and");
        let article = link + usize::from(w.is_dash(link));
        if link > at && w.is(article, &["a", "a-half"]) {
            let half = article + 1 + usize::from(w.is_dash(article + 1));
            if w.lower(article) == "a-half" || w.lower(half) == "half" {
                parts.push(Decimal::new(5, 1)?);
                end = if w.lower(article) == "a" {
                    half + 1
                } else {
                    half
                };
                continue;
            }
        }
        if w.lower(at) == "point"
            && let Some((tenths, next)) = small(w, at + 1).filter(|&(n, _)| n < 10 && end > i)
        {
            parts.push(Decimal::new(i128::from(tenths), 1)?);
            end = next;
            continue;
        }
        let fresh = parts.is_empty() || factor > Decimal::ONE && dash == 0;
        match small(w, link).filter(|_| fresh) {
            Some((value, next)) => {
                parts.push(Decimal::integer(value));
                end = next;
            }
            None => break,
        }
    }
    let first = *parts.first()?;
    let value = parts[1..]
        .iter()
        .try_fold(first, |sum, part| sum.plus(*part))?;
    // "three-quarters", "two thirds"
    let at = end + usize::from(w.is_dash(end));
    if let Some(denominator) = denominator(w.lower(at))
        && end == i + 1
        && (w.lower(at).ends_with('s')
            || value == Decimal::ONE && (at > end || w.lower(at + 1) == "of"))
    {
        return Some(Number {
            value: Decimal::ratio(value.to_integer()?, denominator)?,
            factor: Decimal::ONE,
            end: at + 1,
        });
    }
    Some(Number { value, factor, end })
}

/// "half", "a half", "a third", "½".
fn fraction(w: &Words, i: usize) -> Option<Number> {
    let at = i + usize::from(w.lower(i) == "a");
    let value = match denominator(w.lower(at)) {
        Some(parts) if at > i || w.lower(at) == "half" => Decimal::ratio(1, parts)?,
        _ => vulgar(w.lower(i))?,
    };
    Some(Number {
        value,
        factor: Decimal::ONE,
        end: at + 1,
    })
}

fn vulgar(text: &str) -> Option<Decimal> {
    let quarters = match text {
        "¼" | "1/4" => 25,
        "½" | "1/2" => 50,
        "¾" | "3/4" => 75,
        _ => return None,
    };
    Decimal::new(quarters, 2)
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// "twenty" to "ninety".
pub(super) const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// "five", "twenty", "twenty-five": the number and the word behind it.
fn small(w: &Words, i: usize) -> Option<(i64, usize)> {
    let below_twenty = |k: usize| SMALL.iter().position(|&s| s == w.lower(k));
    if let Some(value) = below_twenty(i) {
        return Some((value as i64, i + 1));
    }
    let tens = 10 * (2 + TENS.iter().position(|&t| t == w.lower(i))?);
    let unit = i + 1 + usize::from(w.is_dash(i + 1));
    Some(match below_twenty(unit).filter(|n| (1..10).contains(n)) {
        Some(ones) => ((tens + ones) as i64, unit + 1),
        None => (tens as i64, i + 1),
    })
}

/// What a multiplier word stands for (short scale; lakh and crore as in India).
fn multiplier(word: &str) -> Option<Decimal> {
    let value = match word {
        "dozen" => 12,
        "hundred" => 100,
        "thousand" => 1000,
        "lakh" | "lakhs" | "lac" | "lacs" => 100_000,
        "million" | "mn" | "mln" | "mil" => 1_000_000,
        "crore" | "crores" => 10_000_000,
        "billion" | "bn" | "bln" => 1_000_000_000,
        "trillion" | "tn" | "trn" => 1_000_000_000_000,
        "quadrillion" => 1_000_000_000_000_000,
        _ => return None,
    };
    Some(Decimal::integer(value))
}

fn denominator(word: &str) -> Option<i64> {
    let value = match word {
        "half" | "halves" => 2,
        "third" | "thirds" => 3,
        "quarter" | "quarters" | "fourth" | "fourths" => 4,
        "fifth" | "fifths" => 5,
        "sixth" | "sixths" => 6,
        "seventh" | "sevenths" => 7,
        "eighth" | "eighths" => 8,
        "ninth" | "ninths" => 9,
        "tenth" | "tenths" => 10,
        "hundredth" | "hundredths" => 100,
        _ => return None,
    };
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let w = Words::of(text);
        let n = number(&w, 0)?;
        (n.end == w.len()).then(|| n.value.to_string())
    }

    #[test]
    fn numbers() {
        for (text, expected) in [
            ("1,200.50", "1200.5"),
            ("13.6bn", "13600000000"),
            ("3,150 crore", "31500000000"),
            ("1 lakh crore", "1000000000000"),
            ("twenty-five", "25"),
            ("two hundred and fifty thousand", "250000"),
            ("two million five hundred thousand", "2500000"),
            ("two and a half million", "2500000"),
            ("two-and-a-half", "2.5"),
            ("half a million", "500000"),
            ("half a dozen", "6"),
            ("a billion", "1000000000"),
            ("three-quarters", "0.75"),
            ("two-thirds", "0.6667"),
            ("a third", "0.3333"),
            ("2 1/2", "2.5"),
            ("300k", "300000"),
            ("one hundred", "100"),
            ("five point two million", "5200000"),
            ("999-plus billion", "999000000000"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["dozens", "several", "1.2.3", "x", "a", "third"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_share_the_multiplier() {
        let w = Words::of("5 to 7 million");
        let found = range(&w, 0).unwrap();
        assert_eq!(found.from, Decimal::integer(5_000_000));
        assert_eq!(found.to, Some(Decimal::integer(7_000_000)));
        assert_eq!(range(&Words::of("52 to 48"), 0), None);
    }
}
