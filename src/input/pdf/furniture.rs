//! Running headers, footers and page numbers.

use super::line::{Line, usual_size};
use crate::document::Removed;

/// The outer part of a page, at its top and at its foot, in which headers and footers stand.
const EDGE: f64 = 0.15;

/// The part of it where a line in smaller letters is hardly ever text.
const OUTERMOST: f64 = 0.06;

/// Rows at an edge that are looked at.
const ROWS: usize = 4;

/// How far the same line stands from its place on another page at most, in points.
const SAME_PLACE: f64 = 8.0;

/// The lines of a page.
#[derive(Debug, Default)]
pub struct PageLines {
    pub lines: Vec<Line>,
    /// Lines that are marked as no part of the text.
    pub tagged: Vec<Line>,
    pub height: f64,
}

/// Takes out of the pages what stands around the text.
pub fn remove(pages: &mut [PageLines]) -> Vec<Removed> {
    let glyphs = |lines: &[Line]| lines.iter().map(|line| line.glyphs).sum::<usize>();
    let tagged: usize = pages.iter().map(|page| glyphs(&page.tagged)).sum();
    let text: usize = pages.iter().map(|page| glyphs(&page.lines)).sum();
    let mut removed = Vec::new();
    for page in &mut *pages {
        // Some programs mark all of the text.
        if tagged > text {
            page.lines.append(&mut page.tagged);
        }
        for line in page.tagged.drain(..) {
            removed.push(piece(&line, page.height));
        }
    }
    let around = Around {
        repeated: repeated(pages),
        size: usual_size(pages.iter().flat_map(|page| &page.lines)),
    };
    for page in &mut *pages {
        for is_top in [true, false] {
            around.take_rows(page, is_top, &mut removed);
        }
    }
    removed
}

fn piece(line: &Line, height: f64) -> Removed {
    let kind = if line.y < height / 2.0 {
        "header"
    } else {
        "footer"
    };
    Removed {
        kind,
        text: line.text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// A line at an edge: its text with every number as `#`, and its place.
struct Edge {
    text: String,
    y: f64,
    page: usize,
}

fn pattern(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
        match letter.is_numeric() {
            true if out.ends_with('#') => {}
            true => out.push('#'),
            false => out.push(letter),
        }
    }
    out
}

/// Lines that stand at the same place of several pages.
fn repeated(pages: &[PageLines]) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let is_outer =
            |line: &&Line| line.y < EDGE * page.height || line.y > (1.0 - EDGE) * page.height;
        edges.extend(page.lines.iter().filter(is_outer).map(|line| Edge {
            text: pattern(&line.text),
            y: line.y,
            page: number,
        }));
    }
    edges.sort_by(|a, b| {
        a.text
            .cmp(&b.text)
            .then(a.y.total_cmp(&b.y))
            .then(a.page.cmp(&b.page))
    });
    // Facing pages may differ, and chapters.
    let enough = (pages.len() / 4).clamp(2, 4);
    let groups = edges.chunk_by(|a, b| a.text == b.text && b.y - a.y < SAME_PLACE);
    let often = groups.filter(|group| {
        let mut pages: Vec<usize> = group.iter().map(|edge| edge.page).collect();
        pages.sort_unstable();
        pages.dedup();
        pages.len() >= enough
    });
    let ends = often
        .flat_map(|group| [group.first(), group.last()])
        .flatten();
    ends.map(|edge| Edge {
        text: edge.text.clone(),
        y: edge.y,
        page: edge.page,
    })
    .collect()
}

/// What tells lines around the text from the text.
struct Around {
    repeated: Vec<Edge>,
    /// The size of most of the text.
    size: f64,
}

impl Around {
    /// Takes rows from the edge inwards, up to the first that is text.
    fn take_rows(&self, page: &mut PageLines, is_top: bool, removed: &mut Vec<Removed>) {
        for _ in 0..ROWS {
            let height = page.height;
            let outermost = page.lines.iter().map(|line| line.y);
            let y = match is_top {
                true => outermost.fold(f64::INFINITY, f64::min),
                false => outermost.fold(f64::NEG_INFINITY, f64::max),
            };
            let depth = if is_top { y } else { height - y } / height;
            if depth >= EDGE || page.lines.is_empty() {
                return;
            }
            let is_row = |line: &Line| (line.y - y).abs() < 0.5 * line.size.min(20.0);
            let row: Vec<&Line> = page.lines.iter().filter(|line| is_row(line)).collect();
            let is_all = row.len() == page.lines.len();
            let is_repeated = row.iter().any(|line| self.is_repeated(line));
            if !self.is_furniture(&row, depth) || is_all && !is_repeated {
                return;
            }
            removed.extend(row.iter().map(|line| piece(line, height)));
            page.lines.retain(|line| !is_row(line));
        }
    }

