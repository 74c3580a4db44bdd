//! Places in the bytes of a file, and how far the PDF crate would read from them.

use std::borrow::Cow;

use crate::input::decode::DecodeError;

/// Looks how far the crate would read for each object. In a whole file that is the size of the
/// file; where strings and lists have no ends, each object is all the rest of it.
///
/// # Errors
/// It would read too much.
pub fn check_objects(bytes: &[u8]) -> Result<(), DecodeError> {
    let (mut at, mut searched) = (0, 0);
    while let Some(found) = find(bytes, b"obj", at) {
        at = found + b"obj".len();
        if !bytes[..found].ends_with(b"end") {
            searched += extent(&bytes[at..]);
        }
        if searched > most_searched(bytes) {
            return Err(DecodeError::Pdf(
                "this PDF is damaged: its objects have no ends".to_owned(),
            ));
        }
    }
    Ok(())
}

/// Bytes that may be searched in a file in all.
pub fn most_searched(bytes: &[u8]) -> usize {
    20 * bytes.len() + (16 << 20)
}

/// The bytes of an object (ISO 32000-2, 7.3).
fn extent(bytes: &[u8]) -> usize {
    let (mut depth, mut strings, mut at) = (0usize, 0usize, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if strings > 0 => at += 1,
            b'(' => strings += 1,
            b')' => strings = strings.saturating_sub(1),
            _ if strings > 0 => {}
            b'<' | b'[' => depth += 1,
            b'>' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
        if depth == 0 && strings == 0 && !byte.is_ascii_whitespace() {
            break;
        }
    }
    at
}

/// Where streams begin, after their keyword and the end of its line (ISO 32000-2, 7.3.8.1).
pub struct Streams<'a> {
    pub bytes: &'a [u8],
    /// Where to look on.
    pub at: usize,
}

impl Iterator for Streams<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            let found = find(self.bytes, b"stream", self.at)?;
            self.at = found + b"stream".len();
            if self.bytes[..found].ends_with(b"end") {
                continue;
            }
            let rest = &self.bytes[self.at..];
            let line = match rest {
                [b'\r', b'\n', ..] => 2,
                [b'\r' | b'\n', ..] => 1,
                _ => continue,
            };
            return Some(self.at + line);
        }
    }
}

/// The first place of a needle at `from` or after.
pub fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let (&first, rest) = needle.split_first()?;
    let mut at = from;
    loop {
        let tail = bytes.get(at..)?;
        at += tail.iter().position(|&byte| byte == first)? + 1;
        if bytes.get(at..)?.starts_with(rest) {
            return Some(at - 1);
        }
    }
}

/// The last place of a needle.
pub fn find_last(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|part| part == needle)
}

/// Whether bytes begin as zlib has it (RFC 1950, 2.2).
pub fn has_mark(bytes: &[u8]) -> bool {
    let [method, flags, ..] = bytes else {
        return false;
    };
    method & 15 == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0
}

/// Bytes with `#41` as `A`.
pub fn unescaped(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'#') {
        return Cow::Borrowed(bytes);
    }
    let digit = |byte: u8| (byte as char).to_digit(16).map(|digit| digit as u8);
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        match tail {
            [high, low, after @ ..]
                if *first == b'#'
                    && let Some((high, low)) = digit(*high).zip(digit(*low)) =>
            {
                out.push(high << 4 | low);
                rest = after;
            }
            _ => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    Cow::Owned(out)
}

/// Whether the number behind a key is more than `most` or stands elsewhere, where that is.
pub fn exceeds(bytes: &[u8], key: &[u8], most: u64) -> bool {
    let mut at = 0;
    while let Some(found) = find(bytes, key, at) {
        at = found + key.len();
        let rest = bytes
            .get(at..at + 40)
            .or(bytes.get(at..))
            .unwrap_or_default();
        let end = rest
            .iter()
            .position(|b| !b"0123456789.+- \r\n\t".contains(b));
        let mut words = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        words = words.trim_ascii();
        let digits = words
            .split(|b| !b.is_ascii_digit())
            .find(|word| !word.is_empty());
        let number = digits.map(|digits| {
            digits.iter().fold(0u64, |number, digit| {
                number
                    .saturating_mul(10)
                    .saturating_add((digit - b'0').into())
            })
        });
        let is_elsewhere = end.is_some_and(|end| rest.get(end) == Some(&b'R'));
        if is_elsewhere || number.is_some_and(|number| number > most) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::guard::check_file;
    use super::*;
    use crate::input::limits::Limits;

    #[test]
    fn streams_begin_on_a_new_line() {
        let bytes = b"stream\r\na endstream\n stream x stream\nb";
        let starts: Vec<usize> = Streams { bytes, at: 0 }.collect();
        assert_eq!(starts, [8, 37]);
        assert_eq!(find(b"abcab", b"ab", 1), Some(3));
        assert_eq!(find_last(b"abcab", b"ab"), Some(3));
        assert_eq!(find(b"abc", b"cd", 0), None);
    }

    #[test]
    fn numbers_behind_keys() {
        assert!(exceeds(b"<</Columns 2147483647>>", b"/Columns", 100));
        assert!(exceeds(
            b"/Columns 1 /Columns 99999999999999999999",
            b"/Columns",
            100
        ));
        assert!(exceeds(b"/Columns 7 0 R", b"/Columns", 100));
        assert!(!exceeds(b"/Columns 100/Colors 3 /R", b"/Columns", 100));
        assert!(!exceeds(b"/Columns", b"/Columns", 100));
        assert_eq!(*unescaped(b"/C#6flumns #zz#4"), *b"/Columns #zz#4");
        assert!(has_mark(b"\x78\x9C") && !has_mark(b"BT") && !has_mark(b"x"));
    }

    #[test]
    fn what_has_no_end_is_not_searched_for_ever() {
        for part in ["1 0 obj<<>>stream\n", "1 0 obj(a\n", "1 0 obj<</A["] {
            let file = part.repeat(100_000);
            let checked = check_file(file.as_bytes(), &Limits::default());
            assert!(
                checked.unwrap_err().to_string().contains("no ends"),
                "{part}"
            );
        }
        let file = "1 0 obj<</A[(a\\))]>>endobj\n".repeat(100_000);
        assert_eq!(check_file(file.as_bytes(), &Limits::default()), Ok(()));
    }
}
