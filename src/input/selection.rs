//! Which files are read.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;

use super::discover::Inputs;
use super::format::Kind;
use super::found::{Found, id_of};
use super::globs::{Globs, PatternError};
use super::list::listed;
use super::member::Taken;
use super::name_of;
use super::options::ReadOptions;

/// Which files are read: those that are named, and in folders those of known extensions or that
/// match a pattern. Paths are in the order in which they were given, what is in a folder in the
/// order of its names. Links are followed; a link back to a folder above it is passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Files and folders; "-" is standard input.
    pub paths: Vec<PathBuf>,
    /// A file that lists more of them, one a line; "-" is standard input.
    pub files_from: Option<PathBuf>,
    /// Whether NUL ends a path of the list, not the end of the line.
    pub null: bool,
    /// Files of folders and archives must match one of these, in the form of .gitignore; their
    /// extension need not be known then.
    pub include: Vec<String>,
    /// Files and folders in folders and archives must match none of these.
    pub exclude: Vec<String>,
    /// Whether files are left out that .gitignore and .ignore name.
    pub gitignore: bool,
    /// Whether hidden files and folders are taken too.
    pub hidden: bool,
    /// How many levels folders are searched; 1 is the files of a folder alone.
    pub max_depth: Option<usize>,
    /// What the run writes: it is no input, nor what has its name with ".part" and the like.
    pub output: Option<PathBuf>,
}

/// A selection that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SelectionError {
    /// A pattern is none.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// The list of files cannot be read.
    #[error("cannot read the list {0}: {1}")]
    List(PathBuf, io::Error),
}

type Files = Box<dyn Iterator<Item = Found> + Send>;

impl Selection {
    /// Files and folders with the usual rules.
    pub fn of(paths: &[PathBuf]) -> Self {
        Self {
            paths: paths.to_owned(),
            ..Self::default()
        }
    }

    /// Whether the patterns and the list can be used.
    ///
    /// # Errors
    /// They cannot.
    pub fn check(&self) -> Result<(), SelectionError> {
        self.globs()?;
        match &self.files_from {
            Some(list) if list.as_os_str() != "-" => File::open(list)
                .map(drop)
                .map_err(|error| SelectionError::List(list.clone(), error)),
            _ => Ok(()),
        }
    }

    /// Whether standard input or a pipe is read, so that the inputs can be listed only once.
    pub fn is_once(&self) -> bool {
        let is_stream = |path: &PathBuf| {
            let file = path.metadata();
            path.as_os_str() == "-" || file.is_ok_and(|file| !file.is_file() && !file.is_dir())
        };
        self.paths.iter().chain(&self.files_from).any(is_stream)
    }

    /// The articles, found, and those of archives read, as the iterator goes.
    pub fn inputs(&self, options: &ReadOptions) -> Inputs {
        // Where a pattern is none, the files say so.
        let taken = Taken::new(self.globs().unwrap_or_default(), self.hidden);
        Inputs::new(self.files(), options.clone(), taken)
    }

    fn globs(&self) -> Result<Globs, PatternError> {
        Globs::new(&self.include, &self.exclude)
    }

    /// The ids and sizes of the files, for an estimate of the work; the articles of archives are
    /// not counted, compressed files are taken for four times their size, and standard input is
    /// left out.
    pub fn sizes(&self) -> impl Iterator<Item = (String, u64)> + Send + use<> {
        self.files().filter(|file| !file.is_stdin()).map(|file| {
            let size = file.path.metadata().map_or(0, |file| file.len());
            let kind = Kind::of_name(&file.path.to_string_lossy());
            let is_packed = kind.is_some_and(Kind::is_packed);
            (file.id, if is_packed { 4 * size } else { size })
        })
    }

    /// The files, found as the iterator goes.
    pub(super) fn files(&self) -> Files {
        let single = self.paths.len() == 1 && self.files_from.is_none();
        let named = self.paths.clone().into_iter().map(Ok);
        let listed: Box<dyn Iterator<Item = Result<PathBuf, Found>> + Send> = match &self.files_from
        {
            Some(list) => listed(list.clone(), if self.null { 0 } else { b'\n' }),
            None => Box::new(std::iter::empty()),
        };
        let selection = self.clone();
        Box::new(named.chain(listed).flat_map(move |path| -> Files {
            match path {
                Err(found) => Box::new(std::iter::once(found)),
                Ok(path) if path.as_os_str() != "-" && path.is_dir() => {
                    selection.walk(path, single)
                }
                Ok(path) => Box::new(std::iter::once(file(path, single))),
            }
        }))
    }

