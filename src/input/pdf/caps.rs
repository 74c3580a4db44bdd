//! Drop caps: large first letters beside the lines of a paragraph.

use super::line::{Line, usual_size};

/// Letters that are looked at as drop caps on a page at most.
const MOST_CAPS: usize = 50;

/// Puts large first letters before the first of the lines beside them.
pub fn attach(pieces: &mut Vec<Line>) {
    let is_cap = |piece: &Line| piece.text.trim().chars().count() <= 2;
    let caps: Vec<usize> = (0..pieces.len())
        .filter(|&at| is_cap(&pieces[at]))
        .collect();
    let usual = usual_size(pieces.iter());
    let is_large = |at: &usize| pieces[*at].size > 1.8 * usual;
    let caps: Vec<usize> = caps.into_iter().filter(is_large).take(MOST_CAPS).collect();
    for at in caps {
        let cap = pieces[at].clone();
        let is_beside = |line: &Line| {
            cap.size > 1.8 * line.size
                && line.text.len() > 3
                && line.left > cap.right - 0.4 * line.size
                && line.left < cap.right + 2.5 * line.size
                && line.y > cap.y - cap.size
                && line.y < cap.y + 0.3 * line.size
        };
        let beside = (0..pieces.len()).filter(|&at| is_beside(&pieces[at]));
        let beside: Vec<usize> = beside.collect();
        let first = beside
            .iter()
            .min_by(|&&a, &&b| pieces[a].y.total_cmp(&pieces[b].y));
        if let Some(&first) = first {
            pieces[first].text.insert_str(0, cap.text.trim());
            pieces[at].text.clear();
        }
        // The lines beside it are not indented.
        for line in beside {
            pieces[line].left = cap.left;
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::line;
    use super::*;

    #[test]
    fn caps_stand_before_the_first_line() {
        let mut pieces = vec![
            line("I", 50.0, 122.0, 30.0),
            line("t may rain, and the", 66.0, 100.0, 10.0),
            line("hills may see snow", 66.0, 112.0, 10.0),
            line("before it is over.", 50.0, 136.0, 10.0),
        ];
        attach(&mut pieces);
        let found: Vec<_> = pieces.iter().map(|p| (p.text.as_str(), p.left)).collect();
        let first = "It may rain, and the";
        let rest = [("hills may see snow", 50.0), ("before it is over.", 50.0)];
        assert_eq!(found, [(first, 50.0), rest[0], rest[1]]);
    }
}
