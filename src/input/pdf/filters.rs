//! The filters of streams that can give more than they take (ISO 32000-2, 7.4), decoded within a
//! budget before the PDF crate decodes them without one.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;

use super::budget::{Budget, Out, Spent};
use super::inflate::inflate;

/// What a filter makes of bytes, as far as it can read them; `None` for filters of pictures,
/// which are never applied.
///
/// # Errors
/// It is more than the budget allows.
pub fn apply(filter: Filter, data: &[u8], budget: &mut Budget) -> Result<Option<Vec<u8>>, Spent> {
    let mut out = Out::new(budget);
    match filter {
        Filter::FlateDecode => {
            for attempt in [true, false] {
                let reader: Box<dyn Read> = match attempt {
                    true => Box::new(ZlibDecoder::new(data)),
                    false => Box::new(DeflateDecoder::new(data)),
                };
                if read(reader, &mut out)? {
                    return out.finish().map(Some);
                }
                // The crate lets go of what it has and begins again.
                out.restart()?;
            }
            inflate(data, &mut out)?;
        }
        Filter::LzwDecode => lzw(data, &mut out)?,
        Filter::RunLengthDecode => run_length(data, &mut out)?,
        Filter::Ascii85Decode => ascii_85(data, &mut out)?,
        Filter::AsciiHexDecode => hex(data, &mut out)?,
        Filter::Crypt => out.extend(data)?,
        _ => return Ok(None),
    }
    out.finish().map(Some)
}

/// Whether a stream was read to a good end.
fn read(mut reader: Box<dyn Read + '_>, out: &mut Out) -> Result<bool, Spent> {
    let mut buffer = [0; 8192];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok(true),
            Ok(count) => out.extend(buffer.get(..count).unwrap_or_default())?,
            Err(_) => return Ok(false),
        }
    }
}

/// LZW (7.4.4), each code as the place and length of its bytes in the output.
fn lzw(data: &[u8], out: &mut Out) -> Result<(), Spent> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    const FIRST: usize = 258;
    let mut entries: Vec<(usize, usize)> = Vec::new();
    let mut previous: Option<(usize, usize)> = None;
    let (mut buffer, mut bits) = (0u32, 0);
    for byte in data {
        buffer = buffer << 8 | u32::from(*byte);
        bits += 8;
        // Codes grow a code early, as nearly all writers have it.
        let size = match entries.len() + FIRST {
            0..511 => 9,
            511..1023 => 10,
            1023..2047 => 11,
            _ => 12,
        };
        if bits < size {
            continue;
        }
        bits -= size;
        let code = (buffer >> bits) as usize & ((1 << size) - 1);
        let start = out.bytes.len();
        match code {
            CLEAR => {
                entries.clear();
                previous = None;
                continue;
            }
            END => break,
            0..CLEAR => out.push(code as u8)?,
            _ => match (entries.get(code - FIRST), previous) {
                (Some(&(from, length)), _) => out.copy(length, start - from)?,
                // The bytes before, and the first of them once more.
                (None, Some((from, length))) => out.copy(length + 1, start - from)?,
                (None, None) => break,
            },
        }
        if let Some((from, length)) = previous
            && entries.len() + FIRST < 4096
        {
            entries.push((from, length + 1));
        }
        previous = Some((start, out.bytes.len() - start));
    }
    Ok(())
}

/// Run lengths (7.4.5).
fn run_length(data: &[u8], out: &mut Out) -> Result<(), Spent> {
    let mut rest = data;
    while let [length, tail @ ..] = rest {
        let length = usize::from(*length);
        match (length, tail) {
            (128, _) | (_, []) => break,
            (0..128, _) => {
                let (plain, tail) = tail.split_at((length + 1).min(tail.len()));
                out.extend(plain)?;
                rest = tail;
            }
            (_, [byte, tail @ ..]) => {
                out.extend(&[*byte; 128][..(257 - length).min(128)])?;
                rest = tail;
            }
        }
    }
    Ok(())
}

/// Groups of five letters for four bytes (7.4.3).
fn ascii_85(data: &[u8], out: &mut Out) -> Result<(), Spent> {
    let (mut value, mut count) = (0u32, 0);
    for &byte in data {
        match byte {
            b'z' if count == 0 => out.extend(&[0; 4])?,
            b'!'..=b'u' => {
                value = value.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    out.extend(&value.to_be_bytes())?;
                    (value, count) = (0, 0);
                }
            }
            b' ' | b'\t' | b'\r' | b'\n' | 0 | 12 => {}
            _ => break,
        }
    }
    if count > 1 {
        let missing = 5 - count;
        for _ in 0..missing {
            value = value.wrapping_mul(85).wrapping_add(84);
        }
        out.extend(value.to_be_bytes().get(..count - 1).unwrap_or_default())?;
    }
    Ok(())
}

/// Two digits for a byte (7.4.2).
fn hex(data: &[u8], out: &mut Out) -> Result<(), Spent> {
    let mut high = None;
    for &byte in data {
        let digit = match (byte as char).to_digit(16) {
            Some(digit) => digit as u8,
            None if byte.is_ascii_whitespace() || byte == 0 => continue,
            None => break,
        };
        match high.take() {
            None => high = Some(digit),
            Some(high) => out.push(high << 4 | digit)?,
        }
    }
    high.map_or(Ok(()), |high| out.push(high << 4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::limits::Limits;

    fn given(filter: Filter, data: &[u8]) -> Vec<u8> {
        let limits = Limits::default();
        let mut budget = Budget::new(&limits, data.len());
        apply(filter, data, &mut budget)
            .unwrap()
            .unwrap_or_default()
    }

    #[test]
    fn filters_give_what_was_written() {
        // The example of ISO 32000-2, 7.4.4.2.
        let lzw = b"\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01";
        assert_eq!(given(Filter::LzwDecode, lzw), b"-----A---B");
        assert_eq!(given(Filter::RunLengthDecode, b"\x01ab\xFEc\x80"), b"abccc");
        assert_eq!(given(Filter::AsciiHexDecode, b"61 6 27>"), b"abp");
        assert_eq!(given(Filter::Ascii85Decode, b"87cUR\nDZ~>"), b"Hello");
        assert_eq!(given(Filter::FlateDecode, b"\x4b\x4c\x04\x00"), b"aa");
        assert_eq!(given(Filter::DctDecode, b"\xFF\xD8"), b"");
    }

    #[test]
    fn lzw_is_stopped() {
        let limits = Limits::default();
        // Ever longer runs of one byte, which a full table then repeats.
        let mut codes: Vec<u32> = vec![256, 0];
        codes.extend(258..4096);
        codes.extend([4095; 9_000]);
        let mut bits = String::new();
        let mut next = 257;
        for code in codes {
            let size = match next {
                0..511 => 9,
                511..1023 => 10,
                1023..2047 => 11,
                _ => 12,
            };
            bits.push_str(&format!("{code:0size$b}"));
            next = if code == 256 { 257 } else { next + 1 };
        }
        let bytes: Vec<u8> = bits
            .as_bytes()
            .chunks(8)
            .map(|b| b.iter().fold(0, |byte, bit| byte << 1 | (bit - b'0')))
            .collect();
        let mut budget = Budget::new(&limits, bytes.len());
        let spent = apply(Filter::LzwDecode, &bytes, &mut budget);
        assert!(spent.unwrap_err().to_string().contains("--max-ratio"));
    }
}
