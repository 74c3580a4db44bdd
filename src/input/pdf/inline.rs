//! Pictures written into the operators of a page (ISO 32000-2, 8.9.7).

use std::borrow::Cow;

use super::search::find;

/// Bytes within which the data of a picture begin.
const DICTIONARY: usize = 4096;

/// Pictures without data or end, after which no other is looked for in the content.
const MOST_FAILURES: usize = 16;

/// Bytes behind a picture that must be operators again, as its end may also stand in its data.
const LOOK_AHEAD: usize = 12;

/// Operators without pictures, for which blanks stand. The crate looks for their ends in a time
/// that grows with the square of their number.
pub fn without_pictures(content: &[u8]) -> Cow<'_, [u8]> {
    if find(content, b"BI", 0).is_none() {
        return Cow::Borrowed(content);
    }
    let mut out = content.to_vec();
    let (mut at, mut failures) = (0, 0);
    while let Some(&byte) = content.get(at) {
        match byte {
            b'(' => at = string_end(content, at),
            b'%' => at = line_end(content, at),
            b'B' if is_operator(content, at, b"BI") => {
                let end = picture_end(content, at, &mut failures);
                out[at..end].fill(b' ');
                at = end;
            }
            _ => at += 1,
        }
    }
    Cow::Owned(out)
}

/// Whether an operator stands at a place, and nothing that goes on.
fn is_operator(content: &[u8], at: usize, operator: &[u8]) -> bool {
    let is_gap = |byte: Option<&u8>| {
        byte.is_none_or(|b| b.is_ascii_whitespace() || *b == 0 || b"/()<>[]{}%".contains(b))
    };
    let before = at.checked_sub(1).and_then(|before| content.get(before));
    let rest = content.get(at..).unwrap_or_default();
    rest.starts_with(operator) && is_gap(before) && is_gap(rest.get(operator.len()))
}

/// The end of a picture that begins here; of its first operator alone where it has none.
fn picture_end(content: &[u8], start: usize, failures: &mut usize) -> usize {
    let dictionary = &content[..content.len().min(start + DICTIONARY)];
    let mut at = start + 2;
    while *failures < MOST_FAILURES
        && let Some(found) = find(dictionary, b"ID", at)
    {
        at = found + 2;
        if !is_operator(content, found, b"ID") {
            continue;
        }
        while let Some(end) = find(content, b"EI", at) {
            at = end + 2;
            let ahead = &content[at..content.len().min(at + LOOK_AHEAD)];
            let is_text = |b: &u8| b.is_ascii_graphic() || b.is_ascii_whitespace();
            if is_operator(content, end, b"EI") && ahead.iter().all(is_text) {
                return at;
            }
        }
        break;
    }
    *failures += 1;
    start + 2
}

/// The end of a string in brackets (7.3.4.2).
fn string_end(content: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0);
    while let Some(&byte) = content.get(at) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    content.len()
}

fn line_end(content: &[u8], start: usize) -> usize {
    let rest = content.get(start..).unwrap_or_default();
    let length = rest.iter().position(|b| matches!(b, b'\r' | b'\n'));
    start + length.unwrap_or(rest.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(content: &[u8]) -> String {
        let bytes = without_pictures(content).into_owned();
        let text = String::from_utf8(bytes).unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pictures_become_blanks() {
        assert_eq!(
            left(b"q BI /W 1 ID \x80EI\xFF EI Q (BI x) Tj"),
            "q Q (BI x) Tj"
        );
        assert_eq!(left(b"BI /W 1 ID ab EI\x01\x02 cd EI Q"), "Q");
        assert_eq!(
            left(b"(a\\)(BI) ID) Tj % BI\nET"),
            "(a\\)(BI) ID) Tj % BI ET"
        );
        assert_eq!(left(b"BIG BI q Q"), "BIG q Q");
        assert_eq!(left(b"BI /W 1 ID ab"), "/W 1 ID ab");
    }

    #[test]
    fn many_pictures_take_little_time() {
        let mut content = b"BI ID x EI ".repeat(100_000);
        content.extend(b"BI ID ".repeat(200_000));
        assert_eq!(left(&content).matches("BI").count(), 0);
    }
}
