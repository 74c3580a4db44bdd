//! Dates that name the calendar: "May 5, 2025", "5-7 May", "Friday", "2016-2020", "1990s".
//! Where the year is not named, the article's date and the tense of the sentence choose it.

use jiff::civil::{Date, Weekday};

use super::context::{Context, Reading};
use super::moment::{Grain, Moment, add_days, monday, weekday_from, weekday_until};
use super::number::digits;
use super::rank::rank;
use super::tense::Tense;
use super::words::Words;

/// The date from word `i` on, with the word behind it.
pub(super) fn calendar(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let i = i + usize::from(c.w.lower(i) == "the");
    figures(c, i)
        .or_else(|| weekday(c, i))
        .or_else(|| month_first(c, i))
        .or_else(|| day_first(c, i))
        .or_else(|| century(c, i))
        .or_else(|| decade(c, i))
        .or_else(|| years(c, i))
}

const WEEKDAYS: [(&str, &str, Weekday); 7] = [
    ("monday", "mon", Weekday::Monday),
    ("tuesday", "tue", Weekday::Tuesday),
    ("wednesday", "wed", Weekday::Wednesday),
    ("thursday", "thu", Weekday::Thursday),
    ("friday", "fri", Weekday::Friday),
    ("saturday", "sat", Weekday::Saturday),
    ("sunday", "sun", Weekday::Sunday),
];

/// The day of the week that a word names, and whether it names all of them ("Fridays").
pub(super) fn weekday_name(word: &str) -> Option<(Weekday, bool)> {
    let word = match word {
        "tues" => "tue",
        "thur" | "thurs" => "thu",
        _ => word,
    };
    WEEKDAYS.iter().find_map(|&(name, short, day)| {
        let plural = word.strip_suffix('s') == Some(name);
        (word == name || word == short || plural).then_some((day, plural))
    })
}

fn weekday(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let (day, plural) = weekday_name(c.w.lower(i))?;
    let next = i + 1 + usize::from(c.w.is(i + 1, &[",", "."]));
    let next = next + usize::from(c.w.lower(next) == "the");
    if next < c.end
        && let Some(dated) = month_first(c, next).or_else(|| day_first(c, next))
    {
        return Some(dated);
    }
    if plural || matches!(c.direction(i), "every" | "each") {
        let number = day.to_monday_one_offset();
        return Some((Reading::bare(format!("XXXX-WXX-{number}")), i + 1));
    }
    Some((Moment::Day(weekday_near(c, i, day)?).into(), i + 1))
}

/// The day that a weekday's name at word `i` means: of the week that is named beside it, or
/// the last one up to the article's date, or the next one where the verb is in the future.
pub(super) fn weekday_near(c: &Context, i: usize, day: Weekday) -> Option<Date> {
    let reference = c.reference?;
    let offset = i64::from(day.to_monday_zero_offset());
    let of_week = |weeks: i64| add_days(monday(reference)?, 7 * weeks + offset);
    let beside = i + 1 + usize::from(c.w.lower(i + 1) == "of");
    if c.w.lower(beside + 1) == "week" {
        match c.w.lower(beside) {
            "last" => return of_week(-1),
            "this" => return of_week(0),
            "next" => return of_week(1),
            _ => {}
        }
    }
    match c.direction(i) {
        "last" | "past" | "previous" => weekday_until(add_days(reference, -1)?, day),
        "next" => of_week(1),
        "coming" => weekday_from(add_days(reference, 1)?, day),
        "this" => of_week(0),
        // "from tomorrow into Friday"
        _ if c
            .nearby
            .is_some_and(|m| m.grain() == Grain::Day && m.start() > Some(reference)) =>
        {
            weekday_from(c.nearby?.start()?, day)
        }
        _ if c.tense() == Tense::Future => weekday_from(reference, day),
        _ => weekday_until(reference, day),
    }
}

/// The number of the month that a word names.
fn month_name(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = MONTHS.iter().position(|&m| {
        m == word || word.len() == 3 && m.starts_with(word) || word == "sept" && m == "september"
    })?;
    Some(at as i8 + 1)
}

/// Whether word `i` names a weekday, a month or, in capitals, a holiday.
pub(super) fn is_name(w: &Words, i: usize) -> bool {
    let word = w.lower(i);
    weekday_name(word).is_some() || month_name(word).is_some() || w.is_capitalised(i)
}

/// The month at word `i` and the word behind it and its full stop.
fn month(c: &Context, i: usize) -> Option<(i8, usize)> {
    let number = month_name(c.w.lower(i))?;
    let stop = i + 1 < c.end && c.w.text(i + 1) == ".";
    Some((number, i + 1 + usize::from(stop)))
}

fn day_of_month(w: &Words, i: usize) -> Option<i8> {
    let (value, tail) = digits(w.lower(i))?;
    let day = i8::try_from(value.to_integer()?).ok()?;
    (matches!(tail, "" | "st" | "nd" | "rd" | "th") && (1..=31).contains(&day)).then_some(day)
}

