//! The main claim and the flags of an article.

use super::factuality::alone;
use super::mistake;
use crate::document::{Claim, Document, Profile, Span, label};
use crate::eval::gold::stance::{GoldClaim, GoldProfile, GoldStance};
use crate::eval::report::Tally;

/// Shares of the articles in which we are right. Of the main claim, wrong where we have none:
///
/// - `main claim`: one of its events overlaps one of the gold's;
/// - `main status`, `main factuality`: the author's value, or one that the gold accepts too;
/// - `main certainty`: within the gold's tolerance.
///
/// Of the profile: its flags, and the type of the dominant source.
pub(super) fn score(gold: &GoldStance, doc: &Document) -> Tally {
    let mut tally = Tally::default();
    if let Some(wanted) = &gold.main_claim {
        main_claim(gold, wanted, doc, &mut tally);
    }
    if let Some(wanted) = &gold.profile {
        profile(gold, wanted, doc.profile.as_ref(), &mut tally);
    }
    tally
}

fn main_claim(gold: &GoldStance, wanted: &GoldClaim, doc: &Document, tally: &mut Tally) {
    let main = doc.profile.as_ref().and_then(|p| p.main_claim);
    let ours: Option<&Claim> = main.and_then(|main| doc.claims.as_ref()?.get(main));
    let mut check = Check { gold, tally };
    if !wanted.events.is_empty() {
        let events = doc.events.as_deref().unwrap_or_default();
        let spans = ours.iter().flat_map(|claim| &claim.events);
        let mut spans = spans.filter_map(|&event| Some(events.get(event)?.span));
        let is_right = spans.any(|span| wanted.events.iter().any(|w| w.overlaps(span)));
        let words = |span: Span| gold.text[span.range()].to_owned();
        let theirs = wanted.events.iter().map(|&span| words(span));
        let theirs = theirs.collect::<Vec<_>>().join(", ");
        let ours = ours.map(|claim| words(claim.span));
        check.count("main claim", is_right, theirs, ours);
    }
    if let Some(status) = wanted.status {
        let found = ours.map(|claim| claim.status);
        let is_right = found == Some(status);
        check.count("main status", is_right, label(status), found.map(label));
    }
    if let Some(value) = wanted.author {
        let found = ours.and_then(|claim| alone(&claim.factuality));
        let is_right = found.is_some_and(|f| f == value || wanted.accepted.contains(&f));
        check.count("main factuality", is_right, label(value), found.map(label));
    }
    if let Some((certainty, tolerance)) = wanted.certainty {
        let found = ours.map(|claim| f64::from(claim.certainty.value));
        // Certainties are 32-bit floats.
        let is_near = |found: f64| (found - certainty).abs() <= tolerance + 1e-6;
        let theirs = format!("{certainty:.2} ± {tolerance:.2}");
        let ours = found.map(|found| format!("{found:.2}"));
        check.count("main certainty", found.is_some_and(is_near), theirs, ours);
    }
}

/// A flag by its row, in the gold and in ours.
type Flag = (&'static str, Option<bool>, fn(&Profile) -> bool);

fn profile(gold: &GoldStance, wanted: &GoldProfile, ours: Option<&Profile>, tally: &mut Tally) {
    let mut check = Check { gold, tally };
    let flags: [Flag; 3] = [
        ("non_confirmation", wanted.non_confirmation, |p| {
            p.non_confirmation
        }),
        ("correction", wanted.correction, |p| p.correction),
        (
            "headline_body_discrepancy",
            wanted.headline_body_discrepancy,
            |p| p.headline_body_discrepancy,
        ),
    ];
    for (row, wanted, flag) in flags {
        if let Some(wanted) = wanted {
            let found = ours.map(flag);
            let is_right = found == Some(wanted);
            check.count(
                row,
                is_right,
                wanted.to_string(),
                found.map(|f| f.to_string()),
            );
        }
    }
    if let Some(wanted) = wanted.dominant_source {
        let found = ours.and_then(|profile| profile.dominant_source);
        let is_right = found == Some(wanted);
        check.count("dominant_source", is_right, label(wanted), found.map(label));
    }
}

/// Counts shares, and what is wrong as mistakes of the whole article.
struct Check<'a> {
    gold: &'a GoldStance,
    tally: &'a mut Tally,
}

