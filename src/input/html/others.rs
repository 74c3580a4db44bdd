//! What stands beside an article, now that its headline is known: the next article of a page that
//! goes on, comments, lists of other stories, other columns of old pages. Their size does not matter here: a short article may
//! have long company.

use std::collections::HashSet;

use super::align::within_places;
use super::boxes::{first_pieces, is_wrapper, series};
use super::dates;
use super::head::Head;
use super::names;
use super::page::Page;
use super::part::Part;
use super::phrases::{ADVERT, TITLE};
use super::place::PlaceId;

/// Letters of a piece that is a paragraph of text.
const PARAGRAPH: usize = 60;

/// Pieces at the start of an article that may tell its author and date.
const HEAD: usize = 5;

/// Names of places that show pictures, each with a text of its own.
const GALLERY: [&str; 2] = ["gallery", "slideshow"];

/// Letters that the article must have besides a gallery, and besides all else.
const ENOUGH: usize = 600;
const LEAST: usize = 200;

/// Paragraphs of a column that holds an article.
const COLUMN: usize = 4;

/// Drops what stands beside the article.
pub(super) fn drop(page: &Page, parts: &mut [Part], head: &Head) {
    match &head.headline {
        Some(headline) => drop_under(page, parts, headline.piece),
        None => drop_columns(page, parts),
    }
}

/// Drops places that hold neither the headline nor the first paragraph under it, and begin as other
/// articles, comments and lists do.
fn drop_under(page: &Page, parts: &mut [Part], headline: usize) {
    let around = |i: usize| page.ids_around(page.pieces[i].place);
    let over: HashSet<PlaceId> = around(headline).collect();
    let is_paragraph = |i: &usize| {
        let piece = &page.pieces[*i];
        let inner = page
            .ids_around(piece.place)
            .take_while(|id| !over.contains(id));
        let is_gallery = { inner }.any(|id| page.places[id].is_named(&GALLERY));
        let place = page.places.get(piece.place);
        parts[*i] == Part::Body
            && piece.letters >= PARAGRAPH
            && !piece.is_linked()
            && !is_gallery
            && place.is_none_or(|p| !p.is_heading() && p.tag != "li")
    };
    let Some(first) = (headline + 1..parts.len()).find(is_paragraph) else {
        return;
    };
    let own: HashSet<PlaceId> = over.iter().copied().chain(around(first)).collect();
    let body = |i: &usize| parts[*i] == Part::Body;
    let letters = within_places(page, |i| match body(&i) {
        true => page.pieces[i].letters,
        false => 0,
    });
    let others = Others {
        page,
        looks: own.iter().map(|&id| look(page, id)).collect(),
        firsts: first_pieces(page),
        series: series(page, &letters),
        total: (0..parts.len())
            .filter(body)
            .map(|i| page.pieces[i].letters)
            .sum(),
        letters,
        counts: within_places(page, |_| 1),
        own,
    };
    let under = (first + 1..parts.len()).filter(body);
    let found: Vec<_> = under.filter_map(|i| Some((i, others.kind(i)?))).collect();
    let sum: usize = found.iter().map(|(i, _)| page.pieces[*i].letters).sum();
    if others.total - sum < LEAST {
        return;
    }
    for (i, kind) in found {
        parts[i] = Part::Removed(kind);
    }
}

/// Where no headline is known: drops the columns of a table that lays out the page, beside the one
/// with most of the text.
fn drop_columns(page: &Page, parts: &mut [Part]) {
    let is_text = |i: usize| parts[i] == Part::Body && page.pieces[i].letters >= PARAGRAPH;
    let count = within_places(page, |i| is_text(i).into());
    let letters = within_places(page, |i| match is_text(i) {
        true => page.pieces[i].letters,
        false => 0,
    });
    let total = letters.first().copied().unwrap_or(0);
    let is_column = |id: &PlaceId| {
        page.places[*id].tag == "td" && count[*id] >= COLUMN && letters[*id] * 5 >= total * 2
    };
    // The innermost, which comes last.
    let Some(column) = (0..page.places.len()).rev().find(is_column) else {
        return;
    };
    let row = page.places[column].parent;
    for (piece, part) in page.pieces.iter().zip(parts) {
        let is_beside = |id: PlaceId| page.places[id].parent == row && id != column;
        if *part == Part::Body && page.ids_around(piece.place).any(is_beside) {
            *part = Part::Removed("related");
        }
    }
}

