//! PERCENT, QUANTITY, ORDINAL and CARDINAL: numbers, with the unit where there is one.
//!
//! Units are UCUM's print symbols (km, mi², °C, bbl) as far as it has them, else the English
//! noun in the singular (acre, magnitude); a rate has a slash ("km/h", "bbl/d"). Percentages
//! are "%", and "percentage point" and "basis point" have their names. Feet and inches are
//! inches, pounds and ounces ounces.

use std::collections::HashMap;

use super::number::{Number, Range, close, digits, is_link, number, range};
use super::rank::rank;
use super::words::Words;
use crate::document::{Decimal, Span, Value};

/// The units by the words that name them.
pub(super) struct Units(HashMap<&'static str, &'static str>);

impl Units {
    /// Reads the table compiled into the crate.
    pub(super) fn new() -> Self {
        let rows = include_str!("units.tsv").lines();
        let named = |row: &'static str| {
            let (symbol, words) = row.split_once('\t').filter(|_| !row.starts_with('#'))?;
            Some(words.split(' ').map(move |word| (word, symbol)))
        };
        Self(rows.filter_map(named).flatten().collect())
    }

    /// The measurement in the words `start..end`.
    pub(super) fn quantity(&self, w: &Words, start: usize, end: usize) -> Option<Value> {
        let (first, unit, at) = self.one(w, start)?;
        if at == end {
            return measured(first, unit);
        }
        if is_link(w, at) {
            let (second, unit, at) = self.one(w, at + 1)?;
            return (at == end)
                .then(|| joined(first, second))
                .flatten()
                .and_then(|range| measured(range, unit));
        }
        None
    }

    /// One number or range with its unit, and the word behind it.
    fn one(&self, w: &Words, i: usize) -> Option<(Range, String, usize)> {
        if let Some((value, tail)) = digits(w.lower(i)).filter(|(_, tail)| !tail.is_empty())
            && let Some(unit) = self.0.get(tail)
        {
            let range = single(value, i + 1);
            let (unit, end) = rate(w, i + 1, (*unit).to_owned());
            return Some((range, unit, end));
        }
        let counted = counted(w, i)?;
        let at = counted.end + usize::from(w.is_dash(counted.end));
        let (unit, end) = self.unit(w, at)?;
        if let Some((counted, unit, end)) = self.further(w, counted, &unit, end) {
            return Some((counted, unit, end));
        }
        let (unit, end) = rate(w, end, unit);
        Some((counted, unit, end))
    }

    /// "miles", "square miles", "degrees Celsius" and the word behind it.
    fn unit(&self, w: &Words, i: usize) -> Option<(String, usize)> {
        let mut at = i;
        let power = match w.lower(i) {
            "square" | "sq" | "sq." => "²",
            "cubic" => "³",
            _ => "",
        };
        at += usize::from(!power.is_empty());
        at += usize::from(at > i && w.is_dash(at));
        let second = at + 1 + usize::from(w.is_dash(at + 1));
        let pair = format!("{}-{}", w.lower(at), w.lower(second));
        let (symbol, end) = match self.0.get(pair.as_str()) {
            Some(symbol) => (symbol, second + 1),
            None if w.is(at, &["long", "short", "metric"]) => {
                (self.0.get(w.lower(at + 1))?, at + 2)
            }
            None => (self.0.get(w.lower(at))?, at + 1),
        };
        Some((format!("{symbol}{power}"), end))
    }

    /// The second unit of "6 feet 2 inches" and "6-foot-2", in the smaller one.
    fn further(
        &self,
        w: &Words,
        first: Range,
        unit: &str,
        end: usize,
    ) -> Option<(Range, String, usize)> {
        let (times, smaller) = match unit {
            "ft" => (12, "in"),
            "lb" => (16, "oz"),
            _ => return None,
        };
        let dash = w.is_dash(end);
        let at = end + usize::from(dash || w.lower(end) == "and");
        let second = number(w, at)?;
        let after = second.end + usize::from(w.is_dash(second.end));
        let end = match self.unit(w, after) {
            Some((unit, end)) if unit == smaller => end,
            _ if dash => second.end,
            _ => return None,
        };
        let whole = first.from.times(Decimal::integer(times))?;
        let value = whole.plus(second.value).filter(|_| first.to.is_none())?;
        Some((single(value, end), smaller.to_owned(), end))
    }
}