impl Check<'_> {
    fn count(&mut self, row: &str, is_right: bool, wanted: String, found: Option<String>) {
        self.tally.share(row).count(is_right);
        if !is_right {
            let found = found.map(|found| format!("{row} {found}"));
            let wanted = format!("{row} {wanted}");
            let mistake = mistake(
                self.gold,
                Span::new(0, 0),
                wanted,
                found.unwrap_or_default(),
            );
            self.tally.mistakes.push(mistake);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{at, document, event, gold, share};
    use super::*;
    use crate::document::{Certainty, Commitment, EventStatus, EventTime, Factuality, SourceType};
    use serde_json::json;

    const TEXT: &str = "Acme will host Bolt. The deal fell.";

    fn fields() -> serde_json::Value {
        json!({
            "events": [{"id": "e1", "sent": "s1", "trigger": {"text": "host"}},
                {"id": "e2", "sent": "s2", "trigger": {"text": "fell"}}],
            "claims": [
                {"id": "K2", "event_status": "completed", "events": ["e2"]},
                {"id": "K1", "event_status": "planned", "events": ["host@s1"],
                    "factuality": [{"source_chain": ["AUTHOR"], "value": "PR+"}],
                    "accept_author": ["Uu"], "certainty": 0.6, "certainty_tolerance": 0.2},
            ],
            "profile": {"main_claim": "K1", "non_confirmation": true, "has_correction": false,
                "headline_body_discrepancy": false, "dominant_source_type": "media"},
        })
    }

    fn doc(status: EventStatus, certainty: f32, main: usize) -> Document {
        let mut doc = document(TEXT);
        doc.events = Some(vec![event(TEXT, "host"), event(TEXT, "fell")]);
        doc.claims = Some(vec![Claim {
            span: at(TEXT, "host Bolt"),
            events: vec![main],
            status,
            time: EventTime::Future,
            factuality: vec![Commitment {
                chain: Vec::new(),
                value: Factuality::Unknown,
            }],
            certainty: Certainty {
                value: certainty,
                reasons: Vec::new(),
            },
            denied_by: Vec::new(),
            unconfirmed_by: Vec::new(),
            anonymous_only: false,
            presupposed_by: Vec::new(),
        }]);
        doc.profile = Some(Profile {
            main_claim: Some(0),
            non_confirmation: true,
            correction: true,
            dominant_source: Some(SourceType::Media),
            ..Profile::default()
        });
        doc
    }

    #[test]
    fn main_claim_and_flags() {
        let gold = gold(TEXT, fields());
        let tally = score(&gold, &doc(EventStatus::Planned, 0.8, 0));
        for row in [
            "main claim",
            "main status",
            "main factuality",
            "main certainty",
        ] {
            assert_eq!(share(&tally, row), (1, 1), "{row}");
        }
        assert_eq!(share(&tally, "non_confirmation"), (1, 1));
        assert_eq!(share(&tally, "correction"), (1, 0));
        assert_eq!(share(&tally, "headline_body_discrepancy"), (1, 1));
        assert_eq!(share(&tally, "dominant_source"), (1, 1));
        assert_eq!(tally.mistakes.len(), 1);
        assert_eq!(tally.mistakes[0].predicted, "correction true");
        let other = score(&gold, &doc(EventStatus::Completed, 0.9, 1));
        for row in ["main claim", "main status", "main certainty"] {
            assert_eq!(share(&other, row), (1, 0), "{row}");
        }
    }

    #[test]
    fn no_claim_is_wrong() {
        let tally = score(&gold(TEXT, fields()), &document(TEXT));
        assert_eq!(tally.shares.len(), 8);
        assert!(tally.shares.values().all(|share| share.correct == 0));
        let without = score(&gold(TEXT, json!({})), &document(TEXT));
        assert_eq!(without, Tally::default());
    }
}
