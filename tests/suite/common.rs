//! What the integration tests share.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use hedgerow::Pipeline;
use hedgerow::document::OffsetUnit;
use hedgerow::engine::{Batch, Encoder, EngineError, Head};
use hedgerow::input::{ReadOptions, Selection};
use hedgerow::model::{FactualityCalibration, Model};
use hedgerow::output::Format;
use hedgerow::record::{Provenance, Record};
use hedgerow::run::{End, RunError, RunOptions, Summary, Target};
use hedgerow::stages::Stage;
use hedgerow::stages::layout::Layout;
use hedgerow::stages::sentences::Sentences;
use hedgerow::stages::tokens::Tokens;

/// The model with the heads that it may have: the weights need not.
pub fn with_every_head(mut model: Model) -> Model {
    let labels = |labels: &[&str]| labels.iter().map(|l| l.to_string()).collect();
    for (head, labels) in [
        ("cue", labels(&["O", "B", "I"])),
        (
            "role",
            labels(&["O", "B-SOURCE", "I-SOURCE", "B-CONTENT", "I-CONTENT"]),
        ),
        ("factuality", labels(&["event", "value"])),
    ] {
        model.labels.insert(head.to_owned(), labels);
    }
    model.manifest.role_size.get_or_insert(8);
    let calibration = &mut model.manifest.calibration.factuality;
    calibration.get_or_insert(FactualityCalibration {
        slope: 1.0,
        intercept: 0.0,
        event_threshold: 0.9,
    });
    model
}

/// An encoder whose output is arbitrary: it depends on the word piece alone.
pub struct Arbitrary(pub Vec<Head>);

impl Encoder for Arbitrary {
    fn forward(&self, batch: &Batch) -> Result<Vec<Vec<f32>>, EngineError> {
        let value = |id: i32, column: usize| ((id as usize * 31 + column * 17) % 23) as f32 / 4.0;
        let head = |head: &Head| {
            let ids = batch.input_ids.iter();
            ids.flat_map(|&id| (0..head.width).map(move |column| value(id, column)))
                .collect()
        };
        Ok(self.0.iter().map(head).collect())
    }
}

/// A pipeline that takes little time, for tests of the run around it.
pub fn cheap() -> Pipeline {
    let provenance: Provenance = serde_json::from_value(serde_json::json!({
        "version": "1",
        "model": {"name": "none", "version": "1", "sha256": ""},
        "lexicon": {"patterns": 0, "blake3": ""},
        "options": {"offsets": "codepoint", "layers": ["blocks", "sentences", "tokens"]},
    }))
    .expect("what records say of it");
    let stages = vec![
        Box::new(Layout) as Box<dyn Stage>,
        Box::new(Sentences),
        Box::new(Tokens),
    ];
    Pipeline::with_stages(stages, provenance)
}

/// The program.
pub fn hedgerow() -> assert_cmd::Command {
    assert_cmd::Command::new(assert_cmd::cargo::cargo_bin!("hedgerow"))
}

/// A folder with small articles, and room for outputs beside them.
pub struct Articles(tempfile::TempDir);

impl Articles {
    /// Articles `0000.txt`, `0001.txt` ... of a sentence each.
    pub fn new(count: usize) -> Self {
        let articles = Self(tempfile::tempdir().expect("a folder"));
        fs::create_dir(articles.path("in")).expect("a folder");
        for number in 0..count {
            articles.write(
                &format!("{number:04}.txt"),
                &format!("It may rain on day {number}."),
            );
        }
        articles
    }

    /// A path beside the articles.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes an article.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path("in").join(name), text).expect("a file");
    }

    /// `hedgerow annotate`, with few layers.
    pub fn annotate(&self, arguments: &[&str]) -> assert_cmd::Command {
        let mut command = hedgerow();
        command.current_dir(self.0.path());
        command
            .args(["annotate", "in", "--layers", "cues"])
            .args(arguments);
        command
    }

    /// The same as a process that can be stopped.
    pub fn spawn(&self, arguments: &[&str]) -> std::process::Child {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("hedgerow"));
        command.current_dir(self.0.path());
        command
            .args(["annotate", "in", "--layers", "cues"])
            .args(arguments);
        let piped = std::process::Stdio::piped;
        command.stdin(piped()).stdout(piped()).stderr(piped());
        command.spawn().expect("a process")
    }

    /// Runs to the end and gives what was said on standard error.
    pub fn succeed(&self, arguments: &[&str]) -> String {
        let done = self.annotate(arguments).assert().success();
        String::from_utf8_lossy(&done.get_output().stderr).into_owned()
    }

    /// Runs, fails with `code`, and gives the one sentence on standard error.
    pub fn fail(&self, arguments: &[&str], code: i32) -> String {
        let done = self.annotate(arguments).arg("--quiet").assert().code(code);
        let stderr = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
        stderr
    }

    /// A run in this process over the cheap pipeline, into a file.
    pub fn run(
        &self,
        edit: impl Fn(&mut RunOptions),
        output: &str,
    ) -> (Summary, Result<End, RunError>) {
        let stop = AtomicBool::new(false);
        let mut options = RunOptions::new(NonZero::<usize>::MIN, &stop);
        edit(&mut options);
        let selection = Selection::of(&[self.path("in")]);
        let inputs = || selection.inputs(&ReadOptions::default());
        let target = Target::Path(self.path(output), Format::Lines);
        hedgerow::run::run(&cheap(), inputs, target, &options, |_| ())
    }

    /// The bytes that an undisturbed run writes into a file over the present articles.
    pub fn fresh(&self) -> Vec<u8> {
        let done = self.annotate(&["--quiet"]).assert();
        done.get_output().stdout.clone()
    }

    /// The bytes of an output.
    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).expect("an output")
    }
}

