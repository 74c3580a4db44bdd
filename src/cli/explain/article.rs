//! What is found over the whole article: claims, corrections, profile.

use hedgerow::document::{Claim, Correction, Document, Profile, label};
use serde::Serialize;

use super::page::{Page, Part};
use super::words::{certainty, factuality, id, ids, words};

/// Shows what stands under the last sentence.
pub(super) fn show(page: &mut Page, doc: &Document) {
    if let Some(claims) = doc.claims.as_deref().filter(|c| !c.is_empty()) {
        page.heading("Claims");
        let claims = claims.iter().enumerate();
        claims.for_each(|(i, claim)| self::claim(page, doc, i, claim));
    }
    if let Some(corrections) = doc.corrections.as_deref().filter(|c| !c.is_empty()) {
        page.heading("Corrections");
        let corrections = corrections.iter();
        corrections.for_each(|correction| self::correction(page, doc, correction));
    }
    if let Some(profile) = &doc.profile {
        page.heading("Profile");
        self::profile(page, profile);
    }
    let layers = [
        ("attributions", doc.attributions.is_none()),
        ("quotes", doc.quotes.is_none()),
        ("events", doc.events.is_none()),
        ("claims", doc.claims.is_none()),
        ("profile", doc.profile.is_none()),
    ];
    let absent = layers.into_iter().filter(|layer| layer.1);
    let absent: Vec<&str> = absent.map(|layer| layer.0).collect();
    if !absent.is_empty() {
        page.heading(&format!("Not looked for: {}", absent.join(", ")));
    }
}

fn claim(page: &mut Page, doc: &Document, index: usize, claim: &Claim) {
    let main = doc.profile.as_ref().and_then(|profile| profile.main_claim);
    let mut parts = vec![
        Part::plain(id("k", index)),
        Part::words(words(doc, claim.span)),
        Part::label(label(claim.status)),
        Part::label(label(claim.time)),
    ];
    if main == Some(index) {
        parts.push(Part::label("main"));
    }
    page.entry("claim", parts);
    if !claim.factuality.is_empty() {
        page.entry("", factuality(doc, &claim.factuality));
    }
    let lead = [Part::plain("certainty")].into_iter();
    page.entry("", lead.chain(certainty(doc, &claim.certainty)));
    for (what, prefix, list) in [
        ("events", "e", &claim.events),
        ("denied by", "s", &claim.denied_by),
        ("unconfirmed by", "s", &claim.unconfirmed_by),
        ("presupposed by", "e", &claim.presupposed_by),
    ] {
        if !list.is_empty() {
            page.entry("", [Part::plain(format!("{what} {}", ids(prefix, list)))]);
        }
    }
    if claim.anonymous_only {
        page.entry("", [Part::plain("all of its sources are anonymous")]);
    }
}

fn correction(page: &mut Page, doc: &Document, correction: &Correction) {
    page.entry("notice", [Part::words(words(doc, correction.notice))]);
    let cues = correction.cues.iter().map(|&cue| words(doc, cue));
    let cues: Vec<String> = cues.collect();
    if !cues.is_empty() {
        page.entry("cues", [Part::reason(cues.join(" · "))]);
    }
    for (name, part) in [
        ("retracted", correction.retracted),
        ("replacement", correction.replacement),
    ] {
        let shown = part.map(|span| words(doc, span));
        let shown = shown.unwrap_or_else(|| "not found".to_owned());
        page.entry(name, [Part::words(shown)]);
    }
}

fn profile(page: &mut Page, profile: &Profile) {
    let hedged = format!(
        "{} of {} sentences, {} without dynamic cues",
        profile.hedged, profile.sentences, profile.hedged_core
    );
    page.entry("hedged", [Part::plain(hedged)]);
    page.entry("cues", [counts(profile.cue_counts.iter())]);
    page.entry("sources", [counts(profile.source_counts.iter())]);
    let main = profile.main_claim.map(|main| id("k", main));
    page.entry("main claim", [Part::label(or_none(main))]);
    let dominant = profile.dominant_source.map(label);
    let anonymous = profile.anonymous_share;
    let anonymous = anonymous.map(|share| format!("{:.0} % of the claims", 100.0 * share));
    page.entry("rests on", [Part::label(or_none(dominant))]);
    page.entry("anonymous", [Part::plain(or_none(anonymous))]);
    for (name, flag) in [
        ("unconfirmed", profile.non_confirmation),
        ("corrected", profile.correction),
        ("headline off", profile.headline_body_discrepancy),
    ] {
        page.entry(name, [Part::label(if flag { "yes" } else { "no" })]);
    }
}

fn or_none(value: Option<String>) -> String {
    value.unwrap_or_else(|| "none".to_owned())
}

/// How often each label occurs.
fn counts<'a, T: Serialize + 'a>(counts: impl Iterator<Item = (&'a T, &'a u32)>) -> Part {
    let counts = counts.map(|(kind, count)| format!("{} {count}", label(kind)));
    let counts = counts.collect::<Vec<_>>().join(" · ");
    Part::plain(or_none(Some(counts).filter(|c| !c.is_empty())))
}
