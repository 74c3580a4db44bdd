//! The first cut: one regular expression over a sentence, no context.

use std::sync::LazyLock;

use regex::Regex;

/// Alternatives in order of precedence; together they match every visible character.
static UNITS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?x)
      (?: https?:// | www\. ) [^\s<>\x22”“]* [\p{L}\p{N}/]           # web address
    | [\p{L}\p{N}._%+-]+ @ [\p{L}\p{N}-]+ (?: \. [\p{L}\p{N}-]+ )+ \b # mail address
    | \b [\p{L}\p{N}-]+ (?: \.[\p{L}\p{N}-]+ )* \.
        (?: com | org | net | gov | edu | info | io | ai | co\.uk | tv ) \b # domain
    | [\p{L}\p{N}_-]* [\p{L}\p{N}_] \. (?i: csv | docx? | exe | html? | jpe?g | js | pdf | png | ppt | txt | xlsx? | zip ) \b # file
    | (?: 1- )? \d{3}-\d{3}-\d{4} \b                                # telephone
    | \$ [A-Z]{1,5} (?: \.[A-Z]{1,2} )? \b                           # ticker
    | [\#@] \p{N}* [\p{L}_] [\p{L}\p{N}_]*                             # hash tag, handle
    | (?: US | AU? | CA? | NZ | HK | NT | S | R ) \$                 # currency
    | ['’] \d0s \b | ['’] [nN] ['’]                                  # '90s, 'n'
    | ['’] (?i: s | re | ve | ll | d | m | t ) \b                    # clitic standing alone
    | \b Ph\.D\b \.? | \b \p{L} (?: \. \p{L} \b )+ \.?               # Ph.D., U.S., a.m.
    | \d+ (?: [.,:/] \d+ )* (?: \p{L} [\p{L}\p{N}]* )?               # 1,200.50  10:30  21st  59.5m
    | [\p{L}\p{N}] [\p{L}\p{M}\p{N}_]* (?: [&'’] [\p{L}\p{N}] [\p{L}\p{M}\p{N}_]* )* # word
    | \p{Extended_Pictographic} (?: \u{FE0F} | \p{Emoji_Modifier} | \u{200D} \p{Extended_Pictographic} )*
    | [:;=] ['-]? (?: [()]+ | [DPp] \b )                               # smiley
    | \.{2,} | -{2,} | _{2,} | ={2,} | \*{2,} | [!?]+                # ellipsis, dash, lines, marks
    | ``+ | '' | [‘’]’ | <{2,} | >{2,}                               # quotation marks of two
    | [^\s\p{Cc}\u{FEFF}\u{200B}] \p{M}*";
    #[allow(clippy::expect_used, reason = "a constant that every test compiles")]
    Regex::new(pattern).expect("the pattern is a constant")
});

/// First and last byte (exclusive) of each unit.
pub(super) fn units(sentence: &str) -> impl Iterator<Item = (usize, usize)> {
    UNITS.find_iter(sentence).map(|m| (m.start(), m.end()))
}
