//! What each verb group hangs on: the governor, and how it governs.

mod nonfinite;

use std::ops::Range;

use super::complements::{Complement, Complements, Frame, Outcome, Part, Signature};
use super::groups::{Form, Group, lead_in};
use super::words::{Kind, Words};

/// How a group hangs on the words before it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Link {
    /// A main clause, or a subordinate one that says something of its own.
    Own,
    /// Governed by the word at `at`, of group `by` or (a noun or adjective) near it.
    Governed {
        at: usize,
        by: Option<usize>,
        rule: &'static str,
        row: Box<Complement>,
    },
    /// "to ..." of purpose, after group `of`.
    Purpose { of: Option<usize> },
    /// An adverbial participle: so is the verb of `of`.
    Along { of: usize },
    /// "without", "instead of", "rather than" at `at`.
    Absent { at: usize },
    /// After "if" or "unless" at `at`.
    Condition { at: usize },
    /// A gerund that is the subject of group `of`.
    SubjectOf { of: usize },
    /// Coordinate with group `with`, whose modal and negation it shares if it has none itself.
    With { with: usize, shares: bool },
}

/// The links of all groups of a sentence.
pub(crate) fn links(words: &Words, groups: &[Group], table: &Complements) -> Vec<Link> {
    let linker = Linker {
        words,
        groups,
        table,
    };
    (0..groups.len()).map(|i| linker.link(i)).collect()
}

/// Words that open a clause of its own.
const ADVERBIAL: &[&str] = &[
    "because", "although", "though", "while", "whereas", "when", "where", "once", "until", "since",
    "after", "before", "as", "than",
];
/// Prepositions that do not lead to what a noun or verb is about.
pub(crate) const LOOSE: &[&str] = &["despite", "during", "amid", "following", "besides"];

/// How many groups back a governor is looked for.
const REACH: usize = 4;

struct Linker<'a> {
    words: &'a Words,
    groups: &'a [Group],
    table: &'a Complements,
}

