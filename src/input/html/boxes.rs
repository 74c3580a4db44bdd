//! Boxes in and around the body that are none of it: those with a title such as "Most read", and
//! those that call for something: a link or button of their own beside a
//! little text. Sign-up forms, subscription offers and cards of other articles are such; a note
//! or quote in a box is none, nor is a part of the article laid out like the rest.

use std::collections::{HashMap, HashSet};

use super::align::within_places;
use super::page::Page;
use super::part::Part;
use super::phrases::{ADVERT, EMBEDDED, RELATED, RIGHTS, SIGN_UP, TITLE};
use super::piece::Piece;
use super::place::{Place, PlaceId};

/// Letters of text to one link or button, at most, in a box that calls for something.
const LETTERS_A_CALL: usize = 350;

/// Drops such boxes from the body, and lines that are nothing but a link or a claim of rights.
pub(super) fn drop(page: &Page, parts: &mut [Part]) {
    // What goes first may be so much that it hides where the text is.
    for _ in 0..3 {
        if !drop_once(page, parts) {
            break;
        }
    }
}

fn drop_once(page: &Page, parts: &mut [Part]) -> bool {
    let letters = |i: usize| match parts[i] {
        Part::Body => page.pieces[i].letters,
        _ => 0,
    };
    let within = within_places(page, letters);
    let total: usize = (0..parts.len()).map(letters).sum();
    // The innermost place with half of the text; inner places come after outer ones.
    let half = |id: &PlaceId| total > 0 && within[*id] * 2 >= total;
    let Some(home) = (0..page.places.len()).rev().find(half) else {
        return false;
    };
    let cells = cells(page);
    let boxes = Boxes {
        spine: page.ids_around(home).collect(),
        calls: calls(page, &cells),
        cells,
        titles: first_pieces(page),
        series: series(page, &within),
        page,
        within,
        home,
        total,
    };
    let mut changes = false;
    for (i, piece) in page.pieces.iter().enumerate() {
        if parts[i] == Part::Body
            && let Some(kind) = boxes.kind(piece)
        {
            parts[i] = Part::Removed(kind);
            changes = true;
        }
    }
    changes
}

struct Boxes<'a> {
    page: &'a Page,
    /// Letters of the body in each place.
    within: Vec<usize>,
    total: usize,
    /// The place with most of the text, and all around it.
    home: PlaceId,
    spine: HashSet<PlaceId>,
    /// Links and buttons that stand alone, in each place.
    calls: Vec<usize>,
    /// Cells of a table right in each place.
    cells: Vec<usize>,
    /// The first piece in each place.
    titles: Vec<Option<usize>>,
    /// Letters in the places that look like each one and stand beside it, and their number.
    series: Vec<(usize, usize)>,
}

impl Boxes<'_> {
    /// Why a piece of the body is none.
    fn kind(&self, piece: &Piece) -> Option<&'static str> {
        let page = self.page;
        let place = page.places.get(piece.place)?;
        if is_data_cell(page, &self.cells, piece) {
            return None;
        }
        if is_link(piece) && piece.letters < 150 && !place.is_heading() {
            return Some("related");
        }
        if ADVERT.is_match(&piece.text) {
            return Some("advert");
        }
        if piece.letters < 100 && EMBEDDED.is_match(&piece.text) {
            return Some("embedded");
        }
        if piece.letters < 150 && piece.linked > 0 && RELATED.is_match(&piece.text) {
            return Some("related");
        }
        let ids = page.ids_around(piece.place);
        let own: Vec<PlaceId> = ids.take_while(|id| !self.spine.contains(id)).collect();
        let is_home = page.ids_around(piece.place).any(|id| id == self.home);
        if !is_home && piece.letters < 600 && RIGHTS.is_match(&piece.text) {
            return Some("footer");
        }
        let found = own.into_iter().find(|&id| self.is_box(id, is_home))?;
        let kind = page.ids_around(found).find_map(|id| page.places[id].kind);
        Some(kind.unwrap_or("related"))
    }

    fn is_box(&self, id: PlaceId, is_home: bool) -> bool {
        let (sum, count) = self.series[id];
        let is_part = count > 1 && sum * 2 >= self.within[self.home];
        if !is_wrapper(&self.page.places[id]) || is_part {
            return false;
        }
        let title = self.titles[id].and_then(|i| self.page.pieces.get(i));
        let heading = title.and_then(|t| self.page.places.get(t.place));
        let heading = heading.filter(|place| place.is_heading());
        let share = if is_home { 6 } else { 3 };
        let is_small = self.within[id] < 600 && self.within[id] * share < self.total;
        let is_headed = is_small
            && count == 1
            && heading.is_some_and(|h| !(is_home && matches!(h.tag.as_str(), "h1" | "h2")));
        let is_titled = title.is_some_and(|piece| TITLE.is_match(&piece.text));
        // A short article may have long company; only a title tells that for certain.
        let most = if is_titled {
            self.total * 2 / 3
        } else {
            self.total / 4
        };
        if self.within[id] >= most {
            return false;
        }
        let does_call = self.calls[id] * LETTERS_A_CALL >= self.within[id].max(1);
        let asks = title.is_some_and(|piece| {
            let is_asking = SIGN_UP.is_match(&piece.text) || RELATED.is_match(&piece.text);
            piece.linked > 0 && self.within[id] < 300 && is_asking
        });
        let kind = self.page.places[id].kind;
        let is_wall = kind == Some("paywall") && self.within[id] < 400;
        let is_foreign = !is_home && kind.is_some();
        does_call || is_titled || is_headed || asks || is_wall || is_foreign
    }
}

