//! Parts of a year by rank, financial years and seasons: "Q3 2025", "the third quarter of last
//! year", "the first half", "fiscal 2024", "summer of 2020", "the first nine months".

use super::calendar::{calendar, year, years};
use super::context::{Context, Reading};
use super::durations::{duration, unit};
use super::moment::{Grain, Moment, Season};
use super::number::number;
use super::rank::rank;
use super::relative::relative;
use super::tense::Tense;
use super::words::Words;

/// The period at word `i`, with the word behind it.
pub(super) fn period(c: &Context, i: usize) -> Option<(Reading, usize)> {
    coded(c, i)
        .or_else(|| fiscal(c, i))
        .or_else(|| season(c, i))
        .or_else(|| ranked(c, i))
        .or_else(|| edge(c, i))
}

/// "Q3 2025", "1Q24", "H1".
fn coded(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let code = c.w.lower(i);
    let number: i8 = code.trim_matches(['q', 'h']).parse().ok()?;
    if code.len() != 2 || !(1..=4).contains(&number) || number > 2 && code.contains('h') {
        return None;
    }
    let part = |year: i16| {
        if code.contains('q') {
            Moment::Quarter(year, number)
        } else {
            Moment::Half(year, number)
        }
    };
    let at = i + 1 + usize::from(c.w.is(i + 1, &["of", "in", ","]));
    if let Some(year) = year(c.w, at).filter(|_| at < c.end) {
        return Some((part(year).into(), at + 1));
    }
    Some((latest(c, part)?.into(), i + 1))
}

/// Of a part of the year without its year: the last one that has begun by the article's date,
/// or the first that has not ended by it where the verb is in the future.
fn latest(c: &Context, part: impl Fn(i16) -> Moment) -> Option<Moment> {
    let reference = c.reference?;
    let years = (reference.year() - 1)..=reference.year().checked_add(1)?;
    let mut candidates = years.map(&part);
    let now = Moment::holding(reference, part(reference.year()).grain())?.start();
    if c.tense() == Tense::Future {
        candidates.find(|m| m.start() >= now)
    } else {
        candidates.filter(|m| m.start() <= now).last()
    }
}

/// "fiscal 2024", "fiscal year 2024", "FY2024", "FY 24".
fn fiscal(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let w = c.w;
    if let Some(digits) = w.lower(i).strip_prefix("fy").filter(|d| !d.is_empty()) {
        return Some((Moment::Fiscal(short_year(digits)?).into(), i + 1));
    }
    let at = match w.lower(i) {
        "fy" => i + 1,
        "fiscal" | "financial" => i + 1 + usize::from(w.lower(i + 1) == "year"),
        _ => return None,
    };
    let reading = Moment::Fiscal(short_year(w.text(at))?).into();
    (at < c.end).then_some((reading, at + 1))
}

fn short_year(digits: &str) -> Option<i16> {
    let number: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(number),
        2 => Some(2000 + number),
        _ => None,
    }
}

/// "summer of 2020", "spring 2024", "winter of 2021-22".
fn season(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let season = Season::named(c.w.lower(i))?;
    let at = i + 1 + usize::from(c.w.is(i + 1, &["of", "in"]));
    let first = year(c.w, at).filter(|_| at < c.end)?;
    let (_, end) = years(c, at)?;
    Some((Moment::Season(first, season).into(), end))
}

/// "the third quarter of 2024", "first-half", "the first nine months of the year".
fn ranked(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let w = c.w;
    let start = i + usize::from(w.is(i, &["the", "its", "their", "this"]));
    let (rank, at) = rank(w, start)?;
    if let Some(count) = number(w, at)
        && let Some((unit, _)) = unit(w, count.end)
        && rank == 1
    {
        let end = count.end + 1;
        let end = whole(c, end).map_or(end, |(_, end)| end);
        return Some((Reading::bare(duration(count.value, unit)?), end));
    }
    let mut at = at + usize::from(w.is_dash(at));
    let fiscal = w.is(at, &["fiscal", "financial"]);
    at += usize::from(fiscal);
    let rank = i8::try_from(rank).ok()?;
    let part: fn(i16, i8) -> Moment = match w.lower(at) {
        "quarter" if rank <= 4 => Moment::Quarter,
        "half" if rank <= 2 => Moment::Half,
        _ => return None,
    };
    let end = at + 1;
    if fiscal {
        return None;
    }
    match whole(c, end) {
        Some((Some(Moment::Year(year)), end)) => Some((part(year, rank).into(), end)),
        Some(_) => None,
        None => Some((latest(c, |year| part(year, rank))?.into(), end)),
    }
}

/// The period behind "of" at word `i`, if it is one of the calendar, and the word behind it.
fn whole(c: &Context, i: usize) -> Option<(Option<Moment>, usize)> {
    if i >= c.end {
        return None;
    }
    let from = i + usize::from(c.w.lower(i) == "of");
    if let Some((reading, end)) = relative(c, from)
        .or_else(|| calendar(c, from))
        .or_else(|| fiscal(c, from))
        .filter(|(_, end)| *end <= c.end)
    {
        return Some((reading.moment, end));
    }
    Some((None, c.end))
}

/// "the end of the year", "the start of last month", "the rest of 2024": the period itself;
/// TIMEX3 says the rest in another attribute.
fn edge(c: &Context, i: usize) -> Option<(Reading, usize)> {
    const EDGES: [&str; 9] = [
        "end",
        "start",
        "beginning",
        "middle",
        "turn",
        "rest",
        "remainder",
        "close",
        "course",
    ];
    let at = i + usize::from(c.w.lower(i) == "the");
    if !c.w.is(at, &EDGES) || c.w.lower(at + 1) != "of" {
        return None;
    }
    let from = at + 2;
    if c.w.is(from, &["year", "month"]) {
        let grain = grain_named(c.w, from)?;
        return Some((c.current(grain)?.into(), from + 1));
    }
    calendar(c, from)
        .or_else(|| fiscal(c, from))
        .or_else(|| relative(c, from))
}

fn grain_named(w: &Words, i: usize) -> Option<Grain> {
    unit(w, i)?.0.grain()
}
