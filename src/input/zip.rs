//! Zip archives.

use std::io::{self, Read, SeekFrom};

use ::zip::ZipArchive;
use ::zip::read::read_zipfile_from_stream;
use ::zip::result::ZipError;

use super::limits::Limits;
use super::member::{Container, Content, Member, ReadSeek, Taken};
use super::options::ReadOptions;

/// The entries of an archive that can be articles, in the order of its directory. Of an archive that
/// is cut off and has none, in the order in which they stand.
pub struct Entries {
    from: From,
    options: ReadOptions,
    taken: Taken,
    /// Size of the archive.
    size: u64,
    /// Bytes that its entries gave so far.
    given: u64,
}

enum From {
    Directory {
        archive: ZipArchive<Box<dyn ReadSeek>>,
        next: usize,
    },
    Start {
        data: Box<dyn ReadSeek>,
        /// Why there is no directory.
        cause: String,
    },
}

impl Entries {
    /// The entries of the archive in `data`.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn new(
        mut data: Box<dyn ReadSeek>,
        options: ReadOptions,
        taken: Taken,
    ) -> io::Result<Self> {
        let size = data.seek(SeekFrom::End(0))?;
        data.rewind()?;
        let directory = ZipArchive::new(&mut data).map(drop);
        data.rewind()?;
        let from = match directory {
            Ok(()) => From::Directory {
                archive: ZipArchive::new(data).map_err(cause)?,
                next: 0,
            },
            Err(error) => From::Start {
                data,
                cause: cause(error).to_string(),
            },
        };
        Ok(Self {
            from,
            options,
            taken,
            size,
            given: 0,
        })
    }
}

impl Container for Entries {
    fn read(&mut self) -> io::Result<Option<Member>> {
        let limits = &self.options.limits;
        loop {
            let (name, file) = match &mut self.from {
                From::Directory { archive, next } => {
                    let index = *next;
                    *next += 1;
                    let Some(name) = archive.name_for_index(index) else {
                        return Ok(None);
                    };
                    let name = name.map_err(cause)?.into_owned();
                    (name, archive.by_index(index))
                }
                From::Start { data, cause } => match read_zipfile_from_stream(data) {
                    Ok(Some(file)) => (file.name().map_err(self::cause)?.into_owned(), Ok(file)),
                    _ => {
                        let cause = cause.clone();
                        return Err(io::Error::new(io::ErrorKind::InvalidData, cause));
                    }
                },
            };
            if name.ends_with('/') {
                continue;
            }
            let (options, taken) = (&self.options, &self.taken);
            let member = match file {
                Ok(file) => {
                    let mut file = Measured {
                        file,
                        given: &mut self.given,
                        size: self.size,
                        limits,
                    };
                    Member::entry(name.as_bytes(), &mut file, options, taken)
                }
                Err(error) => {
                    let member = Member::entry(name.as_bytes(), &mut io::empty(), options, taken);
                    member.map(|member| Member {
                        content: Content::Failed(super::cause(&cause(error))),
                        ..member
                    })
                }
            };
            // Beyond the limits, the archive ends here.
            limits.check(self.size, self.given)?;
            if member.is_some() {
                return Ok(member);
            }
        }
    }
}

/// An entry whose bytes count towards those of the archive.
struct Measured<'a, R> {
    file: R,
    given: &'a mut u64,
    size: u64,
    limits: &'a Limits,
}

impl<R: Read> Read for Measured<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.limits.check(self.size, *self.given)?;
        let count = self.file.read(buffer)?;
        *self.given += count as u64;
        Ok(count)
    }
}

fn cause(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, other.to_string()),
    }
}
