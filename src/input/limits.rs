//! Limits on what is read, so that no file takes more memory or time than it is given.

use std::io::{self, Read};

/// The largest article that is read where nobody says otherwise, in bytes: annotating one takes
/// some hundred times its size in memory.
pub const MAX_BYTES: u64 = 8_000_000;

/// Decompressed bytes for which no ratio is looked at: a short text of one word may well be
/// compressed a thousandfold.
const RATIO_FLOOR: u64 = 8_000_000;

/// Limits on what is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Size of the largest article, decompressed, in bytes.
    pub max_bytes: u64,
    /// How often the compressed size goes into the decompressed one at most.
    pub max_ratio: u64,
    /// Decompressed bytes of a file at most.
    pub max_total: u64,
    /// Containers within one another at most: 1 allows an archive, 2 an archive within it.
    pub max_nesting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: MAX_BYTES,
            max_ratio: 200,
            max_total: 1_000_000_000_000,
            max_nesting: 3,
        }
    }
}

impl Limits {
    /// Whether `read` compressed bytes may give `given` bytes.
    ///
    /// # Errors
    /// They may not.
    pub fn check(&self, read: u64, given: u64) -> io::Result<()> {
        if given > RATIO_FLOOR && given > read.saturating_mul(self.max_ratio) {
            let ratio = self.max_ratio;
            return Err(io::Error::other(format!(
                "decompressed it is more than {ratio} times as large, over the limit of --max-ratio"
            )));
        }
        if given > self.max_total {
            let megabytes = self.max_total as f64 / 1e6;
            return Err(io::Error::other(format!(
                "decompressed it is larger than the {megabytes} MB of --max-total"
            )));
        }
        Ok(())
    }

    /// The error of an article that is too large.
    pub fn too_large(&self) -> io::Error {
        let megabytes = self.max_bytes as f64 / 1e6;
        io::Error::other(format!("larger than the {megabytes} MB of --max-size"))
    }

    /// Reads an article to its end, which a file that grows may not have.
    ///
    /// # Errors
    /// It cannot be read, or is too large.
    pub fn read(&self, reader: impl Read) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        reader
            .take(self.max_bytes.saturating_add(1))
            .read_to_end(&mut bytes)?;
        if bytes.len() as u64 > self.max_bytes {
            return Err(self.too_large());
        }
        Ok(bytes)
    }
}

/// A reader that knows where it is and stops after an allowance, for parsers that would read on.
pub struct Metered<R> {
    inner: R,
    position: u64,
    left: u64,
}

impl<R: Read> Metered<R> {
    /// A reader without allowance.
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            position: 0,
            left: 0,
        }
    }

    /// Bytes that were read.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Allows this many bytes from here.
    pub fn allow(&mut self, bytes: u64) {
        self.left = bytes;
    }

    /// Whether the allowance is used up.
    pub fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Passes over bytes.
    ///
    /// # Errors
    /// There are fewer, or they cannot be read.
    pub fn skip(&mut self, bytes: u64) -> io::Result<()> {
        self.allow(bytes);
        let passed = io::copy(&mut self.by_ref().take(bytes), &mut io::sink())?;
        if passed < bytes {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 && !buffer.is_empty() {
            return Err(io::Error::other("more is read than is allowed"));
        }
        let most = buffer
            .len()
            .min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let count = self.inner.read(&mut buffer[..most])?;
        self.position += count as u64;
        self.left -= count as u64;
        Ok(count)
    }
}

/// The next bytes of a reader, of which there must be as many as were announced.
pub struct Exact<R> {
    inner: R,
    left: u64,
}

impl<R> Exact<R> {
    /// The next `bytes` bytes of `inner`.
    pub fn new(inner: R, bytes: u64) -> Self {
        Self { inner, left: bytes }
    }
}

impl<R: Read> Read for Exact<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer
            .len()
            .min(usize::try_from(self.left).unwrap_or(usize::MAX));
        if most == 0 {
            return Ok(0);
        }
        match self.inner.read(&mut buffer[..most])? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            count => {
                self.left -= count as u64;
                Ok(count)
            }
        }
    }
}
