//! DATE and TIME: parts of a period, by rank or by edge: "the third quarter", "the first half of
//! the year", "the end of last month".

use super::calendar::calendar;
use super::holidays::fiscal;
use super::number::number;
use super::periods::{ANY_UNIT, KINDS_OF_YEAR, directed, found, unit};
use super::words::{CLOCK_UNIT, DAY_UNIT, ORDINAL, Sentence};
use super::{Form, Found};
use crate::document::EntityType;

/// "the third quarter of 2024", "first-quarter", "the first nine months", "the second half of
/// the year", "the first week".
pub(super) fn ranked(s: &Sentence, i: usize) -> Option<Found> {
    let at = i + usize::from(s.is(i, &["the", "its", "their", "this"]));
    let last = s.is(at, &["last", "final"]);
    let rank = s.has(at, ORDINAL) || matches!(s.tail(at), "st" | "nd" | "rd" | "th") || last;
    if !rank || s.is_capitalised(at) && at > 0 && s.has(at + 1, CLOCK_UNIT) {
        return None;
    }
    let mut unit_at = at + 1 + usize::from(s.is_dash(at + 1));
    if let Some(count) = number(s, unit_at).filter(|_| unit_at == at + 1) {
        unit_at = count.end;
    }
    while s.is(unit_at, KINDS_OF_YEAR) {
        unit_at += 1;
    }
    let half = s.lower(unit_at) == "half";
    let end = if half {
        unit_at + 1
    } else {
        unit(s, unit_at, ANY_UNIT)?
    };
    if s.is(unit_at, &["second", "century", "centuries"]) || last && !half {
        return None;
    }
    let of = (s.lower(end) == "of").then(|| whole(s, end + 1)).flatten();
    if half && of.is_none() {
        return None;
    }
    Some(found(s, unit_at, of.unwrap_or(end), Form::Relative))
}

/// The period behind "of": "2024", "May", "this year", "the year", "fiscal 2024".
fn whole(s: &Sentence, i: usize) -> Option<usize> {
    let plain = i + usize::from(s.is(i, &["the", "this", "last", "next", "that"]));
    let unit_at = plain + usize::from(s.is(plain, &["fiscal", "financial", "season"]));
    fiscal(s, i)
        .or_else(|| calendar(s, i))
        .or_else(|| directed(s, i).map(|f| f.end))
        .or_else(|| (plain > i && s.has(unit_at, DAY_UNIT)).then_some(unit_at + 1))
}

/// "the end of the year", "the start of last month".
pub(super) fn edge(s: &Sentence, i: usize) -> Option<Found> {
    let at = i + usize::from(s.lower(i) == "the");
    let edges = [
        "end",
        "start",
        "beginning",
        "middle",
        "turn",
        "rest",
        "remainder",
        "close",
    ];
    if !s.is(at, &edges) || s.lower(at + 1) != "of" {
        return None;
    }
    let from = at + 2;
    let to_unit = from + 1 + usize::from(s.is(from + 1, KINDS_OF_YEAR));
    let relative = directed(s, from).filter(|f| f.kind == EntityType::Date);
    let end = relative.map(|f| f.end).or_else(|| {
        (s.lower(from) == "the" && s.has(to_unit, DAY_UNIT) || s.is(from, &["year", "month"]))
            .then_some(if s.lower(from) == "the" {
                to_unit + 1
            } else {
                from + 1
            })
    })?;
    Some(Found {
        end,
        kind: EntityType::Date,
        form: Form::Relative,
    })
}
