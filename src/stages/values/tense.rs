//! Whether a sentence places a mention before or after the article's date: by the tense of
//! the verb that governs it.

use super::words::Words;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    Unknown,
}

/// Words that look ahead: "is scheduled to start on Friday", "a meeting due on Friday".
const AHEAD: &[&str] = &[
    "scheduled",
    "expected",
    "due",
    "set",
    "slated",
    "planned",
    "plan",
    "plans",
    "planning",
    "going",
    "upcoming",
    "intends",
    "intend",
    "hopes",
    "hope",
    "aims",
    "wants",
    "want",
    "ready",
    "prepares",
    "preparing",
    "vowed",
    "promised",
    "agreed",
    "postponed",
    "deadline",
    "likely",
    "forecast",
    "projected",
    "about",
    "will",
    "begins",
    "starts",
    "opens",
    "ends",
    "expires",
];

/// Verbs whose present tense tells what is arranged: "the trial starts on Friday".
const ARRANGED: &[&str] = &[
    "starts", "start", "begins", "begin", "opens", "open", "meets", "meet", "ends", "end",
    "expires", "closes", "close", "returns", "return", "leaves", "arrives", "arrive", "faces",
    "face", "votes", "vote", "kicks", "plays", "play", "hosts", "host", "travels", "travel",
    "visits", "visit", "takes", "goes", "go", "resumes", "resume", "launches", "launch", "runs",
    "holds", "hold", "heads", "head",
];

/// The tense around the mention that begins at word `start` and ends before `end`: of the
/// nearest verb before it, or else of the first behind it.
pub(super) fn tense(w: &Words, start: usize, end: usize) -> Tense {
    if w.before(start) == "since" {
        return Tense::Past;
    }
    // "Friday's meeting will ..."
    let possessive = w.is(end, &["'s", "'"]);
    if !possessive {
        for i in (0..start).rev() {
            if matches!(w.text(i), ";" | "—" | ":") {
                break;
            }
            let arranged = w.is(i, &["scheduled", "due", "slated", "upcoming", "expected"])
                || w.is(i, &["set", "planned"]) && w.is(i + 1, &["for", "to"]);
            if arranged {
                return Tense::Future;
            }
            if let Some(found) = of_verb(w, i) {
                return found;
            }
        }
    }
    (end..w.len())
        .take_while(|&i| !matches!(w.text(i), ";" | "—"))
        .find_map(|i| of_verb_behind(w, i))
        .unwrap_or(Tense::Unknown)
}

/// What the verb at word `i`, with what stands before it, says; `None` for what is no verb or
/// leaves the question to the next one.
fn of_verb(w: &Words, i: usize) -> Option<Tense> {
    match tag(w, i) {
        "MD" => Some(Tense::Future),
        "VBD" => Some(Tense::Past),
        "VBN" => match auxiliary(w, i) {
            Some("has" | "have" | "had" | "'ve" | "was" | "were" | "been") => {
                Some(of_perfect(w, i))
            }
            Some("is" | "are" | "be" | "'s" | "'re") => None,
            _ => Some(Tense::Past),
        },
        "VB" => match auxiliary(w, i) {
            Some("did") => Some(Tense::Past),
            Some("to") => looks_ahead(w, i).then_some(Tense::Future),
            _ => None,
        },
        "VBZ" | "VBP" => of_present(w, i),
        _ => None,
    }
}

/// The present perfect is past, the present of what is arranged future.
fn of_present(w: &Words, i: usize) -> Option<Tense> {
    if w.is(i, &["has", "have", "'ve"]) && w.lower(i + 1) != "to" {
        return Some(Tense::Past);
    }
    w.is(i, ARRANGED).then_some(Tense::Future)
}

/// "has met" is past; "will have met" and "is to be held" are not.
fn of_perfect(w: &Words, i: usize) -> Tense {
    let modal = (i.saturating_sub(4)..i).any(|k| matches!(w.lower(k), "will" | "'ll"));
    if modal { Tense::Future } else { Tense::Past }
}

