//! Killed at any moment, a run goes on to the bytes of an undisturbed one.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use crate::common::{Articles, cheap, files};
use hedgerow::input::{ReadOptions, Selection};
use hedgerow::output::Format;
use hedgerow::run::{Duplicates, Handling, RunOptions, Target};

/// The variable with the arguments of [`victim`].
const ARGUMENTS: &str = "HEDGEROW_VICTIM";

/// Random numbers that are the same in every run (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }
}

/// A process of this test program that runs [`victim`] over the articles, or with `program`, the
/// program itself.
fn spawn(articles: &Articles, arguments: &[&str], program: bool) -> Child {
    if program {
        return articles.spawn(arguments);
    }
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["kill::victim", "--exact", "--ignored"]);
    command.env(ARGUMENTS, arguments.join(" "));
    command.current_dir(articles.path("")).stdout(Stdio::null());
    command.spawn().unwrap()
}

/// The process that is killed: all of a run but the model, so that its time goes where a kill
/// could do harm.
#[test]
#[ignore = "no test: other tests start it and kill it"]
fn victim() {
    let Ok(arguments) = env::var(ARGUMENTS) else {
        return;
    };
    let stop = AtomicBool::new(false);
    let mut options = RunOptions::new(NonZero::<usize>::MIN, &stop);
    let (mut format, mut output) = (Format::Lines, PathBuf::new());
    let mut arguments = arguments.split(' ');
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap();
        match argument {
            "--jobs" => options.jobs = value().parse().unwrap(),
            "--fresh" => options.fresh = true,
            "--pretty" => format = Format::Pretty,
            "--shard-size" => format = Format::Shards(value().parse().unwrap()),
            "--duplicates" => {
                assert_eq!(value(), "mark");
                options.duplicates = Some(Duplicates::new(Handling::Mark));
            }
            "-o" => output = PathBuf::from(value()),
            other => panic!("{other}"),
        }
    }
    let selection = Selection::of(&[PathBuf::from("in")]);
    let inputs = || selection.inputs(&ReadOptions::default());
    let target = Target::Path(output, format);
    let (_, end) = hedgerow::run::run(&cheap(), inputs, target, &options, |_| ());
    end.unwrap();
}

/// Runs that are killed.
struct Killed<'a> {
    articles: &'a Articles,
    /// All arguments; the last one is the output.
    arguments: Vec<&'a str>,
    /// Whether it is the program itself.
    program: bool,
}

impl Killed<'_> {
    fn spawn(&self, arguments: &[&str]) -> Child {
        spawn(self.articles, arguments, self.program)
    }

    /// Runs to the end, and gives the time that it took.
    fn succeed(&self, arguments: &[&str]) -> Duration {
        let start = Instant::now();
        let done = self.spawn(arguments).wait_with_output().unwrap();
        assert!(done.status.success(), "{arguments:?}");
        start.elapsed()
    }

    /// Writes what an undisturbed run writes.
    fn undisturbed(&self, output: &str) {
        let mut arguments = self.arguments.clone();
        *arguments.last_mut().unwrap() = output;
        arguments.insert(0, "--fresh");
        self.succeed(&arguments);
    }

    /// Kills a run `kills` times with SIGKILL, spread over its length, and lets it finish.
    /// `between` is called after each kill. Gives the number of kills that left some records
    /// behind.
    fn kill(&self, kills: u32, mut between: impl FnMut(&mut Random)) -> u32 {
        let output = self.articles.path(self.arguments[self.arguments.len() - 1]);
        let all = self.succeed(&["--fresh", "-o", "timed"]);
        let startup = self.succeed(&["-o", "timed"]);
        let step = (2 * all / kills).max(Duration::from_millis(5));
        let mut random = Random(7);
        let mut with_records = 0;
        for number in 0..kills {
            let jobs = ["1", "2"][number as usize % 2];
            let mut run = self.spawn(&[&["--jobs", jobs], &self.arguments[..]].concat());
            let window = (startup + step).as_micros() as u64;
            sleep(Duration::from_micros(random.below(window)));
            run.kill().unwrap();
            run.wait().unwrap();
            if output.exists() {
                // It was faster than the kill: from the start again.
                self.succeed(&self.arguments);
                forget(&output).unwrap();
            }
            let part = format!("{}.part", output.display());
            with_records += u32::from(Path::new(&part).exists());
            between(&mut random);
        }
        self.succeed(&self.arguments);
        with_records
    }
}

