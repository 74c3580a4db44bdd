//! Whose words an event stands in, and what those people commit to.

use super::clauses::Clauses;
use super::value::{Reports, Step, apply, fold};
use crate::document::{
    Attribution, AttributionKind, Commitment, CueType, Document, Factuality, SourceType, Span,
    Strength,
};
use crate::stages::stance::syntax::{Complement, Complements, Frame, Outcome, Part, Signature};

/// An attribution that tells what somebody takes to be so.
#[derive(Debug, Clone)]
pub(super) struct Ascribed {
    pub cue: Option<Span>,
    pub content: Vec<Span>,
    source: Option<usize>,
    /// What governs the content, seen from its source.
    signature: Option<Signature>,
    /// Whether the author leaves the content to the source: neither "know" nor "it is expected".
    opens: bool,
    pub denies: bool,
    /// Whether the author calls it wrong: "falsely claimed".
    pub is_wrong: bool,
}

/// The attributions of words and beliefs, and what was not said; plans and wishes are none.
pub(super) fn ascribed(doc: &Document, table: &Complements) -> Vec<Ascribed> {
    let attributions = doc.attributions.as_deref().unwrap_or_default();
    attributions
        .iter()
        .filter_map(|a| one(doc, table, a))
        .collect()
}

fn one(doc: &Document, table: &Complements, attribution: &Attribution) -> Option<Ascribed> {
    if attribution.kind == AttributionKind::Eventuality || attribution.content.is_empty() {
        return None;
    }
    if attribution.kind == AttributionKind::NonConfirmation {
        // What somebody would not say is open for them and for the author.
        return Some(Ascribed {
            cue: attribution.cue,
            content: attribution.content.clone(),
            source: attribution.source,
            signature: Some(Signature::OPEN),
            opens: true,
            denies: false,
            is_wrong: false,
        });
    }
    let start = attribution.content.first().map(|piece| doc.slice(*piece));
    let row = attribution
        .cue
        .and_then(|cue| cue_row(doc, table, cue, start.unwrap_or_default()));
    let source = attribution
        .source
        .and_then(|i| doc.sources.as_ref()?.get(i));
    let implicit = source.is_none_or(|s| s.kind == SourceType::Implicit);
    let denies = attribution.kind == AttributionKind::Denial
        || row.is_some_and(|r| r.signature.holds == Outcome::Denial);
    let is_report = row.is_some_and(Complement::is_report);
    let belief = row.filter(|r| r.of_subject);
    let factive = row.is_some_and(|r| r.signature == Signature::always(Outcome::Yes));
    // "hinted that", "cannot rule out": what people take for possible.
    let hint = attribution
        .cue
        .and_then(|cue| {
            doc.cues_under(cue)
                .iter()
                .find(|c| c.kind == CueType::Epistemic)
        })
        .filter(|_| source.is_some_and(|s| !implicit && s.kind != SourceType::Author));
    // "images suggest that": the author judges by them.
    let shown = hint.is_some() && source.is_some_and(|s| s.kind == SourceType::Document);
    let known = attribution.rule != "model" || is_report || belief.is_some() || denies || factive;
    // "ruled out", "prevented": what they govern is the author's matter.
    let negates = row.is_some_and(|r| r.signature.holds == Outcome::No);
    if !known && hint.is_none() && (negates || !is_told(doc, attribution)) {
        return None;
    }
    let possible = hint
        .filter(|c| c.strength == Some(Strength::Possible))
        .map(|_| Signature::always(Outcome::Possible));
    Some(Ascribed {
        cue: attribution.cue,
        content: attribution.content.clone(),
        source: attribution.source,
        signature: belief.map(|r| r.signature).or(possible),
        opens: !(factive || shown || implicit && belief.is_some()),
        denies,
        is_wrong: attribution.cue.is_some_and(|cue| is_wrong(doc, cue)),
    })
}

/// Whether "falsely", "incorrectly" or the like stands in or right before a cue.
fn is_wrong(doc: &Document, cue: Span) -> bool {
    let tokens = doc.tokens_under(cue);
    let mut near = tokens.start.saturating_sub(1)..tokens.end;
    let wrongly = [
        "falsely",
        "wrongly",
        "incorrectly",
        "mistakenly",
        "erroneously",
        "inaccurately",
    ];
    near.any(|t| wrongly.contains(&doc.slice(doc.tokens[t].span)))
}

