//! Inflected forms of English lemmas: regular rules, and a table for what they miss.

use std::collections::HashMap;

/// Part of speech of a lemma in a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Verb,
    Noun,
}

/// Forms that the rules do not give, by lemma.
#[derive(Debug, Default)]
pub(super) struct Irregular {
    forms: HashMap<(Part, String), Vec<String>>,
}

impl Irregular {
    /// Takes over a row of the table: all forms of the lemma, or the one word `double` for a
    /// verb with a stressed last syllable that doubles its consonant ("admit", "admitted").
    pub(super) fn add(&mut self, part: Part, lemma: &str, forms: &[&str]) {
        let forms = if forms == ["double"] {
            with_stem(lemma, &doubled(lemma))
        } else {
            forms.iter().map(|form| (*form).to_owned()).collect()
        };
        self.forms.insert((part, lemma.to_owned()), forms);
    }

    /// All forms of a lemma, the lemma first. A form may carry a tag test, as in `'s/!POS`.
    pub(super) fn forms(&self, part: Part, lemma: &str) -> Vec<String> {
        if let Some(forms) = self.forms.get(&(part, lemma.to_owned())) {
            return forms.clone();
        }
        match part {
            Part::Noun => vec![lemma.to_owned(), with_s(lemma)],
            Part::Verb => {
                let mut forms = regular_verb(lemma);
                // British spelling of the same verb.
                if let Some(stem) = lemma.strip_suffix("ize")
                    && stem.len() > 2
                {
                    forms.extend(regular_verb(&format!("{stem}ise")));
                }
                forms
            }
        }
    }
}

fn regular_verb(lemma: &str) -> Vec<String> {
    if !is_consonant_after_single_vowel(lemma) {
        return with_stem(lemma, lemma);
    }
    if syllables(lemma) == 1 {
        return with_stem(lemma, &doubled(lemma));
    }
    let mut forms = with_stem(lemma, lemma);
    // "signaling" and "signalling": both sides of the Atlantic.
    if lemma.ends_with('l') {
        forms.extend(with_stem(lemma, &doubled(lemma)).into_iter().skip(2));
    }
    forms
}

/// Base, -s, past and -ing, the last two made from `stem`.
fn with_stem(lemma: &str, stem: &str) -> Vec<String> {
    vec![
        lemma.to_owned(),
        with_s(lemma),
        past(stem),
        present_participle(stem),
    ]
}

fn with_s(word: &str) -> String {
    if let Some(stem) = after_consonant(word, 'y') {
        return format!("{stem}ies");
    }
    let sibilant = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|ending| word.ends_with(ending));
    if sibilant || after_consonant(word, 'o').is_some() {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

fn past(stem: &str) -> String {
    if stem.ends_with('e') {
        format!("{stem}d")
    } else if let Some(stem) = after_consonant(stem, 'y') {
        format!("{stem}ied")
    } else {
        format!("{stem}ed")
    }
}

fn present_participle(stem: &str) -> String {
    if let Some(stem) = stem.strip_suffix("ie") {
        format!("{stem}ying")
    } else if let Some(short) = stem.strip_suffix('e')
        && !short.ends_with(['e', 'o', 'y'])
    {
        format!("{short}ing")
    } else {
        format!("{stem}ing")
    }
}

/// The word without its last letter, if that letter is `last` and a consonant precedes it.
fn after_consonant(word: &str, last: char) -> Option<&str> {
    word.strip_suffix(last)
        .filter(|stem| stem.ends_with(|c| !is_vowel(c)))
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether the word ends in one vowel letter and a consonant that can be doubled.
fn is_consonant_after_single_vowel(word: &str) -> bool {
    let mut letters = word.chars().rev();
    let (last, vowel, before) = (letters.next(), letters.next(), letters.next());
    last.is_some_and(|c| !is_vowel(c) && !matches!(c, 'w' | 'x' | 'y'))
        && vowel.is_some_and(is_vowel)
        && !before.is_some_and(is_vowel_unless_after_q(word))
}

/// In "quit" and "equip" the u belongs to the consonant.
fn is_vowel_unless_after_q(word: &str) -> impl Fn(char) -> bool {
    let after_q = word.contains("qu");
    move |c| is_vowel(c) && !(c == 'u' && after_q)
}

/// Number of vowel groups.
fn syllables(word: &str) -> usize {
    let mut count = 0;
    let mut in_vowel = false;
    for c in word.chars() {
        let vowel = is_vowel(c) || c == 'y';
        count += usize::from(vowel && !in_vowel);
        in_vowel = vowel;
    }
    count
}

fn doubled(word: &str) -> String {
    let mut doubled = word.to_owned();
    doubled.extend(word.chars().last());
    doubled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_verbs() {
        let irregular = Irregular::default();
        for (lemma, s, ed, ing) in [
            ("negotiate", "negotiates", "negotiated", "negotiating"),
            ("plan", "plans", "planned", "planning"),
            ("deny", "denies", "denied", "denying"),
            ("weigh", "weighs", "weighed", "weighing"),
            ("discuss", "discusses", "discussed", "discussing"),
            ("agree", "agrees", "agreed", "agreeing"),
            ("remain", "remains", "remained", "remaining"),
            ("mull", "mulls", "mulled", "mulling"),
            ("offer", "offers", "offered", "offering"),
            ("fear", "fears", "feared", "fearing"),
            ("eye", "eyes", "eyed", "eyeing"),
            ("veto", "vetoes", "vetoed", "vetoing"),
            ("stay", "stays", "stayed", "staying"),
            ("box", "boxes", "boxed", "boxing"),
            ("quiz", "quizes", "quizzed", "quizzing"),
        ] {
            assert_eq!(irregular.forms(Part::Verb, lemma), [lemma, s, ed, ing]);
        }
    }

    #[test]
    fn spelling_on_both_sides_of_the_atlantic() {
        let irregular = Irregular::default();
        let signal = irregular.forms(Part::Verb, "signal");
        assert!(signal.contains(&"signaled".to_owned()));
        assert!(signal.contains(&"signalling".to_owned()));
        let finalize = irregular.forms(Part::Verb, "finalize");
        assert!(finalize.contains(&"finalised".to_owned()));
    }

    #[test]
    fn table_and_nouns() {
        let mut irregular = Irregular::default();
        irregular.add(Part::Verb, "admit", &["double"]);
        irregular.add(Part::Verb, "say", &["say", "says", "said", "saying"]);
        let admit = irregular.forms(Part::Verb, "admit");
        assert_eq!(admit, ["admit", "admits", "admitted", "admitting"]);
        assert_eq!(irregular.forms(Part::Verb, "say")[2], "said");
        assert_eq!(irregular.forms(Part::Noun, "talk"), ["talk", "talks"]);
        assert_eq!(irregular.forms(Part::Noun, "inquiry")[1], "inquiries");
    }
}
