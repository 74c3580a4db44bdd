//! The table of data/lexicon/complements.tsv: what words make of the events that they govern.

use std::collections::HashMap;

use crate::document::EventStatus;
use crate::stages::cues::{Inflections, LexiconError, read_rows, read_value};

const FILE: &str = "complements.tsv";
const TABLE: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/data/lexicon/complements.tsv"
));
const COLUMNS: [&str; 8] = [
    "word", "part", "frames", "holds", "fails", "status", "whose", "source",
];

/// Part of speech of a governing word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Verb,
    Noun,
    /// Adjectives, participles and adverbs, as they stand.
    Adjective,
}

/// How an event is governed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame {
    To,
    Bare,
    That,
    Wh,
    Whether,
    Ing,
    From,
    /// A noun or gerund after a preposition.
    Of,
    Object,
    Subject,
    /// A noun that the word modifies.
    Modified,
}

/// What a governed event is, by what its governor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Yes,
    No,
    Probable,
    ProbablyNot,
    Possible,
    PossiblyNot,
    Open,
    /// Somebody else's words.
    Report,
    /// Somebody else denies it.
    Denial,
}

/// What an event is where its governor holds, and where it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signature {
    pub holds: Outcome,
    pub fails: Outcome,
}

impl Signature {
    /// The same whatever the governor is.
    pub const fn always(outcome: Outcome) -> Self {
        Self {
            holds: outcome,
            fails: outcome,
        }
    }

    /// So if the governor is so.
    pub const PLAIN: Self = Self {
        holds: Outcome::Yes,
        fails: Outcome::No,
    };
    pub const NEGATION: Self = Self {
        holds: Outcome::No,
        fails: Outcome::Yes,
    };
    pub const POSSIBLE: Self = Self {
        holds: Outcome::Possible,
        fails: Outcome::PossiblyNot,
    };
    pub const PROBABLE: Self = Self {
        holds: Outcome::Probable,
        fails: Outcome::ProbablyNot,
    };
    pub const OPEN: Self = Self::always(Outcome::Open);
    pub const REPORT: Self = Self::always(Outcome::Report);
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Complement {
    part: Part,
    frames: Vec<Frame>,
    /// The word that must follow, of "call off".
    particle: Option<Box<str>>,
    pub signature: Signature,
    pub status: Option<EventStatus>,
    /// Whether it is the judgement of the word's subject rather than the author's.
    pub of_subject: bool,
}

impl Complement {
    /// A row with nothing but a signature.
    pub fn plain(signature: Signature) -> Self {
        Self {
            part: Part::Verb,
            frames: Vec::new(),
            particle: None,
            signature,
            status: None,
            of_subject: false,
        }
    }

    /// Whether the row is about somebody's words or denial.
    pub fn is_report(&self) -> bool {
        matches!(self.signature.holds, Outcome::Report | Outcome::Denial)
    }
}

/// All rows by the forms of their words.
#[derive(Debug)]
pub(crate) struct Complements {
    rows: Vec<Complement>,
    by_form: HashMap<Box<str>, Vec<usize>>,
}

impl Complements {
    /// The table that is compiled into the program.
    ///
    /// # Errors
    /// A row is wrong; the tests see to it that none is.
    pub fn builtin() -> Result<Self, LexiconError> {
        let inflections = Inflections::builtin()?;
        let mut table = Self {
            rows: Vec::new(),
            by_form: HashMap::new(),
        };
        read_rows(FILE, TABLE, &COLUMNS, |_, row| table.add(&inflections, row))?;
        Ok(table)
    }

    fn add(&mut self, inflections: &Inflections, row: &[&str]) -> Result<(), String> {
        let &[word, part, frames, holds, fails, status, whose, _] = row else {
            return Err("the row does not have eight columns".into());
        };
        let (word, particle) = match word.split_once(' ') {
            Some((word, particle)) => (word, Some(particle.into())),
            None => (word, None),
        };
        let (part, forms) = match part {
            "v" => (Part::Verb, inflections.verb(word)),
            "n" => (Part::Noun, inflections.noun(word)),
            "a" => (Part::Adjective, vec![word.to_owned()]),
            _ => return Err(format!("part of speech '{part}' is none of v, n, a")),
        };
        let number = self.rows.len();
        self.rows.push(Complement {
            part,
            frames: frames.split(',').map(frame).collect::<Result<_, _>>()?,
            particle,
            signature: Signature {
                holds: outcome(holds)?,
                fails: outcome(fails)?,
            },
            status: match status {
                "" => None,
                _ => Some(read_value("status", status)?),
            },
            of_subject: whose == "subject",
        });
        for form in forms {
            self.by_form.entry(form.into()).or_default().push(number);
        }
        Ok(())
    }

    /// The row of `word` for a frame; `next` is the word after it. Rows with a particle win, then
    /// the earlier.
    pub fn find(&self, word: &str, next: &str, part: Part, frame: Frame) -> Option<&Complement> {
        let rows = self.by_form.get(word)?.iter().map(|&row| &self.rows[row]);
        let fits = |row: &&Complement| {
            row.part == part
                && row.frames.contains(&frame)
                && row.particle.as_deref().is_none_or(|p| p == next)
        };
        rows.filter(fits).min_by_key(|row| row.particle.is_none())
    }
}

fn frame(name: &str) -> Result<Frame, String> {
    Ok(match name {
        "to" => Frame::To,
        "bare" => Frame::Bare,
        "that" => Frame::That,
        "wh" => Frame::Wh,
        "whether" => Frame::Whether,
        "ing" => Frame::Ing,
        "from" => Frame::From,
        "of" => Frame::Of,
        "obj" => Frame::Object,
        "subj" => Frame::Subject,
        "mod" => Frame::Modified,
        _ => return Err(format!("'{name}' is not a frame")),
    })
}

fn outcome(name: &str) -> Result<Outcome, String> {
    Ok(match name {
        "yes" => Outcome::Yes,
        "no" => Outcome::No,
        "probable" => Outcome::Probable,
        "probably_not" => Outcome::ProbablyNot,
        "possible" => Outcome::Possible,
        "possibly_not" => Outcome::PossiblyNot,
        "open" => Outcome::Open,
        "report" => Outcome::Report,
        "denial" => Outcome::Denial,
        _ => return Err(format!("'{name}' is not an outcome")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builtin_is_sound() {
        let table = Complements::builtin().unwrap();
        let row = table.find("failed", "to", Part::Verb, Frame::To).unwrap();
        assert_eq!(row.signature, Signature::NEGATION);
        let row = table.find("called", "off", Part::Verb, Frame::Object);
        assert_eq!(row.unwrap().status, Some(EventStatus::Cancelled));
        assert!(
            table
                .find("called", "a", Part::Verb, Frame::Object)
                .is_none()
        );
        assert!(table.find("plans", "to", Part::Noun, Frame::Wh).is_none());
    }
}
