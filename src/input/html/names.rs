//! The names in a byline.

use super::text::{collapsed, plain};

// "By", with what may come before it, in the languages of Western Europe.
pattern!(
    BY,
    r"(?x)^[–—-]?\s*(?: (?:\p{L}+\s+){0,3}
        (?: (?i:by|von|por|par|door|av|af|przez) | di | Di | DI | Da | De ) \s*:?\s+
      | (?:بقلم|كتبت?|إعداد|تقرير)\s*:?\s+ )"
);
pattern!(
    LABEL,
    r"(?i)^(?:authors?|autore?|autor(?:en|in)?|auteur|byline|reporter|writer|words|text|texte|texto|testo|story|story by)\s*:\s*"
);
// Those by whom something else is.
pattern!(
    OTHERS,
    r"(?i)^(?:photo\w*|pictures?|images?|illustrat\w+|portraits?|design\w*|music|cover|art|drawings?|graphics?|videos?|edit\w*|produc\w+|foto\w*|sponsored|powered|supported|owned|funded|liked|backed|followed|translated)\b"
);
// What ends the names: a mark that is no part of a name, a date, an agency in brackets.
pattern!(
    END,
    r"(?x) \s[|·•–—/-]\s | [|·•\n(<@] | \d | ,?\s(?i:for|in|at|on|à|à\ paris|published|posted|updated|publié|am)\s "
);
// What is no person: roles, desks, papers.
pattern!(
    ROLE,
    r"(?xi)\b(?:
        correspondents?|reporters?|editors?|writers?|columnists?|staff|desk|bureau|chief|contributors?|critic|
        analyst|producer|photographer|agency|agencies|agence|agentur|team|newsroom|
        redaktion|korrespondent(?:in)?|journalist(?:e|in)?|reporterin|redacción|redaction|rédaction|redazione
    )\b"
);
pattern!(
    NOBODY,
    r"(?xi)^(?:
        admin(?:istrator)?|webmaster|web\ ?editor|editor|user\d*|root|author|unknown|none|null|undefined|
        anonymous|guest|default|wordpress|test|website|news|[\w.+-]+@[\w.-]+|https?:.*|www\..*
    )$"
);

/// The names in a line that tells that it is a byline: "By A and B, Transport Correspondent" has
/// "A and B". `None` where the line does not tell, or has no names.
pub(super) fn of_byline(line: &str) -> Option<String> {
    let line = line.trim();
    let start = BY.find(line).or_else(|| LABEL.find(line))?.end();
    let names = names(&line[start..])?;
    // A person has two names, unless nobody is named.
    let is_whole = names.contains(' ') || line.len() < 40;
    (is_whole && !OTHERS.is_match(line)).then_some(names)
}

/// Whether a line is the word before names alone, which then stand in the next one.
pub(super) fn is_label(line: &str) -> bool {
    let line = format!("{} ", line.trim());
    let found = BY.find(&line).or_else(|| LABEL.find(&line));
    found.is_some_and(|found| found.end() == line.len())
}

/// The names at the start of a text: up to a role, a date or a mark that ends them.
pub(super) fn names(text: &str) -> Option<String> {
    let end = END.find(text).map_or(text.len(), |m| m.start());
    let text = collapsed(&text[..end]);
    let text = text.trim_matches([' ', ',', '.', ':', ';', '-', '–', '—']);
    // A list of names with commas, up to the first part that is none.
    let mut kept = Vec::new();
    for (i, part) in text.split(", ").enumerate() {
        if !(is_name(part) || (i == 0 && is_unnamed(part))) {
            break;
        }
        kept.push(part.trim());
    }
    let names = kept.join(", ");
    (!names.is_empty()).then_some(names)
}

/// "Staff reporter" and the like, where a paper names nobody.
fn is_unnamed(part: &str) -> bool {
    ROLE.is_match(part) && part.split_whitespace().count() <= 3 && starts_large(part)
}

/// Whether a part of a list can be the name of a person, or several with "and".
fn is_name(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let small = |w: &&&str| w.starts_with(char::is_lowercase);
    let cased = words.iter().any(|w| w.starts_with(char::is_uppercase));
    let few_small = words.iter().filter(small).count() * 2 <= words.len();
    (1..=12).contains(&words.len())
        && !ROLE.is_match(part)
        && (cased && few_small && starts_large(part) || is_caseless(part))
}

fn starts_large(part: &str) -> bool {
    let first = part.split_whitespace().next().unwrap_or_default();
    first.starts_with(char::is_uppercase)
        || matches!(
            first,
            "and" | "und" | "et" | "y" | "e" | "de" | "van" | "von" | "di" | "da" | "al"
        )
}

/// Whether the script of a text has no upper case.
fn is_caseless(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase() && !c.is_uppercase())
}

/// Names that metadata give, without those that are nobody's: user names, addresses, the site's
/// own name.
pub(super) fn of_metadata<'a>(
    names: impl IntoIterator<Item = &'a str>,
    site: Option<&str>,
) -> Option<String> {
    let site = site.map(plain);
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let name = collapsed(name);
        let name = BY.replace(&name, "");
        let name = name.trim_matches([' ', ',', ';']).to_owned();
        let own = plain(&name);
        let is_site = site.as_ref().is_some_and(|site| {
            *site == own || (own.len() >= 5 && site.contains(&own)) || own.contains(site.as_str())
        });
        // One word in lower case is a user name.
        let is_user = !name.contains(' ') && name.chars().next().is_none_or(|c| c.is_lowercase());
        if !name.is_empty()
            && !is_site
            && !is_user
            && name.len() < 200
            && !NOBODY.is_match(&name)
            && !kept.contains(&name)
        {
            kept.push(name);
        }
    }
    let last = kept.pop()?;
    Some(match kept.is_empty() {
        true => last,
        false => format!("{} and {last}", kept.join(", ")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        for (line, names) in [
            ("By Priya Lonsdale Transport Correspondent", None),
            (
                "By Désirée Lamotte, Town Hall Reporter",
                Some("Désirée Lamotte"),
            ),
            (
                "by Owen Tarrant – posted Thursday 5 June 2008 – 3 comments",
                Some("Owen Tarrant"),
            ),
            (
                "Von Katrin Behringer und Jonas Wölk",
                Some("Katrin Behringer und Jonas Wölk"),
            ),
            ("Interview by Leonie Castellan", Some("Leonie Castellan")),
            ("BY ANA DE LA CRUZ | May 5", Some("ANA DE LA CRUZ")),
            (
                "Author: Jo Ek, Max Au and Li Bo",
                Some("Jo Ek, Max Au and Li Bo"),
            ),
            ("By Staff reporter", Some("Staff reporter")),
            ("By the time they came it was over", None),
            ("Jo Ek", None),
        ] {
            assert_eq!(of_byline(line).as_deref(), names, "{line}");
        }
    }

    #[test]
    fn nobody_in_metadata() {
        let of = |names: &[&str]| of_metadata(names.iter().copied(), Some("The Post"));
        assert_eq!(of(&["admin", "the post", "moyelaran", "x@y.example"]), None);
        assert_eq!(of(&["By Ada Ek"]).as_deref(), Some("Ada Ek"));
        assert_eq!(
            of(&["A B", "C D", "E F"]).as_deref(),
            Some("A B, C D and E F")
        );
    }
}
