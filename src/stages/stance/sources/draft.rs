//! Attributions before their sources are told apart, and how the model's and the rules' are joined.

use std::ops::Range;

use super::page::Page;
use crate::document::{AttributionKind, CueType, Document, SourceSubtype};

/// Who stands behind a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    Mention(Range<usize>),
    /// Nobody is named: an agentless passive or a reportative adverb.
    Implicit(SourceSubtype),
    Unknown,
}

/// An attribution over tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub cue: Option<Range<usize>>,
    pub who: Who,
    pub content: Vec<Range<usize>>,
    /// Where the rule tells it.
    pub kind: Option<AttributionKind>,
    pub rule: &'static str,
}

impl Draft {
    /// A draft of a rule; empty contents are left out.
    pub fn new(
        rule: &'static str,
        cue: Range<usize>,
        who: Who,
        content: impl IntoIterator<Item = Range<usize>>,
    ) -> Self {
        Self {
            cue: Some(cue),
            who,
            content: content.into_iter().filter(|c| !c.is_empty()).collect(),
            kind: None,
            rule,
        }
    }

    /// Where it stands in the text.
    pub fn at(&self) -> usize {
        let content = self.content.first().map(|c| c.start);
        self.cue.as_ref().map(|c| c.start).or(content).unwrap_or(0)
    }
}

/// The attributions that stand in the document already.
pub(super) fn of_model(doc: &Document) -> Vec<Draft> {
    let sources = doc.sources.as_deref().unwrap_or_default();
    let mention = |source: usize| sources.get(source).and_then(|s| s.span);
    let draft = |a: &crate::document::Attribution| Draft {
        cue: a.cue.map(|c| doc.tokens_under(c)),
        who: match a.source.and_then(mention) {
            Some(span) => Who::Mention(doc.tokens_under(span)),
            None => Who::Unknown,
        },
        content: a.content.iter().map(|&c| doc.tokens_under(c)).collect(),
        kind: None,
        rule: a.rule,
    };
    doc.attributions.iter().flatten().map(draft).collect()
}

/// Mends what the model left in pieces: a quotation right behind a cue without content is its
/// content, and a mention that is cut off ("Mr", "The") goes on to the end of its phrase.
pub(super) fn mend(page: &Page, drafts: &mut [Draft]) {
    for draft in drafts {
        let end = draft.cue.as_ref().map_or(0, |c| c.end);
        let mut behind = (end..end + 2).filter_map(|t| page.quotation(t).filter(|q| q.start == t));
        if draft.content.is_empty() && end > 0 {
            draft.content.extend(behind.next().cloned());
        }
        if let Who::Mention(tokens) = &mut draft.who {
            let cut = tokens.clone().all(|t| {
                page.tag(t) == "DT"
                    || matches!(
                        page.word(t),
                        "mr" | "mr." | "mrs" | "mrs." | "ms" | "ms." | "dr"
                    )
            });
            if cut && let Some(phrase) = page.phrase_at(tokens.start) {
                *tokens = phrase;
            }
        }
    }
}

/// Drops those of the model that ascribe nothing: without content, on words that the lexicon does
/// not know; and those whose cue has neither verb nor noun. On polnear.dev nearly all are wrong.
pub(super) fn drop_empty(page: &Page, drafts: &mut Vec<Draft>) {
    drafts.retain(|draft| {
        let cue = draft.cue.clone().unwrap_or(0..0);
        let known = !cue.is_empty() && page.cues(page.span(cue.clone())).next().is_some();
        let untagged = |t: usize| page.tag(t).is_empty() || page.word(t) == ":";
        let names = cue
            .clone()
            .any(|t| page.tag(t).starts_with(['V', 'N']) || untagged(t));
        // "according to custom" is known as no cue.
        let according = page.word(cue.start) == "according" && !known;
        // "This article was amended to clarify that": the article itself, now.
        let amended = matches!(&draft.who, Who::Mention(m) if page.word(m.start) == "this")
            && page.word(cue.start) == "to"
            && page.has_cue(page.span(page.sentence(cue.start)), CueType::Correction);
        names && !according && !amended && (!draft.content.is_empty() || known)
    });
}

/// Gives a participle without a source ("..., saying that") the subject of its sentence.
pub(super) fn participles(page: &Page, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|d| d.who == Who::Unknown) {
        let Some(cue) = draft.cue.clone().filter(|c| page.tag(c.start) == "VBG") else {
            continue;
        };
        let sentence = page.sentence(cue.start);
        let main =
            (sentence.start..cue.start).find(|&t| page.is_finite(t) && !page.is_auxiliary(t));
        let comma = page.word(cue.start - cue.start.min(1)) == ",";
        if let Some(subject) = main.filter(|_| comma).and_then(|verb| page.subject(verb)) {
            draft.who = Who::Mention(subject);
        }
    }
}

/// Marks those of the model that tell of no words or thoughts as eventualities: the lexicon knows no
/// such cue, and what is ascribed is a thing ("claimed the title", "denied bail") or has nobody
/// behind it ("it is unclear whether").
pub(super) fn mark_eventualities(page: &Page, drafts: &mut [Draft]) {
    use CueType::{Attribution, Denial, Doxastic, NonConfirmation, Reportative};
    for draft in drafts.iter_mut().filter(|d| d.rule == "model") {
        let Some(cue) = draft.cue.clone() else {
            continue;
        };
        let span = page.span(cue.clone());
        let told = page.cues(span).any(|c| {
            let kinds = [Attribution, Denial, Doxastic, NonConfirmation, Reportative];
            kinds.contains(&c.kind)
        });
        let says = draft.content.iter().any(|piece| page.states(piece));
        if !told && (!says || draft.who == Who::Unknown) {
            draft.kind = Some(AttributionKind::Eventuality);
        }
    }
}

