//! Who would not say, and what the article once said itself.

use std::ops::Range;

use super::draft::{Draft, Who};
use super::kinds::Kinds;
use crate::document::{AttributionKind, Cue, CueType, SourceSubtype};

/// "X declined to comment on Y", once for each of several who did.
pub(super) fn non_confirmations(kinds: &Kinds, found: &mut Vec<Draft>) {
    let page = kinds.page;
    let cues = page.doc.cues.iter();
    for cue in cues.filter(|c| c.kind == CueType::NonConfirmation) {
        let tokens = page.tokens(cue.span);
        let withheld = withheld(kinds, tokens.clone())
            .filter(|c| !(c.len() < 4 && page.tag(c.start) == "DT" && page.is_stop(c.start + 1)));
        let content = withheld.or_else(|| question(kinds, tokens.start));
        let mut push = |who| {
            let mut draft = Draft::new("non_confirmation", tokens.clone(), who, content.clone());
            draft.kind = Some(AttributionKind::NonConfirmation);
            found.push(draft);
        };
        match asked(kinds, cue) {
            Some(mention) => {
                let parts = page.conjuncts(mention);
                parts.into_iter().for_each(|part| push(Who::Mention(part)));
            }
            None if has_verb(kinds, &tokens) => push(Who::Unknown),
            None => {}
        }
    }
}

/// The question of "Asked whether ..., X did not respond".
fn question(kinds: &Kinds, cue: usize) -> Option<Range<usize>> {
    let page = kinds.page;
    let first = page.sentence(cue).start;
    let opens = page.word(first) == "asked"
        && matches!(
            page.word(first + 1),
            "whether" | "if" | "about" | "why" | "how" | "when" | "what"
        );
    let content = page.up_to_comma(first + 1);
    Some(content).filter(|c| opens && c.end <= cue)
}

fn has_verb(kinds: &Kinds, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|t| kinds.page.tag(t).starts_with('V'))
}

/// Who was asked: the subject, or behind "to" or "from" ("calls to the firm were not returned").
fn asked(kinds: &Kinds, cue: &Cue) -> Option<Range<usize>> {
    let page = kinds.page;
    let tokens = page.tokens(cue.span);
    let addressed = tokens
        .clone()
        .find(|&t| matches!(page.word(t), "to" | "from"))
        .filter(|_| {
            let first = page.word(tokens.start);
            ["call", "message", "email", "request", "question", "inquir"]
                .iter()
                .any(|n| first.starts_with(n))
        });
    if let Some(link) = addressed {
        return page.phrase_at(link + 1);
    }
    if page.word(tokens.end) == "from" && page.tag(tokens.start) == "DT" {
        return page.phrase_at(tokens.end + 1);
    }
    let mention = page.subject(tokens.start)?;
    let head = page.head(mention.clone());
    // "The figures could not be verified": nobody was asked.
    let checks = [
        "verified",
        "confirmed",
        "corroborated",
        "authenticated",
        "established",
        "clear",
    ];
    let is_thing = tokens.clone().any(|t| checks.contains(&page.word(t)))
        && tokens
            .clone()
            .any(|t| page.word(t) == "be" || page.word(t) == "been");
    let is_request = ["request", "call", "message", "email", "question"]
        .iter()
        .any(|n| page.word(head).starts_with(n));
    Some(mention).filter(|_| !is_thing && !is_request)
}

/// What was not said: behind "on" or "about", or the object of the cue itself.
fn withheld(kinds: &Kinds, cue: Range<usize>) -> Option<Range<usize>> {
    let page = kinds.page;
    let mut at = cue.end;
    while page.is_time(at) || (matches!(page.word(at), "on" | "in" | "at") && page.is_time(at + 1))
    {
        at += 1;
    }
    if matches!(page.word(at), "or" | "nor") && page.tag(at + 1) == "VB" {
        at += 2;
    }
    let sentence = page.sentence(cue.start);
    if at >= sentence.end {
        return None;
    }
    let last = page.word(cue.end - 1);
    let intransitive = [
        "comment",
        "commenting",
        "respond",
        "responded",
        "reply",
        "elaborate",
        "speak",
    ]
    .contains(&last);
    let starts = match page.word(at) {
        "on" | "about" | "regarding" | "upon" => at + 1,
        "whether" | "if" | "how" | "what" | "why" | "when" | "who" | "whom" | "where" | "that" => {
            at
        }
        _ if intransitive || page.is_adverb(at) => return None,
        _ if matches!(
            page.tag(at),
            "DT" | "PRP$" | "PRP" | "NN" | "NNS" | "NNP" | "JJ" | "CD"
        ) =>
        {
            at
        }
        _ => return None,
    };
    let content = page.up_to_comma(starts);
    let of_request = |t: usize| {
        matches!(
            page.word(t),
            "request" | "requests" | "question" | "questions" | "story" | "article"
        )
    };
    let request = content.len() < 4 && content.clone().any(of_request);
    Some(content).filter(|c| !c.is_empty() && !request)
}

/// "An earlier version of this article stated ...": what it said is taken back.
pub(super) fn prior_versions(kinds: &Kinds, found: &mut Vec<Draft>) {
    let page = kinds.page;
    let cues = page.doc.cues.iter();
    for cue in cues.filter(|c| c.kind == CueType::Correction) {
        let start = page.tokens(cue.span).start;
        let Some(mention) = page.phrase_at(start) else {
            continue;
        };
        let mut verb = mention.end;
        while page.is_adverb(verb) || page.word(verb) == "," {
            verb += 1;
        }
        let end = page.sentence(start).end;
        let is_verb = verb < end && page.is_finite(verb) && !page.is_auxiliary(verb);
        let is_self = kinds.of(mention.clone()).subtype == SourceSubtype::PriorVersionOfSelf;
        if !is_verb || !is_self {
            continue;
        }
        let that = (verb + 1..end.min(verb + 3)).find(|&t| page.word(t) == "that");
        let rest = page.rest(that.map_or(verb + 1, |t| t + 1));
        // "misstated the score: it was ...": what follows is right.
        let colon = rest.clone().find(|&t| page.word(t) == ":");
        let mistakes = page.word(verb).starts_with("mis");
        let content = rest.start..colon.filter(|_| mistakes).unwrap_or(rest.end);
        let who = Who::Mention(mention);
        found.push(Draft::new("prior_version", verb..verb + 1, who, [content]));
    }
}