/// For each place, the letters in all of its parent's places that look like it, and their number.
pub(super) fn series(page: &Page, within: &[usize]) -> Vec<(usize, usize)> {
    let look = |place: &Place| (place.parent, place.tag.clone(), place.name.clone());
    let mut sums: HashMap<_, (usize, usize)> = HashMap::new();
    for (place, letters) in page.places.iter().zip(within) {
        let sum = sums.entry(look(place)).or_default();
        sum.0 += letters;
        sum.1 += usize::from(*letters > 0);
    }
    page.places.iter().map(|place| sums[&look(place)]).collect()
}

/// Whether a place can be a box: paragraphs and list items are none.
pub(super) fn is_wrapper(place: &Place) -> bool {
    matches!(
        place.tag.as_str(),
        "div" | "section" | "aside" | "form" | "fieldset" | "table" | "footer" | "ul" | "ol"
    )
}

/// For each place, the first piece in it.
pub(super) fn first_pieces(page: &Page) -> Vec<Option<usize>> {
    let mut first = vec![None; page.places.len()];
    for (i, piece) in page.pieces.iter().enumerate() {
        for id in page.ids_around(piece.place) {
            match first.get_mut(id) {
                // Those around have one too.
                Some(Some(_)) | None => break,
                Some(none) => *none = Some(i),
            }
        }
    }
    first
}

/// Whether a piece is a link, and nothing else.
fn is_link(piece: &Piece) -> bool {
    piece.letters > 0 && piece.linked * 10 >= piece.letters * 9
}

/// For each place, the cells of a table right in it.
fn cells(page: &Page) -> Vec<usize> {
    let mut cells = vec![0; page.places.len()];
    for place in &page.places {
        if let Some(parent) = place.parent
            && matches!(place.tag.as_str(), "td" | "th")
        {
            cells[parent] += 1;
        }
    }
    cells
}

/// Whether a piece is a cell of a table of data: tables for looks have one or two cells in a row.
fn is_data_cell(page: &Page, cells: &[usize], piece: &Piece) -> bool {
    // A cell may hold a paragraph.
    let mut places = page.around(piece).take(3);
    let cell = places.find(|p| matches!(p.tag.as_str(), "td" | "th"));
    cell.and_then(|p| p.parent)
        .is_some_and(|row| cells[row] > 2)
}

/// For each place, the links and buttons in it that stand alone.
fn calls(page: &Page, cells: &[usize]) -> Vec<usize> {
    let mut calls = within_places(page, |i| {
        let piece = &page.pieces[i];
        usize::from(is_link(piece) && !is_data_cell(page, cells, piece))
    });
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
            [
                "Our email. Once a week.",
                "Share",
                "Another story",
                "What it says."
            ]
        );
    }

    #[test]
    fn links_in_tables_of_data_stay() {
        let text =
            "<p>The council voted on Tuesday to close the bridge for nine weeks, it said.</p>";
        let row = "<tr><td><p><a href=a>North bridge</a></p><td>1931<td>closed</tr>";
        let html = format!("<main>{text}{text}{text}<div><table>{row}{row}</table></div></main>");
        let page = Page::new(&scraper::Html::parse_document(&html));
        let mut parts = vec![Part::Body; page.pieces.len()];
        drop(&page, &mut parts);
        assert!(parts.iter().all(|part| *part == Part::Body), "{parts:?}");
    }
}
