//! Integration tests, in one binary because each would carry the model.

mod checkpoints;
mod cli;
mod common;
mod doctor;
mod encoder;
#[cfg(unix)]
mod faults;
mod hard;
#[cfg(unix)]
mod kill;
mod properties;
mod readers;
#[cfg(unix)]
mod resume;
mod samples;
mod scorers;
mod stored;
#[cfg(all(feature = "torch", feature = "embedded-model"))]
mod torch;
