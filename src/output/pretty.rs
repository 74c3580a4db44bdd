//! One indented JSON file an article, for people.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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

/// What systems allow of a name in a folder with ".json", and of a whole path with some room.
const MOST_NAME: usize = 250;
const MOST_PATH: usize = 3_000;

/// The file of a record: its id below the folder, never outside it. An id that is no path as it
/// stands, such as an address of the web, loses what is in the way and gets a hash.
pub fn path_of(folder: &Path, id: &str) -> PathBuf {
    let name = if id == "-" { "stdin" } else { id };
    let is_path = name.len() <= MOST_PATH && name.split('/').all(is_name);
    let mut path = folder.to_owned();
    if is_path {
        path.push(name);
    } else {
        let start = name.floor_char_boundary(MOST_PATH);
        for part in name[..start].split('/') {
            let part = part.replace('\0', "");
            let part = &part[..part.floor_char_boundary(MOST_NAME - 17)];
            if is_name(part) {
                path.push(part);
            }
        }
        if path == folder {
            path.push("id");
        }
        let hash = blake3::hash(id.as_bytes()).to_hex();
        path.as_mut_os_string().push(format!("-{}", &hash[..16]));
    }
    path.as_mut_os_string().push(".json");
    path
}

/// Whether this can be the name of a file.
fn is_name(part: &str) -> bool {
    !matches!(part, "" | "." | "..") && part.len() <= MOST_NAME && !part.contains('\0')
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
        let odd = |id| path(id).to_str().unwrap_or_default().to_owned();
        assert!(odd("/etc/../x.md").starts_with("out/etc/x.md-"));
        assert_ne!(odd("../x.md"), odd("/x.md"));
        assert!(odd("..").starts_with("out/id-"));
        assert_eq!(path("-"), Path::new("out/stdin.json"));
    }
}
