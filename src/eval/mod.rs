//! Scorers, one file per task.

pub mod gold;
pub mod labels;
pub mod ner;
