//! ORDINAL and CARDINAL: the numbers that no unit claims.
//!
//! A number that labels something ("Boeing 737", "Article 5", "No. 10") is part of a name
//! and left to the model.

use super::number::{Number, number};
use super::words::{CLOCK_UNIT, FRACTION, ORDINAL, Sentence};

/// Words whose number is a label.
const LABELLED: &[&str] = &[
    "part",
    "chapter",
    "article",
    "section",
    "page",
    "pages",
    "paragraph",
    "clause",
    "route",
    "highway",
    "flight",
    "gate",
    "room",
    "figure",
    "table",
    "no.",
    "nos.",
    "phase",
    "level",
    "verse",
    "episode",
    "tier",
    "type",
    "version",
    "rule",
    "resolution",
    "unit",
    "block",
    "district",
    "ward",
    "model",
    "#",
    "№",
    "formula",
    "catch",
    "channel",
    "platform",
    "volume",
    "vol.",
    "appendix",
    "schedule",
    "lane",
    "pier",
    "runway",
    "terminal",
    "suite",
    "interstate",
    "division",
    "grade",
    "category",
    "covid",
    "plot",
    "sector",
    "p.",
    "pp.",
    "lot",
    "psalm",
    "studio",
];

/// Words whose number is a label unless a plural noun follows: "that day 12 people died".
const OFTEN_LABELLED: &[&str] = &[
    "no", "number", "line", "bus", "league", "group", "stage", "class", "hall", "box", "area",
    "day", "step", "question", "mark", "act", "scene", "building", "tower",
];

/// The end of the ordinal at token `i`. It is one token: "second" of "second-largest".
pub(super) fn ordinal(s: &Sentence, i: usize) -> Option<usize> {
    let digits =
        s.digits(i).is_some_and(|d| d.is_whole()) && matches!(s.tail(i), "st" | "nd" | "rd" | "th");
    if digits {
        return Some(i + 1);
    }
    if s.has(i, super::words::TENS) && s.is_dash(i + 1) && s.has(i + 2, ORDINAL) {
        return Some(i + 3);
    }
    if !s.has(i, ORDINAL) || s.has(i.wrapping_sub(1), super::words::CARDINAL) {
        return None;
    }
    let capital = s.is_capitalised(i);
    let named = capital && (s.is_capitalised(i + 1) || s.follows_name(i));
    const COMPOUNDS: [&str; 8] = [
        "class", "hand", "rate", "degree", "come", "guess", "party", "person",
    ];
    let compound = s.is_dash(i + 1) && s.is(i + 2, &COMPOUNDS);
    let phrase = s.is(i + 1, &["lady", "name", "aid"]) && s.lower(i) == "first";
    // "a second later", "per second"; but "a second term"
    let unit = s.has(i, CLOCK_UNIT)
        && (s.pos(i) == Some("NN")
            || s.is(i.wrapping_sub(1), &["per", "split"])
            || s.is(i.wrapping_sub(1), &["every", "each"])
            || s.is(i.wrapping_sub(1), &["a"])
                && (!s.is_lower_word(i + 1)
                    || s.is(
                        i + 1,
                        &[
                            "later", "earlier", "before", "after", "ago", "on", "to", "in", "or",
                            "and", "for",
                        ],
                    )));
    let fraction = s.is(i.wrapping_sub(1), &["a", "one"]) && s.lower(i + 1) == "of"
        || s.is_dash(i.wrapping_sub(1)) && s.before(i.wrapping_sub(1)) == "one";
    (!named && !compound && !phrase && !unit && !fraction).then_some(i + 1)
}

/// The end of the cardinal number that begins at token `i`.
pub(super) fn cardinal(s: &Sentence, i: usize) -> Option<usize> {
    if let Some(end) = part(s, i) {
        return Some(end);
    }
    let n = number(s, i)?;
    if is_label(s, i, &n) || s.is(i, &["one"]) && n.end == i + 1 && !is_numeral_one(s, i) {
        return None;
    }
    // "5th", "5G" and "3D" end in letters and are no number; "a 5-star hotel" counts stars.
    if s.has(i, FRACTION) || s.lower(i) == "zero" && s.is_dash(i + 1) {
        return None;
    }
    let second = n.end + 1;
    let score = (s.is_dash(n.end) && (s.glued(n.end) || n.bare))
        || s.lower(n.end) == "to" && s.before(i) != "from"
        || s.lower(n.end) == "or" && n.end == i + 1;
    if score
        && second < s.len()
        && let Some(other) = number(s, second)
        && !other.vague
        && !s.is(second, &["a", "an"])
        && (!s.is_dash(n.end)
            || !s.is_dash(other.end)
            || !s.glued(other.end)
            || s.is_lower_word(other.end + 1))
    {
        return Some(other.end);
    }
    Some(n.end)
}

