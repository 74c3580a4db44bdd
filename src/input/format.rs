//! The formats: what they are called and how a file name tells them.

use std::fmt;

use clap::ValueEnum;

use super::compression::Compression;

/// How bytes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// An email (RFC 5322).
    #[value(name = "eml")]
    Email,
    /// PDF; its text, not that of scans.
    Pdf,
    /// JSON Lines: an object a line.
    #[value(name = "jsonl")]
    JsonLines,
    /// JSON: an object, or a list of them.
    Json,
    /// Values separated by commas, semicolons, tabs or bars, under a header line.
    Csv,
    /// Values separated by tabs, under a header line.
    Tsv,
    /// Parquet.
    Parquet,
    /// A web archive (ISO 28500).
    Warc,
    /// A zip archive.
    Zip,
    /// A tar archive.
    Tar,
}

/// Extensions in lower case, and what they stand for.
const EXTENSIONS: &[(&str, Format)] = &[
    ("txt", Format::Text),
    ("text", Format::Text),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("eml", Format::Email),
    ("pdf", Format::Pdf),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
    ("json", Format::Json),
    ("csv", Format::Csv),
    ("tsv", Format::Tsv),
    ("parquet", Format::Parquet),
    ("warc", Format::Warc),
    ("zip", Format::Zip),
    ("tar", Format::Tar),
];

/// Extensions of compressed tar archives.
const TARBALLS: &[(&str, Compression)] = &[
    ("tgz", Compression::Gzip),
    ("tbz", Compression::Bzip2),
    ("tbz2", Compression::Bzip2),
    ("txz", Compression::Xz),
    ("tzst", Compression::Zstd),
];

/// A format, and the compression around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    pub format: Format,
    pub compression: Option<Compression>,
}

impl Format {
    /// Its name in records and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Email => "eml",
            Self::Pdf => "pdf",
            Self::JsonLines => "jsonl",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Parquet => "parquet",
            Self::Warc => "warc",
            Self::Zip => "zip",
            Self::Tar => "tar",
        }
    }

    /// Whether a file of this format may hold several articles.
    pub fn is_container(self) -> bool {
        !matches!(
            self,
            Self::Text | Self::Markdown | Self::Html | Self::Email | Self::Pdf
        )
    }

    /// Whether it holds files under names, as a folder does.
    pub fn is_archive(self) -> bool {
        matches!(self, Self::Zip | Self::Tar)
    }

    /// What the numbers of its articles count; `None` where they have names.
    pub fn counts(self) -> Option<&'static str> {
        match self {
            Self::JsonLines => Some("line"),
            Self::Json => Some("object"),
            Self::Csv | Self::Tsv | Self::Parquet => Some("row"),
            Self::Warc => Some("record"),
            _ => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Kind {
    /// An uncompressed format.
    pub fn plain(format: Format) -> Self {
        Self {
            format,
            compression: None,
        }
    }

    /// Whether a file of this kind is much smaller than what it holds.
    pub fn is_packed(self) -> bool {
        self.compression.is_some() || matches!(self.format, Format::Zip | Format::Parquet)
    }

    /// What the name of a file tells; `None` where it ends in no known extension.
    pub fn of_name(name: &str) -> Option<Self> {
        let (stem, extension) = split(name)?;
        if let Some(&(_, compression)) = TARBALLS.iter().find(|t| t.0 == extension) {
            return Some(Self {
                format: Format::Tar,
                compression: Some(compression),
            });
        }
        let compression = Compression::of_extension(&extension);
        let extension = match compression {
            Some(_) => split(stem)?.1,
            None => extension,
        };
        let known = EXTENSIONS.iter().find(|known| known.0 == extension)?;
        Some(Self {
            format: known.1,
            compression,
        })
    }
}

/// A name without its extension, and that in lower case.
fn split(name: &str) -> Option<(&str, String)> {
    let (stem, extension) = name.rsplit_once('.')?;
    Some((stem, extension.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell() {
        let kind = |name: &str| Kind::of_name(name).map(|k| (k.format, k.compression));
        assert_eq!(kind("a.TXT"), Some((Format::Text, None)));
        assert_eq!(
            kind("a.b.jsonl.GZ"),
            Some((Format::JsonLines, Some(Compression::Gzip)))
        );
        assert_eq!(kind("a.tar.xz"), Some((Format::Tar, Some(Compression::Xz))));
        assert_eq!(kind("a.tgz"), Some((Format::Tar, Some(Compression::Gzip))));
        for unknown in ["a", "a.gz", "a.docx", "txt", "a.jsonl.journal"] {
            assert_eq!(kind(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn names_are_those_of_the_command_line() {
        for format in Format::value_variants() {
            let value = format.to_possible_value().unwrap();
            assert_eq!(value.get_name(), format.name());
        }
    }
}
