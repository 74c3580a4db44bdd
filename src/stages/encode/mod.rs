//! One forward pass of the encoder over the whole document: word pieces, windows, batches, and
//! each head's output for each token.

mod case;
mod forward;
mod pieces;
mod windows;

use std::sync::Arc;

use tokenizers::Tokenizer;

pub use self::case::CaseType;
pub(super) use self::forward::{Frame, Input};
use self::pieces::word_pieces;
use super::{Stage, StageError};
use crate::document::{Document, HeadScores};
use crate::engine::{Encoder, EngineError, Head};
use crate::model::{Model, ModelError};

/// Fills [`Document::scores`]: a token's scores are read off its first word piece, and are all
/// equal where BERT's cleaning leaves nothing of it. A batch never mixes documents and its make-up depends on the
/// document alone, so that dynamic int8 scales, and with them the output, do too.
pub struct Encode {
    encoder: Arc<dyn Encoder>,
    tokenizer: Tokenizer,
    heads: Vec<Head>,
    frame: Frame,
}

impl Encode {
    /// The stage for `model`, run by `encoder`.
    ///
    /// # Errors
    /// The model's tokenizer lacks `[CLS]` or `[SEP]`.
    pub fn new(model: &Model, encoder: Arc<dyn Encoder>) -> Result<Self, ModelError> {
        let special = |token: &str| {
            model
                .tokenizer
                .token_to_id(token)
                .ok_or_else(|| EngineError::Load(format!("the tokenizer has no {token}")))
        };
        Ok(Self {
            encoder,
            frame: Frame {
                around: [special("[CLS]")?, special("[SEP]")?],
                pad: 0,
                window: model.manifest.window,
            },
            tokenizer: model.tokenizer.clone(),
            heads: model.heads(),
        })
    }
}

impl Stage for Encode {
    fn name(&self) -> &'static str {
        "encode"
    }

    fn version(&self) -> u32 {
        1
    }

    fn run(&self, doc: &mut Document) -> Result<(), StageError> {
        let mut pieces = Vec::new();
        let mut sentences = Vec::with_capacity(doc.sentences.len());
        for tokens in doc.sentence_tokens() {
            let first = pieces.len();
            word_pieces(&self.tokenizer, doc, tokens, &mut pieces)?;
            sentences.push(first..pieces.len());
        }
        self.frame.note_long(doc, self.name(), &sentences);

        let zeros = |head: &Head| HeadScores::zeros(head.width, &head.labels, doc.tokens.len());
        let mut heads: Vec<HeadScores> = self.heads.iter().map(zeros).collect();
        let widths: Vec<usize> = heads.iter().map(|head| head.width).collect();
        let inputs: Vec<Input> = pieces
            .iter()
            .map(|piece| Input {
                id: piece.id,
                kind: piece.case as u32,
            })
            .collect();
        let take = |piece: usize, head: usize, row: &[f32]| {
            if let Some(token) = pieces[piece].begins {
                let to = token * row.len()..(token + 1) * row.len();
                heads[head].values[to].copy_from_slice(row);
            }
        };
        self.frame.forward(
            &*self.encoder,
            || doc.is_late(),
            &inputs,
            &sentences,
            &widths,
            take,
        )?;
        let names = self.heads.iter().map(|head| head.name.clone());
        doc.scores = names.zip(heads).collect();
        Ok(())
    }
}
