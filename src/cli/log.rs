//! Standard error: the log, and the lines that tell the user how a run goes. A progress bar is
//! never torn by either.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use clap::{ArgAction, Args, ValueEnum};
use indicatif::{MultiProgress, ProgressDrawTarget};
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::{Layer, SubscriberExt};

/// The target of the lines for the user, where the log has them.
const LINES: &str = "hedgerow::lines";

/// Frames of the progress bar in a second.
const FRAMES: u8 = 8;

#[derive(Args)]
#[group(skip)]
pub struct LogArgs {
    /// Log on standard error what is done: -v the run, -vv every article, -vvv every step
    #[arg(short, long, action = ArgAction::Count, global = true)]
    #[arg(help_heading = "Settings and log", display_order = 910)]
    verbose: u8,

    /// Form of everything on standard error; json is one object a line
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        default_value_t,
        global = true
    )]
    #[arg(help_heading = "Settings and log", display_order = 911)]
    log_format: LogFormat,

    /// Log these parts, each with its level, instead of what -v says: hedgerow::run=debug,info
    #[arg(long, value_name = "FILTER", global = true)]
    #[arg(help_heading = "Settings and log", display_order = 912)]
    log_filter: Option<Targets>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

/// Standard error, of which a process has one.
struct Console {
    json: bool,
    bars: MultiProgress,
}

static CONSOLE: OnceLock<Console> = OnceLock::new();

impl LogArgs {
    /// The arguments of a program that could not read its own.
    pub fn of_format(log_format: LogFormat) -> Self {
        Self {
            verbose: 0,
            log_format,
            log_filter: None,
        }
    }

    /// What is logged; `None` is nothing.
    fn filter(&self) -> Option<Targets> {
        let level = match self.verbose {
            0 => Level::WARN,
            1 => Level::INFO,
            2 => Level::DEBUG,
            _ => Level::TRACE,
        };
        let is_json = self.log_format == LogFormat::Json;
        let filter = match &self.log_filter {
            Some(filter) => filter.clone(),
            None if self.verbose == 0 && !is_json => return None,
            None => Targets::new().with_default(level),
        };
        Some(match is_json {
            true => filter.with_target(LINES, Level::INFO),
            false => filter,
        })
    }
}

/// Begins the log of this process.
pub fn start(args: &LogArgs) {
    let json = args.log_format == LogFormat::Json;
    let console = CONSOLE.get_or_init(|| Console::new(json));
    let Some(filter) = args.filter() else { return };
    let layer = fmt::layer().with_writer(|| Writer(console.bars.clone()));
    let layer = if json {
        let layer = layer.json().flatten_event(true).with_span_list(false);
        layer.boxed()
    } else {
        let is_plain = !io::stderr().is_terminal() || std::env::var_os("NO_COLOR").is_some();
        layer.with_ansi(!is_plain).boxed()
    };
    let subscriber = tracing_subscriber::registry().with(layer.with_filter(filter));
    // Only a second call fails, and the first log goes on.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

/// Tells the user a line.
pub fn say(line: impl Display) {
    let console = console();
    if console.json {
        tracing::info!(target: LINES, "{line}");
    } else {
        console.bars.suspend(|| eprintln!("hedgerow: {line}"));
    }
}

/// Tells the user what went wrong.
pub fn complain(line: impl Display) {
    let console = console();
    if console.json {
        tracing::error!(target: LINES, "{line}");
    } else {
        console.bars.suspend(|| eprintln!("hedgerow: {line}"));
    }
}

/// Whether the log tells of inputs that fail, so that no line need.
pub fn has_failures() -> bool {
    tracing::enabled!(target: hedgerow::run::FAILURES, Level::WARN)
}

/// Where progress bars belong.
pub fn bars() -> &'static MultiProgress {
    &console().bars
}

fn console() -> &'static Console {
    CONSOLE.get_or_init(|| Console::new(false))
}

impl Console {
    fn new(json: bool) -> Self {
        let target = ProgressDrawTarget::stderr_with_hz(FRAMES);
        Self {
            json,
            bars: MultiProgress::with_draw_target(target),
        }
    }
}

/// Standard error, with the bars out of the way.
struct Writer(MultiProgress);

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.suspend(|| io::stderr().write_all(bytes))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(verbose: u8, log_format: LogFormat, filter: Option<&str>) -> LogArgs {
        LogArgs {
            verbose,
            log_format,
            log_filter: filter.map(|f| f.parse().unwrap()),
        }
    }

    #[test]
    fn nothing_is_logged_that_was_not_asked_for() {
        assert!(args(0, LogFormat::Text, None).filter().is_none());
        let json = args(0, LogFormat::Json, None).filter().unwrap();
        assert!(json.would_enable("hedgerow::run", &Level::WARN));
        assert!(!json.would_enable("hedgerow::run", &Level::INFO));
        assert!(json.would_enable(LINES, &Level::INFO));
    }

    #[test]
    fn a_filter_goes_before_the_verbosity() {
        let filter = args(3, LogFormat::Json, Some("hedgerow::run=debug"))
            .filter()
            .unwrap();
        assert!(filter.would_enable("hedgerow::run::work", &Level::DEBUG));
        assert!(!filter.would_enable("hedgerow::model", &Level::ERROR));
        assert!(filter.would_enable(LINES, &Level::INFO));
        let three = args(3, LogFormat::Text, None).filter().unwrap();
        assert!(three.would_enable("hedgerow::pipeline", &Level::TRACE));
    }
}
