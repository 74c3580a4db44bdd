//! Decoding of hand-made scores.
