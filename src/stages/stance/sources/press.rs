//! Whether the press or an office speaks: newsrooms, and reports of either.

use std::ops::Range;

use super::kinds::Kinds;
use super::words::{Noun, singular};
use crate::document::{EntityType, SourceSubtype};

impl Kinds<'_> {
    /// "reporters at the Daily Star": their paper speaks.
    pub(super) fn newsroom(&self, noun: usize, tokens: &Range<usize>) -> bool {
        let page = self.page;
        let writes = matches!(
            &*singular(page.word(noun)),
            "reporter" | "journalist" | "correspondent" | "columnist" | "editor"
        );
        let link = (noun + 1..tokens.end)
            .find(|&t| matches!(page.word(t), "at" | "for" | "from" | "with"));
        let named = |link: usize| {
            (link + 1..tokens.end).any(|t| page.entity_type(t) == Some(EntityType::Org))
        };
        writes && link.is_some_and(named)
    }

    /// "a report", "media reports": the press's; "the committee's report": its document.
    pub(super) fn report(
        &self,
        noun: usize,
        base: &Range<usize>,
        tokens: &Range<usize>,
    ) -> SourceSubtype {
        let page = self.page;
        let office = |t: usize| {
            let noun = self.words.noun(page.word(t));
            let organized = matches!(
                noun,
                Some(
                    Noun::Government
                        | Noun::Institution
                        | Noun::Police
                        | Noun::Court
                        | Noun::Company
                )
            );
            let named = matches!(page.entity_type(t), Some(EntityType::Org | EntityType::Gpe));
            organized || named
        };
        let before = base.start..noun.min(base.end);
        let link = (noun + 1..tokens.end).find(|&t| matches!(page.word(t), "by" | "from" | "of"));
        let after = link.map_or(0..0, |link| link + 1..tokens.end);
        // "The report concludes": no paper is in sight.
        let finds = [
            "conclude",
            "find",
            "found",
            "show",
            "recommend",
            "warn",
            "estimate",
            "note",
        ];
        let behind = page.word(tokens.end.max(base.end));
        let concludes = page.word(base.start) == "the"
            && page.word(noun) == "report"
            && finds.iter().any(|f| behind.starts_with(f))
            && !page.doc.tokens.iter().enumerate().any(|(t, _)| {
                page.entity_type(t) == Some(EntityType::Org)
                    && page.entity(t).is_some_and(|e| {
                        let name = page.tokens(page.doc.entities[e].span);
                        self.words.is_outlet(&page.words(name))
                    })
            });
        if concludes || before.chain(after).any(office) {
            SourceSubtype::Study
        } else {
            SourceSubtype::Report
        }
    }
}
