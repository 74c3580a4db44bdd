//! Windows of whole sentences.

use std::ops::Range;

/// Word pieces that two parts of a long sentence share.
const OVERLAP: usize = 32;

/// One row of the encoder's input, `[CLS]` and `[SEP]` left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    /// The word pieces that the encoder sees.
    pub pieces: Range<usize>,
    /// Those whose output is taken from this window; the rest is context that a neighbour owns.
    pub owned: Range<usize>,
}

/// Packs consecutive sentences, given as ranges of word pieces that follow each other, into
/// windows of at most `room` pieces. A longer sentence is split into parts of its own that
/// overlap, each piece owned by the part in which it stands farther from the edge. Every piece
/// is owned once.
pub(super) fn windows(sentences: &[Range<usize>], room: usize) -> Vec<Window> {
    let overlap = OVERLAP.min(room / 2);
    let mut windows: Vec<Window> = Vec::new();
    let mut open: Range<usize> = 0..0;
    let close = |open: &Range<usize>, windows: &mut Vec<Window>| {
        if !open.is_empty() {
            windows.push(Window {
                pieces: open.clone(),
                owned: open.clone(),
            });
        }
    };
    for sentence in sentences {
        if sentence.end - open.start > room {
            close(&open, &mut windows);
            open = sentence.start..sentence.start;
        }
        if sentence.len() <= room {
            open.end = sentence.end;
            continue;
        }
        let (mut start, mut owned) = (sentence.start, sentence.start);
        while sentence.end - start > room {
            let end = start + room;
            let border = end - overlap / 2;
            windows.push(Window {
                pieces: start..end,
                owned: owned..border,
            });
            (start, owned) = (end - overlap, border);
        }
        windows.push(Window {
            pieces: start..sentence.end,
            owned: owned..sentence.end,
        });
        open = sentence.end..sentence.end;
    }
    close(&open, &mut windows);
    windows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ranges(lengths: &[usize]) -> Vec<Range<usize>> {
        let mut end = 0;
        lengths
            .iter()
            .map(|n| {
                end += n;
                end - n..end
            })
            .collect()
    }

    #[test]
    fn packs_whole_sentences() {
        let windows = windows(&ranges(&[50, 50, 30, 126, 10]), 126);
        let pieces: Vec<_> = windows.into_iter().map(|w| w.pieces).collect();
        assert_eq!(pieces, [0..100, 100..130, 130..256, 256..266]);
    }

    #[test]
    fn splits_a_long_sentence_with_overlap() {
        let windows = windows(&ranges(&[10, 300, 5]), 126);
        let shown: Vec<_> = windows
            .iter()
            .map(|w| (w.pieces.clone(), w.owned.clone()))
            .collect();
        assert_eq!(
            shown,
            [
                (0..10, 0..10),
                (10..136, 10..120),
                (104..230, 120..214),
                (198..310, 214..310),
                (310..315, 310..315),
            ]
        );
    }

    proptest! {
        #[test]
        fn every_piece_is_owned_once(lengths in prop::collection::vec(0usize..400, 0..40), room in 6usize..130) {
            let total: usize = lengths.iter().sum();
            let windows = windows(&ranges(&lengths), room);
            let mut next = 0;
            for window in &windows {
                prop_assert!(window.pieces.len() <= room);
                prop_assert!(window.pieces.start <= window.owned.start);
                prop_assert!(window.owned.end <= window.pieces.end);
                prop_assert_eq!(window.owned.start, next);
                next = window.owned.end;
            }
            prop_assert_eq!(next, total);
        }
    }
}
