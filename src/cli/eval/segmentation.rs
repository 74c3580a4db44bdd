//! `hedgerow eval segmentation`

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use hedgerow::document::Span;
use hedgerow::eval::Report;
use hedgerow::eval::gold::segments::{GoldSegments, read};
use hedgerow::eval::segmentation::{Segments, score, segment};
use serde::{Deserialize, Serialize};

/// Score sentences and tokens on raw text
///
/// The gold is CoNLL-U (*.conllu) or plain text with a sentence a line, a blank line between
/// paragraphs and comments behind "# ". The raw text is rebuilt, and each paragraph is one block of
/// running text. Spans must agree exactly, as in the CoNLL 2018 shared task. In "tokens" a
/// multiword token ("don't") is one; in "words" it counts as its words ("do", "n't") where these
/// spell it, which is what hedgerow writes.
#[derive(Parser)]
pub struct Args {
    #[command(flatten)]
    gold: super::GoldArgs,

    /// Score these segments instead of our own: JSON Lines with "id", "sentences" and "tokens", lists
    /// of [start, end] in code points of the text
    #[arg(long, value_name = "FILE")]
    predicted: Option<PathBuf>,

    /// Print the raw texts as JSON Lines with "id", "text" and "paragraphs" ([start, end] in code
    /// points), and with "sentences" and "tokens" as we see them, and score nothing
    #[arg(long, conflicts_with = "predicted")]
    texts: bool,

    /// Tell two halves of the documents apart, drawn by a hash of their texts; errors are those of
    /// the first half alone
    #[arg(long)]
    halves: bool,
}

/// Segments in code points.
#[derive(Serialize, Deserialize)]
struct Line {
    id: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    paragraphs: Vec<[usize; 2]>,
    sentences: Vec<[usize; 2]>,
    tokens: Vec<[usize; 2]>,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let documents = args.gold.read(read)?;
    if args.texts {
        for gold in &documents {
            println!("{}", serde_json::to_string(&line(gold, &segment(gold)?))?);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut predicted = match &args.predicted {
        Some(path) => Some(predictions(path)?),
        None => None,
    };
    let mut tallies = Vec::with_capacity(documents.len());
    for gold in &documents {
        let ours = match &mut predicted {
            Some(lines) => lines
                .remove(&gold.id)
                .with_context(|| format!("no segments of document {}", gold.id))
                .and_then(|line| segments(gold, &line))?,
            None => segment(gold)?,
        };
        tallies.push(score(gold, &ours, args.halves));
    }
    args.gold.print(&Report::new(tallies, args.gold.errors));
    Ok(ExitCode::SUCCESS)
}

fn predictions(path: &Path) -> anyhow::Result<HashMap<String, Line>> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let lines = text.lines().enumerate().map(|(i, line)| {
        let line: Line = serde_json::from_str(line)
            .with_context(|| format!("{}, line {}", path.display(), i + 1))?;
        Ok((line.id.clone(), line))
    });
    lines.collect()
}

/// From code points to bytes.
fn segments(gold: &GoldSegments, line: &Line) -> anyhow::Result<Segments> {
    let starts = gold.text.char_indices().map(|(byte, _)| byte);
    let bytes: Vec<usize> = starts.chain([gold.text.len()]).collect();
    let spans = |spans: &[[usize; 2]]| -> anyhow::Result<Vec<Span>> {
        let span = |&[start, end]: &[usize; 2]| {
            anyhow::ensure!(
                start <= end && end < bytes.len(),
                "document {}: [{start}, {end}] lies outside its text",
                gold.id
            );
            Ok(Span::new(bytes[start], bytes[end]))
        };
        spans.iter().map(span).collect()
    };
    Ok(Segments {
        sentences: spans(&line.sentences)?,
        tokens: spans(&line.tokens)?,
    })
}

/// From bytes to code points.
fn line(gold: &GoldSegments, ours: &Segments) -> Line {
    let starts: Vec<usize> = gold.text.char_indices().map(|(byte, _)| byte).collect();
    let point = |byte: u32| starts.partition_point(|&start| start < byte as usize);
    let points = |spans: &[Span]| {
        let points = spans.iter().map(|s| [point(s.start), point(s.end)]);
        points.collect()
    };
    Line {
        id: gold.id.clone(),
        text: gold.text.clone(),
        paragraphs: points(&gold.paragraphs),
        sentences: points(&ours.sentences),
        tokens: points(&ours.tokens),
    }
}
