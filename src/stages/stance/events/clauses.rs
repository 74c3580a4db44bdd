//! What bears on each verb of a sentence: its own modal, adverbs and negation, and what governs it.

use std::ops::Range;

use super::value::Step;
use crate::document::{Cue, CueType, Document, EventStatus, Span, Strength};
use crate::stages::stance::syntax::{
    BE, Complements, Form, Frame, Group, Kind, Link, Outcome, Part, Signature, Words, groups, links,
};

/// How deep governors are followed: keeps the work linear in the text.
const DEEPEST: usize = 8;

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
    pub groups: Vec<Group>,
    pub links: Vec<Link>,
    pub cues: Vec<LocalCue>,
    pub table: &'a Complements,
    /// Steps of each group's own words.
    own: Vec<Vec<Step>>,
}

impl<'a> Clauses<'a> {
    /// The clauses of a sentence, given by its tokens and the cues that stand in it.
    pub fn new(doc: &Document, tokens: Range<usize>, cues: &[Cue], table: &'a Complements) -> Self {
        let words = Words::new(doc, tokens);
        let groups = groups(&words);
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
        let cues = cues.iter().map(local).collect();
        let mut clauses = Self {
            own: vec![Vec::new(); groups.len()],
            words,
            groups,
            links,
            cues,
            table,
        };
        let own = (0..clauses.groups.len()).map(|i| clauses.own_steps(i));
        clauses.own = own.collect();
        clauses
    }

    /// Where word `at` stands in the text.
    pub fn span(&self, doc: &Document, at: usize) -> Span {
        doc.tokens[self.words.first + at].span
    }

    /// The group whose main verb is word `at`.
    pub fn group_of(&self, at: usize) -> Option<usize> {
        self.groups.iter().position(|g| g.head == at)
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
        let group = &self.groups[i];
        let unreal = group.perfect && group.past && self.is_counterfactual();
        match unreal {
            true => Step {
                signature: Signature::NEGATION,
                status: Some(EventStatus::NotOccurred),
                rule: "counterfactual",
                at,
            },
            false => Step::open("condition", at, EventStatus::Hypothetical),
        }
    }

    /// Whether the sentence has a "would have", "could have" or "might have".
    fn is_counterfactual(&self) -> bool {
        self.groups.iter().any(|g| {
            g.perfect
                && g.modal
                    .is_some_and(|m| self.words.is_any(m, &["would", "could", "might", "'d"]))
        })
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
        let question = self.cues.iter().find(|c| c.kind == CueType::Question);
        if let Some(cue) = question.filter(|_| opened.is_none() || opened == Some(0)) {
            steps.push(Step::new("question", cue.words.start, Signature::OPEN));
        }
        steps
    }

    /// The word that opens the clause of group `i`: "that", "which", "because".
    pub fn opener(&self, i: usize) -> Option<usize> {
        let start = match i.checked_sub(1) {
            Some(b) => self.groups[b].words.end,
            None => 0,
        };
        let mut gap = (start..self.groups[i].words.start.max(start)).rev();
        gap.find(|&j| {
            self.words.kind(j) == Kind::Opener
                || self.words.is_any(j, &["after", "before", "since", "as"])
        })
    }

