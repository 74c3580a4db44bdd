//! Agreement within a document: mentions of the same name have the same type, unless one's own
//! context speaks strongly for another. Well-known names lean towards their type.

use std::collections::HashMap;

use super::decode::TokenMention;
use super::known::KnownNames;
use crate::document::{Document, EntityType};

/// The type of each mention and its probability, `types` being the order of
/// [`TokenMention::types`]: what its own context says where that is [`STRONG`], else the mean of
/// what the contexts of all mentions of the name say. Mentions are of one name if their text is
/// the same; a person's last word is a mention of that person ("Elon Musk", "Musk"). A name of
/// `known` is always judged by the mean, weighed by what is known of it.
pub(super) fn agree(
    doc: &Document,
    mentions: &[TokenMention],
    types: &[EntityType],
    known: &KnownNames,
) -> Vec<(EntityType, f32)> {
    let mut names: HashMap<&str, Evidence> = HashMap::new();
    for mention in mentions {
        let full = names
            .entry(text(doc, mention))
            .or_insert_with(|| Evidence::new(types.len()));
        full.add(&mention.types);
        if mention.kind == EntityType::Person && mention.tokens.len() > 1 {
            let last = &doc.tokens[mention.tokens.end - 1];
            let last = names.entry(doc.slice(last.span));
            last.or_insert_with(|| Evidence::new(types.len()))
                .add(&mention.types);
        }
    }
    let decide = |mention: &TokenMention| {
        let name = text(doc, mention);
        let mut probabilities = names[name].mean();
        let is_known = known.weigh(name, types, &mut probabilities);
        if !is_known && mention.types.iter().any(|&p| p >= STRONG) {
            probabilities.clone_from(&mention.types);
        }
        let best = (0..types.len()).fold(0, |best, i| {
            if probabilities[i] > probabilities[best] {
                i
            } else {
                best
            }
        });
        types
            .get(best)
            .map_or((mention.kind, 0.0), |&kind| (kind, probabilities[best]))
    };
    mentions.iter().map(decide).collect()
}

fn text<'a>(doc: &'a Document, mention: &TokenMention) -> &'a str {
    doc.slice(doc.token_span(mention.tokens.clone()))
}

/// Probability of its type from which on a mention's own context decides.
const STRONG: f32 = 0.95;

/// What the contexts of one name say of its type.
struct Evidence {
    sum: Vec<f32>,
    mentions: usize,
}

impl Evidence {
    fn new(types: usize) -> Self {
        Self {
            sum: vec![0.0; types],
            mentions: 0,
        }
    }

    fn add(&mut self, types: &[f32]) {
        self.mentions += 1;
        self.sum
            .iter_mut()
            .zip(types)
            .for_each(|(sum, t)| *sum += t);
    }

    fn mean(&self) -> Vec<f32> {
        let mean = |sum: &f32| sum / self.mentions as f32;
        self.sum.iter().map(mean).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Span, Token};

    const TYPES: [EntityType; 2] = [EntityType::Person, EntityType::Org];

    /// The types decided for mentions given by their words and P(person).
    fn decided(mentions: &[(&str, f32)]) -> Vec<EntityType> {
        let text = mentions
            .iter()
            .map(|(name, _)| *name)
            .collect::<Vec<_>>()
            .join(" ");
        let mut doc = Document::new(text.clone()).unwrap();
        let mut found = Vec::new();
        let mut at = 0;
        for (name, person) in mentions {
            let first = doc.tokens.len();
            for word in name.split(' ') {
                doc.tokens.push(Token {
                    span: Span::new(at, at + word.len()),
                    sentence: 0,
                    pos: None,
                });
                at += word.len() + 1;
            }
            found.push(TokenMention {
                tokens: first..doc.tokens.len(),
                kind: TYPES[usize::from(*person < 0.5)],
                span: 1.0,
                types: vec![*person, 1.0 - person],
            });
        }
        agree(&doc, &found, &TYPES, &KnownNames::new())
            .into_iter()
            .map(|(kind, _)| kind)
            .collect()
    }

    #[test]
    fn the_many_win_over_a_doubtful_one() {
        use EntityType::*;
        assert_eq!(
            decided(&[("Musk", 0.9), ("Musk", 0.4), ("Musk", 0.8), ("Acme", 0.1)]),
            [Person, Person, Person, Org]
        );
    }

    #[test]
    fn a_strong_context_stays() {
        use EntityType::*;
        assert_eq!(
            decided(&[("Ford", 0.8), ("Ford", 0.7), ("Ford", 0.03)]),
            [Person, Person, Org]
        );
    }

    #[test]
    fn a_last_name_follows_its_person() {
        use EntityType::*;
        assert_eq!(
            decided(&[("Elon Musk", 0.98), ("Musk", 0.3)]),
            [Person, Person]
        );
    }
}
