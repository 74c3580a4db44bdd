//! The annotation types that stages write, one struct a layer.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Certainty, Span, Value};

/// What a block of the layout is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The title of the article.
    Headline,
    /// The standfirst under the headline.
    Dek,
    /// Who wrote it.
    Byline,
    /// Place and agency before the first sentence.
    Dateline,
    /// An item behind a bullet mark.
    Bullet,
    /// A section heading.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list, such as "Label: sentence".
    ListItem,
    /// The line under a picture.
    Caption,
    /// A quote set apart from the running text.
    PullQuote,
    /// A correction, clarification or editor's note.
    Correction,
    /// Text that is not part of the article: comments link, copyright, sign-up line.
    Boilerplate,
}

/// A block of the layout; its span leaves out bullet marks and surrounding white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

/// A sentence, within one block.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    pub span: Span,
    /// Index into the document's blocks.
    pub block: usize,
    /// Whether a hedge cue stands in it (CoNLL-2010 Task 1, extended); set with the cues.
    pub hedged: Option<bool>,
    /// The same without cues of type `dynamic`.
    pub hedged_core: Option<bool>,
    /// How certain what it says is made out to be.
    pub certainty: Option<Certainty>,
}

/// A word token (Penn Treebank conventions, hyphens split as in UD English-EWT).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    /// Index into the document's sentences.
    pub sentence: usize,
    /// Penn Treebank part of speech; `None` until the encoder has run.
    pub pos: Option<Box<str>>,
}

/// The 18 entity types of OntoNotes 5 (Weischedel et al., 2013).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EntityType {
    Person,
    Norp,
    Fac,
    Org,
    Gpe,
    Loc,
    Product,
    Event,
    WorkOfArt,
    Law,
    Language,
    Date,
    Time,
    Percent,
    Money,
    Quantity,
    Ordinal,
    Cardinal,
}

impl EntityType {
    /// All types, in the order of the OntoNotes guidelines.
    pub const ALL: [EntityType; 18] = [
        Self::Person,
        Self::Norp,
        Self::Fac,
        Self::Org,
        Self::Gpe,
        Self::Loc,
        Self::Product,
        Self::Event,
        Self::WorkOfArt,
        Self::Law,
        Self::Language,
        Self::Date,
        Self::Time,
        Self::Percent,
        Self::Money,
        Self::Quantity,
        Self::Ordinal,
        Self::Cardinal,
    ];

    /// The OntoNotes label, such as `WORK_OF_ART`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Norp => "NORP",
            Self::Fac => "FAC",
            Self::Org => "ORG",
            Self::Gpe => "GPE",
            Self::Loc => "LOC",
            Self::Product => "PRODUCT",
            Self::Event => "EVENT",
            Self::WorkOfArt => "WORK_OF_ART",
            Self::Law => "LAW",
            Self::Language => "LANGUAGE",
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Percent => "PERCENT",
            Self::Money => "MONEY",
            Self::Quantity => "QUANTITY",
            Self::Ordinal => "ORDINAL",
            Self::Cardinal => "CARDINAL",
        }
    }
}

impl fmt::Display for EntityType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl FromStr for EntityType {
    type Err = String;

    fn from_str(label: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|t| t.label() == label)
            .ok_or_else(|| format!("'{label}' is not one of the 18 OntoNotes types"))
    }
}

/// How a numeric mention gives its value. Corpora differ in which of these they mark, and each
/// is read in a way of its own when values are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumericForm {
    /// A date or time by the calendar or the clock: "May 5", "Friday", "2025", "10 a.m.".
    Calendar,
    /// A time that another one fixes: "yesterday", "last week", "the third quarter".
    Relative,
    /// A stretch of time: "three days", "10-year".
    Duration,
    /// A person's or a thing's age: "45-year-old", "aged 45".
    Age,
    /// A number with or without a unit.
    Number,
}

/// A mention of a named or numeric entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    pub span: Span,
    pub kind: EntityType,
    /// Probability in 0..1 that span and type are both right: calibrated on development data
    /// for the model's mentions, measured precision for those of the rules.
    pub score: f32,
    /// Of a numeric mention that a rule found; not written.
    pub form: Option<NumericForm>,
    /// What a numeric or time mention says, where it is certain.
    pub value: Option<Value>,
}

/// Something that was cut, split or skipped, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageNote {
    /// Name of the stage that did it.
    pub stage: &'static str,
    pub span: Span,
    pub reason: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_agree_with_serialisation() {
        for kind in EntityType::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.label());
            assert_eq!(kind.label().parse::<EntityType>().unwrap(), kind);
        }
        assert!("MISC".parse::<EntityType>().is_err());
    }
}
