//! Layout: what each stretch of the text is.
//!
//! Lines are joined to blocks ([`lines`]), each block is recognised by its own form
//! ([`forms`]), and what is left is told apart by its place: titles that come before the text
//! are the headline, later ones are section headings, the rest are paragraphs.

mod forms;
mod lines;

use super::{Stage, StageError};
use crate::document::{Block, BlockKind, Document, Span};

/// Fills [`Document::blocks`]: every visible character is in one block, bullet marks and the
/// like excepted.
pub struct Layout;

impl Stage for Layout {
    fn name(&self) -> &'static str {
        "layout"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let drafts: Vec<Draft> = lines::blocks(doc.text())
            .into_iter()
            .map(|span| Draft::new(doc.text(), span))
            .collect();
        doc.blocks = decide(doc.text(), &drafts);
        Ok(())
    }
}

/// A block with what its own text says of it.
struct Draft {
    /// Without bullet marks and white space.
    span: Span,
    form: forms::Form,
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
    let headline = headline(drafts);
    let mut blocks = Vec::with_capacity(drafts.len());
    for (i, draft) in drafts.iter().enumerate() {
        let slice = &text[draft.span.range()];
        let kind = match &draft.form {
            _ if Some(i) == headline => BlockKind::Headline,
            forms::Form::Kind(kind) => *kind,
            forms::Form::Heading => BlockKind::Heading,
            forms::Form::Labelled(label) if is_list(drafts, i, label) => BlockKind::ListItem,
            forms::Form::Title if heads_something(drafts, i) && !forms::is_long(slice) => {
                BlockKind::Heading
            }
            forms::Form::Title | forms::Form::Labelled(_) | forms::Form::Text => {
                BlockKind::Paragraph
            }
        };
        if !draft.span.is_empty() {
            blocks.push(Block {
                kind,
                span: draft.span,
            });
        }
    }
    blocks
}

/// The first title, if no running text comes before it; bullets and bylines may.
fn headline(drafts: &[Draft]) -> Option<usize> {
    let first = drafts.iter().position(|draft| match &draft.form {
        forms::Form::Kind(kind) => *kind == BlockKind::Paragraph,
        _ => true,
    })?;
    let is_title = matches!(
        drafts[first].form,
        forms::Form::Title | forms::Form::Heading | forms::Form::Labelled(_)
    );
    // A text of one line is its own body.
    let heads = drafts.len() > 1;
    (is_title && heads).then_some(first)
}

/// Whether the title at `index` stands over text: the next block that is no boilerplate is not
/// a title of the same kind at the end of the article.
fn heads_something(drafts: &[Draft], index: usize) -> bool {
    drafts[index + 1..]
        .iter()
        .find(|d| !matches!(d.form, forms::Form::Kind(BlockKind::Boilerplate)))
        .is_some()
}

/// Whether "Label: sentence" at `index` is an item of a list: a neighbour has the form too, with
/// another label (the same labels again are the voices of an interview).
fn is_list(drafts: &[Draft], index: usize, label: &str) -> bool {
    let neighbours = [index.checked_sub(1), Some(index + 1)];
    let labelled = |i: usize| match drafts.get(i).map(|d| &d.form) {
        Some(forms::Form::Labelled(other)) => Some(other.as_str()),
        _ => None,
    };
    let near = neighbours.into_iter().flatten().filter_map(labelled);
    let repeated = drafts
        .iter()
        .filter(|d| matches!(&d.form, forms::Form::Labelled(other) if other == label))
        .count()
        > 1;
    near.count() > 0 && !repeated
}

#[cfg(test)]
mod tests;
