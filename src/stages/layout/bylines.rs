//! Lines that say who wrote the article: "By Ana Ruiz and Tom Le, Staff Writers | 3 May 2024",
//! "Ana Ruiz, Associated Press", "(Reporting by Ana Ruiz; editing by Tom Le)".

/// The longest byline, and the longest line of credits under the text, in characters.
const MAX_CHARS: usize = 160;
const MAX_CREDITS: usize = 320;

pattern!(
    LEAD,
    r"(?x)^(?:(?i:written|posted|reported|published|story|text|words|review(?:ed)?|report|article|interview|analysis|opinion|compiled|edited|translated|produced)\ )?(?i:by)\ ?:?\ 
      |^(?i:authors?|reporters?|writers?)\ ?:\ 
      |^(?:From|FROM)\ "
);
pattern!(
    CREDITS,
    r"(?xi)^(?:
        (?:additional\ )?(?:reporting|writing|editing|translation|research)(?:\ (?:and|&)\ (?:writing|editing|reporting))?\ by\b.*
      | (?:additional\ )?reporting\ ?:\ .{2,80}
      | with\ (?:an?\ |additional\ )?(?:inputs?|reports?|reporting|files|contributions|agency\ inputs)\ (?:from|by)\b.*
      | with\ (?:the\ )?(?:associated\ press|reuters|agence\ france-presse|afp|ap|bloomberg|agenc(?:y|ies)|wires?|press\ association)(?:(?:,|\ and|\ &)\ .{2,60})?
      | (?-i:[\p{Lu}\d][\p{Lu}\d\ ]{1,30})\ with\ (?:afp|ap|reuters|agencies)(?:(?:,|\ and)\ (?:afp|ap|reuters|agencies))*
      | (?-i:\p{Lu}\S+(?:\ \p{Lu}\S+){1,3})\ (?:writes|reports)\ for\ (?:the\ )?(?-i:\p{Lu})[^.]{2,80}
      | (?:from\ )?staff\ (?:reports?|writers?)(?:\ and\ wires?)?
      | [^©]{3,200}\bcontributed\ (?:to\ (?:this|the)\ (?:report|story|article)|reporting)\b.{0,40}
    )$"
);
pattern!(
    ROLE,
    r"(?xi)(?:^|[\ ,|])(?:(?:staff|senior|junior|chief|special|contributing|guest|freelance|foreign|political|science|health|business|crime|sports?|bureau|assistant|associate|managing|deputy|news|\p{L}+)\ ){0,3}
      (?:writers?|reporters?|correspondents?|editors?|columnists?|contributors?|journalists?|bureau\ chief|staff)$"
);
pattern!(
    CUT,
    r"(?i)\s[|·•–—-]\s?|[|·•]|,?\s(?:published|updated|posted|on)\b|[\d@(/]"
);

// "February 22, 2015 by Ana Ruiz"
pattern!(
    DATED,
    r"^(?:\p{Lu}\p{L}+\.? \d{1,2},? \d{4}|\d{1,2} \p{Lu}\p{L}+ \d{4}),?\s+(?i:by\s)"
);

/// Agencies that stand for a name.
pub(super) const AGENCIES: &[&str] = &[
    "AA",
    "AAP",
    "AFP",
    "AGI",
    "ANI",
    "ANSA",
    "ANTARA",
    "AP",
    "APA",
    "APP",
    "APS",
    "ATA",
    "Agence France-Presse",
    "Agencies",
    "Anadolu",
    "Anadolu Agency",
    "Antara",
    "Associated Press",
    "BBC",
    "BERNAMA",
    "BNA",
    "BSS",
    "BTA",
    "Belga",
    "Bernama",
    "Bloomberg",
    "Business Wire",
    "CNN",
    "CP",
    "CTK",
    "DPA",
    "EFE",
    "GNA",
    "IANS",
    "INA",
    "IPS",
    "IRIN",
    "IRNA",
    "Interfax",
    "KUNA",
    "Kyodo",
    "LETA",
    "LUSA",
    "MAP",
    "MENA",
    "MTI",
    "NAN",
    "NHK",
    "NPR",
    "ONA",
    "PA",
    "PAP",
    "PTI",
    "Petra",
    "Press Association",
    "Press Trust of India",
    "QNA",
    "RIA Novosti",
    "Reuters",
    "Reuters Staff",
    "SANA",
    "SPA",
    "TAP",
    "TASS",
    "The Associated Press",
    "The Canadian Press",
    "Thomson Reuters Foundation",
    "UNB",
    "UPI",
    "Ukrinform",
    "WAM",
    "Xinhua",
    "Yonhap",
    "dpa",
];

/// Words between and behind names.
const CONNECTORS: &[&str] = &[
    "&", "al", "and", "at", "bin", "bint", "da", "das", "de", "del", "den", "der", "di", "dos",
    "du", "el", "for", "in", "la", "le", "of", "the", "to", "ul", "van", "von", "with", "y",
];

