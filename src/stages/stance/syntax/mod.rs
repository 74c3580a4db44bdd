//! As much syntax as the rules of stance need: verb groups, and what governs them. No parser: one
//! pass over the tags of a sentence, with a table of governing words.

mod complements;
mod groups;
mod links;
mod tags;
mod words;

pub(super) use self::complements::{Complement, Complements, Frame, Outcome, Part, Signature};
pub(super) use self::groups::{Form, Group, Groups, lead_in};
pub(super) use self::links::{LOOSE, Link, links};
pub(super) use self::tags::sentence;
pub(super) use self::words::{BE, Kind, Words};
