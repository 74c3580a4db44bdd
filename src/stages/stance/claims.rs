//! What the article claims, over all of its sentences.

use super::matters::{Mention, concerns, gather, is_open, mentions};
use super::names::sentence_of;
use crate::document::{
    Attribution, AttributionKind, BlockKind, Certainty, Claim, Commitment, Document, EventStatus,
    EventTime, Factuality, Reason, Source, SourceType, Span,
};
use crate::stages::{Stage, StageError};

/// Fills [`Document::claims`].
///
/// A claim is a matter that several sentences speak of, or that the headline, a bullet or one of
/// the first paragraphs states, or that the article takes back. Status and the author's commitment
/// are those that most of its main events in the body have, of other events where there is none; what is
/// retracted is the author's CT- for all of them. A refusal to comment that says not on what
/// is tied to the first claim that is still open.
#[derive(Debug, Default)]
pub struct Claims;

/// Blocks that open an article: headline, standfirst, first paragraphs.
const OPENING: usize = 4;

impl Stage for Claims {
    fn name(&self) -> &'static str {
        "claims"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        if doc.events.is_some() {
            doc.claims = Some(claims(doc));
        }
        Ok(())
    }
}

fn claims(doc: &Document) -> Vec<Claim> {
    let mentions = mentions(doc);
    let matters: Vec<Vec<&Mention>> = gather(doc, &mentions)
        .into_iter()
        .map(|matter| matter.into_iter().map(|i| &mentions[i]).collect())
        .collect();
    let first_open = matters
        .iter()
        .position(|m: &Vec<&Mention>| is_open(m[0].stance.status));
    let mut found = Vec::new();
    for (i, matter) in matters.iter().enumerate() {
        let answered = |kind| answers(doc, matter, kind, Some(i) == first_open);
        let denied_by = answered(AttributionKind::Denial);
        let unconfirmed_by = answered(AttributionKind::NonConfirmation);
        let is_retracted = matter.iter().any(|m| retracted(doc, m.span));
        let sentences: Vec<Span> = matter.iter().map(|m| sentence_of(doc, m.span)).collect();
        let several = sentences.iter().any(|s| *s != sentences[0]);
        let opens = matter
            .iter()
            .any(|m| m.stance.main && (m.place < OPENING || is_lead(m.block)));
        if several || opens || is_retracted || !denied_by.is_empty() {
            found.push(claim(doc, matter, is_retracted, denied_by, unconfirmed_by));
        }
    }
    found
}

fn is_lead(block: BlockKind) -> bool {
    matches!(
        block,
        BlockKind::Headline | BlockKind::Dek | BlockKind::Bullet
    )
}

fn retracted(doc: &Document, span: Span) -> bool {
    let mut corrections = doc.corrections.iter().flatten();
    corrections.any(|c| c.retracted.is_some_and(|r| r.contains(span)))
}

fn claim(
    doc: &Document,
    matter: &[&Mention],
    is_retracted: bool,
    denied_by: Vec<usize>,
    unconfirmed_by: Vec<usize>,
) -> Claim {
    let sources = doc.sources.as_deref().unwrap_or_default();
    let voters = voters(matter);
    let (status, time) = most(voters.iter().map(|m| (m.stance.status, m.stance.time)))
        .unwrap_or((EventStatus::Unknown, EventTime::Underspecified));
    let author = if is_retracted {
        Factuality::CertainNo
    } else {
        let standing = voters.iter().filter(|m| m.stance.status == status);
        most(standing.filter_map(|m| Some(m.stance.factuality.first()?.value)))
            .unwrap_or(Factuality::Unknown)
    };
    let mut factuality = vec![Commitment {
        chain: Vec::new(),
        value: author,
    }];
    for commitment in matter
        .iter()
        .flat_map(|m| m.stance.factuality.iter().skip(1))
    {
        let chain: Vec<usize> = commitment
            .chain
            .iter()
            .map(|&i| sources[i].same_as.unwrap_or(i))
            .collect();
        if !factuality.iter().any(|c| c.chain == chain) {
            factuality.push(Commitment {
                chain,
                value: commitment.value,
            });
        }
    }
    let is_certain = matches!(author, Factuality::CertainYes | Factuality::CertainNo);
    let presupposed = |m: &&&Mention| {
        let author = m.stance.factuality.first().map(|c| c.value);
        !is_certain && author == Some(Factuality::CertainYes)
    };
    let innermost: Vec<SourceType> = factuality
        .iter()
        .filter_map(|c| c.chain.last())
        .map(|&i| sources[i].kind)
        .collect();
    let unnamed = |k: &SourceType| matches!(k, SourceType::Anonymous | SourceType::Implicit);
    let first = sentence_of(doc, matter[0].span);
    Claim {
        span: without_stop(doc, first),
        events: matter.iter().map(|m| m.event).collect(),
        status: if is_retracted {
            EventStatus::NotOccurred
        } else {
            status
        },
        time,
        certainty: certainty(
            &factuality,
            sources,
            first,
            &denied_by,
            &unconfirmed_by,
            status,
        ),
        anonymous_only: !is_certain && !innermost.is_empty() && innermost.iter().all(unnamed),
        presupposed_by: matter.iter().filter(presupposed).map(|m| m.event).collect(),
        factuality,
        denied_by,
        unconfirmed_by,
    }
}

