//! Which pieces of a page are the body of its article: what the extractor took, without what is
//! plainly none of it, and with what it lost on the way.

use std::collections::{HashMap, HashSet};

use scraper::Html;

use super::align::{self, within_places};
use super::boxes;
use super::captions::{self, is_caption};
use super::page::Page;
use super::part::Part;
use super::piece::Piece;
use super::place::{Place, PlaceId};

/// One part in so many of the body must be left by a repair.
const LEAST_LEFT: usize = 5;

/// Letters of a text in JSON-LD, at least, that is not a summary.
const MIN_TOLD: usize = 400;

/// Kinds of places that are none of the article even where the extractor took them.
const NEVER: [&str; 10] = [
    "advert",
    "cookies",
    "newsletter",
    "comments",
    "share",
    "navigation",
    "author",
    "topics",
    "controls",
    "search",
];

/// What the extractor took, without what is none of the article by its place, and the share of its
/// text, 0..1, which the page has. Where it took nothing, the longest text of the page.
pub(super) fn taken(page: &Page, extracted: Option<&str>) -> (Vec<Part>, f64) {
    let alignment = extracted.map(|text| align::align(page, text));
    let found = alignment.as_ref().map_or(1.0, |a| a.found);
    let kept = alignment
        .map(|a| a.kept)
        .filter(|kept| kept.contains(&true));
    let part = |kept| if kept { Part::Body } else { Part::Outside };
    let kept = kept.unwrap_or_else(|| largest_text(page));
    let taken: Vec<Part> = kept.into_iter().map(part).collect();
    let mut parts = taken.clone();
    drop_foreign(page, &mut parts);
    (or_before(page, parts, taken), found)
}

/// The text that the page tells in its JSON-LD, as a page, where it shows less than a third of it.
pub(super) fn told(page: &Page, parts: &[Part], body: &str) -> Option<Page> {
    let pieces = page.pieces.iter().zip(parts);
    let shown = pieces.filter(|(_, part)| **part == Part::Body);
    let shown: usize = shown.map(|(piece, _)| piece.letters).sum();
    let html = match body.contains("<p") || body.contains("<br") {
        true => body.to_owned(),
        false => body.lines().fold(String::new(), |html, line| {
            html + "<p>" + &line.replace('<', "&lt;")
        }),
    };
    let told = Page::new(&Html::parse_document(&html));
    let letters: usize = told.pieces.iter().map(|piece| piece.letters).sum();
    (letters >= MIN_TOLD && letters > 3 * shown).then_some(told)
}

/// The parts without boxes and with what was lost between them.
pub(super) fn repaired(page: &Page, taken: Vec<Part>) -> Vec<Part> {
    let mut parts = taken.clone();
    boxes::drop(page, &mut parts);
    for i in captions::beside_pictures(page, &parts) {
        parts[i] = Part::Caption;
    }
    let mut parts = or_before(page, parts, taken);
    restore(page, &mut parts);
    parts
}

/// The parts after a repair, or those before it where it left next to nothing: on pages made of
/// boxes or of one paragraph again and again, the rules tell nothing.
pub(super) fn or_before(page: &Page, after: Vec<Part>, before: Vec<Part>) -> Vec<Part> {
    let letters = |parts: &[Part]| -> usize {
        let pieces = page.pieces.iter().zip(parts);
        let body = pieces.filter(|(_, part)| **part == Part::Body);
        body.map(|(piece, _)| piece.letters).sum()
    };
    match letters(&after) * LEAST_LEFT < letters(&before) {
        true => before,
        false => after,
    }
}

/// Where the extractor found nothing: the paragraphs of the place with the most text of its own.
fn largest_text(page: &Page) -> Vec<bool> {
    let is_text = |piece: &Piece| {
        piece.letters >= 40
            && !piece.is_linked()
            && page.is_shown(piece)
            && page.around(piece).all(|place| place.kind.is_none())
    };
    let mut sums: HashMap<PlaceId, usize> = HashMap::new();
    for piece in page.pieces.iter().filter(|p| is_text(p)) {
        *sums.entry(flow(page, piece)).or_default() += piece.letters;
    }
    // The outermost of equals, so that the choice does not hang on the order of the map.
    let best = sums
        .iter()
        .max_by_key(|(id, sum)| (**sum, std::cmp::Reverse(**id)));
    let best = best.map(|(id, _)| *id);
    let is_in = |piece: &Piece| is_text(piece) && Some(flow(page, piece)) == best;
    page.pieces.iter().map(is_in).collect()
}

