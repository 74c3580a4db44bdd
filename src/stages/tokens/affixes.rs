//! Prefixes and suffixes that keep their hyphen (the affix list of the LDC's Treebank
//! tokenisation guidelines of 2012, which UD English-EWT follows).

/// Sorted, lower case, without the hyphen.
const PREFIXES: &[&str] = &[
    "a", "agro", "ante", "anti", "arch", "be", "bi", "bio", "co", "counter", "cross", "cyber",
    "de", "e", "eco", "ex", "extra", "inter", "intra", "macro", "mega", "micro", "mid", "mini",
    "multi", "neo", "non", "over", "pan", "para", "peri", "post", "pre", "pro", "pseudo", "quasi",
    "re", "semi", "sub", "super", "tri", "u", "ultra", "un", "uni", "vice", "x",
];

/// Sorted, lower case, without the hyphen.
const SUFFIXES: &[&str] = &[
    "esque", "ette", "fest", "fold", "gate", "itis", "less", "most", "rama", "wise",
];

/// Whether the hyphen between `left` and `right` belongs to an affix and splits nothing.
pub(super) fn keeps_hyphen(left: &str, right: &str) -> bool {
    let holds = |list: &[&str], word: &str| {
        list.binary_search(&word.to_ascii_lowercase().as_str())
            .is_ok()
    };
    right.starts_with(char::is_alphabetic) && (holds(PREFIXES, left) || holds(SUFFIXES, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(PREFIXES.is_sorted() && SUFFIXES.is_sorted());
    }

    #[test]
    fn a_number_is_no_affixed_word() {
        assert!(keeps_hyphen("E", "mail"));
        assert!(!keeps_hyphen("e", "5"));
        assert!(!keeps_hyphen("well", "known"));
    }
}
