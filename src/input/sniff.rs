//! What the first bytes of a file show, where its name says nothing.

use super::format::Format;

/// Bytes from the start of a file that are looked at.
pub const HEAD: usize = 8192;

/// The format of uncompressed bytes by their first [`HEAD`]; text where nothing else shows.
pub fn sniff(head: &[u8]) -> Format {
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => return Format::Zip,
        [b'P', b'A', b'R', b'1', ..] => return Format::Parquet,
        [b'%', b'P', b'D', b'F', b'-', ..] => return Format::Pdf,
        _ if head.starts_with(b"WARC/") => return Format::Warc,
        _ if head.get(257..262) == Some(b"ustar") => return Format::Tar,
        _ => {}
    }
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let head = head.trim_ascii_start();
    if is_html(head) {
        Format::Html
    } else if let Some(format) = json(head) {
        format
    } else if is_email(head) {
        Format::Email
    } else {
        Format::Text
    }
}

/// Whether bytes begin as a web page does, after comments and declarations.
pub fn is_html(head: &[u8]) -> bool {
    let mut rest = head.trim_ascii_start();
    loop {
        let end: &[u8] = match rest {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', b'x', b'm', b'l', ..] => b"?>",
            _ => break,
        };
        let Some(at) = rest.windows(end.len()).position(|part| part == end) else {
            return false;
        };
        rest = rest[at + end.len()..].trim_ascii_start();
    }
    let starts = ["<!doctype html", "<html", "<head", "<body"];
    starts.iter().any(|start| {
        let begin = rest.get(..start.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(start.as_bytes()))
    })
}

/// JSON, if this begins as an object or a list of objects; JSON Lines where the first line is an
/// object for itself.
fn json(head: &[u8]) -> Option<Format> {
    let (&first, rest) = head.split_first()?;
    let next = rest.trim_ascii_start().first();
    match (first, next) {
        (b'[', Some(b'{' | b']')) => Some(Format::Json),
        (b'{', Some(b'"' | b'}')) => {
            let line = head.split(|&b| b == b'\n').next().unwrap_or_default();
            let is_whole = serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
            Some(if is_whole && line.len() < head.len() {
                Format::JsonLines
            } else {
                Format::Json
            })
        }
        _ => None,
    }
}

/// Whether the lines up to the first empty one are the fields of an email.
fn is_email(head: &[u8]) -> bool {
    let mut known = 0;
    for line in head.split(|&b| b == b'\n') {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            return known >= 2;
        }
        if line[0] == b' ' || line[0] == b'\t' {
            continue;
        }
        let Some(colon) = line.iter().position(|&b| b == b':') else {
            return false;
        };
        let name = &line[..colon];
        if name.is_empty() || !name.iter().all(|b| b.is_ascii_graphic()) {
            return false;
        }
        let fields = ["from", "date", "subject", "message-id", "mime-version"];
        known += usize::from(
            fields
                .iter()
                .any(|f| name.eq_ignore_ascii_case(f.as_bytes())),
        );
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells() {
        for (head, format) in [
            ("PK\u{3}\u{4}", Format::Zip),
            ("%PDF-1.7", Format::Pdf),
            ("WARC/1.0\r\n", Format::Warc),
            ("\u{FEFF}\n<!-- x -->\n<!DOCTYPE HTML>", Format::Html),
            ("<?xml version=\"1.0\"?><html>", Format::Html),
            ("{\"text\": 1}\n{\"text\": 2}\n", Format::JsonLines),
            ("{\"text\": 1}", Format::Json),
            ("{\n \"text\": 1}\n", Format::Json),
            (" [ {\"text\": 1}]", Format::Json),
            ("From: a@b\r\nSubject: c\r\n\r\nd", Format::Email),
        ] {
            assert_eq!(sniff(head.as_bytes()), format, "{head:?}");
        }
    }

    #[test]
    fn text_is_what_looks_like_nothing_else() {
        for text in [
            "",
            "[1] It may rain.",
            "{It may rain.}",
            "< 5 % of all",
            "<!-- ",
            "Subject: rain\n\nFrom: noon on.",
            "BRUSSELS: It may rain.\n\n",
        ] {
            assert_eq!(sniff(text.as_bytes()), Format::Text, "{text:?}");
        }
    }
}
