//! `hedgerow explain`

mod article;
mod page;
mod sentence;
#[cfg(test)]
mod tests;
mod words;

use std::io::Write;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use hedgerow::Options;
use hedgerow::document::{Article, Date, Document};
use hedgerow::input::{ReadOptions, Selection, read};
use hedgerow::record::SourceRecord;
use hedgerow::stages::cues::Lexicon;

use super::engine::EngineArgs;
use super::input_options::ReadArgs;
use page::Page;

/// Show what was found in one article, sentence by sentence, and why
///
/// Under each sentence stand its certainty, cues, entities, sources, attributions, quotations and
/// events, with the rules that led to them and the words that set the rules off; under the last,
/// the claims, the corrections and the profile of the article. Ids such as s1 are those of the
/// record. In colour on a terminal, unless NO_COLOR is set.
#[derive(Parser)]
#[command(after_help = "Examples:
  hedgerow explain article.txt --lexicon mine.tsv
  hedgerow explain article.txt --sentence 5
  hedgerow explain article.txt | less")]
pub struct Args {
    /// File to read, of any format that annotate reads; of several articles in it, the first is
    /// shown; `-` reads standard input
    #[arg(value_name = "FILE")]
    path: PathBuf,

    /// Show this sentence only, counted from 1
    #[arg(short, long, value_name = "N")]
    sentence: Option<NonZero<usize>>,

    /// Use the model in this folder instead of the one compiled in
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,

    /// Look for the cues of this file too; may be given several times
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,

    /// The day on which the article appeared, for relative dates such as "last Tuesday"
    ///
    /// A date that a page, mail or row tells of itself goes before it; without either, a full date in
    /// the dateline counts.
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,

    #[command(flatten)]
    engine: EngineArgs,

    #[command(flatten)]
    read: ReadArgs,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut doc = Document::from_article(article(&args.path, &args.read.options())?)?;
    let model = super::load_model(args.model.as_deref())?;
    let options = Options {
        date: args.date,
        force: true,
        ..Options::default()
    };
    let engine = &args.engine;
    let pipeline = engine.pipeline(&model, Lexicon::with_files(&args.lexicon)?, &options, false)?;
    pipeline.annotate(&mut doc)?;
    let page = match args.sentence {
        Some(number) => one(&doc, number.get())
            .with_context(|| format!("cannot explain {}", args.path.display()))?,
        None => whole(&doc),
    };
    anstream::stdout().write_all(page.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The article in the file, or the first of several.
fn article(path: &Path, options: &ReadOptions) -> anyhow::Result<Article> {
    let name = path.display();
    anyhow::ensure!(!path.is_dir(), "{name} is a folder; explain takes one file");
    let input = Selection::of(&[path.to_owned()]).inputs(options).next();
    let input = input.with_context(|| format!("cannot read {name}"))?;
    let article = read(&input, &mut SourceRecord::default(), options);
    article.map_err(|error| anyhow::anyhow!("cannot read {name}: {error}"))
}

/// The whole article.
fn whole(doc: &Document) -> String {
    let mut page = Page::default();
    for index in 0..doc.sentences.len() {
        sentence::show(&mut page, doc, index);
    }
    article::show(&mut page, doc);
    page.finish()
}

/// One sentence, by its number from 1.
fn one(doc: &Document, number: usize) -> anyhow::Result<String> {
    let last = doc.sentences.len();
    anyhow::ensure!(
        (1..=last).contains(&number),
        "there is no sentence {number}; the article has {last}"
    );
    let mut page = Page::default();
    sentence::show(&mut page, doc, number - 1);
    Ok(page.finish())
}
