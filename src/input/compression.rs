//! Undoing compression, within limits.

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::limits::Limits;

/// A stream of bytes that may move between threads.
pub type Stream = Box<dyn Read + Send>;

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
    /// Shows in names alone (RFC 7932).
    Brotli,
}

/// Bytes that a decoder reads at a time.
const BUFFER: usize = 64 << 10;

/// Memory that an xz stream may ask for, in KiB: that of `xz -9`.
const XZ_MEMORY: u32 = 66 << 10;

impl Compression {
    /// The compression that an extension in lower case stands for.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "gz" => Some(Self::Gzip),
            "zst" => Some(Self::Zstd),
            "bz2" => Some(Self::Bzip2),
            "xz" => Some(Self::Xz),
            "br" => Some(Self::Brotli),
            _ => None,
        }
    }

    /// The compression that the first bytes of a file show.
    pub fn of_content(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 8, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Zstd),
            [b'B', b'Z', b'h', b'1'..=b'9', b'1' | 0x17, ..] => Some(Self::Bzip2),
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            _ => None,
        }
    }

    /// The bytes that `stream` holds compressed. Reading them fails once they are more than the
    /// limits allow.
    ///
    /// # Errors
    /// The decompressor cannot be set up.
    pub fn inflate(self, stream: Stream, limits: &Limits) -> io::Result<Stream> {
        let read = Arc::new(AtomicU64::new(0));
        let counted = Counted {
            stream,
            read: read.clone(),
        };
        // Every decoder reads through all streams that were joined to one file.
        let plain: Stream = match self {
            Self::Gzip => Box::new(flate2::read::MultiGzDecoder::new(counted)),
            Self::Zstd => Box::new(zstd::Decoder::new(counted)?),
            Self::Bzip2 => Box::new(bzip2::read::MultiBzDecoder::new(counted)),
            Self::Xz => {
                let buffered = BufReader::new(counted);
                let xz = lzma_rust2::XzReader::new_mem_limit(buffered, true, XZ_MEMORY);
                Box::new(xz)
            }
            Self::Brotli => Box::new(brotli::Decompressor::new(counted, BUFFER)),
        };
        Ok(Box::new(Inflated {
            plain,
            read,
            given: 0,
            limits: limits.clone(),
        }))
    }
}

/// Counts the bytes that are taken from a stream.
struct Counted {
    stream: Stream,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Decompressed bytes, as long as there are not too many.
struct Inflated {
    plain: Stream,
    read: Arc<AtomicU64>,
    given: u64,
    limits: Limits,
}

impl Read for Inflated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.limits
            .check(self.read.load(Ordering::Relaxed), self.given)?;
        let count = self.plain.read(buffer)?;
        self.given += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    /// Compressed bytes; not for xz, which no dependency writes.
    fn compress(compression: Compression, bytes: &[u8]) -> Vec<u8> {
        match compression {
            Compression::Gzip => {
                let mut out = flate2::write::GzEncoder::new(Vec::new(), Default::default());
                out.write_all(bytes).unwrap();
                out.finish().unwrap()
            }
            Compression::Zstd => zstd::encode_all(bytes, 3).unwrap(),
            Compression::Bzip2 => {
                let mut out = bzip2::write::BzEncoder::new(Vec::new(), Default::default());
                out.write_all(bytes).unwrap();
                out.finish().unwrap()
            }
            Compression::Xz | Compression::Brotli => unimplemented!(),
        }
    }

    fn inflate(bytes: Vec<u8>, limits: &Limits) -> io::Result<Vec<u8>> {
        let compression = Compression::of_content(&bytes).unwrap();
        let mut stream = compression.inflate(Box::new(Cursor::new(bytes)), limits)?;
        let mut plain = Vec::new();
        stream.read_to_end(&mut plain)?;
        Ok(plain)
    }

    #[test]
    fn joined_streams_are_read_through() {
        for compression in [Compression::Gzip, Compression::Zstd, Compression::Bzip2] {
            let mut bytes = compress(compression, b"It may ");
            bytes.extend(compress(compression, b"rain."));
            let plain = inflate(bytes, &Limits::default()).unwrap();
            assert_eq!(plain, b"It may rain.", "{compression:?}");
        }
    }

    #[test]
    fn a_bomb_is_stopped() {
        let limits = Limits {
            max_ratio: 50,
            ..Limits::default()
        };
        for compression in [Compression::Gzip, Compression::Zstd, Compression::Bzip2] {
            let bomb = compress(compression, &vec![0; 40_000_000]);
            let error = inflate(bomb, &limits).unwrap_err().to_string();
            assert!(error.contains("--max-ratio"), "{compression:?}: {error}");
        }
        let limits = Limits {
            max_total: 1_000_000,
            ..Limits::default()
        };
        let noise: Vec<u8> = (0..2_000_000u32)
            .map(|i| (i.wrapping_mul(i) >> 7) as u8)
            .collect();
        let error = inflate(compress(Compression::Gzip, &noise), &limits).unwrap_err();
        assert!(error.to_string().contains("--max-total"), "{error}");
    }
}
