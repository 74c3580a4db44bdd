//! Which pieces of a page an extracted text consists of.
//!
//! Extractors give their text in fragments of their own making: without some inline elements,
//! with other white space, cut or joined at other places. So only letters and digits are
//! compared, a piece is found by runs of them, and each letter of the extracted text is used once.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::ops::Range;

use super::page::Page;
use super::piece::Piece;
use super::place::PlaceId;

/// Letters of the shortest run that is looked up.
pub(super) const GRAM: usize = 12;

/// Places of one run that are kept: text that repeats more often is no article.
const MAX_PLACES: usize = 64;

/// Letters between two pieces that are found within which short pieces are looked for.
const MAX_GAP: usize = 2000;

/// What of a page an extractor took.
#[derive(Debug)]
pub(super) struct Alignment {
    /// For each piece, whether it is in the text.
    pub kept: Vec<bool>,
    /// The share of the text that was found in the page, 0..1.
    pub found: f64,
}

/// Finds the pieces of `page` in `text`.
pub(super) fn align(page: &Page, text: &str) -> Alignment {
    let mut target = Target::new(text);
    let keys: Vec<Vec<char>> = page.pieces.iter().map(|p| letters(&p.text)).collect();
    // What the text is from where every copy counts, and then once more with each letter used
    // once: the copy in the article before one in a list of headlines.
    let all: Vec<usize> = keys.iter().map(|key| covered(&target.find(key))).collect();
    let main = main_place(page, &all);
    let is_inside =
        |piece: &Piece| main.is_some_and(|main| page.ids_around(piece.place).any(|id| id == main));
    let mut found: Vec<Option<Range<usize>>> = vec![None; keys.len()];
    for inside in [true, false] {
        for (i, key) in keys.iter().enumerate() {
            if is_inside(&page.pieces[i]) == inside && all[i] * 2 > key.len() {
                found[i] = target.take(key);
            }
        }
    }
    short(&keys, &mut found, &mut target);
    let used = target.used.iter().filter(|&&used| used).count();
    Alignment {
        kept: found.iter().map(Option::is_some).collect(),
        found: used as f64 / target.letters.len().max(1) as f64,
    }
}

/// Pieces too short to be looked up, between those that were found: there, the text has little
/// more than what stands between them in the page.
fn short(keys: &[Vec<char>], found: &mut [Option<Range<usize>>], target: &mut Target) {
    let mut from = 0;
    let mut i = 0;
    while i < keys.len() {
        if let Some(range) = &found[i] {
            from = range.end;
            i += 1;
            continue;
        }
        let next = (i..keys.len()).find(|&j| found[j].is_some());
        let end = next.unwrap_or(keys.len());
        let to = found.get(end).and_then(Option::as_ref).map(|r| r.start);
        let to = to.unwrap_or(target.letters.len());
        let mut at = from;
        for j in i..end {
            let key = &keys[j];
            if key.is_empty() || key.len() >= GRAM || at >= to {
                continue;
            }
            let window = at..to.min(at + MAX_GAP);
            let start = target.letters[window.clone()]
                .windows(key.len())
                .position(|w| w == key)
                .map(|offset| window.start + offset);
            let range = start.map(|start| start..start + key.len());
            if let Some(range) = range.filter(|r| target.used[r.clone()].iter().all(|u| !u)) {
                target.used[range.clone()].fill(true);
                at = range.end;
                found[j] = Some(range);
            }
        }
        i = end;
    }
}

/// The innermost place that holds at least seven tenths of the covered letters.
fn main_place(page: &Page, covered: &[usize]) -> Option<PlaceId> {
    let total: usize = covered.iter().sum();
    let within = within_places(page, |i| covered[i]);
    // Inner places come after outer ones.
    (0..page.places.len())
        .rev()
        .find(|&id| total > 0 && within[id] * 10 >= total * 7)
}

/// For each place, the sum of `value` over the pieces in it.
pub(super) fn within_places(page: &Page, value: impl Fn(usize) -> usize) -> Vec<usize> {
    let mut sums = vec![0; page.places.len()];
    for (i, piece) in page.pieces.iter().enumerate() {
        if let Some(sum) = sums.get_mut(piece.place) {
            *sum += value(i);
        }
    }
    for id in (0..page.places.len()).rev() {
        if let Some(parent) = page.places[id].parent {
            sums[parent] += sums[id];
        }
    }
    sums
}

pub(super) fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn covered(ranges: &[Range<usize>]) -> usize {
    ranges.iter().map(Range::len).sum()
}

