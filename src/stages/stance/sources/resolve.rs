//! Which sources are the same: names in full and in short, pronouns, and "the company".

use std::collections::HashMap;

use super::kinds::{Kinds, Typed};
use super::names::Names;
use super::organizations::name_subtype;
use super::words::{Gender, Noun, singular};
use crate::document::{EntityType, Source, SourceSubtype, SourceType};

/// How many sentences back a pronoun reaches, and a description.
const PRONOUN: usize = 2;
const DESCRIPTION: usize = 5;

/// And a description by the noun that a mention has ("one analyst", "the analyst").
const NAMED: usize = 40;

/// Sets [`Source::name`] and [`Source::same_as`], and gives pronouns the type of what they stand for.
///
/// A short name goes with the only longer one that it can be short for. A pronoun goes with the
/// only one who fits among the last sentences, or with the last source if that fits; a definite
/// description with what it names by the same noun, or the only organization of its kind. In doubt
/// nothing is tied.
pub(super) fn resolve(kinds: &Kinds, typed: &[Option<Typed>], sources: &mut [Source]) {
    let names = Names::new(kinds.page);
    let mut resolver = Resolver {
        kinds,
        referents: referents(kinds, typed, &names),
        names,
        typed,
        keys: vec![String::new(); sources.len()],
        firsts: HashMap::new(),
    };
    for index in 0..sources.len() {
        resolver.resolve(index, sources);
    }
}

/// Somebody or something that a later mention can go back to.
struct Referent {
    token: usize,
    /// Index of the source or of the entity.
    source: Option<usize>,
    entity: Option<usize>,
}

struct Resolver<'a> {
    kinds: &'a Kinds<'a>,
    names: Names,
    typed: &'a [Option<Typed>],
    referents: Vec<Referent>,
    /// Who each source is: a name, or the number of the first source that is the same.
    keys: Vec<String>,
    /// The first source of each key.
    firsts: HashMap<String, usize>,
}

/// Sources and names, in order of the text.
fn referents(kinds: &Kinds, typed: &[Option<Typed>], names: &Names) -> Vec<Referent> {
    let page = kinds.page;
    let mut taken = vec![false; page.doc.entities.len()];
    let mut all = Vec::new();
    for (index, typed) in typed.iter().enumerate() {
        let Some(typed) = typed else { continue };
        let name = typed.name.as_ref().and_then(|n| page.entity(n.start));
        if let Some(entity) = name {
            taken[entity] = true;
        }
        all.push(Referent {
            token: typed.tokens.start,
            source: Some(index),
            entity: name,
        });
    }
    for (index, entity) in page.doc.entities.iter().enumerate() {
        let is_name = matches!(
            entity.kind,
            EntityType::Person | EntityType::Org | EntityType::Gpe
        );
        if is_name && !taken[index] && !names.key(index).is_empty() {
            let token = page.tokens(entity.span).start;
            all.push(Referent {
                token,
                source: None,
                entity: Some(index),
            });
        }
    }
    all.sort_by_key(|r| r.token);
    all
}

