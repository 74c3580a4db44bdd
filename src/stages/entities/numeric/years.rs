//! Years, spans of years and decades.

use super::words::{MONTH, Sentence};

/// The year that token `i` spells, if it is four plain digits.
pub(super) fn year_at(s: &Sentence, i: usize) -> Option<u32> {
    s.digits(i)?.year().filter(|_| s.tail(i).is_empty())
}

/// The end of the year, or the span of years, that begins at token `i`: "2025", "2023-24",
/// "2016–2017". A number that counts something is no year.
pub(super) fn year_end(s: &Sentence, i: usize) -> Option<usize> {
    if s.digits(i).is_some_and(|d| d.is_whole())
        && matches!(s.text(i + 1), "AD" | "BC" | "BCE" | "CE" | "B.C." | "A.D.")
    {
        return s.tail(i).is_empty().then_some(i + 2);
    }
    let year = year_at(s, i)?;
    let second = i + 2;
    let spans = s.is_dash(i + 1)
        && match year_at(s, second) {
            Some(last) => last > year,
            None => {
                s.glued(second) == s.glued(i + 1)
                    && s.tail(second).is_empty()
                    && s.digits(second).is_some_and(|d| {
                        d.count == 2
                            && d.is_whole()
                            && d.integer.is_some_and(|n| n > year % 100 || n == 0)
                    })
                    && !(s.is_dash(i + 3) && s.glued(i + 3))
            }
        };
    if spans && (1500..=2100).contains(&year) && !is_labelled(s, i) {
        return Some(i + 3);
    }
    is_year(s, i, year).then_some(i + 1)
}

/// Words after which a number is the label of something else.
fn is_labelled(s: &Sentence, i: usize) -> bool {
    const LABELS: [&str; 22] = [
        "no.",
        "no",
        "number",
        "flight",
        "highway",
        "route",
        "room",
        "boeing",
        "airbus",
        "#",
        "№",
        "box",
        "p.o.",
        "resolution",
        "model",
        "asteroid",
        "section",
        "page",
        "hotline",
        "code",
        "+",
        "sars",
    ];
    s.is(i.wrapping_sub(1), &LABELS)
}

/// Worldwide.train marks 2,000 bare years and leaves 8 numbers between 1900 and 2099 alone,
/// so the doubt is with the number before a noun that it can count.
fn is_year(s: &Sentence, i: usize, year: u32) -> bool {
    const PREPOSITIONS: [&str; 21] = [
        "in", "since", "from", "until", "till", "by", "of", "during", "before", "after", "early",
        "late", "to", "circa", "year", "between", "mid", "(", "through", "for", "around",
    ];
    const APPROXIMATORS: [&str; 14] = [
        "about",
        "over",
        "some",
        "nearly",
        "almost",
        "than",
        "least",
        "estimated",
        "roughly",
        "approximately",
        "only",
        "these",
        "other",
        "another",
    ];
    let before = s.before(i);
    let prefixed = i >= 2 && s.is_dash(i - 1) && s.glued(i - 1) && s.glued(i);
    let mut prefix = false;
    if prefixed {
        prefix = s.is_lower_word(i - 2) && s.is(i - 2, &["mid", "early", "late", "pre", "post"]);
        if !prefix && s.digits(i - 2).is_none() {
            return false; // "Tokyo-2020" is a name
        }
    }
    if is_labelled(s, i) || s.is_dash(i + 1) && s.is(i + 2, &["strong", "odd", "plus", "member"]) {
        return false;
    }
    let preposed = prefix || PREPOSITIONS.contains(&before) || s.has(i.wrapping_sub(1), MONTH);
    let dated = preposed || before == "and" && i >= 2 && year_at(s, i - 2).is_some();
    let round = year.is_multiple_of(100);
    let counts = s.is_plural_noun(i + 1)
        || s.is_lower_word(i + 1) && s.is_plural_noun(i + 2) && s.pos(i + 1) == Some("JJ");
    if counts {
        // "killed 2000 people" against "the 2019 elections" and "in 2010 prices"
        let noun_of_people = s.is(
            i + 1,
            &[
                "people", "men", "women", "children", "police", "troops", "soldiers",
            ],
        );
        return !APPROXIMATORS.contains(&before)
            && (1900..=2035).contains(&year)
            && (if round {
                before == "the" || before == "in"
            } else {
                !noun_of_people || before == "in"
            });
    }
    match year {
        1700..=2035 => !APPROXIMATORS.contains(&before) || !round && !s.is_lower_word(i + 1),
        1500..=1699 | 2036..=2100 => dated || !round && before == "the" || s.text(i + 1) == ")",
        _ => matches!(before, "in" | "since" | "circa" | "year" | "c."),
    }
}

/// The end of the decade at token `i`: "1990s", "'90s", "1990 s" in spaced corpora, "90s".
pub(super) fn decade(s: &Sentence, i: usize) -> Option<usize> {
    const BEFORE: [&str; 11] = [
        "the", "early", "late", "mid", "his", "her", "their", "my", "our", "-", "'",
    ];
    let before = BEFORE.contains(&s.before(i));
    if s.is(
        i,
        &[
            "twenties",
            "thirties",
            "forties",
            "fifties",
            "sixties",
            "seventies",
            "eighties",
            "nineties",
        ],
    ) {
        return before.then_some(i + 1);
    }
    let digits = s.digits(i)?;
    let value = digits
        .integer
        .filter(|n| digits.is_whole() && n % 10 == 0)?;
    let apostrophe = s.text(i).starts_with(['\'', '’', '‘']);
    match (digits.count, s.tail(i)) {
        (4, "s" | "'s") if (1000..=2100).contains(&value) => Some(i + 1),
        (2, "s") if apostrophe || before => Some(i + 1),
        (4, "") if (1000..=2100).contains(&value) && s.is(i + 1, &["s", "'s"]) && before => {
            Some(i + 2)
        }
        (2, "") if s.is(i + 1, &["s"]) && before => Some(i + 2),
        _ => None,
    }
}
