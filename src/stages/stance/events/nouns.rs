//! What bears on events that are nouns: the words before them, and the verb or noun that they
//! belong to.

use super::clauses::Clauses;
use super::value::Step;
use crate::document::{CueType, EventStatus};
use crate::stages::stance::syntax::{BE, Form, Frame, Kind, LOOSE, Part, Signature};

/// How far a noun's governor is looked for.
const NEAR: usize = 8;

/// How the words begin whose object or topic is an event whatever noun it is.
const OCCASIONS: &[&str] = &[
    "weigh",
    "mull",
    "contemplat",
    "eye",
    "eyi",
    "lean",
    "haggl",
    "bargain",
    "negotiat",
    "talk",
    "discussion",
    "postpon",
    "cancel",
    "scrap",
    "reschedul",
    "shelv",
    "rumo",
    "reports",
    "allegations",
];

/// Prepositions between such a word and its topic.
const TOPIC: &[&str] = &["of", "on", "over", "about", "towards", "toward"];

impl Clauses<'_> {
    /// All that bears on the noun at `at`, outermost first.
    pub(super) fn noun_steps(&self, at: usize) -> Vec<Step> {
        let start = self.phrase_start(at);
        let mut steps = self.position_steps(at, start);
        for j in start..at {
            let word = self.words[j].lower.as_str();
            if let Some(row) = self.table.find(word, "", Part::Adjective, Frame::Modified) {
                steps.push(Step {
                    signature: row.signature,
                    status: row.status,
                    rule: "modifier",
                    at: j,
                });
            }
        }
        let no = (start..at).find(|&j| self.words.is(j, "no"));
        let counted = |no: usize| steps.iter().any(|s| s.at == no);
        if let Some(no) = no.filter(|&no| !counted(no)) {
            steps.push(Step::new("negation", no, Signature::NEGATION));
        }
        steps
    }

    /// Whether the noun at `at` is what is weighed, negotiated, called off or rumoured.
    pub(super) fn is_occasion(&self, at: usize) -> bool {
        let start = self.phrase_start(at);
        let before = start.checked_sub(1);
        let preposition = before.filter(|&j| self.words.kind(j) == Kind::Preposition);
        // The step of the word right before it.
        let is_told = |step: &Step| {
            let word = self.words[step.at].lower.as_str();
            let listed = OCCASIONS.iter().any(|o| word.starts_with(o));
            let verb = self.groups.headed(step.at);
            let near = match preposition {
                Some(j) => step.at + 1 == j && self.words.is_any(j, TOPIC),
                None => match self.groups.ending(start) {
                    Some(object) => verb == Some(object),
                    None => verb == self.groups.from(at + 1) || verb == self.groups.before(start),
                },
            };
            let known = self.is_definite(start, at);
            let weighed = step.status == Some(EventStatus::UnderConsideration);
            // Neither "weighs on orders" nor "pallets were weighed".
            let object = preposition.is_none() && self.groups.ending(start) == verb;
            let other = word.starts_with("weigh") && !object;
            listed && near && !(weighed && known) && !other
        };
        // "plans for an embassy were dropped".
        let is_planned = |step: &Step| {
            let noun = preposition.and_then(|j| self.words.get(j.checked_sub(1)?));
            let row = noun.and_then(|n| self.table.find(&n.lower, "", Part::Noun, Frame::Of));
            row.is_some() && step.rule == "verb"
        };
        let tells = |step: &Step| match step.rule {
            "noun" => (step.status.is_some() || step.is_report()) && is_told(step),
            "verb" => step.status.is_some() && (is_told(step) || is_planned(step)),
            _ => false,
        };
        let nothing = self
            .words
            .is_any(at, &["nothing", "something", "anything", "everything"]);
        !self.words[at].is_capital && !nothing && self.noun_steps(at).last().is_some_and(tells)
    }

    /// The first word of the noun phrase that ends at `at`.
    fn phrase_start(&self, at: usize) -> usize {
        let mut start = at;
        while let Some(before) = start.checked_sub(1) {
            let kind = self.words.kind(before);
            let inside = self.groups.of(before).is_some();
            let part = matches!(
                kind,
                Kind::Noun | Kind::Adjective | Kind::Determiner | Kind::Number
            ) || self.words.is_any(before, &["'s", "'", "-"])
                || matches!(kind, Kind::Gerund | Kind::Participle | Kind::Adverb);
            if !part
                || inside
                || self.words.kind(start) == Kind::Determiner && !self.words.is(before, "all")
            {
                break;
            }
            start = before;
        }
        start
    }

    /// Whether the phrase points to something known: "the", "its", "Musk's".
    fn is_definite(&self, start: usize, at: usize) -> bool {
        let known = [
            "the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "'s", "'",
        ];
        self.words.any_in(start..at, &known)
    }

    /// What bears on a noun by where it stands.
    fn position_steps(&self, at: usize, start: usize) -> Vec<Step> {
        let next = self.groups.from(at + 1);
        let is_subject = next.is_some_and(|g| {
            self.groups[g].words.start == at + 1 && self.groups[g].form == Form::Finite
        });
        let before = start.checked_sub(1).map(|j| self.words.kind(j));
        if before == Some(Kind::Preposition) {
            let governed = self.after_preposition(start);
            return governed
                .or_else(|| self.as_object(start, at))
                .unwrap_or_default();
        }
        let object = if is_subject {
            None
        } else {
            self.as_object(start, at)
        };
        object.unwrap_or_else(|| self.as_subject(at))
    }

    /// After a preposition: "talks on a merger", "plans for the launch".
    fn after_preposition(&self, start: usize) -> Option<Vec<Step>> {
        let preposition = start
            .checked_sub(1)
            .filter(|&j| self.words.kind(j) == Kind::Preposition)
            .filter(|&j| !self.words.is_any(j, LOOSE))?;
        let near = preposition.saturating_sub(NEAR)..preposition;
        for j in near.rev() {
            let word = self.words[j].lower.as_str();
            if let Some(g) = self.groups.of(j) {
                let next = &self.words[preposition].lower;
                let row = self.table.find(word, next, Part::Verb, Frame::Of)?;
                let mut steps = self.steps(g);
                steps.push(Step {
                    signature: row.signature,
                    status: row.status,
                    rule: "verb",
                    at: j,
                });
                return Some(steps);
            }
            let part = match self.words.kind(j) {
                Kind::Noun => Part::Noun,
                _ => Part::Adjective,
            };
            if let Some(row) = self.table.find(word, "", part, Frame::Of) {
                let by = self.groups.before(j);
                let by = by.filter(|&b| {
                    (self.groups[b].words.end..j).all(|k| self.words.kind(k).is_nominal())
                });
                let mut steps = by.map_or_else(Vec::new, |b| self.steps(b));
                steps.push(self.life_cycle(j, by).unwrap_or(Step {
                    signature: row.signature,
                    status: row.status,
                    rule: "noun",
                    at: j,
                }));
                return Some(steps);
            }
            let kind = self.words.kind(j);
            if !kind.is_nominal() && kind != Kind::Preposition {
                return None;
            }
        }
        None
    }

    /// After a verb: "postponed the launch", "is a merger".
    fn as_object(&self, start: usize, at: usize) -> Option<Vec<Step>> {
        let particle = start
            .checked_sub(1)
            .filter(|&j| matches!(self.words.kind(j), Kind::Preposition | Kind::Adverb));
        let with_particle = || self.groups.ending(particle?);
        let g = self.groups.ending(start).or_else(with_particle)?;
        let group = &self.groups[g];
        let word = self.words[group.head].lower.as_str();
        let next = self.words.get(group.head + 1).map_or("", |w| &w.lower);
        let row = self.table.find(word, next, Part::Verb, Frame::Object);
        let adjacent = group.words.end == start;
        if let Some(row) = row.filter(|_| adjacent || next == self.words[start - 1].lower) {
            let mut steps = self.steps(g);
            let report = row.of_subject && !group.passive;
            steps.push(Step {
                signature: if report {
                    Signature::REPORT
                } else {
                    row.signature
                },
                status: row.status,
                rule: "verb",
                at: group.head,
            });
            return Some(steps);
        }
        let copula = BE.contains(&word);
        match adjacent && (copula || !self.is_definite(start, at)) {
            true => Some(self.steps(g)),
            // Known whatever the verb: "declined to comment on the talks".
            false => Some(Vec::new()),
        }
    }

    /// Before a verb: "the launch was postponed", "a strike is unlikely".
    fn as_subject(&self, at: usize) -> Vec<Step> {
        let next = self.groups.from(at + 1);
        let Some(g) = next else { return Vec::new() };
        let group = &self.groups[g];
        let mut gap = at + 1..group.words.start;
        let apart = gap.any(|j| {
            matches!(
                self.words.kind(j),
                Kind::Opener | Kind::Break | Kind::Comma | Kind::Quote
            )
        });
        if apart || group.form != Form::Finite {
            return Vec::new();
        }
        let word = self.words[group.head].lower.as_str();
        let after = self.words.get(group.head + 1).map_or("", |w| &w.lower);
        let frame = if group.passive {
            Frame::Object
        } else {
            Frame::Subject
        };
        let row = self.table.find(word, after, Part::Verb, frame);
        let predicate = self.words.skip_adverbs(group.words.end);
        let copula = BE.contains(&word)
            || self.words.is_any(
                group.head,
                &["remain", "remains", "remained", "looks", "seems", "appears"],
            );
        let adjective = self.words.get(predicate).filter(|_| copula).and_then(|w| {
            self.table
                .find(&w.lower, "", Part::Adjective, Frame::Subject)
        });
        let mut steps = Vec::new();
        if let Some(row) = row.or(adjective) {
            steps.extend(self.steps(g));
            steps.push(Step {
                signature: row.signature,
                status: row.status,
                rule: if adjective.is_some() {
                    "adjective"
                } else {
                    "verb"
                },
                at: if adjective.is_some() {
                    predicate
                } else {
                    group.head
                },
            });
            return steps;
        }
        let cue = self.cues.iter().find(|c| {
            copula
                && (c.words.contains(&predicate) || c.words.contains(&group.head))
                && matches!(c.kind, CueType::Dynamic | CueType::Status)
        });
        if let Some(status) = cue.and_then(|c| c.status) {
            steps.extend(self.steps(g));
            steps.push(match status {
                EventStatus::Ongoing | EventStatus::Negotiation => Step {
                    status: Some(EventStatus::Ongoing),
                    ..Step::new("status", predicate, Signature::PLAIN)
                },
                _ => Step::open("status", predicate, status),
            });
            return steps;
        }
        let happens = [
            "happen", "happened", "happens", "occur", "occurred", "place", "begin", "began", "be",
        ];
        if self.words.is_any(group.head, &happens) && group.modal.is_some() {
            return self.steps(g);
        }
        self.subject_steps(g)
            .into_iter()
            .filter(|s| self.words.is_any(s.at, &["would", "'d"]))
            .collect()
    }
}
