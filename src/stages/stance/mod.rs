//! Stance: what is taken back, what is claimed and how certainly, and the article in figures.

pub mod certainty;
pub mod claims;
pub mod corrections;
mod matters;
mod names;
pub mod profile;

#[cfg(test)]
mod tests;
