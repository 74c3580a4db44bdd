//! DATE: names and figures of the calendar, without the words before them.
//!
//! Counted in worldwide.train (3,273 dates): "the", "last", "early", "late", "next", "this"
//! begin no date and stand before 227, 50, 28, 27, 7 and 13 of them, so they stay outside.
//! "July 5 to 9" and "2016-2017" are one date (23 of 23, 29 of 29); "from 2016 to 2020" and
//! "between 2016 and 2020" are two (35 and 84, against 2 and 0).

use super::digits::{is_date, is_date_parts};
use super::words::{MONTH, MONTH_ABBR, ORDINAL, Sentence, WEEKDAY, WEEKDAY_ABBR};
use super::years::{decade, year_at, year_end};

/// The end of the calendar date that begins at token `i`.
pub(super) fn calendar(s: &Sentence, i: usize) -> Option<usize> {
    weekday(s, i)
        .or_else(|| month_first(s, i))
        .or_else(|| day_first(s, i))
        .or_else(|| figures(s, i))
        .or_else(|| century(s, i))
        .or_else(|| decade(s, i))
        .or_else(|| year_end(s, i))
}

/// "Friday", "Fridays", "Monday, July 5, 2021", "Tuesday 26 July", "Wed., May 5".
fn weekday(s: &Sentence, i: usize) -> Option<usize> {
    let full = s.has(i, WEEKDAY);
    let short = s.has(i, WEEKDAY_ABBR) && s.is_capitalised(i);
    if !full && !short {
        return None;
    }
    const NAMES_AFTER: [&str; 10] = [
        "times",
        "telegraph",
        "mirror",
        "express",
        "mail",
        "sun",
        "post",
        "herald",
        "world",
        "live",
    ];
    let named = s.is_capitalised(i + 1) && s.is(i + 1, &NAMES_AFTER);
    if named || matches!(s.before(i), "bloody" | "sheffield" | "ruby") {
        return None;
    }
    let stop = i + 1 + usize::from(s.text(i + 1) == "." && s.is_capitalised(i + 2));
    let next = stop + usize::from(s.text(stop) == ",");
    let next = next + usize::from(s.lower(next) == "the" && s.digits(next + 1).is_some());
    let dated = month_day(s, next).or_else(|| day_first(s, next));
    match dated {
        Some(end) => Some(end),
        None if full => Some(i + 1),
        // "Sun" and "Sat" alone are words.
        None => (s.text(i).ends_with('.') && s.text(i).len() > 3).then_some(i + 1),
    }
}

