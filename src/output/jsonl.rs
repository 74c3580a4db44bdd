//! JSON Lines: one record a line.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{Encoded, Sink};
use crate::record::Record;

/// One record a line, to standard output or to a file.
pub enum JsonLines {
    /// To standard output; a line goes out when it is complete.
    Stdout(BufWriter<io::Stdout>),
    /// To a temporary file beside `path`, renamed at the end.
    File {
        writer: BufWriter<NamedTempFile>,
        path: PathBuf,
    },
}

impl JsonLines {
    /// A sink on standard output.
    pub fn stdout() -> Self {
        Self::Stdout(BufWriter::new(io::stdout()))
    }

    /// A sink that ends as the file `path`.
    ///
    /// # Errors
    /// The folder of `path` does not exist or cannot be written.
    pub fn file(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        Ok(Self::File {
            writer: BufWriter::new(temporary_beside(path)?),
            path: path.to_owned(),
        })
    }
}

/// A temporary file in the folder of `path`, with the permissions of an ordinary new file.
pub(super) fn temporary_beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".hedgerow-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

impl Sink for JsonLines {
    fn encoder(&self) -> fn(&Record) -> serde_json::Result<Vec<u8>> {
        |record| {
            let mut line = serde_json::to_vec(record)?;
            line.push(b'\n');
            Ok(line)
        }
    }

    fn write(&mut self, record: Encoded) -> io::Result<()> {
        match self {
            Self::Stdout(writer) => {
                writer.write_all(&record.bytes)?;
                writer.flush()
            }
            Self::File { writer, .. } => writer.write_all(&record.bytes),
        }
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        match *self {
            Self::Stdout(mut writer) => writer.flush(),
            Self::File { writer, path } => {
                let file = writer
                    .into_inner()
                    .map_err(io::IntoInnerError::into_error)?;
                file.as_file().sync_all()?;
                file.persist(path).map(drop).map_err(|e| e.error)
            }
        }
    }
}
