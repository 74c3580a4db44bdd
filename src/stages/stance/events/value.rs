//! How factuality values compose (the algebra of Nairn et al., 2006, over FactBank's values).

use crate::document::{EventStatus, Factuality};
use crate::stages::stance::syntax::{Outcome, Signature};

use Factuality::{
    CertainNo, CertainOpen, CertainYes, PossibleNo, PossibleYes, ProbableNo, ProbableYes, Unknown,
};

/// One thing that bears on an event; the words that set it off count from the sentence's first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub signature: Signature,
    /// The status that it gives to the event.
    pub status: Option<EventStatus>,
    /// The name of the rule.
    pub rule: &'static str,
    /// The word that set it off.
    pub at: usize,
}

impl Step {
    /// A step that says nothing of the event's status.
    pub fn new(rule: &'static str, at: usize, signature: Signature) -> Self {
        Self {
            signature,
            status: None,
            rule,
            at,
        }
    }

    /// A step that leaves open whether the event is so, and gives its status.
    pub fn open(rule: &'static str, at: usize, status: EventStatus) -> Self {
        Self {
            signature: Signature::OPEN,
            status: Some(status),
            rule,
            at,
        }
    }

    /// A condition that does not hold, or what would follow from it.
    pub fn counterfactual(at: usize) -> Self {
        Self {
            signature: Signature::NEGATION,
            status: Some(EventStatus::Hypothetical),
            rule: "counterfactual",
            at,
        }
    }

    /// Whether it hands the event over to somebody else.
    pub fn is_report(&self) -> bool {
        matches!(self.signature.holds, Outcome::Report | Outcome::Denial)
    }
}

/// What the steps, outermost first, make of an event for one to whom
/// the outermost clause is `start`. Other
/// people's words leave the event open if `reports` is `Reports::Open`, else they are passed over.
pub(super) fn fold<'a>(
    start: Factuality,
    steps: impl Iterator<Item = &'a Step>,
    reports: Reports,
) -> Factuality {
    let mut value = start;
    let mut open = false;
    for step in steps {
        match reports {
            Reports::Open => open |= step.is_report(),
            Reports::Believed if step.is_report() => continue,
            Reports::Believed => {}
        }
        value = apply(value, step.signature);
    }
    if open { Unknown } else { value }
}

/// What the steps make of an event in the words of those who tell it: "did not say it fell" does
/// not say that it did not.
pub(super) fn told(steps: &[Step]) -> Factuality {
    let report = steps.iter().rposition(|s| s.rule == "report");
    let inner = &steps[report.map_or(0, |i| i + 1)..];
    fold(Factuality::CertainYes, inner.iter(), Reports::Believed)
}

/// What other people's words count for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reports {
    /// They leave open whether the event is so.
    Open,
    /// They are taken at their word.
    Believed,
}

/// The value of an event under a governor of this value.
pub(super) fn apply(governor: Factuality, signature: Signature) -> Factuality {
    let factive = signature.holds == signature.fails;
    match (governor, factive, signature.holds) {
        (_, true, Outcome::Yes) => return CertainYes,
        (_, true, Outcome::No) => return CertainNo,
        (Unknown | CertainOpen, _, _) => return Unknown,
        _ => {}
    }
    let level = level(governor);
    match if is_yes(governor) {
        signature.holds
    } else {
        signature.fails
    } {
        Outcome::Yes => value(level, true),
        Outcome::No => value(level, false),
        Outcome::Probable => value(level.min(2), true),
        Outcome::ProbablyNot => value(level.min(2), false),
        Outcome::Possible => value(1, true),
        Outcome::PossiblyNot => value(1, false),
        Outcome::Open | Outcome::Report | Outcome::Denial => Unknown,
    }
}

/// 3 certain, 2 probable, 1 possible.
fn level(value: Factuality) -> u8 {
    match value {
        CertainYes | CertainNo | CertainOpen => 3,
        ProbableYes | ProbableNo => 2,
        PossibleYes | PossibleNo => 1,
        Unknown => 0,
    }
}

fn value(level: u8, yes: bool) -> Factuality {
    match (level, yes) {
        (3, true) => CertainYes,
        (3, false) => CertainNo,
        (2, true) => ProbableYes,
        (2, false) => ProbableNo,
        (_, true) => PossibleYes,
        (_, false) => PossibleNo,
    }
}

fn is_yes(value: Factuality) -> bool {
    matches!(value, CertainYes | ProbableYes | PossibleYes)
}

/// Whether a value says that the event is not so.
pub(super) fn is_no(value: Factuality) -> bool {
    matches!(value, CertainNo | ProbableNo | PossibleNo)
}

/// A value on the scale of the model, -3..3.
pub(super) fn score(value: Factuality) -> f32 {
    let level = f32::from(level(value));
    if is_no(value) { -level } else { level }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polarity_and_certainty_compose() {
        let manage = Signature {
            holds: Outcome::Yes,
            fails: Outcome::No,
        };
        assert_eq!(apply(CertainNo, manage), CertainNo);
        assert_eq!(apply(PossibleYes, Signature::NEGATION), PossibleNo);
        assert_eq!(apply(CertainNo, Signature::NEGATION), CertainYes);
        assert_eq!(apply(ProbableYes, Signature::POSSIBLE), PossibleYes);
        assert_eq!(apply(CertainNo, Signature::PROBABLE), ProbableNo);
        assert_eq!(apply(Unknown, manage), Unknown);
        assert_eq!(
            apply(CertainNo, Signature::always(Outcome::Yes)),
            CertainYes
        );
        assert_eq!(score(ProbableNo), -2.0);
    }
}
