//! Status and time from tense, aspect and the kind of eventuality, where no word gives them.

use super::{Bearer, Subject};
use crate::document::{EventStatus, EventTime, Factuality};
use crate::stages::stance::events::eventualities::Class;
use crate::stages::stance::events::value::{Reports, fold};
use crate::stages::stance::syntax::{Form, Kind, Link};

impl Subject<'_> {
    /// The status where no word gives it: from tense, aspect and kind of eventuality.
    pub(super) fn by_form(&self) -> EventStatus {
        match self.bearer {
            Bearer::Noun => self.noun_status(),
            Bearer::Modifier => match self.clauses.words.kind(self.at) {
                Kind::Gerund => EventStatus::Ongoing,
                Kind::Participle | Kind::Past => EventStatus::Completed,
                _ => EventStatus::State,
            },
            Bearer::Predicate { group } | Bearer::Verb { group } => self.verb_status(group),
        }
    }

    pub(super) fn noun_status(&self) -> EventStatus {
        let is = |class| self.kinds.noun_is(self.word(), class);
        let future = self
            .steps
            .iter()
            .any(|s| s.rule == "future" || s.rule == "modal");
        let modified = self.steps.iter().any(|s| s.rule == "modifier");
        let content = fold(Factuality::CertainYes, self.steps.iter(), Reports::Believed);
        let hedged = !matches!(content, Factuality::CertainYes | Factuality::CertainNo);
        match () {
            () if future => EventStatus::Predicted,
            () if self.is_negotiated(modified) => EventStatus::Negotiation,
            () if is(Class::Prospect) && hedged && modified => EventStatus::Hypothetical,
            () if is(Class::Prospect) && hedged && content != Factuality::Unknown => {
                EventStatus::Predicted
            }
            () if is(Class::State) => EventStatus::State,
            () if is(Class::Ongoing) => EventStatus::Ongoing,
            () => EventStatus::Completed,
        }
    }

    /// Whether it is the matter that the article tells to be negotiated: "the potential deal".
    pub(super) fn is_negotiated(&self, modified: bool) -> bool {
        let words = &self.clauses.words;
        let near = self.at.saturating_sub(4)..self.at;
        let known = [
            "their",
            "its",
            "longstanding",
            "existing",
            "previous",
            "earlier",
            "current",
            "'s",
        ];
        self.unconcluded
            && self.kinds.noun_is(self.word(), Class::Deal)
            && (modified || !words.any_in(near, &known))
    }

    pub(super) fn verb_status(&self, i: usize) -> EventStatus {
        let group = &self.clauses.groups[i];
        let kinds = |class| self.kinds.verb_is(self.word(), class);
        let future = self.steps.iter().any(|s| s.rule == "future");
        if future {
            return match self.is_state() || kinds(Class::Change) || group.passive {
                true => EventStatus::Predicted,
                false => EventStatus::Planned,
            };
        }
        if self.is_state() {
            return EventStatus::State;
        }
        if let Some(modal) = group.modal {
            let words = &self.clauses.words;
            return match words[modal].lower.as_str() {
                _ if group.perfect => EventStatus::Completed,
                "could" if self.steps.iter().all(|s| s.rule != "modal") => EventStatus::Completed,
                "would" if self.steps.is_empty() && self.is_habit() => EventStatus::State,
                "can" | "ca" | "should" | "must" | "ought" => EventStatus::State,
                _ => EventStatus::Predicted,
            };
        }
        if group.progressive {
            return EventStatus::Ongoing;
        }
        match group.form {
            Form::Finite if group.perfect && !group.past => match self.is_lasting(i) {
                true => EventStatus::Ongoing,
                false => EventStatus::Completed,
            },
            Form::Finite if group.past || group.perfect => EventStatus::Completed,
            Form::Finite if kinds(Class::Activity) && !self.is_habit() => EventStatus::Ongoing,
            Form::Finite if group.passive => EventStatus::State,
            Form::Finite => EventStatus::State,
            Form::Participle => EventStatus::Completed,
            Form::Gerund => match &self.clauses.links[i] {
                Link::Own
                    if self
                        .clauses
                        .opener(i)
                        .is_some_and(|o| self.clauses.words.is_any(o, &["after", "since"])) =>
                {
                    EventStatus::Completed
                }
                // "accused of stealing".
                Link::Governed { row, .. } if row.is_report() => EventStatus::Completed,
                Link::Governed { .. } | Link::Along { .. } => self.governed_status(i),
                _ => EventStatus::Ongoing,
            },
            Form::To | Form::Bare if group.perfect => EventStatus::Completed,
            Form::To | Form::Bare => self.governed_status(i),
        }
    }

    /// A present that goes on and on: "run every ten minutes".
    pub(super) fn is_habit(&self) -> bool {
        let words = &self.clauses.words;
        let near = self.at.saturating_sub(6)..words.len().min(self.at + 6);
        let habits = [
            "every",
            "each",
            "daily",
            "weekly",
            "often",
            "usually",
            "always",
            "typically",
            "annually",
        ];
        near.into_iter()
            .any(|j| words.is_any(j, &habits) && !words.is(j + 1, "other"))
    }

    /// The status of what happened with its governor: "managed to sell", "began to sell".
    pub(super) fn governed_status(&self, i: usize) -> EventStatus {
        let by = match &self.clauses.links[i] {
            Link::Governed { by: Some(by), .. } => *by,
            Link::Along { of } => *of,
            Link::With { with, .. } => *with,
            // "the first company to sell".
            Link::Own => return EventStatus::Completed,
            _ => return EventStatus::Unknown,
        };
        if by == i {
            return EventStatus::Unknown;
        }
        let governor = &self.clauses.groups[by];
        let word = self.clauses.words[governor.head].lower.as_str();
        let goes_on = [
            "continues",
            "continue",
            "continuing",
            "keeps",
            "keep",
            "begins",
            "starts",
            "begun",
            "started",
            "began",
            "is",
            "been",
            "are",
        ];
        match () {
            () if governor.modal.is_some() && !governor.perfect => EventStatus::Predicted,
            () if governor.past && !goes_on.contains(&word) => EventStatus::Completed,
            () if goes_on.contains(&word) => EventStatus::Ongoing,
            () if governor.perfect => EventStatus::Completed,
            () if governor.progressive => EventStatus::Ongoing,
            () if governor.form == Form::Finite => EventStatus::State,
            () => EventStatus::Ongoing,
        }
    }

    /// A present perfect that reaches to now: "have grown in recent weeks".
    pub(super) fn is_lasting(&self, i: usize) -> bool {
        let words = &self.clauses.words;
        let end = words.len().min(self.clauses.groups[i].words.end + 8);
        words.any_in(
            self.at..end,
            &["recent", "since", "lately", "decades", "months", "far"],
        )
    }

    /// The time that the tense of the verb, or of its governor, gives.
    pub(super) fn tense(&self, status: EventStatus) -> EventTime {
        let (Bearer::Verb { group } | Bearer::Predicate { group }) = self.bearer else {
            return match status {
                EventStatus::Completed | EventStatus::Cancelled => EventTime::Past,
                _ => EventTime::Present,
            };
        };
        let mut i = group;
        if status == EventStatus::Completed && self.clauses.groups[i].form != Form::Finite {
            return EventTime::Past;
        }
        for _ in 0..4 {
            let g = &self.clauses.groups[i];
            if g.form == Form::Finite || g.perfect {
                return match g.past || g.perfect && !g.progressive {
                    true => EventTime::Past,
                    false => EventTime::Present,
                };
            }
            i = match &self.clauses.links[i] {
                Link::Governed { by: Some(by), .. } => *by,
                Link::Along { of } | Link::With { with: of, .. } => *of,
                _ => break,
            };
        }
        match (status, self.clauses.groups[i].form) {
            (EventStatus::Completed, _) | (_, Form::Participle) => EventTime::Past,
            (EventStatus::Unknown, _) => EventTime::Underspecified,
            _ => EventTime::Present,
        }
    }
}
