//! One indented JSON file an article, for people.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use super::Store;

/// A folder with `<id>.json` for every record, in folders as the id has them.
pub struct Pretty {
    folder: PathBuf,
}

impl Pretty {
    /// Opens or makes the folder.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }
}

/// The file of a record: its id below the folder, never outside it.
pub fn path_of(folder: &Path, id: &str) -> PathBuf {
    let name = if id == "-" { "stdin" } else { id };
    let mut path = folder.to_owned();
    path.extend(
        Path::new(name)
            .components()
            .filter(|part| matches!(part, Component::Normal(_))),
    );
    path.as_mut_os_string().push(".json");
    path
}

impl Store for Pretty {
    fn pass(&mut self, id: &str, length: u64) -> io::Result<bool> {
        let file = path_of(&self.folder, id).metadata();
        Ok(file.is_ok_and(|f| f.len() == length))
    }

    fn cut(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn write(&mut self, id: &str, bytes: &[u8]) -> io::Result<()> {
        let path = path_of(&self.folder, id);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        File::create(path)?.write_all(bytes)
    }

    fn finish(&mut self) -> io::Result<()> {
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder)? {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    folders.push(entry.path());
                } else {
                    File::open(entry.path())?.sync_all()?;
                }
            }
            super::sync_folder(&folder)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stay_below_the_folder() {
        let path = |id| path_of(Path::new("out"), id);
        assert_eq!(path("a/b.txt"), Path::new("out/a/b.txt.json"));
        assert_eq!(path("/etc/../x.md"), Path::new("out/etc/x.md.json"));
        assert_eq!(path("-"), Path::new("out/stdin.json"));
    }
}
