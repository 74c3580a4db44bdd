//! Stance: what cues bear on, and how events are presented.

pub mod events;
pub mod scope;
mod syntax;
#[cfg(test)]
mod tagged;
