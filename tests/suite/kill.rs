//! Killed at any moment, a run goes on to the bytes of an undisturbed one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{fs, io};

use crate::common::{Articles, files};

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

/// Kills a run `kills` times with SIGKILL, spread over its length, and lets it finish. `between`
/// is called after each kill. Gives the number of kills that left some records behind.
fn kill(
    articles: &Articles,
    arguments: &[&str],
    kills: u32,
    mut between: impl FnMut(&mut Random),
) -> u32 {
    let output = arguments[arguments.len() - 1];
    let time = |run: &mut dyn FnMut()| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    let all = time(&mut || drop(articles.succeed(&["--fresh", "-o", "timed"])));
    let startup = time(&mut || drop(articles.succeed(&["-o", "timed"])));
    let step = (2 * all / kills).max(Duration::from_millis(5));
    let mut random = Random(7);
    let mut with_records = 0;
    for number in 0..kills {
        let jobs = ["1", "2"][number as usize % 2];
        let mut run = articles.spawn(&[&["--jobs", jobs], arguments].concat());
        let window = (startup + step).as_micros() as u64;
        sleep(Duration::from_micros(random.below(window)));
        run.kill().unwrap();
        run.wait().unwrap();
        if articles.path(output).exists() {
            // It was faster than the kill: from the start again.
            articles.succeed(arguments);
            forget(&articles.path(output)).unwrap();
        }
        let part = articles.path(&format!("{output}.part"));
        with_records += u32::from(part.exists());
        between(&mut random);
    }
    articles.succeed(arguments);
    with_records
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
    let with_records = kill(&articles, &["-o", "out.jsonl"], 50, |_| ());
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
fn shards_and_folders_outlive_kills() {
    let articles = Articles::new(150);
    for form in [
        &["--shard-size", "20", "-o"],
        &["--pretty", "--quiet", "-o"],
    ] {
        let arguments = |output| [form.as_slice(), &[output]].concat();
        kill(&articles, &arguments("out"), 8, |_| ());
        articles.succeed(&arguments("whole"));
        let (out, whole) = (
            contents(&articles.path("out")),
            contents(&articles.path("whole")),
        );
        assert!(out == whole, "not what an undisturbed run writes");
        forget(&articles.path("out")).unwrap();
        forget(&articles.path("whole")).unwrap();
    }
}

#[test]
fn inputs_that_change_between_kills() {
    let articles = Articles::new(120);
    for form in [
        ["--quiet", "-o"].as_slice(),
        ["--shard-size", "25", "-o"].as_slice(),
    ] {
        let arguments = |output: &'static str| [form, &[output]].concat();
        kill(&articles, &arguments("out"), 8, |random| {
            let name = format!("{:04}.txt", random.below(125));
            match random.below(3) {
                0 => drop(fs::remove_file(articles.path("in").join(name))),
                n => articles.write(&name, &format!("Snow may fall on day {n}.")),
            }
        });
        articles.succeed(&arguments("whole"));
        let (out, whole) = (articles.path("out"), articles.path("whole"));
        if out.is_dir() {
            assert!(contents(&out) == contents(&whole));
        } else {
            assert!(fs::read(&out).unwrap() == fs::read(&whole).unwrap());
        }
        forget(&out).unwrap();
        forget(&whole).unwrap();
    }
}
