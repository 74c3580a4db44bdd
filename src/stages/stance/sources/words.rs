//! The word table: data/sources.tsv.

use std::collections::{HashMap, HashSet};

const TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/sources.tsv"));

/// What a noun tells of the source that it heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Noun {
    Office,
    Person,
    Spokesperson,
    Police,
    Court,
    Government,
    Institution,
    Company,
    Outlet,
    Report,
    Study,
    Filing,
    Statement,
    Product,
}

/// The noun classes in the order in which the first that lists a noun wins.
const NOUNS: [(&str, Noun); 14] = [
    ("office", Noun::Office),
    ("person", Noun::Person),
    ("spokesperson", Noun::Spokesperson),
    ("police", Noun::Police),
    ("court", Noun::Court),
    ("government", Noun::Government),
    ("institution", Noun::Institution),
    ("company", Noun::Company),
    ("outlet", Noun::Outlet),
    ("report", Noun::Report),
    ("study", Noun::Study),
    ("filing", Noun::Filing),
    ("statement", Noun::Statement),
    ("product", Noun::Product),
];

/// Whether words speak of a man or of a woman.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// The table, read once.
#[derive(Debug)]
pub(super) struct Words {
    nouns: HashMap<&'static str, Noun>,
    lists: HashMap<&'static str, HashSet<&'static str>>,
}

impl Words {
    /// The words of data/sources.tsv.
    pub fn new() -> Self {
        let mut lists: HashMap<&str, HashSet<&str>> = HashMap::new();
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
        for (class, words) in rows.filter_map(|row| row.split_once('\t')) {
            lists.entry(class).or_default().extend(words.split('|'));
        }
        let mut nouns = HashMap::new();
        for (class, noun) in NOUNS {
            for word in lists.get(class).into_iter().flatten() {
                nouns.entry(*word).or_insert(noun);
            }
        }
        Self { nouns, lists }
    }

    /// Whether a list of the table has the word, given in lower case.
    pub fn has(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|l| l.contains(word))
    }

    /// The class of a noun in lower case, singular or plural. An unlisted one that ends like an
    /// agent ("decorator", "cellist") is a person.
    pub fn noun(&self, word: &str) -> Option<Noun> {
        let singular = singular(word);
        let listed = self.nouns.get(word).or_else(|| self.nouns.get(&*singular));
        listed.copied().or_else(|| {
            let agent = ["ist", "ian", "man", "woman", "eer", "smith"];
            let is_agent = singular.len() > 5 && agent.iter().any(|e| singular.ends_with(e));
            is_agent.then_some(Noun::Person)
        })
    }

    /// Whether a noun in lower case names people, as far as its class or its ending tells.
    pub fn is_human(&self, word: &str) -> bool {
        let singular = singular(word);
        let ends = ["er", "or", "ee", "ant", "people"];
        match self.noun(word) {
            Some(noun) => matches!(
                noun,
                Noun::Person | Noun::Office | Noun::Spokesperson | Noun::Police
            ),
            None => ends.iter().any(|end| singular.ends_with(end)),
        }
    }

    /// Whether a list has a verb of which `form` is a form.
    pub fn has_verb(&self, list: &str, form: &str) -> bool {
        let mut forms = vec![form.to_owned()];
        for ending in ["s", "es", "d", "ed", "ing"] {
            if let Some(stem) = form.strip_suffix(ending) {
                forms.push(stem.to_owned());
                forms.push(format!("{stem}e"));
                if let Some(stem) = stem.strip_suffix('i') {
                    forms.push(format!("{stem}y"));
                }
                let mut letters = stem.chars().rev();
                if letters.next() == letters.next() {
                    forms.push(
                        stem[..stem.len() - stem.chars().last().map_or(0, char::len_utf8)]
                            .to_owned(),
                    );
                }
            }
        }
        let irregular = match form {
            "thought" => "think",
            "knew" | "known" => "know",
            "saw" | "seen" => "see",
            "felt" => "feel",
            "understood" => "understand",
            "sought" => "seek",
            "foresaw" => "foresee",
            _ => form,
        };
        forms.push(irregular.to_owned());
        forms.iter().any(|f| self.has(list, f))
    }

    /// The gender that a title, noun, pronoun or first name tells.
    pub fn gender(&self, word: &str) -> Option<Gender> {
        let told = |lists: [&str; 2]| lists.iter().any(|list| self.has(list, word));
        match (told(["male", "male_name"]), told(["female", "female_name"])) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    }

    /// Whether a name is that of a news outlet.
    pub fn is_outlet(&self, name: &str) -> bool {
        let name = name.strip_prefix("the ").unwrap_or(name);
        let name = name
            .strip_suffix(" 's")
            .or_else(|| name.strip_suffix(" '"))
            .unwrap_or(name);
        let bare = name.split(['.', ',']).next().unwrap_or(name);
        self.has("named_outlet", name)
            || self.has("named_outlet", bare)
            || [
                " news",
                " times",
                " post",
                " herald",
                " gazette",
                " tribune",
                " radio",
                " tv",
                " chronicle",
                " courier",
                " daily",
                " weekly",
                " magazine",
            ]
            .iter()
            .any(|end| name.ends_with(end))
            || name.starts_with("daily ")
    }
}

/// A plural's singular; other words as they are.
pub(super) fn singular(word: &str) -> String {
    let irregular = match word {
        "men" => "man",
        "women" => "woman",
        "people" => "person",
        "children" => "child",
        "data" => "datum",
        "spokesmen" => "spokesman",
        "spokeswomen" => "spokeswoman",
        "police" => "police",
        "analyses" => "analysis",
        _ => "",
    };
    if !irregular.is_empty() {
        return irregular.to_owned();
    }
    if let Some(stem) = word.strip_suffix("men") {
        return format!("{stem}man");
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "ches", "shes", "xes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') && !stem.ends_with("u") && stem.len() > 2 => {
            stem.to_owned()
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn singulars() {
        for (plural, singular) in [
            ("analysts", "analyst"),
            ("companies", "company"),
            ("spokesmen", "spokesman"),
            ("people", "person"),
            ("witnesses", "witness"),
            ("press", "press"),
            ("campus", "campus"),
        ] {
            assert_eq!(super::singular(plural), singular);
        }
    }

    #[test]
    fn classes_of_nouns() {
        let words = Words::new();
        assert_eq!(words.noun("analysts"), Some(Noun::Person));
        assert_eq!(words.noun("cellist"), Some(Noun::Person));
        assert_eq!(words.noun("ministries"), Some(Noun::Government));
        assert_eq!(words.noun("lawsuit"), Some(Noun::Filing));
        assert_eq!(words.noun("teapot"), None);
        assert!(words.is_outlet("the financial times") && !words.is_outlet("acme"));
    }

    #[test]
    fn verbs_and_genders() {
        let words = Words::new();
        assert!(words.has_verb("belief", "thinks") && words.has_verb("belief", "believed"));
        assert!(words.has_verb("denial", "denied") && words.has_verb("eventuality", "planning"));
        assert!(!words.has_verb("belief", "said"));
        assert_eq!(words.gender("mrs."), Some(Gender::Female));
        assert_eq!(words.gender("john"), Some(Gender::Male));
        assert_eq!(words.gender("jean"), None);
    }
}
