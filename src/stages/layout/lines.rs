//! From lines to blocks: blank lines part blocks, and so does every other line break, unless
//! the text is wrapped at a fixed width.

use super::forms;
use crate::document::Span;

/// The widest line that an author's editor would wrap at, in characters.
const MAX_WRAP_WIDTH: usize = 100;

/// The narrowest; shorter lines are lists or verse.
const MIN_WRAP_WIDTH: usize = 40;

/// Of so many lines one may be wider than the wrap width: an address, a heading.
const WIDER_LINES: usize = 30;

/// The width that a tab stands for.
const TAB: usize = 4;

struct Line {
    span: Span,
    /// White space before the text, in characters.
    indent: usize,
    /// Where the text ends, in characters from the margin.
    width: usize,
    blank_before: bool,
}

/// Spans of the blocks of `text`, trimmed, none empty.
pub(super) fn blocks(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let wrap = Wrap::of(text, &lines);
    let mut blocks: Vec<Span> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let previous = i.checked_sub(1).map(|i| &lines[i]);
        let goes_on = previous.is_some_and(|previous| {
            let hangs = blocks
                .last()
                .is_some_and(|block| hangs(text, *block, &lines, i));
            let wrapped = wrap
                .as_ref()
                .is_some_and(|wrap| wrap.joins(text, previous, line, i));
            (hangs || wrapped) && !opens(text, previous, line)
        });
        match blocks.last_mut() {
            Some(block) if goes_on => *block = block.cover(line.span),
            _ => blocks.push(line.span),
        }
    }
    blocks
}

/// Whether a line says itself that it begins a block.
fn opens(text: &str, previous: &Line, line: &Line) -> bool {
    let after_sentence = forms::ends_sentence(&text[previous.span.range()]);
    forms::starts_block(&text[line.span.range()], after_sentence)
}

/// Whether a line goes on under the text of a list item: further in than its mark.
fn hangs(text: &str, block: Span, lines: &[Line], index: usize) -> bool {
    let line = &lines[index];
    let opener = lines[..index].iter().rfind(|l| l.span.start == block.start);
    !line.blank_before
        && opener.is_some_and(|opener| line.indent > opener.indent)
        && forms::is_item(&text[block.range()])
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
        let margin = &text[start..span.start as usize];
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
        let indent = margin
            .chars()
            .map(|c| if c == '\t' { TAB } else { 1 })
            .sum();
        lines.push(Line {
            span,
            indent,
            width: indent + text[span.range()].chars().count(),
            blank_before,
        });
        blank_before = false;
    }
    lines
}

/// How a text is wrapped.
struct Wrap {
    /// In characters.
    width: usize,
    /// The indent of most lines; a line further in begins a paragraph.
    indent: usize,
}

impl Wrap {
    /// The wrapping of the text, if it has one: nearly every line that another follows directly
    /// has no room for the other's first word.
    fn of(text: &str, lines: &[Line]) -> Option<Self> {
        let pairs = || lines.windows(2).filter(|pair| !pair[1].blank_before);
        let mut widths: Vec<usize> = pairs().map(|pair| pair[0].width).collect();
        widths.sort_unstable();
        let width = *widths.get(widths.len().checked_sub(1 + widths.len() / WIDER_LINES)?)?;
        // Lines that nobody wrapped; the first may be a headline.
        let wider = lines
            .iter()
            .skip(1)
            .filter(|line| line.width > MAX_WRAP_WIDTH);
        if !(MIN_WRAP_WIDTH..=MAX_WRAP_WIDTH).contains(&width)
            || wider.count() * WIDER_LINES > lines.len()
        {
            return None;
        }
        let wrap = Self {
            width,
            indent: common_indent(lines),
        };
        let (mut full, mut all) = (0, 0);
        // The last line of a paragraph before an indent or an item says nothing of the width.
        let opens =
            |line: &Line| line.indent > wrap.indent || forms::is_item(&text[line.span.range()]);
        for pair in pairs().filter(|pair| !opens(&pair[1])) {
            all += 1;
            full += usize::from(wrap.is_full(text, &pair[0], &pair[1]));
        }
        (all >= 2 && full * 4 >= all * 3).then_some(wrap)
    }

    /// Whether the break between two lines is one of width.
    fn joins(&self, text: &str, line: &Line, next: &Line, index: usize) -> bool {
        let words = |line: &Line| &text[line.span.range()];
        // A headline that fills its line.
        let is_headline = index == 1
            && forms::is_title_cased(words(line))
            && !forms::is_title_cased(words(next))
            && !forms::ends_sentence(words(line));
        !next.blank_before
            && next.indent <= self.indent
            && !is_headline
            && self.is_full(text, line, next)
    }

    /// Whether the first word of `next` did not fit, or the sentence goes on in a line that is
    /// but somewhat shorter, as programs that even lines out leave them.
    fn is_full(&self, text: &str, line: &Line, next: &Line) -> bool {
        let next = &text[next.span.range()];
        let word = next.split_whitespace().next().unwrap_or_default();
        // A word with a hyphen may have been broken there.
        let word = word.split_inclusive('-').next().unwrap_or_default();
        let goes_on = next.starts_with(char::is_lowercase)
            && !forms::ends_sentence(&text[line.span.range()])
            && line.width * 4 >= self.width * 3;
        line.width + 1 + word.chars().count() > self.width || goes_on
    }
}

/// The indent that most lines have; of several, the least.
fn common_indent(lines: &[Line]) -> usize {
    let mut indents: Vec<usize> = lines.iter().map(|line| line.indent).collect();
    indents.sort_unstable();
    let runs = indents.chunk_by(|a, b| a == b);
    runs.rev()
        .max_by_key(|run| run.len())
        .map_or(0, |run| run[0])
}
