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

    /// The label that `label` is compared as, `None` where it is left out. A label that the map
    /// does not name is itself; one with a dot ("DATE.relative") is left out unless the map
    /// names it, or is empty: then it is what stands before the dot.
    pub fn compared<'a>(&'a self, label: &'a str) -> Option<&'a str> {
        match (self.0.get(label), label.split_once('.')) {
            (Some(mapped), _) => mapped.as_deref(),
            (None, None) => Some(label),
            (None, Some((whole, _))) => self.0.is_empty().then_some(whole),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_left_out_and_unlisted() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("map.tsv");
        std::fs::write(
            &path,
            "# both sides\nGPE\tLOC\nDATE\tDate\nTIME\t-\nDATE.age\tDate\n",
        )
        .unwrap();
        let map = LabelMap::read(&path).unwrap();
        assert_eq!(map.compared("GPE"), Some("LOC"));
        assert_eq!(map.compared("TIME"), None);
        assert_eq!(map.compared("ORG"), Some("ORG"));
        assert_eq!(map.compared("DATE.age"), Some("Date"));
        assert_eq!(map.compared("DATE.relative"), None);
        assert_eq!(LabelMap::default().compared("DATE.relative"), Some("DATE"));
    }

    #[test]
    fn a_bad_line_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("map.tsv");
        std::fs::write(&path, "GPE\tLOC\nlonely\n").unwrap();
        assert!(
            LabelMap::read(&path)
                .unwrap_err()
                .to_string()
                .contains("line: 2")
        );
    }
}
