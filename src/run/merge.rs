//! Joining finished outputs: the partitions of a run into the output of the whole, or shards
//! into one file and the other way round.

use std::collections::HashSet;
use std::fs::File;
use std::iter::Peekable;
use std::path::{Path, PathBuf};

use super::error::RunError;
use super::header::Header;
use super::journal::{Entry, Finished, Line, Reader};
use super::partition::Partition;
use super::reuse::is_record;
use super::summary::Summary;
use super::workspace::Workspace;
use super::written::Written;
use crate::output::{Archive, Files, Format, Manifest, Places};

/// A finished output that is read.
struct Part {
    path: PathBuf,
    header: Header,
    finished: Finished,
    records: Peekable<Reader>,
    places: Places,
    archive: Archive,
}

/// Writes the records of finished outputs into one, in the order and with the bytes of a run
/// that was not partitioned. Beforehand: every part must be finished and unharmed, all of one
/// header, all partitions there, made over the same inputs.
///
/// # Errors
/// The parts do not fit, one of them is not what its journal says, or the output cannot be
/// written.
pub fn merge(parts: &[PathBuf], output: &Path, format: Format) -> Result<Summary, RunError> {
    let mut parts: Vec<Part> = parts
        .iter()
        .map(|p| Part::open(p))
        .collect::<Result<_, _>>()?;
    check(&parts)?;
    let target: PathBuf = output.components().collect();
    if parts.iter().any(|part| part.path == target) {
        return Err(RunError::Merge("the output is one of the parts".to_owned()));
    }
    let Some(first) = parts.first() else {
        return Err(RunError::Merge("there is nothing to merge".to_owned()));
    };
    let header = Header {
        format,
        partition: None,
        ..first.header.clone()
    };
    let inputs = first.finished.inputs;
    if (format == Format::Pretty) != (first.header.format == Format::Pretty) {
        let message = "indented files and JSON Lines do not turn into each other";
        return Err(RunError::Merge(message.to_owned()));
    }
    let space = Workspace::open(output, format)?;
    space.clear()?;
    let mut written = Written::create(space, header)?;
    let (mut summary, mut ids) = (Summary::default(), HashSet::new());
    while let Some(part) = next_part(&mut parts)? {
        let Some((entry, bytes)) = part.next()? else {
            break;
        };
        let mut id = [0; 16];
        id.copy_from_slice(&blake3::hash(entry.id.as_bytes()).as_bytes()[..16]);
        if !ids.insert(id) {
            return Err(RunError::Merge(format!(
                "the id {:?} occurs twice",
                entry.id
            )));
        }
        summary.keep(&entry);
        written.add(
            Entry {
                position: None,
                ..entry
            },
            &bytes,
        )?;
    }
    if summary.records != inputs {
        let records = summary.records;
        return Err(RunError::Merge(format!(
            "there are {records} records of {inputs} inputs"
        )));
    }
    written.finish(inputs)?;
    Ok(summary)
}

/// Whether the parts are all there and belong together.
fn check(parts: &[Part]) -> Result<(), RunError> {
    let fails = |message: String| Err(RunError::Merge(message));
    let [first, rest @ ..] = parts else {
        return Ok(());
    };
    for part in rest {
        let alike = Header {
            partition: first.header.partition,
            format: first.header.format,
            ..part.header.clone()
        };
        let (one, other) = (first.path.display(), part.path.display());
        let differences = first.header.differences(&alike);
        if !differences.is_empty() {
            return fails(format!(
                "{one} and {other} differ: {}",
                differences.join("; ")
            ));
        }
        let (here, there) = (first.finished.inputs, part.finished.inputs);
        if here != there {
            return fails(format!(
                "{one} was made over {here} inputs and {other} over {there}: run both again"
            ));
        }
    }
    let of = first.header.partition.map_or(1, |p| p.of);
    let mut seen = HashSet::new();
    for part in parts {
        let path = part.path.display();
        match part.header.partition {
            None if parts.len() > 1 => return fails(format!("{path} is no partition")),
            Some(partition) if partition.of != of => {
                return fails(format!("{path} is partition {partition}, not one of {of}"));
            }
            partition => {
                if !seen.insert(partition.map_or(1, |p| p.index)) {
                    return fails(format!("{path} is a second partition {}", name(partition)));
                }
            }
        }
    }
    match (1..=of).find(|index| !seen.contains(index)) {
        Some(index) => fails(format!("partition {} is missing", Partition { index, of })),
        None => Ok(()),
    }
}