/// The year that word `i` spells in four digits.
pub(super) fn year(w: &Words, i: usize) -> Option<i16> {
    let text = w.text(i);
    let plain = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// The year that may follow a day or month at word `i`: ", 2025", "of 2025", "'25".
fn year_behind(w: &Words, i: usize) -> Option<(i16, usize)> {
    let at = i + usize::from(w.is(i, &[",", "of"]));
    if let Some(year) = year(w, at) {
        return Some((year, at + 1));
    }
    let short = w.lower(i).strip_prefix('\'').filter(|d| d.len() == 2)?;
    let number: i16 = short.parse().ok()?;
    Some((if number < 50 { 2000 } else { 1900 } + number, i + 1))
}

/// Whether word `i` joins the ends of an interval; "Dec. 1 or 2" is none, and stays open.
fn link(w: &Words, i: usize) -> bool {
    w.is_dash(i) || w.is(i, &["to", "and", "through", "&"])
}

fn day(c: &Context, i: usize, year: Option<i16>, month: i8, day: i8) -> Option<Moment> {
    let of = |year| Some(Moment::Day(Date::new(year, month, day).ok()?));
    match year {
        Some(year) => of(year),
        None => c.in_year(i, of),
    }
}

fn month_first(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let w = c.w;
    let (number, at) = month(c, i)?;
    let at_day = at + usize::from(w.lower(at) == "the");
    if let Some(first) = day_of_month(w, at_day).filter(|_| at_day < c.end) {
        let mut end = at_day + 1;
        let mut last = None;
        if link(w, end) && end + 1 < c.end {
            if let Some(day) = day_of_month(w, end + 1) {
                last = Some((number, day));
                end += 2;
            } else if let Some((second, at)) = month(c, end + 1)
                && let Some(day) = day_of_month(w, at)
            {
                last = Some((second, day));
                end = at + 1;
            }
        }
        let (year, end) = year_behind(w, end).map_or((None, end), |(y, end)| (Some(y), end));
        let from = day(c, i, year, number, first)?;
        let reading = match last {
            Some((month, last)) => Reading::interval(from, day(c, i, year, month, last)?),
            None => from.into(),
        };
        return Some((reading, end));
    }
    let dashed = at + usize::from(w.is_dash(at));
    if let Some((year, end)) = year_behind(w, dashed) {
        return Some((Moment::Month(year, number).into(), end));
    }
    let of = |number: i8| c.in_year(i, |year| Some(Moment::Month(year, number)));
    if w.is_dash(at)
        && let Some((second, end)) = month(c, at + 1)
    {
        let (from, to, end) = match year_behind(w, end) {
            Some((y, end)) => (Moment::Month(y, number), Moment::Month(y, second), end),
            None => (of(number)?, of(second)?, end),
        };
        return Some((Reading::interval(from, to), end));
    }
    if matches!(c.direction(i), "every" | "each") {
        return Some((Reading::bare(format!("XXXX-{number:02}")), at));
    }
    Some((of(number)?.into(), at))
}

fn day_first(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let w = c.w;
    let first = day_of_month(w, i)?;
    let mut at = i + 1;
    let last = link(w, at).then(|| day_of_month(w, at + 1)).flatten();
    at += 2 * usize::from(last.is_some());
    at += 2 * usize::from(w.lower(at) == "day" && w.lower(at + 1) == "of");
    at += usize::from(w.lower(at) == "of" || w.is_dash(at));
    let (number, at) = month(c, at)?;
    let at = at + usize::from(w.is_dash(at));
    let (year, end) = year_behind(w, at).map_or((None, at), |(y, end)| (Some(y), end));
    let from = day(c, i, year, number, first)?;
    let reading = match last {
        Some(last) => Reading::interval(from, day(c, i, year, number, last)?),
        None => from.into(),
    };
    Some((reading, end))
}

/// "2025-05-02", "13/02/2025", "02.05.2025", "9/11". Which of two numbers up to twelve is the
/// month differs between countries, so these stay open where a slash parts them.
fn figures(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let joined: String = (i..c.end).map(|k| c.w.text(k)).collect();
    if joined == "9/11" {
        let day = Date::new(2001, 9, 11).ok()?;
        return Some((Moment::Day(day).into(), c.end));
    }
    let separator = ['-', '/', '.']
        .into_iter()
        .find(|&s| joined.matches(s).count() == 2)?;
    let parts: Vec<&str> = joined.split(separator).collect();
    let number = |k: usize| parts[k].parse::<i16>().ok();
    let (year, month, day) = match (parts[0].len(), parts[2].len()) {
        (4, _) => (number(0)?, number(1)?, number(2)?),
        (_, length @ (2 | 4)) => {
            let last = number(2)?;
            let year = match length {
                4 => last,
                _ if last < 50 => 2000 + last,
                _ => 1900 + last,
            };
            match (number(0)?, number(1)?) {
                (day, month) if separator == '.' => (year, month, day),
                (day, month) if day > 12 || day == month => (year, month, day),
                (month, day) if day > 12 => (year, month, day),
                _ => return None,
            }
        }
        _ => return None,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((Moment::Day(date).into(), c.end))
}

/// "21st century", "18th and 19th centuries": the years from 2000 on, as newspapers count.
fn century(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let w = c.w;
    let (first, mut at) = rank(w, i)?;
    let mut last = None;
    if link(w, at)
        && let Some((rank, end)) = rank(w, at + 1)
    {
        (last, at) = (Some(rank), end);
    }
    at += usize::from(w.is_dash(at));
    if !w.is(at, &["century", "centuries"]) {
        return None;
    }
    let moment = |rank: i64| Some(Moment::Century(i16::try_from(rank - 1).ok()?));
    if w.is(at + 1, &["bc", "bce", "b.c."]) {
        return None;
    }
    let end = at + 1 + usize::from(w.is(at + 1, &["ad", "ce", "a.d."]));
    let first = moment(first).filter(|m| m.start().is_some())?;
    Some(match last {
        Some(last) => (Reading::interval(first, moment(last)?), end),
        None => (first.into(), end),
    })
}

/// "1990s", "'90s", "1990 s", "nineties"; not "his 70s", which are an age.
fn decade(c: &Context, i: usize) -> Option<(Reading, usize)> {
    const NAMES: [&str; 7] = [
        "thirties",
        "forties",
        "fifties",
        "sixties",
        "seventies",
        "eighties",
        "nineties",
    ];
    let w = c.w;
    let own = (i.saturating_sub(3)..i).any(|k| w.is(k, &["his", "her", "their", "my", "our"]));
    if own {
        return None;
    }
    if let Some(at) = NAMES.iter().position(|&n| n == w.lower(i)) {
        return Some((Moment::Decade(193 + at as i16).into(), i + 1));
    }
    let text = w.lower(i).trim_start_matches('\'');
    let (number, end) = match text.strip_suffix("'s").or(text.strip_suffix('s')) {
        Some(number) => (number, i + 1),
        None if w.is(i + 1, &["s", "'s"]) && i + 1 < c.end => (text, i + 2),
        None => return None,
    };
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let tens = number.parse::<i16>().ok().filter(|n| n % 10 == 0)? / 10;
    let decade = match (number.len(), tens) {
        (4, _) => tens,
        (2, 3..) => 190 + tens,
        (2, 0 | 1) => 200 + tens,
        _ => return None,
    };
    Some((Moment::Decade(decade).into(), end))
}

/// "2025", "2016-2020", "2023-24", "2021/22", "35 AD", "44 BC".
pub(super) fn years(c: &Context, i: usize) -> Option<(Reading, usize)> {
    let w = c.w;
    if w.is(i + 1, &["ad", "ce", "bc", "bce", "a.d.", "b.c."]) && i + 1 < c.end {
        let number: u16 = w.text(i).parse().ok().filter(|n| *n < 10_000)?;
        let era = if w.lower(i + 1).starts_with('b') {
            "BC"
        } else {
            ""
        };
        return Some((Reading::bare(format!("{era}{number:04}")), i + 2));
    }
    let second = |from: i16, text: &str| -> Option<Moment> {
        let short: i16 = text.parse().ok()?;
        let to = match text.len() {
            4 => short,
            2 => from - from % 100 + short + if short == 0 { 100 } else { 0 },
            _ => return None,
        };
        (to > from).then_some(Moment::Year(to))
    };
    if let Some((from, to)) = w.text(i).split_once('/') {
        let from = from.parse().ok()?;
        return Some((
            Reading::interval(Moment::Year(from), second(from, to)?),
            i + 1,
        ));
    }
    let from = year(w, i)?;
    if w.is_dash(i + 1)
        && i + 2 < c.end
        && let Some(to) = second(from, w.text(i + 2))
    {
        return Some((Reading::interval(Moment::Year(from), to), i + 3));
    }
    let moment = Moment::Year(from);
    Some((moment.into(), i + 1))
}

/// Whether a reading is of a single day, with all of its date written out.
pub(super) fn full_date(w: &Words, i: usize) -> Option<(Date, usize)> {
    let c = Context {
        w,
        start: i,
        end: w.len(),
        reference: None,
        nearby: None,
        last: None,
        tense: Default::default(),
    };
    let (reading, end) = weekday(&c, i)
        .or_else(|| month_first(&c, i))
        .or_else(|| day_first(&c, i))
        .or_else(|| {
            // A numeric date is read on its own: it must end where its digits do.
            let ends = (i + 1..=(i + 5).min(w.len())).rev();
            ends.filter_map(|end| figures(&Context { end, ..c.clone() }, i))
                .next()
        })?;
    let day = reading.moment.filter(|m| m.grain() == Grain::Day)?;
    Some((day.start()?, end))
}
