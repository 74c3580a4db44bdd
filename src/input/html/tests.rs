//! Whole pages, and any bytes.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::document::{Block, label};

fn page(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/pages/dev");
    std::fs::read(path.join(format!("{name}.html"))).unwrap()
}

/// What is read from a page, in lines.
fn shown(article: &Article, encoding: &str) -> String {
    let mut text = format!("encoding {encoding}\n");
    let _ = writeln!(text, "byline {:?}", article.byline);
    let _ = writeln!(text, "date {:?}", article.date.map(|d| d.to_string()));
    let _ = writeln!(text, "language {:?}", article.language);
    for (name, value) in &article.meta {
        let _ = writeln!(text, "{name} {value}");
    }
    for Block { kind, span } in &article.blocks {
        let _ = writeln!(text, "\n[{}] {}", label(kind), &article.text[span.range()]);
    }
    for removed in &article.removed {
        let start: String = removed.text.chars().take(100).collect();
        let _ = write!(text, "\n- {}: {start}", removed.kind);
    }
    text
}

#[test]
fn pages_of_every_make() {
    for name in [
        "metro-paywall",
        "nested-tables-2003",
        "blog-platform-spans",
        "pullquote-opera",
        "b-radio-audio",
        "wire-brussels",
    ] {
        let (article, encoding) = read(&page(name), None).unwrap();
        insta::assert_snapshot!(name, shown(&article, encoding));
    }
}

/// Blocks stand in order, apart, on the text, with nothing but blank lines between them.
fn check(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        let range = block.span.range();
        assert!(range.start >= end && range.start < range.end, "{block:?}");
        assert!(article.text[end..range.start].trim().is_empty());
        let text = &article.text[range.clone()];
        assert_eq!(text.trim(), text);
        end = range.end;
    }
    assert_eq!(end, article.text.len());
    assert!(article.removed.iter().all(|r| !r.text.is_empty()));
}

#[test]
fn what_is_read_of_every_page_holds_together() {
    for folder in ["dev", "test"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("data/pages")
            .join(folder);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "html") {
                let (article, _) = read(&std::fs::read(&path).unwrap(), None).unwrap();
                check(&article);
                assert!(article.blocks.len() > 2, "{}", path.display());
            }
        }
    }
}

#[test]
fn no_article_and_little_of_one() {
    let (article, _) = read(b"", None).unwrap();
    assert_eq!(article, Article::default());
    let (article, _) = read(b"<title>A</title><script>x</script>", None).unwrap();
    assert_eq!(
        (article.text.as_str(), article.meta["title"].as_str()),
        ("", Some("A"))
    );
    let (article, _) = read(b"<p>Nothing else was known on Monday.</p>", None).unwrap();
    assert_eq!(article.text, "Nothing else was known on Monday.");
}

#[test]
fn a_page_whose_text_is_in_a_script() {
    let body = "The harbour opened at dawn to the first boats in years. ".repeat(8);
    let html = format!(
        "<title>Harbour opens</title><script type='application/ld+json'>\
         {{\"@type\": \"NewsArticle\", \"articleBody\": \"{body}\"}}</script><div id=app></div>"
    );
    let (article, _) = read(html.as_bytes(), None).unwrap();
    check(&article);
    assert!(
        article.text.contains("The harbour opened"),
        "{}",
        article.text
    );
}

#[test]
fn deep_pages_are_refused_and_large_ones_take_no_ages() {
    for tag in [
        "<div>",
        "<b>",
        "<div><span>",
        "<table><tr><td>",
        "<blockquote>x",
        "<a><i>",
    ] {
        let deep = tag.repeat(100_000);
        assert!(
            matches!(read(deep.as_bytes(), None), Err(DecodeError::Nested(_))),
            "{tag}"
        );
    }
    // As deep as is allowed, on the stack of a worker.
    let just = format!(
        "{}<p>Nothing was known on Monday.",
        "<div>".repeat(depth::MAX - 1)
    );
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    let article = thread
        .spawn(move || read(just.as_bytes(), None).unwrap().0)
        .unwrap()
        .join();
    check(&article.unwrap());

    let paragraph =
        "<p>The council voted on Tuesday to close the bridge for nine weeks, it said.</p>\n";
    let start = Instant::now();
    for html in [
        paragraph.repeat(500),
        format!("<p title='{}'>{paragraph}", "x".repeat(200_000)),
        "<p>a</p>".repeat(2_000),
        "<br>x".repeat(3_000),
        format!("<p>{}", "word ".repeat(20_000)),
    ] {
        check(&read(html.as_bytes(), None).unwrap().0);
    }
    // Without optimisation, on a busy machine.
    assert!(
        start.elapsed() < Duration::from_secs(120),
        "{:?}",
        start.elapsed()
    );
}

/// Pieces of pages, to be put together in any order.
fn scrap() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("<p>The council voted on Tuesday to close the bridge, it said.</p>".to_owned()),
        Just("<h1>Bridge closes</h1>".to_owned()),
        Just("<p class=byline>By Ada Ek<br>5 May 2024".to_owned()),
        Just("<article>".to_owned()),
        Just("</article></div>".to_owned()),
        Just("<table><tr><td>".to_owned()),
        Just(
            "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"".to_owned()
        ),
        Just("</script>".to_owned()),
        Just("&nbsp;&#0;&#x110000;\u{200B}\u{1F600}".to_owned()),
        Just("<!-- ".to_owned()),
        "[<a-z=\"'/> ]{0,30}",
        "\\PC{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_scraps(scraps in prop::collection::vec(scrap(), 0..30)) {
        if let Ok((article, _)) = read(scraps.concat().as_bytes(), None) {
            check(&article);
        }
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok((article, _)) = read(&bytes, None) {
            check(&article);
        }
    }

    #[test]
    fn torn_pages(name in prop::sample::select(vec!["b-next-hashed", "wordpress-dropcap", "br-br-windows1252"]),
                  cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..400), 1..6)) {
        let mut bytes = page(name);
        for (at, length) in cuts {
            let at = at.index(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.drain(at..end);
        }
        if let Ok((article, _)) = read(&bytes, None) {
            check(&article);
        }
    }
}

/// Rules for boxes and copies say nothing where nearly all of a text is such.
#[test]
fn repairs_leave_a_text() {
    let verse = "<p>The harbour opened at dawn and the boats went out again, one by one.</p>";
    let html = format!(
        "<article><h1>A song of the sea</h1>{}</article>",
        verse.repeat(6)
    );
    let (article, _) = read(html.as_bytes(), None).unwrap();
    assert_eq!(
        article.text.matches("one by one").count(),
        6,
        "{}",
        article.text
    );
}

#[test]
fn a_text_that_only_json_ld_tells() {
    let text =
        "The council voted on Tuesday to close the bridge for nine weeks, it said. ".repeat(8);
    let more = text.replace("bridge", "ferry");
    let body = format!("{text}\\n{more}");
    let page = format!(
        "<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"headline\": \"Bridge closes\", \"articleBody\": \"{body}\"}}</script>\
         <h1>Bridge closes</h1><div id=app>Please turn on JavaScript.</div>"
    );
    let (article, _) = read(page.as_bytes(), None).unwrap();
    assert_eq!(
        article.text,
        format!("Bridge closes\n\n{}\n\n{}", text.trim(), more.trim())
    );
    // A page that shows its text is believed.
    let shown = page.replace("Please turn on JavaScript.", &format!("<p>{text}<p>{more}"));
    let (article, _) = read(shown.as_bytes(), None).unwrap();
    assert_eq!(article.blocks.len(), 3);
}
