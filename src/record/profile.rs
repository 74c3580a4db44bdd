//! The article in figures, as a record has it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::stance::id;
use super::view::decimals;
use crate::document::{Claim, CueType, EventStatus, Profile, Source, SourceType};

/// The article in figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProfileRecord {
    /// Sentences outside of headings and boilerplate.
    pub n_sentences: u32,
    pub n_hedged: u32,
    pub n_hedged_core: u32,
    /// Share of the sentences that are hedged, 0..1, three decimals.
    pub hedged_ratio: f64,
    pub cue_counts: BTreeMap<CueType, u32>,
    /// Distinct sources by type.
    pub source_counts: BTreeMap<SourceType, u32>,
    /// Id of the main claim.
    pub main_claim: Option<String>,
    pub main_claim_status: Option<EventStatus>,
    pub main_claim_certainty: Option<f64>,
    /// The type that most attributions rest on.
    pub dominant_source_type: Option<SourceType>,
    /// Named sources that vouch for the main claim.
    pub named_sources_for_main_claim: u32,
    /// Share of the claims that rest on anonymous sources only, 0..1; null without claims.
    pub anonymous_share: Option<f64>,
    /// Somebody would not confirm or comment.
    pub non_confirmation: bool,
    /// The article takes something back.
    pub has_correction: bool,
    /// The headline asserts what the body does not.
    pub headline_body_discrepancy: bool,
    pub hedging_level: HedgingLevel,
}

/// How much of an article is hedged, by the share of its sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HedgingLevel {
    /// Less than a fifth.
    Low,
    Medium,
    /// Half or more.
    High,
}

impl HedgingLevel {
    fn new(ratio: f32) -> Self {
        match ratio {
            _ if ratio < 0.2 => Self::Low,
            _ if ratio < 0.5 => Self::Medium,
            _ => Self::High,
        }
    }
}

impl ProfileRecord {
    pub(super) fn new(claims: &[Claim], sources: &[Source], profile: &Profile) -> Self {
        let main = profile.main_claim.and_then(|i| claims.get(i));
        let named = |&i: &usize| sources.get(i).is_some_and(|s| s.kind == SourceType::Named);
        let vouching = main.map(Claim::sources).unwrap_or_default();
        let ratio = profile.hedged as f32 / profile.sentences.max(1) as f32;
        Self {
            n_sentences: profile.sentences,
            n_hedged: profile.hedged,
            n_hedged_core: profile.hedged_core,
            hedged_ratio: decimals(ratio),
            cue_counts: profile.cue_counts.clone(),
            source_counts: profile.source_counts.clone(),
            main_claim: profile.main_claim.map(|i| id("k", i)),
            main_claim_status: main.map(|c| c.status),
            main_claim_certainty: main.map(|c| decimals(c.certainty.value)),
            dominant_source_type: profile.dominant_source,
            named_sources_for_main_claim: vouching.into_iter().filter(|i| named(i)).count() as u32,
            anonymous_share: profile.anonymous_share.map(decimals),
            non_confirmation: profile.non_confirmation,
            has_correction: profile.correction,
            headline_body_discrepancy: profile.headline_body_discrepancy,
            hedging_level: HedgingLevel::new(ratio),
        }
    }
}
