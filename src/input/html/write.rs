//! From the parts of a page to the text of its article with its blocks, and the list of what was
//! left out.

use std::collections::HashSet;
use std::ops::Range;

use super::body;
use super::head::{Found, Head};
use super::page::Page;
use super::part::Part;
use super::piece::Piece;
use super::place::{self, Place, PlaceId};
use super::text::collapsed;
use crate::document::{Article, BlockKind, Removed};

/// The longest heading in bold, in words.
const MAX_HEADING_WORDS: usize = 14;

/// A text as it grows.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Text and blocks alone.
    pub article: Article,
    /// For each block, the piece and the bytes of it that it shows.
    pub origins: Vec<(usize, Range<usize>)>,
}

impl Written {
    fn push(&mut self, kind: BlockKind, page: &Page, piece: usize, range: Range<usize>) {
        let text = &page.pieces[piece].text[range.clone()];
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return;
        }
        let from = range.start + (text.len() - text.trim_start().len());
        self.article.push(kind, trimmed);
        self.origins.push((piece, from..from + trimmed.len()));
    }

    /// Appends to the last block, behind a tab.
    fn push_cell(&mut self, page: &Page, piece: usize) {
        let text = page.pieces[piece].text.trim();
        self.article.text.push('\t');
        self.article.text.push_str(text);
        if let Some(block) = self.article.blocks.last_mut() {
            block.span.end = self.article.text.len() as u32;
        }
    }
}

/// The article: headline, dek, byline, then the body in the order of the page, one blank line
/// between two blocks.
pub(super) fn article(page: &Page, parts: &[Part], head: &Head) -> Written {
    let mut written = Written::default();
    let mut used: HashSet<usize> = HashSet::new();
    let heads = [
        (BlockKind::Headline, &head.headline),
        (BlockKind::Dek, &head.dek),
        (BlockKind::Byline, &head.byline),
    ];
    for (kind, found) in heads {
        if let Some(Found { piece, range }) = found {
            written.push(kind, page, *piece, range.clone());
            used.insert(*piece);
        }
    }
    let dates: HashSet<usize> = head.dates.iter().copied().collect();
    let mut last_cell = None;
    for (i, piece) in page.pieces.iter().enumerate() {
        let kind = match parts[i] {
            _ if used.contains(&i) => continue,
            Part::Body if dates.contains(&i) => continue,
            Part::Body => kind(page, parts, i),
            Part::Caption => BlockKind::Caption,
            Part::Outside | Part::Removed(_) => continue,
        };
        let cell = cell(page, piece);
        match (last_cell, cell) {
            (Some((row, last)), Some((same, cell))) if row == same && last != cell => {
                written.push_cell(page, i);
            }
            _ => written.push(kind, page, i, 0..piece.text.len()),
        }
        last_cell = cell;
    }
    written
}

/// The row of a table and the cell in it that a piece is, or is in.
fn cell(page: &Page, piece: &Piece) -> Option<(PlaceId, PlaceId)> {
    let place = page.places.get(piece.place)?;
    let is_cell = matches!(place.tag.as_str(), "td" | "th") && piece.letters < 200;
    Some((place.parent.filter(|_| is_cell)?, piece.place))
}

/// The kind of a piece of the body.
fn kind(page: &Page, parts: &[Part], i: usize) -> BlockKind {
    let piece = &page.pieces[i];
    let places: Vec<&Place> = page.around(piece).take(3).collect();
    let has_tag = |tag: &str| places.iter().take(2).any(|p| p.tag == tag);
    let own = places.first();
    let is_heading = own.is_some_and(|p| p.is_heading() || p.tag == "summary");
    let is_quote = has_tag("blockquote")
        || places
            .iter()
            .any(|p| p.is_named(&["pullquote", "pull", "pq"]))
        || (has_tag("aside") && own.is_some_and(|p| p.is_named(&["quote"])));
    match () {
        () if is_heading => BlockKind::Heading,
        () if is_quote => BlockKind::PullQuote,
        () if has_tag("li") || has_tag("dd") || has_tag("dt") => BlockKind::ListItem,
        () if is_set_as_heading(page, parts, i) => BlockKind::Heading,
        () => BlockKind::Paragraph,
    }
}

/// Whether a paragraph is a heading by its looks or names: all bold, or named so, short, no
/// sentence, and with text after it.
fn is_set_as_heading(page: &Page, parts: &[Part], i: usize) -> bool {
    const NAMES: [&str; 8] = [
        "h",
        "heading",
        "subhead",
        "subheading",
        "subheadline",
        "crosshead",
        "intertitle",
        "hed",
    ];
    let piece = &page.pieces[i];
    let place = page.places.get(piece.place);
    let is_named = place.is_some_and(|p| p.is_named(&NAMES));
    let next = (i + 1..parts.len()).find(|&j| parts[j] == Part::Body);
    (piece.is_bold || is_named)
        && piece.text.split_whitespace().count() <= MAX_HEADING_WORDS
        && !piece.text.contains('\n')
        && !piece
            .text
            .ends_with(['.', '!', '?', ':', ';', ',', '…', '"', '”', ']', ')'])
        && next.is_some_and(|next| !page.pieces[next].is_bold)
}

/// What browsers show of the page and the article leaves out: neighbours of one kind and place
/// together.
pub(super) fn removed(page: &Page, parts: &[Part], head: &Head) -> Vec<Removed> {
    let spine = body::spine(page, parts);
    let founds = [&head.headline, &head.dek, &head.byline];
    let mut list: Vec<(PlaceId, Removed)> = Vec::new();
    for (i, piece) in page.pieces.iter().enumerate() {
        let found = founds
            .iter()
            .find_map(|f| f.as_ref().filter(|f| f.piece == i));
        let is_date = head.dates.contains(&i);
        let text = match (parts[i], found) {
            (_, Some(found)) => {
                let (before, after) = (
                    &piece.text[..found.range.start],
                    &piece.text[found.range.end..],
                );
                collapsed(&format!("{before} {after}"))
            }
            (Part::Caption, _) => continue,
            (Part::Body, _) if !is_date => continue,
            _ => collapsed(&piece.text),
        };
        if text.is_empty() || !page.is_shown(piece) {
            continue;
        }
        let own = body::own(page, &spine, piece);
        let kind = match parts[i] {
            Part::Removed(kind) => kind,
            _ if is_date => "date",
            _ => removed_kind(&own),
        };
        let ids = page.ids_around(piece.place);
        let outermost = ids.take_while(|id| !spine.contains(id)).last();
        let outermost = outermost.unwrap_or(piece.place);
        match list.last_mut() {
            Some((place, last)) if *place == outermost && last.kind == kind => {
                last.text.push(' ');
                last.text.push_str(&text);
            }
            _ => list.push((outermost, Removed { kind, text })),
        }
    }
    list.into_iter().map(|(_, removed)| removed).collect()
}

/// The kind that the places around a piece tell: outer ones before buttons and the like, which
/// stand in everything.
fn removed_kind(own: &[&Place]) -> &'static str {
    let told = |controls: bool| {
        let kinds = own.iter().filter_map(|place| place.kind);
        { kinds }.find(|kind| (*kind == "controls") == controls)
    };
    let weak = || own.iter().find_map(|place| place::weak_kind(&place.tag));
    told(false)
        .or_else(weak)
        .or_else(|| told(true))
        .unwrap_or("other")
}