/// The mentions that say where a matter stands: its main events in the body, or other events in the
/// body, or the headline, whichever comes first.
fn voters<'a>(matter: &[&'a Mention<'a>]) -> Vec<&'a Mention<'a>> {
    let all = || matter.iter().copied();
    let body = || all().filter(|m| m.block != BlockKind::Headline);
    let main: Vec<&Mention> = body().filter(|m| m.stance.main).collect();
    if !main.is_empty() {
        return main;
    }
    let body: Vec<&Mention> = body().collect();
    if body.is_empty() {
        all().collect()
    } else {
        body
    }
}

/// The most frequent value; of equals the first.
fn most<T: PartialEq + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: Vec<(T, u32)> = Vec::new();
    for value in values {
        match counts.iter_mut().find(|(v, _)| *v == value) {
            Some((_, count)) => *count += 1,
            None => counts.push((value, 1)),
        }
    }
    let best = counts.into_iter().rev().max_by_key(|&(_, count)| count);
    best.map(|(value, _)| value)
}

/// Sources whose attributions of a kind answer to a matter.
fn answers(
    doc: &Document,
    matter: &[&Mention],
    kind: AttributionKind,
    is_first: bool,
) -> Vec<usize> {
    let mut found = Vec::new();
    let attributions = doc.attributions.iter().flatten().filter(|a| a.kind == kind);
    let concerned = |a: &Attribution| match a.content.first() {
        Some(_) => {
            a.content.iter().any(|&c| concerns(doc, c, matter))
                && (is_first || names_it(doc, a, matter))
        }
        None => is_first,
    };
    for source in attributions
        .filter(|a| concerned(a))
        .filter_map(|a| a.source)
    {
        if !found.contains(&source) {
            found.push(source);
        }
    }
    found
}

/// Whether the content holds one of the matter's own mentions.
fn names_it(doc: &Document, attribution: &Attribution, matter: &[&Mention]) -> bool {
    let holds = |c: &Span| matter.iter().any(|m| c.contains(m.span));
    let stems = |c: &Span| {
        let tokens = &doc.tokens[doc.tokens_under(*c)];
        tokens.iter().any(|t| {
            matter
                .iter()
                .any(|m| m.stem == super::names::stem(doc.slice(t.span)))
        })
    };
    attribution.content.iter().any(|c| holds(c) || stems(c))
}

/// How certain a claim is made out to be: the author's commitment, or the best of a source's
/// times what such a source is worth, less where it is denied or not confirmed.
fn certainty(
    factuality: &[Commitment],
    sources: &[Source],
    first: Span,
    denied_by: &[usize],
    unconfirmed_by: &[usize],
    status: EventStatus,
) -> Certainty {
    let mut best = (0.0, "no commitment");
    for commitment in factuality {
        let worth = commitment
            .chain
            .last()
            .map_or(1.0, |&i| worth(sources[i].kind));
        let value = worth * committed(commitment.value, status);
        if value > best.0 {
            let rule = if commitment.chain.is_empty() {
                "the author's commitment"
            } else {
                "a source's commitment"
            };
            best = (value, rule);
        }
    }
    let (mut value, rule) = best;
    let mut reasons = vec![Reason {
        rule,
        span: Some(first),
    }];
    let mention = |list: &[usize]| list.first().and_then(|&i| sources[i].span);
    if !denied_by.is_empty() {
        value *= 0.6;
        reasons.push(Reason {
            rule: "denied",
            span: mention(denied_by),
        });
    }
    if !unconfirmed_by.is_empty() {
        value *= 0.95;
        reasons.push(Reason {
            rule: "not confirmed",
            span: mention(unconfirmed_by),
        });
    }
    Certainty { value, reasons }
}

fn committed(value: Factuality, status: EventStatus) -> f32 {
    match value {
        Factuality::CertainYes | Factuality::CertainNo | Factuality::CertainOpen => 0.9,
        Factuality::ProbableYes | Factuality::ProbableNo => 0.7,
        Factuality::PossibleYes | Factuality::PossibleNo => 0.45,
        Factuality::Unknown if status == EventStatus::Hypothetical => 0.35,
        Factuality::Unknown => 0.45,
    }
}

/// What the word of such a source is worth beside the author's own.
fn worth(kind: SourceType) -> f32 {
    match kind {
        SourceType::Author => 1.0,
        SourceType::Named | SourceType::Organization | SourceType::Document => 0.8,
        SourceType::Media => 0.7,
        SourceType::Anonymous => 0.6,
        SourceType::Implicit => 0.55,
    }
}

fn without_stop(doc: &Document, span: Span) -> Span {
    let kept = doc.slice(span).trim_end_matches('.').len() as u32;
    Span {
        end: span.start + kept,
        ..span
    }
}
