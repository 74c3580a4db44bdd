//! From the lines of a region to paragraphs.

use super::columns::Region;
use super::line::Line;
use super::lines::BULLETS;

/// The first line of a paragraph stands this much to the right, as parts of its size.
const INDENT: std::ops::Range<f64> = 0.7..4.0;

/// How often one size goes into another of the same paragraph at most.
const SAME_SIZE: f64 = 1.12;

/// Lines that belong together.
#[derive(Debug, Clone)]
pub struct Paragraph {
    pub lines: Vec<Line>,
    /// The edges of its column.
    pub left: f64,
    pub right: f64,
    /// The page it begins on, and where on it: 0 at the top, 1 at the foot.
    pub page: usize,
    pub height: f64,
    /// Whether it is the first of its region.
    pub is_first: bool,
}

impl Paragraph {
    /// The size of its letters.
    pub fn size(&self) -> f64 {
        super::line::usual_size(&self.lines)
    }

    /// Whether nearly all of it is bold.
    pub fn is_bold(&self) -> bool {
        self.lines.iter().all(Line::is_bold)
    }

    /// Whether its first line is indented.
    fn is_indented(&self) -> bool {
        let first = self.lines.first();
        first.is_some_and(|line| INDENT.contains(&((line.left - self.left) / line.size)))
    }
}

/// The paragraphs of a region on a page of this number and height in points.
pub fn paragraphs(region: Region, page: usize, page_height: f64) -> Vec<Paragraph> {
    let left = region
        .iter()
        .map(|line| line.left)
        .fold(f64::INFINITY, f64::min);
    let right = region
        .iter()
        .map(|line| line.right)
        .fold(f64::NEG_INFINITY, f64::max);
    let leading = leading(&region);
    let starts: Vec<bool> = (0..region.len())
        .map(|at| begins(&region, at, leading))
        .collect();
    let indent = usual_indent(&region, &starts, left);
    let mut out: Vec<Paragraph> = Vec::new();
    for (line, begins) in region.into_iter().zip(starts) {
        let by = (line.left - left) / line.size;
        let is_indented = indent.is_some_and(|indent| (by - indent).abs() < 0.2);
        match out.last_mut() {
            Some(paragraph) if !begins && !is_indented => paragraph.lines.push(line),
            last => {
                let is_first = last.is_none();
                out.push(Paragraph {
                    left,
                    right,
                    page,
                    height: line.y / page_height,
                    is_first,
                    lines: vec![line],
                });
            }
        }
    }
    out
}

/// The distance of the closer lines, in points.
fn leading(lines: &[Line]) -> f64 {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let mut distances: Vec<f64> = pairs.map(|(a, b)| b.y - a.y).filter(|d| *d > 0.5).collect();
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 4).copied().unwrap_or(0.0)
}

/// Whether a paragraph begins with a line: after a wider gap, in another size, behind a bullet, or
/// with an indent from which the next line goes back.
fn begins(lines: &[Line], at: usize, leading: f64) -> bool {
    let Some((before, line)) = at
        .checked_sub(1)
        .and_then(|b| lines.get(b))
        .zip(lines.get(at))
    else {
        return true;
    };
    let size = line.size.max(before.size);
    let down = line.y - before.y;
    let usual = leading.min(1.9 * size).max(size);
    let by = line.left - before.left;
    let goes_back = lines
        .get(at + 1)
        .is_none_or(|next| next.left < line.left - 0.5 * size);
    !(-0.5..=1.25 * usual).contains(&down)
        || size > SAME_SIZE * line.size.min(before.size)
        || line.text.starts_with(BULLETS)
        || line.is_bold() && before.bold == 0
        || before.is_bold() && line.bold == 0 && !goes_on(&before.text, &line.text)
        || INDENT.contains(&(by / size)) && goes_back && !before.text.starts_with(BULLETS)
        || down.abs() < 0.5 * size && line.left > before.right
}

/// The indent of most paragraphs of a region in parts of their size, if it has such.
fn usual_indent(lines: &[Line], starts: &[bool], left: f64) -> Option<f64> {
    let indents = lines.iter().zip(starts).filter(|(_, begins)| **begins);
    let indents = indents.map(|(line, _)| (line.left - left) / line.size);
    let mut indents: Vec<f64> = indents.filter(|by| INDENT.contains(by)).collect();
    indents.sort_by(f64::total_cmp);
    let middle = indents.get(indents.len() / 2).copied()?;
    // Lines that are centred or stand beside pictures begin anywhere.
    let alike = indents
        .iter()
        .filter(|by| (*by - middle).abs() < 0.2)
        .count();
    let is_usual = alike > 1 && 2 * alike > indents.len();
    let inner = lines
        .iter()
        .filter(|line| (line.left - left) / line.size > 0.5)
        .count();
    (is_usual && 2 * inner < lines.len()).then_some(middle)
}

