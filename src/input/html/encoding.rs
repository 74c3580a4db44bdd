//! The encoding of a page: byte order mark, what its carrier declares, what the page declares
//! of itself, detection.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use crate::input::decode::{DecodeError, Decoded};

/// How far into the page its own declaration is looked for, in bytes. The standard says 1,024;
/// pages with long comments or scripts before it are common.
const PRESCAN: usize = 8192;

/// Decodes a page. A mark wins, then the encoding that the carrier declares, then the page's own
/// declaration, then detection. Bytes beyond ASCII that are valid UTF-8 are UTF-8 whatever is
/// declared, because text of another encoding hardly ever is and pages are often saved anew
/// without a change of their declaration. Where no encoding fits all bytes, the first of them
/// leaves U+FFFD for what it cannot read, as browsers do.
///
/// # Errors
/// The bytes are binary.
pub(super) fn decode(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<Decoded, DecodeError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return text(encoding, &bytes[mark..]);
    }
    let declared = declared.or_else(|| prescan(&bytes[..bytes.len().min(PRESCAN)]));
    if declared.is_none_or(|e| e != UTF_16LE && e != UTF_16BE) && bytes.contains(&0) {
        return Err(DecodeError::Binary);
    }
    if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() {
        return text(UTF_8, bytes);
    }
    let detected = || {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    };
    let first = declared.unwrap_or_else(|| if bytes.is_ascii() { UTF_8 } else { detected() });
    let fits = |e: &'static Encoding| {
        e.decode_without_bom_handling_and_without_replacement(bytes)
            .is_some()
    };
    // A page that says UTF-8 and is not may be all of another encoding, or torn in one place.
    let encoding = match first {
        first if fits(first) => first,
        first if first == UTF_8 && mostly_utf8(bytes) => first,
        first => Some(detected()).filter(|e| fits(e)).unwrap_or(first),
    };
    text(encoding, bytes)
}

fn text(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    if text.contains('\0') {
        return Err(DecodeError::Binary);
    }
    Ok(Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
    })
}

/// Whether most of the sequences beyond ASCII are UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    valid > 4 * invalid
}

/// The encoding that a page declares of itself, by the prescan of the HTML standard.
fn prescan(bytes: &[u8]) -> Option<&'static Encoding> {
    let lower = bytes.to_ascii_lowercase();
    let mut at = 0;
    if lower.starts_with(b"<?xml") {
        let end = find(&lower, b"?>").unwrap_or(0);
        let declared = find(&lower[..end], b"encoding").map(|i| &lower[i + 8..end]);
        if let Some(encoding) = declared.and_then(value).and_then(label) {
            return Some(encoding);
        }
    }
    while let Some(next) = find(&lower[at..], b"<") {
        at += next;
        let rest = &lower[at..];
        if rest.starts_with(b"<!--") {
            // "<!-->" is a whole comment.
            at += 2 + find(&rest[2..], b"-->")? + 3;
            continue;
        }
        let is_meta = rest.strip_prefix(b"<meta").is_some_and(|after| {
            after
                .first()
                .is_some_and(|b| b.is_ascii_whitespace() || *b == b'/')
        });
        if is_meta {
            let end = tag_end(rest);
            if let Some(encoding) = of_meta(&rest[5..end]) {
                return Some(encoding);
            }
            at += end;
        } else {
            at += 1;
        }
    }
    None
}

/// The encoding in the attributes of a meta element.
fn of_meta(attributes: &[u8]) -> Option<&'static Encoding> {
    let mut found = find(attributes, b"charset")? + 7;
    loop {
        if let Some(encoding) = value(&attributes[found..]).and_then(label) {
            return Some(encoding);
        }
        found += find(&attributes[found..], b"charset")? + 7;
    }
}

/// The value behind "=", quoted or not.
fn value(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.trim_ascii_start().strip_prefix(b"=")?;
    let rest = rest.trim_ascii_start();
    let (quote, rest) = match rest.first()? {
        quote @ (b'"' | b'\'') => (Some(*quote), &rest[1..]),
        _ => (None, rest),
    };
    let ends = |b: &u8| match quote {
        Some(quote) => *b == quote,
        None => b.is_ascii_whitespace() || b"\"';>/".contains(b),
    };
    let end = rest.iter().position(ends).unwrap_or(rest.len());
    Some(&rest[..end])
}

fn label(name: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(name)?;
    Some(match encoding {
        // The declaration could be read, so the page is none of these.
        e if e == UTF_16LE || e == UTF_16BE => UTF_8,
        e if e == X_USER_DEFINED => WINDOWS_1252,
        e => e,
    })
}

fn tag_end(tag: &[u8]) -> usize {
    let mut quote = None;
    for (i, &byte) in tag.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return i,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|w| w == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&'static Encoding>, end: &str, encoding: &str) {
        let decoded = decode(bytes, declared).unwrap();
        assert_eq!(decoded.encoding, encoding);
        assert!(decoded.text.ends_with(end), "{}", decoded.text);
    }

    #[test]
    fn the_order_of_what_declares() {
        let page = b"<meta charset=iso-8859-2>\xE8";
        check(page, None, "\u{10D}", "ISO-8859-2");
        check(page, Some(WINDOWS_1252), "\u{E8}", "windows-1252");
        let marked = b"\xEF\xBB\xBF<meta charset=iso-8859-2>\xC3\xA8";
        check(marked, Some(WINDOWS_1252), "\u{E8}", "UTF-8");
        check(b"<p>caf\xE9", None, "caf\u{E9}", "windows-1252");
        check(b"<p>cafe", None, "cafe", "UTF-8");
    }

    #[test]
    fn declarations_in_every_form() {
        for declaration in [
            "<meta charset='windows-1251'>",
            "<META CONTENT=\"text/html; charset=windows-1251\" HTTP-EQUIV=Content-Type>",
            "<!-- <meta charset=utf-8> --><meta a='>' charset = windows-1251 />",
            "<?xml version='1.0' encoding='windows-1251'?>",
        ] {
            let page = [declaration.as_bytes(), b"\xE9"].concat();
            check(&page, None, "\u{439}", "windows-1251");
        }
        assert_eq!(prescan(b"<meta charset=utf-16>"), Some(UTF_8));
        assert_eq!(prescan(b"<!-- <meta charset=big5>"), None);
    }

    #[test]
    fn what_contradicts_the_declaration() {
        let saved_anew = "<meta charset=windows-1252>caf\u{E9}";
        check(saved_anew.as_bytes(), None, "caf\u{E9}", "UTF-8");
        let not_utf8 = b"<meta charset=utf-8>The caf\xE9 owner\x92s bill";
        check(
            not_utf8,
            None,
            "caf\u{E9} owner\u{2019}s bill",
            "windows-1252",
        );
        let torn = ["<meta charset=utf-8>ééééééééé ".as_bytes(), b"\xC3"].concat();
        check(&torn, None, "é \u{FFFD}", "UTF-8");
        assert_eq!(decode(b"<p>\0", None), Err(DecodeError::Binary));
    }
}