fn forget(output: &Path) -> io::Result<()> {
    let journal = format!("{}.journal", output.display());
    fs::remove_file(journal)?;
    if output.is_dir() {
        fs::remove_dir_all(output)
    } else {
        fs::remove_file(output)
    }
}

/// Asserts that two outputs are the same, and forgets them.
fn assert_same(one: &Path, other: &Path) {
    if one.is_dir() {
        assert!(
            contents(one) == contents(other),
            "not what is written undisturbed"
        );
    } else {
        let is_same = fs::read(one).unwrap() == fs::read(other).unwrap();
        assert!(is_same, "not what is written undisturbed");
    }
    forget(one).unwrap();
    forget(other).unwrap();
}

/// The files of a folder by their names in it.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let name = |path: PathBuf| path.strip_prefix(folder).unwrap().to_owned();
    files(folder)
        .into_iter()
        .map(|(path, bytes)| (name(path), bytes))
        .collect()
}

#[test]
fn fifty_kills_over_two_thousand_articles() {
    let articles = Articles::new(2_000);
    for number in (0..2_000).step_by(100) {
        articles.write(&format!("{number:04}.txt"), "");
    }
    let killed = Killed {
        articles: &articles,
        arguments: vec!["-o", "out.jsonl"],
        program: false,
    };
    let with_records = killed.kill(50, |_| ());
    assert!(with_records >= 10, "only {with_records} kills left records");
    let out = articles.read("out.jsonl");
    assert_eq!(out.iter().filter(|&&b| b == b'\n').count(), 2_000);
    assert!(
        out == articles.read("timed"),
        "not what an undisturbed run writes"
    );
    let left: Vec<_> = fs::read_dir(articles.path("")).unwrap().collect();
    assert_eq!(left.len(), 5, "files were left behind");
}

#[test]
fn the_program_itself_outlives_kills() {
    let articles = Articles::new(80);
    let killed = Killed {
        articles: &articles,
        arguments: vec!["-o", "out"],
        program: true,
    };
    killed.kill(8, |_| ());
    assert_same(&articles.path("out"), &articles.path("timed"));
}

#[test]
fn every_form_outlives_kills() {
    let articles = Articles::new(400);
    for number in (7..400).step_by(3) {
        // Many repeat the article that is five before.
        let text = format!("It may rain on day {}.", number - number % 5);
        articles.write(&format!("{number:04}.txt"), &text);
    }
    for form in [
        &["--shard-size", "20", "-o", "out"][..],
        &["--pretty", "-o", "out"],
        &["--duplicates", "mark", "-o", "out"],
    ] {
        let killed = Killed {
            articles: &articles,
            arguments: form.to_vec(),
            program: false,
        };
        killed.kill(16, |_| ());
        killed.undisturbed("whole");
        assert_same(&articles.path("out"), &articles.path("whole"));
    }
}

#[test]
fn inputs_that_change_between_kills() {
    let articles = Articles::new(240);
    for form in [
        &["-o", "out"][..],
        &["--shard-size", "25", "-o", "out"],
        &["--duplicates", "mark", "-o", "out"],
    ] {
        let killed = Killed {
            articles: &articles,
            arguments: form.to_vec(),
            program: false,
        };
        killed.kill(16, |random| {
            let name = format!("{:04}.txt", random.below(250));
            match random.below(3) {
                0 => drop(fs::remove_file(articles.path("in").join(name))),
                n => articles.write(&name, &format!("Snow may fall on day {n}.")),
            }
        });
        killed.undisturbed("whole");
        assert_same(&articles.path("out"), &articles.path("whole"));
    }
}
