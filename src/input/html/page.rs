//! A page as the pieces of text that a browser shows, each with its place, and the facts that
//! its head tells.

use ego_tree::iter::Edge;
use scraper::node::{Element, Node};
use scraper::{ElementRef, Html};

use super::facts::{self, Context, Facts};
use super::line::{self, Line};
use super::part::Part;
use super::piece::Piece;
use super::place::{self, Place, PlaceId};

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub pieces: Vec<Piece>,
    /// Outer places before inner ones.
    pub places: Vec<Place>,
    pub facts: Facts,
}

/// Elements whose text is no text of the page.
const SKIPPED: &[&str] = &[
    "script", "style", "template", "noscript", "head", "iframe", "object", "embed", "svg", "math",
    "canvas", "audio", "video", "select", "datalist", "textarea", "input", "noframes", "rp",
];

/// Elements that begin a block.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

impl Page {
    /// The page of a parsed document.
    pub fn new(html: &Html) -> Self {
        let mut walk = Walk::default();
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Text(text) if walk.skipped == 0 => walk.line.push(text),
                    Node::Element(element) => walk.open(element, ElementRef::wrap(node)),
                    _ => {}
                },
                Edge::Close(node) => {
                    if let Node::Element(element) = node.value() {
                        walk.close(element);
                    }
                }
            }
        }
        walk.flush();
        walk.page
    }

    /// The places around a piece, from its own outwards.
    pub fn around(&self, piece: &Piece) -> impl Iterator<Item = &Place> {
        let own = self.places.get(piece.place);
        std::iter::successors(own, |place| self.places.get(place.parent?))
    }

    /// The same as indices.
    pub fn ids_around(&self, place: PlaceId) -> impl Iterator<Item = PlaceId> {
        std::iter::successors(Some(place), |&id| self.places.get(id)?.parent)
    }

    /// Appends the pieces of another page, which are the body of the article that this one does
    /// not show; the parts of all pieces.
    pub fn append(&mut self, body: Page) -> Vec<Part> {
        let mut parts = vec![Part::Outside; self.pieces.len()];
        parts.resize(self.pieces.len() + body.pieces.len(), Part::Body);
        let shift = self.places.len();
        let moved = |place: Place| Place {
            parent: place.parent.map(|parent| parent + shift),
            ..place
        };
        self.places.extend(body.places.into_iter().map(moved));
        let moved = |piece: Piece| Piece {
            place: piece.place + shift,
            ..piece
        };
        self.pieces.extend(body.pieces.into_iter().map(moved));
        parts
    }

    /// Makes a piece of each line before the body: bylines and dates stand there, one a line.
    pub fn split_lines(&mut self, parts: &mut Vec<Part>) {
        let are_lines = |piece: &Piece| {
            piece.text.contains('\n') && piece.text.lines().all(|line| line.len() < 150)
        };
        let is_paragraph = |i: &usize| {
            let piece = &self.pieces[*i];
            let is_sentence = piece
                .text
                .ends_with(['.', '!', '?', '"', '”', '»', ')', '…', ':']);
            let is_text = is_sentence && piece.letters >= 40 || piece.letters >= 150;
            parts[*i] == Part::Body && is_text && !are_lines(piece)
        };
        let first = (0..parts.len()).find(is_paragraph).unwrap_or(0);
        let mut starts = Vec::with_capacity(first + 1);
        let mut pieces = Vec::with_capacity(self.pieces.len());
        let mut split = Vec::with_capacity(parts.len());
        for (i, piece) in std::mem::take(&mut self.pieces).into_iter().enumerate() {
            starts.push(pieces.len());
            match i < first && are_lines(&piece) {
                true => pieces.extend(line::lines(&piece)),
                false => pieces.push(piece),
            }
            split.resize(pieces.len(), parts[i]);
        }
        for (_, before) in &mut self.facts.times {
            *before = starts.get(*before).copied().unwrap_or(pieces.len());
        }
        self.pieces = pieces;
        *parts = split;
    }

    /// Whether browsers show a piece.
    pub fn is_shown(&self, piece: &Piece) -> bool {
        self.places.get(piece.place).is_none_or(|p| !p.hidden)
    }
}

#[derive(Default)]
struct Walk {
    page: Page,
    /// The open block elements.
    open: Vec<PlaceId>,
    /// How many elements deep the walk is in one that is skipped.
    skipped: usize,
    line: Line,
    in_home_link: bool,
}

