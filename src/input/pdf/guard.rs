//! What is looked at before the PDF crate decodes anything, as it decodes without limits.

use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Object, Stream};

use super::budget::{Budget, Spent};
use super::filters;
use super::search::{
    Streams, check_objects, exceeds, find, find_last, has_mark, most_searched, unescaped,
};
use crate::input::decode::DecodeError;
use crate::input::limits::Limits;

/// Filters of one stream within one another that are looked through.
const MOST_FILTERS: usize = 3;

/// Bytes before a stream in which its dictionary says what it is.
const DICTIONARY: usize = 1024;

/// Bytes of object streams in an encrypted file, which are not seen before they are decoded; a
/// byte may give 1032.
const MOST_UNSEEN: usize = 200_000;

/// Filters beside DEFLATE, and the names by which a file may use them (ISO 32000-2, 7.4 and 8.9.7).
const OTHERS: [(Filter, [&[u8]; 2]); 4] = [
    (Filter::LzwDecode, [b"LZWDecode", b"/LZW"]),
    (Filter::RunLengthDecode, [b"RunLengthDecode", b"/RL "]),
    (Filter::Ascii85Decode, [b"ASCII85Decode", b"/A85"]),
    (Filter::AsciiHexDecode, [b"ASCIIHexDecode", b"/AHx"]),
];

/// What makes up a row of a picture that a predictor works on (7.4.4.4), and the most of it.
const ROWS: [(&[u8], u64); 2] = [(b"/Columns", 100_000), (b"/Colors", 64)];

/// Looks at all streams of a file, as they stand in its bytes. The crate finds them by offsets that
/// may lead anywhere and takes filters from objects that may stand anywhere, so each stream is
/// tried with each filter that is named somewhere; what is not written with it soon ends.
///
/// # Errors
/// They hold more than the limits allow.
pub fn check_file(bytes: &[u8], limits: &Limits) -> Result<(), DecodeError> {
    check_objects(bytes)?;
    let is_encrypted = find(bytes, b"/Encrypt", 0).is_some();
    let mut guard = Guard {
        budget: Budget::new(limits, bytes.len()),
        filters: vec![Filter::FlateDecode],
        named: Vec::new(),
    };
    guard.note(bytes)?;
    let (mut end, mut searched, mut unseen) = (0, 0, 0);
    let mut streams = Vec::new();
    for start in (Streams { bytes, at: 0 }) {
        if end < start {
            end = find(bytes, b"endstream", start).unwrap_or(bytes.len());
        }
        // The crate looks for the end of each stream that has no length.
        searched += end - start;
        if searched > most_searched(bytes) {
            return Err(DecodeError::Pdf(
                "this PDF is damaged: its streams have no ends".to_owned(),
            ));
        }
        let about = &bytes[start.saturating_sub(DICTIONARY)..start];
        let about = &about[find_last(about, b"endobj").unwrap_or(0)..];
        if is_encrypted && find(about, b"/ObjStm", 0).is_some() {
            unseen += end - start;
        }
        guard.budget.is_loose = find(about, b"/Image", 0).is_some();
        guard.look(&bytes[start..], &bytes[start..end], MOST_FILTERS)?;
        streams.push((start, end));
    }
    if unseen > MOST_UNSEEN {
        return Err(DecodeError::Pdf(
            "this PDF is encrypted and large: take the encryption off first, with qpdf for example"
                .to_owned(),
        ));
    }
    if !guard.named.is_empty() {
        guard.filters.append(&mut guard.named);
        guard.budget = Budget::new(limits, bytes.len());
        guard.budget.is_loose = true;
        for (start, end) in streams {
            guard.look(&bytes[start..], &bytes[start..end], MOST_FILTERS)?;
        }
    }
    Ok(())
}

/// Looks through the streams of one file.
struct Guard<'a> {
    budget: Budget<'a>,
    /// The filters that streams are tried with.
    filters: Vec<Filter>,
    /// Other filters that were met by name.
    named: Vec<Filter>,
}