/// Whether text that ends here goes on in what stands next, as far as the letters tell.
fn goes_on(before: &str, after: &str) -> bool {
    let start = after
        .trim_start_matches(['"', '\'', '“', '‘', '(', '[', '«'])
        .chars()
        .next();
    !ends(before) && start.is_some_and(char::is_lowercase)
}

/// Whether a sentence ends with a text.
pub fn ends(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»', ' ']);
    text.ends_with(['.', '!', '?', '…', ':', '。', '！', '？'])
}

/// Joins paragraphs that go on in the next column or on the next page.
pub fn join(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let several = paragraphs
        .iter()
        .filter(|p| p.lines.len() > 1 && !p.is_first);
    let (indented, flush): (Vec<_>, Vec<_>) = several.partition(|p| p.is_indented());
    let has_indents = indented.len() > flush.len();
    let mut out: Vec<Paragraph> = Vec::new();
    for paragraph in paragraphs {
        match out.last_mut() {
            Some(before) if paragraph.is_first && continues(before, &paragraph, has_indents) => {
                before.lines.extend(paragraph.lines);
                before.right = paragraph.right;
                before.left = paragraph.left;
            }
            _ => out.push(paragraph),
        }
    }
    out
}

/// Whether the first paragraph of a region goes on with the one before.
fn continues(before: &Paragraph, after: &Paragraph, has_indents: bool) -> bool {
    let (Some(last), Some(first)) = (before.lines.last(), after.lines.first()) else {
        return false;
    };
    let (one, other) = (before.size(), after.size());
    if one.max(other) > SAME_SIZE * one.min(other)
        || before.is_bold() != after.is_bold()
        || first.text.starts_with(BULLETS)
    {
        return false;
    }
    let is_full = last.right > before.right - 2.5 * last.size;
    if ends(&last.text) {
        return has_indents && is_full && !after.is_indented() && before.lines.len() > 1;
    }
    let is_broken = last.text.ends_with(['-', '\u{2010}', '\u{AD}']);
    is_broken
        || goes_on(&last.text, &first.text)
        || is_full && before.lines.len() > 1 && !(has_indents && after.is_indented())
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::line;
    use super::*;

    fn texts(paragraphs: &[Paragraph]) -> Vec<String> {
        let text = |p: &Paragraph| {
            let texts: Vec<&str> = p.lines.iter().map(|line| line.text.as_str()).collect();
            texts.join("/")
        };
        paragraphs.iter().map(text).collect()
    }

    #[test]
    fn gaps_sizes_and_bullets_begin_paragraphs() {
        let region = vec![
            line("A headline", 50.0, 40.0, 20.0),
            line("One line", 50.0, 70.0, 10.0),
            line("and one", 50.0, 82.0, 10.0),
            line("Another", 50.0, 106.0, 10.0),
            line("• item", 50.0, 118.0, 10.0),
        ];
        let found = texts(&paragraphs(region, 0, 800.0));
        assert_eq!(
            found,
            ["A headline", "One line/and one", "Another", "• item"]
        );
    }

    #[test]
    fn indents_begin_paragraphs_also_of_one_line() {
        let lefts = [50.0, 60.0, 50.0, 60.0, 60.0, 50.0, 60.0, 50.0, 50.0];
        let lines = lefts.iter().zip("abcdefghi".chars()).enumerate();
        let line = |(row, (left, letter)): (usize, (&f64, char))| {
            line(&letter.to_string(), *left, 40.0 + 12.0 * row as f64, 10.0)
        };
        let region: Vec<Line> = lines.map(line).collect();
        assert_eq!(
            texts(&paragraphs(region, 0, 800.0)),
            ["a", "b/c", "d", "e/f", "g/h/i"]
        );
    }

    fn two(last: &str, first: &str) -> usize {
        let column = |text: &str, left: f64| {
            let wide = line("as wide as the column", left, 40.0, 10.0);
            vec![wide, line(text, left, 52.0, 10.0)]
        };
        let mut first = column(first, 300.0);
        first.reverse();
        for (row, line) in first.iter_mut().enumerate() {
            line.y = 40.0 + 12.0 * row as f64;
        }
        let mut both = paragraphs(column(last, 50.0), 0, 800.0);
        both.extend(paragraphs(first, 0, 800.0));
        join(both).len()
    }

    #[test]
    fn paragraphs_go_on_over_breaks() {
        assert_eq!(two("which may well be the", "Mayor’s plan"), 1);
        assert_eq!(two("which may", "well be"), 1);
        assert_eq!(two("which may govern-", "ment"), 1);
        assert_eq!(two("It may rain.", "It may snow."), 2);
        assert_eq!(two("The rain", "It may snow."), 2);
    }
}
