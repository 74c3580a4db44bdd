//! Contents that are quotations are taken whole.

use std::ops::Range;

use super::roles::TokenAttribution;
use crate::document::Document;
use crate::stages::quotations::quotations;

/// Completes the contents of cues that stand outside of quotations.
///
/// - A piece that begins or ends in the cue's sentence keeps to it, unless a quotation runs on.
/// - A quotation that shares a token with a piece belongs to the content, all of it ("Sentence one.
///   Sentence two," she said).
/// - Where the content is a quotation, the one on the other side of the cue belongs to it ("We
///   wait," she said, "as ever."), and one that opens the next sentence of the block ("We wait," she
///   said. "It is early."), if no other cue stands in its sentence, outside of quotations.
///
/// A comma, colon or semicolon that ends a piece is no part of it, nor is a conjunction that begins
/// it together with its sentence ("And rates fell, according to the bank").
pub(super) fn complete(doc: &Document, found: &mut [TokenAttribution]) {
    let cues: Vec<Range<usize>> = found.iter().map(|a| a.cue.clone()).collect();
    let page = Page {
        doc,
        quotations: &quotations(doc),
        sentences: &doc.sentence_tokens(),
        cues: &cues,
    };
    for attribution in found {
        if page.quotation(attribution.cue.start).is_none() {
            page.complete(attribution);
        }
        for piece in &mut attribution.content {
            page.trim(piece);
        }
    }
}

/// What a document's contents are completed from; all ranges are of tokens.
struct Page<'a> {
    doc: &'a Document,
    quotations: &'a [Range<usize>],
    sentences: &'a [Range<usize>],
    cues: &'a [Range<usize>],
}

impl Page<'_> {
    fn complete(&self, attribution: &mut TokenAttribution) {
        let TokenAttribution {
            cue,
            source,
            content,
        } = attribution;
        let sentence = self.doc.tokens[cue.start].sentence;
        let own = &self.sentences[sentence];
        let is_near = content.iter().any(|p| overlap(p, own));
        for piece in content.iter_mut().filter(|p| overlap(p, own)) {
            if !self.runs_over(own.start) {
                piece.start = piece.start.max(own.start);
            }
            if !self.runs_over(own.end) {
                piece.end = piece.end.min(own.end);
            }
        }
        let belongs = |q: &&Range<usize>| {
            content.iter().any(|p| overlap(p, q))
                && (overlap(q, own) || !is_near)
                && !overlap(q, cue)
                && !source.as_ref().is_some_and(|s| overlap(q, s))
        };
        let mut whole: Vec<Range<usize>> =
            self.quotations.iter().filter(belongs).cloned().collect();
        if content.iter().any(|p| whole.iter().any(|q| covers(q, p))) {
            let across = |q: &&Range<usize>| {
                own.contains(&q.start) && !overlap(q, cue) && self.is_alone(cue, sentence)
            };
            let follows = |q: &&Range<usize>| {
                let last = self.doc.tokens[q.end - 1].sentence;
                q.start == own.end && self.same_block(sentence, last) && self.is_alone(cue, last)
            };
            let more = self.quotations.iter();
            whole.extend(more.filter(|q| across(q) || follows(q)).cloned());
        }
        content.extend(whole);
        join(content);
    }

    fn trim(&self, piece: &mut Range<usize>) {
        let text = |token: usize| self.doc.slice(self.doc.tokens[token].span);
        if matches!(text(piece.end - 1), "," | ":" | ";") && piece.len() > 1 {
            piece.end -= 1;
        }
        let sentence = &self.sentences[self.doc.tokens[piece.start].sentence];
        if piece.start == sentence.start
            && matches!(text(piece.start), "And" | "But" | "Or" | "So" | "Yet")
            && piece.len() > 2
        {
            piece.start += 1;
        }
    }

    /// The quotation that a token is part of.
    fn quotation(&self, token: usize) -> Option<usize> {
        self.quotations.iter().position(|q| q.contains(&token))
    }

    /// Whether one quotation holds the tokens on both sides of an edge.
    fn runs_over(&self, edge: usize) -> bool {
        let quotation = self.quotation(edge);
        quotation.is_some() && edge > 0 && self.quotation(edge - 1) == quotation
    }

    /// Whether no cue but this one stands in the sentence, outside of quotations.
    fn is_alone(&self, cue: &Range<usize>, sentence: usize) -> bool {
        let mut others = self.cues.iter().filter(|c| *c != cue);
        let stands = |c: &Range<usize>| self.sentences[sentence].contains(&c.start);
        !others.any(|c| stands(c) && self.quotation(c.start).is_none())
    }

    fn same_block(&self, a: usize, b: usize) -> bool {
        self.doc.sentences[a].block == self.doc.sentences[b].block
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether most of `piece` lies in `quotation`.
fn covers(quotation: &Range<usize>, piece: &Range<usize>) -> bool {
    let first = piece.start.max(quotation.start);
    let last = piece.end.min(quotation.end);
    2 * last.saturating_sub(first) > piece.len()
}

/// Sorts the pieces and joins those that overlap or touch.
fn join(pieces: &mut Vec<Range<usize>>) {
    pieces.sort_by_key(|p| p.start);
    pieces.dedup_by(|next, last| {
        let joins = next.start <= last.end;
        if joins {
            last.end = last.end.max(next.end);
        }
        joins
    });
}
