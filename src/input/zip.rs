//! Zip archives.

use std::io::{self, Read, SeekFrom};

use ::zip::ZipArchive;
use ::zip::result::ZipError;

use super::limits::Limits;
use super::member::{Content, Member, ReadSeek};
use super::options::ReadOptions;

/// The entries of an archive that can be articles, in the order of its directory.
pub struct Entries {
    archive: ZipArchive<Box<dyn ReadSeek>>,
    options: ReadOptions,
    next: usize,
    /// Size of the archive.
    size: u64,
    /// Bytes that its entries gave so far.
    given: u64,
    done: bool,
}

impl Entries {
    /// The entries of the archive in `data`.
    ///
    /// # Errors
    /// Its directory cannot be read.
    pub fn new(mut data: Box<dyn ReadSeek>, options: ReadOptions) -> io::Result<Self> {
        let size = data.seek(SeekFrom::End(0))?;
        data.rewind()?;
        Ok(Self {
            archive: ZipArchive::new(data).map_err(cause)?,
            options,
            next: 0,
            size,
            given: 0,
            done: false,
        })
    }

    fn read(&mut self) -> io::Result<Option<Member>> {
        let limits = &self.options.limits;
        while self.next < self.archive.len() {
            let index = self.next;
            self.next += 1;
            // What is no article is not opened.
            let Some(name) = self.archive.name_for_index(index) else {
                continue;
            };
            let name = name.map_err(cause)?.into_owned();
            if name.ends_with('/') {
                continue;
            }
            let member =
                match self.archive.by_index(index) {
                    Ok(file) => {
                        let mut file = Measured {
                            file,
                            given: &mut self.given,
                            size: self.size,
                            limits,
                        };
                        Member::entry(name.as_bytes(), &mut file, &self.options)
                    }
                    Err(error) => Member::entry(name.as_bytes(), &mut io::empty(), &self.options)
                        .map(|member| Member {
                            content: Content::Failed(super::cause(&cause(error))),
                            ..member
                        }),
                };
            // Beyond the limits, the archive ends here.
            limits.check(self.size, self.given)?;
            if member.is_some() {
                return Ok(member);
            }
        }
        Ok(None)
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

impl Iterator for Entries {
    type Item = io::Result<Member>;

    fn next(&mut self) -> Option<io::Result<Member>> {
        if self.done {
            return None;
        }
        let member = self.read().transpose();
        self.done = !matches!(member, Some(Ok(_)));
        member
    }
}
