//! Stance: what cues bear on, how events are presented, what is taken back and what is claimed, and
//! the article in figures.

pub mod certainty;
pub mod claims;
pub mod corrections;
pub mod events;
mod matters;
mod names;
pub mod profile;
pub mod scope;
mod syntax;
#[cfg(test)]
mod tagged;
#[cfg(test)]
mod tests;
