//! Words of the article, names of sources, commitments and reasons, as every section shows them.

use hedgerow::document::{Certainty, Commitment, Document, Reason, Span, label};

use super::page::Part;

/// Characters up to which words are shown whole; the middle of longer ones is left out.
const SHOWN: usize = 70;

/// The words of a span, in quotation marks where they bring none.
pub(super) fn words(doc: &Document, span: Span) -> String {
    let text: Vec<&str> = doc.slice(span).split_whitespace().collect();
    let text = text.join(" ");
    let count = text.chars().count();
    if count <= SHOWN && text.starts_with(['“', '"']) {
        return text;
    }
    if count <= SHOWN {
        return format!("“{text}”");
    }
    let start: String = text.chars().take(SHOWN * 2 / 3).collect();
    let end: String = text.chars().skip(count - SHOWN / 3).collect();
    // Cut between words where there are some.
    let start = start.rsplit_once(' ').map_or(start.as_str(), |cut| cut.0);
    let end = end.split_once(' ').map_or(end.as_str(), |cut| cut.1);
    format!("“{start} … {end}”")
}

/// A source by its id and its words.
pub(super) fn source(doc: &Document, index: usize) -> String {
    let sources = doc.sources.as_deref().unwrap_or_default();
    let Some(source) = sources.get(index) else {
        return id("s", index);
    };
    let shown = source.name.or(source.span).map(|span| words(doc, span));
    let shown = shown.unwrap_or_else(|| format!("({})", label(source.kind)));
    format!("{} {shown}", id("s", index))
}

/// "c1" for the first cue.
pub(super) fn id(prefix: &str, index: usize) -> String {
    format!("{prefix}{}", index + 1)
}

/// Ids of several things.
pub(super) fn ids(prefix: &str, indices: &[usize]) -> String {
    let ids = indices.iter().map(|&index| id(prefix, index));
    ids.collect::<Vec<_>>().join(", ")
}

/// A value for each chain of sources.
pub(super) fn factuality(doc: &Document, commitments: &[Commitment]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (i, commitment) in commitments.iter().enumerate() {
        let mut chain = String::from(if i > 0 { "· AUTHOR" } else { "AUTHOR" });
        for &index in &commitment.chain {
            chain.push_str(" > ");
            chain.push_str(&source(doc, index));
        }
        parts.push(Part::plain(chain));
        parts.push(Part::label(label(commitment.value)));
    }
    parts
}

/// The rules that led to something, each with the words that set it off.
pub(super) fn reasons(doc: &Document, reasons: &[Reason]) -> Vec<Part> {
    let mut parts = Vec::new();
    for (i, reason) in reasons.iter().enumerate() {
        let lead = if i > 0 { "· " } else { "" };
        let shown = reason.span.map(|span| format!(" {}", words(doc, span)));
        let shown = shown.unwrap_or_default();
        parts.push(Part::reason(format!("{lead}{}{shown}", reason.rule)));
    }
    parts
}

/// A certainty with what led to it.
pub(super) fn certainty(doc: &Document, certainty: &Certainty) -> Vec<Part> {
    let mut parts = vec![Part::label(format!("{:.2}", certainty.value))];
    if !certainty.reasons.is_empty() {
        parts.push(Part::plain("because"));
        parts.extend(reasons(doc, &certainty.reasons));
    }
    parts
}
