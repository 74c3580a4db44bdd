//! The title of a page and the name of its site, told apart.

use super::facts::Facts;
use super::text::{collapsed, decoded, plain, similarity};

/// Marks between a title and the name of the site.
const MARKS: [&str; 9] = [
    " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " / ", ": ",
];

/// The titles that the head of a page gives, the site's name left out, the likeliest first.
pub(super) fn candidates(facts: &Facts, linked: Option<&str>, site: Option<&str>) -> Vec<String> {
    let metas = [
        "og:title",
        "twitter:title",
        "dc.title",
        "parsely-title",
        "sailthru.title",
    ];
    let of_metas = metas.iter().filter_map(|name| facts.meta(name));
    let all = linked.into_iter().chain(of_metas).map(decoded);
    let mut titles = Vec::new();
    for title in all.chain([collapsed(&facts.title)]) {
        let title = without_site(&title, site);
        if !title.is_empty() && !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles
}

/// A title without the site's name at its end or start.
fn without_site(title: &str, site: Option<&str>) -> String {
    let Some(site) = site.map(plain) else {
        return title.to_owned();
    };
    let is_site = |part: &str| {
        let part = plain(part);
        !part.is_empty() && (part == site || (part.len() >= 4 && site.contains(&part)))
    };
    for mark in MARKS {
        if let Some((rest, last)) = title.rsplit_once(mark)
            && is_site(last)
            && mark != ": "
        {
            return rest.trim().to_owned();
        }
        if let Some((first, rest)) = title.split_once(mark)
            && plain(first) == site
        {
            return rest.trim().to_owned();
        }
    }
    title.to_owned()
}

/// The site's name: as the page gives it, as what stands in its title beside the headline, or as
/// the text of its logo.
pub(super) fn site(facts: &Facts, linked: Option<&str>, headline: Option<&str>) -> Option<String> {
    let told = facts
        .meta("og:site_name")
        .or(linked)
        .or_else(|| facts.meta("application-name"))
        .or_else(|| facts.meta("dc.publisher"))
        .or_else(|| facts.meta("publisher"))
        .map(decoded)
        .filter(|name| !name.is_empty() && !name.contains("://"));
    told.or_else(|| headline.and_then(|h| beside(&collapsed(&facts.title), h)))
        .or_else(|| {
            let logos = facts.logos.iter().map(|alt| without_logo(alt));
            logos.into_iter().find(|alt| is_name(alt))
        })
}

/// What stands beside the headline in a title.
fn beside(title: &str, headline: &str) -> Option<String> {
    for mark in MARKS {
        let last = title.rsplit_once(mark).filter(|_| mark != ": ");
        let first = title.split_once(mark).map(|(first, rest)| (rest, first));
        for (rest, name) in last.into_iter().chain(first) {
            let fits = similarity(rest, headline) >= 0.6 && similarity(name, headline) < 0.6;
            if fits && is_name(name) {
                return Some(name.trim().to_owned());
            }
        }
    }
    // The headline on the page may be another than that of the title.
    let marked = MARKS[..4].iter().find_map(|mark| title.rsplit_once(mark));
    let name = marked.map(|(_, name)| name.trim()).filter(|n| is_name(n))?;
    (name.split_whitespace().count() >= 2).then(|| name.to_owned())
}

fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=6).contains(&words) && text.contains(char::is_alphabetic)
}

fn without_logo(alt: &str) -> String {
    let words = alt.split_whitespace();
    let kept: Vec<&str> = words
        .filter(|w| !["logo", "home", "homepage"].contains(&w.to_lowercase().as_str()))
        .collect();
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titled(title: &str) -> Facts {
        Facts {
            title: title.to_owned(),
            ..Facts::default()
        }
    }

    #[test]
    fn the_site_beside_the_headline() {
        let of = |title, headline| site(&titled(title), None, Some(headline));
        assert_eq!(
            of("A B C | News | The Post", "A B C").as_deref(),
            Some("The Post")
        );
        assert_eq!(of("The Post: A B C", "A B C").as_deref(), Some("The Post"));
        assert_eq!(
            of("He did it. - The Post", "A tenor sang").as_deref(),
            Some("The Post")
        );
        assert_eq!(of("A B C", "A B C"), None);
        let facts = Facts {
            logos: vec!["The Post logo".to_owned()],
            ..titled("Welcome")
        };
        assert_eq!(site(&facts, None, None).as_deref(), Some("The Post"));
    }

    #[test]
    fn titles_without_the_site() {
        let titles = candidates(
            &titled("The Post: A - B"),
            Some("A - B | THE POST"),
            Some("The Post"),
        );
        assert_eq!(titles, ["A - B"]);
        let titles = candidates(&titled("A: B"), None, None);
        assert_eq!(titles, ["A: B"]);
    }
}