    /// Whether a row in this depth, as a part of the height of the page, is no text.
    fn is_furniture(&self, row: &[&Line], depth: f64) -> bool {
        let is_known = |line: &&Line| is_page_number(&line.text) || self.is_repeated(line);
        let is_outermost = depth < OUTERMOST
            && (row.iter().any(|line| is_print_mark(&line.text))
                || row.iter().all(|line| line.size < 0.9 * self.size));
        is_outermost || row.iter().all(is_known)
    }

    fn is_repeated(&self, line: &Line) -> bool {
        let text = pattern(&line.text);
        let start = self.repeated.partition_point(|edge| edge.text < text);
        let same = self
            .repeated
            .iter()
            .skip(start)
            .take_while(|edge| edge.text == text);
        same.into_iter()
            .any(|edge| (edge.y - line.y).abs() < SAME_PLACE)
    }
}

/// Whether a line is nothing but the number of a page: "3", "– 3 –", "Page 3 of 5", "3/5".
fn is_page_number(text: &str) -> bool {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let (mut numbers, mut others) = (0, 0);
    for word in words {
        if word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) {
            numbers += 1;
        } else if ["page", "of", "p"].contains(&word.to_lowercase().as_str()) {
            others += 1;
        } else {
            return false;
        }
    }
    (1..=2).contains(&numbers) && others <= 2 && text.chars().count() <= 20
}

/// Whether a browser wrote this on paper: an address or a time, as "26/11/2026, 05:09".
fn is_print_mark(text: &str) -> bool {
    let is_address = ["http://", "https://", "file:///"]
        .iter()
        .any(|s| text.starts_with(s));
    let time = pattern(text);
    is_address && !text.contains(' ') || time.starts_with("#/#/#,#:#") && time.len() < 12
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::line;
    use super::*;

    fn page(lines: &[(&str, f64)]) -> PageLines {
        PageLines {
            lines: lines
                .iter()
                .map(|(text, y)| line(text, 50.0, *y, 10.0))
                .collect(),
            tagged: Vec::new(),
            height: 800.0,
        }
    }

    fn left(pages: &mut [PageLines]) -> (Vec<&str>, Vec<String>) {
        let removed = remove(pages);
        let removed = removed
            .iter()
            .map(|r| format!("{}: {}", r.kind, r.text))
            .collect();
        let lines = pages.iter().flat_map(|page| &page.lines);
        (lines.map(|line| line.text.as_str()).collect(), removed)
    }

    #[test]
    fn headers_and_footers_are_repeated() {
        let mut pages = [
            page(&[
                ("The  Herald, 2 May", 30.0),
                ("It may rain.", 60.0),
                ("12", 780.0),
            ]),
            page(&[
                ("The Herald, 3 May", 32.0),
                ("It may snow.", 60.0),
                ("13", 780.0),
            ]),
        ];
        let (lines, removed) = left(&mut pages);
        assert_eq!(lines, ["It may rain.", "It may snow."]);
        let header = "header: The Herald, 2 May";
        assert_eq!(removed[..2], [header, "footer: 12"]);
    }

    #[test]
    fn text_at_the_edge_stays() {
        let mut pages = [page(&[("It may rain.", 30.0), ("In 2024 it did.", 780.0)])];
        assert_eq!(left(&mut pages).0.len(), 2);
        let mut pages = [page(&[("7", 780.0)])];
        assert_eq!(left(&mut pages).0, ["7"]);
    }

    #[test]
    fn tags_are_followed_unless_they_cover_all() {
        let mut one = page(&[("It may rain.", 400.0)]);
        one.tagged = vec![line("12", 50.0, 780.0, 10.0)];
        assert_eq!(left(&mut [one]).1, ["footer: 12"]);
        let mut all = page(&[("12", 400.0)]);
        all.tagged = vec![line("It may rain.", 50.0, 300.0, 10.0)];
        assert_eq!(left(&mut [all]).0, ["12", "It may rain."]);
    }

    #[test]
    fn numbers_and_marks() {
        for number in ["3", "– 3 –", "Page 3 of 5", "3/5", "[12]"] {
            assert!(is_page_number(number), "{number}");
        }
        for text in ["", "2024", "3 dogs", "1 2 3", "Page"] {
            assert!(!is_page_number(text), "{text}");
        }
        assert!(is_print_mark("26/11/2026, 05:09"));
        assert!(is_print_mark("https://example.org/a"));
        assert!(!is_print_mark("https://example.org is where it was said"));
    }
}
