//! Attributions: who says what, and by which words (PolNeAR: Newell et al., 2018).

mod quoted;
mod roles;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use self::roles::{Roles, TokenAttribution};
use super::bio::Bio;
use super::{Stage, StageError};
use crate::document::{Attribution, AttributionKind, Document, QuoteForm, Source, Span};
use crate::model::{Model, ModelError};

/// Fills [`Document::attributions`] and [`Document::sources`].
///
/// The `cue` head marks cues, sentence by sentence. Each cue then labels the tokens of its own,
/// the previous and the next sentence, whatever other cues make of them: attributions nest and
/// overlap. The labels of a token are scored by its `role_key` and the `role_query` of the cue's
/// first token.
pub struct Attributions {
    cue: Bio,
    roles: Roles,
}

impl Attributions {
    /// The stage for `model`'s attribution heads; `None` where it has none.
    ///
    /// # Errors
    /// The labels are not those of cues and roles.
    pub fn new(model: &Model) -> Result<Option<Self>, ModelError> {
        if !model.has_attribution() {
            return Ok(None);
        }
        let cue = Bio::new(&model.labels["cue"]).map_err(ModelError::Labels)?;
        let roles = Roles::new(&model.labels["role"]).map_err(ModelError::Labels)?;
        Ok(Some(Self { cue, roles }))
    }

    /// The attributions over tokens, in the order of their cues.
    fn find(&self, doc: &Document) -> Result<Vec<TokenAttribution>, StageError> {
        let head = |name, missing| doc.scores.get(name).ok_or(StageError::Missing(missing));
        let cues = head("cue", "the cue head")?;
        let queries = head("role_query", "the role_query head")?;
        let keys = head("role_key", "the role_key head")?;
        let sentences = doc.sentence_tokens();
        let mut found = Vec::new();
        for (i, tokens) in sentences.iter().enumerate() {
            let reach = reach(doc, i);
            let around = sentences[*reach.start()].start..sentences[*reach.end()].end;
            for cue in self.cue.spans(cues.rows(tokens.clone())) {
                let cue = tokens.start + cue.rows.start..tokens.start + cue.rows.end;
                let query = queries.row(cue.start);
                found.push(
                    self.roles
                        .decode(cue, query, keys, around.clone(), tokens.clone()),
                );
            }
        }
        quoted::complete(doc, &mut found);
        Ok(found)
    }
}

/// The sentences in which a cue's source and content are looked for: its own, and the previous
/// and the next one where they stand in blocks of the same kind (no paragraph shares a content
/// with its heading).
fn reach(doc: &Document, sentence: usize) -> RangeInclusive<usize> {
    let kind = |i: usize| {
        let block = doc.sentences.get(i)?.block;
        Some(doc.blocks.get(block).map(|b| b.kind))
    };
    let is_alike = |i: usize| kind(i).is_some_and(|k| Some(k) == kind(sentence));
    let first = sentence.checked_sub(1).filter(|&i| is_alike(i));
    let last = Some(sentence + 1).filter(|&i| is_alike(i));
    first.unwrap_or(sentence)..=last.unwrap_or(sentence)
}

impl Stage for Attributions {
    fn name(&self) -> &'static str {
        "attribution"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let found = self.find(doc)?;
        let source = |a: &TokenAttribution| a.source.clone().map(|s| doc.token_span(s));
        let sources: BTreeSet<Span> = found.iter().filter_map(source).collect();
        let sources: Vec<Source> = sources.into_iter().map(Source::new).collect();
        let attribution = |a: &TokenAttribution| Attribution {
            cue: Some(doc.token_span(a.cue.clone())),
            source: source(a).and_then(|span| sources.iter().position(|s| s.span == Some(span))),
            kind: AttributionKind::Assertion,
            form: QuoteForm::Indirect,
            rule: "model",
            content: a
                .content
                .iter()
                .map(|piece| doc.token_span(piece.clone()))
                .collect(),
        };
        doc.attributions = Some(found.iter().map(attribution).collect());
        doc.sources = Some(sources);
        Ok(())
    }
}
