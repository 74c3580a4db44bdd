//! HTTP responses as web archives keep them.

use std::io::Cursor;

use encoding_rs::Encoding;

use super::compression::Compression;
use super::decode::DecodeError;
use super::limits::Limits;
use super::sniff;

/// Fields of a head at most.
const MOST_FIELDS: usize = 256;

/// Fields of a head.
pub struct Fields(Vec<(String, String)>);

/// The head of a response.
pub struct Head {
    pub status: u16,
    pub fields: Fields,
}

impl Fields {
    /// The fields at the start of some bytes, and where they end.
    pub fn parse(bytes: &[u8]) -> Option<(Self, usize)> {
        let mut headers = [httparse::EMPTY_HEADER; MOST_FIELDS];
        match httparse::parse_headers(bytes, &mut headers) {
            Ok(httparse::Status::Complete((end, headers))) => Some((Self::from(headers), end)),
            _ => None,
        }
    }

    fn from(headers: &[httparse::Header]) -> Self {
        let field = |header: &httparse::Header| {
            let value = String::from_utf8_lossy(header.value);
            (header.name.to_ascii_lowercase(), value.trim().to_owned())
        };
        Self(headers.iter().map(field).collect())
    }

    /// The first field of this name, which is in lower case.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.0.iter().filter(|field| field.0 == name);
        found.next().map(|field| field.1.as_str())
    }
}

impl Head {
    /// The head of the response at the start of some bytes, and where it ends.
    pub fn parse(bytes: &[u8]) -> Option<(Self, usize)> {
        // Of the versions, the parser knows two; archives write the heads of all alike.
        let version = bytes.iter().take(10).position(|&b| b == b' ')?;
        if !bytes.starts_with(b"HTTP/") {
            return None;
        }
        let known = [&b"HTTP/1.1"[..], &bytes[version..]].concat();
        let (head, end) = Self::parse_known(&known)?;
        Some((head, end + version - b"HTTP/1.1".len()))
    }

    fn parse_known(bytes: &[u8]) -> Option<(Self, usize)> {
        let mut headers = [httparse::EMPTY_HEADER; MOST_FIELDS];
        let mut response = httparse::Response::new(&mut headers);
        let mut config = httparse::ParserConfig::default();
        config
            .allow_obsolete_multiline_headers_in_responses(true)
            .allow_spaces_after_header_name_in_responses(true)
            .ignore_invalid_headers_in_responses(true);
        match config.parse_response(&mut response, bytes) {
            Ok(httparse::Status::Complete(end)) => {
                let head = Self {
                    status: response.code?,
                    fields: Fields::from(response.headers),
                };
                Some((head, end))
            }
            _ => None,
        }
    }

    /// Whether the response succeeded and brought a page or a text.
    pub fn is_page(&self) -> bool {
        let kind = self.fields.get("content-type");
        (200..300).contains(&self.status) && kind.is_none_or(is_text)
    }
}

/// Whether a media type is that of a page or a text.
pub fn is_text(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let known = ["text/html", "application/xhtml+xml", "text/plain"];
    known.iter().any(|known| kind.eq_ignore_ascii_case(known))
}

/// Whether this is a web page, by its media type, or without one by its content.
pub fn is_page(kind: &str, body: &[u8]) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind.contains("html") || !kind.contains("plain") && sniff::is_html(body)
}

/// The encoding that a media type names.
pub fn charset(kind: &str) -> Option<&'static Encoding> {
    let value = kind.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })?;
    Encoding::for_label(value.trim().trim_matches(['"', '\'']).as_bytes())
}

/// The body of a response, out of its chunks and its compression. Archives may have undone
/// either already and kept the field.
///
/// # Errors
/// The compression is not known, or what it holds is broken or too large.
pub fn body(head: &Head, raw: &[u8], limits: &Limits) -> Result<Vec<u8>, DecodeError> {
    let field = |name| {
        head.fields
            .get(name)
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    let chunked = field("transfer-encoding").contains("chunked");
    let body = chunked.then(|| unchunk(raw)).flatten();
    let body = body.unwrap_or_else(|| raw.to_vec());
    let failed = |error: std::io::Error| DecodeError::Http(error.to_string());
    let encoding = field("content-encoding");
    let compression = match encoding.as_str() {
        "" | "identity" => return Ok(body),
        "gzip" | "x-gzip" => Compression::Gzip,
        "zstd" => Compression::Zstd,
        "br" => Compression::Brotli,
        _ if sniff::is_html(&body) => return Ok(body),
        other => {
            let message = format!("it is compressed with {other}, which is not read");
            return Err(DecodeError::Http(message));
        }
    };
    let is_plain = match compression {
        Compression::Brotli => sniff::is_html(&body),
        other => Compression::of_content(&body) != Some(other),
    };
    if is_plain {
        return Ok(body);
    }
    let plain = compression.inflate(Box::new(Cursor::new(body)), limits);
    limits.read(plain.map_err(failed)?).map_err(failed)
}

/// The joined chunks; `None` where these are none.
fn unchunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let Ok(httparse::Status::Complete((at, size))) = httparse::parse_chunk_size(rest) else {
            return None;
        };
        if size == 0 {
            return Some(whole);
        }
        let end = at.checked_add(usize::try_from(size).ok()?)?;
        whole.extend_from_slice(rest.get(at..end)?);
        rest = rest.get(end..)?.strip_prefix(b"\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(response: &str) -> Result<String, DecodeError> {
        let (head, at) = Head::parse(response.as_bytes()).unwrap();
        let body = body(&head, &response.as_bytes()[at..], &Limits::default())?;
        Ok(String::from_utf8(body).unwrap())
    }

    #[test]
    fn chunks_are_joined_if_they_are_chunks() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert_eq!(
            read(&format!("{head}3\r\nIt \r\n4\r\nmay.\r\n0\r\n\r\n")).unwrap(),
            "It may."
        );
        assert_eq!(read(&format!("{head}It may.")).unwrap(), "It may.");
        assert_eq!(
            read("HTTP/2 200\r\nA: b\r\n\r\nIt may.").unwrap(),
            "It may."
        );
    }

    #[test]
    fn compression_is_undone() {
        let mut body = Vec::new();
        let mut writer = brotli::CompressorWriter::new(&mut body, 4096, 5, 20);
        std::io::Write::write_all(&mut writer, b"<html>It may.").unwrap();
        drop(writer);
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n";
        let (head, _) = Head::parse(head.as_bytes()).unwrap();
        let limits = Limits::default();
        assert_eq!(
            super::body(&head, &body, &limits).unwrap(),
            b"<html>It may."
        );
        // The archive may have undone it.
        assert_eq!(super::body(&head, b"<html>", &limits).unwrap(), b"<html>");
        assert!(super::body(&head, b"xyz", &limits).is_err());
    }

    #[test]
    fn unknown_compression_is_an_error() {
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: compress\r\n\r\n";
        assert!(read(&format!("{head}xyz")).is_err());
        assert_eq!(read(&format!("{head}<html>")).unwrap(), "<html>");
    }

    #[test]
    fn media_types_tell() {
        assert_eq!(
            charset("text/html; charset=\"Latin1\"").unwrap().name(),
            "windows-1252"
        );
        assert!(charset("text/html").is_none());
        assert!(is_text("Text/HTML; x") && !is_text("image/png"));
    }
}
