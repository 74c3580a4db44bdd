//! From the pages to the blocks of the article.

use super::columns::regions;
use super::furniture::PageLines;
use super::line::usual_size;
use super::lines::BULLETS;
use super::paragraphs::{Paragraph, ends, join, paragraphs};
use super::words::Words;
use crate::document::{Article, BlockKind};

/// A headline is at least this much larger than the text.
const HEADLINE_SIZE: f64 = 1.2;

/// A heading is at least this much larger, where it is not bold.
const HEADING_SIZE: f64 = 1.12;

/// The longest heading and headline, in bytes.
const HEADING_BYTES: usize = 150;
const HEADLINE_BYTES: usize = 300;

/// The shortest standfirst: what is shorter under a headline is a byline or a date.
const DEK_BYTES: usize = 40;

/// Appends the blocks of pages to an article.
pub fn append(pages: Vec<PageLines>, article: &mut Article) {
    let words = Words::new(pages.iter().flat_map(|page| &page.lines));
    let body = Body::new(&pages);
    let mut all = Vec::new();
    for (number, page) in pages.into_iter().enumerate() {
        for region in regions(page.lines) {
            all.extend(paragraphs(region, number, page.height));
        }
    }
    let mut all = join(all);
    let headline = headline(&mut all, &body);
    for (number, paragraph) in all.iter().enumerate() {
        let text = words.join(&paragraph.lines);
        let kind = match headline {
            Some(at) if at == number => BlockKind::Headline,
            Some(at) if at + 1 == number && body.is_dek(paragraph, &text) => BlockKind::Dek,
            _ if text.starts_with(BULLETS) => BlockKind::Bullet,
            _ if body.is_heading(paragraph, &text) => BlockKind::Heading,
            _ => BlockKind::Paragraph,
        };
        article.push(kind, text.trim_start_matches(BULLETS));
    }
}

/// What most of the text looks like.
struct Body {
    size: f64,
    is_bold: bool,
}

impl Body {
    fn new(pages: &[PageLines]) -> Self {
        let lines = || pages.iter().flat_map(|page| &page.lines);
        let glyphs: usize = lines().map(|line| line.glyphs).sum();
        let bold: usize = lines().map(|line| line.bold).sum();
        Self {
            size: usual_size(lines()),
            is_bold: 2 * bold > glyphs,
        }
    }

    fn is_heading(&self, paragraph: &Paragraph, text: &str) -> bool {
        let is_large = paragraph.size() > HEADING_SIZE * self.size;
        let is_bold = !self.is_bold && paragraph.is_bold() && paragraph.size() > 0.9 * self.size;
        (is_large || is_bold && !ends(text))
            && text.len() <= HEADING_BYTES
            && paragraph.lines.len() <= 3
            && text.chars().any(char::is_alphabetic)
    }

    fn is_dek(&self, paragraph: &Paragraph, text: &str) -> bool {
        paragraph.size() > 1.05 * self.size
            && text.len() > DEK_BYTES
            && text.len() <= HEADLINE_BYTES
    }
}

/// The place of the headline: the largest text in the upper half of the first page, which may
/// stand in several pieces.
fn headline(all: &mut Vec<Paragraph>, body: &Body) -> Option<usize> {
    let bytes = |p: &Paragraph| p.lines.iter().map(|line| line.text.len()).sum::<usize>();
    let first_page = all.first()?.page;
    let upper = all.iter().take_while(|p| p.page == first_page);
    let mut best: Option<(usize, f64)> = None;
    for (number, paragraph) in upper.enumerate() {
        let size = paragraph.size();
        let is_near = paragraph.height < 0.5 && (8..=HEADLINE_BYTES).contains(&bytes(paragraph));
        let is_larger = best.is_none_or(|(_, best)| size > 1.03 * best);
        if is_near && size > HEADLINE_SIZE * body.size && is_larger {
            best = Some((number, size));
        }
    }
    let (at, size) = best?;
    while let Some(next) = all.get(at + 1)
        && (next.size() / size - 1.0).abs() < 0.03
        && bytes(next) + bytes(all.get(at)?) <= HEADLINE_BYTES
    {
        let next = all.remove(at + 1);
        all.get_mut(at)?.lines.extend(next.lines);
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::line;
    use super::*;

    #[test]
    fn blocks_have_kinds() {
        let mut heading = line("What they say", 50.0, 170.0, 10.0);
        heading.bold = heading.glyphs;
        let lines = vec![
            line("Rain may come to", 50.0, 40.0, 24.0),
            line("the valley", 50.0, 66.0, 24.0),
            line(
                "It may rain in the valley, and there may",
                50.0,
                100.0,
                10.0,
            ),
            line(
                "be snow on the hills above it this week-",
                50.0,
                112.0,
                10.0,
            ),
            line("end.", 50.0, 124.0, 10.0),
            heading,
            line("• Nobody knows when it comes.", 50.0, 190.0, 10.0),
            line("It may not rain, others say, at all.", 50.0, 210.0, 10.0),
        ];
        let page = PageLines {
            lines,
            tagged: Vec::new(),
            height: 800.0,
        };
        let mut article = Article::default();
        append(vec![page], &mut article);
        let found = article
            .blocks
            .iter()
            .map(|b| (b.kind, &article.text[b.span.range()]));
        let found: Vec<_> = found.collect();
        let body = "It may rain in the valley, and there may be snow on the hills above it this \
                    weekend.";
        assert_eq!(
            found,
            [
                (BlockKind::Headline, "Rain may come to the valley"),
                (BlockKind::Paragraph, body),
                (BlockKind::Heading, "What they say"),
                (BlockKind::Bullet, "Nobody knows when it comes."),
                (BlockKind::Paragraph, "It may not rain, others say, at all."),
            ]
        );
    }
}
