//! Corrections: their notices, and what they take back.

use super::{mistake, paired};
use crate::document::{Correction, Document, Span};
use crate::eval::gold::stance::{GoldCorrection, GoldStance};
use crate::eval::pairs::unpaired;
use crate::eval::report::Tally;

/// Row `notice` counts the corrections, found by overlap of their notices. Rows `retracted ...`
/// and `replacement ...` count what was wrong and what is right instead, correct where the
/// notices match and the spans are the same (`exact`) or share a character (`overlap`).
pub(super) fn score(gold: &GoldStance, doc: &Document) -> Tally {
    let mut tally = Tally::default();
    let Some(wanted) = &gold.corrections else {
        return tally;
    };
    let found = doc.corrections.as_deref().unwrap_or_default();
    let wanted_notices: Vec<Span> = wanted.iter().map(|c| c.notice).collect();
    let found_notices: Vec<Span> = found.iter().map(|c| c.notice).collect();
    let pairs = paired(&wanted_notices, &found_notices, false);
    let notice = tally.counts("notice");
    notice.gold += wanted.len();
    notice.predicted += found.len();
    notice.correct += pairs.len();
    for (name, of_gold, of_ours) in PARTS {
        for (rule, exactly) in [("exact", true), ("overlap", false)] {
            let is_right = |&&(g, p): &&(usize, usize)| {
                let (wanted, found) = (of_gold(&wanted[g]), of_ours(&found[p]));
                let pair = wanted.zip(found);
                pair.is_some_and(|(g, p)| g == p || (!exactly && g.overlaps(p)))
            };
            let counts = tally.counts(&format!("{name} {rule}"));
            counts.gold += wanted.iter().filter_map(of_gold).count();
            counts.predicted += found.iter().filter_map(of_ours).count();
            counts.correct += pairs.iter().filter(is_right).count();
        }
    }
    mistakes(gold, wanted, found, &pairs, &mut tally);
    tally
}

/// A part of a correction by its name, in the gold and in ours.
type Part = (
    &'static str,
    fn(&GoldCorrection) -> Option<Span>,
    fn(&Correction) -> Option<Span>,
);

const PARTS: [Part; 2] = [
    ("retracted", |c| c.retracted, |c| c.retracted),
    ("replacement", |c| c.replacement, |c| c.replacement),
];

fn mistakes(
    gold: &GoldStance,
    wanted: &[GoldCorrection],
    found: &[Correction],
    pairs: &[(usize, usize)],
    tally: &mut Tally,
) {
    let words = |span: Span| gold.text[span.range()].to_owned();
    let (missed, spurious) = unpaired(pairs, wanted.len(), found.len());
    for span in missed.into_iter().map(|g| wanted[g].notice) {
        let mistake = mistake(gold, span, format!("notice {}", words(span)), String::new());
        tally.mistakes.push(mistake);
    }
    for span in spurious.into_iter().map(|p| found[p].notice) {
        let mistake = mistake(gold, span, String::new(), format!("notice {}", words(span)));
        tally.mistakes.push(mistake);
    }
    for &(g, p) in pairs {
        for (name, of_gold, of_ours) in PARTS {
            let (wanted, ours) = (of_gold(&wanted[g]), of_ours(&found[p]));
            let Some(at) = wanted.or(ours).filter(|_| wanted != ours) else {
                continue;
            };
            let shown = |span: Option<Span>| {
                let shown = span.map(|span| format!("{name} {}", words(span)));
                shown.unwrap_or_default()
            };
            let mistake = mistake(gold, at, shown(wanted), shown(ours));
            tally.mistakes.push(mistake);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{at, counts, document, gold};
    use super::*;
    use serde_json::json;

    const TEXT: &str = "Correction: we said it fell. It rose.";

    fn tally(fields: serde_json::Value, corrections: &[(&str, &str, &str)]) -> Tally {
        let place = |words: &str| (!words.is_empty()).then(|| at(TEXT, words));
        let correction = |&(notice, retracted, replacement): &(&str, &str, &str)| Correction {
            notice: at(TEXT, notice),
            cues: Vec::new(),
            retracted: place(retracted),
            replacement: place(replacement),
        };
        let mut doc = document(TEXT);
        doc.corrections = Some(corrections.iter().map(correction).collect());
        score(&gold(TEXT, fields), &doc)
    }

    fn fields() -> serde_json::Value {
        json!({"corrections": [{
            "notice": {"text": "Correction: we said it fell."},
            "retracted_content": {"text": "it fell"}, "replacement": {"text": "It rose"},
        }]})
    }

    #[test]
    fn notice_and_parts() {
        let same = ("Correction: we said it fell.", "it fell", "It rose");
        let perfect = tally(fields(), &[same]);
        assert_eq!(perfect.counts.len(), 5);
        for (row, counts) in &perfect.counts {
            assert_eq!(counts.f1(), 1.0, "{row}");
        }
        assert!(perfect.mistakes.is_empty());
        let partly = tally(fields(), &[("Correction", "fell", "")]);
        assert_eq!(counts(&partly, "notice"), (1, 1, 1));
        assert_eq!(counts(&partly, "retracted exact"), (1, 1, 0));
        assert_eq!(counts(&partly, "retracted overlap"), (1, 1, 1));
        assert_eq!(counts(&partly, "replacement overlap"), (1, 0, 0));
        assert_eq!(partly.mistakes.len(), 2);
    }

    #[test]
    fn missed_spurious_and_only_told() {
        let elsewhere = tally(fields(), &[("It rose.", "it fell", "")]);
        assert_eq!(counts(&elsewhere, "notice"), (1, 1, 0));
        assert_eq!(counts(&elsewhere, "retracted overlap"), (1, 1, 0));
        let told = json!({"corrections": true});
        let told = tally(told, &[("It rose.", "", "")]);
        assert_eq!(counts(&told, "notice"), (1, 1, 1));
        let none = tally(json!({"corrections": false}), &[("It rose.", "", "")]);
        assert_eq!(counts(&none, "notice"), (0, 1, 0));
    }
}
