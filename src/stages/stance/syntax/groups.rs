//! Verb groups: a main verb with its auxiliaries, adverbs and negation.

use std::ops::Range;

mod repair;

use self::repair::{join_inverted, promote, settle_bare};
use super::words::{BE, DO, HAVE, Kind, Words};

/// The shape of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// With a tense or a modal.
    Finite,
    /// "to sell".
    To,
    /// "sell" alone.
    Bare,
    /// "selling" without a form of "be".
    Gerund,
    /// "sold" without an auxiliary.
    Participle,
}

/// A main verb with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub words: Range<usize>,
    /// The main verb.
    pub head: usize,
    pub form: Form,
    pub modal: Option<usize>,
    pub negation: Option<usize>,
    pub perfect: bool,
    pub progressive: bool,
    pub passive: bool,
    /// Whether its finite verb is in the past tense.
    pub past: bool,
    /// The auxiliary before the subject: "Had the bridge been closed".
    pub inverted: Option<usize>,
}

impl Group {
    /// A group of the one word `i`.
    fn new(i: usize, form: Form) -> Self {
        Self {
            words: i..i + 1,
            head: i,
            form,
            modal: None,
            negation: None,
            perfect: false,
            progressive: false,
            passive: false,
            past: false,
            inverted: None,
        }
    }
}

/// The verb groups of a sentence, in order and without overlap.
#[derive(Debug, Clone)]
pub(crate) struct Groups {
    list: Vec<Group>,
    /// The group that each word is part of.
    of_word: Vec<Option<usize>>,
}

impl std::ops::Deref for Groups {
    type Target = [Group];

    fn deref(&self) -> &[Group] {
        &self.list
    }
}

impl Groups {
    /// Finds the groups of a sentence.
    pub fn new(words: &Words) -> Self {
        let list = groups(words);
        let mut of_word = vec![None; words.len()];
        for (i, group) in list.iter().enumerate() {
            of_word[group.words.clone()].fill(Some(i));
        }
        Self { list, of_word }
    }

    /// The group that word `at` is part of.
    pub fn of(&self, at: usize) -> Option<usize> {
        self.of_word.get(at).copied().flatten()
    }

    /// The group whose main verb is word `at`.
    pub fn headed(&self, at: usize) -> Option<usize> {
        self.of(at).filter(|&i| self.list[i].head == at)
    }

    /// The first group that begins at word `at` or later.
    pub fn from(&self, at: usize) -> Option<usize> {
        let i = self.list.partition_point(|g| g.words.start < at);
        (i < self.list.len()).then_some(i)
    }

    /// The last group that ends before word `at`.
    pub fn before(&self, at: usize) -> Option<usize> {
        let i = self.list.partition_point(|g| g.words.end <= at);
        i.checked_sub(1)
    }

    /// The group that ends right before word `at`.
    pub fn ending(&self, at: usize) -> Option<usize> {
        self.of(at.checked_sub(1)?)
            .filter(|&i| self.list[i].words.end == at)
    }
}

/// The group before the clause of group `i`, and the words from there to its verb. What stands
/// between commas right before the verb is passed over: "whether the mill, which closed, was sold".
pub(crate) fn lead_in(words: &Words, groups: &[Group], i: usize) -> (Option<usize>, Range<usize>) {
    let start = groups[i].words.start;
    let lead = |first: usize, end: usize| {
        let before = first.checked_sub(1);
        let from = before.map_or(0, |b| groups[b].words.end);
        (before, from..end.max(from))
    };
    let verb = |at: usize| groups.iter().position(|g| g.words.start == at);
    let interposed = |comma: &usize| {
        let at = comma + 1;
        let clause = verb(at).is_some_and(|g| groups[g].form != Form::Finite);
        words.kind(*comma) == Kind::Comma
            && (words[at].is_wh || words.is(at, "as") || clause)
            && comma
                .checked_sub(1)
                .is_some_and(|j| words.kind(j).is_nominal())
    };
    let closed = start > 1 && words.kind(start - 1) == Kind::Comma;
    let near = (0..start.saturating_sub(2)).rev();
    let mut near = near.take_while(|&j| closed && words.kind(j) != Kind::Break);
    if let Some(comma) = near.find(interposed) {
        let first = groups.partition_point(|g| g.words.start < comma);
        return lead(first, comma);
    }
    // "the miners trapped since Sunday will": the participle belongs to the subject.
    let reduced = i.checked_sub(1).filter(|&b| {
        let at = groups[b].words.start;
        let mut gap = groups[b].words.end..start;
        let parts = [
            Kind::Comma,
            Kind::Conjunction,
            Kind::Opener,
            Kind::Break,
            Kind::Quote,
        ];
        groups[b].form == Form::Participle
            && at > 0
            && words.kind(at - 1) == Kind::Noun
            && !gap.any(|j| parts.contains(&words.kind(j)))
    });
    match reduced {
        Some(b) => lead(b, groups[b].words.start),
        None => lead(i, start),
    }
}

