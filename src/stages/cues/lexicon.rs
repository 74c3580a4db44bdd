//! Reading the lexicon files.

use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as ValueError;

use super::conditions;
use super::inflect::Part;
use super::matcher::Matcher;
use super::pattern::Grammar;
use super::words::{TokenView, Vocabulary};
use crate::document::{CueType, EventStatus, Strength};

/// Why a lexicon cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// A file could not be read.
    #[error("lexicon file {file} could not be read: {source}")]
    Read {
        /// Path of the file.
        file: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A row of a file is wrong.
    #[error("lexicon file {file}, line {line}: {cause}")]
    Row {
        /// Name of the file.
        file: String,
        /// Line in the file, from 1.
        line: u64,
        /// What is wrong, in words.
        cause: String,
    },
}

/// A row of the lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Type of the cues; `None` for a pseudo-cue, which takes its tokens and is not reported.
    pub kind: Option<CueType>,
    /// The pattern as written.
    pub pattern: String,
    /// Strength of the cues.
    pub strength: Option<Strength>,
    /// Status that the cues give to their event.
    pub status: Option<EventStatus>,
    /// Where the entry comes from.
    pub source: String,
    /// File and line, as in "dynamic.tsv:12".
    pub place: String,
}

/// A cue found by the lexicon: `tokens` of the sentence, and the entry that found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'l> {
    /// Indices of the tokens in the sentence.
    pub tokens: std::ops::Range<usize>,
    /// The entry that matched.
    pub entry: &'l Entry,
}

/// The cue patterns, compiled. Shared between threads; never changes once made.
#[derive(Debug)]
pub struct Lexicon {
    entries: Vec<Entry>,
    vocabulary: Vocabulary,
    matcher: Matcher,
    blake3: String,
}

macro_rules! builtin {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/lexicon/", $name)))),*]
    };
}

/// Irregular forms and named sets, which the patterns build on.
const IRREGULAR: (&str, &str) = builtin!["irregular.tsv"][0];
const SETS: (&str, &str) = builtin!["sets.tsv"][0];

/// The entries. Where two patterns match the same tokens the earlier wins: pseudo-cues first.
const ENTRIES: &[(&str, &str)] = &builtin![
    "traps.tsv",
    "non_confirmation.tsv",
    "reportative.tsv",
    "epistemic.tsv",
    "doxastic.tsv",
    "conditional.tsv",
    "investigative.tsv",
    "dynamic.tsv",
    "weasel.tsv",
    "attribution.tsv",
    "negation.tsv",
    "future.tsv",
    "status.tsv",
    "degree.tsv",
];

const COLUMNS: [&str; 6] = [
    "category", "pattern", "strength", "status", "unless", "source",
];

impl Lexicon {
    /// The lexicon that is compiled into the program.
    ///
    /// # Errors
    /// A row is wrong; the tests see to it that none is.
    pub fn builtin() -> Result<Self, LexiconError> {
        Self::with_files(&[])
    }

    /// The compiled-in lexicon and further files of entries in the same format. Where both
    /// match the same tokens the further files win, the first of them first.
    ///
    /// # Errors
    /// A file cannot be read or a row is wrong: the error names file, line and cause.
    pub fn with_files(paths: &[PathBuf]) -> Result<Self, LexiconError> {
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            let file = path.display().to_string();
            match fs::read_to_string(path) {
                Ok(text) => files.push((file, text)),
                Err(source) => return Err(LexiconError::Read { file, source }),
            }
        }
        let added = files.iter().map(|(name, text)| (&**name, &**text));
        Self::compile(added.chain(ENTRIES.iter().copied()))
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries, in the order in which they win.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// BLAKE3 hash of all files, hexadecimal: the same lexicon has the same hash everywhere.
    pub fn blake3(&self) -> &str {
        &self.blake3
    }

