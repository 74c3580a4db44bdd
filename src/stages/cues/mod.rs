//! Hedge and stance cues: the patterns of data/lexicon over the tokens of each sentence, and
//! questions.

mod conditions;
mod inflect;
mod lexicon;
mod matcher;
mod pattern;
mod words;

#[cfg(test)]
mod cases;

pub use self::lexicon::{Entry, Found, Lexicon, LexiconError};
pub(in crate::stages) use self::lexicon::{Inflections, rows as read_rows, value as read_value};

use self::conditions::{ends_in_question, is_rhetorical};
use super::{Stage, StageError};
use crate::document::{BlockKind, Cue, CueType, Document, Strength};

/// Finds cues and tells of every sentence whether it is hedged.
///
/// Needs tokens; parts of speech are used where tokens have them, and patterns that ask for
/// one are taken at their word where they have none.
#[derive(Debug)]
pub struct Cues {
    lexicon: Lexicon,
}

impl Cues {
    /// A stage that looks for the entries of `lexicon`.
    pub fn new(lexicon: Lexicon) -> Self {
        Self { lexicon }
    }

    /// The lexicon in use.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}

impl Stage for Cues {
    fn name(&self) -> &'static str {
        "cues"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let mut cues = Vec::new();
        let mut hedged = Vec::with_capacity(doc.sentences.len());
        for (sentence, range) in doc.sentences.iter().zip(doc.sentence_tokens()) {
            let first = cues.len();
            let tokens = &doc.tokens[range];
            let views = tokens.iter().map(|t| (doc.slice(t.span), t.pos.as_deref()));
            for found in self.lexicon.find(views) {
                let tokens = &tokens[found.tokens];
                let (Some(kind), Some(head), Some(last)) =
                    (found.entry.kind, tokens.first(), tokens.last())
                else {
                    continue;
                };
                cues.push(Cue {
                    span: head.span.cover(last.span),
                    kind,
                    strength: found.entry.strength,
                    signals_status: found.entry.status,
                    scope: None,
                });
            }
            let block = doc.blocks.get(sentence.block);
            if block.is_none_or(|block| block.kind != BlockKind::Boilerplate) {
                cues.extend(question(doc, tokens));
            }
            let has = |counts: fn(CueType) -> bool| cues[first..].iter().any(|c| counts(c.kind));
            hedged.push((has(CueType::is_hedge), has(is_core_hedge)));
        }
        cues.sort_by_key(|cue| cue.span);
        for (sentence, (any, core)) in doc.sentences.iter_mut().zip(hedged) {
            sentence.hedged = Some(any);
            sentence.hedged_core = Some(core);
        }
        doc.cues = cues;
        Ok(())
    }
}

/// Whether a cue hedges what is said rather than telling that it is only planned.
fn is_core_hedge(kind: CueType) -> bool {
    kind.is_hedge() && kind != CueType::Dynamic
}

/// The mark of a question.
fn question(doc: &Document, tokens: &[crate::document::Token]) -> Option<Cue> {
    let texts: Vec<&str> = tokens.iter().map(|t| doc.slice(t.span)).collect();
    let mark = ends_in_question(&texts).filter(|_| !is_rhetorical(&texts))?;
    Some(Cue {
        span: tokens[mark].span,
        kind: CueType::Question,
        strength: Some(Strength::Underspecified),
        signals_status: None,
        scope: None,
    })
}
