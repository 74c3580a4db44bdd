//! The events of a sentence.

use super::{AUXILIARIES, Draft, Page};
use crate::document::Event;
use crate::stages::stance::syntax::{Form, Kind, Link};

use super::clauses::Clauses;
use super::status::Bearer;

/// Whether a word that the model takes for an event is only part of one: an auxiliary, an adverb.
fn is_part(clauses: &Clauses, word: usize) -> bool {
    let group = clauses.groups.of(word);
    let auxiliary = group.is_some_and(|g| clauses.groups[g].head != word);
    auxiliary
        || clauses.words.kind(word) == Kind::Adverb && !clauses.predicates.contains(&Some(word))
        || clauses.words.kind(word) == Kind::Opener
        || clauses.words.is(word, "according")
}

impl Page<'_> {
    /// The events of a sentence: those of the model, and what governing words, copulas and the
    /// table of nouns show beside them.
    pub(super) fn drafts(&self, clauses: &Clauses, found: &[Event]) -> Vec<Draft> {
        let mut at: Vec<(usize, Option<f32>)> = Vec::new();
        for event in found {
            let token = self.doc.tokens_under(event.span).start;
            let word = token.saturating_sub(clauses.words.first);
            if !is_part(clauses, word) {
                at.push((word, Some(event.score)));
            }
        }
        let governed =
            |i: &usize| matches!(clauses.links[*i], Link::Governed { .. } | Link::With { .. });
        for i in (0..clauses.groups.len()).filter(governed) {
            at.push((clauses.groups[i].head, None));
        }
        let says = |i: &usize| {
            let group = &clauses.groups[*i];
            group.form == Form::Finite
                && clauses.links[*i] == Link::Own
                && !AUXILIARIES.contains(&clauses.words[group.head].lower.as_str())
        };
        for i in (0..clauses.groups.len()).filter(says) {
            at.push((clauses.groups[i].head, None));
        }
        at.extend(
            clauses
                .predicates
                .iter()
                .flatten()
                .map(|&word| (word, None)),
        );
        at.extend(
            (0..clauses.words.len())
                .filter(|&w| self.is_event_noun(clauses, w))
                .map(|w| (w, None)),
        );
        at.sort_by_key(|&(word, score)| (word, score.is_none()));
        at.dedup_by_key(|(word, _)| *word);
        at.into_iter()
            .map(|(word, score)| self.draft(clauses, word, score))
            .collect()
    }

    /// Whether the noun at `word` names an event, by itself or by what governs it.
    pub(super) fn is_event_noun(&self, clauses: &Clauses, word: usize) -> bool {
        clauses.words.kind(word) == Kind::Noun
            && clauses.words.kind(word + 1) != Kind::Noun
            && !clauses.words.is_any(word + 1, &["'s", "-"])
            && (self.stage.kinds.is_event(&clauses.words[word].lower) || clauses.is_occasion(word))
    }

    pub(super) fn draft(&self, clauses: &Clauses, at: usize, score: Option<f32>) -> Draft {
        // The copula comes right before its predicate, but for adverbs.
        let before = clauses.groups.before(at);
        let of_copula = before.filter(|&i| clauses.predicates[i] == Some(at));
        let (bearer, steps) = match (clauses.groups.headed(at), of_copula) {
            (Some(group), _) => (Bearer::Verb { group }, clauses.steps(group)),
            (None, Some(group)) if clauses.words.kind(at) != Kind::Noun => {
                (Bearer::Predicate { group }, clauses.steps(group))
            }
            _ if clauses.words.kind(at) == Kind::Noun => (Bearer::Noun, clauses.noun_steps(at)),
            _ => (Bearer::Modifier, Vec::new()),
        };
        Draft {
            at,
            bearer,
            steps,
            score,
        }
    }
}
