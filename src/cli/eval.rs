//! `hedgerow eval`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{CellAlignment, Table};
use hedgerow::document::Document;
use hedgerow::eval::labels::LabelMap;
use hedgerow::eval::ner::{Counts, Scores, score};
use hedgerow::eval::{gold, ner};
use hedgerow::run::ordered;
use hedgerow::stages::cues::Lexicon;
use hedgerow::{Options, Pipeline};

/// Score the annotation against gold files
#[derive(Subcommand)]
pub enum Args {
    Ner(NerArgs),
}

/// Score entities: exact span and type, micro and per type
///
/// The gold is JSON Lines of {doc, tokens, tags} (names ending in .jsonl) or CoNLL columns
/// (token first, tag last). It is fed as running text, tokens joined by one space and one
/// sentence a line, and predictions are mapped back by their offsets.
#[derive(Parser)]
pub struct NerArgs {
    /// Gold file; may be given several times
    #[arg(long, required = true, value_name = "FILE")]
    gold: Vec<PathBuf>,

    /// Two columns, separated by a tab: a label of either side, the label it is compared as
    ///
    /// `-` in the second column leaves a label out; labels that are not listed stay as they are.
    /// Dates that are not the calendar's, which many corpora do not mark, are called
    /// DATE.relative, DATE.duration and DATE.age here, and are compared only where they are
    /// listed (without a map, always, as DATE).
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,

    /// Drop a leading the, a, an and a trailing 's on both sides
    #[arg(long)]
    strip_edges: bool,

    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,

    /// Use the model in this folder instead of the one compiled in
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,

    /// Documents to annotate at once [default: one for each core]
    #[arg(short, long, value_name = "N")]
    jobs: Option<std::num::NonZero<usize>>,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match args {
        Args::Ner(args) => run_ner(args),
    }
}

fn run_ner(args: &NerArgs) -> anyhow::Result<ExitCode> {
    let map = match &args.map {
        Some(path) => LabelMap::read(path)?,
        None => LabelMap::default(),
    };
    let mut documents = Vec::new();
    for path in &args.gold {
        documents.extend(gold::read(path)?);
    }
    let model = super::load_model(args.model.as_deref())?;
    let pipeline = Pipeline::new(&model, Lexicon::builtin()?, &Options::default())?;
    let annotate = |gold: gold::GoldDocument| -> anyhow::Result<Scores> {
        let mut doc = Document::new(gold.text.clone())?;
        pipeline.annotate(&mut doc)?;
        Ok(score(&gold, &doc, &map, args.strip_edges))
    };
    let mut scores = Scores::default();
    let jobs = args.jobs.map_or_else(super::cores, std::num::NonZero::get);
    ordered(jobs, documents.into_iter(), annotate, |result| {
        scores.add(result?);
        anyhow::Ok(())
    })?;
    if args.json {
        println!("{:#}", json(&scores));
    } else {
        println!("{}", table(&scores));
    }
    Ok(ExitCode::SUCCESS)
}

fn rows(scores: &Scores) -> impl Iterator<Item = (&str, Counts)> {
    let types = scores
        .types
        .iter()
        .map(|(label, &counts)| (label.as_str(), counts));
    types.chain([("micro", scores.micro())])
}

fn table(scores: &ner::Scores) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY);
    table.set_header(["type", "P", "R", "F1", "gold", "predicted", "correct"]);
    for (label, counts) in rows(scores) {
        let percent = |share: f64| format!("{:.1}", 100.0 * share);
        table.add_row([
            label.to_owned(),
            percent(counts.precision()),
            percent(counts.recall()),
            percent(counts.f1()),
            counts.gold.to_string(),
            counts.predicted.to_string(),
            counts.correct.to_string(),
        ]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn json(scores: &Scores) -> serde_json::Value {
    let row = |(label, counts): (&str, Counts)| {
        let value = serde_json::json!({
            "precision": counts.precision(),
            "recall": counts.recall(),
            "f1": counts.f1(),
            "gold": counts.gold,
            "predicted": counts.predicted,
            "correct": counts.correct,
        });
        (label.to_owned(), value)
    };
    serde_json::Value::Object(rows(scores).map(row).collect())
}
