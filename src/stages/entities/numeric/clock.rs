//! TIME: times of day and parts of the day.

use super::digits::is_clock;
use super::words::{DAY_PART, Sentence, WEEKDAY, ZONE};

/// The end of the time of day that begins at token `i`.
pub(super) fn clock(s: &Sentence, i: usize) -> Option<usize> {
    let first = one_clock(s, i).or_else(|| part_of_day(s, i));
    // "9-10 am", "between 5 and 6 pm", "10 a.m. to noon"
    let end = first.unwrap_or(i + 1);
    let bare = is_hour(s, i) || first.is_some();
    let joined = s.is_dash(end)
        || s.lower(end) == "to" && (first.is_none() || s.before(i) != "from")
        || s.lower(end) == "and" && s.before(i) == "between";
    if bare
        && joined
        && part_of_day(s, i).is_none()
        && let Some(second) = one_clock(s, end + 1)
    {
        return Some(second);
    }
    first
}

fn one_clock(s: &Sentence, i: usize) -> Option<usize> {
    if s.is(i, &["noon", "midnight", "midday"]) && !s.is_capitalised(i) {
        return Some(zone(s, i + 1));
    }
    let token = s.lower(i);
    if is_clock(token, ':') {
        let half = half_of_day(s, i + 1);
        // "John 3:16" is a verse; "2:10.5" does not get here.
        if half.is_none() && s.follows_name(i) {
            return None;
        }
        return Some(zone(s, half.unwrap_or(i + 1)));
    }
    if let Some(cut) = ["am", "pm"]
        .iter()
        .find_map(|half| token.strip_suffix(half))
    {
        let hour = is_clock(cut, ':')
            || is_clock(cut, '.')
            || matches!(cut.len(), 1 | 2)
                && cut.parse::<u32>().is_ok_and(|h| (1..=12).contains(&h));
        if hour {
            return Some(zone(s, i + 1));
        }
    }
    if (is_hour(s, i) || is_clock(token, '.'))
        && let Some(end) = half_of_day(s, i + 1)
    {
        return Some(zone(s, end));
    }
    if is_hour(s, i) && s.is(i + 1, &["o'clock"]) {
        return Some(i + 2);
    }
    if is_hour(s, i)
        && matches!(s.lower(i + 1), "o")
        && s.lower(i + 2) == "'"
        && s.lower(i + 3) == "clock"
    {
        return Some(i + 4);
    }
    let military = s.text(i).len() == 4
        && s.text(i)
            .parse::<u32>()
            .is_ok_and(|n| n < 2400 && n % 100 < 60);
    if military && s.is(i + 1, &["hrs", "hours", "h"]) {
        return Some(zone(s, i + 2));
    }
    if military || is_clock(token, '.') {
        let end = zone(s, i + 1);
        return (end > i + 1).then_some(end);
    }
    None
}

/// Whether token `i` is an hour of the clock in digits or words.
fn is_hour(s: &Sentence, i: usize) -> bool {
    const HOURS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    s.is(i, &HOURS)
        || s.tail(i).is_empty()
            && s.digits(i).is_some_and(|d| {
                d.is_whole() && d.count <= 2 && d.integer.is_some_and(|h| (1..=12).contains(&h))
            })
}

/// The end of "a.m.", "pm", "p . m ." at token `i`.
fn half_of_day(s: &Sentence, i: usize) -> Option<usize> {
    if s.is(
        i,
        &["am", "pm", "a.m.", "p.m.", "a.m", "p.m", "noon", "midnight"],
    ) {
        return Some(i + 1);
    }
    let spaced = s.is(i, &["a", "p"]) && s.text(i + 1) == "." && s.lower(i + 2) == "m";
    spaced.then_some(i + 3 + usize::from(s.text(i + 3) == "."))
}

/// The end with the zone that may stand at token `end`.
fn zone(s: &Sentence, end: usize) -> usize {
    let text = s.text(end);
    if s.has(end, ZONE) && text.chars().all(char::is_uppercase) {
        return end + 1;
    }
    if s.lower(end) == "local" && s.lower(end + 1) == "time" {
        return end + 2;
    }
    if s.is_capitalised(end) {
        let standard =
            end + 1 + usize::from(s.is(end + 1, &["standard", "daylight", "summer", "mean"]));
        if s.lower(standard) == "time" {
            return standard + 1;
        }
    }
    end
}

/// "this morning", "last night", "Friday evening", "tonight", "overnight".
fn part_of_day(s: &Sentence, i: usize) -> Option<usize> {
    if s.lower(i) == "tonight" {
        return (!s.is_capitalised(i) || i == 0).then_some(i + 1);
    }
    if s.lower(i) == "overnight" && !s.is_capitalised(i) {
        const AFTER: [&str; 12] = [
            "in", "on", "by", "and", "from", "at", "to", "after", "into", "as", "with", "when",
        ];
        let adverb = match s.pos(i) {
            Some(tag) => tag == "RB",
            None => !s.is_lower_word(i + 1) || s.is(i + 1, &AFTER),
        };
        return (adverb && !s.is_dash(i + 1)).then_some(i + 1);
    }
    const BEFORE: [&str; 6] = ["yesterday", "tomorrow", "this", "last", "that", "same"];
    let part = s.has(i + 1, DAY_PART) && (s.has(i, WEEKDAY) || s.is(i, &BEFORE));
    let lower = s.is_lower_word(i + 1) || i == 0;
    (part && lower && !s.is_dash(i + 2)).then_some(i + 2)
}