    fn walk(&self, folder: PathBuf, single: bool) -> Files {
        let mut builder = WalkBuilder::new(&folder);
        builder
            .standard_filters(false)
            .hidden(!self.hidden)
            .max_depth(self.max_depth)
            .follow_links(true)
            .sort_by_file_name(Ord::cmp);
        if self.gitignore {
            builder.ignore(true).git_ignore(true).git_exclude(true);
            builder.parents(true).require_git(false);
        }
        let id = {
            let folder = folder.clone();
            move |path: &Path| match path.strip_prefix(&folder) {
                Ok(below) if single => id_of(below),
                _ => id_of(path),
            }
        };
        let globs = match self.globs() {
            Ok(globs) => Arc::new(globs),
            Err(error) => {
                return Box::new(std::iter::once(Found {
                    id: id_of(&folder),
                    path: folder,
                    below: String::new(),
                    error: Some(error.to_string()),
                }));
            }
        };
        let below = {
            let folder = folder.clone();
            move |path: &Path| id_of(path.strip_prefix(&folder).unwrap_or(path))
        };
        let written = Written::new(self.output.as_deref());
        let selected = {
            let (globs, below) = (globs.clone(), below.clone());
            move |entry: &ignore::DirEntry| {
                !written.has(entry.path())
                    && (entry.depth() == 0 || globs.enter(&below(entry.path())))
            }
        };
        builder.filter_entry(selected);
        Box::new(builder.build().filter_map(move |entry| match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|t| t.is_file());
                let name = name_of(entry.file_name().as_encoded_bytes());
                let kind = Kind::of_name(&name);
                let below = below(entry.path());
                (is_file && globs.take(&below, kind)).then(|| Found {
                    id: id(entry.path()),
                    path: entry.into_path(),
                    below,
                    error: None,
                })
            }
            Err(error) => failure(&error).map(|(path, cause)| {
                let path = path.unwrap_or_else(|| folder.clone());
                let id = if path == folder {
                    id_of(&path)
                } else {
                    id(&path)
                };
                Found {
                    id,
                    below: String::new(),
                    path,
                    error: Some(cause),
                }
            }),
        }))
    }
}

/// The files of the run itself.
struct Written {
    /// The folder of the output and its name.
    output: Option<(PathBuf, String)>,
}

impl Written {
    fn new(output: Option<&Path>) -> Self {
        let place = |output: &Path| {
            let folder = output.parent().filter(|p| !p.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
            Some((folder, output.file_name()?.to_str()?.to_owned()))
        };
        Self {
            output: output.and_then(place),
        }
    }

    /// Whether a path is the output or lies beside it with its name and an ending.
    fn has(&self, path: &Path) -> bool {
        let (Some((folder, output)), Some(name)) = (&self.output, path.file_name()) else {
            return false;
        };
        let name = name.to_string_lossy();
        let Some(ending) = name.strip_prefix(output.as_str()) else {
            return false;
        };
        matches!(ending, "" | ".part" | ".journal" | ".lock")
            && path.parent().and_then(|p| p.canonicalize().ok()).as_ref() == Some(folder)
    }
}

fn file(path: PathBuf, single: bool) -> Found {
    let name = path.file_name().map(Path::new).filter(|_| single);
    Found {
        id: id_of(name.unwrap_or(&path)),
        path,
        below: String::new(),
        error: None,
    }
}

/// The path and cause of a walking error; `None` for a loop of links, which loses no article.
fn failure(error: &ignore::Error) -> Option<(Option<PathBuf>, String)> {
    match error {
        ignore::Error::Loop { .. } => None,
        ignore::Error::WithPath { path, err } => {
            failure(err).map(|(_, cause)| (Some(path.clone()), cause))
        }
        ignore::Error::WithDepth { err, .. } => failure(err),
        other => Some((None, other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn ids(paths: &[PathBuf]) -> Vec<String> {
        Selection::of(paths).files().map(|file| file.id).collect()
    }

    #[test]
    fn folders_are_sorted_and_filtered() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("b/deep")).unwrap();
        for name in [
            "c.txt",
            "a.MD",
            "b/z.txt",
            "b/deep/y.html.gz",
            "skip.docx",
            ".hidden.txt",
        ] {
            fs::write(root.join(name), "x").unwrap();
        }
        let found = ["a.MD", "b/deep/y.html.gz", "b/z.txt", "c.txt"];
        assert_eq!(ids(&[root.to_owned()]), found);
        assert_eq!(ids(&[root.join("skip.docx")]), ["skip.docx"]);
    }

    #[test]
    fn several_arguments_keep_ids_apart() {
        let two = [PathBuf::from("./no/a.txt"), PathBuf::from("-")];
        assert_eq!(ids(&two), ["no/a.txt", "-"]);
        assert!(Selection::of(&two).is_once() && !Selection::of(&two[..1]).is_once());
    }

    #[test]
    fn what_is_written_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        for name in [
            "out.json",
            "out.json.part/1/records.jsonl",
            "out.json.old.txt",
            "b/out.json",
        ] {
            fs::create_dir_all(dir.path().join(name).parent().unwrap()).unwrap();
            fs::write(dir.path().join(name), "{}").unwrap();
        }
        let selection = Selection {
            output: Some(dir.path().join("out.json")),
            ..Selection::of(&[dir.path().to_owned()])
        };
        let ids: Vec<String> = selection.files().map(|file| file.id).collect();
        assert_eq!(ids, ["b/out.json", "out.json.old.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf8_keep_apart() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let name = |bytes| PathBuf::from(OsStr::from_bytes(bytes));
        assert_eq!(ids(&[name(b"a\xFF\n.txt")]), ["a\\xFF\n.txt"]);
        assert_eq!(ids(&[name(b"a\xFE.txt")]), ["a\\xFE.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn link_loops_end() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir(root.join("sub")).unwrap();
        fs::write(root.join("sub/a.txt"), "x").unwrap();
        std::os::unix::fs::symlink(root, root.join("sub/up")).unwrap();
        std::os::unix::fs::symlink("gone", root.join("sub/b.txt")).unwrap();
        // The dangling link is an input that cannot be read, the loop is none.
        assert_eq!(ids(&[root.to_owned()]), ["sub/a.txt", "sub/b.txt"]);
    }
}