/// Drops what stands in a place that is none of the article by its name, unless much of the
/// article does: then the name tells something else.
fn drop_foreign(page: &Page, parts: &mut [Part]) {
    let letters = |i: usize| match parts[i] {
        Part::Body => page.pieces[i].letters,
        _ => 0,
    };
    let total: usize = (0..parts.len()).map(letters).sum();
    let within = within_places(page, letters);
    for (piece, part) in page.pieces.iter().zip(parts.iter_mut()) {
        if *part != Part::Body {
            continue;
        }
        let foreign = page.ids_around(piece.place).find_map(|id| {
            let kind = page.places.get(id)?.kind?;
            let is_small = within[id] * 4 < total;
            let is_certain = NEVER.contains(&kind) || (kind == "related" && piece.is_linked());
            (is_small && is_certain).then_some(kind)
        });
        // What the article hides is more: the rest of it behind a paywall or a button.
        let is_hidden = |id: &PlaceId| page.places.get(*id).is_some_and(|p| p.hidden);
        let hidden = page.ids_around(piece.place).filter(is_hidden).last();
        let is_hidden = hidden.is_some_and(|id| within[id] * 4 < total);
        if let Some(kind) = foreign.or(is_hidden.then_some("hidden")) {
            *part = Part::Removed(kind);
        } else if is_caption(page, piece) {
            *part = Part::Caption;
        }
    }
}

/// The place in which a piece stands among others of its kind: the parent of a paragraph, or the
/// place itself for text between line breaks.
pub(super) fn flow(page: &Page, piece: &Piece) -> PlaceId {
    let Some(place) = page.places.get(piece.place).filter(|p| is_paragraph(p)) else {
        return piece.place;
    };
    // Lists stand among paragraphs.
    let mut ids = page.ids_around(place.parent.unwrap_or(piece.place));
    let is_list = |id: &PlaceId| {
        let tag = page.places.get(*id).map_or("", |p| p.tag.as_str());
        matches!(tag, "ul" | "ol" | "dl" | "li" | "dd" | "blockquote")
    };
    ids.find(|id| !is_list(id)).unwrap_or(piece.place)
}

fn is_paragraph(place: &Place) -> bool {
    matches!(
        place.tag.as_str(),
        "p" | "li" | "dd" | "dt" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre"
    )
}

/// Element and class of a piece's place and of the two around it: pieces of the same shape are
/// laid out alike.
type Shape<'a> = [(&'a str, &'a str); 3];

fn shape<'a>(page: &'a Page, piece: &Piece) -> Shape<'a> {
    let mut shape = [("", ""); 3];
    for (slot, place) in shape.iter_mut().zip(page.around(piece)) {
        *slot = (place.tag.as_str(), place.class.as_str());
    }
    shape
}

