//! From files to inputs: what holds several articles is opened, one article at a time.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::compression::{Compression, Stream};
use super::container::{self, Members};
use super::format::{Format, Kind};
use super::found::Found;
use super::ids::Ids;
use super::member::{Content, Data, Member, Taken};
use super::options::ReadOptions;
use super::sniff::{HEAD, sniff};
use super::{Input, Location, cause, message_of, name_of};

/// The inputs of a selection. Nothing is read ahead: of a file with several articles, one
/// article is in memory, and the tables that its format needs.
pub struct Inputs {
    files: Box<dyn Iterator<Item = Found> + Send>,
    options: ReadOptions,
    taken: Taken,
    /// The containers that are open, each within the one before.
    open: Vec<Open>,
    /// All ids, where the user's field gives some.
    ids: Ids,
}

/// A container that is being read.
struct Open {
    members: Members,
    format: Format,
    id: String,
    path: String,
    /// The name of this container within the file.
    name: Option<String>,
    /// Members that were read.
    count: u64,
    /// Which of them are read.
    taken: Taken,
    /// The names of the members, where nothing else keeps them apart.
    names: Ids,
}

impl Inputs {
    pub(super) fn new(
        files: Box<dyn Iterator<Item = Found> + Send>,
        options: ReadOptions,
        taken: Taken,
    ) -> Self {
        Self {
            files,
            options,
            taken,
            open: Vec::new(),
            ids: Ids::default(),
        }
    }

    /// The input of a file; `None` where the file is a container, which is open now.
    fn file(&mut self, found: Found) -> Option<Input> {
        let path = name_of(found.path.as_os_str().as_encoded_bytes());
        let named = Kind::of_name(&path);
        let mut input = Input {
            id: found.id,
            path,
            member: None,
            format: named.map_or(Format::Text, |kind| kind.format),
            location: Location::File(found.path.clone()),
        };
        if let Some(error) = found.error {
            input.location = Location::Failed(error);
            return Some(input);
        }
        let is_stream =
            input.path == "-" || found.path.metadata().is_ok_and(|file| !file.is_file());
        let opened = if is_stream {
            self.stream(&mut input, named)
        } else {
            self.stored(&mut input, named)
        };
        match opened {
            Ok(Some(data)) => self.push(input, data.0, data.1, found.below),
            Ok(None) => Some(input),
            Err(error) => {
                input.location = Location::Failed(cause(&error));
                Some(input)
            }
        }
    }

    /// Decides on a file that can be opened again; gives its bytes if it is a container.
    fn stored(&self, input: &mut Input, named: Option<Kind>) -> io::Result<Option<(Data, Kind)>> {
        let Location::File(path) = &input.location else {
            return Ok(None);
        };
        let kind = match named {
            Some(kind) => kind,
            None => self.look(Box::new(File::open(path)?))?.0,
        };
        let kind = Kind {
            format: self.options.format.unwrap_or(kind.format),
            ..kind
        };
        input.format = kind.format;
        Ok(match kind.format.is_container() {
            true => Some((Data::File(File::open(path)?), kind)),
            false => None,
        })
    }

    /// Decides on what can be read only once: an article is read, of a container the bytes are
    /// given.
    fn stream(&self, input: &mut Input, named: Option<Kind>) -> io::Result<Option<(Data, Kind)>> {
        let stream: Stream = match &input.location {
            Location::File(path) if path.as_os_str() != "-" => Box::new(File::open(path)?),
            _ => Box::new(io::stdin()),
        };
        let (kind, stream) = self.look(stream)?;
        let format = named.map_or(kind.format, |kind| kind.format);
        input.format = self.options.format.unwrap_or(format);
        if input.format.is_container() {
            return Ok(Some((Data::Stream(stream), Kind::plain(input.format))));
        }
        input.location = Location::Bytes(self.options.limits.read(stream)?);
        Ok(None)
    }

    /// What the content of a stream shows, and all its bytes without their compression.
    fn look(&self, mut stream: Stream) -> io::Result<(Kind, Stream)> {
        let mut head = peek(&mut stream)?;
        let mut whole: Stream = Box::new(Cursor::new(head.clone()).chain(stream));
        let compression = Compression::of_content(&head);
        if let Some(compression) = compression {
            let mut plain = compression.inflate(whole, &self.options.limits)?;
            head = peek(&mut plain)?;
            whole = Box::new(Cursor::new(head.clone()).chain(plain));
        }
        let format = sniff(&head);
        Ok((
            Kind {
                format,
                compression,
            },
            whole,
        ))
    }