fn single(value: Decimal, end: usize) -> Range {
    Range {
        from: value,
        to: None,
        end,
    }
}

/// A number, a range, or an article for one.
fn counted(w: &Words, i: usize) -> Option<Range> {
    if w.lower(i) == "half" && w.is(i + 1, &["a", "an"]) && number(w, i)?.end == i + 1 {
        return Some(single(Decimal::new(5, 1)?, i + 2));
    }
    range(w, i).or_else(|| w.is(i, &["a", "an"]).then(|| single(Decimal::ONE, i + 1)))
}

/// The range of "2% to 3%", whose ends both have the unit.
fn joined(first: Range, second: Range) -> Option<Range> {
    let plain = |r: Range| {
        r.to.is_none().then_some(Number {
            value: r.from,
            factor: Decimal::ONE,
            end: r.end,
        })
    };
    close(plain(first)?, plain(second)?)
}

fn measured(range: Range, unit: String) -> Option<Value> {
    Some(Value {
        number: Some(range.from),
        number_to: range.to,
        unit: Some(unit),
        ..Value::default()
    })
}

/// The unit with the rate behind it: "per hour", "a day", "/h".
fn rate(w: &Words, end: usize, unit: String) -> (String, usize) {
    if !w.is(end, &["a", "an", "per", "/", "each"]) {
        return (unit, end);
    }
    let per = match w.lower(end + 1) {
        "second" | "s" => "s",
        "minute" => "min",
        "hour" | "h" => "h",
        "day" => "d",
        "gallon" => "gal",
        word @ ("week" | "month" | "year" | "person") => word,
        _ => return (unit, end),
    };
    (format!("{unit}/{per}"), end + 2)
}

/// A temperature with the minus sign that stands before its mention.
pub(super) fn below_zero(text: &str, span: Span, value: Value) -> Value {
    let before = &text[..span.start as usize];
    let sign = before
        .strip_suffix(['-', '−', '–'])
        .is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '(', '\n']))
        || before.ends_with("minus ");
    let degrees = value
        .unit
        .as_deref()
        .is_some_and(|unit| unit.starts_with('°'));
    if !(sign && degrees) {
        return value;
    }
    let minus = |n: Decimal| n.times(Decimal::integer(-1));
    Value {
        number: value.number.and_then(minus),
        ..value
    }
}

/// The percentage in the words `start..end`.
pub(super) fn percent(w: &Words, start: usize, end: usize) -> Option<Value> {
    let (first, unit, at) = one_percent(w, start)?;
    if at == end {
        return measured(first, unit.to_owned());
    }
    let (second, unit, at) = one_percent(w, at + 1).filter(|_| is_link(w, at))?;
    (at == end)
        .then(|| joined(first, second))
        .flatten()
        .and_then(|range| measured(range, unit.to_owned()))
}

fn one_percent(w: &Words, i: usize) -> Option<(Range, &'static str, usize)> {
    if let Some((value, "%" | "pc")) = digits(w.lower(i)) {
        return Some((single(value, i + 1), "%", i + 1));
    }
    let counted = counted(w, i)?;
    let at = counted.end + usize::from(w.is_dash(counted.end));
    let point = at + 1 + usize::from(w.is_dash(at + 1));
    let (unit, end) = match w.lower(at) {
        "%" | "percent" | "pct" | "pct." | "pc" => ("%", at + 1),
        "per" if w.lower(at + 1) == "cent" => ("%", at + 2),
        "percentage" if w.is(point, &["point", "points"]) => ("percentage point", point + 1),
        "basis" if w.is(point, &["point", "points"]) => ("basis point", point + 1),
        "bps" => ("basis point", at + 1),
        _ => return None,
    };
    Some((counted, unit, end))
}

/// The rank that an ordinal gives.
pub(super) fn ordinal(w: &Words, start: usize, end: usize) -> Option<Value> {
    let (rank, at) = rank(w, start)?;
    (at == end).then(|| Value::number(Decimal::integer(rank)))
}

/// The number in the words. Two numbers with a hyphen or "to" are a range where the second is
/// the larger and a plural follows (`counts`), and else a score or a ratio, which has no value.
pub(super) fn cardinal(w: &Words, counts: bool) -> Option<Value> {
    let found = range(w, 0).filter(|r| r.end == w.len())?;
    (found.to.is_none() || counts).then_some(Value {
        number: Some(found.from),
        number_to: found.to,
        ..Value::default()
    })
}
