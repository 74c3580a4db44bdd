//! The text between two block boundaries, as it is gathered.

use scraper::node::Element;

use super::piece::{Inline, Piece};
use super::place::{self, PlaceId};

/// Elements within a piece that are kept at most: a piece with more is no sentence.
const MAX_INLINE: usize = 1000;

#[derive(Default)]
pub(super) struct Line {
    text: String,
    /// White space came after the text.
    space: bool,
    /// White space is not to be collapsed.
    pub is_verbatim: bool,
    letters: usize,
    linked: usize,
    bold: usize,
    in_links: usize,
    in_bold: usize,
    inline: Vec<Inline>,
    /// The open elements: where they began; the ends are not yet known.
    open: Vec<Inline>,
}

impl Line {
    /// Appends text of the source.
    pub fn push(&mut self, text: &str) {
        for c in text.chars() {
            if self.is_verbatim && !matches!(c, '\r' | '\u{c}') {
                self.put(c);
            } else if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.space = true;
            } else {
                if self.shows_space() {
                    self.text.push(' ');
                }
                self.space = false;
                self.put(c);
            }
        }
    }

    /// Whether a space comes before the next letter.
    fn shows_space(&self) -> bool {
        self.space && !self.is_verbatim && !self.text.is_empty() && !self.text.ends_with('\n')
    }

    fn put(&mut self, c: char) {
        self.text.push(c);
        if c.is_alphanumeric() {
            self.letters += 1;
            self.linked += usize::from(self.in_links > 0);
            self.bold += usize::from(self.in_bold > 0);
        }
    }

    /// Breaks the line; tells whether the line before is blank, so that a new piece begins.
    pub fn breaks(&mut self) -> bool {
        let is_second = self.text.trim_end_matches([' ', '\u{A0}']).ends_with('\n');
        if !is_second && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.space = false;
        is_second
    }

    /// An element within the line begins.
    pub fn open(&mut self, name: &str, element: &Element) {
        self.in_links += usize::from(name == "a");
        self.in_bold += usize::from(is_bold(name));
        let is_author = self.open.len() < MAX_INLINE
            && place::words(element).iter().any(|w| {
                matches!(
                    w.as_str(),
                    "author" | "byline" | "by" | "autor" | "auteur" | "autore"
                )
            });
        const ADDRESSES: [&str; 10] = [
            "/author/",
            "/authors/",
            "/by/",
            "/people/",
            "/profile/",
            "/staff/",
            "/journalist/",
            "/autor/",
            "/auteur/",
            "/team/",
        ];
        let href = element.attr("href").unwrap_or_default();
        let is_author = is_author || (name == "a" && ADDRESSES.iter().any(|a| href.contains(a)));
        // White space before it stands outside.
        let start = self.text.len() + usize::from(self.shows_space());
        self.open.push(Inline {
            start,
            end: start,
            is_author,
            is_large: is_large(name, element),
        });
    }

    /// An element within the line ends.
    pub fn close(&mut self, name: &str) {
        self.in_links = self.in_links.saturating_sub(usize::from(name == "a"));
        self.in_bold = self.in_bold.saturating_sub(usize::from(is_bold(name)));
        let end = self.text.len();
        if let Some(open) = self.open.pop()
            && open.start < end
            && self.inline.len() < MAX_INLINE
        {
            self.inline.push(Inline { end, ..open });
        }
    }

    /// The piece that the line makes, if there is anything to see in it; the line is empty then.
    pub fn take(&mut self, place: PlaceId) -> Option<Piece> {
        let text = std::mem::take(&mut self.text);
        let inline = std::mem::take(&mut self.inline);
        let (letters, linked, bold) = (self.letters, self.linked, self.bold);
        (self.letters, self.linked, self.bold) = (0, 0, 0);
        self.space = false;
        for open in &mut self.open {
            open.start = 0;
        }
        let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}');
        let start = text.len() - text.trim_start_matches(is_blank).len();
        let trimmed = text.trim_matches(is_blank);
        if trimmed.is_empty() {
            return None;
        }
        let within = |at: usize| at.saturating_sub(start).min(trimmed.len());
        let inline = inline.into_iter().map(|i| Inline {
            start: within(i.start),
            end: within(i.end),
            ..i
        });
        Some(Piece {
            inline: inline.filter(|i| i.start < i.end).collect(),
            text: trimmed.to_owned(),
            place,
            letters,
            linked,
            is_bold: letters > 0 && bold == letters,
        })
    }
}

/// The lines of a piece, each as a piece; blank ones are left out.
pub(super) fn lines(piece: &Piece) -> Vec<Piece> {
    let mut lines = Vec::new();
    let mut start = 0;
    for text in piece.text.split('\n') {
        let end = start + text.len();
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let within = piece
            .inline
            .iter()
            .filter(|i| start <= i.start && i.end <= end);
        if !text.trim().is_empty() {
            lines.push(Piece {
                text: text.to_owned(),
                place: piece.place,
                letters,
                linked: (piece.linked * letters)
                    .checked_div(piece.letters)
                    .unwrap_or(0),
                is_bold: piece.is_bold,
                inline: within
                    .map(|i| Inline {
                        start: i.start - start,
                        end: i.end - start,
                        ..i.clone()
                    })
                    .collect(),
            });
        }
        start = end + 1;
    }
    lines
}

/// Old pages set their headlines so, from 1 to 7 or in steps from 3.
fn is_large(name: &str, element: &Element) -> bool {
    let size = element.attr("size").filter(|_| name == "font");
    size.is_some_and(|size| matches!(size.trim(), "5" | "6" | "7" | "+2" | "+3" | "+4"))
}

fn is_bold(name: &str) -> bool {
    matches!(name, "b" | "strong")
}
