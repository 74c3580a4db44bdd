//! Rules for sources that are named beside a verb or preposition: the model finds most of these.

use std::ops::Range;

use super::draft::{Draft, Who};
use super::kinds::Kinds;
use crate::document::{AttributionKind, BlockKind, Cue, CueType, SourceType};

/// "According to X, ...": also "... , according to X". Where it gives no source ("according to
/// plan") the lexicon has no cue.
pub(super) fn according_to(kinds: &Kinds, found: &mut Vec<Draft>) {
    let page = kinds.page;
    for at in 0..page.len().saturating_sub(2) {
        let says = page.word(at) == "according" && page.word(at + 1) == "to";
        if !says || !page.has_cue(page.span(at..at + 2), CueType::Attribution) {
            continue;
        }
        let Some(mention) = page.phrase_at(at + 2) else {
            continue;
        };
        let before = page.before(at);
        let is_open = before.is_empty() || matches!(page.word(before.start), "but" | "and");
        let after = match page.word(mention.end) {
            "," if is_open && before.len() < 2 => page.rest(mention.end + 1),
            "," if page.is_finite(mention.end + 1) => page.rest(mention.end + 1),
            _ => mention.end..mention.end,
        };
        let before = if is_open && before.len() < 2 {
            at..at
        } else {
            before
        };
        let cue = at..at + 2;
        found.push(Draft::new(
            "according_to",
            cue,
            Who::Mention(mention),
            [before, after],
        ));
    }
}

/// A verb of saying or thinking with its subject before or behind it.
pub(super) fn verbs(kinds: &Kinds, found: &mut Vec<Draft>) {
    for cue in &kinds.page.doc.cues {
        let reports = matches!(
            cue.kind,
            CueType::Attribution | CueType::Reportative | CueType::Doxastic | CueType::Denial
        );
        let suggests = cue.kind == CueType::Epistemic;
        if reports || suggests {
            found.extend(verb(kinds, cue, suggests));
        }
    }
}

/// Verbs between saying and hinting: they report only where people or papers are their subjects.
const HINTS: [&str; 16] = [
    "suggesting",
    "indicating",
    "hinting",
    "implying",
    "suggest",
    "suggests",
    "suggested",
    "indicate",
    "indicates",
    "indicated",
    "hint",
    "hints",
    "hinted",
    "imply",
    "implies",
    "implied",
];

fn verb(kinds: &Kinds, cue: &Cue, hints: bool) -> Option<Draft> {
    let page = kinds.page;
    let tokens = page.tokens(cue.span);
    let verb = tokens.clone().find(|&t| page.tag(t).starts_with('V'))?;
    if hints && !HINTS.contains(&page.word(verb)) {
        return None;
    }
    let is_passive = page.tag(verb) == "VBN" && (tokens.start..verb).any(|t| page.is_be(t));
    let is_have = |t: usize| matches!(page.word(t), "has" | "have" | "had" | "'ve");
    let near = page.sentence(verb).start.max(verb.saturating_sub(3))..verb;
    let has_tense = match page.tag(verb) {
        "VBD" | "VBZ" | "VBP" => true,
        "VBN" => near.clone().any(is_have) && !near.clone().any(|t| page.is_be(t)),
        "VB" => near
            .clone()
            .any(|t| page.tag(t) == "MD" || page.word(t).starts_with("do")),
        _ => false,
    };
    let quoted = |t: usize| t > 0 && matches!(page.word(t - 1), "\"" | "''" | "'" | ",");
    // ", cautioned the chairman": often taken for a participle.
    let inverted = quoted(verb) && page.tag(verb).starts_with("VB") && page.tag(verb) != "VBG";
    let behind = page
        .phrase_at(verb + 1)
        .filter(|_| inverted)
        .filter(|p| is_speaker(kinds, p) && page.ends_clause(p.end));
    if is_passive || page.is_be(verb) || !has_tense && behind.is_none() {
        return None;
    }
    let mention = match behind {
        Some(behind) => behind,
        None => page.subject(tokens.start)?,
    };
    if hints && !is_speaker(kinds, &mention) {
        return None;
    }
    let content = content(kinds, tokens.clone(), &mention);
    let reduced = page.word(verb) == "accused" && page.word(tokens.end) == "of";
    let anybody = matches!(page.word(mention.start), "you" | "it" | "this" | "that")
        && mention.len() == 1
        && !quoted(mention.start);
    let empty = content.iter().all(|c| c.is_empty());
    if reduced || anybody || empty || page.quotation(verb).is_some() {
        return None;
    }
    Some(Draft::new("verb", tokens, Who::Mention(mention), content))
}

/// Marks what the model ascribes to things that only let one guess ("the tracks suggest": the author
/// guesses), and proposals ("suggested a meeting").
pub(super) fn mark_guesses(kinds: &Kinds, drafts: &mut [Draft]) {
    let page = kinds.page;
    for draft in drafts.iter_mut().filter(|d| d.rule == "model") {
        let Some(cue) = draft.cue.clone() else {
            continue;
        };
        let hints = |t: usize| HINTS.contains(&page.word(t));
        let Who::Mention(mention) = &draft.who else {
            continue;
        };
        let proposes = !page.has_cue(page.span(cue.clone()), CueType::Epistemic);
        if cue.clone().any(hints) && (proposes || !is_speaker(kinds, mention)) {
            draft.kind = Some(AttributionKind::Eventuality);
        }
    }
}

/// Whether a mention is of someone who can speak, or of a paper.
fn is_speaker(kinds: &Kinds, mention: &Range<usize>) -> bool {
    let page = kinds.page;
    let head = page.head(mention.clone());
    kinds.words.noun(page.word(head)).is_some()
        || page.has_cue(page.span(mention.clone()), CueType::Weasel)
        || page.entity(head).is_some_and(|_| !page.is_time(head))
}

