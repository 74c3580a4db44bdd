//! JSON: an object, a list of objects, or objects one after another.

use std::io::{self, BufRead, BufReader};

use super::compression::Stream;
use super::decode::without_mark;
use super::format::Format;
use super::member::{Container, Content, Member};
use super::options::ReadOptions;

/// The objects of a file. Only where each ends is looked at here; what it holds is read later.
pub struct Objects {
    reader: BufReader<Stream>,
    options: ReadOptions,
    place: Place,
    /// Objects that were found.
    number: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    /// In the outermost list.
    List,
    /// Between objects that no list holds together.
    Sequence,
}

impl Objects {
    /// The objects of `stream`.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn new(stream: Stream, options: ReadOptions) -> io::Result<Self> {
        Ok(Self {
            reader: BufReader::new(without_mark(stream)?),
            options,
            place: Place::Start,
            number: 0,
        })
    }
}

impl Container for Objects {
    fn read(&mut self) -> io::Result<Option<Member>> {
        let first = self.peek_after_space()?;
        if self.place == Place::Start {
            self.place = Place::Sequence;
            if first == Some(b'[') {
                self.reader.consume(1);
                self.place = Place::List;
            }
        }
        if self.place == Place::List {
            while self.peek_after_space()? == Some(b',') {
                self.reader.consume(1);
            }
            match self.peek_after_space()? {
                None => return Err(unfinished("a list")),
                Some(b']') => {
                    self.reader.consume(1);
                    self.place = Place::Sequence;
                }
                Some(_) => {}
            }
        }
        if self.peek_after_space()?.is_none() {
            return Ok(None);
        }
        let content = self.value()?;
        self.number += 1;
        let mut member = Member::row(self.number, Format::Json, content, &self.options);
        let is_first = self.place == Place::Sequence && self.number == 1;
        if is_first && self.peek_after_space()?.is_none() {
            member.name.clear();
        }
        Ok(Some(member))
    }
}

impl Objects {
    /// The next byte that is no white space; `None` at the end.
    fn peek_after_space(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(None);
            }
            let rest = buffer.trim_ascii_start();
            let (first, space) = (rest.first().copied(), buffer.len() - rest.len());
            self.reader.consume(space);
            if first.is_some() {
                return Ok(first);
            }
        }
    }

    /// The bytes of the value that begins here.
    fn value(&mut self) -> io::Result<Content> {
        let most = self.options.limits.max_bytes;
        let (mut value, mut size) = (Vec::new(), 0u64);
        let mut scan = Scan::default();
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                if scan.is_scalar() {
                    break;
                }
                return Err(unfinished("an object"));
            }
            let end = buffer.iter().position(|&byte| scan.ends_before(byte));
            let taken = end.unwrap_or(buffer.len());
            size += taken as u64;
            if size <= most {
                value.extend_from_slice(&buffer[..taken]);
            }
            self.reader.consume(taken);
            if end.is_some() {
                break;
            }
        }
        Ok(if size > most {
            Content::Failed(self.options.limits.too_large().to_string())
        } else {
            Content::Article(value)
        })
    }
}

/// Where a value ends: known once its brackets are closed and no string is open.
#[derive(Default)]
struct Scan {
    depth: u64,
    in_string: bool,
    is_escaped: bool,
    has_begun: bool,
    is_closed: bool,
}

impl Scan {
    /// Whether the value has no brackets around it.
    fn is_scalar(&self) -> bool {
        self.depth == 0 && !self.in_string
    }

    /// Whether the value ends before this byte; if not, the byte belongs to it.
    fn ends_before(&mut self, byte: u8) -> bool {
        if self.is_closed {
            return true;
        }
        if self.in_string {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
        } else {
            let is_outside = self.has_begun && self.depth == 0;
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b']' | b'}' | b'{' | b'[' | b'"'
                    if is_outside =>
                {
                    return true;
                }
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                b'"' => self.in_string = true,
                _ => {}
            }
        }
        let was_begun = std::mem::replace(&mut self.has_begun, true);
        self.is_closed =
            was_begun && self.depth == 0 && !self.in_string && matches!(byte, b'}' | b']' | b'"');
        false
    }
}

fn unfinished(what: &str) -> io::Error {
    let message = format!("the JSON ends within {what}");
    io::Error::new(io::ErrorKind::UnexpectedEof, message)
}
