//! Integration tests, in one binary because each would carry the model.

mod cli;
mod common;
mod encoder;
#[cfg(unix)]
mod faults;
#[cfg(unix)]
mod kill;
mod properties;
#[cfg(unix)]
mod resume;
mod samples;
mod stored;