struct Others<'a> {
    page: &'a Page,
    /// The places around the headline and the first paragraph.
    own: HashSet<PlaceId>,
    /// Element and class of each of them.
    looks: HashSet<(&'a str, &'a str)>,
    /// The first piece in each place.
    firsts: Vec<Option<usize>>,
    /// Letters in the places that look like each one and stand beside it, and their number.
    series: Vec<(usize, usize)>,
    /// Letters of the body in each place, and all of its pieces.
    letters: Vec<usize>,
    counts: Vec<usize>,
    total: usize,
}

fn look(page: &Page, id: PlaceId) -> (&str, &str) {
    (&page.places[id].tag, &page.places[id].class)
}

impl Others<'_> {
    /// Why a piece is none of the article.
    fn kind(&self, piece: usize) -> Option<&'static str> {
        let ids = self.page.ids_around(self.page.pieces[piece].place);
        let mut other = ids.take_while(|id| !self.own.contains(id));
        other.find_map(|id| self.kind_of_place(id))
    }

    fn kind_of_place(&self, id: PlaceId) -> Option<&'static str> {
        let place = &self.page.places[id];
        let is_column = matches!(place.tag.as_str(), "td" | "th");
        if is_column && place.parent.is_some_and(|row| self.own.contains(&row)) {
            return Some("related");
        }
        let is_section = is_wrapper(place) || place.tag == "article";
        let first = self.firsts[id].filter(|_| is_section)?;
        if place.is_named(&GALLERY) && self.total - self.letters[id] >= ENOUGH {
            return Some("media");
        }
        if self.is_title(first) && self.opens(first, id) {
            return Some(place.kind.unwrap_or("related"));
        }
        (self.is_next_article(id, first) || self.is_card(id, first)).then_some("related")
    }

    /// Whether a piece is set as the title of what is none of the article, and no label.
    fn is_title(&self, piece: usize) -> bool {
        let piece = &self.page.pieces[piece];
        let place = self.page.places.get(piece.place);
        let is_set = piece.is_bold || place.is_some_and(|p| p.is_heading());
        is_set && TITLE.is_match(&piece.text) && !ADVERT.is_match(&piece.text)
    }

    /// Whether a piece is over the rest of this place, not of one within it that comes first.
    fn opens(&self, piece: usize, id: PlaceId) -> bool {
        let mut around = self.page.ids_around(self.page.pieces[piece].place);
        around.find(|&id| self.counts[id] > 1) == Some(id)
    }

    /// Whether a place begins with a headline and an author or date, and either looks like the
    /// article's own or there is only one such: parts of a live report have dates too.
    fn is_next_article(&self, id: PlaceId, first: usize) -> bool {
        let heading = self.page.places.get(self.page.pieces[first].place);
        let is_headed = heading.is_some_and(|p| matches!(p.tag.as_str(), "h1" | "h2" | "h3"));
        let is_like_ours = self.looks.contains(&look(self.page, id));
        let is_lone = self.series[id].1 == 1 && !self.page.pieces[first].is_linked();
        if !is_headed || !(is_like_ours || is_lone) {
            return false;
        }
        let head = self.page.pieces.iter().skip(first + 1).take(HEAD);
        { head }
            .take_while(|piece| piece.letters < 2 * PARAGRAPH)
            .any(|piece| {
                let is_dated =
                    piece.letters < PARAGRAPH && dates::find(&piece.text, true).is_some();
                is_dated || names::of_byline(&piece.text).is_some()
            })
    }

    /// Whether a place is one of several that begin with a heading which leads elsewhere.
    fn is_card(&self, id: PlaceId, first: usize) -> bool {
        let piece = &self.page.pieces[first];
        let heading = self.page.places.get(piece.place);
        let is_heading = heading.is_some_and(|p| p.is_heading());
        is_heading
            && piece.is_linked()
            && self.opens(first, id)
            && self.series[id].1 > 1
            && self.letters[id] < 8 * PARAGRAPH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<p>The council voted on Tuesday to close the old bridge for nine weeks, its mayor said, and to pay for a ferry.</p>";

    /// What is left of a page under its headline.
    fn left(under: &str) -> Vec<String> {
        let html = format!(
            "<main><div class=a><h1>Bridge closes</h1>{TEXT}{TEXT}{TEXT}</div>{under}</main>"
        );
        let page = Page::new(&scraper::Html::parse_document(&html));
        let mut parts = vec![Part::Body; page.pieces.len()];
        drop_under(&page, &mut parts, 0);
        let pieces = page.pieces.iter().zip(&parts).skip(4);
        let body = pieces.filter(|(_, part)| **part == Part::Body);
        body.map(|(piece, _)| piece.text.clone()).collect()
    }

    #[test]
    fn the_next_article_goes_parts_of_a_report_stay() {
        let next = |class: &str| {
            format!(
                "<div class={class}><h2>Ferry sinks</h2><p>By Ana Ruiz, 3 May 2024</p>{TEXT}</div>"
            )
        };
        assert!(left(&next("b")).is_empty());
        assert!(left(&(next("a") + &next("a"))).is_empty());
        assert_eq!(left(&(next("post") + &next("post"))).len(), 6);
        assert_eq!(
            left(&format!("<div class=b><h2>Who pays</h2>{TEXT}</div>")).len(),
            2
        );
    }

    #[test]
    fn comments_and_lists_go_whatever_their_size() {
        let comment = format!("<p><b>Ana</b>, 3 May</p>{TEXT}");
        let comments = format!(
            "<div><h4>Readers' comments (12)</h4>{}</div>",
            comment.repeat(9)
        );
        assert!(left(&comments).is_empty());
        let card = format!("<li><h3><a href=a>Another story of the day</a></h3>{TEXT}</li>");
        let card = card.replace("li>", "div>");
        assert!(left(&card.repeat(8)).is_empty());
        assert_eq!(left(&card).len(), 2);
        // A label in a box before the rest of the article is no title of that.
        let label = "<div><p>Advertisement</p></div>";
        assert_eq!(left(&format!("<div>{label}{TEXT}{TEXT}</div>")).len(), 3);
    }

    #[test]
    fn columns_and_galleries_go() {
        let html = format!(
            "<table><tr><td><h1>Bridge closes</h1>{TEXT}{TEXT}{TEXT}<td>In brief{TEXT}<tr><td>{TEXT}</table>"
        );
        let page = Page::new(&scraper::Html::parse_document(&html));
        let mut parts = vec![Part::Body; page.pieces.len()];
        drop_under(&page, &mut parts, 0);
        let gone = parts.iter().filter(|part| **part != Part::Body);
        assert_eq!(gone.count(), 2);
        let html = format!(
            "<table><tr><td>Sections<td>{TEXT}{TEXT}{TEXT}{TEXT}<td>In brief{TEXT}</table>"
        );
        let page = Page::new(&scraper::Html::parse_document(&html));
        let mut parts = vec![Part::Body; page.pieces.len()];
        drop_columns(&page, &mut parts);
        let gone = parts.iter().filter(|part| **part != Part::Body);
        assert_eq!(gone.count(), 3);
        let pictures = format!("<div class=photo-gallery>{}</div>", TEXT.repeat(2));
        assert_eq!(left(&pictures).len(), 2);
        let long = format!("{TEXT}{TEXT}{TEXT}{TEXT}{TEXT}{pictures}");
        assert_eq!(left(&long).len(), 5);
    }
}
