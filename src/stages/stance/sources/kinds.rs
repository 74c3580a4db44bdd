//! What kind of source a mention is.

use std::ops::Range;

use super::organizations::name_subtype;
use super::page::Page;
use super::words::{Noun, Words, singular};
use crate::document::{CueType, EntityType, SourceSubtype, SourceType};

/// A mention with its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    /// The mention's tokens: those given, or the outlet alone of "a report by The Verge".
    pub tokens: Range<usize>,
    pub kind: SourceType,
    pub subtype: SourceSubtype,
    pub plural: Option<bool>,
    /// The tokens of its name.
    pub name: Option<Range<usize>>,
    /// Through what it is heard.
    pub via: Option<Range<usize>>,
}

/// How a noun phrase picks out what it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// "the", "this", a possessor.
    Definite,
    /// "a", "one", "another".
    Single,
    /// "some", "many", "critics": people of a kind.
    Kind,
    /// "two", "several".
    Number,
}

/// The type under which a subtype falls.
pub(super) fn kind_of(subtype: SourceSubtype) -> SourceType {
    use SourceSubtype as S;
    match subtype {
        S::ByName | S::ByRole | S::Pronoun => SourceType::Named,
        S::Company
        | S::Government
        | S::Police
        | S::Court
        | S::Institution
        | S::Spokesperson
        | S::ProductAsSpeaker => SourceType::Organization,
        S::InsiderPerson
        | S::InsiderGroup
        | S::UnnamedPerson
        | S::UnspecifiedGroup
        | S::GenericGroup => SourceType::Anonymous,
        S::Outlet | S::Report => SourceType::Media,
        S::Study | S::Filing | S::Statement | S::PriorVersionOfSelf => SourceType::Document,
        S::AgentlessPassive | S::ReportativeAdverb => SourceType::Implicit,
        S::Author => SourceType::Author,
    }
}

/// Tells the kinds of mentions in one document.
pub(super) struct Kinds<'a> {
    pub page: &'a Page<'a>,
    pub words: &'a Words,
}

