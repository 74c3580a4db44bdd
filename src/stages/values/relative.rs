//! Times that another one fixes: "yesterday", "last week", "the past two years", "this
//! summer", "the following day", "every year", "now".

use super::context::{Context, Reading};
use super::durations::{Unit, count, duration, is_kind, unit, vague};
use super::moment::{Grain, Moment, Season, add_days};
use super::tense::Tense;
use super::words::Words;
use crate::document::Decimal;

/// The time at word `i`, with the word behind it: the longest reading.
pub(super) fn relative(c: &Context, i: usize) -> Option<(Reading, usize)> {
    [deictic(c, i), fixed(c, i), every(c, i), directed(c, i)]
        .into_iter()
        .flatten()
        .max_by_key(|&(_, end)| end)
}

/// "today", "the day before yesterday".
fn deictic(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let w = c.w;
    let day = |by: i64| Some(Reading::from(Moment::Day(add_days(c.reference?, by)?)));
    let the = i + usize::from(w.lower(i) == "the");
    match (w.lower(the), w.lower(the + 1), w.lower(the + 2)) {
        ("day", "before", "yesterday") => return Some((day(-2)?, the + 3)),
        ("day", "after", "tomorrow") => return Some((day(2)?, the + 3)),
        _ => {}
    }
    let by = match w.lower(i) {
        "today" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        _ => return None,
    };
    Some((day(by)?, i + 1))
}

/// Words with a value of their own: "now", "recently", "the future", "daily".
fn fixed(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let w = c.w;
    if let Some(value) = regular(w.lower(i)) {
        return Some((Reading::bare(value), i + 1));
    }
    let right = i + usize::from(w.lower(i) == "right");
    match w.lower(right) {
        "now" | "currently" | "nowadays" | "presently" => {
            return Some((Reading::bare("PRESENT_REF"), right + 1));
        }
        "recently" | "lately" => return Some((Reading::bare("PAST_REF"), right + 1)),
        _ => {}
    }
    let at = i + usize::from(w.lower(i) == "the");
    let at = at + usize::from(w.is(at, &["near", "recent", "distant", "foreseeable"]));
    let value = match w.lower(at) {
        "past" if at > i => "PAST_REF",
        "present" if at > i || w.before(i) == "at" => "PRESENT_REF",
        "future" if at > i || w.before(i) == "in" => "FUTURE_REF",
        "these" if w.lower(at + 1) == "days" => {
            return Some((Reading::bare("PRESENT_REF"), at + 2));
        }
        "those" if w.lower(at + 1) == "days" => return Some((Reading::bare("PAST_REF"), at + 2)),
        _ => return None,
    };
    Some((Reading::bare(value), at + 1))
}

/// The period of what is regular: "daily", "annual".
fn regular(word: &str) -> Option<&'static str> {
    Some(match word {
        "hourly" => "PT1H",
        "daily" | "nightly" => "P1D",
        "weekly" => "P1W",
        "monthly" => "P1M",
        "quarterly" => "P3M",
        "yearly" | "annual" | "annually" => "P1Y",
        _ => return None,
    })
}

/// Whether word `i` is one of those.
pub(super) fn is_regular(w: &Words, i: usize) -> bool {
    regular(w.lower(i)).is_some()
}

/// "every year" (P1Y), "each week", "every two weeks" (P2W).
fn every(c: &Context, i: usize) -> Option<(Reading, usize)> {
    if !c.w.is(i, &["every", "each"]) {
        return None;
    }
    let (times, at) = match unit(c.w, i + 1) {
        Some(_) => (Decimal::ONE, i + 1),
        None => {
            let (times, at) = count(c.w, i + 1)?;
            (times?, at)
        }
    };
    let (unit, _) = unit(c.w, at)?;
    Some((Reading::bare(duration(times, unit)?), at + 1))
}

const DETERMINERS: &[&str] = &[
    "the", "this", "these", "those", "that", "its", "his", "her", "their", "our", "a", "an",
];

fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "past"
            | "last"
            | "next"
            | "coming"
            | "previous"
            | "following"
            | "recent"
            | "current"
            | "preceding"
            | "prior"
            | "upcoming"
            | "same"
            | "entire"
            | "whole"
            | "ensuing"
            | "latest"
    )
}

