//! Stance: who the sources are and who speaks the quotations, what cues bear on, how events are
//! presented, what is taken back and what is claimed, and the article in figures.

pub mod certainty;
pub mod claims;
pub mod corrections;
pub mod events;
mod matters;
mod names;
pub mod profile;
pub mod quotes;
pub mod scope;
pub mod sources;
mod syntax;
#[cfg(test)]
mod tagged;
#[cfg(test)]
mod tests;