/// "X reported, citing Y": Y stands behind what X reported.
pub(super) fn citations(page: &Page, drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        let Some(cue) = drafts[i].cue.clone() else {
            continue;
        };
        let cites = cue.len() == 1 && matches!(page.word(cue.start), "citing" | "quoting");
        let cited = page.phrase_at(cue.end).filter(|_| cites);
        let Some(cited) = cited else { continue };
        let sentence = page.sentence(cue.start);
        let told = drafts[..i]
            .iter()
            .rev()
            .take_while(|d| d.at() >= sentence.start)
            .find(|d| d.cue.is_some() && !d.content.is_empty());
        let content = match told {
            Some(told) => told.content.clone(),
            None => vec![page.before(cue.start)],
        };
        drafts[i].who = Who::Mention(cited);
        drafts[i].content = content.into_iter().filter(|c| !c.is_empty()).collect();
    }
}

/// Cuts a parenthetical attribution out of the content of the one that it is about ("Police believe
/// it was arson, a source said": not "arson, a source said").
pub(super) fn untangle(page: &Page, drafts: &mut [Draft]) {
    let mut around: Vec<(usize, Range<usize>)> = drafts
        .iter()
        .filter_map(|d| {
            let cue = d.cue.as_ref()?;
            let Who::Mention(mention) = &d.who else {
                return None;
            };
            let start = cue.start.min(mention.start);
            let comma = start.checked_sub(1).filter(|&t| page.word(t) == ",")?;
            let content = d.content.first().filter(|c| c.end <= comma)?;
            Some((comma, content.clone()))
        })
        .collect();
    around.sort_by_key(|(comma, _)| *comma);
    for draft in drafts {
        let Some(cue) = draft.cue.clone() else {
            continue;
        };
        let from = around.partition_point(|(comma, _)| *comma < cue.end);
        let told = around[from..]
            .iter()
            .take_while(|(comma, _)| page.sentence(*comma) == page.sentence(cue.start))
            .find(|(_, content)| content.start <= cue.start && cue.end <= content.end);
        if let Some((comma, _)) = told {
            for piece in &mut draft.content {
                piece.end = piece.end.min((*comma).max(piece.start));
            }
            draft.content.retain(|piece| !piece.is_empty());
        }
    }
}

/// Adds the rules' drafts to the model's, in order of the text.
///
/// Where both speak of one cue, a rule for closed-class matters ([`owns`]) replaces the model's; an
/// implicit source is put in the place of the model's source; others fill what the model left open.
pub(super) fn join(page: &Page, mut drafts: Vec<Draft>, mut found: Vec<Draft>) -> Vec<Draft> {
    drafts.sort_by_key(Draft::at);
    found.sort_by_key(Draft::at);
    let model = drafts.len();
    let mut gone = vec![false; model];
    for rule in found {
        let from = rule.at().saturating_sub(NEAR);
        let near = drafts[..model].partition_point(|d| d.at() < from)
            ..drafts[..model].partition_point(|d| d.at() < rule.at() + NEAR);
        let same: Vec<usize> = near
            .clone()
            .filter(|&m| shares_cue(&drafts[m], &rule))
            .collect();
        if same.is_empty() {
            let before = drafts[model..].iter().rev().take_while(|d| d.at() >= from);
            if !drafts[near].iter().chain(before).any(|d| repeats(d, &rule)) {
                drafts.push(rule);
            }
            continue;
        }
        if owns(rule.rule) {
            let known = same.iter().map(|&m| drafts[m].who.clone());
            let known = known.into_iter().find(|w| matches!(w, Who::Mention(_)));
            let within = |a: &Range<usize>, b: &Range<usize>| b.start < a.start && a.end <= b.end;
            same.iter().for_each(|&m| gone[m] = true);
            let who = match (&rule.who, known) {
                (Who::Unknown, Some(known)) => known,
                (Who::Mention(b), Some(Who::Mention(a))) if within(&a, b) => Who::Mention(a),
                _ => rule.who.clone(),
            };
            drafts.push(Draft { who, ..rule });
            continue;
        }
        for m in same {
            let draft = &mut drafts[m];
            if matches!(rule.who, Who::Implicit(_)) || draft.who == Who::Unknown {
                draft.who = rule.who.clone();
            }
            let adjunct = |c: &Range<usize>| page.is_adjunct(c.clone());
            if draft.content.iter().all(adjunct) && !rule.content.is_empty() {
                draft.content.clone_from(&rule.content);
            }
        }
    }
    let mut index = 0;
    drafts.retain(|_| {
        index += 1;
        gone.get(index - 1) != Some(&true)
    });
    drafts.sort_by_key(Draft::at);
    drafts
}

/// How many tokens apart two attributions may begin that speak of the same words.
const NEAR: usize = 200;

/// Whether a rule knows better than the model: its forms are closed.
fn owns(rule: &str) -> bool {
    matches!(rule, "non_confirmation" | "prior_version")
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn shares_cue(a: &Draft, b: &Draft) -> bool {
    match (&a.cue, &b.cue) {
        (Some(a), Some(b)) => overlap(a, b),
        _ => false,
    }
}

/// Whether the rule's draft says again what another says: the same words of the same source.
fn repeats(draft: &Draft, rule: &Draft) -> bool {
    let same_cue = shares_cue(draft, rule) && draft.who == rule.who;
    let same_source = match (&draft.who, &rule.who) {
        (Who::Mention(a), Who::Mention(b)) => overlap(a, b),
        _ => false,
    };
    let shares = |a: &Range<usize>| rule.content.iter().any(|b| overlap(a, b));
    same_cue || (same_source && draft.content.iter().any(shares))
}