impl Walk {
    fn open(&mut self, element: &Element, node: Option<ElementRef>) {
        let name = element.name();
        let context = Context {
            depth: self.open.len(),
            pieces: self.page.pieces.len(),
            in_home_link: self.in_home_link,
        };
        self.page.facts.gather(element, node, context);
        let is_block = is_block(name);
        let place = self.open.last();
        if let Some(place) = place.and_then(|&id| self.page.places.get_mut(id)) {
            match name {
                "input" | "select" | "textarea" | "button"
                    if element.attr("type") != Some("hidden") =>
                {
                    place.controls += 1;
                }
                "img" | "amp-img" => place.pictures += 1,
                _ => {}
            }
        }
        if self.skipped > 0
            || SKIPPED.contains(&name)
            || (!is_block && place::is_hidden(element) && !is_void(name))
        {
            self.skipped += 1;
            return;
        }
        match name {
            "br" => {
                if self.line.breaks() {
                    self.flush();
                }
            }
            _ if is_block => {
                self.flush();
                let parent = self.open.last().copied();
                let hidden = parent.is_some_and(|p| self.page.places[p].hidden);
                self.open.push(self.page.places.len());
                self.page.places.push(Place::new(element, parent, hidden));
                self.line.is_verbatim = name == "pre";
            }
            "img" | "wbr" => {}
            _ => {
                if name == "a" {
                    self.in_home_link = element.attr("href").is_some_and(facts::is_home);
                }
                self.line.open(name, element);
            }
        }
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if is_block(name) {
            self.flush();
            self.open.pop();
            self.line.is_verbatim = false;
        } else if !matches!(name, "br" | "img" | "wbr") {
            self.in_home_link &= name != "a";
            self.line.close(name);
        }
    }

    fn flush(&mut self) {
        let place = self.open.last().copied().unwrap_or(0);
        self.page.pieces.extend(self.line.take(place));
    }
}

fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok() || (name.starts_with("amp-") && name != "amp-img")
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "img" | "wbr" | "link" | "meta")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Page {
        Page::new(&Html::parse_document(html))
    }

    fn texts(html: &str) -> Vec<String> {
        page(html).pieces.into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn blocks_and_lines_as_a_browser_shows_them() {
        assert!(BLOCKS.is_sorted());
        let html =
            "<div> a <b>b</b>\n c<p>d<br>e</p>f<br> <br/>g&nbsp;h&amp;</div><script>x</script>";
        assert_eq!(texts(html), ["a b c", "d\ne", "f", "g\u{A0}h&"]);
        assert_eq!(
            texts("<p>a <span hidden>b</span>c<p>&nbsp;<p><pre>d\n  e</pre>"),
            ["a c", "d\n  e"]
        );
        assert_eq!(texts("<p>a<br hidden>b"), ["a\nb"]);
    }

    #[test]
    fn elements_begin_behind_white_space_that_is_shown() {
        for (html, start) in [
            ("<p>a <b>編</b>", 2),
            ("<p>a<br> <b>編</b>", 2),
            ("<pre>a\u{c}<b>編</b>", 1),
        ] {
            let page = page(html);
            let piece = &page.pieces[0];
            assert_eq!(piece.inline[0].start, start, "{html}");
            assert_eq!(&piece.text[start..], "編", "{html}");
        }
    }

    #[test]
    fn links_bold_and_hidden_places() {
        let page = page("<p><b>ab <a href=x>cd</a></b></p><div hidden><p>e</p></div>f");
        let [first, second, third] = &page.pieces[..] else {
            panic!("{:?}", page.pieces)
        };
        assert_eq!((first.letters, first.linked, first.is_bold), (4, 2, true));
        assert_eq!(first.inline.len(), 2);
        assert!(page.is_shown(first) && !page.is_shown(second) && page.is_shown(third));
        let tags: Vec<&str> = page.around(second).map(|p| p.tag.as_str()).collect();
        assert_eq!(tags, ["p", "div", "body", "html"]);
    }

    #[test]
    fn facts() {
        let page = page(
            "<html lang=de><title>T &amp; U</title><meta name=Author content=' A '>\
             <link rel=canonical href=u><script type='application/ld+json'>{}</script>\
             <body><svg><title>no</title></svg><a href='http://x.example/'><img alt=Site></a>\
             <p>a<p><time datetime=2024-01-02>b</time>",
        );
        let facts = page.facts;
        assert_eq!(facts.language.as_deref(), Some("de"));
        assert_eq!(facts.title, "T & U");
        assert_eq!(facts.metas, [("author".to_owned(), "A".to_owned())]);
        assert_eq!(facts.canonical.as_deref(), Some("u"));
        assert_eq!(facts.json_ld, ["{}"]);
        assert_eq!(facts.times, [("2024-01-02".to_owned(), 1)]);
        assert_eq!(facts.logos, ["Site"]);
    }
}
