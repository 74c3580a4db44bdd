//! Sources that nobody names: "reportedly", "is expected to".

use std::ops::Range;

use super::draft::{Draft, Who};
use super::kinds::Kinds;
use super::words::singular;
use crate::document::{AttributionKind, CueType, SourceSubtype};

/// Participles of saying and thinking.
const TOLD: [&str; 33] = [
    "suspected",
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
            CueType::Reportative => adverb(kinds, &tokens)
                .or_else(|| noun(kinds, &tokens))
                .or_else(|| passive(kinds, &tokens)),
            _ => noun(kinds, &tokens).or_else(|| passive(kinds, &tokens)),
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

/// "unconfirmed reports of gunfire", "rumours that", "hopes are fading that": of nobody in particular.
fn noun(kinds: &Kinds, tokens: &Range<usize>) -> Option<Draft> {
    let page = kinds.page;
    let nouns = [
        "report",
        "rumor",
        "rumour",
        "hope",
        "fear",
        "speculation",
        "allegation",
        "claim",
        "belief",
    ];
    let at = tokens
        .clone()
        .find(|&t| page.is_noun(t) && nouns.contains(&&*singular(page.word(t))))?;
    let floor = page.sentence(at).start;
    let denied = (floor..at).any(|t| page.has_cue(page.span(t..t + 1), CueType::Denial));
    let owned = denied
        || (floor.max(at.saturating_sub(3))..at)
            .any(|t| matches!(page.tag(t), "POS" | "PRP$" | "DT") && page.word(t) != "no");
    let end = page.sentence(at).end;
    let ahead = at + 1..end.min(at + 5);
    let link = ahead
        .clone()
        .find(|&t| matches!(page.word(t), "that" | "of"))?;
    let between = (at + 1..link).all(|t| !page.is_noun(t) && page.word(t) != ",");
    if owned || !between {
        return None;
    }
    let content = match page.word(link) {
        "that" => self::clause(kinds, link + 1),
        _ => page.phrase_at(link + 1)?,
    };
    let who = Who::Implicit(SourceSubtype::AgentlessPassive);
    Some(Draft::new("report_noun", tokens.clone(), who, [content]))
}

/// The clause from a token on, up to the verb of the clause around it ("reports that the minister
/// resigned were false").
fn clause(kinds: &Kinds, start: usize) -> Range<usize> {
    let page = kinds.page;
    let rest = page.rest(start);
    let mut finite = rest
        .clone()
        .filter(|&t| page.is_finite(t) && !(t > start && page.is_finite(t - 1)));
    let own = finite.next();
    let outer = own.and_then(|own| {
        // The next verb with a tense, unless a word opens a clause for it.
        let next = finite.find(|&t| t > own + 1)?;
        let opened = (own + 1..next).any(|t| {
            matches!(page.tag(t), "WDT" | "WP" | "WRB" | "CC")
                || page.word(t) == ","
                || matches!(
                    page.word(t),
                    "that" | "if" | "as" | "because" | "after" | "before"
                )
        });
        (!opened).then_some(next)
    });
    rest.start..outer.unwrap_or(rest.end)
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
    // "The virus, it is feared, jumped to a worker".
    let start = tokens
        .start
        .saturating_sub(usize::from(page.word(tokens.start) != "it"));
    let aside = start > floor && page.word(start) == "it" && page.word(start - 1) == ",";
    if aside && page.word(end) == "," {
        let content = [page.before(start - 1), page.rest(end + 1)];
        return Some(Draft::new("agentless_passive", cue, who, content));
    }
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
