//! PERCENT and QUANTITY: numbers with a unit.
//!
//! Words before the number ("about", "more than") stay outside, as for money: redocred.train
//! has 8 numbers that begin with such a word and 170 that follow one, re3d.train 4 and 27.
//! Percentage points and basis points are PERCENT. A magnitude is a QUANTITY where it is a
//! unit ("6.5-magnitude"), and a bare number elsewhere ("magnitude 6.5": CARDINAL).

use super::money::is_weight;
use super::number::{number, range};
use super::words::{MEASURE, SCALE, Sentence};

/// The end of the percentage that begins at token `i`.
pub(super) fn percent(s: &Sentence, i: usize) -> Option<usize> {
    let first = one_percent(s, i)?;
    Some(second_half(s, i, first, one_percent))
}

/// The end of the measurement that begins at token `i`.
pub(super) fn quantity(s: &Sentence, i: usize) -> Option<usize> {
    let first = one_quantity(s, i)?;
    Some(second_half(s, i, first, one_quantity))
}

/// The end of "2% - 3%", "2% to 3%", "between 2% and 3%"; a change "from 2% to 3%" is two.
fn second_half(
    s: &Sentence,
    i: usize,
    end: usize,
    one: impl Fn(&Sentence, usize) -> Option<usize>,
) -> usize {
    let joined = s.is_dash(end)
        || s.lower(end) == "to" && s.before(i) != "from"
        || s.lower(end) == "and" && s.before(i) == "between";
    joined.then(|| one(s, end + 1)).flatten().unwrap_or(end)
}

fn one_percent(s: &Sentence, i: usize) -> Option<usize> {
    if s.tail(i) == "%" || s.tail(i) == "pc" {
        return Some(i + 1);
    }
    counts(s, i).find_map(|end| percent_unit(s, end))
}

/// Ends of the counts that can stand before a unit at token `i`, the longest first.
fn counts<'a>(s: &'a Sentence, i: usize) -> impl Iterator<Item = usize> + 'a {
    let article = match s.lower(i) {
        "a" | "one" => Some(i + 1),
        "half" if s.is(i + 1, &["a", "an"]) => Some(i + 2),
        _ => None,
    };
    [range(s, i), number(s, i)]
        .into_iter()
        .flatten()
        .map(|n| n.end)
        .chain(article)
}

fn percent_unit(s: &Sentence, end: usize) -> Option<usize> {
    let at = end + usize::from(s.is_dash(end));
    match s.lower(at) {
        "%" | "percent" | "pct" | "pct." | "bps" => Some(at + 1),
        "per" if s.lower(at + 1) == "cent" => Some(at + 2),
        "percentage" => {
            let point = at + 1 + usize::from(s.is_dash(at + 1));
            s.is(point, &["point", "points"]).then_some(point + 1)
        }
        "basis" => {
            let point = at + 1 + usize::from(s.is_dash(at + 1));
            s.is(point, &["point", "points"]).then_some(point + 1)
        }
        _ => None,
    }
}

fn one_quantity(s: &Sentence, i: usize) -> Option<usize> {
    let end = glued_unit(s, i).or_else(|| {
        counts(s, i).find_map(|end| {
            let exact = !s.is(i, &["a", "half"]) || s.is(end, &["mile", "kilometer", "kilometre"]);
            unit(s, end, exact)
        })
    })?;
    Some(rate(s, further(s, end)))
}

/// "100km", "30C", "100m".
fn glued_unit(s: &Sentence, i: usize) -> Option<usize> {
    let digits = s.digits(i)?;
    let tail = s.text(i).get(digits.tail_start..).unwrap_or_default();
    let known = s.is_known_measure(s.tail(i)) && !matches!(tail, "" | "MM")
        || matches!(tail, "C" | "F" | "°C" | "°F" | "°") && digits.count <= 3
        || matches!(tail, "m" | "g") && !s.is_plural_noun(i + 1);
    known.then_some(i + 1)
}

/// The end of the unit at `end`: "-foot", "square miles", "degrees Celsius", "° C".
fn unit(s: &Sentence, end: usize, known_article: bool) -> Option<usize> {
    let mut at = end + usize::from(s.is_dash(end));
    if s.lower(at) == "magnitude" && at > end {
        return Some(at + 1);
    }
    if matches!(s.text(at), "C" | "F")
        && s.digits(end.checked_sub(1)?).is_some_and(|d| d.count <= 3)
    {
        return (!s.is_capitalised(at + 1) || s.text(at + 1).is_empty()).then_some(at + 1);
    }
    if !known_article {
        return None;
    }
    while s.has(at, SCALE) && s.has(at + 1 + usize::from(s.is_dash(at + 1)), SCALE | MEASURE) {
        at += 1 + usize::from(s.is_dash(at + 1));
    }
    if s.is(at, &["light"]) && s.is_dash(at + 1) && s.is(at + 2, &["year", "years"]) {
        return Some(at + 3);
    }
    if s.is(at, &["pound", "pounds"]) {
        return is_weight(s, at).then_some(at + 1);
    }
    // Units in capital letters only ("MB", "GW") are measures after a number, "Hertz" is not.
    if !s.has(at, MEASURE) || s.lower(at) == "ha" && s.is_capitalised(at) {
        return None;
    }
    let mut end = at + 1;
    if s.is(at, &["degree", "degrees", "°", "º"])
        && (s.is(end, &["celsius", "fahrenheit", "centigrade", "kelvin"])
            || matches!(s.text(end), "C" | "F"))
    {
        end += 1;
    }
    Some(end)
}

/// The second unit of "6 feet 2 inches" and "6-foot-2".
fn further(s: &Sentence, end: usize) -> usize {
    if !s.is(
        end.saturating_sub(1),
        &["foot", "feet", "ft", "pounds", "hours"],
    ) {
        return end;
    }
    let at = end + usize::from(s.is_dash(end));
    let Some(second) = number(s, at).filter(|n| n.bare) else {
        return end;
    };
    unit(s, second.end, true).unwrap_or(if at > end { second.end } else { end })
}

/// The rate behind a measurement: "per hour", "an hour", "a day", "/h".
fn rate(s: &Sentence, end: usize) -> usize {
    const UNITS: [&str; 11] = [
        "second", "minute", "hour", "day", "week", "month", "year", "h", "s", "person", "gallon",
    ];
    let per = s.is(end, &["a", "an", "per", "/"]) || s.lower(end) == "each";
    if per && s.is(end + 1, &UNITS) {
        end + 2
    } else {
        end
    }
}
