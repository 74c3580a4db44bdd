//! Weasel cues that only the attribution shows: a source that stays unnamed, whatever it is called
//! ("two negotiators", "a former envoy").

use super::words::Words;
use crate::document::{
    Attribution, AttributionKind, Cue, CueType, Document, Source, SourceType, Span, Strength,
};

/// Words with which a mention points back to somebody who is known.
const KNOWN: [&str; 26] = [
    "anyone", "everyone", "nobody", "no", "the", "this", "that", "these", "those", "his", "her",
    "its", "their", "our", "my", "who", "which", "he", "she", "they", "it", "you", "i", "we",
    "one", "both",
];

/// Adds a weasel cue on each unnamed source that has none, and marks its sentence as hedged.
///
/// The lexicon knows the usual phrases; here the type of the source decides
/// ([`SourceType::Anonymous`]). What somebody only plans or wants needs no cue.
pub(super) fn add(
    doc: &mut Document,
    words: &Words,
    sources: &[Source],
    attributions: &[Attribution],
) {
    let mut spans: Vec<Span> = attributions
        .iter()
        .filter(|a| a.kind != AttributionKind::Eventuality && !a.content.is_empty())
        .filter_map(|a| sources.get(a.source?))
        .filter(|s| s.kind == SourceType::Anonymous && s.same_as.is_none())
        .filter_map(|s| unnamed(doc, words, s.span?))
        .collect();
    spans.sort_unstable();
    spans.dedup();
    for span in spans {
        doc.cues.push(Cue {
            span,
            kind: CueType::Weasel,
            strength: Some(Strength::Underspecified),
            signals_status: None,
            scope: None,
        });
        let first = doc.tokens_under(span).start;
        let sentence = doc.tokens.get(first).map(|t| t.sentence);
        if let Some(sentence) = sentence.and_then(|s| doc.sentences.get_mut(s)) {
            sentence.hedged = Some(true);
            sentence.hedged_core = Some(true);
        }
    }
    doc.cues.sort_by_key(|cue| cue.span);
}

/// The words that leave a source unnamed, up to a clause about it; `None` where they point to
/// somebody known, or a cue stands there already.
fn unnamed(doc: &Document, words: &Words, mention: Span) -> Option<Span> {
    let tokens = doc.tokens_under(mention);
    let word = |t: usize| doc.slice(doc.tokens[t].span).to_lowercase();
    let first = tokens.clone().next()?;
    let tag = |t: usize| doc.tokens[t].pos.as_deref().unwrap_or_default();
    let known = KNOWN.contains(&word(first).as_str()) || tokens.clone().any(|t| tag(t) == "POS");
    let is_person = |t: usize| matches!(tag(t), "NN" | "NNS") && words.is_human(&word(t));
    let ends = |t: &usize| matches!(word(*t).as_str(), "," | "who" | "(" | "–" | "—");
    let end = tokens.clone().find(ends).unwrap_or(tokens.end);
    // The head: the last word before what is tied to it by a preposition or participle.
    let tied = |t: &usize| matches!(tag(*t), "IN" | "TO" | "VBN" | "VBG" | "JJ");
    let head = (first + 1..end)
        .find(|t| tied(t) && matches!(tag(t - 1), "NN" | "NNS"))
        .unwrap_or(end)
        .checked_sub(1)?;
    if known || !is_person(head) {
        return None;
    }
    let span = doc.token_span(first..end);
    doc.cues_under(span).is_empty().then_some(span)
}
