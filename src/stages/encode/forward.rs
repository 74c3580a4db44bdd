//! The forward pass over a document: windows, batches, and each word piece's output, once.

use std::ops::Range;

use super::windows::{Window, windows};
use crate::document::{CoverageNote, Document};
use crate::engine::{Batch, Encoder};
use crate::stages::StageError;

/// Word pieces in a batch of full windows: bounds memory, and keeps a batch's cost even.
const BATCH_PIECES: usize = 2048;

/// One word piece as the encoder takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::stages) struct Input {
    /// Index into the vocabulary.
    pub id: u32,
    /// Token type.
    pub kind: u32,
}

/// How windows are made up.
#[derive(Debug, Clone, Copy)]
pub(in crate::stages) struct Frame {
    /// The special pieces before and behind every window.
    pub around: [u32; 2],
    /// The piece that fills rows up.
    pub pad: u32,
    /// Pieces of a window, the special ones counted.
    pub window: usize,
}

impl Frame {
    /// Runs `encoder` over the pieces of a document, given by sentence, and hands each piece's row
    /// of each head to `take`, with the index of the piece and that of the head. `widths` are those
    /// of the heads. A batch never mixes documents and its make-up depends on the document alone.
    /// Before each, `late` tells whether the document has had its time.
    pub fn forward(
        &self,
        encoder: &dyn Encoder,
        late: impl Fn() -> bool,
        pieces: &[Input],
        sentences: &[Range<usize>],
        widths: &[usize],
        mut take: impl FnMut(usize, usize, &[f32]),
    ) -> Result<(), StageError> {
        let windows = windows(sentences, self.window - 2);
        for windows in windows.chunks((BATCH_PIECES / self.window).max(1)) {
            if late() {
                return Err(StageError::Late);
            }
            let batch = self.batch(pieces, windows);
            let outputs = encoder.forward(&batch)?;
            for (head, (output, width)) in outputs.iter().zip(widths).enumerate() {
                for (row, window) in windows.iter().enumerate() {
                    let row_start = row * batch.columns + 1;
                    for piece in window.owned.clone() {
                        let from = (row_start + piece - window.pieces.start) * width;
                        take(piece, head, &output[from..from + width]);
                    }
                }
            }
        }
        Ok(())
    }

    /// Notes the sentences that do not fit into a window.
    pub fn note_long(&self, doc: &mut Document, stage: &'static str, sentences: &[Range<usize>]) {
        for (sentence, range) in doc.sentences.iter().zip(sentences) {
            if range.len() > self.window - 2 {
                doc.coverage.push(CoverageNote {
                    stage,
                    span: sentence.span,
                    reason: "longer than the encoder's window: encoded in overlapping parts",
                });
            }
        }
    }

    /// The padded input of one batch of windows.
    fn batch(&self, pieces: &[Input], windows: &[Window]) -> Batch {
        let lengths = windows.iter().map(|w| w.pieces.len() + 2);
        let columns = lengths.max().unwrap_or(0);
        let mut batch = Batch::padding(windows.len(), columns, self.pad as i32);
        for (row, window) in windows.iter().enumerate() {
            let start = row * columns;
            let end = start + window.pieces.len() + 1;
            let [before, behind] = self.around;
            batch.input_ids[start] = before as i32;
            batch.input_ids[end] = behind as i32;
            batch.attention_mask[start..=end].fill(1);
            for (at, piece) in (start + 1..).zip(&pieces[window.pieces.clone()]) {
                batch.input_ids[at] = piece.id as i32;
                batch.token_type_ids[at] = piece.kind as i32;
            }
        }
        batch
    }
}