/// "half of", "a third of", "a quarter of", "two-thirds" is a number already.
fn part(s: &Sentence, i: usize) -> Option<usize> {
    if s.lower(i) == "half"
        && s.is(
            i + 1,
            &["of", "the", "their", "its", "his", "her", "our", "all"],
        )
    {
        return Some(i + 1);
    }
    let fraction = s.has(i + 1, ORDINAL) || s.is(i + 1, &["quarter", "half"]);
    (s.is(i, &["a"])
        && fraction
        && s.lower(i + 1) != "second"
        && s.lower(i + 1) != "first"
        && s.lower(i + 2) == "of")
        .then_some(i + 2)
}

/// Whether "one" counts. The pronoun ("no one", "the one who") does not.
fn is_numeral_one(s: &Sentence, i: usize) -> bool {
    const BEFORE: [&str; 16] = [
        "no", "the", "this", "that", "any", "every", "some", "each", "which", "another", "a",
        "such", "only", "first", "last", "new",
    ];
    if s.lower(i + 1) == "of" || s.lower(i + 1) == "or" {
        return s.before(i) != "the" && s.before(i) != "no";
    }
    if BEFORE.contains(&s.before(i)) && !s.is_lower_word(i + 1)
        || matches!(s.before(i), "no" | "any" | "each" | "this")
    {
        return false;
    }
    if s.lower(i + 1) == "another"
        || s.is_dash(i + 1) && s.is(i + 2, &["off", "time", "on", "sided", "stop"])
    {
        return false;
    }
    match s.pos(i) {
        Some(tag) => tag == "CD",
        // Without a tag, only before what is surely a noun phrase.
        None => {
            const NO_NOUN: [&str; 30] = [
                "is", "was", "can", "could", "should", "would", "must", "may", "might", "has",
                "had", "will", "who", "that", "which", "does", "did", "to", "in", "on", "for",
                "with", "at", "by", "from", "as", "and", "but", "if", "day",
            ];
            s.is_lower_word(i + 1) && !s.is(i + 1, &NO_NOUN) && !s.lower(i + 1).ends_with("ly")
        }
    }
}

/// Whether the number labels something, or is no number at all: a name, a list mark, a
/// telephone number, a footnote.
fn is_label(s: &Sentence, i: usize, n: &Number) -> bool {
    let before = i.wrapping_sub(1);
    if s.is_dash(before) && s.glued(before) && s.glued(i) {
        return true; // "COVID-19", "F-16", the tail of a telephone number
    }
    // The same with spaces around the hyphen.
    let initials = |text: &str| text.len() <= 2 && text.chars().all(char::is_uppercase);
    if s.is_dash(before) && i >= 2 && (initials(s.text(i - 2)) || s.is(i - 2, &["covid"])) {
        return true;
    }
    if n.end > i + 1 || n.vague {
        return false;
    }
    if s.is(before, LABELLED) || s.is(before, OFTEN_LABELLED) && !s.is_plural_noun(n.end) {
        return true;
    }
    // list marks, footnotes, international prefixes
    if i == 0 && s.is(n.end, &[".", ")"]) && s.glued(n.end)
        || s.text(before) == "[" && s.text(n.end) == "]"
        || s.text(before) == "+" && s.glued(i)
    {
        return true;
    }
    if s.digits(i).is_some() && s.follows_name(i) {
        // "In Gaza 45 people died", but "Boeing 737 jets".
        let placed = i >= 2 && s.is(i - 2, &["in", "at", "from", "near", "across"]);
        return !(placed && s.is_plural_noun(n.end));
    }
    s.digits(i)
        .is_some_and(|d| d.count > 1 && s.text(i).starts_with('0') && d.is_whole())
}

/// The end of a telephone number or code at token `i`: it is passed over whole.
pub(super) fn telephone(s: &Sentence, i: usize) -> Option<usize> {
    let plain = |k: usize| s.digits(k).is_some_and(|d| d.is_whole()) && s.tail(k).is_empty();
    if !plain(i) {
        return None;
    }
    let mut end = i + 1;
    let mut groups = 1;
    while s.is_dash(end) && s.glued(end) && s.glued(end + 1) && plain(end + 1) {
        end += 2;
        groups += 1;
    }
    let international = i > 0 && s.text(i - 1) == "+" && s.glued(i);
    while international && plain(end) {
        end += 1;
        groups += 1;
    }
    let long = s.text(end - 1).len() >= 3 && s.text(i).len() <= 3;
    (groups >= 3
        || international
        || groups == 2 && long && s.text(i).len() == 3 && s.text(end - 1).len() == 4)
        .then_some(end)
}
