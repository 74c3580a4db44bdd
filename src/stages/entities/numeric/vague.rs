//! DATE: words that place something before, at or after the time of writing ("now",
//! "recently", "the future") and words of regular times ("daily", "annual"), as TimeML and
//! OntoNotes mark them.

use super::words::Sentence;

/// The end of the vague or regular time that begins at token `i`.
pub(super) fn vague(s: &Sentence, i: usize) -> Option<usize> {
    adverb(s, i)
        .or_else(|| regular(s, i))
        .or_else(|| past_or_future(s, i))
        .or_else(|| year_ago(s, i))
}

/// "now", "right now", "currently", "recently", "lately".
fn adverb(s: &Sentence, i: usize) -> Option<usize> {
    if s.lower(i) == "right" && s.lower(i + 1) == "now" {
        return Some(i + 2);
    }
    let named = s.is_capitalised(i) && i > 0 && !matches!(s.text(i - 1), "\"" | "“" | "‘" | "'");
    if named || s.is_dash(i + 1) || s.is_dash(i.wrapping_sub(1)) {
        return None;
    }
    match s.lower(i) {
        "now" => {
            let noun = s
                .pos(i)
                .is_some_and(|tag| !matches!(tag, "RB" | "IN" | "UH"));
            let phrase = s.lower(i + 1) == "that" || s.before(i) == "till";
            (!noun && !phrase).then_some(i + 1)
        }
        "currently" | "recently" | "lately" | "nowadays" | "presently" => Some(i + 1),
        _ => None,
    }
}

/// "daily", "annual", "every day" is a set of `periods`.
fn regular(s: &Sentence, i: usize) -> Option<usize> {
    const WORDS: [&str; 9] = [
        "hourly",
        "daily",
        "nightly",
        "weekly",
        "monthly",
        "quarterly",
        "yearly",
        "annual",
        "annually",
    ];
    let alone = !s.is_dash(i.wrapping_sub(1)) && !s.is_dash(i + 1);
    (s.is(i, &WORDS) && !s.is_capitalised(i) && alone).then_some(i + 1)
}

/// "the past", "the near future", "in future", where no noun follows.
fn past_or_future(s: &Sentence, i: usize) -> Option<usize> {
    let the = s.lower(i) == "the";
    let at = i + usize::from(the);
    let at = at + usize::from(the && s.is(at, &["near", "recent", "distant", "foreseeable"]));
    let preposition = s.is(i.wrapping_sub(1), &["in", "for", "at"]);
    let word = match s.lower(at) {
        "past" => the,
        "future" => the || preposition,
        "present" => the && preposition || s.before(i) == "at",
        _ => false,
    };
    let noun = match s.pos(at + 1) {
        Some(tag) => tag.starts_with("NN") || tag.starts_with("JJ") || tag == "CD",
        None => {
            const AFTER: [&str; 22] = [
                "", ".", ",", "and", "or", "but", "is", "was", "are", "will", "to", "in", "on",
                "as", "with", "for", "when", "by", "he", "she", "they", "we",
            ];
            !s.is(at + 1, &AFTER) && at + 1 < s.len()
        }
    };
    // "the future of the firm" is an outlook, no time.
    let outlook = s.lower(at + 1) == "of";
    (word && !noun && !outlook && !s.is_capitalised(at)).then_some(at + 1)
}

/// "year-ago", "year-earlier" before a noun.
fn year_ago(s: &Sentence, i: usize) -> Option<usize> {
    let compound = s.is_dash(i + 1) && s.is(i + 2, &["ago", "earlier"]);
    (s.is(i, &["year", "month", "week"]) && compound).then_some(i + 3)
}
