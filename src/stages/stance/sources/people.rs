//! People who are not named, and how a noun phrase picks them out.

use std::ops::Range;

use super::kinds::{Kinds, Reach, kind_of};
use super::organizations::{name_subtype, of_noun};
use super::words::{Noun, singular};
use crate::document::{CueType, EntityType, SourceSubtype, SourceType};

impl Kinds<'_> {
    /// The subtype of a mention of people who are not named.
    pub fn people(
        &self,
        noun: usize,
        class: Option<Noun>,
        reach: Reach,
        base: &Range<usize>,
        tokens: &Range<usize>,
    ) -> SourceSubtype {
        let page = self.page;
        let plural = self.is_plural(noun);
        let word = singular(page.word(noun));
        let says = |words: &[&str]| tokens.clone().any(|t| words.contains(&page.word(t)));
        let insider = says(&[
            "familiar",
            "close",
            "briefed",
            "knowledge",
            "privy",
            "insider",
            "insiders",
            "involved",
            "aware",
            "apprised",
            "insight",
            "inside",
        ]) && !(class == Some(Noun::Office) && reach == Reach::Definite);
        let faceless = matches!(
            &*word,
            "person" | "source" | "insider" | "someone" | "somebody"
        ) || says(&["unnamed", "unidentified", "anonymous", "anonymity"]);
        if insider && (reach != Reach::Definite || faceless || says(&["those"])) {
            return if plural {
                SourceSubtype::InsiderGroup
            } else {
                SourceSubtype::InsiderPerson
            };
        }
        if faceless {
            return if plural {
                SourceSubtype::UnspecifiedGroup
            } else {
                SourceSubtype::UnnamedPerson
            };
        }
        if reach == Reach::Definite {
            return SourceSubtype::ByRole;
        }
        if let Some(body) = self.body(noun, &word, reach, plural, base, tokens) {
            return body;
        }
        match (plural, reach) {
            // "Chief Executive", "army chief": an office without an article is held by one.
            (false, Reach::Single)
                if class == Some(Noun::Office) && page.tag(base.start) != "DT" =>
            {
                SourceSubtype::ByRole
            }
            (false, _) => SourceSubtype::UnnamedPerson,
            (true, Reach::Number) => SourceSubtype::UnspecifiedGroup,
            (true, _) => SourceSubtype::GenericGroup,
        }
    }

    /// The body that people in the plural stand for: "U.S. officials", "hospital officials",
    /// "scientists at Oregon State University"; none where they are few or picked out ("two
    /// officials", "senior officials").
    fn body(
        &self,
        noun: usize,
        word: &str,
        reach: Reach,
        plural: bool,
        base: &Range<usize>,
        tokens: &Range<usize>,
    ) -> Option<SourceSubtype> {
        let page = self.page;
        let is_bare = page.tag(base.start) != "DT" && reach == Reach::Kind;
        let is_weasel = page.has_cue(page.span(base.clone()), CueType::Weasel);
        if !plural
            || !is_bare
            || is_weasel
            || matches!(page.word(base.start), "some" | "many" | "most")
        {
            return None;
        }
        let speaks_for = matches!(
            word,
            "official" | "executive" | "leader" | "officer" | "chief" | "staff"
        );
        let modifier = (base.start..noun).rev().find_map(|t| {
            if page.entity(t).is_some() {
                return Some(name_subtype(page, self.words, t));
            }
            self.words.noun(page.word(t)).and_then(|n| match n {
                Noun::Person | Noun::Office => None,
                noun => Some(of_noun(noun)),
            })
        });
        if speaks_for {
            let of = modifier.filter(|&m| kind_of(m) == SourceType::Organization);
            return of.or((word == "official").then_some(SourceSubtype::Government));
        }
        let link = (noun + 1..tokens.end)
            .find(|&t| matches!(page.word(t), "at" | "from" | "with" | "for"))?;
        let named =
            (link + 1..tokens.end).find(|&t| page.entity_type(t) == Some(EntityType::Org))?;
        Some(name_subtype(page, self.words, named))
            .filter(|&s| kind_of(s) == SourceType::Organization)
    }

    /// How the phrase picks out `noun`.
    pub fn reach(&self, base: &Range<usize>, noun: usize) -> Reach {
        let page = self.page;
        let first = page.word(base.start);
        let plural = self.is_plural(noun);
        let owned = || {
            let owner = base.clone().find(|&t| page.tag(t) == "POS");
            owner.is_some() || page.tag(base.start) == "PRP$"
        };
        match first {
            "the" | "this" | "that" | "these" | "those" | "both" => Reach::Definite,
            "a" | "an" | "one" | "another" if !plural => Reach::Single,
            "some" | "many" | "most" | "few" | "certain" | "other" | "no" | "all" | "any" => {
                Reach::Kind
            }
            "several" | "multiple" | "various" | "numerous" | "dozens" => Reach::Number,
            _ if page.tag(base.start) == "CD" => Reach::Number,
            _ if owned() => Reach::Definite,
            _ if plural => Reach::Kind,
            _ => Reach::Single,
        }
    }

    fn is_plural(&self, noun: usize) -> bool {
        let word = self.page.word(noun);
        matches!(self.page.tag(noun), "NNS" | "NNPS")
            || (self.page.tag(noun) != "NN" && singular(word) != word)
            || matches!(word, "people" | "staff" | "police")
    }
}