/// What follows the cue, or, where nothing does, what comes before it and its subject.
fn content(kinds: &Kinds, cue: Range<usize>, mention: &Range<usize>) -> Vec<Range<usize>> {
    let page = kinds.page;
    let sentence = page.sentence(cue.start);
    let first = cue.start.min(mention.start);
    let last = cue.end.max(mention.end);
    let closes = page.ends_clause(last) || page.is_adjunct(last..sentence.end);
    let before = page.before(first);
    // ", “...” X said.": what is said comes first.
    let postposed = first > sentence.start
        && matches!(page.word(first - 1), "," | "\"" | "''" | "'" | "?" | "!");
    if postposed && (closes || mention.start > cue.start || page.quotation(first - 1).is_some()) {
        return match page.quotation(first - 1).cloned() {
            Some(quotation) => vec![quotation],
            None => vec![before, page.resumed(last)],
        };
    }
    let mut start = last;
    let that = (last..(last + 5).min(sentence.end)).find(|&t| page.word(t) == "that");
    if page.word(cue.start).starts_with("t") && page.tag(last) != "IN" {
        start = that.unwrap_or(last);
    }
    let content = page.rest(start);
    vec![content]
}

/// "Police: Two Hurt in Crash": a source and a colon.
pub(super) fn colons(kinds: &Kinds, found: &mut Vec<Draft>) {
    let page = kinds.page;
    for sentence in &page.sentences {
        let first =
            (sentence.start..sentence.end.min(sentence.start + 7)).find(|&t| page.word(t) == ":");
        let Some(colon) = first.filter(|&t| t > sentence.start && t + 3 < sentence.end) else {
            continue;
        };
        let Some(mention) = page.phrase_at(sentence.start).filter(|p| p.end == colon) else {
            continue;
        };
        let head = page.head(mention.clone());
        let known = kinds.words.noun(page.word(head)).is_some() || page.entity(head).is_some();
        let speaks = matches!(
            kinds.of(mention.clone()).kind,
            SourceType::Named
                | SourceType::Organization
                | SourceType::Anonymous
                | SourceType::Media
        );
        let speaks = speaks && !matches!(page.word(head), "source" | "sources");
        if known
            && speaks
            && page
                .doc
                .blocks
                .get(block(kinds, colon))
                .is_none_or(is_running)
        {
            let content = page.rest(colon + 1);
            found.push(Draft::new(
                "colon",
                colon..colon + 1,
                Who::Mention(mention),
                [content],
            ));
        }
    }
}

fn block(kinds: &Kinds, token: usize) -> usize {
    let doc = kinds.page.doc;
    doc.sentences
        .get(doc.tokens[token].sentence)
        .map_or(0, |s| s.block)
}

fn is_running(block: &crate::document::Block) -> bool {
    !matches!(
        block.kind,
        BlockKind::Boilerplate | BlockKind::Byline | BlockKind::Correction
    )
}

/// "(Reuters)": the outlet that the text is from.
pub(super) fn credits(kinds: &Kinds, found: &mut Vec<Draft>) {
    let page = kinds.page;
    for at in 0..page.len() {
        if page.word(at) != "(" {
            continue;
        }
        let sentence = page.sentence(at);
        let Some(close) = (at + 2..sentence.end.min(at + 6)).find(|&t| page.word(t) == ")") else {
            continue;
        };
        let name = at + 1..close;
        let capital = page.is_capital(at + 1);
        if !capital || !kinds.words.is_outlet(&page.words(name.clone())) {
            continue;
        }
        // Behind a clause, or before it as in a dateline; "the agency (AFP) said" is neither.
        let dash = matches!(page.word(close + 1), "-" | "—" | "–" | "--");
        let ends = close + 1 >= sentence.end || page.word(close + 1) == ".";
        let content = if dash && close + 2 >= sentence.end {
            // A dateline is a block of its own: the sentence after it.
            page.before(page.sentence(close + 2).end.saturating_sub(1))
        } else if dash {
            page.rest(close + 2)
        } else {
            page.before(at)
        };
        if (dash || ends) && content.len() > 2 {
            let who = Who::Mention(name);
            found.push(Draft {
                cue: None,
                ..Draft::new("credit", at..close, who, [content])
            });
        }
    }
}

/// "some buyers remain wary of": people and what they make of something.
pub(super) fn attitudes(kinds: &Kinds, found: &mut Vec<Draft>) {
    let page = kinds.page;
    for at in 1..page.len() {
        if !kinds.words.has("attitude", page.word(at)) {
            continue;
        }
        let linked = matches!(page.word(at + 1), "about" | "of" | "over" | "that" | "on");
        let mut verb = at;
        while verb > 0 && (page.is_adverb(verb - 1) || page.tag(verb - 1).starts_with("JJ")) {
            verb -= 1;
        }
        let Some(verb) = verb.checked_sub(1).filter(|&v| {
            page.is_be(v)
                || matches!(
                    page.word(v),
                    "remain" | "remains" | "remained" | "stay" | "feel" | "felt" | "stayed"
                )
        }) else {
            continue;
        };
        let Some(mention) = page
            .subject(verb)
            .filter(|m| linked && is_speaker(kinds, m))
        else {
            continue;
        };
        let cue = verb..if page.word(at + 1) == "that" {
            at + 1
        } else {
            at + 2
        };
        let content = page.rest(cue.end);
        let mut draft = Draft::new("attitude", cue, Who::Mention(mention), [content]);
        draft.kind = Some(AttributionKind::Eventuality);
        found.push(draft);
    }
}
