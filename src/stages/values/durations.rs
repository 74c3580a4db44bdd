//! Stretches of time: "three years" (P3Y), "18 months", "half an hour" (PT30M), "several
//! weeks" (PXW), "45-year-old" (P45Y), and times a stretch away: "two weeks ago", "a year
//! earlier".
//!
//! Units that ISO 8601 lacks are written as in TIDES 2003: DE, CE and ML for decades,
//! centuries and millennia, WE for weekends. Quarters are counted in months and fortnights in
//! weeks. X stands for a number that is not said, or lies in a range.

use super::context::{Context, Reading};
use super::moment::{Grain, Moment};
use super::number::{number, range};
use super::words::Words;
use crate::document::Decimal;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// The stretch of the calendar that the unit counts.
    pub(super) fn grain(self) -> Option<Grain> {
        Some(match self {
            Self::Day => Grain::Day,
            Self::Weekend => Grain::Weekend,
            Self::Week | Self::Fortnight => Grain::Week,
            Self::Month => Grain::Month,
            Self::Quarter => Grain::Quarter,
            Self::Year => Grain::Year,
            Self::Decade => Grain::Decade,
            Self::Century => Grain::Century,
            Self::Second | Self::Minute | Self::Hour | Self::Millennium => return None,
        })
    }

    /// What one of it counts in the unit that is written, and that unit's letters.
    fn written(self) -> (i64, &'static str, &'static str) {
        match self {
            Self::Second => (1, "T", "S"),
            Self::Minute => (1, "T", "M"),
            Self::Hour => (1, "T", "H"),
            Self::Day => (1, "", "D"),
            Self::Weekend => (1, "", "WE"),
            Self::Week => (1, "", "W"),
            Self::Fortnight => (2, "", "W"),
            Self::Month => (1, "", "M"),
            Self::Quarter => (3, "", "M"),
            Self::Year => (1, "", "Y"),
            Self::Decade => (1, "", "DE"),
            Self::Century => (1, "", "CE"),
            Self::Millennium => (1, "", "ML"),
        }
    }

    /// The unit that half of this one is whole in, and how many of them.
    fn halved(self) -> Option<(i64, Self)> {
        Some(match self {
            Self::Minute => (30, Self::Second),
            Self::Hour => (30, Self::Minute),
            Self::Day => (12, Self::Hour),
            Self::Year => (6, Self::Month),
            Self::Decade => (5, Self::Year),
            Self::Century => (50, Self::Year),
            _ => return None,
        })
    }
}

/// The unit of time at word `i`, and whether it is in the plural.
pub(super) fn unit(w: &Words, i: usize) -> Option<(Unit, bool)> {
    let word = w.lower(i);
    let singular = match word {
        "century" | "centuries" => "century",
        "millennium" | "millennia" => "millennium",
        _ => word.strip_suffix('s').unwrap_or(word),
    };
    let unit = match singular {
        "second" | "sec" => Unit::Second,
        "minute" | "min" => Unit::Minute,
        "hour" | "hr" => Unit::Hour,
        "day" => Unit::Day,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        "millennium" => Unit::Millennium,
        _ => return None,
    };
    Some((
        unit,
        singular != word || word == "centuries" || word == "millennia",
    ))
}

/// The duration of `count` units.
pub(super) fn duration(count: Decimal, unit: Unit) -> Option<String> {
    if Decimal::new(5, 1) == Some(count)
        && let Some((halves, unit)) = unit.halved()
    {
        return duration(Decimal::integer(halves), unit);
    }
    let (times, time, letters) = unit.written();
    let count = count.times(Decimal::integer(times))?;
    Some(format!("P{time}{count}{letters}"))
}

/// The duration of a number of units that is not known.
pub(super) fn vague(unit: Unit) -> String {
    let (_, time, letters) = unit.written();
    format!("P{time}X{letters}")
}

/// How many units; `None` where it is not said.
pub(super) type Count = Option<Decimal>;

/// The count before a unit at word `i`, and the word behind it.
pub(super) fn count(w: &Words, i: usize) -> Option<(Count, usize)> {
    let quantifier = i + usize::from(w.is(i, &["a", "the", "these", "those"]));
    match w.lower(quantifier) {
        "few" | "several" | "many" | "numerous" | "countless" => {
            let scaled = quantifier + 1;
            let end = scaled + usize::from(w.is(scaled, &["hundred", "thousand", "million"]));
            return Some((None, end));
        }
        "couple" | "number" | "handful" | "dozens" | "hundreds" | "thousands" | "millions"
        | "tens" | "scores" => {
            let mut end = quantifier + 1;
            while w.is(end, &["of", "hundreds", "thousands", "millions"]) {
                end += 1;
            }
            return Some((None, end));
        }
        _ => {}
    }
    if let Some(found) = range(w, i) {
        return Some((found.to.is_none().then_some(found.from), found.end));
    }
    if let Some(found) = number(w, i) {
        // "two and a half" and the like are numbers; what is left is a range out of order.
        return Some((Some(found.value), found.end));
    }
    match w.lower(i) {
        "a" | "an" if w.lower(i + 1) == "half" => Some((Decimal::new(5, 1), i + 2)),
        "a" | "an" => Some((Some(Decimal::ONE), i + 1 + usize::from(is_kind(w, i + 1)))),
        _ => None,
    }
}