/// Takes back what the extractor lost between the first and the last piece that it took, and
/// right around them: pieces that stand where two others of the article do, or are laid out as
/// they are; quotes set apart; and the captions of its pictures.
fn restore(page: &Page, parts: &mut [Part]) {
    let is_body = |part: &Part| *part == Part::Body;
    let Some(first) = parts.iter().position(is_body) else {
        return;
    };
    let last = parts.iter().rposition(is_body).unwrap_or(first);
    let mut flows: HashMap<PlaceId, usize> = HashMap::new();
    let mut shapes: HashMap<Shape, usize> = HashMap::new();
    let mut looks: HashMap<Look, usize> = HashMap::new();
    for (piece, _) in page.pieces.iter().zip(&*parts).filter(|(_, p)| is_body(p)) {
        *flows.entry(flow(page, piece)).or_default() += 1;
        *shapes.entry(shape(page, piece)).or_default() += 1;
        *looks.entry(look(page, piece)).or_default() += 1;
    }
    let spine = spine(page, parts);
    let in_flow = |piece: &Piece| flows.get(&flow(page, piece)).is_some_and(|n| *n >= 2);
    let in_shape = |piece: &Piece| shapes.get(&shape(page, piece)).is_some_and(|n| *n >= 2);
    let in_look = |piece: &Piece| {
        let look = look(page, piece);
        look.iter().any(|(_, class)| !class.is_empty()) && looks.get(&look).is_some_and(|n| *n >= 3)
    };
    // A heading over text of the article, in the place that holds both.
    let heads_text = |i: usize, parts: &[Part]| {
        let place = page.places.get(page.pieces[i].place);
        let parent = place.filter(|p| p.is_heading()).and_then(|p| p.parent);
        let mut next = (i + 1..parts.len().min(i + 4)).filter(|&j| parts[j] == Part::Body);
        let next = next.next().map(|j| page.pieces[j].place);
        parent
            .zip(next)
            .is_some_and(|(parent, next)| page.ids_around(next).any(|id| id == parent))
    };
    let is_plain = |piece: &Piece| {
        let own = own(page, &spine, piece);
        page.is_shown(piece)
            && !piece.is_linked()
            && own
                .iter()
                .all(|p| p.kind.is_none() && p.tag != "aside" && p.tag != "footer")
    };
    for i in first..=last {
        let piece = &page.pieces[i];
        if parts[i] != Part::Outside || !page.is_shown(piece) {
            continue;
        }
        if is_caption(page, piece) {
            parts[i] = Part::Caption;
        } else if is_plain(piece)
            && (in_flow(piece) || in_shape(piece) || in_look(piece) || heads_text(i, parts))
            || is_pull_quote(&own(page, &spine, piece)) && !piece.is_linked()
        {
            parts[i] = Part::Body;
        }
    }
    let notes = ["footnotes", "footnote", "endnotes", "endnote"];
    let under = page.pieces.iter().zip(parts.iter_mut()).skip(last + 1);
    for (piece, part) in under {
        let is_note = own(page, &spine, piece).iter().any(|p| p.is_named(&notes));
        if *part == Part::Outside && is_note && page.is_shown(piece) {
            *part = Part::Body;
        }
    }
    // Text right before and after, in the very place where most of the article stands.
    let home = flows
        .iter()
        .max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id)));
    let home = home.filter(|(_, n)| **n >= 3).map(|(id, _)| *id);
    let goes_on = |i: &usize| {
        let piece = &page.pieces[*i];
        let is_text = page.places.get(piece.place).is_some_and(|p| {
            !p.is_heading()
                && (p.tag != "p"
                    || piece
                        .text
                        .ends_with(['.', '!', '?', '”', '"', '»', ')', '…']))
        });
        let is_alike = shapes.get(&shape(page, piece)).is_some_and(|n| *n >= 3);
        is_text
            && is_plain(piece)
            && (Some(flow(page, piece)) == home || is_alike)
            && !is_caption(page, piece)
    };
    // Links and the like may stand among the last paragraphs.
    let is_home = |i: &usize| {
        let mut around = page.ids_around(page.pieces[*i].place);
        home.is_some_and(|home| around.any(|id| id == home))
    };
    let after = (last + 1..parts.len()).take_while(|i| goes_on(i) || is_home(i));
    let after: Vec<usize> = after.filter(goes_on).collect();
    let before: Vec<usize> = (0..first).rev().take_while(goes_on).collect();
    for i in after.into_iter().chain(before) {
        parts[i] = Part::Body;
    }
}

/// The places around the pieces of the body.
pub(super) fn spine(page: &Page, parts: &[Part]) -> HashSet<PlaceId> {
    let mut spine = HashSet::new();
    let body = page.pieces.iter().zip(parts);
    for (piece, _) in body.filter(|(_, part)| **part == Part::Body) {
        for id in page.ids_around(piece.place) {
            if !spine.insert(id) {
                break;
            }
        }
    }
    spine
}

/// The places around a piece that are not around the body too: what those say, they say of more
/// than the piece.
pub(super) fn own<'a>(page: &'a Page, spine: &HashSet<PlaceId>, piece: &Piece) -> Vec<&'a Place> {
    let ids = page.ids_around(piece.place);
    ids.take_while(|id| !spine.contains(id))
        .filter_map(|id| page.places.get(id))
        .collect()
}

/// Element and first class of the place where a piece stands among others, and of the one around.
type Look<'a> = [(&'a str, &'a str); 2];

fn look<'a>(page: &'a Page, piece: &Piece) -> Look<'a> {
    let mut look = [("", ""); 2];
    for (slot, id) in look.iter_mut().zip(page.ids_around(flow(page, piece))) {
        if let Some(place) = page.places.get(id) {
            let class = place.class.split_ascii_whitespace().next();
            *slot = (place.tag.as_str(), class.unwrap_or_default());
        }
    }
    look
}

fn is_pull_quote(own: &[&Place]) -> bool {
    let is_named = |p: &&Place| {
        p.is_named(&["pullquote", "pull", "quote", "blockquote", "pq"]) || p.tag == "blockquote"
    };
    let foreign = |p: &&Place| p.kind.is_some_and(|kind| NEVER.contains(&kind));
    own.iter().any(is_named) && !own.iter().any(foreign)
}