impl Resolver<'_> {
    fn resolve(&mut self, index: usize, sources: &mut [Source]) {
        let Some(typed) = self.typed[index].clone() else {
            return;
        };
        let page = self.kinds.page;
        self.keys[index] = format!("#{index}");
        let name = typed.name.as_ref().and_then(|n| page.entity(n.start));
        if let Some(entity) = name {
            self.keys[index] = self.names.key(entity).to_owned();
            let full = self.names.full(entity);
            sources[index].name = Some(page.doc.entities[full].span);
        } else if let Some(found) = self.antecedent(&typed) {
            let referent = &self.referents[found];
            let key = self.key(referent);
            if let Some(entity) = referent.entity {
                let full = self.names.full(entity);
                sources[index].name = Some(page.doc.entities[full].span);
            }
            let (source, entity) = (referent.source, referent.entity);
            self.keys[index] = key;
            inherit(self.kinds, index, source, entity, sources);
        }
        let first = *self.firsts.entry(self.keys[index].clone()).or_insert(index);
        if first != index {
            sources[index].same_as = Some(first);
        }
    }

    fn key(&self, referent: &Referent) -> String {
        match (referent.source, referent.entity) {
            (Some(source), _) => self.keys[source].clone(),
            (None, Some(entity)) => self.names.key(entity).to_owned(),
            _ => String::new(),
        }
    }

    /// The referent that a pronoun or description goes back to.
    fn antecedent(&self, typed: &Typed) -> Option<usize> {
        let page = self.kinds.page;
        let token = typed.tokens.start;
        let word = page.word(token);
        if typed.tokens.len() == 1 && page.quotation(token).is_some() {
            return None;
        }
        match (word, typed.tokens.len()) {
            ("he" | "his" | "him", 1) => self.person(token, Some(Gender::Male)),
            ("she" | "her", 1) => self.person(token, Some(Gender::Female)),
            ("it" | "its", 1) => self.thing(token, |r| self.is_organization(r)),
            ("they" | "their", 1) => self.group(token),
            ("the" | "this" | "that", _) => self.described(typed),
            _ => None,
        }
    }

    /// Referents before a token within some sentences, the nearest first.
    fn within(&self, token: usize, sentences: usize) -> impl Iterator<Item = usize> {
        let sentence = |t: usize| self.kinds.page.doc.tokens.get(t).map_or(0, |t| t.sentence);
        let here = sentence(token);
        let end = self.referents.partition_point(|r| r.token < token);
        (0..end)
            .rev()
            .take_while(move |&r| sentence(self.referents[r].token) + sentences >= here)
    }

    fn person(&self, token: usize, gender: Option<Gender>) -> Option<usize> {
        self.thing(token, |r| self.is_person(r) && self.agrees(r, gender))
    }

    /// The only one who fits, or the last source if it fits and stands near.
    fn thing(&self, token: usize, fits: impl Fn(&Referent) -> bool) -> Option<usize> {
        let fitting: Vec<usize> = self
            .within(token, PRONOUN)
            .filter(|&r| fits(&self.referents[r]))
            .collect();
        let first = *fitting.first()?;
        let key = self.key(&self.referents[first]);
        if fitting.iter().all(|&r| self.key(&self.referents[r]) == key) {
            return Some(first);
        }
        let mut near = self.within(token, 1);
        let last = near.find(|&r| self.referents[r].source.is_some())?;
        fits(&self.referents[last]).then_some(last)
    }

    /// Several people, or an organization: the last source.
    fn group(&self, token: usize) -> Option<usize> {
        let last = self
            .within(token, PRONOUN)
            .find(|&r| self.referents[r].source.is_some())?;
        let source = self.referents[last].source?;
        let typed = self.typed[source].as_ref()?;
        let several = typed.plural == Some(true)
            || typed.kind == SourceType::Organization
            || matches!(self.kinds.page.word(typed.tokens.start), "they" | "their")
            || self
                .kinds
                .page
                .tag(self.kinds.page.head(typed.tokens.clone()))
                == "NNS";
        several.then_some(last)
    }

    fn described(&self, typed: &Typed) -> Option<usize> {
        let page = self.kinds.page;
        let token = typed.tokens.start;
        let head = page.head(typed.tokens.clone());
        if typed.tokens.end > head + 1 {
            // "the head of the trust" is told by itself.
            return None;
        }
        let noun = singular(page.word(head));
        let same_noun = |r: usize| {
            let referent = &self.referents[r];
            let organized = matches!(
                self.kinds.words.noun(&noun),
                Some(
                    Noun::Company
                        | Noun::Government
                        | Noun::Institution
                        | Noun::Police
                        | Noun::Court
                )
            );
            // "the ministry's engineer" is no ministry.
            organized == self.is_organization(referent)
                && self
                    .around(referent)
                    .any(|t| singular(page.word(t)) == noun && page.tag(t + 1) != "POS")
        };
        let plural = page.tag(head) == "NNS";
        let number = |r: usize| {
            let source = self.referents[r]
                .source
                .and_then(|s| self.typed[s].as_ref());
            source.is_none_or(|t| {
                let head = page.head(t.tokens.clone());
                (page.tag(head) == "NNS") == plural || t.name.is_some()
            })
        };
        let mut named = self
            .within(token, NAMED)
            .filter(|&r| number(r) && same_noun(r));
        if let Some(found) = named.next() {
            return Some(found);
        }
        let class = self.kinds.words.noun(&noun)?;
        let organized = matches!(class, Noun::Company | Noun::Government | Noun::Institution);
        if !organized || plural {
            return None;
        }
        let fits = |r: &Referent| self.is_organization(r) && self.is_class(r, class);
        let fitting: Vec<usize> = self
            .within(token, DESCRIPTION)
            .filter(|&r| fits(&self.referents[r]))
            .collect();
        let first = *fitting.first()?;
        let key = self.key(&self.referents[first]);
        let only = fitting.iter().all(|&r| self.key(&self.referents[r]) == key);
        // The nearest one that begins its sentence is what the text is about.
        let opens = |&&r: &&usize| {
            let at = self.referents[r].token;
            at <= page.sentence(at).start + 1
        };
        if only {
            Some(first)
        } else {
            fitting.iter().find(opens).copied()
        }
    }

    /// The tokens of a referent: its mention, and the title before a name.
    fn around(&self, referent: &Referent) -> impl Iterator<Item = usize> {
        let page = self.kinds.page;
        let mention = match (referent.source, referent.entity) {
            (Some(source), _) => self.typed[source].as_ref().map(|t| t.tokens.clone()),
            (None, Some(entity)) => Some(page.tokens(page.doc.entities[entity].span)),
            _ => None,
        };
        let mention = mention.unwrap_or(0..0);
        let is_person = referent
            .entity
            .is_some_and(|e| page.doc.entities[e].kind == EntityType::Person);
        let floor = page.sentence(mention.start).start;
        let mut start = mention.start;
        let title = |t: usize| page.is_noun(t) || page.tag(t) == "JJ";
        while is_person && start > floor && mention.start - start < 3 && title(start - 1) {
            start -= 1;
        }
        start..mention.end
    }

    fn is_person(&self, referent: &Referent) -> bool {
        let typed = referent.source.and_then(|s| self.typed[s].as_ref());
        match typed {
            Some(typed) => match typed.kind {
                SourceType::Named => true,
                SourceType::Anonymous => typed.plural == Some(false),
                _ => typed.subtype == SourceSubtype::Spokesperson,
            },
            None => referent
                .entity
                .is_some_and(|e| self.kinds.page.doc.entities[e].kind == EntityType::Person),
        }
    }

    fn is_organization(&self, referent: &Referent) -> bool {
        match referent.source.and_then(|s| self.typed[s].as_ref()) {
            Some(typed) => {
                matches!(typed.kind, SourceType::Organization | SourceType::Media)
                    && typed.subtype != SourceSubtype::Spokesperson
            }
            None => referent
                .entity
                .is_some_and(|e| self.kinds.page.doc.entities[e].kind == EntityType::Org),
        }
    }

    /// Whether an organization can be called by a noun of a class.
    fn is_class(&self, referent: &Referent, class: Noun) -> bool {
        let wanted = super::organizations::of_noun(class);
        let typed = referent.source.and_then(|s| self.typed[s].as_ref());
        let subtype = match (typed, referent.entity) {
            (Some(typed), _) => typed.subtype,
            (None, Some(entity)) => {
                let token = self
                    .kinds
                    .page
                    .tokens(self.kinds.page.doc.entities[entity].span)
                    .start;
                name_subtype(self.kinds.page, self.kinds.words, token)
            }
            _ => return false,
        };
        subtype == wanted
    }

    /// Whether nothing in the mention or beside it speaks against a gender.
    fn agrees(&self, referent: &Referent, gender: Option<Gender>) -> bool {
        let page = self.kinds.page;
        let told = self
            .around(referent)
            .find_map(|t| self.kinds.words.gender(page.word(t)));
        let full = referent.entity.map(|e| self.names.full(e));
        let full = full.and_then(|e| {
            let mut tokens = page.tokens(page.doc.entities[e].span);
            tokens.find_map(|t| self.kinds.words.gender(page.word(t)))
        });
        told.or(full).is_none_or(|g| Some(g) == gender)
    }
}

/// Gives a pronoun the type of what it stands for.
fn inherit(
    kinds: &Kinds,
    index: usize,
    source: Option<usize>,
    entity: Option<usize>,
    sources: &mut [Source],
) {
    let page = kinds.page;
    let pronoun = sources[index]
        .span
        .is_some_and(|s| page.tokens(s).len() == 1);
    match (source.and_then(|s| sources.get(s)).cloned(), entity) {
        (Some(other), _) => {
            let vague =
                other.kind == SourceType::Anonymous && sources[index].kind == SourceType::Named;
            if (pronoun && other.kind != SourceType::Named) || vague {
                let this = &mut sources[index];
                (this.kind, this.subtype, this.plural) = (other.kind, other.subtype, other.plural);
            }
            sources[index].name = sources[index].name.or(other.name);
        }
        (None, Some(entity)) if pronoun && sources[index].kind == SourceType::Organization => {
            let token = page.tokens(page.doc.entities[entity].span).start;
            let subtype = name_subtype(page, kinds.words, token);
            sources[index].subtype = subtype;
            sources[index].kind = super::kinds::kind_of(subtype);
        }
        _ => {}
    }
}
