//! Label maps: which labels of the gold and of the prediction are compared as what.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// From either side's label to the label compared.
#[derive(Debug, Clone, Default)]
pub struct LabelMap(BTreeMap<String, Option<String>>);

/// A map file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {message}", path.display())]
pub struct LabelMapError {
    path: PathBuf,
    message: String,
}

impl LabelMap {
    /// Reads a file of two columns, separated by a tab: a label, and the label it is compared
    /// as; `-` leaves it out. Lines that begin with `#` are comments.
    ///
    /// # Errors
    /// The file cannot be read, or a line has not two columns.
    pub fn read(path: &Path) -> Result<Self, LabelMapError> {
        let error = |message: String| LabelMapError {
            path: path.to_owned(),
            message,
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .quoting(false)
            .has_headers(false)
            .comment(Some(b'#'))
            .trim(csv::Trim::All)
            .from_path(path)
            .map_err(|e| error(e.to_string()))?;
        let mut map = BTreeMap::new();
        for row in reader.deserialize() {
            let (from, to): (String, String) = row.map_err(|e| error(e.to_string()))?;
            map.insert(from, (to != "-").then_some(to));
        }
        Ok(Self(map))
    }

    /// The label that `label` is compared as; itself where the map does not name it, `None`
    /// where it is left out.
    pub fn compared<'a>(&'a self, label: &'a str) -> Option<&'a str> {
        match self.0.get(label) {
            Some(mapped) => mapped.as_deref(),
            None => Some(label),
        }
    }
}
