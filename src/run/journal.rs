//! The journal of an output: JSON Lines, a header first, then a line for every record, in the
//! order of the records, and a last line when the output is finished.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Seek, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::duplicates::Sketch;
use super::header::{Header, VERSION};
use crate::record::{Counts, DuplicateRecord, Outcome, Record, SourceRecord};

/// A line of a journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Line {
    Header(Header),
    Record(Entry),
    Finished(Finished),
}

/// A record that was written, and the input that it was made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: String,
    /// The path as it was opened.
    pub path: String,
    /// Size of the input, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// BLAKE3 hash of the input's bytes, in hexadecimal; absent where it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blake3: Option<String>,
    /// Why it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<String>,
    /// In a partition: the input's number among all inputs, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<u64>,
    pub outcome: Outcome,
    /// With outcome `error`: the step that failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<String>,
    /// What was found in the article.
    pub counts: Counts,
    /// What the article repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate: Option<DuplicateRecord>,
    /// Where duplicates are looked for and it is none: what others are recognised by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sketch: Option<Sketch>,
    /// Size of the record in bytes.
    pub length: u64,
}

/// The last line of a finished output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    /// Inputs that the run found, other partitions included.
    pub inputs: u64,
    /// Size of the output where it is one file, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}

/// A hash of an input: its id, its path, its bytes or why they cannot be read, and what it
/// repeats. Under one header, inputs with the same key have the same record.
pub type Key = [u8; 16];

/// The key of an input.
pub fn key(
    id: &str,
    source: &SourceRecord,
    unread: Option<&str>,
    duplicate: Option<&DuplicateRecord>,
) -> Key {
    let (path, bytes, blake3) = (&source.path, source.bytes, source.blake3.as_deref());
    key_of(id, path, bytes, blake3, unread, duplicate)
}

fn key_of(
    id: &str,
    path: &str,
    bytes: Option<u64>,
    blake3: Option<&str>,
    unread: Option<&str>,
    duplicate: Option<&DuplicateRecord>,
) -> Key {
    let parts = serde_json::json!([id, path, bytes, blake3, unread, duplicate]).to_string();
    let mut key = [0; 16];
    key.copy_from_slice(&blake3::hash(parts.as_bytes()).as_bytes()[..16]);
    key
}

impl Entry {
    /// The entry of a record of `length` bytes; `unread` says why its input could not be read.
    pub fn new(record: &Record, unread: Option<String>, counts: Counts, length: u64) -> Self {
        Self {
            id: record.id.clone(),
            path: record.source.path.clone(),
            bytes: record.source.bytes,
            blake3: record.source.blake3.clone(),
            unread,
            position: None,
            outcome: record.outcome,
            failed: record.error.as_ref().map(|e| e.stage.clone()),
            counts,
            duplicate: record.duplicate.clone(),
            sketch: None,
            length,
        }
    }

    /// Whether the time for it was over, so that another try may end otherwise.
    pub fn is_late(&self) -> bool {
        self.failed.as_deref() == Some(crate::TIMEOUT)
    }

    /// The key of the input.
    pub fn key(&self) -> Key {
        let (blake3, unread) = (self.blake3.as_deref(), self.unread.as_deref());
        let (path, duplicate) = (&self.path, self.duplicate.as_ref());
        key_of(&self.id, path, self.bytes, blake3, unread, duplicate)
    }
}

/// Writes a journal.
pub struct Journal {
    file: File,
}

impl Journal {
    /// Begins a journal.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn create(path: &Path, header: &Header) -> io::Result<Self> {
        let file = File::create(path)?;
        let mut journal = Self { file };
        journal.add(&Line::Header(header.clone()))?;
        Ok(journal)
    }

    /// Goes on with a journal after its first `end` bytes; the rest is cut.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn resume(path: &Path, end: u64) -> io::Result<Self> {
        let mut file = OpenOptions::new().write(true).open(path)?;
        file.set_len(end)?;
        file.seek(io::SeekFrom::End(0))?;
        Ok(Self { file })
    }

    /// Adds a line.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn add(&mut self, line: &Line) -> io::Result<()> {
        let mut json = serde_json::to_vec(line)?;
        json.push(b'\n');
        self.file.write_all(&json)
    }

    /// Adds the last line and brings the journal to the disk.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(&mut self, finished: Finished) -> io::Result<()> {
        self.add(&Line::Finished(finished))?;
        self.file.sync_all()
    }
}

/// Reads a journal up to its last whole line.
pub struct Reader {
    lines: BufReader<File>,
    pub header: Header,
    /// Bytes that were read.
    position: u64,
    /// Bytes up to the end of the last whole line.
    end: u64,
}

