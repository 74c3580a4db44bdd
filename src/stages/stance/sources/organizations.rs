//! What kind of organization a name or noun stands for.

use super::page::Page;
use super::words::{Noun, Words, singular};
use crate::document::{EntityType, SourceSubtype};

/// The subtype of a source whose mention is headed by a name.
pub(super) fn name_subtype(page: &Page, words: &Words, token: usize) -> SourceSubtype {
    let Some(entity) = page.entity(token) else {
        return SourceSubtype::ByName;
    };
    let entity = &page.doc.entities[entity];
    let name = page.words(page.tokens(entity.span));
    if entity.kind != EntityType::Person && words.is_outlet(&name) {
        return SourceSubtype::Outlet;
    }
    match entity.kind {
        EntityType::Person => SourceSubtype::ByName,
        EntityType::Org => by_words(words, &name).unwrap_or(SourceSubtype::Company),
        EntityType::Gpe | EntityType::Loc => SourceSubtype::Government,
        EntityType::Norp => match by_words(words, &name) {
            Some(subtype) => subtype,
            None => SourceSubtype::GenericGroup,
        },
        EntityType::Fac => by_words(words, &name).unwrap_or(SourceSubtype::Institution),
        EntityType::Product => SourceSubtype::ProductAsSpeaker,
        EntityType::WorkOfArt | EntityType::Law => SourceSubtype::Statement,
        EntityType::Event => SourceSubtype::Institution,
        _ => SourceSubtype::Study,
    }
}

/// What the words inside of a name tell, given in lower case; `None` where nothing is known.
pub(super) fn by_words(words: &Words, name: &str) -> Option<SourceSubtype> {
    let lists = [
        ("name_police", SourceSubtype::Police),
        ("name_court", SourceSubtype::Court),
        ("name_institution", SourceSubtype::Institution),
        ("name_government", SourceSubtype::Government),
    ];
    let has = |list: &str| {
        name.split(' ')
            .any(|w| words.has(list, w) || words.has(list, &singular(w)))
    };
    let found = lists.into_iter().find(|(list, _)| has(list));
    found.map(|(_, subtype)| subtype)
}

/// The subtype of an organization named by a noun.
pub(super) fn of_noun(noun: Noun) -> SourceSubtype {
    match noun {
        Noun::Police => SourceSubtype::Police,
        Noun::Court => SourceSubtype::Court,
        Noun::Government => SourceSubtype::Government,
        Noun::Institution => SourceSubtype::Institution,
        Noun::Company => SourceSubtype::Company,
        Noun::Outlet => SourceSubtype::Outlet,
        Noun::Report => SourceSubtype::Report,
        Noun::Study => SourceSubtype::Study,
        Noun::Filing => SourceSubtype::Filing,
        Noun::Statement => SourceSubtype::Statement,
        Noun::Product => SourceSubtype::ProductAsSpeaker,
        Noun::Spokesperson => SourceSubtype::Spokesperson,
        Noun::Person | Noun::Office => SourceSubtype::ByRole,
    }
}
