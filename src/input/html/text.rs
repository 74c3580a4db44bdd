//! Small tools for the texts of a page.

/// A text of an attribute or script with its entities decoded once more and its white space
/// collapsed: many pages encode them twice.
pub(super) fn decoded(text: &str) -> String {
    // A text with markup in it is short; parsing a long one could take long.
    let has_markup = text.len() < 20_000 && text.contains(['&', '<']);
    match has_markup {
        true => collapsed(&fragment(text)),
        false => collapsed(text),
    }
}

/// The text of a piece of a page.
pub(super) fn fragment(html: &str) -> String {
    let fragment = scraper::Html::parse_fragment(html);
    fragment.root_element().text().collect()
}

/// Words joined by one space.
pub(super) fn collapsed(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Letters and digits alone, in lower case: for comparisons.
pub(super) fn plain(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The share of words that two titles have in common, 0..1: of the longer one's, except that a
/// title which holds the other whole is nearly the same.
pub(super) fn similarity(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (plain_a, plain_b) = (plain(a), plain(b));
    if plain_a.is_empty() || plain_b.is_empty() {
        return 0.0;
    }
    if plain_a == plain_b {
        return 1.0;
    }
    let (mut a, mut b) = (words(a), words(b));
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    let holds = plain_a.contains(&plain_b) || plain_b.contains(&plain_a);
    if holds && shorter >= 3 {
        return 0.9;
    }
    a.sort_unstable();
    b.sort_unstable();
    a.dedup();
    let common = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    common as f64 / longer.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_that_were_encoded_twice() {
        assert_eq!(decoded("A &amp; B&#8217;s\n <b>x</b>"), "A & B’s x");
        assert_eq!(decoded("A  B"), "A B");
    }

    #[test]
    fn titles_that_are_alike() {
        assert_eq!(similarity("A b, C", "a B c"), 1.0);
        assert_eq!(similarity("One two three", "One two three – The Post"), 0.9);
        assert!(similarity("He drives a bus", "A tenor walked out") < 0.3);
        assert_eq!(similarity("", "x"), 0.0);
    }
}
