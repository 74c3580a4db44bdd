//! The files around an output. While a run goes on, everything is in a folder beside it:
//!
//! ```text
//! out.jsonl          the output, there only when it is whole
//! out.jsonl.journal  what it was made of
//! out.jsonl.lock     held by the run that writes it
//! out.jsonl.part/    unfinished runs, in folders 1, 2 ...: the last one goes on, those before
//!                    were given up when the inputs changed and lend it their records
//! ```

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::error::RunError;
use crate::output::{Files, Format, sync_folder};

/// The files around one output, which no other process touches meanwhile.
pub struct Workspace {
    output: PathBuf,
    lock: PathBuf,
    _held: File,
}

impl Workspace {
    /// Takes the output `path` for this process, and completes what an earlier one had ready.
    ///
    /// # Errors
    /// Another process has it, something else is in its place, or its folder cannot be written.
    pub fn open(path: &Path, format: Format) -> Result<Self, RunError> {
        let output: PathBuf = path.components().collect();
        let fails = |error| RunError::Output(path.to_owned(), error);
        check_place(&output, format).map_err(fails)?;
        let lock = beside(&output, "lock");
        let held = take(&lock).map_err(fails)?;
        let held = held.ok_or_else(|| RunError::Locked(path.to_owned()))?;
        let space = Self {
            output,
            lock,
            _held: held,
        };
        match space.generations().map_err(fails)?.last() {
            Some(&last) if space.ready(last).exists() => space.settle(last)?,
            _ => {}
        }
        Ok(space)
    }

    /// The output itself.
    pub fn output(&self) -> &Path {
        &self.output
    }

    /// The journal of the finished output.
    pub fn finished_journal(&self) -> PathBuf {
        beside(&self.output, "journal")
    }

    /// The numbers of the unfinished runs, in order.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn generations(&self) -> io::Result<Vec<u32>> {
        let folder = match fs::read_dir(self.part()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            folder => folder?,
        };
        let mut numbers = Vec::new();
        for entry in folder {
            numbers.extend(
                entry?
                    .file_name()
                    .to_str()
                    .and_then(|n| n.parse::<u32>().ok()),
            );
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// The folder of an unfinished run.
    pub fn folder(&self, generation: u32) -> PathBuf {
        self.part().join(generation.to_string())
    }

    /// The journal of an unfinished run.
    pub fn journal(&self, generation: u32) -> PathBuf {
        self.folder(generation).join("journal.jsonl")
    }

    /// Forgets unfinished runs and the journal of the finished output.
    ///
    /// # Errors
    /// They cannot be removed.
    pub fn clear(&self) -> Result<(), RunError> {
        let journal = self.finished_journal();
        match fs::remove_file(&journal) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(RunError::Output(journal, error))
            }
            _ => self.clear_unfinished(),
        }
    }

    fn clear_unfinished(&self) -> Result<(), RunError> {
        match fs::remove_dir_all(self.part()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(RunError::Output(self.part(), error))
            }
            _ => Ok(()),
        }
    }

    /// Puts a finished run in the place of the output. Where the process ends on the way,
    /// [`Workspace::open`] does the rest.
    ///
    /// # Errors
    /// Files cannot be renamed.
    pub fn commit(&self, generation: u32) -> Result<(), RunError> {
        let folder = self.folder(generation);
        let ready = fs::rename(self.journal(generation), self.ready(generation))
            .and_then(|()| sync_folder(&folder));
        ready.map_err(|error| RunError::Output(folder, error))?;
        self.settle(generation)
    }

    fn settle(&self, generation: u32) -> Result<(), RunError> {
        let new = Files::in_progress(&self.folder(generation)).output;
        let settle = || {
            if new.exists() {
                if self.output.is_dir() {
                    fs::rename(&self.output, self.part().join("replaced"))?;
                }
                fs::rename(new, &self.output)?;
            }
            fs::rename(self.ready(generation), self.finished_journal())?;
            sync_folder(self.output.parent().unwrap_or(Path::new("")))
        };
        settle().map_err(|error| RunError::Output(self.output.clone(), error))?;
        self.clear_unfinished()
    }

    /// The journal of a run that only has to be put in place.
    fn ready(&self, generation: u32) -> PathBuf {
        self.folder(generation).join("finished.jsonl")
    }

    fn part(&self) -> PathBuf {
        beside(&self.output, "part")
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        // Left behind, it locks nobody out.
        let _ = fs::remove_file(&self.lock);
    }
}

fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(".");
    path.push(extension);
    path.into()
}

/// Refuses what the output would destroy.
fn check_place(output: &Path, format: Format) -> io::Result<()> {
    let refused = |why: &str| Err(io::Error::other(why.to_owned()));
    if output.file_name().is_none() {
        return refused("the output needs a name of its own");
    }
    if !output.exists() {
        return Ok(());
    }
    match (format.is_folder(), output.is_dir()) {
        (false, true) => refused("it is a folder"),
        (true, false) => refused("it is a file, where a folder is to be"),
        (true, true) => {
            let is_ours = beside(output, "journal").exists();
            if is_ours || fs::read_dir(output)?.next().is_none() {
                Ok(())
            } else {
                refused("the folder is not empty and is no output of hedgerow")
            }
        }
        (false, false) if output.is_file() => Ok(()),
        (false, false) => refused("it is no ordinary file"),
    }
}

/// Takes the lock file; `None` where another process has it.
fn take(path: &Path) -> io::Result<Option<File>> {
    loop {
        let file = File::create(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // The process that had it before may have removed the file meanwhile.
        if is_same(&file, path) {
            return Ok(Some(file));
        }
    }
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), path.metadata()) {
        (Ok(file), Ok(path)) => (file.dev(), file.ino()) == (path.dev(), path.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_same(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_run_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        let first = Workspace::open(&out, Format::Lines).unwrap();
        let second = Workspace::open(&out, Format::Lines);
        assert!(matches!(second, Err(RunError::Locked(_))));
        drop(first);
        Workspace::open(&out, Format::Lines).unwrap();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn putting_in_place_is_completed_from_any_point() {
        for format in [Format::Lines, Format::Pretty] {
            for done in 0..4 {
                let dir = tempfile::tempdir().unwrap();
                let out = dir.path().join("out");
                let name = |path: &Path| {
                    if format.is_folder() {
                        path.join("x")
                    } else {
                        path.to_owned()
                    }
                };
                let write = |path: &Path, text: &str| {
                    let path = name(path);
                    fs::create_dir_all(path.parent().unwrap()).unwrap();
                    fs::write(path, text).unwrap();
                };
                write(&out, "old");
                fs::write(dir.path().join("out.journal"), "old").unwrap();
                let part = dir.path().join("out.part");
                write(&part.join("1/output"), "given up");
                write(&part.join("2/output"), "new");
                fs::write(part.join("2/finished.jsonl"), "new").unwrap();
                if done > 0 && format.is_folder() {
                    fs::rename(&out, part.join("replaced")).unwrap();
                }
                if done > 1 {
                    fs::rename(part.join("2/output"), &out).unwrap();
                }
                if done > 2 {
                    fs::rename(
                        part.join("2/finished.jsonl"),
                        dir.path().join("out.journal"),
                    )
                    .unwrap();
                }
                drop(Workspace::open(&out, format).unwrap());
                assert_eq!(fs::read_to_string(name(&out)).unwrap(), "new");
                assert_eq!(
                    fs::read_to_string(dir.path().join("out.journal")).unwrap(),
                    "new"
                );
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn nothing_of_others_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        fs::write(path("file"), "").unwrap();
        fs::create_dir_all(path("full/x")).unwrap();
        let fails = |name: &str, format: Format, why: &str| {
            let error = Workspace::open(&path(name), format)
                .err()
                .unwrap()
                .to_string();
            assert!(error.contains(name) && error.contains(why), "{error}");
        };
        fails("full", Format::Lines, "is a folder");
        fails("file", Format::Pretty, "is a file");
        fails("full", Format::Pretty, "not empty");
        fails("no/such", Format::Lines, "No such file");
        std::os::unix::fs::symlink("/dev/null", path("device")).unwrap();
        fails("device", Format::Lines, "no ordinary file");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3);
    }
}
