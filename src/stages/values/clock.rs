//! TIME: times of day and parts of the day: "10 a.m." (2025-05-02T10:00), "last night"
//! (2025-05-01TNI). The day is the one that stands nearest in the sentence, or else the
//! article's. Time zones are left out, as TimeBank does: the time is the one that is printed.

use super::calendar::{weekday_name, weekday_near};
use super::context::{Context, Reading};
use super::moment::{Grain, Moment, add_days};
use super::number::number;
use super::words::Words;

fn part(word: &str) -> Option<&'static str> {
    Some(match word {
        "morning" => "MO",
        "afternoon" => "AF",
        "evening" => "EV",
        "night" => "NI",
        _ => return None,
    })
}

/// The part of a day at word `i`, with the word behind it: "this morning", "last night",
/// "Friday evening", "tonight", "overnight"; `day` is the one named in the sentence.
pub(super) fn part_of_day(c: &Context, i: usize, day: Option<Moment>) -> Option<(Reading, usize)> {
    let w = c.w;
    let on = |date, part: &str| {
        let moment = Moment::Day(date);
        Reading {
            timex: format!("{moment}T{part}"),
            moment: Some(moment),
        }
    };
    if w.is(i, &["tonight", "overnight"]) {
        return Some((on(c.reference?, "NI"), i + 1));
    }
    if w.is(i, &["every", "each"])
        && let Some(part) = part(w.lower(i + 1))
    {
        return Some((Reading::bare(format!("XXXX-XX-XXT{part}")), i + 2));
    }
    let part = part(w.lower(i + 1))?;
    let from_reference = |days| add_days(c.reference?, days);
    let date = match w.lower(i) {
        "this" => from_reference(0),
        "last" => from_reference(-1),
        "yesterday" => from_reference(-1),
        "tomorrow" => from_reference(1),
        "that" | "same" => c.anchor(Grain::Day).and_then(Moment::start),
        "the" => day.and_then(Moment::start),
        word => weekday_near(c, i, weekday_name(word)?.0),
    }?;
    Some((on(date, part), i + 2))
}

/// Hour and minute, and seconds where they are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Time {
    hour: i64,
    minute: Option<i64>,
    second: Option<i64>,
}

impl Time {
    fn written(self) -> String {
        let mut text = format!("T{:02}:{:02}", self.hour, self.minute.unwrap_or(0));
        if let Some(second) = self.second {
            text += &format!(":{second:02}");
        }
        text
    }

    /// The hour of the 24-hour clock.
    fn in_half(self, pm: bool) -> Option<Self> {
        let hour = match (self.hour, pm) {
            (12, false) => 0,
            (12, true) => 12,
            (1..=11, true) => self.hour + 12,
            _ => self.hour,
        };
        (hour < 24).then_some(Self { hour, ..self })
    }
}

/// The time of the clock at word `i`, with the word behind it; `day` is the one named in the
/// sentence.
pub(super) fn time(c: &Context, i: usize, day: Option<Moment>) -> Option<(Reading, usize)> {
    let w = c.w;
    let (first, half, mut end) = one(w, i)?;
    let mut last = None;
    let joined = w.is_dash(end) || w.is(end, &["to", "and"]);
    if joined
        && end + 1 < c.end
        && let Some((second, half, behind)) = one(w, end + 1)
    {
        (last, end) = (Some((second, half)), behind);
    }
    // "9-11 am": the half of the day counts for both, unless the first is then the later.
    let first = match (half, last) {
        (None, Some((second, Some(pm)))) => {
            let same = first.in_half(pm)?;
            let end = second.in_half(pm)?;
            if same.hour <= end.hour {
                same
            } else {
                first.in_half(!pm)?
            }
        }
        (Some(pm), _) => first.in_half(pm)?,
        _ => first,
    };
    let date = day
        .or_else(|| c.current(Grain::Day))
        .map_or(String::new(), |d| d.to_string());
    let timex = match last {
        None => format!("{date}{}", first.written()),
        Some((second, half)) => {
            let second = half.map_or(Some(second), |pm| second.in_half(pm))?;
            format!("{date}{}/{date}{}", first.written(), second.written())
        }
    };
    Some((Reading::bare(timex), zone(w, end, c.end)))
}

/// One time at word `i`, whether it is said to be after noon, and the word behind it.
fn one(w: &Words, i: usize) -> Option<(Time, Option<bool>, usize)> {
    let whole = |hour| Time {
        hour,
        minute: None,
        second: None,
    };
    match w.lower(i) {
        "noon" | "midday" => return Some((whole(12), None, i + 1)),
        // The end of the day, as TimeML writes it.
        "midnight" => return Some((whole(24), None, i + 1)),
        _ => {}
    }
    let word = w.lower(i);
    let bare = word.trim_end_matches(['a', 'p', 'm']);
    let glued = match &word[bare.len()..] {
        "am" => Some(false),
        "pm" => Some(true),
        "" => None,
        _ => return None,
    };
    let (time, at) = figures(bare)
        .map(|time| (time, i + 1))
        .or_else(|| Some((whole(number(w, i)?.value.to_integer()?), i + 1)))?;
    let military = bare.len() == 4 && time.minute.is_none();
    let time = if military {
        Time {
            hour: time.hour / 100,
            minute: Some(time.hour % 100),
            second: None,
        }
    } else {
        time
    };
    let (half, end) = match (glued, w.lower(at)) {
        (Some(half), _) => (Some(half), at),
        (_, "am" | "a.m." | "a.m") => (Some(false), at + 1),
        (_, "pm" | "p.m." | "p.m") => (Some(true), at + 1),
        (_, "noon") => (Some(true), at + 1),
        (_, "midnight") => (Some(false), at + 1),
        (_, "o'clock") => (None, at + 1),
        (_, "hours" | "hrs" | "h") if military => (None, at + 1),
        _ => (None, at),
    };
    let valid = (0..=24).contains(&time.hour) && time.minute.is_none_or(|m| m < 60);
    valid.then_some((time, half, end))
}

/// "10:30", "5.30", "10:30:15", "10".
fn figures(text: &str) -> Option<Time> {
    let parts: Option<Vec<i64>> = text
        .split([':', '.'])
        .map(|part| part.parse().ok().filter(|_| part.len() <= 4))
        .collect();
    match *parts? {
        [hour] => Some(Time {
            hour,
            minute: None,
            second: None,
        }),
        [hour, minute] => Some(Time {
            hour,
            minute: Some(minute),
            second: None,
        }),
        [hour, minute, second] => Some(Time {
            hour,
            minute: Some(minute),
            second: Some(second).filter(|s| *s < 60),
        }),
        _ => None,
    }
}

/// The end behind the zone: what is left of the mention in capitals or before "time".
fn zone(w: &Words, end: usize, limit: usize) -> usize {
    let zone = (end..limit).all(|k| w.is_capitalised(k) || w.is(k, &["local", "time"]));
    if zone { limit } else { end }
}
