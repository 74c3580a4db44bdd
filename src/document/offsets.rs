//! Conversion of byte offsets to the unit that a reader counts in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The unit of every offset in a record.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum OffsetUnit {
    /// Unicode code points, as Python slices.
    #[default]
    Codepoint,
    /// Bytes of the text in UTF-8.
    Byte,
    /// UTF-16 code units, as JavaScript and Java slices.
    Utf16,
}

/// Bytes between two stored counts.
const STRIDE: usize = 64;

/// Converts byte offsets of one text: one stored count every 64 bytes, the rest counted.
pub struct OffsetMap<'a> {
    text: &'a str,
    unit: OffsetUnit,
    /// Units before byte `i * STRIDE` (rounded down to a character); empty for identity.
    counts: Vec<u32>,
}

impl<'a> OffsetMap<'a> {
    /// A map for `text`; costs one pass, and nothing for ASCII text or byte offsets.
    pub fn new(text: &'a str, unit: OffsetUnit) -> Self {
        let mut counts = Vec::new();
        if unit != OffsetUnit::Byte && !text.is_ascii() {
            counts.reserve(text.len() / STRIDE + 1);
            let mut count = 0;
            for (i, byte) in text.bytes().enumerate() {
                if i % STRIDE == 0 {
                    counts.push(count);
                }
                count += units(byte, unit);
            }
        }
        Self { text, unit, counts }
    }

    /// The offset of byte `byte`, which must lie on a character boundary of the text.
    pub fn convert(&self, byte: u32) -> u32 {
        if self.counts.is_empty() {
            return byte;
        }
        let byte = byte as usize;
        let slot = (byte / STRIDE).min(self.counts.len() - 1);
        let rest = &self.text.as_bytes()[slot * STRIDE..byte];
        self.counts[slot] + rest.iter().map(|&b| units(b, self.unit)).sum::<u32>()
    }
}

/// Units that begin at a byte: continuation bytes begin none.
fn units(byte: u8, unit: OffsetUnit) -> u32 {
    match byte {
        0x80..=0xBF => 0,
        0xF0..=0xFF if unit == OffsetUnit::Utf16 => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting(text in "\\PC{0,300}") {
            let codepoints = OffsetMap::new(&text, OffsetUnit::Codepoint);
            let utf16 = OffsetMap::new(&text, OffsetUnit::Utf16);
            let bytes = OffsetMap::new(&text, OffsetUnit::Byte);
            for (i, _) in text.char_indices().chain([(text.len(), ' ')]) {
                prop_assert_eq!(codepoints.convert(i as u32) as usize, text[..i].chars().count());
                prop_assert_eq!(utf16.convert(i as u32) as usize, text[..i].encode_utf16().count());
                prop_assert_eq!(bytes.convert(i as u32) as usize, i);
            }
        }
    }
}