impl Kinds<'_> {
    /// The kind of the source mentioned by some tokens (at least one).
    pub fn of(&self, tokens: Range<usize>) -> Typed {
        let base = self.base(&tokens);
        let mut typed = Typed {
            tokens: tokens.clone(),
            kind: SourceType::Named,
            subtype: SourceSubtype::ByRole,
            plural: None,
            name: None,
            via: None,
        };
        if let Some(antecedent) = self.antecedent(&tokens) {
            typed = Typed {
                tokens,
                ..self.of(antecedent)
            };
            return typed;
        }
        if let Some((outlet, via)) = self.report_of(&base, &tokens) {
            typed.tokens = outlet.clone();
            typed.name = Some(outlet);
            typed.via = Some(via);
            typed.subtype = SourceSubtype::Outlet;
        } else {
            typed.name = self.person_name(&base, &tokens);
            typed.subtype = self.subtype(&base, &tokens, typed.name.is_some());
            if typed.name.is_none() {
                typed.name = self.organization_name(&base);
            }
        }
        typed.kind = kind_of(typed.subtype);
        if typed.kind == SourceType::Anonymous {
            use SourceSubtype::{InsiderPerson, UnnamedPerson};
            typed.plural = Some(!matches!(typed.subtype, InsiderPerson | UnnamedPerson));
        }
        typed
    }

    /// Head phrase: the mention up to the first preposition, comma or clause.
    fn base(&self, tokens: &Range<usize>) -> Range<usize> {
        let head = self.page.head(tokens.clone());
        tokens.start..(head + 1).clamp(tokens.start + 1, tokens.end.max(tokens.start + 1))
    }

    /// What a relative pronoun stands for: the phrase right before it.
    fn antecedent(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let page = self.page;
        let is_relative = matches!(page.word(tokens.start), "who" | "which" | "that" | "whom")
            && page.tag(tokens.start).starts_with('W');
        let mut end = tokens.start;
        let floor = page.sentence(end).start;
        if !is_relative || end <= floor {
            return None;
        }
        if page.word(end - 1) == "," {
            end -= 1;
        }
        let starts = floor.max(end.saturating_sub(12))..end;
        let mut phrases = starts.filter_map(|t| page.phrase_at(t));
        phrases.find(|p| p.end == end && p.end > p.start)
    }

    /// Outlet and report of "a report by The Verge", "The Verge's report".
    fn report_of(
        &self,
        base: &Range<usize>,
        tokens: &Range<usize>,
    ) -> Option<(Range<usize>, Range<usize>)> {
        let page = self.page;
        let head = base.end - 1;
        let noun = page
            .is_noun(head)
            .then(|| self.words.noun(page.word(head)))??;
        let brings = matches!(noun, Noun::Report | Noun::Statement | Noun::Study);
        if !brings || page.entity_type(head) == Some(EntityType::Org) {
            return None;
        }
        let link = (head + 1..tokens.end)
            .find(|&t| matches!(page.word(t), "by" | "in" | "from" | "on" | "of"));
        if let Some(link) = link {
            let outlet = page.phrase_at(link + 1)?;
            let outlet = outlet.start..outlet.end.min(tokens.end.max(link + 2));
            return self.is_outlet(&outlet).then(|| (outlet, base.clone()));
        }
        let possessor = base.clone().find(|&t| page.tag(t) == "POS")?;
        let outlet = base.start..possessor;
        let is_outlet = !outlet.is_empty() && self.is_outlet(&outlet);
        is_outlet.then(|| (outlet, possessor + 1..base.end))
    }

    fn is_outlet(&self, tokens: &Range<usize>) -> bool {
        let capital = tokens.clone().any(|t| self.page.is_capital(t));
        let head = self.page.head(tokens.clone());
        let noun = self.words.noun(self.page.word(head));
        (capital && self.words.is_outlet(&self.page.words(tokens.clone())))
            || (noun == Some(Noun::Outlet) && self.page.entity(head).is_none())
    }

    /// The person whose name heads the mention or stands in apposition to its head.
    fn person_name(&self, base: &Range<usize>, tokens: &Range<usize>) -> Option<Range<usize>> {
        let page = self.page;
        let is_person = |t: usize| page.entity_type(t) == Some(EntityType::Person);
        let head = base.end - 1;
        // "planning and science manager Rachel Vaughan": the name at the end is the head.
        let last = tokens.end - 1;
        let titled = |t: usize| {
            let start = page
                .entity(t)
                .map(|e| page.tokens(page.doc.entities[e].span).start);
            let before = start
                .and_then(|s| s.checked_sub(1))
                .filter(|&b| b >= tokens.start);
            let title = before.is_some_and(|b| page.is_noun(b) && page.entity(b).is_none());
            let plain =
                |t: usize| page.is_noun(t) || matches!(page.tag(t), "JJ" | "CC" | "DT" | "VBG");
            title && start.is_some_and(|s| (tokens.start..s).all(plain))
        };
        let at = if is_person(head) {
            head
        } else if is_person(last) && titled(last) {
            last
        } else {
            let comma = (head + 1..tokens.end).find(|&t| page.word(t) == ",")?;
            let noun = self.words.noun(page.word(head));
            let agrees = matches!(noun, Some(Noun::Person | Noun::Office | Noun::Spokesperson));
            let apposition = page.phrase_at(comma + 1).filter(|_| agrees)?;
            Some(page.head(apposition)).filter(|&t| t < tokens.end && is_person(t))?
        };
        let entity = page.entity(at)?;
        Some(page.tokens(page.doc.entities[entity].span))
    }

    fn organization_name(&self, base: &Range<usize>) -> Option<Range<usize>> {
        let entity = self.page.entity(base.end - 1)?;
        let entity = &self.page.doc.entities[entity];
        let names = [
            EntityType::Org,
            EntityType::Product,
            EntityType::Fac,
            EntityType::Gpe,
        ];
        names
            .contains(&entity.kind)
            .then(|| self.page.tokens(entity.span))
    }

    fn subtype(&self, base: &Range<usize>, tokens: &Range<usize>, named: bool) -> SourceSubtype {
        let page = self.page;
        let head = base.end - 1;
        if let Some(pronoun) = self.pronoun(base) {
            return pronoun;
        }
        if self.is_version(tokens) {
            return SourceSubtype::PriorVersionOfSelf;
        }
        if named {
            return SourceSubtype::ByName;
        }
        let noun = self.partitive(base, tokens).unwrap_or(head);
        let class = self.words.noun(page.word(noun));
        if page.entity(noun).is_some() && !page.is_time(noun) {
            let is_group = page.entity_type(noun) == Some(EntityType::Norp);
            // "The Kenyan": one person; "the French" and "the Dutch" are many.
            let many = ["s", "ese", "sh", "ch", "ss"];
            let is_one = is_group && !many.iter().any(|end| page.word(noun).ends_with(end));
            if is_one && self.reach(base, noun) == Reach::Definite {
                return SourceSubtype::ByRole;
            }
            if !(is_group && class == Some(Noun::Person)) {
                return name_subtype(page, self.words, noun);
            }
        }
        let common = || self.common(noun, class, base, tokens);
        match class {
            None if page.tag(noun).starts_with("NNP") => {
                let name = page.words(base.clone());
                if self.words.is_outlet(&name) {
                    SourceSubtype::Outlet
                } else if page.word(noun).chars().all(|c| c.is_ascii_digit()) {
                    SourceSubtype::Statement
                } else {
                    super::organizations::by_words(self.words, &name)
                        .unwrap_or(SourceSubtype::ByName)
                }
            }
            Some(Noun::Outlet) if page.has_cue(page.span(tokens.clone()), CueType::Weasel) => {
                SourceSubtype::Report
            }
            _ => common(),
        }
    }

    fn pronoun(&self, base: &Range<usize>) -> Option<SourceSubtype> {
        if base.len() != 1 {
            return None;
        }
        let quoted = self.page.quotation(base.start).is_some();
        Some(match self.page.word(base.start) {
            "i" | "we" | "us" | "me" if !quoted => SourceSubtype::Author,
            "i" | "we" | "you" | "he" | "she" | "him" | "her" | "his" | "they" | "their"
            | "them" | "both" | "my" | "our" => SourceSubtype::Pronoun,
            "it" | "its" => SourceSubtype::Institution,
            "some" | "many" | "others" | "most" | "those" | "several" | "few" | "all" => {
                SourceSubtype::GenericGroup
            }
            "another" | "one" | "someone" | "somebody" => SourceSubtype::UnnamedPerson,
            _ => return None,
        })
    }

    /// "An earlier version of this article", "This article": what corrections speak of.
    fn is_version(&self, tokens: &Range<usize>) -> bool {
        let page = self.page;
        let span = page.span(tokens.clone());
        let head = page.head(tokens.clone());
        let word = singular(page.word(head));
        if !self.words.has("version", &word) {
            return false;
        }
        let says = |words: &[&str]| tokens.clone().any(|t| words.contains(&page.word(t)));
        let earlier = says(&["earlier", "previous", "original", "initial"]);
        let is_self = says(&["this", "our"]) || page.has_cue(span, CueType::Correction);
        let kin = says(&["version", "versions", "edition", "editions"]);
        (is_self && (earlier || kin)) || (kin && earlier) || {
            let sentence = page.span(page.sentence(tokens.start));
            is_self && page.has_cue(sentence, CueType::Correction)
        }
    }

    /// The noun of "one of the people", "two of the banks".
    fn partitive(&self, base: &Range<usize>, tokens: &Range<usize>) -> Option<usize> {
        let page = self.page;
        let head = base.end - 1;
        let counts = page.tag(head) == "CD"
            || page.tag(head) == "DT"
            || matches!(
                page.word(head),
                "one"
                    | "some"
                    | "many"
                    | "most"
                    | "several"
                    | "few"
                    | "both"
                    | "none"
                    | "majority"
                    | "number"
                    | "group"
                    | "handful"
                    | "dozens"
                    | "each"
                    | "all"
                    | "half"
                    | "member"
                    | "members"
                    | "lot"
                    | "couple"
                    | "team"
                    | "percent"
                    | "%"
                    | "hundreds"
            );
        let of = head + 1;
        if !counts || of + 1 >= tokens.end || page.word(of) != "of" {
            return None;
        }
        Some(page.head(of + 1..tokens.end))
    }

    /// The subtype of a mention headed by a common noun.
    fn common(
        &self,
        noun: usize,
        class: Option<Noun>,
        base: &Range<usize>,
        tokens: &Range<usize>,
    ) -> SourceSubtype {
        let page = self.page;
        let reach = self.reach(base, noun);
        let weasel = page.has_cue(page.span(tokens.clone()), CueType::Weasel);
        match class {
            Some(Noun::Spokesperson) => SourceSubtype::Spokesperson,
            Some(Noun::Police) => SourceSubtype::Police,
            Some(Noun::Court) => SourceSubtype::Court,
            Some(Noun::Report) => self.report(noun, base, tokens),
            Some(Noun::Study) => SourceSubtype::Study,
            Some(Noun::Filing) => SourceSubtype::Filing,
            Some(Noun::Statement) => SourceSubtype::Statement,
            Some(Noun::Product) => SourceSubtype::ProductAsSpeaker,
            Some(Noun::Outlet) => SourceSubtype::Outlet,
            Some(org @ (Noun::Government | Noun::Institution | Noun::Company)) => {
                if weasel && reach != Reach::Definite {
                    SourceSubtype::GenericGroup
                } else {
                    super::organizations::of_noun(org)
                }
            }
            Some(Noun::Person | Noun::Office) | None => match self.newsroom(noun, tokens) {
                true => SourceSubtype::Outlet,
                false => self.people(noun, class, reach, base, tokens),
            },
        }
    }
}
