//! How much memory the process used.

use std::fs;

/// The largest resident set of this process so far, in bytes; `None` where the system does not
/// tell (Linux does, as VmHWM).
pub fn peak() -> Option<u64> {
    parse(&fs::read_to_string("/proc/self/status").ok()?)
}

fn parse(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_from_the_status() {
        let status = "Name:\thedgerow\nVmPeak:\t  900 kB\nVmHWM:\t  205312 kB\nVmRSS:\t 1 kB\n";
        assert_eq!(parse(status), Some(205_312 * 1024));
        assert_eq!(parse("Name:\thedgerow\n"), None);
        if cfg!(target_os = "linux") {
            assert!(peak().unwrap() > 100_000);
        }
    }
}
