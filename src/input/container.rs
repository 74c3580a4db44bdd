//! Files that hold several articles: opened one article at a time.

use std::io;

use super::format::{Format, Kind};
use super::member::{Container, Data, Member, Taken};
use super::options::ReadOptions;
use super::{csv, json, lines, parquet, tar, warc, zip};

/// The articles of a container, one after another. An error is the last item: the container
/// breaks off there.
pub type Members = Box<dyn Iterator<Item = io::Result<Member>> + Send>;

/// Opens a container. `taken` says which entries of an archive are read.
///
/// # Errors
/// It cannot be read, or is no such container.
pub fn open(data: Data, kind: Kind, options: &ReadOptions, taken: Taken) -> io::Result<Members> {
    let data = match kind.compression {
        Some(compression) => Data::Stream(compression.inflate(data.stream(), &options.limits)?),
        None => data,
    };
    let options = options.clone();
    Ok(match kind.format {
        Format::JsonLines => members(lines::Lines::new(data.stream(), options)?),
        Format::Json => members(json::Objects::new(data.stream(), options)?),
        Format::Csv => members(csv::Rows::new(data.stream(), None, options)?),
        Format::Tsv => members(csv::Rows::new(data.stream(), Some(b'\t'), options)?),
        Format::Parquet => members(parquet::Rows::new(data.stored()?, options)?),
        Format::Warc => members(warc::Pages::new(data.stream(), options)),
        Format::Zip => members(zip::Entries::new(data.seekable()?, options, taken)?),
        Format::Tar => members(tar::Entries::new(data.stream(), options, taken)),
        Format::Text | Format::Markdown | Format::Html | Format::Email | Format::Pdf => {
            return Err(io::ErrorKind::Unsupported.into());
        }
    })
}

fn members(mut container: impl Container + Send + 'static) -> Members {
    let mut is_over = false;
    Box::new(std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        let member = container.read().transpose();
        is_over = !matches!(member, Some(Ok(_)));
        member
    }))
}
