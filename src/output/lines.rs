//! JSON Lines in one file.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::Store;

/// A file of records, one a line.
pub struct Lines {
    file: File,
    /// Size of the file when it was opened, in bytes.
    size: u64,
    /// Bytes passed or written.
    position: u64,
}

impl Lines {
    /// Opens or makes the file.
    ///
    /// # Errors
    /// It cannot be opened for reading and writing.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        let options = options.read(true).write(true).create(true).truncate(false);
        let file = options.open(path)?;
        Ok(Self {
            size: file.metadata()?.len(),
            file,
            position: 0,
        })
    }

    /// Starts again with an empty file.
    ///
    /// # Errors
    /// The file cannot be cut.
    pub fn clear(&mut self) -> io::Result<()> {
        (self.size, self.position) = (0, 0);
        self.cut()
    }

    /// A reader of what was passed or written.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn reader(&mut self) -> io::Result<impl Read> {
        self.file.rewind()?;
        Ok(Read::by_ref(&mut self.file).take(self.position))
    }
}

impl Store for Lines {
    fn pass(&mut self, _: &str, length: u64) -> io::Result<bool> {
        let end = self.position + length;
        if end > self.size || length == 0 {
            return Ok(false);
        }
        // After a loss of power a file may have its length, but not all of its bytes.
        let mut last = [0];
        self.file.seek(SeekFrom::Start(end - 1))?;
        self.file.read_exact(&mut last)?;
        if last != *b"\n" {
            return Ok(false);
        }
        self.position = end;
        Ok(true)
    }

    fn cut(&mut self) -> io::Result<()> {
        self.file.set_len(self.position)?;
        self.file.seek(SeekFrom::Start(self.position))?;
        Ok(())
    }

    fn write(&mut self, _: &str, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.position += bytes.len() as u64;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.file.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_was_not_passed_is_cut() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        fs::write(&path, "{1}\n{22}\n{3\0\0\0").unwrap();
        let mut lines = Lines::open(&path).unwrap();
        assert!(lines.pass("", 4).unwrap());
        assert!(lines.pass("", 5).unwrap());
        assert!(!lines.pass("", 5).unwrap(), "zeros for a record");
        assert!(!lines.pass("", 6).unwrap(), "past the end");
        lines.cut().unwrap();
        lines.write("", b"{3}\n").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"{1}\n{22}\n{3}\n");
    }
}
