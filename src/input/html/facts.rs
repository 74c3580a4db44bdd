//! What the head of a page and some of its elements tell of it.

use scraper::ElementRef;
use scraper::node::Element;

/// What the head of a page and its elements tell of it.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Names, in lower case, and contents of the meta elements.
    pub metas: Vec<(String, String)>,
    pub canonical: Option<String>,
    pub language: Option<String>,
    /// The title element's text.
    pub title: String,
    /// The JSON-LD scripts' text.
    pub json_ld: Vec<String>,
    /// The `datetime` of time elements, with the number of pieces before each.
    pub times: Vec<(String, usize)>,
    /// Texts for the picture in a link to the front page.
    pub logos: Vec<String>,
}

/// Where in the page an element is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    /// Block elements around it.
    pub depth: usize,
    /// Pieces of text before it.
    pub pieces: usize,
    /// Whether it is in a link to the front page.
    pub in_home_link: bool,
}

impl Facts {
    /// Takes what an element tells.
    pub fn gather(&mut self, element: &Element, node: Option<ElementRef>, context: Context) {
        let name = element.name();
        let attr = |name| element.attr(name).map(str::trim).filter(|v| !v.is_empty());
        let text = || {
            node.map(|n| n.text().collect::<String>())
                .unwrap_or_default()
        };
        match name {
            "meta" => {
                let names = ["property", "name", "itemprop", "http-equiv"];
                if let (Some(name), Some(content)) =
                    (names.iter().find_map(|n| attr(n)), attr("content"))
                {
                    let name = name.to_ascii_lowercase();
                    self.metas.push((name, content.to_owned()));
                }
            }
            "link" if attr("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                self.canonical = self.canonical.take().or(attr("href").map(str::to_owned));
            }
            "html" => self.language = attr("lang").or(attr("xml:lang")).map(str::to_owned),
            // Pictures have titles too.
            "title" if self.title.is_empty() && context.depth < 2 => self.title = text(),
            "script"
                if attr("type")
                    .is_some_and(|t| t.to_ascii_lowercase().starts_with("application/ld+json")) =>
            {
                self.json_ld.push(text());
            }
            "time" => {
                if let Some(time) = attr("datetime") {
                    self.times.push((time.to_owned(), context.pieces));
                }
            }
            "img" | "amp-img" if context.in_home_link => {
                self.logos.extend(attr("alt").map(str::to_owned));
            }
            _ => {}
        }
    }
}

/// Whether a link leads to the front page.
pub(super) fn is_home(href: &str) -> bool {
    let path = href
        .split_once("://")
        .map_or(href, |(_, rest)| rest.find('/').map_or("/", |i| &rest[i..]));
    let name = path.trim_start_matches('/');
    name.is_empty() || name.starts_with("index.")
}
