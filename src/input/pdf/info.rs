//! What a file tells of itself (ISO 32000-2, 14.3.3 and 7.7.2).

use hayro_syntax::Pdf;
use hayro_syntax::object::{DateTime, Dict, String as Bytes};
use serde_json::Value;

use crate::document::{Article, Date};

/// The letters of PDFDocEncoding that are not those of Latin-1 (D.3), from 0x18 and from 0x80.
const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const LETTERS: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    '\u{FB01}', '\u{FB02}', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
];

/// Names that stand for nobody, in lower case.
const NOBODY: &[&str] = &[
    "unknown",
    "author",
    "admin",
    "administrator",
    "user",
    "owner",
    "anonymous",
    "unspecified",
    "untitled",
    "root",
    "default",
    "none",
    "n/a",
    "guest",
    "test",
    "pc",
    "home",
    "office",
];

/// Parts of the names of programs, in lower case.
const PROGRAMS: &[&str] = &[
    "microsoft",
    "adobe",
    "acrobat",
    "office",
    "indesign",
    "quark",
    "latex",
    "chrom",
    "skia",
    "firefox",
    "mozilla",
    "google docs",
    "scanner",
    "xerox",
    "ricoh",
    "canon",
    "konica",
    "pdf",
    "wordpress",
    "ghostscript",
    "word user",
    "reportlab",
    "weasyprint",
    "cairo",
    ".com",
    "http",
];

/// Adds what the file tells to an article. When the file was made is not when the article
/// appeared, so that is no more than a "created" beside it.
pub fn add(pdf: &Pdf, article: &mut Article) {
    let info = pdf.metadata();
    let string = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(text).unwrap_or_default();
    let programs = [string(&info.creator), string(&info.producer)];
    let author = string(&info.author);
    if is_person(&author) && !programs.contains(&author) {
        article.byline = Some(author);
    }
    let title = string(&info.title);
    if is_title(&title) {
        article
            .meta
            .insert("title".to_owned(), Value::String(title));
    }
    if let Some(created) = info.creation_date.as_ref().and_then(day) {
        let created = Value::String(created.to_string());
        article.meta.insert("created".to_owned(), created);
    }
    let catalog = pdf.xref().get::<Dict>(pdf.xref().root_id());
    let language = catalog.and_then(|catalog| catalog.get::<Bytes>("Lang"));
    let language = language.map(|language| text(language.as_bytes()));
    article.language = language.filter(|language| is_language(language));
}

fn day(date: &DateTime) -> Option<Date> {
    let year = i16::try_from(date.year).ok()?;
    let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
    Date::new(year, month, day).ok()
}

/// A string for readers (7.9.2.2): UTF-16 or UTF-8 behind their marks, or PDFDocEncoding; white
/// space collapsed.
fn text(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0xEF, 0xBB, 0xBF, ..] => {
            encoding_rs::UTF_8.decode(bytes).0.into_owned()
        }
        _ => bytes.iter().map(|byte| letter(*byte)).collect(),
    };
    let is_left_out = |c: char| c.is_control() && !c.is_whitespace() || c == '\u{FEFF}';
    let text: String = text.chars().filter(|c| !is_left_out(*c)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn letter(byte: u8) -> char {
    let special = match byte {
        0x18..0x20 => ACCENTS.get(usize::from(byte - 0x18)),
        0x80..=0xA0 => LETTERS.get(usize::from(byte - 0x80)),
        _ => None,
    };
    special.copied().unwrap_or(char::from(byte))
}

/// Whether a name is one of people.
fn is_person(name: &str) -> bool {
    let low = name.to_lowercase();
    let bare = low.trim_matches(|c: char| !c.is_alphanumeric());
    name.len() <= 300
        && bare.chars().any(char::is_alphabetic)
        && !NOBODY.contains(&bare)
        && !PROGRAMS.iter().any(|program| low.contains(program))
}

/// Whether a title is one, and no name of a file.
fn is_title(title: &str) -> bool {
    let low = title.to_lowercase();
    let is_file = [
        ".doc", ".docx", ".indd", ".qxd", ".qxp", ".pdf", ".rtf", ".odt", ".tex", ".dvi",
    ]
    .iter()
    .any(|extension| low.ends_with(extension));
    let is_nothing = ["untitled", "(anonymous)", "title", "microsoft word - "];
    title.len() <= 1000
        && low.chars().any(char::is_alphanumeric)
        && !is_file
        && !is_nothing
            .iter()
            .any(|nothing| low.starts_with(nothing) && low.len() < 20)
        && low != "none"
}

/// Whether it has the form of a BCP 47 tag.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_in_one_of_three_encodings() {
        assert_eq!(text(b"\xFE\xFF\x01\x41\0\xF3\0d\x01\x7A"), "Łódź");
        assert_eq!(text(b"\xFF\xFE\x41\x01"), "Ł");
        assert_eq!(text(b"\xEF\xBB\xBF\xC5\x81"), "Ł");
        assert_eq!(
            text(b"\x8Drain\x8E \x96 caf\xE9 \xA0\n1"),
            "“rain” Œ café € 1"
        );
        assert_eq!(text(b"a\0\x01b"), "ab");
    }

    #[test]
    fn authors_are_people() {
        for name in ["Ada Moe", "Ada Moe, Bo Lee", "Wordsworth"] {
            assert!(is_person(name), "{name}");
        }
        for name in [
            "",
            "(anonymous)",
            "Microsoft Office User",
            "Unknown",
            "--",
            "LaTeX with hyperref",
        ] {
            assert!(!is_person(name), "{name}");
        }
    }

    #[test]
    fn titles_are_no_files() {
        assert!(is_title("Rain in the valley"));
        for title in [
            "",
            "untitled",
            "rain-final.indd",
            "Microsoft Word - a.docx",
            "Untitled-1",
        ] {
            assert!(!is_title(title), "{title}");
        }
        assert!(is_language("en-GB") && is_language("en") && !is_language("English"));
    }
}
