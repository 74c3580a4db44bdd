//! JSON Lines: one article a line.

use std::io::{self, BufRead, BufReader, Read};

use super::compression::Stream;
use super::decode::without_mark;
use super::format::Format;
use super::member::{Container, Content, Member};
use super::options::ReadOptions;

/// The lines of a file, empty ones left out.
pub struct Lines {
    reader: BufReader<Stream>,
    options: ReadOptions,
    /// Lines that were read.
    number: u64,
}

impl Lines {
    /// The lines of `stream`.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn new(stream: Stream, options: ReadOptions) -> io::Result<Self> {
        Ok(Self {
            reader: BufReader::new(without_mark(stream)?),
            options,
            number: 0,
        })
    }
}

impl Container for Lines {
    fn read(&mut self) -> io::Result<Option<Member>> {
        let limits = &self.options.limits;
        loop {
            let mut line = Vec::new();
            let most = limits.max_bytes.saturating_add(1);
            let mut reader = self.reader.by_ref().take(most);
            if reader.read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            let is_whole = line.ends_with(b"\n") || (line.len() as u64) < most;
            let content = if is_whole {
                line.truncate(line.trim_ascii_end().len());
                if line.is_empty() {
                    continue;
                }
                Content::Article(line)
            } else {
                self.reader.skip_until(b'\n')?;
                Content::Failed(limits.too_large().to_string())
            };
            let row = Member::row(self.number, Format::JsonLines, content, &self.options);
            return Ok(Some(row));
        }
    }
}