/// The extracted text's letters, by their runs.
pub(super) struct Target {
    letters: Vec<char>,
    used: Vec<bool>,
    runs: HashMap<u64, Vec<u32>>,
}

impl Target {
    fn new(text: &str) -> Self {
        Self::of(letters(text))
    }

    /// The target of a text's letters.
    pub fn of(letters: Vec<char>) -> Self {
        let mut runs: HashMap<u64, Vec<u32>> = HashMap::new();
        for (at, run) in letters.windows(GRAM).enumerate() {
            let places = runs.entry(hash(run)).or_default();
            if places.len() < MAX_PLACES {
                places.push(at as u32);
            }
        }
        Self {
            used: vec![false; letters.len()],
            letters,
            runs,
        }
    }

    /// Where the runs of `key` are that nobody used yet: in order as far as possible.
    fn find(&self, key: &[char]) -> Vec<Range<usize>> {
        let places = self.places(key, 0).into_iter();
        places.map(|(_, at, length)| at..at + length).collect()
    }

    /// The same as starts in the key and in the text, with lengths; those from `cursor` on first.
    pub fn places(&self, key: &[char], mut cursor: usize) -> Vec<(usize, usize, usize)> {
        let mut found = Vec::new();
        let mut i = 0;
        while i + GRAM <= key.len() {
            let places = self.runs.get(&hash(&key[i..i + GRAM]));
            let places = places.map(Vec::as_slice).unwrap_or_default();
            let is_free = |at: &&u32| !self.used[**at as usize];
            let next = places.partition_point(|&at| (at as usize) < cursor);
            let at = places[next..].iter().find(is_free);
            let at = at.or_else(|| places.iter().find(is_free));
            let length = at.map_or(0, |&at| self.common(at as usize, &key[i..]));
            match at {
                Some(&at) if length >= GRAM => {
                    cursor = at as usize + length;
                    found.push((i, at as usize, length));
                    i += length;
                }
                _ => i += 1,
            }
        }
        found
    }

    /// A key too short to be looked up, close behind `cursor`.
    pub fn close(&self, key: &[char], cursor: usize) -> Vec<(usize, usize, usize)> {
        let end = self.letters.len().min(cursor + MAX_GAP);
        let window = self.letters.get(cursor..end).unwrap_or_default();
        let at = window.windows(key.len().max(1)).position(|w| w == key);
        at.map(|at| (0, cursor + at, key.len()))
            .into_iter()
            .collect()
    }

    fn common(&self, at: usize, key: &[char]) -> usize {
        let free = self.letters[at..].iter().zip(&self.used[at..]);
        free.zip(key)
            .take_while(|((letter, used), key)| !**used && letter == key)
            .count()
    }

    /// Uses the runs of `key`, if they are most of it; the range that they span.
    fn take(&mut self, key: &[char]) -> Option<Range<usize>> {
        let ranges = self.find(key);
        if covered(&ranges) * 2 <= key.len() {
            return None;
        }
        for range in &ranges {
            self.used[range.clone()].fill(true);
        }
        let start = ranges.iter().map(|r| r.start).min()?;
        let end = ranges.iter().map(|r| r.end).max()?;
        Some(start..end)
    }
}

fn hash(run: &[char]) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(html: &str, text: &str) -> Vec<String> {
        let page = Page::new(&scraper::Html::parse_document(html));
        let alignment = align(&page, text);
        let pieces = page.pieces.into_iter().zip(alignment.kept);
        pieces
            .filter(|(_, kept)| *kept)
            .map(|(p, _)| p.text)
            .collect()
    }

    #[test]
    fn fragments_of_any_make_are_found() {
        let html = "<p>The harbour opened at dawn <time>on 5 May</time> to the first boats.</p>\
                    <p>Advertisement</p><h2>A day</h2><p>Nobody had thought it possible.</p><p>A day</p>";
        let text =
            "The har bour opened at dawn to the first boats. A day Nobody had thought it possible.";
        assert_eq!(
            kept(html, text),
            [
                "The harbour opened at dawn on 5 May to the first boats.",
                "A day",
                "Nobody had thought it possible."
            ]
        );
    }

    #[test]
    fn of_two_copies_the_one_in_the_article() {
        let html = "<div><p>The harbour opened at dawn.</p></div><article>\
                    <p>The harbour opened at dawn.</p><p>Nobody had thought it possible at all.</p></article>";
        let page = Page::new(&scraper::Html::parse_document(html));
        let alignment = align(
            &page,
            "The harbour opened at dawn. Nobody had thought it possible at all.",
        );
        assert_eq!(alignment.kept, [false, true, true]);
        assert_eq!(alignment.found, 1.0);
    }
}
