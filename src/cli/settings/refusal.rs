//! Why there are no settings, and how the user hears of it.

use std::process::ExitCode;

use crate::cli::log::{self, LogArgs, LogFormat};

/// Why there are no settings.
#[derive(Debug)]
pub struct Refusal {
    pub cause: Cause,
    /// Whether the user asked for JSON on standard error.
    pub json: bool,
}

#[derive(Debug)]
pub enum Cause {
    /// What clap says, also of `--help`, and where the options come from that were not typed.
    Usage(clap::Error, Option<String>),
    /// A file or a variable is wrong.
    Wrong(anyhow::Error),
}

impl Refusal {
    /// Tells the user, and gives the exit status.
    pub fn exit_code(self) -> ExitCode {
        if self.json {
            log::start(&LogArgs::of_format(LogFormat::Json));
        }
        match self.cause {
            Cause::Usage(error, note) => {
                if error.use_stderr() && self.json {
                    log::complain(error.render().to_string().trim_end());
                } else {
                    // Where nobody can read it, nothing can be done.
                    let _ = error.print();
                }
                if let Some(note) = note {
                    log::complain(note);
                }
                ExitCode::from(error.exit_code() as u8)
            }
            Cause::Wrong(error) => {
                log::complain(format_args!("{error:#}"));
                ExitCode::from(2)
            }
        }
    }
}