    /// The cues of one sentence, given as words with their Penn Treebank tags, in order and
    /// without overlap. Pseudo-cues are left out.
    pub fn find<'l, 't>(
        &'l self,
        tokens: impl Iterator<Item = (&'t str, Option<&'t str>)>,
    ) -> Vec<Found<'l>> {
        let view = TokenView::new(&self.vocabulary, tokens);
        let matches = self.matcher.find(&view).into_iter();
        matches
            .map(|m| Found {
                tokens: m.start..m.end,
                entry: &self.entries[m.entry],
            })
            .filter(|found| found.entry.kind.is_some())
            .collect()
    }

    /// The lexicon of these files, each a name and its text, the first with the highest rank.
    pub(super) fn compile<'a>(
        files: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, LexiconError> {
        let mut hasher = blake3::Hasher::new();
        let mut hash = |text: &str| {
            // The length keeps two files from hashing like one.
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        let grammar = grammar()?;
        hash(IRREGULAR.1);
        hash(SETS.1);
        let mut lexicon = Self {
            entries: Vec::new(),
            vocabulary: Vocabulary::default(),
            matcher: Matcher::default(),
            blake3: String::new(),
        };
        for (name, text) in files {
            hash(text);
            rows(name, text, &COLUMNS, |line, row| {
                lexicon.add(&grammar, row, format!("{name}:{line}"))
            })?;
        }
        lexicon.matcher.finish(&lexicon.vocabulary);
        lexicon.blake3 = hasher.finalize().to_hex().to_string();
        Ok(lexicon)
    }

    fn add(&mut self, grammar: &Grammar, row: &[&str], place: String) -> Result<(), String> {
        let &[category, pattern, strength, status, unless, source] = row else {
            return Err("the row does not have six columns".into());
        };
        let kind = match category {
            "none" => None,
            _ => Some(value("category", category)?),
        };
        if source.is_empty() {
            return Err("the column source is empty".into());
        }
        let elements = grammar.parse(pattern)?;
        let conditions = conditions::parse(unless, grammar, &mut self.vocabulary)?;
        let number = self.entries.len();
        self.matcher
            .add(number, &elements, conditions, &mut self.vocabulary);
        self.entries.push(Entry {
            kind,
            pattern: pattern.to_owned(),
            strength: optional("strength", strength)?,
            status: optional("status", status)?,
            source: source.to_owned(),
            place,
        });
        Ok(())
    }
}

/// Forms of words, for other tables that are written in lemmas.
#[derive(Debug)]
pub(in crate::stages) struct Inflections(Grammar);

impl Inflections {
    /// The inflections of the compiled-in lexicon.
    ///
    /// # Errors
    /// A row of the irregular forms is wrong; the tests see to it that none is.
    pub fn builtin() -> Result<Self, LexiconError> {
        grammar().map(Self)
    }

    /// All forms of a verb, the lemma first.
    pub fn verb(&self, lemma: &str) -> Vec<String> {
        self.forms(Part::Verb, lemma)
    }

    /// Singular and plural of a noun.
    pub fn noun(&self, lemma: &str) -> Vec<String> {
        self.forms(Part::Noun, lemma)
    }

    /// The forms without the tags that some of them ask for.
    fn forms(&self, part: Part, lemma: &str) -> Vec<String> {
        let forms = self.0.irregular.forms(part, lemma).into_iter();
        let plain = |form: String| match form.split_once('/') {
            Some((word, _)) => word.to_owned(),
            None => form,
        };
        forms.map(plain).collect()
    }
}

/// Irregular forms and named sets.
fn grammar() -> Result<Grammar, LexiconError> {
    let mut grammar = Grammar::default();
    let (name, text) = IRREGULAR;
    rows(name, text, &["lemma", "part", "forms"], |_, row| {
        let part = match row[1] {
            "v" => Part::Verb,
            "n" => Part::Noun,
            other => return Err(format!("part of speech '{other}' is neither v nor n")),
        };
        let forms: Vec<&str> = row[2].split_whitespace().collect();
        grammar.irregular.add(part, row[0], &forms);
        Ok(())
    })?;
    let (name, text) = SETS;
    rows(name, text, &["name", "members"], |_, row| {
        let members = grammar.forms(row[1])?;
        grammar.sets.insert(row[0].to_owned(), members);
        Ok(())
    })?;
    Ok(grammar)
}

