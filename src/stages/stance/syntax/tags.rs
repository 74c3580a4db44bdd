//! Repairs of tags by the form of the word and its neighbours: taggers err on headlines, inverted
//! clauses and rare verbs.

use std::ops::Range;

use super::words::{BE, HAVE, Kind, Words};
use crate::document::Document;

/// The words of a sentence, given by its tokens, with their tags repaired.
pub(crate) fn sentence(doc: &Document, tokens: Range<usize>) -> Words {
    let mut words = Words::new(doc, tokens);
    for i in 0..words.len() {
        if let Some(kind) = repaired(&words, i) {
            words.set(i, kind);
        }
    }
    words.settle();
    words
}

/// Past tenses and participles that do not end in "-ed", without the prefixes below.
const IRREGULAR: &[&str] = &[
    "was", "were", "been", "had", "did", "done", "arose", "arisen", "awoke", "awoken", "bore",
    "borne", "born", "beat", "beaten", "became", "become", "began", "begun", "bent", "bet", "bid",
    "bade", "bidden", "bound", "bit", "bitten", "bled", "blew", "blown", "broke", "broken", "bred",
    "brought", "built", "burnt", "burst", "bought", "cast", "caught", "chose", "chosen", "clung",
    "came", "come", "cost", "crept", "cut", "dealt", "dug", "drew", "drawn", "dreamt", "drank",
    "drunk", "drove", "driven", "ate", "eaten", "fell", "fallen", "fed", "felt", "fought", "found",
    "fled", "flung", "flew", "flown", "froze", "frozen", "got", "gotten", "gave", "given", "went",
    "gone", "ground", "grew", "grown", "hung", "heard", "hid", "hidden", "hit", "held", "hurt",
    "kept", "knelt", "knew", "known", "laid", "led", "leant", "leapt", "learnt", "left", "lent",
    "let", "lay", "lain", "lit", "lost", "made", "meant", "met", "paid", "pled", "put", "quit",
    "read", "rid", "rode", "ridden", "rang", "rung", "rose", "risen", "ran", "run", "said", "saw",
    "seen", "sought", "sold", "sent", "set", "shook", "shaken", "shed", "shone", "shot", "showed",
    "shown", "shrank", "shrunk", "shut", "sang", "sung", "sank", "sunk", "sat", "slept", "slid",
    "slit", "spoke", "spoken", "sped", "spent", "spelt", "spun", "split", "spread", "sprang",
    "sprung", "stood", "stole", "stolen", "stuck", "stung", "stank", "strode", "struck", "strove",
    "swore", "sworn", "swept", "swam", "swum", "swung", "took", "taken", "taught", "tore", "torn",
    "told", "thought", "threw", "thrown", "thrust", "trod", "woke", "woken", "wore", "worn",
    "wove", "woven", "wept", "won", "wound", "wrote", "written", "wrung", "could", "'d",
];

const PREFIXES: &[&str] = &[
    "un", "re", "over", "under", "out", "mis", "fore", "for", "up", "be", "with", "broad",
];

/// Base forms and nouns in "-ed".
const BASES: &[&str] = &[
    "bleed", "breed", "creed", "deed", "embed", "exceed", "feed", "greed", "heed", "hundred",
    "indeed", "need", "proceed", "reed", "seed", "shred", "speed", "steed", "succeed", "weed",
];

/// Words in "-ed" that are no forms of verbs, or after "be" mostly tell of a quality.
const QUALITIES: &[&str] = &[
    "alleged",
    "aged",
    "ashamed",
    "beloved",
    "committed",
    "complicated",
    "concerned",
    "confused",
    "connected",
    "convinced",
    "crowded",
    "dedicated",
    "delighted",
    "detailed",
    "determined",
    "disappointed",
    "divided",
    "embarrassed",
    "excited",
    "experienced",
    "frightened",
    "frustrated",
    "gifted",
    "inclined",
    "interested",
    "isolated",
    "limited",
    "located",
    "married",
    "minded",
    "mixed",
    "naked",
    "outdated",
    "pleased",
    "prepared",
    "involved",
    "related",
    "relieved",
    "retired",
    "sacred",
    "satisfied",
    "scared",
    "skilled",
    "sophisticated",
    "supposed",
    "surprised",
    "talented",
    "tired",
    "unexpected",
    "unprecedented",
    "unused",
    "wicked",
    "worried",
];

/// Adjectives after which "to" takes a verb.
const TAKE_TO: &[&str] = &[
    "able",
    "about",
    "bound",
    "certain",
    "expected",
    "likely",
    "poised",
    "ready",
    "scheduled",
    "set",
    "unable",
    "unlikely",
    "unwilling",
    "willing",
];

