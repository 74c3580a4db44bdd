//! Case, which the uncased vocabulary drops, comes back through `token_type_ids`.

/// The case of the word that a word piece belongs to. The word is what BERT's basic tokenizer
/// makes of the text: a run without white space and punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseType {
    /// `[CLS]`, `[SEP]`, padding, and words without letters and digits.
    Special = 0,
    /// No letter is upper case.
    Lower = 1,
    /// The first letter alone is upper case.
    Title = 2,
    /// Two letters or more, all upper case.
    Upper = 3,
    /// Anything else, and every word with both letters and digits.
    Mixed = 4,
    /// Digits without letters.
    Digit = 5,
}

impl CaseType {
    /// The case type of one word.
    pub fn of(word: &str) -> Self {
        let (mut letters, mut upper, mut first_upper, mut digits) = (0, 0, false, false);
        for c in word.chars() {
            if c.is_alphabetic() && !c.is_numeric() {
                let is_upper = c.is_uppercase();
                first_upper |= letters == 0 && is_upper;
                upper += usize::from(is_upper);
                letters += 1;
            } else {
                digits |= c.is_numeric();
            }
        }
        match (letters, upper) {
            (0, _) if digits => Self::Digit,
            (0, _) => Self::Special,
            _ if digits => Self::Mixed,
            (_, 0) => Self::Lower,
            (_, 1) if first_upper => Self::Title,
            _ if upper == letters => Self::Upper,
            _ => Self::Mixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CaseType::{self, *};

    #[test]
    fn one_example_each() {
        for (word, case) in [
            ("—", Special),
            ("deal", Lower),
            ("Azure", Title),
            ("I", Title),
            ("NATO", Upper),
            ("xAI", Mixed),
            ("McDonald", Mixed),
            ("H5N1", Mixed),
            ("2025", Digit),
        ] {
            assert_eq!(CaseType::of(word), case, "{word}");
        }
    }
}
