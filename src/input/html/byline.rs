//! The byline over or under an article.

use std::ops::Range;

use super::head::{Found, MAX_BYLINE, Search};
use super::names;
use super::part::Part;
use super::piece::Piece;
use super::text::plain;

impl Search<'_> {
    /// A byline with its names.
    pub fn byline(&self, i: usize) -> Option<(Found, String)> {
        let piece = &self.page.pieces[i];
        let own = self.own(i);
        let is_bio = own.iter().any(|p| p.kind == Some("author"));
        let is_foreign = self.is_foreign(i) && !own.iter().any(|p| p.kind == Some("footer"));
        if !self.page.is_shown(piece) || is_bio || is_foreign || piece.text.len() > MAX_BYLINE {
            return None;
        }
        if let Some(found) = self.inline_byline(i, piece) {
            return Some(found);
        }
        let names = names::of_byline(&piece.text).or_else(|| {
            let place = self.page.places.get(piece.place)?;
            let is_named = place.is_named(&[
                "byline",
                "by",
                "author",
                "autor",
                "auteur",
                "autore",
                "auth",
                "writer",
                "autoren",
                "signature",
            ]);
            let is_short = piece.text.len() < 100;
            let is_told = self
                .told
                .authors
                .is_some_and(|a| plain(a) == plain(&piece.text));
            let before = i
                .checked_sub(1)
                .map(|before| &self.page.pieces[before].text);
            let is_labelled = before.is_some_and(|text| names::is_label(text));
            let is_meant = is_told || is_named || is_labelled;
            names::names(&piece.text).filter(|_| is_short && is_meant)
        })?;
        Some((Found::whole(self.page, i), names))
    }

    /// A byline in an element of its own within a piece: one that is named so, or one that
    /// begins with "By".
    fn inline_byline(&self, i: usize, piece: &Piece) -> Option<(Found, String)> {
        let text = |range: &Range<usize>| &piece.text[range.clone()];
        let ranges: Vec<(Range<usize>, bool)> = piece
            .inline
            .iter()
            .map(|part| (part.start..part.end, part.is_author))
            .collect();
        let said = ranges
            .iter()
            .find_map(|(range, _)| Some((range.clone(), names::of_byline(text(range))?)));
        let named = || {
            let parts = ranges.iter().filter(|(_, is_author)| *is_author);
            let parts: Vec<&Range<usize>> = parts.map(|(range, _)| range).collect();
            // Several links to authors: from the first to the last.
            let start = parts.iter().map(|r| r.start).min()?;
            let end = parts.iter().map(|r| r.end).max()?;
            let text = text(&(start..end));
            let names = names::of_byline(text).or_else(|| names::names(text))?;
            Some((start..end, names))
        };
        let (range, names) = said.or_else(named)?;
        if self.parts[i] == Part::Body && piece.text.len() > 120 {
            return None;
        }
        Some((Found { piece: i, range }, names))
    }
}
