//! A line of text and where it stands.

/// Space between two words, as a part of the size of their letters.
const WORD_GAP: f64 = 0.16;

/// How much the baselines of a line differ at most, as a part of its size.
pub const SAME_LINE: f64 = 0.25;

/// How often the smaller of two sizes on a line goes into the larger at most.
const SAME_SIZE: f64 = 1.9;

/// A line, or the part of it that stands in one column, in points from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub text: String,
    pub left: f64,
    pub right: f64,
    /// The baseline.
    pub y: f64,
    /// The largest size of its letters.
    pub size: f64,
    /// Glyphs of it, and how many are bold.
    pub glyphs: usize,
    pub bold: usize,
    /// Its place in the order in which the page is drawn.
    pub order: usize,
}

impl Line {
    /// Whether nearly all of it is bold.
    pub fn is_bold(&self) -> bool {
        10 * self.bold >= 9 * self.glyphs
    }

    /// Adds what stands to the right, with a blank where there is a gap.
    pub fn append(&mut self, other: &Line) {
        let gap = other.left - self.right;
        let is_apart = gap > WORD_GAP * self.size.min(other.size);
        if is_apart && !self.text.ends_with(' ') && !other.text.starts_with(' ') {
            self.text.push(' ');
        }
        if !(self.text.ends_with(' ') && other.text.trim().is_empty()) {
            self.text.push_str(&other.text);
        }
        self.right = self.right.max(other.right);
        if !other.text.trim().is_empty() {
            self.size = self.size.max(other.size);
        }
        self.glyphs += other.glyphs;
        self.bold += other.bold;
        self.order = self.order.min(other.order);
    }

    /// Whether another piece of text goes on with this line, with at most `gap` times the size
    /// between them.
    pub fn goes_on(&self, other: &Line, gap: f64) -> bool {
        let size = self.size.max(other.size);
        let between = other.left - self.right;
        (other.y - self.y).abs() < SAME_LINE * size
            && between > -0.5 * size
            && between < gap * size
            && size < SAME_SIZE * self.size.min(other.size)
    }
}

/// The size of most letters; 0 where there are none.
pub fn usual_size<'l>(lines: impl IntoIterator<Item = &'l Line>) -> f64 {
    let mut sizes: Vec<(f64, usize)> = lines.into_iter().map(|l| (l.size, l.glyphs)).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half: usize = sizes.iter().map(|size| size.1).sum::<usize>() / 2;
    let mut before = 0;
    let middle = sizes.iter().find(|size| {
        before += size.1;
        before > half
    });
    middle.map_or(0.0, |size| size.0)
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A line of letters half as wide as high.
    pub fn line(text: &str, left: f64, y: f64, size: f64) -> Line {
        let glyphs = text.chars().count();
        Line {
            text: text.to_owned(),
            left,
            right: left + glyphs as f64 * size / 2.0,
            y,
            size,
            glyphs,
            bold: 0,
            order: 0,
        }
    }
}
