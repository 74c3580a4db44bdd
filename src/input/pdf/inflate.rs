//! DEFLATE as the PDF crate reads it where a stream is damaged.
//!
//! The crate goes on where other decoders stop: over false lengths, without checksums, over
//! copies from before the start. What it would make of a hostile stream is counted here first, so
//! this decoder is as lenient as that one (RFC 1951; ISO 32000-2, 7.4.4).

use super::budget::{Out, Spent};

/// Base and extra bits of the lengths behind codes 257 to 285 (RFC 1951, 3.2.5).
const LENGTHS: [(usize, u32); 29] = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
    (258, 0),
];

/// The order in which lengths of code lengths are written (RFC 1951, 3.2.7).
const ORDER: [usize; 19] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

/// Codes by their bits, the first one lowest: a code's length and symbol.
struct Codes {
    longest: u32,
    table: Vec<(u32, u16)>,
}

impl Codes {
    fn new(lengths: &[u8]) -> Self {
        let longest = u32::from(lengths.iter().copied().max().unwrap_or(0));
        let mut table = vec![(0, 0); 1 << longest];
        let mut code = 0u32;
        for length in 1..=longest {
            for (symbol, _) in lengths
                .iter()
                .enumerate()
                .filter(|l| u32::from(*l.1) == length)
            {
                let low_first = (code.reverse_bits() >> (32 - length)) as usize;
                for entry in table.iter_mut().skip(low_first).step_by(1 << length) {
                    *entry = (length, symbol as u16);
                }
                code += 1;
            }
            code <<= 1;
        }
        Self { longest, table }
    }
}

struct Bits<'a> {
    bytes: std::slice::Iter<'a, u8>,
    buffer: u64,
    count: u32,
}

impl Bits<'_> {
    fn fill(&mut self, count: u32) {
        while self.count < count
            && let Some(byte) = self.bytes.next()
        {
            self.buffer |= u64::from(*byte) << self.count;
            self.count += 8;
        }
    }

    fn drop(&mut self, count: u32) {
        self.buffer >>= count;
        self.count -= count;
    }

    fn take(&mut self, count: u32) -> Option<usize> {
        self.fill(count);
        let bits = self.buffer & ((1 << count) - 1);
        (self.count >= count).then(|| self.drop(count))?;
        Some(bits as usize)
    }

    fn symbol(&mut self, codes: &Codes) -> Option<usize> {
        self.fill(codes.longest);
        let index = self.buffer & ((1 << codes.longest) - 1);
        let &(length, symbol) = codes.table.get(index as usize)?;
        (length > 0 && self.count >= length).then(|| self.drop(length))?;
        Some(symbol.into())
    }
}

/// Inflates what there is, with or without the two bytes of zlib before it.
///
/// # Errors
/// It is more than may be given.
pub fn inflate(data: &[u8], out: &mut Out) -> Result<(), Spent> {
    let body = match data {
        [method, flags, body @ ..]
            if method & 15 == 8
                && flags & 32 == 0
                && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0 =>
        {
            body
        }
        _ => data,
    };
    let mut bits = Bits {
        bytes: body.iter(),
        buffer: 0,
        count: 0,
    };
    while let Some(header) = bits.take(3) {
        let ended = match header >> 1 {
            0 => stored(&mut bits, out)?,
            1 => {
                let (symbols, distances) = fixed();
                compressed(&mut bits, &symbols, &distances, out)?
            }
            2 => match dynamic(&mut bits) {
                Some((symbols, distances)) => compressed(&mut bits, &symbols, &distances, out)?,
                None => None,
            },
            _ => None,
        };
        if ended.is_none() || header & 1 == 1 {
            break;
        }
    }
    Ok(())
}

