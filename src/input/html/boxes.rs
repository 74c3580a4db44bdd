//! Boxes in and around the body that call for something: a link or button of their own beside a
//! little text. Sign-up forms, subscription offers and cards of other articles are such; a note
//! or quote in a box is none, nor is a part of the article laid out like the rest.

use std::collections::{HashMap, HashSet};

use super::align::within_places;
use super::body::{self, Part};
use super::page::{Page, Piece};
use super::place::{Place, PlaceId};

/// Letters of text to one link or button, at most, in a box that calls for something.
const LETTERS_A_CALL: usize = 350;

/// Drops such boxes from the body.
pub(super) fn drop(page: &Page, parts: &mut [Part]) {
    let letters = |i: usize| match parts[i] {
        Part::Body => page.pieces[i].letters,
        _ => 0,
    };
    let mut flows: HashMap<PlaceId, usize> = HashMap::new();
    for (i, piece) in page.pieces.iter().enumerate() {
        *flows.entry(body::flow(page, piece)).or_default() += letters(i);
    }
    let home = flows
        .iter()
        .max_by_key(|(id, sum)| (**sum, std::cmp::Reverse(**id)));
    let Some((&home, &most)) = home.filter(|(_, sum)| **sum > 0) else {
        return;
    };
    let within = within_places(page, letters);
    let calls = calls(page);
    // The places around the text, and the one below each of them on the way to it.
    let around: Vec<PlaceId> = page.ids_around(home).collect();
    let spine: HashSet<PlaceId> = around.iter().copied().collect();
    let below: HashMap<PlaceId, PlaceId> = around.windows(2).map(|w| (w[1], w[0])).collect();
    let is_alike =
        |a: &Place, b: &Place| a.tag == b.tag && a.class == b.class && !a.class.is_empty();
    let is_box = |id: PlaceId| {
        let place = &page.places[id];
        let twin = place.parent.and_then(|parent| below.get(&parent));
        let is_part = twin.is_some_and(|&twin| is_alike(place, &page.places[twin]));
        !is_part && within[id] * 2 < most && calls[id] * LETTERS_A_CALL >= within[id].max(1)
    };
    for (i, piece) in page.pieces.iter().enumerate() {
        if parts[i] != Part::Body {
            continue;
        }
        let ids = page.ids_around(piece.place);
        let mut own = ids.take_while(|id| !spine.contains(id));
        if let Some(id) = own.find(|&id| is_wrapper(&page.places[id]) && is_box(id)) {
            let kind = page.ids_around(id).find_map(|id| page.places[id].kind);
            parts[i] = Part::Removed(kind.unwrap_or("related"));
        }
    }
}

/// Whether a place can be a box: paragraphs and list items are none.
fn is_wrapper(place: &Place) -> bool {
    matches!(
        place.tag.as_str(),
        "div"
            | "section"
            | "aside"
            | "form"
            | "fieldset"
            | "table"
            | "footer"
            | "header"
            | "ul"
            | "ol"
    )
}

/// For each place, the links and buttons in it that stand alone.
fn calls(page: &Page) -> Vec<usize> {
    let is_link = |piece: &Piece| piece.letters > 0 && piece.linked * 10 >= piece.letters * 9;
    let mut calls = within_places(page, |i| usize::from(is_link(&page.pieces[i])));
    let mut controls: Vec<usize> = page.places.iter().map(|p| p.controls).collect();
    for id in (0..page.places.len()).rev() {
        if let Some(parent) = page.places[id].parent {
            controls[parent] += controls[id];
        }
        calls[id] += controls[id];
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_and_forms_go_notes_stay() {
        let text =
            "<p>The council voted on Tuesday to close the bridge for nine weeks, it said.</p>";
        let html = format!(
            "<main><div class=text>{text}{text}{text}<div class=x>Our email. Once a week.<input></div>\
             <div class=y>A note without a link.</div>{text}</div>\
             <div class=text>{text}<a href=a>Share</a></div>\
             <section><div><h3><a href=b>Another story</a></h3><p>What it says.</p></div></section></main>"
        );
        let page = Page::new(&scraper::Html::parse_document(&html));
        let mut parts = vec![Part::Body; page.pieces.len()];
        drop(&page, &mut parts);
        let gone: Vec<&str> = page
            .pieces
            .iter()
            .zip(&parts)
            .filter(|(_, part)| **part != Part::Body)
            .map(|(piece, _)| piece.text.as_str())
            .collect();
        assert_eq!(
            gone,
            ["Our email. Once a week.", "Another story", "What it says."]
        );
    }
}
