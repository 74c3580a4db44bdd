//! Integration tests, in one binary because each would carry the model.

mod checkpoints;
mod cli;
mod common;
mod doctor;
mod encoder;
mod hard;
mod properties;
mod samples;
mod stored;
#[cfg(all(feature = "torch", feature = "embedded-model"))]
mod torch;
