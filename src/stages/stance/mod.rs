//! Stance: what the text makes of what it tells, built on cues and attributions.

pub mod quotes;
pub mod sources;
