//! Lines that say when the article appeared: "Updated 10:15 GMT", "Tuesday, April 16, 2019".

use regex::Regex;

/// The longest line, in words.
const MAX_WORDS: usize = 18;

pattern!(
    NUMERIC,
    r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2})\b"
);
pattern!(
    CLOCK,
    r"(?i)\b(?:\d{1,2}[:.h]\d{2}(?::\d{2})?|\d{1,2}\s?[ap]\.?m\b|\d{4}\s?(?:gmt|utc|hrs)\b)"
);
pattern!(
    MONTH,
    r"(?i)^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$"
);
pattern!(
    WEEKDAY,
    r"(?i)^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?$"
);
pattern!(
    NUMBER,
    r"(?i)^(?:\d{1,4}(?:st|nd|rd|th|am|pm|h|z)?|\d{1,2}t\d{2}|\d{1,2}h\d{2})$"
);
pattern!(PLACE, r"^(?:[\p{Lu}][\p{L}.’'-]*\s?){1,4},\s");

/// What such a line can begin with.
const LABELS: &[&str] = &[
    "created",
    "date",
    "edited",
    "issued",
    "modified",
    "posted",
    "published",
    "revised",
    "update",
    "updated",
];

const OTHER_WORDS: &[&str] = &[
    "a",
    "aedt",
    "aest",
    "ago",
    "am",
    "and",
    "ast",
    "at",
    "brt",
    "bst",
    "cat",
    "cdt",
    "cest",
    "cet",
    "cst",
    "ct",
    "day",
    "days",
    "eat",
    "edt",
    "eest",
    "eet",
    "est",
    "et",
    "first",
    "gmt",
    "hkt",
    "hour",
    "hours",
    "hrs",
    "ict",
    "ist",
    "jst",
    "ksa",
    "kst",
    "last",
    "local",
    "m",
    "mdt",
    "min",
    "mins",
    "minute",
    "minutes",
    "month",
    "months",
    "msk",
    "mst",
    "mt",
    "myt",
    "nzdt",
    "nzst",
    "of",
    "on",
    "p",
    "pdt",
    "pht",
    "pkt",
    "pm",
    "pst",
    "pt",
    "sast",
    "sgt",
    "the",
    "time",
    "today",
    "trt",
    "uae",
    "utc",
    "wat",
    "week",
    "weeks",
    "wib",
    "yesterday",
    "z",
];

/// What a line of date and time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateLine {
    /// With a label: "Published 3 May 2024".
    Labelled,
    /// A date alone, which can also head a part of a chronicle.
    Bare,
}

/// Reads a line that holds nothing but date and time, with a place before them or something else
/// behind a bar at most.
pub(super) fn date_line(line: &str) -> Option<DateLine> {
    let line = line.split(['|', '·', '•']).next()?.trim();
    let after_place = PLACE.find(line).map(|place| &line[place.end()..]);
    read(line).or_else(|| after_place.and_then(read))
}

fn read(line: &str) -> Option<DateLine> {
    let words: Vec<String> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() || words.len() > MAX_WORDS || line.ends_with(['?', '!', ';']) {
        return None;
    }
    let is_in = |list: &[&str], word: &String| list.binary_search(&word.as_str()).is_ok();
    let is_date_word = |word: &String| {
        MONTH.is_match(word)
            || WEEKDAY.is_match(word)
            || NUMBER.is_match(word)
            || is_in(OTHER_WORDS, word)
    };
    if !words.iter().all(|w| is_date_word(w) || is_in(LABELS, w)) {
        return None;
    }
    let labelled = words.iter().take(2).any(|w| is_in(LABELS, w));
    let has = |pattern: &Regex| words.iter().any(|w| pattern.is_match(w));
    let has_word = |word: &str| words.iter().any(|w| w == word);
    let dated = NUMERIC.is_match(line) || (has(&MONTH) && has(&NUMBER));
    let timed = CLOCK.is_match(line);
    let ago = has_word("ago") && has(&NUMBER);
    let said = dated
        || ago
        || (timed && (labelled || words.len() > 2))
        || (labelled && (has(&WEEKDAY) || has_word("today") || has_word("yesterday")));
    said.then_some(if labelled || timed || ago {
        DateLine::Labelled
    } else {
        DateLine::Bare
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_dates() {
        use DateLine::*;
        let cases = [
            ("Published 3 May 2024", Some(Labelled)),
            ("Updated 10:15 GMT", Some(Labelled)),
            ("UPDATED: 12:51 EST, 8 September 2014", Some(Labelled)),
            (
                "Last updated on Tue 16 Apr 2019 at 7.05 a.m.",
                Some(Labelled),
            ),
            ("Posted: 10/07/2014 10:24 AM EDT", Some(Labelled)),
            (
                "Last Update: Monday, 12 January 2015 KSA 19:36 - GMT 16:36",
                Some(Labelled),
            ),
            ("3 hours ago", Some(Labelled)),
            ("Oct. 30, 2025 | 7:05 a.m. GMT", Some(Bare)),
            ("Tuesday, April 16, 2019", Some(Bare)),
            ("LONDON, May 3", Some(Bare)),
            ("Brussels, 3 May 2024", Some(Bare)),
            ("2024-05-03", Some(Bare)),
            ("May", None),
            ("May 3 was a Friday", None),
            ("2014", None),
            ("Monday", None),
            ("10:15", None),
            ("Jobs, May figures: 3", None),
            ("First of May", None),
        ];
        for (line, expected) in cases {
            assert_eq!(date_line(line), expected, "{line}");
        }
        assert!(LABELS.is_sorted() && OTHER_WORDS.is_sorted());
    }
}