fn name(partition: Option<Partition>) -> String {
    partition.map_or_else(String::new, |p| p.to_string())
}

/// The part whose next record comes first.
fn next_part(parts: &mut [Part]) -> Result<Option<&mut Part>, RunError> {
    let mut best: Option<(u64, &mut Part)> = None;
    for part in parts {
        let position = part.position()?;
        if let Some(position) = position
            && best.as_ref().is_none_or(|(first, _)| position < *first)
        {
            best = Some((position, part));
        }
    }
    Ok(best.map(|(_, part)| part))
}

impl Part {
    fn open(path: &Path) -> Result<Self, RunError> {
        let path: PathBuf = path.components().collect();
        let read = |error| RunError::Read(path.clone(), error);
        let mut journal = path.clone();
        journal.as_mut_os_string().push(".journal");
        let unfinished = || {
            let message = format!(
                "{} is no finished output of hedgerow annotate",
                path.display()
            );
            RunError::Merge(message)
        };
        let open = || Reader::open(&journal).map_err(read)?.ok_or_else(unfinished);
        let mut finished = None;
        for line in open()? {
            if let Line::Finished(line) = line.map_err(read)? {
                finished = Some(line);
            }
        }
        let finished = finished.ok_or_else(unfinished)?;
        let records = open()?;
        let header = records.header.clone();
        check_files(&path, &header, finished)?;
        Ok(Self {
            places: Places::new(header.format),
            archive: Archive::new(header.format, Files::finished(&path)),
            header,
            finished,
            records: records.peekable(),
            path,
        })
    }

    /// Where the next record stands among all.
    fn position(&mut self) -> Result<Option<u64>, RunError> {
        match self.records.peek() {
            Some(Ok(Line::Record(entry))) => Ok(Some(entry.position.unwrap_or(0))),
            Some(Ok(_)) | None => Ok(None),
            Some(Err(_)) => match self.records.next() {
                Some(Err(error)) => Err(RunError::Read(self.path.clone(), error)),
                _ => Ok(None),
            },
        }
    }

    fn next(&mut self) -> Result<Option<(Entry, Vec<u8>)>, RunError> {
        let Some(Ok(Line::Record(entry))) = self.records.next() else {
            return Ok(None);
        };
        let place = self.places.next(entry.length);
        let bytes = self.archive.read(&entry.id, place);
        let bytes = bytes.map_err(|error| RunError::Read(self.path.clone(), error))?;
        if !is_record(&bytes, &entry.id) {
            let path = self.path.display();
            let message = format!("{path} has not the record {:?} of its journal", entry.id);
            return Err(RunError::Merge(message));
        }
        Ok(Some((entry, bytes)))
    }
}

/// Whether the files are those that were written: the size of one file, the hashes of shards.
fn check_files(path: &Path, header: &Header, finished: Finished) -> Result<(), RunError> {
    let read = |error| RunError::Read(path.to_owned(), error);
    let changed = |file: &Path| {
        let message = format!("{} has changed since it was written", file.display());
        Err(RunError::Merge(message))
    };
    if let Some(size) = finished.size
        && path.metadata().map_err(read)?.len() != size
    {
        return changed(path);
    }
    if let Format::Shards(_) = header.format {
        let file = File::open(path.join("manifest.json")).map_err(read)?;
        let manifest: Manifest<Header> =
            serde_json::from_reader(std::io::BufReader::new(file)).map_err(|e| read(e.into()))?;
        for shard in &manifest.shards {
            if !shard.is_whole(path).map_err(read)? {
                return changed(&path.join(&shard.file));
            }
        }
    }
    Ok(())
}
