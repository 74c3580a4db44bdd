//! The order in which the lines of a page are read: cuts along the widest gaps, down and across
//! (XY cut; Nagy and Seth, 1984).

use super::line::Line;

/// Cuts within one another at most.
const MOST_CUTS: usize = 40;

/// Width of a gap between columns at least, as a part of the size of the letters; of one between
/// long columns with straight edges.
const GUTTER: f64 = 0.8;
const NARROW_GUTTER: f64 = 0.4;

/// Lines of a long column at least.
const LONG: usize = 4;

/// Lines that are compared with each line to find columns; more stand at one height on no page.
const NEIGHBOURS: usize = 64;

/// Lines one below the other that are read together.
pub type Region = Vec<Line>;

/// The regions of a page, in the order in which they are read.
pub fn regions(lines: Vec<Line>) -> Vec<Region> {
    let mut out = Vec::new();
    cut(lines, 0, &mut out);
    out
}

fn cut(mut lines: Vec<Line>, depth: usize, out: &mut Vec<Region>) {
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.left.total_cmp(&b.left)));
    if lines.is_empty() {
        return;
    }
    if depth > MOST_CUTS || lines.len() == 1 {
        out.push(lines);
        return;
    }
    let size = median_size(&lines);
    let across = widest(
        lines
            .iter()
            .map(|l| (l.y - 0.75 * l.size, l.y + 0.22 * l.size)),
    );
    if let Some((gap, at)) = widest(lines.iter().map(|l| (l.left, l.right)))
        && (gap > GUTTER * size || gap > NARROW_GUTTER * size && are_columns(&lines, at, size))
    {
        let is_left = |line: &Line| (line.left + line.right) / 2.0 < at;
        let count = lines.iter().filter(|line| is_left(line)).count();
        // A column has several lines, unless there is nothing else to cut.
        if count.min(lines.len() - count) > 1 || across.is_none() {
            return both(lines, is_left, depth, out);
        }
    }
    if has_neighbours(&lines, size) {
        if let Some((gap, at)) = across
            && gap > 0.0
        {
            return both(lines, |line| line.y < at, depth, out);
        }
        // Nothing tells the order but that of drawing.
        lines.sort_by_key(|line| line.order);
    }
    out.push(lines);
}

/// Whether several lines stand on both sides of a place, those on the right one below the other.
fn are_columns(lines: &[Line], at: f64, size: f64) -> bool {
    let right = lines.iter().map(|line| line.left).filter(|left| *left > at);
    let edge = right.clone().fold(f64::INFINITY, f64::min);
    let count = right.clone().count();
    let straight = right.filter(|left| left - edge < 0.3 * size).count();
    count >= LONG && lines.len() >= count + LONG && 2 * straight > count
}

/// Goes on with the lines that come first and with the others.
fn both(lines: Vec<Line>, is_first: impl Fn(&Line) -> bool, depth: usize, out: &mut Vec<Region>) {
    let (first, second): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(is_first);
    if first.is_empty() || second.is_empty() {
        out.push([first, second].concat());
        return;
    }
    cut(first, depth + 1, out);
    cut(second, depth + 1, out);
}

/// The widest gap between spans, which overlap where it is negative, and its middle.
fn widest(spans: impl Iterator<Item = (f64, f64)>) -> Option<(f64, f64)> {
    let mut spans: Vec<(f64, f64)> = spans.collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut best: Option<(f64, f64)> = None;
    let mut end = spans.first()?.1;
    for (from, to) in spans.into_iter().skip(1) {
        let gap = from - end;
        if best.is_none_or(|best| gap > best.0) {
            best = Some((gap, (from + end) / 2.0));
        }
        end = end.max(to);
    }
    best
}

fn median_size(lines: &[Line]) -> f64 {
    let mut sizes: Vec<f64> = lines.iter().map(|line| line.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

/// Whether two lines, which are sorted by height, stand beside one another.
fn has_neighbours(lines: &[Line], size: f64) -> bool {
    lines.iter().enumerate().any(|(at, line)| {
        let below = lines.iter().skip(at + 1).take(NEIGHBOURS);
        let mut level = below.take_while(|other| other.y - line.y < 0.5 * size);
        level.any(|other| line.right < other.left || other.right < line.left)
    })
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::line;
    use super::*;

    fn texts(lines: Vec<Line>) -> Vec<String> {
        let text = |region: Region| {
            let texts: Vec<String> = region.into_iter().map(|line| line.text).collect();
            texts.join("/")
        };
        regions(lines).into_iter().map(text).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut page = vec![line(
            "A headline over both of the columns",
            50.0,
            40.0,
            20.0,
        )];
        for row in 0..3 {
            let y = 80.0 + 12.0 * f64::from(row);
            page.push(line(&format!("left {row} of the column"), 50.0, y, 10.0));
            page.push(line(&format!("right {row} of the column"), 250.0, y, 10.0));
        }
        let left = "left 0 of the column/left 1 of the column/left 2 of the column";
        let right = left.replace("left", "right");
        let headline = "A headline over both of the columns";
        assert_eq!(texts(page), [headline, left, &right]);
    }

    #[test]
    fn one_column_is_one_region() {
        let page = vec![
            line("a a a", 50.0, 80.0, 10.0),
            line("b", 70.0, 200.0, 10.0),
        ];
        assert_eq!(texts(page), ["a a a/b"]);
        assert!(texts(Vec::new()).is_empty());
    }
}
