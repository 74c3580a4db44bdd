//! Where in the file of a page the characters of its article's text stand.
//!
//! The text of each block is looked for among the characters of the source by its letters, after
//! the block before it first; characters between letters are then matched one by one. White space
//! that browsers collapse, blank lines between blocks and text of scripts have no place.

use std::ops::Range;

use encoding_rs::{Encoding, UTF_8};

use super::align::{self, Target};
use super::source_text::{self, Unit};
use crate::document::{Article, SourceRun};

/// The runs of an article that [`super::read`] made of `bytes`, in the order of the text, apart.
/// `encoding` is the name that it gave.
pub fn source_map(bytes: &[u8], encoding: &str, article: &Article) -> Vec<SourceRun> {
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
    let mark = Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
    let (decoded, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
    let units = source_text::units(&decoded);
    let mut runs = Runs::new(encoding, &bytes[mark..], mark);
    let letters: Vec<usize> = (0..units.len())
        .filter(|&i| units[i].c.is_alphanumeric())
        .collect();
    let target = Target::of(letters.iter().map(|&i| units[i].c).collect());
    let mut cursor = 0;
    for block in &article.blocks {
        let start = block.span.range().start;
        let text = &article.text[block.span.range()];
        let chars: Vec<(usize, char)> = text.char_indices().map(|(i, c)| (start + i, c)).collect();
        let keys: Vec<usize> = (0..chars.len())
            .filter(|&i| chars[i].1.is_alphanumeric())
            .collect();
        let key: Vec<char> = keys.iter().map(|&i| chars[i].1).collect();
        let found = match key.len() < align::GRAM {
            true => target.close(&key, cursor),
            false => target.places(&key, cursor),
        };
        // From letters to characters.
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (from, at, length) in found {
            pairs.extend((0..length).map(|i| (keys[from + i], letters[at + i])));
            cursor = at + length;
        }
        for pair in between(&chars, &units, &pairs) {
            let (at, c) = chars[pair.0];
            runs.push(at..at + c.len_utf8(), &units[pair.1]);
        }
    }
    runs.list
}

/// The pairs of letters, with those of the other characters before, between and after them that
/// are the same in both.
fn between(
    chars: &[(usize, char)],
    units: &[Unit],
    pairs: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    let mut all = Vec::with_capacity(chars.len());
    for (i, &(char_at, unit_at)) in pairs.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| pairs[i]);
        let (from, unit_from) =
            before.map_or((0, unit_at.saturating_sub(char_at)), |p| (p.0 + 1, p.1 + 1));
        if unit_from > unit_at || from > char_at {
            all.push((char_at, unit_at));
            continue;
        }
        // Before the first letter, as many as the text has: from the letter backwards.
        let mut gap = Vec::new();
        let (mut c, mut u) = (char_at, unit_at);
        while c > from && u > unit_from {
            if chars[c - 1].1 == units[u - 1].c {
                gap.push((c - 1, u - 1));
                c -= 1;
                u -= 1;
            } else if units[u - 1].c.is_whitespace() {
                u -= 1;
            } else {
                c -= 1;
            }
        }
        all.extend(gap.into_iter().rev());
        all.push((char_at, unit_at));
    }
    // Behind the last letter.
    if let Some(&(c, u)) = pairs.last() {
        let after = chars[c + 1..].iter().zip(&units[u + 1..]);
        let same = after.take_while(|(c, u)| c.1 == u.c).count();
        all.extend((1..=same).map(|i| (c + i, u + i)));
    }
    all
}

/// Runs as they grow.
struct Runs {
    list: Vec<SourceRun>,
    /// Decoded and stored places of characters, where they differ.
    starts: Option<Vec<(usize, usize)>>,
    mark: usize,
    /// Whether the last run may grow.
    open: bool,
}

impl Runs {
    fn new(encoding: &'static Encoding, bytes: &[u8], mark: usize) -> Self {
        let is_same = encoding == UTF_8 && std::str::from_utf8(bytes).is_ok();
        Self {
            list: Vec::new(),
            starts: (!is_same).then(|| source_text::starts(bytes, encoding)),
            mark,
            open: false,
        }
    }

    fn push(&mut self, text: Range<usize>, unit: &Unit) {
        let (Some(start), Some(end)) = (self.stored(unit.start), self.stored(unit.end)) else {
            self.open = false;
            return;
        };
        let is_literal = unit.end - unit.start == unit.c.len_utf8();
        match self.list.last_mut() {
            Some(last)
                if self.open
                    && is_literal
                    && last.text.end == text.start
                    && last.source.end == start =>
            {
                last.text.end = text.end;
                last.source.end = end;
            }
            _ => self.list.push(SourceRun {
                text,
                source: start..end,
            }),
        }
        self.open = is_literal;
    }

    /// Where a place of the decoded source is in the file.
    fn stored(&self, decoded: usize) -> Option<usize> {
        let at = match &self.starts {
            None => decoded,
            Some(starts) => {
                let i = starts.binary_search_by_key(&decoded, |s| s.0).ok()?;
                starts[i].1
            }
        };
        Some(self.mark + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::html::{read, text};

    /// Each run's bytes decode to its characters; the share of the text that has runs.
    fn check(bytes: &[u8]) -> f64 {
        let (article, encoding) = read(bytes, None).unwrap();
        let runs = source_map(bytes, encoding, &article);
        let encoding = Encoding::for_label(encoding.as_bytes()).unwrap();
        let (mut end, mut mapped) = (0, 0);
        for run in runs {
            let characters = &article.text[run.text.clone()];
            let stored = encoding
                .decode_without_bom_handling(&bytes[run.source.clone()])
                .0;
            let same = *stored == *characters || text::fragment(&stored) == characters;
            assert!(same, "{stored:?} is not {characters:?}");
            assert!(run.text.start >= end, "{run:?}");
            end = run.text.end;
            mapped += characters.chars().filter(|c| c.is_alphanumeric()).count();
        }
        mapped as f64
            / article
                .text
                .chars()
                .filter(|c| c.is_alphanumeric())
                .count()
                .max(1) as f64
    }

    #[test]
    fn runs_are_the_characters() {
        let page = "\u{FEFF}<h1>Tea &amp; cake</h1><p>“The har<b>bour</b> opened at dawn,” she said &#8211;\n\
                    and nobody had thought&nbsp;it possible until the very first of the boats came in.</p>";
        assert_eq!(check(page.as_bytes()), 1.0);
        let (article, encoding) = read(page.as_bytes(), None).unwrap();
        let runs = source_map(page.as_bytes(), encoding, &article);
        let of = |part: &str| {
            let at = article.text.find(part).unwrap();
            let run = runs.iter().find(|r| r.text.contains(&at)).unwrap();
            &page[run.source.clone()]
        };
        assert_eq!(
            (of("& cake"), of("bour"), of("–")),
            ("&amp;", "bour", "&#8211;")
        );
    }

    #[test]
    fn runs_of_whole_pages() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/pages/dev");
        for name in [
            "br-br-windows1252",
            "nested-tables-2003",
            "german-soft-hyphens",
            "pullquote-opera",
        ] {
            let bytes = std::fs::read(folder.join(format!("{name}.html"))).unwrap();
            let mapped = check(&bytes);
            assert!(mapped > 0.99, "{name}: {mapped}");
        }
    }
}
