//! Every input format, from files to articles.

mod limits;
mod make;
mod mutated;
mod paper;
mod runs;

use std::fs;
use std::path::PathBuf;

use hedgerow::input::{Input, ReadOptions, Selection, read};
use hedgerow::record::SourceRecord;

/// The inputs of a file that holds `bytes` under `name`.
fn inputs(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Input> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    // Before the file goes, what is in it is brought.
    let inputs = Selection::of(&[path]).inputs(options);
    inputs.map(|input| brought(input, options)).collect()
}

/// The input with its bytes in it.
fn brought(input: Input, options: &ReadOptions) -> Input {
    use hedgerow::input::{Location, fetch};
    let bytes = fetch(&input, &mut SourceRecord::default(), options);
    let location = match bytes {
        Ok(bytes) => Location::Bytes(bytes),
        Err(error) => Location::Failed(error.to_string()),
    };
    Input { location, ..input }
}

/// What became of an input, for a snapshot or a comparison.
fn shown(input: &Input, options: &ReadOptions) -> String {
    let mut source = SourceRecord::default();
    let article = read(input, &mut source, options);
    let mut lines = vec![format!(
        "{} ({})",
        input.id,
        source.format.unwrap_or_default()
    )];
    let mut add = |name: &str, value: Option<String>| {
        lines.extend(value.map(|value| format!("  {name}: {value}")));
    };
    add("member", source.member);
    add("encoding", source.encoding);
    add("repaired", source.repaired.then(|| "yes".to_owned()));
    match article {
        Ok(article) => {
            add("text", Some(format!("{:?}", article.text)));
            add("byline", article.byline);
            add("date", article.date.map(|date| date.to_string()));
            add("language", article.language);
            let meta = serde_json::Value::Object(article.meta);
            add("meta", Some(meta.to_string()).filter(|meta| meta != "{}"));
        }
        Err(error) => add("error", Some(error.to_string())),
    }
    lines.join("\n") + "\n"
}

fn all_shown(name: &str, options: &ReadOptions) -> String {
    let inputs = inputs(name, &make::sample(name), options);
    inputs.iter().map(|input| shown(input, options)).collect()
}

#[test]
fn every_format() {
    for (name, _) in make::samples() {
        let shown = all_shown(name, &ReadOptions::default());
        insta::assert_snapshot!(name.replace('.', "-"), shown);
    }
}

#[test]
fn content_tells_where_the_name_does_not() {
    for (name, bytes) in make::samples() {
        // Tables look like text, and Markdown is text.
        if name.contains("table.csv") || name.contains("table.tsv") || name == "notes.md" {
            continue;
        }
        let options = ReadOptions::default();
        let named = inputs(name, &bytes, &options);
        let bare = inputs("bare", &bytes, &options);
        // UTF-16 does not show what it holds.
        if name == "rows16.jsonl" {
            assert_eq!(bare.len(), 1);
            continue;
        }
        let renamed: Vec<Input> = named
            .into_iter()
            .map(|input| Input {
                id: input.id.replace(name, "bare"),
                path: bare[0].path.clone(),
                ..input
            })
            .collect();
        assert_eq!(bare, renamed, "{name}");
    }
}

#[test]
fn the_format_can_be_said() {
    let options = ReadOptions {
        format: Some(hedgerow::input::Format::Tsv),
        ..ReadOptions::default()
    };
    let found = inputs("table", b"id\ttext\n1\tIt may rain.\n", &options);
    assert_eq!(found.len(), 1);
    assert!(shown(&found[0], &options).contains("It may rain."));
    let options = ReadOptions {
        format: Some(hedgerow::input::Format::Text),
        ..ReadOptions::default()
    };
    let found = inputs("rows.jsonl", b"{}\n", &options);
    assert!(shown(&found[0], &options).contains("text: \"{}\\n\""));
}

#[test]
fn fields_can_be_named() {
    let options = ReadOptions {
        text_field: "article.body".parse().ok(),
        id_field: "uid".parse().ok(),
        ..ReadOptions::default()
    };
    let found = inputs("list.json", &make::list(), &options);
    assert!(shown(&found[2], &options).contains("It may snow."));
    assert!(shown(&found[0], &options).contains("no field article.body"));

    let found = inputs("rows.jsonl", &make::jsonl(), &options);
    let ids: Vec<&str> = found.iter().map(|input| input.id.as_str()).collect();
    let expected = ["x/1", "x/1~2", "rows.jsonl/4", "8", "rows.jsonl/6"];
    assert_eq!(ids, expected);
}

