//! The characters of a page's text with their places in the source.

use encoding_rs::Encoding;

use super::text;

/// A character and the bytes of the decoded source that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub c: char,
    pub start: usize,
    pub end: usize,
}

/// Elements whose content is no mark-up and no text of the page.
const RAW: [&str; 8] = [
    "script", "style", "textarea", "title", "noscript", "iframe", "xmp", "noframes",
];

/// The longest character reference: the names of the standard have up to 32 letters.
const MAX_REFERENCE: usize = 34;

/// All characters outside tags, comments, scripts and the like, references decoded.
pub(super) fn units(html: &str) -> Vec<Unit> {
    let mut units = Vec::with_capacity(html.len() / 2);
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        if rest.starts_with('<')
            && let Some(length) = markup(rest)
        {
            at += length;
            continue;
        }
        if rest.starts_with('&')
            && let Some((decoded, length)) = reference(rest)
        {
            let (start, end) = (at, at + length);
            units.extend(decoded.chars().map(|c| Unit { c, start, end }));
            at = end;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        let end = at + c.len_utf8();
        units.push(Unit { c, start: at, end });
        at = end;
    }
    units
}

/// The length of the mark-up that a text begins with, content of raw elements included.
fn markup(rest: &str) -> Option<usize> {
    if let Some(comment) = rest.strip_prefix("<!--") {
        // "<!-->" is a whole comment.
        let from = if comment.starts_with('>') { 2 } else { 4 };
        let end = rest[from..].find("-->").map(|i| from + i + 3);
        return Some(end.unwrap_or(rest.len()));
    }
    let second = rest[1..].chars().next()?;
    if !(second.is_ascii_alphabetic() || matches!(second, '/' | '!' | '?')) {
        return None;
    }
    let tag = tag_length(rest);
    let name: String = rest[1..]
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if !RAW.contains(&name.as_str()) {
        return Some(tag);
    }
    let bytes = rest.as_bytes();
    let ends = |i: &usize| {
        bytes[*i..].starts_with(b"</")
            && bytes
                .get(i + 2..i + 2 + name.len())
                .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
    };
    let end = (tag..bytes.len()).find(ends).unwrap_or(rest.len());
    Some(end)
}

/// The length of a tag; ">" in a quoted value does not end it.
fn tag_length(tag: &str) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (i, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return i + 1,
            (None, '"' | '\'') if after_equals => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
        if !c.is_ascii_whitespace() {
            after_equals = c == '=';
        }
    }
    tag.len()
}

/// What a character reference stands for, and its length.
fn reference(rest: &str) -> Option<(String, usize)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '#';
    let name = rest[1..]
        .chars()
        .take(MAX_REFERENCE)
        .take_while(|c| is_part(*c))
        .count();
    if name < 2 {
        return None;
    }
    let has_end = rest[1 + name..].starts_with(';');
    let length = 1 + name + usize::from(has_end);
    let decoded = text::fragment(&rest[..length]);
    if decoded == rest[..length] {
        return None;
    }
    // Of "&copy2024" only "&copy" is the reference.
    let tail = decoded
        .chars()
        .rev()
        .zip(rest[..length].chars().rev())
        .take_while(|(a, b)| a == b)
        .count()
        .min(decoded.chars().count().saturating_sub(1));
    let kept = decoded.chars().count() - tail;
    Some((decoded.chars().take(kept).collect(), length - tail))
}

/// For each byte of the decoded text that begins a character, and for its end, where the bytes
/// that make it begin in the file; `None` for UTF-8, where it is the same place behind the mark.
pub(super) fn starts(bytes: &[u8], encoding: &'static Encoding) -> Vec<(usize, usize)> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut starts = Vec::with_capacity(bytes.len());
    let mut buffer = [0u8; 64];
    let (mut decoded, mut pending) = (0, 0);
    for at in 0..=bytes.len() {
        let is_last = at == bytes.len();
        let input = if is_last { &[][..] } else { &bytes[at..at + 1] };
        let (_, _, written, _) = decoder.decode_to_utf8(input, &mut buffer, is_last);
        if written > 0 {
            starts.push((decoded, pending));
            decoded += written;
            pending = (at + 1).min(bytes.len());
        }
    }
    starts.push((decoded, bytes.len()));
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        units(html).iter().map(|u| u.c).collect()
    }

    #[test]
    fn text_outside_the_markup() {
        assert_eq!(
            text("a<b x='>'>c</b><!-- d -->e < f<script>g</b></SCRIPT >h<!-->i"),
            "ace < fhi"
        );
        assert_eq!(
            text("&lt;&#8217;&copy2024 &x; AT&T &nbsp;"),
            "<’©2024 &x; AT&T \u{A0}"
        );
        assert_eq!(text("a<p title=x's>b"), "ab");
    }

    #[test]
    fn places_of_references() {
        let units = units("a&amp;b");
        let ranges: Vec<_> = units.iter().map(|u| (u.c, u.start, u.end)).collect();
        assert_eq!(ranges, [('a', 0, 1), ('&', 1, 6), ('b', 6, 7)]);
    }

    #[test]
    fn places_in_other_encodings() {
        let starts = starts(b"a\xE9\x82\xA0b", encoding_rs::SHIFT_JIS);
        let text = encoding_rs::SHIFT_JIS
            .decode(b"a\xE9\x82\xA0b")
            .0
            .into_owned();
        assert_eq!(starts.last(), Some(&(text.len(), 5)));
        assert!(
            starts
                .iter()
                .all(|(decoded, _)| text.is_char_boundary(*decoded))
        );
    }
}
