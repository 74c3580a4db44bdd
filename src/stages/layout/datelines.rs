//! Place, day and agency before the first words of a text: "BRUSSELS (Reuters) - ",
//! "NAIROBI, Kenya (AP) — ", "KUWAIT CITY, July 24: ", "(CNN) ".

use super::bylines::AGENCIES;

pattern!(
    PARTS,
    r"(?x)^[*_]{0,3}
    (?P<place>(?:[\p{Lu}][\p{L}.’']*[\s/-]){0,3}[\p{Lu}][\p{L}.’']*)?
    (?P<region>(?:,\s+[\p{Lu}][\p{L}.]+(?:\s[\p{Lu}][\p{L}.]+){0,2}){0,2}?)[*_]{0,3}
    (?P<date>[,\s(|–—-]*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?
      (?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\p{L}*\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?
        |\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{L}*\.?(?:,?\s+\d{4})?)\)?)?
    (?P<agency>,?\s*[(\[]\s*[\p{Lu}d][^()\[\]]{1,40}[)\]]|,?\s*/[\p{Lu}][^/]{1,30}/)?
    (?P<mark>\s*(?:--+\s*\(BUSINESS\sWIRE\)\s*--+|[—–]|--+|-|:|\.\s?[—–-]+)\s*|\s+)"
);

/// Words in capitals that stand before a dash or a colon and are no places.
const LABELS: &[&str] = &[
    "ALERT",
    "ALSO",
    "ANALYSIS",
    "ANSWER",
    "BREAKING",
    "CLARIFICATION",
    "COMMENT",
    "CORRECTION",
    "EDITORIAL",
    "EXCLUSIVE",
    "EXPLAINED",
    "EXPLAINER",
    "FACT",
    "FILE",
    "FLASH",
    "FOCUS",
    "INTERVIEW",
    "INSIGHT",
    "LATEST",
    "LETTER",
    "LIVE",
    "MORE",
    "MYTH",
    "NEWS",
    "NOTE",
    "OPINION",
    "PHOTO",
    "PHOTOS",
    "POLL",
    "QUESTION",
    "READ",
    "RECAP",
    "RELATED",
    "REVIEW",
    "SPOILER",
    "STORY",
    "UPDATE",
    "UPDATED",
    "VIDEO",
    "WARNING",
    "WATCH",
];

/// The words that must follow, lest a short line be taken for one.
const MIN_WORDS: usize = 4;

/// The bytes of the dateline before the text of a block, its dash included; `leads` tells that the
/// block is the first of the running text, where a place and a dash are enough.
pub(super) fn dateline(block: &str, leads: bool) -> Option<usize> {
    if let Some((name, rest)) = block.strip_prefix('(').and_then(|b| b.split_once(')'))
        && AGENCIES.binary_search(&name).is_ok()
        && rest.starts_with(char::is_uppercase)
    {
        return Some(name.len() + 2);
    }
    let parts = PARTS.captures(block)?;
    let part = |name| parts.name(name).map_or("", |part| part.as_str());
    let (place, mark) = (part("place"), part("mark"));
    let (dated, agency) = (!part("date").is_empty(), part("agency"));
    let rest = &block[parts.get(0)?.end()..];
    let known = {
        let name = agency.trim_matches(|c: char| ",()[]/ ".contains(c) || c.is_whitespace());
        AGENCIES.binary_search(&name).is_ok() || name.starts_with("CNN")
    };
    let in_capitals = !place.is_empty() && !place.chars().any(char::is_lowercase);
    let opens =
        rest.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“‘\"'$€£[".contains(c));
    if !opens || rest.split_whitespace().take(MIN_WORDS).count() < MIN_WORDS {
        return None;
    }
    if place
        .split(|c: char| !c.is_alphabetic())
        .any(|w| LABELS.contains(&w.to_uppercase().as_str()))
    {
        return None;
    }
    let says_much = dated || !agency.is_empty();
    let is_one = match mark.trim() {
        "" => known && place.is_empty() && !dated,
        ":" => in_capitals && (dated || known || (leads && letters(place) > 3)),
        "-" | "–" if !mark.starts_with(char::is_whitespace) && agency.is_empty() => false,
        "-" | "–" if !mark.ends_with(char::is_whitespace) => false,
        _ if place.is_empty() => known,
        _ if in_capitals => says_much || letters(place) > 3,
        _ => known || dated || leads,
    };
    is_one.then(|| parts.get(0).map_or(0, |all| all.as_str().trim_end().len()))
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_of_many_agencies() {
        for line in include_str!("datelines.txt").lines() {
            let (mark, line) = line.split_at(2);
            let (expected, text) = line.split_once('¦').unwrap_or(("", line));
            let text = format!("{expected}{text}");
            let found = dateline(&text, mark == "1 ").unwrap_or(0);
            assert_eq!(&text[..found], expected.trim_end(), "{text}");
        }
        assert!(LABELS.iter().all(|l| l.chars().all(char::is_uppercase)));
    }
}
