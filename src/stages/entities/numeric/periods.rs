//! DATE and TIME: stretches of time and times relative to another: "last week", "three
//! days", "the past two years", "two hours ago", "the third quarter", "45 years old".
//!
//! worldwide.train marks none of these (its Date is the calendar's), so the guidelines of
//! OntoNotes decide: the determiner and the word of direction belong to the mention.

use super::number::{number, range};
use super::words::{
    CLOCK_UNIT, CLOCK_UNITS, DAY_PART, DAY_UNIT, DAY_UNITS, ORDINAL, SEASON, Sentence,
};
use super::{Form, Found};
use crate::document::EntityType;

const DETERMINERS: &[&str] = &[
    "the", "this", "these", "those", "that", "its", "his", "her", "their", "our", "a",
];
const DIRECTIONS: &[&str] = &[
    "past",
    "last",
    "next",
    "coming",
    "previous",
    "following",
    "recent",
    "current",
    "preceding",
    "prior",
    "final",
    "upcoming",
    "same",
    "entire",
    "whole",
    "opening",
    "intervening",
    "ensuing",
];
pub(super) const KINDS_OF_YEAR: &[&str] = &[
    "fiscal",
    "financial",
    "calendar",
    "academic",
    "school",
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
    "marketing",
    "tax",
    "crop",
    "lunar",
];

/// The period or relative time that begins at token `i`.
pub(super) fn period(s: &Sentence, i: usize) -> Option<Found> {
    [
        deictic(s, i),
        set(s, i),
        directed(s, i),
        counted(s, i),
        bare(s, i),
    ]
    .into_iter()
    .flatten()
    .max_by_key(|found| found.end)
}

/// What ends before token `end`, a date or a time by its unit.
pub(super) fn found(s: &Sentence, unit: usize, end: usize, form: Form) -> Found {
    let clock = s.has(unit, CLOCK_UNIT | CLOCK_UNITS | DAY_PART)
        && !s.has(unit, DAY_UNIT | DAY_UNITS | SEASON);
    let kind = if clock {
        EntityType::Time
    } else {
        EntityType::Date
    };
    Found { end, kind, form }
}

/// A unit that a direction or count can stand before: the token behind it.
pub(super) fn unit(s: &Sentence, i: usize, classes: u32) -> Option<usize> {
    s.has(i, classes).then_some(i + 1)
}

/// Units of time, singular and plural.
pub(super) const ANY_UNIT: u32 = DAY_UNIT | DAY_UNITS | CLOCK_UNIT | CLOCK_UNITS;

/// "today", "yesterday", "the day after tomorrow".
fn deictic(s: &Sentence, i: usize) -> Option<Found> {
    let at = if s.is(i, &["the"])
        && s.lower(i + 1) == "day"
        && (s.lower(i + 2) == "before" && s.lower(i + 3) == "yesterday"
            || s.lower(i + 2) == "after" && s.lower(i + 3) == "tomorrow")
    {
        i + 3
    } else {
        i
    };
    let named = s.is_capitalised(at) && at > 0 && s.is_capitalised(at - 1);
    (s.is(at, &["today", "yesterday", "tomorrow"]) && !named)
        .then(|| found(s, at, at + 1, Form::Relative))
}

/// "last week", "the past two years", "this month", "earlier this year", "each year".
pub(super) fn directed(s: &Sentence, i: usize) -> Option<Found> {
    let mut at = i;
    if s.is(at, &["earlier", "later", "early", "late", "mid"]) {
        at += 1 + usize::from(s.is_dash(at + 1));
        if !(s.is(at, &["this", "last", "next"])
            || s.lower(at) == "in" && s.is(at + 1, &["the"]) && s.has(at + 2, DAY_UNIT))
        {
            return None;
        }
        at += usize::from(s.lower(at) == "in");
    }
    let determiner = s.is(at, DETERMINERS).then(|| s.lower(at));
    at += usize::from(determiner.is_some());
    let mut direction = None;
    // "expected to last two weeks"
    if s.lower(at) == "last"
        && s.is(
            i.wrapping_sub(1),
            &[
                "to", "will", "would", "could", "can", "may", "should", "might", "not",
            ],
        )
    {
        return None;
    }
    while s.is(at, DIRECTIONS) || direction.is_some() && s.is(at, &["few", "several"]) {
        direction.get_or_insert(at);
        at += 1;
    }
    if let Some(count) = direction.and_then(|_| range(s, at).or_else(|| number(s, at))) {
        at = count.end + usize::from(s.is_dash(count.end));
    } else if direction.is_some() && s.lower(at) == "couple" {
        at += 1 + usize::from(s.lower(at + 1) == "of");
    }
    while s.is(at, KINDS_OF_YEAR) {
        at += 1;
    }
    let end = unit(s, at, ANY_UNIT | SEASON | DAY_PART)?;
    let plural = s.has(at, DAY_UNITS | CLOCK_UNITS);
    let ok = match (determiner, direction.map(|d| s.lower(d))) {
        (_, Some("last" | "next")) => !s.has(at, CLOCK_UNIT) || determiner == Some("the"),
        (_, Some("recent" | "coming" | "previous" | "past")) if plural => true,
        (Some("the" | "this" | "that" | "these" | "those" | "its" | "their"), Some(_)) => true,
        (Some("a"), Some("whole" | "previous")) => s.has(at, DAY_UNIT),
        (Some("this"), None) => !s.has(at, CLOCK_UNIT) && !plural,
        (Some("that"), None) => s.has(at, DAY_UNIT | DAY_PART | SEASON),
        (Some("these" | "those"), None) => plural && s.lower(at) == "days",
        (Some("the"), None) => is_definite(s, i, at),
        _ => false,
    };
    let compound = s.is_dash(end) && s.glued(end);
    (ok && !compound).then(|| found(s, at, suffix(s, end), Form::Relative))
}

