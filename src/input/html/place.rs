//! The places of a page: its block elements, and what their names say of them.

use scraper::node::Element;

/// Index of a place in its page.
pub(super) type PlaceId = usize;

/// A block element.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub parent: Option<PlaceId>,
    /// Name of the element, in lower case.
    pub tag: String,
    /// Its class, id, role and the like, in words of lower case.
    pub words: Vec<String>,
    /// Its class, as it stands.
    pub class: String,
    /// Its class or, where it has none, its id, without digits: alike for the parts of a series.
    pub name: String,
    /// Not shown by browsers, or inside such a place.
    pub hidden: bool,
    /// Buttons and fields right in it.
    pub controls: usize,
    /// Pictures right in it.
    pub pictures: usize,
    /// What it is, if it is none of the article, by its own names.
    pub kind: Option<&'static str>,
}

impl Place {
    /// The place of an element.
    pub fn new(element: &Element, parent: Option<PlaceId>, parent_hidden: bool) -> Self {
        let tag = element.name().to_ascii_lowercase();
        let words = words(element);
        let kind = kind(&tag, &words);
        Self {
            parent,
            words,
            controls: 0,
            pictures: 0,
            class: element.attr("class").unwrap_or_default().to_owned(),
            name: name(element),
            hidden: parent_hidden || is_hidden(element),
            kind,
            tag,
        }
    }

    /// Whether it is a heading of any level.
    pub fn is_heading(&self) -> bool {
        matches!(self.tag.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    }

    /// Whether one of its names is one of these.
    pub fn is_named(&self, names: &[&str]) -> bool {
        self.words.iter().any(|w| names.contains(&w.as_str()))
    }
}

fn name(element: &Element) -> String {
    let class = element.attr("class").filter(|class| !class.is_empty());
    let name = class.or(element.attr("id")).unwrap_or_default();
    name.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Attributes that name what an element is for.
const NAMING: [&str; 7] = [
    "class",
    "id",
    "role",
    "itemprop",
    "data-component",
    "data-testid",
    "rel",
];

/// The words of an element's names: "storyFoot-ad_2" is story, foot, ad, 2.
pub(super) fn words(element: &Element) -> Vec<String> {
    let mut words = Vec::new();
    for name in NAMING {
        // A name is short; what is longer is data.
        let is_name = |v: &&str| v.len() < 500 && !(name == "id" && is_slug(v));
        let Some(value) = element.attr(name).filter(is_name) else {
            continue;
        };
        let mut word = String::new();
        let mut last_is_lower = false;
        for c in value.chars() {
            if !c.is_alphanumeric() || (c.is_uppercase() && last_is_lower) {
                push(&mut words, &mut word);
            }
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
            last_is_lower = c.is_lowercase();
        }
        push(&mut words, &mut word);
    }
    words
}

/// Whether an id is the heading of a section, for links to it: "how-to-share-a-draft".
fn is_slug(id: &str) -> bool {
    const MIN_WORDS: usize = 5;
    let is_word = |word: &str| !word.is_empty() && word.chars().all(char::is_lowercase);
    let words = || id.split('-').take(MIN_WORDS);
    words().count() == MIN_WORDS && words().all(is_word)
}

fn push(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// Names that hide an element from the eye alone.
const UNSEEN: [&str; 6] = [
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screenreader",
    "u-hidden-visually",
];

/// Whether browsers leave an element out.
pub(super) fn is_hidden(element: &Element) -> bool {
    let has_style = |style: &str| {
        ["display:none", "visibility:hidden"]
            .iter()
            .any(|s| style.contains(s))
    };
    element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|style| {
            has_style(&style.to_ascii_lowercase().replace(char::is_whitespace, ""))
        })
        || element.attr("class").is_some_and(|class| {
            class
                .split_ascii_whitespace()
                .any(|c| UNSEEN.contains(&c.to_ascii_lowercase().as_str()))
        })
        || (element.name().starts_with("amp-") && element.attr("layout") == Some("nodisplay"))
}

/// Kinds of what is none of the article, with the words that tell them; a word that ends in "*"
/// stands for all that begin so. The first kind that fits is taken.
const KINDS: &[(&str, &str)] = &[
    (
        "advert",
        "ad ads adv advert* adslot* adbox adunit* adwrapper adcontainer sponsor* mpu dfp gpt \
         leaderboard anzeige werbung publicidad publicite pubblicita taboola* outbrain* midroll",
    ),
    ("cookies", "cookie* consent* gdpr cmp onetrust didomi ccpa"),
    (
        "paywall",
        "paywall regwall metered piano subscribewall offer offers",
    ),
    (
        "newsletter",
        "newsletter* signup subscribe* subscription* subscr mailing* optin boletin infolettre",
    ),
    (
        "comments",
        "comment comments commentlist disqus* respond responses discussion kommentare \
         comentarios commentaires forum leserkommentare",
    ),
    (
        "share",
        "share* sharing social* addthis* bookmark bookmarks teilen toolbar addtoany*",
    ),
    (
        "navigation",
        "nav navbar navigation menu submenu breadcrumb* crumb crumbs pagination pager skip \
         tablist sitemap directory krumen topbar",
    ),
    (
        "author",
        "bio biography authorbio authorbox autorenbox contrib",
    ),
    (
        "related",
        "related* recommend* recirc* recirculation readmore teaser* mostread mostpopular popular \
         trending promo* outbound upnext readnext rail sidebar lesetipp seealso morefrom carousel \
         rel crosslink* suggested cta",
    ),
    (
        "topics",
        "tags tag taglist topics topic keywords categories tagrow",
    ),
    (
        "footer",
        "footer* foot colophon copyright legal disclaimer seitenfuss",
    ),
    ("search", "search*"),
    ("header", "masthead banner siteheader"),
    ("media", "player audio video podcast gallery slideshow"),
];

fn kind(tag: &str, words: &[String]) -> Option<&'static str> {
    let of_tag = match tag {
        "nav" | "menu" => Some("navigation"),
        "button" | "form" | "dialog" => Some("controls"),
        _ if tag.starts_with("amp-ad") => Some("advert"),
        "amp-consent" => Some("cookies"),
        "amp-sidebar" => Some("navigation"),
        "amp-social-share" => Some("share"),
        _ => None,
    };
    let fits = |name: &str, word: &String| match name.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => word == name,
    };
    let of_words = || {
        let told = |names: &str| names.split(' ').any(|n| words.iter().any(|w| fits(n, w)));
        KINDS
            .iter()
            .find(|(_, names)| told(names))
            .map(|(kind, _)| *kind)
    };
    of_tag.or_else(of_words)
}

