//! Numbers in digits and words, and ranges of two numbers that share a unit.

use super::words::{CARDINAL, FRACTION, MULTIPLIER, ORDINAL, Sentence, TENS, VAGUE};

/// Suffixes that multiply: "13.6bn", "5m", "10k". "m" alone is also metres; only money and
/// counts read it.
const GLUED: [&str; 19] = [
    "k", "m", "mn", "mln", "mil", "mm", "million", "b", "bn", "bln", "billion", "t", "tn", "trn",
    "tr", "trillion", "cr", "crore", "lakh",
];

/// A number expression that ends before token `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) end: usize,
    /// One token of digits, which could be a year, a day or a label too.
    pub(super) bare: bool,
    /// "a million", "dozens", "half": no exact figure begins it.
    pub(super) vague: bool,
}

/// The number that begins at token `i`.
pub(super) fn number(s: &Sentence, i: usize) -> Option<Number> {
    digits(s, i)
        .or_else(|| words(s, i))
        .or_else(|| indefinite(s, i))
}

/// The number or the range of two numbers that begins at token `i`: "5 - 7", "two to three",
/// "between 5 and 7". Both halves are plain: a unit behind the first makes two mentions.
pub(super) fn range(s: &Sentence, i: usize) -> Option<Number> {
    let first = number(s, i)?;
    let and = s.before(i) == "between" && s.lower(first.end) == "and";
    if !(s.is_dash(first.end) || and || s.is(first.end, &["to", "or"])) {
        return None;
    }
    let second = number(s, first.end + 1)?;
    Some(Number {
        end: second.end,
        bare: false,
        vague: first.vague || second.vague,
    })
}

fn digits(s: &Sentence, i: usize) -> Option<Number> {
    let found = s.digits(i)?;
    let tail = s.tail(i);
    let fraction = matches!(tail, "½" | "¼" | "¾" | "/2" | "/3" | "/4" | "/8");
    if found.points > 1 || s.text(i).starts_with(['\'', '’', '‘']) {
        return None;
    }
    if !(tail.is_empty() || fraction || GLUED.contains(&tail)) {
        return None;
    }
    let mut end = spaced_groups(s, i + 1)
        .filter(|_| tail.is_empty() && found.is_whole() && found.count <= 3)
        .unwrap_or(i + 1);
    if tail.is_empty()
        && matches!(
            s.lower(end),
            "½" | "¼" | "¾" | "1/2" | "1/4" | "3/4" | "1/3"
        )
    {
        end += 1;
    }
    // "999-plus billion pesos", "200-odd people".
    if s.is_dash(end) && s.is(end + 1, &["plus", "odd"]) {
        end += 2;
    } else if s.text(end) == "+" && s.glued(end) {
        end += 1;
    }
    end = multipliers(s, end);
    Some(Number {
        end,
        bare: end == i + 1 && tail.is_empty(),
        vague: false,
    })
}

/// The end of the groups and decimals behind the digits before token `end`, in corpora that
/// put spaces around every mark: "2 , 500", "1 . 5".
fn spaced_groups(s: &Sentence, mut end: usize) -> Option<usize> {
    let start = end;
    let whole = |k: usize| s.digits(k).is_some_and(|d| d.is_whole());
    let spaced = |k: usize| !s.glued(k) && !s.glued(k + 1);
    while s.text(end) == "," && spaced(end) && s.text(end + 1).len() == 3 && whole(end + 1) {
        end += 2;
    }
    if s.text(end) == "." && spaced(end) && whole(end + 1) {
        end += 2;
    }
    (end > start).then_some(end)
}

/// The end of the multipliers at `end`: "million", "lakh crore", "-million" in compounds.
fn multipliers(s: &Sentence, mut end: usize) -> usize {
    loop {
        if s.has(end, MULTIPLIER) {
            end += 1;
        } else if s.is_dash(end) && s.has(end + 1, MULTIPLIER) {
            end += 2;
        } else {
            return end;
        }
    }
}

fn words(s: &Sentence, i: usize) -> Option<Number> {
    if s.text(i) == "½" {
        return Some(Number {
            end: i + 1,
            bare: false,
            vague: false,
        });
    }
    let mut end = small(s, i)?;
    loop {
        let scaled = multipliers(s, end);
        if scaled == end {
            break;
        }
        end = scaled;
        // "two hundred and fifty thousand", "two hundred fifty"
        let and = usize::from(s.lower(end) == "and");
        match small(s, end + and) {
            Some(next) if !s.has(next, FRACTION | ORDINAL) => end = next,
            _ => break,
        }
    }
    let dash = usize::from(s.is_dash(end));
    let half = end + dash;
    // "two and a half", "two-and-a-half", "two-thirds", "three quarters"
    if s.lower(half) == "and" {
        let article = half + 1 + usize::from(s.is_dash(half + 1));
        let part = article + 1 + usize::from(s.is_dash(article + 1));
        if s.lower(article) == "a" && s.lower(part) == "half" {
            end = part + 1;
        } else if s.lower(article) == "a-half" {
            end = article + 1;
        }
    } else if s.lower(half) == "point" && small(s, half + 1).is_some() {
        end = small(s, half + 1).unwrap_or(end);
    } else if s.has(half, FRACTION) && !s.is(half, &["quarters"])
        || s.lower(i) == "three" && s.lower(half) == "quarters"
        || s.lower(i) == "one"
            && s.is(half, &["half", "third", "quarter", "fifth", "tenth"])
            && (dash == 1 || s.lower(half + 1) == "of")
    {
        end = half + 1;
    }
    Some(Number {
        end,
        bare: false,
        vague: false,
    })
}

/// "five", "twenty", "twenty-five".
fn small(s: &Sentence, i: usize) -> Option<usize> {
    if s.has(i, CARDINAL) {
        return Some(i + 1);
    }
    if !s.has(i, TENS) {
        return None;
    }
    let unit = i + 1 + usize::from(s.is_dash(i + 1));
    Some(if s.has(unit, CARDINAL) && s.lower(unit) != "zero" {
        unit + 1
    } else {
        i + 1
    })
}

/// "a million", "half a dozen", "several hundred", "tens of thousands".
fn indefinite(s: &Sentence, i: usize) -> Option<Number> {
    let scaled = |from: usize| {
        let end = multipliers(s, from);
        (end > from && !s.is_dash(from)).then_some(end)
    };
    let end = match s.lower(i) {
        "a" | "an" => match s.lower(i + 1) {
            "few" => scaled(i + 2),
            "couple" if s.lower(i + 2) == "of" => scaled(i + 3),
            "half" if s.is_dash(i + 2) => scaled(i + 3),
            _ => scaled(i + 1),
        },
        "half" => match s.lower(i + 1) {
            "a" | "an" => scaled(i + 2),
            _ if s.is_dash(i + 1) => scaled(i + 2),
            _ => None,
        },
        "several" | "few" => scaled(i + 1),
        word if word.starts_with("multi") && word.ends_with("illion") => Some(i + 1),
        _ if s.has(i, VAGUE) => {
            // Without "of" these are points, bills and banknotes.
            if s.is(i, &["scores", "tens"]) && s.lower(i + 1) != "of" {
                return None;
            }
            let mut end = i + 1;
            while s.lower(end) == "of" && s.has(end + 1, VAGUE) {
                end += 2;
            }
            Some(end)
        }
        _ if s.has(i, MULTIPLIER) && !s.is(i, &["dozen", "mil", "bn", "mn", "tn"]) => scaled(i),
        _ => None,
    }?;
    Some(Number {
        end,
        bare: false,
        vague: true,
    })
}
