//! What bears on each verb of a sentence: its own modal, adverbs and negation, and what governs it.

mod own;

use std::ops::Range;

use super::value::Step;
use crate::document::{Cue, CueType, Document, EventStatus, Span, Strength};
use crate::stages::stance::syntax::{
    BE, Complements, Form, Frame, Group, Groups, Kind, Link, Part, Signature, Words, lead_in,
    links, sentence,
};

/// How deep governors are followed: keeps the work linear in the text.
const DEEPEST: usize = 8;

/// Modals of what is not real or only possible.
pub(super) const WOULD: &[&str] = &["would", "could", "might", "'d"];

/// How many words an adverb may stand before its verb.
const NEAR: usize = 12;

/// A cue, its words counted from the sentence's first.
pub(super) struct LocalCue {
    pub kind: CueType,
    pub strength: Option<Strength>,
    pub status: Option<EventStatus>,
    pub words: Range<usize>,
}

/// A sentence with its verb groups and what each hangs on.
pub(super) struct Clauses<'a> {
    pub words: Words,
    pub groups: Groups,
    pub links: Vec<Link>,
    pub cues: Vec<LocalCue>,
    pub table: &'a Complements,
    /// Steps of each group's own words.
    own: Vec<Vec<Step>>,
    /// The predicate of each group that is a copula, unless it governs a verb.
    pub predicates: Vec<Option<usize>>,
    /// The mark of a question.
    question: Option<usize>,
    /// Whether it has a "would", "could" or "might".
    has_would: bool,
}

impl<'a> Clauses<'a> {
    /// The clauses of a sentence, given by its tokens and the cues that stand in it.
    pub fn new(doc: &Document, tokens: Range<usize>, cues: &[Cue], table: &'a Complements) -> Self {
        let words = sentence(doc, tokens);
        let groups = Groups::new(&words);
        let links = links(&words, &groups, table);
        let local = |cue: &Cue| {
            let tokens = doc.tokens_under(cue.span);
            LocalCue {
                kind: cue.kind,
                strength: cue.strength,
                status: cue.signals_status,
                words: tokens.start.saturating_sub(words.first)
                    ..tokens.end.saturating_sub(words.first),
            }
        };
        let cues: Vec<LocalCue> = cues.iter().map(local).collect();
        let would = |g: &Group| g.modal.is_some_and(|m| words.is_any(m, WOULD));
        let question = cues.iter().find(|c| c.kind == CueType::Question);
        let mut clauses = Self {
            own: Vec::new(),
            predicates: Vec::new(),
            question: question.map(|c| c.words.start),
            has_would: groups.iter().any(would),
            words,
            groups,
            links,
            cues,
            table,
        };
        clauses.predicates = clauses.find_predicates();
        clauses.own = clauses.all_own_steps();
        clauses
    }

    /// The adjectives that forms of "be" say of their subjects.
    fn find_predicates(&self) -> Vec<Option<usize>> {
        let copulas = [
            "remain", "remains", "remained", "become", "becomes", "became", "stay", "stayed",
        ];
        let mut governs = vec![false; self.words.len()];
        for link in &self.links {
            if let Link::Governed { at, .. } = link {
                governs[*at] = true;
            }
        }
        let predicate = |g: &Group| {
            let head = self.words[g.head].lower.as_str();
            let copula = BE.contains(&head) || copulas.contains(&head);
            let at = self.words.skip_adverbs(g.words.end);
            let adjective = self.words.kind(at) == Kind::Adjective
                && !matches!(
                    self.words.kind(at + 1),
                    Kind::Noun | Kind::Adjective | Kind::To
                );
            // "is over", at the end of its clause.
            let end = g.words.end;
            let stops = matches!(self.words.kind(end + 1), Kind::Comma | Kind::Break);
            let over = self.words.is(end, "over") && stops;
            let at = if over { end } else { at };
            (copula && (adjective || over) && !governs[at]).then_some(at)
        };
        self.groups.iter().map(predicate).collect()
    }

    /// Where word `at` stands in the text.
    pub fn span(&self, doc: &Document, at: usize) -> Span {
        doc.tokens[self.words.first + at].span
    }

    /// All that bears on the verb of group `i`, outermost first.
    pub fn steps(&self, i: usize) -> Vec<Step> {
        self.steps_within(i, DEEPEST)
    }

    fn steps_within(&self, i: usize, depth: usize) -> Vec<Step> {
        let mut steps = self.outer(i, depth);
        steps.extend_from_slice(&self.own[i]);
        steps
    }

    /// The steps of group `i`'s own words.
    pub fn own(&self, i: usize) -> &[Step] {
        &self.own[i]
    }

    /// What bears on group `i` from outside of it.
    pub fn outer(&self, i: usize, depth: usize) -> Vec<Step> {
        let Some(depth) = depth.checked_sub(1) else {
            return Vec::new();
        };
        match &self.links[i] {
            Link::Own => self.clause_steps(i),
            Link::Governed { at, by, rule, row } => {
                let mut steps = by.map_or_else(Vec::new, |b| self.steps_within(b, depth));
                if let Some(step) = self.life_cycle(*at, *by) {
                    steps.push(step);
                    return steps;
                }
                steps.extend(self.noun_negation(*at, *by));
                let actively =
                    by.is_some_and(|b| self.groups[b].head == *at && !self.groups[b].passive);
                let signature = match row.of_subject && actively {
                    true => Signature::REPORT,
                    false => row.signature,
                };
                steps.push(Step {
                    signature,
                    status: row.status,
                    rule: if row.is_report() { "report" } else { rule },
                    at: *at,
                });
                steps
            }
            Link::With { with, shares } => {
                let mut steps = self.outer(*with, depth);
                if *shares {
                    steps.extend_from_slice(&self.own[*with]);
                }
                steps
            }
            Link::Purpose { of } => {
                let mut steps = of.map_or_else(Vec::new, |of| self.outer(of, depth));
                steps.push(Step::open(
                    "purpose",
                    self.groups[i].words.start,
                    EventStatus::Planned,
                ));
                steps
            }
            Link::Along { of } => self.steps_within(*of, depth),
            Link::Absent { at } => vec![Step::new("absence", *at, Signature::NEGATION)],
            Link::Condition { at } => vec![self.condition(i, *at)],
            Link::SubjectOf { of } => self.subject_steps(*of),
        }
    }

