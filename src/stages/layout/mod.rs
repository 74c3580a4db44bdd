//! Layout: what each stretch of the text is.
//!
//! Lines are joined to blocks (`lines`) where the format does not mark them up; each block is
//! recognised by its own form (`forms`), a dateline before the text of one becomes a block of its
//! own (`datelines`), and what is left is told apart by its place (`places`).

mod boilerplate;
mod bylines;
mod captions;
mod datelines;
mod dates;
mod forms;
mod lines;
mod links;
mod places;
mod pulled;

use self::forms::Form;
use super::{Stage, StageError};
use crate::document::{Block, BlockKind, Document, Span};

/// Fills [`Document::blocks`], or refines those that the format has told: a paragraph whose form
/// gives it away (a correction, a byline, a caption, boilerplate ...) becomes a block of that kind.
/// Every visible character of a text without markup is in one block, bullet marks and the like
/// excepted.
pub struct Layout;

impl Stage for Layout {
    fn name(&self) -> &'static str {
        "layout"
    }

    fn version(&self) -> u32 {
        3
    }

    fn is_english(&self) -> bool {
        false
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let text = doc.text();
        let drafts = if doc.blocks.is_empty() {
            let blocks = lines::blocks(text);
            blocks
                .into_iter()
                .map(|span| Draft::new(text, span))
                .collect()
        } else {
            doc.blocks
                .iter()
                .flat_map(|&block| told(text, block))
                .collect()
        };
        doc.blocks = places::decide(text, with_datelines(text, drafts));
        Ok(())
    }
}

/// A block with what its own text says of it.
struct Draft {
    /// Without bullet marks and white space.
    span: Span,
    form: Form,
    /// Whether the format marks the block up as a paragraph, so that it is no heading.
    told: bool,
    /// Whether a dateline stands before the text of the next block, in the same line.
    inline: bool,
}

impl Draft {
    fn new(text: &str, span: Span) -> Self {
        let (form, mark) = forms::recognise(&text[span.range()]);
        Self {
            span: Span::new(span.start as usize + mark, span.end as usize).trim(text),
            form,
            told: false,
            inline: false,
        }
    }
}

/// The drafts of a block that the format tells. Lines above the text of a paragraph that are a
/// byline or a date are apart.
fn told(text: &str, block: Block) -> Vec<Draft> {
    let span = block.span.trim(text);
    let draft = |span, form| Draft {
        span,
        form,
        told: true,
        inline: false,
    };
    let (form, mark) = forms::recognise_paragraph(&text[span.range()]);
    let form = match block.kind {
        BlockKind::Paragraph => {
            let head = head(text, span);
            let (form, mark, rest) = match head.last() {
                None => (form, mark, span),
                Some(last) => {
                    let rest = Span::new(last.span.end as usize, span.end as usize).trim(text);
                    let (form, mark) = forms::recognise_paragraph(&text[rest.range()]);
                    (form, mark, rest)
                }
            };
            let rest = Span::new(rest.start as usize + mark, rest.end as usize).trim(text);
            let head = head.into_iter().chain([draft(rest, form)]);
            return head.filter(|draft| !draft.span.is_empty()).collect();
        }
        BlockKind::Heading | BlockKind::ListItem | BlockKind::Bullet
            if matches!(
                form,
                Form::LinkList | Form::CorrectionTitle | Form::Kind(BlockKind::Boilerplate)
            ) =>
        {
            form
        }
        BlockKind::Heading => Form::Heading,
        kind => Form::Kind(kind),
    };
    vec![draft(span, form)]
}

/// The first lines of a paragraph that are bylines and dates, where other lines follow.
fn head(text: &str, paragraph: Span) -> Vec<Draft> {
    let mut head = Vec::new();
    let mut start = paragraph.start as usize;
    while let Some(length) = text[start..paragraph.end as usize].find('\n') {
        let draft = Draft::new(text, Span::new(start, start + length).trim(text));
        let is_head = matches!(
            draft.form,
            Form::Kind(BlockKind::Byline | BlockKind::Dateline) | Form::Date
        );
        if !is_head {
            break;
        }
        head.push(Draft {
            told: true,
            ..draft
        });
        start += length + 1;
    }
    head
}

/// The drafts, with the datelines before their texts cut off as blocks of their own.
fn with_datelines(text: &str, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut leads = true;
    let mut result = Vec::with_capacity(drafts.len() + 1);
    for draft in drafts {
        let words = &text[draft.span.range()];
        let found = match draft.form {
            Form::Text | Form::Labelled { .. } => datelines::dateline(words, leads),
            // "Suruc, Turkey (CNN) -- Could they be training as pilots?"
            Form::Title => {
                datelines::dateline(words, false).filter(|&end| words[..end].contains('('))
            }
            _ => None,
        };
        leads &= !draft.form.is_text();
        let Some(length) = found else {
            result.push(draft);
            continue;
        };
        let middle = draft.span.start as usize + length;
        result.push(Draft {
            span: Span::new(draft.span.start as usize, middle).trim(text),
            form: Form::Kind(BlockKind::Dateline),
            told: draft.told,
            inline: true,
        });
        result.push(Draft {
            span: Span::new(middle, draft.span.end as usize).trim(text),
            form: Form::Text,
            ..draft
        });
    }
    result
}

#[cfg(test)]
mod tests;
