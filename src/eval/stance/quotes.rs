//! Quotations: their spans, types and speakers.

use super::sources::is_same;
use super::{count_spans, mistake};
use crate::document::{Document, Quote, Span, label};
use crate::eval::gold::stance::{GoldQuote, GoldSpeaker, GoldStance};
use crate::eval::pairs::unpaired;
use crate::eval::report::{Confusion, Tally};

/// Rows `quote ...` count quotations; marks and white space at their ends do not count. Of those
/// that overlap, `type` and `speaker` are the shares that are right. A speaker is right if one of
/// the mentions or names that we have for it overlaps the gold's mention or has its words, and
/// nobody if nobody speaks. The confusion is that of the types.
pub(super) fn score(gold: &GoldStance, doc: &Document) -> Tally {
    let mut tally = Tally::default();
    let Some(wanted) = &gold.quotes else {
        return tally;
    };
    let found = doc.quotes.as_deref().unwrap_or_default();
    let bare = |span: Span| bare(&gold.text, span);
    let wanted_spans: Vec<Span> = wanted.iter().map(|q| bare(q.span)).collect();
    let found_spans: Vec<Span> = found.iter().map(|q| bare(q.span)).collect();
    let pairs = count_spans(&mut tally, "quote", &wanted_spans, &found_spans);
    let (missed, spurious) = unpaired(&pairs, wanted.len(), found.len());
    for (g, p) in pairs {
        details(gold, &wanted[g], doc, &found[p], &mut tally);
    }
    let words = |span: Span| gold.text[span.range()].to_owned();
    for g in missed {
        let span = wanted[g].span;
        let mistake = mistake(gold, span, words(span), String::new());
        tally.mistakes.push(mistake);
    }
    for p in spurious {
        let span = found[p].span;
        let mistake = mistake(gold, span, String::new(), words(span));
        tally.mistakes.push(mistake);
    }
    tally
}

/// The words between the marks.
fn bare(text: &str, span: Span) -> Span {
    const MARKS: &[char] = &['"', '“', '”', '„', '‟', '«', '»', '\'', '‘', '’', '‚', ' '];
    let slice = &text[span.range()];
    let start = slice.len() - slice.trim_start_matches(MARKS).len();
    let words = slice[start..].trim_end_matches(MARKS);
    let start = span.start as usize + start;
    Span::new(start, start + words.len())
}

fn details(
    gold: &GoldStance,
    wanted: &GoldQuote,
    doc: &Document,
    found: &Quote,
    tally: &mut Tally,
) {
    if let Some(kind) = wanted.kind {
        tally.share("type").count(kind == found.kind);
        tally.confusion.count(&label(kind), &label(found.kind));
    }
    let speaker = match wanted.speaker {
        GoldSpeaker::Unknown => return,
        GoldSpeaker::Nobody => None,
        GoldSpeaker::Mention(span) => Some(span),
    };
    let is_right = match (speaker, found.speaker) {
        (None, None) => true,
        (Some(mention), Some(source)) => is_same(doc, source, mention),
        _ => false,
    };
    tally.share("speaker").count(is_right);
    if is_right {
        return;
    }
    let sources = doc.sources.as_deref().unwrap_or_default();
    let ours = found.speaker.and_then(|source| sources.get(source)?.span);
    let shown = |span: Option<Span>| {
        let words = span.map_or(Confusion::NONE, |s| &gold.text[s.range()]);
        format!("speaker {words}")
    };
    let mistake = mistake(gold, wanted.span, shown(speaker), shown(ours));
    tally.mistakes.push(mistake);
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{at, counts, document, gold, share, source};
    use super::*;
    use crate::document::{QuoteType, SourceType};
    use serde_json::json;

    const TEXT: &str = "“It fell,” Lee said; Moe spoke of a “calm” day.";

    fn quote(words: &str, kind: QuoteType, speaker: Option<usize>) -> Quote {
        Quote {
            span: at(TEXT, words),
            kind,
            speaker,
            no_speaker: None,
            cue: None,
            continues: None,
        }
    }

    fn tally(quotes: Vec<Quote>) -> Tally {
        let mut doc = document(TEXT);
        doc.sources = Some(vec![
            source(TEXT, "Lee", SourceType::Named),
            source(TEXT, "Moe", SourceType::Named),
        ]);
        doc.quotes = Some(quotes);
        let fields = json!({
            "sources": [{"id": "S", "type": "named", "text": "Lee"}],
            "quotes": [
                {"text": "It fell,", "type": "direct", "speaker": "S"},
                {"text": "“calm”", "type": "fragment", "speaker": null},
            ],
        });
        score(&gold(TEXT, fields), &doc)
    }

    #[test]
    fn marks_do_not_count() {
        use QuoteType::*;
        let tally = tally(vec![
            quote("“It fell,”", Direct, Some(0)),
            quote("“calm”", Mixed, None),
        ]);
        assert_eq!(counts(&tally, "quote exact"), (2, 2, 2));
        assert_eq!(share(&tally, "type"), (2, 2));
        assert_eq!(share(&tally, "speaker"), (2, 2));
        assert!(tally.mistakes.is_empty());
    }

    #[test]
    fn wrong_types_and_speakers() {
        use QuoteType::*;
        let tally = tally(vec![
            quote("fell", Direct, Some(1)),
            quote("calm", Scare, Some(1)),
        ]);
        assert_eq!(counts(&tally, "quote exact"), (2, 2, 1));
        assert_eq!(counts(&tally, "quote overlap"), (2, 2, 2));
        assert_eq!(share(&tally, "type"), (2, 1));
        assert_eq!(share(&tally, "speaker"), (2, 0));
        assert_eq!(tally.confusion.times("mixed", "scare"), 1);
        let shown: Vec<(&str, &str)> = tally
            .mistakes
            .iter()
            .map(|m| (m.gold.as_str(), m.predicted.as_str()))
            .collect();
        assert!(shown.contains(&("speaker Lee", "speaker Moe")), "{shown:?}");
        assert!(
            shown.contains(&("speaker (none)", "speaker Moe")),
            "{shown:?}"
        );
    }

    #[test]
    fn missed_and_spurious() {
        let tally = tally(vec![quote("Lee", QuoteType::Scare, None)]);
        assert_eq!(counts(&tally, "quote overlap"), (2, 1, 0));
        assert_eq!(tally.mistakes.len(), 3);
        assert!(!tally.shares.contains_key("speaker"));
    }
}
