//! Files of several articles, and what they hold: articles, or other such files.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::sync::Arc;

use super::compression::{Compression, Stream};
use super::format::{Format, Kind};
use super::globs::Globs;
use super::options::ReadOptions;
use super::sniff::{HEAD, sniff};

/// Containers within a container that are kept in memory; larger ones go to a temporary file.
const IN_MEMORY: u64 = 16_000_000;

/// One article of a container, or a container within it.
pub struct Member {
    /// Its name or number in the container; empty where the container is the article.
    pub name: String,
    /// The id that the user's field gives it.
    pub id: Option<String>,
    pub kind: Kind,
    pub content: Content,
}

/// What a member holds.
pub enum Content {
    Article(Vec<u8>),
    Container(Data),
    /// Why it cannot be read.
    Failed(String),
}

/// A file of several articles, read from first to last.
pub trait Container {
    /// The next article; `None` at the end.
    ///
    /// # Errors
    /// The file breaks off here: nothing is read after an error.
    fn read(&mut self) -> io::Result<Option<Member>>;
}

/// Which entries of an archive are read: those that match the patterns and are not hidden, and
/// without patterns have a known extension.
#[derive(Debug, Clone)]
pub struct Taken {
    globs: Arc<Globs>,
    hidden: bool,
    /// The path of the archive, for patterns; empty if it was named itself.
    within: String,
}

impl Taken {
    pub(super) fn new(globs: Globs, hidden: bool) -> Self {
        Self {
            globs: Arc::new(globs),
            hidden,
            within: String::new(),
        }
    }

    /// The same for the archive at a path.
    pub fn within(&self, path: String) -> Self {
        Self {
            within: path,
            ..self.clone()
        }
    }

    /// The path of an entry, for patterns.
    pub fn path(&self, name: &str) -> String {
        match self.within.as_str() {
            "" => name.to_owned(),
            within => format!("{within}/{name}"),
        }
    }

    /// Whether an archive without entries that are taken is as it should be.
    pub fn may_be_none(&self) -> bool {
        !self.globs.is_empty()
    }

    fn takes(&self, name: &str, kind: Option<Kind>) -> bool {
        let is_hidden = |part: &str| part.starts_with('.') && part != "..";
        if !self.hidden && name.split('/').any(is_hidden) {
            return false;
        }
        self.globs.take(&self.path(name), kind)
    }
}

/// The bytes of a container.
pub enum Data {
    File(File),
    Memory(Vec<u8>),
    Stream(Stream),
}

/// Bytes that can be read from anywhere.
pub trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

impl Data {
    /// The bytes from first to last.
    pub fn stream(self) -> Stream {
        match self {
            Self::File(file) => Box::new(file),
            Self::Memory(bytes) => Box::new(Cursor::new(bytes)),
            Self::Stream(stream) => stream,
        }
    }

    /// The bytes in a file or in memory, where they can be read from anywhere.
    ///
    /// # Errors
    /// The stream cannot be read, or no temporary file written.
    pub fn stored(self) -> io::Result<Self> {
        match self {
            Self::Stream(stream) => Self::store(stream),
            stored => Ok(stored),
        }
    }

    /// Keeps what a reader gives.
    ///
    /// # Errors
    /// It cannot be read, or no temporary file written.
    pub fn store(mut reader: impl Read) -> io::Result<Self> {
        let mut bytes = Vec::new();
        reader.by_ref().take(IN_MEMORY).read_to_end(&mut bytes)?;
        if (bytes.len() as u64) < IN_MEMORY {
            return Ok(Self::Memory(bytes));
        }
        let mut file = tempfile::tempfile()?;
        io::copy(&mut bytes.as_slice(), &mut file)?;
        io::copy(&mut reader, &mut file)?;
        file.rewind()?;
        Ok(Self::File(file))
    }

    /// The bytes for a parser that jumps to and fro.
    ///
    /// # Errors
    /// As [`Data::stored`].
    pub fn seekable(self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(match self.stored()? {
            Self::File(file) => Box::new(BufReader::new(file)),
            Self::Memory(bytes) => Box::new(Cursor::new(bytes)),
            Self::Stream(_) => return Err(io::ErrorKind::Unsupported.into()),
        })
    }
}

impl Member {
    /// A row or object of a container, under its number.
    pub fn row(number: u64, format: Format, content: Content, options: &ReadOptions) -> Self {
        let id = match (&content, &options.id_field) {
            (Content::Article(bytes), Some(field)) => field.id_in(bytes),
            _ => None,
        };
        Self {
            name: number.to_string(),
            id,
            kind: Kind::plain(format),
            content,
        }
    }

    /// An entry of an archive under its path; `None` where it is not taken. Nothing of it is read
    /// then.
    pub fn entry(
        path: &[u8],
        reader: &mut dyn Read,
        options: &ReadOptions,
        taken: &Taken,
    ) -> Option<Self> {
        let name = super::name_of(path);
        let parts = name.split('/').filter(|part| !matches!(*part, "" | "."));
        let name = parts.collect::<Vec<_>>().join("/");
        let kind = Kind::of_name(&name);
        if !taken.takes(&name, kind) {
            return None;
        }
        let content = match kind {
            Some(kind) => Self::content(kind, reader, options).map(|content| (kind, content)),
            None => Self::unknown(reader, options),
        };
        let failed = |error| {
            (
                Kind::plain(Format::Text),
                Content::Failed(super::cause(&error)),
            )
        };
        let (kind, content) = content.unwrap_or_else(failed);
        Some(Self {
            name,
            id: None,
            kind,
            content,
        })
    }

    /// What is in an entry of which the name tells no format.
    fn unknown(reader: &mut dyn Read, options: &ReadOptions) -> io::Result<(Kind, Content)> {
        let bytes = options.limits.read(reader)?;
        let head = |bytes: &[u8]| sniff(&bytes[..bytes.len().min(HEAD)]);
        let kind = match Compression::of_content(&bytes) {
            None => Kind::plain(head(&bytes)),
            compression @ Some(packed) => {
                let plain =
                    packed.inflate(Box::new(Cursor::new(bytes.clone())), &options.limits)?;
                let mut start = Vec::new();
                plain.take(HEAD as u64).read_to_end(&mut start)?;
                Kind {
                    format: head(&start),
                    compression,
                }
            }
        };
        let content = Self::content(kind, &mut bytes.as_slice(), options)?;
        Ok((kind, content))
    }

    fn content(kind: Kind, reader: &mut dyn Read, options: &ReadOptions) -> io::Result<Content> {
        let limits = &options.limits;
        if kind.format.is_container() {
            return Ok(Content::Container(Data::store(reader)?));
        }
        let bytes = limits.read(reader)?;
        Ok(Content::Article(match kind.compression {
            Some(compression) => {
                let stream = Box::new(Cursor::new(bytes));
                limits.read(compression.inflate(stream, limits)?)?
            }
            None => bytes,
        }))
    }
}