    /// "scrapped plans to", "delayed plans to", "denied plans to": the verb, whose object the governing
    /// noun is, tells more than the noun.
    pub fn life_cycle(&self, at: usize, by: Option<usize>) -> Option<Step> {
        let group = &self.groups[by.filter(|&b| self.groups[b].head != at)?];
        let word = self.words[group.head].lower.as_str();
        let next = self.words.get(group.head + 1).map_or("", |w| &w.lower);
        let row = self.table.find(word, next, Part::Verb, Frame::Object)?;
        let tells = matches!(
            row.status,
            Some(EventStatus::Cancelled | EventStatus::Postponed | EventStatus::Denied)
        );
        tells.then(|| Step {
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

    /// The steps of group `i`'s own words: cues first, negation last.
    fn own_steps(&self, i: usize) -> Vec<Step> {
        let group = &self.groups[i];
        let mut steps: Vec<Step> = Vec::new();
        steps.extend(self.consequent(i));
        for cue in &self.cues {
            if self.target(cue) == Some(i) {
                steps.extend(self.cue_step(cue, group));
            }
        }
        if let Some(modal) = group.modal {
            let word = self.words[modal].lower.as_str();
            steps.extend(match word {
                "should" | "ought" if group.perfect => {
                    Some(Step::new("should have", modal, Signature::NEGATION))
                }
                "should" | "must" if steps.is_empty() => {
                    Some(Step::open("deontic", modal, EventStatus::State))
                }
                _ => None,
            });
        }
        if let Some(at) = self.negation(i) {
            // "cannot rule out" and the like are in the table, "not necessarily" is a cue.
            let necessarily = self.words.is(at + 1, "necessarily");
            let step = match necessarily {
                true => Step::new("modal", at + 1, Signature::always(Outcome::PossiblyNot)),
                false => Step::new("negation", at, Signature::NEGATION),
            };
            steps.push(step);
        }
        steps
    }

    /// The main clause of a conditional: open, or not so where it is counterfactual.
    fn consequent(&self, i: usize) -> Option<Step> {
        let group = &self.groups[i];
        if group.form != Form::Finite || matches!(self.links[i], Link::Condition { .. }) {
            return None;
        }
        if let Some(modal) = group.modal.filter(|_| group.perfect) {
            let cue = self
                .cues
                .iter()
                .any(|c| c.kind == CueType::Conditional && c.words.contains(&modal));
            let conditional = self
                .links
                .iter()
                .any(|l| matches!(l, Link::Condition { .. }));
            let would = self.words.is_any(modal, &["would", "'d"]);
            if would && (cue || conditional) || conditional && self.words.is(modal, "could") {
                return Some(Step {
                    signature: Signature::NEGATION,
                    status: Some(EventStatus::NotOccurred),
                    rule: "counterfactual",
                    at: modal,
                });
            }
        }
        let condition = self.condition_of(i)?;
        let past = group.past && group.modal.is_none();
        (!past).then(|| Step::open("consequent", condition, EventStatus::Hypothetical))
    }

    /// The "if" on which group `i` depends: that of the clause after it or right before it.
    fn condition_of(&self, i: usize) -> Option<usize> {
        let at = |j: usize| match self.links.get(j)? {
            Link::Condition { at } => Some(*at),
            _ => None,
        };
        let is_main = |j: &usize| {
            self.groups[*j].form == Form::Finite && at(*j).is_none() && !self.is_relative(*j)
        };
        (0..self.groups.len()).find_map(|c| {
            let condition = at(c)?;
            let before = (0..c).rev().find(is_main).filter(|_| condition > 0);
            let main = before.or_else(|| (c + 1..self.groups.len()).find(is_main))?;
            (main == i).then_some(condition)
        })
    }

    /// Whether group `i` is the verb of a relative or adverbial clause.
    pub fn is_relative(&self, i: usize) -> bool {
        self.links[i] == Link::Own && self.opener(i).is_some_and(|o| o > 0)
    }

    /// "not" in the group, "no" in its subject or right after it.
    fn negation(&self, i: usize) -> Option<usize> {
        let group = &self.groups[i];
        if group.negation.is_some() {
            return group.negation;
        }
        let none = [
            "no", "nobody", "none", "neither", "nothing", "nor", "nowhere",
        ];
        let after = group.words.end;
        let idiom = [
            "doubt", "matter", "wonder", "longer", "more", "less", "fewer", "later", "sooner",
        ];
        if self.words.is_any(after, &none) && !self.words.is_any(after + 1, &idiom) {
            return Some(after);
        }
        let start = match i.checked_sub(1) {
            Some(b) => self.groups[b].words.end,
            None => 0,
        };
        let subject = (start..group.words.start.max(start))
            .rev()
            .take_while(|&j| {
                !matches!(
                    self.words.kind(j),
                    Kind::Comma | Kind::Opener | Kind::Break | Kind::Quote
                ) && !(self.words.kind(j) == Kind::Conjunction && !self.words.is(j, "nor"))
            });
        let mut found = subject.filter(|&j| {
            self.words.is_any(j, &none) && !self.words.is_any(j + 1, &idiom)
                // The object of the verb before has been counted there.
                && !(start > 0 && j == start && !self.words.is(j, "nor"))
        });
        if group.form == Form::Finite {
            found.next()
        } else {
            None
        }
    }

    /// The group whose certainty a cue tells by standing in it or, as an adverb, near it.
    fn target(&self, cue: &LocalCue) -> Option<usize> {
        let within = |g: &Group| g.words.contains(&cue.words.start);
        if let Some(i) = self.groups.iter().position(within) {
            let governs = cue.words.contains(&self.groups[i].head);
            return (!governs || self.is_modal_cue(cue, i)).then_some(i);
        }
        let first = cue.words.start;
        let adverb = self.words.kind(first) == Kind::Adverb
            || self.words.is_any(
                first,
                &["perhaps", "maybe", "subject", "pending", "barring"],
            )
            || self.words.is(first, "in") && cue.kind == CueType::Epistemic
            || self.words.is(first, "by") && cue.kind == CueType::Epistemic;
        if !adverb || self.words.kind(cue.words.end) == Kind::Noun {
            return None;
        }
        let next = self
            .groups
            .iter()
            .position(|g| g.words.start >= cue.words.end);
        let open = |i: &usize| {
            let mut gap = cue.words.end..self.groups[*i].words.start.max(cue.words.end);
            let own = cue.kind != CueType::Conditional;
            own && !gap.any(|j| matches!(self.words.kind(j), Kind::Break | Kind::Opener))
        };
        next.filter(open).or_else(|| {
            let before = self.groups.iter().rposition(|g| g.words.end <= first)?;
            (0..=before)
                .rev()
                .find(|&i| self.groups[i].form == Form::Finite)
        })
    }

    /// "will be", "must have been": a cue that begins with the modal and takes in the verb.
    fn is_modal_cue(&self, cue: &LocalCue, i: usize) -> bool {
        let modal = self.groups[i].modal == Some(cue.words.start);
        let plain = cue.words.clone().all(|j| {
            self.words.kind(j) == Kind::Modal
                || self.words.is_any(j, BE)
                || self.words.is(j, "have")
        });
        modal && plain
    }

    /// What a cue in or near a group makes of its event.
    fn cue_step(&self, cue: &LocalCue, group: &Group) -> Option<Step> {
        let at = cue.words.start;
        let status = match cue.kind {
            CueType::Epistemic | CueType::Doxastic if !group.perfect && group.modal.is_some() => {
                Some(EventStatus::Predicted)
            }
            _ => None,
        };
        let signature = match (cue.kind, cue.strength) {
            (CueType::Epistemic | CueType::Doxastic, Some(Strength::Possible)) => {
                Signature::POSSIBLE
            }
            (CueType::Epistemic | CueType::Doxastic, Some(Strength::Probable)) => {
                Signature::PROBABLE
            }
            (CueType::Epistemic, _) => Signature::OPEN,
            (CueType::Reportative, _) => {
                return Some(Step::new("reportative", at, Signature::REPORT));
            }
            (CueType::Conditional, _) if group.modal == Some(at) && group.perfect => return None,
            (CueType::Conditional, _) if self.words.is_any(at, &["if", "unless", "provided"]) => {
                return None;
            }
            (CueType::Conditional, _) => {
                return Some(Step::open("conditional", at, EventStatus::Hypothetical));
            }
            (CueType::Future, _) => {
                return Some(Step::new("future", at, Signature::PLAIN));
            }
            _ => return None,
        };
        // "may not" is "possibly not"; a negated modal is not one.
        Some(Step {
            signature,
            status,
            rule: "modal",
            at,
        })
    }
}
