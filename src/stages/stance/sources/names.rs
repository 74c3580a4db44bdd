//! Names in full: "Musk" is "Elon Musk" where the article has no other Musk.

use std::collections::HashMap;

use super::page::Page;
use crate::document::EntityType;

/// The names of persons and organizations of an article.
pub(super) struct Names {
    /// The entity that gives each entity's name in full; itself where there is no fuller one.
    full: Vec<usize>,
    /// The entity's name in lower case, without titles and possessives.
    plain: Vec<String>,
}

impl Names {
    pub fn new(page: &Page) -> Self {
        let entities = &page.doc.entities;
        let plain: Vec<String> = entities
            .iter()
            .map(|e| bare(&page.words(page.tokens(e.span))))
            .collect();
        // Longer names by the word that a short form would keep: a person's last, another's first.
        let mut longer: HashMap<(bool, &str), Vec<usize>> = HashMap::new();
        // And by their initials.
        let mut initials: HashMap<String, usize> = HashMap::new();
        for (index, entity) in entities.iter().enumerate() {
            let name = &plain[index];
            let person = entity.kind == EntityType::Person;
            if !name.contains(' ') || !is_name(entity.kind) {
                continue;
            }
            let word = if person {
                name.rsplit(' ').next()
            } else {
                name.split(' ').next()
            };
            let known = longer.entry((person, word.unwrap_or(name))).or_default();
            if !known.iter().any(|&k| plain[k] == *name) {
                known.push(index);
            }
            if !person {
                let of_words = name
                    .split(' ')
                    .filter(|w| !matches!(*w, "of" | "the" | "and" | "for"));
                initials
                    .entry(of_words.filter_map(|w| w.chars().next()).collect())
                    .or_insert(index);
            }
        }
        let full = (0..entities.len()).map(|index| {
            let person = entities[index].kind == EntityType::Person;
            let name = plain[index].as_str();
            let Some(known) = longer.get(&(person, name)) else {
                let short =
                    (2..7).contains(&name.len()) && !person && is_name(entities[index].kind);
                return initials
                    .get(name)
                    .copied()
                    .filter(|_| short)
                    .unwrap_or(index);
            };
            match known[..] {
                [one] => one,
                _ => index,
            }
        });
        Self {
            full: full.collect(),
            plain,
        }
    }

    /// The entity that gives an entity's name in full.
    pub fn full(&self, entity: usize) -> usize {
        self.full.get(entity).copied().unwrap_or(entity)
    }

    /// The full name in lower case: the same for all mentions of one bearer.
    pub fn key(&self, entity: usize) -> &str {
        self.plain.get(self.full(entity)).map_or("", |name| name)
    }
}

fn is_name(kind: EntityType) -> bool {
    matches!(
        kind,
        EntityType::Person
            | EntityType::Org
            | EntityType::Gpe
            | EntityType::Fac
            | EntityType::Product
    )
}

/// A name without article, title and possessive ending.
fn bare(name: &str) -> String {
    let titles = [
        "the",
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "miss",
        "dr",
        "dr.",
        "sir",
        "dame",
        "lord",
        "lady",
        "prof",
        "prof.",
        "professor",
        "sen.",
        "rep.",
        "gov.",
        "president",
        "senator",
    ];
    let words = name.split(' ').skip_while(|w| titles.contains(w));
    let words = words.filter(|w| !matches!(*w, "'s" | "'"));
    words.collect::<Vec<_>>().join(" ")
}
