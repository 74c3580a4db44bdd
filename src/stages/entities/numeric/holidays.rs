//! DATE: the safest of the holidays, and quarters, halves and financial years.

use super::words::{SEASON, Sentence};
use super::years::{year_at, year_end};

/// Tokens of a name, the longer before the shorter that begins it.
const HOLIDAYS: &[&str] = &[
    "christmas day",
    "christmas eve",
    "christmas",
    "xmas",
    "boxing day",
    "new year 's day",
    "new year 's eve",
    "new year 's",
    "new year",
    "lunar new year",
    "chinese new year",
    "easter sunday",
    "easter monday",
    "easter",
    "good friday",
    "palm sunday",
    "ash wednesday",
    "black friday",
    "cyber monday",
    "thanksgiving day",
    "thanksgiving",
    "eid al - fitr",
    "eid al - adha",
    "eid al fitr",
    "eid al adha",
    "eid - al - fitr",
    "eid - al - adha",
    "eid - ul - fitr",
    "eid - ul - adha",
    "eid ul adha",
    "eid ul fitr",
    "eid ul - fitr",
    "eid ul - adha",
    "eid",
    "ramadan",
    "ramazan",
    "diwali",
    "deepavali",
    "holi",
    "hanukkah",
    "yom kippur",
    "rosh hashanah",
    "passover",
    "halloween",
    "independence day",
    "labor day",
    "labour day",
    "memorial day",
    "veterans day",
    "republic day",
    "valentine 's day",
    "mother 's day",
    "father 's day",
    "mothers ' day",
    "fathers ' day",
    "presidents ' day",
    "st. patrick 's day",
    "international women 's day",
    "women 's day",
    "may day",
    "columbus day",
    "juneteenth",
    "bastille day",
    "anzac day",
    "australia day",
    "canada day",
    "cinco de mayo",
    "nakba day",
    "mardi gras",
];

/// The end of the holiday, with its year, that begins at token `i`.
pub(super) fn holiday(s: &Sentence, i: usize) -> Option<usize> {
    if !s.is_capitalised(i) {
        return None;
    }
    let end = HOLIDAYS
        .iter()
        .filter_map(|name| {
            let end = name.split(' ').enumerate().try_fold(i, |_, (k, word)| {
                (s.lower(i + k) == word).then_some(i + k + 1)
            })?;
            // "new year" is a holiday in capitals only, "Easter Island" and "Holi" a name.
            let capitals = s.is_capitalised(end - 1) || end == i + 1 || s.lower(end - 1).len() < 3;
            capitals.then_some(end)
        })
        .max()?;
    let place =
        end == i + 1 && s.is_capitalised(end) && s.is(end, &["island", "islands", "rising"]);
    (!place).then(|| year_at(s, end).map_or(end, |_| end + 1))
}

/// The end of "Q3 2025", "H1", "FY2024", "fiscal 2024", "fiscal year 2023-24", "1Q24".
pub(super) fn fiscal(s: &Sentence, i: usize) -> Option<usize> {
    let word = s.lower(i);
    let year = |at: usize| {
        let of = at + usize::from(s.lower(at) == "of");
        let fy = of + usize::from(matches!(s.lower(of), "fiscal" | "fy"));
        year_end(s, fy).or_else(|| {
            s.lower(fy)
                .strip_prefix("fy")
                .is_some_and(is_year_digits)
                .then_some(fy + 1)
        })
    };
    match word {
        "q1" | "q2" | "q3" | "q4" | "1q" | "2q" | "3q" | "4q" => {
            year(i + 1).or_else(|| (!s.follows_name(i)).then_some(i + 1))
        }
        "h1" | "h2" | "1h" | "2h" => year(i + 1).or_else(|| {
            matches!(s.before(i), "in" | "for" | "of" | "the" | "during").then_some(i + 1)
        }),
        "fiscal" | "financial" | "fy" => {
            let at = i + 1 + usize::from(word != "fy" && s.lower(i + 1) == "year");
            year(at).filter(|_| word != "financial" || at == i + 2)
        }
        _ => {
            let digits = word
                .strip_prefix("fy")
                .filter(|rest| is_year_digits(rest))?;
            let pair = s.is_dash(i + 1) && s.digits(i + 2).is_some_and(|d| d.count == 2);
            Some(if pair && !digits.is_empty() {
                i + 3
            } else {
                i + 1
            })
        }
    }
}

fn is_year_digits(rest: &str) -> bool {
    matches!(rest.len(), 2 | 4) && rest.bytes().all(|b| b.is_ascii_digit())
}

/// The end of a season with its year: "summer of 2020", "spring 2024", "winter of 2021-22".
pub(super) fn season(s: &Sentence, i: usize) -> Option<usize> {
    if !s.has(i, SEASON) {
        return None;
    }
    let at = i + 1 + usize::from(s.lower(i + 1) == "of");
    year_at(s, at)?;
    year_end(s, at)
}