#[test]
fn mojibake_is_repaired_where_that_is_asked_for() {
    let text = "â€œIt mayâ€\u{9d} rain in Å\u{81}Ã³dÅº".as_bytes();
    let row = serde_json::json!({"text": std::str::from_utf8(text).unwrap()}).to_string();
    for (name, bytes) in [
        ("a.txt", text),
        ("a.json", row.as_bytes()),
        ("a.html", text),
    ] {
        let mut options = ReadOptions::default();
        let as_it_is = shown(&inputs(name, bytes, &options)[0], &options);
        assert!(as_it_is.contains("â€œIt"), "{as_it_is}");
        options.repair_mojibake = true;
        let repaired = shown(&inputs(name, bytes, &options)[0], &options);
        assert!(repaired.contains("“It may” rain in Łódź"), "{repaired}");
        assert!(repaired.contains("repaired: yes"), "{repaired}");
    }
}

#[test]
fn a_container_that_breaks_gives_what_it_has() {
    let (rows, tar) = (make::jsonl(), make::sample("pack.tar"));
    let broken = |name: &str, mut bytes: Vec<u8>, missing: usize| {
        bytes.truncate(bytes.len() - missing);
        let options = ReadOptions::default();
        let found = inputs(name, &bytes, &options);
        let last = shown(found.last().unwrap(), &options);
        assert!(last.contains("error: "), "{name}: {last}");
        (found, last)
    };
    let (found, last) = broken("rows.jsonl.gz", make::gzip(&rows.repeat(200)), 20);
    assert!(
        found.len() > 10 && last.contains("it breaks off after"),
        "{last}"
    );
    assert_eq!(found.last().unwrap().id, "rows.jsonl.gz");
    let (found, last) = broken("pack.tar", tar, 1024 + 510);
    assert_eq!(found[0].id, "pack.tar/news/a.txt");
    assert!(last.contains("ends before its end"), "{last}");
    let (found, last) = broken("list.json", make::list(), 8);
    assert!(found.len() == 4 && last.contains("ends within"), "{last}");
    let (found, _) = broken("pages.warc", make::sample("pages.warc"), 60);
    assert!(found.len() > 2);
    broken("table.parquet", make::sample("table.parquet"), 1);
    broken("pack.zip", make::sample("pack.zip"), 30);
}

#[test]
fn a_container_without_articles_has_a_record() {
    for (name, bytes) in [
        ("empty.jsonl", Vec::new()),
        ("empty.json", b" [ ] ".to_vec()),
        ("empty.csv", b"id,text\n".to_vec()),
        ("pictures.zip", make::zip(&[("a.png", Vec::new())])),
        ("pictures.tar", make::tar(&[("a.png", Vec::new())])),
    ] {
        let options = ReadOptions::default();
        let found = inputs(name, &bytes, &options);
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].id, name);
        assert!(shown(&found[0], &options).contains("text: \"\""), "{name}");
    }
}

/// A path to a file beside the others of a test.
fn written(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_zip_that_is_cut_off_gives_what_it_has() {
    let members = [
        ("a.txt", b"It may rain.".to_vec()),
        ("b.txt", b"It may snow. ".repeat(50)),
    ];
    let whole = make::zip(&members);
    let options = ReadOptions::default();
    let directory = whole
        .windows(4)
        .position(|bytes| bytes == b"PK\x01\x02")
        .unwrap();
    let found = inputs("pack.zip", &whole[..directory], &options);
    let all: Vec<String> = found.iter().map(|input| shown(input, &options)).collect();
    assert!(
        all[0].contains("It may rain.") && all[1].contains("It may snow."),
        "{all:?}"
    );
    assert!(
        all[2].contains("it breaks off after 2 articles: "),
        "{all:?}"
    );

    let found = inputs("pack.zip", &whole[..directory - 10], &options);
    let all: Vec<String> = found.iter().map(|input| shown(input, &options)).collect();
    assert!(all[0].contains("It may rain."), "{all:?}");
    assert!(all[1].contains("error: b.txt: "), "{all:?}");

    let found = inputs("pack.zip", b"PK\x03\x04 and no more", &options);
    assert_eq!(found.len(), 1);
    assert!(shown(&found[0], &options).contains("error"));
}
