//! Conditions on the context of a match; any that holds discards the match.

use std::ops::Range;

use super::pattern::Grammar;
use super::words::{TagTest, TokenView, Vocabulary, WordId, is_quote, is_word};

/// Tokens that `left`, `right` and `near` look at, on each side.
const NEAR: usize = 6;

/// The tokens of a match, context included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// One condition of the column `unless`.
#[derive(Debug)]
pub(super) struct Condition {
    negated: bool,
    test: Test,
}

#[derive(Debug)]
enum Test {
    Words(Where, Vec<Listed>),
    Tag(Step, TagTest),
    Number(Step),
    CapitalAt(Step),
    Capital,
    Quoted,
    Opens,
    Closes,
    Question,
}

/// A word of a list; a clitic such as "'s" counts only on a token whose tag tells it apart.
type Listed = (WordId, Option<TagTest>);

/// A token before (negative) or after the match.
#[derive(Debug, Clone, Copy)]
struct Step(isize);

impl Step {
    fn index(self, place: Place, view: &TokenView<'_>) -> Option<usize> {
        let base = if self.0 < 0 {
            place.start
        } else {
            place.end - 1
        };
        base.checked_add_signed(self.0).filter(|&i| i < view.len())
    }
}

#[derive(Debug, Clone, Copy)]
enum Where {
    At(Step),
    Before,
    After,
    Left,
    Right,
    Near,
    Sentence,
}

/// Reads the column `unless`.
pub(super) fn parse(
    text: &str,
    grammar: &Grammar,
    vocabulary: &mut Vocabulary,
) -> Result<Vec<Condition>, String> {
    text.split(';')
        .map(str::trim)
        .filter(|condition| !condition.is_empty())
        .map(|condition| parse_one(condition, grammar, vocabulary))
        .collect()
}

fn parse_one(
    text: &str,
    grammar: &Grammar,
    vocabulary: &mut Vocabulary,
) -> Result<Condition, String> {
    let (negated, body) = match text.strip_prefix('!') {
        Some(body) => (true, body),
        None => (false, text),
    };
    let (name, value) = match body.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (body, None),
    };
    let unknown = || format!("there is no condition '{text}'");
    let test = match (name, value) {
        ("capital", None) => Test::Capital,
        ("quoted", None) => Test::Quoted,
        ("opens", None) => Test::Opens,
        ("closes", None) => Test::Closes,
        ("question", None) => Test::Question,
        (_, None) => {
            let (place, kind) = name.split_once('-').ok_or_else(unknown)?;
            match (step(place), kind) {
                (Some(step), "num") => Test::Number(step),
                (Some(step), "cap") => Test::CapitalAt(step),
                _ => return Err(unknown()),
            }
        }
        (_, Some(value)) => {
            if let Some(place) = name.strip_suffix("-tag") {
                Test::Tag(step(place).ok_or_else(unknown)?, TagTest::parse(value)?)
            } else {
                let mut words: Vec<Listed> = grammar
                    .forms(value)?
                    .into_iter()
                    .map(|form| (vocabulary.intern(&form.word), form.tags))
                    .collect();
                words.sort_by_key(|listed| listed.0);
                Test::Words(region(name).ok_or_else(unknown)?, words)
            }
        }
    };
    Ok(Condition { negated, test })
}

fn step(name: &str) -> Option<Step> {
    Some(Step(match name {
        "next" => 1,
        "next2" => 2,
        "next3" => 3,
        "prev" => -1,
        "prev2" => -2,
        "prev3" => -3,
        _ => return None,
    }))
}

fn region(name: &str) -> Option<Where> {
    Some(match name {
        "before" => Where::Before,
        "after" => Where::After,
        "left" => Where::Left,
        "right" => Where::Right,
        "near" => Where::Near,
        "sentence" => Where::Sentence,
        _ => Where::At(step(name)?),
    })
}

impl Condition {
    /// Whether the condition is true of a match. A condition on the tag of a token that has
    /// none is never true, negated or not.
    pub(super) fn holds(&self, place: Place, view: &TokenView<'_>) -> bool {
        if let Test::Tag(step, _) = &self.test
            && let Some(index) = step.index(place, view)
            && view.tags[index].is_none()
        {
            return false;
        }
        self.test.holds(place, view) != self.negated
    }
}