impl Guard<'_> {
    /// Applies every filter to some bytes, and again to what comes out. Where they end may be a
    /// lie; what zlib wrote knows its own end and is read in `open`, which goes on to the end of the
    /// file.
    fn look(&mut self, open: &[u8], data: &[u8], depth: usize) -> Result<(), Spent> {
        let was_loose = self.budget.is_loose;
        for filter in self.filters.clone() {
            let data = match filter {
                Filter::FlateDecode if has_mark(open) => open,
                _ => data,
            };
            // Within a stream, what has no mark of zlib is hardly ever compressed.
            self.budget.is_loose = was_loose || depth < MOST_FILTERS && !has_mark(data);
            let given = filters::apply(filter, data, &mut self.budget)?.unwrap_or_default();
            self.budget.is_loose = was_loose;
            self.note(&given)?;
            if depth > 1 && given.len() > 2 {
                self.look(&given, &given, depth - 1)?;
            }
        }
        Ok(())
    }

    /// Notes the filters that are named in some bytes, also where the names are escaped (7.3.5).
    ///
    /// # Errors
    /// They foresee rows that fit into no memory.
    fn note(&mut self, bytes: &[u8]) -> Result<(), DecodeError> {
        let plain = unescaped(bytes);
        for (filter, names) in OTHERS {
            let is_named = names.iter().any(|name| find(&plain, name, 0).is_some());
            if is_named && !self.named.contains(&filter) && !self.filters.contains(&filter) {
                self.named.push(filter);
            }
        }
        for (key, most) in ROWS {
            if exceeds(&plain, key, most) {
                return Err(DecodeError::Pdf(
                    "this PDF is damaged: the rows of its pictures fit into no memory".to_owned(),
                ));
            }
        }
        Ok(())
    }
}

/// Whether a stream can be decoded, and is no picture.
///
/// # Errors
/// It holds more than the budget allows.
pub fn check_stream(stream: &Stream, budget: &mut Budget) -> Result<bool, Spent> {
    if !has_sane_rows(stream.dict()) {
        return Ok(false);
    }
    let filters = stream.filters();
    let mut data = stream.raw_data();
    budget.spend(data.len())?;
    for filter in filters {
        match filters::apply(filter, &data, budget)? {
            Some(given) => data = given.into(),
            None => return Ok(false),
        }
    }
    Ok(true)
}

/// Whether the rows of pictures that a predictor foresees (ISO 32000-2, 7.4.4.4) fit into memory.
fn has_sane_rows(stream: &Dict) -> bool {
    let is_sane = |parameters: &Dict| {
        let of = |key: &str| parameters.get::<i64>(key).unwrap_or(1).unsigned_abs();
        let dot = of("Colors").saturating_mul(of("BitsPerComponent"));
        dot < 256 && of("Columns").saturating_mul(dot) < 1 << 24
    };
    ["DecodeParms", "DP"].into_iter().all(|key| {
        let of_one = stream.get::<Dict>(key);
        let of_all = stream.get::<Array>(key);
        of_one.iter().all(is_sane)
            && of_all.is_none_or(|all| {
                all.iter::<Object>()
                    .take(100)
                    .all(|object| object.into_dict().is_none_or(|one| is_sane(&one)))
            })
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let level = flate2::Compression::best();
        let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), level);
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    fn checked(dictionary: &str, data: &[u8]) -> Result<(), String> {
        let mut file = format!("%PDF-1.7\n1 0 obj <<{dictionary}>> stream\r\n").into_bytes();
        file.extend_from_slice(data);
        file.extend_from_slice(b"\nendstream endobj");
        check_file(&file, &Limits::default()).map_err(|error| error.to_string())
    }

    #[test]
    fn bombs_are_seen_whatever_is_around_them() {
        let bomb = zlib(&vec![0; 20_000_000]);
        // A plain block with a false check, behind which only the crate reads on.
        let masked = [b"\x00\x02\x00\x07\x07ab".as_slice(), &bomb[2..]].concat();
        for data in [bomb.clone(), zlib(&bomb), masked] {
            let error = checked("", &data).unwrap_err();
            assert!(error.contains("--max-ratio"), "{error}");
        }
        let large = zlib(&vec![0; 200_000_000]);
        let hex: String = large.iter().map(|byte| format!("{byte:02x}")).collect();
        let name = "/Filter[/ASCIIHexD#65code/FlateDecode]";
        let error = checked(name, hex.as_bytes()).unwrap_err();
        assert!(error.contains("128 MB"), "{error}");
        assert_eq!(checked("/Subtype/Image", &bomb), Ok(()));
        assert_eq!(checked("", &zlib(&vec![b'q'; 5_000_000])), Ok(()));
    }

    #[test]
    fn pictures_have_a_limit_too() {
        let bomb = zlib(&vec![0; 200_000_000]);
        let error = checked("/Subtype/Image", &bomb).unwrap_err();
        assert!(error.contains("128 MB"), "{error}");
    }
}
