//! What stands over the body of an article: headline, dek, byline, date.

use std::collections::HashSet;
use std::ops::Range;

use jiff::civil::Date;

use super::body;
use super::captions::is_caption;
use super::dates;
use super::names;
use super::page::Page;
use super::part::Part;
use super::place::{Place, PlaceId};
use super::text::{plain, similarity};

/// A piece, or a part of it in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub piece: usize,
    pub range: Range<usize>,
}

impl Found {
    pub fn whole(page: &Page, piece: usize) -> Self {
        Self {
            piece,
            range: 0..page.pieces[piece].text.len(),
        }
    }
}

/// What was found over the body.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub headline: Option<Found>,
    pub dek: Option<Found>,
    pub byline: Option<Found>,
    /// The names in the byline.
    pub names: Option<String>,
    /// The first date that is shown there and is not said to be of a later version.
    pub date: Option<Date>,
    /// The first date that is.
    pub updated: Option<Date>,
    /// The pieces that give a date and nothing of the article.
    pub dates: Vec<usize>,
    /// The pieces over the body, from a little before the headline on.
    pub region: Range<usize>,
}

// What tells that a date is not, or is, that of publication.
pattern!(
    UPDATED,
    r"(?i)^\W*(?:last )?(?:updated?|printed|modified|revised|aktualisiert|stand|mis à jour|modifié|actualizado|atualizado|aggiornato)\b"
);
pattern!(
    PUBLISHED,
    r"(?i)\b(?:published|posted|publié|veröffentlicht|publicado|pubblicato|gepubliceerd|created)\b"
);

/// Longest headline and byline, in bytes.
const MAX_HEADLINE: usize = 400;
pub(super) const MAX_BYLINE: usize = 300;

/// What is looked for.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    /// Titles that the page's head gives.
    pub titles: &'a [String],
    pub description: Option<&'a str>,
    /// The site's name, which some pages set as a heading.
    pub site: Option<&'a str>,
    /// The authors that the metadata name.
    pub authors: Option<&'a str>,
    pub month_first: bool,
}

pub(super) struct Search<'a> {
    pub page: &'a Page,
    pub parts: &'a [Part],
    spine: HashSet<PlaceId>,
    pub told: Told<'a>,
    /// The first paragraph of the body, or what looks like one: it may be the dek.
    first: usize,
}

/// Looks over the body of an article.
pub(super) fn find(page: &Page, parts: &[Part], told: Told) -> Head {
    let mut search = Search {
        page,
        parts,
        spine: body::spine(page, parts),
        told,
        first: 0,
    };
    match search.paragraph(0) {
        Some(first) => {
            search.first = first;
            search.run()
        }
        None => Head::default(),
    }
}

