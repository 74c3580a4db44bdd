//! Notes on the author, which extractors take for the last paragraph.

use super::body::Part;
use super::head::Head;
use super::page::Page;

// What a note on a person goes on with.
pattern!(
    GOES_ON,
    r"^,? (?:is|was|has|covers|covered|reports|reported|writes|wrote|joined|works|worked|edits|lives|can be)\b"
);

/// Pieces at the end of the body that may be notes.
const MAX_NOTES: usize = 4;

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
        if after.any(|rest| GOES_ON.is_match(rest)) {
            parts[i] = Part::Removed("author");
        }
    }
}