/// Nouns that are verbs after "due to".
const SCHEDULED: &[&str] = &[
    "vote", "return", "visit", "launch", "start", "debate", "strike",
];

/// Words after which no finite verb stands.
const ARTICLES: &[&str] = &[
    "the", "a", "an", "its", "their", "his", "her", "our", "my", "your",
];

/// Modals that are also nouns or names.
const MODALS: &[&str] = &["may", "might", "would", "could", "should"];

/// Whether a word looks like a past tense or past participle.
fn is_past(word: &str) -> bool {
    let irregular = |word: &str| IRREGULAR.contains(&word);
    let prefixed = || {
        let rest = PREFIXES.iter().filter_map(|p| word.strip_prefix(p));
        rest.into_iter().any(irregular)
    };
    is_regular(word) || irregular(word) || prefixed()
}

/// "closed", but neither "need" nor "red".
fn is_regular(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed") && !BASES.contains(&word)
}

/// "weighing", but not "bring".
fn is_gerund(word: &str) -> bool {
    let stem = word.strip_suffix("ing");
    stem.is_some_and(|stem| stem.contains(['a', 'e', 'i', 'o', 'u', 'y']))
}

/// Whether what begins at `next` may follow a noun: "Talks over", "Talks have".
fn opens_phrase(words: &Words, next: usize) -> bool {
    !words.is_any(0, BE)
        && !words.is_any(0, HAVE)
        && !words.is(0, "does")
        && (words.kind(next) == Kind::Preposition || words.kind(next).is_verb())
}

/// The kind that word `i` is rather than what its tag says.
fn repaired(words: &Words, i: usize) -> Option<Kind> {
    let word = words[i].lower.as_str();
    let kind = words.kind(i);
    let next = words.skip_adverbs(i + 1);
    let before = (0..i)
        .rev()
        .find(|&j| !matches!(words.kind(j), Kind::Adverb | Kind::Not));
    let after = |list: &[&str]| before.is_some_and(|j| words.is_any(j, list));
    let describes = matches!(words.kind(i + 1), Kind::Noun | Kind::Adjective);
    let next_kind = words.kind(next);
    match kind {
        Kind::Participle | Kind::Gerund | Kind::Past
            if matches!(word, "provided" | "assuming")
                && (i == 0 || words.kind(i - 1) == Kind::Comma)
                && matches!(next_kind, Kind::Determiner | Kind::Pronoun | Kind::Opener) =>
        {
            Some(Kind::Opener)
        }
        Kind::Opener if word == "because" && words.is(i + 1, "of") => Some(Kind::Preposition),
        Kind::Conjunction if word == "but" && i > 0 && words.is(i - 1, "all") => Some(Kind::Adverb),
        Kind::Present if i == 0 && word.ends_with('s') && opens_phrase(words, next) => {
            Some(Kind::Noun)
        }
        Kind::Gerund if !is_gerund(word) && word.ends_with('s') => Some(Kind::Noun),
        Kind::Present if i > 0 && word.ends_with('s') && words.is_any(i - 1, ARTICLES) => {
            Some(Kind::Noun)
        }
        Kind::Base | Kind::Present if is_gerund(word) => Some(Kind::Gerund),
        Kind::Base | Kind::Present if is_regular(word) => Some(Kind::Past),
        Kind::Base | Kind::Adjective if after(HAVE) && is_past(word) => {
            (!describes || !is_regular(word)).then_some(Kind::Participle)
        }
        Kind::Base if is_past(word) && words.is(i + 1, "by") && !words.is(i.max(1) - 1, "to") => {
            Some(Kind::Participle)
        }
        Kind::Noun if after(HAVE) && !describes && is_regular(word) && !words[i].is_capital => {
            Some(Kind::Participle)
        }
        Kind::Adjective
            if after(BE) && !describes && is_regular(word) && !QUALITIES.contains(&word) =>
        {
            Some(Kind::Participle)
        }
        Kind::Past if !is_past(word) => Some(Kind::Present),
        Kind::Noun
            if MODALS.contains(&word)
                && !words[i].is_capital
                && matches!(words.kind(next), Kind::Base) =>
        {
            Some(Kind::Modal)
        }
        Kind::Noun if i >= 2 && words.is(i - 1, "to") => {
            let scheduled = words.is(i - 2, "due") && SCHEDULED.contains(&word) && !describes;
            (scheduled || words.is_any(i - 2, TAKE_TO)).then_some(Kind::Base)
        }
        _ => None,
    }
}
