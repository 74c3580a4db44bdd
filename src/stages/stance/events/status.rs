//! Where an event stands in its life cycle, and when it is.

mod form;

use super::clauses::{Clauses, WOULD};
use super::eventualities::{Class, Eventualities};
use super::value::{Reports, Step, fold, is_no, told};
use crate::document::{EventStatus, EventTime, Factuality};
use crate::stages::stance::syntax::{Form, Group, Link, Outcome};

/// The words that present an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bearer {
    /// The main verb of a group.
    Verb {
        group: usize,
    },
    /// What a copula says of its subject.
    Predicate {
        group: usize,
    },
    Noun,
    /// A participle or adjective before its noun.
    Modifier,
}

/// An event in its sentence.
pub(super) struct Subject<'a> {
    pub clauses: &'a Clauses<'a>,
    pub kinds: &'a Eventualities,
    /// Its predicate.
    pub at: usize,
    pub bearer: Bearer,
    pub steps: &'a [Step],
    /// Whether somebody denies it.
    pub denied: bool,
    /// Whether the author calls it untrue.
    pub untrue: bool,
    /// Whether the article tells of a matter that is not concluded.
    pub unconcluded: bool,
}

impl Subject<'_> {
    fn word(&self) -> &str {
        &self.clauses.words[self.at].lower
    }

    fn group(&self) -> Option<&Group> {
        match self.bearer {
            Bearer::Verb { group } | Bearer::Predicate { group } => self.clauses.groups.get(group),
            Bearer::Noun | Bearer::Modifier => None,
        }
    }

    fn is_state(&self) -> bool {
        match self.bearer {
            Bearer::Verb { .. } => {
                let tensed = self
                    .group()
                    .is_some_and(|g| !g.progressive && g.form == Form::Finite);
                tensed && self.kinds.verb_is(self.word(), Class::State)
            }
            Bearer::Predicate { .. } => true,
            Bearer::Noun => self.kinds.noun_is(self.word(), Class::State),
            Bearer::Modifier => false,
        }
    }

    /// A simple present, which tells what is not so in general: "do not run on Sundays".
    fn is_general(&self) -> bool {
        let verb = matches!(self.bearer, Bearer::Verb { .. });
        let group = self.group().filter(|_| verb);
        group.is_some_and(|g| {
            g.form == Form::Finite && !g.past && !g.perfect && !g.progressive && g.modal.is_none()
        })
    }

    /// The status, and the rule if it is one of its own.
    pub fn status(&self) -> EventStatus {
        let content = told(self.steps);
        if self.denied || self.is_denied_here() {
            return EventStatus::Denied;
        }
        if let Some(status) = self.asked(content) {
            return status;
        }
        if let Some((index, status)) = self.signalled() {
            return self.weighed(index, status, content);
        }
        if self.untrue || is_no(content) && !self.is_state() && !self.is_general() {
            return EventStatus::NotOccurred;
        }
        self.by_form()
    }

    /// The status of what is asked, where only modals stand between the question and the event.
    fn asked(&self, content: Factuality) -> Option<EventStatus> {
        let asks = |s: &Step| matches!(s.rule, "question" | "whether") && s.status.is_none();
        let at = self.steps.iter().rposition(asks)?;
        let only = self.steps[at + 1..].iter().all(|s| {
            s.status.is_none() || matches!(s.rule, "modal" | "conditional" | "consequent")
        });
        if !only || content != Factuality::Unknown {
            return None;
        }
        let modal = self.group().and_then(|g| g.modal);
        let unreal = modal.is_some_and(|m| self.clauses.words.is_any(m, WOULD));
        Some(match unreal && self.steps[at].rule == "question" {
            true => EventStatus::Hypothetical,
            false => EventStatus::Unknown,
        })
    }

    /// Whether a governing word denies it, and is not negated itself.
    fn is_denied_here(&self) -> bool {
        let denial = |s: &Step| s.signature.holds == Outcome::Denial;
        let Some(index) = self.steps.iter().position(denial) else {
            return false;
        };
        let before = self.steps[..index].iter();
        !is_no(fold(Factuality::CertainYes, before, Reports::Believed))
    }

    /// The innermost status that a step gives; what is implicated by a governor has its own.
    fn signalled(&self) -> Option<(usize, EventStatus)> {
        let found = self.steps.iter().enumerate().rev();
        let mut found = found.filter_map(|(i, s)| Some((i, s.status?)));
        found.next()
    }

    /// A signalled status where the event or its governor is negated or past.
    fn weighed(&self, index: usize, status: EventStatus, content: Factuality) -> EventStatus {
        let before = fold(
            Factuality::CertainYes,
            self.steps[..index].iter(),
            Reports::Believed,
        );
        match status {
            EventStatus::Hypothetical if self.steps[index].rule == "counterfactual" => status,
            EventStatus::Hypothetical if self.is_foretold(index) => EventStatus::Predicted,
            EventStatus::State if self.is_supposed(index) => EventStatus::Hypothetical,
            EventStatus::Predicted if self.is_hypothetical() => EventStatus::Hypothetical,
            EventStatus::Negotiation | EventStatus::UnderConsideration | EventStatus::Planned
                if self.is_along() =>
            {
                EventStatus::Hypothetical
            }
            EventStatus::Planned if is_no(before) => EventStatus::NotOccurred,
            EventStatus::Cancelled | EventStatus::Postponed | EventStatus::Denied
                if is_no(before) =>
            {
                self.by_form()
            }
            EventStatus::Planned | EventStatus::Hypothetical | EventStatus::UnderConsideration
                if content == Factuality::CertainNo =>
            {
                EventStatus::NotOccurred
            }
            _ => status,
        }
    }

    /// Whether a word of hope or fear governs what "will" be.
    fn is_foretold(&self, index: usize) -> bool {
        let governs = matches!(self.steps[index].rule, "noun" | "verb");
        governs && self.steps[index..].iter().any(|s| s.rule == "future")
    }

    /// Whether something before step `index` only supposes it: "would have to leave".
    fn is_supposed(&self, index: usize) -> bool {
        let hypothetical = Some(EventStatus::Hypothetical);
        self.steps[..index].iter().any(|s| s.status == hypothetical)
    }

    /// Whether it is what comes along with another event: "plans to sell it, raising cash".
    fn is_along(&self) -> bool {
        let Bearer::Verb { group } = self.bearer else {
            return false;
        };
        matches!(self.clauses.links[group], Link::Along { .. })
    }

    /// What hangs on a condition, or may follow from a matter that is not concluded, without a
    /// date of its own.
    fn is_hypothetical(&self) -> bool {
        if self.steps.iter().any(|s| s.rule == "consequent") {
            return true;
        }
        let modal = self.group().and_then(|g| g.modal);
        let dated = ["next", "within", "soon", "later", "this", "early"];
        let words = &self.clauses.words;
        let end = words.len().min(self.at + 8);
        self.unconcluded && modal.is_some() && !words.any_in(self.at..end, &dated)
    }

    /// When the event is, seen from the article.
    pub fn time(&self, status: EventStatus) -> EventTime {
        if self.steps.iter().any(|s| s.rule == "counterfactual") {
            return match self.group().is_none_or(|g| g.perfect) {
                true => EventTime::Past,
                false => EventTime::Present,
            };
        }
        let future = |s: &Step| s.rule == "future";
        if self.steps.iter().any(future) {
            return EventTime::Future;
        }
        if let Some(group) = self.group() {
            if group.modal.is_some() && group.perfect {
                return EventTime::Past;
            }
            if let Some(modal) = group.modal {
                let ability = self.clauses.words.is_any(modal, &["can", "ca"]);
                let past = match status {
                    EventStatus::Completed => self.clauses.words.is(modal, "could"),
                    // "would walk to school every day".
                    EventStatus::State => {
                        self.clauses.words.is(modal, "would") && self.steps.is_empty()
                    }
                    _ => false,
                };
                return match (ability, past) {
                    (true, _) if status != EventStatus::Planned => EventTime::Present,
                    (_, true) => EventTime::Past,
                    _ => EventTime::Future,
                };
            }
        }
        match status {
            EventStatus::Negotiation
            | EventStatus::UnderConsideration
            | EventStatus::Planned
            | EventStatus::Postponed
            | EventStatus::Predicted
            | EventStatus::Hypothetical => EventTime::Future,
            _ => self.tense(status),
        }
    }
}
