//! Inputs of every format, made here.

use std::io::{Cursor, Write};
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

/// A name and bytes for every format and compression.
pub fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let jsonl = jsonl();
    let members = [
        ("news/a.txt", b"It may rain.".to_vec()),
        ("./news/b.html", page("It may snow.")),
        ("picture.png", b"\x89PNG".to_vec()),
        (".hidden.txt", b"Not read.".to_vec()),
        ("rows.jsonl", jsonl.clone()),
        ("c.txt.gz", gzip(b"It may hail.")),
        ("news/a.txt", b"Again.".to_vec()),
    ];
    let tar = tar(&members);
    let mut nested = members.to_vec();
    nested.push(("inner.zip", zip(&members[..2])));
    let xz = include_bytes!("../../fixtures/inputs/rain.txt.xz");
    vec![
        ("plain.txt", "It may rain in Łódź.".into()),
        ("marked.txt", utf16("It may rain in Łódź.")),
        (
            "old.txt",
            b"The caf\xE9 owner\x92s bill was \xA3200, he said.".to_vec(),
        ),
        ("notes.md", b"# Rain\n\nIt *may* rain.\n".to_vec()),
        ("page.html", page("It may rain.")),
        ("mail.eml", mail()),
        ("rows.jsonl", jsonl.clone()),
        (
            "rows16.jsonl",
            utf16("{\"text\": \"Łódź\"}\n{\"text\": \"b\"}\n"),
        ),
        (
            "one.json",
            b"{\"title\": \"Rain\",\n \"body\": [\"It may\", \"rain.\"]}\n".to_vec(),
        ),
        ("list.json", list()),
        ("table.csv", table(';')),
        ("table.tsv", table('\t')),
        ("table.parquet", parquet()),
        ("pages.warc", warc()),
        ("pack.zip", zip(&nested)),
        ("pack.tar", tar.clone()),
        ("plain.txt.gz", gzip(b"It may rain.")),
        ("plain.txt.zst", zstd(b"It may rain.")),
        ("plain.txt.bz2", bzip2(b"It may rain.")),
        ("plain.txt.xz", xz.to_vec()),
        ("rows.jsonl.zst", zstd(&jsonl)),
        ("pack.tgz", gzip(&tar)),
        ("pack.tar.bz2", bzip2(&tar)),
        ("pages.warc.gz", gzip(&warc())),
        ("paper.pdf", super::paper::paper()),
    ]
}

/// The sample of this name.
pub fn sample(name: &str) -> Vec<u8> {
    let mut found = samples().into_iter().filter(|sample| sample.0 == name);
    found.next().expect("a sample").1
}

pub fn jsonl() -> Vec<u8> {
    let lines = [
        r#"{"uid": "x/1", "text": "It may rain.", "author": "By Ada Moe", "date": "2025-05-02"}"#,
        "",
        r#"{"uid": "x/1", "text": "It may snow.", "title": "Snow", "tags": ["a", "b"]}"#,
        r#"{"uid": 7, "text": "It may "#,
        r#"{"uid": 8, "title": "No text"}"#,
        r#"{"text": "<html><body><p>It may hail.</p></body></html>", "lang": "en"}"#,
    ];
    lines.join("\n").into_bytes()
}

pub fn list() -> Vec<u8> {
    let text = r#"[{"content": "It may [rain] \"}\".", "url": "https://example.org/1"},
        7, {"article": {"body": "It may snow."}},{"body": "It may hail."} ]"#;
    text.as_bytes().to_vec()
}

fn table(separator: char) -> Vec<u8> {
    let rows = [
        "id,headline,text",
        "a,Rain,\"It may \"\"rain\"\",\nshe said.\"",
        "b,Snow",
        "c,Hail,It may hail.",
    ];
    rows.join("\r\n")
        .replace(',', &separator.to_string())
        .into_bytes()
}

fn mail() -> Vec<u8> {
    let lines = [
        "From: Ada Moe <ada@example.org>",
        "To: list@example.org",
        "Subject: =?utf-8?q?Rain_in_=C5=81=C3=B3d=C5=BA?=",
        "Date: Fri, 02 May 2025 10:00:00 +0200",
        "Message-ID: <1@example.org>",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "It may rain in Łódź.",
        "",
    ];
    lines.join("\r\n").into_bytes()
}

