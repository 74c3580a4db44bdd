//! Files that hold several articles: opened one article at a time.

use std::io;

use super::format::{Format, Kind};
use super::member::{Data, Member};
use super::options::ReadOptions;
use super::{csv, json, lines, parquet, tar, warc, zip};

/// The articles of a container, one after another. An error is the last item: the container
/// breaks off there.
pub type Members = Box<dyn Iterator<Item = io::Result<Member>> + Send>;

/// Opens a container.
///
/// # Errors
/// It cannot be read, or is no such container.
pub fn open(data: Data, kind: Kind, options: &ReadOptions) -> io::Result<Members> {
    let data = match kind.compression {
        Some(compression) => Data::Stream(compression.inflate(data.stream(), &options.limits)?),
        None => data,
    };
    let options = options.clone();
    Ok(match kind.format {
        Format::JsonLines => Box::new(lines::Lines::new(data.stream(), options)?),
        Format::Json => Box::new(json::Objects::new(data.stream(), options)?),
        Format::Csv => Box::new(csv::Rows::new(data.stream(), None, options)?),
        Format::Tsv => Box::new(csv::Rows::new(data.stream(), Some(b'\t'), options)?),
        Format::Parquet => Box::new(parquet::Rows::new(data.stored()?, options)?),
        Format::Warc => Box::new(warc::Pages::new(data.stream(), options)),
        Format::Zip => Box::new(zip::Entries::new(data.seekable()?, options)?),
        Format::Tar => Box::new(tar::Entries::new(data.stream(), options)),
        Format::Text | Format::Markdown | Format::Html | Format::Email | Format::Pdf => {
            return Err(io::ErrorKind::Unsupported.into());
        }
    })
}
