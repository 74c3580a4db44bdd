//! Patterns that choose among what is in folders and archives.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::format::Kind;

/// A pattern that is none.
#[derive(Debug, thiserror::Error)]
#[error("the pattern {0} of --include or --exclude cannot be used: {1}")]
pub struct PatternError(String, ignore::Error);

/// The patterns of --include and --exclude, in the form of .gitignore, for paths below the folder
/// or archive that the user names. An archive in a folder is one of its folders.
#[derive(Debug, Clone)]
pub(super) struct Globs {
    include: Gitignore,
    exclude: Gitignore,
}

impl Default for Globs {
    fn default() -> Self {
        Self {
            include: Gitignore::empty(),
            exclude: Gitignore::empty(),
        }
    }
}

impl Globs {
    /// # Errors
    /// A pattern is none.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self, PatternError> {
        Ok(Self {
            include: compile(include)?,
            exclude: compile(exclude)?,
        })
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Whether a file is taken, of which the name tells this kind. What is in an archive is seen
    /// later.
    pub fn take(&self, path: &str, kind: Option<Kind>) -> bool {
        match kind {
            Some(kind) if kind.format.is_archive() => self.enter(path),
            _ => self.take_file(path) && (kind.is_some() || !self.include.is_empty()),
        }
    }

    fn take_file(&self, path: &str) -> bool {
        let matches = |globs: &Gitignore| {
            !globs.is_empty()
                && globs
                    .matched_path_or_any_parents(below(path), false)
                    .is_ignore()
        };
        !matches(&self.exclude) && (self.include.is_empty() || matches(&self.include))
    }

    /// Whether what is in a folder or archive may be taken.
    pub fn enter(&self, path: &str) -> bool {
        let path = below(path);
        self.exclude.is_empty()
            || !self
                .exclude
                .matched_path_or_any_parents(path, true)
                .is_ignore()
    }
}

/// A path without a root, as the crate wants it.
fn below(path: &str) -> &Path {
    Path::new(path.trim_start_matches('/'))
}

fn compile(patterns: &[String]) -> Result<Gitignore, PatternError> {
    let mut builder = GitignoreBuilder::new("");
    builder.allow_unclosed_class(false);
    for pattern in patterns {
        let added = builder.add_line(None, pattern);
        added.map_err(|error| PatternError(pattern.clone(), error))?;
    }
    let all = || patterns.join(" ");
    builder.build().map_err(|error| PatternError(all(), error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(include: &[&str], exclude: &[&str]) -> Globs {
        let owned = |list: &[&str]| list.iter().map(|s| s.to_string()).collect::<Vec<_>>();
        Globs::new(&owned(include), &owned(exclude)).unwrap()
    }

    #[test]
    fn names_paths_and_folders() {
        let globs = globs(
            &["*.htm", "/2025/**/*.txt", "old.zip"],
            &["drafts/", "*.bak.htm"],
        );
        for path in [
            "a.htm",
            "x/y/a.htm",
            "2025/5/a.txt",
            "old.zip/b.rst",
            "/a.htm",
        ] {
            assert!(globs.take_file(path), "{path}");
        }
        for path in ["a.txt", "x/2025/a.txt", "drafts/a.htm", "x/a.bak.htm"] {
            assert!(!globs.take_file(path), "{path}");
        }
        assert!(globs.enter("x") && globs.enter("new.zip") && !globs.enter("x/drafts"));
    }

    #[test]
    fn without_patterns_all_is_taken() {
        assert!(Globs::default().take_file("a") && Globs::default().enter("a"));
        assert!(globs(&[], &["*.txt"]).take_file("a.htm"));
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        let error = Globs::new(&["a[".to_owned()], &[]).unwrap_err();
        assert!(error.to_string().contains("a["), "{error}");
    }
}
