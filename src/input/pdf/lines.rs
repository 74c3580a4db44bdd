//! From glyphs to lines.

use super::caps;
use super::line::{Line, SAME_LINE};
use super::text::Glyph;

/// Pieces of lines on a page at most, which are compared with one another.
const MOST_PIECES: usize = 20_000;

/// Space within a line at most between pieces that are not drawn one after the other, as a part of
/// their size: columns may stand as close as this.
const MERGE_GAP: f64 = 0.5;

/// The lines of glyphs, in the order in which they are drawn; `None` where they are too many.
/// Text in another direction than most of the page is left out.
pub fn lines(glyphs: &[Glyph]) -> Option<Vec<Line>> {
    let mut pieces = pieces(glyphs);
    if pieces.len() > MOST_PIECES {
        return None;
    }
    caps::attach(&mut pieces);
    let mut lines = merge(pieces);
    for line in &mut lines {
        line.text.truncate(line.text.trim_end().len());
    }
    lines.retain(|line| !line.text.is_empty());
    lines.sort_by_key(|line| line.order);
    Some(lines)
}

/// The direction of most glyphs: right, down, left or up.
fn direction(glyphs: &[Glyph]) -> (f64, f64) {
    let directions = [(1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (-1.0, 0.0)];
    let count = |direction: &(f64, f64)| glyphs.iter().filter(|g| is_along(g, *direction)).count();
    let mut best = (0, directions[0]);
    for direction in directions {
        let count = count(&direction);
        if count > best.0 {
            best = (count, direction);
        }
    }
    best.1
}

fn is_along(glyph: &Glyph, direction: (f64, f64)) -> bool {
    glyph.direction.0 * direction.0 + glyph.direction.1 * direction.1 > 0.95
}

/// Runs of glyphs that are drawn one after the other.
fn pieces(glyphs: &[Glyph]) -> Vec<Line> {
    let direction = direction(glyphs);
    let mut pieces: Vec<Line> = Vec::new();
    let mut last: Option<Line> = None;
    for glyph in glyphs.iter().filter(|glyph| is_along(glyph, direction)) {
        let left = glyph.at.0 * direction.0 + glyph.at.1 * direction.1;
        let one = Line {
            text: glyph.text.to_string(),
            left,
            right: left + glyph.advance,
            y: glyph.at.1 * direction.0 - glyph.at.0 * direction.1,
            size: glyph.size,
            glyphs: 1,
            bold: glyph.is_bold.into(),
            order: pieces.len(),
        };
        let is_blank = one.text.trim().is_empty();
        if last.as_ref().is_some_and(|last| is_twice(last, &one)) {
            continue;
        }
        match pieces.last_mut() {
            Some(line) if line.goes_on(&one, 1.0) => line.append(&one),
            _ if is_blank => continue,
            _ => pieces.push(one.clone()),
        }
        last = Some(one);
    }
    pieces
}

/// Whether a glyph is drawn over itself, as it is to look bold.
fn is_twice(last: &Line, glyph: &Line) -> bool {
    last.text == glyph.text
        && (last.left - glyph.left).abs() < 0.1 * glyph.size
        && (last.y - glyph.y).abs() < 0.1 * glyph.size
}

/// Joins pieces of one line that were not drawn one after the other.
fn merge(mut pieces: Vec<Line>) -> Vec<Line> {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.left.total_cmp(&b.left)));
    let mut out: Vec<Line> = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        let count = rest
            .iter()
            .take_while(|p| p.y - first.y < SAME_LINE * p.size)
            .count();
        let (row, after) = rest.split_at(count.max(1));
        let mut row = row.to_vec();
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        let start = out.len();
        for piece in row {
            match out.get_mut(start..).and_then(|row| row.last_mut()) {
                Some(line)
                    if line.goes_on(&piece, if is_mark(&line.text) { 4.0 } else { MERGE_GAP }) =>
                {
                    line.append(&piece);
                }
                _ => out.push(piece),
            }
        }
        rest = after;
    }
    out
}

/// Marks of the items of lists.
pub const BULLETS: [char; 8] = ['•', '◦', '▪', '‣', '●', '■', '○', '∙'];

/// Whether a piece of text is the mark or number of an item.
fn is_mark(text: &str) -> bool {
    let text = text.trim();
    let number = text.trim_end_matches(['.', ')']);
    let is_number = number.len() < text.len() && (1..=2).contains(&number.len());
    is_number && number.bytes().all(|b| b.is_ascii_digit())
        || text.chars().count() == 1 && text.contains(BULLETS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, at: (f64, f64), size: f64, direction: (f64, f64)) -> Vec<Glyph> {
        let glyph = |(place, letter): (usize, char)| {
            let by = place as f64 * size / 2.0;
            Glyph {
                text: letter.to_string().into(),
                at: (at.0 + by * direction.0, at.1 + by * direction.1),
                advance: size / 2.0,
                size,
                direction,
                is_bold: false,
                is_artifact: false,
            }
        };
        text.chars().enumerate().map(glyph).collect()
    }

    const RIGHT: (f64, f64) = (1.0, 0.0);

    fn texts(glyphs: &[Glyph]) -> Vec<String> {
        let lines = lines(glyphs).unwrap();
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn gaps_are_blanks_and_columns() {
        let mut page = glyphs("It", (50.0, 100.0), 10.0, RIGHT);
        page.extend(glyphs("may rain", (62.5, 100.0), 10.0, RIGHT));
        page.extend(glyphs("Snow", (200.0, 100.0), 10.0, RIGHT));
        page.extend(glyphs("today", (50.0, 112.0), 10.0, RIGHT));
        assert_eq!(texts(&page), ["It may rain", "Snow", "today"]);
    }

    #[test]
    fn letters_are_drawn_twice_and_caps_are_large() {
        let mut page = glyphs("I", (50.0, 120.0), 30.0, RIGHT);
        page.extend(glyphs("t may rain", (66.0, 100.0), 10.0, RIGHT));
        page.extend(glyphs("and snow", (66.0, 112.0), 10.0, RIGHT));
        let mut shadow = Vec::new();
        for glyph in page {
            shadow.extend([glyph.clone(), glyph]);
        }
        assert_eq!(texts(&shadow), ["It may rain", "and snow"]);
    }

    #[test]
    fn pages_lie_on_their_side() {
        let mut page = glyphs("It may rain", (100.0, 500.0), 10.0, (0.0, -1.0));
        page.extend(glyphs("and snow", (112.0, 500.0), 10.0, (0.0, -1.0)));
        page.extend(glyphs("stamp", (10.0, 10.0), 10.0, RIGHT));
        assert_eq!(texts(&page), ["It may rain", "and snow"]);
    }
}
