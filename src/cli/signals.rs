//! Ctrl-C and SIGTERM: the first lets the run end in order, the second ends it at once.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// What signals have come.
pub struct Signals {
    stop: Arc<AtomicBool>,
    last: Arc<AtomicUsize>,
}

impl Signals {
    /// Catches signals from now on.
    ///
    /// # Errors
    /// The system refuses it.
    pub fn catch() -> io::Result<Self> {
        let (stop, last) = (Arc::default(), Arc::default());
        for signal in [SIGINT, SIGTERM] {
            // Before the flag is set, so that only a second signal finds it set.
            flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&stop))?;
            flag::register(signal, Arc::clone(&stop))?;
            flag::register_usize(signal, Arc::clone(&last), signal as usize)?;
        }
        Ok(Self { stop, last })
    }

    /// Set when the run is to stop.
    pub fn stop(&self) -> &AtomicBool {
        &self.stop
    }

    /// The exit status of a run that a signal stopped: 130 or 143.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(128 + self.last.load(Ordering::Relaxed) as u8)
    }
}
