//! Lists of files.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;

use super::found::{Found, id_of};

/// The paths of a list; empty lines are passed over.
pub fn listed(list: PathBuf, end: u8) -> Box<dyn Iterator<Item = Result<PathBuf, Found>> + Send> {
    let failed = {
        let list = list.clone();
        move |error: io::Error| Found {
            id: id_of(&list),
            path: list.clone(),
            below: String::new(),
            error: Some(format!("the list of files cannot be read: {error}")),
        }
    };
    let reader: Box<dyn BufRead + Send> = if list.as_os_str() == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        match File::open(&list) {
            Ok(file) => Box::new(BufReader::new(file)),
            Err(error) => return Box::new(std::iter::once(Err(failed(error)))),
        }
    };
    // After an error nothing more is read: the next try may fail forever.
    let paths = reader.split(end).scan(false, |has_failed, path| {
        let path = (!*has_failed).then_some(path)?;
        *has_failed = path.is_err();
        Some(path)
    });
    let paths = paths.filter_map(move |path| match path {
        Ok(mut path) => {
            if end == b'\n' && path.ends_with(b"\r") {
                path.pop();
            }
            (!path.is_empty()).then(|| Ok(path_of(path)))
        }
        Err(error) => Some(Err(failed(error))),
    });
    Box::new(paths)
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
