//! One forward pass of the encoder over the whole document: word pieces, windows, batches, and
//! each head's output for each token.

mod case;
mod pieces;
mod windows;

use std::sync::Arc;

use tokenizers::Tokenizer;

pub use self::case::CaseType;
use self::pieces::{Piece, word_pieces};
use self::windows::{Window, windows};
use super::{Stage, StageError};
use crate::document::{CoverageNote, Document, HeadScores};
use crate::engine::{Batch, Encoder, EngineError, Head};
use crate::model::{Model, ModelError};

/// Word pieces in a batch of full windows: bounds memory, and keeps a batch's cost even.
const BATCH_PIECES: usize = 2048;

/// Fills [`Document::scores`]: a token's scores are read off its first word piece, and are all
/// equal where BERT's cleaning leaves nothing of it. A batch never mixes documents and its make-up depends on the
/// document alone, so that dynamic int8 scales, and with them the output, do too.
pub struct Encode {
    encoder: Arc<dyn Encoder>,
    tokenizer: Tokenizer,
    heads: Vec<Head>,
    window: usize,
    cls: u32,
    sep: u32,
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
            cls: special("[CLS]")?,
            sep: special("[SEP]")?,
            tokenizer: model.tokenizer.clone(),
            heads: model.heads(),
            window: model.manifest.window,
        })
    }

    /// The padded input of one batch of windows.
    fn batch(&self, pieces: &[Piece], windows: &[Window]) -> Batch {
        let columns = windows
            .iter()
            .map(|w| w.pieces.len() + 2)
            .max()
            .unwrap_or(0);
        let mut batch = Batch {
            rows: windows.len(),
            columns,
            input_ids: vec![0; windows.len() * columns],
            attention_mask: vec![0; windows.len() * columns],
            token_type_ids: vec![0; windows.len() * columns],
        };
        for (row, window) in windows.iter().enumerate() {
            let start = row * columns;
            let end = start + window.pieces.len() + 1;
            batch.input_ids[start] = self.cls as i32;
            batch.input_ids[end] = self.sep as i32;
            batch.attention_mask[start..=end].fill(1);
            for (at, piece) in (start + 1..).zip(&pieces[window.pieces.clone()]) {
                batch.input_ids[at] = piece.id as i32;
                batch.token_type_ids[at] = piece.case as i32;
            }
        }
        batch
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
        let room = self.window - 2;
        for (sentence, range) in doc.sentences.iter().zip(&sentences) {
            if range.len() > room {
                doc.coverage.push(CoverageNote {
                    stage: "encode",
                    span: sentence.span,
                    reason: "longer than the encoder's window: encoded in overlapping parts",
                });
            }
        }

        let mut heads: Vec<HeadScores> = self
            .heads
            .iter()
            .map(|head| HeadScores::zeros(head.width, &head.labels, doc.tokens.len()))
            .collect();
        let windows = windows(&sentences, room);
        for windows in windows.chunks((BATCH_PIECES / self.window).max(1)) {
            if doc.is_late() {
                return Err(StageError::Late);
            }
            let batch = self.batch(&pieces, windows);
            let outputs = self.encoder.forward(&batch)?;
            for (head, output) in heads.iter_mut().zip(&outputs) {
                for (row, window) in windows.iter().enumerate() {
                    let row_start = row * batch.columns + 1;
                    scatter(head, output, row_start, window, &pieces);
                }
            }
        }
        let names = self.heads.iter().map(|head| head.name.clone());
        doc.scores = names.zip(heads).collect();
        Ok(())
    }
}

/// Copies the rows of every token whose first piece the window owns.
fn scatter(
    head: &mut HeadScores,
    output: &[f32],
    row_start: usize,
    window: &Window,
    pieces: &[Piece],
) {
    let width = head.width;
    for at in window.owned.clone() {
        let Some(token) = pieces[at].begins else {
            continue;
        };
        let from = (row_start + at - window.pieces.start) * width;
        let row = &output[from..from + width];
        head.values[token * width..(token + 1) * width].copy_from_slice(row);
    }
}