    /// Opens a container, of which `below` is the path for patterns; gives the input of one that
    /// cannot be opened.
    fn push(&mut self, input: Input, data: Data, kind: Kind, below: String) -> Option<Input> {
        let taken = self.taken.within(below);
        let most = self.options.limits.max_nesting;
        let opened = if self.open.len() >= most {
            Err(io::Error::other(format!(
                "archives lie more than {most} deep within one another, over the limit of --max-nesting"
            )))
        } else {
            let open = || container::open(data, kind, &self.options, taken.clone());
            guarded(open).and_then(|opened| opened)
        };
        match opened {
            Ok(members) => {
                self.open.push(Open {
                    members,
                    format: kind.format,
                    id: input.id,
                    path: input.path,
                    name: input.member,
                    count: 0,
                    taken,
                    names: Ids::default(),
                });
                None
            }
            Err(error) => Some(Input {
                location: Location::Failed(at(input.member.clone(), cause(&error))),
                ..input
            }),
        }
    }

    /// The next input of the innermost container; `None` where there is none, and the container
    /// is closed, or is another container, which is open now.
    fn member(&mut self) -> Option<Input> {
        let open = self.open.last_mut()?;
        match guarded(|| open.members.next()) {
            Ok(Some(Ok(member))) => {
                open.count += 1;
                self.input(member)
            }
            Ok(Some(Err(error))) | Err(error) => {
                let open = self.open.pop()?;
                let message = match open.count {
                    0 => cause(&error),
                    count => format!("it breaks off after {count} articles: {}", cause(&error)),
                };
                let input = open.itself(Location::Bytes(Vec::new()));
                Some(Input {
                    location: Location::Failed(at(input.member.clone(), message)),
                    ..input
                })
            }
            Ok(None) => {
                let open = self.open.pop()?;
                // A file without articles has a record that says so.
                let is_empty =
                    open.count == 0 && !(open.format.is_archive() && open.taken.may_be_none());
                is_empty.then(|| open.itself(Location::Bytes(Vec::new())))
            }
        }
    }

    /// The input of a member of the innermost container.
    fn input(&mut self, member: Member) -> Option<Input> {
        let open = self.open.last_mut()?;
        let below = open.taken.path(&member.name);
        let mut input = open.itself(Location::Bytes(Vec::new()));
        input.format = member.kind.format;
        if !member.name.is_empty() {
            let outer = open.name.as_ref().map(|name| format!("{name}/"));
            input.member = Some(outer.unwrap_or_default() + &member.name);
            // Numbers are apart of themselves.
            let name = match open.format.counts() {
                Some(_) => member.name,
                None => open.names.unique(member.name),
            };
            input.id = member.id.unwrap_or_else(|| format!("{}/{name}", open.id));
        } else if let Some(id) = member.id {
            input.id = id;
        }
        match member.content {
            Content::Article(bytes) => input.location = Location::Bytes(bytes),
            Content::Failed(error) => {
                input.location = Location::Failed(at(input.place(), error));
            }
            Content::Container(data) => return self.push(input, data, member.kind, below),
        }
        Some(input)
    }
}

impl Open {
    /// The container as an input.
    fn itself(&self, location: Location) -> Input {
        Input {
            id: self.id.clone(),
            path: self.path.clone(),
            member: self.name.clone(),
            format: self.format,
            location,
        }
    }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            let input = if self.open.is_empty() {
                let found = self.files.next()?;
                self.file(found)
            } else {
                self.member()
            };
            if let Some(mut input) = input {
                if self.options.id_field.is_some() {
                    input.id = self.ids.unique(input.id);
                }
                return Some(input);
            }
        }
    }
}

/// The first bytes of a stream.
fn peek(stream: &mut Stream) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    stream.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// A message with its place.
fn at(place: Option<String>, message: String) -> String {
    match place {
        Some(place) => format!("{place}: {message}"),
        None => message,
    }
}

/// What a parser gives; one that panics has failed.
fn guarded<T>(parse: impl FnOnce() -> T) -> io::Result<T> {
    catch_unwind(AssertUnwindSafe(parse)).map_err(|panic| {
        let message = message_of(&*panic);
        io::Error::other(format!("it cannot be taken apart ({message})"))
    })
}
