//! From bytes to text.

use std::io::{self, Cursor, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use super::compression::Stream;

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
    /// A row or object that is no JSON object.
    #[error("this is no JSON object: {0}")]
    Json(String),
    /// A row or object without text.
    #[error("no field holds the text ({0}); name one with --text-field")]
    NoText(String),
    /// A page of a web archive that cannot be taken apart.
    #[error("this is no HTTP response with a page: {0}")]
    Http(String),
    /// An email that cannot be taken apart.
    #[error("this is no email")]
    Email,
    /// A PDF that is locked, damaged or too large, or holds no text; a sentence says which.
    #[error("{0}")]
    Pdf(String),
    /// A fault of a reader.
    #[error("a fault in hedgerow, please report it: {0}")]
    Fault(String),
    /// The same of an article in a file of several.
    #[error("{0}: {1}")]
    At(String, Box<DecodeError>),
}

/// Decodes by byte order mark, as UTF-8 if that is valid, or else as `declared`, or by detection.
///
/// # Errors
/// As [`decode`].
pub fn decode_declared(
    bytes: Vec<u8>,
    declared: Option<&'static Encoding>,
) -> Result<Decoded, DecodeError> {
    let is_marked = Encoding::for_bom(&bytes).is_some();
    match declared {
        Some(encoding) if !is_marked && std::str::from_utf8(&bytes).is_err() => {
            with(encoding, &bytes)
        }
        _ => decode(bytes),
    }
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

/// The stream without the byte order mark of UTF-8; UTF-16 with a mark becomes UTF-8.
///
/// # Errors
/// The stream cannot be read.
pub(super) fn without_mark(mut stream: Stream) -> io::Result<Stream> {
    let mut head = Vec::new();
    stream.by_ref().take(3).read_to_end(&mut head)?;
    let (encoding, mark) = Encoding::for_bom(&head).unwrap_or((UTF_8, 0));
    let whole = Cursor::new(head.split_off(mark)).chain(stream);
    if encoding == UTF_8 {
        return Ok(Box::new(whole));
    }
    Ok(Box::new(Transcoded {
        stream: Box::new(whole),
        decoder: encoding.new_decoder_without_bom_handling(),
        bytes: Vec::new(),
        at: 0,
    }))
}

/// A stream in another encoding, as UTF-8.
struct Transcoded {
    stream: Stream,
    decoder: Decoder,
    /// What is decoded, handed out up to `at`.
    bytes: Vec<u8>,
    at: usize,
}

impl Read for Transcoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.bytes.len() {
            let mut raw = [0; 4096];
            let count = self.stream.read(&mut raw)?;
            // At most three bytes for a unit of UTF-16, and what was begun before.
            self.bytes.resize(3 * raw.len() + 16, 0);
            self.at = 0;
            let is_last = count == 0;
            let (result, _, written) = self.decoder.decode_to_utf8_without_replacement(
                &raw[..count],
                &mut self.bytes,
                is_last,
            );
            self.bytes.truncate(written);
            if let DecoderResult::Malformed(..) = result {
                let name = self.decoder.encoding().name();
                return Err(io::Error::other(DecodeError::Malformed(name)));
            }
            if is_last {
                // A decoder must not be used after its end.
                self.decoder = UTF_8.new_decoder_without_bom_handling();
                self.stream = Box::new(io::empty());
                if written == 0 {
                    return Ok(0);
                }
            }
        }
        let rest = &self.bytes[self.at..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.at += count;
        Ok(count)
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

    #[test]
    fn streams_lose_their_mark() {
        let read = |bytes: &'static [u8]| {
            let mut text = String::new();
            let mut stream = without_mark(Box::new(bytes)).unwrap();
            stream.read_to_string(&mut text).map(|_| text)
        };
        assert_eq!(read(b"\xEF\xBB\xBFn").unwrap(), "n");
        assert_eq!(read(b"n").unwrap(), "n");
        assert_eq!(read(b"\xFE\xFF\0n\0\xE9").unwrap(), "né");
        assert!(read(b"\xFF\xFEn\0\0\xDCa\0").is_err());
        let long: Vec<u8> = "né"
            .repeat(9_000)
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let mut text = String::new();
        let stream = Cursor::new(b"\xFF\xFE").chain(Cursor::new(long));
        let mut stream = without_mark(Box::new(stream)).unwrap();
        stream.read_to_string(&mut text).unwrap();
        assert!(text == "né".repeat(9_000));
    }

    #[test]
    fn a_declared_encoding_is_used_where_the_bytes_are_not_utf8() {
        let declared = Encoding::for_label(b"iso-8859-2");
        let text = |bytes: &[u8]| decode_declared(bytes.to_vec(), declared).unwrap().text;
        assert_eq!(text(b"\xB3"), "ł");
        assert_eq!(text("ł".as_bytes()), "ł");
    }
}
