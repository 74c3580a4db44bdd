//! Notes on the author, which extractors take for the last paragraph.

use super::body::flow;
use super::head::Head;
use super::page::Page;
use super::part::Part;

// What a note on a person goes on with.
pattern!(
    GOES_ON,
    r"^,? (?:is|was|has|covers|covered|reports|reported|writes|wrote|joined|works|worked|edits|lives|can be)\b"
);

/// Pieces at the end of the body that may be notes.
const MAX_NOTES: usize = 4;

/// Whether a sentence about a name goes on, in any language.
fn goes_on(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next() == Some(' ') && chars.next().is_some_and(char::is_lowercase)
}

/// Whether a piece stands elsewhere than the paragraph before it.
fn is_apart(page: &Page, parts: &[Part], i: usize) -> bool {
    let before = (0..i).rev().find(|&j| parts[j] == Part::Body);
    before.is_some_and(|j| flow(page, &page.pieces[i]) != flow(page, &page.pieces[j]))
}

/// Drops notes at the end of the body that begin with an author's whole name and tell of them.
pub(super) fn drop(page: &Page, parts: &mut [Part], head: &Head) {
    let Some(names) = &head.names else { return };
    let names: Vec<&str> = names
        .split([',', '&'])
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
        .filter(|name| name.contains(' '))
        .collect();
    let last = (0..parts.len()).rev().filter(|&i| parts[i] == Part::Body);
    let last: Vec<usize> = last.take(MAX_NOTES).collect();
    for i in last {
        let text = &page.pieces[i].text;
        let mut after = names.iter().filter_map(|name| text.strip_prefix(name));
        if after.any(|rest| GOES_ON.is_match(rest) || goes_on(rest) && is_apart(page, parts, i)) {
            parts[i] = Part::Removed("author");
        }
    }
}
