//! Scorers, one file per task: each compares one annotated document with its gold and gives a
//! [`Tally`]; the tallies of a corpus make a [`Report`].

pub mod attribution;
mod bootstrap;
mod classes;
pub mod extraction;
pub mod factuality;
pub mod gold;
pub mod labels;
mod measure;
pub mod ner;
mod pairs;
pub mod pos;
mod report;
pub mod segmentation;
pub mod stance;
mod text;

pub use classes::{Classes, Decisions};
pub use measure::{Agreement, Counts, Figure, Overlap, Rate, Share};
pub use report::{Confusion, Interval, Mistake, Report, Row, Tally};
