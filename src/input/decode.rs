//! From bytes to text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// A decoded text, its byte order mark removed.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// WHATWG name of the encoding that was used.
    pub encoding: &'static str,
}

/// Bytes that are no text.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DecodeError {
    /// Text in any of the encodings that the web knows has no NUL.
    #[error("the file holds NUL bytes: it is binary, not text")]
    Binary,
    /// The best guess fails on some of the bytes.
    #[error("the text is neither UTF-8 nor valid in its likeliest encoding, {0}")]
    Malformed(&'static str),
    /// Reading it would take too long.
    #[error("the elements of the page nest deeper than {0}")]
    Nested(usize),
}

/// Decodes by byte order mark, as UTF-8, or else by detection (chardetng, as in Firefox).
/// Nothing is ever replaced: a byte that does not decode is an error.
///
/// # Errors
/// The bytes are binary, or malformed in every encoding that was tried.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return with(encoding, &bytes[mark..]);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => return Err(DecodeError::Binary),
        Ok(text) => {
            return Ok(Decoded {
                text,
                encoding: UTF_8.name(),
            });
        }
        Err(error) => error.into_bytes(),
    };
    if bytes.contains(&0) {
        return Err(DecodeError::Binary);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    with(detector.guess(None, Utf8Detection::Deny), &bytes)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let name = encoding.name();
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) if text.contains('\0') => Err(DecodeError::Binary),
        Some(text) => Ok(Decoded {
            text: text.into_owned(),
            encoding: name,
        }),
        None => Err(DecodeError::Malformed(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str) {
        let decoded = decode(bytes.to_vec()).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
    }

    #[test]
    fn utf8_with_and_without_mark() {
        check("né".as_bytes(), "né", "UTF-8");
        check(b"\xEF\xBB\xBFn\xC3\xA9", "né", "UTF-8");
        check(b"", "", "UTF-8");
    }

    #[test]
    fn utf16_by_its_mark() {
        check(b"\xFF\xFEn\0\xE9\0", "né", "UTF-16LE");
        check(b"\xFE\xFF\0n\0\xE9", "né", "UTF-16BE");
    }

    #[test]
    fn old_encodings_are_detected() {
        check(
            b"The caf\xE9 owner\x92s bill was \xA3200, he said.",
            "The café owner’s bill was £200, he said.",
            "windows-1252",
        );
    }

    #[test]
    fn what_is_no_text() {
        assert_eq!(decode(b"PK\0\x01".to_vec()), Err(DecodeError::Binary));
        assert_eq!(
            decode(b"\xFF\xFEn\0\0\xDC".to_vec()),
            Err(DecodeError::Malformed("UTF-16LE"))
        );
    }
}
