//! What stands outside the article, now that its headline is known.

use std::collections::HashSet;

use super::align::within_places;
use super::head::{Found, Head};
use super::page::Page;
use super::part::Part;
use super::phrases::{ADDED, TITLE};
use super::piece::Piece;
use super::place::PlaceId;
use super::text::plain;

/// Drops what the extractor took over the headline, outside the article element of the headline,
/// and a second time.
pub(super) fn drop(page: &Page, parts: &mut [Part], head: &Head) {
    if let Some(headline) = &head.headline {
        over_headline(page, parts, head, headline.piece);
        other_articles(page, parts, headline.piece);
    }
    added(page, parts);
    twice(page, parts, head);
}

/// Sections under the text that its title tells to be none of it, up to the next heading.
fn added(page: &Page, parts: &mut [Part]) {
    let total: usize = (0..parts.len()).map(|i| letters(parts, page, i)).sum();
    let mut before = 0;
    let mut is_in = false;
    for (i, piece) in page.pieces.iter().enumerate() {
        let letters = letters(parts, page, i);
        before += letters;
        if parts[i] != Part::Body {
            continue;
        }
        let place = page.places.get(piece.place);
        let is_heading = place.is_some_and(|p| p.is_heading() || p.tag == "summary");
        if is_heading || (piece.is_bold && piece.letters < 60) {
            let is_title = ADDED.is_match(&piece.text) || TITLE.is_match(&piece.text);
            is_in = is_title && before * 5 > total * 3;
        }
        if is_in {
            parts[i] = Part::Removed("added");
        }
    }
}

fn letters(parts: &[Part], page: &Page, i: usize) -> usize {
    match parts[i] {
        Part::Body => page.pieces[i].letters,
        _ => 0,
    }
}

/// Tickers, score boxes, today's date; not where much of the text is there.
fn over_headline(page: &Page, parts: &mut [Part], head: &Head, top: usize) {
    let sum =
        |range: std::ops::Range<usize>| -> usize { range.map(|i| letters(parts, page, i)).sum() };
    if sum(0..top) * 6 > sum(0..parts.len()) {
        return;
    }
    let founds = [&head.dek, &head.byline];
    let is_found = |i: usize| {
        founds
            .iter()
            .any(|f| f.as_ref().is_some_and(|f| f.piece == i))
    };
    for (i, part) in parts.iter_mut().enumerate().take(top) {
        if matches!(part, Part::Body | Part::Caption) && !is_found(i) {
            *part = Part::Outside;
        }
    }
}

/// Pages that go on with the next article, and comments that are articles to their mark-up. What
/// is outside the headline's own element goes if that holds most of the text, or if it is in
/// another such element and the headline's holds a part that can be an article.
fn other_articles(page: &Page, parts: &mut [Part], headline: usize) {
    let article = |piece: &Piece| -> Option<PlaceId> {
        let mut ids = page.ids_around(piece.place);
        ids.find(|&id| page.places[id].tag == "article")
    };
    let Some(own) = article(&page.pieces[headline]) else {
        return;
    };
    let within = within_places(page, |i| letters(parts, page, i));
    let total: usize = (0..parts.len()).map(|i| letters(parts, page, i)).sum();
    let holds_most = within[own] * 2 > total;
    let holds_some = within[own] * 5 > total;
    for (piece, part) in page.pieces.iter().zip(parts.iter_mut()) {
        let is_inside = page.ids_around(piece.place).any(|id| id == own);
        let is_other = holds_some && article(piece).is_some();
        if !is_inside && (holds_most || is_other) && matches!(part, Part::Body | Part::Caption) {
            *part = Part::Outside;
        }
    }
}

/// The headline, the dek or the same paragraph again: a copy for printing, the text of a picture. A text that is mostly
/// such is meant so.
fn twice(page: &Page, parts: &mut [Part], head: &Head) {
    let heads: Vec<&Found> = head.headline.iter().chain(&head.dek).collect();
    let text = |found: &&Found| plain(&page.pieces[found.piece].text[found.range.clone()]);
    let said: Vec<String> = heads.iter().map(text).collect();
    let mut seen: HashSet<String> = HashSet::new();
    let mut is_again = |i: &usize| {
        let piece = &page.pieces[*i];
        if parts[*i] != Part::Body || heads.iter().any(|found| found.piece == *i) {
            return false;
        }
        let text = plain(&piece.text);
        said.contains(&text) || (piece.letters >= 40 && !seen.insert(text))
    };
    let again: Vec<usize> = (0..parts.len()).filter(&mut is_again).collect();
    let total: usize = (0..parts.len()).map(|i| letters(parts, page, i)).sum();
    let copies: usize = again.iter().map(|&i| page.pieces[i].letters).sum();
    if copies * 3 > total * 2 {
        return;
    }
    for i in again {
        parts[i] = Part::Removed("duplicate");
    }
}
