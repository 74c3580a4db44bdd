//! The commands, one file each. Exit status: 0 all done, 1 some articles failed, 2 the run
//! could not go on, 130 or 143 a signal stopped it.

mod annotate;
mod completions;
mod config;
mod doctor;
mod engine;
mod eval;
mod explain;
mod input_options;
mod log;
mod merge;
mod progress;
mod run_options;
mod schema;
mod settings;
mod signals;
mod summary;

use std::io;
use std::num::NonZero;
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use settings::Settings;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Turns folders of news articles into annotated JSON: layout, sentences, tokens, named
/// entities, hedge cues, attributions and events. Runs offline, with the model compiled in.
#[derive(Parser)]
#[command(name = "hedgerow", version, styles = STYLES, max_term_width = 100)]
#[command(
    after_help = "Exit status: 0 all done, 1 some articles failed, 2 the run could not go on, 130 or 143 stopped by Ctrl-C or SIGTERM."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    #[command(flatten)]
    log: log::LogArgs,
}

#[derive(Subcommand)]
enum Command {
    Annotate(annotate::Args),
    Merge(merge::Args),
    Explain(explain::Args),
    #[command(subcommand)]
    Eval(eval::Args),
    Doctor(doctor::Args),
    Config(config::Args),
    Schema(schema::Args),
    Completions(completions::Args),
}

/// Parses the command line and runs the command.
pub fn main() -> ExitCode {
    quiet_worker_panics();
    let environment = |variable: &str| std::env::var_os(variable);
    let settings = Settings::load(command(), std::env::args_os().collect(), environment);
    let settings = match settings {
        Ok(settings) => settings,
        Err(refusal) => return refusal.exit_code(),
    };
    let cli = Cli::from_arg_matches(&settings.matches).unwrap_or_else(|error| error.exit());
    log::start(&cli.log);
    settings.log();
    let result = match cli.command {
        Command::Annotate(args) => annotate::run(&args),
        Command::Merge(args) => merge::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Doctor(args) => doctor::run(&args, settings.file.as_deref()),
        Command::Config(args) => config::run(&args, &settings),
        Command::Schema(args) => schema::run(&args),
        Command::Completions(args) => completions::run(&args),
    };
    match result {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            log::complain(format_args!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// The definition of the command line.
fn command() -> clap::Command {
    settings::prepare(Cli::command())
}

/// A reader that has seen enough ends the run quietly.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>();
        io.is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// A panic on a worker or on an engine's thread becomes an error record: no backtrace besides.
fn quiet_worker_panics() {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let thread = std::thread::current();
        let is_worker = thread
            .name()
            .is_some_and(|n| n.starts_with(hedgerow::run::WORKER) || n == hedgerow::engine::ENGINE);
        if !is_worker {
            default(info);
        }
    }));
}

/// The model that the options name: a folder, or the one compiled in.
fn load_model(folder: Option<&std::path::Path>) -> anyhow::Result<hedgerow::model::Model> {
    use hedgerow::model::Model;
    match folder {
        Some(folder) => Ok(Model::load(folder)?),
        #[cfg(feature = "embedded-model")]
        None => Ok(Model::embedded()?),
        #[cfg(not(feature = "embedded-model"))]
        None => anyhow::bail!("this build has no model compiled in; name one with --model DIR"),
    }
}

/// The number of jobs where the user names none.
fn cores() -> NonZero<usize> {
    std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}
