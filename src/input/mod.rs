//! From paths to articles.
//!
//! A [`Selection`] finds files. [`Selection::inputs`] makes [`Input`]s of them: one for a file
//! that is an article, one for every article of a file that holds several, which is opened as
//! the iterator goes. [`fetch`] brings the bytes of an input, and [`article`] reads them. Every
//! format is a file of this folder.

mod compression;
mod container;
mod csv;
mod dates;
mod decode;
mod discover;
mod email;
mod format;
mod found;
mod front_matter;
mod globs;
pub mod html;
mod http;
mod ids;
mod json;
mod limits;
mod lines;
mod list;
mod markdown;
mod member;
mod mojibake;
mod options;
mod parquet;
mod pdf;
mod read;
mod rows;
mod selection;
mod sniff;
mod tar;
mod warc;
mod zip;

use std::io;

pub use decode::{DecodeError, Decoded, decode};
pub use discover::Inputs;
pub use format::Format;
pub use globs::PatternError;
pub use limits::{Limits, MAX_BYTES};
pub use options::{FieldPath, ReadOptions};
pub use read::{ReadError, article, fetch, read};
pub use rows::TEXT_FIELDS;
pub use selection::{Selection, SelectionError};

use std::path::PathBuf;

/// One article to read, or what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The path below the folder that was given, with `/` between its parts; with several
    /// arguments, the argument comes first. In a file of several articles, the name or number
    /// of the article follows, or the field that the user names is all of it.
    pub id: String,
    /// The path as it is opened, "-" for standard input.
    pub path: String,
    /// The name or number of the article in a file of several.
    pub member: Option<String>,
    /// How its bytes are read. Rows of every kind are JSON objects in their bytes.
    pub format: Format,
    pub location: Location,
}

/// Where the bytes of an article are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A file that is one article, maybe compressed.
    File(PathBuf),
    /// Here: they were read from standard input or out of a file of several articles.
    Bytes(Vec<u8>),
    /// They cannot be had, and why.
    Failed(String),
}

impl Input {
    /// Where in its file the article stands, for messages: "line 3", "news/a.txt".
    pub(crate) fn place(&self) -> Option<String> {
        let member = self.member.as_deref()?;
        let Some(counts) = self.format.counts() else {
            return Some(member.to_owned());
        };
        Some(match member.rsplit_once('/') {
            Some((within, number)) => format!("{within}, {counts} {number}"),
            None => format!("{counts} {member}"),
        })
    }
}

/// A name as text; bytes that are not UTF-8 become `\xFF`, so that ids stay apart.
fn name_of(name: &[u8]) -> String {
    name.utf8_chunks().fold(String::new(), |mut text, chunk| {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02X}"));
        }
        text
    })
}

/// What a parser said when it panicked.
fn message_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("no message").to_owned()
}

/// What an error says, in a sentence.
fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof if error.get_ref().is_none() => {
            "it ends before its end".to_owned()
        }
        _ => error.to_string(),
    }
}
