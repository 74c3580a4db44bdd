//! A limit to how deep the elements of a page nest.
//!
//! Parsers of HTML look through all open elements at many a tag, so that the time for a page with
//! 100,000 open elements grows with their square. Browsers stop at 512.

use crate::input::DecodeError;

/// Elements that may be open at once. Pages that forget to close them stay far below.
pub(super) const MAX: usize = 2000;

/// Elements that have no end, or that others close.
const NEVER_NEST: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Counts the elements that are open at once, roughly: tags in scripts and comments count too.
///
/// # Errors
/// There are more than [`MAX`].
pub(super) fn check(html: &str) -> Result<(), DecodeError> {
    let mut open: usize = 0;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let is_end = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if length == 0 {
            continue;
        }
        let name = name[..length].to_ascii_lowercase();
        if NEVER_NEST.contains(&name.as_str()) {
            continue;
        }
        if is_end {
            open = open.saturating_sub(1);
        } else {
            open += 1;
            if open > MAX {
                return Err(DecodeError::Nested(MAX));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_elements_are_counted() {
        assert!(check(&"<div>".repeat(MAX)).is_ok());
        assert_eq!(
            check(&"<DIV x>".repeat(MAX + 1)),
            Err(DecodeError::Nested(MAX))
        );
        assert!(check(&"<b>x</b>".repeat(MAX + 1)).is_ok());
        assert!(check(&"<p>x<br><li>y < z".repeat(MAX + 1)).is_ok());
    }
}
