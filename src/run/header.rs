//! The header of a journal: what decides the bytes of an output, besides its inputs.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::RunOptions;
use super::duplicates::DuplicatesHeader;
use super::partition::Partition;
use crate::Pipeline;
use crate::output::Format;
use crate::record::Provenance;

/// Version of the journal's form.
pub const VERSION: u32 = 2;

/// What decides the bytes of an output, besides its inputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    pub journal: u32,
    pub format: Format,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partition: Option<Partition>,
    /// How duplicates were looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicates: Option<DuplicatesHeader>,
    pub provenance: Provenance,
    /// The stages and their versions.
    pub stages: BTreeMap<String, u32>,
}

impl Header {
    /// The header of what `pipeline` writes.
    pub fn new(pipeline: &Pipeline, format: Format, options: &RunOptions) -> Self {
        let stages = pipeline.versions();
        let (partition, duplicates) = (options.partition, options.duplicates);
        Self {
            journal: VERSION,
            format,
            partition,
            duplicates: duplicates.map(|d| DuplicatesHeader::new(d, partition)),
            provenance: pipeline.provenance().clone(),
            stages: stages.map(|(name, v)| (name.to_owned(), v)).collect(),
        }
    }

    /// What differs, each with its value here and there; empty where nothing does.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let (mut here, mut there) = (BTreeMap::new(), BTreeMap::new());
        flatten(String::new(), &serde_json::json!(self), &mut here);
        flatten(String::new(), &serde_json::json!(other), &mut there);
        let all: BTreeSet<&String> = here.keys().chain(there.keys()).collect();
        let value = |map: &BTreeMap<String, String>, name: &str| {
            map.get(name).map_or("none", |value| value).to_owned()
        };
        all.into_iter()
            .filter(|&name| here.get(name) != there.get(name))
            .map(|name| {
                format!(
                    "{name} {} against {}",
                    value(&here, name),
                    value(&there, name)
                )
            })
            .collect()
    }
}

/// The leaves of a JSON value under names such as "model sha256"; a list is one leaf.
fn flatten(name: String, value: &Value, leaves: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                let name = match name.as_str() {
                    "" | "provenance" => field.clone(),
                    outer => format!("{outer} {field}"),
                };
                flatten(name, value, leaves);
            }
        }
        Value::String(text) => {
            leaves.insert(name, text.clone());
        }
        Value::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|i| i.to_string().replace('"', ""))
                .collect();
            leaves.insert(name, items.join(","));
        }
        other => {
            leaves.insert(name, other.to_string());
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A header for tests.
    pub fn header() -> Header {
        let json = serde_json::json!({
            "journal": VERSION, "format": "lines", "stages": {"encode": 1},
            "provenance": {
                "version": "1", "model": {"name": "m", "version": "1", "sha256": "aa"},
                "lexicon": {"patterns": 1, "blake3": "bb"},
                "options": {"offsets": "codepoint", "layers": ["cues"]},
            },
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn differences_are_named() {
        let (one, mut other) = (header(), header());
        assert!(one.differences(&other).is_empty());
        other.provenance.model.sha256 = "ff".to_owned();
        other.partition = Some(Partition { index: 1, of: 2 });
        assert_eq!(
            one.differences(&other),
            ["model sha256 aa against ff", "partition none against 1/2"]
        );
    }
}