/// Whether "the week", "the year", "the morning" is a time: behind a preposition of time, and
/// nothing that says which.
fn is_definite(s: &Sentence, i: usize, unit: usize) -> bool {
    const BEFORE: [&str; 12] = [
        "in",
        "during",
        "over",
        "for",
        "of",
        "through",
        "throughout",
        "by",
        "until",
        "on",
        "into",
        "earlier",
    ];
    let open = s.is(
        unit + 1,
        &["of", "when", "that", "which", "after", "before"],
    );
    match s.lower(unit) {
        "weekend" | "weekends" => true,
        "second" | "minute" | "quarter" | "season" | "century" | "millennium" => false,
        "fall" => false,
        "summer" | "winter" | "autumn" | "spring" | "morning" | "afternoon" | "evening"
        | "night" => {
            let dated = s.lower(unit + 1) == "of" || s.digits(unit + 1).is_some();
            let named = s.is_capitalised(unit) || s.is_capitalised(unit + 1);
            let year_of = dated && s.has(unit, SEASON);
            BEFORE.contains(&s.before(i)) && !(named || year_of || s.is_plural_noun(unit + 1))
        }
        "day" => s.is(unit + 1, &["before", "after"]) && !s.is_lower_word(unit + 2),
        _ => s.has(unit, DAY_UNIT | CLOCK_UNIT) && BEFORE.contains(&s.before(i)) && !open,
    }
}

/// "each year", "every two weeks", "every day".
fn set(s: &Sentence, i: usize) -> Option<Found> {
    if !s.is(i, &["each", "every"]) {
        return None;
    }
    let count = number(s, i + 1).filter(|_| s.lower(i) == "every");
    let at = count.map_or(i + 1, |n| n.end);
    let classes = if count.is_some() {
        ANY_UNIT
    } else {
        DAY_UNIT | CLOCK_UNIT | DAY_PART | SEASON
    };
    let end = unit(s, at, classes)?;
    (!s.has(at, ORDINAL) && s.lower(at) != "quarter" || count.is_some())
        .then(|| found(s, at, end, Form::Relative))
}

/// "three days", "18 months", "a year", "half an hour", "several weeks", "10-year",
/// "two to three weeks ago", "45 years old", "45-year-old".
fn counted(s: &Sentence, i: usize) -> Option<Found> {
    let article = match s.lower(i) {
        "a" | "an" => match s.lower(i + 1) {
            "few" | "half" | "full" => Some(i + 2),
            "couple" if s.lower(i + 2) == "of" => Some(i + 3),
            "couple" => None,
            _ => Some(i + 1),
        },
        "half" if s.is(i + 1, &["a", "an"]) => Some(i + 2),
        "half" | "several" | "many" | "few" => Some(i + 1),
        _ => None,
    };
    let counts = [range(s, i), number(s, i)];
    let ends = counts.into_iter().flatten().map(|n| (n.end, n.vague, true));
    ends.chain(article.map(|end| (end, false, false)))
        .find_map(|(end, vague, exact)| counted_unit(s, i, end, vague, exact))
}

