//! Web pages: the article of a page with its blocks and metadata, and what stands around it.
//!
//! A page is parsed as browsers do and flattened to the pieces of text that they show (`page`,
//! `piece`, `line`, `place`). The extractor (`extractor`: the crate trafilatura with its fallbacks) says
//! which text is the article; its text is found again among the pieces (`align`), so that blocks,
//! exact text and what was removed come from the page itself. General rules repair the choice
//! (`body`, `boxes`, `captions`, and with the headline known `others`, `outside` and `authors`), that
//! is, the `part` of each piece; `head` and `byline` find
//! what stands over the body, `json_ld`, `meta`, `titles`, `names` and `dates` the metadata, and
//! `write` makes the text. `source_map` leads from the text back to the bytes.

mod align;
mod authors;
mod body;
mod boxes;
mod byline;
mod captions;
mod dates;
mod depth;
mod encoding;
mod extractor;
mod facts;
mod head;
mod json_ld;
mod line;
mod meta;
mod names;
mod others;
mod outside;
mod page;
mod part;
mod phrases;
mod piece;
mod place;
mod source_map;
mod source_text;
mod text;
mod titles;
mod write;

#[cfg(test)]
mod tests;

use encoding_rs::Encoding;
use scraper::Html;

use self::json_ld::Linked;
use self::page::Page;
use self::part::Part;
pub use self::source_map::source_map;
use super::DecodeError;
use crate::document::Article;

/// Reads a page. `declared` is the encoding that its carrier gives, such as the header of a
/// stored response; a byte order mark wins over it, the page's own declaration does not. The name
/// of the encoding that was used comes with the article.
///
/// The text is headline, dek and byline, where the page shows them, and the body, with a blank
/// line between blocks. White space is collapsed as browsers do, a no-break space stays one, and
/// `br` is a line break.
///
/// # Errors
/// The bytes are binary, or the elements nest too deeply.
pub fn read(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<(Article, &'static str), DecodeError> {
    let decoded = encoding::decode(bytes, declared)?;
    depth::check(&decoded.text)?;
    Ok((article(&decoded.text), decoded.encoding))
}

/// The text that the extractor alone gives, for comparison; empty where it finds nothing.
///
/// # Errors
/// As [`read`].
pub fn extractor_text(bytes: &[u8]) -> Result<String, DecodeError> {
    let decoded = encoding::decode(bytes, None)?;
    depth::check(&decoded.text)?;
    Ok(extractor::run(&decoded.text).map_or_else(String::new, |e| e.text))
}

/// Letters of the extractor's text that the page must have, in tenths; below, the text comes from
/// a script and the extractor's own blocks are taken.
const MIN_FOUND: f64 = 0.5;

fn article(html: &str) -> Article {
    let mut page = Page::new(&Html::parse_document(html));
    let linked = json_ld::read(&page.facts.json_ld);
    let mut parts = taken(&mut page, html, &linked);

    let facts = &page.facts;
    // The site's name helps to find the headline, and the headline to find the site's name.
    let told_site = titles::site(facts, linked.site.as_deref(), None);
    let titles = titles::candidates(facts, linked.headline.as_deref(), told_site.as_deref());
    let description = facts
        .meta("og:description")
        .or_else(|| facts.meta("description"))
        .or(linked.description.as_deref())
        .map(str::to_owned);
    let month_first = facts.is_month_first(&linked);
    let authors = names::of_metadata(linked.authors.iter().map(String::as_str), None);
    let told = head::Told {
        titles: &titles,
        description: description.as_deref(),
        site: told_site.as_deref(),
        authors: authors.as_deref(),
        month_first,
    };
    let head = head::find(&page, &parts, told);
    others::drop(&page, &mut parts, &head);
    let mut parts = body::repaired(&page, parts);
    page.split_lines(&mut parts);
    let head = head::find(&page, &parts, told);
    // Where headline and text are known better, more can be told.
    others::drop(&page, &mut parts, &head);
    let before = parts.clone();
    outside::drop(&page, &mut parts, &head);
    authors::drop(&page, &mut parts, &head);
    let parts = body::or_before(&page, parts, before);
    let written = write::article(&page, &parts, &head);
    let facts = &page.facts;
    let headline = head.headline.as_ref().map(|found| {
        let text = &page.pieces[found.piece].text[found.range.clone()];
        text::collapsed(text)
    });
    let site = titles::site(facts, linked.site.as_deref(), headline.as_deref());
    let title = headline.or_else(|| {
        let titles = titles::candidates(facts, linked.headline.as_deref(), site.as_deref());
        titles.into_iter().next()
    });
    Article {
        byline: meta::byline(facts, &linked, &head, site.as_deref()),
        date: meta::date(&page, &linked, &head, month_first),
        language: facts.language(&linked),
        meta: meta::others(facts, &linked, title, site),
        removed: write::removed(&page, &parts, &head),
        ..written.article
    }
}

/// What of a page is taken for its article. Where the text is only in a script, it is appended.
fn taken(page: &mut Page, html: &str, linked: &Linked) -> Vec<Part> {
    let extracted = extractor::run(html);
    let (parts, found) = body::taken(page, extracted.as_ref().map(|e| e.text.as_str()));
    let shown = (found >= MIN_FOUND).then_some(parts);
    let told = linked.body.as_ref().and_then(|told| {
        let shown = shown.as_deref().unwrap_or_default();
        body::told(page, shown, told)
    });
    let from_script = || extracted.map(|e| Page::new(&Html::parse_document(&e.html)));
    match (told, shown) {
        (Some(told), _) => page.append(told),
        (None, Some(parts)) => parts,
        (None, None) => page.append(from_script().unwrap_or_default()),
    }
}