/// Behind the mention, the first finite verb decides.
fn of_verb_behind(w: &Words, i: usize) -> Option<Tense> {
    match tag(w, i) {
        "MD" => Some(Tense::Future),
        "VBD" => Some(Tense::Past),
        "VBZ" | "VBP" if w.is(i, &["is", "are", "'s"]) => (i + 1..i + 4)
            .any(|k| w.is(k, AHEAD))
            .then_some(Tense::Future),
        "VBZ" | "VBP" => of_present(w, i),
        _ => None,
    }
}

/// Whether one of the words before the infinitive at `i` looks ahead.
fn looks_ahead(w: &Words, i: usize) -> bool {
    (i.saturating_sub(6)..i).any(|k| w.is(k, AHEAD))
        || w.is(i.saturating_sub(2), &["is", "are", "was", "were"])
}

/// The auxiliary, or "to", at most three words before `i`.
fn auxiliary<'w>(w: &'w Words, i: usize) -> Option<&'w str> {
    const AUXILIARIES: [&str; 16] = [
        "has", "have", "had", "'ve", "was", "were", "been", "is", "are", "be", "'s", "'re", "did",
        "to", "will", "would",
    ];
    (i.saturating_sub(3)..i)
        .rev()
        .find(|&k| w.is(k, &AUXILIARIES))
        .map(|k| w.lower(k))
}

/// The tag of word `i`, guessed from the word where there is none.
fn tag<'w>(w: &'w Words, i: usize) -> &'w str {
    if let Some(tag) = w.pos(i) {
        return tag;
    }
    const PAST: [&str; 26] = [
        "said", "was", "were", "had", "met", "began", "fell", "rose", "came", "went", "left",
        "won", "lost", "died", "told", "took", "made", "held", "saw", "struck", "sold", "bought",
        "gave", "got", "paid", "did",
    ];
    const PRESENT: [&str; 14] = [
        "is", "are", "has", "have", "says", "starts", "begins", "opens", "meets", "ends",
        "expires", "'ve", "closes", "returns",
    ];
    let word = w.lower(i);
    match word {
        "will" | "would" | "shall" | "can" | "could" | "should" | "must" | "might" | "may"
        | "'ll" => "MD",
        "be" => "VB",
        _ if w.is(
            i.wrapping_sub(1),
            &[
                "be", "been", "is", "are", "was", "were", "has", "have", "had",
            ],
        ) && word.len() > 3
            && (PAST.contains(&word) || word.ends_with("ed")) =>
        {
            "VBN"
        }
        _ if PAST.contains(&word) => "VBD",
        _ if PRESENT.contains(&word) => "VBZ",
        _ if w.before(i) == "to" && !w.is_capitalised(i) => "VB",
        _ if word.len() > 4 && word.ends_with("ed") => "VBD",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, mention: &str) -> Tense {
        let w = Words::of(text);
        let start = (0..w.len()).find(|&i| w.text(i) == mention).unwrap();
        tense(&w, start, start + 1)
    }

    #[test]
    fn the_nearest_verb_decides() {
        assert_eq!(at("He said he will leave Friday.", "Friday"), Tense::Future);
        assert_eq!(
            at("He will leave soon, he said Friday.", "Friday"),
            Tense::Past
        );
        assert_eq!(
            at("It was scheduled to start Friday.", "Friday"),
            Tense::Future
        );
        assert_eq!(at("On Friday, they will meet.", "Friday"), Tense::Future);
        assert_eq!(at("Friday's talks will go on.", "Friday"), Tense::Future);
        assert_eq!(at("On Friday, they met.", "Friday"), Tense::Past);
        assert_eq!(at("He has been ill since Friday.", "Friday"), Tense::Past);
        assert_eq!(at("The trial starts Friday.", "Friday"), Tense::Future);
        assert_eq!(at("The talks on Friday", "Friday"), Tense::Unknown);
    }
}
