//! Where a clause ends.

use super::{FARTHEST, Sentence, TERMINATORS};
use crate::stages::stance::syntax::{Form, Group, Kind};

impl Sentence {
    /// Where the clause that goes on at `start` ends; `cue` is the word from which it is seen.
    pub(super) fn clause_end(&self, start: usize, cue: usize) -> usize {
        let relative = self.in_relative(cue);
        let mut finite = 0;
        let mut dash = false;
        let mut at = start;
        let farthest = self.words.len().min(start + FARTHEST);
        while at < farthest {
            let word = &self.words[at];
            let lower = word.lower.as_str();
            let is_dash = matches!(lower, "—" | "–" | "--");
            if is_dash && !dash && self.closes_dash(at) {
                dash = true;
            } else if is_dash && dash {
                dash = false;
            } else if !dash && self.ends_before(at, start) {
                break;
            } else if let Some(group) = self.starting(at) {
                if relative && finite > 0 && group.form == Form::Finite && !self.opened(at) {
                    break;
                }
                finite += usize::from(group.form == Form::Finite);
            }
            at += 1;
        }
        at
    }

    /// Whether the clause that goes on at `start` ends with a mark or word at `at`.
    fn ends_before(&self, at: usize, start: usize) -> bool {
        let word = &self.words[at];
        let lower = word.lower.as_str();
        match word.kind {
            Kind::Break => !matches!(lower, "(" | ")" | "[" | "]"),
            Kind::Quote => self.is_edge(at, start),
            Kind::Comma => self.ends_at_comma(at),
            _ => at > start && TERMINATORS.contains(&lower),
        }
    }

    /// The group that begins at word `at`.
    pub(super) fn starting(&self, at: usize) -> Option<&Group> {
        let group = &self.groups[self.groups.of(at)?];
        (group.words.start == at).then_some(group)
    }

    /// Whether the clause of word `cue` is relative.
    pub(super) fn in_relative(&self, cue: usize) -> bool {
        let before = (0..cue).rev().take(4);
        let mut near = before.take_while(|&j| self.words.kind(j) != Kind::Comma);
        near.any(|j| {
            self.words.is_any(j, &["which", "who"])
                || self.words.is(j, "that") && j > 0 && self.words.kind(j - 1) == Kind::Noun
        })
    }

    /// Whether a dash after `at` closes what this one opens, with more of the clause behind it.
    pub(super) fn closes_dash(&self, at: usize) -> bool {
        let mut later = at + 1..self.words.len().min(at + FARTHEST);
        later.any(|j| self.words.is_any(j, &["—", "–", "--"]))
    }

    /// Whether a quotation ends at `at`: none was opened since `start`.
    pub(super) fn is_edge(&self, at: usize, start: usize) -> bool {
        let opened = (start..at)
            .filter(|&j| self.words.kind(j) == Kind::Quote)
            .count();
        let closes_later = (at + 1..self.words.len().min(at + FARTHEST))
            .any(|j| self.words.kind(j) == Kind::Quote);
        opened % 2 == 0 && !closes_later
    }

    /// Whether the comma at `at` ends the clause: a verb, a new clause or "according to" follows.
    pub(super) fn ends_at_comma(&self, at: usize) -> bool {
        let next = self.words.skip_adverbs(at + 1);
        if self.words.is_any(next, TERMINATORS) || self.words.is(next, "according") {
            return true;
        }
        let group = self.groups.of(next).or_else(|| self.groups.from(next));
        let group = group.map(|i| &self.groups[i]);
        let starts = |g: &Group| g.words.start <= next;
        let finite = group.filter(|g| g.form == Form::Finite);
        if finite.is_some_and(starts) {
            return true;
        }
        // ", and the firm sold", ", Ruiz said".
        let subject = finite.is_some_and(|g| {
            let mut gap = next..g.words.start;
            gap.clone().count() <= 8
                && gap.all(|j| {
                    let kind = self.words.kind(j);
                    kind.is_nominal()
                        || self.words.is(j, "'s")
                        || j == next && kind == Kind::Conjunction
                })
        });
        subject
            && (self.words.kind(next) != Kind::Conjunction
                || self.words.kind(next + 1).is_nominal())
    }

    /// Whether "that", "which" or a conjunction stands within a few words before `at`.
    pub(super) fn opened(&self, at: usize) -> bool {
        let near = at.saturating_sub(4)..at;
        near.rev()
            .any(|j| matches!(self.words.kind(j), Kind::Opener | Kind::Conjunction))
    }
}