impl Search<'_> {
    /// The first paragraph of the body from a piece on, or the first piece where there is none.
    fn paragraph(&self, from: usize) -> Option<usize> {
        let mut body = (from..self.parts.len()).filter(|&i| self.parts[i] == Part::Body);
        let is_paragraph = |i: &usize| {
            let piece = &self.page.pieces[*i];
            let place = self.page.places.get(piece.place);
            let is_text = place.is_none_or(|p| !p.is_heading() && p.tag != "li");
            let is_dated = piece.letters < 80 && self.date(*i).is_some();
            piece.letters >= 40 && is_text && !is_dated
        };
        body.clone().find(is_paragraph).or_else(|| body.next())
    }

    fn run(mut self) -> Head {
        let headline = self.headline().or_else(|| self.line_over_byline());
        let top = headline.as_ref().map(|h| h.piece);
        if let Some(top) = top.filter(|top| *top > self.first) {
            self.first = self.paragraph(top + 1).unwrap_or(self.first);
        }
        // Some pages put section, date or author over the headline.
        let start = top
            .unwrap_or(self.first.saturating_sub(4))
            .saturating_sub(3);
        let dek = top.and_then(|top| self.dek(top));
        if dek.as_ref().is_some_and(|dek| dek.piece == self.first) {
            self.first = self.paragraph(self.first + 1).unwrap_or(self.first);
        }
        let first = self.first.max(top.map_or(0, |top| top + 1));
        let region = start..(first + 1).min(self.page.pieces.len());
        let taken = |i: usize| Some(i) == top || dek.as_ref().is_some_and(|d| d.piece == i);
        let lines: Vec<usize> = region.clone().filter(|&i| !taken(i)).collect();
        // Blogs name the author under the text.
        let last = self.parts.iter().rposition(|part| *part == Part::Body);
        let below = region.end..(region.end + 3).min(self.page.pieces.len());
        let below = below.filter(|&i| names::of_byline(&self.page.pieces[i].text).is_some());
        let under = last.map_or(0..0, |last| last + 1..(last + 6).min(self.parts.len()));
        let over = lines.iter().copied();
        let byline = over.chain(below).chain(under).find_map(|i| self.byline(i));
        let (byline, names) = byline.unzip();
        let dated = lines.iter().filter_map(|&i| Some((i, self.date(i)?)));
        let dated: Vec<(usize, Date)> = dated.collect();
        let is_updated = |d: &&(usize, Date)| UPDATED.is_match(&self.page.pieces[d.0].text);
        Head {
            date: dated.iter().find(|d| !is_updated(d)).map(|d| d.1),
            updated: dated.iter().find(is_updated).map(|d| d.1),
            dates: dated.into_iter().map(|d| d.0).collect(),
            headline,
            dek,
            byline,
            names,
            region,
        }
    }

    pub fn own(&self, i: usize) -> Vec<&Place> {
        body::own(self.page, &self.spine, &self.page.pieces[i])
    }

    pub fn is_foreign(&self, i: usize) -> bool {
        let kinds = [
            "navigation",
            "comments",
            "related",
            "advert",
            "cookies",
            "newsletter",
            "footer",
            "paywall",
            "controls",
        ];
        let own = self.own(i);
        let mut told = own.iter().filter_map(|place| place.kind);
        told.any(|kind| kinds.contains(&kind))
    }

    fn headline(&self) -> Option<Found> {
        let end = self
            .beginning()
            .max(self.first + 3)
            .min(self.page.pieces.len());
        let scored = (0..end).filter_map(|i| Some((self.headline_score(i)?, i)));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
        let (_, i) = best.filter(|(score, _)| *score >= 0.9)?;
        let piece = &self.page.pieces[i];
        // A kicker may stand in the same heading.
        let first = self.told.titles.first().map(|title| plain(title));
        let is_title = |text: &str| first.as_ref() == Some(&plain(text));
        let part = piece
            .inline
            .iter()
            .find(|part| !is_title(&piece.text) && is_title(&piece.text[part.start..part.end]));
        Some(match part {
            Some(part) => Found {
                piece: i,
                range: part.start..part.end,
            },
            None => Found::whole(self.page, i),
        })
    }

    /// How far the first third of the body reaches: the extractor may have taken things over the
    /// headline for the body.
    fn beginning(&self) -> usize {
        let letters = |i: usize| match self.parts[i] {
            Part::Body => self.page.pieces[i].letters,
            _ => 0,
        };
        let total: usize = (0..self.parts.len()).map(letters).sum();
        let mut sum = 0;
        let within = (0..self.parts.len()).take_while(|&i| {
            sum += letters(i);
            sum * 3 <= total
        });
        within.count()
    }

    fn headline_score(&self, i: usize) -> Option<f64> {
        let piece = &self.page.pieces[i];
        if piece.text.len() > MAX_HEADLINE || !self.page.is_shown(piece) || self.is_foreign(i) {
            return None;
        }
        if self
            .told
            .site
            .is_some_and(|site| plain(site) == plain(&piece.text))
        {
            return None;
        }
        let alike = self.told.titles.iter().map(|t| similarity(t, &piece.text));
        let alike = alike.fold(0.0, f64::max);
        let places: Vec<&Place> = self.page.around(piece).take(2).collect();
        let has_tag = |tag: &str| places.iter().any(|p| p.tag == tag);
        let level = match () {
            () if has_tag("h1") => 1.0,
            () if piece.is_large() => 0.9,
            () if has_tag("h2") || has_tag("h3") => 0.3,
            () => 0.0,
        };
        let names = ["headline", "hed", "title", "heading", "entry"];
        let named = places.first().is_some_and(|p| p.is_named(&names));
        // A link to the article on the same page comes with other links.
        let linked = if piece.is_linked() { 0.6 } else { 0.0 };
        let far = self.first.saturating_sub(i) as f64 * 0.001;
        Some(2.0 * alike + level + if named { 0.4 } else { 0.0 } - linked - far)
    }

    /// Old pages set a headline in bold over the byline, and say nowhere that it is one.
    fn line_over_byline(&self) -> Option<Found> {
        let byline =
            (1..=self.first).find(|&i| names::of_byline(&self.page.pieces[i].text).is_some())?;
        let piece = &self.page.pieces[byline - 1];
        let is_title = piece.letters >= 10
            && piece.text.len() <= MAX_HEADLINE
            && !piece.text.ends_with('.')
            && !piece.is_linked();
        is_title.then(|| Found::whole(self.page, byline - 1))
    }

    fn dek(&self, top: usize) -> Option<Found> {
        const NAMES: [&str; 24] = [
            "dek",
            "deck",
            "standfirst",
            "subhead",
            "subheadline",
            "subheading",
            "subtitle",
            "sub",
            "subhed",
            "summary",
            "vorspann",
            "chapo",
            "chapeau",
            "excerpt",
            "sottotitolo",
            "entradilla",
            "bajada",
            "subtitulo",
            "strapline",
            "blurb",
            "ingress",
            "lede",
            "preamble",
            "sommario",
        ];
        let described = self.told.description.map(plain);
        let is_last_body = |i: usize| {
            self.parts
                .get(i + 1..)
                .is_none_or(|p| !p.contains(&Part::Body))
        };
        let end = (self.first + 4).min(self.page.pieces.len());
        let after = (top + 1..end).filter(|&i| {
            let piece = &self.page.pieces[i];
            self.page.is_shown(piece)
                && piece.letters >= 15
                && !piece.is_linked()
                && !piece.text.ends_with(':')
                && !is_caption(self.page, piece)
                && names::of_byline(&piece.text).is_none()
                && self
                    .page
                    .places
                    .get(piece.place)
                    .is_none_or(|p| p.tag != "li")
                && !is_last_body(i)
        });
        for i in after {
            let piece = &self.page.pieces[i];
            let places: Vec<&Place> = self.page.around(piece).take(2).collect();
            let is_around = |p: &&Place| {
                let parent = self.page.places.get(piece.place).and_then(|p| p.parent);
                p.is_named(&NAMES) && parent.is_some_and(|id| !self.spine.contains(&id))
            };
            let is_named = places.first().is_some_and(|p| p.is_named(&NAMES))
                || places.get(1).is_some_and(is_around);
            let is_body = self.parts[i] == Part::Body;
            let is_next = i == top + 1;
            let is_heading = places.first().is_some_and(|p| p.tag == "h2") && is_next;
            let is_described = described.as_deref() == Some(&plain(&piece.text)) && !is_body;
            if (is_named || self.is_over_byline(i, top)) && !self.is_foreign(i)
                || is_heading
                || is_described
            {
                return Some(Found::whole(self.page, i));
            }
        }
        None
    }

    /// Whether a piece is a line of text between headline and byline or date, or in the header
    /// that holds the headline.
    fn is_over_byline(&self, i: usize, top: usize) -> bool {
        let piece = &self.page.pieces[i];
        let is_line = piece.letters >= 25 && piece.text.split_whitespace().count() >= 5;
        let place = self.page.places.get(self.page.pieces[top].place);
        let header = place
            .and_then(|p| p.parent)
            .filter(|id| !self.spine.contains(id));
        let in_header = header.is_some_and(|id| self.page.ids_around(piece.place).any(|i| i == id));
        let end = (self.first + 4).min(self.page.pieces.len());
        let mut after = i + 1..end.min(i + 6);
        is_line
            && self.date(i).is_none()
            && (in_header || after.any(|j| self.byline(j).is_some() || self.date(j).is_some()))
    }

    /// The date that a piece which is not of the body shows.
    fn date(&self, i: usize) -> Option<Date> {
        let piece = &self.page.pieces[i];
        if piece.text.len() > MAX_BYLINE || !self.page.is_shown(piece) || piece.text.ends_with('.')
        {
            return None;
        }
        if self.parts[i] == Part::Body && piece.letters > 80 {
            return None;
        }
        // Neighbours without white space between them run together.
        let parts = piece
            .inline
            .iter()
            .map(|part| &piece.text[part.start..part.end]);
        std::iter::once(piece.text.as_str())
            .chain(parts)
            .find_map(|text| {
                let from = PUBLISHED.find(text).map_or(0, |m| m.end());
                let published = dates::find(&text[from..], self.told.month_first);
                published.or_else(|| dates::find(text, self.told.month_first))
            })
    }
}