impl Reader {
    /// Opens a journal; `None` where there is none, or not even its header is whole.
    ///
    /// # Errors
    /// It cannot be read, or is of another version.
    pub fn open(path: &Path) -> io::Result<Option<Self>> {
        let file = match File::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let mut lines = BufReader::with_capacity(1 << 16, file);
        let mut line = Vec::new();
        lines.read_until(b'\n', &mut line)?;
        let Ok(value) = serde_json::from_slice::<Value>(&line) else {
            return Ok(None);
        };
        let version = &value["header"]["journal"];
        if *version != VERSION {
            let message = format!(
                "the journal is of version {version}, not {VERSION}; start over with --fresh"
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        let Line::Header(header) = serde_json::from_value(value)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            position: line.len() as u64,
            end: line.len() as u64,
            lines,
            header,
        }))
    }

    /// Bytes from the start to the end of the last line that was read.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// The entry whose line begins at `offset`.
    ///
    /// # Errors
    /// There is none.
    pub fn entry_at(&mut self, offset: u64) -> io::Result<Entry> {
        // Entries are mostly wanted in their order, and the buffer has the next one.
        self.lines
            .seek_relative(offset as i64 - self.position as i64)?;
        self.position = offset;
        match self.next() {
            Some(Ok(Line::Record(entry))) => Ok(entry),
            Some(Err(error)) => Err(error),
            _ => Err(io::Error::from(io::ErrorKind::InvalidData)),
        }
    }
}

impl Iterator for Reader {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<io::Result<Line>> {
        let mut line = Vec::new();
        if let Err(error) = self.lines.read_until(b'\n', &mut line) {
            return Some(Err(error));
        }
        self.position += line.len() as u64;
        // What does not end, or is no line of a journal, was torn.
        let parsed = line
            .ends_with(b"\n")
            .then(|| serde_json::from_slice(&line).ok());
        let parsed = parsed.flatten()?;
        self.end = self.position;
        Some(Ok(parsed))
    }
}

#[cfg(test)]
pub mod tests {
    use super::super::header::tests::header;
    use super::*;
    use std::fs;

    /// An entry for tests.
    pub fn entry(id: &str) -> Entry {
        Entry {
            id: id.to_owned(),
            path: format!("in/{id}"),
            bytes: Some(3),
            blake3: Some("cc".to_owned()),
            unread: None,
            position: None,
            outcome: Outcome::Ok,
            failed: None,
            counts: Counts::default(),
            duplicate: None,
            sketch: Some(Sketch::of(id)),
            length: 10,
        }
    }

    #[test]
    fn a_torn_line_ends_the_journal() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("j");
        let mut journal = Journal::create(&path, &header()).unwrap();
        journal.add(&Line::Record(entry("a\n"))).unwrap();
        journal.add(&Line::Record(entry("b"))).unwrap();
        let whole = fs::read(&path).unwrap();
        for missing in 1..40 {
            fs::write(&path, &whole[..whole.len() - missing]).unwrap();
            let mut reader = Reader::open(&path).unwrap().unwrap();
            let lines: Vec<Line> = reader.by_ref().map(Result::unwrap).collect();
            assert_eq!(lines, [Line::Record(entry("a\n"))]);
            let mut journal = Journal::resume(&path, reader.end()).unwrap();
            journal.add(&Line::Record(entry("b"))).unwrap();
            assert!(fs::read(&path).unwrap() == whole, "{missing} bytes missing");
        }
        fs::write(&path, &whole[..20]).unwrap();
        assert!(Reader::open(&path).unwrap().is_none());
        fs::write(&path, "{\"header\":{\"journal\":9}}\n").unwrap();
        let error = Reader::open(&path).err().unwrap().to_string();
        assert!(error.contains("version 9"), "{error}");
    }

    #[test]
    fn the_key_is_that_of_the_input() {
        let one = entry("a");
        let source = SourceRecord {
            path: "in/a".to_owned(),
            bytes: Some(3),
            blake3: Some("cc".to_owned()),
            format: Some("text".to_owned()),
            encoding: Some("UTF-8".to_owned()),
            ..SourceRecord::default()
        };
        assert_eq!(one.key(), key("a", &source, None, None));
        let duplicate = DuplicateRecord {
            of: "b".to_owned(),
            similarity: 0.9,
            exact: false,
        };
        let key_of_duplicate = key("a", &source, None, Some(&duplicate));
        assert_ne!(one.key(), key_of_duplicate);
        let mark = Entry {
            duplicate: Some(duplicate),
            ..entry("a")
        };
        assert_eq!(mark.key(), key_of_duplicate);
        let changed = SourceRecord {
            blake3: Some("cd".to_owned()),
            ..source
        };
        assert_ne!(one.key(), key("a", &changed, None, None));
    }
}