/// "last week", "the past two years", "this summer", "the following day", "the year".
fn directed(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let w = c.w;
    let determiner = if w.is(i, DETERMINERS) { w.lower(i) } else { "" };
    let mut at = i + usize::from(!determiner.is_empty());
    let mut direction = "";
    if is_direction(w.lower(at)) {
        direction = w.lower(at);
        at += 1;
    }
    if determiner.is_empty() && direction.is_empty() {
        return None;
    }
    if let Some(season) = Season::named(w.lower(at)) {
        let moment = season_near(c, determiner, direction, season)?;
        return Some((moment.into(), at + 1));
    }
    // "the last two years", "the next few days"
    let counted = count(w, at)
        .filter(|_| !direction.is_empty() && !w.is(at, &["a", "an"]))
        .or_else(|| {
            let vague = w.is(at, &["few", "several", "couple"]);
            let of = at + 1 + usize::from(w.lower(at + 1) == "of");
            (vague && !direction.is_empty()).then_some((None, of))
        });
    let (count, mut at) = counted.map_or((None, at), |(n, end)| (Some(n), end));
    at += usize::from(w.is_dash(at));
    while is_kind(w, at) {
        at += 1;
    }
    let (unit, plural) = unit(w, at)?;
    let end = at + 1;
    let reading = match count {
        Some(Some(count)) => Reading::bare(duration(count, unit)?),
        Some(None) => Reading::bare(vague(unit)),
        None if plural => (!direction.is_empty()).then(|| Reading::bare(vague(unit)))?,
        None => single(c, determiner, direction, unit, end)?,
    };
    let before = matches!(w.lower(end), "before" | "earlier");
    if before && end < c.end {
        // "the day before", "the year earlier"
        let from = c
            .last
            .filter(|m| m.grain() <= unit.grain().unwrap_or(Grain::Day))?;
        let from = Moment::holding(from.start()?, unit.grain()?)?;
        return Some((from.later(-1)?.into(), end + 1));
    }
    Some((reading, end))
}

/// One unit with a direction, a determiner, or both.
fn single(
    c: &Context,
    determiner: &str,
    direction: &str,
    unit: Unit,
    end: usize,
) -> Option<Reading> {
    let one = || Some(Reading::bare(duration(Decimal::ONE, unit)?));
    let grain = unit.grain();
    let current = || c.current(grain?);
    // What the sentence speaks of, or else the article's own time.
    let spoken_of = || {
        c.anchor(grain?)
            .or_else(|| if grain? > Grain::Day { current() } else { None })
    };
    let the = determiner == "the";
    let moment = match (direction, unit) {
        ("past" | "entire" | "whole", _) => return one(),
        ("last", Unit::Year | Unit::Month | Unit::Week | Unit::Decade | Unit::Century) if the => {
            return one();
        }
        ("last" | "latest", Unit::Day) => return None,
        ("next", Unit::Day) if the => c.anchor(Grain::Day)?.later(1)?,
        ("next", Unit::Year | Unit::Month | Unit::Week | Unit::Decade) if the => return one(),
        ("last" | "latest", Unit::Weekend) => last_weekend(c)?,
        ("next" | "coming", Unit::Weekend) => next_weekend(c)?,
        ("last" | "latest", _) => current()?.later(-1)?,
        ("next" | "coming" | "upcoming", _) => current()?.later(1)?,
        ("previous" | "preceding" | "prior", _) => spoken_of()?.later(-1)?,
        ("following" | "ensuing", _) => c.anchor(grain?)?.later(1)?,
        ("same", _) => c.anchor(grain?)?,
        ("current", _) => current()?,
        ("", _) => match (determiner, unit) {
            ("this", _) => current()?,
            ("that", _) => c.anchor(grain?)?,
            ("the", Unit::Weekend) if c.tense() == Tense::Future => next_weekend(c)?,
            ("the", Unit::Weekend) => last_weekend(c)?,
            // "the day before" is read by the caller, "earlier in the day" here.
            ("the", Unit::Day) if is_behind_part(c) || c.w.lower(end) == "before" => {
                c.anchor(Grain::Day).or_else(current)?
            }
            ("the", Unit::Day | Unit::Quarter) => return None,
            ("the", _) => current()?,
            _ => return None,
        },
        _ => return None,
    };
    Some(moment.into())
}

/// Whether "earlier in" or "later in" opens the mention or stands before it.
fn is_behind_part(c: &Context) -> bool {
    let w = c.w;
    (c.start.saturating_sub(2)..c.end)
        .any(|k| w.is(k, &["earlier", "later"]) && w.lower(k + 1) == "in")
}

/// The weekend that has begun by the article's date.
fn last_weekend(c: &Context) -> Option<Moment> {
    let week = c.current(Grain::Weekend)?;
    if week.start()? <= c.reference? {
        Some(week)
    } else {
        week.later(-1)
    }
}

/// The weekend that has not begun yet.
fn next_weekend(c: &Context) -> Option<Moment> {
    let week = c.current(Grain::Weekend)?;
    if week.start()? > c.reference? {
        Some(week)
    } else {
        week.later(1)
    }
}

/// "last summer" has begun and ended, "next summer" has not begun, "this summer" is the
/// year's; with nothing said the nearest. A winter is called by the year that it begins in.
fn season_near(c: &Context, determiner: &str, direction: &str, season: Season) -> Option<Moment> {
    let reference = c.reference?;
    let of = |by: i16| Some(Moment::Season(reference.year().checked_add(by)?, season));
    let began = |m: &Moment| m.start().is_some_and(|start| start <= reference);
    let ended = |m: &Moment| {
        let end = m.start().and_then(|start| add_days(start, 91));
        end.is_some_and(|end| end <= reference)
    };
    let candidates = || (-2..=1).filter_map(of);
    match direction {
        "last" | "past" | "previous" => candidates().rfind(ended),
        "next" | "coming" | "following" => candidates().find(|m| !began(m)),
        _ if determiner == "this" => of(0),
        _ => c.nearest((-1..=1).filter_map(of)),
    }
}
