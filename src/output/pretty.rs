//! One indented JSON file an article, for people.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use super::jsonl::temporary_beside;
use super::{Encoded, Sink};
use crate::record::Record;

/// Writes `<id>.json` for every record, in folders as the id has them.
pub struct PrettyFolder {
    folder: PathBuf,
}

impl PrettyFolder {
    /// A sink into `folder`, which is made if need be.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn new(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// The file of a record: its id below the folder, never outside it.
    fn path(&self, id: &str) -> PathBuf {
        let name = if id == "-" { "stdin" } else { id };
        let mut path = self.folder.clone();
        path.extend(
            Path::new(name)
                .components()
                .filter(|part| matches!(part, Component::Normal(_))),
        );
        path.as_mut_os_string().push(".json");
        path
    }
}

impl Sink for PrettyFolder {
    fn encoder(&self) -> fn(&Record) -> serde_json::Result<Vec<u8>> {
        |record| {
            let mut json = serde_json::to_vec_pretty(record)?;
            json.push(b'\n');
            Ok(json)
        }
    }

    fn write(&mut self, record: Encoded) -> io::Result<()> {
        let path = self.path(&record.id);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = temporary_beside(&path)?;
        file.write_all(&record.bytes)?;
        file.persist(path).map(drop).map_err(|e| e.error)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stay_below_the_folder() {
        let sink = PrettyFolder {
            folder: PathBuf::from("out"),
        };
        assert_eq!(sink.path("a/b.txt"), Path::new("out/a/b.txt.json"));
        assert_eq!(sink.path("/etc/../x.md"), Path::new("out/etc/x.md.json"));
        assert_eq!(sink.path("-"), Path::new("out/stdin.json"));
    }
}