/// A block of plain bytes, whatever its check says; `None` at the end of the data.
fn stored(bits: &mut Bits, out: &mut Out) -> Result<Option<()>, Spent> {
    (bits.buffer, bits.count) = (0, 0);
    let (Some(length), Some(_)) = (bits.take(16), bits.take(16)) else {
        return Ok(None);
    };
    let rest = bits.bytes.as_slice();
    let (block, rest) = rest.split_at(length.min(rest.len()));
    bits.bytes = rest.iter();
    out.extend(block)?;
    Ok((!rest.is_empty()).then_some(()))
}

fn fixed() -> (Codes, Codes) {
    let mut lengths = [8; 288];
    lengths[144..256].fill(9);
    lengths[256..280].fill(7);
    (Codes::new(&lengths), Codes::new(&[5; 30]))
}

fn dynamic(bits: &mut Bits) -> Option<(Codes, Codes)> {
    let symbols = bits.take(5)? + 257;
    let distances = bits.take(5)? + 1;
    let count = bits.take(4)? + 4;
    let mut lengths = [0; 19];
    for &place in ORDER.iter().take(count) {
        lengths[place] = bits.take(3)? as u8;
    }
    let codes = Codes::new(&lengths);
    let mut lengths = Vec::new();
    while lengths.len() < symbols + distances {
        let (length, times) = match bits.symbol(&codes)? {
            16 => (lengths.last().copied().unwrap_or(0), bits.take(2)? + 3),
            17 => (0, bits.take(3)? + 3),
            18 => (0, bits.take(7)? + 11),
            length => (length as u8, 1),
        };
        lengths.extend(std::iter::repeat_n(length, times));
    }
    let (first, rest) = lengths.split_at(symbols);
    Some((Codes::new(first), Codes::new(rest)))
}

/// A block of codes; `None` where it cannot be read on.
fn compressed(
    bits: &mut Bits,
    symbols: &Codes,
    distances: &Codes,
    out: &mut Out,
) -> Result<Option<()>, Spent> {
    loop {
        let Some(symbol) = bits.symbol(symbols) else {
            return Ok(None);
        };
        match symbol {
            0..256 => out.push(symbol as u8)?,
            256 => return Ok(Some(())),
            _ => {
                let Some((length, distance)) = copy(bits, symbol, distances) else {
                    return Ok(None);
                };
                out.copy(length, distance)?;
            }
        }
    }
}

/// Length and distance of a copy.
fn copy(bits: &mut Bits, symbol: usize, distances: &Codes) -> Option<(usize, usize)> {
    let (base, extra) = LENGTHS.get(symbol - 257).copied().unwrap_or((0, 0));
    let length = base + bits.take(extra)?;
    let distance = match bits.symbol(distances)? {
        near @ 0..4 => near + 1,
        far @ 4..30 => {
            let extra = (far as u32 >> 1) - 1;
            ((2 + (far & 1)) << extra) + 1 + bits.take(extra)?
        }
        _ => return None,
    };
    Some((length, distance))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::input::limits::Limits;
    use crate::input::pdf::budget::Budget;

    fn inflated(data: &[u8]) -> Vec<u8> {
        let limits = Limits::default();
        let mut budget = Budget::new(&limits, data.len());
        let mut out = Out::new(&mut budget);
        inflate(data, &mut out).unwrap();
        out.bytes
    }

    #[test]
    fn it_reads_what_is_written() {
        let text: Vec<u8> = (0..40_000u32).map(|n| ((n * n) >> 7) as u8).collect();
        for level in [1, 6, 9] {
            let level = flate2::Compression::new(level);
            let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), level);
            writer.write_all(&text).unwrap();
            let zlib = writer.finish().unwrap();
            assert!(inflated(&zlib) == text);
            assert!(inflated(&zlib[2..]) == text);
        }
        assert_eq!(inflated(b"\x4b\x4c\x04\x00"), b"aa");
    }

    #[test]
    fn it_goes_on_over_false_checks() {
        // A plain block of two bytes with a false check, then another.
        let plain = b"\x00\x02\x00\x07\x07ab\x01\x01\x00\xFE\xFFc";
        assert_eq!(inflated(plain), b"abc");
        assert_eq!(inflated(b"\x07"), b"");
    }
}
