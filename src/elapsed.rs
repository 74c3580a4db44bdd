//! Times for the log.

use std::time::Instant;

/// Milliseconds since `start`, to the thousandth.
pub fn ms(start: Instant) -> f64 {
    start.elapsed().as_micros() as f64 / 1e3
}
