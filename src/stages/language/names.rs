//! BCP 47 tags and English names of languages.

use whatlang::Lang;

/// ISO 639-3 codes and the shorter ones that BCP 47 prefers, sorted.
const CODES: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

/// The BCP 47 tag of a language.
pub(super) fn tag(lang: Lang) -> &'static str {
    let code = lang.code();
    let found = CODES.binary_search_by_key(&code, |row| row.0);
    found.map_or(code, |row| CODES[row].1)
}

/// The English name of the language with a tag; the tag itself where the language is not known.
pub(super) fn name(tag: &str) -> &str {
    let is_one = |lang: &&Lang| self::tag(**lang) == tag;
    match Lang::all().iter().find(is_one) {
        Some(Lang::Cmn) => "Chinese",
        Some(Lang::Nob) => "Norwegian",
        Some(lang) => lang.eng_name(),
        None => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_short_tag() {
        assert!(CODES.is_sorted());
        for &lang in Lang::all() {
            assert_eq!(tag(lang).len(), 2, "{lang:?}");
        }
        assert_eq!(
            (name("de"), name("zh"), name("tlh")),
            ("German", "Chinese", "tlh")
        );
    }
}