/// The row of the first governing verb of a cue, by how its content starts.
fn cue_row<'t>(
    doc: &Document,
    table: &'t Complements,
    cue: Span,
    content: &str,
) -> Option<&'t Complement> {
    let frames = match content.split(' ').next() {
        Some("that") => [Frame::That, Frame::Object, Frame::To, Frame::Of],
        Some("to") => [Frame::To, Frame::That, Frame::Object, Frame::Of],
        _ => [Frame::Object, Frame::That, Frame::To, Frame::Of],
    };
    doc.tokens_under(cue).find_map(|i| {
        let word = doc.slice(doc.tokens[i].span).to_lowercase();
        let next = doc.tokens.get(i + 1).map_or("", |t| doc.slice(t.span));
        let row = |part| {
            frames
                .iter()
                .find_map(|&f| table.find(&word, next, part, f))
        };
        row(Part::Verb).or_else(|| row(Part::Noun))
    })
}

/// Whether the lexicon knows a cue of somebody's words here, or they are quoted.
fn is_told(doc: &Document, attribution: &Attribution) -> bool {
    let Some(cue) = attribution.cue else {
        return true;
    };
    let words = doc.cues_under(cue).iter().any(|c| {
        matches!(
            c.kind,
            CueType::Attribution | CueType::Reportative | CueType::Doxastic | CueType::Denial
        )
    });
    let quoted = attribution
        .content
        .iter()
        .any(|piece| doc.slice(*piece).starts_with(['"', '“', '«', '„']));
    words || quoted
}

impl Ascribed {
    /// Whether a span lies in the content.
    pub fn holds(&self, span: Span) -> bool {
        self.content.iter().any(|piece| piece.contains(span))
    }

    /// Whether the source denies the content, in this sentence at least.
    pub fn is_denial(&self, doc: &Document, clauses: &Clauses) -> bool {
        self.denies && self.start(doc, clauses) == Factuality::CertainNo
    }

    fn len(&self) -> usize {
        self.content.iter().map(|piece| piece.len()).sum()
    }

    /// What the source makes of its content as a whole: believed, denied, or not said after all.
    fn start(&self, doc: &Document, clauses: &Clauses) -> Factuality {
        let verb = self.cue.and_then(|cue| {
            let tokens = doc.tokens_under(cue);
            tokens
                .filter_map(|t| clauses.groups.headed(t.checked_sub(clauses.words.first)?))
                .next()
        });
        let said = match verb {
            Some(g) => fold(
                Factuality::CertainYes,
                clauses.own(g).iter(),
                Reports::Believed,
            ),
            None => Factuality::CertainYes,
        };
        match (self.signature, said) {
            (Some(signature), said) => apply(said, signature),
            (None, Factuality::CertainYes) if self.denies => Factuality::CertainNo,
            (None, Factuality::CertainYes) => Factuality::CertainYes,
            _ => Factuality::Unknown,
        }
    }
}

/// What author and sources make of an event with these steps. `around` are the attributions whose
/// content holds it.
pub(super) fn commitments(
    doc: &Document,
    clauses: &Clauses,
    steps: &[Step],
    around: &[&Ascribed],
) -> Vec<Commitment> {
    let mut around = around.to_vec();
    around.sort_by_key(|a| std::cmp::Reverse(a.len()));
    let author = match around.iter().find(|a| a.opens || a.is_wrong) {
        Some(a) if a.is_wrong => Factuality::CertainNo,
        Some(_) => Factuality::Unknown,
        None => fold(Factuality::CertainYes, steps.iter(), Reports::Open),
    };
    let mut commitments = vec![Commitment {
        chain: Vec::new(),
        value: author,
    }];
    let mut chain = Vec::new();
    for (k, ascribed) in around.iter().enumerate() {
        let Some(source) = ascribed.source else {
            continue;
        };
        chain.push(source);
        let inside = steps.iter().filter(|step| {
            step.rule != "reportative" && ascribed.holds(clauses.span(doc, step.at))
        });
        let inner = around[k + 1..].iter().any(|a| a.opens);
        let value = match inner {
            true => Factuality::Unknown,
            false => fold(ascribed.start(doc, clauses), inside, Reports::Open),
        };
        commitments.push(Commitment {
            chain: chain.clone(),
            value,
        });
    }
    commitments
}
