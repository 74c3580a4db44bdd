//! Layout: what each stretch of the text is.
//!
//! Lines are joined to blocks (`lines`), each block is recognised by its own form
//! (`forms`), and what is left is told apart by its place: titles that come before the text
//! are the headline, later ones are section headings, the rest are paragraphs.

mod forms;
mod lines;

use std::collections::HashMap;

use self::forms::Form;
use super::{Stage, StageError};
use crate::document::{Block, BlockKind, Document, Span};

/// Fills [`Document::blocks`], unless the format has told them: every visible character is in one
/// block, bullet marks and the like excepted.
pub struct Layout;

impl Stage for Layout {
    fn name(&self) -> &'static str {
        "layout"
    }

    fn version(&self) -> u32 {
        2
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        if !doc.blocks.is_empty() {
            refine(doc);
            return Ok(());
        }
        let drafts: Vec<Draft> = lines::blocks(doc.text())
            .into_iter()
            .map(|span| Draft::new(doc.text(), span))
            .collect();
        doc.blocks = decide(doc.text(), &drafts);
        Ok(())
    }
}

/// Formats tell paragraphs; which of them are corrections or boilerplate, their text tells.
fn refine(doc: &mut Document) {
    for i in 0..doc.blocks.len() {
        let Block { kind, span } = doc.blocks[i];
        if matches!(kind, BlockKind::Paragraph | BlockKind::ListItem)
            && let (Form::Kind(told), _) = forms::recognise(doc.slice(span))
            && matches!(told, BlockKind::Correction | BlockKind::Boilerplate)
        {
            doc.blocks[i].kind = told;
        }
    }
}

/// A block with what its own text says of it.
struct Draft {
    /// Without bullet marks and white space.
    span: Span,
    form: Form,
}

impl Draft {
    fn new(text: &str, span: Span) -> Self {
        let (form, mark) = forms::recognise(&text[span.range()]);
        Self {
            span: Span::new(span.start as usize + mark, span.end as usize).trim(text),
            form,
        }
    }
}

/// The kinds of all blocks, from their forms and their places.
fn decide(text: &str, drafts: &[Draft]) -> Vec<Block> {
    let headline = headline(text, drafts);
    let last_text = drafts.iter().rposition(|d| d.form.is_text()).unwrap_or(0);
    let labels = label_counts(drafts);
    let mut blocks: Vec<Block> = Vec::with_capacity(drafts.len());
    for (i, draft) in drafts
        .iter()
        .enumerate()
        .filter(|(_, d)| !d.span.is_empty())
    {
        let heads_text = i < last_text && !forms::is_long(&text[draft.span.range()]);
        let kind = match &draft.form {
            _ if Some(i) == headline => BlockKind::Headline,
            Form::Kind(kind) => *kind,
            Form::Heading => BlockKind::Heading,
            // The same label again is a voice of an interview.
            Form::Labelled { label, .. } if labels[label.as_str()] == 1 && in_list(drafts, i) => {
                BlockKind::ListItem
            }
            Form::Title | Form::Labelled { is_title: true, .. } if heads_text => BlockKind::Heading,
            Form::Title
                if blocks
                    .last()
                    .is_some_and(|b| b.kind == BlockKind::Boilerplate) =>
            {
                BlockKind::Boilerplate
            }
            Form::Title | Form::Labelled { .. } | Form::Text => BlockKind::Paragraph,
        };
        blocks.push(Block {
            kind,
            span: draft.span,
        });
    }
    blocks
}

/// The first title, if no running text comes before it; bullets and bylines may. A title of one
/// or two words right before another is the name of the section, not the headline.
fn headline(text: &str, drafts: &[Draft]) -> Option<usize> {
    let is_open = |d: &Draft| !matches!(d.form, Form::Kind(_));
    let first = drafts.iter().position(is_open)?;
    let is_short = text[drafts[first].span.range()].split_whitespace().count() < 3;
    let next = drafts
        .get(first + 1)
        .filter(|next| is_short && next.form.is_title());
    // A text of one block is its own body.
    (drafts[first].form.is_title() && drafts.len() > 1)
        .then_some(first + usize::from(next.is_some()))
}

/// How often each label of "Label: text" occurs.
fn label_counts(drafts: &[Draft]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for draft in drafts {
        if let Form::Labelled { label, .. } = &draft.form {
            *counts.entry(label.as_str()).or_default() += 1;
        }
    }
    counts
}

/// Whether a neighbour of the "Label: text" at `index` has that form too.
fn in_list(drafts: &[Draft], index: usize) -> bool {
    let labelled = |i: usize| {
        let form = drafts.get(i).map(|d| &d.form);
        matches!(form, Some(Form::Labelled { .. }))
    };
    labelled(index + 1) || index.checked_sub(1).is_some_and(labelled)
}

#[cfg(test)]
mod tests;
