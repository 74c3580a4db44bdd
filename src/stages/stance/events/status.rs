//! Where an event stands in its life cycle, and when it is.

use super::clauses::Clauses;
use super::eventualities::{Class, Eventualities};
use super::value::{Reports, Step, fold, is_no};
use crate::document::{EventStatus, EventTime, Factuality};
use crate::stages::stance::syntax::{Form, Group, Kind, Link, Outcome};

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

    /// The status, and the rule if it is one of its own.
    pub fn status(&self) -> EventStatus {
        let content = fold(Factuality::CertainYes, self.steps.iter(), Reports::Believed);
        if self.denied || self.is_denied_here() {
            return EventStatus::Denied;
        }
        if let Some((index, status)) = self.signalled() {
            return self.weighed(index, status, content);
        }
        if self.untrue || is_no(content) && !self.is_state() {
            return EventStatus::NotOccurred;
        }
        if self
            .steps
            .iter()
            .any(|s| matches!(s.rule, "question" | "whether"))
            && content == Factuality::Unknown
        {
            return EventStatus::Unknown;
        }
        self.by_form()
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
            EventStatus::Predicted if self.is_hypothetical() => EventStatus::Hypothetical,
            EventStatus::Negotiation | EventStatus::UnderConsideration | EventStatus::Planned
                if self.is_along() =>
            {
                EventStatus::Hypothetical
            }
            EventStatus::Planned if is_no(before) => EventStatus::NotOccurred,
            EventStatus::Cancelled | EventStatus::Postponed if is_no(before) => self.by_form(),
            EventStatus::Planned | EventStatus::Hypothetical | EventStatus::UnderConsideration
                if content == Factuality::CertainNo =>
            {
                EventStatus::NotOccurred
            }
            _ => status,
        }
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

    /// The status where no word gives it: from tense, aspect and kind of eventuality.
    fn by_form(&self) -> EventStatus {
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

    fn noun_status(&self) -> EventStatus {
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
    fn is_negotiated(&self, modified: bool) -> bool {
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

    fn verb_status(&self, i: usize) -> EventStatus {
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
                Link::Governed { .. } | Link::Along { .. } => self.governed_status(i),
                _ => EventStatus::Ongoing,
            },
            Form::To | Form::Bare => self.governed_status(i),
        }
    }

    /// A present that goes on and on: "run every ten minutes".
    fn is_habit(&self) -> bool {
        let words = &self.clauses.words;
        let near = self.at.saturating_sub(3)..words.len().min(self.at + 6);
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
        words.any_in(near, &habits)
    }

    /// The status of what happened with its governor: "managed to sell", "began to sell".
    fn governed_status(&self, i: usize) -> EventStatus {
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
    fn is_lasting(&self, i: usize) -> bool {
        let words = &self.clauses.words;
        let end = words.len().min(self.clauses.groups[i].words.end + 8);
        words.any_in(
            self.at..end,
            &["recent", "since", "lately", "decades", "months", "far"],
        )
    }

    /// When the event is, seen from the article.
    pub fn time(&self, status: EventStatus) -> EventTime {
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
                let past =
                    self.clauses.words.is(modal, "could") && status == EventStatus::Completed;
                return match (ability, past) {
                    (true, _) => EventTime::Present,
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

    /// The time that the tense of the verb, or of its governor, gives.
    fn tense(&self, status: EventStatus) -> EventTime {
        let (Bearer::Verb { group } | Bearer::Predicate { group }) = self.bearer else {
            return match status {
                EventStatus::Completed | EventStatus::Cancelled => EventTime::Past,
                _ => EventTime::Present,
            };
        };
        let mut i = group;
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
