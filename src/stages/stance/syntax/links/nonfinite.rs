//! Infinitives, gerunds, participles and bare verbs.

use super::{LOOSE, Link, Linker};
use crate::document::EventStatus;
use crate::stages::stance::syntax::complements::{Complement, Frame, Signature};
use crate::stages::stance::syntax::groups::Form;
use crate::stages::stance::syntax::words::{BE, Kind};

impl Linker<'_> {
    pub(super) fn infinitive(&self, i: usize) -> Link {
        let start = self.groups[i].words.start;
        let gap = self.gap(i);
        if let Some(c) = self.coordinate(i, &[Form::To, Form::Bare]) {
            return c;
        }
        // "the first company to sell", "too weak to fight".
        let mut near = start.saturating_sub(6)..start;
        if near.any(|j| {
            self.words
                .is_any(j, &["first", "last", "second", "third", "only"])
        }) && self.words.kind(start.wrapping_sub(1)) == Kind::Noun
            || start > 0 && self.words.is_any(start - 1, &["first", "last", "next"])
        {
            return Link::Own;
        }
        if self.words.is(start, "yet") {
            return self.fixed(i.checked_sub(1), start, "yet", Signature::NEGATION);
        }
        // "Were the tax to pass".
        let asks = self.words.any_in(0..self.words.len(), &["?"]);
        if i == 1 && self.groups[0].head == 0 && self.words.is(0, "were") && !asks {
            return Link::Condition { at: 0 };
        }
        if start >= 2 && self.words.is(start - 2, "too") {
            return self.fixed(i.checked_sub(1), start - 2, "too", Signature::NEGATION);
        }
        if start >= 1
            && self
                .words
                .is_any(start - 1, &["whether", "how", "what", "when", "where"])
        {
            let mut link = self
                .governor_before(i.checked_sub(1), start - 1, &[Frame::Whether, Frame::Wh])
                .unwrap_or_else(|| {
                    self.fixed(i.checked_sub(1), start - 1, "whether", Signature::OPEN)
                });
            if let Link::Governed { row, .. } = &mut link {
                row.signature = Signature::OPEN;
                row.status = row.status.or(Some(EventStatus::UnderConsideration));
            }
            return link;
        }
        // "is to open", "is going to open".
        if let Some(b) = i.checked_sub(1) {
            let head = &self.words[self.groups[b].head].lower;
            let adjacent = self.groups[b].words.end == start;
            if adjacent && BE.contains(&head.as_str()) {
                return self.future(i, b);
            }
            if adjacent && head == "going" && self.groups[b].progressive {
                return self.future(i, b);
            }
        }
        if let Some(mut governor) = self.governor(i, &[Frame::To]) {
            if let Link::Governed { at, row, .. } = &mut governor
                && self.words.is(*at, "had")
            {
                // What one had to do one did.
                **row = Complement::plain(Signature::PLAIN);
            }
            return governor;
        }
        let of = i.checked_sub(1).filter(|_| {
            !gap.clone()
                .any(|j| matches!(self.words.kind(j), Kind::Break | Kind::Opener))
        });
        Link::Purpose { of }
    }

    pub(super) fn future(&self, i: usize, b: usize) -> Link {
        Link::Governed {
            at: self.groups[b].head,
            by: i.checked_sub(1),
            rule: "future",
            row: Box::new(Complement::plain(Signature::PLAIN)),
        }
    }

    pub(super) fn gerund(&self, i: usize) -> Link {
        let start = self.groups[i].words.start;
        let gap = self.gap(i);
        if let Some(c) = self.coordinate(i, &[Form::Gerund]) {
            return c;
        }
        let before = i.checked_sub(1);
        let last = start.checked_sub(1).filter(|j| gap.contains(j));
        let Some(last) = last else {
            return match before {
                Some(b) => match self.verb_row(b, Frame::Ing) {
                    Some(row) => self.governed(self.groups[b].head, Some(b), "verb", row),
                    None => Link::Along { of: b },
                },
                None => self.subject_gerund(i),
            };
        };
        let word = self.words[last].lower.as_str();
        match self.words.kind(last) {
            _ if word == "without" => Link::Absent { at: last },
            _ if matches!(word, "of" | "than")
                && last > 0
                && self.words.is_any(last - 1, &["instead", "rather"]) =>
            {
                Link::Absent { at: last - 1 }
            }
            _ if word == "from" => self.governor(i, &[Frame::From]).unwrap_or(Link::Own),
            _ if matches!(word, "by" | "after" | "since" | "while" | "when" | "before") => {
                self.adverbial_gerund(i, word)
            }
            _ if LOOSE.contains(&word) => Link::Own,
            Kind::Preposition => self
                .governor(i, &[Frame::Ing, Frame::Of])
                .unwrap_or_else(|| before.map_or(Link::Own, |of| Link::Along { of })),
            Kind::Opener => Link::Own,
            Kind::Comma | Kind::Break if before.is_some() => {
                let finite = (0..i)
                    .rev()
                    .find(|&b| matches!(self.groups[b].form, Form::Finite | Form::To));
                let dash = self.words.kind(last) == Kind::Break && word != ")";
                match finite {
                    Some(of) if !dash => Link::Along { of },
                    _ => self.subject_gerund(i),
                }
            }
            Kind::Noun | Kind::Pronoun => Link::Own,
            _ => self.subject_gerund(i),
        }
    }

    /// "By hosting", "after closing": by and before go along with the clause, the others stand
    /// for themselves.
    pub(super) fn adverbial_gerund(&self, i: usize, word: &str) -> Link {
        let finite = |j: &usize| self.groups[*j].form == Form::Finite;
        let host = (0..i)
            .rev()
            .find(finite)
            .or_else(|| (i + 1..self.groups.len()).find(finite));
        match host {
            Some(of) if matches!(word, "by" | "before") => Link::Along { of },
            _ => Link::Own,
        }
    }

    /// A gerund that opens its clause: the subject of the next finite verb if no comma parts them.
    pub(super) fn subject_gerund(&self, i: usize) -> Link {
        let next = (i + 1..self.groups.len()).find(|&j| self.groups[j].form == Form::Finite);
        let Some(of) = next else { return Link::Own };
        let between = self.groups[i].words.end..self.groups[of].words.start;
        let last = between.end.saturating_sub(1);
        if self.words.kind(last) == Kind::Comma || between.is_empty() {
            return Link::Own;
        }
        let comma = between
            .clone()
            .any(|j| self.words.kind(j) == Kind::Comma && self.words.kind(j + 1) != Kind::Opener);
        if comma {
            Link::Along { of }
        } else {
            Link::SubjectOf { of }
        }
    }

    pub(super) fn participle(&self, i: usize) -> Link {
        if let Some(at) = self.condition(i) {
            return Link::Condition { at };
        }
        match self.coordinate(i, &[Form::Participle, Form::Finite]) {
            Some(Link::With { with, .. }) if self.is_participle(with) => {
                Link::With { with, shares: true }
            }
            _ => Link::Own,
        }
    }

    /// Whether the head of a group is a participle after an auxiliary, or alone.
    pub(super) fn is_participle(&self, i: usize) -> bool {
        let g = &self.groups[i];
        g.form == Form::Participle || g.passive || g.perfect
    }

    pub(super) fn bare(&self, i: usize) -> Link {
        if let Some(c) = self.coordinate(i, &[Form::To, Form::Bare, Form::Finite]) {
            return c;
        }
        let Some(b) = i.checked_sub(1) else {
            return Link::Own;
        };
        match self.verb_row(b, Frame::Bare) {
            Some(row) => self.governed(self.groups[b].head, Some(b), "verb", row),
            None => self.finite(i),
        }
    }

    /// A link to group `by` with a signature of its own, set off by the word at `at`.
    pub(super) fn fixed(
        &self,
        by: Option<usize>,
        at: usize,
        rule: &'static str,
        signature: Signature,
    ) -> Link {
        Link::Governed {
            at,
            by,
            rule,
            row: Box::new(Complement::plain(signature)),
        }
    }

    /// Coordination with the nearest group before of one of `forms`, if a conjunction stands
    /// right before group `i`, or before a bare verb a comma ("must learn, apply and share").
    pub(super) fn coordinate(&self, i: usize, forms: &[Form]) -> Option<Link> {
        let gap = self.gap(i);
        let last = gap.end.checked_sub(1).filter(|j| gap.contains(j))?;
        let group = &self.groups[i];
        let mut rest = group.words.end..self.words.len();
        let listed = self.words.kind(last) == Kind::Comma
            && group.form == Form::Bare
            && rest.any(|j| self.words.kind(j) == Kind::Conjunction);
        if self.words.kind(last) != Kind::Conjunction && !listed {
            return None;
        }
        let fits = |b: &usize| {
            let other = &self.groups[*b];
            let bare = group.form == Form::Bare && other.form == Form::Finite;
            forms.contains(&other.form) && (!bare || other.modal.is_some())
        };
        let with = (0..i).rev().find(fits)?;
        Some(Link::With {
            with,
            shares: group.form != Form::Finite && group.form != Form::To,
        })
    }
}
