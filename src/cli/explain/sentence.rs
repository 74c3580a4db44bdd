//! One sentence and what begins in it.

use hedgerow::document::{
    Attribution, Cue, Document, Entity, Event, Quote, Sentence, Source, Span, label,
};

use super::page::{Page, Part};
use super::words::{certainty, factuality, id, reasons, source, words};

/// Shows the sentence with this index.
pub(super) fn show(page: &mut Page, doc: &Document, index: usize) {
    let sentence = &doc.sentences[index];
    let is_here = |span: Span| sentence_of(doc, span) == index;
    page.sentence(index + 1, doc.slice(sentence.span));
    hedges(page, doc, sentence);
    for (i, cue) in doc.cues.iter().enumerate() {
        if is_here(cue.span) {
            self::cue(page, doc, i, cue);
        }
    }
    entities(page, doc, is_here);
    for (i, source) in doc.sources.iter().flatten().enumerate() {
        if source.span.is_some_and(is_here) {
            self::mention(page, doc, i, source);
        }
    }
    for (i, attribution) in doc.attributions.iter().flatten().enumerate() {
        let first = attribution.cue.or(attribution.content.first().copied());
        if first.is_some_and(is_here) {
            self::attribution(page, doc, i, attribution);
        }
    }
    for (i, quote) in doc.quotes.iter().flatten().enumerate() {
        if is_here(quote.span) {
            self::quote(page, doc, i, quote);
        }
    }
    for (i, event) in doc.events.iter().flatten().enumerate() {
        if is_here(event.span) {
            self::event(page, doc, i, event);
        }
    }
}

/// The last sentence that does not begin behind a span: every span has one.
fn sentence_of(doc: &Document, span: Span) -> usize {
    let begun = doc
        .sentences
        .partition_point(|s| s.span.start <= span.start);
    begun.saturating_sub(1)
}

fn hedges(page: &mut Page, doc: &Document, sentence: &Sentence) {
    let hedged = match (sentence.hedged, sentence.hedged_core) {
        (Some(true), Some(false)) => Some("yes, by dynamic cues alone"),
        (Some(true), _) => Some("yes"),
        (Some(false), _) => Some("no"),
        (None, _) => None,
    };
    if let Some(hedged) = hedged {
        page.entry("hedged", [Part::label(hedged)]);
    }
    if let Some(value) = &sentence.certainty {
        page.entry("certainty", certainty(doc, value));
    }
}

fn cue(page: &mut Page, doc: &Document, index: usize, cue: &Cue) {
    let mut parts = vec![
        Part::plain(id("c", index)),
        Part::words(words(doc, cue.span)),
        Part::label(label(cue.kind)),
    ];
    if cue.kind.is_hedge() {
        parts.push(Part::plain("hedge,"));
    }
    if let Some(strength) = cue.strength {
        parts.push(Part::label(label(strength)));
    }
    if let Some(status) = cue.signals_status {
        parts.push(Part::plain("signals"));
        parts.push(Part::label(label(status)));
    }
    page.entry("cue", parts);
    if let Some(scope) = cue.scope {
        page.entry("", [Part::plain("over"), Part::words(words(doc, scope))]);
    }
}

fn entities(page: &mut Page, doc: &Document, is_here: impl Fn(Span) -> bool) {
    let here = doc.entities.iter().filter(|entity| is_here(entity.span));
    let mut parts = Vec::new();
    for (i, entity) in here.enumerate() {
        let lead = if i > 0 { "· " } else { "" };
        parts.push(Part::words(format!("{lead}{}", words(doc, entity.span))));
        parts.push(Part::label(entity.kind.label()));
        parts.push(Part::plain(format!("{:.2}", entity.score)));
        parts.extend(timex(entity).map(Part::plain));
    }
    if !parts.is_empty() {
        page.entry("entities", parts);
    }
}

/// The value of a date or time.
fn timex(entity: &Entity) -> Option<String> {
    let timex = entity.value.as_ref()?.timex.as_ref()?;
    Some(format!("= {timex}"))
}

fn mention(page: &mut Page, doc: &Document, index: usize, source: &Source) {
    let mut parts = vec![Part::plain(id("s", index))];
    parts.extend(source.span.map(|span| Part::words(words(doc, span))));
    parts.push(Part::label(label(source.kind)));
    parts.push(Part::plain(label(source.subtype)));
    match source.plural {
        Some(true) => parts.push(Part::plain("plural")),
        Some(false) => parts.push(Part::plain("singular")),
        None => {}
    }
    if let Some(name) = source.name {
        parts.push(Part::plain(format!("· named {}", words(doc, name))));
    }
    if let Some(first) = source.same_as {
        parts.push(Part::plain(format!("· same as {}", id("s", first))));
    }
    if let Some(via) = source.via {
        parts.push(Part::plain(format!("· via {}", words(doc, via))));
    }
    page.entry("source", parts);
}

fn attribution(page: &mut Page, doc: &Document, index: usize, attribution: &Attribution) {
    let who = attribution.source.map(|i| source(doc, i));
    let mut parts = vec![
        Part::plain(id("a", index)),
        Part::words(who.unwrap_or_else(|| "nobody named".to_owned())),
    ];
    match attribution.cue {
        Some(cue) => parts.push(Part::words(words(doc, cue))),
        None => parts.push(Part::plain("goes on")),
    }
    parts.push(Part::label(label(attribution.kind)));
    parts.push(Part::label(label(attribution.form)));
    parts.push(Part::reason(format!("by {}", attribution.rule)));
    page.entry("attribution", parts);
    for &piece in &attribution.content {
        page.entry("", [Part::plain("content"), Part::words(words(doc, piece))]);
    }
}

fn quote(page: &mut Page, doc: &Document, index: usize, quote: &Quote) {
    let mut parts = vec![
        Part::plain(id("q", index)),
        Part::words(words(doc, quote.span)),
        Part::label(label(quote.kind)),
    ];
    match (quote.speaker, quote.no_speaker) {
        (Some(speaker), _) => {
            parts.push(Part::plain(format!("· by {}", source(doc, speaker))));
        }
        (None, Some(why)) => parts.push(Part::plain(format!("· no speaker: {why}"))),
        (None, None) => parts.push(Part::plain("· no speaker")),
    }
    if let Some(cue) = quote.cue {
        parts.push(Part::plain(format!("· cue {}", words(doc, cue))));
    }
    if let Some(before) = quote.continues {
        parts.push(Part::plain(format!("· goes on with {}", id("q", before))));
    }
    page.entry("quote", parts);
}

fn event(page: &mut Page, doc: &Document, index: usize, event: &Event) {
    let mut parts = vec![
        Part::plain(id("e", index)),
        Part::words(words(doc, event.span)),
    ];
    if let Some(stance) = &event.stance {
        parts.push(Part::label(label(stance.status)));
        parts.push(Part::label(label(stance.time)));
        if stance.negated {
            parts.push(Part::label("negated"));
        }
        if stance.main {
            parts.push(Part::label("main"));
        }
    }
    parts.push(Part::plain(format!("score {:+.2}", event.score)));
    page.entry("event", parts);
    let Some(stance) = &event.stance else { return };
    if !stance.factuality.is_empty() {
        page.entry("", factuality(doc, &stance.factuality));
    }
    if !stance.reasons.is_empty() {
        let because = [Part::plain("because")].into_iter();
        page.entry("", because.chain(reasons(doc, &stance.reasons)));
    }
}
