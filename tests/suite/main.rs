//! Integration tests, in one binary because each would carry the model.

mod checkpoints;
mod cli;
mod common;
mod config;
mod doctor;
mod duplicates;
mod encoder;
#[cfg(unix)]
mod faults;
mod hard;
#[cfg(unix)]
mod kill;
mod languages;
mod layers;
mod properties;
mod readers;
#[cfg(unix)]
mod resume;
mod samples;
mod scorers;
mod stored;
mod summary;
#[cfg(all(feature = "torch", feature = "embedded-model"))]
mod torch;
