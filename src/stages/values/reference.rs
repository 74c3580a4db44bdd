//! The article's own date, where nobody gives it: the first full date (day, month and year) in
//! a line of its own above or under the text (a dateline, a byline, "Published ..."), or at the
//! start of the first paragraph before a dash or a bracket ("OSLO, May 5, 2025 (AP) -").

use std::ops::Range;

use super::calendar::full_date;
use super::words::Words;
use crate::document::{BlockKind, Date, Document};
use crate::stages::{Stage, StageError};

/// Words of the first paragraph that can be its dateline.
const DATELINE_WORDS: usize = 16;

/// Fills [`Document::date`] where it is not known.
pub struct ArticleDate;

impl Stage for ArticleDate {
    fn name(&self) -> &'static str {
        "date"
    }

    fn version(&self) -> u32 {
        1
    }

    fn is_english(&self) -> bool {
        false
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        doc.date = doc.date.or_else(|| find(doc, &doc.sentence_tokens()));
        Ok(())
    }
}

/// The date that the article gives itself.
fn find(doc: &Document, sentences: &[Range<usize>]) -> Option<Date> {
    let kind = |index: usize| doc.blocks.get(doc.sentences[index].block).map(|b| b.kind);
    let own_line = (0..sentences.len())
        .filter(|&i| matches!(kind(i), Some(BlockKind::Dateline | BlockKind::Byline)))
        .find_map(|i| {
            let w = Words::new(doc, sentences[i].clone());
            (0..w.len())
                .find_map(|at| full_date(&w, at))
                .map(|(date, _)| date)
        });
    own_line.or_else(|| {
        let first = (0..sentences.len()).find(|&i| kind(i) == Some(BlockKind::Paragraph))?;
        let w = Words::new(doc, sentences[first].clone());
        let found = (0..w.len().min(DATELINE_WORDS)).find_map(|at| full_date(&w, at));
        let (date, end) = found?;
        let closes = (end..end + 6).any(|k| w.is_dash(k) || matches!(w.text(k), "—" | "--"));
        (closes && w.is_capitalised(0)).then_some(date)
    })
}
