//! The extractor: the crate trafilatura, with its fallbacks.

use std::panic::{AssertUnwindSafe, catch_unwind};

use trafilatura::{Options, extract};

/// What the extractor takes for the article.
pub(super) struct Extracted {
    pub text: String,
    pub html: String,
}

/// Runs the extractor; `None` where it finds nothing, or fails.
pub(super) fn run(html: &str) -> Option<Extracted> {
    let options = Options::default().with_fallback(true);
    // A page may be anything, and the crate's unwraps are not ours.
    let result = catch_unwind(AssertUnwindSafe(|| extract(html, &options)));
    let result = result.ok()?.ok()?;
    Some(Extracted {
        text: result.content_text,
        html: result.content_html,
    })
}
