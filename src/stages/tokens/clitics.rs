//! Words that hang on to the word before: "'s", "n't", "pm" on a number.

/// Endings that split off at their apostrophe, lower case.
const CLITICS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];

/// Contractions without an apostrophe, with the place where they split.
const CONTRACTIONS: &[(&str, usize)] = &[("cannot", 3), ("gonna", 3), ("gotta", 3), ("wanna", 3)];

/// The byte at which `unit` splits in two, if it does.
pub(super) fn cut(unit: &str) -> Option<usize> {
    if unit.starts_with(|c: char| c.is_ascii_digit()) {
        return half_of_day(unit);
    }
    if let Some(&(_, at)) = CONTRACTIONS
        .iter()
        .find(|(word, _)| unit.eq_ignore_ascii_case(word))
    {
        return Some(at);
    }
    let (at, apostrophe) = unit
        .char_indices()
        .rfind(|&(_, c)| matches!(c, '\'' | '’'))?;
    let ending = &unit[at + apostrophe.len_utf8()..];
    if ending.eq_ignore_ascii_case("t") && unit[..at].ends_with(['n', 'N']) {
        return (at > 1).then_some(at - 1);
    }
    let known = CLITICS
        .iter()
        .any(|clitic| ending.eq_ignore_ascii_case(clitic));
    (known && at > 0).then_some(at)
}

/// "10am", "5.30pm": the number and its half of the day are two words.
fn half_of_day(unit: &str) -> Option<usize> {
    let at = unit.len().checked_sub(2)?;
    let suffix = unit.get(at..)?;
    let is_half = suffix.eq_ignore_ascii_case("am") || suffix.eq_ignore_ascii_case("pm");
    (is_half && unit[..at].ends_with(|c: char| c.is_ascii_digit())).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses() {
        for whole in ["O'Brien", "n't", "'s", "spam", "10a", "’90s", "Qur'an"] {
            assert_eq!(cut(whole), None, "{whole}");
        }
        assert_eq!(cut("isn’t"), Some(2));
        assert_eq!(cut("Xi’s"), Some(2));
        assert_eq!(cut("10PM"), Some(2));
    }
}
