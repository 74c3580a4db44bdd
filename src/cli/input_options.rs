//! Options about inputs: which files are read, and how.

use std::path::{Path, PathBuf};

use clap::Args;
use hedgerow::input::{FieldPath, Format, Limits, ReadOptions, Selection};

/// Which files are read.
#[derive(Args)]
pub struct SelectionArgs {
    /// Files and folders to read; `-` reads standard input
    #[arg(required_unless_present = "files_from", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Read the files and folders that this file lists too, one a line; `-` is standard input
    #[arg(long, value_name = "LIST", help_heading = SELECTION)]
    files_from: Option<PathBuf>,

    /// In the list of --files-from, paths end with NUL, as `find -print0` writes them
    #[arg(short = '0', long, requires = "files_from", help_heading = SELECTION)]
    null: bool,

    /// Take only the files of folders and archives that match; may be given several times
    ///
    /// As in .gitignore: `*.htm` matches a name, `/2025/**/*.txt` a path below the folder or
    /// archive that is named, `old/` all of a folder. An archive in a folder is one of its folders.
    /// Any extension is taken then; the content tells the format of one that is not known.
    #[arg(long, value_name = "GLOB", help_heading = SELECTION)]
    include: Vec<String>,

    /// Leave out the files and folders of folders and archives that match; may be given several times
    #[arg(long, value_name = "GLOB", help_heading = SELECTION)]
    exclude: Vec<String>,

    /// Leave out what .gitignore and .ignore files name
    #[arg(long, help_heading = SELECTION)]
    gitignore: bool,

    /// Take hidden files, folders and members of archives too
    #[arg(long, help_heading = SELECTION)]
    hidden: bool,

    /// Search folders this many levels deep; 1 is their own files
    #[arg(long, value_name = "N", help_heading = SELECTION)]
    max_depth: Option<usize>,
}

/// How files are read.
#[derive(Args)]
pub struct ReadArgs {
    /// Read every file as this format, whatever its name and content
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = READING)]
    format: Option<Format>,

    /// The field of rows and JSON objects that holds the text, such as `body` or `article.text`
    ///
    /// Without it, the first of text, body, content, article and the like.
    #[arg(long, value_name = "FIELD", help_heading = READING)]
    text_field: Option<FieldPath>,

    /// The field of rows and JSON objects that becomes the id of the record
    ///
    /// Without it, the path and the number of the line.
    #[arg(long, value_name = "FIELD", help_heading = READING)]
    id_field: Option<FieldPath>,

    /// Repair text that was UTF-8 and was read as windows-1252, such as "â€™" for "’"
    #[arg(long, help_heading = READING)]
    repair_mojibake: bool,

    /// Write where the text of web pages stands in the bytes of the page: `source_map`
    #[arg(long, help_heading = READING)]
    source_map: bool,

    /// Give an article up that is larger, decompressed, in megabytes
    #[arg(long, value_name = "MB", default_value_t = megabytes(Limits::default().max_bytes), help_heading = READING)]
    max_size: u64,

    /// Give a compressed file up that grows more than this many times
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_ratio, help_heading = READING)]
    max_ratio: u64,

    /// Give a compressed file up after this much of its content, in megabytes
    #[arg(long, value_name = "MB", default_value_t = megabytes(Limits::default().max_total), help_heading = READING)]
    max_total: u64,

    /// Open archives within archives this deep
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_nesting, help_heading = READING)]
    max_nesting: usize,
}

const SELECTION: &str = "Which files";
const READING: &str = "How they are read";

fn megabytes(bytes: u64) -> u64 {
    bytes / 1_000_000
}

impl SelectionArgs {
    /// The selection; what is written to `output` is no part of it.
    ///
    /// # Errors
    /// A pattern or the list cannot be used.
    pub fn selection(&self, output: Option<&Path>) -> anyhow::Result<Selection> {
        let selection = Selection {
            paths: self.paths.clone(),
            files_from: self.files_from.clone(),
            null: self.null,
            include: self.include.clone(),
            exclude: self.exclude.clone(),
            gitignore: self.gitignore,
            hidden: self.hidden,
            max_depth: self.max_depth,
            output: output.map(Path::to_owned),
        };
        selection.check()?;
        Ok(selection)
    }
}

impl ReadArgs {
    /// The options.
    pub fn options(&self) -> ReadOptions {
        ReadOptions {
            format: self.format,
            text_field: self.text_field.clone(),
            id_field: self.id_field.clone(),
            repair_mojibake: self.repair_mojibake,
            source_map: self.source_map,
            limits: Limits {
                max_bytes: self.max_size.saturating_mul(1_000_000),
                max_ratio: self.max_ratio,
                max_total: self.max_total.saturating_mul(1_000_000),
                max_nesting: self.max_nesting,
            },
        }
    }
}
