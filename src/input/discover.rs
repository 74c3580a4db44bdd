//! Finding the articles: files and folders, sorted, lazily.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// One article to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The path below the folder that was given, with `/` between its parts; with several
    /// arguments, the argument comes first.
    pub id: String,
    pub location: Location,
}

/// Where the bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    File(PathBuf),
    Stdin,
    /// A path that cannot be opened, and why.
    Missing(String),
}

impl Input {
    /// The path as error messages and records show it.
    pub fn path(&self) -> String {
        match &self.location {
            Location::File(path) => name_of(path.as_os_str()),
            Location::Stdin => "-".to_owned(),
            Location::Missing(_) => self.id.clone(),
        }
    }
}

/// Extensions of the files that are taken out of folders; a file named itself is always taken.
const EXTENSIONS: [&str; 4] = ["txt", "md", "html", "htm"];

/// The articles below `arguments` ("-" is standard input), in the order of the arguments, each
/// folder's in the order of its names. Folders are read as the iterator goes; links are
/// followed, a link back to a folder above it is passed over; hidden files are left out.
pub fn discover(arguments: &[PathBuf]) -> impl Iterator<Item = Input> + Send + use<> {
    let single = arguments.len() == 1;
    Vec::from(arguments).into_iter().flat_map(move |argument| {
        let inputs: Box<dyn Iterator<Item = Input> + Send> = if argument.as_os_str() == "-" {
            Box::new(std::iter::once(Input {
                id: "-".to_owned(),
                location: Location::Stdin,
            }))
        } else if argument.is_dir() {
            Box::new(walk(argument, single))
        } else {
            Box::new(std::iter::once(file(&argument, single)))
        };
        inputs
    })
}

fn file(path: &Path, single: bool) -> Input {
    let name = path.file_name().map(Path::new).filter(|_| single);
    Input {
        id: id_of(name.unwrap_or(path)),
        location: Location::File(path.to_owned()),
    }
}

fn walk(folder: PathBuf, single: bool) -> impl Iterator<Item = Input> + Send {
    let mut builder = WalkBuilder::new(&folder);
    builder
        .standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .sort_by_file_name(Ord::cmp);
    builder.build().filter_map(move |entry| {
        let id = |path: &Path| match path.strip_prefix(&folder) {
            Ok(below) if single => id_of(below),
            _ => id_of(path),
        };
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|t| t.is_file());
                (is_file && has_extension(entry.path())).then(|| Input {
                    id: id(entry.path()),
                    location: Location::File(entry.path().to_owned()),
                })
            }
            Err(error) => failure(&error).map(|(path, cause)| Input {
                id: path.map_or_else(|| id_of(&folder), |p| id(&p)),
                location: Location::Missing(cause),
            }),
        }
    })
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

fn has_extension(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| EXTENSIONS.iter().any(|known| e.eq_ignore_ascii_case(known)))
}

fn id_of(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter(|part| !matches!(part, std::path::Component::CurDir))
        .map(|part| name_of(part.as_os_str()))
        .collect();
    parts.join("/")
}

/// A name as text; bytes that are not UTF-8 become `\xFF`, so that ids stay apart.
fn name_of(name: &OsStr) -> String {
    let chunks = name.as_encoded_bytes().utf8_chunks();
    chunks.fold(String::new(), |mut text, chunk| {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02X}"));
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn ids(arguments: &[PathBuf]) -> Vec<String> {
        discover(arguments).map(|input| input.id).collect()
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
            "b/deep/y.txt",
            "skip.pdf",
            ".hidden.txt",
        ] {
            fs::write(root.join(name), "x").unwrap();
        }
        assert_eq!(
            ids(&[root.to_owned()]),
            ["a.MD", "b/deep/y.txt", "b/z.txt", "c.txt"]
        );
        assert_eq!(ids(&[root.join("skip.pdf")]), ["skip.pdf"]);
    }

    #[test]
    fn several_arguments_keep_ids_apart() {
        let two = [PathBuf::from("./no/a.txt"), PathBuf::from("-")];
        assert_eq!(ids(&two), ["no/a.txt", "-"]);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf8_keep_apart() {
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