fn counted_unit(s: &Sentence, i: usize, count: usize, vague: bool, exact: bool) -> Option<Found> {
    let dash = s.is_dash(count);
    let mut at = count + usize::from(dash);
    at += usize::from(vague && s.lower(at) == "of");
    while !dash && s.is(at, KINDS_OF_YEAR) {
        at += 1;
    }
    let end = unit(s, at, ANY_UNIT | DAY_PART)?;
    if s.is(
        at,
        &[
            "second",
            "quarter",
            "season",
            "morning",
            "afternoon",
            "evening",
        ],
    ) && !(exact && dash)
    {
        return None;
    }
    let singular = s.has(at, DAY_UNIT | CLOCK_UNIT | DAY_PART);
    let several = s.is(i, &["several", "many", "few"]) || s.is(i + 1, &["few", "couple"]);
    if !exact && singular == several && !dash {
        return None;
    }
    if exact && singular && !dash && !s.is(i, &["one", "1", "half"]) {
        return None;
    }
    if !exact && s.is_dash(end) && s.is_lower_word(end + 1) && s.lower(end + 1) != "long" {
        return None; // "a year-end rally"
    }
    let form = if is_age(s, end) {
        Form::Age
    } else {
        Form::Duration
    };
    // "two and a half years" is in the number, "two years and a half" not.
    let end = if s.lower(end) == "and" && s.lower(end + 1) == "a" && s.lower(end + 2) == "half" {
        end + 3
    } else {
        end
    };
    Some(found(s, at, suffix(s, end), form))
}

fn is_age(s: &Sentence, end: usize) -> bool {
    let at = end + usize::from(s.is_dash(end));
    s.is(at, &["old", "olds"]) || s.lower(at) == "of" && s.lower(at + 1) == "age"
}

/// The end with "ago", "later", "-old", "from now", "of age".
fn suffix(s: &Sentence, end: usize) -> usize {
    let at = end + usize::from(s.is_dash(end));
    if s.is(at, &["old", "olds"]) {
        return at + 1;
    }
    if s.is(end, &["ago", "later", "earlier", "hence", "prior"]) {
        return end + 1;
    }
    if s.lower(end) == "from" && s.is(end + 1, &["now", "today"])
        || s.lower(end) == "of" && s.lower(end + 1) == "age"
        || s.lower(end) == "or" && s.is(end + 1, &["so", "more"])
    {
        return end + 2;
    }
    end
}

/// "years ago", "for decades", "within hours", "week-long", "45" behind "aged".
fn bare(s: &Sentence, i: usize) -> Option<Found> {
    if s.has(i, DAY_UNITS | CLOCK_UNITS) {
        let end = suffix(s, i + 1);
        let prepared = s.is(i.wrapping_sub(1), &["for", "in", "within", "after"])
            && !s.is_capitalised(i)
            && s.lower(i + 1) != "of"
            && !s.is(i, &["seconds", "quarters", "seasons", "weekends"]);
        return (end > i + 1 || prepared || is_unmodified(s, i))
            .then(|| found(s, i, end, Form::Duration));
    }
    let long = s.is_dash(i + 1) && s.lower(i + 2) == "long" && !s.is_dash(i.wrapping_sub(1));
    if s.has(i, DAY_UNIT | CLOCK_UNIT) && long {
        return Some(found(s, i, i + 3, Form::Duration));
    }
    age(s, i)
}

/// Whether the plural at token `i` is a time by itself: "it took years", "years of war".
fn is_unmodified(s: &Sentence, i: usize) -> bool {
    const VERBS: [&str; 10] = [
        "took", "take", "takes", "taken", "spent", "spend", "lasted", "last", "over", "through",
    ];
    let long = s.is(i, &["weeks", "months", "years", "decades", "centuries"]);
    let free = match i.checked_sub(1).map(|before| s.pos(before)) {
        None => true,
        Some(Some(tag)) => tag.starts_with("VB") || matches!(tag, "IN" | "RB" | "CC"),
        Some(None) => s.is(i - 1, &VERBS),
    };
    let capital = s.is_capitalised(i) && i > 0;
    long && free && !capital && !s.is_dash(i + 1)
}

/// "aged 45", "at the age of 11", "Ana Ruiz, 45, said".
fn age(s: &Sentence, i: usize) -> Option<Found> {
    let before = i.checked_sub(1)?;
    let of = s.lower(before) == "of" && before > 0 && s.is(before - 1, &["age", "ages"]);
    let aged = of || s.is(before, &["aged", "age", "ages"]);
    let ages = range(s, i).filter(|_| aged).or_else(|| number(s, i))?;
    let digits = s.digits(i);
    let small = digits.is_none_or(|d| d.is_whole() && d.count <= 3) && !ages.vague;
    let apposed = s.text(before) == ","
        && s.text(ages.end) == ","
        && ages.bare
        && digits.is_some_and(|d| d.count == 2)
        && s.follows_name(before);
    (small && (aged || apposed)).then_some(Found {
        end: ages.end,
        kind: EntityType::Date,
        form: Form::Age,
    })
}
