//! The steps of a verb group's own words: its modal, adverbs and negation, and a condition.

use std::ops::Range;

use super::{Clauses, DEEPEST, LocalCue, NEAR, WOULD};
use crate::document::{CueType, EventStatus, Strength};
use crate::stages::stance::events::value::Step;
use crate::stages::stance::syntax::{BE, Form, Group, Kind, Link, Outcome, Signature};

/// What a main clause depends on: an "if" at `at`, which may be known not to hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Condition {
    at: usize,
    unreal: bool,
}

impl Clauses<'_> {
    /// The steps of each group's own words.
    pub(super) fn all_own_steps(&self) -> Vec<Vec<Step>> {
        let conditions = self.conditions();
        let mut steps: Vec<Vec<Step>> = (0..self.groups.len())
            .map(|i| self.consequent(i, conditions[i]).into_iter().collect())
            .collect();
        for cue in &self.cues {
            if let Some(i) = self.target(cue) {
                let unreal = steps[i].iter().any(|s| s.rule == "counterfactual");
                if !(unreal && cue.kind == CueType::Conditional) {
                    steps[i].extend(self.cue_step(cue, &self.groups[i]));
                }
            }
        }
        for (i, steps) in steps.iter_mut().enumerate() {
            self.add_own_steps(i, steps);
        }
        steps
    }

    /// Adds to the cues of group `i` its deontic modal and, last, its negation.
    pub(super) fn add_own_steps(&self, i: usize, steps: &mut Vec<Step>) {
        let group = &self.groups[i];
        if let Some(modal) = group.modal {
            let word = self.words[modal].lower.as_str();
            steps.extend(match word {
                "should" | "ought" if group.perfect => {
                    Some(Step::new("should have", modal, Signature::NEGATION))
                }
                "should" | "must" if steps.is_empty() => {
                    Some(Step::open("deontic", modal, EventStatus::State))
                }
                "will" | "'ll" | "wo" | "shall" if steps.iter().all(|s| s.at != modal) => {
                    Some(Step::new("future", modal, Signature::PLAIN))
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
    }

    /// The main clause of a conditional: open, or not so where it is counterfactual.
    pub(super) fn consequent(&self, i: usize, condition: Option<Condition>) -> Option<Step> {
        let group = &self.groups[i];
        if group.form != Form::Finite || matches!(self.links[i], Link::Condition { .. }) {
            return None;
        }
        if let Some(modal) = group.modal {
            let cue = self
                .cues
                .iter()
                .any(|c| c.kind == CueType::Conditional && c.words.contains(&modal));
            let perfect = group.perfect && (cue || condition.is_some());
            let would = perfect && self.words.is_any(modal, &["would", "could", "'d"]);
            let unreal = condition.is_some_and(|c| c.unreal) && self.words.is_any(modal, WOULD);
            if unreal || would && !(self.words.is(modal, "could") && condition.is_none()) {
                return Some(Step::counterfactual(modal));
            }
        }
        let condition = condition.filter(|_| group.modal.is_some() || self.foretells(i))?;
        // "Provided the weather holds" is taken to be so: the plan stands.
        let taken = self.words.is_any(condition.at, &["provided", "assuming"]);
        Some(Step {
            status: (!taken).then_some(EventStatus::Hypothetical),
            ..Step::new("consequent", condition.at, Signature::OPEN)
        })
    }

    /// Whether group `i` leads to what is likely or set to come: "is likely to".
    fn foretells(&self, i: usize) -> bool {
        self.links.iter().any(|link| match link {
            Link::Governed { by, row, .. } => {
                let ahead = [Some(EventStatus::Predicted), Some(EventStatus::Planned)];
                *by == Some(i) && ahead.contains(&row.status) && row.signature != Signature::OPEN
            }
            _ => false,
        })
    }

    /// The "if" on which each group depends: that of the clause after it or right before it.
    pub(super) fn conditions(&self) -> Vec<Option<Condition>> {
        let at = |j: usize| match self.links[j] {
            Link::Condition { at } => Some(Condition {
                at,
                unreal: self.is_unreal(j),
            }),
            _ => None,
        };
        let is_main = |j: usize| {
            self.groups[j].form == Form::Finite && at(j).is_none() && !self.is_relative(j)
        };
        let mut conditions = vec![None; self.groups.len()];
        let (mut main, mut waiting) = (None, None);
        for i in 0..self.groups.len() {
            match at(i) {
                Some(condition) => match main {
                    Some(main) => conditions[main] = Some(condition),
                    None => waiting = Some(condition),
                },
                None if is_main(i) => {
                    conditions[i] = waiting.take();
                    main = Some(i);
                }
                None => {}
            }
        }
        conditions
    }

    /// "not" in the group, "no" in its subject or right after it.
    pub(super) fn negation(&self, i: usize) -> Option<usize> {
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
        let alone = matches!(self.words.kind(after + 1), Kind::Comma | Kind::Break)
            && self.words.is(after, "no");
        if self.words.is_any(after, &none)
            && !alone
            && !self.takes_clause(i, i + 1)
            && !self.words.is_any(after + 1, &idiom)
        {
            return Some(after);
        }
        let start = match i.checked_sub(1) {
            Some(b) => self.groups[b].words.end,
            None => 0,
        };
        let subject = (start..group.words.start.max(start))
            .rev()
            .take_while(|&j| match self.words.kind(j) {
                Kind::Comma | Kind::Opener | Kind::Break | Kind::Quote => false,
                Kind::Conjunction => self.words.is(j, "nor"),
                _ => true,
            });
        let mut found = subject.filter(|&j| {
            self.words.is_any(j, &none) && !self.words.is_any(j + 1, &idiom)
                && !(j > 0 && self.words.is(j, "no") && self.words.is(j - 1, "of"))
                // The object of the verb before has been counted there.
                && (start == 0
                    || j != start
                    || self.words.is(j, "nor")
                    || self.takes_clause(i.saturating_sub(1), i))
        });
        if group.form == Form::Finite {
            found.next()
        } else {
            None
        }
    }

    /// Whether the verb of group `by` has the clause of group `i` as its object: "said no one came".
    fn takes_clause(&self, by: usize, i: usize) -> bool {
        let head = self.groups[by].head;
        let governs = matches!(&self.links.get(i), Some(Link::Governed { at, .. }) if *at == head);
        governs && self.groups[i].form == Form::Finite
    }

    /// The group whose certainty a cue tells by standing in it or, as an adverb, near it.
    pub(super) fn target(&self, cue: &LocalCue) -> Option<usize> {
        if let Some(i) = self.groups.of(cue.words.start) {
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
        if !adverb {
            return None;
        }
        let next = self.groups.from(cue.words.end);
        let open = |i: &usize| {
            let end = self.groups[*i].words.start.max(cue.words.end);
            let mut gap = cue.words.end..end;
            let own = cue.kind != CueType::Conditional && gap.len() <= NEAR;
            own && !self.is_fronted(gap.clone())
                && !gap.any(|j| matches!(self.words.kind(j), Kind::Break | Kind::Opener))
        };
        next.filter(open).or_else(|| {
            let before = self.groups.before(first)?;
            let mut near = (0..=before).rev().take(DEEPEST);
            near.find(|&i| self.groups[i].form == Form::Finite)
        })
    }

    /// "Arguably the best of the year, the film": the adverb belongs to a phrase before the clause.
    fn is_fronted(&self, gap: Range<usize>) -> bool {
        let phrase = matches!(
            self.words.kind(gap.start),
            Kind::Determiner | Kind::Adjective
        );
        let mut commas = gap.filter(|&j| self.words.kind(j) == Kind::Comma);
        phrase && commas.next().is_some() && commas.next().is_none()
    }

    /// "will be", "must have been": a cue that begins with the modal and takes in the verb.
    pub(super) fn is_modal_cue(&self, cue: &LocalCue, i: usize) -> bool {
        let modal = self.groups[i].modal == Some(cue.words.start);
        let plain = cue.words.clone().all(|j| {
            self.words.kind(j) == Kind::Modal
                || self.words.is_any(j, BE)
                || self.words.is(j, "have")
        });
        modal && plain
    }

    /// What a cue in or near a group makes of its event.
    pub(super) fn cue_step(&self, cue: &LocalCue, group: &Group) -> Option<Step> {
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