/// Reads a tab-separated file with `#` comments and hands on its rows with their lines.
pub(in crate::stages) fn rows(
    name: &str,
    text: &str,
    columns: &[&str],
    mut take: impl FnMut(u64, &[&str]) -> Result<(), String>,
) -> Result<(), LexiconError> {
    let error = |line: u64, cause: String| LexiconError::Row {
        file: name.to_owned(),
        line,
        cause,
    };
    let mut headed = false;
    for (index, text) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = index as u64 + 1;
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        let row: Vec<&str> = text.split('\t').map(str::trim).collect();
        if !headed {
            if row != columns {
                let cause = format!("the first line must be the columns {}", columns.join(", "));
                return Err(error(line, cause));
            }
            headed = true;
        } else if row.len() != columns.len() {
            let cause = format!("{} columns instead of {}", row.len(), columns.len());
            return Err(error(line, cause));
        } else {
            take(line, &row).map_err(|cause| error(line, cause))?;
        }
    }
    Ok(())
}

fn optional<'de, T: Deserialize<'de>>(column: &str, text: &'de str) -> Result<Option<T>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    value(column, text).map(Some)
}

/// A value as it is written in records.
pub(in crate::stages) fn value<'de, T: Deserialize<'de>>(
    column: &str,
    text: &'de str,
) -> Result<T, String> {
    let source: serde::de::value::StrDeserializer<'de, ValueError> = text.into_deserializer();
    T::deserialize(source).map_err(|_| format!("'{text}' is not a {column}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compile(text: &str) -> Result<Lexicon, LexiconError> {
        Lexicon::compile([("mine.tsv", text)].into_iter())
    }

    const HEAD: &str = "category\tpattern\tstrength\tstatus\tunless\tsource\n";

    #[test]
    fn builtin_is_sound_and_named_by_its_hash() {
        let lexicon = Lexicon::builtin().unwrap();
        assert!(lexicon.len() >= 350, "{}", lexicon.len());
        assert_eq!(lexicon.blake3().len(), 64);
        assert_eq!(lexicon.blake3(), Lexicon::builtin().unwrap().blake3());
        let mut seen = std::collections::HashSet::new();
        for entry in lexicon.entries() {
            assert_eq!(
                entry.kind == Some(CueType::Dynamic),
                entry.status.is_some() && entry.kind.is_some_and(CueType::is_hedge),
                "{}: a dynamic cue has a status, no other hedge has one",
                entry.place
            );
            let hedge = entry.kind.is_some_and(CueType::is_hedge);
            assert_eq!(hedge, entry.strength.is_some(), "{}: strength", entry.place);
            seen.insert(&entry.place);
        }
        assert_eq!(seen.len(), lexicon.len());
    }

    #[test]
    fn errors_name_file_line_and_cause() {
        for (row, cause) in [
            ("epistemc\tmay\tpossible\t\t\town", "category"),
            ("epistemic\tmay\tperhaps\t\t\town", "strength"),
            ("dynamic\tmay\t\tsoon\t\town", "status"),
            ("epistemic\tmay\tpossible\t\tafter\town", "condition"),
            ("epistemic\t[may\tpossible\t\t\town", "bracket"),
            ("epistemic\tmay\tpossible\t\t\t", "source"),
            ("epistemic\tmay", "2 columns instead of 6"),
        ] {
            let text = format!("{HEAD}# a comment\n{row}\n");
            let error = compile(&text).unwrap_err().to_string();
            assert!(error.contains("mine.tsv, line 3:"), "{error}");
            assert!(error.contains(cause), "{error}");
        }
        assert!(
            compile("a\tb\n")
                .unwrap_err()
                .to_string()
                .contains("line 1")
        );
        let error = Lexicon::with_files(&[PathBuf::from("no/such.tsv")]).unwrap_err();
        assert!(error.to_string().contains("no/such.tsv"));
    }

    #[test]
    fn files_of_the_user_come_first() {
        let path = std::env::temp_dir().join(format!("cues-{}.tsv", std::process::id()));
        let row = "status\tin talks\t\tongoing\t\town\n";
        fs::write(&path, format!("{HEAD}{row}")).unwrap();
        let lexicon = Lexicon::with_files(std::slice::from_ref(&path));
        fs::remove_file(&path).unwrap();
        let lexicon = lexicon.unwrap();
        let tokens = ["Both", "are", "in", "talks"];
        let found = lexicon.find(tokens.into_iter().map(|t| (t, None)));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].entry.kind, Some(CueType::Status));
        assert_ne!(lexicon.blake3(), Lexicon::builtin().unwrap().blake3());
    }
}
