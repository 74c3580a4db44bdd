//! What a page tells of its article beside the text.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::dates;
use super::facts::Facts;
use super::head::Head;
use super::json_ld::Linked;
use super::names;
use super::page::Page;
use super::text::decoded;

impl Facts {
    /// The content of the first meta element of a name, if it is not empty.
    pub fn meta(&self, name: &str) -> Option<&str> {
        let mut found = self.metas.iter().filter(|(n, _)| n == name);
        found.next().map(|(_, content)| content.as_str())
    }

    fn first_meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.meta(name))
    }

    /// The language that the page declares: a BCP 47 tag.
    pub fn language(&self, linked: &Linked) -> Option<String> {
        let declared = [
            self.language.as_deref(),
            self.meta("content-language"),
            self.meta("og:locale"),
            self.meta("dc.language"),
            linked.language.as_deref(),
        ];
        declared.into_iter().flatten().find_map(tag)
    }

    /// Whether "04/06/2024" is the sixth of April here.
    pub fn is_month_first(&self, linked: &Linked) -> bool {
        self.language(linked)
            .is_some_and(|l| l.eq_ignore_ascii_case("en-us"))
            || self.meta("og:locale") == Some("en_US")
    }
}

/// "en_GB" or "en-GB,en" as a BCP 47 tag.
fn tag(declared: &str) -> Option<String> {
    let first = declared
        .split([',', ';', ' '])
        .next()?
        .trim()
        .replace('_', "-");
    let mut parts = first.split('-');
    let language = parts.next()?;
    let is_language =
        (2..=3).contains(&language.len()) && language.chars().all(|c| c.is_ascii_alphabetic());
    let are_subtags =
        parts.all(|p| (1..=8).contains(&p.len()) && p.chars().all(|c| c.is_ascii_alphanumeric()));
    (is_language && are_subtags).then_some(first)
}

/// The article's address, if it is whole.
fn canonical(facts: &Facts, linked: &Linked) -> Option<String> {
    let told = [
        facts.canonical.as_deref(),
        facts.meta("og:url"),
        linked.url.as_deref(),
    ];
    let mut whole = told.into_iter().flatten().filter(|u| u.starts_with("http"));
    whole.next().map(str::to_owned)
}

/// The names of the authors: as the byline shows them, or as the metadata give them.
pub(super) fn byline(
    facts: &Facts,
    linked: &Linked,
    head: &Head,
    site: Option<&str>,
) -> Option<String> {
    let of_linked = || names::of_metadata(linked.authors.iter().map(String::as_str), site);
    let of_metas = || {
        let written_by = facts
            .meta("twitter:label1")
            .is_some_and(|l| l.eq_ignore_ascii_case("written by"));
        let names = [
            "author",
            "byl",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "dcterms.creator",
            "citation_author",
            "article:author",
        ];
        let twitter = facts.meta("twitter:data1").filter(|_| written_by);
        let told = names
            .iter()
            .filter_map(|name| facts.meta(name))
            .chain(twitter);
        told.map(decoded)
            .find_map(|name| names::of_metadata([name.as_str()], site))
    };
    head.names.clone().or_else(of_linked).or_else(of_metas)
}

/// The day on which the article appeared.
pub(super) fn date(page: &Page, linked: &Linked, head: &Head, month_first: bool) -> Option<Date> {
    let facts = &page.facts;
    let metas = [
        "article:published_time",
        "article:published",
        "og:published_time",
        "datepublished",
        "og:article:published_time",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dcterms.date",
        "dc.date",
        "dc.date.created",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "citation_publication_date",
        "article.published",
        "cxenseparse:recs:publishtime",
        "date",
        "created",
        "originalpublicationdate",
    ];
    let told = linked.published.as_deref().into_iter();
    let told = told.chain(metas.iter().filter_map(|name| facts.meta(name)));
    // Metadata may give the time of another place, where it was another day.
    let as_shown = |date: Date| match head.date {
        Some(shown) if (shown - date).get_days().abs() == 1 => shown,
        _ => date,
    };
    let shown = || {
        let times = facts
            .times
            .iter()
            .filter(|(_, before)| head.region.contains(before));
        let mut times = times.filter_map(|(time, _)| dates::machine(time, month_first));
        times.next().map(as_shown).or(head.date).or(head.updated)
    };
    let told = told.filter_map(|date| {
        let read = dates::machine(date, month_first)?;
        // "04/06/2024" is what the page shows, if it shows one of its two readings.
        let other = dates::machine(date, !month_first);
        Some(other.filter(|_| other == shown()).unwrap_or(as_shown(read)))
    });
    let address = || canonical(facts, linked).and_then(|address| dates::in_address(&address));
    { told }.next().or_else(shown).or_else(address)
}

/// What else is told: title, site, canonical, description, section, modified.
pub(super) fn others(
    facts: &Facts,
    linked: &Linked,
    title: Option<String>,
    site: Option<String>,
) -> Map<String, Value> {
    let description = facts
        .first_meta(&[
            "og:description",
            "description",
            "twitter:description",
            "dc.description",
        ])
        .map(decoded)
        .or_else(|| linked.description.clone());
    let section = facts
        .first_meta(&["article:section", "section", "parsely-section"])
        .map(decoded)
        .or_else(|| linked.section.clone());
    let modified = linked.modified.as_deref().or_else(|| {
        facts.first_meta(&[
            "article:modified_time",
            "article:modified",
            "og:updated_time",
            "last-modified",
            "dc.date.modified",
        ])
    });
    let fields = [
        ("title", title),
        ("site", site),
        ("canonical", canonical(facts, linked)),
        ("description", description),
        ("section", section),
        ("modified", modified.map(str::to_owned)),
    ];
    let told = fields.into_iter().filter_map(|(name, value)| {
        let value = value.filter(|v| !v.is_empty())?;
        Some((name.to_owned(), Value::String(value)))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags() {
        assert_eq!(tag("en_GB").as_deref(), Some("en-GB"));
        assert_eq!(tag("de-AT, de").as_deref(), Some("de-AT"));
        assert_eq!(tag("english"), None);
        assert_eq!(tag(""), None);
    }
}
