//! Integration tests, in one binary because each would carry the model.

mod cli;
mod common;
mod encoder;
mod hard;
mod properties;
mod samples;
mod stored;
