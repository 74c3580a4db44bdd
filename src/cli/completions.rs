//! `hedgerow completions`

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use clap_complete::Shell;

/// Print the completion script of a shell
///
/// For bash: hedgerow completions bash > ~/.local/share/bash-completion/completions/hedgerow
#[derive(Parser)]
pub struct Args {
    shell: Shell,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "hedgerow", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}
