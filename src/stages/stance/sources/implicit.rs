//! Sources that nobody names: "reportedly", "is expected to".

use std::ops::Range;

use super::draft::{Draft, Who};
use super::kinds::Kinds;
use crate::document::{AttributionKind, CueType, SourceSubtype};

/// Participles of saying and thinking.
const TOLD: [&str; 32] = [
    "expected",
    "believed",
    "thought",
    "considered",
    "seen",
    "viewed",
    "regarded",
    "perceived",
    "held",
    "presumed",
    "assumed",
    "deemed",
    "feared",
    "forecast",
    "forecasted",
    "predicted",
    "projected",
    "anticipated",
    "understood",
    "said",
    "reported",
    "claimed",
    "alleged",
    "rumored",
    "rumoured",
    "accused",
    "accepted",
    "argued",
    "acknowledged",
    "purported",
    "tipped",
    "supposed",
];

/// Both kinds of sources that nobody names.
pub(super) fn find(kinds: &Kinds, found: &mut Vec<Draft>) {
    let page = kinds.page;
    for cue in &page.doc.cues {
        if !matches!(
            cue.kind,
            CueType::Reportative | CueType::Doxastic | CueType::Weasel
        ) {
            continue;
        }
        let tokens = page.tokens(cue.span);
        let draft = match cue.kind {
            CueType::Reportative => adverb(kinds, &tokens).or_else(|| passive(kinds, &tokens)),
            _ => passive(kinds, &tokens),
        };
        found.extend(draft.map(|draft| Draft {
            kind: Some(match cue.kind {
                CueType::Doxastic => AttributionKind::Belief,
                _ => AttributionKind::Assertion,
            }),
            ..draft
        }));
    }
}

/// "reportedly", "the alleged theft".
fn adverb(kinds: &Kinds, tokens: &Range<usize>) -> Option<Draft> {
    let page = kinds.page;
    if tokens.len() != 1 {
        return None;
    }
    let word = page.word(tokens.start);
    let content = if word.ends_with("ly") {
        page.rest(tokens.end)
    } else if matches!(
        word,
        "alleged" | "rumored" | "rumoured" | "unconfirmed" | "unverified"
    ) && page.tag(tokens.end).starts_with(['N', 'J'])
    {
        page.phrase_at(tokens.end)?
    } else {
        return None;
    };
    let who = Who::Implicit(SourceSubtype::ReportativeAdverb);
    Some(Draft::new(
        "reportative_adverb",
        tokens.clone(),
        who,
        [content],
    ))
}

/// "is expected to", "it is widely believed that"; not where "by" names somebody.
fn passive(kinds: &Kinds, tokens: &Range<usize>) -> Option<Draft> {
    let page = kinds.page;
    let told = tokens.clone().find(|&t| TOLD.contains(&page.word(t)))?;
    let floor = page.sentence(told).start;
    let before = floor.max(tokens.start.saturating_sub(2))..told;
    if !before.clone().any(|t| page.is_be(t))
        || !matches!(page.tag(told), "VBN" | "VBD" | "JJ" | "")
    {
        return None;
    }
    let by = (told + 1..told + 3).any(|t| page.word(t) == "by");
    let end = if page.word(tokens.end - 1) == "to" {
        tokens.end - 1
    } else {
        tokens.end
    };
    let cue = tokens.start..end.max(told + 1);
    if by {
        let by = (told + 1..told + 3).find(|&t| page.word(t) == "by")?;
        let mention = page.phrase_at(by + 1)?;
        let content = [subject(kinds, tokens.start), page.rest(mention.end)];
        return Some(Draft::new("passive", cue, Who::Mention(mention), content));
    }
    let who = Who::Implicit(SourceSubtype::AgentlessPassive);
    let linked = matches!(page.word(end), "to" | "that");
    let complement = if linked {
        page.rest(end)
    } else {
        page.up_to_comma(end)
    };
    let content = [subject(kinds, tokens.start), complement];
    Some(Draft::new("agentless_passive", cue, who, content))
}

/// The subject of the passive; none for "it is said that".
fn subject(kinds: &Kinds, verb: usize) -> Range<usize> {
    let page = kinds.page;
    match page.subject(verb) {
        Some(subject) if page.word(subject.start) != "it" => subject,
        _ => verb..verb,
    }
}
