//! A file that was found, before it is opened.

use std::path::{Component, Path, PathBuf};

use super::name_of;

/// A file before it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub id: String,
    pub path: PathBuf,
    /// The path below the folder that was named, for patterns; empty for what was named itself.
    pub below: String,
    /// Why it cannot be opened, where that is known.
    pub error: Option<String>,
}

impl Found {
    pub fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }
}

/// A path as an id.
pub(super) fn id_of(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter(|part| !matches!(part, Component::CurDir))
        .map(|part| name_of(part.as_os_str().as_encoded_bytes()))
        .collect();
    parts.join("/")
}