/// A path below the project's folder.
pub fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Asserts that every span of a record slices back to what the record says stands there, that
/// spans are in order, and that tokens lie in sentences and sentences in blocks.
pub fn assert_slices(record: &Record) {
    let id = &record.id;
    let text = record.text.as_deref().expect("an ok record has its text");
    let unit = record.offset_unit.expect("an ok record has a unit");
    let slice = |start: u32, end: u32| slice(text, unit, start as usize, end as usize);
    for entity in record.entities.iter().flatten() {
        assert_eq!(
            slice(entity.start, entity.end),
            entity.text,
            "entity in {id}"
        );
        assert!((0.0..=1.0).contains(&entity.score), "score in {id}");
    }
    for cue in record.cues.iter().flatten() {
        assert_eq!(slice(cue.start, cue.end), cue.text, "cue in {id}");
    }
    let sources = record.sources.as_deref().unwrap_or_default();
    for source in sources {
        let text = source.start.zip(source.end).map(|(s, e)| slice(s, e));
        assert_eq!(text, source.text, "source in {id}");
    }
    for event in record.events.iter().flatten() {
        assert_eq!(slice(event.start, event.end), event.text, "event in {id}");
        assert!((-3.0..=3.0).contains(&event.score), "event in {id}");
    }
    for attribution in record.attributions.iter().flatten() {
        let source = attribution.source.as_ref();
        assert!(
            source.is_none_or(|s| sources.iter().any(|source| source.id == *s)),
            "a source of {id} is missing"
        );
        let content = &attribution.content;
        assert!(
            content.windows(2).all(|c| c[0].end <= c[1].start),
            "content in {id}"
        );
    }
    let blocks = record.blocks.as_deref().unwrap_or_default();
    assert!(
        blocks.windows(2).all(|b| b[0].end <= b[1].start),
        "blocks of {id}"
    );
    let sentences = record.sentences.as_deref().unwrap_or_default();
    for sentence in sentences {
        let block = &blocks[sentence.block as usize];
        assert!(
            block.start <= sentence.start && sentence.end <= block.end,
            "sentence in {id}"
        );
        let text = slice(sentence.start, sentence.end);
        assert_eq!(text.trim(), text, "sentence in {id}");
    }
    assert!(
        sentences.windows(2).all(|s| s[0].end <= s[1].start),
        "sentences of {id}"
    );
    let Some(tokens) = &record.tokens else { return };
    assert_eq!(tokens.start.len(), tokens.end.len());
    assert_eq!(
        tokens.pos.as_ref().map_or(tokens.start.len(), Vec::len),
        tokens.start.len()
    );
    let mut next_sentence = 0;
    for (&start, &end) in tokens.start.iter().zip(&tokens.end) {
        assert!(
            !slice(start, end).contains(char::is_whitespace),
            "token in {id}"
        );
        while sentences[next_sentence].end <= start {
            next_sentence += 1;
        }
        let sentence = &sentences[next_sentence];
        assert!(
            sentence.start <= start && end <= sentence.end,
            "token in {id}"
        );
    }
    let entities = record.entities.iter().flatten().map(|e| (e.start, e.end));
    let sources = sources.iter().filter_map(|s| s.start.zip(s.end));
    let roles = record.attributions.iter().flatten();
    let roles = roles.flat_map(|a| a.content.iter().chain(&a.cue));
    let roles = roles.map(|span| (span.start, span.end));
    let events = record.events.iter().flatten().map(|e| (e.start, e.end));
    for (start, end) in entities.chain(sources).chain(roles).chain(events) {
        let found = tokens.start.binary_search(&start).is_ok() && tokens.end.contains(&end);
        assert!(found && start < end, "{start}..{end} in {id}");
    }
}

fn slice(text: &str, unit: OffsetUnit, start: usize, end: usize) -> String {
    match unit {
        OffsetUnit::Byte => text[start..end].to_owned(),
        OffsetUnit::Codepoint => text.chars().skip(start).take(end - start).collect(),
        OffsetUnit::Utf16 => {
            let units: Vec<u16> = text.encode_utf16().skip(start).take(end - start).collect();
            String::from_utf16(&units).expect("a span on character boundaries")
        }
    }
}

/// The files below a folder, each with its bytes.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.insert(path.clone(), fs::read(path).expect("a file"));
        }
    }
    files
}
