//! `hedgerow eval stance`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use hedgerow::eval::gold::stance::read;
use hedgerow::eval::stance::{reports, score};
use serde_json::{Map, Value};

use super::table;

/// Score stance: cues, hedged sentences, sources, quotations, events, corrections and claims
///
/// The gold is a JSON object with a list "documents" (schema hedge-gold/1.0), or JSON Lines of
/// single sentences with the same fields beside their "text"; offsets are code points, and unknown
/// fields are passed over. What the gold does not annotate is not scored; what the model cannot
/// fill counts as not found. Below, spans overlap if they share a character, and each is in one
/// match at most, those that share most first.
///
/// cues: "hedge" counts the cues that hedge, "all" every cue; "exact" the same span, "overlap" an
/// overlapping one, "typed" an overlapping one of the gold's type or one that "also" names. Cues
/// that are "optional" are neither missed nor spurious. "strength" and "scope" are the shares that
/// are right among the cues that overlap.
///
/// hedged: whether a sentence is hedged, and "core" without dynamic cues; ours is hedged if one of
/// our sentences that begin in it is. "trap cue" is the share of traps (false cues) that got a
/// hedge cue: on the trap's words or, where only its sentence is known, off every hedge cue of
/// the gold. "trap sentence" is the share of sentences with a trap that are not hedged but taken
/// for hedged. For both, less is better.
///
/// sources: mentions by their span, and "typed" by overlap and type; a source of whom only plans and
/// wishes are told counts only where the gold has it, as does a further mention of a known
/// source counts only where it matches. source_types: the type of the innermost source of a
/// sentence, self where it is the author's own; "attributed" without those whose gold is self.
///
/// quotes: quotations without their marks; "type" and "speaker" among those that overlap, a
/// speaker being right by overlap or by its name.
///
/// events: triggers; "negated" and "time" among the events whose triggers overlap; "main" the
/// main event of a sentence. What a sentence says without naming a trigger is compared with our
/// main event. status and factuality: among events met, with the mean F1 of the classes;
/// "all events" counts those that meet none as wrong. "author" is the author's FactBank value;
/// "coarse" the same by +, - and u; "source" the values of the sources. What "accept_status" and
/// "accept_author" name is right too.
///
/// corrections: the notice by overlap, and what is retracted and what replaces it. claims: the
/// main claim (an event of ours overlaps one of the gold's), its status, the author's value, its
/// certainty within the gold's tolerance, and the flags of the profile.
#[derive(Parser)]
pub struct Args {
    #[command(flatten)]
    common: super::Common,

    /// Folder of the texts that the gold names by their path
    ///
    /// Without it they are looked for beside the gold file and in the folders above it.
    #[arg(long, value_name = "DIR")]
    texts: Option<PathBuf>,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let common = &args.common;
    let documents = common.gold.read(|path| read(path, args.texts.as_deref()))?;
    for document in &documents {
        for note in &document.notes {
            crate::cli::log::say(format_args!("document {}: {note}", document.id));
        }
    }
    let model = common.model()?;
    let tasks = common.tally(&model, documents, |gold| (&gold.id, &gold.text), score)?;
    let reports = reports(tasks, common.gold.errors);
    if common.gold.json {
        let tasks = reports.iter();
        let tasks: Map<String, Value> = tasks
            .map(|(task, report)| ((*task).to_owned(), report.to_json()))
            .collect();
        println!("{:#}", Value::Object(tasks));
    } else {
        let tasks = reports.iter();
        let tasks: Vec<String> = tasks
            .map(|(task, report)| format!("# {task}\n\n{}", table::text(report)))
            .collect();
        print!("{}", tasks.join("\n"));
    }
    Ok(ExitCode::SUCCESS)
}