    /// An "if" clause: open, or not so where it is counterfactual ("had known ... would have").
    fn condition(&self, i: usize, at: usize) -> Step {
        match self.is_unreal(i) && self.has_would {
            true => Step::counterfactual(at),
            false => Step::open("condition", at, EventStatus::Hypothetical),
        }
    }

    /// Whether the condition of group `i` is in the past perfect: "had the pump failed".
    fn is_unreal(&self, i: usize) -> bool {
        self.groups[i].perfect && self.groups[i].past
    }

    /// A gerund as the subject is open where its verb is.
    pub fn subject_steps(&self, of: usize) -> Vec<Step> {
        let modal = self.groups[of].modal;
        let future = ["will", "would", "may", "might", "could", "'d", "'ll"];
        modal
            .filter(|&m| self.words.is_any(m, &future))
            .map(|m| Step::open("subject of a modal", m, EventStatus::Hypothetical))
            .into_iter()
            .collect()
    }

    /// What bears on a clause of its own: a question, or the condition on which it depends.
    fn clause_steps(&self, i: usize) -> Vec<Step> {
        let mut steps = Vec::new();
        let opened = self.opener(i);
        if let Some(mark) = self
            .question
            .filter(|_| opened.is_none() || opened == Some(0))
        {
            steps.push(Step::new("question", mark, Signature::OPEN));
        }
        steps
    }

    /// The word that opens the clause of group `i`: "that", "which", "because".
    pub fn opener(&self, i: usize) -> Option<usize> {
        let (_, gap) = lead_in(&self.words, &self.groups, i);
        gap.rev().find(|&j| {
            self.words.kind(j) == Kind::Opener
                || self.words.is_any(j, &["after", "before", "since", "as"])
        })
    }

    /// "scrapped plans to", "denied plans to", "plans to sell were dropped": the verb, whose object or
    /// subject the governing noun is, tells more than the noun.
    pub fn life_cycle(&self, at: usize, by: Option<usize>) -> Option<Step> {
        if by.is_some_and(|b| self.groups[b].head == at) {
            return None;
        }
        let object = by.and_then(|b| self.life_cycle_of(b, Frame::Object));
        object.or_else(|| {
            let g = self.verb_of_subject(at)?;
            let frame = match self.groups[g].passive {
                true => Frame::Object,
                false => Frame::Subject,
            };
            self.life_cycle_of(g, frame)
        })
    }

    /// The finite verb whose subject the noun at `at` is, over what the noun governs.
    fn verb_of_subject(&self, at: usize) -> Option<usize> {
        let first = self.groups.from(at + 1)?;
        let mut later = first..self.groups.len();
        let verb = later.find(|&g| self.groups[g].form == Form::Finite)?;
        let mut between = at + 1..self.groups[verb].words.start;
        let apart = between.any(|j| {
            matches!(
                self.words.kind(j),
                Kind::Opener | Kind::Break | Kind::Quote | Kind::Comma | Kind::Conjunction
            )
        });
        (!apart).then_some(verb)
    }

    /// What the verb of group `g` says of the life cycle of its object or subject.
    fn life_cycle_of(&self, g: usize, frame: Frame) -> Option<Step> {
        let group = &self.groups[g];
        let word = self.words[group.head].lower.as_str();
        let next = self.words.get(group.head + 1).map_or("", |w| &w.lower);
        let row = self.table.find(word, next, Part::Verb, frame)?;
        let tells = matches!(
            row.status,
            Some(EventStatus::Cancelled | EventStatus::Postponed | EventStatus::Denied)
        );
        tells.then_some(Step {
            signature: row.signature,
            status: row.status,
            rule: "verb",
            at: group.head,
        })
    }

    /// "no plans to", "not a sign that": the negation of a governing noun.
    fn noun_negation(&self, at: usize, by: Option<usize>) -> Option<Step> {
        let is_verb = by.is_some_and(|b| self.groups[b].head == at);
        let near = at.saturating_sub(3)..at;
        let no = near.rev().take_while(|&j| self.words.kind(j).is_nominal());
        let mut no = no.filter(|&j| self.words.is_any(j, &["no", "neither"]));
        // After a verb the verb has it already.
        let taken = |j: usize| by.is_some_and(|b| self.groups[b].words.end == j);
        let at = no.next().filter(|&j| !is_verb && !taken(j))?;
        Some(Step::new("negation", at, Signature::NEGATION))
    }

    /// Whether group `i` is the verb of a relative or adverbial clause.
    pub fn is_relative(&self, i: usize) -> bool {
        let opened = self.opener(i);
        self.links[i] == Link::Own && opened.is_some_and(|o| o > 0 || self.question.is_none())
    }
}
