//! From lines to blocks: blank lines part blocks, and so does every other line break, unless
//! the text is wrapped at a fixed width.

use super::forms;
use crate::document::Span;

/// The widest line that an author's editor would wrap at, in characters.
const MAX_WRAP_WIDTH: usize = 100;

/// The narrowest; shorter lines are lists or verse.
const MIN_WRAP_WIDTH: usize = 40;

struct Line {
    span: Span,
    /// In characters.
    width: usize,
    blank_before: bool,
}

/// Spans of the blocks of `text`, trimmed, none empty.
pub(super) fn blocks(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let wrap = wrap_width(text, &lines);
    let mut blocks: Vec<Span> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let goes_on = i > 0
            && wrap.is_some_and(|width| is_wrapped(text, &lines[i - 1], line, width))
            && !forms::starts_block(&text[line.span.range()]);
        match blocks.last_mut() {
            Some(block) if goes_on => *block = block.cover(line.span),
            _ => blocks.push(line.span),
        }
    }
    blocks
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut blank_before = false;
    let mut start = 0;
    // Form feeds and the Unicode separators end lines too.
    for piece in text.split([
        '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
    ]) {
        let span = Span::new(start, start + piece.len()).trim(text);
        start += piece.len()
            + text[start + piece.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        if span.is_empty() {
            // "\r\n" leaves an empty piece between its two characters: not a blank line.
            let inside_crlf = text[..span.start as usize].ends_with('\r')
                && text[span.start as usize..].starts_with('\n');
            blank_before |= !inside_crlf;
            continue;
        }
        lines.push(Line {
            span,
            width: text[span.range()].chars().count(),
            blank_before,
        });
        blank_before = false;
    }
    lines
}

/// The width at which the text is wrapped, if it is: nearly every line that another follows
/// directly has no room for the other's first word.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let width = lines.iter().map(|line| line.width).max()?;
    if !(MIN_WRAP_WIDTH..=MAX_WRAP_WIDTH).contains(&width) {
        return None;
    }
    let pairs = lines.windows(2).filter(|pair| !pair[1].blank_before);
    let (mut full, mut all) = (0, 0);
    for pair in pairs {
        all += 1;
        full += usize::from(is_wrapped(text, &pair[0], &pair[1], width));
    }
    (all >= 2 && full * 4 >= all * 3).then_some(width)
}

/// Whether the break between two lines is one of width: the first word of `next` did not fit.
fn is_wrapped(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let word = text[next.span.range()]
        .split_whitespace()
        .next()
        .unwrap_or_default();
    // A word with a hyphen may have been broken there.
    let word = word.split_inclusive('-').next().unwrap_or_default();
    !next.blank_before && line.width + 1 + word.chars().count() > width
}
