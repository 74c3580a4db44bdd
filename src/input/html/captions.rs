//! The lines under the pictures of an article.

use super::align::within_places;
use super::page::Page;
use super::part::Part;
use super::piece::Piece;
use super::place::PlaceId;

// A caption that ends with whose picture it is.
pattern!(
    CREDIT,
    r"(?:^|[\s.(])(?:Photo|Photograph|Picture|Image|Foto|Bild|Credit)s?(?: credit)?\s?:\s*\p{Lu}[\p{L}\d .’'/&-]{2,50}\)?$"
);

// One that ends with an agency's name.
pattern!(
    AGENCY,
    r"(?:[/|–—-]|\()\s?(?:AFP|AP|Getty(?: Images)?|Reuters|REUTERS|EPA|PA|dpa|DPA|Shutterstock|iStock|EFE|ANSA|Lusa)\)?$"
);

/// Letters of the text beside a picture, at most, that is its caption.
const MAX_LETTERS: usize = 400;

/// The pieces of the body that stand with a picture and nothing else in a place of their own. On
/// pages of which much is such, they are the text.
pub(super) fn beside_pictures(page: &Page, parts: &[Part]) -> Vec<usize> {
    let letters = |i: usize| match parts[i] {
        Part::Body => page.pieces[i].letters,
        _ => 0,
    };
    let within = within_places(page, letters);
    let mut pictures: Vec<usize> = page.places.iter().map(|p| p.pictures).collect();
    let mut headings: Vec<usize> = page.places.iter().map(|p| p.is_heading().into()).collect();
    for id in (0..page.places.len()).rev() {
        if let Some(parent) = page.places[id].parent {
            pictures[parent] += pictures[id];
            headings[parent] += headings[id];
        }
    }
    let is_frame = |id: PlaceId| {
        matches!(
            page.places[id].tag.as_str(),
            "div" | "figure" | "section" | "span" | "td"
        ) && pictures[id] > 0
            && headings[id] == 0
            && within[id] < MAX_LETTERS
    };
    let is_beside = |i: &usize| {
        let piece = &page.pieces[*i];
        let is_alone = page
            .places
            .get(piece.place)
            .is_some_and(|p| p.pictures == 0);
        let mut around = page.ids_around(piece.place).take(4);
        parts[*i] == Part::Body && is_alone && around.any(is_frame)
    };
    let found: Vec<usize> = (0..parts.len()).filter(is_beside).collect();
    let total: usize = (0..parts.len()).map(letters).sum();
    let sum: usize = found.iter().map(|&i| letters(i)).sum();
    if sum * 3 < total { found } else { Vec::new() }
}

/// Whether a piece is the line under a picture.
pub(super) fn is_caption(page: &Page, piece: &Piece) -> bool {
    const NAMES: [&str; 14] = [
        "caption",
        "captions",
        "figcaption",
        "credit",
        "legenda",
        "didascalia",
        "bijschrift",
        "piedefoto",
        "billedtekst",
        "bildtext",
        "legende",
        "bildunterschrift",
        "cutline",
        "photocredit",
    ];
    if piece.letters < 300 && (CREDIT.is_match(&piece.text) || AGENCY.is_match(&piece.text)) {
        return true;
    }
    let own = page.around(piece).take(3);
    own.enumerate().any(|(depth, place)| {
        place.tag == "figcaption"
            || (place.tag == "figure" && piece.linked == 0)
            || (depth == 0 && piece.letters < 600 && place.is_named(&NAMES))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(html: &str) -> usize {
        let page = Page::new(&scraper::Html::parse_document(html));
        let parts = vec![Part::Body; page.pieces.len()];
        beside_pictures(&page, &parts).len()
    }

    #[test]
    fn text_alone_with_a_picture() {
        let text = "<p>The council voted on Tuesday to close the old bridge for nine weeks, its mayor said.</p>";
        let article = |frame: &str| format!("<main>{text}{text}{frame}{text}</main>");
        assert_eq!(
            beside(&article("<div><img src=a><p>The bridge in May.</p></div>")),
            1
        );
        assert_eq!(
            beside(&article(
                "<div><h3>The bridge</h3><img src=a><p>It is old.</p></div>"
            )),
            0
        );
        assert_eq!(beside(&article("<p><img src=a>The bridge is old.</p>")), 0);
        // Where all is such, it is the text.
        assert_eq!(
            beside(&format!("<div><img src=a>{text}</div>").repeat(5)),
            0
        );
    }

    #[test]
    fn names_of_captions() {
        let page = Page::new(&scraper::Html::parse_document(
            "<p class=wp-caption-text>The bridge.</p><p class=has-drop-cap>The council voted.</p>",
        ));
        let found: Vec<bool> = page
            .pieces
            .iter()
            .map(|piece| is_caption(&page, piece))
            .collect();
        assert_eq!(found, [true, false]);
    }
}