impl Test {
    fn holds(&self, place: Place, view: &TokenView<'_>) -> bool {
        match self {
            Test::Words(region, words) => {
                let has = |index: usize| {
                    let word = view.words[index];
                    let first = words.partition_point(|listed| listed.0 < word);
                    words[first..]
                        .iter()
                        .take_while(|listed| listed.0 == word)
                        .any(|(_, tags)| match tags {
                            None => true,
                            Some(test) => view.tags[index].is_some_and(|tag| test.accepts(tag)),
                        })
                };
                region.tokens(place, view).any(has)
            }
            Test::Tag(step, test) => step
                .index(place, view)
                .and_then(|index| view.tags[index])
                .is_some_and(|tag| test.accepts(tag)),
            Test::Number(step) => step
                .index(place, view)
                .is_some_and(|index| view.is_number(index)),
            Test::CapitalAt(step) => step
                .index(place, view)
                .is_some_and(|index| view.is_capital(index)),
            Test::Capital => {
                view.is_capital(place.start)
                    && !is_quote(view.texts[place.start - 1])
                    && !view.is_title_case()
            }
            Test::Quoted => {
                place.start > 0
                    && is_quote(view.texts[place.start - 1])
                    && view.texts.get(place.end).is_some_and(|text| is_quote(text))
            }
            Test::Opens => !view.texts[..place.start].iter().any(|text| is_word(text)),
            Test::Closes => !view.texts[place.end..].iter().any(|text| is_word(text)),
            Test::Question => ends_in_question(&view.texts).is_some(),
        }
    }
}

impl Where {
    fn tokens(self, place: Place, view: &TokenView<'_>) -> Range<usize> {
        match self {
            Where::At(step) => match step.index(place, view) {
                Some(index) => index..index + 1,
                None => 0..0,
            },
            Where::Before => 0..place.start,
            Where::After => place.end..view.len(),
            Where::Left => place.start.saturating_sub(NEAR)..place.start,
            Where::Right => place.end..view.len().min(place.end + NEAR),
            Where::Near => place.start.saturating_sub(NEAR)..view.len().min(place.end + NEAR),
            Where::Sentence => 0..view.len(),
        }
    }
}

/// The index of the question mark that ends a sentence, closing quotes and brackets aside.
pub(super) fn ends_in_question(texts: &[&str]) -> Option<usize> {
    let last = texts
        .iter()
        .rposition(|text| !(is_quote(text) || matches!(*text, ")" | "]")))?;
    matches!(texts[last], "?" | "?!" | "!?" | "??").then_some(last)
}

/// Whether a question asks for no answer: "Who, after all, pays for that?".
pub(super) fn is_rhetorical(texts: &[&str]) -> bool {
    let says = |a: &str, b: &str| {
        let is = |text: &str, word: &str| text.eq_ignore_ascii_case(word);
        texts.windows(2).any(|w| is(w[0], a) && is(w[1], b))
    };
    says("after", "all") || says("who", "knew") || says("who", "cares")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(condition: &str, tokens: &[(&str, Option<&str>)], start: usize, end: usize) -> bool {
        let mut vocabulary = Vocabulary::default();
        let conditions = parse(condition, &Grammar::default(), &mut vocabulary).unwrap();
        let view = TokenView::new(&vocabulary, tokens.iter().copied());
        conditions[0].holds(Place { start, end }, &view)
    }

    const TOKENS: &[(&str, Option<&str>)] = &[
        ("\"", None),
        ("In", Some("IN")),
        ("May", Some("NNP")),
        ("2024", Some("CD")),
        ("it", None),
        ("rained", None),
        ("?", None),
        ("\"", None),
    ];

    #[test]
    fn looks_at_words_and_tags() {
        for (condition, expected) in [
            ("prev=in|on", true),
            ("prev=on", false),
            ("!prev=on", true),
            ("next-num", true),
            ("prev-num", false),
            ("next-tag=CD", true),
            ("!next-tag=CD", false),
            ("next2=it", true),
            ("next2-tag=PRP", false),
            ("!next2-tag=PRP", false),
            ("sentence=[rain]", true),
            ("before=rained", false),
            ("after=rained", true),
            ("near=rained", true),
            ("left=in", true),
            ("right=rained", true),
            ("capital", true),
            ("opens", false),
            ("closes", false),
            ("question", true),
            ("quoted", false),
            ("next-cap", false),
        ] {
            assert_eq!(holds(condition, TOKENS, 2, 3), expected, "{condition}");
        }
        assert!(holds("opens", TOKENS, 1, 2) && holds("closes", TOKENS, 5, 6));
        assert!(!holds("capital", TOKENS, 1, 2));
        assert!(holds("quoted", TOKENS, 1, 7));
        assert!(!holds("next=x", TOKENS, 7, 8) && holds("!next=x", TOKENS, 7, 8));
    }

    #[test]
    fn says_what_is_wrong() {
        let mut vocabulary = Vocabulary::default();
        for text in [
            "next",
            "nxt=a",
            "quoted=a",
            "next-tag=verb",
            "next4=a",
            "!",
            "next-x",
        ] {
            assert!(
                parse(text, &Grammar::default(), &mut vocabulary).is_err(),
                "{text}"
            );
        }
    }
}