/// The token behind a month's name and its full stop.
pub(super) fn month(s: &Sentence, i: usize) -> Option<usize> {
    const LOWER: [&str; 8] = [
        "january",
        "february",
        "april",
        "july",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = s.lower(i).trim_end_matches('.');
    if s.has(i, MONTH) {
        return (s.is_capitalised(i) || LOWER.contains(&name)).then_some(i + 1);
    }
    if !s.is_capitalised(i) || !s.has(i, MONTH_ABBR) {
        return None;
    }
    let stop = s.text(i + 1) == "." && s.digits(i + 2).is_some();
    Some(i + 1 + usize::from(stop))
}

/// Whether token `i` is the number of a day: "5", "21st".
fn is_day(s: &Sentence, i: usize) -> bool {
    s.digits(i).is_some_and(|d| {
        d.is_whole()
            && d.count <= 2
            && d.integer.is_some_and(|n| (1..=31).contains(&n))
            && matches!(s.tail(i), "" | "st" | "nd" | "rd" | "th")
    })
}

/// "May 5, 2025", "May 2025", "Jan. 10 - 12", "July 30 to September 3", "May of 2020", "May".
fn month_first(s: &Sentence, i: usize) -> Option<usize> {
    let at = month(s, i)?;
    month_day(s, i)
        .or_else(|| {
            let link = usize::from(s.lower(at) == "of" || s.text(at) == ",");
            let dashed = usize::from(s.is_dash(at) && s.glued(at));
            year_at(s, at + link + dashed).map(|_| at + link + dashed + 1)
        })
        .or_else(|| {
            // "May-June 2021"
            let second = s.is_dash(at).then(|| month(s, at + 1)).flatten()?;
            Some(year_at(s, second).map_or(second, |_| second + 1))
        })
        .or_else(|| is_bare_month(s, i).then_some(at))
}

/// "May 5", "May 5, 2025", "May 5-7", "May 5 and 6, 2025", "May the 5th".
fn month_day(s: &Sentence, i: usize) -> Option<usize> {
    let at = month(s, i)?;
    let at = at + usize::from(s.lower(at) == "the" && s.tail(at + 1).len() == 2);
    if !is_day(s, at) || is_amount(s, at + 1) {
        return None;
    }
    let mut end = at + 1;
    if s.is_dash(end) || s.is(end, &["to", "and", "or", "through", "&"]) {
        let to_month = (!s.is(end, &["and", "or", "&"]) && s.before(i) != "from")
            .then(|| month(s, end + 1))
            .flatten()
            .filter(|&m| is_day(s, m));
        if let Some(day) = to_month {
            end = day + 1;
        } else if is_day(s, end + 1) && closes(s, end + 2) {
            end += 2;
        }
    }
    Some(with_year(s, end))
}

/// Whether nothing that the number before token `i` could count stands there.
fn closes(s: &Sentence, i: usize) -> bool {
    const LINKS: [&str; 19] = [
        "in", "at", "on", "of", "for", "by", "with", "to", "and", "as", "when", "after", "before",
        "from", "during", "but", "this", "the", "is",
    ];
    let counted = s.is_plural_noun(i) || s.is_lower_word(i) && s.is_plural_noun(i + 1);
    !is_amount(s, i) && (!counted || s.is(i, &LINKS))
}

/// Whether token `i` makes an amount of the number before it.
fn is_amount(s: &Sentence, i: usize) -> bool {
    s.is(
        i,
        &[
            "%", "percent", "per", "million", "billion", "am", "pm", "a.m.", "p.m.",
        ],
    )
}

/// The end with the year that may follow a day and month: ", 2025", "2025", "of 2025".
fn with_year(s: &Sentence, end: usize) -> usize {
    let link = usize::from(matches!(s.lower(end), "," | "of"));
    let apostrophe = |at: usize| {
        s.text(at).starts_with(['\'', '’']) && s.digits(at).is_some_and(|d| d.count == 2)
    };
    match year_at(s, end + link) {
        Some(_) => end + link + 1,
        None if apostrophe(end) && s.tail(end).is_empty() => end + 1,
        None => end,
    }
}

/// "5 May", "5-7 May 2025", "21st of March", "9 and 10 May", "18th day of November, 2021".
fn day_first(s: &Sentence, i: usize) -> Option<usize> {
    if !is_day(s, i) {
        return None;
    }
    let mut at = i + 1;
    if (s.is_dash(at) || s.is(at, &["to", "and", "or", "&"])) && is_day(s, at + 1) {
        at += 2;
    }
    if s.lower(at) == "day" && s.lower(at + 1) == "of" {
        at += 2;
    } else if s.lower(at) == "of" || s.is_dash(at) && s.glued(at) {
        at += 1;
    }
    let end = month(s, at)?;
    let dashed = s.is_dash(end) && s.glued(end) && year_at(s, end + 1).is_some();
    Some(with_year(s, end + usize::from(dashed)))
}

/// Words before a month's name that a surname or verb seldom has before it.
const BEFORE_MONTH: &[&str] = &[
    "in",
    "since",
    "until",
    "till",
    "last",
    "next",
    "this",
    "early",
    "late",
    "mid",
    "during",
    "every",
    "each",
    "previous",
    "following",
];

/// The same, weaker: a person can stand behind these ("by May").
const BEFORE_MONTH_OR_NAME: &[&str] = &[
    "by", "from", "of", "before", "after", "around", "through", "between",
];

/// Whether a month's name alone is a date. "May" needs a word before it that the modal verb
/// and the surname do not have; the names of people (April, June, August) stand beside
/// other names.
fn is_bare_month(s: &Sentence, i: usize) -> bool {
    let before = s.before(i);
    let prefixed = i >= 2 && s.is_dash(i - 1) && s.is(i - 2, &["mid", "early", "late"]);
    let placed = BEFORE_MONTH.contains(&before) || prefixed;
    let weakly = BEFORE_MONTH_OR_NAME.contains(&before);
    if !s.has(i, MONTH) {
        // "Dec" is rarely anything else after such a word; "Mar" and "Jan" are names.
        let name = s.lower(i).trim_end_matches('.');
        let dotted = s.text(i).ends_with('.');
        return (placed || weakly)
            && (dotted || matches!(name, "aug" | "sept" | "oct" | "nov" | "dec" | "feb"));
    }
    let name = s.lower(i);
    if name == "may" {
        let paired = i >= 2 && matches!(before, "and" | "or" | "to") && s.has(i - 2, MONTH);
        let alone = !s.is_verb_like(i + 1) && !s.is_capitalised(i + 1);
        return s.pos(i) != Some("MD") && (placed || paired || weakly && alone);
    }
    if placed || weakly || before == "the" {
        return true;
    }
    let beside_name = s.follows_name(i)
        || s.is_capitalised(i + 1) && matches!(name, "march" | "april" | "june" | "august");
    // An order to march opens a headline as the month does.
    let order = name == "march" && i == 0 && s.pos(i).is_none();
    !(beside_name || order)
}

/// "2025-05-02", "02/05/2025", "2021/22", "9/11".
fn figures(s: &Sentence, i: usize) -> Option<usize> {
    let token = s.text(i);
    if is_date(token) || token == "9/11" {
        return Some(i + 1);
    }
    if let Some((first, second)) = token.split_once('/')
        && let (Ok(from), Ok(to)) = (first.parse::<u32>(), second.parse::<u32>())
        && first.len() == 4
        && (1800..2100).contains(&from)
        && (to == from + 1 || to == (from + 1) % 100)
    {
        return Some(i + 1);
    }
    for separator in ["-", "/"] {
        let joined = (1..5).all(|k| s.glued(i + k));
        if joined
            && s.text(i + 1) == separator
            && s.text(i + 3) == separator
            && is_date_parts(token, s.text(i + 2), s.text(i + 4))
        {
            return Some(i + 5);
        }
    }
    None
}

/// "21st century", "19th-century", "18th and 19th centuries", "twentieth century".
fn century(s: &Sentence, i: usize) -> Option<usize> {
    let ordinal = |k: usize| s.has(k, ORDINAL) || matches!(s.tail(k), "st" | "nd" | "rd" | "th");
    if !ordinal(i) {
        return None;
    }
    let pair = (s.is_dash(i + 1) || s.is(i + 1, &["and", "or", "to"])) && ordinal(i + 2);
    let at = if pair { i + 3 } else { i + 1 };
    let at = at + usize::from(s.is_dash(at));
    let era = at + 1 + usize::from(s.is(at + 1, &["bc", "ad", "bce", "ce"]));
    s.is(at, &["century", "centuries"]).then_some(era)
}
