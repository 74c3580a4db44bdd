//! Web pages.

use encoding_rs::Encoding;

use super::decode::{DecodeError, decode_declared};
use crate::document::Article;

/// The article of a page and the encoding that was used.
///
/// # Errors
/// The bytes are no text.
pub fn read(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<(Article, &'static str), DecodeError> {
    let decoded = decode_declared(bytes.to_vec(), declared)?;
    Ok((Article::from(decoded.text), decoded.encoding))
}