fn groups(words: &Words) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        match group_at(words, i) {
            Some(mut group) => {
                i = group.words.end;
                let floor = groups.last().map_or(0, |g| g.words.end);
                take_adverbs_before(words, &mut group, floor);
                groups.push(group);
            }
            None => i += 1,
        }
    }
    join_inverted(words, &mut groups);
    settle_bare(words, &mut groups);
    promote(words, &mut groups);
    groups
}

/// The group that begins at word `i`.
fn group_at(words: &Words, i: usize) -> Option<Group> {
    let kind = words.kind(i);
    let mut group = match kind {
        Kind::To => Group::new(i, Form::To),
        Kind::Modal => Group::new(i, Form::Finite),
        Kind::Past | Kind::Present => Group::new(i, Form::Finite),
        Kind::Base => Group::new(i, Form::Bare),
        Kind::Gerund if !words.modifies(i) => Group::new(i, Form::Gerund),
        Kind::Participle if !words.modifies(i) => Group::new(i, Form::Participle),
        Kind::Other if words.is(i, "'s") && clitic_is_verb(words, i) => Group::new(i, Form::Finite),
        _ => return None,
    };
    group.past = kind == Kind::Past;
    // "Asked about the leak, he ...": without a subject it is no finite verb.
    let auxiliary = [BE, HAVE, DO].iter().any(|list| words.is_any(i, list));
    if i == 0 && group.past && !auxiliary {
        group.form = Form::Participle;
    }
    if kind == Kind::Modal {
        group.modal = Some(i);
    }
    // "may or may not": the second modal is the one that takes the verb.
    let either = kind == Kind::Modal && words.is(i + 1, "or") && words.is(i + 2, &words[i].lower);
    let mut at = if either { i + 2 } else { i };
    loop {
        let next = words.skip_adverbs(at + 1);
        if !follows(words, at, next) {
            break;
        }
        let aux = &words[at].lower;
        if HAVE.contains(&aux.as_str()) {
            group.perfect = true;
        }
        if BE.contains(&aux.as_str()) {
            group.progressive |= words.kind(next) == Kind::Gerund;
            group.passive = words.kind(next) != Kind::Gerund;
        }
        let mut between = at + 1..next;
        group.negation = group
            .negation
            .or_else(|| between.find(|&j| negates(words, j)));
        at = next;
    }
    // "is not", "did n't" at the end of the group.
    let end = words.skip_adverbs(at + 1);
    let trailing = (at + 1..end).rev().find(|&j| negates(words, j));
    group.negation = group.negation.or(trailing).filter(|_| !either);
    group.head = at;
    group.words.end = trailing.map_or(at + 1, |j| j.max(at) + 1);
    Some(group)
}

/// "'s" before a participle, gerund or predicate: the short form of "is" or "has".
fn clitic_is_verb(words: &Words, i: usize) -> bool {
    i > 0 && words.kind(i - 1) == Kind::Pronoun
        || matches!(words.kind(words.skip_adverbs(i + 1)), Kind::Gerund)
}

/// Whether the verb at `next` is governed by the auxiliary at `at`.
fn follows(words: &Words, at: usize, next: usize) -> bool {
    let kind = words.kind(next);
    let aux = words[at].lower.as_str();
    match words.kind(at) {
        Kind::Modal => matches!(kind, Kind::Base | Kind::Present),
        Kind::To => kind == Kind::Base,
        _ if HAVE.contains(&aux) => matches!(kind, Kind::Participle | Kind::Past),
        _ if DO.contains(&aux) => matches!(kind, Kind::Base | Kind::Present),
        _ if BE.contains(&aux) => {
            let modifier = words.modifies(next) && words.kind(next) == Kind::Participle;
            matches!(kind, Kind::Gerund | Kind::Participle | Kind::Past) && !modifier
        }
        _ => false,
    }
}

/// "not" that negates: neither "not only" nor "not just".
fn negates(words: &Words, i: usize) -> bool {
    words.is(i, "neither")
        || words.kind(i) == Kind::Not && !words.is_any(i + 1, &["only", "just", "merely", "least"])
        || words.is(i, "no") && words.is_any(i + 1, &["longer"])
}

/// Adverbs right before a group belong to it ("reportedly bought", "never sold").
fn take_adverbs_before(words: &Words, group: &mut Group, floor: usize) {
    let mut start = group.words.start;
    while start > floor && matches!(words.kind(start - 1), Kind::Adverb | Kind::Not) {
        start -= 1;
        if negates(words, start) {
            group.negation = group.negation.or(Some(start));
        }
    }
    if start > floor && words.is(start - 1, "no") && words.is(start, "longer") {
        group.negation = Some(start - 1);
    }
    group.words.start = start;
}