const ROLE_WORDS: &[&str] = &[
    "affairs",
    "associate",
    "business",
    "chief",
    "columnist",
    "contributor",
    "correspondent",
    "crime",
    "editor",
    "editors",
    "environment",
    "foreign",
    "health",
    "journalist",
    "news",
    "political",
    "reporter",
    "reporters",
    "science",
    "senior",
    "special",
    "sports",
    "staff",
    "writer",
    "writers",
];

/// Capitalised words that "By" stands before in running text and titles.
const NO_NAMES: &[&str] = &[
    "accident",
    "all",
    "an",
    "and",
    "any",
    "april",
    "august",
    "christmas",
    "contrast",
    "day",
    "december",
    "default",
    "design",
    "easter",
    "far",
    "february",
    "friday",
    "january",
    "july",
    "june",
    "law",
    "march",
    "monday",
    "night",
    "no",
    "november",
    "now",
    "october",
    "saturday",
    "sea",
    "september",
    "sunday",
    "the",
    "then",
    "thursday",
    "tuesday",
    "wednesday",
];

/// Whether a block, on one line and without marks around it, is a byline.
pub(super) fn is_byline(block: &str) -> bool {
    let length = block.chars().count();
    let signed = block.trim_start_matches(['—', '–', '-', '/', ' ']);
    let signed = signed.trim_end_matches(['/', '.', ' ']);
    let is_agency = |name: &str| AGENCIES.binary_search(&name.trim()).is_ok();
    if is_agency(signed) || signed.split('/').all(is_agency) {
        return true;
    }
    (length <= MAX_CREDITS && CREDITS.is_match(block))
        || (length <= MAX_CHARS && (is_led(block) || is_with_role(block)))
}

/// "By ..."
fn is_led(block: &str) -> bool {
    let dated = DATED.find(block).map_or(0, |date| date.end() - "by ".len());
    let block = &block[dated..];
    let Some(lead) = LEAD.find(block) else {
        return false;
    };
    let rest = block[lead.end()..].trim();
    let names = CUT.find(rest).map_or(rest, |cut| &rest[..cut.start()]);
    let names = names.trim_end_matches([',', ' ']);
    let strict = dated == 0 && block.starts_with(char::is_lowercase)
        || lead.as_str().eq_ignore_ascii_case("from ");
    let least = 1 + usize::from(strict);
    is_names(names, least)
        && !(strict && lead.as_str().starts_with(['f', 'F']) && !names.contains(" in "))
}

/// "Ana Ruiz, Staff Writer"
fn is_with_role(block: &str) -> bool {
    let Some((names, role)) = block.split_once([',', '|']) else {
        return false;
    };
    let role = role.trim();
    let is_role = ROLE.is_match(role) || AGENCIES.binary_search(&role).is_ok();
    is_role && names.split_whitespace().count() <= 4 && is_names(names.trim(), 2)
}

/// Whether the words are names with what may stand between them, `least` capitals or more.
fn is_names(text: &str, least: usize) -> bool {
    let word = |w: &str| w.trim_matches([',', ':', '*', '_', '[', ']']).to_owned();
    let words: Vec<String> = text.split_whitespace().map(word).collect();
    let Some(first) = words.first() else {
        return false;
    };
    let is_name = |w: &String| {
        let core = w
            .strip_prefix(['d', 'l'])
            .and_then(|w| w.strip_prefix(['’', '\'']));
        core.unwrap_or(w).starts_with(char::is_uppercase)
            && w.chars().all(|c| c.is_alphabetic() || ".’'-&".contains(c))
    };
    let is_other = |w: &String| {
        let lower = w.to_lowercase();
        [CONNECTORS, ROLE_WORDS]
            .iter()
            .any(|list| list.binary_search(&lower.as_str()).is_ok())
    };
    let capitals = words.iter().filter(|w| is_name(w)).count();
    let no_name = words.len() < 2 || !is_name(&words[1]) || first.len() <= 3;
    let stops = no_name
        && NO_NAMES
            .binary_search(&first.to_lowercase().as_str())
            .is_ok();
    // "By Friday, Army units had left." is a sentence.
    let last = words.last().map_or("", String::as_str);
    let sentence = last.ends_with('.') && last.chars().filter(|c| c.is_alphabetic()).count() > 3;
    (least..=14).contains(&capitals)
        && words.len() <= 20
        && is_name(first)
        && !stops
        && !sentence
        && words.iter().all(|w| is_name(w) || is_other(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_and_near_misses() {
        for line in include_str!("bylines.txt").lines() {
            let (mark, line) = line.split_at(2);
            assert_eq!(is_byline(line), mark == "+ ", "{line}");
        }
        for list in [AGENCIES, CONNECTORS, ROLE_WORDS, NO_NAMES] {
            assert!(
                list.is_sorted(),
                "{:?}",
                list.iter().zip(list.iter().skip(1)).find(|(a, b)| a > b)
            );
        }
    }
}