/// The kind that an element tells where nothing better is known.
pub(super) fn weak_kind(tag: &str) -> Option<&'static str> {
    match tag {
        "footer" => Some("footer"),
        "header" => Some("header"),
        "aside" => Some("related"),
        "figure" | "figcaption" => Some("caption"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(html: &str) -> Element {
        let fragment = scraper::Html::parse_fragment(html);
        let mut elements = fragment.tree.values().filter_map(|n| n.as_element());
        elements.rfind(|e| e.name() != "html").unwrap().clone()
    }

    #[test]
    fn names_are_cut_into_words() {
        let words = words(&element("<p class='storyFoot-ad_2' id=Xy>"));
        assert_eq!(words, ["story", "foot", "ad", "2", "xy"]);
        let words = |html: &str| super::words(&element(html));
        assert!(words("<section id=how-to-share-a-draft>").is_empty());
        assert_eq!(words("<div id=share-tools-top>").len(), 3);
    }

    #[test]
    fn kinds_by_names() {
        let kind = |html: &str| Place::new(&element(html), None, false).kind;
        assert_eq!(kind("<div class='Ad_slot__z'></div>"), Some("advert"));
        assert_eq!(kind("<div class='reader headline'></div>"), None);
        assert_eq!(kind("<div id=shareTools></div>"), Some("share"));
        assert_eq!(kind("<nav></nav>"), Some("navigation"));
    }

    #[test]
    fn what_is_not_shown() {
        for html in [
            "<p hidden>",
            "<p style='Display : none'>",
            "<span class='x sr-only'></span>",
        ] {
            assert!(is_hidden(&element(html)), "{html}");
        }
        assert!(!is_hidden(&element("<p class=hidden-gem>")));
    }
}
