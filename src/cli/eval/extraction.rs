//! `hedgerow eval extraction`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use hedgerow::document::Document;
use hedgerow::eval::extraction::score;
use hedgerow::eval::gold::pages::read;
use hedgerow::eval::{Report, Tally};
use hedgerow::input::html;
use hedgerow::stages::Stage;
use hedgerow::stages::layout::Layout;

/// Score the reading of web pages: the body's words, and the metadata
///
/// The gold is a folder of pages, NAME.html, each with NAME.json: title, dek, byline, date, site,
/// language, canonical and body (a list of paragraphs). Headline, dek, byline, captions and
/// boilerplate are left out of our side. `f1` is the harmonic mean of precision and recall, each
/// its mean over the pages; `page f1` is the mean over the pages of each page's own.
#[derive(Parser)]
pub struct Args {
    /// Folder of pages with their gold
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,

    /// List so many of the worst errors of each kind, with what is missing and what is too much
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,

    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut tallies: Vec<Tally> = Vec::new();
    for folder in &args.folders {
        for page in read(folder)? {
            let name = || format!("page {}", page.id);
            let (article, _) = html::read(&page.html, None).with_context(name)?;
            let extractor = html::extractor_text(&page.html).with_context(name)?;
            let mut doc = Document::from_article(article.clone())?;
            Layout.run(&mut doc).with_context(name)?;
            tallies.push(score(&page, &article, &doc, &extractor));
        }
    }
    super::print(&Report::new(tallies, args.errors), args.json);
    Ok(ExitCode::SUCCESS)
}
