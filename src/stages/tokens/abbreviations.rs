//! Words that keep their full stop.

/// Sorted, lower case, without the final stop. Words that are also common without a stop
/// ("no", "mar", "sat") are here only where the stop is followed by more of the sentence.
const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "apr", "assn", "assoc", "asst", "atty", "aug", "ave", "blvd", "brig", "bros",
    "capt", "cf", "cmdr", "co", "col", "comdr", "corp", "cos", "cpl", "dec", "dept", "dist", "div",
    "dr", "drs", "ed", "eds", "esq", "est", "etc", "feb", "fig", "figs", "fri", "ft", "gen", "gov",
    "govs", "hon", "hr", "hrs", "inc", "inst", "intl", "jan", "jr", "jul", "jun", "lb", "lbs",
    "lt", "ltd", "maj", "messrs", "mfg", "mgr", "mr", "mrs", "ms", "msgr", "mt", "nov", "oct",
    "op", "oz", "ph", "pp", "pres", "prof", "profs", "pvt", "rd", "rep", "reps", "rev", "sen",
    "sens", "sep", "sept", "sgt", "sr", "st", "ste", "supt", "thu", "thur", "thurs", "tue", "tues",
    "univ", "vol", "vols", "vs", "wed",
];

/// Abbreviations that are ordinary words too: only before a number.
const BEFORE_NUMBER: &[&str] = &["art", "ch", "mar", "no", "nos", "p", "sec"];

/// Whether `word`, which a full stop follows, keeps that stop as its own; `rest` is what follows
/// the stop.
pub(super) fn keeps_stop(word: &str, rest: &str) -> bool {
    let rest = rest.trim_start();
    let lower = word.to_lowercase();
    if BEFORE_NUMBER.contains(&lower.as_str()) {
        return rest.starts_with(|c: char| c.is_ascii_digit());
    }
    if ABBREVIATIONS.binary_search(&lower.as_str()).is_ok() {
        return true;
    }
    // "H." is an initial unless the sentence ends there ("vitamin C.").
    let mut chars = word.chars();
    !rest.is_empty() && chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }

    #[test]
    fn stops_at_the_end() {
        assert!(keeps_stop("Inc", ""));
        assert!(!keeps_stop("no", ""));
        assert!(keeps_stop("No", " 10"));
        assert!(keeps_stop("H", " Wells"));
        assert!(!keeps_stop("C", ""));
    }
}