pub fn page(sentence: &str) -> Vec<u8> {
    format!("<!doctype html><html><body><article><p>{sentence}</p></article></body></html>\n")
        .into_bytes()
}

fn utf16(text: &str) -> Vec<u8> {
    let units = "\u{FEFF}".encode_utf16().chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory")
}

pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).expect("memory")
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut out = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory")
}

pub fn tar(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive
            .append_data(&mut header, name, bytes.as_slice())
            .expect("memory");
    }
    archive.into_inner().expect("memory")
}

pub fn zip(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (number, (name, bytes)) in members.iter().enumerate() {
        // An archive cannot name a member twice.
        let name = match members[..number].iter().any(|member| member.0 == *name) {
            true => format!("again/{name}"),
            false => (*name).to_owned(),
        };
        archive.start_file(name, options).expect("memory");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

fn parquet() -> Vec<u8> {
    let schema = "message rows { required int64 id; required binary text (UTF8);
        optional binary author (UTF8); }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let mut out = Vec::new();
    let mut writer =
        SerializedFileWriter::new(&mut out, schema, Default::default()).expect("memory");
    for texts in [&["It may rain.", "It may snow."][..], &["It may hail."]] {
        let mut group = writer.next_row_group().expect("memory");
        let ids: Vec<i64> = (1..=texts.len() as i64).collect();
        let mut column = group.next_column().expect("memory").expect("a column");
        let written = column.typed::<Int64Type>().write_batch(&ids, None, None);
        written.expect("memory");
        column.close().expect("memory");
        let texts: Vec<ByteArray> = texts.iter().map(|&text| ByteArray::from(text)).collect();
        let mut column = group.next_column().expect("memory").expect("a column");
        let written = column
            .typed::<ByteArrayType>()
            .write_batch(&texts, None, None);
        written.expect("memory");
        column.close().expect("memory");
        let levels: Vec<i16> = (0..texts.len() as i16).map(|i| i % 2).collect();
        let names: Vec<ByteArray> = vec!["Ada Moe".into(); texts.len() / 2];
        let mut column = group.next_column().expect("memory").expect("a column");
        let column_writer = column.typed::<ByteArrayType>();
        let written = column_writer.write_batch(&names, Some(&levels), None);
        written.expect("memory");
        column.close().expect("memory");
        group.close().expect("memory");
    }
    writer.close().expect("memory");
    out
}

fn record(kind: &str, media: &str, block: &[u8]) -> Vec<u8> {
    let length = block.len();
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{length}\r\n\
        WARC-Date: 2025-05-02T10:00:00Z\r\nContent-Type: {media}\r\nContent-Length: {length}\r\n\r\n"
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn warc() -> Vec<u8> {
    let response = |status: &str, fields: &str, body: &[u8]| {
        let mut block = format!("HTTP/1.1 {status}\r\n{fields}\r\n\r\n").into_bytes();
        block.extend_from_slice(body);
        record("response", "application/http; msgtype=response", &block)
    };
    let zipped = gzip(b"It may hail.");
    [
        record("warcinfo", "application/warc-fields", b"software: none\r\n"),
        response(
            "200 OK",
            "Content-Type: text/html; charset=iso-8859-2",
            b"<html><p>\xA3\xF3d\xBC may flood.</p></html>",
        ),
        response(
            "404 Not Found",
            "Content-Type: text/html",
            b"<html>Gone.</html>",
        ),
        response("200 OK", "Content-Type: image/png", b"\x89PNG"),
        response(
            "200 OK",
            "Content-Type: text/plain\r\nTransfer-Encoding: chunked",
            b"7\r\nIt may \r\n5\r\nrain.\r\n0\r\n\r\n",
        ),
        response(
            "200 OK",
            "Content-Type: text/plain\r\nContent-Encoding: gzip",
            &zipped,
        ),
        response(
            "200 OK",
            "Content-Type: text/plain\r\nContent-Encoding: br",
            b"\x8b\x02\x80",
        ),
        record(
            "conversion",
            "text/plain",
            "It may rain in Łódź.".as_bytes(),
        ),
    ]
    .concat()
}