impl Linker<'_> {
    fn link(&self, i: usize) -> Link {
        match self.groups[i].form {
            Form::To => self.infinitive(i),
            Form::Gerund => self.gerund(i),
            Form::Participle => self.participle(i),
            Form::Bare => self.bare(i),
            Form::Finite => self.finite(i),
        }
    }

    /// The words between the group before `i` and group `i`.
    fn gap(&self, i: usize) -> Range<usize> {
        let start = match i.checked_sub(1) {
            Some(before) => self.groups[before].words.end,
            None => 0,
        };
        start..self.groups[i].words.start.max(start)
    }

    fn row(&self, at: usize, part: Part, frame: Frame) -> Option<&Complement> {
        let word = self.words.get(at)?;
        let next = self.words.get(at + 1).map_or("", |w| &w.lower);
        self.table.find(&word.lower, next, part, frame)
    }

    fn governed(&self, at: usize, by: Option<usize>, rule: &'static str, row: &Complement) -> Link {
        Link::Governed {
            at,
            by,
            rule,
            row: Box::new(row.clone()),
        }
    }

    /// The nearest governor before group `i` with one of `frames`: nouns and adjectives between
    /// the groups, then the group before, and so on to the next finite one.
    fn governor(&self, i: usize, frames: &[Frame]) -> Option<Link> {
        let mut end = self.groups[i].words.start;
        for before in (0..i).rev().take(REACH).map(Some).chain([None]) {
            let start = before.map_or(0, |b| self.groups[b].words.end);
            for at in (start..end.max(start)).rev() {
                if matches!(
                    self.words.kind(at),
                    Kind::Opener | Kind::Break | Kind::Quote
                ) {
                    return None;
                }
                for (part, rule) in [(Part::Noun, "noun"), (Part::Adjective, "adjective")] {
                    let fits = match part {
                        Part::Noun => self.words.kind(at) == Kind::Noun,
                        _ => !matches!(self.words.kind(at), Kind::Noun | Kind::Determiner),
                    };
                    let row = frames.iter().find_map(|&f| self.row(at, part, f));
                    if let Some(row) = row.filter(|_| fits) {
                        let by = self.host(at, before);
                        return Some(self.governed(at, by, rule, row));
                    }
                }
            }
            let Some(b) = before else { break };
            let group = &self.groups[b];
            let verb = frames.iter().find_map(|&f| self.verb_row(b, f));
            if let Some(row) = verb {
                return Some(self.governed(group.head, Some(b), "verb", row));
            }
            if group.form == Form::Finite {
                break;
            }
            end = group.words.start;
        }
        None
    }

    /// The row of a group's verb, or of its participle as an adjective ("is set to").
    fn verb_row(&self, group: usize, frame: Frame) -> Option<&Complement> {
        let g = &self.groups[group];
        let as_adjective = g.passive.then(|| self.row(g.head, Part::Adjective, frame));
        as_adjective
            .flatten()
            .or_else(|| self.row(g.head, Part::Verb, frame))
    }

    /// The group whose predicate the adjective or noun at `at` is: the one before it if only
    /// parts of the predicate lie between, or for a subject the next one.
    fn host(&self, at: usize, before: Option<usize>) -> Option<usize> {
        let b = before?;
        let mut gap = self.groups[b].words.end..at;
        gap.all(|j| self.words.kind(j).is_nominal() || self.words.kind(j) == Kind::Preposition)
            .then_some(b)
    }

    /// A governor in the words from the group `before` up to `end`.
    fn governor_before(&self, before: Option<usize>, end: usize, frames: &[Frame]) -> Option<Link> {
        let start = before.map_or(0, |b| self.groups[b].words.end);
        for at in (start..end.max(start)).rev().take(3) {
            for part in [Part::Noun, Part::Adjective] {
                if let Some(row) = frames.iter().find_map(|&f| self.row(at, part, f)) {
                    let by = self.host(at, before);
                    let rule = if part == Part::Noun {
                        "noun"
                    } else {
                        "adjective"
                    };
                    return Some(self.governed(at, by, rule, row));
                }
            }
        }
        let b = before?;
        if let Some(row) = frames.iter().find_map(|&f| self.verb_row(b, f)) {
            return Some(self.governed(self.groups[b].head, Some(b), "verb", row));
        }
        // "Hopes are fading that", "Reports emerged that": the noun before the verb.
        let noun = self.groups[b].words.start.checked_sub(1)?;
        let close = end <= start + 1 && self.words.kind(noun) == Kind::Noun;
        let row = self.row(noun, Part::Noun, Frame::That);
        let row = row.filter(|_| close && frames == [Frame::That])?;
        Some(self.governed(noun, None, "noun", row))
    }

    fn finite(&self, i: usize) -> Link {
        if let Some(at) = self.condition(i) {
            return Link::Condition { at };
        }
        let (before, gap) = lead_in(self.words, self.groups, i);
        let opener = gap
            .clone()
            .rev()
            .find(|&j| self.words.kind(j) == Kind::Opener || self.words.is_any(j, ADVERBIAL));
        if let Some(at) = opener {
            return self.subordinate(i, before, at);
        }
        if let Some(link) = self.coordinate(i, &[Form::Finite]) {
            return link;
        }
        let apart = |j: usize| {
            matches!(
                self.words.kind(j),
                Kind::Comma | Kind::Break | Kind::Quote | Kind::Conjunction
            )
        };
        let Some(b) = before else {
            return Link::Own;
        };
        // "said the firm sold": no "that".
        if !gap.is_empty() && !gap.clone().any(apart) {
            let subject = self.groups[b].form == Form::Gerund && self.groups[b].words.start == 0;
            let governor = self.governor_before(before, gap.start, &[Frame::That]);
            let says = |l: &Link| match l {
                Link::Governed { row, .. } => row.signature.holds != Outcome::Open && !subject,
                _ => false,
            };
            return governor.filter(says).unwrap_or(Link::Own);
        }
        // ", and the firm sold": what the clause before is, without its own modal.
        let conjunction = gap.clone().any(|j| self.words.kind(j) == Kind::Conjunction);
        let with = (0..=b).rev().find(|&b| self.groups[b].form == Form::Finite);
        if let Some(with) = with.filter(|_| conjunction)
            && self.words.kind(gap.start) == Kind::Conjunction
        {
            return Link::With {
                with,
                shares: false,
            };
        }
        Link::Own
    }

    /// A clause after the group `before` that the word at `at` opens.
    fn subordinate(&self, i: usize, before: Option<usize>, at: usize) -> Link {
        let word = self.words[at].lower.as_str();
        // "so that we can".
        if word == "that" && at > 0 && self.words.is(at - 1, "so") {
            return match self.groups[i].modal {
                Some(_) => Link::Purpose { of: before },
                None => Link::Own,
            };
        }
        let is_question = word == "whether" || word == "if";
        let frames: &[Frame] = match word {
            "whether" | "if" => &[Frame::Whether],
            "that" => &[Frame::That],
            "what" | "who" | "why" | "how" | "when" | "where" | "which" => &[Frame::Wh],
            _ => return Link::Own,
        };
        // Right after a noun "who", "which" and "where" are relative, and "that" right before the verb.
        let last = at
            .checked_sub(1)
            .map_or(Kind::Other, |j| self.words.kind(j));
        if word == "that" && last == Kind::Noun && at + 1 == self.groups[i].words.start {
            return Link::Own;
        }
        if matches!(word, "who" | "which" | "where" | "when")
            && matches!(last, Kind::Noun | Kind::Comma)
        {
            return Link::Own;
        }
        let governor = self.governor_before(before, at, frames);
        match governor {
            Some(Link::Governed { at, by, row, .. }) if is_question => Link::Governed {
                at,
                by,
                row,
                rule: "whether",
            },
            Some(link) => link,
            None if is_question => self.fixed(before, at, "whether", Signature::OPEN),
            None => Link::Own,
        }
    }

    /// The "if" or "unless" that opens the clause of group `i`.
    fn condition(&self, i: usize) -> Option<usize> {
        let (before, gap) = lead_in(self.words, self.groups, i);
        // "Had the bridge been closed", "Should the talks fail".
        let inverted = self.groups[i].inverted.filter(|&j| {
            self.words.is_any(j, &["had", "should", "were"])
                && !self.words.any_in(0..self.words.len(), &["?"])
        });
        if inverted.is_some() {
            return inverted;
        }
        let at = gap.clone().rev().find(|&j| {
            self.words.kind(j) == Kind::Opener || self.words.is_any(j, &["provided", "assuming"])
        })?;
        let word = self.words[at].lower.as_str();
        let asks = at > 0
            && before.is_some_and(|b| {
                self.groups[b].words.end + 2 >= at && self.verb_row(b, Frame::Whether).is_some()
            });
        let as_if = at > 0 && self.words.is(at - 1, "as");
        match word {
            "if" if !asks && !as_if => Some(at),
            "unless" | "provided" | "assuming" => Some(at),
            _ => None,
        }
    }
}