/// Whether word `i` says of a period what kind it is, without changing its length.
pub(super) fn is_kind(w: &Words, i: usize) -> bool {
    const KINDS: [&str; 19] = [
        "full",
        "consecutive",
        "straight",
        "trading",
        "business",
        "working",
        "more",
        "additional",
        "extra",
        "long",
        "further",
        "whole",
        "solid",
        "successive",
        "calendar",
        "entire",
        "other",
        "short",
        "mere",
    ];
    w.is(i, &KINDS)
}

/// The stretch at word `i`, or the time that is so far away, and the word behind it.
pub(super) fn stretch(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let w = c.w;
    let half = w.lower(i) == "half" && w.is(i + 1, &["a", "an"]);
    let (count, mut at) = if half {
        (Some(Decimal::new(5, 1)?), i + 2)
    } else if unit(w, i).is_some_and(|(_, plural)| plural || w.is_dash(i + 1)) {
        let plural = unit(w, i).is_some_and(|(_, plural)| plural);
        ((!plural).then_some(Decimal::ONE), i)
    } else {
        count(w, i)?
    };
    at += usize::from(w.is_dash(at) && at > i);
    while is_kind(w, at) {
        at += 1;
    }
    let (unit, _) = unit(w, at)?;
    let mut end = at + 1;
    let mut count = count;
    if w.lower(end) == "and" && w.lower(end + 1) == "a" && w.lower(end + 2) == "half" {
        count = count.and_then(|n| n.plus(Decimal::new(5, 1)?));
        end += 3;
    }
    if w.lower(end) == "or" && w.is(end + 1, &["so", "more"]) {
        end += 2;
    }
    let dash = end + usize::from(w.is_dash(end));
    let suffix = if dash < c.end { w.lower(dash) } else { "" };
    let current = || c.current(unit.grain()?);
    let away = |from: Option<Moment>, sign| away(from?, count?, unit, sign);
    match suffix {
        "ago" if count.is_none() => return Some((Reading::bare("PAST_REF"), dash + 1)),
        "ago" => return Some((away(current(), -1)?, dash + 1)),
        "earlier" | "before" | "prior" | "previously" => {
            return Some((away(start(c, unit), -1)?, dash + 1));
        }
        "later" | "hence" | "after" => {
            return Some((away(c.anchor(unit.grain()?), 1)?, dash + 1));
        }
        "from" if w.is(dash + 1, &["now", "today"]) => {
            return Some((away(current(), 1)?, dash + 2));
        }
        "old" | "olds" | "long" => end = dash + 1,
        "of" if w.lower(dash + 1) == "age" => end = dash + 2,
        _ => {}
    }
    let value = match count {
        Some(count) => duration(count, unit)?,
        None => vague(unit),
    };
    Some((Reading::bare(value), end))
}

/// Where "a year earlier" counts from: what the sentence names, or the article's date; a day
/// or a part of it only from a day that the text has named.
fn start(c: &Context, unit: Unit) -> Option<Moment> {
    let grain = unit.grain()?;
    match grain {
        Grain::Day => c.last.filter(|m| m.grain() == Grain::Day),
        // "in the third quarter ... a year earlier" is that quarter of the year before.
        Grain::Year => c
            .nearby
            .filter(|m| (Grain::Month..=Grain::Year).contains(&m.grain()))
            .or_else(|| c.current(grain)),
        _ => c
            .nearby
            .filter(|m| m.grain() <= grain)
            .and_then(|m| Moment::holding(m.start()?, grain))
            .or_else(|| c.current(grain)),
    }
}

/// The time `count` units away from `from`; "two days later" counts from the time that the text
/// named last.
fn away(from: Moment, count: Decimal, unit: Unit, sign: i64) -> Option<Reading> {
    let each = if unit == Unit::Fortnight { 2 } else { 1 };
    let steps = count.to_integer()?.checked_mul(sign * each)?;
    let moved = if unit == Unit::Year {
        from.years_later(steps)
    } else {
        from.later(steps)
    };
    moved.map(Reading::from)
}
